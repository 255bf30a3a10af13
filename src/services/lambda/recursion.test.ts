import { expect, test } from 'vitest'
import { services } from '../catalogue.ts'
import type { Config } from '../../contract/config.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { simulate, type Sketchbook } from '../../testkit/simulate.ts'

/** A function that writes to the queue it is fed by; one message starts it. */
function roundabout(config: Config, forSec: number, more: (drawing: Sketchbook) => void = () => {}) {
  return simulate({ forSec, services: [...services, keeper] }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 1, forMs: 1 })
    drawing.add('sqs', 'orders', { visibilityTimeoutSec: 60 })
    drawing.add('lambda', 'charge', { ioMs: 100, ...config })
    drawing.wire('shop', 'orders')
    drawing.wire('orders', 'charge')
    drawing.wire('charge', 'orders')
    more(drawing)
  })
}

test('LAM-REC-01 LAM-EX-30 a function that feeds its own queue runs sixteen times, and the seventeenth is stopped', () => {
  const run = roundabout({}, 30)
  expect(run.metric('charge', 'Invocations').sum).toBe(16)
  expect(run.metric('charge', 'RecursiveInvocationsDropped').sum).toBe(1)
  expect(run.metric('charge', 'Errors').sum).toBe(0)
  expect(run.metric('orders', 'NumberOfMessagesDeleted').sum).toBe(16)
})

test('LAM-REC-02 the stopped message comes again until the queue gives it up; what is allowed goes on for ever', () => {
  const run = roundabout({}, 400, (drawing) => {
    drawing.add('sqs', 'dead')
    drawing.wire('orders', 'dead', { config: { maxReceiveCount: 3 } })
  })
  expect(run.metric('charge', 'RecursiveInvocationsDropped').sum).toBe(3)
  expect(run.metric('charge', 'Invocations').sum).toBe(16)
  expect(run.metric('dead', 'ApproximateNumberOfMessagesVisible').max).toBe(1)
  const allowed = roundabout({ recursion: 'Allow' }, 30)
  expect(allowed.metric('charge', 'Invocations').sum).toBeGreaterThan(250)
  expect(allowed.metric('charge', 'RecursiveInvocationsDropped').count).toBe(0)
})

test('LAM-REC-02 a stopped event goes to the dead-letter queue and the destination, a caller that waits gets 400', () => {
  const run = simulate({ forSec: 60, services: [...services, keeper] }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 1, forMs: 1, invocation: 'Event' })
    drawing.add('lambda', 'echo', { ioMs: 100 })
    drawing.add('keeper', 'dead')
    drawing.wire('shop', 'echo')
    drawing.wire('echo', 'echo', { port: 'onSuccess' })
    drawing.wire('echo', 'dead', { port: 'deadLetter' })
  })
  expect(run.metric('echo', 'Invocations').sum).toBe(16)
  expect(run.metric('echo', 'AsyncEventsDropped').sum).toBe(1)
  expect(keptBy(run.run, 'dead')[0]!.attributes).toMatchObject({ ErrorCode: { stringValue: '400' }, ErrorMessage: { stringValue: 'RecursiveInvocationException' } })

  const nested = simulate({ forSec: 60, services }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 1, forMs: 1, timeoutMs: 60_000 })
    drawing.add('lambda', 'echo', { ioMs: 10, timeoutSec: 30 })
    drawing.wire('shop', 'echo')
    drawing.wire('echo', 'echo', { port: 'calls' })
  })
  expect(nested.metric('echo', 'Invocations').sum).toBe(16)
  expect(nested.metric('echo', 'RecursiveInvocationsDropped').sum).toBe(1)
  // The refusal makes the innermost fail, and each caller after it.
  expect(nested.metric('echo', 'Errors').sum).toBe(16)
})

test('LAM-REC-03 the count is one of rounds: neither retries of one message nor many messages of one cause add to it', () => {
  const retried = simulate({ forSec: 100, services }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 1, forMs: 1 })
    drawing.add('sqs', 'orders', { visibilityTimeoutSec: 3 })
    drawing.add('lambda', 'charge', { ioMs: 100, failTries: 20 })
    drawing.wire('shop', 'orders')
    drawing.wire('orders', 'charge')
    drawing.wire('charge', 'orders')
  })
  expect(retried.metric('charge', 'Errors').sum).toBeGreaterThan(17)
  expect(retried.metric('charge', 'RecursiveInvocationsDropped').sum).toBe(0)

  // Two functions in one circle count apart: sixteen rounds of each.
  const pair = simulate({ forSec: 60, services }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 1, forMs: 1, invocation: 'Event' })
    drawing.add('lambda', 'ping', { ioMs: 100 })
    drawing.add('lambda', 'pong', { ioMs: 100 })
    drawing.wire('shop', 'ping')
    drawing.wire('ping', 'pong', { port: 'onSuccess' })
    drawing.wire('pong', 'ping', { port: 'onSuccess' })
  })
  expect(pair.metric('ping', 'Invocations').sum).toBe(16)
  expect(pair.metric('pong', 'Invocations').sum).toBe(16)
  expect(pair.metric('ping', 'RecursiveInvocationsDropped').sum).toBe(1)
})
