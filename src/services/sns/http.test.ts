/** SNS-11: HTTP endpoints: what they are sent, when it counts as delivered, and how they confirm. */
import { expect, test } from 'vitest'
import { type HttpRequest, headerOf } from '../../contract/http.ts'
import type { Service } from '../../contract/service.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { simulateCode } from '../../testkit/simulate-code.ts'
import { type Settings, simulate, type Sketchbook } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'

const services = [...all, keeper] as readonly Service[]
const run = (web: object, config: object, more: (drawing: Sketchbook) => void = () => {}, settings: Settings = {}) =>
  simulate({ services, forSec: 600, seed: 5, ...settings }, (drawing) => {
    drawing.add('sns', 'orders')
    drawing.add('keeper', 'web', { role: 'http', ...web })
    drawing.wire('orders', 'web', { config: { ...config } })
    drawing.at(12.5, 'orders', 'publish', { body: '{"id":1}', attributes: { store: 'north' } })
    more(drawing)
  })
const sent = (web: object, config: object) => keptBy(run(web, config).run, 'web').map((one) => one.content as HttpRequest)
const posts = (done: ReturnType<typeof run>) => done.rows.filter((row) => row.kind === 'request').map((row) => row.atSec)
const sum = (done: ReturnType<typeof run>, name: string) => done.metric('orders', name).sum

test('SNS-11 an endpoint gets a POST whose headers tell what it is, and the envelope as AWS writes it; raw, the text alone', () => {
  const [http] = sent({}, { path: '/hook' })
  expect(http).toMatchObject({ method: 'POST', path: '/hook' })
  const { MessageId, UnsubscribeURL } = JSON.parse(http!.body!) as Record<string, string>
  expect(http!.headers).toEqual([
    ['x-amz-sns-message-type', 'Notification'], ['x-amz-sns-message-id', MessageId], ['x-amz-sns-topic-arn', 'arn:aws:sns:us-east-1:123456789012:orders'],
    ['x-amz-sns-subscription-arn', UnsubscribeURL!.split('SubscriptionArn=')[1]], ['Content-Length', String(http!.body!.length)], ['Content-Type', 'text/plain; charset=UTF-8'],
    ['Connection', 'Keep-Alive'], ['User-Agent', 'Amazon Simple Notification Service Agent'], ['Accept-Encoding', 'gzip,deflate'],
  ])
  expect(http!.body!.split('\n').slice(0, 2)).toEqual(['{', '  "Type" : "Notification",'])
  const [raw] = sent({}, { raw: true, contentType: 'application/json' })
  expect(raw!.body).toBe('{"id":1}')
  expect(['x-amz-sns-rawdelivery', 'content-type'].map((name) => headerOf(raw!.headers, name))).toEqual(['true', 'application/json'])
})

test('SNS-05 SNS-11 any answer from 200 to 499 is a delivery: what says 404 is not asked again, kept nowhere and counted as delivered', () => {
  const done = (web: object) => run(web, {}, (drawing) => {
    drawing.add('keeper', 'dead')
    drawing.wire('orders', 'dead', { port: 'deadLetter' })
  })
  const no = done({ refuses: true, status: 404 })
  expect([posts(no), sum(no, 'NumberOfNotificationsDelivered'), sum(no, 'NumberOfNotificationsFailed'), keptBy(no.run, 'dead')]).toEqual([[12.5], 1, 0, []])
  expect(no.count('orders', 'dropped')).toBe(1)
  const patient = done({ refuses: true, status: 429, healsAtSec: 40 })
  expect([posts(patient), sum(patient, 'NumberOfNotificationsFailed')]).toEqual([[12.5, 32.5, 52.5], 2])
})

test('SNS-04 SNS-06 after the last try the dead-letter queue gets what the endpoint did not take', () => {
  const done = run({ refuses: true, status: 500 }, { numRetries: 1 }, (drawing) => {
    drawing.add('keeper', 'dead')
    drawing.wire('orders', 'dead', { port: 'deadLetter' })
  }, { peeks: true })
  const [dead] = keptBy(done.run, 'dead')
  expect([posts(done), dead!.at]).toEqual([[12.5, 32.5], 32.5])
  expect(JSON.parse(dead!.content as string)).toMatchObject({ Message: '{"id":1}' })
})

