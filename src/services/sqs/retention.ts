/** What grows with time: messages too old to keep, and the age of the oldest. */
import { type Micros, sec, toSec } from '../../base/units.ts'
import { type MessageId, NONE } from '../../contract/messages.ts'
import { timer } from '../../contract/service.ts'
import { AGE, levels, type QueueNode } from './state.ts'
import { expireVisible } from './visible.ts'

const MINUTE = sec(60)
/** SQS-12: a message received more often than this is passed over when the oldest is looked for. */
const POISON = 3
/** How many of the oldest are looked at. */
const GLANCE = 64

export function grows(node: QueueNode, message: MessageId): void {
  const { ages } = node.state
  ages.add(message, node.messages)
  // A message moved here may be older than all others.
  if (endOf(node, message) < ages.timerAt) arm(node)
  if (node.state.sampling) return
  node.state.sampling = true
  node.later(MINUTE - (node.now % MINUTE), sample, 0)
}

/** Retention was changed: it holds for the messages that are here, too. */
export function retentionChanged(node: QueueNode): void {
  node.state.ages.timerAt = Number.POSITIVE_INFINITY
  arm(node)
}

function arm(node: QueueNode): void {
  const { ages } = node.state
  const { oldest } = ages
  if (oldest === NONE) return
  ages.timerAt = Math.max(node.now, endOf(node, oldest))
  node.later(ages.timerAt - node.now, retentionEnds, 0)
}

const endOf = (node: QueueNode, message: MessageId): Micros => node.messages.x[message]! + sec(node.config.retentionSec)

/** SQS-01: what nobody deleted is gone. In flight it stays until its consumer is done, or its time is over. */
export const retentionEnds = timer<QueueNode>('refill', (node) => {
  const { ages, hidden } = node.state
  if (node.now < ages.timerAt) return
  ages.timerAt = Number.POSITIVE_INFINITY
  let expired = 0
  for (let message = ages.oldest; message !== NONE; message = ages.oldest) {
    if (endOf(node, message) > node.now) break
    ages.dropOldest()
    if (hidden.isHidden(message)) continue
    expireVisible(node, message)
    expired++
  }
  if (expired > 0) levels(node)
  arm(node)
})

/** CloudWatch gets the age of the oldest message once a minute while the queue holds anything. */
export const sample = timer<QueueNode>('poll', (node) => {
  const { ages } = node.state
  if (ages.oldest === NONE) {
    node.state.sampling = false
    return
  }
  node.observe(AGE, oldestAgeSec(node))
  node.later(MINUTE, sample, 0)
})

function oldestAgeSec(node: QueueNode): number {
  const { messages } = node
  const { ages } = node.state
  let message = ages.oldest
  for (let looked = 0; looked < GLANCE && message !== NONE; looked++, message = ages.after(message)) {
    if (messages.tries[message]! > POISON) continue
    // In a dead-letter queue the age counts from the move.
    return toSec(node.now - (messages.z[message] === 0 ? messages.x[message]! : messages.born[message]!))
  }
  return 0
}
