import { sec } from '../../base/units.ts'
import { NONE } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import type { Lease } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import { DELAYED, levels, LOCKED, type QueueNode } from './state.ts'
import { over, unlock } from './visible.ts'

const PURGED = reason('Purged')
const BETWEEN = sec(60)

/** SQS-09: everything goes, in flight and delayed as well; a second purge within a minute is refused, and says so. */
export function purge(node: QueueNode): boolean {
  const { state } = node
  if (node.now - state.purgedAt < BETWEEN) {
    node.note(K.refused, NONE, 0, PURGED)
    return false
  }
  state.purgedAt = node.now
  purgeHidden(node)
  const { visible, groups } = state
  if (groups === undefined) while (visible.length > 0) drop(node, visible.shift())
  else for (let group = groups.open(); group !== NONE; group = groups.open()) {
    for (let message = groups.shift(group); message !== NONE; message = groups.shift(group)) drop(node, message)
  }
  node.level(DELAYED, 0)
  if (groups !== undefined) node.level(LOCKED, 0)
  levels(node)
  return true
}

/** Their receipts are outlived from now on: a consumer that still works on one deletes nothing. Oldest first. */
function purgeHidden(node: QueueNode): void {
  const { hidden, groups } = node.state
  const { serial } = node.messages
  const all: { readonly receipt: Lease; readonly serial: number }[] = []
  for (let slot = 0; slot < hidden.receipts.used; slot++) {
    const receipt = hidden.receipts.receiptAt(slot)
    if (receipt >= 0 && hidden.hides(receipt)) all.push({ receipt, serial: serial[hidden.message[slot]!]! })
  }
  for (const { receipt } of all.sort((a, b) => a.serial - b.serial)) {
    const delayed = hidden.isDelayed(receipt)
    const message = hidden.take(receipt)
    if (groups !== undefined && !delayed) unlock(node, message)
    drop(node, message)
  }
}

function drop(node: QueueNode, message: number): void {
  node.state.hidden.forget(message)
  node.note(K.dropped, message, 0, PURGED)
  over(node, message, O.dropped)
}
