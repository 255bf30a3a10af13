import { longer } from '../base/arrays.ts'

/** Numbers in order of (time, rank): a 4-ary heap in typed arrays. Time may be Infinity. */
export class Heap {
  size = 0
  private time = new Float64Array(64).fill(Number.POSITIVE_INFINITY)
  private rank = new Float64Array(64)
  private what = new Float64Array(64)

  /** The time of the first; Infinity when there is none. */
  get first(): number {
    return this.time[0]!
  }

  get firstRank(): number {
    return this.rank[0]!
  }

  put(time: number, rank: number, what: number): void {
    let i = this.size++
    if (i === this.time.length) this.grow()
    const times = this.time
    const ranks = this.rank
    const whats = this.what
    while (i > 0) {
      const above = (i - 1) >> 2
      const t = times[above]!
      if (t < time || (t === time && ranks[above]! < rank)) break
      times[i] = t
      ranks[i] = ranks[above]!
      whats[i] = whats[above]!
      i = above
    }
    times[i] = time
    ranks[i] = rank
    whats[i] = what
  }

  /** Takes the first out; the last entry comes to the root and finds its place. */
  take(): number {
    const times = this.time
    const ranks = this.rank
    const whats = this.what
    const taken = whats[0]!
    const size = --this.size
    const time = times[size]!
    const rank = ranks[size]!
    const what = whats[size]!
    let i = 0
    for (;;) {
      let child = (i << 2) + 1
      if (child >= size) break
      const end = child + 4 < size ? child + 4 : size
      let best = child
      let bestTime = times[child]!
      for (child++; child < end; child++) {
        const t = times[child]!
        if (t < bestTime || (t === bestTime && ranks[child]! < ranks[best]!)) {
          best = child
          bestTime = t
        }
      }
      if (time < bestTime || (time === bestTime && rank < ranks[best]!)) break
      times[i] = bestTime
      ranks[i] = ranks[best]!
      whats[i] = whats[best]!
      i = best
    }
    times[i] = size === 0 ? Number.POSITIVE_INFINITY : time
    ranks[i] = rank
    whats[i] = what
    return taken
  }

  /** Takes out all that fit, wherever they stand. */
  takeOut(fits: (what: number) => boolean, taken: (time: number, rank: number, what: number) => void): void {
    const { size, time, rank, what } = this
    let first = 0
    while (first < size && !fits(what[first]!)) first++
    if (first === size) return
    // Those before it stand as they should; the others are put in anew.
    const [times, ranks, whats] = [time.slice(first, size), rank.slice(first, size), what.slice(first, size)]
    this.size = first
    time[0] = first === 0 ? Number.POSITIVE_INFINITY : time[0]!
    for (let i = 0; i < times.length; i++) {
      if (fits(whats[i]!)) taken(times[i]!, ranks[i]!, whats[i]!)
      else this.put(times[i]!, ranks[i]!, whats[i]!)
    }
  }

  private grow(): void {
    this.time = longer(this.time)
    this.rank = longer(this.rank)
    this.what = longer(this.what)
  }
}
