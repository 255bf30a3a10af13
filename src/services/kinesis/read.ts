/** KDS-03: what readers get, and when they have had too much. */
import { MICROS_PER_SEC, toMs } from '../../base/units.ts'
import type { ShardMapping } from '../../contract/mapping.ts'
import type { Batch, WireEnd } from '../../contract/service.ts'
import { AGE, BYTES_OUT, type FanOut, grown, READ_AT_ONCE, READ_AT_ONCE_BYTES, READ_BYTES_PER_SEC, READ_THROTTLES, READS_PER_SEC, RECORDS_OUT, type Shard, type StreamNode } from './state.ts'

/** So many records from the position on; less than 0 when the reader has to wait. */
export function read(node: StreamNode, number: number, position: number, max: number, into: Batch, wire: WireEnd): number {
  const shard = node.state.shards[number]!
  const begin = Math.max(0, position - shard.first)
  if (begin >= shard.records.length) return 0
  const fanOut = (wire.config as ShardMapping).fanOut
  // D-11: in strict mode a record is seen when it arrives, which no real poller could afford.
  if (!node.strict && !(fanOut ? pushed(node, shard, wire) : polled(node, shard))) {
    node.add(READ_THROTTLES)
    return -1
  }
  const bytes = fill(node, shard, begin, Math.min(max, READ_AT_ONCE), into)
  if (fanOut) {
    const own = fanOutOf(node, wire)
    if (own.left[number] !== undefined) own.left[number] -= bytes
  } else shard.readLeft -= bytes
  const last = into.messages[into.messages.length - 1]!
  node.add(RECORDS_OUT, into.messages.length)
  node.add(BYTES_OUT, bytes)
  node.observe(AGE, toMs(node.now - node.messages.born[last]!))
  return into.messages.length
}

function fill({ messages }: StreamNode, shard: Shard, begin: number, max: number, into: Batch): number {
  const { records } = shard
  let bytes = 0
  for (let at = begin; at < records.length && into.messages.length < max; at++) {
    const record = records.at(at)
    const size = messages.sizeBytes[record]!
    if (bytes > 0 && bytes + size > READ_AT_ONCE_BYTES) break
    bytes += size
    into.messages.push(record)
    into.receipts.push(shard.first + at)
  }
  return bytes
}

/** All standard readers of a shard share five reads and 2 MB a second; a read of 10 MB is paid off for five seconds. */
function polled(node: StreamNode, shard: Shard): boolean {
  const second = Math.floor(node.now / MICROS_PER_SEC)
  if (second !== shard.second) {
    shard.second = second
    shard.reads = 0
  }
  shard.readLeft = grown(shard.readLeft, READ_BYTES_PER_SEC, shard.readRefilledAt, node.now)
  shard.readRefilledAt = node.now
  if (shard.reads >= READS_PER_SEC || shard.readLeft <= 0) return false
  shard.reads++
  return true
}

function pushed(node: StreamNode, { number }: Shard, wire: WireEnd): boolean {
  const own = fanOutOf(node, wire)
  own.left[number] = grown(own.left[number] ?? READ_BYTES_PER_SEC, READ_BYTES_PER_SEC, own.at[number] ?? node.now, node.now)
  own.at[number] = node.now
  return own.left[number]! > 0
}

function fanOutOf({ state }: StreamNode, wire: WireEnd): FanOut {
  const known = state.fanOuts.find((one) => one.wire === wire.index)
  if (known) return known
  const own: FanOut = { wire: wire.index, left: [], at: [] }
  state.fanOuts.push(own)
  return own
}
