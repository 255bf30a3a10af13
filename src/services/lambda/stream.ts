/** LAM-SYNC-07: whoever waits for a streamed response hears when its first byte left. */
import { utf8Length } from '../../base/text.ts'
import { type Micros, ms } from '../../base/units.ts'
import { contentText, type MessageId, NONE } from '../../contract/messages.ts'
import type { Told } from './code/told.ts'
import type { FunctionConfig } from './config.ts'
import { FINE, FREE_STREAM_BYTES, streamMs } from './model.ts'
import { type FunctionNode, STREAMED, traitsIn } from './state.ts'

export function tellFirstByte(node: FunctionNode, env: number, subject: MessageId, told: Told | undefined): void {
  const { begun, durationMs, fate } = node.state.environments
  const { config, program, result } = traitsIn(node, env)
  if (program !== undefined) {
    const [first] = told?.streamed ?? []
    if (first) return tell(node, subject, begun[env]! + first.after, told!.streamed!.reduce((sum, { bytes }) => sum + bytes, 0))
    // It could not say so itself: the timeout struck, or its process is gone.
    const guest = node.state.guests[env]
    if (fate[env] !== FINE && guest && guest.wroteAt !== NONE && guest.wroteAt <= node.now) tell(node, subject, guest.wroteAt, guest.wroteBytes)
    return
  }
  const after = firstByteMs(config, fate[env]!, durationMs[env]!)
  if (after !== undefined) tell(node, subject, begun[env]! + ms(after), config.responseBytes > 0 ? config.responseBytes : utf8Length(contentText(result)))
}

/** LAM-PRC-03: what is above 6 MB is paid for, if somebody reads it as it comes. */
function tell(node: FunctionNode, subject: MessageId, at: Micros, bytes: number): void {
  if (node.began(subject, at, bytes) && bytes > FREE_STREAM_BYTES) node.add(STREAMED, bytes - FREE_STREAM_BYTES)
}

/** Undefined: it failed before it wrote anything. */
function firstByteMs({ firstByteMs: said, responseBytes }: FunctionConfig, fate: number, durationMs: number): number | undefined {
  if (fate === FINE) return Math.min(said ?? durationMs, Math.max(0, durationMs - streamMs(responseBytes)))
  return said !== null && said < durationMs ? said : undefined
}
