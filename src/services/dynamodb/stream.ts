/** DDB-06: what changed, in order, for 24 hours: one shard for each thousand write units. */
import { hexId } from '../../base/ids.ts'
import { hashText } from '../../base/hash.ts'
import { Ring } from '../../base/ring.ts'
import { EPOCH_MS } from '../../base/time.ts'
import { type Micros, sec, toSec } from '../../base/units.ts'
import type { MessageId } from '../../contract/messages.ts'
import { type Batch, timer } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import { keyText } from './keys.ts'
import { RECORDS, type Shard, type TableNode } from './state.ts'
import { type Item, itemSize } from './value.ts'

const RETENTION = sec(86_400)

/** A change as a record holds it. */
interface Change {
  readonly keys: Item
  readonly before: Item | undefined
  readonly after: Item | undefined
  readonly sequence: number
  readonly byTtl: boolean
}

export const newShards = (count: number): Shard[] => Array.from({ length: count }, () => ({ records: new Ring(), first: 0, trimming: false }))

export function changed(node: TableNode, cause: MessageId, keys: Item, before: Item | undefined, after: Item | undefined, byTtl: boolean): void {
  const { state, messages, config } = node
  state.changes++
  // Nobody could read them: a mapping is a wire.
  if (config.stream === 'off' || !node.outgoing.some((wire) => wire.kind === 'poll')) return
  const partition = keyText(keys[state.keys.hash.name]!)
  const number = hashText(partition, 0x57) % state.shards.length
  const shard = state.shards[number]!
  const record = node.create(cause)
  const change: Change = { keys, before, after, sequence: state.changes, byTtl }
  messages.content[record] = change
  messages.sizeBytes[record] = bytesOf(node, change)
  // Records of one item stay in order, whatever lanes the reader has.
  messages.x[record] = hashText(partition, 1)
  messages.y[record] = number
  shard.records.push(record)
  node.note(K.queued, record, shard.records.length, number)
  if (!shard.trimming) trimAt(node, shard, number)
  node.ready(number)
}

const imagesOf = ({ config }: TableNode, { before, after }: Change): { NewImage?: Item; OldImage?: Item } => {
  const wantsNew = config.stream === 'NEW_IMAGE' || config.stream === 'NEW_AND_OLD_IMAGES'
  const wantsOld = config.stream === 'OLD_IMAGE' || config.stream === 'NEW_AND_OLD_IMAGES'
  return { ...(wantsNew && after && { NewImage: after }), ...(wantsOld && before && { OldImage: before }) }
}
function bytesOf(node: TableNode, change: Change): number {
  const { NewImage, OldImage } = imagesOf(node, change)
  return itemSize(change.keys) + (NewImage ? itemSize(NewImage) : 0) + (OldImage ? itemSize(OldImage) : 0)
}

function trimAt(node: TableNode, shard: Shard, number: number): void {
  shard.trimming = true
  const end: Micros = node.messages.born[shard.records.at(0)]! + RETENTION
  node.later(Math.max(0, end - node.now), trim, number)
}
export const trim = timer<TableNode>('refill', (node, number) => {
  const shard = node.state.shards[number]!
  shard.trimming = false
  while (shard.records.length > 0 && node.messages.born[shard.records.at(0)]! + RETENTION <= node.now) {
    node.end(shard.records.shift(), O.expired)
    shard.first++
  }
  if (shard.records.length > 0) trimAt(node, shard, number)
})

export function read(node: TableNode, number: number, position: number, max: number, into: Batch): number {
  const { records, first } = node.state.shards[number]!
  for (let at = Math.max(position, first); at < first + records.length && into.messages.length < max; at++) {
    into.messages.push(records.at(at - first))
    into.receipts.push(at)
  }
  if (into.messages.length > 0) node.add(RECORDS, into.messages.length)
  return into.messages.length
}

export interface TableEvent {
  Records: TableRecord[]
}
export interface TableRecord {
  eventID: string
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE'
  eventVersion: string
  eventSource: string
  awsRegion: string
  dynamodb: {
    ApproximateCreationDateTime: number
    Keys: Item
    NewImage?: Item
    OldImage?: Item
    SequenceNumber: string
    SizeBytes: number
    StreamViewType: 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES'
  }
  userIdentity?: { type: string; principalId: string }
  eventSourceARN: string
}

/** Sequence numbers have twenty-one digits and more, and do not begin at one. */
const FIRST_SEQUENCE = 100_000_000_000_000_000_000n

export const streamArn = (node: TableNode): string => `${node.arn}/stream/2026-01-01T00:00:00.000`

export const tableEvent = (node: TableNode, batch: Batch): TableEvent => ({ Records: batch.messages.map((record) => recordOf(node, record)) })

function recordOf(node: TableNode, record: MessageId): TableRecord {
  const { messages, config, scenario } = node
  const change = messages.content[record] as Change
  return {
    eventID: hexId(scenario.seed, messages.serial[record]!, 'dynamodb', 32),
    eventName: !change.before ? 'INSERT' : change.after ? 'MODIFY' : 'REMOVE',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: node.region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(EPOCH_MS / 1_000) + Math.floor(toSec(messages.born[record]!)),
      Keys: change.keys,
      ...imagesOf(node, change),
      SequenceNumber: String(FIRST_SEQUENCE + BigInt(change.sequence)),
      SizeBytes: messages.sizeBytes[record]!,
      StreamViewType: config.stream as TableRecord['dynamodb']['StreamViewType'],
    },
    ...(change.byTtl && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
    eventSourceARN: streamArn(node),
  }
}
