import { expect, test } from 'vitest'
import { simulate, type Sketchbook } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'
import { worker } from '../../testkit/consumer.ts'

const all = { services: [...services, worker] }

function withWorker(drawing: Sketchbook, config = {}): void {
  drawing.add('sqs', 'orders.fifo', { type: 'fifo', ...config })
  drawing.add('worker', 'hand')
  drawing.wire('orders.fifo', 'hand')
}
const send = (drawing: Sketchbook, body: string, group: string, rest = {}): void => drawing.at(0, 'orders.fifo', 'send', { body, group, ...rest })
const countsOf = (run: ReturnType<typeof simulate>): number[] => run.run.nodes.find((node) => node.name === 'hand')!.state.counts
/** "seconds body", as received. */
const received = (run: ReturnType<typeof simulate>): string[] =>
  run.run.nodes.find((node) => node.name === 'hand')!.state.events.map((event: { Records: { body: string }[] }) => event.Records.map((record) => record.body).join(' '))

test('SQS-05 STM-07 a group with a message in flight is locked: others go on, it waits for the delete', () => {
  const run = simulate({ ...all, forSec: 100 }, (drawing) => {
    withWorker(drawing)
    for (const body of ['a1', 'a2', 'a3']) send(drawing, body, 'a')
    for (const body of ['b1', 'b2']) send(drawing, body, 'b')
    drawing.at(1, 'hand', 'receive', { max: 1 })
    drawing.at(2, 'hand', 'receive', { max: 10 })
    drawing.at(3, 'hand', 'receive', { max: 10 })
    drawing.at(4, 'hand', 'delete', { which: 0 })
    drawing.at(5, 'hand', 'receive', { max: 10 })
  })
  expect(received(run)).toEqual(['a1', 'b1 b2', '', 'a2 a3'])
})

test('D-14 SQS-05 a receive takes from the group whose message is oldest, then from the next', () => {
  const run = simulate({ ...all, forSec: 100 }, (drawing) => {
    withWorker(drawing)
    send(drawing, 'c1', 'c')
    send(drawing, 'a1', 'a')
    send(drawing, 'c2', 'c')
    send(drawing, 'b1', 'b')
    drawing.at(1, 'hand', 'receive', { max: 3 })
    drawing.at(2, 'hand', 'receive', { max: 3 })
  })
  expect(received(run)).toEqual(['c1 c2 a1', 'b1'])
})

test('SQS-05 what comes back stands where it was sent, before what came after it', () => {
  const run = simulate({ ...all, forSec: 100 }, (drawing) => {
    withWorker(drawing, { visibilityTimeoutSec: 30 })
    for (const body of ['a1', 'a2', 'a3', 'a4']) send(drawing, body, 'a')
    drawing.at(1, 'hand', 'receive', { max: 3 })
    drawing.at(2, 'hand', 'delete', { which: 1 })
    drawing.at(30, 'hand', 'receive')
    drawing.at(32, 'hand', 'receive')
  })
  // Until 31 s two of the group are in flight, so that the fourth waits, too.
  expect(received(run)).toEqual(['a1 a2 a3', '', 'a1 a3 a4'])
})

test('SQS-05 a receipt whose time is over deletes nothing in a FIFO queue', () => {
  const run = simulate({ ...all, forSec: 100 }, (drawing) => {
    withWorker(drawing, { visibilityTimeoutSec: 30 })
    send(drawing, 'a1', 'a')
    drawing.at(0, 'hand', 'receive')
    drawing.at(31, 'hand', 'delete', { which: 0 })
    drawing.at(32, 'hand', 'receive')
  })
  expect(received(run)).toEqual(['a1', 'a1'])
})

test('SQS-05 LAM-FIFO-03 a deduplication id is remembered for five minutes: the repetition is accepted and not stored', () => {
  const run = simulate({ ...all, forSec: 400 }, (drawing) => {
    withWorker(drawing)
    for (const atSec of [0, 100, 299.999, 300]) drawing.at(atSec, 'orders.fifo', 'send', { body: 'x', group: 'a', deduplication: 'order-1' })
  })
  expect(run.story('orders.fifo', 'visible', 'deduplicated')).toEqual(['0 visible 1', '100 deduplicated 2', '299.999 deduplicated 3', '300 visible 4'])
  expect(run.metric('orders.fifo', 'NumberOfDeduplicatedSentMessages').sum).toBe(2)
  expect(run.metric('orders.fifo', 'NumberOfMessagesSent').sum).toBe(2)
  expect(run.outcomes()).toEqual({ deduplicated: 2 })
})

test('SQS-05 content-based deduplication goes by the body; without it every send is a message', () => {
  const kept = (contentDeduplication: boolean): number => {
    const run = simulate({ ...all, forSec: 10 }, (drawing) => {
      withWorker(drawing, { contentDeduplication })
      for (const body of ['x', 'y', 'x']) send(drawing, body, 'a')
    })
    return run.metric('orders.fifo', 'NumberOfMessagesSent').sum
  }
  expect(kept(true)).toBe(2)
  expect(kept(false)).toBe(3)
})

test('SQS-05 high throughput: an id is remembered for its group only, and the limit of 300 sends a second is gone', () => {
  const kept = (highThroughput: boolean): number[] => {
    const run = simulate({ ...all, forSec: 10 }, (drawing) => {
      withWorker(drawing, { highThroughput })
      for (const group of ['a', 'b']) send(drawing, 'x', group, { deduplication: 'same' })
      drawing.add('client', 'shop', { pattern: 'burst', burstSize: 350, forMs: 1 })
      drawing.wire('shop', 'orders.fifo')
    })
    return [run.metric('orders.fifo', 'NumberOfMessagesSent').sum, run.metric('shop', '4xx').count]
  }
  expect(kept(false)).toEqual([301, 50])
  expect(kept(true)).toEqual([352, 0])
})

