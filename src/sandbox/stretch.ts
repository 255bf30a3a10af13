/** Hashes of long data and the rounds of PBKDF2, which code asks of the host: in the engine a thousand rounds would take two seconds. */
import { mixSha256, SHA256_START } from '../base/sha256.ts'

/** One block into a state, both as words of 32 bits. */
interface Kind {
  readonly start: readonly number[]
  readonly blockWords: number
  readonly mix: (state: Int32Array, block: Int32Array) => void
  /** Of a round, which is two blocks. *Simplified:* up to twice what Node takes. */
  readonly steps: number
}

/** Each text is hex; undefined for a hash that is not here. The first sum is made already; what follows is added to it. */
export function stretched(name: string, key: string, first: string, rounds: number): string {
  const kind = kinds[name]!
  const words = first.length / 8
  const pad = (mask: number): Int32Array => {
    const state = Int32Array.from(kind.start)
    kind.mix(state, Int32Array.from({ length: kind.blockWords }, (_, i) => word(key, i) ^ mask))
    return state
  }
  const inner = pad(0x36363636)
  const outer = pad(0x5c5c5c5c)
  const sum = Int32Array.from({ length: words }, (_, i) => word(first, i))
  const block = new Int32Array(kind.blockWords)
  block.set(sum)
  block[words] = 0x80000000
  block[kind.blockWords - 1] = (kind.blockWords + words) * 32
  const state = new Int32Array(kind.start.length)
  for (let i = 1; i < rounds; i++) {
    state.set(inner)
    kind.mix(state, block)
    for (let k = 0; k < words; k++) block[k] = state[k]!
    state.set(outer)
    kind.mix(state, block)
    for (let k = 0; k < words; k++) sum[k] = sum[k]! ^ (block[k] = state[k]!)
  }
  return Array.from(sum, (one) => (one >>> 0).toString(16).padStart(8, '0')).join('')
}

/** Of bytes as hex, as hex. */
export function digested(name: string, hex: string): string {
  const { start, blockWords, mix } = kinds[name]!
  const bytes = hex.length >> 1
  const size = blockWords * 4
  const total = Math.ceil((bytes + 1 + size / 8) / size) * size
  const view = new DataView(new ArrayBuffer(total))
  for (let i = 0; i < bytes; i++) view.setUint8(i, (digit(hex.charCodeAt(i * 2)) << 4) | digit(hex.charCodeAt(i * 2 + 1)))
  view.setUint8(bytes, 0x80)
  view.setUint32(total - 4, (bytes * 8) >>> 0)
  view.setUint32(total - 8, Math.floor(bytes / 536_870_912))
  const state = Int32Array.from(start)
  const block = new Int32Array(blockWords)
  for (let at = 0; at < total; at += size) {
    for (let i = 0; i < blockWords; i++) block[i] = view.getInt32(at + i * 4)
    mix(state, block)
  }
  const all = Array.from(state, (one) => (one >>> 0).toString(16).padStart(8, '0')).join('')
  return name === 'sha384' ? all.slice(0, 96) : all
}
const digit = (code: number): number => (code < 58 ? code - 48 : (code | 32) - 87) & 15

/** *Simplified:* two to four nanoseconds for each byte on a whole vCPU, as Node takes. */
export const digestSteps = (name: string, hex: string): number | undefined => (Object.hasOwn(kinds, name) ? hex.length / 2 / (name === 'sha256' ? 6 : 12) : undefined)

/** Undefined for what nobody may ask. */
export function stretchSteps(name: string, key: string, first: string, rounds: number): number | undefined {
  const kind = Object.hasOwn(kinds, name) ? kinds[name]! : undefined
  if (!kind || !Number.isInteger(rounds) || rounds < 1 || key.length !== kind.blockWords * 8 || first.length > kind.start.length * 8 || first.length % 8 !== 0) return undefined
  return rounds * kind.steps
}

const word = (hex: string, i: number): number => Number.parseInt(hex.slice(i * 8, i * 8 + 8) || '0', 16) | 0
const turned = (word: number, by: number): number => (word << by) | (word >>> (32 - by))

const w1 = new Int32Array(80)
function sha1(state: Int32Array, block: Int32Array): void {
  for (let i = 0; i < 80; i++) w1[i] = i < 16 ? block[i]! : turned(w1[i - 3]! ^ w1[i - 8]! ^ w1[i - 14]! ^ w1[i - 16]!, 1)
  let [a, b, c, d, e] = state as unknown as [number, number, number, number, number]
  for (let i = 0; i < 80; i++) {
    const mixed = i < 20 ? ((b & c) | (~b & d)) + 0x5a827999 : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1 : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc : (b ^ c ^ d) + 0xca62c1d6
    const next = (turned(a, 5) + mixed + e + w1[i]!) | 0
    e = d
    d = c
    c = turned(b, 30)
    b = a
    a = next
  }
  add(state, [a, b, c, d, e])
}

