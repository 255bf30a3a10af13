/** LAM-STR-08: what is told about records that are given up: where they lie, not what they hold, except to a bucket. */
import { hashText } from '../../../base/hash.ts'
import { requestId } from '../../../base/ids.ts'
import { iso, isoSeconds, streamDay } from '../../../base/time.ts'
import type { ShardMapping } from '../../../contract/mapping.ts'
import type { Content, MessageId } from '../../../contract/messages.ts'
import { REASONS, reason } from '../../../contract/reasons.ts'
import type { WireEnd } from '../../../contract/service.ts'
import { sendOff } from '../destinations.ts'
import { type FunctionNode, TOLD_ON_FAILURE } from '../state.ts'
import { versionOf } from '../versions.ts'
import { sequenceOf, shardIdOf, type StreamRecord } from './shards-event.ts'
import type { Lane, Records } from './shards-state.ts'

const TOO_OLD = reason('RecordAgeExceeded')

export function tellDiscarded(node: FunctionNode, lane: Lane, records: Records, condition: number, why: number): void {
  for (const wire of node.outgoing) {
    if (wire.port !== 'onDiscard') continue
    const message = node.create(records.messages[0]!)
    node.messages.content[message] = recordOf(node, lane, records, condition, why, wire)
    if (wire.peer.role === 'bucket') node.messages.attributes[message] = { Key: { dataType: 'String', stringValue: keyOf(node, lane, message) } }
    node.messages.w[message] = records.messages.length
    sendOff(node, message, wire)
  }
}

/** The destination took the description of so many records; what it refuses counts as any failed delivery. */
export function discardTold(node: FunctionNode, message: MessageId): void {
  node.add(TOLD_ON_FAILURE, node.messages.w[message]!)
}

/** aws/lambda/<mapping>/<shard>/2026/01/01/2026-01-01T00.00.00-<id> */
function keyOf(node: FunctionNode, lane: Lane, message: MessageId): string {
  const { wire } = node.state.shards.mappings[lane.mapping]!
  const { seed } = node.scenario
  const second = isoSeconds(node.now).slice(0, -1).replaceAll(':', '.')
  const mapping = requestId(seed, hashText(wire.id))
  return `aws/lambda/${mapping}/${shardIdOf(lane.shard)}/${streamDay(node.now)}/${second}-${requestId(seed, node.messages.serial[message]!)}`
}

function recordOf(node: FunctionNode, lane: Lane, records: Records, condition: number, why: number, to: WireEnd): Content {
  const { messages } = node
  const { wire } = node.state.shards.mappings[lane.mapping]!
  const event = node.eventOf(wire, { messages: records.messages, receipts: records.positions }) as { readonly Records: readonly StreamRecord[] }
  const { qualifier } = wire.config as ShardMapping
  const first = records.messages[0]!
  const last = records.messages.at(-1)!
  const info = {
    shardId: shardIdOf(lane.shard),
    startSequenceNumber: sequenceOf(event.Records[0]!),
    endSequenceNumber: sequenceOf(event.Records.at(-1)!),
    approximateArrivalOfFirstRecord: iso(messages.born[first]!),
    approximateArrivalOfLastRecord: iso(messages.born[last]!),
    batchSize: records.messages.length,
    // A table's stream has a name of its own.
    streamArn: event.Records[0]!.eventSourceARN ?? wire.peer.arn,
  }
  return {
    requestContext: {
      requestId: requestId(node.scenario.seed, messages.serial[first]!),
      functionArn: qualifier === '' ? node.arn : `${node.arn}:${qualifier}`,
      condition: REASONS[condition]!.code,
      // A record that was too old before any try counts as one.
      approximateInvokeCount: Math.max(1, lane.tries),
    },
    ...(condition !== TOO_OLD && { responseContext: { statusCode: 200, executedVersion: node.state.versions[versionOf(node.state, qualifier)]!.name, ...(why !== 0 && { functionError: 'Unhandled' }) } }),
    version: '1.0',
    timestamp: iso(node.now),
    ...(wire.peer.role === 'table' ? { DDBStreamBatchInfo: info } : { KinesisBatchInfo: info }),
    ...(to.peer.role === 'bucket' && { payload: JSON.stringify(event) }),
  }
}
