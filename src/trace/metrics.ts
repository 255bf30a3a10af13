/**
 * The metrics of a run: exact sums and complete series, whatever rows of the trace are kept. Services write at every
 * request; the page is told what changed a few times a second (`delta`, read by metric-view.ts).
 *
 * Checkpoints do not copy any of this: a run that goes on from a checkpoint either goes on from the newest instant, or
 * re-simulates what is known already, and then writes to a muted store.
 */
import { longer } from '../base/arrays.ts'
import { bucketOf } from './histogram.ts'
import type { Metric } from './metric.ts'
import { type MetricDelta, packDelta } from './metric-delta.ts'
import { type Place, type Statistic, type Summary, statisticOf, summaryOf } from './reading.ts'
import { ROW, Series } from './series.ts'

export type { MetricDelta }

/**
 * Each slot keeps the one row it writes at present in a flat array: a write then touches a single cache line. First the
 * row itself (see ROW), then the span of time it stands for, then the level and since when it is so.
 */
const CELLS = 8
const FROM = 4
const TO = 5
const CURRENT = 6
const SINCE = 7

export class MetricStore {
  /** Ignores all writes. */
  muted: boolean
  /** What each slot measures. */
  readonly places: Place[] = []
  private readonly all: Series[] = []
  /** The open row of each slot, and its span of time: see CELLS. */
  private open = new Float64Array(CELLS * 16)
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
    if ((slot + 1) * CELLS > this.open.length) this.open = longer(this.open)
    this.shut(slot)
    return slot
  }

  /** The slot of a metric by its CloudWatch name, or -1. */
  find(place: number, name: string): number {
    return this.places.findIndex((one) => one.place === place && one.metric.name === name)
  }

  add(slot: number, amount: number, at: number): void {
    if (this.muted) return
    const cell = slot * CELLS
    if (!(at >= this.open[cell + FROM]! && at < this.open[cell + TO]!)) this.turn(slot, at)
    const { open } = this
    open[cell] = open[cell]! + amount
    open[cell + 1] = open[cell + 1]! + 1
    if (amount < open[cell + 2]!) open[cell + 2] = amount
    if (amount > open[cell + 3]!) open[cell + 3] = amount
  }

  observe(slot: number, value: number, at: number): void {
    if (this.muted) return
    this.add(slot, value, at)
    const { counts } = this.all[slot]!
    const bucket = bucketOf(value)
    counts[bucket] = counts[bucket]! + 1
  }

  /** From now on the quantity is this much. */
  level(slot: number, value: number, now: number): void {
    if (this.muted) return
    const { open } = this
    const cell = slot * CELLS
    const since = open[cell + SINCE]!
    if (since >= open[cell + FROM]! && now < open[cell + TO]!) {
      const span = now - since
      open[cell] = open[cell]! + span * open[cell + CURRENT]!
      open[cell + 1] = open[cell + 1]! + span
    } else {
      if (now > since) {
        this.save(slot)
        this.all[slot]!.spread(since, now, open[cell + CURRENT]!)
      }
      this.turn(slot, now)
    }
    if (value < open[cell + 2]!) open[cell + 2] = value
    if (value > open[cell + 3]!) open[cell + 3] = value
    open[cell + CURRENT] = value
    open[cell + SINCE] = now
  }

  /** The present value of a level; NaN before it was ever set. */
  current(slot: number): number {
    return this.open[slot * CELLS + CURRENT]!
  }

  summary(slot: number, now?: number): Summary {
    return summaryOf(this.save(slot), now)
  }

  /** One statistic for each period of [from, to), all in seconds. */
  series(slot: number, fromSec: number, toSec: number, periodSec: number, statistic: Statistic, now?: number): Float64Array {
    return statisticOf(this.save(slot), fromSec, toSec, periodSec, statistic, now)
  }

  /** What changed since the version the page has; everything when that is not the one told last. */
  delta(sinceVersion: number, now: number): MetricDelta {
    for (let slot = 0; slot < this.all.length; slot++) this.save(slot)
    const whole = sinceVersion === 0 || sinceVersion !== this.version
    const delta = packDelta(this.all, whole ? this.places : this.places.slice(this.told), whole, now, ++this.version)
    this.told = this.places.length
    return delta
  }

  /** Opens the row of another instant. */
  private turn(slot: number, at: number): void {
    const series = this.save(slot)
    series.turn(at)
    const { open } = this
    const cell = slot * CELLS
    for (let i = 0; i < ROW; i++) open[cell + i] = series.target[series.index + i]!
    open[cell + FROM] = series.lo
    open[cell + TO] = series.hi
  }

  /** Writes the open row back into its series, and shuts it. */
  private save(slot: number): Series {
    const { open } = this
    const series = this.all[slot]!
    const cell = slot * CELLS
    if (open[cell + TO]! > 0) for (let i = 0; i < ROW; i++) series.target[series.index + i] = open[cell + i]!
    series.current = open[cell + CURRENT]!
    series.since = open[cell + SINCE]!
    open[cell + FROM] = Number.POSITIVE_INFINITY
    open[cell + TO] = 0
    return series
  }

  private shut(slot: number): void {
    const cell = slot * CELLS
    this.open[cell + FROM] = Number.POSITIVE_INFINITY
    this.open[cell + TO] = 0
    this.open[cell + CURRENT] = Number.NaN
    this.open[cell + SINCE] = Number.NaN
  }
}
