/** Reads a shard on from its position, filters, and deals the records to the shard's lanes. */
import type { ShardMapping } from '../../../contract/mapping.ts'
import type { MessageId } from '../../../contract/messages.ts'
import { K } from '../../../contract/trace.ts'
import { FILTERED_OUT, type FunctionNode, POLLED } from '../state.ts'
import { passes } from './filter.ts'
import type { Mapping, Reader } from './shards-state.ts'

const READ_AT_ONCE = 10_000

/** False when the stream has been read too much of late, and more may be there. */
export function readOn(node: FunctionNode, mapping: Mapping, shard: number): boolean {
  const reader = mapping.readers[shard]!
  let taken = 0
  while ((taken = node.read(mapping.wire, shard, reader.position, READ_AT_ONCE, mapping.read)) > 0) deal(node, mapping, reader)
  return taken === 0
}

function deal(node: FunctionNode, mapping: Mapping, reader: Reader): void {
  const { messages, state } = node
  const { read } = mapping
  const filtered = (mapping.wire.config as ShardMapping).filters.length > 0
  let seen = 0
  for (let i = 0; i < read.messages.length; i++) {
    const record = read.messages[i]!
    const position = read.receipts[i]!
    reader.position = position + 1
    if (messages.born[record]! < mapping.since) continue
    seen++
    if (filtered && !wanted(node, mapping, record, position)) continue
    const lane = state.shards.lanes[reader.lanes[messages.x[record]! % reader.lanes.length]!]!
    lane.pending.push(record)
    lane.positions.push(position)
    lane.serials.push(messages.serial[record]!)
  }
  if (seen > 0) node.add(POLLED, seen)
}

/** LAM-FIL-03: the iterator simply moves on. */
function wanted(node: FunctionNode, mapping: Mapping, record: MessageId, position: number): boolean {
  const { one } = mapping
  one.messages[0] = record
  one.receipts[0] = position
  if (passes(node, mapping.wire, one)) return true
  node.add(FILTERED_OUT)
  node.note(K.filtered, record)
  return false
}
