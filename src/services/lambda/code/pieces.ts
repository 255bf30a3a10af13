/**
 * LAM-SYNC-07: what code writes of a response that it streams. Whoever reads it hears of each piece when it leaves: of the
 * first at that instant, of others when the turn is over in which they were written.
 */
import type { Micros } from '../../../base/units.ts'
import { ms } from '../../../base/units.ts'
import type { Streamed } from '../../../contract/handler.ts'
import { NONE } from '../../../contract/messages.ts'
import { timer } from '../../../contract/service.ts'
import { SYNC } from '../askers.ts'
import { FREE_STREAM_BYTES, streamMs } from '../model.ts'
import type { FunctionNode } from '../state.ts'
import { type Guest, RUNNING } from './guests.ts'

/** The timeout may come before this turn is over, and patience may end. */
export function awaitFirstPiece(node: FunctionNode, env: number, guest: Guest, at: Micros): void {
  if (guest.phase === RUNNING && guest.wroteBytes === NONE) guest.writeTimer = node.after(Math.max(0, at - node.now), firstPieceLeaves, env)
}

export const firstPieceLeaves = timer<FunctionNode>('completion', (node, env) => {
  const guest = node.state.guests[env]
  if (!guest || guest.wroteBytes !== NONE) return
  guest.writeTimer = NONE
  guest.wroteBytes = 0
  tell(node, env, guest, node.now, 0, false)
})

export function piecesLeave(node: FunctionNode, env: number, guest: Guest, begun: Micros, pieces: Streamed): void {
  if (guest.phase !== RUNNING) return
  let more = guest.wroteBytes !== NONE
  if (!more) guest.wroteBytes = 0
  for (const { after, bytes } of pieces) {
    const at = begun + after
    // Of what buffers nothing is held back; but who reads as it comes is known with the first piece only.
    if (!more) tell(node, env, guest, at, 0, false)
    more = true
    const capped = Math.min(bytes, Math.max(0, guest.wroteBytes + bytes - FREE_STREAM_BYTES))
    guest.wroteBytes += bytes
    if (capped > 0 && guest.isRead) guest.leavesAt = Math.max(at, guest.leavesAt) + ms(streamMs(FREE_STREAM_BYTES + capped))
    tell(node, env, guest, Math.max(at, guest.leavesAt), bytes, true)
  }
}

function tell(node: FunctionNode, env: number, guest: Guest, at: Micros, bytes: number, more: boolean): void {
  const { way, subject } = node.state.environments
  if (way[env] === SYNC && node.began(subject[env]!, at, bytes, more)) guest.isRead = true
}
