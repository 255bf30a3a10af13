/** Publish and PublishBatch, as code calls them: what AWS checks, and what it answers. */
import { utf8Length } from '../../base/text.ts'
import type { Attributes, Beside, MessageId } from '../../contract/messages.ts'
import { type ReasonCode, reason } from '../../contract/reasons.ts'
import type { CallContent } from '../../contract/sdk.ts'
import { ADMINISTRATIVE, administer, confirm } from './attributes.ts'
import { messageId, sequenceNumber } from './event.ts'
import { publish, refusalOf, THROTTLED, turnAway } from './publish.ts'
import type { TopicNode } from './state.ts'

export interface Fault {
  readonly name: string
  readonly message: string
  readonly status: number
}
interface Entry {
  readonly text: string
  readonly texts: { readonly [protocol: string]: string } | undefined
  readonly attributes: Attributes | undefined
  readonly beside: Beside | undefined
  readonly bytes: number
}

const BATCH_MOST = 10
export const invalid = (message: string): Fault => ({ name: 'InvalidParameterException', message: `Invalid parameter: ${message}`, status: 400 })
const isFault = (found: object): found is Fault => 'status' in found

export function called(node: TopicNode, call: MessageId, { operation, input }: CallContent): void {
  if (operation === 'fetch') return node.answer(call, 200, 0, visited(node, input))
  if (ADMINISTRATIVE.includes(operation)) {
    const done = administer(node, { operation, input })
    return isFault(done) ? refuse(node, call, done) : node.answer(call, 200, 0, done)
  }
  if (valueOf(input, 'TopicArn') === undefined && valueOf(input, 'TargetArn') === undefined) {
    return refuse(node, call, invalid('TopicArn or TargetArn Reason: no value for required parameter'))
  }
  if (operation === 'PublishBatch') return publishBatch(node, call, input)
  const entry = read(node, input)
  const done = isFault(entry) ? entry : take(node, call, entry)
  if (isFault(done)) refuse(node, call, done)
  else node.answer(call, 200, 0, done)
}

/** SNS-11: the SubscribeURL of a request for confirmation, as code fetches it. */
function visited(node: TopicNode, input: unknown): object {
  const done = confirm(node, /[?&]Token=([^&]*)/.exec(String(valueOf(input, 'url')))?.[1])
  const told = isFault(done)
    ? `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">\n  <Error>\n    <Type>Sender</Type>\n    <Code>InvalidParameter</Code>\n    <Message>${done.message}</Message>\n  </Error>\n</ErrorResponse>\n`
    : `<ConfirmSubscriptionResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">\n  <ConfirmSubscriptionResult>\n    <SubscriptionArn>${(done as { SubscriptionArn: string }).SubscriptionArn}</SubscriptionArn>\n  </ConfirmSubscriptionResult>\n</ConfirmSubscriptionResponse>\n`
  return { status: isFault(done) ? 400 : 200, headers: [['content-type', 'text/xml']], body: told }
}

function refuse(node: TopicNode, call: MessageId, { name, message, status }: Fault): void {
  node.answer(call, status, reason(CODES[name] ?? 'InvalidParameter'), { name, message })
}
const CODES: { readonly [name: string]: ReasonCode } = { ThrottledException: 'Throttled' }

function publishBatch(node: TopicNode, call: MessageId, input: unknown): void {
  const entries = valueOf(input, 'PublishBatchRequestEntries')
  const wrong = wrongBatch(entries)
  if (wrong) return refuse(node, call, wrong)
  const all = (entries as readonly unknown[]).map((one) => ({ id: String(valueOf(one, 'Id')), entry: read(node, one) }))
  const bytes = all.reduce((sum, { entry }) => sum + (isFault(entry) ? 0 : entry.bytes), 0)
  if (bytes > node.quotas.snsMessageBytes) return refuse(node, call, { name: 'BatchRequestTooLongException', message: 'The length of all the messages put together is more than the limit.', status: 400 })
  const Successful: object[] = []
  const Failed: object[] = []
  for (const { id, entry } of all) {
    const done = isFault(entry) ? entry : take(node, call, entry)
    if (isFault(done)) Failed.push({ Id: id, Code: done.name.replace('Exception', ''), Message: done.message, SenderFault: done.status < 500 && done.status !== 429 })
    else Successful.push({ Id: id, ...done })
  }
  node.answer(call, 200, 0, { Successful, Failed })
}

