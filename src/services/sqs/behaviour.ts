/**
 * A queue. A message is delayed, visible to all, or in flight with one consumer until that deletes it or its time is
 * over. What differs between standard and FIFO is where visible messages stand (visible.ts, groups.ts) and what a send
 * has to pass (send.ts).
 */
import { slotOf } from '../../base/slots.ts'
import { sec } from '../../base/units.ts'
import { type MessageId, WAY_EVENT } from '../../contract/messages.ts'
import type { Behaviour, Lease } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import type { QueueConfig } from './config.ts'
import { queueEvent } from './event.ts'
import { purge } from './purge.ts'
import { receive } from './receive.ts'
import { comesFromQueue, copyOf, moveNext, startRedrive } from './redrive.ts'
import { retentionChanged, retentionEnds, sample } from './retention.ts'
import { refusalOf, sendByHand, store, takeIn, TOO_FAST } from './send.ts'
import { DELETED, EMPTY, IN_FLIGHT, METRICS, newState, type QueueNode, type QueueState, VISIBLE } from './state.ts'
import { delaysEnd, leasesEnd, oneEnds, over, put, reappear, unlock, waitFor } from './visible.ts'

/** SQS-09: counted from the receive. */
const LONGEST_HIDDEN = sec(43_200)

export const behaviour: Behaviour<QueueConfig, QueueState, QueueNode> = {
  timers: [delaysEnd, leasesEnd, oneEnds, retentionEnds, sample, moveNext],
  metrics: METRICS,
  state: newState,

  accept(node, message, wire) {
    const { messages } = node
    const moved = comesFromQueue(wire)
    const refusal = moved ? 0 : refusalOf(node, message)
    if (refusal !== 0) {
      node.note(K.refused, message, messages.sizeBytes[message]!, refusal)
      node.answer(message, refusal === TOO_FAST ? 429 : 400, refusal)
      return
    }
    // Whoever asked, the queue owns the message from here: a request is answered for a copy of its own.
    const kept = messages.way[message] === WAY_EVENT ? message : copyOf(node, message)
    const sentAt = moved && node.state.groups === undefined ? messages.x[kept]! : node.now
    node.answer(message, 200)
    if (moved) store(node, kept, sentAt, true)
    else takeIn(node, kept)
  },

  /** The dead-letter queue did not take it: it stays here. */
  answered(node, message) {
    if (node.messages.status[message]! >= 300) store(node, message, node.messages.x[message]!, true)
  },

  returned: (node, message) => store(node, message, node.now, false),

  lease: (node, _wire, max, into) => receive(node, max, into),

  waited: (node, receives) => node.add(EMPTY, receives),

  settle(node, lease, verdict) {
    const { hidden } = node.state
    // D-15: the receipt of an earlier receive deletes nothing.
    if (verdict === 'forget' || !hidden.holds(lease)) return
    if (verdict === 'delete') remove(node, lease)
    else if (hidden.hides(lease)) reappear(node, lease)
  },

  /** SQS-09: the new time counts from now; twelve hours after the receive is the end of it. */
  hide(node, lease, duration) {
    const { hidden } = node.state
    if (!hidden.hides(lease)) return false
    const slot = slotOf(lease)
    const until = Math.min(node.now + duration, hidden.since[slot]! + LONGEST_HIDDEN)
    const before = hidden.until[slot]!
    hidden.until[slot] = until
    // A longer time is found when the old one is over.
    if (until < before) waitFor(node, lease, until, hidden.leases)
    return true
  },

  backlog: ({ state }) => (state.groups === undefined ? state.visible.length : state.groups.backlog),

  eventOf: (node, batch) => queueEvent(node, batch),

  configured(node, before) {
    if (node.config.retentionSec !== before.retentionSec) retentionChanged(node)
  },

  act(node, verb, config) {
    if (verb === 'send') sendByHand(node, config)
    else if (verb === 'purge') purge(node)
    else if (verb === 'redrive') startRedrive(node, config)
  },
}

function remove(node: QueueNode, lease: Lease): void {
  const { hidden, groups } = node.state
  const wasFull = isFull(node)
  const shown = !hidden.hides(lease)
  const message = hidden.take(lease)
  node.add(DELETED)
  node.note(K.deleted, message)
  if (groups === undefined) removeStandard(node, message, shown)
  else {
    if (unlock(node, message)) node.ready()
    over(node, message, O.deleted)
  }
  node.level(IN_FLIGHT, hidden.inFlight)
  if (wasFull) node.ready()
}

function removeStandard(node: QueueNode, message: MessageId, shown: boolean): void {
  const { visible, chance } = node.state
  // D-15: it shows again, but nobody received it since.
  if (shown) visible.remove(message)
  // GEN-13: one of the copies was out of reach of the delete, and shows again.
  const again = !node.strict && node.config.duplicates > 0 && chance.chance(node.config.duplicates / 100)
  if (again) {
    node.note(K.duplicated, message)
    put(node, message)
    node.ready()
  } else over(node, message, O.deleted)
  if (shown || again) node.level(VISIBLE, visible.length)
}

/** SQS-03: nobody could receive; the first delete lets pollers go on. */
function isFull(node: QueueNode): boolean {
  const { groups, hidden } = node.state
  return hidden.inFlight >= (groups === undefined ? node.quotas.sqsInFlight : node.quotas.sqsFifoInFlight)
}
