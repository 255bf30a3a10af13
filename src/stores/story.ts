/**
 * Story time: a clock that slows where things happen and hurries where nothing does. The way from one record to the next
 * takes a time that grows with the logarithm of the gap, and all of them together take about a minute: a request of 40 ms
 * and a retry two minutes later can both be watched.
 */
import type { Micros } from '../base/units.ts'
import type { TraceKeep } from '../trace/keep.ts'

const WHOLE_MS = 60_000
/** No gap takes longer than this, however few there are. */
const LONGEST_MS = 4_000
/** Gaps under this are passed at an even pace; longer ones are foreshortened. */
const UNIT: Micros = 1_000

/** What a gap weighs. */
const weigh = (gap: Micros): number => Math.log1p(gap / UNIT)

export class Story {
  private readonly keep: TraceKeep
  private readonly end: Micros
  /** All gaps up to here, added up. */
  private weight = 0
  private seen: Micros = 0

  constructor(keep: TraceKeep, end: Micros) {
    this.keep = keep
    this.end = end
  }

  /** Where the camera stands after so much time of the wall. */
  step(from: Micros, reached: Micros, wallMs: number): Micros {
    this.learn(reached)
    const perWeight = this.perWeight(reached)
    let cursor = from
    let left = wallMs
    while (left > 0 && cursor < reached) {
      const next = Math.min(this.after(cursor), this.end)
      const gap = next - this.before(cursor)
      const whole = Math.min(LONGEST_MS, weigh(gap) * perWeight)
      const rest = (whole * (next - cursor)) / gap
      if (rest > left) return Math.min(reached, cursor + (gap * left) / whole)
      left -= rest
      cursor = next
    }
    return Math.min(cursor, reached)
  }

  /** Milliseconds of the wall for each unit of weight; what is not simulated yet is taken to be like what is. */
  private perWeight(reached: Micros): number {
    const all = this.weight * Math.max(1, this.end / Math.max(1, reached)) + (reached >= this.end ? weigh(this.end - this.seen) : 0)
    return WHOLE_MS / Math.max(1, all)
  }

  private learn(reached: Micros): void {
    this.keep.scan(this.seen + 1, reached + 1, ({ time }, row) => {
      if (time[row]! <= this.seen) return
      this.weight += weigh(time[row]! - this.seen)
      this.seen = time[row]!
    })
  }

  /** The next record behind an instant, or the end. */
  private after(instant: Micros): Micros {
    for (const table of this.keep.tables) {
      const row = table.atTime(Math.floor(instant) + 1)
      if (row < table.length) return table.columns.time[row]!
    }
    return this.end
  }

  /** The last record up to an instant, or the beginning. */
  private before(instant: Micros): Micros {
    let found = 0
    for (const table of this.keep.tables) {
      const row = table.atTime(Math.floor(instant) + 1) - 1
      if (row >= 0) found = Math.max(found, table.columns.time[row]!)
    }
    return found
  }
}
