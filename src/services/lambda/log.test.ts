import { expect, test } from 'vitest'
import { requestId } from '../../base/ids.ts'
import type { Config } from '../../contract/config.ts'
import type { Qualified } from '../../contract/qualifier.ts'
import { K } from '../../contract/trace.ts'
import { withDefaults } from '../../contract/config.ts'
import { scriptedHost } from '../../testkit/scripted-host.ts'
import { type Settings, simulate } from '../../testkit/simulate.ts'
import { config, type FunctionConfig } from './config.ts'
import { logLines, type LogRow } from './log.ts'
import { logGroup, runtimeVersion } from './log-names.ts'
import { frozen } from './versions.ts'

const settings = (values: Config): FunctionConfig => withDefaults(config, values)
const TRACED = { traceId: '1-69559a00-0123456789abcdef01234567', segmentId: '07f5aa0123456789', sampled: true, header: 'Root=1-69559a00-0123456789abcdef01234567;Parent=07f5aa0123456789;Sampled=1' }

/** The log of a function that is called once a second for so many seconds. */
function log(values: Config, { calls = 1, qualifier, traced = false, ...scenario }: Settings & { calls?: number; qualifier?: Qualified['qualifier']; traced?: boolean } = {}) {
  const run = simulate({ seed: 7, forSec: 100, ...scenario }, (drawing) => {
    drawing.add('client', 'shop', { rps: 1, forMs: calls * 1_000 })
    drawing.add('lambda', 'resize', { runtime: 'python3.12', ...values })
    drawing.wire('shop', 'resize', qualifier ? { config: { qualifier } } : {})
  })
  const rows: LogRow[] = run.rows.filter((row) => row.place === 'resize').map((row) => ({ time: row.at, serial: row.message, kind: K[row.kind], a: row.a, b: row.b }))
  const latest = settings({ runtime: 'python3.12', ...values })
  return logLines(rows, {
    seed: 7, node: 'n2', region: 'us-east-1', profile: scenario.profile ?? 'current', responseBytes: 6_291_556,
    settings: (version) => (version === 0 ? latest : frozen(latest, latest.versions.find((row) => row.number === version)?.settings ?? '')),
    traced: () => (traced ? TRACED : undefined),
    text: (number) => run.texts[number],
  })
}
const texts = (values: Config, options: Parameters<typeof log>[1] = {}) => log(values, options).map((line) => line.text)
const id = requestId(7, 1)
const ID = (serial: number) => requestId(7, serial)
const { name: RUNTIME, arn: ARN } = runtimeVersion(settings({ runtime: 'python3.12' }), 'us-east-1')
const INIT_START = `INIT_START Runtime Version: ${RUNTIME}\tRuntime Version ARN: ${ARN}`
const COLD = { init: 'constant', initMs: 130.49, ioMs: 15.74, usedMb: 19 }

test('LAM-LOG-01 the group is named after the function unless another is set; each environment has a stream, dated and with its version', () => {
  expect(logGroup('resize', settings({}))).toBe('/aws/lambda/resize')
  expect(logGroup('resize', settings({ logGroup: '/shop/all' }))).toBe('/shop/all')
  const streams = (lines: ReturnType<typeof log>) => [...new Set(lines.map((line) => line.stream))]
  const warm = streams(log({ ioMs: 100 }, { calls: 3 }))
  expect(warm).toHaveLength(1)
  expect(warm[0]).toMatch(/^2026\/01\/01\/\[\$LATEST\][0-9a-f]{32}$/)
  // Three at once are three environments, and three streams.
  expect(streams(log({ ioMs: 2_500 }, { calls: 3 }))).toHaveLength(3)
  const versions = { versions: [{ number: 4, settings: '' }], aliases: [{ name: 'live', version: 4, additional: null, weight: 0 }] }
  expect(streams(log(versions, { qualifier: 'live' }))[0]).toMatch(/^2026\/01\/01\/\[4\][0-9a-f]{32}$/)
})


test('LAM-LOG-02 LAM-LOG-03 LAM-EX-22 a cold invocation writes its init, start, end and report; a warm one has no init', () => {
  expect(texts(COLD, { calls: 2 })).toEqual([
    INIT_START,
    `START RequestId: ${id} Version: $LATEST`,
    `END RequestId: ${id}`,
    `REPORT RequestId: ${id}\tDuration: 15.74 ms\tBilled Duration: 147 ms\tMemory Size: 128 MB\tMax Memory Used: 56 MB\tInit Duration: 130.49 ms`,
    `START RequestId: ${ID(2)} Version: $LATEST`,
    `END RequestId: ${ID(2)}`,
    `REPORT RequestId: ${ID(2)}\tDuration: 15.74 ms\tBilled Duration: 16 ms\tMemory Size: 128 MB\tMax Memory Used: 56 MB`,
  ])
  expect(log(COLD).map((line) => line.time)).toEqual([0, 130_490, 146_230, 146_230])
})

