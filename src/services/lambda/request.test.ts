import { expect, test } from 'vitest'
import { requestId } from '../../base/ids.ts'
import { reason, REASONS } from '../../contract/reasons.ts'
import type { Service } from '../../contract/service.ts'
import { caller, heard } from '../../testkit/caller.ts'
import { type Settings, simulate } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'
import { errorType, invokeAnswer, refusalBody } from './response.ts'

const services = [...all, caller] as readonly Service[]
const ask = (from: object, fn: object, settings: Settings = {}) =>
  simulate({ services, forSec: 300, ...settings }, (drawing) => {
    drawing.add('caller', 'caller', { ...from })
    drawing.add('lambda', 'f', { ...fn })
    drawing.wire('caller', 'f')
  })
const shop = (client: object, fn: object, settings: Settings = {}) =>
  simulate({ services, forSec: 300, ...settings }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 1, forMs: 1, ...client })
    drawing.add('lambda', 'f', { ...fn })
    drawing.wire('shop', 'f')
  })
const started = (run: ReturnType<typeof shop>) => run.rows.filter((row) => row.kind === 'started').map((row) => row.atSec)
const throttled = (run: ReturnType<typeof shop>) => run.rows.filter((row) => row.kind === 'throttled').map((row) => row.atSec)

test('LAM-SYNC-01 SDK-01 RequestResponse waits for the handler and returns what it returned', () => {
  const run = ask({}, { ioMs: 300, response: '{"total":12}' })
  expect(heard(run)).toMatchObject([{ atSec: 0.3, status: 200, content: { total: 12 } }])
  expect(heard(ask({}, { ioMs: 300 }))).toMatchObject([{ content: undefined }])
})

test('LAM-SYNC-01 SDK-02 Event is answered 202 at once, and hears nothing of the end', () => {
  const run = ask({ event: true }, { ioMs: 300, errorRate: 100, maxRetries: 0 })
  expect(heard(run)).toMatchObject([{ atSec: 0, status: 202, content: undefined }])
  expect(run.metric('f', 'Errors').sum).toBe(1)
})

test('LAM-SYNC-01 SDK-02 DryRun is answered 204, and nothing runs', () => {
  const run = shop({ invocation: 'DryRun' }, { ioMs: 300 })
  expect(run.rows.filter((row) => row.kind === 'response').map((row) => row.b)).toEqual([204])
  expect(run.count('f', 'initStarted') + run.count('f', 'started')).toBe(0)
  expect(run.outcomes()).toEqual({ succeeded: 1 })
})

test('LAM-SYNC-02 the answer names request and version; the function error stands in a header, not in the status', () => {
  const id = requestId(7, 3)
  expect(invokeAnswer(7, 3, 200, 0, undefined, '4')).toEqual({ status: 200, headers: { 'x-amzn-RequestId': id, 'X-Amz-Executed-Version': '4' }, body: null })
  expect(invokeAnswer(7, 3, 200, reason('Sandbox.Timedout'), { errorType: 'Sandbox.Timedout' }).headers['X-Amz-Function-Error']).toBe('Unhandled')
  expect(invokeAnswer(7, 3, 202, 0, undefined)).toEqual({ status: 202, headers: { 'x-amzn-RequestId': id }, body: undefined })
})

test('LAM-SYNC-03 SDK-03 a request may have 6,291,456 bytes; one more is refused with 413 and costs nothing', () => {
  expect(heard(ask({ sizeBytes: 6_291_456 }, {}))).toMatchObject([{ status: 200 }])
  const run = ask({ sizeBytes: 6_291_457 }, {})
  expect(heard(run)).toMatchObject([{ atSec: 0, status: 413, reason: 'RequestTooLargeException', content: { Type: 'User', message: 'RequestTooLargeException' } }])
  expect(run.metric('f', 'BilledDuration').sum).toBe(0)
})

test('LAM-SYNC-03 SDK-03 an event may have a megabyte, in the course profile 256 KB', () => {
  const status = (sizeBytes: number, profile: 'current' | 'course') => heard(ask({ sizeBytes, event: true }, {}, { profile }))[0]!.status
  expect([status(1_048_576, 'current'), status(1_048_577, 'current')]).toEqual([202, 413])
  expect([status(262_144, 'course'), status(262_145, 'course')]).toEqual([202, 413])
})

test('LAM-SYNC-04 SDK-03 each refusal has its own type and status; a throttle is told by its reason', () => {
  const told = (code: Parameters<typeof reason>[0]) => [REASONS[reason(code)]!.status, errorType(REASONS[reason(code)]!.status, reason(code))]
  expect(told('InvalidRequestContentException')).toEqual([400, 'InvalidRequestContentException'])
  expect(told('RecursiveInvocationException')).toEqual([400, 'RecursiveInvocationException'])
  expect(told('AccessDeniedException')).toEqual([403, 'AccessDeniedException'])
  expect(told('ResourceNotFoundException')).toEqual([404, 'ResourceNotFoundException'])
  expect(told('SnapStartTimeoutException')).toEqual([408, 'SnapStartTimeoutException'])
  expect(told('ResourceConflictException')).toEqual([409, 'ResourceConflictException'])
  expect(told('RequestTooLargeException')).toEqual([413, 'RequestTooLargeException'])
  expect(told('ConcurrentInvocationLimitExceeded')).toEqual([429, 'TooManyRequestsException'])
  expect(told('ServiceException')).toEqual([500, 'ServiceException'])
  const throttle = reason('CallerRateLimitExceeded')
  expect(invokeAnswer(1, 1, 429, throttle, refusalBody(throttle))).toMatchObject({
    status: 429, headers: { 'x-amzn-ErrorType': 'TooManyRequestsException' }, body: { Reason: 'CallerRateLimitExceeded', Type: 'User' },
  })
})