/** Fractional parts of roots of primes, as the standard defines its constants. */
const PRIMES: number[] = []
for (let n = 2; PRIMES.length < 80; n++) if (PRIMES.every((prime) => n % prime !== 0)) PRIMES.push(n)
function root(n: number, power: number): bigint {
  const wanted = BigInt(n) << BigInt(64 * power)
  let low = 0n
  let high = 1n << 74n
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** BigInt(power) <= wanted) low = middle
    else high = middle
  }
  return BigInt.asUintN(64, low)
}
const pairs = (all: readonly bigint[]): number[] => all.flatMap((one) => [Number(one >> 32n) | 0, Number(one & 0xffffffffn) | 0])
const SQUARES = PRIMES.slice(0, 16).map((prime) => root(prime, 2))
const K512 = Int32Array.from(pairs(PRIMES.map((prime) => root(prime, 3))))

const w256 = new Int32Array(64)
function sha256(state: Int32Array, block: Int32Array): void {
  w256.set(block)
  mixSha256(state, w256)
}
function add(state: Int32Array, words: readonly number[]): void {
  for (let i = 0; i < words.length; i++) state[i] = state[i]! + words[i]!
}

/** Words of 64 bits as two of 32; sums carry by the low halves, added without sign. */
const w512 = new Int32Array(160)
const v = new Int32Array(16)
function sha512(state: Int32Array, block: Int32Array): void {
  w512.set(block)
  for (let i = 32; i < 160; i += 2) {
    const xh = w512[i - 30]!, xl = w512[i - 29]!, yh = w512[i - 4]!, yl = w512[i - 3]!
    const ah = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7)
    const al = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25))
    const bh = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6)
    const bl = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26))
    const low = (al >>> 0) + (w512[i - 13]! >>> 0) + (bl >>> 0) + (w512[i - 31]! >>> 0)
    w512[i] = ah + w512[i - 14]! + bh + w512[i - 32]! + Math.floor(low / 4294967296)
    w512[i + 1] = low | 0
  }
  v.set(state)
  for (let i = 0; i < 160; i += 2) {
    const eh = v[8]!, el = v[9]!, ah = v[0]!, al = v[1]!
    const sh = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23))
    const sl = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23))
    const oneLow = (v[15]! >>> 0) + (sl >>> 0) + (((el & v[11]!) ^ (~el & v[13]!)) >>> 0) + (K512[i + 1]! >>> 0) + (w512[i + 1]! >>> 0)
    const oneHigh = (v[14]! + sh + ((eh & v[10]!) ^ (~eh & v[12]!)) + K512[i]! + w512[i]! + Math.floor(oneLow / 4294967296)) | 0
    const th = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25))
    const tl = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25))
    const twoLow = (tl >>> 0) + (((al & v[3]!) ^ (al & v[5]!) ^ (v[3]! & v[5]!)) >>> 0)
    const twoHigh = (th + ((ah & v[2]!) ^ (ah & v[4]!) ^ (v[2]! & v[4]!)) + Math.floor(twoLow / 4294967296)) | 0
    const dLow = (v[7]! >>> 0) + ((oneLow | 0) >>> 0)
    const dHigh = v[6]! + oneHigh + Math.floor(dLow / 4294967296)
    v.copyWithin(2, 0, 14)
    v[8] = dHigh
    v[9] = dLow | 0
    const aLow = ((oneLow | 0) >>> 0) + ((twoLow | 0) >>> 0)
    v[0] = oneHigh + twoHigh + Math.floor(aLow / 4294967296)
    v[1] = aLow | 0
  }
  for (let i = 0; i < 16; i += 2) {
    const low = (state[i + 1]! >>> 0) + (v[i + 1]! >>> 0)
    state[i] = state[i]! + v[i]! + Math.floor(low / 4294967296)
    state[i + 1] = low | 0
  }
}

const kinds: { readonly [name: string]: Kind } = {
  sha1: { start: [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0], blockWords: 16, mix: sha1, steps: 40 },
  sha256: { start: [...SHA256_START], blockWords: 16, mix: sha256, steps: 40 },
  sha384: { start: pairs(SQUARES.slice(8)), blockWords: 32, mix: sha512, steps: 120 },
  sha512: { start: pairs(SQUARES.slice(0, 8)), blockWords: 32, mix: sha512, steps: 120 },
}
