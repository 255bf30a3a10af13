import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { type Settings, simulate } from '../../testkit/simulate.ts'
import { dimensionsOf, NAMESPACE, successRate } from './log-metrics.ts'

const called = (client: Config, values: Config, settings: Settings = {}) =>
  simulate({ forSec: 300, ...settings }, (drawing) => {
    drawing.add('client', 'shop', client)
    drawing.add('lambda', 'resize', values)
    drawing.wire('shop', 'resize')
  })
/** A metric by the minute. */
function minutes(run: ReturnType<typeof called>, name: string): number[] {
  const node = run.run.nodes.find((one) => one.name === 'resize')!
  const slot = node.metricSlot(node.behaviour.metrics!.findIndex((one) => one.name === name))
  return [...run.run.metrics.series(slot, 0, 180, 60, 'sum')].map((value) => (Number.isNaN(value) ? 0 : value))
}
const BURST = { pattern: 'burst', burstSize: 5, forMs: 1 }

test('LAM-MET-01 invocations are what ran, errors among them; what was throttled is counted apart', () => {
  const run = called(BURST, { reserved: 3, ioMs: 100, errorRate: 100 })
  expect(['Invocations', 'Errors', 'Throttles'].map((name) => run.metric('resize', name).sum)).toEqual([3, 3, 2])
  expect(run.metric('resize', 'Duration').count).toBe(3)
  const fine = called(BURST, { ioMs: 100 })
  // A success counts as no error, which is a data point: the average of Errors is the error rate.
  expect([fine.metric('resize', 'Errors').sum, fine.metric('resize', 'Throttles').sum]).toEqual([0, 0])
})

test('LAM-MET-01 a timeout is an error; the duration leaves out the init', () => {
  const slow = called(BURST, { ioMs: 9_000, timeoutSec: 2, init: 'constant', initMs: 700 })
  expect(slow.metric('resize', 'Errors').sum).toBe(5)
  expect(slow.metric('resize', 'Duration')).toMatchObject({ min: 2_000, max: 2_000 })
})

test('LAM-MET-01 an invocation counts in the minute it began in, init aside, not in the one it ended in', () => {
  const late = { pattern: 'burst', burstSize: 4, forMs: 1, startAtMs: 58_000 }
  expect(minutes(called(late, { ioMs: 5_000, timeoutSec: 10 }), 'Invocations')).toEqual([4, 0, 0])
  expect(minutes(called(late, { ioMs: 5_000, timeoutSec: 10, errorRate: 100 }), 'Errors')).toEqual([4, 0, 0])
})

test('LAM-MET-01 concurrency is a level, whose maximum is looked at', () => {
  expect(called(BURST, { ioMs: 100 }).metric('resize', 'ConcurrentExecutions').max).toBe(5)
})

test('LAM-MET-01 events are counted when they are taken in, aged at each attempt, and dropped when they are given up', () => {
  const run = called({ ...BURST, burstSize: 1, invocation: 'Event' }, { ioMs: 1_000, errorRate: 100, maxRetries: 2 })
  expect(['AsyncEventsReceived', 'Invocations', 'AsyncEventsDropped'].map((name) => run.metric('resize', name).sum)).toEqual([1, 3, 1])
  // At 0 s, 61 s and 182 s: a minute, then two, after the end of the try before.
  expect(run.metric('resize', 'AsyncEventAge')).toMatchObject({ count: 3, max: 182_000, sum: 243_000 })
})

test('LAM-MET-01 each metric has the dimensions CloudWatch gives it', () => {
  expect(NAMESPACE).toBe('AWS/Lambda')
  const fn = { name: 'FunctionName', value: 'resize' }
  expect(dimensionsOf('Invocations', { name: 'resize' })).toEqual([fn])
  expect(dimensionsOf('Errors', { name: 'resize', qualifier: 'live', version: '3' })).toEqual([fn, { name: 'Resource', value: 'resize:live' }, { name: 'ExecutedVersion', value: '3' }])
  expect(dimensionsOf('PolledEventCount', { name: 'resize', mapping: 'w1' })).toEqual([{ name: 'EventSourceMappingUUID', value: 'w1' }])
  expect(dimensionsOf('UnreservedConcurrentExecutions', { name: 'resize' })).toEqual([])
})

test('LAM-MET-02 the success rate is what is left of 100 % when errors are taken off', () => {
  const run = called({ rps: 10, forMs: 10_000 }, { ioMs: 10, failFirst: 25 })
  expect(successRate(run.metric('resize', 'Invocations').sum, run.metric('resize', 'Errors').sum)).toBe(75)
  expect(successRate(0, 0)).toBeNaN()
})

test('LAM-MET-02 a batch of which some messages failed is a success', () => {
  const run = simulate({ forSec: 20 }, (drawing) => {
    drawing.add('client', 'shop', { rps: 5, forMs: 2_000, body: '{"n":"{{seq}}"}' })
    drawing.add('sqs', 'orders')
    drawing.add('lambda', 'resize', { ioMs: 10 })
    drawing.wire('shop', 'orders')
    drawing.wire('orders', 'resize', { config: { partialBatch: true, failItems: '"n":"3"' } })
  })
  const invocations = run.metric('resize', 'Invocations').sum
  expect(run.metric('orders', 'NumberOfMessagesDeleted').sum).toBe(9)
  expect(invocations).toBeGreaterThan(0)
  expect(successRate(invocations, run.metric('resize', 'Errors').sum)).toBe(100)
})
