import { SnsSchema, SnsSqsNotificationSchema } from '@aws-lambda-powertools/parser/schemas/sns'
import type { SNSEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import type { Service } from '../../contract/service.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { simulate } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'
import type { SnsEvent } from './event.ts'

const services = [...all, keeper] as readonly Service[]
const received = (role: string, config: object = {}, topic: object = {}, sent: object = {}) =>
  keptBy(simulate({ services, forSec: 60, peeks: true, seed: 5 }, (drawing) => {
    drawing.add('sns', topic === FIFO ? 'orders.fifo' : 'orders', { ...topic })
    drawing.add('keeper', 'end', { role })
    drawing.wire(topic === FIFO ? 'orders.fifo' : 'orders', 'end', { config: { ...config } })
    drawing.at(12.5, topic === FIFO ? 'orders.fifo' : 'orders', 'publish', { body: { id: 1 }, subject: 'New', attributes: { store: 'north', sizes: [1, 2] }, ...sent })
  }).run, 'end')[0]!
const FIFO = { type: 'fifo' }

test('SNS-10 LAM-TRG-03 a function gets one record, in AWS’s keys and order', () => {
  const event = received('function').content as SnsEvent
  const typed: SNSEvent = event as SNSEvent
  expect(SnsSchema.safeParse(event).success).toBe(true)
  expect(typed.Records).toHaveLength(1)
  expect(Object.keys(event.Records[0]!)).toEqual(['EventSource', 'EventVersion', 'EventSubscriptionArn', 'Sns'])
  const { Sns } = event.Records[0]!
  expect(Object.keys(Sns)).toEqual(['Type', 'MessageId', 'TopicArn', 'Subject', 'Message', 'Timestamp', 'SignatureVersion', 'Signature', 'SigningCertUrl', 'UnsubscribeUrl', 'MessageAttributes'])
  expect(Sns).toMatchObject({
    TopicArn: 'arn:aws:sns:us-east-1:123456789012:orders', Subject: 'New', Message: '{"id":1}', Timestamp: '2026-01-01T00:00:12.500Z',
    MessageAttributes: { store: { Type: 'String', Value: 'north' }, sizes: { Type: 'String.Array', Value: '[1,2]' } },
  })
  expect(event.Records[0]!.EventSubscriptionArn).toMatch(/^arn:aws:sns:us-east-1:123456789012:orders:[0-9a-f-]{36}$/)
})

test('SNS-10 without a subject it is null, without attributes they are an empty object', () => {
  const { Sns } = (received('function', {}, {}, { subject: undefined, attributes: undefined }).content as SnsEvent).Records[0]!
  expect([Sns.Subject, Sns.MessageAttributes]).toEqual([null, {}])
})

test('SNS-09 a queue gets the envelope as the text of its body, with URL in capitals and without what is absent', () => {
  const envelope = JSON.parse(received('queue').content as string) as Record<string, unknown>
  expect(SnsSqsNotificationSchema.safeParse(envelope).success).toBe(true)
  expect(Object.keys(envelope)).toEqual(['Type', 'MessageId', 'TopicArn', 'Subject', 'Message', 'Timestamp', 'SignatureVersion', 'Signature', 'SigningCertURL', 'UnsubscribeURL', 'MessageAttributes'])
  const bare = JSON.parse(received('queue', {}, {}, { subject: undefined, attributes: undefined }).content as string) as Record<string, unknown>
  expect(Object.keys(bare)).not.toContain('Subject')
  expect(Object.keys(bare)).not.toContain('MessageAttributes')
})

test('SNS-09 the envelope of a FIFO topic bears a sequence number of twenty digits, and no signature; it is written as AWS writes it', () => {
  const text = received('fifo', {}, FIFO, { group: 'g' }).content as string
  const { MessageId, UnsubscribeURL } = JSON.parse(text) as Record<string, string>
  expect(text).toBe(`{
  "Type" : "Notification",
  "MessageId" : "${MessageId}",
  "SequenceNumber" : "10000000000000001000",
  "TopicArn" : "arn:aws:sns:us-east-1:123456789012:orders.fifo",
  "Subject" : "New",
  "Message" : "{\\"id\\":1}",
  "Timestamp" : "2026-01-01T00:00:12.500Z",
  "UnsubscribeURL" : "${UnsubscribeURL}",
  "MessageAttributes" : {
    "store" : {"Type":"String","Value":"north"},
    "sizes" : {"Type":"String.Array","Value":"[1,2]"}
  }
}`)
})

test('SNS-09 sizes count the envelope, whether or not anybody looks inside', () => {
  const { content, sizeBytes } = received('queue', {}, {}, { body: 'plain', subject: undefined, attributes: undefined })
  expect(sizeBytes).toBe((content as string).length)
})

test('SNS-10 SNS-09 all copies of a message bear the same id; the chain SNS in SQS reaches a function whole', () => {
  const run = simulate({ services, forSec: 60, peeks: true }, (drawing) => {
    drawing.add('sns', 'orders')
    drawing.add('keeper', 'fn', { role: 'function' })
    drawing.add('sqs', 'queue')
    drawing.add('lambda', 'bill', { init: 'constant' })
    drawing.wire('orders', 'fn')
    drawing.wire('orders', 'queue')
    drawing.wire('queue', 'bill')
    drawing.at(1, 'orders', 'publish', { body: 'x' })
  })
  const id = (keptBy(run.run, 'fn')[0]!.content as SnsEvent).Records[0]!.Sns.MessageId
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/)
  expect(run.metric('bill', 'Invocations').sum).toBe(1)
})
