/** A record comes in: which shard it belongs to, whether that has room, and how it is kept. */
import { hashText } from '../../base/hash.ts'
import { md5 } from '../../base/md5.ts'
import { utf8Encode, utf8Length } from '../../base/text.ts'
import type { Content, MessageId } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { K } from '../../contract/trace.ts'
import { watchHeat } from './heat.ts'
import { keepUntil } from './retention.ts'
import { BYTES_IN, BYTES_PER_SEC, grown, RECORDS_IN, RECORDS_PER_SEC, type Shard, type StreamData, type StreamNode, UNITS, WRITE_THROTTLES } from './state.ts'

const TOO_MUCH = reason('ProvisionedThroughputExceededException')
const INVALID = reason('ValidationException')
const UNIT_BYTES = 25_600

/** KDS-01: the upper 52 of the 128 bits of a key's MD5. */
export function hashKeyOf(partitionKey: string): number {
  const known = hashed.get(partitionKey)
  if (known !== undefined) return known
  const key = Number.parseInt(md5(utf8Encode(partitionKey)).slice(0, 13), 16)
  if (hashed.size === MOST_HASHED) hashed.clear()
  hashed.set(partitionKey, key)
  return key
}
/** Keys come again and again, and the same key has the same hash in every run. */
const hashed = new Map<string, number>()
const MOST_HASHED = 10_000
/** The same of a hash key given in decimal digits; undefined when it is none. */
export function explicitHashKey(digits: string): number | undefined {
  if (!/^(0|[1-9]\d{0,38})$/.test(digits)) return undefined
  const key = BigInt(digits)
  return key >> 128n === 0n ? Number(key >> 76n) : undefined
}

export function shardFor({ state }: StreamNode, hashKey: number): Shard {
  const { open, shards } = state
  let low = 0
  let high = open.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (shards[open[middle]!]!.from <= hashKey) low = middle
    else high = middle - 1
  }
  return shards[open[low]!]!
}

/** 0, or why the shard does not take so much now. KDS-02: a record larger than a second's worth needs a full allowance. */
export function admit(node: StreamNode, shard: Shard, sizeBytes: number): number {
  if (sizeBytes > Math.min(node.config.maxRecordBytes, node.quotas.kinesisRecordBytes)) return INVALID
  shard.recordsLeft = grown(shard.recordsLeft, RECORDS_PER_SEC, shard.refilledAt, node.now)
  shard.bytesLeft = grown(shard.bytesLeft, BYTES_PER_SEC, shard.refilledAt, node.now)
  shard.refilledAt = node.now
  if (shard.recordsLeft < 1 || shard.bytesLeft < Math.min(sizeBytes, BYTES_PER_SEC)) {
    node.add(WRITE_THROTTLES)
    return TOO_MUCH
  }
  shard.recordsLeft--
  shard.bytesLeft -= sizeBytes
  return 0
}

export function store(node: StreamNode, record: MessageId, shard: Shard, partitionKey: string, data: Content, sizeBytes: number): void {
  const { messages } = node
  const kept: StreamData = { partitionKey, data }
  messages.content[record] = kept
  messages.sizeBytes[record] = sizeBytes
  // A record is as old as its arrival: readers look at nothing else.
  messages.born[record] = node.now
  messages.tries[record] = 0
  messages.x[record] = hashText(partitionKey, 1)
  messages.y[record] = shard.number
  messages.z[record] = shard.first + shard.records.length
  shard.records.push(record)
  shard.heatBytes += sizeBytes
  shard.heatRecords++
  node.add(RECORDS_IN)
  node.add(BYTES_IN, sizeBytes)
  const units = Math.max(1, Math.ceil(sizeBytes / UNIT_BYTES))
  node.add(UNITS, units)
  if (node.config.mode === 'onDemand') node.note(K.charged, record, sizeBytes, BYTES_IN.index)
  else node.note(K.charged, record, units, UNITS.index)
  node.note(K.queued, record, shard.records.length, shard.number)
  keepUntil(node, shard)
  if (node.config.mode === 'onDemand') watchHeat(node)
  node.ready(shard.number)
}

/** The key of a send without code: said beside the payload, in a field of it, or one of its own. */
export function keyOf(node: StreamNode, message: MessageId): string {
  const { messages, config } = node
  const said = messages.beside[message]?.group
  if (said !== undefined) return said
  const content = messages.content[message]
  if (config.keyField !== '' && typeof content === 'object' && content !== null && Object.hasOwn(content, config.keyField)) {
    const value = (content as { readonly [field: string]: unknown })[config.keyField]
    if (typeof value === 'string' || typeof value === 'number') return String(value).slice(0, 256)
  }
  return String(messages.serial[message]!)
}

export const textOf = (data: Content): string => (data === undefined ? '' : typeof data === 'string' ? data : JSON.stringify(data))
export const dataBytes = (data: Content): number => utf8Length(textOf(data))
