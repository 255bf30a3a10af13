import { expect, test } from 'vitest'
import { services } from '../catalogue.ts'
import type { Sketchbook } from '../../testkit/simulate.ts'
import { simulate } from '../../testkit/simulate.ts'
import { worker } from '../../testkit/consumer.ts'

const all = { services: [...services, worker] }

/** A queue with a consumer by hand. */
function withWorker(drawing: Sketchbook, config = {}): void {
  drawing.add('sqs', 'orders', config)
  drawing.add('worker', 'hand')
  drawing.wire('orders', 'hand')
}
const stateOf = (run: ReturnType<typeof simulate>) => run.run.nodes.find((node) => node.name === 'hand')!.state

test('SQS-01 STM-07 a message is delayed, visible, in flight, visible once more, in flight again, and deleted', () => {
  const run = simulate({ ...all, forSec: 100 }, (drawing) => {
    withWorker(drawing, { delaySec: 10, visibilityTimeoutSec: 30 })
    drawing.at(0, 'orders', 'send', { body: 'a' })
    drawing.at(12, 'hand', 'receive')
    drawing.at(41, 'hand', 'receive')
    drawing.at(50, 'hand', 'receive')
    drawing.at(55, 'hand', 'delete', { which: 1 })
  })
  expect(run.story('orders', 'delayed', 'visible', 'leased', 'deleted')).toEqual([
    '0 delayed 1', '10 visible 1', '12 leased 1', '42 visible 1', '50 leased 1', '55 deleted 1',
  ])
  // Nothing was there at 41 s: the message was still in flight.
  expect(stateOf(run).counts).toEqual([1, 0, 1])
  expect(run.outcomes()).toEqual({ deleted: 1 })
})

test('STM-07 a receive whose visibility is set to nothing shows the message at once', () => {
  const run = simulate({ ...all, forSec: 100 }, (drawing) => {
    withWorker(drawing)
    drawing.at(0, 'orders', 'send', { body: 'a' })
    drawing.at(1, 'hand', 'receive')
    drawing.at(4, 'hand', 'release')
  })
  expect(run.story('orders', 'visible', 'leased')).toEqual(['0 visible 1', '1 leased 1', '4 visible 1'])
})

test('SQS-01 a message nobody deleted is gone when its retention is over, in flight only after its visibility timeout', () => {
  const run = simulate({ ...all, forSec: 200 }, (drawing) => {
    withWorker(drawing, { retentionSec: 60, visibilityTimeoutSec: 30 })
    drawing.at(0, 'orders', 'send', { body: 'first' })
    drawing.at(5, 'orders', 'send', { body: 'second' })
    drawing.at(50, 'hand', 'receive', { max: 1 })
  })
  expect(run.story('orders', 'leased', 'expired')).toEqual(['50 leased 1', '65 expired 2', '80 expired 1'])
  expect(run.rows.filter((row) => row.kind === 'expired').map((row) => row.a)).toEqual([60_000, 80_000])
  expect(run.outcomes()).toEqual({ expired: 2 })
})

test('SQS-01 a shorter retention holds for messages that are here already', () => {
  const run = simulate({ ...all, forSec: 200 }, (drawing) => {
    withWorker(drawing, { retentionSec: 1_000 })
    drawing.at(0, 'orders', 'send', { body: 'a' })
    drawing.at(100, 'orders', 'set', { retentionSec: 60 })
  })
  expect(run.story('orders', 'expired')).toEqual(['100 expired 1'])
})

test('SQS-02 a standard queue in realistic mode hands messages out of order; strict mode and the switch keep the order', () => {
  const order = (mode: 'strict' | 'realistic', disorder: boolean): number[] => {
    const run = simulate({ ...all, mode, forSec: 30, seed: 3 }, (drawing) => {
      withWorker(drawing, { disorder, duplicates: 0 })
      for (let i = 0; i < 10; i++) drawing.at(0, 'orders', 'send', { body: `m${i}` })
      drawing.at(1, 'hand', 'receive')
    })
    return run.rows.filter((row) => row.kind === 'leased').map((row) => row.message)
  }
  const sorted = (numbers: number[]): number[] => [...numbers].sort((a, b) => a - b)
  const mixed = order('realistic', true)
  expect(mixed).not.toEqual(sorted(mixed))
  expect(sorted(mixed)).toEqual(order('strict', true))
  expect(order('realistic', false)).toEqual(sorted(mixed))
})

