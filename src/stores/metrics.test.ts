import { expect, test } from 'vitest'
import { record, recordDrawing } from '../testkit/record.ts'
import { scriptedHost } from '../testkit/scripted-host.ts'
import { sketch, type Sketchbook } from '../testkit/simulate.ts'
import type { Statistic } from '../trace/reading.ts'
import { ACCOUNT, csvOf, fits, inRows, isBound, limitsOf, meteredOf, statisticsOf, usualLines, usualPeriod, valuesOf } from './metrics.ts'
import type { Recording } from './recording.ts'

const two = (book: Sketchbook) => {
  book.add('client', 'shop', { rps: 2, forMs: 3_000 })
  book.add('lambda', 'quote', { ioMs: 250, init: 'constant', initMs: 0, reserved: 5 })
  book.add('lambda', 'store', { ioMs: 100, init: 'constant', initMs: 0 })
  book.wire('shop', 'quote')
  book.wire('quote', 'store')
}
const find = (run: Recording, title: string, name: string) => meteredOf(run).find((one) => one.title === title && one.metric.name === name)!
const values = (run: Recording, title: string, name: string, statistic: Statistic, period = 1) => valuesOf(run, find(run, title, name), statistic, period)

test('LAM-MET-01 metrics bear the namespaces of CloudWatch, and what AWS does not measure another', () => {
  const run = record({ forSec: 4 }, (book) => { two(book); book.add('sqs', 'orders') })
  const namespaceOf = (title: string, name: string) => find(run, title, name).namespace
  expect(namespaceOf('quote', 'Invocations')).toBe('AWS/Lambda')
  expect(namespaceOf('quote', 'ColdStarts')).toBe('Coldstart')
  expect(namespaceOf('shop', 'Latency')).toBe('Coldstart')
  expect(namespaceOf('orders', 'ApproximateNumberOfMessagesVisible')).toBe('AWS/SQS')
})

test('one value for each period, zeros where nothing was counted and nothing where nothing was measured', () => {
  const run = record({ forSec: 5 }, two)
  expect(values(run, 'quote', 'Invocations', 'sum')).toEqual([2, 2, 2, 0, 0])
  expect(values(run, 'quote', 'Duration', 'max')).toEqual([350, 350, 350, Number.NaN, Number.NaN])
  expect(values(run, 'quote', 'Invocations', 'sum', 10)).toEqual([6])
})

test('the account is the functions together: sums add up, peaks are a bound', () => {
  const run = record({ forSec: 4 }, two)
  expect(values(run, ACCOUNT, 'Invocations', 'sum')).toEqual([4, 4, 4, 0])
  expect(values(run, ACCOUNT, 'ConcurrentExecutions', 'max')).toEqual([2, 2, 2, 0])
  expect(isBound(find(run, ACCOUNT, 'ConcurrentExecutions'), 'max')).toBe(true)
  // 350 ms and 100 ms of each half second.
  expect(values(run, ACCOUNT, 'ConcurrentExecutions', 'avg')[1]).toBeCloseTo(0.9, 9)
  // The function with a reservation does not draw on the pool.
  expect(values(run, ACCOUNT, 'UnreservedConcurrentExecutions', 'max')).toEqual([1, 1, 1, 0])
})

test('peaks that do not meet in any second are not added up over a longer period', () => {
  const run = record({ forSec: 20 }, (book) => {
    book.add('client', 'shop', { pattern: 'burst', burstSize: 6, burstEveryMs: 20_000 })
    book.add('client', 'late', { pattern: 'manual' })
    book.add('lambda', 'quote', { ioMs: 500, init: 'constant', initMs: 0 })
    book.add('lambda', 'store', { ioMs: 500, init: 'constant', initMs: 0 })
    book.wire('shop', 'quote')
    book.wire('late', 'store')
    book.at(8, 'late', 'send', { times: 4 })
  })
  expect(values(run, ACCOUNT, 'ConcurrentExecutions', 'max', 10)).toEqual([6, 0])
  expect(Math.max(...values(run, ACCOUNT, 'ConcurrentExecutions', 'max'))).toBe(6)
})

