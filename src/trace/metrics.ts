/**
 * The metrics of a run: exact sums and complete series, whatever rows of the trace are kept. Services write at every
 * request; the page is told what changed a few times a second (`delta`, read by metric-view.ts).
 *
 * What is written is first only noted, with its instant, and added to the series many at a time: when there is no room
 * for more, or when somebody reads. A note costs two stores, and adding up many of them goes through registers.
 *
 * Checkpoints do not copy any of this: a run that re-simulates what is known already writes to a muted store. Where a run
 * goes on otherwise than it did, under a change in mid-run, it goes on from one of a few copies.
 */
import { longer } from '../base/arrays.ts'
import { deepCopy } from '../base/copy.ts'
import { BUCKETS, bucketOf } from './histogram.ts'
import type { Metric } from './metric.ts'
import { type MetricDelta, packDelta } from './metric-delta.ts'
import { type Place, type Statistic, type Summary, statisticOf, summaryOf } from './reading.ts'
import { ROW, Series } from './series.ts'

export type { MetricDelta }

/** Numbers noted per slot, at most; a power of two. A note is a value and its instant, side by side. */
const NOTES = 128

export class MetricStore {
  /** Ignores all writes. */
  muted: boolean
  /** What each slot measures. */
  readonly places: Place[] = []
  private readonly all: Series[] = []
  private notes = new Float64Array(16 * NOTES)
  /** By slot: the place of its next note. */
  private next = new Int32Array(16)
  /** By slot: the slots that its values count in, and the slot whose values count in it; -1 for none. */
  private readonly counted: number[] = []
  private readonly failing: number[] = []
  private readonly succeeding: number[] = []
  private readonly leader: number[] = []
  private version = 0
  private told = 0

  constructor(options: { readonly muted?: boolean } = {}) {
    this.muted = options.muted ?? false
  }

  /** A slot for a metric of a node. */
  define(place: number, metric: Metric): number {
    const slot = this.all.length
    this.places.push({ place, metric })
    this.all.push(new Series(metric.type))
    if (slot === this.next.length) {
      this.next = longer(this.next)
      this.notes = longer(this.notes)
    }
    this.next[slot] = slot * NOTES
    const first = slot - metric.index
    this.counted.push(metric.counts ? first + metric.counts.index : -1)
    this.failing.push(metric.fails ? first + metric.fails.index : -1)
    this.succeeding.push(metric.succeeds ? first + metric.succeeds.index : -1)
    if (metric.counts) this.leader[this.counted[slot]!] = slot
    if (metric.fails) this.leader[this.failing[slot]!] = slot
    if (metric.succeeds) this.leader[this.succeeding[slot]!] = slot
    return slot
  }

  /** The slot of a metric by its CloudWatch name, or -1. */
  find(place: number, name: string): number {
    return this.places.findIndex((one) => one.place === place && one.metric.name === name)
  }

  /**
   * An amount, a value, or what a level is from now on. Levels come in order of time; others may bear an earlier instant,
   * and `failed(at)` for one that tells of a failure.
   */
  note(slot: number, value: number, at: number): void {
    if (this.muted) return
    const { notes, next } = this
    const place = next[slot]!
    notes[place] = value
    // A sum would be tested for overflow, and this is done ten times per request.
    notes[place | 1] = at
    next[slot] = place + 2
    if ((place & (NOTES - 1)) === NOTES - 2) this.save(slot)
  }

  /** The present value of a level; NaN before it was ever set. */
  current(slot: number): number {
    return this.save(slot).current
  }

  summary(slot: number, now?: number): Summary {
    return summaryOf(this.whole(slot), now)
  }

  /** One statistic for each period of [from, to), all in seconds. */
  series(slot: number, fromSec: number, toSec: number, periodSec: number, statistic: Statistic, now?: number): Float64Array {
    return statisticOf(this.whole(slot), fromSec, toSec, periodSec, statistic, now)
  }

  /** What changed since the version the page has; everything when that is not the one told last. */
  delta(sinceVersion: number, now: number): MetricDelta {
    for (let slot = 0; slot < this.all.length; slot++) this.save(slot)
    const whole = sinceVersion === 0 || sinceVersion !== this.version
    const delta = packDelta(this.all, whole ? this.places : this.places.slice(this.told), whole, now, ++this.version)
    this.told = this.places.length
    return delta
  }

