import { Ring } from '../../base/ring.ts'
import { longer } from '../../base/arrays.ts'
import { Slots, slotOf } from '../../base/slots.ts'
import { sec } from '../../base/units.ts'
import { type MessageId, WAY_EVENT } from '../../contract/messages.ts'
import { type Behaviour, type Lease, type Node, timer, type WireEnd } from '../../contract/service.ts'
import { K, metric, O } from '../../contract/trace.ts'
import type { QueueConfig } from './config.ts'

interface QueueState {
  visible: Ring
  leases: Slots
  /** By a lease's slot: its message, and the timer of its end. */
  held: Float64Array
  ends: Float64Array
  delayed: number
}
type QueueNode = Node<QueueConfig, QueueState>

const SENT = metric('NumberOfMessagesSent', 'count')
const RECEIVED = metric('NumberOfMessagesReceived', 'count')
const DELETED = metric('NumberOfMessagesDeleted', 'count')
const VISIBLE = metric('ApproximateNumberOfMessagesVisible', 'level')
const IN_FLIGHT = metric('ApproximateNumberOfMessagesNotVisible', 'level')

const show = timer<QueueNode>('refill', (node, message) => {
  node.state.delayed--
  put(node, message)
})

const leaseEnds = timer<QueueNode>('refill', (node, lease) => {
  const { state } = node
  const message = state.held[slotOf(lease)]!
  state.leases.free(lease)
  put(node, message)
})

/** A message is delayed, visible to all, or leased to one consumer until it is deleted or the lease ends. */
export const behaviour: Behaviour<QueueConfig, QueueState, QueueNode> = {
  timers: [show, leaseEnds],
  metrics: [SENT, RECEIVED, DELETED, VISIBLE, IN_FLIGHT],
  state: () => ({ visible: new Ring(), leases: new Slots(), held: new Float64Array(64), ends: new Float64Array(64), delayed: 0 }),

  accept(node, message) {
    // Whoever asked, the queue owns the message from here: a request is answered for a copy of its own.
    const kept = node.messages.way[message] === WAY_EVENT ? message : node.create(message)
    if (kept !== message) node.messages.content[kept] = node.messages.content[message]
    node.answer(message, 200)
    node.messages.tries[kept] = 0
    node.add(SENT)
    if (node.config.delaySec > 0) {
      node.state.delayed++
      node.note(K.delayed, kept, node.now + sec(node.config.delaySec))
      node.after(sec(node.config.delaySec), show, kept)
    } else put(node, kept)
  },

  lease(node, _wire, max, into) {
    const { visible } = node.state
    while (into.messages.length < max && visible.length > 0) {
      const message = visible.shift()
      const redrive = deadLetterWire(node)
      // SQS-01: it leaves on the receive that would exceed the limit, not on the last failure.
      if (redrive && node.messages.tries[message]! >= redrive.config.maxReceiveCount) {
        bury(node, message, redrive)
        continue
      }
      into.messages.push(message)
      into.receipts.push(hide(node, message))
    }
    levels(node)
    return into.messages.length
  },

  settle(node, lease, verdict) {
    const { state } = node
    // D-15: the receipt of an earlier receive deletes nothing.
    if (!state.leases.holds(lease) || verdict === 'forget') return
    const slot = slotOf(lease)
    const message = state.held[slot]!
    node.cancel(state.ends[slot]!)
    state.leases.free(lease)
    if (verdict === 'release') return put(node, message)
    node.add(DELETED)
    node.note(K.deleted, message)
    node.end(message, O.deleted)
    levels(node)
  },

  backlog: (node) => node.state.visible.length,
}

function put(node: QueueNode, message: MessageId): void {
  node.state.visible.push(message)
  node.note(K.visible, message, node.state.visible.length, node.messages.tries[message]!)
  levels(node)
  node.ready()
}

function hide(node: QueueNode, message: MessageId): Lease {
  const { state, messages } = node
  const lease = state.leases.take()
  const slot = slotOf(lease)
  if (slot >= state.held.length) {
    state.held = longer(state.held)
    state.ends = longer(state.ends)
  }
  messages.tries[message] = messages.tries[message]! + 1
  const hidden = sec(node.config.visibilityTimeoutSec)
  state.held[slot] = message
  state.ends[slot] = node.after(hidden, leaseEnds, lease)
  node.add(RECEIVED)
  node.note(K.leased, message, node.now + hidden, messages.tries[message]!)
  return lease
}

function bury(node: QueueNode, message: MessageId, wire: WireEnd): void {
  const { messages } = node
  const dead = node.create(message)
  messages.content[dead] = messages.content[message]
  node.note(K.deadLettered, message, messages.tries[message]!)
  node.event(wire, dead)
  node.end(message, O.deadLettered)
}

const deadLetterWire = (node: QueueNode): WireEnd | undefined => node.outgoing.find((wire) => wire.port === 'deadLetter')

function levels(node: QueueNode): void {
  node.level(VISIBLE, node.state.visible.length)
  node.level(IN_FLIGHT, node.state.leases.taken)
}
