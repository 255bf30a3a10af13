import { longer } from '../base/arrays.ts'
import { secondBegins } from '../base/units.ts'
import { BUCKETS, addEncoded, encodeCounts } from './histogram.ts'
import type { Metric } from './metric.ts'

/** Numbers in a row: sum, count, min, max. For levels: value × µs, µs, min, max. */
export const ROW = 4
/** Seconds kept one by one, at most: an hour and a bit. Older ones are folded into minutes, so many at a time. */
const MOST_SECONDS = 4_096
const FOLDED = 64
/** Minutes kept, at most (eleven days). Beyond that two become one, and so on: memory stays bounded. */
export const MOST_MINUTES = 16_384
/** A value may be dated back this many minutes: a function's metrics bear the time its invocation began. */
const OPEN_MINUTES = 17

const UNUSED = new Uint32Array(BUCKETS)

/** The distribution of a minute that may still be written. */
interface OpenMinute {
  readonly minute: number
  readonly counts: Uint32Array
  /** The page is to be told. */
  dirty: boolean
}

/**
 * One metric over time. A write goes to one row: that of its second, while the second is among the newest 4,033 at
 * least, else that of its minute. Rows of seconds are added to their minutes when they make room for newer ones, so
 * minutes and seconds together hold every value exactly once.
 */
export class Series {
  readonly type: Metric['type']
  /** The row to write, and the span of time for which it is the right one: set by `turn`, void after any other change (`leave`). */
  lo = Number.NaN
  hi = Number.NaN
  target: Float64Array
  index = 0
  counts: Uint32Array = UNUSED

  seconds = blank(64)
  /** The second written first (or folded up to), and the newest. */
  first = -1
  newest = -1
  minutes = blank(16)
  minuteCount = 0
  /** Seconds in a "minute": 60, until there are too many. */
  width = 60

  /** Counts of closed minutes, packed; and all of them added up. */
  closed: (Uint8Array | undefined)[] = []
  readonly closedSum: Float64Array
  /** Counts of minutes that may still be written, in no order. */
  open: OpenMinute[] = []
  /** The one of them that was written last: mostly the one that is written next. */
  private latest: OpenMinute | undefined = undefined

  /** A level: its value, and since when that is not yet in a row. */
  current = Number.NaN
  since = Number.NaN

  /** What changed since the page was told: from this second, this minute; and the distributions of these minutes. */
  dirtySecond = Number.POSITIVE_INFINITY
  dirtyMinute = Number.POSITIVE_INFINITY
  dirtyCounts: number[] = []

  constructor(type: Metric['type']) {
    this.type = type
    this.target = this.seconds
    this.closedSum = new Float64Array(type === 'value' ? BUCKETS : 0)
  }

  /** Makes the row of this instant the one that is written. */
  turn(at: number): void {
    if (!(at >= this.lo && at < this.hi)) this.turnTo(Math.floor(at / 1e6))
  }

  /** The same for a second. */
  private turnTo(second: number): void {
    this.reach(second)
    if (second >= this.first) {
      this.target = this.seconds
      this.index = (second & (this.capacity - 1)) * ROW
      if (second < this.dirtySecond) this.dirtySecond = second
    } else {
      this.index = this.minuteRow(this.minuteOf(second))
      this.target = this.minutes
    }
    this.lo = secondBegins(second)
    this.hi = this.lo + 1e6
    if (this.type === 'value') this.openCounts(this.minuteOf(second))
  }

  /** What is known of a second that is among the newest: sum and count. */
  rowOf(second: number): [number, number] {
    if (second < this.first || second > this.newest) return [0, 0]
    const row = (second & (this.capacity - 1)) * ROW
    return [this.seconds[row]!, this.seconds[row + 1]!]
  }

  /**
   * Rows of seconds in order of time: a second, then sum and count, in place of those known or beside them, then min and
   * max; the next one so many numbers on. One without any min tells nothing.
   */
  putRows(from: Float64Array, at: number, apart: number, rows: number, inPlace: boolean): void {
    const oldest = from[at]! | 0
    const end = at + rows * apart
    this.reach(from[end - apart]! | 0)
    this.reach(oldest)
    this.leave()
    const { seconds, first } = this
    const mask = this.capacity - 1
    this.dirtySecond = Math.min(this.dirtySecond, Math.max(oldest, first))
    for (; at < end; at += apart) {
      const second = from[at]! | 0
      const min = from[at + 3]!
      const max = from[at + 4]!
      if (min === Number.POSITIVE_INFINITY) continue
      const kept = second >= first
      const index = kept ? (second & mask) * ROW : this.minuteRow(this.minuteOf(second)) // may move the minutes
      const target = kept ? seconds : this.minutes
      target[index] = inPlace ? from[at + 1]! : target[index]! + from[at + 1]!
      target[index + 1] = inPlace ? from[at + 2]! : target[index + 1]! + from[at + 2]!
      if (min < target[index + 2]!) target[index + 2] = min
      if (max > target[index + 3]!) target[index + 3] = max
    }
  }

