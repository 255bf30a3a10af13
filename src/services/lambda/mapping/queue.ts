/**
 * The event source mapping of a queue: Lambda's own pollers receive messages, gather them into batches, invoke with each
 * and wait, and delete what was handled. It knows a queue only by the contract's lease and settle.
 *
 * The path of a message: `poll` → `pump` receives → `stow` gathers → `close` when the batch is full, its window over or
 * its payload at the limit → `dispatch` when there is room → `offer` invokes, again and again while it is throttled →
 * `batchEnded` settles each message.
 */
import { type Micros, ms, sec } from '../../../base/units.ts'
import { type Content, type MessageId, NONE } from '../../../contract/messages.ts'
import { timer, type WireEnd } from '../../../contract/service.ts'
import { BATCH, invoke } from '../invoke.ts'
import { batchLoops } from '../recursion.ts'
import { DELETED, FAILED_INVOKES, FILTERED_OUT, type FunctionNode, INVOKED, POLLED } from '../state.ts'
import { passes } from './filter.ts'
import { freeBatch, openBatch } from './queue-batches.ts'
import {
  functionFailed, functionSucceeded, idlePollers, isBusy, limitOf, type Mapping, mayPoll, newMapping, pollsAtOnce, sawBacklog, sawNothing,
  settingsOf, untilMore, untilNextSecond,
} from './queue-pollers.ts'
import { failuresOf } from './queue-response.ts'

export { batchContents, type Batches, batchEvent, batchMessage, batchWire } from './queue-batches.ts'
export type { Mapping } from './queue-pollers.ts'

/** LAM-SQS-01: one receive brings at most so many, and a long poll waits so long. */
export const RECEIVE_MOST = 10
export const LONG_POLL = sec(20)
/** LAM-SQS-02: what a record of the event has beside its body. */
export const AROUND_BODY = 600
/** LAM-SQS-08. */
const LONGEST_WAIT_SEC = 30
const LEAST_REST = sec(1)

/** A mapping begins with the run. */
export function startMapping(node: FunctionNode, wire: WireEnd): void {
  const { mappings } = node.state
  mappings.push(newMapping(node, wire))
  node.later(LONG_POLL, longPollEnds, mappings.length - 1)
}

/** LAM-ESM-01: disabled, it stops receiving; what it has it brings to an end. */
export function switchMappings(node: FunctionNode, on: boolean, only?: WireEnd): void {
  node.state.mappings.forEach((mapping, index) => {
    if (only && mapping.wire !== only) return
    mapping.enabled = on
    lookSoon(node, index)
  })
}

/** The queue has something. */
export function wake(node: FunctionNode, wire: WireEnd): void {
  const { mappings } = node.state
  for (let index = 0; index < mappings.length; index++) {
    const mapping = mappings[index]!
    if (mapping.wire !== wire) continue
    if (!mapping.polling && !isBusy(node, mapping)) lookSoon(node, index)
    return
  }
}

function lookSoon(node: FunctionNode, index: number): void {
  const mapping = node.state.mappings[index]!
  if (mapping.polling) return
  mapping.polling = true
  // GEN-07: a receive takes 8 ms at the median and 30 at the 99th percentile.
  node.later(node.strict ? 0 : ms(mapping.latency.logNormal(8, 0.5682)), poll, index)
}

export const poll = timer<FunctionNode>('poll', (node, index) => {
  node.state.mappings[index]!.polling = false
  pump(node, index)
})

/** There may be more pollers now, or a new second of polls. */
export const roomGrows = timer<FunctionNode>('poll', (node, index) => {
  node.state.mappings[index]!.growing = false
  pump(node, index)
})

/**
 * Nothing came for twenty seconds: each waiting poller has an empty receive, and asks again. A queue that was empty for
 * long is looked at less often, and then for all the polls since, so that years pass quickly.
 */