test('LAM-SYNC-05 Lambda does not retry a synchronous call, whether it fails, times out or is throttled', () => {
  expect(started(shop({}, { ioMs: 100, errorRate: 100 }))).toEqual([0])
  expect(started(shop({}, { ioMs: 5_000 }))).toEqual([0])
  expect(throttled(shop({}, { reserved: 0 }))).toEqual([0])
})

test('LAM-SYNC-06 LAM-EX-73 an SDK with a base of one second tries a throttled call at 0, 1 and 3 s, then gives up', () => {
  const run = shop({ retry: 'exponential', baseMs: 1_000, attempts: 3 }, { reserved: 0 })
  expect(throttled(run)).toEqual([0, 1, 3])
  expect(run.metric('f', 'Throttles').sum).toBe(3)
  expect(run.outcomes()).toEqual({ throttled: 1 })
})

test('LAM-SYNC-06 a client that waits 60 s for a function of 61 s invokes it again', () => {
  const run = shop({ retry: 'sdk', attempts: 2, timeoutMs: 60_000 }, { ioMs: 61_000, timeoutSec: 70 })
  expect(started(run)).toEqual([0, 60.1])
  expect(run.metric('f', 'BilledDuration').sum).toBe(122_000)
})

test('GEN-10 SDK-04 the SDK tries three times: after a throttle 0.5 s and 1 s apart', () => {
  expect(throttled(shop({ retry: 'sdk' }, { reserved: 0 }))).toEqual([0, 0.5, 1.5])
})

test('GEN-10 with jitter the waits are anything up to that', () => {
  const times = throttled(shop({ retry: 'sdk' }, { reserved: 0 }, { mode: 'realistic', seed: 2 }))
  expect(times).toHaveLength(3)
  expect(times[1]! - times[0]!).toBeLessThan(0.5 + 0.3)
  expect(times[2]! - times[0]!).toBeLessThan(1.5 + 0.6)
  expect(times[1]).not.toBe(times[0]! + 0.5)
})

test('SDK-04 a function error and a refusal are not retried', () => {
  expect(started(shop({ retry: 'sdk' }, { ioMs: 100, errorRate: 100 }))).toEqual([0])
  const large = shop({ retry: 'sdk', sizeBytes: 7_000_000 }, {})
  expect(large.count('f', 'refused')).toBe(1)
  expect(large.outcomes()).toEqual({ refused: 1 })
})

test('LAM-SYNC-07 LAM-EX-65 a streamed response of 200 MB passes, and takes 97 s for what is above 6 MB', () => {
  const fn = { ioMs: 0, timeoutSec: 200, streaming: true }
  expect(heard(ask({}, { ...fn, responseBytes: 209_715_200 }))).toMatchObject([{ atSec: 97, status: 200, reason: '' }])
  expect(heard(ask({}, { ...fn, responseBytes: 6_291_456 }))).toMatchObject([{ atSec: 0, reason: '' }])
  expect(heard(ask({}, { ...fn, responseBytes: 209_715_201 }))).toMatchObject([{ reason: 'Function.ResponseSizeTooLarge' }])
})

test('LAM-SYNC-08 a client, an API and a queue’s mapping all invoke synchronously: of a failure Lambda makes no retry of its own', () => {
  const run = simulate({ forSec: 200 }, (drawing) => {
    for (const name of ['sdk', 'web', 'sender']) drawing.add('client', name, { pattern: 'burst', burstSize: 1, forMs: 1 })
    drawing.add('httpApi', 'api')
    drawing.add('sqs', 'queue', { visibilityTimeoutSec: 150 })
    for (const name of ['a', 'b', 'c']) drawing.add('lambda', name, { ioMs: 100, errorRate: 100 })
    drawing.wire('sdk', 'a')
    drawing.wire('web', 'api')
    drawing.wire('api', 'b')
    drawing.wire('sender', 'queue')
    drawing.wire('queue', 'c')
  })
  const times = (name: string) => run.rows.filter((row) => row.kind === 'started' && row.place === name).map((row) => row.atSec)
  expect([times('a'), times('b'), times('c')]).toEqual([[0], [0], [0, 150]])
  expect(run.metric('a', 'AsyncEventsReceived').sum).toBe(0)
})

test('SRC-06 a user without think time whose every request is refused at once asks a thousand times a second, not for ever', () => {
  const run = shop({ pattern: 'closed', users: 1, thinkMs: 0, forMs: 1_000 }, { reserved: 0 }, { forSec: 2 })
  expect(run.metric('f', 'Throttles').sum).toBe(1_000)
})
