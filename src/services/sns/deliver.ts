/** One notification on its way to one subscriber: tried, tried again, and in the end delivered, kept aside or lost. */
import { utf8Length } from '../../base/text.ts'
import { MICROS_PER_SEC, sec } from '../../base/units.ts'
import { requestId } from '../../base/ids.ts'
import { type Attributes, type MessageId, NONE } from '../../contract/messages.ts'
import { isThrottle, REASONS, reason } from '../../contract/reasons.ts'
import { timer, type WireEnd } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import type { DeadLetter } from './config.ts'
import { deadText } from './payload.ts'
import { httpDelay, managedDelay } from './retry.ts'
import { DELIVERED, FAILED, NOT_REDRIVEN, NOT_REPLAYED, REDRIVEN, REPLAYED, type Subscription, subscriptionOf, TO_HTTP, TO_QUEUE, type TopicNode } from './state.ts'

const FORBIDDEN = reason('AuthorizationError')
const INVALID = reason('InvalidParameter')
const UNDELIVERED = reason('DeliveryFailed')
const REFUSED = reason('EndpointRefused')
const TIMED_OUT = reason('GatewayTimeout')
/** SNS-08. */
const RAW_ATTRIBUTES = 10
/** SNS-11: an endpoint that has not answered by then has failed. */
const PATIENCE = sec(15)

/** What a notification may be beside an ordinary one. */
export const IS_REPLAYED = 1
/** It asks for confirmation: no message was published. */
export const CONFIRMATION = 2
/** Its answer comes too late: another copy has taken its place. */
const LATE = 3

export function attempt(node: TopicNode, subscription: Subscription, notification: MessageId): void {
  const { messages } = node
  const { to, wire, config } = subscription
  const tries = messages.v[notification]! + 1
  messages.v[notification] = tries
  messages.tries[notification] = tries
  if (to === TO_HTTP) return post(node, subscription, notification)
  // SNS-05: what the subscriber's policy forbids is not tried twice.
  if (!config.permission) return refused(node, subscription, notification, 403, FORBIDDEN)
  if (subscription.raw && to === TO_QUEUE && tooMany(messages.attributes[notification])) return refused(node, subscription, notification, 400, INVALID)
  node.event(wire, notification)
}

/** WIR-11: an endpoint may want no more than so many a second. */
function post(node: TopicNode, { wire, config }: Subscription, notification: MessageId): void {
  const { nextAt } = node.state
  const at = Math.max(node.now, nextAt.get(wire.index) ?? 0)
  if (config.maxReceivesPerSec !== null) nextAt.set(wire.index, at + MICROS_PER_SEC / config.maxReceivesPerSec)
  node.messages.wire[notification] = wire.index
  if (at > node.now) node.later(Math.round(at - node.now), goesNow, notification)
  else ask(node, wire, notification)
}

function ask(node: TopicNode, wire: WireEnd, notification: MessageId): void {
  node.messages.u[notification] = node.after(PATIENCE, tooLate, notification)
  node.request(wire, notification)
}
export const goesNow = timer<TopicNode>('retry', (node, notification) => ask(node, subscriptionOf(node, notification).wire, notification))

/** Whoever accepted it still has it: a copy goes on in its place. */
export const tooLate = timer<TopicNode>('retry', (node, notification) => {
  const { messages } = node
  const copy = copyOf(node, notification)
  messages.v[copy] = messages.v[notification]!
  messages.w[copy] = messages.w[notification]!
  messages.w[notification] = LATE
  refused(node, subscriptionOf(node, notification), copy, 504, TIMED_OUT)
})

const tooMany = (attributes: Attributes | undefined): boolean => attributes !== undefined && Object.keys(attributes).length > RAW_ATTRIBUTES

export const tryAgain = timer<TopicNode>('retry', (node, notification) => attempt(node, subscriptionOf(node, notification), notification))

export function answered(node: TopicNode, message: MessageId, wire: WireEnd): void {
  const { messages } = node
  const status = messages.status[message]!
  if (wire.port === 'deadLetter') return redriven(node, message, status)
  const subscription = subscriptionOf(node, message)
  if (subscription.to === TO_HTTP) return heard(node, subscription, message, status)
  if (status >= 300) return refused(node, subscription, message, status, messages.reason[message]!)
  node.add(DELIVERED)
  if (messages.w[message] === IS_REPLAYED) node.add(REPLAYED)
  const { order, chance } = node.state
  // GEN-13: at least once.
  if (order === undefined && !node.strict && chance.chance(node.config.duplicates / 100)) repeat(node, message)
  // SNS-03: what was taken in (202) belongs to its taker.
  if (order !== undefined) goOn(node, subscription, message)
}

/**
 * SNS-05, SNS-11: of an endpoint any answer from 200 to 499 is a delivery, also one that says no: it is not tried again,
 * kept nowhere, and counted as delivered. Only 429 asks for patience.
 */
