/** Buckets at most; when a run needs more, two become one. */
const MOST = 16_384
const FINEST_MICROS = 10_000

/** How many rows, and how many failures, a run has over time: complete, whatever rows are kept. */
export class Density {
  private rows = new Uint32Array(MOST)
  private failures = new Uint32Array(MOST)
  private used = 0
  /** Microseconds in a bucket. */
  width = FINEST_MICROS

  count(time: number, failure: boolean): void {
    let bucket = Math.floor(time / this.width)
    while (bucket >= MOST) {
      this.fold()
      bucket = Math.floor(time / this.width)
    }
    if (bucket >= this.used) this.used = bucket + 1
    this.rows[bucket]!++
    if (failure) this.failures[bucket]!++
  }

  /** Where the bucket begins that this instant lies in. */
  bucketOf(time: number): number {
    return Math.floor(time / this.width) * this.width
  }

  /** Forgets all from a bucket on. */
  cut(time: number): void {
    const from = Math.floor(time / this.width)
    if (from >= this.used) return
    this.rows.fill(0, from, this.used)
    this.failures.fill(0, from, this.used)
    this.used = from
  }

  /** Adds the buckets of [from, to) to as many columns as the arrays have; a bucket goes where its middle lies. */
  read(from: number, to: number, rows: Float64Array, failures: Float64Array): void {
    const perColumn = (to - from) / rows.length
    const last = Math.min(this.used, Math.ceil(to / this.width))
    for (let bucket = Math.max(0, Math.floor(from / this.width)); bucket < last; bucket++) {
      if (this.rows[bucket] === 0) continue
      const column = Math.floor(((bucket + 0.5) * this.width - from) / perColumn)
      if (column < 0 || column >= rows.length) continue
      rows[column] = rows[column]! + this.rows[bucket]!
      failures[column] = failures[column]! + this.failures[bucket]!
    }
  }

  private fold(): void {
    for (let bucket = 0; bucket < MOST; bucket += 2) {
      this.rows[bucket / 2] = this.rows[bucket]! + this.rows[bucket + 1]!
      this.failures[bucket / 2] = this.failures[bucket]! + this.failures[bucket + 1]!
    }
    this.rows.fill(0, MOST / 2)
    this.failures.fill(0, MOST / 2)
    this.used = (this.used + 1) >> 1
    this.width *= 2
  }
}
