import { isoSeconds } from '../../../base/time.ts'
import type { Content } from '../../../contract/messages.ts'
import type { FunctionNode } from '../state.ts'
import { laneOf } from './shards-state.ts'

/** What the function is handed: the stream's records, and in a tumbling window its frame and the state so far. */
export function laneEvent(node: FunctionNode, number: number): Content {
  const lane = laneOf(node, number)
  const { wire } = node.state.shards.mappings[lane.mapping]!
  const records =
    lane.batch.messages.length === 0 ? [] : (node.eventOf(wire, { messages: lane.batch.messages, receipts: lane.batch.positions }) as { Records: Content[] }).Records
  const { window } = lane
  if (!window) return { Records: records }
  return {
    Records: records,
    window: { start: isoSeconds(window.start), end: isoSeconds(window.end) },
    state: window.state,
    shardId: shardIdOf(lane.shard),
    eventSourceARN: wire.peer.arn,
    isFinalInvokeForWindow: lane.marker >= 0,
    isWindowTerminatedEarly: window.early,
  }
}

export const shardIdOf = (shard: number): string => `shardId-${String(shard).padStart(12, '0')}`

/** As far as a mapping looks into a record. */
export interface StreamRecord {
  readonly eventSourceARN?: string
  readonly kinesis?: { readonly sequenceNumber: string }
  readonly dynamodb?: { readonly SequenceNumber: string }
}
export const sequenceOf = (record: StreamRecord): string => record.kinesis?.sequenceNumber ?? record.dynamodb?.SequenceNumber ?? ''
