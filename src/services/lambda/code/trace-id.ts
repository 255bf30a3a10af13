/** GEN-12, LAM-XR-03: the trace header that code finds in its environment. Its root goes on through queues and topics. */
import { toSec } from '../../../base/units.ts'
import { traceRoot } from '../../../contract/http/ids.ts'
import type { MessageId } from '../../../contract/messages.ts'
import type { FunctionNode } from '../state.ts'
import { samples, segmentId } from '../xray.ts'

/** Decisions of the account's functions by root, the oldest first. Nobody asks again after so many others. */
const MOST_KEPT = 4_096

export function headerFor(node: FunctionNode, message: MessageId, active: boolean): string {
  const { scenario: { seed }, messages } = node
  return `${traceRoot(node, message)};Parent=${segmentId(seed, messages.serial[message]!, node.id)};Sampled=${decides(node, messages.root[message]!, active) ? 1 : 0}`
}

/** LAM-XR-01: whoever traces first decides for all that follow. */
function decides(node: FunctionNode, root: number, active: boolean): boolean {
  const decided = node.shared('traced', () => new Map<number, boolean>())
  const before = decided.get(root)
  if (before !== undefined || !active) return before ?? false
  const { state, now, scenario: { seed } } = node
  const second = Math.floor(toSec(now))
  const sampled = samples(seed, root, true, state.tracedSecond !== second)
  state.tracedSecond = second
  if (decided.size === MOST_KEPT) decided.delete(decided.keys().next().value!)
  decided.set(root, sampled)
  return sampled
}
