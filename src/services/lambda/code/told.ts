import type { Content } from '../../../contract/messages.ts'
import { K } from '../../../contract/trace.ts'
import { messageOf } from '../askers.ts'
import { TIMEOUT, TOO_LARGE } from '../model.ts'
import type { FunctionNode } from '../state.ts'

/** What the code itself says of its end: the reason, and the content; undefined where only the runtime can say. */
export interface Told {
  readonly why: number
  readonly content: Content
}
export function tellOf(node: FunctionNode, env: number, fate: number): Told | undefined {
  const guest = node.state.guests[env]
  const result = guest?.result
  if (!guest || !result || fate === TIMEOUT || fate === TOO_LARGE) return undefined
  guest.result = null
  if (result.why !== 0) node.note(K.faulted, messageOf(node, env), result.why, node.state.environments.serial[env])
  node.note(K.used, messageOf(node, env), Math.ceil(guest.usedMb), node.state.environments.serial[env])
  if (result.json !== undefined) return { why: 0, content: JSON.parse(result.json) as Content }
  return result.thrown ? { why: result.why, content: result.thrown } : undefined
}
