import type { Dice } from '../../base/dice.ts'
import { Ring } from '../../base/ring.ts'
import { type Node, timer, type WireEnd } from '../../contract/service.ts'
import { metric } from '../../contract/trace.ts'
import { Ages } from './ages.ts'
import type { QueueConfig } from './config.ts'
import { Groups } from './groups.ts'
import { Hidden } from './hidden.ts'
import { SeenIds } from './seen-ids.ts'

/**
 * Columns of a message that a queue holds: x when it was sent (the SentTimestamp), y when it was first received or 0,
 * z the serial under which it was first known when it came from another queue, else 0; `tries` is its receive count.
 */
export interface QueueState {
  /** A standard queue's visible messages. */
  readonly visible: Ring
  /** A FIFO queue's, by group; undefined for a standard queue. */
  readonly groups: Groups | undefined
  readonly seen: SeenIds
  readonly hidden: Hidden
  readonly ages: Ages
  readonly chance: Dice
  /** Calls that wait for a message, in the order they came. */
  readonly waiting: Ring
  /** The present batch of deletes: when it was sent, and how many it holds. */
  deletedAt: number
  deletes: number
  /** The wire to the dead-letter queue. */
  readonly deadLetter: WireEnd | undefined
  /** Whether a sample of the oldest message's age is due at the next whole minute. */
  sampling: boolean
  purgedAt: number
  /** The second in which sends are counted, and how many it had: a FIFO queue's limit. */
  second: number
  sends: number
  /** A task that moves messages back: when it began, and the wire it moves along. */
  moving: boolean
  moveBegun: number
  movePerSec: number
}
export type QueueNode = Node<QueueConfig, QueueState>

export const newState = (node: QueueNode): QueueState => ({
  visible: new Ring(),
  groups: node.config.type === 'fifo' ? new Groups() : undefined,
  seen: new SeenIds(),
  hidden: new Hidden(),
  ages: new Ages(),
  chance: node.dice('delivery'), waiting: new Ring(), deletedAt: -1, deletes: 0,
  deadLetter: node.outgoing.find((wire) => wire.port === 'deadLetter'),
  sampling: false, purgedAt: Number.NEGATIVE_INFINITY, second: -1, sends: 0, moving: false, moveBegun: 0, movePerSec: 0,
})

/** Deletes of one instant travel together, ten at most: Lambda sends them so. */
export function countDelete(node: QueueNode): void {
  const { state, now } = node
  if (state.deletedAt === now && state.deletes < 10) {
    state.deletes++
    return
  }
  state.deletedAt = now
  state.deletes = 1
  node.add(REQUESTS)
}

/** There is something to receive: pollers are told, and calls that wait get it within this instant. */
export function tell(node: QueueNode): void {
  node.ready()
  if (node.state.waiting.length > 0) node.later(0, waitersLook, 0)
}

let serve: (node: QueueNode) => void
/** Filled by the behaviour: receiving builds upon what is here. */
export function tellWaitersTo(to: typeof serve): void {
  serve = to
}
export const waitersLook = timer<QueueNode>('poll', (node) => serve(node))

/** SQS-12. */
export const SENT = metric('NumberOfMessagesSent', 'count')
export const RECEIVED = metric('NumberOfMessagesReceived', 'count')
export const DELETED = metric('NumberOfMessagesDeleted', 'count')
export const EMPTY = metric('NumberOfEmptyReceives', 'count')
export const SIZE = metric('SentMessageSize', 'value', 'B')
export const VISIBLE = metric('ApproximateNumberOfMessagesVisible', 'level')
export const IN_FLIGHT = metric('ApproximateNumberOfMessagesNotVisible', 'level')
export const DELAYED = metric('ApproximateNumberOfMessagesDelayed', 'level')
export const AGE = metric('ApproximateAgeOfOldestMessage', 'value', 's', 'max')
export const DEDUPLICATED = metric('NumberOfDeduplicatedSentMessages', 'count')
/** LAM-PRC-05: what is paid for beside sends, and sends that shared a call with others. A batch is one request of ten at most. */
export const REQUESTS = metric('Requests', 'count')
export const SHARED_SENDS = metric('SendsInBatches', 'count')
export const LOCKED = metric('ApproximateNumberOfGroupsWithInflightMessages', 'level')

export const METRICS = [SENT, RECEIVED, DELETED, EMPTY, SIZE, VISIBLE, IN_FLIGHT, DELAYED, AGE, DEDUPLICATED, LOCKED, REQUESTS, SHARED_SENDS] as const

export function levels(node: QueueNode): void {
  const { visible, groups, hidden } = node.state
  node.level(VISIBLE, groups === undefined ? visible.length : groups.visible)
  node.level(IN_FLIGHT, hidden.inFlight)
}
