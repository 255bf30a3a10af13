/** LAM-SYNC-07: whoever waits for a streamed response hears when its first byte leaves. Of code that is told in code/pieces.ts. */
import { utf8Length } from '../../base/text.ts'
import { type Micros, ms } from '../../base/units.ts'
import { contentText } from '../../contract/messages.ts'
import { timer } from '../../contract/service.ts'
import { SYNC } from './askers.ts'
import type { FunctionConfig } from './config.ts'
import { FINE, FREE_STREAM_BYTES, streamMs } from './model.ts'
import { type FunctionNode, STREAMED, traitsIn } from './state.ts'

/** A handler without code knows its length as it begins, unless it calls others. */
export function awaitFirstByte(node: FunctionNode, env: number): void {
  const { begun, durationMs, fate } = node.state.environments
  const { config, calls } = traitsIn(node, env)
  const after = calls.length > 0 ? undefined : firstByteMs(config, fate[env]!, durationMs[env]!)
  if (after !== undefined) node.later(Math.max(0, begun[env]! + ms(after) - node.now), firstByteLeaves, env)
}

export const firstByteLeaves = timer<FunctionNode>('completion', (node, env) => {
  const { begun, durationMs } = node.state.environments
  tell(node, env, node.now, begun[env]! + ms(durationMs[env]!))
})

/** As it ends: what is paid for, and the first byte of a handler that called others. */
export function streamEnds(node: FunctionNode, env: number): void {
  const { begun, durationMs, fate } = node.state.environments
  const { config, calls, program } = traitsIn(node, env)
  if (program !== undefined) {
    const guest = node.state.guests[env]
    if (guest?.isRead) pay(node, guest.wroteBytes)
    if (guest) guest.isRead = false
    return
  }
  const after = calls.length === 0 ? undefined : firstByteMs(config, fate[env]!, durationMs[env]!)
  if (after !== undefined) tell(node, env, begun[env]! + ms(after), node.now)
}

/** *Simplified:* without code it writes all the time from its first byte to its last. */
function tell(node: FunctionNode, env: number, first: Micros, last: Micros): void {
  const { way, subject } = node.state.environments
  if (way[env] !== SYNC) return
  const { config: { responseBytes }, result } = traitsIn(node, env)
  const bytes = responseBytes > 0 ? responseBytes : utf8Length(contentText(result))
  node.began(subject[env]!, first, 0, false)
  if (node.began(subject[env]!, last, bytes, true)) pay(node, bytes)
}

/** LAM-PRC-03: what is above 6 MB is paid for, if somebody reads it as it comes. */
function pay(node: FunctionNode, bytes: number): void {
  if (bytes > FREE_STREAM_BYTES) node.add(STREAMED, bytes - FREE_STREAM_BYTES)
}

/** Undefined: it fails before it writes anything. */
function firstByteMs({ firstByteMs: said, responseBytes }: FunctionConfig, fate: number, durationMs: number): number | undefined {
  if (fate === FINE) return Math.min(said ?? durationMs, Math.max(0, durationMs - streamMs(responseBytes)))
  return said !== null && said < durationMs ? said : undefined
}
