import { expect, test } from 'vitest'
import type { Service } from '../../contract/service.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { type Settings, simulate, type Sketchbook } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'
import { managedDelay } from './retry.ts'

const services = [...all, keeper] as readonly Service[]
const run = (draw: (drawing: Sketchbook) => void, settings: Settings = {}) => simulate({ services, forSec: 600, ...settings }, draw)
const body = (kept: { readonly content: unknown }): Record<string, unknown> => JSON.parse(kept.content as string) as Record<string, unknown>

test('SNS-02 every subscriber gets a copy of its own, at once, whatever becomes of the others', () => {
  const done = run((drawing) => {
    drawing.add('sns', 'orders')
    drawing.add('keeper', 'billing')
    drawing.add('keeper', 'broken', { refuses: true })
    drawing.add('lambda', 'mail', { ioMs: 100, init: 'constant' })
    for (const name of ['billing', 'broken', 'mail']) drawing.wire('orders', name)
    drawing.at(2, 'orders', 'publish', { body: 'paid' })
  }, { peeks: true })
  expect(keptBy(done.run, 'billing').map((one) => [one.at, body(one).Message])).toEqual([[2, 'paid']])
  expect(done.story('mail', 'started')).toEqual(['2 started 4'])
  expect([done.metric('orders', 'NumberOfMessagesPublished').sum, done.metric('orders', 'NumberOfNotificationsDelivered').sum, done.metric('orders', 'NumberOfNotificationsFailed').sum]).toEqual([1, 2, 1])
})

test('SNS-02 a topic keeps nothing: without a subscriber the message is gone', () => {
  const done = run((drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 3, forMs: 1 })
    drawing.add('sns', 'orders')
    drawing.wire('shop', 'orders')
  })
  expect(done.metric('shop', '2xx').sum).toBe(3)
  expect(done.outcomes()).toEqual({ dropped: 3 })
  expect(done.waiting()).toBe(0)
})

test('SNS-11 mail goes to those who have confirmed, text messages to all', () => {
  const done = run((drawing) => {
    drawing.add('sns', 'orders', { people: [{ protocol: 'email', endpoint: 'a@example.com', confirmed: true }, { protocol: 'email', endpoint: 'b@example.com', confirmed: false }, { protocol: 'sms', endpoint: '+14155550100', confirmed: false }] })
    drawing.at(2, 'orders', 'publish', { body: 'paid', times: 2 })
  })
  expect(['NumberOfMessagesPublished', 'NumberOfNotificationsDelivered'].map((name) => done.metric('orders', name).sum)).toEqual([2, 4])
  expect(done.outcomes()).toEqual({ succeeded: 2 })
})

test('SNS-02 a message of 262,144 bytes is published, one more byte is refused', () => {
  const published = (sizeBytes: number) =>
    run((drawing) => {
      drawing.add('client', 'shop', { pattern: 'burst', burstSize: 1, forMs: 1, sizeBytes })
      drawing.add('sns', 'orders')
      drawing.add('sqs', 'all')
      drawing.wire('shop', 'orders')
      drawing.wire('orders', 'all')
    }).metric('shop', '2xx').sum
  expect([published(262_144), published(262_145)]).toEqual([1, 0])
})

test('SNS-01 above the account’s rate a publish is refused, and a client that retries comes through', () => {
  const done = run((drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 12, forMs: 1, retry: 'fixed', baseMs: 1_000 })
    drawing.add('sns', 'orders')
    drawing.add('sqs', 'all')
    drawing.wire('shop', 'orders')
    drawing.wire('orders', 'all')
  }, { quotas: { snsPublishPerSec: 10 } })
  expect([done.count('orders', 'refused'), done.metric('orders', 'NumberOfMessagesPublished').sum]).toEqual([2, 12])
})

test('SNS-03 LAM-TRG-02 LAM-EX-72 a throttled function has taken the event in: SNS is done, and Lambda tries again', () => {
  const done = run((drawing) => {
    drawing.add('sns', 'orders')
    drawing.add('lambda', 'mail', { ioMs: 100, reserved: 1, failFirst: 1, init: 'constant' })
    drawing.wire('orders', 'mail')
    drawing.at(0, 'orders', 'publish', { body: 'a', times: 2 })
  })
  expect([done.metric('orders', 'NumberOfNotificationsDelivered').sum, done.metric('orders', 'NumberOfNotificationsFailed').sum]).toEqual([2, 0])
  expect(done.metric('mail', 'Throttles').sum).toBe(1)
  expect(done.metric('mail', 'Errors').sum).toBe(1)
  expect(done.story('mail', 'started').map((line) => line.split(' ')[0])).toEqual(['0', '1', '60.1'])
  expect(done.outcomes()).toEqual({ succeeded: 4 })
})

