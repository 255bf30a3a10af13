/** PutRecord and PutRecords, as code asks for them: checked in AWS's words, record by record. */
import { base64Decode, utf8Length } from '../../base/text.ts'
import type { Content, MessageId } from '../../contract/messages.ts'
import { reason, REASONS } from '../../contract/reasons.ts'
import { type CallContent, field } from '../../contract/sdk.ts'
import { K } from '../../contract/trace.ts'
import { binaryOf, sequenceNumber, shardId } from './event.ts'
import { admit, dataBytes, explicitHashKey, hashKeyOf, shardFor, store } from './put.ts'
import { PUT_OK, PUTS_OK, PUTS_THROTTLED, PUTS_TOTAL, type Shard, type StreamNode } from './state.ts'

const INVALID = reason('ValidationException')
const TOO_MUCH = reason('ProvisionedThroughputExceededException')
const MOST_RECORDS = 500
const MOST_BYTES = 10_485_760

interface Put {
  readonly key: string
  readonly data: Content
  readonly sizeBytes: number
  readonly hashKey: number
}
interface Wrong {
  readonly wrong: string
  readonly name?: string
}
const isWrong = (found: Put | Wrong): found is Wrong => 'wrong' in found

export function called(node: StreamNode, message: MessageId, { operation, input }: CallContent): void {
  if (operation === 'PutRecords') return putRecords(node, message, input)
  const put = read(node, input, '')
  if (isWrong(put)) return refuse(node, message, put)
  const shard = shardFor(node, put.hashKey)
  const why = admit(node, shard, put.sizeBytes)
  if (why !== 0) {
    node.note(K.throttled, message, shard.number, why)
    return node.answer(message, 400, why, { name: REASONS[why]!.code, message: said(node, shard) })
  }
  node.add(PUT_OK)
  const record = keep(node, message, shard, put)
  node.answer(message, 200, 0, { ShardId: shardId(shard.number), SequenceNumber: sequenceNumber(node, record) })
}

/** KDS-02: the call goes well even if some of its records do not. */
function putRecords(node: StreamNode, message: MessageId, input: unknown): void {
  const list: unknown = field(input, 'Records')
  if (!Array.isArray(list) || list.length === 0) return refuse(node, message, { wrong: missing('records') })
  if (list.length > MOST_RECORDS) return refuse(node, message, { wrong: `1 validation error detected: Value at 'records' failed to satisfy constraint: Member must have length less than or equal to ${MOST_RECORDS}` })
  const puts: Put[] = []
  let bytes = 0
  for (const [at, one] of list.entries()) {
    const put = read(node, one, `records.${at + 1}.member.`)
    if (isWrong(put)) return refuse(node, message, put)
    bytes += put.sizeBytes
    puts.push(put)
  }
  if (bytes > MOST_BYTES) return refuse(node, message, { wrong: `Records size exceeds ${MOST_BYTES / 1_048_576} MB limit`, name: 'InvalidArgumentException' })
  let failed = 0
  const Records = puts.map((put) => {
    const shard = shardFor(node, put.hashKey)
    if (admit(node, shard, put.sizeBytes) !== 0) {
      failed++
      return { ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: said(node, shard) }
    }
    const record = keep(node, message, shard, put)
    return { SequenceNumber: sequenceNumber(node, record), ShardId: shardId(shard.number) }
  })
  node.add(PUTS_TOTAL, puts.length)
  node.add(PUTS_OK, puts.length - failed)
  if (failed > 0) {
    node.add(PUTS_THROTTLED, failed)
    node.note(K.throttled, message, failed, TOO_MUCH)
  }
  node.answer(message, 200, 0, { FailedRecordCount: failed, Records })
}

function keep(node: StreamNode, call: MessageId, shard: Shard, put: Put): MessageId {
  const record = node.create(call)
  store(node, record, shard, put.key, put.data, put.sizeBytes)
  return record
}

function read(node: StreamNode, input: unknown, where: string): Put | Wrong {
  const key: unknown = field(input, 'PartitionKey')
  const data: unknown = field(input, 'Data')
  if (typeof key !== 'string') return { wrong: missing(`${where}partitionKey`) }
  if (data === undefined || data === null) return { wrong: missing(`${where}data`) }
  if (key.length === 0 || key.length > 256) return { wrong: `1 validation error detected: Value '${key.slice(0, 40)}' at '${where}partitionKey' failed to satisfy constraint: Member must have length ${key.length === 0 ? 'greater than or equal to 1' : 'less than or equal to 256'}` }
  const bytes = binaryOf(data)
  if (bytes === undefined && typeof data !== 'string') return { wrong: 'Data is bytes: a Uint8Array, or a string, which is sent as UTF-8.', name: 'SerializationException' }
  const decoded = bytes === undefined ? undefined : base64Decode(bytes)
  if (bytes !== undefined && decoded === undefined) return { wrong: 'Data is not valid Base64.', name: 'SerializationException' }
  const sizeBytes = utf8Length(key) + (decoded ? decoded.length : dataBytes(data))
  const most = Math.min(node.config.maxRecordBytes, node.quotas.kinesisRecordBytes)
  if (sizeBytes > most) return { wrong: `1 validation error detected: Value at '${where}data' failed to satisfy constraint: Member must have length less than or equal to ${most}` }
  const explicit: unknown = field(input, 'ExplicitHashKey')
  const hashKey = typeof explicit === 'string' ? explicitHashKey(explicit) : hashKeyOf(key)
  if (hashKey === undefined) return { wrong: `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${String(explicit).slice(0, 60)}`, name: 'InvalidArgumentException' }
  return { key, data, sizeBytes, hashKey }
}

function refuse(node: StreamNode, message: MessageId, { wrong, name = 'ValidationException' }: Wrong): void {
  node.note(K.refused, message, 400, INVALID)
  node.answer(message, 400, INVALID, { name, message: wrong })
}

const missing = (member: string): string => `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must not be null`
const said = (node: StreamNode, shard: Shard): string => `Rate exceeded for shard ${shardId(shard.number)} in stream ${node.name} under account ${node.arn.split(':')[4]}.`
