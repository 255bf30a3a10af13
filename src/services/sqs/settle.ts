/** What a receipt still allows: to delete a message, to show it again, to hide it longer. */
import { slotOf } from '../../base/slots.ts'
import { type Micros, sec } from '../../base/units.ts'
import type { MessageId } from '../../contract/messages.ts'
import type { Lease, Verdict } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import { DELETED, IN_FLIGHT, type QueueNode, VISIBLE, tell } from './state.ts'
import { over, put, reappear, unlock, waitFor } from './visible.ts'

/** SQS-09: counted from the receive. */
const LONGEST_HIDDEN = sec(43_200)

export function settle(node: QueueNode, lease: Lease, verdict: Verdict): void {
  const { hidden } = node.state
  // D-15: the receipt of an earlier receive deletes nothing.
  if (verdict === 'forget' || !hidden.holds(lease)) return
  if (verdict === 'delete') remove(node, lease)
  else if (hidden.hides(lease)) reappear(node, lease)
}

/** SQS-09: the new time counts from now; twelve hours after the receive is the end of it. */
export function hideFor(node: QueueNode, lease: Lease, duration: Micros): boolean {
  const { hidden } = node.state
  if (!hidden.hides(lease)) return false
  const slot = slotOf(lease)
  const until = Math.min(node.now + duration, hidden.since[slot]! + LONGEST_HIDDEN)
  const before = hidden.until[slot]!
  hidden.until[slot] = until
  // A longer time is found when the old one is over.
  if (until < before) waitFor(node, lease, until, hidden.leases)
  return true
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
    if (unlock(node, message)) tell(node)
    over(node, message, O.deleted)
  }
  node.level(IN_FLIGHT, hidden.inFlight)
  if (wasFull) tell(node)
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
    tell(node)
  } else over(node, message, O.deleted)
  if (shown || again) node.level(VISIBLE, visible.length)
}

/** SQS-03: nobody could receive; the first delete lets pollers go on. */
function isFull(node: QueueNode): boolean {
  const { groups, hidden } = node.state
  return hidden.inFlight >= (groups === undefined ? node.quotas.sqsInFlight : node.quotas.sqsFifoInFlight)
}
