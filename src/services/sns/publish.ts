/** What a publish has to pass, and how it becomes one notification for each subscriber. */
import { sha256 } from '../../base/sha256.ts'
import { utf8Encode } from '../../base/text.ts'
import { MICROS_PER_SEC } from '../../base/units.ts'
import { type Attributes, type Content, contentText, type MessageId } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { K, O } from '../../contract/trace.ts'
import { attempt, IS_REPLAYED } from './deliver.ts'
import type { Publication } from './event.ts'
import type { Archive } from './archive.ts'
import { byAttributes, byBody, INVALID_ATTRIBUTES, INVALID_BODY, PASSES, WITHOUT_ATTRIBUTES } from './filter.ts'
import { payloadFor } from './payload.ts'
import { isHeld } from './replay.ts'
import { ARCHIVED, ARCHIVED_BYTES, BAD_ATTRIBUTES, BAD_BODY, BODY, DELIVERED, FILTERED, IN_ARCHIVE, NO_ATTRIBUTES, PUBLISHED, SIZE, type Subscription, TO_HTTP, type TopicNode } from './state.ts'

/** SNS-01: messages a second of a FIFO topic, and of one of its groups. */
const FIFO_MOST = 3_000
const GROUP_MOST = 300

export const INVALID = reason('InvalidParameter')
export const THROTTLED = reason('Throttled')
const NOBODY = reason('NoSubscription')

/** Why the topic does not take the message; 0 when it does. */
export function refusalOf(node: TopicNode, message: MessageId): number {
  if (node.messages.sizeBytes[message]! > node.quotas.snsMessageBytes) return INVALID
  const { state } = node
  const second = Math.floor(node.now / MICROS_PER_SEC)
  if (second !== state.second) {
    state.second = second
    state.published = 0
    state.ofGroup.clear()
  }
  state.published++
  if (state.order === undefined) return state.published > node.quotas.snsPublishPerSec ? THROTTLED : 0
  const group = groupOf(node, message)
  const ofGroup = (state.ofGroup.get(group) ?? 0) + 1
  state.ofGroup.set(group, ofGroup)
  const most = node.config.throughputScope === 'Topic' ? FIFO_MOST : node.quotas.snsPublishPerSec
  return state.published > most || ofGroup > GROUP_MOST ? THROTTLED : 0
}

/** It does not come in, and nobody keeps it. */
export function turnAway(node: TopicNode, message: MessageId, why: number): void {
  node.note(K.refused, message, node.messages.sizeBytes[message]!, why)
  node.end(message, O.refused)
}

/**
 * A message that was let in. The topic owns it, and keeps nothing of it: no subscriber, no message. What comes back is
 * the serial that its id is made of: that of the first, if it is a repetition.
 */
export function publish(node: TopicNode, message: MessageId, texts?: { readonly [protocol: string]: string }): number {
  const { state, messages } = node
  const serial = messages.serial[message]!
  node.add(PUBLISHED)
  node.note(K.charged, message, 1, PUBLISHED.index)
  node.observe(SIZE, messages.sizeBytes[message]!)
  if (messages.attributes[message] === undefined && node.contents) {
    const own = attributesIn(messages.content[message], node.config.attributesField)
    if (own) messages.attributes[message] = own
  }
  if (state.order !== undefined) {
    const first = repeated(node, message)
    if (first !== 0) return first
    state.sequence++
    if (state.archive !== undefined) archive(node, state.archive, message)
  }
  let offered = state.archive === undefined ? 0 : 1
  let delivered = offered
  let facts: Publication | undefined
  for (const subscription of state.subscriptions) {
    if (subscription.to === TO_HTTP && state.unconfirmed.has(subscription.wire.index)) continue
    offered++
    if (state.archive !== undefined && isHeld(node, subscription)) continue
    // Doors look at the method and the path, whether or not anybody looks at the body.
    if (node.contents || subscription.to === TO_HTTP) facts ??= publicationOf(node, message)
    if (subscription.matcher !== undefined && !passes(node, subscription, message, facts!)) continue
    delivered++
    notify(node, subscription, message, facts && texts ? { ...facts, text: texts[protocolOf(subscription)] ?? facts.text } : facts)
  }
  for (const { protocol, confirmed } of state.order === undefined ? node.config.people : []) {
    if (protocol === 'email' && !confirmed) continue
    offered++
    delivered++
    node.add(DELIVERED)
  }
  if (offered === 0) node.note(K.dropped, message, 0, NOBODY)
  node.end(message, delivered > 0 ? O.succeeded : offered > 0 ? O.filtered : O.dropped)
  return serial
}

