import { assert } from '../base/assert.ts'
import { BLOCK_BYTES, BLOCK_ROWS, columnsOver, type TraceBlock } from './block.ts'
import { type Hasher, RowDigest, type SavedDigest } from './row-digest.ts'

export interface WriterOptions {
  /** Called with each full block, and with what there is on `flush`. The block's buffer now belongs to the receiver. */
  readonly onBlock?: (block: TraceBlock) => void
  /**
   * Keeps a running SHA-256 of all rows, with a hasher of one's own if given. Costs more than writing them: for `sim`,
   * for tests, and when a person asks.
   */
  readonly digest?: boolean | Hasher
  /** Called with each text that a row refers to, and its number, before the row. */
  readonly onText?: (text: string, number: number) => void
  /** Writes nothing: for re-simulation up to an instant, whose rows are known already. */
  readonly muted?: boolean
}

export interface TraceMark {
  readonly written: number
  readonly digest: SavedDigest | undefined
}

/** Writes the rows of a run. `note` is called several times per simulated request, so it stores six numbers and no more. */
export class TraceWriter {
  muted: boolean
  private readonly onText: ((text: string, number: number) => void) | undefined
  private readonly onBlock: ((block: TraceBlock) => void) | undefined
  private readonly rowDigest: RowDigest | undefined
  private readonly pool: ArrayBuffer[] = []
  private buffer: ArrayBuffer
  private time: Float64Array
  private serial: Float64Array
  private a: Float64Array
  private b: Int32Array
  private kind: Uint16Array
  private place: Uint16Array
  private rows = 0
  /** Rows before this block. */
  private before = 0

  constructor(options: WriterOptions = {}) {
    this.onBlock = options.onBlock
    this.onText = options.onText
    this.muted = options.muted ?? false
    this.rowDigest = options.digest ? new RowDigest(options.digest === true ? undefined : options.digest) : undefined
    this.buffer = new ArrayBuffer(BLOCK_BYTES)
    const columns = columnsOver(this.buffer)
    this.time = columns.time
    this.serial = columns.serial
    this.a = columns.a
    this.b = columns.b
    this.kind = columns.kind
    this.place = columns.place
  }

  note(time: number, serial: number, kind: number, place: number, a: number, b: number): void {
    if (this.muted) return
    const row = this.rows
    this.time[row] = time
    this.serial[row] = serial
    this.a[row] = a
    this.b[row] = b
    this.kind[row] = kind
    this.place[row] = place
    this.rows = row + 1
    if (row === BLOCK_ROWS - 1) this.emit()
  }

  /** Keeps a text beside the rows, which name it by this number. */
  text(text: string, number: number): void {
    if (this.muted) return
    this.rowDigest?.addText(text)
    this.onText?.(text, number)
  }

  /** Hands out the rows written since the last block. */
  flush(): void {
    if (this.rows > 0) this.emit()
  }

  /** Gives back the buffer of a block that has been read. */
  recycle(buffer: ArrayBuffer): void {
    if (buffer.byteLength === BLOCK_BYTES && this.pool.length < 64) this.pool.push(buffer)
  }

  /** Rows written so far. */
  get written(): number {
    return this.before + this.rows
  }

  /** Where it stands, to be wound back to: all rows so far are handed out. */
  mark(): TraceMark {
    this.flush()
    return { written: this.before, digest: this.rowDigest?.save() }
  }

  /** Forgets the rows written since a mark; the next ones are numbered and hashed as if those had never been. */
  rewind({ written, digest }: TraceMark): void {
    this.rows = 0
    this.before = written
    if (!this.rowDigest) return
    assert(digest, 'a digest that is wound back was saved')
    this.rowDigest.goOnFrom(digest)
  }

  /** SHA-256 of all rows so far, however they were cut into blocks. */
  digest(): string {
    if (!this.rowDigest) return ''
    this.flush()
    return this.rowDigest.hex()
  }

  private emit(): void {
    const { rows, buffer } = this
    const columns = { time: this.time, serial: this.serial, a: this.a, b: this.b, kind: this.kind, place: this.place }
    this.rowDigest?.add(columns, rows)
    const first = this.before
    this.before += rows
    this.rows = 0
    if (!this.onBlock) return // nobody takes it: it is written over
    const next = this.pool.pop() ?? new ArrayBuffer(BLOCK_BYTES)
    const fresh = columnsOver(next)
    this.buffer = next
    this.time = fresh.time
    this.serial = fresh.serial
    this.a = fresh.a
    this.b = fresh.b
    this.kind = fresh.kind
    this.place = fresh.place
    this.onBlock({ buffer, first, rows, columns })
  }
}
