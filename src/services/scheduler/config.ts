import { choice, count, flag, optional, seconds, text, type Values } from '../../contract/config.ts'
import { qualified } from '../../contract/qualifier.ts'
import { zoneNames } from '../../contract/schedule/zones.ts'

const GUIDE = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/'

export const config = {}
export type GroupConfig = Values<typeof config>

/** WIR-15: a schedule and its one target. */
export const schedule = {
  name: text('Name', { maxLength: 64, rule: 'SCH-01', pattern: { source: '^[A-Za-z0-9_.-]*$', message: 'Letters, digits and . - _.' }, help: 'Empty: named after its target.' }),
  enabled: flag('Enabled', { default: true, rule: 'SCH-01', help: 'Off: only code may schedule something for this target.' }),
  expression: text('Schedule', { default: 'rate(5 minutes)', maxLength: 256, rule: 'SCH-01', help: 'rate(5 minutes), cron(0 9 ? * MON-FRI *), or once: at(2026-01-01T09:00:00).' }),
  zone: choice('Time zone', { default: 'UTC', rule: 'SCH-01', options: zoneNames.map((value) => ({ value, label: value })) }),
  windowMin: count('Flexible window, minutes', { default: 0, min: 0, max: 1_440, rule: 'SCH-01', aws: `${GUIDE}managing-schedule-flexible-time-windows.html`, help: '0: off. Otherwise it fires some time within so many minutes, in strict mode at their beginning.' }),
  startSec: optional(seconds('Not before', { default: 0, min: 0, max: 31_536_000, group: 'Span', rule: 'SCH-01', help: 'Counted from the beginning of the run. A rate fires then for the first time.' })),
  endSec: optional(seconds('Not after', { default: 0, min: 0, max: 31_536_000, group: 'Span', rule: 'SCH-01' })),
  afterCompletion: choice('When it is over', { default: 'NONE', group: 'Span', rule: 'SCH-01', options: [{ value: 'NONE', label: 'Keep the schedule' }, { value: 'DELETE', label: 'Delete it' }] }),
  ...qualified,
  input: text('Input', { as: 'json', maxLength: 262_144, group: 'Target', rule: 'SCH-01', aws: `${GUIDE}managing-schedule-context-attributes.html`, help: 'What the target gets, exactly. <aws.scheduler.scheduled-time> and others are filled in. Empty: an event of the Scheduler.' }),
  source: text('Source', { default: 'com.acme.schedule', maxLength: 256, group: 'Target', help: 'For an event bus.' }),
  detailType: text('Detail type', { default: 'Scheduled', maxLength: 128, group: 'Target', help: 'For an event bus.' }),
  messageGroup: text('Message group', { default: 'schedule', maxLength: 128, group: 'Target', help: 'For a FIFO queue: the MessageGroupId of every message.' }),
  maxAttempts: count('Retries', { default: 185, min: 0, max: 185, group: 'Delivery', rule: 'SCH-01' }),
  maxAgeSec: seconds('Maximum event age', { default: 86_400, min: 60, max: 86_400, group: 'Delivery', rule: 'SCH-01' }),
  permission: flag('Permission', { default: true, group: 'Delivery', rule: 'SCH-02', help: 'The role that the Scheduler assumes may reach the target. Take it away to see the failure.' }),
}
export type ScheduleConfig = Values<typeof schedule>

/** The role of the group's schedules needs a statement for that, too. */
export const deadLetter = {
  permission: flag('Statement in the role', { default: true, rule: 'SCH-02', help: 'What the Scheduler needs to send there. Take it away to see that what failed is lost.' }),
}
export type DeadLetter = Values<typeof deadLetter>
