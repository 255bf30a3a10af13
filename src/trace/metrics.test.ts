import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MetricView } from './metric-view.ts'
import { metric } from './metric.ts'
import { MetricStore } from './metrics.ts'
import type { Statistic } from './reading.ts'

const COUNT = metric('Invocations', 'count')
const VALUE = metric('Duration', 'value', 'ms')
const LEVEL = metric('ConcurrentExecutions', 'level')

const write = (store: MetricStore, slot: number, value: number, at: number): void => store.note(slot, value, at)

interface Write {
  readonly at: number
  readonly value: number
}

/** Times that mostly move on, by little or by much, and are sometimes dated back up to 15 minutes. */
const writes = fc
  .array(fc.record({ step: fc.oneof(fc.nat(3e6), fc.nat(3e6), fc.nat(4e9)), back: fc.oneof(fc.constant(0), fc.nat(9e8)), value: fc.integer({ min: 0, max: 1e6 }) }), {
    minLength: 1, maxLength: 300,
  })
  .map((steps) => {
    let now = 0
    return steps.map(({ step, back, value }): Write => {
      now += step
      return { at: Math.max(0, now - back), value }
    })
  })

const range = (list: readonly Write[], from: number, to: number) => list.filter(({ at }) => at >= from * 1e6 && at < to * 1e6).map(({ value }) => value)
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

function nearestRank(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(1, Math.ceil(share * sorted.length - 1e-9)) - 1]!
}

test('sums, counts and extremes are exact, in all and in every minute', () => {
  fc.assert(
    fc.property(writes, (list) => {
      const store = new MetricStore()
      const slot = store.define(0, COUNT)
      for (const { at, value } of list) write(store, slot, value, at)
      const values = list.map(({ value }) => value)
      const all = store.summary(slot)
      expect([all.sum, all.count, all.min, all.max]).toEqual([sumOf(values), values.length, Math.min(...values), Math.max(...values)])
      const end = Math.ceil(Math.max(...list.map(({ at }) => at)) / 6e7 + 1) * 60
      const minutes = store.series(slot, 0, end, 60, 'sum')
      minutes.forEach((sum, minute) => { expect(sum).toBe(sumOf(range(list, minute * 60, minute * 60 + 60))) })
      const hours = store.series(slot, 0, end, 3_600, 'count')
      hours.forEach((count, hour) => { expect(count).toBe(range(list, hour * 3_600, hour * 3_600 + 3_600).length) })
    }),
    { numRuns: 60 },
  )
})

test('the newest hour is known by the second', () => {
  const store = new MetricStore()
  const slot = store.define(0, COUNT)
  for (let second = 0; second < 10_000; second++) write(store, slot, second, second * 1e6 + 999_999)
  const newest = store.series(slot, 6_400, 10_000, 1, 'sum')
  newest.forEach((sum, i) => { expect(sum).toBe(6_400 + i) })
})

test('percentiles are within 3.1 % of the nearest rank, in all and in every minute', () => {
  fc.assert(
    fc.property(writes, (list) => {
      const store = new MetricStore()
      const slot = store.define(0, VALUE)
      for (const { at, value } of list) write(store, slot, value + 1, at)
      const close = (found: number, values: readonly number[], share: number) => {
        const exact = nearestRank(values.map((value) => value + 1), share)
        expect(Math.abs(found - exact) / exact).toBeLessThanOrEqual(0.03125)
      }
      const all = store.summary(slot)
      const values = list.map(({ value }) => value)
      close(all.p50, values, 0.5)
      close(all.p95, values, 0.95)
      close(all.p99, values, 0.99)
      const end = Math.ceil(Math.max(...list.map(({ at }) => at)) / 6e7 + 1) * 60
      store.series(slot, 0, end, 60, 'p90').forEach((found, minute) => {
        const there = range(list, minute * 60, minute * 60 + 60)
        if (there.length === 0) expect(found).toBeNaN()
        else close(found, there, 0.9)
      })
    }),
    { numRuns: 40 },
  )
})

test('a level is weighed by how long it lasted', () => {
  const store = new MetricStore()
  const slot = store.define(0, LEVEL)
  write(store, slot, 0, 0)
  write(store, slot, 4, 30e6)
  write(store, slot, 1, 30.5e6)
  write(store, slot, 3, 7_200e6)
  const all = store.summary(slot, 7_210e6)
  expect(all.sum).toBeCloseTo(4 * 0.5 + 7_169.5 + 3 * 10, 9)
  expect([all.count, all.min, all.max]).toEqual([7_210, 0, 4])
  expect([...store.series(slot, 0, 120, 60, 'avg', 7_210e6)]).toEqual([(2 + 29.5) / 60, 1])
  expect([...store.series(slot, 7_198, 7_204, 2, 'avg', 7_203e6)]).toEqual([1, 3, 3])
  expect([...store.series(slot, 0, 180, 60, 'max')]).toEqual([4, 1, 1])
})

