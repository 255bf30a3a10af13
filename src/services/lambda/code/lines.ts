/** What code writes: texts beside the trace, each with its own instant, its level and the request it belongs to. */
import type { Micros } from '../../../base/units.ts'
import type { Level, Thrown } from '../../../contract/handler.ts'
import { K } from '../../../contract/trace.ts'
import { messageFor } from './guests.ts'
import { type FunctionNode, traitsIn } from '../state.ts'
import { takeLine } from './own-metrics.ts'

/** A text is `instant level text`: read again by log-code.ts. What Lambda wraps in JSON of its own holds no embedded metrics. */
export function say(node: FunctionNode, env: number, at: Micros, level: Level, text: string): void {
  const { environments } = node.state
  node.note(K.logged, messageFor(node, env), node.text(`${at} ${level} ${text}`), environments.serial[env])
  if (text.charCodeAt(0) !== 123 || (level !== 'PLAIN' && traitsIn(node, env).config.logFormat === 'JSON')) return
  const warning = takeLine(node, text)
  if (warning !== undefined) say(node, env, at, 'WARN', warning)
}

/** The runtime's own line about an exception that nobody caught. */
export function sayError(node: FunctionNode, env: number, what: string, { errorType, errorMessage, trace }: Thrown): void {
  say(node, env, node.now, 'ERROR', `${what}\t${JSON.stringify({ errorType, errorMessage, stack: trace })}`)
}
