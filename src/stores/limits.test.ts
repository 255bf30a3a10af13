import { expect, test } from 'vitest'
import { record } from '../testkit/record.ts'
import { limitsReached } from './limits.ts'

const crowd = (reserved: number) => record({ forSec: 10 }, (book) => {
  book.add('client', 'shop', { pattern: 'burst', burstSize: 5, burstEveryMs: 4_000 })
  book.add('lambda', 'quote', { reserved, ioMs: 300, init: 'constant', initMs: 0 })
  book.wire('shop', 'quote')
})

test('LAM-RC-01 a limit that refused is told with its figure, from when to when, and how often', () => {
  const run = crowd(3)
  expect(limitsReached(run, 10e6)).toEqual([{ name: 'quote', limit: 'ReservedFunctionConcurrentInvocationLimitExceeded, 3', first: 0, last: 8e6, times: 6 }])
  expect(limitsReached(run, 3e6)).toMatchObject([{ first: 0, last: 0, times: 2 }])
})

test('LAM-RC-01 a reservation that was just enough is told, too', () => {
  expect(limitsReached(crowd(5), 10e6)).toEqual([{ name: 'quote', limit: 'all 5 reserved environments busy, and nothing refused', first: 0, last: 8e6, times: 0 }])
  expect(limitsReached(crowd(6), 10e6)).toEqual([])
})

test('what a fault refuses came up against no limit', () => {
  const run = record({ forSec: 10, faults: [{ id: 'f1', on: 'n2', kind: 'throttle', atSec: 0, forSec: 10, config: {} }] }, (book) => {
    book.add('client', 'shop', { rps: 1 })
    book.add('lambda', 'quote', {})
    book.wire('shop', 'quote')
  })
  expect(limitsReached(run, 10e6)).toEqual([])
})
