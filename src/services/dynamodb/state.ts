import type { Dice } from '../../base/dice.ts'
import type { Ring } from '../../base/ring.ts'
import type { Micros } from '../../base/units.ts'
import type { Content, MessageId } from '../../contract/messages.ts'
import type { Node } from '../../contract/service.ts'
import { metric } from '../../contract/trace.ts'
import type { Bucket, Capacity } from './capacity.ts'
import type { TableConfig } from './config.ts'
import type { IndexSchema, KeySchema } from './keys.ts'
import type { Shelf } from './shelf.ts'

export interface Index {
  readonly schema: IndexSchema
  readonly shelf: Shelf
  /** A global index has units of its own. */
  readonly capacity: Capacity | undefined
}
/** A shard of the stream: positions grow by one for each change. */
export interface Shard {
  readonly records: Ring
  first: number
  trimming: boolean
}
export interface TableState {
  readonly keys: KeySchema
  readonly shelf: Shelf
  readonly indexes: readonly Index[]
  readonly capacity: Capacity
  /** What one partition takes and gives in a second, however much the table may. */
  readonly partitions: Bucket[]
  readonly shards: Shard[]
  /** Answers on their way: realistic requests take some milliseconds. */
  readonly pending: Map<MessageId, { readonly status: number; readonly reason: number; readonly content: Content }>
  /** Transactions of the last ten minutes, by their token. */
  readonly tokens: Map<string, { readonly text: string; readonly until: Micros }>
  /** Items that a transaction holds, and until when. */
  readonly busy: Map<string, Micros>
  readonly chance: Dice
  /** Changes so far: the sequence numbers of the stream. */
  changes: number
  /** Who bears the units that are taken now. */
  asker: MessageId
  sweeping: boolean
}
export type TableNode = Node<TableConfig, TableState>

/** DDB-10. */
export const WRITES = metric('ConsumedWriteCapacityUnits', 'count')
export const READS = metric('ConsumedReadCapacityUnits', 'count')
export const THROTTLED = metric('ThrottledRequests', 'count')
export const ITEMS = metric('ItemCount', 'level')
export const WRITE_THROTTLES = metric('WriteThrottleEvents', 'count')
export const READ_THROTTLES = metric('ReadThrottleEvents', 'count')
export const CONDITIONS = metric('ConditionalCheckFailedRequests', 'count')
export const CONFLICTS = metric('TransactionConflict', 'count')
export const LATENCY = metric('SuccessfulRequestLatency', 'value', 'ms', 'avg')
export const RETURNED = metric('ReturnedItemCount', 'value', '', 'avg')
export const USER_ERRORS = metric('UserErrors', 'count')
export const SYSTEM_ERRORS = metric('SystemErrors', 'count')
export const EXPIRED = metric('TimeToLiveDeletedItemCount', 'count')
export const RECORDS = metric('ReturnedRecordsCount', 'count')
export const READ_UNITS = metric('ProvisionedReadCapacityUnits', 'level')
export const WRITE_UNITS = metric('ProvisionedWriteCapacityUnits', 'level')
/** Paid for by the hour, used or not; told minute by minute. */
export const READ_HOURS = metric('ReadUnitHours', 'count')
export const WRITE_HOURS = metric('WriteUnitHours', 'count')
export const METRICS = [WRITES, READS, THROTTLED, ITEMS, WRITE_THROTTLES, READ_THROTTLES, CONDITIONS, LATENCY, RETURNED, USER_ERRORS, SYSTEM_ERRORS, EXPIRED, RECORDS, READ_UNITS, WRITE_UNITS, READ_HOURS, WRITE_HOURS, CONFLICTS] as const
