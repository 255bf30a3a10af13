import { expect, test } from 'vitest'
import { asker } from '../../testkit/asker.ts'
import { simulate } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'
import { sqs } from './index.ts'

const QUEUE = 'https://sqs.eu-central-1.amazonaws.com/123456789012/jobs'
type Run = ReturnType<typeof simulate>
const requests = (run: Run): number => [...sqs.usage!(run.run.nodes.find((node) => node.name === 'jobs')!.config, (metric) => run.metric('jobs', metric).sum)][0]!.amount

test('LAM-PRC-05 each send is a request; a receive and a delete are one for up to ten messages, and an empty receive is one', () => {
  const run = simulate({ forSec: 19 }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 20, burstEveryMs: 10_000, forMs: 1 })
    drawing.add('sqs', 'jobs')
    drawing.add('lambda', 'work', { ioMs: 100 })
    drawing.wire('shop', 'jobs')
    drawing.wire('jobs', 'work', { config: { batchSize: 10 } })
  })
  expect(run.metric('jobs', 'NumberOfMessagesDeleted').sum).toBe(20)
  const receives = run.count('work', 'started')
  expect(receives).toBe(2)
  // Both batches end at one instant, ten deletes to a call.
  expect(requests(run)).toBe(20 + 2 + 2)
})

test('LAM-PRC-05 a batch sent by code is one request, and every 64 KB of a payload count as one', () => {
  const run = simulate({ services: [...services, asker], forSec: 60 }, (drawing) => {
    drawing.add('sqs', 'jobs')
    drawing.add('asker', 'asker')
    drawing.wire('asker', 'jobs')
    const ask = (atSec: number, operation: string, input: object) => drawing.at(atSec, 'asker', 'ask', { client: 'SQS', operation, input: { QueueUrl: QUEUE, ...input } })
    ask(1, 'SendMessageBatch', { Entries: [1, 2, 3].map((one) => ({ Id: `m${one}`, MessageBody: 'a' })) })
    ask(2, 'SendMessage', { MessageBody: 'x'.repeat(65_537) })
    ask(3, 'GetQueueUrl', { QueueName: 'jobs' })
    ask(4, 'ReceiveMessage', { MaxNumberOfMessages: 10 })
    ask(5, 'ReceiveMessage', {})
  })
  expect(requests(run)).toBe(1 + 2 + 1 + 1 + 1)
})
