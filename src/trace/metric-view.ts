import { type MetricDelta, applyDelta } from './metric-delta.ts'
import { type Place, type Statistic, type Summary, statisticOf, summaryOf } from './reading.ts'
import type { Series } from './series.ts'

/** The metrics as the page knows them: what the deltas told, readable in the same words as the store. */
export class MetricView {
  version = 0
  /** Virtual time of the newest delta, microseconds. */
  now = 0
  places: Place[] = []
  private readonly all: Series[] = []

  apply(delta: MetricDelta): void {
    applyDelta(this.all, delta)
    this.places = delta.whole ? [...delta.places] : delta.places.length > 0 ? [...this.places, ...delta.places] : this.places
    this.version = delta.version
    this.now = delta.now
  }

  find(place: number, name: string): number {
    return this.places.findIndex((one) => one.place === place && one.metric.name === name)
  }

  current(slot: number): number {
    return this.all[slot]?.current ?? Number.NaN
  }

  summary(slot: number): Summary {
    return summaryOf(this.all[slot]!, this.now)
  }

  /** One statistic for each period of [from, to), all in seconds. */
  series(slot: number, fromSec: number, toSec: number, periodSec: number, statistic: Statistic): Float64Array {
    return statisticOf(this.all[slot]!, fromSec, toSec, periodSec, statistic, this.now)
  }
}
