import { expect, test } from 'vitest'
import { record } from '../testkit/record.ts'
import { tellBetween, tellInstant } from './twin.ts'

const run = record({ forSec: 10 }, (book) => {
  book.add('client', 'Partners', { pattern: 'burst', burstSize: 3, burstEveryMs: 1_000 })
  book.add('lambda', 'quote', { reserved: 2, ioMs: 300, init: 'constant', initMs: 0 })
  book.add('sqs', 'orders')
  book.wire('Partners', 'quote')
})

test('outcomes: how many ended how, who went cold, and what went wrong where', () => {
  expect(tellBetween(run, -1, 500_000, 'outcomes')).toBe('At 0:00.500: 1 throttled, 2 succeeded; 2 cold starts; quote throttled.')
  expect(tellBetween(run, 999_999, 3_000_000, 'outcomes')).toBe('At 0:03.000: 3 throttled, 4 succeeded; quote throttled 3 times.')
})

test('hops: each row in words, and how many more there are', () => {
  expect(tellBetween(run, 1_000_000, 1_300_000, 'hops')).toBe(
    '0:01.300 quote handler returned, message 4, 300 ms · environment 2. 0:01.300 Partners → quote answered, message 4, 200. 0:01.300 quote handler returned, message 5, 300 ms · environment 1. 0:01.300 Partners → quote answered, message 5, 200.',
  )
  expect(tellBetween(run, 999_999, 1_000_000, 'hops')).toMatch(/ And \d+ more\.$/)
})

test('where nothing happens nothing is said', () => {
  expect(tellBetween(run, 400_000, 900_000, 'outcomes')).toBe('')
  expect(tellBetween(run, 400_000, 900_000, 'hops')).toBe('')
})

test('an instant is told by what everybody holds', () => {
  expect(tellInstant(run, 1_100_000)).toBe('0:01.100: quote 2 busy, 0 idle; orders 0 waiting, 0 in flight.')
})

test('API-52 what is pushed down an open connection is no answer', () => {
  const posted = record({ forSec: 10 }, (book) => {
    book.add('client', 'people', { rps: 1, forMs: 0 })
    book.add('websocketApi', 'chat', { connections: 1 })
    book.add('lambda', 'talks')
    book.add('client', 'clock', { pattern: 'burst', burstSize: 1, forMs: 1, startAtMs: 5_000 })
    book.add('lambda', 'posts', { ioMs: 300, init: 'constant', initMs: 0 })
    book.wire('people', 'chat')
    book.wire('chat', 'talks')
    book.wire('clock', 'posts')
    book.wire('posts', 'chat')
  })
  const told = tellBetween(posted, 5_299_999, 5_300_000, 'hops')
  expect(told.match(/people → chat pushed to the connection, message \d+\./g)).toHaveLength(1)
  expect(told).not.toMatch(/people → chat answered/)
})
