import { expect, test } from 'vitest'
import { sec } from '../base/units.ts'
import { scriptedHost } from '../testkit/scripted-host.ts'
import { sketch } from '../testkit/simulate.ts'
import { advance, plan, simulation } from './simulation.ts'
import { costOf, jsonOf, tableOf } from './sim-print.ts'

test('LAM-PRC-01 in the terminal, too, a setting that changes in mid-run is paid from there on', () => {
  const costWith = (atSec?: number): number => {
    const drawing = sketch({ forSec: 10 }, (book) => {
      book.add('client', 'shop', { rps: 1 })
      book.add('lambda', 'quote', { memoryMb: 1_024, ioMs: 100, init: 'constant', initMs: 0 })
      book.wire('shop', 'quote')
      if (atSec !== undefined) book.at(atSec, 'quote', 'set', { memoryMb: 2_048 })
    })
    const made = simulation(plan(drawing), () => {})
    advance(made, sec(10), () => false)
    return costOf(made)
  }
  const [request, gigabyteSecond] = [0.2e-6, 0.0000166667]
  expect(costWith()).toBeCloseTo(10 * request + 1 * gigabyteSecond, 12)
  expect(costWith(5)).toBeCloseTo(10 * request + 1.5 * gigabyteSecond, 12)
  // The second of the change is at the new price.
  expect(costWith(0.5)).toBeCloseTo(10 * request + 2 * gigabyteSecond, 12)
})

test('LAM-MET-01 the terminal prints what code measured, in JSON and as a table; nothing of it where there is nothing', () => {
  const host = () => scriptedHost({ code: { *handler() {
    yield { call: ['CloudWatch', 'PutMetricData', { Namespace: 'Shop', MetricData: [{ MetricName: 'Orders', Value: 2, Unit: 'Milliseconds', Dimensions: [{ Name: 'Service', Value: 'shop' }] }] }] }
    return null
  } } })
  const made = (config: object) => {
    const one = simulation(plan(sketch({ forSec: 4 }, (book) => {
      book.add('client', 'people', { rps: 1, forMs: 3_000 })
      book.add('lambda', 'shop', { ...config, init: 'constant', initMs: 0 })
      book.wire('people', 'shop')
    })), () => {}, { hosts: host })
    advance(one, sec(4), () => false)
    return one
  }
  const coded = made({ code: 'code' })
  expect(JSON.parse(jsonOf(coded, 1)).metricsOfCode).toMatchObject([{ namespace: 'Shop', dimensions: 'Service=shop', name: 'Orders', unit: 'ms', count: 3, sum: 6, avg: 2 }])
  expect(tableOf(coded, 1)).toMatch(/\nShop \(Service=shop\)\n {2}Orders +count 3 {2}sum 6 {2}avg 2 {2}p99 2 {2}max 2 ms\n/)
  expect(JSON.parse(jsonOf(made({}), 1))).not.toHaveProperty('metricsOfCode')
})
