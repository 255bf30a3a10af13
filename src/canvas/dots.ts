/** Which dots there are at the camera's instant: the rows on wires whose way covers it. Pure, so that it can be tested. */
import type { Micros } from '../base/units.ts'
import type { TraceKeep } from '../trace/keep.ts'
import { K, RECORDS, RECORD_NAMES } from '../trace/records.ts'

export const SHAPES = ['request', 'response', 'async', 'batch', 'retry', 'error'] as const
export type Shape = (typeof SHAPES)[number]

/** Above this many, one dot stands for several messages. */
const MOST = 2_000

const ON_WIRE: readonly boolean[] = RECORD_NAMES.map((name) => RECORDS[name].place === 'wire')
const SHAPE_OF: { readonly [kind: number]: number } = {
  [K.request]: 0, [K.response]: 1, [K.event]: 2, [K.batch]: 3, [K.retry]: 4, [K.refusal]: 5,
}

export interface Dots {
  count: number
  /** One dot stands for so many messages. */
  each: number
  shape: Uint8Array
  wire: Uint16Array
  /** How far along the wire, 0 to 1 in its own direction. */
  along: Float32Array
  /** Number of the row, for whoever points at a dot. */
  row: Float64Array
}
export const newDots = (): Dots => ({
  count: 0, each: 1, shape: new Uint8Array(MOST), wire: new Uint16Array(MOST), along: new Float32Array(MOST), row: new Float64Array(MOST),
})

/**
 * A hop shorter than `least` is drawn as if it took that long, else no eye could follow it. Longer ones take their time.
 */
export function findDots(dots: Dots, keep: TraceKeep, now: Micros, least: Micros, longest: Micros): Dots {
  const from = now - Math.max(least, longest)
  let rows = 0
  for (const table of keep.tables) rows += Math.max(0, table.atTime(now + 1) - table.atTime(from))
  // Half the rows or fewer are on wires; those of one message share its fate by serial, so a dot does not flicker.
  const each = Math.max(1, 2 ** Math.ceil(Math.log2(rows / (2 * MOST))))
  dots.count = 0
  dots.each = each
  for (const table of keep.tables) {
    const { time, a, kind, place, serial } = table.columns
    for (let row = table.atTime(from); row < table.length && time[row]! <= now; row++) {
      if (!ON_WIRE[kind[row]!] || (each > 1 && serial[row]! % each !== 0)) continue
      const lasts = Math.max(a[row]! - time[row]!, least)
      const part = (now - time[row]!) / lasts
      if (part > 1) continue
      if (dots.count === MOST) return dots
      const shape = SHAPE_OF[kind[row]!]!
      const i = dots.count++
      dots.shape[i] = shape
      dots.wire[i] = place[row]!
      dots.along[i] = shape === 1 || shape === 5 ? 1 - part : part
      dots.row[i] = table.number[row]!
    }
  }
  return dots
}
