import { expect, test } from 'vitest'
import { requestId } from '../../base/ids.ts'
import { reason } from '../../contract/reasons.ts'
import type { Service } from '../../contract/service.ts'
import { caller, heard } from '../../testkit/caller.ts'
import { type Settings, simulate } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'
import { invokeAnswer, reportLine } from './response.ts'

const services = [...all, caller] as readonly Service[]
const calls = (times: string, fn: object, settings: Settings = {}) =>
  simulate({ services, forSec: 100, ...settings }, (drawing) => {
    drawing.add('caller', 'caller', { times })
    drawing.add('lambda', 'f', { init: 'constant', initMs: 400, ioMs: 100, ...fn })
    drawing.wire('caller', 'f')
  })
type Told = ReturnType<typeof calls>
const first = (run: Told) => heard(run)[0]!
const id = (run: Told) => requestId(1, first(run).serial)
/** Whether the second of two calls, 10 s later, had to initialise the same environment again. */
const resetBy = (fn: object): boolean => {
  const run = calls('0 10', { failFirst: 1, timeoutSec: 5, ...fn })
  expect(run.rows.filter((row) => row.kind === 'started').map((row) => row.b)).toEqual([1, 1])
  return run.rows.find((row) => row.kind === 'finished')!.a === 500
}
const report = (ended?: string) => reportLine({ requestId: 'r', durationMs: 100, billedMs: 100, memoryMb: 128, usedMb: 70, ...(ended && { ended }) })

test('LAM-ERR-01 SDK-01 a function error is a 200 with a header, an invocation and an error', () => {
  const run = calls('0', { errorRate: 100 })
  const { serial, status, reason: why, content } = first(run)
  expect([status, why]).toEqual([200, 'Unhandled'])
  expect(invokeAnswer(1, serial, status, reason('Unhandled'), content)).toEqual({
    status: 200,
    headers: { 'x-amzn-RequestId': id(run), 'X-Amz-Executed-Version': '$LATEST', 'X-Amz-Function-Error': 'Unhandled' },
    body: content,
  })
  expect([run.metric('f', 'Invocations').sum, run.metric('f', 'Errors').sum]).toEqual([1, 1])
})

test('LAM-ERR-02 a timeout names the request and the seconds, and resets the environment', () => {
  const run = calls('0', { timeoutSec: 3, ioMs: 5_000 })
  expect(first(run).atSec).toBe(3.4)
  expect(first(run).content).toEqual({ errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${id(run)} Error: Task timed out after 3.00 seconds` })
  expect(run.metric('f', 'Duration').max).toBe(3_000)
  expect(resetBy({ failure: 'timeout' })).toBe(true)
  expect(report('timeout')).toMatch(/\tStatus: timeout$/)
})

test('LAM-ERR-02 D-03 a handler that returns exactly at the timeout is in time; in realistic mode the end comes a little late', () => {
  expect(first(calls('0', { timeoutSec: 3, ioMs: 3_000 })).reason).toBe('')
  const late = calls('0', { timeoutSec: 3, ioMs: 5_000 }, { mode: 'realistic' }).metric('f', 'Duration').max
  expect(late).toBeGreaterThanOrEqual(3_001)
  expect(late).toBeLessThanOrEqual(3_020)
})

test('LAM-ERR-03 out of memory kills the process, and resets the environment', () => {
  const run = calls('0', { usedMb: 100 })
  expect(first(run).content).toEqual({ errorType: 'Runtime.OutOfMemory', errorMessage: `RequestId: ${id(run)} Error: Runtime exited with error: signal: killed` })
  expect(run.count('f', 'crashed')).toBe(1)
  expect(resetBy({ failure: 'memory' })).toBe(true)
  expect(report('Runtime.OutOfMemory')).toMatch(/\tStatus: error\tError Type: Runtime.OutOfMemory$/)
})

test('LAM-ERR-04 an exit of the process is told with its status, and resets the environment', () => {
  const run = calls('0', { errorRate: 100, failure: 'exit' })
  expect(first(run).content).toEqual({ errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${id(run)} Error: Runtime exited with error: exit status 1` })
  expect(resetBy({ failure: 'exit' })).toBe(true)
})

test('LAM-ERR-05 an exception in Node is told with its trace, and the environment is kept', () => {
  expect(first(calls('0', { errorRate: 100 })).content).toEqual({
    errorType: 'Error', errorMessage: 'The handler failed', trace: ['Error: The handler failed', expect.stringMatching(/^ {4}at /)],
  })
  expect(resetBy({ failure: 'exception' })).toBe(false)
  expect(report()).not.toContain('Status')
})

