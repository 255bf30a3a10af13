import { expect, test } from 'vitest'
import type { Service } from '../../contract/service.ts'
import { caller, heard } from '../../testkit/caller.ts'
import { simulate, type Sketchbook } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'

const services = [...all, caller] as readonly Service[]
const tell = (draw: (book: Sketchbook) => void, forSec = 100) => simulate({ services, forSec }, draw)

test('LAM-SYNC-14 LAM-EX-75 who calls another function and waits pays for both, and holds two of the concurrency', () => {
  const run = tell((drawing) => {
    drawing.add('caller', 'caller')
    drawing.add('lambda', 'a', { ioMs: 100, timeoutSec: 60 })
    drawing.add('lambda', 'b', { ioMs: 5_000, timeoutSec: 60 })
    drawing.wire('caller', 'a')
    drawing.wire('a', 'b')
  })
  expect(run.metric('a', 'BilledDuration').sum).toBe(5_100)
  expect(run.metric('b', 'BilledDuration').sum).toBe(5_000)
  expect(run.rows.filter((row) => row.kind === 'started' || row.kind === 'finished').map((row) => `${row.atSec} ${row.place} ${row.kind}`)).toEqual([
    '0 a started', '0.1 b started', '5.1 b finished', '5.1 a finished',
  ])
  expect(heard(run)).toMatchObject([{ atSec: 5.1, status: 200, reason: '' }])
})

test('LAM-SYNC-14 the timeout of the caller does not stop the function it called, whose answer finds nobody', () => {
  const run = tell((drawing) => {
    drawing.add('caller', 'caller', { times: '0 4' })
    drawing.add('lambda', 'a', { ioMs: 100, timeoutSec: 3 })
    drawing.add('lambda', 'b', { ioMs: 5_000, timeoutSec: 60 })
    drawing.wire('caller', 'a')
    drawing.wire('a', 'b')
  })
  // The answer to the first call arrives at 5.1 s, while the same environment waits for the second: it is not taken for it.
  expect(run.story('a', 'timedOut')).toEqual(['3 timedOut 1', '7 timedOut 3'])
  expect(run.rows.filter((row) => row.kind === 'finished').map((row) => `${row.atSec} ${row.place}`)).toEqual(['5.1 b', '9.1 b'])
  expect(run.metric('a', 'BilledDuration').sum).toBe(6_000)
  expect(run.metric('b', 'BilledDuration').sum).toBe(10_000)
  expect(run.waiting()).toBe(0)
})

test('LAM-SYNC-14 D-03 an answer at the very instant of the timeout is in time', () => {
  const run = tell((drawing) => {
    drawing.add('caller', 'caller')
    drawing.add('lambda', 'a', { ioMs: 1_000, timeoutSec: 3 })
    drawing.add('lambda', 'b', { ioMs: 2_000 })
    drawing.wire('caller', 'a')
    drawing.wire('a', 'b')
  })
  expect(heard(run)).toMatchObject([{ atSec: 3, reason: '' }])
})

test('LAM-SYNC-14 calls are made one after another, in the order of the wires, after the handler’s own work', () => {
  const run = tell((drawing) => {
    drawing.add('caller', 'caller', { body: '{"order":7}' })
    drawing.add('lambda', 'a', { ioMs: 100 })
    drawing.add('lambda', 'b', { ioMs: 200 })
    drawing.add('sqs', 'q')
    drawing.add('lambda', 'c', { ioMs: 300 })
    for (const name of ['b', 'q', 'c']) drawing.wire('a', name)
    drawing.wire('caller', 'a')
  })
  expect(run.rows.filter((row) => ['started', 'finished', 'visible'].includes(row.kind)).map((row) => `${row.atSec} ${row.place} ${row.kind}`)).toEqual([
    '0 a started', '0.1 b started', '0.3 b finished', '0.3 q visible', '0.3 c started', '0.6 c finished', '0.6 a finished',
  ])
})

test('LAM-SYNC-01 a function that invokes another as an event waits only until that is taken in', () => {
  const run = tell((drawing) => {
    drawing.add('caller', 'caller')
    drawing.add('lambda', 'a', { ioMs: 100 })
    drawing.add('lambda', 'b', { ioMs: 2_000 })
    drawing.wire('caller', 'a')
    drawing.wire('a', 'b', { config: { invocation: 'Event' } })
  })
  expect(heard(run)).toMatchObject([{ atSec: 0.1 }])
  expect(run.metric('b', 'AsyncEventsReceived').sum).toBe(1)
})

