/** What the mappings of streams remember: a reader for each shard, and lanes with the batches they work on. */
import { Ring } from '../../../base/ring.ts'
import type { Micros } from '../../../base/units.ts'
import { type MessageId, NONE } from '../../../contract/messages.ts'
import type { Batch, WireEnd } from '../../../contract/service.ts'
import type { FunctionNode } from '../state.ts'
import type { Tumbling } from './shards-window.ts'

/** One mapping; its lanes lie together in the state's list, so that a timer's number names one. */
export interface Mapping {
  readonly wire: WireEnd
  enabled: boolean
  /** Records that arrived earlier are not looked at (LAM-STR-02). */
  readonly since: Micros
  /** Realistic polls come on a grid of this length, moved by a part of it. */
  readonly every: Micros
  readonly phase: Micros
  readonly readers: Reader[]
  /** Shards at the beginning: more mean that some came out of others. */
  readonly first: number
  /** Filled by each read. */
  readonly read: Batch
  /** One record at a time, for the filters. */
  readonly one: Batch
}
export interface Reader {
  position: number
  polling: boolean
  /** Numbers of its lanes. */
  readonly lanes: number[]
}
export interface Shards {
  mappings: Mapping[]
  lanes: Lane[]
}

/** Records with their places in the shard. A row may be used again once the stream forgot the record: the serial tells. */
export interface Records {
  messages: MessageId[]
  positions: number[]
  serials: number[]
}
export interface Lane {
  readonly mapping: number
  readonly shard: number
  readonly number: number
  /** Read and not yet in a batch. */
  pending: Ring
  positions: Ring
  serials: Ring
  busy: boolean
  /** Its next try is due, and the mapping is disabled. */
  asleep: boolean
  /** The batch that is gathered, tried or waiting. */
  batch: Records
  bytes: number
  /** Right halves that come after it, the next one last. */
  halves: Records[]
  /** Tries of this batch that ran (LAM-STR-04), and delays since the checkpoint last moved. */
  tries: number
  delays: number
  /** The batch window that runs, or -1. */
  windowTimer: number
  window: Tumbling | null
  /** The message that stands for a last invocation without records, or NONE. */
  marker: MessageId
}

export const newLane = (mapping: number, shard: number, number: number): Lane => ({
  mapping, shard, number, pending: new Ring(), positions: new Ring(), serials: new Ring(), busy: false, asleep: false, batch: noRecords(), bytes: 0,
  halves: [], tries: 0, delays: 0, windowTimer: NONE, window: null, marker: NONE,
})
const noRecords = (): Records => ({ messages: [], positions: [], serials: [] })

export const laneOf = (node: FunctionNode, number: number): Lane => node.state.shards.lanes[number]!
export const isIdle = (lane: Lane): boolean => !lane.busy && !lane.asleep && lane.pending.length === 0 && lane.batch.messages.length === 0
