/** One invocation of one target: tried, tried again, and in the end delivered, kept aside or lost. */
import { requestId } from '../../base/ids.ts'
import { utf8Length } from '../../base/text.ts'
import { isoSeconds } from '../../base/time.ts'
import { sec } from '../../base/units.ts'
import { type Attributes, contentText, type MessageId } from '../../contract/messages.ts'
import { isThrottle, REASONS, reason } from '../../contract/reasons.ts'
import { timer, type WireEnd } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import type { DeadLetter } from './config.ts'
import { ATTEMPTS, DROPPED, ERRORS, type GroupNode, NOT_TO_DLQ, type Plan, planFor, THROTTLED, TO_DLQ } from './state.ts'

const FORBIDDEN = reason('AccessDeniedException')
const UNDELIVERED = reason('DeliveryFailed')
/** AWS tells neither the first delay nor the longest. */
const FIRST_SEC = 1
const LONGEST_SEC = 900
const ACCOUNT = '123456789012'

export function attempt(node: GroupNode, message: MessageId): void {
  const { messages } = node
  const plan = planFor(node, message)
  const { wire, config } = plan
  const tries = messages.v[message]! + 1
  messages.v[message] = tries
  messages.tries[message] = tries
  const payload = payloadOf(node, plan, message)
  const text = contentText(payload)
  messages.content[message] = payload
  messages.sizeBytes[message] = utf8Length(text)
  node.add(ATTEMPTS)
  // SCH-02: the Scheduler assumes a role; what that may not do is not tried twice.
  if (!config.permission) return refused(node, message, 403, FORBIDDEN)
  if (wire.peer.role === 'fifo') messages.beside[message] = { group: config.messageGroup, deduplication: executionId(node, message) }
  node.event(wire, message)
}

export const tryAgain = timer<GroupNode>('retry', (node, message) => attempt(node, message))

const executionId = (node: GroupNode, message: MessageId): string => requestId(node.scenario.seed + 5, node.messages.serial[message]!)

/** Exactly the input, its placeholders filled in; without one, an event like that of a scheduled rule. */
function payloadOf(node: GroupNode, plan: Plan, message: MessageId): unknown {
  const { messages } = node
  const scheduled = isoSeconds(messages.w[message]!)
  const { peer } = plan.wire
  const own = plan.input === '' ? undefined : plan.input
    .replaceAll('<aws.scheduler.schedule-arn>', plan.arn).replaceAll('<aws.scheduler.scheduled-time>', scheduled)
    .replaceAll('<aws.scheduler.execution-id>', executionId(node, message)).replaceAll('<aws.scheduler.attempt-number>', String(messages.v[message]))
  if (peer.role === 'bus') return { source: plan.config.source, 'detail-type': plan.config.detailType, resources: [plan.arn], detail: own === undefined ? {} : parsed(own) }
  if (own !== undefined) return parsed(own)
  return {
    version: '0', id: executionId(node, message), 'detail-type': 'Scheduled Event', source: 'aws.scheduler', account: ACCOUNT,
    time: scheduled, region: node.region, resources: [plan.arn], detail: '{}',
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export function answered(node: GroupNode, message: MessageId, wire: WireEnd): void {
  const status = node.messages.status[message]!
  if (wire.port === 'deadLetter') return setAsideAnswered(node, message, status)
  if (status >= 300) refused(node, message, status, node.messages.reason[message]!)
}

function refused(node: GroupNode, message: MessageId, status: number, why: number): void {
  const { messages } = node
  const { maxAttempts, maxAgeSec } = planFor(node, message).config
  const retries = messages.v[message]! - 1
  const throttled = isThrottle(status, why)
  node.add(ERRORS)
  if (throttled) node.add(THROTTLED)
  if (status < 500 && !throttled) return giveUp(node, message, status, why, undefined)
  if (retries >= maxAttempts) return giveUp(node, message, status, why, 'MaximumRetryAttempts')
  const longest = sec(Math.min(LONGEST_SEC, FIRST_SEC * 2 ** Math.min(retries, 30)))
  const wait = node.strict ? longest : Math.round(longest * (0.5 + node.state.chance.next() / 2))
  if (node.now + wait - messages.w[message]! > sec(maxAgeSec)) return giveUp(node, message, status, why, 'MaximumEventAgeInSeconds')
  node.note(K.waits, message, node.now + wait, retries + 2)
  node.later(wait, tryAgain, message)
}

type Exhausted = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds' | undefined

function giveUp(node: GroupNode, message: MessageId, status: number, why: number, exhausted: Exhausted): void {
  const { messages, state } = node
  const { deadLetter } = state
  const cause = exhausted !== undefined ? reason(exhausted) : why === 0 ? UNDELIVERED : why
  node.note(deadLetter ? K.deadLettered : K.dropped, message, messages.v[message]!, cause)
  if (deadLetter) setAside(node, message, deadLetter, status, why, exhausted)
  else node.add(DROPPED)
  node.end(message, deadLetter ? O.deadLettered : O.dropped)
}

/** What the target was to get, and what it died of. */
function setAside(node: GroupNode, message: MessageId, deadLetter: WireEnd, status: number, why: number, exhausted: Exhausted): void {
  const { messages } = node
  const { arn, wire } = planFor(node, message)
  const text = (stringValue: string): Attributes[string] => ({ dataType: 'String', stringValue })
  const attributes: Attributes = {
    ERROR_CODE: text(why === 0 ? String(status) : REASONS[why]!.code), ERROR_MESSAGE: text(why === FORBIDDEN ? `The role of the schedule may not reach ${wire.peer.arn}.` : `${wire.peer.arn} answered with status ${status}.`),
    EXECUTION_ID: text(executionId(node, message)), ...(exhausted && { EXHAUSTED_RETRY_CONDITION: text(exhausted) }), IS_PAYLOAD_TRUNCATED: text('false'),
    RETRY_ATTEMPTS: text(String(messages.v[message]! - 1)), SCHEDULED_TIME: text(isoSeconds(messages.w[message]!)), SCHEDULE_ARN: text(arn), TARGET_ARN: text(wire.peer.arn),
  }
  const dead = node.create(message)
  let size = messages.sizeBytes[message]!
  for (const [name, { stringValue }] of Object.entries(attributes)) size += name.length + 6 + utf8Length(stringValue)
  messages.content[dead] = messages.content[message]
  messages.attributes[dead] = attributes
  messages.sizeBytes[dead] = size
  if ((deadLetter.config as DeadLetter).permission) return node.event(deadLetter, dead)
  messages.reason[dead] = FORBIDDEN
  setAsideAnswered(node, dead, 403)
}

function setAsideAnswered(node: GroupNode, dead: MessageId, status: number): void {
  if (status < 300) return node.add(TO_DLQ)
  node.add(NOT_TO_DLQ)
  node.note(K.dropped, dead, 0, node.messages.reason[dead]!)
  node.end(dead, O.dropped)
}