test('SNS-04 STM-06 what a subscriber of AWS cannot take is tried at once, each second, ever later, then every 20 s', () => {
  const done = run((drawing) => {
    drawing.add('sns', 'orders')
    drawing.add('keeper', 'queue', { refuses: true, status: 503, healsAtSec: 200 })
    drawing.wire('orders', 'queue')
    drawing.at(0, 'orders', 'publish', { body: 'a' })
  })
  const tries = done.rows.filter((row) => row.kind === 'event' && row.place === 'orders → queue').map((row) => Math.round(row.atSec * 100) / 100)
  expect(tries).toEqual([0, 0, 0, 1, 2, 3, 4.39, 6.34, 9.06, 12.84, 18.12, 25.49, 35.77, 50.11, 70.11, 90.11, 110.11, 130.11, 150.11, 170.11, 190.11, 210.11])
  expect(keptBy(done.run, 'queue').map((one) => Math.round(one.at * 100) / 100)).toEqual([210.11])
  expect(done.metric('orders', 'NumberOfNotificationsFailed').sum).toBe(0)
})

test('SNS-04 LAM-TRG-02 there are 100,015 tries over 23 days', () => {
  let tries = 1
  let seconds = 0
  for (let delay = managedDelay(1); delay !== undefined; delay = managedDelay(++tries)) seconds += delay
  expect([tries, Math.floor(seconds / 86_400)]).toEqual([100_015, 23])
})

test('SNS-04 in realistic mode no two tries are equally far apart', () => {
  const done = run((drawing) => {
    drawing.add('sns', 'orders')
    drawing.add('keeper', 'queue', { refuses: true, status: 503 })
    drawing.wire('orders', 'queue')
    drawing.at(0, 'orders', 'publish', { body: 'a' })
  }, { mode: 'realistic', seed: 4 })
  const waits = done.rows.filter((row) => row.kind === 'waits').slice(-6).map((row) => row.a - row.at)
  expect(new Set(waits).size).toBe(6)
  expect(waits.every((wait) => wait >= 10e6 && wait <= 20e6)).toBe(true)
})

test('SNS-05 SNS-06 GEN-05 without permission nothing is tried twice: the dead-letter queue has it, and says why', () => {
  const done = run((drawing) => {
    drawing.add('sns', 'orders')
    drawing.add('lambda', 'mail')
    drawing.add('keeper', 'dead')
    drawing.wire('orders', 'mail', { config: { permission: false } })
    drawing.wire('orders', 'dead', { port: 'deadLetter' })
    drawing.at(1, 'orders', 'publish', { body: 'paid', subject: 'Order' })
  }, { peeks: true })
  expect(done.metric('orders', 'NumberOfNotificationsFailed').sum).toBe(1)
  expect(done.metric('orders', 'NumberOfNotificationsRedrivenToDlq').sum).toBe(1)
  const [dead] = keptBy(done.run, 'dead')
  expect(body(dead!)).toMatchObject({ Type: 'Notification', Subject: 'Order', Message: 'paid', UnsubscribeURL: expect.stringContaining('https://sns.us-east-1') })
  expect(dead!.attributes).toMatchObject({ RequestID: { dataType: 'String' }, ErrorCode: { stringValue: 'AuthorizationError' }, ErrorMessage: { stringValue: expect.stringContaining('not authorized') } })
  expect(done.count('mail', 'started')).toBe(0)
})

test('SNS-05 without a dead-letter queue it is lost, and the trace says why', () => {
  const done = run((drawing) => {
    drawing.add('sns', 'orders')
    drawing.add('sqs', 'queue')
    drawing.wire('orders', 'queue', { config: { permission: false } })
    drawing.at(0, 'orders', 'publish', { body: 'a' })
  })
  expect(done.count('orders', 'dropped')).toBe(1)
  expect(done.waiting()).toBe(0)
})

test('SNS-06 each subscription may have a dead-letter queue of its own', () => {
  const done = run((drawing) => {
    drawing.add('sns', 'orders')
    for (const name of ['a', 'b']) drawing.add('keeper', name, { refuses: true })
    for (const name of ['dead', 'rest']) drawing.add('keeper', name)
    drawing.wire('orders', 'a')
    drawing.wire('orders', 'b')
    drawing.wire('orders', 'dead', { port: 'deadLetter', config: { subscriptions: 'b' } })
    drawing.wire('orders', 'rest', { port: 'deadLetter' })
    drawing.at(0, 'orders', 'publish', { body: 'x' })
  })
  expect([keptBy(done.run, 'dead').length, keptBy(done.run, 'rest').length]).toEqual([1, 1])
})

