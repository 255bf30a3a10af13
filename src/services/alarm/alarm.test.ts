import type { CloudWatchAlarmEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { makePlan } from '../../engine/plan.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { scriptedHost } from '../../testkit/scripted-host.ts'
import { type Settings, simulate, sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'
import { config as schema } from './config.ts'
import { withDefaults } from '../../contract/config.ts'
import { judge, type State } from './judge.ts'

/** A function that fails for a while, watched. Function-shaped targets are told what functions are told. */
function watched(alarm: Config, draw: (drawing: Sketchbook) => void, settings: Settings = {}) {
  return simulate({ services: [...services, keeper], forSec: 600, ...settings }, (drawing) => {
    drawing.add('lambda', 'fn')
    drawing.add('alarm', 'watch', { resource: 'fn', ...alarm })
    drawing.add('keeper', 'ops', { role: 'topic' })
    drawing.wire('watch', 'ops', { config: { alarm: true, ok: true, insufficient: true } })
    draw(drawing)
  })
}
const changes = (run: ReturnType<typeof watched>) =>
  keptBy(run.run, 'ops').map(({ at, content }) => {
    const { OldStateValue, NewStateValue } = JSON.parse(content as string) as { OldStateValue: string; NewStateValue: string }
    return `${at} ${OldStateValue} ${NewStateValue}`
  })
const calls = (drawing: Sketchbook, startAtMs: number, forMs: number, name = 'people') => {
  drawing.add('client', name, { rps: 1, startAtMs, forMs })
  drawing.wire(name, 'fn')
}

test('CWA-01 STM-13 M of N periods over the threshold make the alarm, and only changes are told', () => {
  const run = watched({ evaluationPeriods: 3, datapointsToAlarm: 2, missing: 'notBreaching' }, (drawing) => {
    calls(drawing, 0, 600_000)
    // Bad in the minutes 2, 4, 5 and 6.
    for (const [from, to] of [[60, 120], [180, 360]] as const) {
      drawing.at(from, 'fn', 'set', { errorRate: 100 })
      drawing.at(to, 'fn', 'set', { errorRate: 0 })
    }
  })
  expect(changes(run)).toEqual(['60 INSUFFICIENT_DATA OK', '240 OK ALARM', '480 ALARM OK'])
  expect(run.metric('watch', 'StateChanges').sum).toBe(3)
})

test('CWA-03 a count of errors has zeros while the function runs, and no data while it does not', () => {
  const draw = (drawing: Sketchbook) => calls(drawing, 0, 90_000)
  expect(changes(watched({}, draw))).toEqual(['60 INSUFFICIENT_DATA OK', '180 OK INSUFFICIENT_DATA'])
  expect(changes(watched({ missing: 'notBreaching' }, draw))).toEqual(['60 INSUFFICIENT_DATA OK'])
  expect(changes(watched({ missing: 'breaching' }, draw))).toEqual(['60 INSUFFICIENT_DATA OK', '180 OK ALARM'])
  expect(changes(watched({ missing: 'ignore' }, draw))).toEqual(['60 INSUFFICIENT_DATA OK'])
})

test('CWA-03 missing datapoints among others', () => {
  const states = (points: string, more: Config = {}): State[] =>
    (['missing', 'ignore', 'breaching', 'notBreaching'] as const).map((missing) =>
      judge([...points].map((point) => (point === '-' ? undefined : point === 'X' ? 1 : 0)), withDefaults(schema, { evaluationPeriods: 3, missing, ...more }), 'OK'))
  expect(states('---')).toEqual(['INSUFFICIENT_DATA', 'OK', 'ALARM', 'OK'])
  expect(states('--X')).toEqual(['ALARM', 'OK', 'ALARM', 'OK'])
  expect(states('0-X')).toEqual(['OK', 'OK', 'OK', 'OK'])
  expect(states('XXX')).toEqual(['ALARM', 'ALARM', 'ALARM', 'ALARM'])
  // Alarms on tables ignore what is missing, unless told otherwise.
  expect(states('---', { metric: 'ThrottledRequests' })).toEqual(['OK', 'OK', 'ALARM', 'OK'])
  expect(states('X-X', { datapointsToAlarm: 2 })).toEqual(['ALARM', 'ALARM', 'ALARM', 'ALARM'])
  expect(states('0-0', { datapointsToAlarm: 2 })).toEqual(['OK', 'OK', 'OK', 'OK'])
})

test('CWA-01 statistics over a period of five minutes, looked at every minute', () => {
  const run = watched({ metric: 'Invocations', period: '300', threshold: 150, missing: 'notBreaching' }, (drawing) => calls(drawing, 0, 200_000))
  // 151 requests are there at the third minute; after the eighth fewer lie within the last five.
  expect(changes(run)).toEqual(['60 INSUFFICIENT_DATA OK', '180 OK ALARM', '360 ALARM OK'])
  for (const [statistic, threshold] of [['Average', 49], ['Maximum', 49], ['p99', 49], ['SampleCount', 59], ['Minimum', 49]] as const) {
    expect(changes(watched({ metric: 'Duration', statistic, threshold }, (drawing) => calls(drawing, 0, 600_000)))).toEqual(['60 INSUFFICIENT_DATA ALARM'])
    expect(changes(watched({ metric: 'Duration', statistic, threshold: 61 }, (drawing) => calls(drawing, 0, 600_000)))).toEqual(['60 INSUFFICIENT_DATA OK'])
  }
})

test('CWA-01 short periods are looked at every ten seconds; a level lasts until it changes', () => {
  const run = simulate({ services: [...services, keeper], forSec: 300 }, (drawing) => {
    drawing.add('sqs', 'jobs')
    drawing.add('alarm', 'watch', { resource: 'jobs', metric: 'ApproximateNumberOfMessagesVisible', statistic: 'Maximum', period: '10', threshold: 2 })
    drawing.add('keeper', 'ops', { role: 'topic' })
    drawing.wire('watch', 'ops')
    drawing.at(34, 'jobs', 'send', { body: 'x', times: 3 })
  })
  expect(changes(run as ReturnType<typeof watched>)).toEqual(['40 INSUFFICIENT_DATA ALARM'])
})

test('CWA-02 WIR-24 the message of a topic, key by key', () => {
  const run = watched({ description: 'Too many failures' }, (drawing) => {
    drawing.at(0, 'fn', 'set', { errorRate: 100 })
    calls(drawing, 0, 3_000)
  }, { forSec: 61 })
  const [message] = keptBy(run.run, 'ops')
  expect(JSON.parse(message!.content as string)).toEqual({
    AlarmName: 'watch', AlarmDescription: 'Too many failures', AWSAccountId: '123456789012', AlarmConfigurationUpdatedTimestamp: '2026-01-01T00:00:00.000+0000',
    NewStateValue: 'ALARM',
    NewStateReason: 'Threshold Crossed: 1 out of the last 1 datapoint [3.0 (01/01/26 00:00:00)] was greater than the threshold (0.0) (minimum 1 datapoint for OK -> ALARM transition).',
    StateChangeTime: '2026-01-01T00:01:00.000+0000', Region: 'US East (N. Virginia)', AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:watch', OldStateValue: 'INSUFFICIENT_DATA',
    OKActions: ['arn:aws:keeper:us-east-1:123456789012:ops'], AlarmActions: ['arn:aws:keeper:us-east-1:123456789012:ops'], InsufficientDataActions: ['arn:aws:keeper:us-east-1:123456789012:ops'],
    Trigger: {
      MetricName: 'Errors', Namespace: 'AWS/Lambda', StatisticType: 'Statistic', Statistic: 'SUM', Unit: null, Dimensions: [{ value: 'fn', name: 'FunctionName' }], Period: 60, EvaluationPeriods: 1,
      DatapointsToAlarm: 1, ComparisonOperator: 'GreaterThanThreshold', Threshold: 0, TreatMissingData: 'missing', EvaluateLowSampleCountPercentile: '',
    },
  })
})

test('CWA-02 a function is invoked asynchronously with an event of its own shape', () => {
  const run = simulate({ forSec: 245 }, (drawing) => {
    drawing.add('lambda', 'fn', { errorRate: 100 })
    drawing.add('client', 'people', { rps: 1, forMs: 2_000 })
    drawing.wire('people', 'fn')
    drawing.add('alarm', 'watch', { resource: 'fn' })
    drawing.add('lambda', 'heal', { failTries: 2, ioMs: 2_000 })
    drawing.wire('watch', 'heal')
  })
  // An event: a failure is tried again a minute later.
  expect(run.rows.filter((row) => row.kind === 'started' && row.place === 'heal').map((row) => Math.floor(row.atSec))).toEqual([60, 122, 244])
  const first = run.rows.find((row) => row.kind === 'event' && row.place === 'watch → heal')!
  const { messages } = run.run.world
  expect(first.atSec).toBe(60)
  const event = messages.content[messages.serial.indexOf(first.message)] as CloudWatchAlarmEvent
  expect(Object.keys(event)).toEqual(['source', 'alarmArn', 'accountId', 'time', 'region', 'alarmData'])
  expect(event).toMatchObject({
    source: 'aws.cloudwatch', alarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:watch', accountId: '123456789012', time: '2026-01-01T00:01:00.000+0000', region: 'us-east-1',
    alarmData: {
      alarmName: 'watch', state: { value: 'ALARM', timestamp: '2026-01-01T00:01:00.000+0000' },
      previousState: { value: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation', timestamp: '2026-01-01T00:00:00.000+0000' },
      configuration: { metrics: [{ id: 'm1', metricStat: { metric: { namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'fn' } }, period: 60, stat: 'Sum' }, returnData: true }] },
    },
  })
  expect(JSON.parse(event.alarmData.state.reasonData!)).toMatchObject({ statistic: 'Sum', period: 60, recentDatapoints: [2], threshold: 0 })
})

test('GEN-05 without permission nobody hears of it', () => {
  const run = watched({}, (drawing) => calls(drawing, 0, 3_000))
  const quiet = simulate({ services: [...services, keeper], forSec: 120 }, (drawing) => {
    drawing.add('lambda', 'fn', { errorRate: 100 })
    drawing.add('alarm', 'watch', { resource: 'fn' })
    drawing.add('keeper', 'ops', { role: 'topic' })
    drawing.wire('watch', 'ops', { config: { permission: false } })
    drawing.add('client', 'people', { rps: 1, forMs: 3_000 })
    drawing.wire('people', 'fn')
  })
  expect(changes(run)[0]).toBe('60 INSUFFICIENT_DATA OK')
  expect(keptBy(quiet.run, 'ops')).toEqual([])
  expect(quiet.metric('watch', 'ActionsFailed').sum).toBe(1)
})

test('CWA-01 CWA-03 GEN-11 alarms that cannot be, or that will surprise', () => {
  const found = (config: Config) => makePlan(sketch({}, (drawing) => {
    drawing.add('lambda', 'fn')
    drawing.add('alarm', 'watch', config)
  }), services).findings.map(({ rule, level, field }) => `${rule} ${level}${field ? ` ${field}` : ''}`)
  expect(found({ missing: 'notBreaching' })).toEqual([])
  expect(found({})).toEqual(['CWA-03 hint missing'])
  expect(found({ resource: 'other', missing: 'notBreaching' })).toEqual(['CWA-01 warning'])
  expect(found({ resource: 'fn', metric: 'Temperature' })).toEqual(['CWA-01 warning'])
  expect(found({ datapointsToAlarm: 3, missing: 'ignore' })).toEqual(['CWA-01 error datapointsToAlarm'])
  expect(found({ period: '3600', evaluationPeriods: 100, metric: 'Invocations' })).toEqual([])
  expect(found({ period: '900', evaluationPeriods: 100, metric: 'Invocations' })).toEqual(['CWA-01 error evaluationPeriods'])
  expect(found({ metric: 'ThrottledRequests', resource: '' }).filter((one) => one.includes('hint'))).toEqual(['CWA-03 hint missing'])
  expect(found({ metric: 'Duration' })).toEqual(['CWA-01 hint statistic'])
})

test('CWA-01 GEN-11 a metric that code defines is watched by its namespace and all its dimensions', () => {
  const host = () => scriptedHost({ code: { *handler() {
    yield { call: ['CloudWatch', 'PutMetricData', { Namespace: 'Shop', MetricData: [{ MetricName: 'ConcurrentBaskets', Value: 7, Dimensions: [{ Name: 'Stage', Value: 'prod' }, { Name: 'Service', Value: 'shop' }] }, { MetricName: 'ConcurrentBaskets', Value: 50 }] }] }
    return null
  } } })
  const alarm = { resource: '', metric: 'ConcurrentBaskets', namespace: 'Shop', statistic: 'Maximum', threshold: 6, missing: 'notBreaching' }
  const run = (dimensions: string) => watched({ ...alarm, dimensions }, (drawing) => {
    drawing.at(0, 'fn', 'set', {})
    drawing.add('lambda', 'coded', { code: 'code' })
    drawing.add('client', 'people', { rps: 1, startAtMs: 60_000, forMs: 50_000 })
    drawing.wire('people', 'coded')
  }, { host: host() })
  const exact = run(' Stage = prod,Service=shop')
  expect(changes(exact)).toEqual(['60 INSUFFICIENT_DATA OK', '120 OK ALARM', '180 ALARM OK'])
  expect(JSON.parse(keptBy(exact.run, 'ops')[1]!.content as string)).toMatchObject({ Trigger: { Namespace: 'Shop', MetricName: 'ConcurrentBaskets', Dimensions: [{ name: 'Service', value: 'shop' }, { name: 'Stage', value: 'prod' }] } })
  expect(changes(run('Service=shop'))).toEqual(['60 INSUFFICIENT_DATA OK'])
  expect(exact.plan.findings).toEqual([])
  const nobody = makePlan(sketch({}, (drawing) => { drawing.add('lambda', 'fn'); drawing.add('alarm', 'watch', alarm) }), services)
  expect(nobody.findings.map(({ text }) => text)).toEqual(['watch watches ConcurrentBaskets in Shop, which only code can measure, and no function here has code. Write some, or empty the namespace to watch a metric of AWS.'])
})
