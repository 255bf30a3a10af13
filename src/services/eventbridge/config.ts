import { choice, count, flag, list, percent, seconds, text, type Values } from '../../contract/config.ts'
import { qualified } from '../../contract/qualifier.ts'

const GUIDE = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/'

export const config = {
  source: text('Source for senders without code', { default: 'com.acme.shop', maxLength: 256, rule: 'EB-08', help: 'What a client sends becomes the detail of an event, unless its body has a source of its own.' }),
  detailType: text('Detail type for them', { default: 'OrderPlaced', maxLength: 128, rule: 'EB-08' }),
  archives: list('Archives', {
    name: text('Name', { default: 'all', maxLength: 48, pattern: { source: '^[A-Za-z0-9_.-]*$', message: 'Letters, digits and . - _.' } }),
    pattern: text('Pattern', { as: 'json', maxLength: 4_096, help: 'Empty: every event.' }),
    retentionDays: count('Retention in days', { default: 0, min: 0, max: 36_500, help: '0: for ever.' }),
  }, { maxRows: 10, rule: 'EB-11', aws: `${GUIDE}eb-archive.html`, help: 'Keeps events, so that a replay can send them again.' }),
  settlesSec: seconds('Changed rules hold after', { default: 0, min: 0, max: 300, group: 'Changes in mid-run', rule: 'EB-06', aws: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html', help: 'AWS says: a short while. Until then events are compared with the rules of before.' }),
  duplicates: percent('Delivered twice', { default: 0.05, min: 0, max: 100, step: 0.001, group: 'At-least-once', rule: 'GEN-13', help: 'Realistic mode only: a target is invoked once more, without any error.' }),
}
export type BusConfig = Values<typeof config>

const INPUT = (...modes: string[]) => ({ when: { field: 'input', is: modes } })

/** WIR-14: a rule and one of its targets. Wires that name the same rule are targets of one rule. */
export const target = {
  rule: text('Rule', { maxLength: 64, rule: 'EB-06', pattern: { source: '^[A-Za-z0-9_.-]*$', message: 'Letters, digits and . - _.' }, help: 'Wires with the same name are targets of one rule, five at most. Empty: a rule of its own.' }),
  enabled: flag('Enabled', { default: true, rule: 'STM-08' }),
  trigger: choice('Fires for', { default: 'pattern', rule: 'EB-10', options: [{ value: 'pattern', label: 'Events that match' }, { value: 'schedule', label: 'A schedule' }] }),
  pattern: text('Pattern', { as: 'json', default: '{"source": [{"prefix": ""}]}', maxLength: 4_096, rule: 'EB-03', when: { field: 'trigger', is: ['pattern'] }, help: 'For example {"source": ["com.acme.shop"], "detail": {"total": [{"numeric": [">", 100]}]}}. As it stands: every event.' }),
  schedule: text('Schedule', { default: 'rate(5 minutes)', maxLength: 256, rule: 'EB-10', when: { field: 'trigger', is: ['schedule'] }, help: 'rate(5 minutes) or cron(0 9 ? * MON-FRI *), in UTC.' }),
  ...qualified,
  input: choice('Target gets', {
    default: 'event', group: 'Input', rule: 'EB-07', aws: `${GUIDE}eb-transform-target-input.html`,
    options: [
      { value: 'event', label: 'The whole event' }, { value: 'path', label: 'A part of it' }, { value: 'constant', label: 'Always the same' }, { value: 'transformer', label: 'A template, filled in' },
    ],
  }),
  inputPath: text('Part', { default: '$.detail', maxLength: 256, group: 'Input', rule: 'EB-07', ...INPUT('path') }),
  constant: text('Constant', { as: 'json', default: '{}', maxLength: 8_192, group: 'Input', rule: 'EB-07', ...INPUT('constant') }),
  paths: list('Variables', { name: text('Name', { default: 'id', maxLength: 256 }), path: text('Path', { default: '$.id', maxLength: 256 }) }, { maxRows: 100, group: 'Input', rule: 'EB-07', ...INPUT('transformer') }),
  template: text('Template', { as: 'lines', default: '{"event": <aws.events.event.json>}', maxLength: 8_192, group: 'Input', rule: 'EB-07', ...INPUT('transformer'), help: 'JSON with <name> for each variable, and <aws.events.rule-name>, <aws.events.event.json> and others.' }),
  maxAttempts: count('Retries', { default: 185, min: 0, max: 185, group: 'Delivery', rule: 'EB-06', aws: `${GUIDE}eb-rule-retry-policy.html` }),
  maxAgeSec: seconds('Maximum event age', { default: 86_400, min: 60, max: 86_400, group: 'Delivery', rule: 'EB-06' }),
  messageGroup: text('Message group', { default: 'events', at: ['fifo'], maxLength: 128, group: 'Delivery', rule: 'EB-06', help: 'For a FIFO queue: the MessageGroupId of every message.' }),
  path: text('Path', { default: '/', maxLength: 1_024, at: ['http'], group: 'Delivery', rule: 'EB-06', help: 'For an HTTP endpoint (API destination).' }),
  permission: flag('Permission', { default: true, at: ['function', 'queue', 'fifo', 'topic', 'stream', 'bus'], group: 'Delivery', rule: 'GEN-05', help: 'The statement at the target that lets this rule in. Take it away to see the failure.' }),
}
export type TargetConfig = Values<typeof target>

/** EB-06: a dead-letter queue belongs to a target. The wire says to which. */
export const deadLetter = {
  targets: text('For targets', { maxLength: 1_000, rule: 'EB-06', aws: `${GUIDE}eb-rule-dlq.html`, help: 'Names of targets, parted by commas. Empty: every target that has no other dead-letter queue.' }),
  permission: flag('Statement in its policy', { default: true, rule: 'GEN-06', help: 'What lets the rules into the queue. Take it away to see that what failed is lost.' }),
}
export type DeadLetter = Values<typeof deadLetter>
