import type { Micros } from '../base/units.ts'
import type { MetricStore } from '../trace/metrics.ts'
import type { TraceMark } from '../trace/writer.ts'
import type { Run } from './run.ts'

type World = ReturnType<Run['checkpoint']>

/** At most this many are kept; when there is one more, every second of the older half goes. */
const MOST = 400
/** Metrics are large: copies of them are few, evenly spread, and together take no more than about this. */
const MOST_MEASURED = 12
const MEASURED_BYTES = 24 * 1_048_576

/** Where this little happened since the last one, running over it again takes no time: at most so many timers. */
const LITTLE = 1_000

interface Checkpoint {
  readonly at: Micros
  readonly world: World
  readonly mark: TraceMark
  metrics: MetricStore | undefined
}
/** One from which a run may go on otherwise than it did. */
export type Measured = Checkpoint & { readonly metrics: MetricStore }

/**
 * Copies of a run's state on the way. A jump restores the nearest one before the instant and runs from there: the same
 * trace as running from zero, because a copy holds everything that decides what comes next.
 */
export class Checkpoints {
  private all: Checkpoint[] = []
  /** Copies of the metrics are this many checkpoints apart. */
  private apart = 1
  private sinceMeasured = Number.POSITIVE_INFINITY
  /** Timers that must have fired since the last one: more in a run that is long and quiet. */
  private least = 1

  take(run: Run): void {
    const last = this.all.at(-1)
    if (last !== undefined && (last.at >= run.now || this.isLikeNow(last, run))) return
    const measured = ++this.sinceMeasured >= this.apart
    if (measured) this.sinceMeasured = 0
    this.all.push({ at: run.now, world: run.checkpoint(), mark: run.trace.mark(), metrics: measured ? run.metrics.copy() : undefined })
    if (measured) this.thinMeasured(run.metrics.sizeBytes)
    if (this.all.length > MOST) this.thin()
  }

  private isLikeNow({ world }: Checkpoint, run: Run): boolean {
    return world.done === run.world.done && run.world.timers.fired - world.timers.fired < this.least
  }

  /** The newest at or before an instant. */
  before(instant: Micros): World | undefined {
    return this.all[this.placeBefore(instant)]?.world
  }

  /** How many rows had been written by then. */
  writtenBefore(instant: Micros): number {
    return this.all[this.placeBefore(instant)]?.mark.written ?? 0
  }

  /** The newest at or before an instant that has metrics as well; the very first has. */
  measuredBefore(instant: Micros): Measured {
    for (let place = this.placeBefore(instant); place > 0; place--) if (this.all[place]!.metrics) return this.all[place] as Measured
    return this.all[0] as Measured
  }

  /** The run goes on from here otherwise than it did: what came after has never been. */
  dropAfter(instant: Micros): void {
    this.all.length = this.placeBefore(instant) + 1
    let place = this.all.length - 1
    while (place > 0 && !this.all[place]!.metrics) place--
    this.sinceMeasured = this.all.length - 1 - place
  }

  get count(): number {
    return this.all.length
  }

  private placeBefore(instant: Micros): number {
    let low = 0
    let high = this.all.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.all[middle]!.at <= instant) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  private thin(): void {
    this.least = Math.min(LITTLE, this.least * 2)
    const half = this.all.length >> 1
    this.all = this.all.filter(({ metrics }, place) => place >= half || place % 2 === 0 || metrics)
  }

  private thinMeasured(sizeBytes: number): void {
    const most = Math.max(2, Math.min(MOST_MEASURED, Math.floor(MEASURED_BYTES / sizeBytes)))
    for (let measured = this.all.filter(({ metrics }) => metrics); measured.length > most; measured = measured.filter(({ metrics }) => metrics)) {
      measured.forEach((one, place) => { if (place % 2 === 1) one.metrics = undefined })
      this.apart *= 2
    }
  }
}
