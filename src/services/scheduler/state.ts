import { BY_REFERENCE } from '../../base/copy.ts'
import type { Dice } from '../../base/dice.ts'
import { type Micros, sec } from '../../base/units.ts'
import type { MessageId } from '../../contract/messages.ts'
import { readSchedule, type Schedule, type ZoneName } from '../../contract/schedule.ts'
import type { Node, WireEnd } from '../../contract/service.ts'
import { metric } from '../../contract/trace.ts'
import type { GroupConfig, ScheduleConfig } from './config.ts'

/** A schedule, drawn as a wire or made by code. When its wire changes, another is made, and this one is gone. */
export interface Plan {
  readonly name: string
  readonly arn: string
  readonly when: Schedule
  readonly zone: ZoneName
  readonly window: Micros
  readonly from: Micros
  readonly until: Micros
  readonly input: string
  readonly wire: WireEnd
  readonly config: ScheduleConfig
  readonly deleteAfter: boolean
  /** As a wire, not by code. */
  readonly drawn?: true
}

/** Columns of an invocation: u which schedule it is of, v how often it was tried, w for when it was scheduled. */
export interface GroupState {
  readonly plans: Plan[]
  /** Those that are there no more: deleted, or over and to be deleted. */
  readonly gone: boolean[]
  readonly chance: Dice
  readonly deadLetter: WireEnd | undefined
}
export type GroupNode = Node<GroupConfig, GroupState>

export function newState(node: GroupNode): GroupState {
  const plans = node.outgoing.flatMap((wire) => (wire.port === 'target' ? (planOf(node, wire) ?? []) : []))
  return { plans, gone: plans.map(() => false), chance: node.dice('delivery'), deadLetter: node.outgoing.find((wire) => wire.port === 'deadLetter') }
}

/** A rate counts from `since`, unless its span has a beginning of its own. */
export function planOf(node: GroupNode, wire: WireEnd, since: Micros = 0): Plan | undefined {
  const config = wire.config as ScheduleConfig
  const { schedule } = readSchedule(config.expression, 'scheduler')
  if (!schedule || !config.enabled) return undefined
  const name = nameOf(node.outgoing, wire)
  return fixed({
    name, arn: arnOf(node, name), when: schedule, zone: config.zone, window: sec(config.windowMin * 60), drawn: true, from: config.startSec === null ? since : sec(config.startSec),
    until: config.endSec === null ? Number.POSITIVE_INFINITY : sec(config.endSec), input: config.input, wire, config, deleteAfter: config.afterCompletion === 'DELETE',
  })
}

interface Leading {
  readonly id: string
  readonly port: string
  readonly config: unknown
  readonly peer: { readonly id: string; readonly name: string }
}
/** Its own name, or that of its target; a second schedule for the same target adds its wire. */
export function nameOf(outgoing: readonly Leading[], wire: Leading): string {
  const { name } = wire.config as ScheduleConfig
  if (name !== '') return name
  const first = outgoing.find((one) => one.port === wire.port && one.peer.id === wire.peer.id)
  return first?.id === wire.id ? wire.peer.name : `${wire.peer.name}-${wire.id}`
}

export const fixed = (plan: Plan): Plan => Object.assign(plan, { [BY_REFERENCE]: true })
export const arnOf = (node: GroupNode, name: string): string => `${node.arn.replace(':schedule-group/', ':schedule/')}/${name}`
export const planFor = (node: GroupNode, message: MessageId): Plan => node.state.plans[node.messages.u[message]!]!

export const ATTEMPTS = metric('InvocationAttemptCount', 'count')
export const ERRORS = metric('TargetErrorCount', 'count')
export const THROTTLED = metric('TargetErrorThrottledCount', 'count')
export const DROPPED = metric('InvocationDroppedCount', 'count')
export const TO_DLQ = metric('InvocationsSentToDeadLetterCount', 'count')
export const NOT_TO_DLQ = metric('InvocationsFailedToBeSentToDeadLetterCount', 'count')

export const METRICS = [ATTEMPTS, ERRORS, THROTTLED, DROPPED, TO_DLQ, NOT_TO_DLQ] as const
