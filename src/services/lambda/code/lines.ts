/** What code writes: texts beside the trace, each with its own instant, its level and the request it belongs to. */
import type { Micros } from '../../../base/units.ts'
import type { Level, Thrown } from '../../../contract/handler.ts'
import { K } from '../../../contract/trace.ts'
import { messageFor } from './guests.ts'
import type { FunctionNode } from '../state.ts'

/** A text is `instant level text`: read again by log-code.ts. */
export function say(node: FunctionNode, env: number, at: Micros, level: Level, text: string): void {
  const { environments } = node.state
  node.note(K.logged, messageFor(node, env), node.text(`${at} ${level} ${text}`), environments.serial[env])
}

/** The runtime's own line about an exception that nobody caught. */
export function sayError(node: FunctionNode, env: number, what: string, { errorType, errorMessage, trace }: Thrown): void {
  say(node, env, node.now, 'ERROR', `${what}\t${JSON.stringify({ errorType, errorMessage, stack: trace })}`)
}
