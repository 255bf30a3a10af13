import { expect, test } from 'vitest'
import { over } from './stamps.ts'

const rgba = (red: number, green: number, blue: number, alpha: number): number => ((alpha << 24) | (blue << 16) | (green << 8) | red)

test('a soft edge over a dot mixes both, and stays as solid as the dot', () => {
  expect(over(rgba(200, 0, 100, 51), rgba(100, 50, 0, 255))).toBe(rgba(120, 40, 20, 255))
})

test('over an edge that is soft itself each counts by what is seen of it', () => {
  // Half of the one, and of the other half a half: 127.5 and 63.75 of 255.
  const mixed = over(rgba(255, 0, 0, 128), rgba(0, 0, 255, 128))
  expect(mixed >>> 24).toBe(192)
  expect(mixed & 255).toBe(170)
  expect((mixed >>> 16) & 255).toBe(85)
})