test('LAM-SYNC-05 a call that fails makes the handler throw, unless its code catches that', () => {
  const answers = (onError: string, fn: object) => {
    const run = tell((drawing) => {
      drawing.add('caller', 'caller')
      drawing.add('lambda', 'a', { ioMs: 100 })
      drawing.add('lambda', 'b', { ioMs: 200, ...fn })
      drawing.wire('caller', 'a')
      drawing.wire('a', 'b', { config: { onError } })
    })
    return heard(run)[0]!
  }
  expect(answers('throw', { errorRate: 100 })).toMatchObject({ atSec: 0.3, reason: 'Unhandled', content: { errorType: 'Error', errorMessage: 'b failed' } })
  expect(answers('catch', { errorRate: 100 })).toMatchObject({ atSec: 0.3, reason: '', content: undefined })
  // The SDK tries a throttled call three times before it throws: after 0.5 s and after 1 s more.
  expect(answers('throw', { reserved: 0 })).toMatchObject({ atSec: 1.6, reason: 'Unhandled', content: { errorType: 'TooManyRequestsException', errorMessage: 'b failed' } })
})

test('GEN-10 LAM-SYNC-06 code in a function retries a throttled call as the SDK does, and succeeds when there is room', () => {
  const run = tell((drawing) => {
    drawing.add('client', 'busy', { pattern: 'burst', burstSize: 1, forMs: 1 })
    drawing.add('caller', 'caller')
    drawing.add('lambda', 'a', { ioMs: 100 })
    drawing.add('lambda', 'b', { ioMs: 1_000, reserved: 1 })
    drawing.wire('busy', 'b')
    drawing.wire('caller', 'a')
    drawing.wire('a', 'b')
  })
  expect(run.story('b', 'throttled', 'started')).toEqual(['0 started 1', '0.1 throttled 3', '0.6 throttled 3', '1.6 started 3'])
  expect(heard(run)).toMatchObject([{ atSec: 2.6, reason: '' }])
})

test('LAM-SYNC-14 a timeout that strikes while the SDK waits for its next try ends that, too', () => {
  const run = tell((drawing) => {
    drawing.add('caller', 'caller')
    drawing.add('lambda', 'a', { ioMs: 100, timeoutSec: 1 })
    drawing.add('lambda', 'b', { reserved: 0 })
    drawing.wire('caller', 'a')
    drawing.wire('a', 'b')
  })
  expect(heard(run)).toMatchObject([{ atSec: 1, reason: 'Sandbox.Timedout' }])
  expect(run.metric('b', 'Throttles').sum).toBe(2)
  expect(run.waiting()).toBe(0)
})

test('LAM-SYNC-14 a handler that fails by itself calls nobody', () => {
  const run = tell((drawing) => {
    drawing.add('caller', 'caller')
    drawing.add('lambda', 'a', { ioMs: 100, errorRate: 100 })
    drawing.add('lambda', 'b')
    drawing.wire('caller', 'a')
    drawing.wire('a', 'b')
  })
  expect(run.metric('b', 'Invocations').count).toBe(0)
})

test('WIR-18 GEN-05 a handler without code does what its wire allows; what it does not is refused before anybody is asked', () => {
  const run = (call: object, target: 's3' | 'dynamodb' | 'sqs' = 's3', more: object = {}) => {
    const done = tell((drawing) => {
      drawing.add('caller', 'caller')
      drawing.add('lambda', 'a', { ioMs: 100, init: 'constant', ...more })
      drawing.add(target, 'there', target === 's3' ? { objects: [{ key: 'index.html', body: 'x' }] } : {})
      drawing.wire('caller', 'a')
      drawing.wire('a', 'there', { port: 'calls', config: { ...call } })
    })
    const count = (metric: string): number => done.metric('there', metric).sum
    const did = target === 's3' ? ['PutRequests', 'GetRequests'] : target === 'sqs' ? ['NumberOfMessagesSent'] : ['ConsumedWriteCapacityUnits', 'ConsumedReadCapacityUnits']
    return [...did.map(count), done.metric('a', 'Errors').sum, done.count('a', 'refused')]
  }
  expect(run({})).toEqual([1, 0, 0, 0])
  expect(run({ does: 'read' })).toEqual([0, 1, 0, 0])
  expect(run({ actions: 'read' })).toEqual([0, 1, 0, 0])
  expect(run({ actions: 'read', does: 'write' })).toEqual([0, 0, 1, 1])
  expect(run({ actions: 'exact', exactly: 's3:GetObject' })).toEqual([0, 0, 1, 1])
  expect(run({ actions: 'exact', exactly: 's3:GetObject', does: 'read' })).toEqual([0, 1, 0, 0])
  expect(run({ permission: false })).toEqual([0, 0, 1, 1])
  expect(run({ permission: false, onError: 'catch' })).toEqual([0, 0, 0, 1])
  expect(run({ permission: false }, 's3', { statements: [{ action: 's3:Put*', resource: 'arn:aws:s3:::there/*' }] })).toEqual([1, 0, 0, 0])
  expect(run({ actions: 'write' }, 'dynamodb')).toEqual([1, 0, 0, 0])
  expect(run({ actions: 'read' }, 'dynamodb')).toEqual([0, 0.5, 0, 0])
  expect(run({ actions: 'read' }, 'sqs')).toEqual([0, 1, 1])
})
