/** SHA-256, fed piece by piece. All in 32-bit integers. */
const K = new Int32Array(64)
export const SHA256_START = new Int32Array(8)
fillConstants()

export class Sha256 {
  private readonly state = SHA256_START.slice()
  private readonly block = new Uint8Array(64)
  private readonly words = new Int32Array(64)
  private filled = 0
  private total = 0

  update(bytes: Uint8Array): this {
    const { length } = bytes
    this.total += length
    let at = 0
    if (this.filled > 0) {
      while (this.filled < 64 && at < length) this.block[this.filled++] = bytes[at++]!
      if (this.filled < 64) return this
      this.compress(this.block, 0)
      this.filled = 0
    }
    for (; at + 64 <= length; at += 64) this.compress(bytes, at)
    while (at < length) this.block[this.filled++] = bytes[at++]!
    return this
  }

  /** The digest of all that was fed so far; more may follow. */
  bytes(): Uint8Array {
    const end = new Sha256()
    end.state.set(this.state)
    const { total, filled } = this
    const tail = new Uint8Array(filled < 56 ? 64 : 128)
    tail.set(this.block.subarray(0, filled))
    tail[filled] = 0x80
    const view = new DataView(tail.buffer)
    view.setUint32(tail.length - 8, Math.floor(total / 0x20000000))
    view.setUint32(tail.length - 4, (total * 8) | 0)
    end.update(tail)
    const result = new Uint8Array(32)
    const out = new DataView(result.buffer)
    end.state.forEach((word, index) => { out.setInt32(index * 4, word) })
    return result
  }

  hex(): string {
    return toHex(this.bytes())
  }

  private compress(bytes: Uint8Array, at: number): void {
    const { words, state } = this
    for (let i = 0; i < 16; i++, at += 4) {
      words[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
    }
    mixSha256(state, words)
  }
}

/** One block into a state: the first sixteen of 64 words are the block, the others are worked out here. */
export function mixSha256(state: Int32Array, words: Int32Array): void {
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15]!
    const y = words[i - 2]!
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    words[i] = (words[i - 16]! + s0 + words[i - 7]! + s1) | 0
  }
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  let e = state[4]!
  let f = state[5]!
  let g = state[6]!
  let h = state[7]!
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + (g ^ (e & (f ^ g))) + K[i]! + words[i]!) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] = (state[0]! + a) | 0
  state[1] = (state[1]! + b) | 0
  state[2] = (state[2]! + c) | 0
  state[3] = (state[3]! + d) | 0
  state[4] = (state[4]! + e) | 0
  state[5] = (state[5]! + f) | 0
  state[6] = (state[6]! + g) | 0
  state[7] = (state[7]! + h) | 0
}

export function sha256(bytes: Uint8Array): string {
  return new Sha256().update(bytes).hex()
}

export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += (byte < 16 ? '0' : '') + byte.toString(16)
  return text
}

/**
 * The constants are the first 32 bits of the fractional parts of the square roots of the first 8 primes, and of the cube
 * roots of the first 64. Whole-number arithmetic finds them exactly.
 */
function fillConstants(): void {
  let found = 0
  for (let n = 2; found < 64; n++) {
    let prime = true
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false
    if (!prime) continue
    if (found < 8) SHA256_START[found] = Number(root(BigInt(n) << 64n, 2n) & 0xffffffffn) | 0
    K[found++] = Number(root(BigInt(n) << 96n, 3n) & 0xffffffffn) | 0
  }
}

/** The largest whole number whose power is at most n. */
function root(n: bigint, power: bigint): bigint {
  let low = 0n
  let high = 1n << 40n
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** power <= n) low = middle
    else high = middle
  }
  return low
}
