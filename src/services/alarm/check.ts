/** What AWS refuses or regrets about an alarm. */
import type { Finding } from '../../contract/finding.ts'
import type { NodeView } from '../../contract/service.ts'
import type { AlarmConfig, AlarmWire } from './config.ts'

const A_WEEK = 604_800
const A_DAY = 86_400

export function* check({ id, name, config, outgoing }: NodeView<AlarmConfig>): Iterable<Finding> {
  const ofAws = config.namespace === ''
  const { evaluationPeriods: periods, datapointsToAlarm: needed, missing, metric, statistic } = config
  if (needed !== null && needed > periods) {
    yield { rule: 'CWA-01', level: 'error', on: id, field: 'datapointsToAlarm', text: `${needed} datapoints of ${periods} periods are to be over the threshold, which can never be. Set ${periods} or fewer; AWS refuses the alarm otherwise.`, fix: { on: id, set: { datapointsToAlarm: periods } } }
  }
  const span = periods * Number(config.period)
  const most = Number(config.period) >= 3_600 ? A_WEEK : A_DAY
  if (span > most) {
    yield { rule: 'CWA-01', level: 'error', on: id, field: 'evaluationPeriods', text: `${periods} periods of ${config.period} s are more than ${most === A_DAY ? 'a day' : 'seven days'}. Look at fewer; AWS refuses the alarm otherwise.` }
  }
  if (ofAws && missing === 'missing' && SPARSE.test(metric)) {
    yield { rule: 'CWA-03', level: 'hint', on: id, field: 'missing', text: `${metric} has no data while nothing happens, so ${name} goes to "insufficient data" again and again. Treat missing data as good.`, fix: { on: id, set: { missing: 'notBreaching' } } }
  }
  if (ofAws && (missing === 'missing' || missing === 'ignore') && SPARSE_OF_TABLES.test(metric)) {
    yield { rule: 'CWA-03', level: 'hint', on: id, field: 'missing', text: `${metric} has no data while all is well, and missing data of a table are ignored: once in alarm, ${name} stays there. Treat missing data as good.`, fix: { on: id, set: { missing: 'notBreaching' } } }
  }
  if (ofAws && metric === 'Duration' && statistic === 'Sum') {
    yield { rule: 'CWA-01', level: 'hint', on: id, field: 'statistic', text: 'The sum of durations grows with the traffic. Take a percentile or the average.', fix: { on: id, set: { statistic: 'p99' } } }
  }
  for (const state of ['alarm', 'ok', 'insufficient'] as const) {
    const told = outgoing.filter((wire) => (wire.config as AlarmWire)[state]).length
    if (told > 5) yield { rule: 'CWA-02', level: 'error', on: id, text: `${name} has ${told} actions for one state; AWS allows five. Let a topic pass it on.` }
  }
  for (const wire of outgoing) {
    if ((wire.config as AlarmWire).permission) continue
    yield { rule: 'GEN-05', level: 'warning', on: wire.id, field: 'permission', text: `The policy of ${wire.peer.name} does not let ${name} in, so nobody hears of the alarm. Add the statement.`, fix: { on: wire.id, set: { permission: true } } }
  }
}
/** Counted only when something happens. */
const SPARSE = /^(Errors|Throttles|4xx|5xx|DeadLetterErrors|DestinationDeliveryFailures|AsyncEventsDropped|FailedInvocations)$/
const SPARSE_OF_TABLES = /^(ThrottledRequests|WriteThrottleEvents|ReadThrottleEvents|ConditionalCheckFailedRequests|UserErrors|SystemErrors)$/
