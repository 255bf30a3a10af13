/**
 * Where the end of an asynchronous event is told: a destination gets a record of what happened, the dead-letter queue
 * the event itself, with three attributes. Both are sent once; what is refused is lost, and only a metric says so.
 */
import { requestId } from '../../base/ids.ts'
import { utf8Length } from '../../base/text.ts'
import { iso, isoSeconds, streamDay } from '../../base/time.ts'
import type { Attributes, Content, MessageId } from '../../contract/messages.ts'
import { REASONS, reason } from '../../contract/reasons.ts'
import type { WireEnd } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import type { Told } from './config.ts'
import { leaveTrail, RECURSION } from './recursion.ts'
import { DEAD_LETTER_ERRORS, DESTINATION_FAILURES, type FunctionNode } from './state.ts'
import { qualifierOf } from './versions.ts'

const EXHAUSTED = reason('RetriesExhausted')
const FORBIDDEN = reason('AccessDeniedException')
/** LAM-DEST-04: above this a topic gets the record without its payloads. */
const TOPIC_BYTES = 262_144
/** LAM-DLQ-02. */
const ERROR_BYTES = 1_024

export function tellSuccess(node: FunctionNode, event: MessageId): void {
  for (const wire of node.outgoing) if (wire.port === 'onSuccess') sendRecord(node, event, wire, 'Success')
}

/** LAM-DEST-05: to both, if both are there. True when somebody is to keep the dead event. */
export function tellDead(node: FunctionNode, event: MessageId, why: number): boolean {
  let kept = false
  // The record knows four conditions; that of a stopped loop is not documented, and stands as exhausted here.
  const condition = REASONS[why === RECURSION ? EXHAUSTED : why]!.code
  for (const wire of node.outgoing) {
    if (wire.port === 'onFailure') sendRecord(node, event, wire, condition)
    else if (wire.port === 'deadLetter') sendEvent(node, event, wire, why)
    else continue
    kept = true
  }
  return kept
}

/** The answer of a destination or a dead-letter queue. */
export function delivered(node: FunctionNode, message: MessageId, wire: WireEnd): void {
  if (node.messages.status[message]! < 300) return
  node.add(wire.port === 'deadLetter' ? DEAD_LETTER_ERRORS : DESTINATION_FAILURES)
  node.end(message, O.dropped)
}

/** GEN-05: without its statement nothing leaves, and only a metric says so. */
export function sendOff(node: FunctionNode, message: MessageId, wire: WireEnd): void {
  if ((wire.config as Told).permission) return node.event(wire, message)
  const { messages } = node
  messages.status[message] = 403
  messages.reason[message] = FORBIDDEN
  node.note(K.refused, message, messages.sizeBytes[message]!, FORBIDDEN)
  delivered(node, message, wire)
}

function sendEvent(node: FunctionNode, event: MessageId, wire: WireEnd, why: number): void {
  const { messages } = node
  const message = node.create(event)
  const attributes = lastError(node, event, why)
  let size = messages.sizeBytes[event]!
  for (const name in attributes) size += name.length + attributes[name]!.dataType.length + utf8Length(attributes[name]!.stringValue)
  messages.content[message] = messages.content[event]
  messages.attributes[message] = attributes
  messages.sizeBytes[message] = size
  leaveTrail(node, event, message, wire)
  sendOff(node, message, wire)
}

/** LAM-DLQ-02: what the event died of, as the Invoke API would have answered. */
function lastError(node: FunctionNode, event: MessageId, why: number): Attributes {
  const { messages } = node
  const ran = messages.tries[event]! > 0 && messages.y[event] === 0
  const status = why === RECURSION ? 400 : ran ? 200 : 429
  return {
    RequestID: { dataType: 'String', stringValue: requestId(node.scenario.seed, messages.serial[event]!) },
    ErrorCode: { dataType: 'Number', stringValue: String(status) },
    ErrorMessage: { dataType: 'String', stringValue: status === 200 ? cut(errorText(node, event), ERROR_BYTES) : status === 429 ? 'Rate Exceeded.' : REASONS[why]!.code },
  }
}

function errorText(node: FunctionNode, event: MessageId): string {
  const payload = node.messages.answer[event] as { errorMessage?: string } | null | undefined
  return payload?.errorMessage ?? REASONS[node.messages.reason[event]!]!.code
}

function cut(text: string, bytes: number): string {
  let end = Math.min(text.length, bytes)
  while (utf8Length(text.slice(0, end)) > bytes) end--
  return text.slice(0, end)
}

function sendRecord(node: FunctionNode, event: MessageId, wire: WireEnd, condition: string): void {
  const { messages } = node
  const message = node.create(event)
  const bare = envelope(node, event, condition)
  const ran = messages.tries[event]! > 0
  const size = utf8Length(JSON.stringify(bare)) + messages.sizeBytes[event]! + (ran ? answerBytes(node, event) : 0)
  const whole = wire.peer.role !== 'topic' || size <= TOPIC_BYTES
  const record = whole ? { ...bare, requestPayload: messages.content[event] ?? null, ...(ran && { responsePayload: messages.answer[event] ?? null }) } : bare
  messages.content[message] = wire.peer.role === 'bus' ? asBusEvent(node, event, record, condition) : record
  messages.sizeBytes[message] = whole ? size : utf8Length(JSON.stringify(bare))
  if (wire.peer.role === 'bucket') messages.attributes[message] = { Key: { dataType: 'String', stringValue: objectKey(node, message) } }
  leaveTrail(node, event, message, wire)
  sendOff(node, message, wire)
}

function answerBytes(node: FunctionNode, event: MessageId): number {
  const { messages, config } = node
  const length = utf8Length(JSON.stringify(messages.answer[event] ?? null))
  return messages.reason[event] === 0 ? Math.max(length, config.responseBytes) : length
}

/** LAM-DEST-02, but for the payloads. An event that never ran has no response. */
function envelope(node: FunctionNode, event: MessageId, condition: string): { readonly [name: string]: Content } {
  const { messages } = node
  const tries = messages.tries[event]!
  return {
    version: '1.0',
    timestamp: iso(node.now),
    requestContext: {
      requestId: requestId(node.scenario.seed, messages.serial[event]!), functionArn: `${node.arn}:${qualifierOf(node, messages.wire[event]!)}`, condition, approximateInvokeCount: tries,
    },
    ...(tries > 0 && { responseContext: { statusCode: 200, executedVersion: node.state.versions[messages.z[event]! >> 1]!.name, ...(messages.reason[event] !== 0 && { functionError: 'Unhandled' }) } }),
  }
}

/** LAM-DEST-03. */
const asBusEvent = (node: FunctionNode, event: MessageId, record: Content, condition: string): Content => ({
  source: 'lambda', 'detail-type': `Lambda Function Invocation Result - ${condition === 'Success' ? 'Success' : 'Failure'}`,
  resources: [`${node.arn}:${qualifierOf(node, node.messages.wire[event]!)}`], detail: record,
})

function objectKey(node: FunctionNode, message: MessageId): string {
  const second = isoSeconds(node.now).slice(0, -1).replaceAll(':', '.')
  return `aws/lambda/async/${node.name}/${streamDay(node.now)}/${second}-${requestId(node.scenario.seed, node.messages.serial[message]!)}`
}
