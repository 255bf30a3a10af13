/** SQS-01: a receive hides messages from others, counts, and moves those to the dead-letter queue that came too often. */
import { sec } from '../../base/units.ts'
import { type MessageId, NONE } from '../../contract/messages.ts'
import type { Batch } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { buryIfWorn } from './redrive.ts'
import { EMPTY, levels, LOCKED, type QueueNode, RECEIVED, REQUESTS } from './state.ts'
import { hide } from './visible.ts'

/** SQS-02: a standard queue spreads its messages over hosts, and a receive asks them in no fixed order. */
export const HOSTS = 4
export const EVERY_HOST = 2 ** HOSTS - 1
/** LAM-SQS-01: one ReceiveMessage brings at most so many. */
export const RECEIVE_MOST = 10

/** How much a receive that asks every host could get. */
export const available = ({ state }: QueueNode): number => (state.groups === undefined ? state.visible.length : state.groups.backlog)

/** `hosts`: those that are asked, a bit for each. */
export function receive(node: QueueNode, max: number, into: Batch, hosts = EVERY_HOST): number {
  const { state, quotas } = node
  const { groups, hidden } = state
  if (available(node) === 0) {
    node.add(EMPTY)
    node.add(REQUESTS)
    return 0
  }
  node.add(REQUESTS)
  // SQS-03: at the limit of messages in flight a receive comes back empty.
  const room = (groups === undefined ? quotas.sqsInFlight : quotas.sqsFifoInFlight) - hidden.inFlight
  const most = Math.min(max, RECEIVE_MOST, room)
  into.until = node.now + sec(node.config.visibilityTimeoutSec)
  if (hosts !== EVERY_HOST) fromSome(node, most, into, hosts)
  else if (groups === undefined) fromStandard(node, most, into)
  else fromGroups(node, most, into)
  const taken = into.messages.length
  if (taken > 0) node.add(RECEIVED, taken)
  else if (hosts !== EVERY_HOST) node.add(EMPTY)
  levels(node)
  return taken
}

function fromStandard(node: QueueNode, most: number, into: Batch): void {
  const { visible } = node.state
  const disorder = !node.strict && node.config.disorder
  while (into.messages.length < most && visible.length > 0) {
    if (disorder && visible.length > 1) bringForward(node)
    // A ring gives doubles, and whatever has met one is compiled anew.
    const message = visible.shift() | 0
    if (!buryIfWorn(node, message)) deliver(node, message, into)
  }
}

/** A short poll: what stands on other hosts is passed over, and stays. */
function fromSome(node: QueueNode, most: number, into: Batch, hosts: number): void {
  const { visible } = node.state
  let at = 0
  while (into.messages.length < most && at < visible.length) {
    const message = visible.at(at)
    if ((hosts & (1 << node.messages.serial[message]! % HOSTS)) === 0) {
      at++
      continue
    }
    visible.removeAt(at)
    if (!buryIfWorn(node, message)) deliver(node, message, into)
  }
}

/** D-14: from the group whose oldest message came first, then from the next; each is locked until its messages are settled. */
function fromGroups(node: QueueNode, most: number, into: Batch): void {
  const groups = node.state.groups!
  while (into.messages.length < most) {
    const group = groups.open()
    if (group === NONE) break
    while (into.messages.length < most) {
      const message = groups.shift(group)
      if (message === NONE) break
      if (buryIfWorn(node, message)) continue
      groups.lock(group)
      deliver(node, message, into)
    }
    groups.close(group)
  }
  node.level(LOCKED, groups.locked)
}

function deliver(node: QueueNode, message: MessageId, into: Batch): void {
  const { messages } = node
  const until = into.until!
  const tries = messages.tries[message]! + 1
  messages.tries[message] = tries
  if (tries === 1) messages.y[message] = node.now
  else node.state.hidden.forget(message)
  into.messages.push(message)
  into.receipts.push(hide(node, message, until, false))
  node.note(K.leased, message, until, tries)
}

/** Lets one of the next few overtake the oldest. */
function bringForward(node: QueueNode): void {
  const { visible, chance } = node.state
  const chosen = chance.below(Math.min(HOSTS, visible.length))
  if (chosen === 0) return
  const first = visible.at(0)
  visible.set(0, visible.at(chosen))
  visible.set(chosen, first)
}
