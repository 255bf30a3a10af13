/** SBX-01: what code may ask of a queue, judged and answered in SQS's words. */
import { requestId } from '../../base/ids.ts'
import { md5 } from '../../base/md5.ts'
import { utf8Encode, utf8Length } from '../../base/text.ts'
import { sec } from '../../base/units.ts'
import type { Attributes, Beside, MessageId } from '../../contract/messages.ts'
import { type ReasonCode, reason } from '../../contract/reasons.ts'
import { type CallContent, field, textIn } from '../../contract/sdk.ts'
import { O } from '../../contract/trace.ts'
import { leaseOf } from './handle.ts'
import { poll } from './poll.ts'
import { purge } from './purge.ts'
import { refusalOf, takeIn, TOO_FAST } from './send.ts'
import { hideFor, settle } from './settle.ts'
import { type QueueNode, REQUESTS, SHARED_SENDS } from './state.ts'

/** Counted where they are carried out. */
const COUNTED: ReadonlySet<string> = new Set(['SendMessage', 'SendMessageBatch', 'ReceiveMessage'])

export function called(node: QueueNode, message: MessageId, { operation, input }: CallContent): void {
  if (!COUNTED.has(operation)) node.add(REQUESTS)
  switch (operation) {
    case 'SendMessage': {
      const said = send(node, message, input)
      return 'name' in said ? refuse(node, message, said) : node.answer(message, 200, 0, said)
    }
    case 'SendMessageBatch':
      return sendBatch(node, message, input)
    case 'ReceiveMessage':
      return give(node, message, input)
    case 'DeleteMessage':
      return remove(node, message, input)
    case 'DeleteMessageBatch':
      return removeBatch(node, message, input)
    case 'ChangeMessageVisibility':
      return change(node, message, input)
    case 'GetQueueUrl':
      return node.answer(message, 200, 0, { QueueUrl: urlOf(node) })
    case 'GetQueueAttributes':
      return node.answer(message, 200, 0, { Attributes: attributesOf(node, field(input, 'AttributeNames')) })
    case 'PurgeQueue':
      if (!purge(node)) return refuse(node, message, { name: 'PurgeQueueInProgress', message: `Only one PurgeQueue operation on ${node.name} is allowed every 60 seconds.`, code: 'InvalidParameterValue' })
      return node.answer(message, 200, 0, {})
  }
}

interface Refused {
  readonly name: string
  readonly message: string
  readonly code?: ReasonCode
  readonly status?: number
}
const refuse = (node: QueueNode, message: MessageId, { name, message: text, code = 'InvalidParameterValue', status = 400 }: Refused): void =>
  node.answer(message, status, reason(code), { name, message: text })

const missing = (name: string): Refused => ({ name: 'MissingParameter', message: `The request must contain the parameter ${name}.` })

interface Sent {
  readonly MessageId: string
  readonly MD5OfMessageBody: string
  readonly SequenceNumber?: string
}

