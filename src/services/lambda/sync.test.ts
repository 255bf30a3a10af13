import { expect, test } from 'vitest'
import { simulate } from '../../testkit/simulate.ts'

test('LAM-CON-01 two requests a second that take half a second need one environment', () => {
  const run = simulate({ forSec: 10 }, (drawing) => {
    drawing.add('client', 'shop', { rps: 2, forMs: 10_000 })
    drawing.add('lambda', 'resize', { ioMs: 500 })
    drawing.wire('shop', 'resize')
  })
  expect(run.metric('resize', 'Invocations').sum).toBe(20)
  expect(run.metric('resize', 'ColdStarts').sum).toBe(1)
  expect(run.metric('resize', 'ConcurrentExecutions').max).toBe(1)
  expect(run.outcomes()).toEqual({ succeeded: 20 })
})

test('LAM-RC-01 reserved concurrency is a cap: the third of three at once is refused', () => {
  const run = simulate({ forSec: 10 }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 3, forMs: 1 })
    drawing.add('lambda', 'resize', { ioMs: 500, reserved: 2 })
    drawing.wire('shop', 'resize')
  })
  expect(run.metric('resize', 'Throttles').sum).toBe(1)
  expect(run.outcomes()).toEqual({ succeeded: 2, throttled: 1 })
})

test('LAM-ASYNC-03 an event that keeps failing is tried three times, one and two minutes apart', () => {
  const run = simulate({ forSec: 600 }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 1, forMs: 1, invocation: 'Event' })
    drawing.add('lambda', 'resize', { ioMs: 200, errorRate: 100 })
    drawing.add('sqs', 'dead')
    drawing.wire('shop', 'resize')
    drawing.wire('resize', 'dead', { port: 'onFailure' })
  })
  expect(run.story('resize', 'started', 'failed', 'deadLettered')).toEqual([
    '0 started 1', '0.2 failed 1', '60.2 started 1', '60.4 failed 1', '180.4 started 1', '180.6 failed 1', '180.6 deadLettered 1',
  ])
  expect(run.metric('dead', 'ApproximateNumberOfMessagesVisible').max).toBe(1)
})
