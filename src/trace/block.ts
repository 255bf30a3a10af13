/**
 * Rows of the trace in one ArrayBuffer, which travels from worker to page by transfer, and comes back to be filled again.
 * There the rows stand one after another, in the order of their numbers: writing one touches one line of memory, and a
 * digest reads them as they are. Whoever looks at them gets columns.
 */
export const BLOCK_ROWS = 4_096
/** A row: time, serial and `a` as doubles; `b`; kind, and place in the upper half. */
export const ROW_DOUBLES = 4
export const BLOCK_BYTES = BLOCK_ROWS * ROW_DOUBLES * 8

export class TraceBlock {
  readonly buffer: ArrayBuffer
  /** Number of its first row, counted from the beginning of the run: a gap shows. */
  readonly first: number
  /** Rows in use. */
  readonly rows: number
  private made: Columns | undefined = undefined

  constructor(buffer: ArrayBuffer, first: number, rows: number) {
    this.buffer = buffer
    this.first = first
    this.rows = rows
  }

  /** Made when first asked for; theirs from then on, so that the buffer may go back. */
  get columns(): Columns {
    return (this.made ??= columnsOf(this.buffer, this.rows))
  }
}

export interface Columns {
  /** Virtual time, microseconds; never falls. */
  readonly time: Float64Array
  /** Serial of the message, 0 for none. */
  readonly serial: Float64Array
  readonly a: Float64Array
  readonly b: Int32Array
  /** Position in RECORDS. */
  readonly kind: Uint16Array
  /** Position of the node or wire; the kind tells which. */
  readonly place: Uint16Array
}

/** What travels. */
export interface PackedBlock {
  readonly buffer: ArrayBuffer
  readonly first: number
  readonly rows: number
}

function columnsOf(buffer: ArrayBuffer, rows: number): Columns {
  const doubles = new Float64Array(buffer)
  const words = new Int32Array(buffer)
  const columns = {
    time: new Float64Array(rows), serial: new Float64Array(rows), a: new Float64Array(rows), b: new Int32Array(rows),
    kind: new Uint16Array(rows), place: new Uint16Array(rows),
  }
  for (let row = 0, at = 0; row < rows; row++, at += ROW_DOUBLES) {
    columns.time[row] = doubles[at]!
    columns.serial[row] = doubles[at + 1]!
    columns.a[row] = doubles[at + 2]!
    columns.b[row] = words[2 * at + 6]!
    columns.kind[row] = words[2 * at + 7]!
    columns.place[row] = words[2 * at + 7]! >>> 16
  }
  return columns
}

export const pack = ({ buffer, first, rows }: TraceBlock): PackedBlock => ({ buffer, first, rows })
export const unpack = ({ buffer, first, rows }: PackedBlock): TraceBlock => new TraceBlock(buffer, first, rows)
