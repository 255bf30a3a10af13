/** One event on its way to one target: tried, tried again with growing delay, and in the end delivered, kept aside or lost. */
import { utf8Length } from '../../base/text.ts'
import { MICROS_PER_SEC, type Micros, sec, toMs } from '../../base/units.ts'
import type { HttpRequest } from '../../contract/http.ts'
import type { Attributes, MessageId } from '../../contract/messages.ts'
import { isThrottle, REASONS, reason } from '../../contract/reasons.ts'
import { timer, type WireEnd } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import type { DeadLetter } from './config.ts'
import type { BusEvent } from './event.ts'
import type { Input } from './input.ts'
import type { Kept } from './underway.ts'
import { type BusNode, FAILED, LATENCY, NOT_TO_DLQ, RETRIES, type Target, targetOf, THROTTLED, TO_DLQ } from './state.ts'

const FORBIDDEN = reason('NO_PERMISSIONS')
const NO_JSON = reason('INVALID_JSON')
const UNDELIVERED = reason('DeliveryFailed')
const TIMED_OUT = reason('GatewayTimeout')
/** EB-06: an API destination that has not answered by then has failed. */
const PATIENCE = sec(5)
/** The column w of a request that was given up; else the timer that would do so. */
const LATE = -1
/** AWS tells neither the first delay nor the longest. */
const FIRST_SEC = 1
const LONGEST_SEC = 900

export function deliver(node: BusNode, target: Target, copy: MessageId, input: Input, event: BusEvent): void {
  const { messages } = node
  node.state.underway.kept.set(copy, { input, event })
  messages.v[copy] = 0
  messages.wire[copy] = target.wire.index
  messages.sizeBytes[copy] = utf8Length(input.text)
  const wait = untilFree(node)
  if (wait === 0) return attempt(node, target, copy)
  node.add(THROTTLED)
  node.later(wait, tryAgain, copy)
}

/** EB-01: invocations above the quota are late, not lost. */
function untilFree(node: BusNode): Micros {
  const { state } = node
  const second = Math.floor(node.now / MICROS_PER_SEC)
  if (second > state.busySecond) {
    state.busySecond = second
    state.invocations = 0
  }
  if (++state.invocations > node.quotas.busInvocationsPerSec) {
    state.busySecond++
    state.invocations = 1
  }
  return Math.max(0, state.busySecond * MICROS_PER_SEC - node.now)
}

export const tryAgain = timer<BusNode>('retry', (node, copy) => attempt(node, targetOf(node, copy), copy))

function attempt(node: BusNode, target: Target, copy: MessageId): void {
  const { messages } = node
  const { wire, config } = target
  const kept = node.state.underway.kept.get(copy)!
  const tries = messages.v[copy]! + 1
  messages.v[copy] = tries
  messages.tries[copy] = tries
  if (tries > 1) node.add(RETRIES)
  if (!config.permission && wire.peer.role !== 'http') return refused(node, target, copy, 403, FORBIDDEN)
  if (kept.input.value === undefined) return refused(node, target, copy, 400, NO_JSON)
  messages.content[copy] = payload(target, kept)
  if (wire.peer.role === 'fifo') messages.beside[copy] = { group: config.messageGroup, deduplication: `${target.rule.name}-${kept.event.id}` }
  if (wire.peer.role !== 'http') return node.event(wire, copy)
  messages.w[copy] = node.after(PATIENCE, tooLate, copy)
  node.request(wire, copy)
}

/** Whoever accepted it still has it: a copy goes on in its place. */
export const tooLate = timer<BusNode>('retry', (node, copy) => {
  const { messages, state } = node
  const { kept } = state.underway
  const next = node.create(copy)
  for (const column of [messages.u, messages.v, messages.sizeBytes]) column[next] = column[copy]!
  kept.set(next, kept.get(copy)!)
  kept.delete(copy)
  messages.w[copy] = LATE
  refused(node, targetOf(node, copy), next, 504, TIMED_OUT)
})

function payload({ wire, config }: Target, { input }: Kept): unknown {
  if (wire.peer.role !== 'http') return input.value
  const request: HttpRequest = {
    method: 'POST', path: config.path, query: '', body: input.text, sourceIp: '52.94.133.131',
    headers: [['User-Agent', 'Amazon/EventBridge/ApiDestinations'], ['Content-Type', 'application/json; charset=utf-8'], ['Range', 'bytes=0-1048575'], ['Accept-Encoding', 'gzip,deflate'], ['Connection', 'close'], ['Content-Length', String(utf8Length(input.text))]],
  }
  return request
}

export function answered(node: BusNode, message: MessageId, wire: WireEnd): void {
  const { messages, state } = node
  const status = messages.status[message]!
  if (wire.port === 'deadLetter') return setAsideAnswered(node, message, status)
  const target = targetOf(node, message)
  if (wire.peer.role === 'http') {
    if (messages.w[message] === LATE) return node.end(message, O.failed)
    node.cancel(messages.w[message]!)
  }
  if (status >= 300) return refused(node, target, message, status, messages.reason[message]!)
  const { input, event } = state.underway.kept.get(message)!
  state.underway.kept.delete(message)
  node.observe(LATENCY, toMs(node.now - messages.u[message]!))
  // GEN-13: at least once.
  if (!node.strict && state.chance.chance(node.config.duplicates / 100)) {
    const again = node.create(message)
    messages.u[again] = node.now
    node.note(K.duplicated, again)
    deliver(node, target, again, input, event)
  }
  if (wire.peer.role === 'http') node.end(message, O.succeeded)
}

