import { expect, test } from 'vitest'
import { costOf, type PriceName, type Usage } from '../../contract/prices.ts'
import { simulate } from '../../testkit/simulate.ts'
import { costOfRun } from '../../advice/cost.ts'
import { usage } from './cost.ts'

const month = (requests: number, ms: number, memoryMb: number, rest: { freeTier: boolean; architecture?: 'x86_64' | 'arm64'; ephemeralMb?: number }) => {
  const lines: Usage[] = [...usage({ memoryMb, architecture: rest.architecture ?? 'x86_64', ephemeralMb: rest.ephemeralMb ?? 512 }, (metric) => (metric === 'Invocations' ? requests : metric === 'BilledDuration' ? requests * ms : 0))]
  return lines.reduce((usd, { price, amount }) => usd + costOf(price, amount, rest), 0)
}
const seconds = (price: PriceName, amount: number) => costOf(price, amount, { freeTier: false })

test('LAM-PRC-02 LAM-EX-36 three million requests of a second at 512 MB cost 18.73 with the free tier', () => {
  expect(month(3e6, 1_000, 512, { freeTier: true })).toBeCloseTo(18.73, 2)
})
test('LAM-PRC-02 LAM-EX-37 thirty million requests of 200 ms at 128 MB cost 11.63 with the free tier', () => {
  expect(month(30e6, 200, 128, { freeTier: true })).toBeCloseTo(11.63, 2)
})
test('LAM-PRC-01 LAM-EX-38 ten million requests of 200 ms at 512 MB cost 18.67 on x86 and 15.33 on arm64', () => {
  expect(month(10e6, 200, 512, { freeTier: false })).toBeCloseTo(18.67, 2)
  expect(month(10e6, 200, 512, { freeTier: false, architecture: 'arm64' })).toBeCloseTo(15.33, 2)
})
test('LAM-PRC-02 LAM-EX-39 a million short requests are free', () => {
  expect(month(1e6, 100, 128, { freeTier: true })).toBe(0)
})
test('LAM-PRC-02 LAM-EX-40 the free GB-seconds are 400,000 s at 1 GB and 3.2 million at 128 MB; a dollar buys 59,999.88', () => {
  expect(month(1, 400_000 * 1_000, 1_024, { freeTier: true })).toBe(0)
  expect(month(1, 3_200_000 * 1_000, 128, { freeTier: true })).toBe(0)
  expect(1 / seconds('lambdaSecondsX86', 1)).toBeCloseTo(59_999.88, 2)
  expect(seconds('lambdaSecondsX86', 600_000)).toBeCloseTo(10, 2)
})
test('LAM-PRC-03 LAM-EX-43 ten gigabytes of /tmp for a million seconds cost 0.29, and 512 MB nothing', () => {
  const only = (ephemeralMb: number) => month(1e6, 1_000, 128, { freeTier: false, ephemeralMb }) - month(1e6, 1_000, 128, { freeTier: false })
  expect(only(10_240)).toBeCloseTo(0.29355, 5)
  expect(only(512)).toBe(0)
})
test('LAM-PRC-01 LAM-EX-44 twenty billion GB-seconds pass through all three tiers', () => {
  expect(seconds('lambdaSecondsX86', 20e9)).toBeCloseTo(301_667.2, 1)
  expect(seconds('lambdaSecondsArm', 20e9)).toBeCloseTo(248_335, 0)
})
test('LAM-PRC-04 LAM-EX-42 a hundred provisioned gigabytes cost 1,095.01 a month before any request', () => {
  expect(seconds('lambdaProvisionedX86', 100 * 730 * 3_600)).toBeCloseTo(1_095.01, 2)
  const { lambdaProvisionedX86: held, lambdaSecondsX86: spilled, lambdaProvisionedRunX86: run } = { lambdaProvisionedX86: seconds('lambdaProvisionedX86', 1), lambdaSecondsX86: seconds('lambdaSecondsX86', 1), lambdaProvisionedRunX86: seconds('lambdaProvisionedRunX86', 1) }
  expect(held / (spilled - run)).toBeCloseTo(0.6, 3)
})
test('LAM-PRC-05 LAM-EX-45 four hundred million HTTP API calls cost 390', () => {
  expect(seconds('httpApiRequests', 400e6)).toBeCloseTo(390, 6)
})

test('LAM-PRC-01 a run is charged for what it did: 20 requests of 100 ms at 1 GB', () => {
  const { run, metricsOf } = costed()
  expect(run.metric('f', 'BilledDuration').sum).toBe(2_000)
  const { usd, lines } = metricsOf({ freeTier: false })
  expect(lines.map((line) => [line.node, line.price, line.amount])).toEqual([['f', 'lambdaRequests', 20], ['f', 'lambdaSecondsX86', 2]])
  expect(usd).toBeCloseTo(20 * 0.2e-6 + 2 * 0.0000166667, 12)
  expect(metricsOf({ freeTier: true }).usd).toBe(0)
})

test('LAM-PRC-04 D-23 capacity is paid by steps of five minutes whether or not it is used, and what runs on it costs less', () => {
  const priced = (forSec: number) => {
    const run = simulate({ forSec }, (drawing) => {
      drawing.add('client', 'c', { rps: 1, forMs: 10_000 })
      drawing.add('lambda', 'f', {
        ioMs: 100, memoryMb: 2_048, versions: [{ number: 1, settings: '' }],
        provisioned: [{ qualifier: '1', environments: 5, readyAtStart: true, target: 0, min: 1, max: 5 }],
      })
      drawing.wire('c', 'f', { config: { qualifier: '1' } })
    })
    return [...usage({ memoryMb: 2_048, architecture: 'x86_64', ephemeralMb: 512 }, (metric) => run.metric('f', metric).sum)].map(({ price, amount }) => [price, amount])
  }
  const ran = [['lambdaRequests', 10], ['lambdaSecondsX86', 0], ['lambdaProvisionedRunX86', 2]]
  expect(priced(299)).toEqual([...ran, ['lambdaProvisionedX86', 5 * 300 * 2]])
  expect(priced(301)).toEqual([...ran, ['lambdaProvisionedX86', 5 * 600 * 2]])
})

function costed() {
  const run = simulate({ forSec: 10 }, (drawing) => {
    drawing.add('client', 'c', { rps: 2, forMs: 10_000 })
    drawing.add('lambda', 'f', { ioMs: 100, memoryMb: 1_024 })
    drawing.wire('c', 'f')
  })
  const sums = (node: string) => (metric: string) => run.metric(node, metric).sum
  const metricsOf = (options: { freeTier: boolean }) =>
    costOfRun(run.plan.nodes.filter((node) => node.service.usage).map((node) => ({ name: node.drawn.name, service: node.service, config: node.config, sum: sums(node.drawn.name) })), options)
  return { run, metricsOf }
}
