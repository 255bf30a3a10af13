/** The batches of a function's queue mappings, kept in slots and used again: a run makes no garbage by handling messages. */
import type { Content, MessageId } from '../../../contract/messages.ts'
import { NONE } from '../../../contract/messages.ts'
import type { Batch } from '../../../contract/service.ts'
import type { FunctionNode } from '../state.ts'

export interface HeldBatch extends Batch {
  /** Its mapping's position. */
  mapping: number
  /** Refused tries so far (LAM-SQS-08). */
  throttles: number
  /** When the first of its leases ends. */
  until: number
  /** Payload so far, and the timer of its window. */
  bytes: number
  window: number
  /** When its first message was received, and that message's serial: its row may be another's by the end. */
  opened: number
  serial: number
}
export interface Batches {
  held: HeldBatch[]
  free: number[]
}

export function openBatch(node: FunctionNode, mapping: number): number {
  const { batches } = node.state
  const slot = batches.free.pop() ?? batches.held.length
  let batch = batches.held[slot]
  if (batch === undefined) {
    batch = { mapping, throttles: 0, until: 0, bytes: 0, window: -1, opened: 0, serial: 0, messages: [], receipts: [] }
    batches.held[slot] = batch
  }
  batch.mapping = mapping
  batch.throttles = 0
  batch.until = Number.POSITIVE_INFINITY
  batch.bytes = 0
  batch.window = -1
  batch.opened = node.now
  batch.serial = 0
  batch.messages.length = 0
  batch.receipts.length = 0
  return slot
}

export function freeBatch(node: FunctionNode, slot: number): void {
  node.state.batches.free.push(slot)
}

/** The message that stands for the batch in the trace: its first, while that lives. */
export function batchMessage(node: FunctionNode, slot: number): MessageId {
  const { messages, serial } = node.state.batches.held[slot]!
  const first = messages[0]!
  return node.messages.serial[first] === serial ? first : NONE
}

/** The wire it came along. */
export const batchWire = ({ state }: FunctionNode, slot: number): number => state.mappings[state.batches.held[slot]!.mapping]!.wire.index

/** The event that its function is handed. */
export const batchEvent = (node: FunctionNode, slot: number): Content => {
  const batch = node.state.batches.held[slot]!
  return node.eventOf(node.state.mappings[batch.mapping]!.wire, batch)
}

/** What all its messages hold. */
export const batchContents = (node: FunctionNode, slot: number): Content =>
  node.state.batches.held[slot]!.messages.map((message) => node.messages.content[message])
