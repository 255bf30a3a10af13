/** The way to the dead-letter queue, and the way back. */
import { sec } from '../../base/units.ts'
import type { Config } from '../../contract/config.ts'
import { type MessageId, NONE } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { timer, type WireEnd } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import type { Redrive } from './config.ts'
import { levels, type QueueNode } from './state.ts'
import { over } from './visible.ts'

/** Messages a second that a redrive moves at most, and how long it may take. */
const MOVE_MOST = 500
const MOVE_LONGEST = sec(36 * 3_600)
export const WORN = reason('maxReceiveCount')

/** D-17: it leaves on the receive that would exceed the limit, not on the last failure. True when it is gone. */
export function buryIfWorn(node: QueueNode, message: MessageId): boolean {
  const { deadLetter } = node.state
  if (deadLetter === undefined || node.messages.tries[message]! < (deadLetter.config as Redrive).maxReceiveCount) return false
  const { messages } = node
  node.note(K.deadLettered, message, messages.tries[message]!, WORN)
  const dead = copyOf(node, message)
  // SQS-08: the dead-letter queue goes on with the time of the first send, and with the message's id.
  messages.x[dead] = messages.x[message]!
  messages.z[dead] = messages.z[message] === 0 ? messages.serial[message]! : messages.z[message]!
  node.state.hidden.forget(message)
  over(node, message, O.deadLettered)
  node.event(deadLetter, dead)
  return true
}

export function copyOf(node: QueueNode, message: MessageId): MessageId {
  const { messages } = node
  const copy = node.create(message)
  messages.content[copy] = messages.content[message]
  messages.beside[copy] = messages.beside[message]
  messages.attributes[copy] = messages.attributes[message]
  messages.sizeBytes[copy] = messages.sizeBytes[message]!
  return copy
}

/** Whether the message comes along the redrive policy of another queue. */
export const comesFromQueue = (wire: WireEnd): boolean => wire.port === 'deadLetter' && (wire.peer.role === 'queue' || wire.peer.role === 'fifo')

/** SQS-08: begins to move what is here back to the queue it came from, so many a second. */
export function startRedrive(node: QueueNode, config: Config): void {
  const { state } = node
  if (state.moving || sourceOf(node, NONE) === undefined) return
  const wished = typeof config.perSec === 'number' ? config.perSec : MOVE_MOST
  state.moving = true
  state.moveBegun = node.now
  state.movePerSec = Math.min(MOVE_MOST, Math.max(1, Math.floor(wished)))
  node.later(0, moveNext, 0)
}

/** The queue that a message came from; one that was sent here goes where the others go. */
function sourceOf(node: QueueNode, message: MessageId): WireEnd | undefined {
  const along = message === NONE ? NONE : node.messages.wire[message]
  return node.incoming.find((wire) => wire.index === along && comesFromQueue(wire)) ?? node.incoming.find(comesFromQueue)
}

export const moveNext = timer<QueueNode>('retry', (node, moved) => {
  const { state } = node
  const message = node.now - state.moveBegun < MOVE_LONGEST ? takeOldest(node) : NONE
  const source = sourceOf(node, message)
  if (message === NONE || source === undefined) {
    state.moving = false
    return
  }
  const copy = copyOf(node, message)
  node.state.hidden.forget(message)
  node.note(K.deleted, message)
  over(node, message, O.deleted)
  levels(node)
  node.giveBack(source, copy)
  // Counted from the beginning, so that the rate has no drift.
  const due = state.moveBegun + Math.round(((moved + 1) * 1_000_000) / state.movePerSec)
  node.later(due - node.now, moveNext, moved + 1)
})

function takeOldest(node: QueueNode): MessageId {
  const { visible, groups } = node.state
  if (groups === undefined) return visible.length > 0 ? visible.shift() : NONE
  const group = groups.open()
  if (group === NONE) return NONE
  const message = groups.shift(group)
  groups.close(group)
  return message
}
