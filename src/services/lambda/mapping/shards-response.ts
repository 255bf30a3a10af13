import type { ShardMapping } from '../../../contract/mapping.ts'
import type { Content } from '../../../contract/messages.ts'
import { holds } from '../model.ts'
import type { FunctionNode } from '../state.ts'
import { resultOf } from '../versions.ts'
import { judgeBatchResponse } from './queue-response.ts'
import type { Lane } from './shards-state.ts'
import { sequenceOf, type StreamRecord } from './shards-event.ts'

/** LAM-STR-07: the place in the batch of the first record that the function names, or -1. */
export function firstFailed(node: FunctionNode, lane: Lane, settings: ShardMapping, answer: Content | undefined): number {
  const { messages, positions } = lane.batch
  if (answer === undefined && settings.failItems !== '') return messages.findIndex((record) => holds(node.messages.content[record], settings.failItems))
  const result = answer ?? resultOf(node.state, settings.qualifier)
  if (result === null) return -1
  const { wire } = node.state.shards.mappings[lane.mapping]!
  const { Records } = node.eventOf(wire, { messages, receipts: positions }) as { readonly Records: readonly StreamRecord[] }
  return judgeBatchResponse(result, Records.map(sequenceOf)).indexOf(true)
}

/** D-13: a reply without a state hands on an empty one. */
export function stateIn(node: FunctionNode, settings: ShardMapping, answer: Content | undefined): Content {
  const result = answer ?? resultOf(node.state, settings.qualifier)
  return typeof result === 'object' && result !== null && Object.hasOwn(result, 'state') ? (result as { readonly state: Content }).state : {}
}
