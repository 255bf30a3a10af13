import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { guestOf } from '../testkit/guest.ts'
import { HIGHEST, mended } from './engine.ts'

const bytes = new Uint8Array(readFileSync('node_modules/quickjs-wasi/quickjs.wasm'))

test('the engine of this version is mended, in one place', () => {
  const ours = mended(bytes)
  const changed = [...ours.keys()].filter((at) => ours[at] !== bytes[at])
  expect(ours.length).toBe(bytes.length)
  expect(changed.length).toBeGreaterThan(8)
  expect(changed.at(-1)! - changed[0]!).toBe(HIGHEST.length - 1)
  expect(WebAssembly.validate(ours)).toBe(true)
})

test('an engine in which that place is not found, or twice, is left as it is', () => {
  const none = mended(bytes)
  expect(mended(none)).toBe(none)
  const twice = new Uint8Array([...bytes, ...bytes])
  expect(mended(twice)).toBe(twice)
})

/** What was put into the engine, as a function of its own: a number's place among `size`. */
function placeOf(): (value: number) => number {
  const body = [0x00, 0x20, 0x00, 0xbd, ...HIGHEST, 0x0b]
  const type = [0x01, 0x06, 0x01, 0x60, 0x01, 0x7c, 0x01, 0x7f]
  const whole = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...type, 0x03, 2, 1, 0, 0x07, 5, 1, 1, 0x66, 0, 0, 0x0a, body.length + 2, 1, body.length, ...body]
  return new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(whole))).exports.f as (value: number) => number
}

test.each([
  ['whole numbers', (i: number) => i], ['negative ones', (i: number) => -i], ['multiples of 1,024', (i: number) => i * 1_024], ['times of day', (i: number) => 1_767_225_600_000 + i * 1_000],
  ['fractions', (i: number) => i / 3], ['cents', (i: number) => i / 100],
])('numbers are spread over the places of a Map: %s', (_what, value) => {
  const place = placeOf()
  for (const size of [256, 4_096, 65_536, 524_288]) {
    const counts = new Uint32Array(size)
    for (let i = 0; i < size; i++) counts[place(value(i)) & (size - 1)]! += 1
    // How many are looked at on the way to one of them, which by chance alone would be one and a half.
    const looks = counts.reduce((sum, count) => sum + (count * (count + 1)) / 2, 0) / size
    expect([size, looks < (size < 4_096 ? 8 : 2)]).toEqual([size, true])
  }
})

test('Map and Set keep numbers as before: zero is one, what is not a number too, and their order is that of their coming', () => {
  const { end, value } = guestOf(`export const handler = async () => {
    const map = new Map([[-0, 'a'], [NaN, 'b'], [1, 'c'], [1.5, 'd'], [1e300, 'e'], [-1, 'f'], [4294967296, 'g'], [Infinity, 'h']])
    for (let i = 0; i < 5000; i++) map.set(i * 3, i)
    return [map.get(0), map.get(0 / 0), map.get(3 / 2), map.get(1e300), map.get(2 ** 32), map.get(1 / 0), map.get(14997), map.get(14998) ?? null, map.size, [...map.keys()].slice(2, 6), new Set([1, 1.0, 2 / 2, 0, -0]).size]
  }`).invoke()
  expect([end?.kind, value]).toEqual(['returned', [0, 'b', 'd', 'e', 'g', 'h', 4999, null, 5007, [1, 1.5, 1e300, -1], 2]])
})
