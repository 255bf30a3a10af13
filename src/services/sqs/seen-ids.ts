import { type Micros, sec } from '../../base/units.ts'

const REMEMBERED = sec(300)

/** SQS-05: deduplication ids, each remembered for five minutes from its first send. */
export class SeenIds {
  private readonly until = new Map<string, Micros>()

  /** Whether this id was sent within the last five minutes; if not, it is remembered from now on. */
  repeats(id: string, now: Micros): boolean {
    // All are remembered equally long, so the oldest stand first.
    for (const [old, until] of this.until) {
      if (until > now) break
      this.until.delete(old)
    }
    if (this.until.has(id)) return true
    this.until.set(id, now + REMEMBERED)
    return false
  }
}
