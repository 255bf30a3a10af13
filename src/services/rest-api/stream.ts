/** LAM-SYNC-07: a proxy whose response mode is STREAM passes on what comes as it comes. */
import { BROKEN } from '../../contract/http/stream.ts'
import type { MessageId } from '../../contract/messages.ts'
import type { MethodConfig } from './config.ts'
import { finish, routeAt } from './behaviour.ts'
import type { RestNode } from './state.ts'

/** Stands in u of a message sent on: its response has begun to leave. */
const STREAMS = 1

export const streams = ({ transfer, integration }: MethodConfig): boolean => transfer === 'STREAM' && integration === 'proxy'

export function passOn(node: RestNode, child: MessageId, at: number, bytes: number): boolean {
  const { messages } = node
  const message = messages.parent[child]!
  if (messages.w[child] !== 0 || !streams(routeAt(node, message).config)) return false
  messages.u[child] = STREAMS
  node.began(message, at, bytes)
  return true
}

/** The status has left already: whoever reads it hears that the rest is missing. */
export function brokenOff(node: RestNode, message: MessageId, child: MessageId): boolean {
  if (node.messages.u[child] !== STREAMS) return false
  finish(node, message, BROKEN, 'ResponseBroken')
  return true
}
