/** The mixing of scrypt (RFC 7914), which code asks of the host: in the engine it would take a hundred times as long. */
import { assert } from '../base/assert.ts'

/** Steps for each block of 64 bytes that is mixed: a quarter of a microsecond on a whole vCPU, about what Node takes. */
export const STEPS_PER_BLOCK = 10
/** *Simplified:* 64 MB of table at most, as much as code in a function would be given for this. */
export const MOST_TABLE_BYTES = 67_108_864

/** How much work and room it is; undefined for what nobody may ask. */
export function scryptSize(hex: string, cost: number, blockSize: number): { readonly steps: number; readonly bytes: number } | undefined {
  const whole = Number.isInteger(cost) && Number.isInteger(blockSize) && cost > 1 && blockSize > 0
  const bytes = 128 * cost * blockSize
  if (!whole || (cost & (cost - 1)) !== 0 || bytes > MOST_TABLE_BYTES || hex.length !== blockSize * 256) return undefined
  return { steps: cost * blockSize * 4 * STEPS_PER_BLOCK, bytes }
}

export function scryptMix(hex: string, cost: number, blockSize: number): string {
  const size = blockSize * 32
  const view = new DataView(Uint8Array.from({ length: size * 4 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16)).buffer)
  let block = new Int32Array(size)
  for (let i = 0; i < size; i++) block[i] = view.getInt32(i * 4, true)
  let next = new Int32Array(size)
  const table = new Int32Array(size * cost)
  for (let i = 0; i < cost; i++) {
    table.set(block, i * size)
    mix(block, next, blockSize)
    ;[block, next] = [next, block]
  }
  for (let i = 0; i < cost; i++) {
    const at = (block[size - 16]! & (cost - 1)) * size
    for (let k = 0; k < size; k++) block[k] = block[k]! ^ table[at + k]!
    mix(block, next, blockSize)
    ;[block, next] = [next, block]
  }
  for (let i = 0; i < size; i++) view.setInt32(i * 4, block[i]!, true)
  return Array.from(new Uint8Array(view.buffer), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const x = new Int32Array(16)
const y = new Int32Array(16)
function mix(from: Int32Array, to: Int32Array, blockSize: number): void {
  assert(from.length === blockSize * 32, 'a block has its size')
  const last = from.length - 16
  for (let i = 0; i < 16; i++) x[i] = from[last + i]!
  for (let block = 0; block < blockSize * 2; block++) {
    for (let i = 0; i < 16; i++) y[i] = x[i] = x[i]! ^ from[block * 16 + i]!
    for (let round = 0; round < 4; round++) {
      for (let i = 0; i < 4; i++) quarter(i * 5, (i * 5 + 4) & 15, (i * 5 + 8) & 15, (i * 5 + 12) & 15)
      for (let i = 0; i < 4; i++) quarter(i * 5, i * 4 + ((i + 1) & 3), i * 4 + ((i + 2) & 3), i * 4 + ((i + 3) & 3))
    }
    const at = ((block >> 1) + (block & 1) * blockSize) * 16
    for (let i = 0; i < 16; i++) to[at + i] = x[i] = (x[i]! + y[i]!) | 0
  }
}
function quarter(a: number, b: number, c: number, d: number): void {
  x[b] = x[b]! ^ turned(x[a]! + x[d]!, 7)
  x[c] = x[c]! ^ turned(x[b]! + x[a]!, 9)
  x[d] = x[d]! ^ turned(x[c]! + x[b]!, 13)
  x[a] = x[a]! ^ turned(x[d]! + x[c]!, 18)
}
const turned = (word: number, by: number): number => (word << by) | (word >>> (32 - by))
