/**
 * The metrics of a run: exact sums and complete series, whatever rows of the trace are kept. Services write at every
 * request; the page is told what changed a few times a second (`delta`, read by metric-view.ts).
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
import { blank, merge, ROW, Series } from './series.ts'

export type { MetricDelta }

/**
 * A slot has two open rows in a flat array, one cache line each: that of the present second, and that of an earlier one
 * that is written again and again (a function's metrics bear the time its invocation began). First the row itself (see
 * ROW); then in the present line the level and since when it is so, in the other the span of time it stands for. Open
 * rows hold what is not yet in the series, so it does not matter when and in which order they are added to it.
 */
const LINE = 8
const SLOT = 2 * LINE
const DATED = LINE
const CURRENT = 4
const SINCE = 5
const FROM = 4
const TO = 5
/** Of counts: ones and zeros are only counted, since most amounts are one of them. */
const ONES = 6
const ZEROS = 7
/** Of values: how many were of a failure. */
const FAILURES = 6

export class MetricStore {
  /** Ignores all writes. */
  muted: boolean
  /** What each slot measures. */
  readonly places: Place[] = []
  private readonly all: Series[] = []
  private open = new Float64Array(SLOT * 16)
  /** The distribution that each line writes to. */
  private readonly counts: Uint32Array[] = []
  /** By slot: the slots that its values count in, and the slot whose values count in it; -1 for none. */
  private readonly counted: number[] = []
  private readonly failing: number[] = []
  private readonly leader: number[] = []
  /** The present second, for all slots. Whoever writes to it first asks whether it is over (`present`). */
  private from = Number.POSITIVE_INFINITY
  to = Number.NEGATIVE_INFINITY
  private version = 0
  private told = 0

  constructor(options: { readonly muted?: boolean } = {}) {
    this.muted = options.muted ?? false
    if (this.muted) this.to = Number.POSITIVE_INFINITY
  }

  /** A slot for a metric of a node. */
  define(place: number, metric: Metric): number {
    const slot = this.all.length
    this.places.push({ place, metric })
    this.all.push(new Series(metric.type))
    if ((slot + 1) * SLOT > this.open.length) this.open = longer(this.open)
    const line = slot * SLOT
    blankLine(this.open, line)
    blankLine(this.open, line + DATED)
    this.open[line + CURRENT] = Number.NaN
    this.open[line + SINCE] = Number.NaN
    this.counts.push(NOWHERE, NOWHERE)
    const first = slot - metric.index
    this.counted.push(metric.counts ? first + metric.counts.index : -1)
    this.failing.push(metric.fails ? first + metric.fails.index : -1)
    if (metric.counts) this.leader[this.counted[slot]!] = slot
    if (metric.fails) this.leader[this.failing[slot]!] = slot
    return slot
  }

  /** The slot of a metric by its CloudWatch name, or -1. */
  find(place: number, name: string): number {
    return this.places.findIndex((one) => one.place === place && one.metric.name === name)
  }

  /** The second of this instant is the present one, to which `add`, `observe` and `level` write. */
  present(now: number): void {
    if (this.muted || (now >= this.from && now < this.to)) return
    for (let slot = 0; slot < this.all.length; slot++) this.save(slot)
    this.from = Math.floor(now / 1e6) * 1e6
    this.to = this.from + 1e6
  }

  /** So much in the present second. */
  add(slot: number, amount: number): void {
    if (!this.muted) this.put(slot * SLOT, amount)
  }

  /** So much in the second of another instant. */
  addAt(slot: number, amount: number, at: number): void {
    if (!this.muted) this.put(at >= this.from && at < this.to ? slot * SLOT : this.lineOf(slot, at), amount)
  }

  observe(slot: number, value: number): void {
    if (!this.muted) this.sample(slot, slot * SLOT, value)
  }

  observeAt(slot: number, value: number, at: number, failed = false): void {
    if (this.muted) return
    const line = at >= this.from && at < this.to ? slot * SLOT : this.lineOf(slot, at)
    this.sample(slot, line, value)
    if (failed) this.open[line + FAILURES] = this.open[line + FAILURES]! + 1
  }

  /** From now on the quantity is this much. */
  level(slot: number, value: number, now: number): void {
    if (this.muted) return
    const { open } = this
    const line = slot * SLOT
    const since = open[line + SINCE]!
    if (since >= this.from) {
      const span = now - since
      open[line] = open[line]! + span * open[line + CURRENT]!
      open[line + 1] = open[line + 1]! + span
    } else this.lasted(slot, now)
    if (value < open[line + 2]!) open[line + 2] = value
    if (value > open[line + 3]!) open[line + 3] = value
    open[line + CURRENT] = value
    open[line + SINCE] = now
  }

  /** The present value of a level; NaN before it was ever set. */
  current(slot: number): number {
    return this.open[slot * SLOT + CURRENT]!
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
    return this.all.reduce((sum, { seconds, minutes, open }) => sum + seconds.byteLength + minutes.byteLength + open.length * 4 * BUCKETS, this.open.byteLength)
  }