test('GEN-13 SQS-02 a deleted message may come once more without any error; in strict mode it never does', () => {
  const twice = (mode: 'strict' | 'realistic'): number => {
    const run = simulate({ mode, forSec: 120, seed: 5 }, (drawing) => {
      drawing.add('client', 'shop', { rps: 50, forMs: 60_000 })
      drawing.add('sqs', 'orders', { duplicates: 1 })
      drawing.add('lambda', 'charge', { ioMs: 10 })
      drawing.wire('shop', 'orders')
      drawing.wire('orders', 'charge')
    })
    expect(run.metric('charge', 'Errors').sum).toBe(0)
    expect(run.outcomes()).toEqual({ deleted: 3_000 })
    expect(run.metric('orders', 'NumberOfMessagesReceived').sum).toBe(3_000 + run.count('orders', 'duplicated'))
    return run.count('orders', 'duplicated')
  }
  expect(twice('strict')).toBe(0)
  // 1 % of 3,000 is 30; three deviations are 16.
  const seen = twice('realistic')
  expect(seen).toBeGreaterThan(14)
  expect(seen).toBeLessThan(46)
})

test('SQS-03 at the limit of messages in flight a receive brings nothing, and the first delete makes room', () => {
  const run = simulate({ ...all, forSec: 20, quotas: { sqsInFlight: 3 } }, (drawing) => {
    withWorker(drawing)
    drawing.at(0, 'orders', 'send', { body: 'a', times: 5 })
    drawing.at(1, 'hand', 'receive')
    drawing.at(2, 'hand', 'receive')
    drawing.at(3, 'hand', 'delete')
    drawing.at(4, 'hand', 'receive')
  })
  expect(stateOf(run).counts).toEqual([3, 0, 1])
})

test('SQS-04 a receive brings ten messages at most, and a message above the maximum size is refused', () => {
  const run = simulate({ ...all, forSec: 20 }, (drawing) => {
    withWorker(drawing, { maximumMessageBytes: 2_048 })
    drawing.add('client', 'small', { pattern: 'burst', burstSize: 12, forMs: 1, sizeBytes: 2_048 })
    drawing.add('client', 'large', { pattern: 'burst', burstSize: 1, forMs: 1, sizeBytes: 2_049 })
    drawing.wire('small', 'orders')
    drawing.wire('large', 'orders')
    drawing.at(1, 'hand', 'receive', { max: 100 })
  })
  expect(stateOf(run).counts).toEqual([10])
  expect(run.metric('large', '4xx').sum).toBe(1)
  expect(run.metric('orders', 'NumberOfMessagesSent').sum).toBe(12)
  expect(run.metric('orders', 'SentMessageSize').max).toBe(2_048)
})

test('SQS-04 the course profile knows messages of 256 KiB at most', () => {
  const taken = (profile: 'current' | 'course'): number => {
    const run = simulate({ profile, forSec: 20 }, (drawing) => {
      drawing.add('client', 'shop', { pattern: 'burst', burstSize: 1, forMs: 1, sizeBytes: 262_145 })
      drawing.add('sqs', 'orders')
      drawing.wire('shop', 'orders')
    })
    return run.metric('orders', 'NumberOfMessagesSent').count
  }
  expect(taken('current')).toBe(1)
  expect(taken('course')).toBe(0)
})

test('SQS-09 a changed visibility counts from the change, shorter or longer, and never beyond twelve hours', () => {
  const run = simulate({ ...all, forSec: 50_000 }, (drawing) => {
    withWorker(drawing, { visibilityTimeoutSec: 30 })
    drawing.at(0, 'orders', 'send', { body: 'a', times: 3 })
    drawing.at(0, 'hand', 'receive')
    drawing.at(20, 'hand', 'hide', { which: 0, forSec: 5 })
    drawing.at(20, 'hand', 'hide', { which: 1, forSec: 100 })
    drawing.at(21, 'hand', 'hide', { which: 2, forSec: 43_200 })
    drawing.at(60, 'hand', 'hide', { which: 0, forSec: 5 })
  })
  expect(run.story('orders', 'visible')).toEqual([
    '0 visible 1', '0 visible 2', '0 visible 3', '25 visible 1', '120 visible 2', '43200 visible 3',
  ])
  // The last one came too late: that message was not in flight any more.
  expect(stateOf(run).hidden).toEqual([true, true, true, false])
})

