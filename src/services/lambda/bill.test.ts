import { expect, test } from 'vitest'
import { requestId } from '../../base/ids.ts'
import type { Service } from '../../contract/service.ts'
import { withDefaults } from '../../contract/config.ts'
import { type Settings, simulate } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'
import { config, type FunctionConfig } from './config.ts'
import { coresOf, cpuMs, memoryUsedMb } from './model.ts'
import { initReportLine, reportLine } from './response.ts'

const once = (fn: object, settings: Settings = {}) =>
  simulate({ services: all as readonly Service[], forSec: 100, ...settings }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 1, forMs: 1 })
    drawing.add('lambda', 'f', { ...fn })
    drawing.wire('shop', 'f')
  }).metric('f', 'BilledDuration').sum
const settings = (values: object): FunctionConfig => withDefaults(config, { ...values })

test.each([
  [128, 1, 13_821], [256, 1, 6_911], [512, 1, 3_456], [1_024, 1, 1_728], [1_769, 1, 1_000], [3_538, 1, 1_000], [3_538, 2, 500], [10_240, 6, 173],
])('LAM-CPU-01 LAM-CPU-03 LAM-EX-19 a second of work at %i MB in %i threads is billed %i ms', (memoryMb, threads, billed) => {
  expect(once({ memoryMb, threads, cpuMs: 1_000, ioMs: 0, timeoutSec: 900 })).toBe(billed)
})

test('LAM-CPU-02 cores come in steps of memory, and threads beyond them gain nothing', () => {
  expect([128, 3_008, 3_009, 5_307, 5_308, 7_076, 7_077, 8_845, 8_846, 10_240].map(coresOf)).toEqual([2, 2, 3, 3, 4, 4, 5, 5, 6, 6])
  expect(cpuMs(settings({ memoryMb: 5_308, threads: 64, cpuMs: 900 }))).toBeCloseTo(900 / (5_308 / 1_769), 9)
  expect(cpuMs(settings({ memoryMb: 5_307, threads: 64, cpuMs: 900 }))).toBeCloseTo(900 / (5_307 / 1_769), 3)
  expect(cpuMs(settings({ memoryMb: 10_240, threads: 64, cpuMs: 900 }))).toBeCloseTo(900 / (10_240 / 1_769), 9)
})

test('LAM-CPU-03 waiting on others is not made faster by memory', () => {
  expect([128, 1_769, 10_240].map((memoryMb) => once({ memoryMb, ioMs: 250 }))).toEqual([250, 250, 250])
})

test('LAM-MEM-01 memory runs from 128 MB to 10,240 MB in steps of 1 MB, 128 MB by default', () => {
  expect(config.memoryMb).toMatchObject({ default: 128, min: 128, max: 10_240, step: 1 })
})

test('LAM-MEM-02 an idle runtime has its own share of memory, and no more is used than there is', () => {
  expect(['python3.13', 'nodejs22.x', 'java21', 'dotnet8', 'ruby3.4', 'go', 'rust'].map((runtime) => memoryUsedMb(settings({ runtime })))).toEqual([37, 70, 90, 71, 37, 17, 15])
  expect(memoryUsedMb(settings({ usedMb: 100 }))).toBe(128)
})

test.each([[130.49, 15.74, 147], [80, 133.61, 214], [84, 3_016.78, 3_101]])('LAM-BILL-01 LAM-EX-22 init of %f ms and a handler of %f ms are billed %i ms', (initMs, ioMs, billed) => {
  expect(once({ init: 'constant', initMs, ioMs, timeoutSec: 10 })).toBe(billed)
})

test('LAM-BILL-01 LAM-EX-22 in the course profile the init of a managed runtime in a zip archive is free, others are not', () => {
  const fn = { init: 'constant', initMs: 130.49, ioMs: 15.74 }
  expect(once(fn, { profile: 'course' })).toBe(16)
  expect(once({ ...fn, packageType: 'image' }, { profile: 'course' })).toBe(147)
  expect(once({ ...fn, runtime: 'go' }, { profile: 'course' })).toBe(147)
})

test('LAM-BILL-01 a warm invocation is billed by the millisecond, at least one', () => {
  const warm = (ioMs: number) => {
    const run = simulate({ forSec: 10 }, (drawing) => {
      drawing.add('client', 'shop', { rps: 1, forMs: 2_000 })
      drawing.add('lambda', 'f', { init: 'constant', initMs: 0.3, ioMs })
      drawing.wire('shop', 'f')
    })
    return run.metric('f', 'BilledDuration').sum
  }
  // Cold 100.2 + 0.3 → 101, warm 100.2 → 101; cold 0.2 + 0.3 → 1, warm 0 → 1.
  expect([warm(100.2), warm(0.2)]).toEqual([202, 2])
})

test('LAM-BILL-03 errors and timeouts are billed in full', () => {
  expect(once({ ioMs: 250, errorRate: 100 })).toBe(250)
  expect(once({ ioMs: 9_000, timeoutSec: 2 })).toBe(2_000)
})

test('LAM-LOG-03 LAM-EX-22 the report of a cold invocation has its init; of one that ended the runtime, how', () => {
  const id = requestId(1, 1)
  expect(reportLine({ requestId: id, durationMs: 15.74, billedMs: 147, memoryMb: 128, usedMb: 56, initMs: 130.49 })).toBe(
    `REPORT RequestId: ${id}\tDuration: 15.74 ms\tBilled Duration: 147 ms\tMemory Size: 128 MB\tMax Memory Used: 56 MB\tInit Duration: 130.49 ms`,
  )
  const warm = { requestId: id, durationMs: 3_000, billedMs: 3_000, memoryMb: 128, usedMb: 56 }
  const line = `REPORT RequestId: ${id}\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tMax Memory Used: 56 MB`
  expect(reportLine(warm)).toBe(line)
  expect(reportLine({ ...warm, ended: 'timeout' })).toBe(`${line}\tStatus: timeout`)
  expect(reportLine({ ...warm, ended: 'Runtime.ExitError' })).toBe(`${line}\tStatus: error\tError Type: Runtime.ExitError`)
})

test('LAM-LOG-04 LAM-LC-10 the report of an init that failed, in its own phase and within an invocation', () => {
  expect(initReportLine(9_999.47, 'init', 'timeout')).toBe('INIT_REPORT Init Duration: 9999.47 ms\tPhase: init\tStatus: timeout')
  expect(initReportLine(210, 'invoke', 'Runtime.ImportModuleError')).toBe(
    'INIT_REPORT Init Duration: 210.00 ms\tPhase: invoke\tStatus: error\tError Type: Runtime.ImportModuleError',
  )
})
