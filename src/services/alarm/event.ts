/** CWA-02: what a topic is told, and what a function is invoked with. */
import { iso } from '../../base/time.ts'
import { type NamedMetric, namedMetric } from './names.ts'
import { neededOf } from './judge.ts'
import type { AlarmNode, Standing } from './state.ts'

/** 2026-01-01T00:01:00.000+0000 */
const stamp = (time: number): string => `${iso(time).slice(0, -1)}+0000`

export interface AlarmEvent {
  source: string
  alarmArn: string
  accountId: string
  time: string
  region: string
  alarmData: {
    alarmName: string
    state: { value: string; reason: string; reasonData?: string; timestamp: string }
    previousState: { value: string; reason: string; reasonData?: string; timestamp: string }
    configuration: { description?: string; metrics: { id: string; metricStat: { metric: { namespace: string; name: string; dimensions: Record<string, string> }; period: number; stat: string }; returnData: boolean }[] }
  }
}

export function functionEvent(node: AlarmNode, before: Standing): AlarmEvent {
  const { config, state } = node
  const { namespace, name, dimensions } = metricOf(node)
  const shown = ({ value, reason, reasonData, since }: Standing) => ({ value, reason, ...(reasonData !== '' && { reasonData }), timestamp: stamp(since) })
  return {
    source: 'aws.cloudwatch',
    alarmArn: node.arn,
    accountId: node.arn.split(':')[4]!,
    time: stamp(node.now),
    region: node.region,
    alarmData: {
      alarmName: node.name,
      state: shown(state.standing),
      previousState: shown(before),
      configuration: {
        ...(config.description !== '' && { description: config.description }),
        metrics: [{ id: 'm1', metricStat: { metric: { namespace, name, dimensions }, period: Number(config.period), stat: config.statistic }, returnData: true }],
      },
    },
  }
}

const LONG: { readonly [statistic: string]: string } = { Sum: 'SUM', Average: 'AVERAGE', Minimum: 'MINIMUM', Maximum: 'MAXIMUM', SampleCount: 'SAMPLE_COUNT' }

/** The text of the message, which is JSON. */
export function topicMessage(node: AlarmNode, before: Standing): string {
  const { config, state } = node
  const { namespace, name, dimensions } = metricOf(node)
  const { value, reason } = state.standing
  const long = LONG[config.statistic]
  return JSON.stringify({
    AlarmName: node.name,
    AlarmDescription: config.description === '' ? null : config.description,
    AWSAccountId: node.arn.split(':')[4],
    AlarmConfigurationUpdatedTimestamp: stamp(0),
    NewStateValue: value,
    NewStateReason: reason,
    StateChangeTime: stamp(node.now),
    Region: 'US East (N. Virginia)',
    AlarmArn: node.arn,
    OldStateValue: before.value,
    OKActions: actions(node, 'ok'),
    AlarmActions: actions(node, 'alarm'),
    InsufficientDataActions: actions(node, 'insufficient'),
    Trigger: {
      MetricName: name,
      Namespace: namespace,
      ...(long ? { StatisticType: 'Statistic', Statistic: long } : { StatisticType: 'ExtendedStatistic', ExtendedStatistic: config.statistic }),
      Unit: null,
      Dimensions: Object.entries(dimensions).map(([dimension, one]) => ({ value: one, name: dimension })),
      Period: Number(config.period),
      EvaluationPeriods: config.evaluationPeriods,
      DatapointsToAlarm: neededOf(config),
      ComparisonOperator: config.comparison,
      Threshold: config.threshold,
      TreatMissingData: config.missing,
      EvaluateLowSampleCountPercentile: '',
    },
  })
}
export const topicSubject = ({ name, state, region }: AlarmNode): string => `${state.standing.value}: "${name}" in ${region === 'us-east-1' ? 'US East (N. Virginia)' : region}`

const actions = (node: AlarmNode, when: 'ok' | 'alarm' | 'insufficient'): string[] => node.outgoing.filter((wire) => wire.config[when] === true).map((wire) => wire.peer.arn)
const metricOf = ({ config }: AlarmNode): NamedMetric => namedMetric(config)
