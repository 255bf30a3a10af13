/** What follows from the settings of wires, made anew when they change in mid-run. */
import type { QueueMapping, ShardMapping } from '../../contract/mapping.ts'
import type { WireEnd } from '../../contract/service.ts'
import { switchMappings } from './mapping/queue.ts'
import { isShardWire, switchShards } from './mapping/shards.ts'
import type { FunctionNode } from './state.ts'
import { payloadsOf } from './traits.ts'
import { readRoutes } from './versions.ts'

export function rewired(node: FunctionNode, wire: WireEnd, before: QueueMapping | ShardMapping): void {
  const { state } = node
  if (wire.port === 'calls') state.versions = state.versions.map((one) => ({ ...one, payloads: payloadsOf(one.calls) }))
  readRoutes(node, state)
  const { enabled } = wire.config as QueueMapping | ShardMapping
  if (wire.kind !== 'poll' || enabled === before.enabled) return
  if (isShardWire(wire)) switchShards(node, enabled, wire)
  else switchMappings(node, enabled, wire)
}