test('LAM-ERR-06 an exception in Python is told with the request and a stack, and the environment is kept', () => {
  const run = calls('0', { runtime: 'python3.13', errorRate: 100 })
  expect(first(run).content).toEqual({
    errorMessage: 'The handler failed', errorType: 'Exception', requestId: id(run), stackTrace: [expect.stringContaining('in lambda_handler')],
  })
  expect(resetBy({ runtime: 'python3.13' })).toBe(false)
})

test.each([['import', 'Runtime.ImportModuleError'], ['syntax', 'Runtime.UserCodeSyntaxError'], ['handler', 'Runtime.HandlerNotFound']])(
  'LAM-ERR-07 init that fails by %s is told as %s, and the environment is dirty each time',
  (initFailure, errorType) => {
    const run = calls('0 10', { initFailure })
    expect(heard(run).map((one) => (one.content as { errorType: string }).errorType)).toEqual([errorType, errorType])
    expect(run.story('f', 'initFailed', 'crashed')).toEqual(['0.4 initFailed 1', '0.8 crashed 1', '10.4 crashed 2'])
  },
)

test('LAM-ERR-08 a result that is no JSON is an error of the runtime, and the environment is kept', () => {
  const fn = { runtime: 'python3.13', failure: 'marshal' }
  expect(first(calls('0', { ...fn, errorRate: 100 })).content).toMatchObject({ errorType: 'Runtime.MarshalError' })
  expect(resetBy(fn)).toBe(false)
})

test('LAM-ERR-09 a promise that never settles ends the Node process', () => {
  expect(first(calls('0', { errorRate: 100, failure: 'neverSettles' }))).toMatchObject({ atSec: 0.5, reason: 'Runtime.NodejsExit' })
  expect(resetBy({ failure: 'neverSettles' })).toBe(true)
})

test('LAM-ERR-10 LAM-SYNC-03 LAM-EX-65 a response of one byte too many is a function error', () => {
  expect(first(calls('0', { responseBytes: 6_291_556 }))).toMatchObject({ status: 200, reason: '' })
  const run = calls('0 10', { responseBytes: 6_291_557 })
  expect(first(run)).toMatchObject({ status: 200, reason: 'Function.ResponseSizeTooLarge' })
  expect(first(run).content).toEqual({
    errorType: 'Function.ResponseSizeTooLarge', errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
  })
  expect(run.rows.filter((row) => row.kind === 'failed').map((row) => row.a)).toEqual([100, 100])
})

test('LAM-ERR-11 a custom runtime without a bootstrap fails in init', () => {
  const run = calls('0', { runtime: 'rust', initFailure: 'entrypoint' })
  expect(first(run).content).toMatchObject({ errorType: 'Runtime.InvalidEntrypoint' })
  expect(run.count('f', 'initFailed')).toBe(1)
})

test('LAM-TMP-01 LAM-EX-71 files left in /tmp fill it: of calls that leave 10 MB in 512 MB, the 52nd fails', () => {
  const times = Array.from({ length: 53 }, (_, index) => index).join(' ')
  const run = calls(times, { tmpMb: 10, initMs: 0 })
  expect(heard(run).map((one) => one.reason)).toEqual([...Array.from({ length: 51 }, () => ''), 'Unhandled', 'Unhandled'])
  expect(heard(run)[51]!.content).toMatchObject({ errorType: 'Error', errorMessage: 'ENOSPC: no space left on device, write' })
  const python = calls(times, { tmpMb: 10, initMs: 0, runtime: 'python3.13' })
  expect(heard(python)[51]!.content).toMatchObject({ errorType: 'OSError', errorMessage: '[Errno 28] No space left on device' })
})

test('LAM-TMP-01 each environment has a /tmp of its own, and a new one is empty', () => {
  const times = Array.from({ length: 40 }, (_, index) => `${index} ${index}`).join(' ')
  expect(calls(times, { tmpMb: 10, initMs: 0 }).metric('f', 'Errors').sum).toBe(0)
  expect(calls('0 1 2 50 51 52', { tmpMb: 200, initMs: 0, idleEndSec: 20 }).count('f', 'failed')).toBe(2)
})

test('LAM-MEM-02 memory that is kept adds up over the life of an environment, until it runs out and starts anew', () => {
  // Node takes 70 MB by itself; 128 MB hold two times 20 MB more, not three.
  const run = calls('0 1 2 3 4', { leakMb: 20, initMs: 0 })
  expect(heard(run).map((one) => one.reason)).toEqual(['', '', 'Runtime.OutOfMemory', '', ''])
})
