import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Config } from '../drawing/fields.ts'
import { record } from '../testkit/record.ts'
import type { Sketchbook } from '../testkit/simulate.ts'
import { type Lane, lanesOf } from './lanes.ts'

const LETTERS = '·wxibf'
const draw = ({ states }: Lane): string => [...states].map((state) => LETTERS[state]).join('')
const shop = (book: Sketchbook, client: Config, fn: Config) => {
  book.add('client', 'shop', client)
  book.add('lambda', 'quote', { init: 'constant', initMs: 0, ...fn })
  book.wire('shop', 'quote')
}

test('LAM-LC-02 an environment initialises, works, rests and goes: one lane shows all of it', () => {
  const run = record({ forSec: 20 }, (book) => shop(book, { rps: 1, forMs: 3_000 }, { initMs: 1_000, ioMs: 500, idleEndSec: 5 }))
  const { lanes, each, alive } = lanesOf(run, 1, 0, 20e6, 40, 100)
  expect(each).toBe(1)
  // Half a second in each column. The second request finds the first environment still initialising; the third finds that one idle.
  expect(lanes.map(draw)).toEqual([
    'iibwbwwwwwwwwwwx························',
    '··iibwwwwwwwwwwx························',
  ])
  expect(alive.at(-1)).toBe(0)
})

test('LAM-RC-01 refusals stand in the column of their instant, above the reservation that caused them', () => {
  const run = record({ forSec: 3 }, (book) => shop(book, { pattern: 'burst', burstSize: 10, burstEveryMs: 1_000 }, { reserved: 4, ioMs: 300 }))
  const { lanes, busy, throttled } = lanesOf(run, 1, 0, 3e6, 3, 100)
  expect(lanes.length).toBe(4)
  expect([...busy]).toEqual([4, 4, 4])
  expect([...throttled]).toEqual([6, 6, 6])
})

test('a handler that fails is told from one that returns, and what comes before the window is known', () => {
  const run = record({ forSec: 10 }, (book) => shop(book, { rps: 1 }, { ioMs: 500, failFirst: 3 }))
  expect(draw(lanesOf(run, 1, 0, 10e6, 20, 9).lanes[0]!)).toBe('fwfwfwbwbwbwbwbwbwbw')
  expect(draw(lanesOf(run, 1, 6.6e6, 6.9e6, 3, 9).lanes[0]!)).toBe('www')
})

test('LAM-PC-02 environments that were made ahead are marked', () => {
  const run = record({ forSec: 5 }, (book) => shop(book, { rps: 1 }, {
    ioMs: 100, versions: [{ number: 1, settings: '' }], aliases: [{ name: 'live', version: 1, additional: null, weight: 0 }],
    provisioned: [{ qualifier: 'live', environments: 2, readyAtStart: true, target: 0, min: 1, max: 100 }],
  }))
  expect(lanesOf(run, 1, 0, 5e6, 5, 9).lanes.map(({ ahead }) => ahead)).toEqual([true, true, false])
})

test('environments that are too many share lanes, and none is lost', () => {
  const run = record({ forSec: 2 }, (book) => shop(book, { pattern: 'burst', burstSize: 25, burstEveryMs: 5_000 }, { ioMs: 100 }))
  const { lanes, each, environments, busy } = lanesOf(run, 1, 0, 2e6, 4, 10)
  expect([lanes.length, each, environments, busy[0]]).toEqual([9, 3, 25, 25])
})

test('peaks do not depend on how the span is cut', () => {
  const run = record({ forSec: 30, mode: 'realistic', seed: 5 }, (book) => shop(book, { pattern: 'poisson', rps: 30 }, { ioMs: 200, duration: 'exponential' }))
  fc.assert(fc.property(fc.integer({ min: 1, max: 400 }), (columns) => {
    const whole = lanesOf(run, 1, 0, 30e6, columns, 1_000)
    expect(Math.max(...whole.busy)).toBe(Math.max(...lanesOf(run, 1, 0, 30e6, 1, 1_000).busy))
  }), { numRuns: 20 })
})
