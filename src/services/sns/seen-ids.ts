import { type Micros, sec } from '../../base/units.ts'

const REMEMBERED = sec(300)
interface Seen {
  readonly until: Micros
  readonly serial: number
}

/** SNS-01: deduplication ids, each remembered for five minutes, with the message that had it first. */
export class SeenIds {
  private readonly ids = new Map<string, Seen>()

  /** The serial of the message that this one repeats; 0 when it is new, and then it is remembered. */
  repeated(id: string, now: Micros, serial: number): number {
    // All are remembered equally long, so the oldest stand first.
    for (const [old, { until }] of this.ids) {
      if (until > now) break
      this.ids.delete(old)
    }
    const seen = this.ids.get(id)
    if (seen) return seen.serial
    this.ids.set(id, { until: now + REMEMBERED, serial })
    return 0
  }
}
