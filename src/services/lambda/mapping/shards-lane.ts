/**
 * A lane of a shard: batches in order, one at a time. A batch that fails is tried again, halved, cut at the record that
 * the function names, or given up, and nothing behind it moves until then (LAM-STR-04).
 */
import { type Micros, sec, toMs } from '../../../base/units.ts'
import type { ShardMapping } from '../../../contract/mapping.ts'
import { type Content, type MessageId, NONE } from '../../../contract/messages.ts'
import { reason } from '../../../contract/reasons.ts'
import { timer } from '../../../contract/service.ts'
import { K, O } from '../../../contract/trace.ts'
import { invoke, SHARD } from '../invoke.ts'
import { DROPPED, FAILED_INVOKES, type FunctionNode, INVOKED, ITERATOR_AGE } from '../state.ts'
import { wakeChildren } from './shards.ts'
import { tellDiscarded } from './shards-failure.ts'
import { readOn } from './shards-read.ts'
import { firstFailed, stateIn } from './shards-response.ts'
import { type Lane, laneOf, type Records } from './shards-state.ts'
import { keepState, windowAt } from './shards-window.ts'

const EXHAUSTED = reason('RetryAttemptsExhausted')
const TOO_OLD = reason('RecordAgeExceeded')

const settingsOf = (node: FunctionNode, lane: Lane): ShardMapping => node.state.shards.mappings[lane.mapping]!.wire.config

/** Gathers what is there, and sends the batch when it is full, when nothing more may join it, or when its window ends. */
export function feed(node: FunctionNode, lane: Lane): void {
  if (lane.busy || !node.state.shards.mappings[lane.mapping]!.enabled) return
  const settings = settingsOf(node, lane)
  const closed = gather(node, lane, settings)
  const count = lane.batch.messages.length
  if (count === 0) {
    if (lane.window?.closing) dispatchLast(node, lane)
    else wakeChildren(node, node.state.shards.mappings[lane.mapping]!, lane.shard)
    return
  }
  // LAM-ESM-02; D-12: the window begins with the first record that finds the lane free.
  if (closed || settings.windowSec === 0) return dispatch(node, lane)
  if (lane.windowTimer === NONE) lane.windowTimer = node.after(sec(settings.windowSec), laneWindowEnds, lane.number)
}

/** True when the batch is complete. */
function gather(node: FunctionNode, lane: Lane, settings: ShardMapping): boolean {
  const { messages } = node
  const { batch, pending } = lane
  while (pending.length > 0) {
    const record = pending.at(0)
    if (messages.serial[record] !== lane.serials.at(0)) {
      take(lane)
      node.add(DROPPED)
      continue
    }
    if (batch.messages.length >= settings.batchSize) return true
    const bytes = messages.sizeBytes[record]!
    if (batch.messages.length > 0 && lane.bytes + bytes > node.quotas.lambdaSyncPayloadBytes) return true
    if (settings.tumblingSec > 0 && !joinsWindow(node, lane, settings, messages.born[record]!)) return true
    lane.bytes += bytes
    batch.serials.push(lane.serials.at(0))
    batch.positions.push(lane.positions.at(0))
    batch.messages.push(take(lane))
  }
  return batch.messages.length >= settings.batchSize || lane.window?.closing === true
}

function take(lane: Lane): MessageId {
  lane.serials.shift()
  lane.positions.shift()
  return lane.pending.shift()
}

/** A batch holds records of one tumbling window; the first record of the next one waits until this one is closed. */
function joinsWindow(node: FunctionNode, lane: Lane, settings: ShardMapping, arrived: Micros): boolean {
  if (lane.window) return arrived < lane.window.end
  lane.window = windowAt(arrived, sec(settings.tumblingSec))
  if (lane.window.end > node.now) node.after(lane.window.end - node.now, tumblingEnds, lane.number)
  else lane.window.closing = true
  return true
}

export const tumblingEnds = timer<FunctionNode>('refill', (node, number) => {
  const lane = laneOf(node, number)
  if (!lane.window || lane.window.end > node.now) return
  lane.window.closing = true
  // What arrived in it may not have been polled yet.
  readOn(node, node.state.shards.mappings[lane.mapping]!, lane.shard)
  feed(node, lane)
})

export const laneWindowEnds = timer<FunctionNode>('refill', (node, number) => {
  const lane = laneOf(node, number)
  lane.windowTimer = NONE
  if (!lane.busy && lane.batch.messages.length > 0 && node.state.shards.mappings[lane.mapping]!.enabled) dispatch(node, lane)
})

function dispatch(node: FunctionNode, lane: Lane): void {
  if (lane.windowTimer !== NONE) node.cancel(lane.windowTimer)
  lane.windowTimer = NONE
  lane.busy = true
  attempt(node, lane)
}

/** D-13: the last invocation of a window has no records, and a message of its own stands for it. */
function dispatchLast(node: FunctionNode, lane: Lane): void {
  lane.marker = node.create(NONE)
  dispatch(node, lane)
}

function attempt(node: FunctionNode, lane: Lane): void {
  const { batch } = lane
  if (lane.marker === NONE && !dropOld(node, lane)) return moveOn(node, lane)
  // Throttles are no attempts (LAM-STR-04).
  if (invoke(node, SHARD, lane.number) !== 0) return wait(node, lane)
  lane.tries++
  const last = batch.messages.at(-1)
  if (last === undefined) return
  node.observe(ITERATOR_AGE, toMs(node.now - node.messages.born[last]!))
  node.add(INVOKED, batch.messages.length)
}

