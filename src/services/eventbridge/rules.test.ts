import { EventBridgeSchema } from '@aws-lambda-powertools/parser/schemas/eventbridge'
import type { EventBridgeEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import type { Service } from '../../contract/service.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { type Settings, simulate, type Sketchbook } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'
import type { BusEvent } from './event.ts'

const services = [...all, keeper] as readonly Service[]
const run = (draw: (drawing: Sketchbook) => void, settings: Settings = {}) => simulate({ services, forSec: 600, ...settings }, draw)
const pattern = (value: object) => ({ pattern: JSON.stringify(value) })
const order = (total: number, id = total) => ({ body: { id, total } })

test('EB-02 EB-03 EB-13 every rule that matches gets the event, each of its targets a copy; others get nothing', () => {
  const done = run((drawing) => {
    drawing.add('eventbridge', 'default')
    for (const name of ['large', 'audit', 'never']) drawing.add('keeper', name)
    drawing.wire('default', 'large', { config: pattern({ detail: { total: [{ numeric: ['>', 100] }] } }) })
    drawing.wire('default', 'audit')
    drawing.wire('default', 'never', { config: pattern({ source: ['aws.s3'] }) })
    drawing.at(1, 'default', 'put', order(50))
    drawing.at(2, 'default', 'put', order(150))
  })
  expect(['large', 'audit', 'never'].map((name) => keptBy(done.run, name).map((one) => one.at))).toEqual([[2], [1, 2], []])
  expect(['PutEventsEntriesCount', 'MatchedEvents', 'TriggeredRules', 'Invocations'].map((name) => done.metric('default', name).sum)).toEqual([2, 2, 3, 3])
})

test('EB-02 what no rule matches is gone', () => {
  const done = run((drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 2, forMs: 1, body: '{"id": {{seq}}}' })
    drawing.add('eventbridge', 'orders')
    drawing.add('keeper', 'target')
    drawing.wire('shop', 'orders')
    drawing.wire('orders', 'target', { config: pattern({ detail: { id: [1] } }) })
  })
  expect(done.metric('shop', '2xx').sum).toBe(2)
  expect(keptBy(done.run, 'target')).toHaveLength(1)
  expect(done.outcomes()).toEqual({ filtered: 1, succeeded: 2 })
})

test('EB-08 LAM-TRG-06 a function gets the event in AWS’s keys and order', () => {
  const done = run((drawing) => {
    drawing.add('eventbridge', 'default')
    drawing.add('keeper', 'fn', { role: 'function' })
    drawing.wire('default', 'fn')
    drawing.at(3_723, 'default', 'put', { body: { Source: 'com.acme.shop', DetailType: 'OrderPlaced', Detail: '{"id":7}', Resources: ['arn:x'] } })
  }, { forSec: 4_000 })
  const event = keptBy(done.run, 'fn')[0]!.content as BusEvent
  const typed: EventBridgeEvent<string, unknown> = event as unknown as EventBridgeEvent<string, unknown>
  expect(EventBridgeSchema.safeParse(typed).success).toBe(true)
  expect(Object.keys(event)).toEqual(['version', 'id', 'detail-type', 'source', 'account', 'time', 'region', 'resources', 'detail'])
  expect(event).toMatchObject({ version: '0', 'detail-type': 'OrderPlaced', source: 'com.acme.shop', account: '123456789012', time: '2026-01-01T01:02:03Z', region: 'us-east-1', resources: ['arn:x'], detail: { id: 7 } })
})

test('EB-02 EB-06 for a function success is the 202: its errors are Lambda’s to retry', () => {
  const done = run((drawing) => {
    drawing.add('eventbridge', 'default')
    drawing.add('lambda', 'fn', { ioMs: 100, failFirst: 1, init: 'constant' })
    drawing.wire('default', 'fn')
    drawing.at(0, 'default', 'put', order(1))
  })
  expect(done.story('fn', 'started').map((line) => line.split(' ')[0])).toEqual(['0', '60.1'])
  expect(done.metric('default', 'FailedInvocations').sum).toBe(0)
})

