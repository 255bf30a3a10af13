import { type Micros, sec } from '../../base/units.ts'
import type { Publication } from './event.ts'

const DAY = sec(86_400)

/** A message as it was published, with what its copies need. Never changed. */
export interface Kept extends Publication {
  readonly group: string
  readonly deduplication: string
  readonly sizeBytes: number
}

/** One copy of every message of a FIFO topic, for so many days, in the order in which they came. */
export class Archive {
  /** For checkpoints: what is kept is never changed. */
  static readonly shallow = ['kept']
  readonly since: Micros
  kept: Kept[] = []

  constructor(since: Micros = 0) {
    this.since = since
  }

  keep(message: Kept): void {
    this.kept.push(message)
  }

  /** From when on messages can be had again. */
  beginning(now: Micros, days: number): Micros {
    return Math.max(this.since, now - days * DAY)
  }

  forget(before: Micros): void {
    let old = 0
    while (old < this.kept.length && this.kept[old]!.at < before) old++
    if (old > 0) this.kept.splice(0, old)
  }

  /** The first that came at this instant or later, and after the one with this number. */
  next(from: Micros, after: number): Kept | undefined {
    let low = 0
    let high = this.kept.length
    while (low < high) {
      const middle = (low + high) >> 1
      const { at, sequence } = this.kept[middle]!
      if (at < from || sequence <= after) low = middle + 1
      else high = middle
    }
    return this.kept[low]
  }
}
