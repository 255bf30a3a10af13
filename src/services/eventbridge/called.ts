/** EB-01: PutEvents as code calls it. The answer is 200 even when entries failed; each has its own result. */
import { utf8Length } from '../../base/text.ts'
import { requestId } from '../../base/ids.ts'
import { EPOCH_MS, isoSeconds } from '../../base/time.ts'
import type { MessageId } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { type CallContent, textIn } from '../../contract/sdk.ts'
import { entryBytes, type Fields, isObject, makeEvent, parsed, valueOf } from './event.ts'
import { isTooFast, receive } from './receive.ts'
import { BAD_ENTRIES, type BusNode } from './state.ts'

const ENTRIES_MOST = 10
const INVALID = reason('ValidationException')

interface Bad {
  readonly ErrorCode: string
  readonly ErrorMessage: string
}
interface Good {
  readonly bus: BusNode
  readonly fields: Fields
  readonly bytes: number
}

export function called(node: BusNode, call: MessageId, { input }: CallContent): void {
  const entries = valueOf(input, 'Entries')
  const refuse = (message: string, status = 400): void => node.answer(call, status, INVALID, { name: 'ValidationException', message })
  if (!Array.isArray(entries) || entries.length === 0) return refuse("1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: Member must have length greater than or equal to 1")
  if (entries.length > ENTRIES_MOST) return refuse("1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10")
  const read = entries.map((entry: unknown) => readEntry(node, entry))
  if (read.reduce((sum, one) => sum + ('bytes' in one ? one.bytes : 0), 0) > node.quotas.busEntryBytes) return refuse('Total size of the entries in the request is over the limit.', 413)
  const results = read.map((one) => ('bytes' in one ? take(one.bus, call, one) : one))
  const failed = results.filter((one) => 'ErrorCode' in one).length
  if (failed > 0) node.add(BAD_ENTRIES, failed)
  node.answer(call, 200, 0, { FailedEntryCount: failed, Entries: results })
}

function take(node: BusNode, call: MessageId, { fields, bytes }: Good): { readonly EventId: string } | Bad {
  if (isTooFast(node)) return { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' }
  const { messages } = node
  const message = node.create(call)
  const serial = messages.serial[message]!
  messages.sizeBytes[message] = bytes
  const event = makeEvent(node, serial, fields)
  messages.content[message] = event
  receive(node, message, event)
  return { EventId: requestId(node.scenario.seed, serial) }
}

function readEntry(node: BusNode, entry: unknown): Good | Bad {
  const bus = textIn(entry, 'EventBusName')
  // The call went to the bus of the first entry; others may be meant for another.
  const name = bus === undefined ? 'default' : bus.replace(/^arn:.*event-bus\//, '')
  const to = name === node.name ? node : (node.sibling(name) as BusNode | undefined)
  if (!to) return { ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Event bus ${name} does not exist.` }
  for (const name of ['Source', 'DetailType', 'Detail']) {
    if (!textIn(entry, name)) return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.` }
  }
  const source = textIn(entry, 'Source')!
  if (source.startsWith('aws.')) return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' }
  const text = textIn(entry, 'Detail')!
  const detail = parsed(text)
  if (!isObject(detail)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }
  const resources = valueOf(entry, 'Resources')
  const time = timeOf(valueOf(entry, 'Time'))
  const fields: Fields = {
    source, detailType: textIn(entry, 'DetailType')!, detail,
    ...(Array.isArray(resources) && { resources: resources.filter((one) => typeof one === 'string') }), ...(time !== undefined && { time }),
  }
  return { bus: to, fields, bytes: entryBytes(fields, utf8Length(text), time !== undefined) }
}

function timeOf(value: unknown): string | undefined {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)) return `${value.slice(0, 19)}Z`
  return typeof value === 'number' ? isoSeconds((value * 1_000 - EPOCH_MS) * 1_000) : undefined
}