test('EB-06 WIR-14 STM-08 a target that is busy is asked again after 1, 2, 4 s …, up to 15 minutes', () => {
  const done = run((drawing) => {
    drawing.add('eventbridge', 'default')
    drawing.add('keeper', 'queue', { refuses: true, status: 503 })
    drawing.add('keeper', 'dead')
    drawing.wire('default', 'queue', { config: { maxAttempts: 12 } })
    drawing.wire('default', 'dead', { port: 'deadLetter' })
    drawing.at(0, 'default', 'put', order(1))
  }, { forSec: 7_200 })
  const tries = done.rows.filter((row) => row.kind === 'event' && row.place === 'default → queue').map((row) => row.atSec)
  expect(tries).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 1_023, 1_923, 2_823])
  const [dead] = keptBy(done.run, 'dead')
  expect(dead!.content).toMatchObject({ source: 'com.acme.shop', detail: { total: 1 } })
  expect(Object.fromEntries(Object.entries(dead!.attributes!).map(([name, { stringValue }]) => [name, stringValue]))).toEqual({
    RULE_ARN: 'arn:aws:events:us-east-1:123456789012:rule/rule-w1', TARGET_ARN: 'arn:aws:keeper:us-east-1:123456789012:queue', ERROR_CODE: 'ERROR_FROM_TARGET',
    ERROR_MESSAGE: 'arn:aws:keeper:us-east-1:123456789012:queue answered with status 503.', EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts', RETRY_ATTEMPTS: '12',
  })
  expect(['FailedInvocations', 'RetryInvocationAttempts', 'InvocationsSentToDlq'].map((name) => done.metric('default', name).sum)).toEqual([1, 12, 1])
})

test('EB-06 an event that would grow too old is given up, with the other condition', () => {
  const done = run((drawing) => {
    drawing.add('eventbridge', 'default')
    drawing.add('keeper', 'queue', { refuses: true, status: 429 })
    drawing.add('keeper', 'dead')
    drawing.wire('default', 'queue', { config: { maxAgeSec: 60 } })
    drawing.wire('default', 'dead', { port: 'deadLetter' })
    drawing.at(0, 'default', 'put', order(1))
  })
  expect(done.metric('default', 'RetryInvocationAttempts').sum).toBe(5)
  expect(keptBy(done.run, 'dead')[0]!.attributes).toMatchObject({ ERROR_CODE: { stringValue: 'THROTTLING' }, EXHAUSTED_RETRY_CONDITION: { stringValue: 'MaximumEventAgeInSeconds' }, RETRY_ATTEMPTS: { stringValue: '5' } })
})

test('EB-06 GEN-06 a dead-letter queue whose policy does not let the rule in keeps nothing', () => {
  const done = run((drawing) => {
    drawing.add('eventbridge', 'default')
    drawing.add('keeper', 'queue', { refuses: true, status: 400 })
    drawing.add('sqs', 'dead')
    drawing.wire('default', 'queue')
    drawing.wire('default', 'dead', { port: 'deadLetter', config: { permission: false } })
    drawing.at(0, 'default', 'put', order(1))
  })
  expect([done.metric('default', 'InvocationsFailedToBeSentToDlq').sum, done.metric('dead', 'NumberOfMessagesSent').sum, done.waiting()]).toEqual([1, 0, 0])
  expect(done.plan.findings.map(({ rule, on }) => `${rule} ${on}`)).toEqual(['GEN-06 w2'])
})

test('EB-06 an API destination has 5 seconds to answer; one that is slower is asked again, and its late answer is heard by nobody', () => {
  const done = simulate({ forSec: 60 }, (drawing) => {
    drawing.add('eventbridge', 'default')
    drawing.add('functionUrl', 'web')
    drawing.add('lambda', 'slow', { ioMs: 5_001, timeoutSec: 30, init: 'constant' })
    drawing.add('sqs', 'dead')
    drawing.wire('default', 'web', { config: { maxAttempts: 1 } })
    drawing.wire('web', 'slow')
    drawing.wire('default', 'dead', { port: 'deadLetter' })
    drawing.at(0, 'default', 'put', order(1))
  })
  expect(done.story('slow', 'started').map((line) => line.split(' ')[0])).toEqual(['0', '6'])
  expect(['FailedInvocations', 'InvocationsSentToDlq'].map((name) => done.metric('default', name).sum)).toEqual([1, 1])
  expect(done.outcomes()).toMatchObject({ deadLettered: 1 })
})

