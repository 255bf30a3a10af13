/**
 * On demand a shard that takes more than half of what it may is split, so that the stream can always take twice its
 * recent peak. Simplified: one look a minute, the split a quarter of an hour later (AWS: within that time), never merged.
 */
import { MICROS_PER_SEC, sec } from '../../base/units.ts'
import { timer } from '../../contract/service.ts'
import { split } from './reshard.ts'
import { BYTES_PER_SEC, RECORDS_PER_SEC, type StreamNode } from './state.ts'

export const FIRST_SHARDS = 4
/** 200 MB a second. */
const MOST_SHARDS = 200
const MINUTE = sec(60)
const SPLIT_TAKES = sec(900)

export function watchHeat(node: StreamNode): void {
  const { state } = node
  if (state.watching) return
  state.watching = true
  node.later(MINUTE - (node.now % MINUTE), look, 0)
}

export const look = timer<StreamNode>('refill', (node) => {
  const { state } = node
  state.watching = false
  let busy = false
  for (const number of state.open) {
    const shard = state.shards[number]!
    busy ||= shard.heatRecords > 0
    const hot = shard.heatBytes / 60 > BYTES_PER_SEC / 2 || shard.heatRecords / 60 > RECORDS_PER_SEC / 2
    shard.heatBytes = shard.heatRecords = 0
    if (!hot || shard.splitting || state.open.length >= MOST_SHARDS) continue
    shard.splitting = true
    node.later(SPLIT_TAKES - (SPLIT_TAKES % MICROS_PER_SEC), splits, number)
  }
  if (busy) watchHeat(node)
})

export const splits = timer<StreamNode>('refill', (node, number) => {
  if (node.state.open.length < MOST_SHARDS) split(node, number)
})
