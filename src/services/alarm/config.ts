import { choice, count, flag, optional, text, type Values } from '../../contract/config.ts'
import { qualified } from '../../contract/qualifier.ts'

const GUIDE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/'

export const config = {
  resource: text('Watched node', { maxLength: 255, rule: 'CWA-01', help: 'Its name. Empty: the first that has the metric.' }),
  metric: text('Metric', { default: 'Errors', maxLength: 255, rule: 'CWA-01', aws: `${GUIDE}AlarmThatSendsEmail.html`, help: 'As CloudWatch calls it: Errors, Throttles, Duration, ApproximateNumberOfMessagesVisible …, or as the code does.' }),
  namespace: text('Namespace', { maxLength: 255, group: 'A metric of code', rule: 'CWA-01', aws: `${GUIDE}publishingMetrics.html`, pattern: { source: '^(?!AWS/).*$', message: 'A namespace of your own does not begin with AWS/.' }, help: 'As PutMetricData or an embedded metric names it. Empty: a metric of AWS, of the node above.' }),
  dimensions: text('Dimensions', { maxLength: 2_048, group: 'A metric of code', rule: 'CWA-01', pattern: { source: '^\\s*([^=,]+=[^,]+(,|$))*$', message: 'Names and values like Service=orders, Stage=prod.' }, help: 'All of them, as the code sends them: Service=orders, Stage=prod.' }),
  statistic: choice('Statistic', {
    default: 'Sum', rule: 'CWA-01',
    options: [
      { value: 'Sum', label: 'Sum' }, { value: 'Average', label: 'Average' }, { value: 'Minimum', label: 'Minimum' }, { value: 'Maximum', label: 'Maximum' },
      { value: 'SampleCount', label: 'Sample count' }, { value: 'p50', label: 'p50' }, { value: 'p90', label: 'p90' }, { value: 'p95', label: 'p95' }, { value: 'p99', label: 'p99' },
    ],
  }),
  period: choice('Period', {
    default: '60', rule: 'CWA-01', help: 'Below a minute the metric has to be of high resolution, and the alarm costs more.',
    options: [
      { value: '10', label: '10 s' }, { value: '30', label: '30 s' }, { value: '60', label: '1 min' }, { value: '300', label: '5 min' }, { value: '900', label: '15 min' }, { value: '3600', label: '1 h' },
    ],
  }),
  comparison: choice('Is', {
    default: 'GreaterThanThreshold', rule: 'CWA-01',
    options: [
      { value: 'GreaterThanThreshold', label: 'greater than' }, { value: 'GreaterThanOrEqualToThreshold', label: 'greater than or equal to' },
      { value: 'LessThanThreshold', label: 'less than' }, { value: 'LessThanOrEqualToThreshold', label: 'less than or equal to' },
    ],
  }),
  threshold: count('Threshold', { default: 0, min: 0, max: 1e12, step: 0.001, rule: 'CWA-01' }),
  evaluationPeriods: count('Periods looked at', { default: 1, min: 1, max: 100, rule: 'CWA-01' }),
  datapointsToAlarm: optional(count('Of them in alarm', { default: 1, min: 1, max: 100, rule: 'CWA-01', help: 'Empty: all of them.' })),
  missing: choice('Missing data', {
    default: 'missing', rule: 'CWA-03', aws: `${GUIDE}AlarmThatSendsEmail.html#alarms-and-missing-data`,
    options: [
      { value: 'missing', label: 'As missing', help: 'Nothing at all: insufficient data' }, { value: 'notBreaching', label: 'As good', help: 'Right for counts of errors' },
      { value: 'breaching', label: 'As bad', help: 'Right for signs of life' }, { value: 'ignore', label: 'Ignored', help: 'The state stays as it is' },
    ],
  }),
  description: text('Description', { maxLength: 1_024 }),
}
export type AlarmConfig = Values<typeof config>

/** WIR-24: when it is told. */
export const wire = {
  ...qualified,
  alarm: flag('When in alarm', { default: true, rule: 'CWA-02' }),
  ok: flag('When it is over', { rule: 'CWA-02' }),
  insufficient: flag('When data are missing', { rule: 'CWA-02' }),
  permission: flag('Permission', { default: true, rule: 'GEN-05', help: 'The statement in the policy of the function or topic that lets the alarm in. Take it away to see the failure.' }),
}
export type AlarmWire = Values<typeof wire>