test('SQS-09 a purge takes all messages, also delayed ones and those in flight; within a minute a second is refused', () => {
  const run = simulate({ ...all, forSec: 200 }, (drawing) => {
    withWorker(drawing)
    drawing.at(0, 'orders', 'send', { body: 'a', times: 2 })
    drawing.at(0, 'orders', 'send', { body: 'late', delaySec: 20 })
    drawing.at(1, 'hand', 'receive', { max: 1 })
    drawing.at(10, 'orders', 'purge')
    drawing.at(11, 'hand', 'delete')
    drawing.at(30, 'orders', 'send', { body: 'b' })
    drawing.at(69, 'orders', 'purge')
    drawing.at(70, 'orders', 'purge')
  })
  expect(run.story('orders', 'dropped', 'refused')).toEqual(['10 dropped 1', '10 dropped 3', '10 dropped 2', '69 refused', '70 dropped 4'])
  expect(run.metric('orders', 'NumberOfMessagesDeleted').count).toBe(0)
  expect(run.waiting()).toBe(0)
})

test('LAM-SQS-12 a message of a standard queue may have a delay of its own, and it overtakes', () => {
  const run = simulate({ ...all, forSec: 100 }, (drawing) => {
    withWorker(drawing, { delaySec: 60 })
    drawing.at(0, 'orders', 'send', { body: 'slow' })
    drawing.at(1, 'orders', 'send', { body: 'quick', delaySec: 5 })
  })
  expect(run.story('orders', 'visible')).toEqual(['6 visible 2', '60 visible 1'])
})

test('LAM-SQS-10 D-15 a receipt deletes until the message is received again; after that it deletes nothing', () => {
  const run = simulate({ ...all, forSec: 100 }, (drawing) => {
    withWorker(drawing, { visibilityTimeoutSec: 30 })
    drawing.at(0, 'orders', 'send', { body: 'a', times: 2 })
    drawing.at(0, 'hand', 'receive')
    // The first message shows since 30 s, and nobody received it yet.
    drawing.at(31, 'hand', 'delete', { which: 0 })
    drawing.at(32, 'hand', 'receive')
    drawing.at(33, 'hand', 'delete', { which: 1 })
    drawing.at(34, 'hand', 'delete', { which: 2 })
  })
  expect(run.story('orders', 'leased', 'deleted')).toEqual(['0 leased 1', '0 leased 2', '31 deleted 1', '32 leased 2', '34 deleted 2'])
})

test('SQS-12 levels, counts and the age of the oldest message, once a minute', () => {
  const run = simulate({ ...all, forSec: 200 }, (drawing) => {
    withWorker(drawing, { visibilityTimeoutSec: 30 })
    drawing.at(10, 'orders', 'send', { body: 'a', times: 4 })
    drawing.at(10, 'orders', 'send', { body: 'b', delaySec: 7 })
    drawing.at(15, 'hand', 'receive', { max: 3 })
    drawing.at(16, 'hand', 'delete', { which: 0 })
    drawing.at(18, 'hand', 'receive', { max: 10 })
    drawing.at(18, 'hand', 'receive', { max: 10 })
    drawing.at(130, 'orders', 'purge')
  })
  expect(run.metric('orders', 'NumberOfMessagesSent').sum).toBe(5)
  expect(run.metric('orders', 'NumberOfMessagesReceived').sum).toBe(5)
  expect(run.metric('orders', 'NumberOfMessagesDeleted').sum).toBe(1)
  expect(run.metric('orders', 'NumberOfEmptyReceives').sum).toBe(1)
  expect(run.metric('orders', 'ApproximateNumberOfMessagesVisible').max).toBe(4)
  expect(run.metric('orders', 'ApproximateNumberOfMessagesNotVisible').max).toBe(4)
  expect(run.metric('orders', 'ApproximateNumberOfMessagesDelayed').max).toBe(1)
  // At 60 s and 120 s; at 180 s the queue is empty.
  expect(run.metric('orders', 'ApproximateAgeOfOldestMessage')).toMatchObject({ count: 2, min: 50, max: 110 })
})

test('SQS-12 a message received more than three times does not count as the oldest', () => {
  const run = simulate({ ...all, forSec: 70 }, (drawing) => {
    withWorker(drawing, { visibilityTimeoutSec: 1 })
    drawing.at(0, 'orders', 'send', { body: 'poison' })
    for (const atSec of [2, 4, 6, 8]) drawing.at(atSec, 'hand', 'receive')
    drawing.at(20, 'orders', 'send', { body: 'fresh' })
  })
  expect(run.metric('orders', 'ApproximateAgeOfOldestMessage').max).toBe(40)
})
