import type { Columns } from './block.ts'
import type { TraceKeep } from './keep.ts'
import type { RowTable } from './row-table.ts'

/**
 * A place between rows of a trace, which walks both ways. It survives rows being appended and dropped, because it knows
 * the number of its row and finds its table again.
 */
export class Cursor {
  private readonly keep: TraceKeep
  /** Number in the run of the row last stepped on, or -1 at the beginning; its fields below. */
  number = -1
  time = 0
  serial = 0
  kind = 0
  place = 0
  a = 0
  b = 0

  constructor(keep: TraceKeep) {
    this.keep = keep
  }

  /** Stands behind the last row that is not after this time: what has happened by then. False if nothing has. */
  seek(time: number): boolean {
    const { tables } = this.keep
    for (let i = tables.length - 1; i >= 0; i--) {
      const table = tables[i]!
      if (table.length === 0 || table.columns.time[0]! > time) continue
      return this.stand(table, afterTime(table, time) - 1)
    }
    return this.rewind()
  }

  /** To the next row; false at the end. */
  next(): boolean {
    const { tables } = this.keep
    for (let i = this.tableOf(this.number + 1); i < tables.length; i++) {
      const table = tables[i]!
      const row = table.atNumber(this.number + 1)
      if (row < table.length) return this.stand(table, row)
    }
    return false
  }

  /** To the row before; false, and at the beginning, when there is none. */
  previous(): boolean {
    const { tables } = this.keep
    for (let i = this.tableOf(this.number); i >= 0; i--) {
      const table = tables[i]!
      const row = table.atNumber(this.number) - 1
      if (row >= 0) return this.stand(table, row)
    }
    return this.rewind()
  }

  /** To the next row that is of this kind (and at this place); false, without moving, when there is none. */
  nextOfKind(kind: number, place?: number): boolean {
    return this.nextWhere((columns, row) => columns.kind[row] === kind && (place === undefined || columns.place[row] === place))
  }

  /** To the next row like this; false, without moving, when there is none. */
  nextWhere(matches: (columns: Columns, row: number) => boolean): boolean {
    const { tables } = this.keep
    for (let i = this.tableOf(this.number + 1); i < tables.length; i++) {
      const table = tables[i]!
      for (let row = table.atNumber(this.number + 1); row < table.length; row++) {
        if (matches(table.columns, row)) return this.stand(table, row)
      }
    }
    return false
  }

  /** To the last row like this before here; false, without moving, when there is none. */
  previousWhere(matches: (columns: Columns, row: number) => boolean): boolean {
    const { tables } = this.keep
    for (let i = this.tableOf(this.number); i >= 0; i--) {
      const table = tables[i]!
      for (let row = table.atNumber(this.number) - 1; row >= 0; row--) {
        if (matches(table.columns, row)) return this.stand(table, row)
      }
    }
    return false
  }

  rewind(): false {
    this.number = -1
    this.time = 0
    return false
  }

  /** The first table whose rows reach up to this number. */
  private tableOf(number: number): number {
    const { tables } = this.keep
    for (let i = 0; i < tables.length; i++) {
      const table = tables[i]!
      if (table.length > 0 && table.number[table.length - 1]! >= number) return i
    }
    return tables.length - 1
  }

  private stand(table: RowTable, row: number): true {
    const { columns } = table
    this.number = table.number[row]!
    this.time = columns.time[row]!
    this.serial = columns.serial[row]!
    this.kind = columns.kind[row]!
    this.place = columns.place[row]!
    this.a = columns.a[row]!
    this.b = columns.b[row]!
    return true
  }
}

/** One row as an object, for lists and biographies. */
export interface TraceRow {
  readonly number: number
  readonly time: number
  readonly serial: number
  readonly kind: number
  readonly place: number
  readonly a: number
  readonly b: number
}

/** All rows held of one message. It looks through the serials of every row held: a few milliseconds for two million. */
export function rowsOfMessage(keep: TraceKeep, serial: number): TraceRow[] {
  const rows: TraceRow[] = []
  for (const { columns, length, number } of keep.tables) {
    const { serial: serials } = columns
    for (let row = 0; row < length; row++) {
      if (serials[row] === serial) rows.push(rowAt(columns, row, number[row]!))
    }
  }
  return rows
}

/** The rows held of [from, to), at most so many. */
export function rowsBetween(keep: TraceKeep, from: number, to: number, most = 1_000): TraceRow[] {
  const rows: TraceRow[] = []
  for (const table of keep.tables) {
    for (let row = table.atTime(from); row < table.length && rows.length < most; row++) {
      if (table.columns.time[row]! >= to) return rows
      rows.push(rowAt(table.columns, row, table.number[row]!))
    }
  }
  return rows
}

export function rowAt(columns: Columns, row: number, number: number): TraceRow {
  return {
    number, time: columns.time[row]!, serial: columns.serial[row]!, kind: columns.kind[row]!, place: columns.place[row]!,
    a: columns.a[row]!, b: columns.b[row]!,
  }
}

function afterTime(table: RowTable, time: number): number {
  let low = 0
  let high = table.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (table.columns.time[middle]! <= time) low = middle + 1
    else high = middle
  }
  return low
}
