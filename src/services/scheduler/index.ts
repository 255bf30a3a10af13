import { textIn } from '../../contract/sdk.ts'
import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { config, deadLetter, schedule } from './config.ts'

export const scheduler = defineService({
  id: 'scheduler',
  title: 'EventBridge Scheduler',
  group: 'Sources',
  category: 'messaging',
  role: () => 'other',
  limit: 'A minute is its finest step; a million schedules',
  help: 'Invokes a target by the clock: again and again, or once. Each wire is a schedule. Unlike a rule of a bus it knows time zones with their summer time, happens once if you like, and reaches its target by a role of its own instead of a policy there. A rate fires at once, a rule only after its first period.',
  config,
  ports: [
    {
      id: 'target', label: 'Schedules', side: 'right', several: true, config: schedule, live: Object.keys(schedule), latency: { p50: 150, p99: 900 },
      to: { function: 'subscription', queue: 'subscription', fifo: 'subscription', topic: 'subscription', stream: 'subscription', bus: 'subscription' },
    },
    {
      id: 'deadLetter', label: 'Dead-letter queue', side: 'bottom', max: 1, to: { queue: 'failure' }, config: deadLetter, live: ['permission'],
      refuses: (_, to) => (to.role === 'fifo' ? { rule: 'SCH-01', text: `The dead-letter queue of a schedule must be a standard queue; ${to.name} is FIFO. AWS refuses it.` } : undefined),
    },
  ],
  summary: () => 'Schedules',
  arn: (name, region, account) => `arn:aws:scheduler:${region}:${account}:schedule-group/${name}`,
  naming: { pattern: /^[0-9A-Za-z_.-]{1,64}$/, text: 'A schedule group has 1 to 64 letters, digits and . - _. The one called default is there in every account.', stem: 'default' },
  behaviour,
  sdk: {
    client: 'Scheduler',
    operations: { CreateSchedule: 'scheduler:CreateSchedule', DeleteSchedule: 'scheduler:DeleteSchedule' },
    resource: (_, input) => textIn(input, 'GroupName') ?? 'default',
    missing: (said) => ({ name: 'ResourceNotFoundException', status: 404, message: `Schedule group ${said} does not exist.` }),
  },
  looks: () => true,
  usage: (_, sum) => [{ price: 'schedulerInvocations', amount: sum('InvocationAttemptCount') }],
  check,
})
