/** Takes the units of a request from the table, its partition and its global indexes, or refuses it in AWS's words. */
import { hashText } from '../../base/hash.ts'
import { allows, type Ceiling, grow, PARTITION_READS, PARTITION_WRITES, refresh, spend } from './capacity.ts'
import { K } from '../../contract/trace.ts'
import { Refused } from './refused.ts'
import { type Index, READ_THROTTLES, READS, type TableNode, THROTTLED, WRITE_THROTTLES, WRITES } from './state.ts'

export interface Units {
  readonly reads: number
  readonly writes: number
  /** Writes of global indexes, by their place. */
  readonly indexes?: readonly number[]
}

const ON_DEMAND = 'Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly. If exceptions persist, check if you have a hot key: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html'
const CEILING = 'Throughput exceeds the maximum OnDemandThroughput configured on table or index.'
const TABLE = 'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.'
const INDEX = 'The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API'

export function ceilingOf(node: TableNode): Ceiling {
  const { maxReads, maxWrites } = node.config
  return { reads: Math.min(maxReads ?? Number.POSITIVE_INFINITY, node.quotas.dynamodbTableUnits), writes: Math.min(maxWrites ?? Number.POSITIVE_INFINITY, node.quotas.dynamodbTableUnits) }
}

/** Throws when there is no room; takes nothing then. */
export function take(node: TableNode, partition: string, units: Units): void {
  const { state, now } = node
  const { capacity } = state
  const { reads, writes, indexes } = units
  refresh(capacity, now, ceilingOf(node))
  if (!allows(capacity.bucket.reads, capacity.readUnits, reads)) throw tooMuch(node, true, undefined)
  if (!allows(capacity.bucket.writes, capacity.writeUnits, writes)) throw tooMuch(node, false, undefined)
  const own = partitionOf(node, partition)
  if (!allows(own.reads, PARTITION_READS, reads) || !allows(own.writes, PARTITION_WRITES, writes)) throw hotKey(node, reads > 0)
  // GSI back pressure: a write waits for the slowest index.
  indexes?.forEach((amount, at) => {
    const index = state.indexes[at]!
    if (!index.capacity || amount === 0) return
    refresh(index.capacity, now, ceilingOf(node))
    if (!allows(index.capacity.bucket.writes, index.capacity.writeUnits, amount)) throw tooMuch(node, false, index)
  })
  spend(capacity, now, reads, writes)
  own.reads -= reads
  own.writes -= writes
  indexes?.forEach((amount, at) => {
    const { capacity: indexCapacity } = state.indexes[at]!
    if (indexCapacity) spend(indexCapacity, now, 0, amount)
  })
  if (reads > 0) charge(node, READS, reads)
  if (writes > 0) charge(node, WRITES, writes)
}

/** What this request is paid by, if it is paid by the request. */
function charge(node: TableNode, metric: typeof READS, units: number): void {
  node.add(metric, units)
  if (node.state.capacity.onDemand) node.note(K.charged, node.state.asker, units, metric.index)
}

/** Reads of a global index use its own units. */
export function takeFromIndex(node: TableNode, index: Index, reads: number): void {
  const { capacity } = index
  if (!capacity) return
  refresh(capacity, node.now, ceilingOf(node))
  if (!allows(capacity.bucket.reads, capacity.readUnits, reads)) throw tooMuch(node, true, index)
  spend(capacity, node.now, reads, 0)
  charge(node, READS, reads)
}

/** One for every thousand write units or three thousand read units that the table may have. */
function partitionOf(node: TableNode, partition: string): TableNode['state']['partitions'][number] {
  const { partitions, capacity } = node.state
  const wanted = capacity.onDemand ? Math.ceil(capacity.writeUnits / PARTITION_WRITES) : Math.ceil(capacity.writeUnits / PARTITION_WRITES + capacity.readUnits / PARTITION_READS)
  while (partitions.length < wanted) partitions.push({ reads: PARTITION_READS, writes: PARTITION_WRITES, at: node.now })
  const own = partitions[hashText(partition) % partitions.length]!
  grow(own, node.now, PARTITION_READS, PARTITION_WRITES, 1)
  return own
}

function tooMuch(node: TableNode, read: boolean, index: Index | undefined): Refused {
  const { capacity } = node.state
  const { maxReads, maxWrites } = node.config
  const onDemand = (index?.capacity ?? capacity).onDemand
  const ceiling = onDemand && (read ? maxReads : maxWrites) !== null
  // On demand a table has as many partitions as its peaks have called for: beyond that, and below the quota, they are what is full.
  const limit = !onDemand ? 'ProvisionedThroughputExceeded' : ceiling ? 'MaxOnDemandThroughputExceeded' : (read ? capacity.readUnits : capacity.writeUnits) >= node.quotas.dynamodbTableUnits ? 'AccountLimitExceeded' : 'KeyRangeThroughputExceeded'
  const message = !onDemand ? (index ? INDEX : TABLE) : ceiling ? CEILING : ON_DEMAND
  return refused(node, read, onDemand, message, limit, index)
}

function hotKey(node: TableNode, read: boolean): Refused {
  const { onDemand } = node.state.capacity
  return refused(node, read, onDemand, onDemand ? ON_DEMAND : TABLE, 'KeyRangeThroughputExceeded', undefined)
}

function refused(node: TableNode, read: boolean, onDemand: boolean, message: string, limit: string, index: Index | undefined): Refused {
  node.add(read ? READ_THROTTLES : WRITE_THROTTLES)
  node.add(THROTTLED)
  return new Refused(onDemand ? 'ThrottlingException' : 'ProvisionedThroughputExceededException', message, {
    ThrottlingReasons: [{ reason: `${index ? 'Index' : 'Table'}${read ? 'Read' : 'Write'}${limit}`, resource: index ? `${node.arn}/index/${index.schema.name}` : node.arn }],
  })
}

/** DDB-01. */
export const readUnits = (bytes: number, consistent: boolean): number => Math.max(1, Math.ceil(bytes / 4_096)) * (consistent ? 1 : 0.5)
export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1_024))
