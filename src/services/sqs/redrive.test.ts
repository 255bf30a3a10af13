import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import type { Finding } from '../../contract/finding.ts'
import { simulate } from '../../testkit/simulate.ts'

/** A function that never succeeds with what it gets from a queue. */
function failing(settings: object, draw: (drawing: Parameters<Parameters<typeof simulate>[1]>[0]) => void = () => {}) {
  return simulate({ forSec: 400, ...settings }, (drawing) => {
    drawing.add('sqs', 'orders', { visibilityTimeoutSec: 60 })
    drawing.add('lambda', 'charge', { ioMs: 1_000, failTries: 3 })
    drawing.add('sqs', 'dead')
    drawing.wire('orders', 'charge')
    drawing.wire('orders', 'dead')
    drawing.at(0, 'orders', 'send', { body: 'a' })
    draw(drawing)
  })
}

test('SQS-01 D-17 a message that is never handled is received three times, and moved by the fourth receive', () => {
  const run = failing({})
  expect(run.story('orders', 'leased', 'deadLettered')).toEqual(['0 leased 1', '60 leased 1', '120 leased 1', '180 deadLettered 1'])
  expect(run.metric('dead', 'ApproximateNumberOfMessagesVisible').max).toBe(1)
  expect(run.outcomes()).toEqual({ deadLettered: 1 })
})

test('D-17 with the mapping disabled nobody receives, so the message stays where it is', () => {
  const run = failing({}, (drawing) => drawing.at(150, 'charge', 'disable'))
  expect(run.story('orders', 'leased', 'deadLettered')).toEqual(['0 leased 1', '60 leased 1', '120 leased 1'])
  expect(run.waiting()).toBe(1)
})

test('SQS-12 a message that the redrive policy moved is not counted as sent', () => {
  const run = failing({})
  expect(run.metric('orders', 'NumberOfMessagesSent').sum).toBe(1)
  expect(run.metric('dead', 'NumberOfMessagesSent').count).toBe(0)
  // Its age counts from the move at 180 s: 60, 120 and 180 s old at 240, 300 and 360 s.
  expect(run.metric('dead', 'ApproximateAgeOfOldestMessage')).toMatchObject({ min: 60, max: 180 })
})

test('SQS-08 in the dead-letter queue of a standard queue a message is as old as it was', () => {
  const run = simulate({ forSec: 400 }, (drawing) => {
    drawing.add('sqs', 'orders', { visibilityTimeoutSec: 60 })
    drawing.add('lambda', 'charge', { errorRate: 100 })
    drawing.add('sqs', 'dead', { retentionSec: 300 })
    drawing.wire('orders', 'charge')
    drawing.wire('orders', 'dead')
    drawing.at(0, 'orders', 'send', { body: 'a' })
  })
  expect(run.story('dead', 'expired')).toEqual(['300 expired 2'])
})

test('SQS-08 a redrive moves messages back at its rate; they are new there, with no receives', () => {
  const run = simulate({ forSec: 300 }, (drawing) => {
    drawing.add('sqs', 'orders', { visibilityTimeoutSec: 18 })
    drawing.add('lambda', 'charge', { ioMs: 100, failFirst: 9 })
    drawing.add('sqs', 'dead')
    drawing.wire('orders', 'charge', { config: { batchSize: 1 } })
    drawing.wire('orders', 'dead')
    drawing.at(0, 'orders', 'send', { body: 'a', times: 3 })
    drawing.at(100, 'dead', 'redrive', { perSec: 2 })
  })
  expect(run.count('orders', 'deadLettered')).toBe(3)
  expect(run.story('dead', 'deleted').map((line) => line.split(' ')[0])).toEqual(['100', '100.5', '101'])
  expect(run.story('orders', 'deleted').map((line) => line.split(' ')[0])).toEqual(['100.1', '100.6', '101.1'])
  expect(run.rows.filter((row) => row.place === 'orders' && row.kind === 'leased' && row.atSec >= 100).map((row) => row.b)).toEqual([1, 1, 1])
  expect(run.metric('dead', 'ApproximateNumberOfMessagesVisible').max).toBe(3)
})

test('SQS-08 a dead-letter queue of two queues gives each its own messages back', () => {
  const run = simulate({ forSec: 200 }, (drawing) => {
    drawing.add('sqs', 'dead')
    for (const name of ['orders', 'bills']) {
      drawing.add('sqs', name, { visibilityTimeoutSec: 18 })
      drawing.add('lambda', `on-${name}`, { ioMs: 100, failFirst: 1 })
      drawing.wire(name, `on-${name}`)
      drawing.wire(name, 'dead', { config: { maxReceiveCount: 1 } })
    }
    drawing.at(0, 'orders', 'send', { body: 'a' })
    drawing.at(0, 'bills', 'send', { body: 'b', times: 2 })
    drawing.at(100, 'dead', 'redrive')
  })
  expect(run.metric('dead', 'ApproximateNumberOfMessagesVisible').max).toBe(3)
  expect([run.count('orders', 'deleted'), run.count('bills', 'deleted')]).toEqual([1, 2])
})

const findingsOf = (queue: Config, dead: Config, wire: Config = {}): readonly Finding[] => {
  const run = simulate({ forSec: 1 }, (drawing) => {
    drawing.add('sqs', 'orders', queue)
    drawing.add('lambda', 'charge')
    drawing.add('sqs', 'dead', dead)
    drawing.wire('orders', 'charge')
    drawing.wire('orders', 'dead', { config: wire })
  })
  return run.plan.findings
}

test('SQS-08 a dead-letter queue must keep messages longer, and may refuse the part', () => {
  const kept = findingsOf({ retentionSec: 86_400 }, { retentionSec: 86_400 }, { maxReceiveCount: 5 })
  expect(kept.map(({ rule, level, field }) => [rule, level, field])).toEqual([['SQS-08', 'hint', 'retentionSec']])
  expect(() => findingsOf({}, { redriveAllow: 'denyAll' })).toThrow('dead allows no queue to use it')
})

test('VAL-06 LAM-SQS-09 the dead-letter queue must be of the same type', () => {
  const draw = (queue: string, dead: string) => () => simulate({ forSec: 1 }, (drawing) => {
    drawing.add('sqs', 'orders', { type: queue })
    drawing.add('sqs', 'dead', { type: dead })
    drawing.wire('orders', 'dead')
  })
  expect(draw('standard', 'fifo')).toThrow('no wire from orders to dead')
  expect(draw('fifo', 'standard')).toThrow('no wire from orders to dead')
  expect(draw('fifo', 'fifo')).not.toThrow()
})
