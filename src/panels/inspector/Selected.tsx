import '../../stores/settings.ts'
import { useDrawing, useSelection } from '../../stores/drawing.ts'
import { FrameInspector, NoteInspector } from './FrameInspector.tsx'
import { NodeInspector } from './NodeInspector.tsx'
import { SelectionInspector } from './SelectionInspector.tsx'
import { WireInspector } from './WireInspector.tsx'

/** One node, wire, frame or note; or several. */
export function Selected() {
  const chosen = useSelection((ids) => ids)
  const only = chosen.size === 1 ? [...chosen][0] : undefined
  const node = useDrawing((drawing) => drawing.nodes.find((one) => one.id === only))
  const wire = useDrawing((drawing) => drawing.wires.find((one) => one.id === only))
  const frame = useDrawing((drawing) => drawing.containers.find((one) => one.id === only))
  const note = useDrawing((drawing) => drawing.notes.find((one) => one.id === only))
  if (node) return <NodeInspector key={node.id} node={node} />
  if (wire) return <WireInspector key={wire.id} wire={wire} />
  if (frame) return <FrameInspector key={frame.id} frame={frame} />
  if (note) return <NoteInspector key={note.id} note={note} />
  return chosen.size > 1 ? <SelectionInspector count={chosen.size} /> : null
}
