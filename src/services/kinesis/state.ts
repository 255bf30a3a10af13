import { Ring } from '../../base/ring.ts'
import { type Micros, MIB, MICROS_PER_SEC } from '../../base/units.ts'
import type { Node } from '../../contract/service.ts'
import { metric } from '../../contract/trace.ts'
import type { StreamConfig } from './config.ts'

/** KDS-02: what one shard takes in a second. */
export const RECORDS_PER_SEC = 1_000
export const BYTES_PER_SEC = MIB
/** KDS-03: what it gives. */
export const READS_PER_SEC = 5
export const READ_BYTES_PER_SEC = 2 * MIB
export const READ_AT_ONCE_BYTES = 10 * MIB
export const READ_AT_ONCE = 10_000

/** Hash keys are 128 bits wide; the upper 52 decide here, which a number holds exactly. */
export const HASH_KEYS = 2 ** 52

/**
 * A shard. Its records are rows of the message table that the stream owns: `born` is when they arrived, x the hash of
 * the key for the readers' lanes, y the shard, z the position. The content is a `StreamData`.
 */
export interface Shard {
  readonly number: number
  /** Hash keys from here up to, not including, there. */
  readonly from: number
  readonly to: number
  /** Shards that it came out of. */
  readonly parents: readonly number[]
  readonly openedAt: Micros
  closed: boolean
  readonly records: Ring
  /** Position of the oldest record that is still there. */
  first: number
  trimming: boolean
  /** What may still be written, and since when that is so. */
  recordsLeft: number
  bytesLeft: number
  refilledAt: Micros
  /** What standard readers share: reads in this second, and the bytes they may still have. */
  second: number
  reads: number
  readLeft: number
  readRefilledAt: Micros
  /** Bytes and records since the last look at how hot it is (on demand), and whether it is being split. */
  heatBytes: number
  heatRecords: number
  splitting: boolean
}
/** A reader with enhanced fan-out has 2 MB a second of every shard to itself. */
export interface FanOut {
  readonly wire: number
  readonly left: number[]
  readonly at: Micros[]
}
export interface StreamState {
  readonly shards: Shard[]
  /** Numbers of the open ones, by hash keys. */
  open: number[]
  readonly fanOuts: FanOut[]
  /** Whether a look at the heat is due. */
  watching: boolean
}
export type StreamNode = Node<StreamConfig, StreamState>

/** What a record holds: text or JSON as it was sent, or `{ $binary }`. */
export interface StreamData {
  readonly partitionKey: string
  readonly data: unknown
}

/** KDS-07. */
export const RECORDS_IN = metric('IncomingRecords', 'count')
export const BYTES_IN = metric('IncomingBytes', 'count', 'B')
export const WRITE_THROTTLES = metric('WriteProvisionedThroughputExceeded', 'count')
export const READ_THROTTLES = metric('ReadProvisionedThroughputExceeded', 'count')
export const AGE = metric('GetRecords.IteratorAgeMilliseconds', 'value', 'ms', 'max')
export const RECORDS_OUT = metric('GetRecords.Records', 'count')
export const BYTES_OUT = metric('GetRecords.Bytes', 'count', 'B')
export const PUT_OK = metric('PutRecord.Success', 'count')
export const PUTS_TOTAL = metric('PutRecords.TotalRecords', 'count')
export const PUTS_OK = metric('PutRecords.SuccessfulRecords', 'count')
export const PUTS_THROTTLED = metric('PutRecords.ThrottledRecords', 'count')
export const OPEN = metric('OpenShardCount', 'level')
/** What is paid for: 25 KB each, begun ones whole. */
export const UNITS = metric('PutPayloadUnits', 'count')
/** Paid for by the hour, used or not; told minute by minute. */
export const SHARD_HOURS = metric('ShardHours', 'count')
export const STREAM_HOURS = metric('StreamHours', 'count')
export const METRICS = [RECORDS_IN, BYTES_IN, WRITE_THROTTLES, READ_THROTTLES, AGE, RECORDS_OUT, BYTES_OUT, PUT_OK, PUTS_TOTAL, PUTS_OK, PUTS_THROTTLED, OPEN, UNITS, SHARD_HOURS, STREAM_HOURS] as const

export const newShard = (number: number, from: number, to: number, parents: readonly number[], now: Micros): Shard => ({
  number, from, to, parents, openedAt: now, closed: false, records: new Ring(), first: 0, trimming: false,
  recordsLeft: RECORDS_PER_SEC, bytesLeft: BYTES_PER_SEC, refilledAt: now,
  second: -1, reads: 0, readLeft: READ_BYTES_PER_SEC, readRefilledAt: now, heatBytes: 0, heatRecords: 0, splitting: false,
})

/** What is left of an allowance after it grew for a while; it never holds more than a second's worth. */
export const grown = (left: number, perSec: number, since: Micros, now: Micros): number =>
  Math.min(perSec, left + ((now - since) / MICROS_PER_SEC) * perSec)
