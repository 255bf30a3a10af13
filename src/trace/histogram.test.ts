import { expect, test } from 'vitest'
import { BUCKETS, bucketOf, percentile } from './histogram.ts'

const counted = (values: readonly number[]): Uint32Array => {
  const counts = new Uint32Array(BUCKETS)
  for (const value of values) counts[bucketOf(value)]!++
  return counts
}

test('half of the values are nothing: the median is nothing, not a part of the first bucket', () => {
  const values = [...Array.from({ length: 50 }, () => 0), ...Array.from({ length: 50 }, () => 100)]
  expect([0.25, 0.5, 0.51, 0.99].map((p) => percentile(counted(values), p, 0, 100))).toEqual([0, 0, 100, 100])
})

test('a percentile is the nearest rank, within 3.1 % of the value and never outside of what was seen', () => {
  const values = Array.from({ length: 1_000 }, (_, at) => at + 1)
  for (const p of [0.01, 0.5, 0.9, 0.99, 1]) {
    const exact = Math.ceil(p * 1_000)
    expect(Math.abs(percentile(counted(values), p, 1, 1_000) - exact) / exact).toBeLessThan(0.032)
  }
  expect(percentile(counted([7]), 0.5, 7, 7)).toBe(7)
  expect(percentile(counted([]), 0.5, 0, 0)).toBeNaN()
})
