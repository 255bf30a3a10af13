/**
 * Which rows of a run are kept. All of the newest; of the older ones every failure, and sampled messages whole. What
 * leaves is counted, and the density over time stays complete.
 *
 * The newest rows lie in tables of one size. When there are too many, the oldest table is thinned into one table of old
 * rows: failures stay, and the rows of one message in n, by a hash of its serial; n doubles as the old rows grow. So a
 * kept message is kept whole, and those kept by a larger n were kept by the smaller one too.
 */
import { hashNumber } from '../base/hash.ts'
import type { Columns, TraceBlock } from './block.ts'
import { Density } from './density.ts'
import { RECORDS, RECORD_NAMES } from './records.ts'
import { RowTable } from './row-table.ts'

export interface KeepOptions {
  /** Newest rows, all of them kept. */
  readonly newest?: number
  /** Older failures. */
  readonly failures?: number
  /** Older rows of sampled messages. */
  readonly sampled?: number
}

/** What is missing, in figures for people. */
export interface Dropped {
  readonly rows: number
  /** How many of them were failures. */
  readonly failures: number
  /** Rows are missing between these two times, microseconds; NaN when none are. */
  readonly from: number
  readonly to: number
  /** One message in so many is kept there. */
  readonly oneIn: number
  /** One failure in so many is kept there. */
  readonly failuresOneIn: number
}

const TABLE_ROWS = 32_768
/** These are kept for good: a debrief asks what went wrong first. */
const FIRST_FAILURES = 1_000

const BAD = Uint8Array.from(RECORD_NAMES, (name) => (RECORDS[name].tone === 'bad' ? 1 : 0))
export const isFailure = (kind: number): boolean => BAD[kind] === 1

export class TraceKeep {
  /** Old rows first, then the newest: in order of time. */
  readonly tables: RowTable[] = [new RowTable(1_024)]
  private readonly most: { readonly newest: number; readonly failures: number; readonly sampled: number }
  private readonly density = new Density()
  /** Rows seen, kept or not. */
  total = 0
  /** Time of the newest row. */
  until = 0
  private spare: RowTable | undefined
  private newest = 0
  private oldFailures = 0
  private oldOthers = 0
  private oneIn = 1
  private failuresOneIn = 1
  private failuresSeen = 0
  private lastOfFirstFailures = Number.POSITIVE_INFINITY
  private droppedRows = 0
  private droppedFailures = 0
  private droppedFrom = Number.NaN
  private droppedTo = Number.NaN
  /** Dropped rows that were run again stand between the old ones: these, and the span of time. */
  private patched: { readonly old: RowTable; readonly from: number; readonly to: number } | undefined

  constructor(options: KeepOptions = {}) {
    this.most = { newest: options.newest ?? 2_000_000, failures: options.failures ?? 200_000, sampled: options.sampled ?? 400_000 }
  }

  /** Takes a copy of a block's rows; its buffer may be given back at once. */
  append({ columns, rows, first }: TraceBlock): void {
    this.count(columns, rows, first)
    const size = Math.min(TABLE_ROWS, Math.max(16, this.most.newest >> 2))
    for (let start = 0; start < rows; ) {
      let table = this.tables.at(-1)!
      if (this.tables.length === 1 || table.length === table.capacity) {
        table = this.spare ?? new RowTable(size)
        this.spare = undefined
        this.tables.push(table)
      }
      const end = Math.min(rows, start + table.capacity - table.length)
      table.append(columns, start, end, first)
      this.newest += end - start
      start = end
    }
    while (this.newest > this.most.newest && this.tables.length > 2) this.thin()
  }

  /** Rows with this number and above were never: the run goes on otherwise. */
  cut(first: number): void {
    if (first >= this.total) return
    this.unpatch()
    let until = 0
    for (const table of this.tables) {
      table.length = table.atNumber(first)
      if (table.length > 0) until = table.columns.time[table.length - 1]!
    }
    const [old, ...newest] = this.tables
    this.tables.splice(0, this.tables.length, old!, ...newest.filter((table) => table.length > 0))
    this.newest = this.tables.slice(1).reduce((sum, { length }) => sum + length, 0)
    this.oldFailures = 0
    for (let row = 0; row < old!.length; row++) if (BAD[old!.columns.kind[row]!] === 1) this.oldFailures++
    this.oldOthers = old!.length - this.oldFailures
    this.total = first
    this.until = until
    if (first <= this.lastOfFirstFailures) {
      this.lastOfFirstFailures = Number.POSITIVE_INFINITY
      this.failuresSeen = 0
      this.scan(0, Number.POSITIVE_INFINITY, ({ kind }, row) => { if (BAD[kind[row]!] === 1) this.failuresSeen++ })
    }
    // The bucket in which the cut lies is counted anew, from what is held of it.
    const from = this.density.bucketOf(until)
    this.density.cut(from)
    this.scan(from, Number.POSITIVE_INFINITY, ({ time, kind }, row) => this.density.count(time[row]!, BAD[kind[row]!] === 1))
    if (this.droppedFrom > until) this.droppedFrom = Number.NaN
    this.droppedTo = Math.min(this.droppedTo, until)
  }

  /** Whether all rows of an instant are held. */
  holds(time: number): boolean {
    if (!(time >= this.droppedFrom && time <= this.droppedTo)) return true
    return this.patched !== undefined && time >= this.patched.from && time <= this.patched.to
  }

