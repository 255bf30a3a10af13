/**
 * Loop detection: a function that set itself off again, directly or through a queue, a topic or a bucket, is stopped
 * after sixteen rounds. The count travels with the messages (see `Lineage`), so a retry of one message does not add to
 * it, and neither does fan-out; through other services the trail is lost.
 */
import type { MessageId } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import type { Role, WireEnd } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { type FunctionNode, RECURSIONS } from './state.ts'

export const RECURSION = reason('RecursiveInvocationException')

/** LAM-REC-01: services that pass the trail on. */
const CARRY: ReadonlySet<Role> = new Set<Role>(['function', 'queue', 'fifo', 'topic', 'fifoTopic', 'bucket'])

/** Whether this message may not invoke the function any more; counted and noted when it is so. */
export function loopStops(node: FunctionNode, message: MessageId): boolean {
  if (!node.loops || node.config.recursion === 'Allow') return false
  const rounds = node.messages.lineage[message]?.[node.id] ?? 0
  if (rounds < node.quotas.recursionStop) return false
  node.add(RECURSIONS)
  node.note(K.refused, message, rounds + 1, RECURSION)
  return true
}

/** LAM-REC-02: one such message stops its whole batch. */
export function batchLoops(node: FunctionNode, messages: readonly MessageId[]): boolean {
  if (!node.loops) return false
  for (const message of messages) if (loopStops(node, message)) return true
  return false
}

/** What an invocation sends carries the trail of what set it off, and one round more of this function. */
export function leaveTrail(node: FunctionNode, cause: MessageId, message: MessageId, wire: WireEnd): void {
  const { lineage } = node.messages
  const before = lineage[cause]
  if (!node.loops && before === undefined) return
  if (!CARRY.has(wire.peer.role)) lineage[message] = undefined
  else if (node.loops) lineage[message] = { ...before, [node.id]: (before?.[node.id] ?? 0) + 1 }
}