export const longPollEnds = timer<FunctionNode>('poll', (node, index) => {
  const mapping = node.state.mappings[index]!
  const ended = mapping.longPolls
  mapping.longPolls = pollsAtOnce(node, mapping)
  node.later(mapping.longPolls * LONG_POLL, longPollEnds, index)
  const pollers = idlePollers(node, mapping)
  if (mapping.enabled && pollers > 0 && node.backlog(mapping.wire) === 0) node.waited(mapping.wire, ended * pollers)
})

/** A look at the queue; one that was left half done goes on. */
export function pump(node: FunctionNode, index: number): void {
  const mapping = node.state.mappings[index]!
  const settings = settingsOf(mapping)
  for (;;) {
    while (mapping.waiting.length > 0) {
      if (mapping.active >= limitOf(node, mapping)) return awaitMore(node, index, untilMore(node, mapping))
      dispatch(node, mapping, mapping.waiting.shift())
    }
    if (!mapping.enabled) return
    if (node.backlog(mapping.wire) === 0) return sawNothing(node, mapping)
    sawBacklog(node, mapping)
    if (mapping.active >= limitOf(node, mapping)) return awaitMore(node, index, untilMore(node, mapping))
    if (settings.provisioned && !mayPoll(node, mapping)) return awaitMore(node, index, untilNextSecond(node))
    const inBatch = mapping.gathering === NONE ? 0 : node.state.batches.held[mapping.gathering]!.messages.length
    if (node.lease(mapping.wire, Math.min(RECEIVE_MOST, batchSizeOf(node, mapping) - inBatch), mapping.received) === 0) return
    stow(node, index)
  }
}

const batchSizeOf = (node: FunctionNode, mapping: Mapping): number => Math.min(settingsOf(mapping).batchSize, node.quotas.sqsBatchMax)

function awaitMore(node: FunctionNode, index: number, delay: Micros): void {
  const mapping = node.state.mappings[index]!
  if (mapping.growing || delay === Number.POSITIVE_INFINITY) return
  mapping.growing = true
  node.later(delay, roomGrows, index)
}

/** Puts what was received into the batch that gathers. */
function stow(node: FunctionNode, index: number): void {
  const mapping = node.state.mappings[index]!
  const settings = settingsOf(mapping)
  const { received } = mapping
  const { sizeBytes } = node.messages
  const { held } = node.state.batches
  const most = batchSizeOf(node, mapping)
  const taken = received.messages.length
  node.add(POLLED, taken)
  for (let i = 0; i < taken; i++) {
    const message = received.messages[i]!
    const receipt = received.receipts[i]!
    if (settings.filters.length > 0 && !passesFilters(node, mapping, message, receipt)) continue
    const size = sizeBytes[message]! + AROUND_BODY
    if (mapping.gathering !== NONE && held[mapping.gathering]!.bytes + size > node.quotas.lambdaSyncPayloadBytes) close(node, mapping)
    if (mapping.gathering === NONE) begin(node, index, message)
    const batch = held[mapping.gathering]!
    batch.messages.push(message)
    batch.receipts.push(receipt)
    batch.bytes += size
    mapping.bytes += size
    if (batch.messages.length >= most) close(node, mapping)
  }
  if (settings.windowSec === 0 && mapping.gathering !== NONE) close(node, mapping)
}

/** LAM-FIL-03: what matches no filter is deleted, and never reaches the function. */
function passesFilters(node: FunctionNode, mapping: Mapping, message: MessageId, receipt: number): boolean {
  if (passes(node, mapping.wire, { messages: [message], receipts: [receipt] })) return true
  node.add(FILTERED_OUT)
  node.settle(mapping.wire, receipt, 'delete')
  return false
}

/** LAM-ESM-02: the window opens with the first message. D-16: so does the time in which all must be done. */
function begin(node: FunctionNode, index: number, first: MessageId): void {
  const mapping = node.state.mappings[index]!
  const slot = openBatch(node, index)
  const batch = node.state.batches.held[slot]!
  mapping.gathering = slot
  batch.serial = node.messages.serial[first]!
  batch.until = mapping.received.until ?? Number.POSITIVE_INFINITY
  const { windowSec } = settingsOf(mapping)
  if (windowSec > 0) batch.window = node.after(sec(windowSec), windowEnds, slot)
}

