/** Where messages stand while anybody may receive them, and how they get there: the way in, and the way back. */
import { slotOf } from '../../base/slots.ts'
import { type Micros, sec, toMs } from '../../base/units.ts'
import type { MessageId } from '../../contract/messages.ts'
import type { Lease } from '../../contract/service.ts'
import { timer } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import type { Lane } from './hidden.ts'
import { DELAYED, levels, LOCKED, type QueueNode, tell } from './state.ts'

/** Delivery delays that are over, oldest first: one timer for all. */
export const delaysEnd = timer<QueueNode>('refill', (node) => showDue(node, node.state.hidden.delays))
/** The same for visibility timeouts. */
export const leasesEnd = timer<QueueNode>('refill', (node) => showDue(node, node.state.hidden.leases))
/** For the few that are due before others that were hidden earlier: a shortened time, a message's own delay. */
export const oneEnds = timer<QueueNode>('refill', (node, receipt) => {
  const { hidden } = node.state
  if (hidden.hides(receipt) && hidden.until[slotOf(receipt)]! <= node.now) reappear(node, receipt)
})

/** Hides a message; the receipt is the only way to it until then. */
export function hide(node: QueueNode, message: MessageId, until: Micros, delayed: boolean): Lease {
  const { hidden } = node.state
  const receipt = hidden.add(message, node.now, until, delayed)
  waitFor(node, receipt, until, delayed ? hidden.delays : hidden.leases)
  return receipt
}

export function waitFor(node: QueueNode, receipt: Lease, until: Micros, lane: Lane): void {
  if (!lane.enter(slotOf(receipt), until)) node.after(until - node.now, oneEnds, receipt)
  else if (lane.timerAt === Number.POSITIVE_INFINITY) arm(node, lane)
}

function arm(node: QueueNode, lane: Lane): void {
  lane.timerAt = lane.next
  if (lane.timerAt !== Number.POSITIVE_INFINITY) node.later(lane.timerAt - node.now, lane === node.state.hidden.delays ? delaysEnd : leasesEnd, 0)
}

function showDue(node: QueueNode, lane: Lane): void {
  const { hidden } = node.state
  for (let slot = lane.due(node.now); slot >= 0; slot = lane.due(node.now)) {
    const receipt = hidden.receipts.receiptAt(slot)
    const until = hidden.until[slot]!
    // SQS-09: its time was changed meanwhile.
    if (until > node.now) waitFor(node, receipt, until, lane)
    else reappear(node, receipt)
  }
  arm(node, lane)
}

/** Nobody deleted it in time, or its delay is over: anyone may receive it (again), if it is not too old by now. */
export function reappear(node: QueueNode, receipt: Lease): void {
  const { hidden, groups } = node.state
  const delayed = hidden.isDelayed(receipt)
  // SQS-05: a FIFO queue takes no delete with a receipt whose time is over.
  const message = delayed || groups !== undefined ? hidden.take(receipt) : hidden.show(receipt)
  const tooOld = node.messages.x[message]! + sec(node.config.retentionSec) <= node.now
  if (!tooOld) put(node, message)
  if (delayed) node.level(DELAYED, hidden.delayed)
  else if (groups !== undefined) unlock(node, message)
  if (tooOld) expire(node, message)
  levels(node)
  tell(node)
}

export function put(node: QueueNode, message: MessageId): void {
  const { visible, groups } = node.state
  if (groups === undefined) visible.push(message)
  else groups.add(message)
  node.note(K.visible, message, groups === undefined ? visible.length : groups.visible, node.messages.tries[message]!)
}

/** A message of a FIFO queue is not in flight any more; its group may be free. */
export function unlock(node: QueueNode, message: MessageId): boolean {
  const groups = node.state.groups!
  const free = groups.unlock(message)
  node.level(LOCKED, groups.locked)
  return free
}

/** Takes a visible message out because it is too old. */
export function expireVisible(node: QueueNode, message: MessageId): void {
  const { visible, groups } = node.state
  if (groups === undefined) visible.remove(message)
  else groups.remove(message)
  expire(node, message)
}

function expire(node: QueueNode, message: MessageId): void {
  node.state.hidden.forget(message)
  node.note(K.expired, message, toMs(node.now - node.messages.x[message]!))
  over(node, message, O.expired)
}

/** The message is over; nobody holds a receipt that could still delete it. */
export function over(node: QueueNode, message: MessageId, outcome: number): void {
  const { groups, ages } = node.state
  if (groups !== undefined) groups.leave(message)
  ages.remove(message)
  node.end(message, outcome)
}
