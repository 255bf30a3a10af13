/** Metrics that code defines, by the SDK or by its log lines: as exact as those of AWS's services, and not without end. */
import { expect, test } from 'vitest'
import { makePlan } from '../../../engine/plan.ts'
import { Run } from '../../../engine/run.ts'
import { newHost } from '../../../testkit/guest.ts'
import { writesTheSameFrom } from '../../../testkit/halfway.ts'
import { simulateCode } from '../../../testkit/simulate-code.ts'
import { sketch, type Sketchbook } from '../../../testkit/simulate.ts'
import type { MetricStore } from '../../../trace/metrics.ts'
import { MetricStore as Store } from '../../../trace/metrics.ts'
import { TraceWriter } from '../../../trace/writer.ts'
import { services } from '../../catalogue.ts'

const PUT = `import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch'
const cloudwatch = new CloudWatchClient({})
const put = (...MetricData) => cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }))
const line = (value) => console.log(JSON.stringify(value))
const told = async (work) => { try { await work(); return 'taken' } catch (error) { return [error.name, error.message, error.$metadata.httpStatusCode] } }
`
function draw(body: string, config: object = {}, names: readonly string[] = ['shop']) {
  return (book: Sketchbook) => {
    for (const name of names) {
      book.add('client', `calls-${name}`, { pattern: 'burst', burstSize: 1, burstEveryMs: 1_000, forMs: 2_500 })
      book.add('lambda', name, { code: `${PUT}let n = 0\nexport const handler = async (event, context) => { n++; ${body} }`, memoryMb: 1_769, timeoutSec: 30, ...config })
      book.wire(`calls-${name}`, name)
    }
  }
}
/** Namespace, dimensions, name and unit, then count, sum, smallest and largest. */
const ownOf = ({ places, summary }: { places: MetricStore['places']; summary: (slot: number) => ReturnType<MetricStore['summary']> }) =>
  places.flatMap(({ metric }, slot) => {
    const { count, sum, min, max } = summary(slot)
    return metric.own ? [[metric.own.namespace, metric.own.dimensions, metric.name, metric.unit, count, sum, min, max]] : []
  })
function measured(body: string, config: object = {}, names?: readonly string[]) {
  const run = simulateCode({ forSec: 10 }, draw(body, config, names))
  const { metrics } = run.run
  return { own: ownOf({ places: metrics.places, summary: (slot) => metrics.summary(slot, run.run.now) }), texts: run.texts.map((text) => text.replace(/^\S+ \S+ /, '')), metrics }
}

test('SBX-01 LAM-MET-01 what PutMetricData brings is a metric from then on: a value, many with their counts, a set, in the order of its dimensions', () => {
  const { own } = measured(`await put(
    { MetricName: 'Orders', Value: n, Unit: 'Count', Dimensions: [{ Name: 'Stage', Value: 'prod' }, { Name: 'Service', Value: 'shop' }] },
    { MetricName: 'Orders', Value: 10, Unit: 'Count', Dimensions: [{ Name: 'Service', Value: 'shop' }, { Name: 'Stage', Value: 'prod' }] },
    { MetricName: 'Orders', Value: 100 },
    { MetricName: 'Wait', Values: [5, 7], Counts: [2, 1], Unit: 'Milliseconds' },
    { MetricName: 'Size', StatisticValues: { SampleCount: 4, Sum: 20, Minimum: 1, Maximum: 9 }, Unit: 'Bytes' })`)
  expect(own).toEqual([
    ['Shop', 'Service=shop, Stage=prod', 'Orders', '', 6, 1 + 2 + 3 + 30, 1, 10],
    ['Shop', '', 'Orders', '', 3, 300, 100, 100],
    ['Shop', '', 'Wait', 'ms', 9, 3 * 17, 5, 7],
    ['Shop', '', 'Size', 'B', 12, 60, 1, 9],
  ])
})

const EMBEDDED = `line({ _aws: { Timestamp: Date.now() - 2000, CloudWatchMetrics: [{ Namespace: 'Shop', Dimensions: [['service'], ['service', 'stage']], Metrics: [{ Name: 'Paid', Unit: 'Count' }, { Name: 'Took', Unit: 'Milliseconds' }] }] }, service: 'shop', stage: 'prod', Paid: 1, Took: [3, 4] })`

test('LAM-MET-01 a line in the embedded metric format measures for each of its sets of dimensions; broken ones are only lines', () => {
  const { own } = measured(`${EMBEDDED}
  line({ _aws: { CloudWatchMetrics: [{ Namespace: 'Shop', Dimensions: [['nobody']], Metrics: [{ Name: 'Lost' }] }] }, Lost: 1 })
  line({ _aws: { CloudWatchMetrics: [{ Namespace: 'Shop', Metrics: [{ Name: 'Words' }] }] }, Words: 'many' })
  console.log('{"_aws": {"CloudWatchMetrics"')`)
  expect(own).toEqual([
    ['Shop', 'service=shop', 'Paid', '', 3, 3, 1, 1], ['Shop', 'service=shop', 'Took', 'ms', 6, 21, 3, 4],
    ['Shop', 'service=shop, stage=prod', 'Paid', '', 3, 3, 1, 1], ['Shop', 'service=shop, stage=prod', 'Took', 'ms', 6, 21, 3, 4],
  ])
})

