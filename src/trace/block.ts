/**
 * Rows of the trace by column over one ArrayBuffer, which travels from worker to page by transfer, and comes back to be
 * filled again.
 */
export const BLOCK_ROWS = 4_096
const ROW_BYTES = 32
export const BLOCK_BYTES = BLOCK_ROWS * ROW_BYTES

export interface TraceBlock {
  readonly buffer: ArrayBuffer
  /** Number of its first row, counted from the beginning of the run: a gap shows. */
  readonly first: number
  /** Rows in use. */
  readonly rows: number
  readonly columns: Columns
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

/** What travels: the page makes the columns anew over the buffer. */
export interface PackedBlock {
  readonly buffer: ArrayBuffer
  readonly first: number
  readonly rows: number
}

export function columnsOver(buffer: ArrayBuffer): Columns {
  return {
    time: new Float64Array(buffer, 0, BLOCK_ROWS),
    serial: new Float64Array(buffer, BLOCK_ROWS * 8, BLOCK_ROWS),
    a: new Float64Array(buffer, BLOCK_ROWS * 16, BLOCK_ROWS),
    b: new Int32Array(buffer, BLOCK_ROWS * 24, BLOCK_ROWS),
    kind: new Uint16Array(buffer, BLOCK_ROWS * 28, BLOCK_ROWS),
    place: new Uint16Array(buffer, BLOCK_ROWS * 30, BLOCK_ROWS),
  }
}

export const pack = ({ buffer, first, rows }: TraceBlock): PackedBlock => ({ buffer, first, rows })
export const unpack = ({ buffer, first, rows }: PackedBlock): TraceBlock => ({ buffer, first, rows, columns: columnsOver(buffer) })