/** EB-06: a target that cannot take it at present is asked again, one that refuses is not. */
function refused(node: BusNode, target: Target, copy: MessageId, status: number, why: number): void {
  const { messages } = node
  const { maxAttempts, maxAgeSec } = target.config
  const retries = messages.v[copy]! - 1
  if (!isRetriable(target, status, why)) return giveUp(node, target, copy, status, why, undefined)
  if (retries >= maxAttempts) return giveUp(node, target, copy, status, why, 'MaximumRetryAttempts')
  const longest = sec(Math.min(LONGEST_SEC, FIRST_SEC * 2 ** Math.min(retries, 30)))
  const wait = node.strict ? longest : Math.round(longest * (0.5 + node.state.chance.next() / 2))
  if (node.now + wait - messages.u[copy]! > sec(maxAgeSec)) return giveUp(node, target, copy, status, why, 'MaximumEventAgeInSeconds')
  messages.wire[copy] = target.wire.index
  node.note(K.waits, copy, node.now + wait, retries + 2)
  node.later(wait, tryAgain, copy)
}

const isRetriable = ({ wire }: Target, status: number, why: number): boolean =>
  status >= 500 || isThrottle(status, why) || (wire.peer.role === 'http' && (status === 401 || status === 407 || status === 409))

type Exhausted = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds' | undefined

function giveUp(node: BusNode, target: Target, copy: MessageId, status: number, why: number, exhausted: Exhausted): void {
  const { messages, state } = node
  const { deadLetter } = target
  const cause = exhausted !== undefined ? reason(exhausted) : why === 0 ? UNDELIVERED : why
  const { event } = state.underway.kept.get(copy)!
  state.underway.kept.delete(copy)
  node.add(FAILED)
  node.note(deadLetter ? K.deadLettered : K.dropped, copy, messages.v[copy]!, cause)
  if (deadLetter) setAside(node, target, copy, deadLetter, event, { status, why, exhausted })
  node.end(copy, deadLetter ? O.deadLettered : O.dropped)
}

interface Death {
  readonly status: number
  readonly why: number
  readonly exhausted: Exhausted
}

/** The event as it came in, not as the target would have got it, and what it died of. */
function setAside(node: BusNode, { rule, wire }: Target, copy: MessageId, deadLetter: WireEnd, event: BusEvent, { status, why, exhausted }: Death): void {
  const { messages } = node
  const text = (stringValue: string): Attributes[string] => ({ dataType: 'String', stringValue })
  const attributes: Attributes = {
    RULE_ARN: text(rule.arn), TARGET_ARN: text(wire.peer.arn), ERROR_CODE: text(errorCode(status, why)), ERROR_MESSAGE: text(errorMessage(wire, status, why)),
    ...(exhausted && { EXHAUSTED_RETRY_CONDITION: text(exhausted), RETRY_ATTEMPTS: text(String(messages.v[copy]! - 1)) }),
  }
  const dead = node.create(copy)
  let size = utf8Length(JSON.stringify(event))
  for (const [name, { stringValue }] of Object.entries(attributes)) size += name.length + 6 + utf8Length(stringValue)
  messages.content[dead] = event
  messages.attributes[dead] = attributes
  messages.sizeBytes[dead] = size
  if ((deadLetter.config as DeadLetter).permission) return node.event(deadLetter, dead)
  messages.reason[dead] = FORBIDDEN
  setAsideAnswered(node, dead, 403)
}

function errorCode(status: number, why: number): string {
  if (why === FORBIDDEN || why === NO_JSON) return REASONS[why]!.code
  if (isThrottle(status, why)) return 'THROTTLING'
  if (status === 504) return 'TIMEOUT'
  if (status === 403) return 'NO_PERMISSIONS'
  if (status === 404) return 'NO_RESOURCE'
  return status >= 500 ? 'ERROR_FROM_TARGET' : 'INVALID_PARAMETER'
}

function errorMessage({ peer }: WireEnd, status: number, why: number): string {
  if (why === FORBIDDEN) return `The policy of ${peer.arn} does not let events.amazonaws.com in.`
  if (why === NO_JSON) return 'The input that the transformer made is not valid JSON.'
  return why === TIMED_OUT ? `${peer.arn} has not answered within 5 seconds.` : `${peer.arn} answered with status ${status}.`
}

function setAsideAnswered(node: BusNode, dead: MessageId, status: number): void {
  if (status < 300) return node.add(TO_DLQ)
  node.add(NOT_TO_DLQ)
  node.note(K.dropped, dead, 0, node.messages.reason[dead]!)
  node.end(dead, O.dropped)
}
