import { longer } from '../base/arrays.ts'
import type { Columns } from './block.ts'

/** Rows by column, in order of time, each with its number in the run. */
export class RowTable {
  length = 0
  number: Float64Array
  columns: Columns

  constructor(capacity: number) {
    this.number = new Float64Array(capacity)
    this.columns = {
      time: new Float64Array(capacity), serial: new Float64Array(capacity), a: new Float64Array(capacity),
      b: new Int32Array(capacity), kind: new Uint16Array(capacity), place: new Uint16Array(capacity),
    }
  }

  get capacity(): number {
    return this.number.length
  }

  /** Rows [start, end) of another, without a copy: nothing may be added here. */
  static view(of: RowTable, start: number, end: number): RowTable {
    const { time, serial, a, b, kind, place } = of.columns
    const view = new RowTable(0)
    view.number = of.number.subarray(start, end)
    view.columns = {
      time: time.subarray(start, end), serial: serial.subarray(start, end), a: a.subarray(start, end),
      b: b.subarray(start, end), kind: kind.subarray(start, end), place: place.subarray(start, end),
    }
    view.length = end - start
    return view
  }

  /** Appends rows [start, end) of a block whose first row has this number. */
  append(from: Columns, start: number, end: number, first: number): void {
    const { columns, length } = this
    columns.time.set(from.time.subarray(start, end), length)
    columns.serial.set(from.serial.subarray(start, end), length)
    columns.a.set(from.a.subarray(start, end), length)
    columns.b.set(from.b.subarray(start, end), length)
    columns.kind.set(from.kind.subarray(start, end), length)
    columns.place.set(from.place.subarray(start, end), length)
    for (let i = start; i < end; i++) this.number[length + i - start] = first + i
    this.length = length + end - start
  }

  push(from: RowTable, row: number): void {
    if (this.length === this.capacity) this.grow()
    this.put(this.length++, from, row)
  }

  /** Keeps only the rows for which this holds, in place. */
  keepOnly(holds: (row: number) => boolean): void {
    let kept = 0
    for (let row = 0; row < this.length; row++) if (holds(row)) this.put(kept++, this, row)
    this.length = kept
  }

  /** The first row that is not before this time. */
  atTime(time: number): number {
    return lowerBound(this.columns.time, this.length, time)
  }

  /** The first row whose number is not below this one. */
  atNumber(number: number): number {
    return lowerBound(this.number, this.length, number)
  }

  private put(to: number, from: RowTable, row: number): void {
    const { columns } = this
    const source = from.columns
    this.number[to] = from.number[row]!
    columns.time[to] = source.time[row]!
    columns.serial[to] = source.serial[row]!
    columns.a[to] = source.a[row]!
    columns.b[to] = source.b[row]!
    columns.kind[to] = source.kind[row]!
    columns.place[to] = source.place[row]!
  }

  private grow(): void {
    const { columns } = this
    this.number = longer(this.number)
    this.columns = {
      time: longer(columns.time), serial: longer(columns.serial), a: longer(columns.a),
      b: longer(columns.b), kind: longer(columns.kind), place: longer(columns.place),
    }
  }
}

function lowerBound(sorted: Float64Array, length: number, value: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
