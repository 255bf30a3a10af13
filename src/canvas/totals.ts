/** How many messages went along each wire by an instant: what reduced motion shows instead of dots. Pure. */
import type { TraceKeep } from '../trace/keep.ts'
import { K } from '../trace/records.ts'

const MOST_WIRES = 4_096
const GOES: ReadonlySet<number> = new Set([K.request, K.event, K.retry])

export class WireTotals {
  private keep: TraceKeep | undefined
  private time = -1
  private next = 0
  /** Of the last row counted: where the camera stands ahead of what is simulated, rows still come from before its instant. */
  private seen = 0
  /** By wire: sent along it, and answers with an error on the way back. */
  readonly sent = new Float64Array(MOST_WIRES)
  readonly errors = new Float64Array(MOST_WIRES)

  /** Counts on from where it stands; from the beginning when the camera went back, or the rows are others. */
  seek(keep: TraceKeep, time: number): this {
    if (keep !== this.keep || time < this.time || keep.total < this.next) {
      this.keep = keep
      this.time = -1
      this.next = 0
      this.seen = 0
      this.sent.fill(0)
      this.errors.fill(0)
    }
    keep.scan(this.seen, time + 1, ({ kind, place, b, time: at }, row, number) => {
      if (number < this.next) return
      this.next = number + 1
      this.seen = at[row]!
      const wire = place[row]!
      if (GOES.has(kind[row]!)) this.sent[wire] = this.sent[wire]! + 1
      else if (kind[row] === K.batch) this.sent[wire] = this.sent[wire]! + b[row]!
      else if (kind[row] === K.refusal) this.errors[wire] = this.errors[wire]! + 1
    })
    this.time = time
    return this
  }
}