  /** Adds pairs of bucket and count to the distribution of the minute that a second is in. */
  countMany(second: number, pairs: Int32Array): void {
    this.openCounts(this.minuteOf(second))
    const { counts } = this
    for (let i = 0; i < pairs.length; i += 2) counts[pairs[i]!]! += pairs[i + 1]!
    this.leave()
  }

  /** So many values of 0 more in the distribution of a second's minute. */
  countZeros(second: number, count: number): void {
    this.openCounts(this.minuteOf(second))
    this.counts[0] = this.counts[0]! + count
    this.leave()
  }

  /** The next write looks for its row anew. */
  leave(): void {
    this.lo = Number.NaN
  }

  /** A level lasted: [from, to) at a value, spread over the rows of those seconds. */
  spread(from: number, to: number, value: number): void {
    this.leave()
    this.reach(Math.floor(to / 1e6))
    const edge = Math.min(to, Math.max(from, secondBegins(this.first)))
    while (from < edge) {
      const minute = this.minuteOf(Math.floor(from / 1e6))
      const until = Math.min(edge, secondBegins((minute + 1) * this.width))
      const row = this.minuteRow(minute)
      addSpan(this.minutes, row, until - from, value)
      from = until
    }
    if (from < to) this.dirtySecond = Math.min(this.dirtySecond, Math.floor(from / 1e6))
    const { seconds } = this
    const mask = this.capacity - 1
    while (from < to) {
      const second = Math.floor(from / 1e6)
      const until = Math.min(to, secondBegins(second + 1))
      const row = (second & mask) * ROW
      if (until - from < 1e6 || seconds[row + 2] !== Number.POSITIVE_INFINITY) addSpan(seconds, row, until - from, value)
      else {
        // Nothing else is in the row; a level that was left at the second's first instant would be.
        seconds[row] = 1e6 * value
        seconds[row + 1] = 1e6
        seconds[row + 2] = value
        seconds[row + 3] = value
      }
      from = until
    }
  }

  /** Number of the minute; makes minutes longer when it lies too far out. */
  minuteOf(second: number): number {
    while (second >= MOST_MINUTES * this.width) this.coarsen()
    return Math.floor(second / this.width)
  }

  get capacity(): number {
    return this.seconds.length / ROW
  }

  /** Makes room for a second; those that leave are folded into their minutes. */
  reach(second: number, fold = true): void {
    if (second <= this.newest && second >= this.first) return
    if (this.newest < 0) this.first = this.newest = second
    const from = Math.min(this.first, second)
    const to = Math.max(this.newest, second)
    while (to - from >= this.capacity && this.capacity < MOST_SECONDS) this.grow()
    // Which seconds have rows follows from the newest alone, so worker and page agree.
    const first = this.capacity < MOST_SECONDS ? from : Math.max(from, (to | (FOLDED - 1)) - MOST_SECONDS + 1)
    if (first > this.first) this.vacate(this.first, Math.min(first - 1, this.newest), fold)
    this.newest = to
    this.first = first
  }

  /** The rows of these seconds become those of later ones. Many at a time: the memory of an hour ago is far away. */
  private vacate(from: number, to: number, fold: boolean): void {
    const { seconds } = this
    const mask = this.capacity - 1
    for (let second = from; second <= to; ) {
      const minute = this.minuteOf(second)
      const end = Math.min(to + 1, (minute + 1) * this.width)
      let into = -1
      for (; second < end; second++) {
        const row = (second & mask) * ROW
        // Most seconds of a quiet run are empty.
        if (seconds[row + 2] === Number.POSITIVE_INFINITY) continue
        if (fold) {
          if (into < 0) into = this.minuteRow(minute) // may move the minutes
          merge(this.minutes, into, seconds, row)
        }
        clear(seconds, row)
      }
    }
  }

  /** Where the row of a minute stands; it is about to be written. */
  minuteRow(minute: number): number {
    if (minute >= this.minutes.length / ROW) {
      const old = this.minutes
      this.minutes = longer(old, (minute + 1) * ROW)
      blankFrom(this.minutes, old.length)
    }
    if (minute >= this.minuteCount) this.minuteCount = minute + 1
    if (minute < this.dirtyMinute) this.dirtyMinute = minute
    return minute * ROW
  }

  /** Replaces the distribution of a closed minute. */
  setCounts(minute: number, bytes: Uint8Array): void {
    const old = this.closed[minute]
    if (old) addEncoded(old, this.closedSum, -1)
    addEncoded(bytes, this.closedSum)
    this.closed[minute] = bytes
  }

