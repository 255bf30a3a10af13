/** One notification on its way to one subscriber: tried, tried again, and in the end delivered, kept aside or lost. */
import { utf8Length } from '../../base/text.ts'
import { sec } from '../../base/units.ts'
import { requestId } from '../../base/ids.ts'
import { type Attributes, type MessageId, NONE } from '../../contract/messages.ts'
import { isThrottle, REASONS, reason } from '../../contract/reasons.ts'
import { timer, type WireEnd } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import { deadText } from './event.ts'
import { httpDelay, managedDelay } from './retry.ts'
import { DELIVERED, FAILED, NOT_REDRIVEN, REDRIVEN, type Subscription, subscriptionOf, TO_HTTP, TO_QUEUE, type TopicNode } from './state.ts'

const FORBIDDEN = reason('AuthorizationError')
const INVALID = reason('InvalidParameter')
const UNDELIVERED = reason('DeliveryFailed')
/** SNS-08. */
const RAW_ATTRIBUTES = 10

export function attempt(node: TopicNode, subscription: Subscription, notification: MessageId): void {
  const { messages } = node
  const { to, wire, config } = subscription
  const tries = messages.v[notification]! + 1
  messages.v[notification] = tries
  messages.tries[notification] = tries
  if (to === TO_HTTP) return node.request(wire, notification)
  // SNS-05: what the subscriber's policy forbids is not tried twice.
  if (!config.permission) return refused(node, subscription, notification, 403, FORBIDDEN)
  if (subscription.raw && to === TO_QUEUE && tooMany(messages.attributes[notification])) return refused(node, subscription, notification, 400, INVALID)
  node.event(wire, notification)
}

const tooMany = (attributes: Attributes | undefined): boolean => attributes !== undefined && Object.keys(attributes).length > RAW_ATTRIBUTES

export const tryAgain = timer<TopicNode>('retry', (node, notification) => attempt(node, subscriptionOf(node, notification), notification))

export function answered(node: TopicNode, message: MessageId, wire: WireEnd): void {
  const { messages } = node
  const status = messages.status[message]!
  if (wire.port === 'deadLetter') return redriven(node, message, status)
  if (status >= 300) {
    refused(node, subscriptionOf(node, message), message, status, messages.reason[message]!)
    return
  }
  node.add(DELIVERED)
  const { order, chance } = node.state
  // GEN-13: at least once.
  if (order === undefined && !node.strict && chance.chance(node.config.duplicates / 100)) repeat(node, message)
  if (order !== undefined) goOn(node, subscriptionOf(node, message), message)
  // SNS-03: what was taken in (202) belongs to its taker; an HTTP endpoint only answers.
  if (wire.peer.role === 'http') node.end(message, O.succeeded)
}

function repeat(node: TopicNode, message: MessageId): void {
  const { messages } = node
  const again = node.create(message)
  messages.v[again] = 0
  messages.sizeBytes[again] = messages.sizeBytes[message]!
  messages.content[again] = messages.content[message]
  messages.attributes[again] = messages.attributes[message]
  node.note(K.duplicated, again)
  attempt(node, subscriptionOf(node, message), again)
}

/** SNS-04 and SNS-05: a failure on the subscriber's side is worth another try, a refusal is not. */
function refused(node: TopicNode, subscription: Subscription, notification: MessageId, status: number, why: number): void {
  const { messages } = node
  const tries = messages.v[notification]!
  const { to, config } = subscription
  if (to === TO_HTTP) node.add(FAILED)
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
  const { deadLetter, to } = subscription
  const cause = why === 0 ? UNDELIVERED : why
  if (to !== TO_HTTP) node.add(FAILED)
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
  node.event(deadLetter, dead)
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
