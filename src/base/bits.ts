/**
 * A double seen as two 32-bit words. Every browser and Node runs on little-endian machines, so the high word is the
 * second one.
 */
const value = new Float64Array(1)
const words = new Uint32Array(value.buffer)

export function highWord(x: number): number {
  value[0] = x
  return words[1]! | 0
}

export function lowWord(x: number): number {
  value[0] = x
  return words[0]!
}

export function withHighWord(x: number, high: number): number {
  value[0] = x
  words[1] = high
  return value[0]!
}

export function fromWords(high: number, low: number): number {
  words[0] = low
  words[1] = high
  return value[0]!
}

/** 2^k for a normal result: -1022 ≤ k ≤ 1023. */
export function powerOfTwo(k: number): number {
  words[0] = 0
  words[1] = (k + 1_023) << 20
  return value[0]!
}
