/** How many batches of a queue a mapping runs at once: LAM-SQS-03, and LAM-SQS-04 for provisioned mode. */
import type { Dice } from '../../../base/dice.ts'
import { Ring } from '../../../base/ring.ts'
import { MIB, type Micros, MICROS_PER_SEC, sec } from '../../../base/units.ts'
import type { QueueMapping } from '../../../contract/mapping.ts'
import { NONE } from '../../../contract/messages.ts'
import type { Batch, WireEnd } from '../../../contract/service.ts'
import type { FunctionNode } from '../state.ts'

export interface Mapping {
  readonly wire: WireEnd
  enabled: boolean
  /** Batches that are invoked, or wait for another try after a throttle. */
  active: number
  /** A look at the queue is due. */
  polling: boolean
  /** The batch that takes in messages, or NONE; and those that are complete and wait for their turn. */
  gathering: number
  readonly waiting: Ring
  /** What the last receive brought. */
  readonly received: Batch
  /** D-18: since when the pollers grow, and since when nothing is visible; NONE if not. */
  rampFrom: Micros
  emptySince: Micros
  /** LAM-SQS-06: what function errors leave of it. */
  ceiling: number
  /** A timer for more pollers, or for the next second of polls, is set. */
  growing: boolean
  /** How many long polls of each poller end with the next look at an empty queue. */
  longPolls: number
  /** Provisioned mode: what this second has brought so far. */
  second: number
  polls: number
  bytes: number
  readonly latency: Dice
}

export const newMapping = (node: FunctionNode, wire: WireEnd): Mapping => ({
  wire, enabled: (wire.config as QueueMapping).enabled, active: 0, polling: false, gathering: NONE, waiting: new Ring(),
  received: { messages: [], receipts: [], until: 0 }, rampFrom: NONE, emptySince: NONE, ceiling: Number.POSITIVE_INFINITY,
  growing: false, longPolls: 1, second: NONE, polls: 0, bytes: 0, latency: node.dice(`polls of ${wire.id}`),
})

export const settingsOf = (mapping: Mapping): QueueMapping => mapping.wire.config

const MINUTE = sec(60)
const PER_POLLER = 10
const GAIN_PROVISIONED = 1_000
/** LAM-SQS-06: errors never take it below this. */
const FLOOR = 2
const FORGET_AFTER = sec(60)

/** C(t). Reserved concurrency and the account are no part of it: pollers that find no room there are throttled. */
export function limitOf(node: FunctionNode, mapping: Mapping): number {
  const settings = settingsOf(mapping)
  const gained = Math.floor(((mapping.rampFrom === NONE ? 0 : node.now - mapping.rampFrom) * gainOf(node, mapping)) / MINUTE)
  const most = settings.provisioned
    ? Math.min(settings.maximumPollers * PER_POLLER, settings.minimumPollers * PER_POLLER + gained)
    : Math.min(node.quotas.sqsPollersMax, settings.maximumConcurrency ?? Number.POSITIVE_INFINITY, node.quotas.sqsPollersStart + gained)
  return Math.min(most, mapping.ceiling)
}

const gainOf = (node: FunctionNode, mapping: Mapping): number => (settingsOf(mapping).provisioned ? GAIN_PROVISIONED : node.quotas.sqsPollersPerMinute)

/** How long until there is one more; Infinity when something else holds it back. */
export function untilMore(node: FunctionNode, mapping: Mapping): Micros {
  const settings = settingsOf(mapping)
  const limit = limitOf(node, mapping)
  if (limit >= mapping.ceiling || mapping.rampFrom === NONE) return Number.POSITIVE_INFINITY
  const most = settings.provisioned ? settings.maximumPollers * PER_POLLER : Math.min(node.quotas.sqsPollersMax, settings.maximumConcurrency ?? Number.POSITIVE_INFINITY)
  if (limit >= most) return Number.POSITIVE_INFINITY
  const gain = gainOf(node, mapping)
  const gained = Math.floor(((node.now - mapping.rampFrom) * gain) / MINUTE)
  return mapping.rampFrom + Math.ceil(((gained + 1) * MINUTE) / gain) - node.now
}

/** All pollers are at work, and the next to be free, or to be added, looks by itself: a flood need not ask for each message. */
export function isBusy(node: FunctionNode, mapping: Mapping): boolean {
  if (mapping.rampFrom === NONE || mapping.emptySince !== NONE || mapping.active < limitOf(node, mapping)) return false
  return mapping.growing || untilMore(node, mapping) === Number.POSITIVE_INFINITY
}

export function sawBacklog(node: FunctionNode, mapping: Mapping): void {
  const { now } = node
  if (mapping.rampFrom === NONE || (mapping.emptySince !== NONE && now - mapping.emptySince >= FORGET_AFTER)) mapping.rampFrom = now
  mapping.emptySince = NONE
}

export function sawNothing(node: FunctionNode, mapping: Mapping): void {
  if (mapping.emptySince === NONE) mapping.emptySince = node.now
}

export function functionFailed(node: FunctionNode, mapping: Mapping): void {
  mapping.ceiling = Math.max(FLOOR, limitOf(node, mapping) >> 1)
}

export function functionSucceeded(node: FunctionNode, mapping: Mapping): void {
  if (mapping.ceiling === Number.POSITIVE_INFINITY) return
  mapping.ceiling++
  if (mapping.ceiling >= node.quotas.sqsPollersMax) mapping.ceiling = Number.POSITIVE_INFINITY
}

/** LAM-SQS-04: ten polls and one megabyte a second for each poller. True when this one is within it; it is counted. */
export function mayPoll(node: FunctionNode, mapping: Mapping): boolean {
  const second = Math.floor(node.now / MICROS_PER_SEC)
  if (second !== mapping.second) {
    mapping.second = second
    mapping.polls = 0
    mapping.bytes = 0
  }
  const pollers = Math.ceil(limitOf(node, mapping) / PER_POLLER)
  if (mapping.polls >= 10 * pollers || mapping.bytes >= pollers * MIB) return false
  mapping.polls++
  return true
}
export const untilNextSecond = (node: FunctionNode): Micros => (Math.floor(node.now / MICROS_PER_SEC) + 1) * MICROS_PER_SEC - node.now

/** Pollers that wait at an empty queue: each asks again when its long poll ends. */
export function idlePollers(node: FunctionNode, mapping: Mapping): number {
  const settings = settingsOf(mapping)
  return Math.max(0, (settings.provisioned ? settings.minimumPollers : node.quotas.sqsPollersStart) - mapping.active)
}

/** One, when it was empty for an hour three, when for a day those of an hour. */
export function pollsAtOnce(node: FunctionNode, mapping: Mapping): number {
  const since = mapping.emptySince === NONE ? (mapping.rampFrom === NONE ? 0 : node.now) : mapping.emptySince
  const idle = node.now - since
  return idle < sec(3_600) ? 1 : idle < sec(86_400) ? 3 : 180
}
