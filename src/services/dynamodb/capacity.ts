/**
 * What a table or a global index may do in a second (DDB-02, DDB-03). Provisioned units that are not used are kept for
 * 300 seconds. On demand the measure is the highest second of the half-hours before, twice that at once, and never less
 * than a new table has.
 */
import { type Micros, MICROS_PER_SEC, sec } from '../../base/units.ts'
import type { TableConfig } from './config.ts'

/** Units that grow with time up to a limit. It may fall below nothing: one large read is paid off afterwards. */
export interface Bucket {
  reads: number
  writes: number
  at: Micros
}
export interface Capacity {
  readonly onDemand: boolean
  /** Units a second: provisioned, or the highest that were allowed on demand. */
  readUnits: number
  writeUnits: number
  readonly bucket: Bucket
  /** On demand: the second that is counted, what it had, and the highest of this half-hour and of those before. */
  second: number
  secondReads: number
  secondWrites: number
  half: number
  halfReads: number
  halfWrites: number
  peakReads: number
  peakWrites: number
  /** For auto scaling: units of this minute, and how many minutes were above, or below, the target. */
  minuteReads: number
  minuteWrites: number
  above: [number, number]
  below: [number, number]
}

/** DDB-03: what a new table on demand has at once. */
export const FIRST_READS = 12_000
export const FIRST_WRITES = 4_000
/** DDB-02: what a single partition can do. */
export const PARTITION_READS = 3_000
export const PARTITION_WRITES = 1_000
const BURST_SEC = 300
const HALF_HOUR = sec(1_800)

export function newCapacity(config: TableConfig, reads: number, writes: number): Capacity {
  const onDemand = config.billing === 'onDemand'
  const held = onDemand ? 1 : config.burst ? BURST_SEC : 1
  const readUnits = onDemand ? FIRST_READS : reads
  const writeUnits = onDemand ? FIRST_WRITES : writes
  return {
    onDemand, readUnits, writeUnits, bucket: { reads: readUnits * held, writes: writeUnits * held, at: 0 },
    second: -1, secondReads: 0, secondWrites: 0, half: 0, halfReads: 0, halfWrites: 0, peakReads: 0, peakWrites: 0,
    minuteReads: 0, minuteWrites: 0, above: [0, 0], below: [0, 0],
  }
}

export function grow(bucket: Bucket, now: Micros, reads: number, writes: number, held: number): void {
  const seconds = (now - bucket.at) / MICROS_PER_SEC
  bucket.reads = Math.min(reads * held, bucket.reads + seconds * reads)
  bucket.writes = Math.min(writes * held, bucket.writes + seconds * writes)
  bucket.at = now
}

export interface Ceiling {
  readonly reads: number
  readonly writes: number
}

/** Brings it up to now; the ceiling is the account's or the table's own, on demand. */
export function refresh(capacity: Capacity, now: Micros, ceiling: Ceiling): void {
  if (capacity.onDemand) follow(capacity, now, ceiling)
  grow(capacity.bucket, now, capacity.readUnits, capacity.writeUnits, capacity.onDemand ? 1 : BURST_SEC)
}

function follow(capacity: Capacity, now: Micros, ceiling: Ceiling): void {
  const half = Math.floor(now / HALF_HOUR)
  if (half !== capacity.half) {
    capacity.peakReads = Math.max(capacity.peakReads, capacity.halfReads)
    capacity.peakWrites = Math.max(capacity.peakWrites, capacity.halfWrites)
    capacity.halfReads = capacity.halfWrites = 0
    capacity.half = half
  }
  capacity.readUnits = Math.min(ceiling.reads, Math.max(FIRST_READS, 2 * capacity.peakReads))
  capacity.writeUnits = Math.min(ceiling.writes, Math.max(FIRST_WRITES, 2 * capacity.peakWrites))
}

/** Whether so much may be had now: a request larger than a second's worth needs a full second. */
export const allows = (left: number, perSec: number, units: number): boolean => units === 0 || left >= Math.min(units, perSec)

export function spend(capacity: Capacity, now: Micros, reads: number, writes: number): void {
  capacity.bucket.reads -= reads
  capacity.bucket.writes -= writes
  capacity.minuteReads += reads
  capacity.minuteWrites += writes
  if (!capacity.onDemand) return
  const second = Math.floor(now / MICROS_PER_SEC)
  if (second !== capacity.second) {
    capacity.second = second
    capacity.secondReads = capacity.secondWrites = 0
  }
  capacity.secondReads += reads
  capacity.secondWrites += writes
  capacity.halfReads = Math.max(capacity.halfReads, capacity.secondReads)
  capacity.halfWrites = Math.max(capacity.halfWrites, capacity.secondWrites)
}
