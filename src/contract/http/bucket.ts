import type { Micros } from '../../base/units.ts'

/** API-03: so many requests at once, and so many more each second. Begins full. */
export class TokenBucket {
  tokens = -1
  at: Micros = 0

  /** Without taking any. */
  left(now: Micros, rate: number, burst: number): number {
    return this.tokens < 0 ? burst : Math.min(burst, this.tokens + ((now - this.at) * rate) / 1_000_000)
  }

  take(now: Micros, rate: number, burst: number): boolean {
    const filled = this.tokens < 0 ? burst : this.tokens + ((now - this.at) * rate) / 1_000_000
    const tokens = filled > burst ? burst : filled
    this.at = now
    // A bucket that refills by thirds holds 0.9999… of what has come.
    if (tokens < 1 - 1e-9) {
      this.tokens = tokens
      return false
    }
    this.tokens = tokens > 1 ? tokens - 1 : 0
    return true
  }
}