/** One message that code sends: what SQS would say of it, or what it answers. */
function send(node: QueueNode, call: MessageId, input: unknown): Sent | Refused {
  const fifo = node.state.groups !== undefined
  const body = textIn(input, 'MessageBody')
  const group = textIn(input, 'MessageGroupId')
  const deduplication = textIn(input, 'MessageDeduplicationId')
  const delay = field(input, 'DelaySeconds')
  if (body === undefined || body === '') return missing('MessageBody')
  if (fifo && group === undefined) return missing('MessageGroupId')
  if (fifo && deduplication === undefined && !node.config.contentDeduplication) {
    return { name: 'InvalidParameterValue', message: 'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly' }
  }
  if (fifo && typeof delay === 'number') return { name: 'InvalidParameterValue', message: `Value ${delay} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.` }
  if (delay !== undefined && (typeof delay !== 'number' || delay < 0 || delay > 900)) return { name: 'InvalidParameterValue', message: `Value ${String(delay)} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.` }
  const kept = node.create(call)
  const { messages } = node
  messages.content[kept] = body
  const attributes = attributesIn(field(input, 'MessageAttributes'))
  if (attributes) messages.attributes[kept] = attributes
  messages.sizeBytes[kept] = utf8Length(body) + sizeOf(attributes)
  const refusal = refusalOf(node, kept)
  if (refusal !== 0) {
    node.end(kept, O.refused)
    return refusal === TOO_FAST
      ? { name: 'ThrottlingException', message: 'Rate exceeded', code: 'TooManyRequests', status: 429 }
      : { name: 'InvalidParameterValue', message: `One or more parameters are invalid. Reason: Message must be shorter than ${Math.min(node.config.maximumMessageBytes, node.quotas.sqsMessageBytes)} bytes.` }
  }
  const beside: Beside = { ...(group !== undefined && { group }), ...(deduplication !== undefined && { deduplication }), ...(typeof delay === 'number' && { delaySec: delay }) }
  messages.beside[kept] = beside
  const serial = messages.serial[kept]!
  takeIn(node, kept)
  return { MessageId: requestId(node.scenario.seed, serial), MD5OfMessageBody: md5(utf8Encode(body)) }
}

const MOST_IN_BATCH = 10

function entriesOf(input: unknown): readonly { readonly id: string; readonly entry: unknown }[] | Refused {
  const entries = field(input, 'Entries')
  if (!Array.isArray(entries) || entries.length === 0) return { name: 'EmptyBatchRequest', message: 'There should be at least one entry in the request.' }
  if (entries.length > MOST_IN_BATCH) return { name: 'TooManyEntriesInBatchRequest', message: `Maximum number of entries per request are ${MOST_IN_BATCH}. You have sent ${entries.length}.` }
  const ids = entries.map((entry: unknown) => textIn(entry, 'Id') ?? '')
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice !== undefined) return { name: 'BatchEntryIdsNotDistinct', message: `Id ${twice} repeated.` }
  return entries.map((entry: unknown, at) => ({ id: ids[at]!, entry }))
}

function sendBatch(node: QueueNode, message: MessageId, input: unknown): void {
  const entries = entriesOf(input)
  if ('name' in entries) return refuse(node, message, entries)
  const total = entries.reduce((sum, { entry }) => sum + utf8Length(textIn(entry, 'MessageBody') ?? ''), 0)
  if (total > node.quotas.sqsMessageBytes) return refuse(node, message, { name: 'BatchRequestTooLong', message: `Batch requests cannot be longer than ${node.quotas.sqsMessageBytes} bytes. You have sent ${total} bytes.` })
  const Successful: unknown[] = []
  const Failed: unknown[] = []
  for (const { id, entry } of entries) {
    const said = send(node, message, entry)
    if ('name' in said) Failed.push({ Id: id, Code: said.name, Message: said.message, SenderFault: true })
    else Successful.push({ Id: id, ...said })
  }
  if (Successful.length > 1) node.add(SHARED_SENDS, Successful.length - 1)
  node.answer(message, 200, 0, { Successful, ...(Failed.length > 0 && { Failed }) })
}

function give(node: QueueNode, message: MessageId, input: unknown): void {
  const most = field(input, 'MaxNumberOfMessages')
  if (most !== undefined && (typeof most !== 'number' || most < 1 || most > 10)) return refuse(node, message, { name: 'InvalidParameterValue', message: `Value ${String(most)} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.` })
  const wait = field(input, 'WaitTimeSeconds') ?? node.config.receiveWaitSec
  if (typeof wait !== 'number' || wait < 0 || wait > 20) return refuse(node, message, { name: 'InvalidParameterValue', message: `Value ${String(wait)} for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.` })
  const own = field(input, 'VisibilityTimeout')
  poll(node, message, typeof most === 'number' ? most : 1, typeof own === 'number' ? Math.min(43_200, Math.max(0, own)) : -1, wait)
}