test('SNS-04 SNS-11 an endpoint has 15 seconds to answer: the next try comes about 35 seconds after the one before, with the same id', () => {
  const done = simulate({ services, forSec: 200, peeks: true }, (drawing) => {
    drawing.add('sns', 'orders')
    drawing.add('functionUrl', 'web')
    drawing.add('lambda', 'slow', { ioMs: 20_000, timeoutSec: 30, init: 'constant' })
    drawing.wire('orders', 'web')
    drawing.wire('web', 'slow')
    drawing.at(0, 'orders', 'publish', { body: 'x' })
  })
  expect(done.story('slow', 'started').map((line) => line.split(' ')[0])).toEqual(['0', '35', '70', '105'])
  expect(['NumberOfNotificationsFailed', 'NumberOfNotificationsDelivered'].map((name) => done.metric('orders', name).sum)).toEqual([4, 0])
  expect(done.waiting()).toBe(0)
})

test('SNS-04 a throttle policy lets so many a second through, and the rest waits', () => {
  const done = run({}, { maxReceivesPerSec: 2 }, (drawing) => drawing.at(20, 'orders', 'publish', { body: 'x', times: 4 }))
  expect(posts(done)).toEqual([12.5, 20, 20.5, 21, 21.5])
})

test('SNS-11 an endpoint that has not confirmed is asked to, tried again like any delivery, and gets nothing until it does', () => {
  const done = run({ refuses: true, status: 503, healsAtSec: 15 }, { confirmed: false }, (drawing) => {
    drawing.at(30, 'orders', 'confirm', { subscriber: 'web' })
    drawing.at(40, 'orders', 'publish', { body: 'later' })
  })
  expect(posts(done)).toEqual([0, 20, 40])
  const [asked, notified] = keptBy(done.run, 'web').map((one) => one.content as HttpRequest)
  const body = JSON.parse(asked!.body!) as Record<string, string>
  expect(Object.keys(body)).toEqual(['Type', 'MessageId', 'Token', 'TopicArn', 'Message', 'SubscribeURL', 'Timestamp', 'SignatureVersion', 'Signature', 'SigningCertURL'])
  expect(body.SubscribeURL).toBe(`https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-east-1:123456789012:orders&Token=${body.Token}`)
  expect(['x-amz-sns-message-type', 'x-amz-sns-subscription-arn'].map((name) => headerOf(asked!.headers, name))).toEqual(['SubscriptionConfirmation', undefined])
  expect(JSON.parse(notified!.body!)).toMatchObject({ Type: 'Notification', Message: 'later' })
  expect([sum(done, 'NumberOfNotificationsDelivered'), sum(done, 'NumberOfNotificationsFailed')]).toEqual([1, 0])
})

const ENDPOINT = (confirming: string) => `
import { SNSClient, ConfirmSubscriptionCommand } from '@aws-sdk/client-sns'
export const handler = async (event) => {
  const message = JSON.parse(event.body)
  console.log(event.headers['x-amz-sns-message-type'])
  if (message.Type === 'SubscriptionConfirmation') ${confirming}
  return { statusCode: 200 }
}`

test('SNS-11 SBX-04 code confirms by a visit to the SubscribeURL, or with the token', () => {
  const heard = (confirming: string) => {
    const done = simulateCode({ forSec: 60 }, (drawing) => {
      drawing.add('sns', 'orders')
      drawing.add('httpApi', 'hooks')
      drawing.add('lambda', 'hook', { code: ENDPOINT(confirming), init: 'constant' })
      drawing.wire('orders', 'hooks', { config: { path: '/sns', confirmed: false } })
      drawing.wire('hooks', 'hook')
      drawing.at(10, 'orders', 'publish', { body: 'x' })
    })
    return [done.metric('hook', 'Invocations').sum, done.metric('hook', 'Errors').sum, done.metric('orders', 'NumberOfNotificationsDelivered').sum]
  }
  expect(heard(`{ const answer = await fetch(message.SubscribeURL); if (!(await answer.text()).includes('<SubscriptionArn>arn:aws:sns')) throw new Error('no') }`)).toEqual([2, 0, 1])
  expect(heard('await new SNSClient({}).send(new ConfirmSubscriptionCommand({ TopicArn: message.TopicArn, Token: message.Token }))')).toEqual([2, 0, 1])
  expect(heard('{ const { status } = await fetch(message.SubscribeURL + "0"); if (status !== 400) throw new Error("no") }')).toEqual([1, 0, 0])
})
