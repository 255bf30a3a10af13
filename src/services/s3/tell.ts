/** Who is told of a change, when, and what happens if he cannot be told. */
import { utf8Length } from '../../base/text.ts'
import { type Micros, ms, sec } from '../../base/units.ts'
import type { MessageId } from '../../contract/messages.ts'
import { isThrottle, reason } from '../../contract/reasons.ts'
import { timer, type WireEnd } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import { busEvent, type Change, encodeKey, s3Event, testEvent } from './event.ts'
import { type BucketNode, LOST, type Notification, SENT, wireOf } from './state.ts'

const FORBIDDEN = reason('AccessDeniedException')
const OVERTAKEN = reason('Overtaken')
const UNDELIVERED = reason('DeliveryFailed')
/** GEN-07: seconds as a rule, a minute and more now and then. Microseconds at the median, and a 99th percentile of 15 s. */
const MEDIAN = 900_000
const SIGMA = 1.2095
const VERY_LATE = 0.005
/** S3-08: AWS tells neither how often nor how long. */
const FIRST_SEC = 1
const LONGEST_SEC = 600
const GIVES_UP = sec(4 * 3_600)

export function tell(node: BucketNode, change: Change, cause: MessageId): void {
  const { state } = node
  for (const one of state.notifications) if (concerns(one, change)) notify(node, one, change, cause)
  if (state.bus) announce(node, state.bus, change, cause)
}

/** S3-03: literal, and both have to fit. */
export function concerns({ types, config }: Pick<Notification, 'types' | 'config'>, { name, key }: Pick<Change, 'name' | 'key'>): boolean {
  return types.some((type) => (type.endsWith('*') ? name.startsWith(type.slice(0, -1)) : name === type)) && key.startsWith(config.prefix) && key.endsWith(config.suffix)
}

function notify(node: BucketNode, { wire, id, overhead }: Notification, change: Change, cause: MessageId): void {
  const copy = create(node, wire, change, cause)
  const { messages } = node
  messages.sizeBytes[copy] = overhead + utf8Length(encodeKey(change.key))
  if (wire.peer.role === 'topic') messages.beside[copy] = { subject: 'Amazon S3 Notification' }
  if (node.contents) messages.content[copy] = s3Event(node, id, change)
  send(node, copy)
}

function announce(node: BucketNode, bus: WireEnd, change: Change, cause: MessageId): void {
  const content = busEvent(node, change)
  if (!content) return
  const copy = create(node, bus, change, cause)
  node.messages.content[copy] = content
  node.messages.sizeBytes[copy] = utf8Length(JSON.stringify(content))
  send(node, copy)
}

function create(node: BucketNode, wire: WireEnd, change: Change, cause: MessageId): MessageId {
  const { messages } = node
  const copy = node.create(cause)
  messages.u[copy] = change.sequence
  messages.v[copy] = 0
  messages.w[copy] = node.now
  messages.wire[copy] = wire.index
  return copy
}

function send(node: BucketNode, copy: MessageId): void {
  if (node.strict) return attempt(node, copy)
  node.later(delay(node), tryNow, copy)
  // GEN-13: at least once.
  if (!node.state.chance.chance(node.config.duplicates / 100)) return
  const { messages } = node
  const again = node.create(copy)
  for (const column of ['u', 'v', 'w', 'sizeBytes'] as const) messages[column][again] = messages[column][copy]!
  messages.wire[again] = messages.wire[copy]!
  messages.content[again] = messages.content[copy]
  messages.beside[again] = messages.beside[copy]
  node.note(K.duplicated, again)
  node.later(delay(node), tryNow, again)
}

function delay({ state }: BucketNode): Micros {
  const usual = state.chance.logNormal(MEDIAN, SIGMA)
  return Math.round(state.chance.chance(VERY_LATE) ? sec(60) + usual : usual)
}

export const tryNow = timer<BucketNode>('arrival', (node, copy) => attempt(node, copy))

function attempt(node: BucketNode, copy: MessageId): void {
  const { messages, state } = node
  const wire = wireOf(node, copy)
  if (state.overtaken.has(messages.u[copy]!)) return lose(node, copy, OVERTAKEN)
  const tries = messages.v[copy]! + 1
  messages.v[copy] = tries
  messages.tries[copy] = tries
  const notification = state.byWire[wire.index]
  // S3-05: S3 asks for the permission when the notification is saved; later it says nothing.
  if (notification?.config.withdrawn) return lose(node, copy, FORBIDDEN)
  if (tries === 1) node.add(SENT)
  node.event(wire, copy)
}

export function answered(node: BucketNode, copy: MessageId): void {
  const { messages } = node
  const status = messages.status[copy]!
  if (status < 300) return
  const why = messages.reason[copy]!
  // S3-08: from the 202 on it is the target's; what cannot be taken at present is tried for hours.
  if (status < 500 && !isThrottle(status, why)) return lose(node, copy, why === 0 ? UNDELIVERED : why)
  const tries = messages.v[copy]!
  const longest = sec(Math.min(LONGEST_SEC, FIRST_SEC * 2 ** Math.min(tries - 1, 30)))
  const wait = node.strict ? longest : Math.round(longest * (0.5 + node.state.chance.next() / 2))
  if (node.now + wait - messages.w[copy]! > GIVES_UP) return lose(node, copy, why === 0 ? UNDELIVERED : why)
  node.note(K.waits, copy, node.now + wait, tries + 1)
  node.later(wait, tryNow, copy)
}

function lose(node: BucketNode, copy: MessageId, why: number): void {
  node.add(LOST)
  node.note(K.dropped, copy, node.messages.v[copy]!, why)
  node.end(copy, O.dropped)
}

/** S3-05: queues and topics hear that a notification was saved; functions do not. */
export function sendTests(node: BucketNode): void {
  for (const { wire, config } of node.state.notifications) if (config.testEvent) sendTest(node, wire)
}

export function sendTest(node: BucketNode, wire: WireEnd): void {
  if (wire.peer.role === 'function') return
  const { messages } = node
  const copy = node.create(-1)
  const content = testEvent(node)
  messages.u[copy] = -1
  messages.w[copy] = node.now
  messages.wire[copy] = wire.index
  messages.content[copy] = content
  messages.sizeBytes[copy] = utf8Length(JSON.stringify(content))
  if (wire.peer.role === 'topic') messages.beside[copy] = { subject: 'Amazon S3 Notification' }
  attempt(node, copy)
}

/** S3-07: how near two writes have to be. */
export const RACE = ms(100)
