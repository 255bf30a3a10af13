import { lazy, Suspense } from 'react'
import { useDrawing, useSelection } from '../../stores/drawing.ts'
import { NodeInspector } from './NodeInspector.tsx'
import { ScenarioInspector } from './ScenarioInspector.tsx'
import { SelectionInspector } from './SelectionInspector.tsx'
import { WireInspector } from './WireInspector.tsx'

// Only who draws frames and notes needs them.
const FrameInspector = lazy(async () => ({ default: (await import('./FrameInspector.tsx')).FrameInspector }))
const NoteInspector = lazy(async () => ({ default: (await import('./FrameInspector.tsx')).NoteInspector }))

/** What is selected decides: one node, wire, frame or note, several, or nothing (then the scenario of the run). */
export function Inspector() {
  const chosen = useSelection((ids) => ids)
  const only = chosen.size === 1 ? [...chosen][0] : undefined
  const node = useDrawing((drawing) => drawing.nodes.find((one) => one.id === only))
  const wire = useDrawing((drawing) => drawing.wires.find((one) => one.id === only))
  const frame = useDrawing((drawing) => drawing.containers.find((one) => one.id === only))
  const note = useDrawing((drawing) => drawing.notes.find((one) => one.id === only))
  if (node) return <NodeInspector key={node.id} node={node} />
  if (wire) return <WireInspector key={wire.id} wire={wire} />
  if (frame) return <Suspense><FrameInspector key={frame.id} frame={frame} /></Suspense>
  if (note) return <Suspense><NoteInspector key={note.id} note={note} /></Suspense>
  if (chosen.size > 1) return <SelectionInspector count={chosen.size} />
  return <ScenarioInspector />
}
