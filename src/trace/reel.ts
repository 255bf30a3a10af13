import type { Micros } from '../base/units.ts'
import type { TraceBlock } from './block.ts'
import type { TraceKeep } from './keep.ts'
import { Stage } from './stage.ts'

/** Rows between two copies of the stage: at most so many are applied for a jump. */
const APART = 4_096
/** More copies than this, and every second of the older half goes. */
const MOST = 1_500

interface Frame {
  /** Number of the first row that is not in it, and its time. */
  readonly number: number
  readonly time: Micros
  readonly stage: Stage
}

/** The stage at any instant: copies on the way, and the rows since the nearest. */
export class Reel {
  private readonly keep: TraceKeep
  private readonly nodes: number
  private readonly frames: Frame[] = []
  private head: Stage
  private nextFrame = 0
  /** The stage at the cursor, and the first row that is not in it. */
  stage: Stage
  private at = 0
  private time: Micros = -1
  /** Of the last row that is in it. Rows come in order of time, but may come when the cursor is past them. */
  private seen: Micros = 0

  constructor(keep: TraceKeep, nodes: number) {
    this.keep = keep
    this.nodes = nodes
    this.head = new Stage(nodes)
    this.stage = new Stage(nodes)
  }

  /** Rows that were just kept. */
  append({ columns, rows, first }: TraceBlock): void {
    const { head } = this
    for (let row = 0; row < rows; row++) {
      if (first + row >= this.nextFrame) {
        this.frames.push({ number: first + row, time: columns.time[row]!, stage: head.copy() })
        this.nextFrame = first + row + APART
        if (this.frames.length > MOST) this.thin()
      }
      head.apply(columns.time[row]!, columns.kind[row]!, columns.place[row]!, columns.b[row]!)
    }
  }

  /** Rows with this number and above were never; those before are still kept. */
  cut(first: number): void {
    while (this.frames.length > 0 && this.frames.at(-1)!.number >= first) this.frames.pop()
    const last = this.frames.at(-1)
    this.head = last ? last.stage.copy() : new Stage(this.nodes)
    const from = last ? last.number : 0
    this.keep.scan(last ? last.time : 0, Number.POSITIVE_INFINITY, (columns, row, number) => {
      if (number >= from && number < first) this.head.apply(columns.time[row]!, columns.kind[row]!, columns.place[row]!, columns.b[row]!)
    })
    this.nextFrame = last ? last.number + APART : 0
    this.refresh()
  }

  /** Where a span has to begin for the stage to be right in it. */
  frameAt(time: Micros): Micros {
    return this.frames[this.indexBefore(time)]?.time ?? 0
  }

  /** Other rows are held than when it was last looked at. */
  refresh(): void {
    this.stage = new Stage(this.nodes)
    this.at = 0
    this.time = -1
    this.seen = 0
  }

  /** Brings the stage to an instant: forwards from where it stands, else from the nearest copy before. */
  seek(time: Micros): Stage {
    if (time < this.time || this.frameBefore(time) > this.at) {
      const frame = this.frames[this.indexBefore(time)]
      this.stage = frame ? frame.stage.copy() : new Stage(this.nodes)
      this.at = frame ? frame.number : 0
      this.seen = frame ? frame.time : 0
    }
    this.keep.scan(this.seen, time + 1, (columns, row, number) => {
      if (number < this.at) return
      this.stage.apply(columns.time[row]!, columns.kind[row]!, columns.place[row]!, columns.b[row]!)
      this.at = number + 1
      this.seen = columns.time[row]!
    })
    this.time = time
    return this.stage
  }

  private frameBefore(time: Micros): number {
    return this.frames[this.indexBefore(time)]?.number ?? 0
  }

  private indexBefore(time: Micros): number {
    let low = 0
    let high = this.frames.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.frames[middle]!.time <= time) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  private thin(): void {
    const half = this.frames.length >> 1
    const kept = this.frames.filter((_, index) => index >= half || index % 2 === 0)
    this.frames.splice(0, this.frames.length, ...kept)
  }
}
