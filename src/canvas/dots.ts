/** Which dots there are at the camera's instant: one for each hop that is under way, or for several. Pure, so that it can be tested. */
import { hashNumber } from '../base/hash.ts'
import type { Micros } from '../base/units.ts'
import { K } from '../trace/records.ts'
import type { Hops } from './hops.ts'

export const SHAPES = ['request', 'response', 'async', 'batch', 'retry', 'error'] as const
export type Shape = (typeof SHAPES)[number]

/** Above this many in all, one dot stands for several messages. */
export const MOST_DOTS = 2_000
const MOST_WIRES = 4_096

const SHAPE_OF: { readonly [kind: number]: number } = {
  [K.request]: 0, [K.response]: 1, [K.event]: 2, [K.batch]: 3, [K.retry]: 4, [K.refusal]: 5,
}

export interface Dots {
  count: number
  /** By wire: one dot stands for so many messages. */
  each: Uint32Array
  /** The most that one dot stands for anywhere. */
  mostEach: number
  shape: Uint8Array
  wire: Uint16Array
  /** How far along the wire, 0 to 1 in its own direction. */
  along: Float32Array
  /** Message and kind, for whoever points at a dot, and where it was painted last. */
  serial: Float64Array
  kind: Uint16Array
  x: Float32Array
  y: Float32Array
}
/** What one dot stands for just now, at most: the legend says so. Written by whoever paints. */
export const crowd = { mostEach: 1 }

export const newDots = (): Dots => ({
  count: 0, each: new Uint32Array(MOST_WIRES), mostEach: 1, shape: new Uint8Array(MOST_DOTS), wire: new Uint16Array(MOST_DOTS), along: new Float32Array(MOST_DOTS), serial: new Float64Array(MOST_DOTS), kind: new Uint16Array(MOST_DOTS), x: new Float32Array(MOST_DOTS), y: new Float32Array(MOST_DOTS),
})

/**
 * A hop shorter than `least` is drawn as if it took that long, else no eye could follow it; longer ones take their time.
 * `room` says how many dots fit on each wire: where there are more, one dot stands for two, three, four, six …, chosen by a
 * hash of the message's serial, so that a dot that is shown stays shown, and no wire gets none because its serials are even.
 */
export function findDots(dots: Dots, hops: Hops, now: Micros, least: Micros, room: readonly number[]): Dots {
  const { each } = dots
  const { count, begins, ends, oneIn, oldest } = hops
  each.fill(0, 0, room.length)
  for (let i = 0; i < count; i++) {
    if (begins[i]! >= oldest && now - begins[i]! <= Math.max(ends[i]! - begins[i]!, least)) each[hops.wire[i]!] = each[hops.wire[i]!]! + oneIn
  }
  // All wires together may hold more dots than an eye can follow, or a frame can paint: then all share what there is.
  let fitting = 0
  for (let wire = 0; wire < room.length; wire++) fitting += Math.min(each[wire]!, Math.max(1, room[wire]!))
  const share = Math.min(1, MOST_DOTS / Math.max(1, fitting))
  dots.mostEach = 1
  for (let wire = 0; wire < room.length; wire++) {
    let stands = roundUp(each[wire]! / Math.max(1, Math.min(each[wire]!, room[wire]!) * share))
    // Where hops were left out already, a dot can stand for no fewer.
    while (stands % oneIn !== 0) stands = roundUp(stands + 1)
    each[wire] = stands
    if (stands > dots.mostEach) dots.mostEach = stands
  }
  dots.count = 0
  for (let hop = 0; hop < count && dots.count < MOST_DOTS; hop++) {
    const part = (now - begins[hop]!) / Math.max(ends[hop]! - begins[hop]!, least)
    const wire = hops.wire[hop]!
    if (part > 1 || begins[hop]! < oldest || (each[wire]! > 1 && hashNumber(hops.serial[hop]!) % each[wire]! !== 0)) continue
    const shape = SHAPE_OF[hops.kind[hop]!]!
    const i = dots.count++
    dots.shape[i] = shape
    dots.wire[i] = wire
    dots.along[i] = BACK[shape] ? 1 - part : part
    dots.serial[i] = hops.serial[hop]!
    dots.kind[i] = hops.kind[hop]!
    dots.x[i] = Number.NaN
  }
  return dots
}

/** Few different steps, so that it does not change with every frame: 1 2 3 4 6 8 12 16 24 … */
function roundUp(crowd: number): number {
  if (crowd <= 1) return 1
  const power = 2 ** Math.floor(Math.log2(crowd))
  return crowd <= power ? power : crowd <= power * 1.5 && power > 1 ? power * 1.5 : power * 2
}

/** Answers run against the wire's direction. */
const BACK: readonly boolean[] = [false, true, false, false, false, true]

/** The dot nearest to a point of the canvas, or -1 when none is near. */
export function dotAt(dots: Dots, x: number, y: number, within = 10): number {
  let best = -1
  let nearest = within * within
  for (let i = 0; i < dots.count; i++) {
    const distance = (dots.x[i]! - x) ** 2 + (dots.y[i]! - y) ** 2
    if (distance < nearest) {
      best = i
      nearest = distance
    }
  }
  return best
}
