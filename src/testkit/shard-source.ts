/**
 * A stream for tests: ordered records with keys in shards, kept until they are too old. It shows how a service keeps the
 * contract's fourth way of delivery: positions grow by one per record, reading removes nothing, a record's row says in
 * `x` the hash of its key, and `ready` tells readers which shard has something new.
 *
 * Dated action `put`: { key, data, shard, count, sizeBytes }. Without `shard` the key decides.
 */
import { utf8Encode, base64Encode } from '../base/text.ts'
import { hashText } from '../base/hash.ts'
import { Ring } from '../base/ring.ts'
import { unixMs } from '../base/time.ts'
import { sec } from '../base/units.ts'
import { count, seconds, type Values } from '../contract/config.ts'
import { shardMapping } from '../contract/mapping.ts'
import { type MessageId, NONE, WAY_EVENT } from '../contract/messages.ts'
import { type Behaviour, defineService, type Node, timer } from '../contract/service.ts'
import { O } from '../contract/trace.ts'

const config = {
  shards: count('Shards', { default: 1, min: 1, max: 1_000 }),
  retentionSec: seconds('Retention', { default: 86_400, min: 1, max: 31_536_000 }),
}
type StreamConfig = Values<typeof config>
interface Shard {
  records: Ring
  /** Position of the oldest record that is still there. */
  first: number
}
interface StreamState {
  shards: Shard[]
}
type StreamNode = Node<StreamConfig, StreamState>
interface Put {
  readonly key?: string
  readonly data?: unknown
  readonly shard?: number
  readonly count?: number
  readonly sizeBytes?: number
}

const trim = timer<StreamNode>('refill', (node, shard) => {
  const { records } = node.state.shards[shard]!
  node.end(records.shift(), O.expired)
  node.state.shards[shard]!.first++
})

const behaviour: Behaviour<StreamConfig, StreamState, StreamNode> = {
  timers: [trim],
  state: (node) => ({ shards: Array.from({ length: node.config.shards }, () => ({ records: new Ring(), first: 0 })) }),

  accept(node, message) {
    const content = node.messages.content[message]
    // The stream keeps a row of its own, so that `born` is when the record arrived.
    const record = node.create(message)
    node.answer(message, 200)
    if (node.messages.way[message] === WAY_EVENT) node.end(message, O.succeeded)
    store(node, record, content, String(node.messages.serial[record]))
  },

  act(node, verb, put: Put) {
    if (verb !== 'put') return
    for (let i = 0; i < (put.count ?? 1); i++) store(node, node.create(NONE), put.data, put.key ?? `key-${i}`, put.shard, put.sizeBytes)
  },

  shards: (node) => node.state.shards.length,

  read(node, shard, position, max, into) {
    const { records, first } = node.state.shards[shard]!
    for (let at = Math.max(position, first); at < first + records.length && into.messages.length < max; at++) {
      into.messages.push(records.at(at - first))
      into.receipts.push(at)
    }
    return into.messages.length
  },

  eventOf: (node, batch) => ({ Records: batch.messages.map((record, index) => recordOf(node, record, batch.receipts[index]!)) }),
}

function store(node: StreamNode, record: MessageId, data: unknown, key: string, shard = hashText(key) % node.config.shards, sizeBytes = 0): void {
  const { messages, state } = node
  messages.content[record] = { key, data }
  messages.sizeBytes[record] = sizeBytes
  messages.x[record] = hashText(key, 1)
  messages.y[record] = shard
  state.shards[shard]!.records.push(record)
  node.after(sec(node.config.retentionSec), trim, shard)
  node.ready(shard)
}

function recordOf(node: StreamNode, record: MessageId, position: number) {
  const { messages } = node
  const { key, data } = messages.content[record] as { key: string; data: unknown }
  const text = typeof data === 'string' ? data : JSON.stringify(data ?? null)
  return {
    kinesis: {
      kinesisSchemaVersion: '1.0', partitionKey: key, sequenceNumber: String(position), data: base64Encode(utf8Encode(text)),
      approximateArrivalTimestamp: unixMs(messages.born[record]!) / 1_000,
    },
    eventSource: 'aws:kinesis', eventName: 'aws:kinesis:record', eventSourceARN: node.arn, awsRegion: node.region,
  }
}

export const shardSource = defineService({
  id: 'shardSource',
  title: 'Test stream',
  group: 'Messaging',
  category: 'messaging',
  role: () => 'stream',
  limit: 'For tests only',
  help: 'A stream for tests.',
  config,
  ports: [{ id: 'readers', label: 'Readers', side: 'right', to: { function: 'poll' }, config: shardMapping }],
  summary: (values) => `${values.shards} shards`,
  arn: (name, region, account) => `arn:aws:kinesis:${region}:${account}:stream/${name}`,
  naming: { pattern: /^[a-zA-Z0-9_.-]{1,128}$/, text: 'A stream name has 1 to 128 letters, digits, ., - or _.', stem: 'stream' },
  behaviour,
})
