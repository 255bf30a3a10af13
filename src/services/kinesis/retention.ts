/** KDS-04: records stay for the retention, read or not, and then go from the old end. */
import { type Micros, sec } from '../../base/units.ts'
import { timer } from '../../contract/service.ts'
import { O } from '../../contract/trace.ts'
import { SHARD_HOURS, STREAM_HOURS, type Shard, type StreamNode } from './state.ts'

const endOf = (node: StreamNode, shard: Shard): Micros => node.messages.born[shard.records.at(0)]! + sec(node.config.retentionHours * 3_600)

export function keepUntil(node: StreamNode, shard: Shard): void {
  if (shard.trimming) return
  shard.trimming = true
  node.later(Math.max(0, endOf(node, shard) - node.now), trim, shard.number)
}

export const trim = timer<StreamNode>('refill', (node, number) => {
  const shard = node.state.shards[number]!
  shard.trimming = false
  while (shard.records.length > 0 && endOf(node, shard) <= node.now) {
    node.end(shard.records.shift(), O.expired)
    shard.first++
  }
  if (shard.records.length > 0) keepUntil(node, shard)
})

/** A dated action changed it: the next look comes at once. */
export function retentionChanged(node: StreamNode): void {
  for (const shard of node.state.shards) if (shard.records.length > 0) node.later(0, trim, shard.number)
}

const MINUTE = sec(60)
/** What is paid for by the hour. */
export const minutePasses = timer<StreamNode>('completion', (node) => {
  node.add(SHARD_HOURS, node.state.open.length / 60)
  node.add(STREAM_HOURS, 1 / 60)
  node.later(MINUTE, minutePasses, 0)
})
export const startPaying = (node: StreamNode): void => node.later(MINUTE, minutePasses, 0)