  /** Adds the distribution of minutes [from, to) to others. */
  addCounts(from: number, to: number, into: Float64Array): void {
    if (from <= 0 && to >= MOST_MINUTES) for (let i = 0; i < BUCKETS; i++) into[i] = into[i]! + this.closedSum[i]!
    else {
      for (let minute = Math.max(0, from); minute < to && minute < this.closed.length; minute++) {
        const bytes = this.closed[minute]
        if (bytes) addEncoded(bytes, into)
      }
    }
    for (const one of this.open) {
      if (one.minute >= from && one.minute < to) for (let i = 0; i < BUCKETS; i++) into[i] = into[i]! + one.counts[i]!
    }
  }

  private openCounts(minute: number): void {
    let found = this.latest?.minute === minute ? this.latest : this.open.find((one) => one.minute === minute)
    if (!found) {
      const spare = this.closeOld(minute)
      found = { minute, counts: spare ?? new Uint32Array(BUCKETS), dirty: false }
      const bytes = this.closed[minute]
      if (bytes) {
        addEncoded(bytes, found.counts)
        addEncoded(bytes, this.closedSum, -1)
        this.closed[minute] = undefined
      }
      this.open.push(found)
    }
    if (!found.dirty) {
      found.dirty = true
      this.dirtyCounts.push(minute)
    }
    this.latest = found
    this.counts = found.counts
  }

  /** Packs minutes that are not written any more; gives an array to use again. */
  private closeOld(minute: number): Uint32Array | undefined {
    let spare: Uint32Array | undefined
    this.open = this.open.filter((one) => {
      if (one.minute > minute - OPEN_MINUTES) return true
      this.close(one)
      spare = one.counts.fill(0)
      return false
    })
    return spare
  }

  private close(one: OpenMinute): void {
    this.closed[one.minute] = encodeCounts(one.counts, this.closedSum)
  }

  private grow(): void {
    const old = this.seconds
    const mask = this.capacity - 1
    const next = blank((mask + 1) * 2)
    for (let second = Math.max(this.first, this.newest - mask); second <= this.newest; second++) copyRow(old, (second & mask) * ROW, next, (second & (mask * 2 + 1)) * ROW)
    this.seconds = next
  }

  /** Two minutes become one. */
  private coarsen(): void {
    for (const one of this.open) this.close(one)
    this.open = []
    this.latest = undefined
    const { closed, minuteCount } = this
    this.closed = []
    const counts = new Uint32Array(BUCKETS)
    for (let minute = 0; minute < closed.length; minute += 2) {
      const [a, b] = [closed[minute], closed[minute + 1]]
      if (a && b) {
        addEncoded(a, counts.fill(0))
        addEncoded(b, counts)
      }
      if (a || b) this.closed[minute / 2] = a && b ? encodeCounts(counts) : (a ?? b)!
    }
    for (let minute = 0; minute < minuteCount; minute++) {
      const row = minute * ROW
      if (minute % 2 === 0) this.minutes.copyWithin(row / 2, row, row + ROW)
      else merge(this.minutes, (row - ROW) / 2, this.minutes, row)
    }
    this.minuteCount = (minuteCount + 1) >> 1
    blankFrom(this.minutes, this.minuteCount * ROW)
    this.width *= 2
    this.markAll()
  }

  /** The page is to be told everything. */
  markAll(): void {
    this.dirtySecond = Math.max(0, this.first)
    this.dirtyMinute = 0
    this.dirtyCounts = []
    for (let minute = 0; minute < this.closed.length; minute++) if (this.closed[minute]) this.dirtyCounts.push(minute)
    for (const one of this.open) {
      one.dirty = true
      this.dirtyCounts.push(one.minute)
    }
  }
}

export function merge(into: Float64Array, at: number, from: Float64Array, row: number): void {
  into[at] = into[at]! + from[row]!
  into[at + 1] = into[at + 1]! + from[row + 1]!
  if (from[row + 2]! < into[at + 2]!) into[at + 2] = from[row + 2]!
  if (from[row + 3]! > into[at + 3]!) into[at + 3] = from[row + 3]!
}

/** Rows in which nothing happened: sum 0, count 0, min ∞, max -∞. */
export function blank(rows: number): Float64Array {
  const array = new Float64Array(rows * ROW)
  blankFrom(array, 0)
  return array
}

function blankFrom(array: Float64Array, start: number): void {
  for (let row = start; row < array.length; row += ROW) clear(array, row)
}

function clear(array: Float64Array, row: number): void {
  array[row] = 0
  array[row + 1] = 0
  array[row + 2] = Number.POSITIVE_INFINITY
  array[row + 3] = Number.NEGATIVE_INFINITY
}

function copyRow(from: Float64Array, at: number, into: Float64Array, row: number): void {
  into[row] = from[at]!
  into[row + 1] = from[at + 1]!
  into[row + 2] = from[at + 2]!
  into[row + 3] = from[at + 3]!
}

function addSpan(rows: Float64Array, row: number, micros: number, value: number): void {
  rows[row] = rows[row]! + micros * value
  rows[row + 1] = rows[row + 1]! + micros
  if (value < rows[row + 2]!) rows[row + 2] = value
  if (value > rows[row + 3]!) rows[row + 3] = value
}