  /** A copy to go on from later. */
  copy(): MetricStore {
    return deepCopy(this as MetricStore)
  }

  /** Goes on from a copy, as if nothing had been measured since. */
  goOnFrom(saved: MetricStore): void {
    // Whoever was told a version knows that the next is another.
    const { version } = this
    Object.assign(this, deepCopy(saved))
    this.version = version
  }

  /** What a copy takes, more or less. */
  get sizeBytes(): number {
    return this.all.reduce((sum, { seconds, minutes, open }) => sum + seconds.byteLength + minutes.byteLength + open.length * 4 * BUCKETS, this.notes.byteLength)
  }

  /** The values of a second so far: sum and count. */
  ofSecond(slot: number, second: number): readonly [number, number] {
    return this.save(slot).rowOf(second)
  }

  // The following read rows from an array, as a ride leaves them there: so many numbers apart a second, sum, count, min and
  // max. What else they need stands behind.

  /** Values: the row of a second, sum and count in place of those known so far; how many failed, and how many are new. */
  putValues(slot: number, from: Float64Array, at: number, apart: number, rows: number): void {
    this.all[slot]!.putRows(from, at, apart, rows, true)
    this.follow(slot, from, at, apart, rows)
  }

  /** Amounts beside those known so far. */
  putMore(slot: number, from: Float64Array, at: number, apart: number, rows: number): void {
    this.save(slot).putRows(from, at, apart, rows, false)
  }

  /** Values of 0: sums and extremes are 0 as well. */
  putZeros(slot: number, from: Float64Array, at: number, apart: number, rows: number): void {
    const series = this.save(slot)
    series.putRows(from, at, apart, rows, false)
    for (let row = 0; row < rows; row++, at += apart) series.countZeros(from[at]!, from[at + 2]!)
  }

  /** A level, for the counted microseconds of a second: since when, and what it was at last. */
  putLevels(slot: number, from: Float64Array, at: number, apart: number, rows: number): void {
    const series = this.save(slot)
    series.putRows(from, at, apart, rows, false)
    for (let row = 0; row < rows; row++, at += apart) {
      const first = from[at + 5]!
      if (first > series.since) series.spread(series.since, first, series.current)
      series.since = first + from[at + 2]!
      series.current = from[at + 6]!
    }
  }

  /** Values of the minute that a second is in: pairs of bucket and count. */
  addCounts(slot: number, second: number, pairs: Int32Array): void {
    this.all[slot]!.countMany(second, pairs)
  }

  /** The same as `save`, for somebody who reads it. */
  private whole(slot: number): Series {
    const leader = this.leader[slot]
    if (leader !== undefined) this.save(leader)
    return this.save(slot)
  }

  /** Adds what is noted to the series. */
  private save(slot: number): Series {
    const series = this.all[slot]!
    const from = slot * NOTES
    const end = this.next[slot]!
    if (end === from) return series
    this.next[slot] = from
    let count = (end - from) >> 1
    if (series.type === 'level') addLevels(series, this.notes, from, end)
    else if (series.type === 'count') while (count > 0) count = addAmounts(series, this.notes, from, count)
    else while (count > 0) count = this.saveValues(series, slot, count)
    return series
  }

  private saveValues(series: Series, slot: number, count: number): number {
    const from = slot * NOTES
    one[0] = Math.floor(instantOf(this.notes[from + 1]!) / 1e6)
    failures = 0
    const left = addValues(series, this.notes, from, count)
    one[5] = failures
    one[6] = count - left
    this.follow(slot, one, 0, one.length, 1)
    return left
  }

  /** What values count as in other metrics. */
  private follow(slot: number, from: Float64Array, at: number, apart: number, rows: number): void {
    const [counted, failing, succeeding] = [this.counted[slot]!, this.failing[slot]!, this.succeeding[slot]!]
    if (counted >= 0) this.putMore(counted, countedAs(ALL, from, at, apart, rows), 0, ROW + 1, rows)
    if (failing >= 0) this.putMore(failing, countedAs(BAD, from, at, apart, rows), 0, ROW + 1, rows)
    if (succeeding >= 0) this.putMore(succeeding, countedAs(GOOD, from, at, apart, rows), 0, ROW + 1, rows)
  }
}

