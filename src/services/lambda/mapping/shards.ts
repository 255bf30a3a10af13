/**
 * The event source mapping of a stream. Each shard has a reader that polls (this file), remembers its position and
 * deals what it reads to lanes by the key (shards-read.ts), one lane unless the parallelization factor says more; a lane
 * hands one batch at a time to the function (shards-lane.ts). Reading removes nothing. The stream is known only by the contract's read and ready: a
 * record's row says in `born` when it arrived, and in `x` the hash of its key.
 */
import { type Micros, ms, sec } from '../../../base/units.ts'
import type { ShardMapping } from '../../../contract/mapping.ts'
import { timer, type WireEnd } from '../../../contract/service.ts'
import type { FunctionNode } from '../state.ts'
import { awake, feed, laneAgain, laneWindowEnds, tumblingEnds } from './shards-lane.ts'
import { readOn } from './shards-read.ts'
import { isIdle, type Mapping, newLane, type Reader } from './shards-state.ts'

/** A poll timer's number is mapping and shard in one. */
const SHARDS_PER_MAPPING = 100_000
const FAN_OUT_DELAY = ms(70)

export const isShardWire = (wire: WireEnd): boolean => wire.kind === 'poll' && (wire.peer.role === 'stream' || wire.peer.role === 'table')
export const settingsOf = (mapping: Mapping): ShardMapping => mapping.wire.config

export function startShards(node: FunctionNode, wire: WireEnd): void {
  const settings: ShardMapping = wire.config
  const { mappings } = node.state.shards
  const createdAt = sec(settings.createdAtSec)
  // LAM-STR-01: four polls a second for a table's stream, one for a stream.
  const every = wire.peer.role === 'table' ? ms(250) : ms(1_000)
  mappings.push({
    wire, every, enabled: settings.enabled,
    since: settings.startingPosition === 'LATEST' ? createdAt : settings.startingPosition === 'AT_TIMESTAMP' ? sec(settings.startAtSec) : 0,
    phase: node.strict ? 0 : ms(node.state.lifetimes.below(every / 1_000)),
    readers: [], first: node.shards(wire),
    read: { messages: [], receipts: [] },
    one: { messages: [0], receipts: [0] },
  })
  if (createdAt > 0) node.after(createdAt - node.now, mappingBegins, mappings.length - 1)
}

/** It looks at what the stream already holds. */
const mappingBegins = timer<FunctionNode>('poll', (node, index) => {
  const { wire } = node.state.shards.mappings[index]!
  for (let shard = 0; shard < node.shards(wire); shard++) wakeShard(node, wire, shard)
})

/** LAM-ESM-01: disabled, it polls no more; it remembers where it was, and goes on from there. */
export function switchShards(node: FunctionNode, on: boolean, only?: WireEnd): void {
  node.state.shards.mappings.forEach((mapping, index) => {
    if (only && mapping.wire !== only) return
    mapping.enabled = on
    if (!on) return
    for (let shard = 0; shard < node.shards(mapping.wire); shard++) wakeShard(node, mapping.wire, shard)
    for (const lane of node.state.shards.lanes) if (lane.mapping === index) awake(node, lane)
  })
}

/** There is something new in the shard: it is read at the next poll. */
export function wakeShard(node: FunctionNode, wire: WireEnd, shard: number): void {
  const { mappings } = node.state.shards
  let index = 0
  while (index < mappings.length && mappings[index]!.wire !== wire) index++
  const mapping = mappings[index]
  if (!mapping) return
  if (!mapping.enabled || node.now < sec(settingsOf(mapping).createdAtSec)) return
  const reader = readerOf(node, index, shard)
  if (reader.polling) return
  reader.polling = true
  node.later(delayOf(node, mapping), readShard, index * SHARDS_PER_MAPPING + shard)
}

/** D-11: strict mode sees a record when it arrives. */
function delayOf(node: FunctionNode, mapping: Mapping): Micros {
  if (node.strict) return 0
  if (settingsOf(mapping).fanOut) return FAN_OUT_DELAY
  const { every, phase } = mapping
  return Math.ceil((node.now - phase) / every) * every + phase - node.now
}

function readerOf(node: FunctionNode, index: number, shard: number): Reader {
  const { shards } = node.state
  const mapping = shards.mappings[index]!
  const known = mapping.readers[shard]
  if (known) return known
  for (let next = mapping.readers.length; next <= shard; next++) {
    const lanes: number[] = []
    for (let lane = 0; lane < settingsOf(mapping).parallelization; lane++) {
      lanes.push(shards.lanes.length)
      shards.lanes.push(newLane(index, next, shards.lanes.length))
    }
    mapping.readers.push({ position: 0, polling: false, lanes })
  }
  return mapping.readers[shard]!
}

export const readShard = timer<FunctionNode>('poll', (node, arg) => {
  const index = Math.floor(arg / SHARDS_PER_MAPPING)
  const shard = arg % SHARDS_PER_MAPPING
  const mapping = node.state.shards.mappings[index]!
  const reader = mapping.readers[shard]!
  reader.polling = false
  // A shard that came of others waits for them: their lanes wake it.
  if (!mapping.enabled || !parentsDone(node, mapping, shard)) return
  if (!readOn(node, mapping, shard)) {
    reader.polling = true
    node.later(mapping.every, readShard, arg)
  }
  for (const lane of reader.lanes) feed(node, node.state.shards.lanes[lane]!)
})

/** KDS-04: whatever stands in the shards that this one came out of is dealt with first, and so a key keeps its order. */
function parentsDone(node: FunctionNode, mapping: Mapping, shard: number): boolean {
  if (shard < mapping.first) return true
  for (const parent of node.parents(mapping.wire, shard)) {
    if (!parentsDone(node, mapping, parent)) return false
    const reader = mapping.readers[parent]
    if (reader && (reader.polling || reader.lanes.some((lane) => !isIdle(node.state.shards.lanes[lane]!)))) return false
  }
  return true
}

/** A lane has nothing left: shards that waited for its own may begin. */
export function wakeChildren(node: FunctionNode, mapping: Mapping, shard: number): void {
  const shards = node.shards(mapping.wire)
  for (let child = Math.max(mapping.first, shard + 1); child < shards; child++) {
    if (node.parents(mapping.wire, child).includes(shard)) wakeShard(node, mapping.wire, child)
  }
}

export const SHARD_TIMERS = [mappingBegins, readShard, laneAgain, laneWindowEnds, tumblingEnds] as const
