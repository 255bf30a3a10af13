/** The event of a function that reads this stream, in AWS's keys and order (KDS-05). */
import { base64Encode, utf8Encode } from '../../base/text.ts'
import { EPOCH_MS, unixMs } from '../../base/time.ts'
import { toSec } from '../../base/units.ts'
import type { Content, MessageId } from '../../contract/messages.ts'
import type { Batch } from '../../contract/service.ts'
import { textOf } from './put.ts'
import type { StreamData, StreamNode } from './state.ts'

export interface KinesisEvent {
  Records: KinesisRecord[]
}
export interface KinesisRecord {
  kinesis: { kinesisSchemaVersion: string; partitionKey: string; sequenceNumber: string; data: string; approximateArrivalTimestamp: number }
  eventSource: string
  eventVersion: string
  eventID: string
  eventName: string
  invokeIdentityArn: string
  awsRegion: string
  eventSourceARN: string
}

export const shardId = (shard: number): string => `shardId-${String(shard).padStart(12, '0')}`

/**
 * 186 bits: a version, when the shard was opened, its last digit, the record's number, when it arrived, the shard. So they
 * grow within a shard, and are far apart from one record to the next.
 */
export function sequenceNumber(node: StreamNode, record: MessageId): string {
  const { messages, state } = node
  const shard = messages.y[record]!
  const { openedAt } = state.shards[shard]!
  const seconds = (time: number): string => (Math.floor(EPOCH_MS / 1_000) + Math.floor(toSec(time))).toString(16).padStart(9, '0')
  // The number begins somewhere in the shard's own stretch, as AWS's do.
  const position = (messages.z[record]! + 0x67648).toString(16).padStart(16, '0')
  const digits = `2${seconds(openedAt)}${(shard % 16).toString(16)}${position}00${seconds(messages.born[record]!)}${shard.toString(16).padStart(8, '0')}2`
  return BigInt(`0x${digits}`).toString()
}

export const kinesisEvent = (node: StreamNode, batch: Batch): KinesisEvent => ({ Records: batch.messages.map((record) => recordOf(node, record)) })

function recordOf(node: StreamNode, record: MessageId): KinesisRecord {
  const { messages } = node
  const { partitionKey, data } = messages.content[record] as StreamData
  const sequence = sequenceNumber(node, record)
  return {
    kinesis: {
      kinesisSchemaVersion: '1.0', partitionKey, sequenceNumber: sequence, data: base64Of(data),
      approximateArrivalTimestamp: unixMs(messages.born[record]!) / 1_000,
    },
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: `${shardId(messages.y[record]!)}:${sequence}`,
    eventName: 'aws:kinesis:record',
    invokeIdentityArn: `arn:aws:iam::${node.arn.split(':')[4]}:role/lambda-role`,
    awsRegion: node.region,
    eventSourceARN: node.arn,
  }
}

function base64Of(data: Content): string {
  const bytes = binaryOf(data)
  return bytes ?? base64Encode(utf8Encode(textOf(data)))
}

/** Bytes, as code hands them over. */
export function binaryOf(data: Content): string | undefined {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, '$binary')) return undefined
  const { $binary } = data as { readonly $binary: unknown }
  return typeof $binary === 'string' ? $binary : undefined
}