test('LAM-MET-01 LAM-LOG-06 in the JSON format a line of the console is wrapped, and holds no metrics; Powertools writes past it', () => {
  expect(measured(EMBEDDED, { logFormat: 'JSON' }).own).toEqual([])
  const powertools = `import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
const metrics = new Metrics({ namespace: 'Orders', serviceName: 'checkout' })
export const handler = async () => { metrics.addMetric('placed', MetricUnit.Count, 2); metrics.publishStoredMetrics() }`
  for (const logFormat of ['Text', 'JSON']) expect(measured('', { code: powertools, logFormat }).own).toEqual([['Orders', 'service=checkout', 'placed', '', 3, 6, 2, 2]])
})

test('LAM-MET-01 a metric bears the instant that the code says, if that is not too long ago; two functions may write to the same one', () => {
  const { own, metrics } = measured("await put({ MetricName: 'Late', Value: 1, Timestamp: new Date(Date.now() - 1000) }, { MetricName: 'Old', Value: 1, Timestamp: new Date(Date.now() - 3_600_000) })", { init: 'constant', initMs: 0 }, ['shop', 'store'])
  expect(own.map(([, , name, , count]) => [name, count])).toEqual([['Late', 6], ['Old', 6]])
  const slot = metrics.places.findIndex(({ metric }) => metric.name === 'Late')
  // Of the first second's the instant lies before the run.
  expect([...metrics.series(slot, 0, 4, 1, 'sum')].map((value) => value || 0)).toEqual([4, 2, 0, 0])
})

test('SBX-01 a hundred metrics of code are kept: what is beyond is refused by name, and a line says so once', () => {
  const { own, texts } = measured(`
  await Promise.all(Array.from({ length: 99 }, (_, i) => put({ MetricName: 'Orders', Value: 1, Dimensions: [{ Name: 'id', Value: n + '-' + i }] }).catch(() => {})))
  if (n > 1) return
  console.log(JSON.stringify([await told(() => put({ MetricName: 'a', Value: 1 }, { MetricName: 'b', Value: 2 })), await told(() => put({ MetricName: 'a', Value: 3 }))]))`)
  expect(own).toHaveLength(100)
  expect(own.at(-1)).toEqual(['Shop', '', 'a', '', 2, 4, 1, 3])
  expect(JSON.parse(texts.find((text) => text.startsWith('['))!)).toEqual([['NotImplementedInPlayground', 'The playground keeps 100 metrics of code in a run, and b in Shop would be one more. Each combination of dimensions is a metric of its own: take fewer values.', 501], 'taken'])
  const lines = measured(`for (let i = 0; i < 101; i++) line({ _aws: { CloudWatchMetrics: [{ Namespace: 'Shop', Dimensions: [['id']], Metrics: [{ Name: 'Orders' }] }] }, id: String(i), Orders: 1 })`)
  expect(lines.own).toHaveLength(100)
  expect(lines.texts.filter((text) => text.startsWith('The playground keeps 100 metrics'))).toHaveLength(1)
})

test('SBX-01 what AWS would not take is refused as AWS does', () => {
  const { texts } = measured(`line(await Promise.all([
    { MetricName: 'a' }, { MetricName: 'a', Value: 1, Values: [1] }, { MetricName: 'a', Values: [1, 2], Counts: [1] }, { MetricName: 'a', Value: 1, Dimensions: [{ Name: 'x', Value: '' }] }, { MetricName: 'a', Values: [1], Counts: [10_001] },
  ].map((datum) => told(() => put(datum)))))`)
  expect((JSON.parse(texts.find((text) => text.startsWith('['))!) as string[][]).map(([name]) => name)).toEqual(['InvalidParameterCombinationException', 'InvalidParameterCombinationException', 'InvalidParameterValueException', 'InvalidParameterValueException', 'NotImplementedInPlayground'])
})

test('GEN-01 from a checkpoint code is told the same of its metrics, though nothing is counted twice', () => {
  const plan = makePlan(sketch({ forSec: 10 }, draw(`const out = []
  for (let i = 0; i < 60; i++) out.push(await told(() => put({ MetricName: 'Orders', Value: 1, Dimensions: [{ Name: 'id', Value: n + '-' + i }] })))
  line(out.filter((one) => one !== 'taken').length)`)), services as never)
  const begin = (muted: boolean) => {
    const trace = new TraceWriter({ digest: true })
    return { trace, run: new Run(plan, { trace, metrics: new Store({ muted }), host: newHost() }) }
  }
  writesTheSameFrom(() => begin(false), 1.5e6, () => begin(true))
})
