import fc from 'fast-check'
import { expect, test } from 'vitest'
import { record } from '../testkit/record.ts'
import type { Sketchbook } from '../testkit/simulate.ts'
import { HeldMessages, heldAt } from './held.ts'
import type { Recording } from './recording.ts'

const place = (run: Recording, name: string) => run.cast.nodes.findIndex((node) => node.name === name)
const at = (run: Recording, name: string, sec: number) => heldAt(run, sec * 1e6).get(place(run, name))
const counts = (run: Recording, name: string, sec: number) => Object.values(at(run, name, sec)?.counts ?? {})

/** Three messages by hand, read one by one by a function that always fails; the second receive moves them on. */
const failing = (book: Sketchbook) => {
  book.add('sqs', 'orders', { visibilityTimeoutSec: 30 })
  book.add('lambda', 'charge', { ioMs: 1_000, init: 'constant', initMs: 0, errorRate: 100, reserved: 5 })
  book.add('sqs', 'dead')
  book.wire('orders', 'charge', { config: { batchSize: 1 } })
  book.wire('orders', 'dead', { port: 'deadLetter', config: { maxReceiveCount: 2 } })
  book.at(1, 'orders', 'send', { body: '{"n":1}', times: 3 })
}

test('SQS-01 a received message is hidden until its time is over, then waits again, and then is moved', () => {
  const run = record({ forSec: 120 }, failing)
  expect(at(run, 'orders', 0.5)).toBeUndefined()
  expect(counts(run, 'orders', 1.5)).toEqual([0, 3, 0, 0])
  const hidden = at(run, 'orders', 1.5)!
  expect(hidden.nextAt).toBe(31e6)
  expect(hidden.oldest).toBe(1e6)
  expect(hidden.messages.map(({ times, until, since }) => [times, until, since])).toEqual([[1, 31e6, 1e6], [1, 31e6, 1e6], [1, 31e6, 1e6]])
  expect(at(run, 'orders', 32)!.messages.map(({ times }) => times)).toEqual([2, 2, 2])
  expect(counts(run, 'orders', 90)).toEqual([0, 0, 0, 0])
  expect(at(run, 'orders', 90)!.gone).toEqual({ deleted: 0, moved: 3, lost: 0 })
  expect(counts(run, 'dead', 90)).toEqual([3, 0, 0, 0])
})

test('SQS-09 a purge leaves nothing, in flight or delayed', () => {
  const run = record({ forSec: 30 }, (book) => {
    failing(book)
    book.at(2, 'orders', 'send', { body: '{}', delaySec: 20 })
    book.at(3, 'orders', 'purge')
  })
  expect(counts(run, 'orders', 2.5)).toEqual([0, 3, 1, 0])
  expect(at(run, 'orders', 2.5)!.messages.at(-1)!.until).toBe(22e6)
  expect(counts(run, 'orders', 3)).toEqual([0, 0, 0, 0])
  expect(at(run, 'orders', 3)!.gone.lost).toBe(4)
})

test('LAM-ASYNC-03 an event that failed waits a minute, then two', () => {
  const run = record({ forSec: 300 }, (book) => {
    book.add('client', 'shop', { rps: 1, forMs: 1, invocation: 'Event' })
    book.add('lambda', 'resize', { errorRate: 100, ioMs: 100, init: 'constant', initMs: 0 })
    book.wire('shop', 'resize')
  })
  const waits = (sec: number) => at(run, 'resize', sec)?.messages.map(({ hold, until, times }) => [hold, Math.round(until / 1e6), times])
  expect(waits(10)).toEqual([['retry', 60, 1]])
  expect(waits(100)).toEqual([['retry', 180, 2]])
  expect(waits(290)).toEqual([])
})

test('going there at once, step by step or from behind finds the same', () => {
  const run = record({ forSec: 60, mode: 'realistic', seed: 9 }, (book) => {
    book.add('client', 'shop', { rps: 3 })
    failing(book)
    book.wire('shop', 'orders')
  })
  const fresh = (sec: number) => [...heldAt({ ...run }, sec * 1e6)]
  // Copies are far apart: here so close that going back stands on one each time.
  const many = new HeldMessages(run, 7)
  many.seek(60e6)
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 5 }), (instants) => {
    for (const sec of instants) {
      expect([...heldAt(run, sec * 1e6)]).toEqual(fresh(sec))
      expect([...many.seek(sec * 1e6).held]).toEqual([...new HeldMessages(run).seek(sec * 1e6).held])
    }
  }), { numRuns: 8 })
})

test('what is held agrees with the metrics of the queue', () => {
  const run = record({ forSec: 60, seed: 4 }, failing)
  const level = (name: string) => {
    const slot = run.metrics.find(place(run, 'orders'), name)
    return run.metrics.current(slot)
  }
  const { counts } = at(run, 'orders', 60)!
  expect([counts.waiting, counts.inFlight, counts.delayed]).toEqual([
    level('ApproximateNumberOfMessagesVisible'), level('ApproximateNumberOfMessagesNotVisible'), 0,
  ])
})
