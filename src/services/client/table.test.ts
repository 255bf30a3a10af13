import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { simulate } from '../../testkit/simulate.ts'
import { type Arrival, MOST_ARRIVALS, TABLE_PATTERN, tableOf, writeTable } from './table.ts'

const sends = (arrivals: readonly Arrival[], more: Config = {}) =>
  simulate({ forSec: 60 }, (drawing) => {
    drawing.add('client', 'people', { pattern: 'table', arrivals: writeTable(arrivals), ...more })
    drawing.add('lambda', 'fn', { ioMs: 1, poison: '"bad"' })
    drawing.wire('people', 'fn')
  })
const times = (run: ReturnType<typeof sends>) => run.rows.filter((row) => row.kind === 'request').map((row) => row.at)

test('SRC-05 a table: requests leave exactly at its times, whatever the order of its rows', () => {
  expect(times(sends([{ at: 1_500_000 }, { at: 0 }, { at: 1_500_000 }, { at: 33_333_333 }]))).toEqual([0, 1_500_000, 1_500_000, 33_333_333])
  // Neither span nor rate of other patterns has a say.
  expect(times(sends([{ at: 30_000_000 }], { forMs: 1_000, startAtMs: 5_000, rps: 7 }))).toEqual([30_000_000])
  expect(times(sends([]))).toEqual([])
})

test('SRC-05 a row may bring its own body', () => {
  const run = sends([{ at: 0, body: '{"item":"good"}' }, { at: 1_000_000, body: '{"item":"bad"}' }, { at: 2_000_000, body: '{"item":"good"}' }])
  expect(run.story('fn', 'finished', 'failed')).toEqual(['0.001 finished 1', '1.001 failed 2', '2.001 finished 3'])
})

test('SRC-05 SRC-10 a table that comes in mid-run is taken up from there', () => {
  const run = simulate({ forSec: 10 }, (drawing) => {
    drawing.add('client', 'people', { rps: 1 })
    drawing.add('lambda', 'fn', { ioMs: 1 })
    drawing.wire('people', 'fn')
    drawing.at(2.5, 'people', 'set', { pattern: 'table', arrivals: writeTable([{ at: 1_000_000 }, { at: 4_250_000 }]) })
  })
  expect(times(run)).toEqual([0, 1_000_000, 2_000_000, 4_250_000])
})

const arrival = fc.record({ at: fc.nat({ max: 86_400_000_000 }), body: fc.constantFrom('', '{"a":";]"}', 'é\n'), path: fc.constantFrom('/', '/x'), method: fc.constantFrom('GET', 'POST') }, { requiredKeys: ['at'] })

test('what is written is read again, and is what a drawing lets in', () => {
  fc.assert(
    fc.property(fc.array(arrival), (arrivals) => {
      const text = writeTable(arrivals)
      expect(text).toMatch(new RegExp(TABLE_PATTERN, 'u'))
      const table = tableOf(text)
      const sorted = [...arrivals].sort((a, b) => a.at - b.at)
      expect([...table.times]).toEqual(sorted.map(({ at }) => at))
      expect(sorted.map((_, row) => table.asked(row) ?? {})).toEqual(sorted.map(({ at, ...asked }) => asked))
    }),
    { seed: 20_261_121 },
  )
})

test('a hundred thousand arrivals are short, and what is no table is none', () => {
  const many = Array.from({ length: MOST_ARRIVALS }, (_, row) => ({ at: row * 36_000 + (row % 7) * 1_000 }))
  expect(writeTable(many).length).toBeLessThan(220_000)
  expect(tableOf(writeTable(many)).times).toHaveLength(MOST_ARRIVALS)
  expect([...tableOf('s;;{').times]).toEqual([])
  expect([...tableOf('sB;A;[').times]).toEqual([1_000_000])
  expect(tableOf('sB;AB;[7]').asked(0)).toEqual({})
})
