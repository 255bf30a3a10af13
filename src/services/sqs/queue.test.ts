import { expect, test } from 'vitest'
import { simulate } from '../../testkit/simulate.ts'

test('SQS-01 a message that is never handled is received three times, then moved to the dead-letter queue', () => {
  const run = simulate({ forSec: 200 }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 1, forMs: 1 })
    drawing.add('sqs', 'orders', { visibilityTimeoutSec: 30 })
    drawing.add('lambda', 'charge', { ioMs: 200, errorRate: 100 })
    drawing.add('sqs', 'dead')
    drawing.wire('shop', 'orders')
    drawing.wire('orders', 'charge')
    drawing.wire('orders', 'dead')
  })
  expect(run.story('orders', 'leased', 'deadLettered')).toEqual(['0 leased 1', '30 leased 1', '60 leased 1', '90 deadLettered 1'])
  expect(run.metric('dead', 'ApproximateNumberOfMessagesVisible').max).toBe(1)
})
