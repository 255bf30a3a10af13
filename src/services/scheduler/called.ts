/** CreateSchedule and DeleteSchedule as code calls them. A target has to be one that a wire leads to. */
import { EPOCH_MS } from '../../base/time.ts'
import { type Micros, sec } from '../../base/units.ts'
import type { MessageId } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { readSchedule, type ZoneName, zoneNames } from '../../contract/schedule.ts'
import { type CallContent, field, textIn } from '../../contract/sdk.ts'
import { arm } from './arm.ts'
import type { ScheduleConfig } from './config.ts'
import { arnOf, fixed, type GroupNode, type Plan } from './state.ts'

interface Fault {
  readonly name: 'ValidationException' | 'ConflictException' | 'ResourceNotFoundException'
  readonly status: number
  readonly message: string
}
const invalid = (message: string): Fault => ({ name: 'ValidationException', status: 400, message })

export function called(node: GroupNode, call: MessageId, { operation, input }: CallContent): void {
  const done = operation === 'DeleteSchedule' ? remove(node, input) : create(node, input)
  if (isFault(done)) node.answer(call, done.status, reason(CODES[done.name]), { name: done.name, message: done.message })
  else node.answer(call, 200, 0, done)
}

const isFault = (found: object): found is Fault => 'status' in found
const CODES = { ValidationException: 'ValidationException', ConflictException: 'ResourceConflictException', ResourceNotFoundException: 'ResourceNotFoundException' } as const

const find = ({ state }: GroupNode, name: string): number => state.plans.findIndex((plan, index) => plan.name === name && !state.gone[index])

function remove(node: GroupNode, input: unknown): object | Fault {
  const name = textIn(input, 'Name') ?? ''
  const index = find(node, name)
  if (index < 0) return { name: 'ResourceNotFoundException', status: 404, message: `Schedule ${name} does not exist.` }
  node.state.gone[index] = true
  return {}
}

function create(node: GroupNode, input: unknown): object | Fault {
  const plan = read(node, input)
  if (isFault(plan)) return plan
  if (find(node, plan.name) >= 0) return { name: 'ConflictException', status: 409, message: `Schedule ${plan.name} already exists.` }
  node.state.plans.push(fixed(plan))
  node.state.gone.push(false)
  arm(node, node.state.plans.length - 1, node.now - 1)
  return { ScheduleArn: plan.arn }
}

function read(node: GroupNode, input: unknown): Plan | Fault {
  const name = textIn(input, 'Name') ?? ''
  if (!/^[0-9a-zA-Z_.-]{1,64}$/.test(name)) return invalid("Value at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9a-zA-Z-_.]+")
  const expression = textIn(input, 'ScheduleExpression') ?? ''
  const { schedule } = readSchedule(expression, 'scheduler')
  if (!schedule) return invalid(`Invalid Schedule Expression ${expression}.`)
  const zone = textIn(input, 'ScheduleExpressionTimezone') ?? 'UTC'
  if (!(zoneNames as readonly string[]).includes(zone)) return invalid(`Invalid time zone ${zone}. The playground knows ${zoneNames.join(', ')}.`)
  const window = objectIn(input, 'FlexibleTimeWindow')
  const mode = textIn(window, 'Mode')
  const minutes = numberIn(window, 'MaximumWindowInMinutes')
  if (mode !== 'OFF' && mode !== 'FLEXIBLE') return invalid("Value null at 'flexibleTimeWindow' failed to satisfy constraint: Member must not be null")
  if ((mode === 'FLEXIBLE') !== (minutes !== undefined)) return invalid(`Invalid FlexibleTimeWindow: MaximumWindowInMinutes ${mode === 'OFF' ? 'must not be' : 'must be'} specified.`)
  const target = objectIn(input, 'Target')
  const arn = textIn(target, 'Arn')
  const wire = node.outgoing.find((one) => one.port === 'target' && one.peer.arn === arn)
  if (!wire) return invalid(`Provided Arn is not a valid target: ${arn ?? ''}. Draw a wire from ${node.name} to it.`)
  const policy = objectIn(target, 'RetryPolicy')
  const drawn = wire.config as ScheduleConfig
  const end = timeIn(input, 'EndDate')
  return {
    name, arn: arnOf(node, name), when: schedule, zone: zone as ZoneName, window: sec((minutes ?? 0) * 60), from: timeIn(input, 'StartDate') ?? node.now,
    until: end ?? Number.POSITIVE_INFINITY, input: textIn(target, 'Input') ?? '', wire, deleteAfter: textIn(input, 'ActionAfterCompletion') === 'DELETE',
    config: { ...drawn, maxAttempts: numberIn(policy, 'MaximumRetryAttempts') ?? 185, maxAgeSec: numberIn(policy, 'MaximumEventAgeInSeconds') ?? 86_400 },
  }
}

const objectIn = (input: unknown, name: string): object | undefined => {
  const value = field(input, name)
  return typeof value === 'object' && value !== null ? value : undefined
}
const numberIn = (input: unknown, name: string): number | undefined => {
  const value = field(input, name)
  return typeof value === 'number' ? value : undefined
}
/** A date comes as ISO text, or as seconds since 1970. */
function timeIn(input: unknown, name: string): Micros | undefined {
  const value = field(input, name)
  const unix = typeof value === 'number' ? value * 1_000 : typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isFinite(unix) ? (unix - EPOCH_MS) * 1_000 : undefined
}
