import type { SQSEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import { simulate, type Sketchbook } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'
import type { SqsEvent } from './event.ts'
import { worker } from '../../testkit/consumer.ts'

function eventsOf(type: string, draw: (drawing: Sketchbook) => void): SqsEvent[] {
  const run = simulate({ services: [...services, worker], forSec: 200 }, (drawing) => {
    drawing.add('sqs', 'my-queue', { type, visibilityTimeoutSec: 30 })
    drawing.add('worker', 'hand')
    drawing.wire('my-queue', 'hand')
    draw(drawing)
  })
  return run.run.nodes.find((node) => node.name === 'hand')!.state.events
}

test('SQS-11 LAM-SQS-13 the event of a standard queue: keys, order, numbers as text, digest of the body', () => {
  const [first, second] = eventsOf('standard', (drawing) => {
    drawing.at(1, 'my-queue', 'send', { body: 'Test message.' })
    drawing.at(2, 'hand', 'receive')
    drawing.at(40, 'hand', 'receive')
  })
  // What handlers are typed with takes it as it is.
  const typed: SQSEvent = first!
  const [record] = typed.Records
  expect(Object.keys(record!)).toEqual(['messageId', 'receiptHandle', 'body', 'attributes', 'messageAttributes', 'md5OfBody', 'eventSource', 'eventSourceARN', 'awsRegion'])
  expect(record!.messageId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(record!.receiptHandle).toMatch(/^AQEB/)
  expect(record).toMatchObject({
    body: 'Test message.', messageAttributes: {}, md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3', eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:my-queue', awsRegion: 'us-east-1',
  })
  // 1 s and 2 s after 2026-01-01T00:00:00Z.
  expect(Object.entries(record!.attributes)).toEqual([
    ['ApproximateReceiveCount', '1'], ['SentTimestamp', '1767225601000'], ['SenderId', 'AIDAIENQZJOLO23YVJ4VO'],
    ['ApproximateFirstReceiveTimestamp', '1767225602000'],
  ])
  const again = second!.Records[0]!
  expect(again.messageId).toBe(record!.messageId)
  expect(again.receiptHandle).not.toBe(record!.receiptHandle)
  expect(again.attributes.ApproximateReceiveCount).toBe('2')
  expect(again.attributes.ApproximateFirstReceiveTimestamp).toBe('1767225602000')
})

test('SQS-11 a body that is no text is JSON, and a message without a body has an empty one', () => {
  const [event] = eventsOf('standard', (drawing) => {
    drawing.at(0, 'my-queue', 'send', { body: { id: 7, ok: true } })
    drawing.at(0, 'my-queue', 'send')
    drawing.at(1, 'hand', 'receive')
  })
  expect(event!.Records.map((record) => [record.body, record.md5OfBody])).toEqual([
    ['{"id":7,"ok":true}', '9dc3e00fd1d15dfacbd7a4c81f4521c8'], ['', 'd41d8cd98f00b204e9800998ecf8427e'],
  ])
})

test('SQS-11 LAM-FIFO-03 a FIFO queue adds sequence number, group and deduplication id', () => {
  const [event] = eventsOf('fifo', (drawing) => {
    drawing.at(0, 'my-queue', 'send', { body: 'one', group: 'a', deduplication: 'd1' })
    drawing.at(0, 'my-queue', 'send', { body: 'two', group: 'a', deduplication: 'd2' })
    drawing.at(1, 'hand', 'receive')
  })
  const [one, two] = event!.Records
  expect(Object.keys(one!.attributes)).toEqual([
    'ApproximateReceiveCount', 'SentTimestamp', 'SequenceNumber', 'MessageGroupId', 'SenderId', 'MessageDeduplicationId', 'ApproximateFirstReceiveTimestamp',
  ])
  expect(one!.attributes).toMatchObject({ MessageGroupId: 'a', MessageDeduplicationId: 'd1' })
  expect(one!.attributes.SequenceNumber).toMatch(/^\d{20}$/)
  expect(two!.attributes.SequenceNumber! > one!.attributes.SequenceNumber!).toBe(true)
})

test('SQS-11 a message in a dead-letter queue says where it came from, and keeps its id and its time', () => {
  const run = simulate({ services: [...services, worker], forSec: 200 }, (drawing) => {
    drawing.add('sqs', 'orders', { visibilityTimeoutSec: 10 })
    drawing.add('worker', 'first')
    drawing.add('sqs', 'dead')
    drawing.add('worker', 'last')
    drawing.wire('orders', 'first')
    drawing.wire('orders', 'dead', { config: { maxReceiveCount: 1 } })
    drawing.wire('dead', 'last')
    drawing.at(0, 'orders', 'send', { body: 'a' })
    drawing.at(5, 'first', 'receive')
    drawing.at(20, 'first', 'receive')
    drawing.at(30, 'last', 'receive')
  })
  const seen = (name: string): SqsEvent[] => run.run.nodes.find((node) => node.name === name)!.state.events
  const before = seen('first')[0]!.Records[0]!
  const after = seen('last')[0]!.Records[0]!
  expect(after.messageId).toBe(before.messageId)
  expect(after.attributes).toEqual({
    ApproximateReceiveCount: '1', SentTimestamp: '1767225600000', SenderId: 'AIDAIENQZJOLO23YVJ4VO',
    ApproximateFirstReceiveTimestamp: '1767225630000', DeadLetterQueueSourceArn: 'arn:aws:sqs:us-east-1:123456789012:orders',
  })
})
