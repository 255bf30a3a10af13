/**
 * The event source mapping of a queue: Lambda's own pollers lease messages, invoke synchronously with a batch, and
 * delete what was handled. It knows a queue only by the contract's lease and settle.
 */
import { sec } from '../../../base/units.ts'
import type { Content, MessageId } from '../../../contract/messages.ts'
import { type Batch, timer, type WireEnd } from '../../../contract/service.ts'
import type { QueueMapping } from '../../../contract/mapping.ts'
import { BATCH, invoke } from '../invoke.ts'
import { holds } from '../model.ts'
import { batchLoops, RECURSION } from '../recursion.ts'
import type { FunctionNode } from '../state.ts'

export interface Mapping {
  readonly wire: WireEnd
  /** Batches being handled, throttled ones included. */
  active: number
  polling: boolean
}
interface HeldBatch extends Batch {
  mapping: number
  /** Throttled tries so far, and when the lease began (LAM-SQS-08). */
  throttles: number
}
export interface Batches {
  held: (HeldBatch | undefined)[]
  free: number[]
}

export const newMapping = (wire: WireEnd): Mapping => ({ wire, active: 0, polling: false })
const settingsOf = (mapping: Mapping): QueueMapping => mapping.wire.config

export function wake(node: FunctionNode, wire: WireEnd): void {
  const index = node.state.mappings.findIndex((mapping) => mapping.wire === wire)
  const mapping = node.state.mappings[index]
  if (!mapping || mapping.polling || !settingsOf(mapping).enabled) return
  mapping.polling = true
  node.after(0, poll, index)
}

export const poll = timer<FunctionNode>('poll', (node, index) => {
  const mapping = node.state.mappings[index]!
  const settings = settingsOf(mapping)
  mapping.polling = false
  const most = Math.min(settings.maximumConcurrency ?? node.quotas.sqsPollersMax, node.quotas.sqsPollersStart)
  while (mapping.active < most) {
    const batch: HeldBatch = { mapping: index, throttles: 0, messages: [], receipts: [] }
    if (node.lease(mapping.wire, Math.min(settings.batchSize, node.quotas.sqsBatchMax), batch) === 0) return
    mapping.active++
    offer(node, keep(node, batch))
  }
})

function keep(node: FunctionNode, batch: HeldBatch): number {
  const { batches } = node.state
  const slot = batches.free.pop() ?? batches.held.length
  batches.held[slot] = batch
  return slot
}

function offer(node: FunctionNode, slot: number): void {
  const batch = node.state.batches.held[slot]!
  // LAM-REC-02: the messages stay in the queue, and come again until it gives them up.
  if (batchLoops(node, batch.messages)) return batchEnded(node, slot, RECURSION)
  if (invoke(node, BATCH, slot) === 0) return
  // LAM-SQS-08: tries at 0, 1, 3, 7, 15, 31, 61 … s after the receive.
  const delay = Math.min(30, 2 ** batch.throttles)
  batch.throttles++
  node.after(sec(delay), again, slot)
}

export const again = timer<FunctionNode>('retry', (node, slot) => offer(node, slot))

export const batchMessage = (node: FunctionNode, slot: number): MessageId => node.state.batches.held[slot]!.messages[0]!

/** What all its messages hold. */
export const batchContents = (node: FunctionNode, slot: number): Content =>
  node.state.batches.held[slot]!.messages.map((message) => node.messages.content[message])

export function batchEnded(node: FunctionNode, slot: number, why: number): void {
  const { state } = node
  const batch = state.batches.held[slot]!
  const mapping = state.mappings[batch.mapping]!
  const settings = settingsOf(mapping)
  state.batches.held[slot] = undefined
  state.batches.free.push(slot)
  batch.receipts.forEach((receipt, index) => {
    const failed = why !== 0 || (settings.partialBatch && holds(node.messages.content[batch.messages[index]!], settings.failItems))
    node.settle(mapping.wire, receipt, failed ? 'forget' : 'delete')
  })
  mapping.active--
  wake(node, mapping.wire)
}