test('SQS-03 a FIFO queue at its limit in flight returns nothing and no error; the course profile knows 20,000', () => {
  const run = simulate({ ...all, forSec: 10, quotas: { sqsFifoInFlight: 2 } }, (drawing) => {
    withWorker(drawing)
    for (const group of ['a', 'b', 'c']) send(drawing, 'x', group)
    drawing.at(1, 'hand', 'receive')
    drawing.at(2, 'hand', 'receive')
    drawing.at(3, 'hand', 'delete')
    drawing.at(4, 'hand', 'receive')
  })
  expect(countsOf(run)).toEqual([2, 0, 1])
  expect(simulate({ profile: 'course', forSec: 1 }, () => {}).plan.quotas.sqsFifoInFlight).toBe(20_000)
})

test('SQS-06 a message that always fails blocks its group alone, until it is in the dead-letter queue', () => {
  const run = simulate({ forSec: 300 }, (drawing) => {
    drawing.add('sqs', 'orders.fifo', { type: 'fifo', visibilityTimeoutSec: 30 })
    drawing.add('sqs', 'dead.fifo', { type: 'fifo' })
    drawing.add('lambda', 'charge', { ioMs: 100, poison: 'bad' })
    drawing.wire('orders.fifo', 'charge', { config: { batchSize: 1 } })
    drawing.wire('orders.fifo', 'dead.fifo', { config: { maxReceiveCount: 2 } })
    for (const [body, group] of [['bad', 'a'], ['a2', 'a'], ['b1', 'b'], ['b2', 'b']] as const) send(drawing, body, group)
  })
  expect(run.story('orders.fifo', 'leased', 'deleted', 'deadLettered')).toEqual([
    '0 leased 1', '0 leased 3', '0.1 deleted 3', '0.1 leased 4', '0.2 deleted 4',
    '30 leased 1', '60 deadLettered 1', '60 leased 2', '60.1 deleted 2',
  ])
})

test('SQS-06 without a dead-letter queue the group stands still until the retention is over', () => {
  const run = simulate({ forSec: 400 }, (drawing) => {
    drawing.add('sqs', 'orders.fifo', { type: 'fifo', visibilityTimeoutSec: 30, retentionSec: 100 })
    drawing.add('lambda', 'charge', { ioMs: 100, poison: 'bad' })
    drawing.wire('orders.fifo', 'charge', { config: { batchSize: 1 } })
    send(drawing, 'bad', 'a')
    drawing.at(50, 'orders.fifo', 'send', { body: 'a2', group: 'a' })
  })
  // Received at 90 s it lives until that receive's time is over.
  expect(run.story('orders.fifo', 'expired', 'deleted')).toEqual(['120 expired 1', '120.1 deleted 2'])
})

test('SQS-08 in the dead-letter queue of a FIFO queue the age begins anew', () => {
  const run = simulate({ forSec: 400 }, (drawing) => {
    drawing.add('sqs', 'orders.fifo', { type: 'fifo', visibilityTimeoutSec: 60 })
    drawing.add('sqs', 'dead.fifo', { type: 'fifo', retentionSec: 300 })
    drawing.add('lambda', 'charge', { errorRate: 100 })
    drawing.wire('orders.fifo', 'charge')
    drawing.wire('orders.fifo', 'dead.fifo', { config: { maxReceiveCount: 1 } })
    send(drawing, 'a', 'a')
  })
  expect(run.story('dead.fifo', 'visible', 'expired')).toEqual(['60 visible 2', '360 expired 2'])
})

test('SQS-05 senders without code take group and deduplication id from fields of the body', () => {
  const run = simulate({ ...all, forSec: 60 }, (drawing) => {
    withWorker(drawing, { groupField: 'customer', deduplicationField: 'order' })
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 4, forMs: 1, body: '{"customer":"{{seq}}","order":7}' })
    drawing.wire('shop', 'orders.fifo')
    drawing.at(1, 'hand', 'receive')
  })
  expect(countsOf(run)).toEqual([1])
  expect(run.metric('orders.fifo', 'NumberOfDeduplicatedSentMessages').sum).toBe(3)
})

test('SQS-12 groups with messages in flight are counted', () => {
  const run = simulate({ ...all, forSec: 60 }, (drawing) => {
    withWorker(drawing)
    for (const group of ['a', 'a', 'b', 'c']) send(drawing, 'x', group)
    drawing.at(1, 'hand', 'receive', { max: 3 })
    drawing.at(2, 'hand', 'delete', { which: 0 })
  })
  expect(run.metric('orders.fifo', 'ApproximateNumberOfGroupsWithInflightMessages').max).toBe(2)
  expect(run.metric('orders.fifo', 'ApproximateNumberOfMessagesVisible').max).toBe(4)
})

test('SQS-05 a FIFO queue needs .fifo at the end of its name, and a standard queue must not have it', () => {
  const said = (name: string, type: string) =>
    simulate({ forSec: 1 }, (drawing) => { drawing.add('sqs', name, { type }) }).plan.findings.map((finding) => [finding.rule, finding.level])
  expect(said('orders', 'fifo')).toEqual([['SQS-05', 'warning']])
  expect(said('orders.fifo', 'standard')).toEqual([['SQS-05', 'warning']])
  expect(said('orders.fifo', 'fifo')).toEqual([])
})
