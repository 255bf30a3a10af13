import { assert } from '../base/assert.ts'
import { BLOCK_BYTES, ROW_DOUBLES, TraceBlock } from './block.ts'
import { type Hasher, RowDigest, type SavedDigest } from './row-digest.ts'

/** Where the last row of a block begins. */
const LAST_ROW = BLOCK_BYTES / 8 - ROW_DOUBLES

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
  private doubles: Float64Array<ArrayBuffer>
  /** The same bytes. */
  private words: Int32Array
  /** Where the next row begins, in doubles. */
  private at = 0
  /** Rows before this block. */
  private before = 0

  constructor(options: WriterOptions = {}) {
    this.onBlock = options.onBlock
    this.onText = options.onText
    this.muted = options.muted ?? false
    this.rowDigest = options.digest ? new RowDigest(options.digest === true ? undefined : options.digest) : undefined
    this.doubles = new Float64Array(BLOCK_BYTES / 8)
    this.words = new Int32Array(this.doubles.buffer)
  }

  note(time: number, serial: number, kind: number, place: number, a: number, b: number): void {
    if (this.muted) return
    const { doubles, words, at } = this
    // Rows begin at a multiple of four, so their numbers are reached by bits: sums would be tested for overflow.
    const word = at << 1
    doubles[at] = time
    doubles[at | 1] = serial
    doubles[at | 2] = a
    words[word | 6] = b
    words[word | 7] = kind | (place << 16)
    this.at = at + ROW_DOUBLES
    if (at === LAST_ROW) this.emit()
  }

  /** Rows that are written already, in the same form. */
  copy(rows: Float64Array): void {
    for (let from = 0; from < rows.length; ) {
      const room = BLOCK_BYTES / 8 - this.at
      const some = from === 0 && rows.length <= room ? rows : rows.subarray(from, from + room)
      this.doubles.set(some, this.at)
      this.at += some.length
      from += some.length
      if (this.at > LAST_ROW) this.emit()
    }
  }

  /** Keeps a text beside the rows, which name it by this number. */
  text(text: string, number: number): void {
    if (this.muted) return
    this.rowDigest?.addText(text)
    this.onText?.(text, number)
  }

  /** Hands out the rows written since the last block. */
  flush(): void {
    if (this.at > 0) this.emit()
  }

  /** Gives back the buffer of a block that has been read. */
  recycle(buffer: ArrayBuffer): void {
    if (buffer.byteLength === BLOCK_BYTES && this.pool.length < 64) this.pool.push(buffer)
  }

  /** Rows written so far. */
  get written(): number {
    return this.before + this.at / ROW_DOUBLES
  }

  /** Where it stands, to be wound back to: all rows so far are handed out. */
  mark(): TraceMark {
    this.flush()
    return { written: this.before, digest: this.rowDigest?.save() }
  }

  /** Forgets the rows written since a mark; the next ones are numbered and hashed as if those had never been. */
  rewind({ written, digest }: TraceMark): void {
    this.at = 0
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
    const { buffer } = this.doubles
    const rows = this.at / ROW_DOUBLES
    this.rowDigest?.add(new Uint8Array(buffer, 0, rows * ROW_DOUBLES * 8))
    const first = this.before
    this.before += rows
    this.at = 0
    if (!this.onBlock) return // nobody takes it: it is written over
    this.onBlock(new TraceBlock(buffer, first, rows))
    // Often the same one, which is near the processor.
    const next = this.pool.pop() ?? new ArrayBuffer(BLOCK_BYTES)
    if (next === buffer) return
    this.doubles = new Float64Array(next)
    this.words = new Int32Array(next)
  }
}
