/** The event of a function that polls this queue: made from message ids when somebody looks, in AWS's keys and order. */
import { requestId } from '../../base/ids.ts'
import { md5 } from '../../base/md5.ts'
import { utf8Encode } from '../../base/text.ts'
import { unixMs } from '../../base/time.ts'
import type { Attributes, MessageId } from '../../contract/messages.ts'
import type { Batch } from '../../contract/service.ts'
import { handleOf } from './handle.ts'
import { comesFromQueue } from './redrive.ts'
import { bodyText, contentId, givenDeduplication, groupOf } from './send.ts'
import type { QueueNode } from './state.ts'

export interface SqsEvent {
  Records: SqsRecord[]
}
export interface SqsRecord {
  messageId: string
  receiptHandle: string
  body: string
  attributes: {
    ApproximateReceiveCount: string
    SentTimestamp: string
    SequenceNumber?: string
    MessageGroupId?: string
    SenderId: string
    MessageDeduplicationId?: string
    ApproximateFirstReceiveTimestamp: string
    DeadLetterQueueSourceArn?: string
  }
  messageAttributes: { [name: string]: SqsAttribute }
  md5OfBody: string
  eventSource: string
  eventSourceARN: string
  awsRegion: string
}
interface SqsAttribute {
  stringValue?: string
  binaryValue?: string
  stringListValues: string[]
  binaryListValues: string[]
  dataType: string
}

/** The unique id of AWS's own example of a sender. */
const SENDER = 'AIDAIENQZJOLO23YVJ4VO'
/** FIFO sequence numbers have twenty digits, and do not begin at one. */
const SEQUENCE_BASE = 18_849_496_460_467_696_128n

/** It keeps its id on the way to a dead-letter queue. */
export function messageId(node: QueueNode, message: MessageId): string {
  const { messages } = node
  return requestId(node.scenario.seed, messages.z[message] === 0 ? messages.serial[message]! : messages.z[message]!)
}

export function queueEvent(node: QueueNode, batch: Batch): SqsEvent {
  return { Records: batch.messages.map((message, index) => recordOf(node, message, batch.receipts[index]!)) }
}

function recordOf(node: QueueNode, message: MessageId, receipt: number): SqsRecord {
  const { messages } = node
  const body = bodyText(messages.content[message])
  return {
    messageId: messageId(node, message),
    receiptHandle: handleOf(node.scenario.seed, receipt),
    body,
    attributes: attributesOf(node, message),
    messageAttributes: shown(messages.attributes[message] ?? {}),
    md5OfBody: md5(utf8Encode(body)),
    eventSource: 'aws:sqs',
    eventSourceARN: node.arn,
    awsRegion: node.region,
  }
}

function attributesOf(node: QueueNode, message: MessageId): SqsRecord['attributes'] {
  const { messages, state } = node
  const { groups } = state
  const from = node.incoming.find((wire) => wire.index === messages.wire[message])
  return {
    ApproximateReceiveCount: String(messages.tries[message]!),
    SentTimestamp: String(unixMs(messages.x[message]!)),
    ...(groups && { SequenceNumber: String(SEQUENCE_BASE + BigInt(groups.sequenceOf(message))), MessageGroupId: groupOf(node, message) }),
    SenderId: SENDER,
    ...(groups && { MessageDeduplicationId: givenDeduplication(node, message) ?? contentId(node, message) ?? messageId(node, message) }),
    ApproximateFirstReceiveTimestamp: String(unixMs(messages.y[message]!)),
    ...(from && comesFromQueue(from) && { DeadLetterQueueSourceArn: from.peer.arn }),
  }
}

function shown(attributes: Attributes): SqsRecord['messageAttributes'] {
  const all: SqsRecord['messageAttributes'] = {}
  for (const name of Object.keys(attributes)) {
    const { dataType, stringValue } = attributes[name]!
    all[name] = { ...(dataType === 'Binary' ? { binaryValue: stringValue } : { stringValue }), stringListValues: [], binaryListValues: [], dataType }
  }
  return all
}
