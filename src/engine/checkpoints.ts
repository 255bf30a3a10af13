import type { Micros } from '../base/units.ts'
import type { Run } from './run.ts'

type World = ReturnType<Run['checkpoint']>

/** At most this many are kept; when there is one more, every second of the older half goes. */
const MOST = 400

/**
 * Copies of a run's state on the way. A jump restores the nearest one before the instant and runs from there: the same
 * trace as running from zero, because a copy holds everything that decides what comes next.
 */
export class Checkpoints {
  private readonly at: Micros[] = []
  private readonly worlds: World[] = []

  take(run: Run): void {
    const last = this.at.at(-1)
    if (last !== undefined && last >= run.now) return
    this.at.push(run.now)
    this.worlds.push(run.checkpoint())
    if (this.at.length > MOST) this.thin()
  }

  /** The newest at or before an instant. */
  before(instant: Micros): World | undefined {
    let low = 0
    let high = this.at.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.at[middle]! <= instant) low = middle + 1
      else high = middle
    }
    return this.worlds[low - 1]
  }

  get count(): number {
    return this.at.length
  }

  private thin(): void {
    const half = this.at.length >> 1
    let kept = 0
    for (let i = 0; i < this.at.length; i++) {
      if (i < half && i % 2 === 1) continue
      this.at[kept] = this.at[i]!
      this.worlds[kept] = this.worlds[i]!
      kept++
    }
    this.at.length = kept
    this.worlds.length = kept
  }
}