/** Takes out what the stream no longer holds, and what is older than may be; false when nothing is left. */
function dropOld(node: FunctionNode, lane: Lane): boolean {
  const { messages, now } = node
  const { maxAgeSec } = settingsOf(node, lane)
  const { batch } = lane
  const oldest = maxAgeSec === null ? Number.NEGATIVE_INFINITY : now - sec(maxAgeSec)
  let gone = 0
  while (gone < batch.messages.length && messages.serial[batch.messages[gone]!] !== batch.serials[gone]) gone++
  let old = gone
  while (old < batch.messages.length && messages.born[batch.messages[old]!]! < oldest) old++
  if (old === 0) return true
  if (gone > 0) node.add(DROPPED, gone)
  if (old > gone) discard(node, lane, part(batch, gone, old), TOO_OLD)
  lane.batch = part(batch, old, batch.messages.length)
  return lane.batch.messages.length > 0
}

export const laneAgain = timer<FunctionNode>('retry', (node, number) => {
  const lane = laneOf(node, number)
  if (node.state.shards.mappings[lane.mapping]!.enabled) attempt(node, lane)
  else lane.asleep = true
})

/** The mapping is enabled again. */
export function awake(node: FunctionNode, lane: Lane): void {
  if (!lane.asleep) return feed(node, lane)
  lane.asleep = false
  attempt(node, lane)
}

/** The invocation ended; `why` is 0 or a function error. */
export function laneEnded(node: FunctionNode, number: number, why: number, answer?: Content): void {
  const lane = laneOf(node, number)
  const settings = settingsOf(node, lane)
  const count = lane.batch.messages.length
  const named = why === 0 && settings.partialBatch && count > 0 ? firstFailed(node, lane, settings, answer) : NONE
  if (lane.window) {
    lane.window.failed = why !== 0
    if (why === 0) keepState(lane.window, stateIn(node, settings, answer))
  }
  if (why === 0 && named === NONE) return moveOn(node, lane)
  node.add(FAILED_INVOKES, named > 0 ? count - named : count)
  if (named > 0) {
    // LAM-STR-07 and D-10: the checkpoint moves to the record that was named, and the rest begins afresh.
    checkpoint(node, lane, lane.batch.positions[named]!)
    lane.batch = part(lane.batch, named, count)
    lane.tries = lane.delays = 0
  } else if (settings.bisect && count > 1) {
    // LAM-STR-06: half rounded down; splitting uses no attempt.
    const half = count >> 1
    lane.halves.push(part(lane.batch, half, count))
    lane.batch = part(lane.batch, 0, half)
    lane.tries = 0
  } else if (settings.maxRetries !== null && lane.tries > settings.maxRetries) {
    if (count > 0) discard(node, lane, lane.batch, EXHAUSTED, why)
    return moveOn(node, lane)
  }
  wait(node, lane)
}

/** D-09: the delay runs from the end of the failed try. LAM-STR-04: 1 s in strict mode, else 0.5, 1, 2 … 60 s. */
function wait(node: FunctionNode, lane: Lane): void {
  const delay = sec(node.strict ? 1 : Math.min(60, 0.5 * 2 ** Math.min(lane.delays, 7)))
  lane.delays++
  node.note(K.waits, laneMessage(node, lane.number), node.now + delay, lane.tries + 1)
  node.after(delay, laneAgain, lane.number)
}

/** The batch is dealt with: on to its right half at once, or to the next batch. */
function moveOn(node: FunctionNode, lane: Lane): void {
  lane.tries = lane.delays = 0
  if (lane.marker !== NONE) {
    node.end(lane.marker, lane.window?.failed ? O.failed : O.succeeded)
    lane.marker = NONE
    lane.window = null
  } else if (lane.batch.messages.length > 0) checkpoint(node, lane, lane.batch.positions.at(-1)! + 1)
  const half = lane.halves.pop()
  if (half) {
    lane.batch = half
    return attempt(node, lane)
  }
  lane.batch.messages.length = lane.batch.positions.length = lane.batch.serials.length = 0
  lane.bytes = 0
  lane.busy = false
  feed(node, lane)
}

function discard(node: FunctionNode, lane: Lane, records: Records, condition: number, why = 0): void {
  node.add(DROPPED, records.messages.length)
  node.note(K.dropped, records.messages[0]!, records.messages.length, condition)
  tellDiscarded(node, lane, records, condition, why)
}

const checkpoint = (node: FunctionNode, lane: Lane, position: number): void => node.note(K.checkpoint, NONE, position, lane.shard)

const part = ({ messages, positions, serials }: Records, from: number, to: number): Records => ({
  messages: messages.slice(from, to), positions: positions.slice(from, to), serials: serials.slice(from, to),
})

export const laneMessage = (node: FunctionNode, number: number): MessageId => {
  const lane = laneOf(node, number)
  return lane.marker === NONE ? lane.batch.messages[0]! : lane.marker
}
export const laneTries = (node: FunctionNode, number: number): number => laneOf(node, number).tries
export const laneWire = (node: FunctionNode, number: number): number =>
  node.state.shards.mappings[laneOf(node, number).mapping]!.wire.index
export const laneContents = (node: FunctionNode, number: number): Content =>
  laneOf(node, number).batch.messages.map((record) => node.messages.content[record])
