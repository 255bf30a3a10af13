import { choice, flag, text, type Values } from '../../contract/config.ts'
import { qualified } from '../../contract/qualifier.ts'

const GUIDE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/'

export const config = {
  metricFilter: text('Metric filter', { maxLength: 1_024, rule: 'CWL-05', aws: `${GUIDE}MonitoringLogData.html`, help: 'Lines that match are counted as LogFilterMatches, which an alarm can watch. Empty: all; a pattern as for subscriptions.' }),
  retention: choice('Kept for', {
    default: 'never', rule: 'CWL-01', help: 'Without a limit logs are kept, and paid for, for ever.',
    options: [{ value: 'never', label: 'Ever' }, { value: '1', label: '1 day' }, { value: '7', label: '7 days' }, { value: '30', label: '30 days' }, { value: '365', label: '1 year' }],
  }),
}
export type GroupConfig = Values<typeof config>

/** WIR-23. */
export const wire = {
  ...qualified,
  filterName: text('Name', { default: 'filter', maxLength: 512, rule: 'CWL-02' }),
  filterPattern: text('Filter pattern', { maxLength: 1_024, rule: 'CWL-03', aws: `${GUIDE}FilterAndPatternSyntax.html`, help: 'Empty: all lines. ERROR -timeout, ?ERROR ?WARN, { $.level = "ERROR" }, [ip, user, status=4*, size].' }),
  distribution: choice('Partition key', { default: 'ByLogStream', rule: 'CWL-02', help: 'For a Kinesis stream.', options: [{ value: 'ByLogStream', label: 'The log stream' }, { value: 'Random', label: 'Random' }] }),
  permission: flag('Permission', { default: true, rule: 'GEN-05', help: 'The statement in the policy of the function (for a stream: the role) that lets CloudWatch Logs in. Take it away to see the failure.' }),
}
export type SubscriptionWire = Values<typeof wire>
