import { expect, test } from 'vitest'
import { fromShare, toShare } from './slider-scale.ts'

test('both ends of a slider are the ends of the range', () => {
  for (const [min, max, step] of [[0, 1, 0.1], [128, 10_240, 1], [1, 900, 1]] as const) {
    expect(fromShare(0, min, max, step)).toBe(min)
    expect(fromShare(1, min, max, step)).toBe(max)
    expect(toShare(min, min, max)).toBe(0)
    expect(toShare(max, min, max)).toBe(1)
  }
})

test('a wide range gives small values room', () => {
  expect(toShare(30, 1, 900)).toBeGreaterThan(0.3)
  expect(toShare(50, 0, 100)).toBe(0.5)
})

test('dragging gives values on the step, rounded to what a person would choose', () => {
  expect(fromShare(0.5, 0, 10, 1) % 1).toBe(0)
  expect(fromShare(0.9, 0, 100_000, 1) % 1_000).toBe(0)
})