test('SNS-06 GEN-06 a dead-letter queue whose policy does not let the topic in keeps nothing, and the drawing says so', () => {
  const done = run((drawing) => {
    drawing.add('sns', 'orders')
    drawing.add('keeper', 'a', { refuses: true })
    drawing.add('sqs', 'dead')
    drawing.wire('orders', 'a')
    drawing.wire('orders', 'dead', { port: 'deadLetter', config: { permission: false } })
    drawing.at(0, 'orders', 'publish', { body: 'x' })
  })
  expect([done.metric('orders', 'NumberOfNotificationsFailedToRedriveToDlq').sum, done.metric('dead', 'NumberOfMessagesSent').sum, done.waiting()]).toEqual([1, 0, 0])
  expect(done.plan.findings.map(({ rule, on }) => `${rule} ${on}`)).toEqual(['GEN-06 w2'])
})

test('SNS-06 a dead-letter queue that refuses loses the message for good', () => {
  const done = run((drawing) => {
    drawing.add('sns', 'orders')
    for (const name of ['a', 'dead']) drawing.add('keeper', name, { refuses: true })
    drawing.wire('orders', 'a')
    drawing.wire('orders', 'dead', { port: 'deadLetter' })
    drawing.at(0, 'orders', 'publish', { body: 'x' })
  })
  expect(done.metric('orders', 'NumberOfNotificationsFailedToRedriveToDlq').sum).toBe(1)
  expect(done.outcomes()).toEqual({ succeeded: 1, deadLettered: 1, dropped: 1 })
})

test('SNS-04 WIR-11 an HTTP endpoint is retried by its policy: three times, 20 s apart, and every failure counts', () => {
  const tries = (config: object) => {
    const done = run((drawing) => {
      drawing.add('sns', 'orders')
      drawing.add('keeper', 'web', { role: 'http', refuses: true, status: 500 })
      drawing.wire('orders', 'web', { config: { ...config } })
      drawing.at(0, 'orders', 'publish', { body: 'x' })
    })
    const times = done.rows.filter((row) => row.kind === 'request').map((row) => row.atSec)
    expect(done.metric('orders', 'NumberOfNotificationsFailed').sum).toBe(times.length)
    return times
  }
  expect(tries({})).toEqual([0, 20, 40, 60])
  expect(tries({ numRetries: 6, numNoDelayRetries: 1, numMinDelayRetries: 1, minDelayTarget: 10, maxDelayTarget: 40, numMaxDelayRetries: 1 })).toEqual([0, 0, 10, 20, 45, 85, 125])
  expect(tries({ numRetries: 4, minDelayTarget: 1, maxDelayTarget: 8, backoffFunction: 'exponential' })).toEqual([0, 1, 3, 7, 15])
})

test('SNS-08 raw delivery brings the text and up to ten attributes; with eleven the message is refused', () => {
  const kept = (attributes: number) =>
    keptBy(run((drawing) => {
      drawing.add('sns', 'orders')
      drawing.add('keeper', 'queue')
      drawing.wire('orders', 'queue', { config: { raw: true } })
      drawing.at(0, 'orders', 'publish', { body: '{"id":1}', attributes: Object.fromEntries(Array.from({ length: attributes }, (_, i) => [`a${i}`, i])) })
    }, { peeks: true }).run, 'queue')
  expect(kept(10)[0]).toMatchObject({ content: '{"id":1}', attributes: { a9: { dataType: 'Number', stringValue: '9' } }, sizeBytes: 8 })
  expect(kept(11)).toEqual([])
})

test('GEN-13 in realistic mode a notification comes twice now and then, in strict mode never', () => {
  const delivered = (mode: 'strict' | 'realistic') =>
    run((drawing) => {
      drawing.add('sns', 'orders', { duplicates: 10 })
      drawing.add('keeper', 'queue')
      drawing.wire('orders', 'queue')
      drawing.at(0, 'orders', 'publish', { body: 'x', times: 500 })
    }, { mode, seed: 11 }).metric('orders', 'NumberOfNotificationsDelivered').sum
  expect(delivered('strict')).toBe(500)
  expect(delivered('realistic')).toBeGreaterThan(520)
  expect(delivered('realistic')).toBeLessThan(600)
})
