/**
 * A queue. A message is delayed, visible to all, or in flight with one consumer until that deletes it or its time is
 * over. What differs between standard and FIFO is where visible messages stand (visible.ts, groups.ts) and what a send
 * has to pass (send.ts).
 */
import { WAY_EVENT } from '../../contract/messages.ts'
import type { Behaviour } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { called } from './api.ts'
import type { QueueConfig } from './config.ts'
import { queueEvent } from './event.ts'
import { ticket } from './express.ts'
import { serveWaiting, waitEnds } from './poll.ts'
import { purge } from './purge.ts'
import { receive } from './receive.ts'
import { comesFromQueue, copyOf, moveNext, startRedrive } from './redrive.ts'
import { retentionChanged, retentionEnds, sample } from './retention.ts'
import { refusalOf, sendByHand, store, takeIn, TOO_FAST } from './send.ts'
import { hideFor, settle } from './settle.ts'
import { countDelete, EMPTY, METRICS, newState, type QueueNode, type QueueState, REQUESTS, tellWaitersTo, waitersLook } from './state.ts'
import { delaysEnd, leasesEnd, oneEnds } from './visible.ts'

tellWaitersTo(serveWaiting)

export const behaviour: Behaviour<QueueConfig, QueueState, QueueNode> = {
  timers: [delaysEnd, leasesEnd, oneEnds, retentionEnds, sample, moveNext, waitersLook, waitEnds],
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

  waited(node, receives) {
    node.add(EMPTY, receives)
    node.add(REQUESTS, receives)
  },

  settle(node, lease, verdict) {
    if (verdict === 'delete') countDelete(node)
    settle(node, lease, verdict)
  },

  hide: hideFor,

  called,

  backlog: ({ state }) => (state.groups === undefined ? state.visible.length : state.groups.backlog),

  eventOf: (node, batch) => queueEvent(node, batch),

  express: ticket,

  configured(node, before) {
    if (node.config.retentionSec !== before.retentionSec) retentionChanged(node)
  },

  act(node, verb, config) {
    if (verb === 'send') sendByHand(node, config)
    else if (verb === 'purge') purge(node)
    else if (verb === 'redrive') startRedrive(node, config)
  },
}