test('limits are those that the chosen lines run up against', () => {
  const run = record({ forSec: 4, quotas: { lambdaConcurrency: 200 } }, two)
  const line = (node: string, metric: string) => ({ node, metric, statistic: 'max' as const })
  const whole = { from: 0, to: 4e6 }
  expect(limitsOf(run, [line('n2', 'ConcurrentExecutions'), line('n3', 'ConcurrentExecutions'), line('', 'UnreservedConcurrentExecutions')])).toEqual([
    { label: 'quote reserved', value: 5, ...whole }, { label: 'account', value: 200, ...whole }, { label: 'unreserved pool', value: 195, ...whole },
  ])
  expect(limitsOf(run, [line('n2', 'Invocations')])).toEqual([])
})

test('statistics suit the metric, and periods the length of the run', () => {
  const run = record({ forSec: 4 }, two)
  expect(statisticsOf(find(run, 'quote', 'ConcurrentExecutions').metric)).toEqual(['max', 'avg', 'min'])
  expect(statisticsOf(find(run, 'quote', 'Duration').metric)).toContain('p99')
  expect(usualLines(meteredOf(run)).map(({ metric }) => metric)).toEqual(['Invocations', 'Errors', 'Throttles', 'ConcurrentExecutions'])
  expect([60, 600, 3_600, 86_400].map(usualPeriod)).toEqual([1, 10, 60, 3_600])
  expect([fits(1, 1_500), fits(1, 1_501)]).toEqual([true, false])
})

test('CSV quotes what needs it and leaves out what is not there', () => {
  expect(csvOf(['a "b", c', 'd'], 10, [[1, Number.NaN], [2.5, 3]])).toBe('Start (s),Period (s),"a ""b"", c",d\r\n0,10,1,2.5\r\n10,10,,3\r\n')
})

test('a percentile comes by the minute, as CloudWatch has it: in a table it stands where its minute begins', () => {
  const none = Number.NaN
  expect(inRows(Array.from({ length: 13 }, (_, at) => (at === 0 ? none : at < 6 ? 120 : 130)), 'p99', 10)).toEqual([120, none, none, none, none, none, 130, none, none, none, none, none, 130])
  expect(inRows([1, 2], 'avg', 10)).toEqual([1, 2])
  expect(inRows([120, 130], 'p99', 60)).toEqual([120, 130])
})

test('LAM-RC-01 a limit that is changed in mid-run is another one from there on', () => {
  const run = record({ forSec: 4, actions: [{ id: 'a1', atSec: 1, on: 'n2', do: 'set', config: { reserved: 8 } }, { id: 'a2', atSec: 3, on: 'n2', do: 'set', config: { reserved: null } }] }, two)
  expect(limitsOf(run, [{ node: 'n2', metric: 'ConcurrentExecutions', statistic: 'max' }])).toEqual([
    { label: 'quote reserved', value: 5, from: 0, to: 1e6 }, { label: 'quote reserved', value: 8, from: 1e6, to: 3e6 }, { label: 'account', value: 1_000, from: 3e6, to: 4e6 },
  ])
})

test('LAM-MET-01 metrics that code defines are charted under their own namespace and dimensions', () => {
  const host = () => scriptedHost({ code: { *handler() {
    yield { call: ['CloudWatch', 'PutMetricData', { Namespace: 'Shop', MetricData: [{ MetricName: 'Orders', Value: 2, Unit: 'Count', Dimensions: [{ Name: 'Service', Value: 'shop' }] }, { MetricName: 'Orders', Value: 5 }] }] }
    return null
  } } })
  const { recording } = recordDrawing(sketch({ forSec: 4 }, (book) => {
    book.add('client', 'people', { rps: 1, forMs: 3_000 })
    book.add('lambda', 'shop', { code: 'code', init: 'constant', initMs: 0 })
    book.wire('people', 'shop')
  }), host)
  expect(meteredOf(recording).filter(({ namespace }) => namespace === 'Shop').map(({ title, metric }) => `${title} ${metric.name}`)).toEqual(['Service=shop Orders', 'no dimensions Orders'])
  expect(values(recording, 'Service=shop', 'Orders', 'sum')).toEqual([2, 2, 2, 0])
  expect(values(recording, 'no dimensions', 'Orders', 'max')).toEqual([5, 5, 5, Number.NaN])
})
