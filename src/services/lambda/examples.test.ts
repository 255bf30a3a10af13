/** Worked examples that stand between the rules: what a cold start adds to the bill, and what may be set. */
import { expect, test } from 'vitest'
import { costOf } from '../../contract/prices.ts'
import type { Scenario } from '../../drawing/drawing.ts'
import { makePlan } from '../../engine/plan.ts'
import { simulate, sketch } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'
import { usage } from './cost.ts'

test('LAM-EX-41 one cold start of 145 ms in a hundred requests adds 0.1208 to ten million, and nothing before August 2025', () => {
  // A hundred requests, one of them cold, stand for ten million.
  const month = (profile: Scenario['profile'], initMs: number) => {
    const run = simulate({ profile, forSec: 200 }, (drawing) => {
      drawing.add('client', 'people', { rps: 1, forMs: 100_000 })
      drawing.add('lambda', 'f', { memoryMb: 512, ioMs: 100, init: 'constant', initMs })
      drawing.wire('people', 'f')
    })
    expect([run.metric('f', 'Invocations').sum, run.metric('f', 'ColdStarts').sum]).toEqual([100, 1])
    const lines = [...usage({ memoryMb: 512, architecture: 'x86_64', ephemeralMb: 512 }, (metric) => run.metric('f', metric).sum * 100_000)]
    const { amount } = lines.find((line) => line.price === 'lambdaSecondsX86')!
    return { requests: lines[0]!.amount, amount, usd: costOf('lambdaSecondsX86', amount, { freeTier: false }) }
  }
  const [warm, cold] = [month('current', 0), month('current', 145)]
  expect(cold.requests).toBe(10_000_000)
  expect(cold.amount - warm.amount).toBeCloseTo(7_250, 6)
  expect(cold.usd - warm.usd).toBeCloseTo(0.1208, 4)
  expect(month('course', 145)).toEqual(month('course', 0))
})

test('LAM-SIM-03 1,024 MB are a gigabyte, a month has 730 hours, and init and handler are rounded up together', () => {
  const config = { memoryMb: 1_024, architecture: 'x86_64', ephemeralMb: 512 } as const
  expect([...usage(config, (metric) => (metric === 'BilledDuration' ? 3_000 : metric === 'Invocations' ? 1 : 0))].map((line) => line.amount)).toEqual([1, 3, 0, 0])
  // Two gigabytes kept ready for a month, at 0.0000041667 a GB-s.
  expect(costOf('lambdaProvisionedX86', 2 * 730 * 3_600, { freeTier: false })).toBeCloseTo(21.9, 2)
  const run = simulate({ forSec: 10 }, (drawing) => {
    drawing.add('client', 'people', { rps: 1, forMs: 2_000 })
    drawing.add('lambda', 'f', { ioMs: 0.4, init: 'constant', initMs: 0.4 })
    drawing.wire('people', 'f')
  })
  expect(run.metric('f', 'BilledDuration')).toMatchObject({ sum: 2, max: 1 })
})

const refused = (...environment: readonly (readonly [string, string])[]) =>
  makePlan(sketch({}, (book) => book.add('lambda', 'f', { environment: environment.map(([key, value]) => ({ key, value })) })), services).findings.map((one) => one.rule)

test('LAM-ENV-01 LAM-EX-66 keys and values have 4,096 bytes together, and a key is a word of two letters or more', () => {
  expect(refused(['MODE', 'x'.repeat(4_092)])).toEqual([])
  expect(refused(['MODE', 'x'.repeat(4_093)])).toEqual(['LAM-ENV-01'])
  expect(refused(['MODE', 'x'.repeat(2_044)], ['NAME', 'x'.repeat(2_044)])).toEqual([])
  expect(refused(['MODE', 'x'.repeat(2_044)], ['NAME', 'x'.repeat(2_045)])).toEqual(['LAM-ENV-01'])
  // Bytes, not letters.
  expect(refused(['MODE', 'é'.repeat(2_046)])).toEqual([])
  expect(refused(['MODE', 'é'.repeat(2_047)])).toEqual(['LAM-ENV-01'])
  for (const key of ['A', '1A', 'A-B', '_A', '']) expect(refused([key, 'x'])).toEqual(['LAM-ENV-01'])
  expect(refused(['MODE', 'a'], ['MODE', 'b'])).toEqual(['LAM-ENV-01'])
})

test('LAM-ENV-02 LAM-EX-66 what Lambda sets itself cannot be set; what it reads can', () => {
  for (const key of ['AWS_REGION', '_HANDLER', 'AWS_SECRET_ACCESS_KEY', 'LAMBDA_TASK_ROOT']) expect(refused([key, 'x'])).toEqual(['LAM-ENV-02'])
  for (const key of ['PATH', 'NODE_PATH', 'TZ', 'AWS_XRAY_DAEMON_ADDRESS']) expect(refused([key, 'x'])).toEqual([])
})
