/** What functions receive, held against other people's schemas and types: chains of envelopes above all. */
import {
  CreateAuthChallengeTriggerSchema, CustomMessageTriggerSchema, DefineAuthChallengeTriggerSchema, MigrateUserTriggerSchema, PostAuthenticationTriggerSchema, PostConfirmationTriggerSchema,
  PreAuthenticationTriggerSchema, PreSignupTriggerSchema, PreTokenGenerationTriggerSchemaV1, PreTokenGenerationTriggerSchemaV2AndV3, VerifyAuthChallengeTriggerSchema,
} from '@aws-lambda-powertools/parser/schemas/cognito'
import { EventBridgeSchema } from '@aws-lambda-powertools/parser/schemas/eventbridge'
import { LambdaFunctionUrlSchema } from '@aws-lambda-powertools/parser/schemas/lambda'
import { S3EventNotificationEventBridgeSchema, S3Schema, S3SqsEventNotificationSchema } from '@aws-lambda-powertools/parser/schemas/s3'
import { SnsSchema, SnsSqsNotificationSchema } from '@aws-lambda-powertools/parser/schemas/sns'
import { SqsSchema } from '@aws-lambda-powertools/parser/schemas/sqs'
import type { PostConfirmationTriggerEvent, ScheduledEvent, SNSMessage, SQSEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import type { Config } from '../contract/config.ts'
import type { Service } from '../contract/service.ts'
import { worker } from '../testkit/consumer.ts'
import { listener, reached } from '../testkit/listener.ts'
import { simulate, type Sketchbook } from '../testkit/simulate.ts'
import { services as all } from './catalogue.ts'

const services = [...all, listener, worker] as readonly Service[]
interface Parses {
  safeParse(value: unknown): { readonly success: boolean; readonly error?: unknown }
}
const fits = (schema: Parses, value: unknown): void => {
  const { success, error } = schema.safeParse(value)
  expect(error).toBeUndefined()
  expect(success).toBe(true)
}

/** What a function gets that polls a queue at the end of a chain. */
function polled(draw: (book: Sketchbook) => void): SQSEvent {
  const run = simulate({ services, forSec: 20, peeks: true }, (book) => {
    book.add('sqs', 'queue')
    book.add('worker', 'hand')
    book.wire('queue', 'hand')
    draw(book)
    book.at(10, 'hand', 'receive')
  })
  const event = run.run.nodes.find((node) => node.name === 'hand')!.state.events[0] as SQSEvent
  expect(event.Records.length).toBeGreaterThan(0)
  fits(SqsSchema, event)
  return event
}
const bodyOf = (event: SQSEvent): unknown => JSON.parse(event.Records[0]!.body)

test('SQS-11 S3-05 LAM-ARC-03 an object’s event in a queue', () => {
  const event = polled((book) => {
    book.add('s3', 'photos')
    book.wire('photos', 'queue')
    book.at(1, 'photos', 'put', { key: 'my cat.jpg' })
  })
  fits(S3SqsEventNotificationSchema, event)
  fits(S3Schema, bodyOf(event))
  expect(bodyOf(event)).toMatchObject({ Records: [{ s3: { object: { key: 'my+cat.jpg' } } }] })
})

test('SNS-08 SNS-09 LAM-ARC-03 a notification in a queue: in its envelope, or raw with its attributes beside it', () => {
  const through = (raw: boolean) => polled((book) => {
    book.add('sns', 'orders')
    book.wire('orders', 'queue', { config: { raw } })
    book.at(1, 'orders', 'publish', { body: '{"id":7}', subject: 'New', attributes: { store: 'north' } })
  })
  const wrapped = bodyOf(through(false)) as SNSMessage & { readonly Message: string }
  fits(SnsSqsNotificationSchema, wrapped)
  expect(wrapped).toMatchObject({ Type: 'Notification', TopicArn: 'arn:aws:sns:us-east-1:123456789012:orders', Message: '{"id":7}' })
  const raw = through(true)
  expect(bodyOf(raw)).toEqual({ id: 7 })
})

test('SNS-09 S3-05 LAM-ARC-03 S3 in SNS in SQS: three envelopes, each as its service makes it', () => {
  const chain = (raw: boolean) => polled((book) => {
    book.add('s3', 'photos')
    book.add('sns', 'uploads')
    book.wire('photos', 'uploads')
    book.wire('uploads', 'queue', { config: { raw } })
    book.at(1, 'photos', 'put', { key: 'a.jpg' })
  })
  const wrapped = bodyOf(chain(false)) as { readonly Subject: string; readonly Message: string }
  fits(SnsSqsNotificationSchema, wrapped)
  expect(wrapped.Subject).toBe('Amazon S3 Notification')
  fits(S3Schema, JSON.parse(wrapped.Message))
  fits(S3Schema, bodyOf(chain(true)))
})

test('EB-06 S3-11 an object’s event by way of EventBridge, at a function and in a queue', () => {
  const draw = (book: Sketchbook): void => {
    book.add('s3', 'photos')
    book.add('eventbridge', 'default')
    book.wire('photos', 'default')
    book.at(1, 'photos', 'put', { key: 'a.jpg' })
  }
  const queued = bodyOf(polled((book) => {
    draw(book)
    book.wire('default', 'queue')
  }))
  fits(EventBridgeSchema, queued)
  fits(S3EventNotificationEventBridgeSchema, queued)
  expect(queued).toMatchObject({ source: 'aws.s3', 'detail-type': 'Object Created', detail: { bucket: { name: 'photos' }, object: { key: 'a.jpg' } } })
  const straight = reached(simulate({ services, forSec: 20, peeks: true }, (book) => {
    draw(book)
    book.add('listener', 'fn')
    book.wire('default', 'fn')
  })).events[0]
  fits(EventBridgeSchema, straight)
  expect(Object.keys(straight as object)).toEqual(Object.keys(queued as object))
})

test('EB-06 SNS-10 an event by way of a topic: the text of the message is the event', () => {
  const event = reached(simulate({ services, forSec: 20, peeks: true }, (book) => {
    book.add('eventbridge', 'default')
    book.add('sns', 'alerts')
    book.add('listener', 'fn')
    book.wire('default', 'alerts')
    book.wire('alerts', 'fn')
    book.at(1, 'default', 'send', { body: { total: 7 } })
  })).events[0] as { readonly Records: readonly { readonly Sns: { readonly Message: string } }[] }
  fits(SnsSchema, event)
  fits(EventBridgeSchema, JSON.parse(event.Records[0]!.Sns.Message))
})

test('EB-09 the event of a schedule is typed as one', () => {
  const event: ScheduledEvent = reached(simulate({ services, forSec: 400, peeks: true }, (book) => {
    book.add('eventbridge', 'default')
    book.add('listener', 'fn')
    book.wire('default', 'fn', { config: { trigger: 'schedule', schedule: 'rate(5 minutes)' } })
  })).events[0] as ScheduledEvent
  fits(EventBridgeSchema, event)
  expect(event).toMatchObject({ 'detail-type': 'Scheduled Event', source: 'aws.events', detail: {} })
})

test('FURL-03 the event of a function URL', () => {
  fits(LambdaFunctionUrlSchema, reached(simulate({ services, forSec: 2, peeks: true }, (book) => {
    book.add('client', 'people', { rps: 1, forMs: 1_000, body: '{"a":1}' })
    book.add('functionUrl', 'url')
    book.add('listener', 'fn', { answer: '{"statusCode":200}' })
    book.wire('people', 'url', { config: { method: 'POST', path: '/a/b?c=d' } })
    book.wire('url', 'fn')
  })).events[0])
})

const TRIGGERS: readonly (readonly [trigger: string, schema: Parses, wire?: Config])[] = [
  ['preSignUp', PreSignupTriggerSchema], ['postConfirmation', PostConfirmationTriggerSchema], ['preAuthentication', PreAuthenticationTriggerSchema], ['postAuthentication', PostAuthenticationTriggerSchema],
  ['customMessage', CustomMessageTriggerSchema], ['preTokenGeneration', PreTokenGenerationTriggerSchemaV1], ['preTokenGeneration', PreTokenGenerationTriggerSchemaV2AndV3, { version: 'V2_0' }],
  ['userMigration', MigrateUserTriggerSchema], ['defineAuthChallenge', DefineAuthChallengeTriggerSchema], ['createAuthChallenge', CreateAuthChallengeTriggerSchema], ['verifyAuthChallenge', VerifyAuthChallengeTriggerSchema],
]
test.each(TRIGGERS.map((one) => [one[0], one] as const))('COG-06 the event of %s', (trigger, [, schema, wire = {}]) => {
  const event = reached(simulate({ services, forSec: 5, peeks: true }, (book) => {
    book.add('cognito', 'users', { perMinute: 1 })
    book.add('listener', 'fn')
    book.wire('users', 'fn', { config: { trigger, ...wire } })
  })).events[0]
  fits(schema, event)
  if (trigger === 'postConfirmation') expect((event as PostConfirmationTriggerEvent).triggerSource).toBe('PostConfirmation_ConfirmSignUp')
})
