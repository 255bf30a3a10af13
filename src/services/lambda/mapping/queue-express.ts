/** What a ride needs to know of a queue's mapping, and what it leaves behind (contract/express.ts). */
import type { MappingTicket } from '../../../contract/express.ts'
import { NONE } from '../../../contract/messages.ts'
import type { Batch } from '../../../contract/service.ts'
import { DELETED, FAILED_INVOKES, type FunctionNode, INVOKED, POLLED } from '../state.ts'
import { openBatch } from './queue-batches.ts'
import { settingsOf } from './queue-pollers.ts'
import { AROUND_BODY, LONG_POLL, longPollEnds, poll, pump, RECEIVE_MOST, roomGrows } from './queue.ts'

const METRICS = { polled: POLLED, invoked: INVOKED, failed: FAILED_INVOKES, deleted: DELETED } as const

/** Only where a receive is a batch, and a batch is deleted or comes back as a whole. */
export function mappingTicket(node: FunctionNode, wire: number): MappingTicket | undefined {
  const { state, quotas } = node
  const index = state.mappings.findIndex((one) => one.wire.index === wire)
  const mapping = state.mappings[index]
  if (mapping === undefined || !mapping.enabled || mapping.gathering !== NONE || mapping.waiting.length > 0 || mapping.longPolls !== 1) return undefined
  const { provisioned, windowSec, filters, partialBatch, batchSize, maximumConcurrency } = settingsOf(mapping)
  if (provisioned || windowSec > 0 || filters.length > 0 || partialBatch) return undefined
  return {
    index, looks: poll, grows: roomGrows, polls: longPollEnds, longPoll: LONG_POLL, batchSize: Math.min(batchSize, quotas.sqsBatchMax),
    mostBytes: Math.floor(quotas.lambdaSyncPayloadBytes / RECEIVE_MOST) - AROUND_BODY,
    first: quotas.sqsPollersStart, gain: quotas.sqsPollersPerMinute, most: Math.min(quotas.sqsPollersMax, maximumConcurrency ?? Number.POSITIVE_INFINITY),
    ceilingMost: quotas.sqsPollersMax, state: mapping, metrics: METRICS,
    goOn: () => pump(node, index),
  }
}

/** A batch that began on a ride; its slot. */
export function holdBatch(node: FunctionNode, wire: number, { messages, receipts, until }: Batch, opened: number): number {
  const slot = openBatch(node, node.state.mappings.findIndex((one) => one.wire.index === wire))
  const batch = node.state.batches.held[slot]!
  batch.messages.push(...messages)
  batch.receipts.push(...receipts)
  batch.until = until!
  batch.opened = opened
  batch.serial = node.messages.serial[messages[0]!]!
  for (const message of messages) batch.bytes += node.messages.sizeBytes[message]! + AROUND_BODY
  return slot
}
