import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { K } from '../../contract/trace.ts'
import { type Settings, simulate } from '../../testkit/simulate.ts'
import type { LogRow } from './log.ts'
import { config } from './config.ts'
import { samples, segmentId, segmentsOf, traceHeader, traceId, tracingVariables } from './xray.ts'

function segments(values: Config, { kind = 'sync', serial = 1, qualifier = '', ...scenario }: Settings & { kind?: 'sync' | 'async'; serial?: number; qualifier?: string } = {}) {
  const run = simulate({ forSec: 600, ...scenario }, (drawing) => {
    drawing.add('client', 'shop', { rps: 1, forMs: 2_000, invocation: kind === 'async' ? 'Event' : 'RequestResponse' })
    drawing.add('lambda', 'resize', values)
    drawing.wire('shop', 'resize', { config: { qualifier } })
  })
  const rows: LogRow[] = run.rows.filter((row) => row.place === 'resize' && row.message === serial).map((row) => ({ time: row.at, serial: row.message, kind: K[row.kind], a: row.a, b: row.b }))
  const published = new Set(run.rows.filter((row) => row.kind === 'versioned').map((row) => row.b))
  return segmentsOf(rows, { seed: 1, node: 'n2', name: 'resize', profile: scenario.profile ?? 'current', restored: (environment) => values.snapStart === true && published.has(environment) })
}
const spans = (list: readonly { name: string; start: number; end: number }[]) => list.map(({ name, start, end }) => [name, start / 1_000, end / 1_000])
const COLD = { init: 'constant', initMs: 130, ioMs: 50 }

test('LAM-XR-01 tracing is passed through unless it is made active', () => {
  expect(config.tracing).toMatchObject({ kind: 'flag', default: false })
  expect(samples(1, 5, false, true)).toBe(false)
})

test('LAM-XR-01 the first request of a second is traced, and one in twenty of the others', () => {
  expect(samples(1, 5, true, true)).toBe(true)
  let traced = 0
  for (let root = 1; root <= 20_000; root++) if (samples(7, root, true, false)) traced++
  // 5 % of 20,000 is 1,000; the standard deviation is 31.
  expect(Math.abs(traced - 1_000)).toBeLessThan(93)
})

test('LAM-EX-69 of 100 requests a second for ten seconds 59.5 are traced on average; passed through, none', () => {
  const traced = (run: number, active: boolean) => Array.from({ length: 1_000 }, (_, i) => samples(7, run * 1_000 + i + 1, active, i % 100 === 0)).filter(Boolean).length
  const mean = Array.from({ length: 200 }, (_, run) => traced(run, true)).reduce((sum, one) => sum + one, 0) / 200
  // The standard deviation of one run is 6.9, that of the mean of two hundred 0.5.
  expect(Math.abs(mean - 59.5)).toBeLessThan(1.5)
  expect(traced(1, false)).toBe(0)
})

test('LAM-XR-01 whoever comes first decides for all that follow, active or not', () => {
  expect(samples(1, 5, true, true, false)).toBe(false)
  expect(samples(1, 5, false, false, true)).toBe(true)
})

test('LAM-XR-02 a cold request has a segment of the service and one of the function, with its init', () => {
  const [service, fn] = segments(COLD)
  expect(service).toMatchObject({ origin: 'AWS::Lambda', start: 0, end: 180_000, parent: undefined, failed: undefined, subsegments: [] })
  expect(fn).toMatchObject({ origin: 'AWS::Lambda::Function', start: 0, end: 180_000, parent: service!.id })
  expect(spans(fn!.subsegments)).toEqual([['Init', 0, 130]])
  expect(fn!.annotations).toEqual({ 'aws.responseLatency': 50, 'aws.responseDuration': 0, 'aws.runtimeOverhead': 0, 'aws.extensionOverhead': 0 })
})

test('LAM-XR-02 a warm request has no init; the older model tells invocation and overhead apart', () => {
  expect(spans(segments(COLD, { serial: 2 })[1]!.subsegments)).toEqual([])
  expect(spans(segments(COLD, { profile: 'course' })[1]!.subsegments)).toEqual([['Initialization', 0, 130], ['Invocation', 130, 180], ['Overhead', 180, 180]])
  expect(spans(segments(COLD, { profile: 'course', serial: 2 })[1]!.subsegments).map(([name]) => name)).toEqual(['Invocation', 'Overhead'])
})

test('LAM-XR-02 with SnapStart there is a restore in place of the init, but not of $LATEST', () => {
  const values = { ...COLD, runtime: 'python3.13', snapStart: true, restoreMs: 200, versions: [{ number: 1, settings: '' }] }
  expect(spans(segments(values, { qualifier: '1' })[1]!.subsegments)).toEqual([['Restore', 0, 200]])
  expect(spans(segments(values)[1]!.subsegments)).toEqual([['Init', 0, 130]])
})

test('LAM-XR-02 a failure of the code stands on the function’s segment, a throttle on the service’s', () => {
  expect(segments({ ioMs: 20, errorRate: 100 }).map(({ origin, failed }) => [origin, failed])).toEqual([['AWS::Lambda', undefined], ['AWS::Lambda::Function', 'fault']])
  expect(segments({ reserved: 0 }).map(({ origin, failed }) => [origin, failed])[0]).toEqual(['AWS::Lambda', 'throttle'])
  expect(segments({ reserved: 0 }).some(({ origin }) => origin === 'AWS::Lambda::Function')).toBe(false)
})

test('LAM-XR-02 an event has its wait and every attempt in the service’s segment, and a function’s segment for each', () => {
  const [service, ...functions] = segments({ ioMs: 100, errorRate: 100, maxRetries: 1, init: 'constant', initMs: 0 }, { kind: 'async' })
  expect(spans(service!.subsegments)).toEqual([['Dwell Time', 0, 0], ['Attempt #1', 0, 100], ['Attempt #2', 60_100, 60_200]])
  expect(functions.map(({ start, end }) => [start, end])).toEqual([[0, 100_000], [60_100_000, 60_200_000]])
  expect(new Set([service, ...functions].map((one) => one!.id)).size).toBe(3)
})

test('LAM-XR-03 a trace id has the second it began in and 24 digits, the same for the same seed and root', () => {
  const id = traceId(7, 12, 61_500_000)
  // 2026-01-01T00:01:01Z is 1,767,225,661 s after 1970.
  expect(id).toMatch(/^1-6955b93d-[0-9a-f]{24}$/)
  expect(Number.parseInt(id.slice(2, 10), 16)).toBe(1_767_225_661)
  expect(traceId(7, 12, 61_900_000)).toBe(id)
  expect(traceId(8, 12, 61_500_000)).not.toBe(id)
  expect(segmentId(7, 12, 'n2')).toMatch(/^[0-9a-f]{16}$/)
})

test('LAM-XR-03 the header names root, parent and decision; the handler finds it in its environment', () => {
  const header = traceHeader('1-6955b93d-0123456789abcdef01234567', '53995c3f42cd8ad8', true)
  expect(header).toBe('Root=1-6955b93d-0123456789abcdef01234567;Parent=53995c3f42cd8ad8;Sampled=1')
  expect(traceHeader('1-a-b', 'c', false, '25b4:2')).toBe('Root=1-a-b;Parent=c;Sampled=0;Lineage=25b4:2')
  expect(tracingVariables(header)).toEqual({ _X_AMZN_TRACE_ID: header, AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR', AWS_XRAY_DAEMON_ADDRESS: '169.254.79.129:2000' })
})