  /** Puts dropped rows of [from, to] back, until others are fetched or rows are dropped again. */
  patch(blocks: readonly TraceBlock[], from: number, to: number): void {
    this.unpatch()
    const old = this.tables[0]!
    const newest = this.tables[1]?.number[0] ?? this.total
    const rows = new RowTable(blocks.reduce((sum, block) => sum + block.rows, 0))
    for (const { columns, rows: count, first } of blocks) {
      let start = 0
      while (start < count && columns.time[start]! < from) start++
      let end = start
      while (end < count && columns.time[end]! <= to && first + end < newest) end++
      rows.append(columns, start, end, first)
    }
    const start = old.atTime(from)
    const end = Math.max(start, old.atTime(to + 1))
    this.tables.splice(0, 1, RowTable.view(old, 0, start), rows, RowTable.view(old, end, old.length))
    this.patched = { old, from, to }
  }

  private unpatch(): void {
    if (!this.patched) return
    this.tables.splice(0, 3, this.patched.old)
    this.patched = undefined
  }

  /** How many rows there were before an instant, held or not. */
  rowsBefore(time: number): number {
    for (const table of this.tables) {
      const row = table.atTime(time)
      if (row < table.length) return table.number[row]!
    }
    return this.total
  }

  get held(): number {
    return this.newest + (this.patched?.old ?? this.tables[0]!).length
  }

  get dropped(): Dropped {
    return {
      rows: this.droppedRows, failures: this.droppedFailures, from: this.droppedFrom, to: this.droppedTo,
      oneIn: this.oneIn, failuresOneIn: this.failuresOneIn,
    }
  }

  /**
   * Rows and failures in each of so many columns of a time line. Complete also where rows were dropped; a column
   * narrower than the density's own buckets is counted from the rows that are held.
   */
  histogram(from: number, to: number, columns: number): { readonly rows: Float64Array; readonly failures: Float64Array } {
    const rows = new Float64Array(columns)
    const failures = new Float64Array(columns)
    const perColumn = (to - from) / columns
    if (perColumn >= this.density.width) this.density.read(from, to, rows, failures)
    else {
      this.scan(from, to, (held, row) => {
        const column = Math.floor((held.time[row]! - from) / perColumn)
        if (column >= columns) return
        rows[column] = rows[column]! + 1
        if (BAD[held.kind[row]!] === 1) failures[column] = failures[column]! + 1
      })
    }
    return { rows, failures }
  }

  /** Visits the rows held of [from, to), in order. */
  scan(from: number, to: number, visit: (columns: Columns, row: number, number: number) => void): void {
    for (const table of this.tables) {
      if (table.length === 0 || table.columns.time[table.length - 1]! < from) continue
      for (let row = table.atTime(from); row < table.length; row++) {
        if (table.columns.time[row]! >= to) return
        visit(table.columns, row, table.number[row]!)
      }
    }
  }

  private count(columns: Columns, rows: number, first: number): void {
    for (let row = 0; row < rows; row++) {
      const failure = BAD[columns.kind[row]!] === 1
      this.density.count(columns.time[row]!, failure)
      if (failure && ++this.failuresSeen === FIRST_FAILURES) this.lastOfFirstFailures = first + row
    }
    this.total += rows
    if (rows > 0) this.until = columns.time[rows - 1]!
  }

  /** The oldest of the new tables becomes old rows. */
  private thin(): void {
    this.unpatch()
    const old = this.tables[0]!
    const [table] = this.tables.splice(1, 1)
    this.newest -= table!.length
    for (let row = 0; row < table!.length; row++) {
      if (!this.keeps(table!, row)) this.drop(table!, row)
      else {
        old.push(table!, row)
        if (BAD[table!.columns.kind[row]!] === 1) this.oldFailures++
        else this.oldOthers++
      }
    }
    table!.length = 0
    this.spare = table
    while (this.oldOthers > this.most.sampled) this.sift(this.oneIn * 2, this.failuresOneIn)
    // A message that is sampled stays whole, its failures too: so failures are never rarer than messages.
    while (this.oldFailures > Math.max(this.most.failures, FIRST_FAILURES)) {
      const rarer = this.failuresOneIn * 2
      this.sift(Math.max(this.oneIn, rarer), rarer)
    }
  }

  private sift(oneIn: number, failuresOneIn: number): void {
    this.oneIn = oneIn
    this.failuresOneIn = failuresOneIn
    const old = this.tables[0]!
    this.oldFailures = 0
    this.oldOthers = 0
    old.keepOnly((row) => {
      const stays = this.keeps(old, row)
      if (!stays) this.drop(old, row)
      else if (BAD[old.columns.kind[row]!] === 1) this.oldFailures++
      else this.oldOthers++
      return stays
    })
  }

  private keeps(table: RowTable, row: number): boolean {
    const { serial, b, kind } = table.columns
    // Rows about nobody are sampled by what they are about: an environment, mostly.
    const hash = hashNumber(serial[row] !== 0 ? serial[row]! : -1 - b[row]!)
    if (BAD[kind[row]!] !== 1) return hash % this.oneIn === 0
    return hash % this.failuresOneIn === 0 || table.number[row]! <= this.lastOfFirstFailures
  }

  private drop(table: RowTable, row: number): void {
    const time = table.columns.time[row]!
    this.droppedRows++
    if (BAD[table.columns.kind[row]!] === 1) this.droppedFailures++
    if (!(time >= this.droppedFrom)) this.droppedFrom = time
    if (!(time <= this.droppedTo)) this.droppedTo = time
  }
}