function heard(node: TopicNode, subscription: Subscription, message: MessageId, status: number): void {
  const { messages } = node
  const mark = messages.w[message]
  const why = messages.reason[message]!
  if (mark === LATE) return node.end(message, O.failed)
  node.cancel(messages.u[message]!)
  if (status >= 500 || isThrottle(status, why)) return refused(node, subscription, message, status, why)
  if (mark !== CONFIRMATION) {
    node.add(DELIVERED)
    if (!node.strict && node.state.chance.chance(node.config.duplicates / 100)) repeat(node, message)
  }
  if (status >= 400) node.note(K.dropped, message, messages.v[message]!, REFUSED)
  node.end(message, status >= 400 ? O.refused : O.succeeded)
}

function repeat(node: TopicNode, message: MessageId): void {
  const again = copyOf(node, message)
  node.note(K.duplicated, again)
  attempt(node, subscriptionOf(node, message), again)
}

function copyOf(node: TopicNode, message: MessageId): MessageId {
  const { messages } = node
  const copy = node.create(message)
  messages.sizeBytes[copy] = messages.sizeBytes[message]!
  messages.content[copy] = messages.content[message]
  messages.attributes[copy] = messages.attributes[message]
  return copy
}

/** SNS-04 and SNS-05: a failure on the subscriber's side is worth another try, a refusal is not. */
function refused(node: TopicNode, subscription: Subscription, notification: MessageId, status: number, why: number): void {
  const { messages } = node
  const tries = messages.v[notification]!
  const { to, config } = subscription
  if (to === TO_HTTP && messages.w[notification] !== CONFIRMATION) node.add(FAILED)
  const delay = status < 500 && !isThrottle(status, why) ? undefined : to === TO_HTTP ? httpDelay(config, tries) : managedDelay(tries)
  if (delay === undefined) return giveUp(node, subscription, notification, status, why)
  const wait = sec(node.strict ? delay : delay * (0.5 + node.state.chance.next() / 2))
  // A permission is missing before anything is sent: the message has to know its wire all the same.
  messages.wire[notification] = subscription.wire.index
  node.note(K.waits, notification, node.now + wait, tries + 1)
  node.later(wait, tryAgain, notification)
}

function giveUp(node: TopicNode, subscription: Subscription, notification: MessageId, status: number, why: number): void {
  const { messages } = node
  const mark = messages.w[notification]
  const deadLetter = mark === CONFIRMATION ? undefined : subscription.deadLetter
  const cause = why === 0 ? UNDELIVERED : why
  if (subscription.to !== TO_HTTP) node.add(FAILED)
  if (mark === IS_REPLAYED) node.add(NOT_REPLAYED)
  node.note(deadLetter ? K.deadLettered : K.dropped, notification, messages.v[notification]!, cause)
  if (deadLetter) setAside(node, subscription, notification, deadLetter, status, cause)
  if (node.state.order !== undefined) goOn(node, subscription, notification)
  node.end(notification, deadLetter ? O.deadLettered : O.dropped)
}

/** SNS-06: the notification itself, with three attributes that say what it died of. */
function setAside(node: TopicNode, subscription: Subscription, notification: MessageId, deadLetter: WireEnd, status: number, why: number): void {
  const { messages } = node
  const dead = node.create(notification)
  const attributes: { [name: string]: Attributes[string] } = {
    ...messages.attributes[notification],
    RequestID: { dataType: 'String', stringValue: requestId(node.scenario.seed, messages.serial[dead]!) },
    ErrorCode: { dataType: 'String', stringValue: REASONS[why]!.code },
    ErrorMessage: { dataType: 'String', stringValue: errorMessage(node, subscription, status) },
  }
  let size = messages.sizeBytes[notification]!
  for (const [name, { dataType, stringValue }] of Object.entries(attributes)) size += name.length + dataType.length + utf8Length(stringValue)
  if (node.contents) messages.content[dead] = deadText(node, subscription, messages.content[notification])
  messages.attributes[dead] = attributes
  messages.sizeBytes[dead] = size
  messages.beside[dead] = messages.beside[notification]
  if ((deadLetter.config as DeadLetter).permission) return node.event(deadLetter, dead)
  messages.reason[dead] = FORBIDDEN
  redriven(node, dead, 403)
}

function errorMessage(node: TopicNode, { wire, config }: Subscription, status: number): string {
  if (!config.permission) return `User: sns.amazonaws.com is not authorized to deliver from ${node.arn} to ${wire.peer.arn}`
  return status >= 500 || status === 429 ? `${wire.peer.arn} could not take the message (${status}), and all retries were used up.` : `${wire.peer.arn} refused the message (${status}).`
}

function redriven(node: TopicNode, dead: MessageId, status: number): void {
  if (status < 300) return node.add(REDRIVEN)
  node.add(NOT_REDRIVEN)
  node.note(K.dropped, dead, 0, node.messages.reason[dead]!)
  node.end(dead, O.dropped)
}

/** A FIFO topic: what waited behind this notification goes next. */
function goOn(node: TopicNode, subscription: Subscription, message: MessageId): void {
  const next = node.state.order!.leave(subscription.wire.index, node.messages.beside[message]!.group!)
  if (next !== NONE) attempt(node, subscription, next)
}