const badHandle = (handle: unknown): Refused => ({ name: 'ReceiptHandleIsInvalid', message: `The input receipt handle "${String(handle)}" is not a valid receipt handle.` })

function remove(node: QueueNode, message: MessageId, input: unknown): void {
  const lease = leaseOf(field(input, 'ReceiptHandle'))
  if (lease === undefined) return refuse(node, message, badHandle(field(input, 'ReceiptHandle')))
  settle(node, lease, 'delete')
  node.answer(message, 200, 0, {})
}

function removeBatch(node: QueueNode, message: MessageId, input: unknown): void {
  const entries = entriesOf(input)
  if ('name' in entries) return refuse(node, message, entries)
  const Successful: unknown[] = []
  const Failed: unknown[] = []
  for (const { id, entry } of entries) {
    const handle = field(entry, 'ReceiptHandle')
    const lease = leaseOf(handle)
    if (lease === undefined) Failed.push({ Id: id, Code: 'ReceiptHandleIsInvalid', Message: badHandle(handle).message, SenderFault: true })
    else {
      settle(node, lease, 'delete')
      Successful.push({ Id: id })
    }
  }
  node.answer(message, 200, 0, { Successful, ...(Failed.length > 0 && { Failed }) })
}

function change(node: QueueNode, message: MessageId, input: unknown): void {
  const handle = field(input, 'ReceiptHandle')
  const lease = leaseOf(handle)
  const seconds = field(input, 'VisibilityTimeout')
  if (lease === undefined) return refuse(node, message, badHandle(handle))
  if (typeof seconds !== 'number' || seconds < 0 || seconds > 43_200) return refuse(node, message, { name: 'InvalidParameterValue', message: `Value ${String(seconds)} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.` })
  if (!hideFor(node, lease, sec(seconds))) return refuse(node, message, { name: 'MessageNotInflight', message: `Value ${String(handle)} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.` })
  node.answer(message, 200, 0, {})
}

function attributesOf(node: QueueNode, asked: unknown): { readonly [name: string]: string } {
  const { config, state } = node
  const all: { readonly [name: string]: string } = {
    QueueArn: node.arn,
    ApproximateNumberOfMessages: String(state.groups === undefined ? state.visible.length : state.groups.visible),
    ApproximateNumberOfMessagesNotVisible: String(state.hidden.inFlight),
    ApproximateNumberOfMessagesDelayed: String(state.hidden.delayed),
    VisibilityTimeout: String(config.visibilityTimeoutSec), MaximumMessageSize: String(config.maximumMessageBytes),
    MessageRetentionPeriod: String(config.retentionSec), DelaySeconds: String(config.delaySec),
    ...(state.groups !== undefined && { FifoQueue: 'true', ContentBasedDeduplication: String(config.contentDeduplication) }),
  }
  if (!Array.isArray(asked) || asked.includes('All')) return Array.isArray(asked) ? all : {}
  return Object.fromEntries(Object.entries(all).filter(([name]) => asked.includes(name)))
}

const urlOf = (node: QueueNode): string => `https://sqs.${node.region}.amazonaws.com/${node.arn.split(':')[4]}/${node.name}`

function attributesIn(said: unknown): Attributes | undefined {
  if (typeof said !== 'object' || said === null) return undefined
  const attributes: [string, Attributes[string]][] = []
  for (const [name, value] of Object.entries(said as { readonly [name: string]: unknown })) {
    const type = textIn(value, 'DataType') ?? 'String'
    const dataType = type.startsWith('Number') ? 'Number' : type.startsWith('Binary') ? 'Binary' : 'String'
    attributes.push([name, { dataType, stringValue: textIn(value, 'StringValue') ?? '' }])
  }
  return attributes.length > 0 ? Object.fromEntries(attributes) : undefined
}

function sizeOf(attributes: Attributes | undefined): number {
  let bytes = 0
  for (const [name, { dataType, stringValue }] of Object.entries(attributes ?? {})) bytes += utf8Length(name) + dataType.length + utf8Length(stringValue)
  return bytes
}
