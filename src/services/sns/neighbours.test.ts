/** Topics and buses beside other services: what these send to them, and what they make of it. */
import { expect, test } from 'vitest'
import type { Service } from '../../contract/service.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { simulate } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'

const services = [...all, keeper] as readonly Service[]

test('LAM-DEST-03 WIR-16 a function’s destinations: a topic gets the record as its text, a bus an event from lambda, a bucket an object', () => {
  const run = simulate({ services, forSec: 600 }, (drawing) => {
    drawing.add('lambda', 'good', { ioMs: 100, init: 'constant' })
    drawing.add('lambda', 'bad', { ioMs: 100, init: 'constant', errorRate: 100, maxRetries: 0 })
    drawing.add('lambda', 'worse', { ioMs: 100, init: 'constant', errorRate: 100, maxRetries: 0 })
    drawing.add('client', 'sender', { pattern: 'burst', burstSize: 3, forMs: 1, invocation: 'Event', body: '{"id": {{seq}}}' })
    drawing.add('eventbridge', 'default')
    drawing.add('sns', 'failed')
    drawing.add('s3', 'lost')
    for (const name of ['fromBus', 'fromTopic']) drawing.add('keeper', name)
    for (const name of ['good', 'bad', 'worse']) drawing.wire('sender', name)
    drawing.wire('good', 'default', { port: 'onSuccess' })
    drawing.wire('bad', 'failed', { port: 'onFailure' })
    drawing.wire('worse', 'lost', { port: 'onFailure' })
    drawing.wire('default', 'fromBus', { config: { pattern: '{"source": ["lambda"]}' } })
    drawing.wire('failed', 'fromTopic')
  })
  for (const kept of keptBy(run.run, 'fromBus')) expect(kept.content).toMatchObject({ source: 'lambda', 'detail-type': 'Lambda Function Invocation Result - Success', resources: ['arn:aws:lambda:us-east-1:123456789012:function:good:$LATEST'], detail: { requestContext: { condition: 'Success' } } })
  for (const kept of keptBy(run.run, 'fromTopic')) expect(JSON.parse((JSON.parse(kept.content as string) as { Message: string }).Message)).toMatchObject({ requestContext: { condition: 'RetriesExhausted' } })
  const counts = [keptBy(run.run, 'fromBus').length, keptBy(run.run, 'fromTopic').length, run.metric('lost', 'PutRequests').sum]
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(3)
  const store = (run.run.nodes.find((node) => node.name === 'lost')!.state as { store: { listed(prefix: string): string[] } }).store
  expect(store.listed('').every((key) => /^aws\/lambda\/async\/worse\/2026\/01\/01\/2026-01-01T00\.00\.00-[0-9a-f-]{36}$/.test(key))).toBe(true)
})

test('SNS-11 a topic and a bus reach an HTTP API, whose answer is theirs to judge', () => {
  const run = simulate({ services, forSec: 120 }, (drawing) => {
    drawing.add('sns', 'orders')
    drawing.add('eventbridge', 'default')
    drawing.add('httpApi', 'hooks')
    drawing.add('lambda', 'hook', { ioMs: 100, init: 'constant', response: '{"statusCode": 200, "body": "ok"}' })
    drawing.wire('orders', 'hooks', { config: { path: '/sns' } })
    drawing.wire('default', 'hooks', { config: { path: '/bus' } })
    drawing.wire('hooks', 'hook')
    drawing.at(0, 'orders', 'publish', { body: 'x' })
    drawing.at(1, 'default', 'put', { body: { id: 1 } })
  })
  expect([run.metric('orders', 'NumberOfNotificationsDelivered').sum, run.metric('default', 'FailedInvocations').sum, run.metric('hook', 'Invocations').sum]).toEqual([1, 0, 2])
  expect(run.waiting()).toBe(0)
})

test('EB-06 a bus hands events to a stream, whose partition key it does not choose', () => {
  const run = simulate({ services, forSec: 60 }, (drawing) => {
    drawing.add('eventbridge', 'default')
    drawing.add('kinesis', 'clicks')
    drawing.add('lambda', 'count', { ioMs: 50, init: 'constant' })
    drawing.wire('default', 'clicks')
    drawing.wire('clicks', 'count')
    drawing.at(0, 'default', 'put', { body: { id: 1 }, times: 3 })
  })
  expect(run.metric('clicks', 'IncomingRecords').sum).toBe(3)
  expect(run.metric('default', 'FailedInvocations').sum).toBe(0)
})

test('LAM-REC-01 EB-15 a loop through a topic is stopped after sixteen rounds, one through a bus by nobody', () => {
  const rounds = (middle: 'sns' | 'eventbridge') => {
    const run = simulate({ services, forSec: 60 }, (drawing) => {
      drawing.add('lambda', 'fn', { ioMs: 100, init: 'constant' })
      drawing.add(middle, 'default')
      drawing.wire('default', 'fn')
      drawing.wire('fn', 'default', { port: 'calls' })
      drawing.at(0, 'default', 'send', { body: { id: 1 } })
    })
    return [run.metric('fn', 'Invocations').sum, run.metric('fn', 'RecursiveInvocationsDropped').sum]
  }
  expect(rounds('sns')).toEqual([16, 1])
  expect(rounds('eventbridge')).toEqual([600, 0])
})
