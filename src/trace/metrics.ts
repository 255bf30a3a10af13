/**
 * The metrics of a run: exact sums and complete series, whatever rows of the trace are kept. Services write at every
 * request; the page is told what changed a few times a second (`delta`, read by metric-view.ts).
 *
 * Checkpoints do not copy any of this: a run that goes on from a checkpoint either goes on from the newest instant, or
 * re-simulates what is known already, and then writes to a muted store.
 */
import { bucketOf } from './histogram.ts'
import type { Metric } from './metric.ts'
import { type MetricDelta, packDelta } from './metric-delta.ts'
import { type Place, type Statistic, type Summary, statisticOf, summaryOf } from './reading.ts'
import { Series } from './series.ts'

export class MetricStore {
  /** Ignores all writes. */
  muted: boolean
  /** What each slot measures. */
  readonly places: Place[] = []
  private readonly all: Series[] = []
  private version = 0
  private told = 0

  constructor(options: { readonly muted?: boolean } = {}) {
    this.muted = options.muted ?? false
  }

  /** A slot for a metric of a node. */
  define(place: number, metric: Metric): number {
    this.places.push({ place, metric })
    this.all.push(new Series(metric.type))
    return this.all.length - 1
  }

  /** The slot of a metric by its CloudWatch name, or -1. */
  find(place: number, name: string): number {
    return this.places.findIndex((one) => one.place === place && one.metric.name === name)
  }

  add(slot: number, amount: number, at: number): void {
    if (this.muted) return
    const series = this.all[slot]!
    if (at < series.lo || at >= series.hi) series.turn(at)
    write(series.target, series.index, amount)
  }

  observe(slot: number, value: number, at: number): void {
    if (this.muted) return
    const series = this.all[slot]!
    if (at < series.lo || at >= series.hi) series.turn(at)
    write(series.target, series.index, value)
    const bucket = bucketOf(value)
    series.counts[bucket] = series.counts[bucket]! + 1
  }

  /** From now on the quantity is this much. */
  level(slot: number, value: number, now: number): void {
    if (this.muted) return
    const series = this.all[slot]!
    const { since } = series
    if (since >= series.lo && now < series.hi) {
      const { target, index } = series
      target[index] = target[index]! + (now - since) * series.current
      target[index + 1] = target[index + 1]! + (now - since)
    } else {
      if (now > since) series.spread(since, now, series.current)
      series.turn(now)
    }
    const { target, index } = series
    if (value < target[index + 2]!) target[index + 2] = value
    if (value > target[index + 3]!) target[index + 3] = value
    series.current = value
    series.since = now
  }

  /** The present value of a level; NaN before it was ever set. */
  current(slot: number): number {
    return this.all[slot]!.current
  }

  summary(slot: number, now?: number): Summary {
    return summaryOf(this.all[slot]!, now)
  }

  /** One statistic for each period of [from, to), all in seconds. */
  series(slot: number, fromSec: number, toSec: number, periodSec: number, statistic: Statistic, now?: number): Float64Array {
    return statisticOf(this.all[slot]!, fromSec, toSec, periodSec, statistic, now)
  }

  /** What changed since the version the page has; everything when that is not the one told last. */
  delta(sinceVersion: number, now: number): MetricDelta {
    const whole = sinceVersion === 0 || sinceVersion !== this.version
    const delta = packDelta(this.all, whole ? this.places : this.places.slice(this.told), whole, now, ++this.version)
    this.told = this.places.length
    return delta
  }
}

function write(rows: Float64Array, row: number, value: number): void {
  rows[row] = rows[row]! + value
  rows[row + 1] = rows[row + 1]! + 1
  if (value < rows[row + 2]!) rows[row + 2] = value
  if (value > rows[row + 3]!) rows[row + 3] = value
}