function wrongBatch(entries: unknown): Fault | undefined {
  const fault = (name: string, message: string): Fault => ({ name, message, status: 400 })
  if (!Array.isArray(entries) || entries.length === 0) return fault('EmptyBatchRequestException', "The batch request doesn't contain any entries.")
  if (entries.length > BATCH_MOST) return fault('TooManyEntriesInBatchRequestException', 'The batch request contains more entries than permissible.')
  const ids = entries.map((one) => valueOf(one, 'Id'))
  if (ids.some((id) => typeof id !== 'string' || !/^[A-Za-z0-9_-]{1,80}$/.test(id))) return fault('InvalidBatchEntryIdException', "The Id of a batch entry in a batch request doesn't abide by the specification.")
  return new Set(ids).size < ids.length ? fault('BatchEntryIdsNotDistinctException', 'Two or more batch entries in the request have the same Id.') : undefined
}

/** Takes one entry in, and says what Publish says. */
function take(node: TopicNode, call: MessageId, entry: Entry): object {
  const { messages, state } = node
  const message = node.create(call)
  messages.content[message] = entry.text
  messages.attributes[message] = entry.attributes ?? {}
  messages.beside[message] = entry.beside
  messages.sizeBytes[message] = entry.bytes
  const why = refusalOf(node, message)
  if (why !== 0) {
    turnAway(node, message, why)
    return why === THROTTLED ? { name: 'ThrottledException', message: 'Rate exceeded', status: 429 } : invalid('Message too long')
  }
  const before = state.sequence
  const serial = publish(node, message, entry.texts)
  return { MessageId: messageId(node, serial), ...(state.sequence > before && { SequenceNumber: sequenceNumber(state.sequence) }) }
}

function read(node: TopicNode, input: unknown): Entry | Fault {
  const text = valueOf(input, 'Message')
  if (typeof text !== 'string' || text === '') return invalid('Empty message')
  const subject = valueOf(input, 'Subject')
  if (subject !== undefined && (typeof subject !== 'string' || !/^[!-~][ -~]{0,99}$/.test(subject))) return invalid('Subject')
  const texts = valueOf(input, 'MessageStructure') === 'json' ? readTexts(text) : undefined
  if (texts && isFault(texts)) return texts
  const attributes = readAttributes(valueOf(input, 'MessageAttributes'))
  if (attributes && isFault(attributes)) return attributes as Fault
  const beside = readBeside(node, input, subject)
  if (isFault(beside)) return beside
  let bytes = utf8Length(text)
  for (const [name, { dataType, stringValue }] of Object.entries(attributes ?? {})) bytes += name.length + dataType.length + utf8Length(stringValue)
  return { text: (texts as { default?: string } | undefined)?.default ?? text, texts: texts as Entry['texts'], attributes: attributes as Attributes | undefined, beside, bytes }
}

/** MessageStructure json: one text for each protocol, and one for all others. */
function readTexts(text: string): { readonly [protocol: string]: string } | Fault {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return invalid('Message Structure - JSON message body failed to parse')
  }
  if (typeof valueOf(value, 'default') !== 'string') return invalid('Message Structure - No default entry in JSON message body')
  return Object.fromEntries(Object.entries(value as object).filter(([name, one]) => typeof one === 'string' && name !== 'status'))
}

function readBeside(node: TopicNode, input: unknown, subject: unknown): Beside | Fault {
  const group = valueOf(input, 'MessageGroupId')
  const deduplication = valueOf(input, 'MessageDeduplicationId')
  if (node.state.order === undefined) {
    if (deduplication !== undefined) return invalid('MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type')
  } else {
    if (typeof group !== 'string' || group === '') return invalid('The MessageGroupId parameter is required for FIFO topics')
    if (typeof deduplication !== 'string' && !node.config.contentDeduplication) return invalid('The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly')
  }
  return {
    ...(typeof subject === 'string' && { subject }), ...(typeof group === 'string' && { group }),
    ...(typeof deduplication === 'string' && { deduplication }),
  }
}

const TYPES: readonly string[] = ['String', 'Number', 'Binary', 'String.Array']

function readAttributes(given: unknown): Attributes | Fault | undefined {
  if (typeof given !== 'object' || given === null) return undefined
  const attributes: { [name: string]: Attributes[string] } = {}
  for (const [name, one] of Object.entries(given)) {
    const type = valueOf(one, 'DataType')
    if (typeof type !== 'string' || !TYPES.includes(type)) return wrongAttribute(`The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`)
    const value = type === 'Binary' ? valueOf(valueOf(one, 'BinaryValue'), '$binary') : valueOf(one, 'StringValue')
    if (typeof value !== 'string' || value === '') return wrongAttribute(`The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`)
    if (type === 'Number' && !Number.isFinite(Number(value))) return wrongAttribute(`Could not cast message attribute '${name}' value to number.`)
    attributes[name] = { dataType: type as Attributes[string]['dataType'], stringValue: value }
  }
  return attributes
}
const wrongAttribute = (message: string): Fault => ({ name: 'InvalidParameterValueException', message, status: 400 })

/** An own property of untrusted input. */
const valueOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as { readonly [name: string]: unknown })[name] : undefined