test('a peak at the first instant of a second is seen, though the rest of it is quiet', () => {
  const store = new MetricStore()
  const level = store.define(0, LEVEL)
  write(store, level, 0, 0)
  write(store, level, 3, 5e6)
  write(store, level, 1, 5e6)
  write(store, level, 2, 9e6)
  expect([...store.series(level, 4, 7, 1, 'max')]).toEqual([0, 3, 1])
  expect([...store.series(level, 4, 7, 1, 'min')]).toEqual([0, 1, 1])
})

test('levels add up whatever the steps are', () => {
  fc.assert(
    fc.property(writes, (list) => {
      const store = new MetricStore()
      const slot = store.define(0, LEVEL)
      const steps = [...list].sort((a, b) => a.at - b.at)
      let area = 0
      steps.forEach(({ at, value }, i) => {
        write(store, slot, value, at)
        if (i > 0) area += steps[i - 1]!.value * (at - steps[i - 1]!.at)
      })
      const end = Math.ceil(steps.at(-1)!.at / 6e7 + 1) * 60
      expect(store.summary(slot).sum * 1e6).toBeCloseTo(area, -Math.log10(area + 1) + 8)
      expect(sumOf([...store.series(slot, 0, end, 60, 'sum')])).toBeCloseTo(area / 1e6, 3)
    }),
    { numRuns: 40 },
  )
})

test('the page sees what the worker has, whenever it is told', () => {
  const statistics: readonly Statistic[] = ['sum', 'count', 'min', 'max', 'p50', 'p99']
  fc.assert(
    fc.property(writes, fc.integer({ min: 1, max: 50 }), (list, every) => {
      const store = new MetricStore()
      const view = new MetricView()
      const slots = [store.define(0, COUNT), store.define(0, VALUE), store.define(1, LEVEL)] as const
      let now = 0
      list.forEach(({ at, value }, i) => {
        now = Math.max(now, at)
        write(store, slots[0], value, at)
        write(store, slots[1], value, at)
        write(store, slots[2], value, now)
        if (i === 20) store.define(2, COUNT)
        // Now and then the page has lost a version, and is told everything.
        if (i % every === 0) view.apply(structuredClone(store.delta(i % 7 === 0 ? 0 : view.version, now)))
      })
      view.apply(structuredClone(store.delta(view.version, now)))
      expect(view.places).toEqual(store.places)
      // The newest seconds, and those where seconds give way to minutes.
      const spans = [100, 4_250].map((ago) => Math.max(0, Math.floor(now / 1e6) - ago))
      for (const slot of slots) {
        expect(view.summary(slot)).toEqual(store.summary(slot, now))
        for (const statistic of statistics) {
          expect(view.series(slot, 0, now / 1e6, 600, statistic)).toEqual(store.series(slot, 0, now / 1e6, 600, statistic, now))
          for (const from of spans) expect(view.series(slot, from, from + 250, 1, statistic)).toEqual(store.series(slot, from, from + 250, 1, statistic, now))
        }
      }
    }),
    { numRuns: 40 },
  )
})

test('a run of a billion seconds stays small: minutes grow longer instead of more', () => {
  const store = new MetricStore()
  const view = new MetricView()
  const slots = [store.define(0, COUNT), store.define(0, VALUE), store.define(0, LEVEL)] as const
  for (let i = 0; i <= 1_000; i++) {
    write(store, slots[0], 1, i * 1e12)
    write(store, slots[1], i, i * 1e12)
    write(store, slots[2], i, i * 1e12)
    if (i % 300 === 0) view.apply(store.delta(view.version, i * 1e12))
  }
  view.apply(store.delta(view.version, 1e15))
  for (const reader of [store, view]) {
    expect(reader.summary(slots[0]).sum).toBe(1_001)
    expect(reader.summary(slots[1]).p50).toBeGreaterThan(480)
    expect(reader.summary(slots[1]).p50).toBeLessThan(520)
    expect(reader.summary(slots[2]).avg).toBe(499.5)
    expect(sumOf([...reader.series(slots[0], 0, 1.1e9, 1e6, 'count')])).toBe(1_001)
  }
})

test('seconds without anything, and a level that lasts, cost the page next to nothing', () => {
  const store = new MetricStore()
  const view = new MetricView()
  const [count, level] = [store.define(0, COUNT), store.define(0, LEVEL)]
  write(store, count, 1, 0)
  write(store, level, 2, 0)
  view.apply(store.delta(0, 0))
  write(store, count, 1, 3_599e6)
  write(store, level, 3, 3_599e6)
  const delta = store.delta(view.version, 3_599e6)
  // An hour of seconds for each: four runs of rows, beside the minutes.
  expect(delta.numbers.length).toBeLessThan(100)
  view.apply(delta)
  for (const statistic of ['sum', 'count', 'min', 'max'] as const) {
    for (const slot of [count, level]) expect(view.series(slot, 0, 3_600, 1, statistic)).toEqual(store.series(slot, 0, 3_600, 1, statistic))
  }
})

test('a muted store ignores what it is told', () => {
  const store = new MetricStore({ muted: true })
  const slot = store.define(0, VALUE)
  write(store, slot, 5, 1)
  write(store, slot, 5, 1)
  write(store, slot, 5, 1)
  expect(store.summary(slot).count).toBe(0)
})
