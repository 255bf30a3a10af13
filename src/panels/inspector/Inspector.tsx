import { useDrawing, useSelection } from '../../stores/drawing.ts'
import { NodeInspector } from './NodeInspector.tsx'
import { ScenarioInspector } from './ScenarioInspector.tsx'
import { SelectionInspector } from './SelectionInspector.tsx'
import { WireInspector } from './WireInspector.tsx'

/** What is selected decides: one node, one wire, several, or nothing (then the scenario of the run). */
export function Inspector() {
  const chosen = useSelection((ids) => ids)
  const only = chosen.size === 1 ? [...chosen][0] : undefined
  const node = useDrawing((drawing) => drawing.nodes.find((one) => one.id === only))
  const wire = useDrawing((drawing) => drawing.wires.find((one) => one.id === only))
  if (node) return <NodeInspector key={node.id} node={node} />
  if (wire) return <WireInspector key={wire.id} wire={wire} />
  if (chosen.size > 1) return <SelectionInspector count={chosen.size} />
  return <ScenarioInspector />
}