test('EB-06 GEN-05 without permission there is no retry: FailedInvocations, and the dead-letter queue with NO_PERMISSIONS', () => {
  const done = run((drawing) => {
    drawing.add('eventbridge', 'default')
    drawing.add('lambda', 'fn')
    drawing.add('sqs', 'other')
    drawing.add('keeper', 'dead')
    drawing.wire('default', 'fn', { config: { permission: false } })
    drawing.wire('default', 'other', { config: { permission: false } })
    drawing.wire('default', 'dead', { port: 'deadLetter', config: { targets: 'fn' } })
    drawing.at(0, 'default', 'put', order(1))
  })
  expect([done.metric('default', 'FailedInvocations').sum, done.metric('default', 'RetryInvocationAttempts').sum, done.count('fn', 'accepted')]).toEqual([2, 0, 0])
  expect(keptBy(done.run, 'dead')[0]!.attributes).toMatchObject({ ERROR_CODE: { stringValue: 'NO_PERMISSIONS' } })
  expect(done.outcomes()).toMatchObject({ deadLettered: 1, dropped: 1 })
})

test('EB-12 an event goes on to another bus under the same id', () => {
  const done = run((drawing) => {
    drawing.add('eventbridge', 'default')
    drawing.add('eventbridge', 'billing')
    for (const name of ['here', 'there']) drawing.add('keeper', name)
    drawing.wire('default', 'here')
    drawing.wire('default', 'billing')
    drawing.wire('billing', 'there')
    drawing.at(0, 'default', 'put', order(1))
  })
  expect(keptBy(done.run, 'there')[0]!.content).toEqual(keptBy(done.run, 'here')[0]!.content)
})

test('EB-01 above its rates a bus refuses entries, and delays invocations', () => {
  const done = run((drawing) => {
    drawing.add('eventbridge', 'default')
    drawing.add('keeper', 'target')
    drawing.wire('default', 'target')
    drawing.at(0, 'default', 'put', { body: {}, times: 12 })
  }, { quotas: { busPutsPerSec: 10, busInvocationsPerSec: 4 } })
  expect(done.count('default', 'refused')).toBe(2)
  expect(keptBy(done.run, 'target').map((one) => one.at)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2])
  expect(done.metric('default', 'ThrottledRules').sum).toBe(6)
})

test('EB-01 the names of AWS’s own services are refused to others', () => {
  const done = run((drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 1, forMs: 1, body: '{"source":"aws.s3","detail-type":"x","detail":{}}' })
    drawing.add('eventbridge', 'default')
    drawing.wire('shop', 'default')
  })
  expect([done.metric('shop', '4xx').sum, done.metric('default', 'PutEventsEntriesCount').sum]).toEqual([1, 0])
})

test('GEN-13 in realistic mode a target is invoked twice now and then, in strict mode never', () => {
  const invoked = (mode: 'strict' | 'realistic') =>
    keptBy(run((drawing) => {
      drawing.add('eventbridge', 'default', { duplicates: 10 })
      drawing.add('keeper', 'target')
      drawing.wire('default', 'target')
      drawing.at(0, 'default', 'put', { body: {}, times: 300 })
    }, { mode, seed: 8 }).run, 'target').length
  expect(invoked('strict')).toBe(300)
  expect(invoked('realistic')).toBeGreaterThan(310)
  expect(invoked('realistic')).toBeLessThan(370)
})

test('GEN-06 an encrypted topic refuses a rule that cannot use its key, and the event is lost', () => {
  const refused = (topic: object) =>
    run((drawing) => {
      drawing.add('eventbridge', 'default')
      drawing.add('sns', 'orders', { ...topic })
      drawing.add('sqs', 'queue')
      drawing.wire('default', 'orders')
      drawing.wire('orders', 'queue')
      drawing.at(0, 'default', 'put', order(1))
    }).count('orders', 'refused')
  expect([refused({ encryption: 'awsManaged' }), refused({ encryption: 'customer', keyGrants: false }), refused({ encryption: 'customer' }), refused({})]).toEqual([1, 1, 0, 0])
})
