/**
 * The hops that are under way at the camera's instant. They follow the camera: each row is looked at once, when the
 * camera passes its beginning, and leaves when its dot would have arrived. Only a jump looks at a whole span of rows.
 */
import { longer } from '../base/arrays.ts'
import { hashNumber } from '../base/hash.ts'
import type { Micros } from '../base/units.ts'
import type { TraceKeep } from '../trace/keep.ts'
import { RECORDS, RECORD_NAMES } from '../trace/records.ts'

const ON_WIRE: readonly boolean[] = RECORD_NAMES.map((name) => RECORDS[name].place === 'wire')

/** So many at most; above it those of one message in two, in four … are followed. */
const MOST = 32_768
/** A hop is followed somewhat longer than it is drawn: how long that is changes with the speed. */
const SPARE = 1.5

export class Hops {
  count = 0
  /** One message in so many is followed: a power of two. */
  oneIn = 1
  begins = new Float64Array(1_024)
  ends = new Float64Array(1_024)
  serial = new Float64Array(1_024)
  kind = new Uint16Array(1_024)
  wire = new Uint16Array(1_024)
  /** None that began before this is drawn any more. */
  oldest: Micros = 0
  private rows: object | undefined
  private time: Micros = -1
  private camera: Micros = -1
  private kept: Micros = 0
  private next = 0

  /**
   * Hops take `least` on the screen, and are drawn only while they are younger than `longest`. `rows` is another object
   * whenever other rows are held than before.
   */
  seek(rows: object, keep: TraceKeep, now: Micros, least: Micros, longest: Micros): this {
    this.oldest = now - Math.max(least, longest)
    const from = now - Math.max(least * SPARE, this.kept, longest)
    const thinned = this.oneIn > 1 && this.count < MOST / 8
    if (rows !== this.rows || now < this.camera || from > this.time || least > this.kept || thinned || keep.total < this.next) {
      this.rows = rows
      this.count = 0
      this.oneIn = 1
      this.next = 0
      this.time = from
      this.kept = least * SPARE
    } else if (least * SPARE * 2 < this.kept) this.kept = least * SPARE
    const since = Math.max(0, this.time)
    for (const table of keep.tables) {
      const { length, columns: { time, a, kind, place, serial }, number } = table
      if (length === 0 || time[length - 1]! < since) continue
      for (let row = table.atTime(since); row < length && time[row]! <= now; row++) {
        if (number[row]! < this.next) continue
        this.next = number[row]! + 1
        if (ON_WIRE[kind[row]!] && now - time[row]! <= Math.max(a[row]! - time[row]!, this.kept)) this.push(time[row]!, a[row]!, serial[row]!, kind[row]!, place[row]!)
      }
    }
    // Where the camera stands ahead of what is simulated, rows still come from before its instant.
    this.time = Math.min(now, keep.until)
    this.camera = now
    this.sift((at) => this.begins[at]! >= from && now - this.begins[at]! <= Math.max(this.ends[at]! - this.begins[at]!, this.kept))
    return this
  }

  private push(begins: Micros, ends: Micros, serial: number, kind: number, wire: number): void {
    if (this.oneIn > 1 && hashNumber(serial) % this.oneIn !== 0) return
    while (this.count === MOST) {
      this.oneIn *= 2
      this.sift((at) => hashNumber(this.serial[at]!) % this.oneIn === 0)
      if (hashNumber(serial) % this.oneIn !== 0) return
    }
    if (this.count === this.begins.length) {
      this.begins = longer(this.begins)
      this.ends = longer(this.ends)
      this.serial = longer(this.serial)
      this.kind = longer(this.kind)
      this.wire = longer(this.wire)
    }
    const at = this.count++
    this.begins[at] = begins
    this.ends[at] = ends
    this.serial[at] = serial
    this.kind[at] = kind
    this.wire[at] = wire
  }

  private sift(stays: (at: number) => boolean): void {
    const { begins, ends, serial, kind, wire } = this
    let kept = 0
    for (let at = 0; at < this.count; at++) {
      if (!stays(at)) continue
      if (kept !== at) {
        begins[kept] = begins[at]!
        ends[kept] = ends[at]!
        serial[kept] = serial[at]!
        kind[kept] = kind[at]!
        wire[kept] = wire[at]!
      }
      kept++
    }
    this.count = kept
  }
}