export const windowEnds = timer<FunctionNode>('refill', (node, slot) => {
  const batch = node.state.batches.held[slot]!
  const mapping = node.state.mappings[batch.mapping]!
  // LAM-SQS-01: with very little traffic the long poll is waited for, however short the window.
  const longPoll = batch.opened + LONG_POLL - node.now
  if (!node.strict && batch.messages.length === 1 && longPoll > 0) {
    batch.window = node.after(longPoll, windowEnds, slot)
    return
  }
  close(node, mapping)
})

/** The batch is complete: it is invoked, or waits for its turn. */
function close(node: FunctionNode, mapping: Mapping): void {
  const slot = mapping.gathering
  mapping.gathering = NONE
  node.cancel(node.state.batches.held[slot]!.window)
  if (mapping.waiting.length === 0 && mapping.active < limitOf(node, mapping)) dispatch(node, mapping, slot)
  else mapping.waiting.push(slot)
}

function dispatch(node: FunctionNode, mapping: Mapping, slot: number): void {
  mapping.active++
  const { messages } = node.state.batches.held[slot]!
  // LAM-REC-02: a loop is no throttle; the messages come back when their time is over.
  if (batchLoops(node, messages)) restUntilEnd(node, slot)
  else offer(node, slot)
}

/** LAM-SQS-08: tried at 0, 1, 3, 7, 15, 31, 61 … s, never at or after the end of the visibility timeout. */
function offer(node: FunctionNode, slot: number): void {
  const batch = node.state.batches.held[slot]!
  if (invoke(node, BATCH, slot) === 0) return node.add(INVOKED, batch.messages.length)
  const delay = sec(Math.min(LONGEST_WAIT_SEC, 2 ** Math.min(batch.throttles, 5)))
  batch.throttles++
  if (node.now + delay < batch.until) node.after(delay, again, slot)
  else restUntilEnd(node, slot)
}

export const again = timer<FunctionNode>('retry', (node, slot) => offer(node, slot))

/** Nothing more is tried; the poller is free again when the queue shows the messages to all. */
function restUntilEnd(node: FunctionNode, slot: number): void {
  const batch = node.state.batches.held[slot]!
  node.after(Math.max(batch.until - node.now, LEAST_REST), letGo, slot)
}

const letGo = timer<FunctionNode>('refill', (node, slot) => {
  const batch = node.state.batches.held[slot]!
  node.add(FAILED_INVOKES, batch.messages.length)
  leave(node, slot)
})

/** The function ended; `why` is 0 or a function error. Without an answer the handler model has returned. */
export function batchEnded(node: FunctionNode, slot: number, why: number, answer?: Content): void {
  const batch = node.state.batches.held[slot]!
  const mapping = node.state.mappings[batch.mapping]!
  if (why === 0) settleAll(node, slot, answer)
  else {
    // LAM-SQS-06: nothing is deleted, and there are fewer pollers for a while.
    node.add(FAILED_INVOKES, batch.messages.length)
    functionFailed(node, mapping)
  }
  leave(node, slot)
}

function settleAll(node: FunctionNode, slot: number, answer: Content | undefined): void {
  const batch = node.state.batches.held[slot]!
  const mapping = node.state.mappings[batch.mapping]!
  const failed = failuresOf(node, mapping, batch, answer)
  const { receipts } = batch
  let deleted = 0
  for (let i = 0; i < receipts.length; i++) {
    if (failed?.[i]) continue
    node.settle(mapping.wire, receipts[i]!, 'delete')
    deleted++
  }
  node.add(DELETED, deleted)
  functionSucceeded(node, mapping)
}

function leave(node: FunctionNode, slot: number): void {
  const { mapping: index } = node.state.batches.held[slot]!
  const mapping = node.state.mappings[index]!
  freeBatch(node, slot)
  mapping.active--
  if (mapping.waiting.length > 0 || node.backlog(mapping.wire) > 0) lookSoon(node, index)
}

/** Part of the behaviour's list. */
export const QUEUE_TIMERS = [poll, roomGrows, longPollEnds, windowEnds, again, letGo] as const