test('LAM-LOG-02 a traced request has a line for its trace; the start names the version', () => {
  expect(texts(COLD, { traced: true }).at(-1)).toBe(`XRAY TraceId: ${TRACED.traceId}\tSegmentId: 07f5aa0123456789\tSampled: true`)
  expect(texts({ versions: [{ number: 4, settings: '' }] }, { qualifier: '4' })).toContain(`START RequestId: ${id} Version: 4`)
})

test('LAM-LOG-03 a timeout is told by the report, and before 2025 by a line before the end', () => {
  const slow = { ioMs: 9_000, timeoutSec: 3, init: 'constant', initMs: 0 }
  const report = `REPORT RequestId: ${id}\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tMax Memory Used: 37 MB\tInit Duration: 0.00 ms`
  expect(texts(slow).slice(1)).toEqual([`START RequestId: ${id} Version: $LATEST`, `END RequestId: ${id}`, `${report}\tStatus: timeout`])
  expect(texts(slow, { profile: 'course' }).slice(1)).toEqual([
    `START RequestId: ${id} Version: $LATEST`, `2026-01-01T00:00:03.000Z ${id} Task timed out after 3.00 seconds`, `END RequestId: ${id}`, report,
  ])
})

test('LAM-LOG-03 what ends the runtime is named in the report; an exception in the code is not', () => {
  const last = (values: Config) => texts({ ...values, errorRate: 100 }).at(-1)!.split('\t').slice(6)
  expect(last({ failure: 'exit' })).toEqual(['Status: error', 'Error Type: Runtime.ExitError'])
  expect(last({ failure: 'memory' })).toEqual(['Status: error', 'Error Type: Runtime.OutOfMemory'])
  expect(texts({ failure: 'memory', errorRate: 100 }).at(-1)).toContain('Max Memory Used: 128 MB')
  expect(last({ failure: 'exception' })).toEqual([])
})

test('LAM-LOG-03 with SnapStart the report has the restore in place of the init', () => {
  const lines = texts({ snapStart: true, restoreMs: 684.56, ioMs: 10, versions: [{ number: 1, settings: '' }] }, { qualifier: '1' })
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['RESTORE_START', 'RESTORE_REPORT', 'START', 'END', 'REPORT'])
  expect(lines[1]).toBe('RESTORE_REPORT Restore Duration: 684.56 ms')
  expect(lines[4]).toMatch(/\tMax Memory Used: 37 MB\tRestore Duration: 684\.56 ms\tBilled Restore Duration: 0 ms$/)
})

test('LAM-LOG-04 a restore that takes longer than ten seconds is reported, and nothing runs', () => {
  const lines = texts({ snapStart: true, restoreMs: 12_000, versions: [{ number: 1, settings: '' }] }, { qualifier: '1' })
  expect(lines.slice(1)).toEqual(['RESTORE_REPORT Restore Duration: 10000.00 ms\tStatus: timeout'])
})

test('LAM-LOG-04 an init beyond ten seconds is reported as a timeout; the invocation then does it again', () => {
  const lines = texts({ init: 'constant', initMs: 12_000, ioMs: 10, timeoutSec: 30 })
  expect(lines[1]).toBe('INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout')
  expect(lines.at(-1)).toContain('\tDuration: 12010.00 ms\tBilled Duration: 12010 ms\t')
  expect(lines.at(-1)).not.toContain('Init Duration')
})

test('LAM-LOG-04 an init that fails is reported twice: in its own phase, and within the invocation', () => {
  expect(texts({ init: 'constant', initMs: 200, initFailure: 'import' })).toEqual([
    INIT_START,
    "[ERROR] Runtime.ImportModuleError: Unable to import module 'app': No module named 'missing'\nTraceback (most recent call last):",
    'INIT_REPORT Init Duration: 200.00 ms\tPhase: init\tStatus: error\tError Type: Runtime.ImportModuleError',
    "[ERROR] Runtime.ImportModuleError: Unable to import module 'app': No module named 'missing'\nTraceback (most recent call last):",
    'INIT_REPORT Init Duration: 200.00 ms\tPhase: invoke\tStatus: error\tError Type: Runtime.ImportModuleError',
    `START RequestId: ${id} Version: $LATEST`,
    `END RequestId: ${id}`,
    `REPORT RequestId: ${id}\tDuration: 200.00 ms\tBilled Duration: 200 ms\tMemory Size: 128 MB\tMax Memory Used: 37 MB\tStatus: error\tError Type: Runtime.ImportModuleError`,
  ])
})

test('LAM-LOG-04 an init that went well is reported only where it was provisioned', () => {
  const versions = { init: 'constant', initMs: 300, versions: [{ number: 1, settings: '' }] }
  const provisioned = [{ qualifier: '1', environments: 1, readyAtStart: false, target: 0, min: 1, max: 1 }]
  expect(texts(versions, { qualifier: '1' }).filter((line) => line.startsWith('INIT_REPORT'))).toEqual([])
  // 90 s, and 10 ms for one environment; then it initialises.
  const lines = log({ ...versions, provisioned }, { qualifier: '1', forSec: 120 }).filter((line) => line.text.startsWith('INIT_REPORT'))
  expect(lines.map((line) => [line.time, line.text])).toEqual([[90_310_000, 'INIT_REPORT Init Duration: 300.00 ms\tPhase: init']])
})

