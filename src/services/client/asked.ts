import type { MessageId } from '../../contract/messages.ts'
import type { Node } from '../../contract/service.ts'
import type { ClientConfig } from './config.ts'
import { type Asked, tableOf } from './table.ts'

/** Column w of a request: whose it is in the lowest bits; above them the row of the table that it came from, counted from 1. */
export const ROW_BITS = 2

/** What the row of the table asks for that a request came from. */
export function askedBy(node: Node<ClientConfig>, message: MessageId): Asked | undefined {
  const row = node.messages.w[message]! >> ROW_BITS
  return row === 0 ? undefined : tableOf(node.config.arrivals).asked(row - 1)
}