/** A second's values, for what they count as: the second, and behind its row how many failed, and how many there are. */
const one = new Float64Array(7)
const ALL = 0
const BAD = 1
const GOOD = 2
let made = new Float64Array(128 * (ROW + 1))

/** What values of many seconds count as in another metric: rows of seconds, valid until the next call. */
function countedAs(which: number, from: Float64Array, at: number, apart: number, rows: number): Float64Array {
  if (made.length < rows * (ROW + 1)) made = longer(made, rows * (ROW + 1))
  for (let row = 0; row < rows; row++, at += apart) {
    const bad = from[at + 5]!
    const all = from[at + 6]!
    const some = which === ALL ? all : which === BAD ? bad : all - bad
    const to = row * (ROW + 1)
    made[to] = from[at]!
    made[to + 1] = some
    made[to + 2] = which === BAD ? all : some
    made[to + 3] = some === all ? 1 : which === BAD ? 0 : some > 0 ? 1 : Number.POSITIVE_INFINITY
    made[to + 4] = some > 0 ? 1 : which === BAD ? 0 : Number.NEGATIVE_INFINITY
  }
  return made
}

/** The mark of an instant at which something failed. */
export const failed = (at: number): number => -1 - at
const instantOf = (mark: number): number => (mark < 0 ? -1 - mark : mark)

/** How many of the values that were added last were of a failure. */
let failures = 0

/** Adds those of the notes that bear the same second as the first, and moves the others up; says how many these are. */
function addAmounts(series: Series, notes: Float64Array, from: number, count: number): number {
  series.turn(notes[from + 1]!)
  const { lo, hi, target, index } = series
  const end = from + 2 * count
  let sum = target[index]!
  let min = target[index + 2]!
  let max = target[index + 3]!
  let kept = from
  for (let place = from; place < end; place += 2) {
    const amount = notes[place]!
    const at = notes[place | 1]!
    if (at < lo || at >= hi) kept = keep(notes, kept, amount, at)
    else {
      sum += amount
      if (amount < min) min = amount
      if (amount > max) max = amount
    }
  }
  const left = (kept - from) >> 1
  writeRow(target, index, sum, count - left, min, max)
  return left
}

/** The same for values, whose distribution is known as well. */
function addValues(series: Series, notes: Float64Array, from: number, count: number): number {
  series.turn(instantOf(notes[from + 1]!))
  const { lo, hi, target, index, counts } = series
  const end = from + 2 * count
  let sum = target[index]!
  let min = target[index + 2]!
  let max = target[index + 3]!
  let kept = from
  for (let place = from; place < end; place += 2) {
    const value = notes[place]!
    const mark = notes[place | 1]!
    const at = instantOf(mark)
    if (at < lo || at >= hi) kept = keep(notes, kept, value, mark)
    else {
      sum += value
      if (value < min) min = value
      if (value > max) max = value
      if (mark < 0) failures++
      counts[bucketOf(value)]!++
    }
  }
  const left = (kept - from) >> 1
  writeRow(target, index, sum, count - left, min, max)
  return left
}

function keep(notes: Float64Array, place: number, value: number, mark: number): number {
  notes[place] = value
  notes[place + 1] = mark
  return place + 2
}

function writeRow(target: Float64Array, index: number, sum: number, more: number, min: number, max: number): void {
  target[index] = sum
  target[index + 1] = target[index + 1]! + more
  target[index + 2] = min
  target[index + 3] = max
}

/** Each value held until the next came. */
function addLevels(series: Series, notes: Float64Array, from: number, end: number): void {
  let { since, current } = series
  let place = from
  while (place < end) {
    const begun = notes[place | 1]!
    if (begun > since) series.spread(since, begun, current)
    series.turn(begun)
    const { hi, target, index } = series
    since = begun
    current = notes[place]!
    let area = target[index]!
    let min = smaller(current, target[index + 2]!)
    let max = larger(current, target[index + 3]!)
    for (place += 2; place < end; place += 2) {
      const now = notes[place | 1]!
      if (now >= hi) break
      area += (now - since) * current
      since = now
      current = notes[place]!
      if (current < min) min = current
      else if (current > max) max = current
    }
    writeRow(target, index, area, since - begun, min, max)
  }
  series.since = since
  series.current = current
}

const smaller = (a: number, b: number): number => (a < b ? a : b)
const larger = (a: number, b: number): number => (a > b ? a : b)
