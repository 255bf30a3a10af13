import type { Quotas } from '../contract/quotas.ts'
import type { NodeView } from '../contract/service.ts'
import type { Scenario } from '../drawing/drawing.ts'
import type { PlanNode, PlanWire } from './plan.ts'

/** A node of a plan as its service's checks see it, with its wires and what stands at their other ends. */
export function viewOf(
  node: PlanNode, nodes: readonly PlanNode[], wires: readonly PlanWire[], scenario: Scenario, quotas: Quotas,
): NodeView {
  const end = (wire: PlanWire, peer: PlanNode) => ({
    id: wire.drawn.id, port: wire.port.id, kind: wire.drawn.kind, config: wire.config, peer: peer.sketch,
  })
  return {
    ...node.sketch, scenario, quotas,
    siblings: nodes.filter((one) => one.service === node.service).map((one) => one.sketch),
    outgoing: wires.filter((wire) => wire.from === node).map((wire) => end(wire, wire.to)),
    incoming: wires.filter((wire) => wire.to === node).map((wire) => end(wire, wire.from)),
  }
}