function archive(node: TopicNode, archive: Archive, message: MessageId): void {
  const { messages, config } = node
  const { serial, at, text, subject, attributes, sequence } = publicationOf(node, message)
  archive.forget(archive.beginning(at, config.archiveDays!))
  archive.keep({ serial, at, text, subject, attributes, sequence, group: groupOf(node, message), deduplication: deduplicationOf(node, message) ?? sequenceId(node), sizeBytes: messages.sizeBytes[message]! })
  node.add(ARCHIVED)
  node.add(ARCHIVED_BYTES, messages.sizeBytes[message]!)
  node.level(IN_ARCHIVE, archive.kept.length)
}

export const protocolOf = ({ to }: Subscription): string => (to === TO_HTTP ? 'http' : to === 0 ? 'lambda' : 'sqs')

const publicationOf = (node: TopicNode, message: MessageId): Publication => ({
  serial: node.messages.serial[message]!, at: node.now, text: contentText(node.messages.content[message]),
  subject: node.messages.beside[message]?.subject, attributes: node.messages.attributes[message],
  sequence: node.state.order === undefined ? 0 : node.state.sequence,
})

export function passes(node: TopicNode, { matcher, ofBody, wire }: Subscription, message: MessageId, { attributes, text }: Publication): boolean {
  const verdict = ofBody ? byBody(matcher!, text) : byAttributes(matcher!, attributes)
  if (verdict === PASSES) return true
  node.add(FILTERED)
  if (verdict === INVALID_BODY) node.add(BAD_BODY)
  else if (ofBody) node.add(BODY)
  else if (verdict === WITHOUT_ATTRIBUTES) node.add(NO_ATTRIBUTES)
  else if (verdict === INVALID_ATTRIBUTES) node.add(BAD_ATTRIBUTES)
  node.note(K.filtered, message, wire.index)
  return false
}

/** SNS-02: each subscriber has a copy of its own, and what happens to one concerns no other. */
export function notify(node: TopicNode, subscription: Subscription, published: MessageId, facts: Publication | undefined): void {
  const { messages, state } = node
  const copy = node.create(published)
  messages.v[copy] = 0
  if (facts?.replayed) messages.w[copy] = IS_REPLAYED
  messages.sizeBytes[copy] = messages.sizeBytes[published]! + subscription.overhead
  if (facts) messages.content[copy] = payloadFor(node, subscription, facts)
  if (subscription.raw) messages.attributes[copy] = messages.attributes[published]
  if (state.order === undefined) return attempt(node, subscription, copy)
  const group = groupOf(node, published)
  messages.beside[copy] = { group, deduplication: deduplicationOf(node, published) ?? sequenceId(node) }
  if (state.order.enter(subscription.wire.index, group, copy)) attempt(node, subscription, copy)
}

const sequenceId = (node: TopicNode): string => `${node.name}-${node.state.sequence}`

/** SNS-01: a repetition is accepted, and delivered to nobody. The serial of the first, or 0. */
function repeated(node: TopicNode, message: MessageId): number {
  const { state, messages, config } = node
  const id = deduplicationOf(node, message)
  if (id === undefined) return 0
  const scoped = config.throughputScope === 'Topic' ? id : `${groupOf(node, message)}\n${id}`
  const first = state.seen.repeated(scoped, node.now, messages.serial[message]!)
  if (first === 0) return 0
  node.note(K.deduplicated, message)
  node.end(message, O.deduplicated)
  return first
}

export function groupOf(node: TopicNode, message: MessageId): string {
  return node.messages.beside[message]?.group ?? fieldOf(node.messages.content[message], node.config.groupField) ?? 'default'
}

function deduplicationOf(node: TopicNode, message: MessageId): string | undefined {
  const { messages, config } = node
  const given = messages.beside[message]?.deduplication ?? fieldOf(messages.content[message], config.deduplicationField)
  if (given !== undefined || !config.contentDeduplication || messages.content[message] === undefined) return given
  return sha256(utf8Encode(contentText(messages.content[message])))
}

function fieldOf(content: Content, name: string): string | undefined {
  const value = valueOf(content, name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

function valueOf(content: Content, name: string): unknown {
  if (name === '' || typeof content !== 'object' || content === null || !Object.hasOwn(content, name)) return undefined
  return (content as { readonly [field: string]: unknown })[name]
}

/** Attributes of a sender without code: texts, numbers and lists of values in an object of the body. */
export function attributesIn(content: Content, name: string): Attributes | undefined {
  const own = valueOf(content, name)
  if (typeof own !== 'object' || own === null || Array.isArray(own)) return undefined
  const attributes: { [name: string]: Attributes[string] } = {}
  for (const [key, value] of Object.entries(own)) {
    if (typeof value === 'string') attributes[key] = { dataType: 'String', stringValue: value }
    else if (typeof value === 'number') attributes[key] = { dataType: 'Number', stringValue: String(value) }
    else if (Array.isArray(value)) attributes[key] = { dataType: 'String.Array', stringValue: JSON.stringify(value) }
  }
  return attributes
}
