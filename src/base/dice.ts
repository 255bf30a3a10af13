import { hashText } from './hash.ts'
import { exp, log } from './math.ts'
import { EXPONENTIAL, NORMAL } from './ziggurat.ts'

const UNIT = 2 ** -32
const LAYER_ENDS = EXPONENTIAL.x
const HEX = '0123456789abcdef'

/**
 * One stream of chance (sfc32). Its state is four words in a typed array: numbers of 32 bits do not fit into a browser's
 * small integers, and would be boxed as fields.
 *
 * A draw has 32 bits: enough for a chance or a delay, and one step of the generator. `exponential` uses 24 of them for
 * the place within a layer: it is exact to 5e-7 of its mean.
 */
export class Dice {
  private readonly state: Int32Array

  constructor(a = 0, b = 0, c = 0, d = 1) {
    this.state = new Int32Array([a, b, c, d])
  }

  /** A whole number of 32 bits, signed. */
  bits(): number {
    const { state } = this
    const b = state[1]!
    const c = state[2]!
    const d = state[3]!
    const sum = (state[0]! + b + d) | 0
    state[3] = d + 1
    state[0] = b ^ (b >>> 9)
    state[1] = c + (c << 3)
    state[2] = ((c << 21) | (c >>> 11)) + sum
    return sum
  }

  /** From 0 up to, never including, 1. */
  next(): number {
    return (this.bits() >>> 0) * UNIT
  }

  /** What `next` will give; nothing of it is used by that. */
  ahead(into: Float64Array): void {
    const { state } = this
    const [a, b, c, d] = state
    for (let i = 0; i < into.length; i++) into[i] = this.next()
    state.set([a!, b!, c!, d!])
  }

  /** The same as so many calls of `next`. */
  skip(count: number): void {
    for (let i = 0; i < count; i++) this.bits()
  }

  /** A whole number from 0 to n - 1. */
  below(n: number): number {
    return Math.floor(this.next() * n)
  }

  chance(p: number): boolean {
    return this.next() < p
  }

  uniform(from: number, to: number): number {
    return from + this.next() * (to - from)
  }

  exponential(mean: number): number {
    const draw = this.bits()
    const layer = draw & 255
    const place = (draw >>> 0) * UNIT * LAYER_ENDS[layer]!
    return place < LAYER_ENDS[layer + 1]! ? place * mean : this.exponentialAtEdge(draw) * mean
  }

  /** One draw in eighty lies where a layer meets the curve, or in the tail. */
  private exponentialAtEdge(first: number): number {
    const { x, f, tail } = EXPONENTIAL
    let before = 0
    for (let draw = first; ; draw = this.bits()) {
      const layer = draw & 255
      const place = (draw >>> 0) * UNIT * x[layer]!
      if (place < x[layer + 1]!) return before + place
      // The tail of an exponential is an exponential again.
      if (layer === 0) before += tail
      else if (f[layer]! + this.next() * (f[layer + 1]! - f[layer]!) < exp(-place)) return before + place
    }
  }

  /** Mean 0, deviation 1. */
  normal(): number {
    const { x, f, tail } = NORMAL
    for (;;) {
      const draw = this.bits()
      const layer = draw & 255
      const sign = draw & 256 ? 1 : -1
      const place = (draw >>> 9) * 2 ** -23 * x[layer]!
      if (place < x[layer + 1]!) return sign * place
      if (layer === 0) return sign * this.normalTail(tail)
      if (f[layer]! + this.next() * (f[layer + 1]! - f[layer]!) < exp(-0.5 * place * place)) return sign * place
    }
  }

  /** Half of all draws lie below the median; sigma is the deviation of their logarithm. */
  logNormal(median: number, sigma: number): number {
    return median * exp(sigma * this.normal())
  }

  /** So many hexadecimal digits. */
  hex(digits: number): string {
    let text = ''
    let word = 0
    for (let i = 0; i < digits; i++) {
      if ((i & 7) === 0) word = this.bits()
      text += HEX[word & 15]
      word >>>= 4
    }
    return text
  }

  /** A random UUID, version 4. */
  uuid(): string {
    const all = this.hex(32)
    const variant = HEX[8 + this.below(4)]
    return `${all.slice(0, 8)}-${all.slice(8, 12)}-4${all.slice(13, 16)}-${variant}${all.slice(17, 20)}-${all.slice(20)}`
  }

  private normalTail(from: number): number {
    for (;;) {
      // 1 - next() is never 0.
      const beyond = -log(1 - this.next()) / from
      if (-2 * log(1 - this.next()) > beyond * beyond) return from + beyond
    }
  }
}

/** Draws of mean 1 from an exponential distribution, made 256 at a time: for those who need one at every step. */
export class Exponentials {
  private values = NO_VALUES
  private used = 0
  private readonly dice: Dice

  constructor(dice = new Dice()) {
    this.dice = dice
  }

  next(): number {
    if (this.used === this.values.length) this.refill()
    return this.values[this.used++]!
  }

  /** What comes next, as far as it is drawn: at least one. Nothing of it is used by that. */
  ahead(): Float64Array {
    if (this.used === this.values.length) this.refill()
    return this.values.subarray(this.used)
  }

  /** The same as so many calls of `next`. */
  skip(count: number): void {
    this.used += count
  }

  private refill(): void {
    if (this.values.length === 0) this.values = new Float64Array(256)
    for (let i = 0; i < this.values.length; i++) this.values[i] = this.dice.exponential(1)
    this.used = 0
  }
}
const NO_VALUES = new Float64Array(0)

/**
 * The stream of one purpose at one node. Streams do not touch: a node that is added, or draws more, changes nothing
 * elsewhere.
 */
export function forkDice(seed: number, nodeId: string, purpose: string): Dice {
  const text = `${nodeId}\n${purpose}`
  let state = hashText(text, seed | 0)
  const split = () => {
    // splitmix32: neighbouring seeds give unrelated words.
    state = (state + 0x9e3779b9) | 0
    let word = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
    return word ^ (word >>> 15)
  }
  const a = split()
  const b = split()
  state ^= hashText(text, Math.floor(seed / 4_294_967_296) ^ 0x5bd1e995)
  const dice = new Dice(a, b, split(), 1)
  for (let i = 0; i < 15; i++) dice.bits()
  return dice
}