  /** A level was as it is since another second. */
  private lasted(slot: number, now: number): void {
    const since = this.open[slot * SLOT + SINCE]!
    if (now > since) this.all[slot]!.spread(since, now, this.open[slot * SLOT + CURRENT]!)
  }

  private put(line: number, amount: number): void {
    const { open } = this
    if (amount === 1) open[line + ONES] = open[line + ONES]! + 1
    else if (amount === 0) open[line + ZEROS] = open[line + ZEROS]! + 1
    else this.putMore(line, amount)
  }

  private putMore(line: number, amount: number): void {
    const { open } = this
    open[line] = open[line]! + amount
    open[line + 1] = open[line + 1]! + 1
    if (amount < open[line + 2]!) open[line + 2] = amount
    if (amount > open[line + 3]!) open[line + 3] = amount
  }

  private sample(slot: number, line: number, value: number): void {
    const { open } = this
    if (open[line + 1] === 0) this.openCounts(slot, line)
    open[line] = open[line]! + value
    open[line + 1] = open[line + 1]! + 1
    if (value < open[line + 2]!) open[line + 2] = value
    if (value > open[line + 3]!) open[line + 3] = value
    const counts = this.counts[line >> 3]!
    const bucket = bucketOf(value)
    counts[bucket] = counts[bucket]! + 1
  }

  /** The line for an instant outside of the present second: a later one becomes the present, an earlier one is dated. */
  private lineOf(slot: number, at: number): number {
    if (at >= this.to) {
      this.present(at)
      return slot * SLOT
    }
    const { open } = this
    const line = slot * SLOT + DATED
    if (at >= open[line + FROM]! && at < open[line + TO]!) return line
    this.saveLine(slot, line, open[line + FROM]!)
    const from = Math.floor(at / 1e6) * 1e6
    open[line + FROM] = from
    open[line + TO] = from + 1e6
    return line
  }

  /** The first value of a line. */
  private openCounts(slot: number, line: number): void {
    const present = line === slot * SLOT
    // A later minute may close an earlier one: what still writes to that asks again.
    if (present) this.saveLine(slot, line + DATED, this.open[line + DATED + FROM]!)
    const series = this.all[slot]!
    series.turn(present ? this.from : this.open[line + FROM]!)
    this.counts[line >> 3] = series.counts
  }

  /** Adds the open rows to their series. */
  private save(slot: number): Series {
    const { open } = this
    const series = this.all[slot]!
    const line = slot * SLOT
    this.saveLine(slot, line, this.from)
    this.saveLine(slot, line + DATED, open[line + DATED + FROM]!)
    series.current = open[line + CURRENT]!
    series.since = open[line + SINCE]!
    return series
  }

  /** The same, for somebody who reads it. */
  private whole(slot: number): Series {
    const leader = this.leader[slot]
    if (leader !== undefined) this.save(leader)
    return this.save(slot)
  }

  /** What the values of a line count as in other metrics. */
  private follow(slot: number, line: number, at: number): void {
    const times = this.open[line + 1]!
    const failures = this.open[line + FAILURES]!
    this.open[line + FAILURES] = 0
    this.addRow(this.counted[slot]!, at, times, times, 1, 1)
    if (this.failing[slot]! >= 0) this.addRow(this.failing[slot]!, at, failures, times, failures < times ? 0 : 1, failures > 0 ? 1 : 0)
  }

  private addRow(slot: number, at: number, sum: number, count: number, min: number, max: number): void {
    const series = this.all[slot]!
    series.turn(at)
    SCRATCH.set([sum, count, min, max])
    merge(series.target, series.index, SCRATCH, 0)
  }

  /** Amounts that were only counted. */
  private settle(line: number, cell: number, amount: number): void {
    const { open } = this
    const times = open[line + cell]!
    if (times === 0) return
    open[line + cell] = 0
    open[line] = open[line]! + times * amount
    open[line + 1] = open[line + 1]! + times
    if (amount < open[line + 2]!) open[line + 2] = amount
    if (amount > open[line + 3]!) open[line + 3] = amount
  }

  private saveLine(slot: number, line: number, at: number): void {
    const { open } = this
    const series = this.all[slot]!
    if (series.type === 'count') {
      this.settle(line, ONES, 1)
      this.settle(line, ZEROS, 0)
    }
    if (open[line + 2] === Number.POSITIVE_INFINITY) return
    if (this.counted[slot]! >= 0) this.follow(slot, line, at)
    series.turn(at)
    merge(series.target, series.index, open, line)
    blankLine(open, line)
  }
}

/** Nothing was written. The other half of the line stays as it is. */
function blankLine(open: Float64Array, line: number): void {
  for (let i = 0; i < ROW; i++) open[line + i] = BLANK[i]!
}

const BLANK = blank(1)
const NOWHERE = new Uint32Array(0)
const SCRATCH = new Float64Array(ROW)
