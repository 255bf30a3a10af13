import { type Micros, ms } from '../base/units.ts'
import type { Trouble } from '../contract/fault.ts'
import { type MessageId, PUSHED, WAY_REQUEST } from '../contract/messages.ts'
import type { WireEnd } from '../contract/service.ts'
import type { EngineNode } from './node.ts'
import type { Run } from './run.ts'

/** What the engine knows of a wire. */
export interface Link {
  readonly index: number
  readonly from: EngineNode
  readonly to: EngineNode
  /** The wire as the node where it begins sees it, and as the other does. */
  readonly here: WireEnd
  readonly there: WireEnd
  /** Without any latency: what is sent arrives within the same step. */
  readonly instant: boolean
  /** The same, and without faults: what most messages do. */
  direct: boolean
  /** The faults in force on it, and those of its target if that does not see to them itself. */
  trouble: Trouble | undefined
}

/** It travels as an answer does, to where the wire begins; only that nobody there has asked. */
export function pushBack(run: Run, { index }: WireEnd, message: MessageId): void {
  const { messages } = run.world
  messages.wire[message] = index
  messages.way[message] = WAY_REQUEST
  messages.w[message] = PUSHED
  messages.status[message] = 200
  // In the trace it has no status: it is no answer.
  run.carryBack(run.links[index]!, message, 0)
}

/** Its way takes what it does at the median: the rest of the answer has a draw of its own. */
export function pieceLeaves(run: Run, message: MessageId, at: Micros, bytes: number, more: boolean): boolean {
  const { messages } = run.world
  if (messages.way[message] !== WAY_REQUEST) return false
  const { index, from, here, instant } = run.links[messages.wire[message]!]!
  return from.behaviour.began?.(from, message, here, instant ? at : at + ms(run.plan.wires[index]!.port.latency!.p50), bytes, more) ?? false
}

export function hangUp(run: Run, message: MessageId): void {
  const { to, there } = run.links[run.world.messages.wire[message]!]!
  to.behaviour.abandoned?.(to, message, there)
}