test('LAM-LOG-06 in JSON, Lambda writes objects with time, type and record, and the code with timestamp, level, message and request', () => {
  const objects = (values: Config, options: Parameters<typeof log>[1] = {}) => texts({ logFormat: 'JSON', ...values }, options).map((line): unknown => JSON.parse(line))
  const tracing = { spanId: TRACED.segmentId, type: 'X-Amzn-Trace-Id', value: TRACED.header }
  expect(objects(COLD, { traced: true })).toEqual([
    { time: '2026-01-01T00:00:00.000Z', type: 'platform.initStart', record: { initializationType: 'on-demand', phase: 'init', runtimeVersion: RUNTIME, runtimeVersionArn: ARN } },
    { time: '2026-01-01T00:00:00.130Z', type: 'platform.start', record: { requestId: id, version: '$LATEST', tracing } },
    {
      time: '2026-01-01T00:00:00.146Z', type: 'platform.report',
      record: { requestId: id, status: 'success', metrics: { durationMs: 15.74, billedDurationMs: 147, memorySizeMB: 128, maxMemoryUsedMB: 56, initDurationMs: 130.49 }, tracing },
    },
  ])
  const failing = objects({ ioMs: 20, errorRate: 100, runtime: 'java21' })
  expect(failing[2]).toMatchObject({ timestamp: '2026-01-01T00:00:00.020Z', level: 'ERROR', AWSRequestId: id })
  expect(failing.at(-1)).toMatchObject({ type: 'platform.report', record: { status: 'error', errorType: 'Unhandled' } })
  expect(objects({ ioMs: 5_000 }).at(-1)).toMatchObject({ type: 'platform.report', record: { status: 'timeout', metrics: { durationMs: 3_000 } } })
  expect(objects({ errorRate: 100, failure: 'exit' }).at(-1)).toMatchObject({ record: { status: 'failure', errorType: 'Runtime.ExitError' } })
})

test('LAM-LOG-07 levels filter lines in JSON, and only there', () => {
  const kinds = (values: Config) => texts({ logFormat: 'JSON', ioMs: 20, ...values }).map((line) => {
    const { type, level } = JSON.parse(line) as { type?: string; level?: string }
    return type ?? level
  })
  expect(kinds({})).toEqual(['platform.initStart', 'platform.start', 'platform.report'])
  expect(kinds({ systemLevel: 'DEBUG' })).toEqual(['platform.initStart', 'platform.initRuntimeDone', 'platform.initReport', 'platform.start', 'platform.runtimeDone', 'platform.report'])
  expect(kinds({ systemLevel: 'WARN' })).toEqual([])
  expect(kinds({ systemLevel: 'WARN', errorRate: 100 })).toEqual(['ERROR', 'platform.runtimeDone', 'platform.report'])
  expect(kinds({ systemLevel: 'WARN', errorRate: 100, applicationLevel: 'FATAL' })).toEqual(['platform.runtimeDone', 'platform.report'])
  expect(texts({ ioMs: 20, systemLevel: 'WARN', errorRate: 100, applicationLevel: 'FATAL' })).toHaveLength(5)
})

test('memory that invocations keep adds up in the report, until the environment runs out of it and begins anew', () => {
  const used = texts({ runtime: 'go', leakMb: 40, ioMs: 1 }, { calls: 4 }).filter((line) => line.startsWith('REPORT')).map((line) => /Used: (\d+) MB/.exec(line)![1])
  expect(used).toEqual(['57', '97', '128', '57'])
})

test('LAM-LOG-05 what code writes stands between start and end, with its own time, the request and its level', () => {
  const host = scriptedHost({
    code: {
      *init() {
        yield { say: 'loading' }
        yield { cpuMs: 100 }
      },
      *handler(event) {
        yield { cpuMs: 2 }
        yield { say: 'order 1' }
        yield { cpuMs: 3 }
        if (event.seq === undefined) throw new RangeError('no seq')
      },
    },
  })
  expect(texts({ runtime: 'nodejs22.x', code: 'code' }, { host }).slice(1)).toEqual([
    `2026-01-01T00:00:00.000Z\tundefined\tINFO\tloading`,
    `START RequestId: ${id} Version: $LATEST`,
    `2026-01-01T00:00:00.102Z\t${id}\tINFO\torder 1`,
    `2026-01-01T00:00:00.105Z\t${id}\tERROR\tInvoke Error\t{"errorType":"RangeError","errorMessage":"no seq","stack":[]}`,
    `END RequestId: ${id}`,
    `REPORT RequestId: ${id}\tDuration: 5.00 ms\tBilled Duration: 105 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\tInit Duration: 100.00 ms`,
  ])
})
