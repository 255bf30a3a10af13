import {
  applyNodeChanges, Background, BackgroundVariant, type Edge, type EdgeChange, type EdgeTypes, MiniMap, type Node, type NodeChange, type NodeTypes, ReactFlow,
  ReactFlowProvider, SelectionMode,
} from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { change, drawingStore, select, useDrawing } from '../stores/drawing.ts'
import { moveNodes } from '../stores/edits.ts'
import { serviceOf } from '../stores/shelf.ts'
import { useView } from '../stores/view.ts'
import { CameraBridge } from './CameraBridge.tsx'
import { Frames } from './Frames.tsx'
import { toFlowEdges, toFlowNodes } from './flow-model.ts'
import { Legend } from './Legend.tsx'
import { NodeCard } from './NodeCard.tsx'
import { Tools } from './Tools.tsx'
import { Arrows, WireEdge } from './WireEdge.tsx'
import { ZoomBar } from './ZoomBar.tsx'
import { useCanvasKeys } from './keys.ts'
import { useWiring } from './wiring.ts'
import styles from './Canvas.module.css'

// Constant, as React Flow would build every card anew at each frame otherwise.
const NODE_TYPES: NodeTypes = { card: NodeCard }
const EDGE_TYPES: EdgeTypes = { wire: WireEdge }
const DELETE_KEYS = null
const RIGHT_BUTTONS = [1, 2]
const MORE_KEYS = ['Shift', 'Meta', 'Control']
const FIT = { padding: 0.1, maxZoom: 1 }
const SNAP: [number, number] = [4, 4]

/** The canvas. `overlay` is laid over the wires: the moving dots of a run. */
export function Canvas({ overlay }: { overlay?: ReactNode }) {
  return (
    <ReactFlowProvider>
      <Flow overlay={overlay} />
    </ReactFlowProvider>
  )
}

function Flow({ overlay }: { overlay: ReactNode }) {
  const drawing = useDrawing((one) => one)
  const selection = useStore(drawingStore, (state) => state.selection)
  const opened = useStore(drawingStore, (state) => state.opened)
  const narrow = useView((view) => view.narrow)
  const panning = useView((view) => view.narrow || view.tool === 'pan')
  const [nodes, setNodes] = useState<Node[]>(() => toFlowNodes(drawing, selection, []))
  // A drawing that is there already is shown whole. On an empty canvas the first node would jump to the middle.
  const [whole] = useState(() => drawing.nodes.length > 0)
  const edges = useRef<Edge[]>([])
  edges.current = toFlowEdges(drawing, selection, edges.current)

  useEffect(() => setNodes((before) => toFlowNodes(drawing, selection, before)), [drawing, selection])

  const onNodesChange = useCallback((changes: NodeChange[]) => {
    follow(changes)
    const own = changes.filter((one) => one.type === 'position' || one.type === 'dimensions')
    if (own.length > 0) setNodes((before) => applyNodeChanges(own, before))
  }, [])
  const onEdgesChange = useCallback((changes: EdgeChange[]) => follow(changes), [])
  const onDragStop = useCallback((_: unknown, __: unknown, dragged: Node[]) => {
    const places = new Map(dragged.map((node) => [node.id, node.position]))
    change(dragged.length > 1 ? `Move ${dragged.length} nodes` : 'Move', (one) => moveNodes(one, places))
  }, [])
  const wiring = useWiring()
  const keys = useCanvasKeys()

  return (
    <div className={styles.canvas} {...keys}>
      <Arrows />
      <ReactFlow
        nodes={nodes} edges={edges.current} nodeTypes={NODE_TYPES} edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange} onEdgesChange={onEdgesChange} onNodeDragStop={onDragStop} onSelectionDragStop={(_, dragged) => onDragStop(_, undefined, dragged)}
        onConnectStart={wiring.onConnectStart} onConnectEnd={wiring.onConnectEnd} isValidConnection={wiring.isValid}
        onPaneContextMenu={wiring.onPaneMenu} onNodeContextMenu={wiring.onNodeMenu} onEdgeContextMenu={wiring.onWireMenu}
        nodesFocusable={false} edgesFocusable={false} disableKeyboardA11y deleteKeyCode={DELETE_KEYS} multiSelectionKeyCode={MORE_KEYS}
        selectionOnDrag={!panning} panOnDrag={panning ? true : RIGHT_BUTTONS} panOnScroll={!narrow} panActivationKeyCode="Space" selectionMode={SelectionMode.Partial}
        minZoom={0.1} maxZoom={2.5} fitView={whole} fitViewOptions={FIT} snapToGrid snapGrid={SNAP} connectionRadius={28} nodeDragThreshold={3}
        elevateNodesOnSelect={false} zoomOnDoubleClick={false} attributionPosition="top-right"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.3} color="var(--grid)" />
        {!narrow && drawing.nodes.length > 0 && (
          <MiniMap className={styles.map!} pannable zoomable ariaLabel="Map of the drawing" nodeColor={mapColour} nodeStrokeWidth={0} nodeBorderRadius={14} maskColor="var(--map-mask)" />
        )}
        <Frames />
        <CameraBridge opened={opened} />
        {overlay}
      </ReactFlow>
      {!narrow && <Tools />}
      {!narrow && <Legend />}
      <ZoomBar />
    </div>
  )
}

/** Takes React Flow's wishes about the selection into the store, which is the only one who knows it. */
function follow(changes: readonly (NodeChange | EdgeChange)[]): void {
  let next: Set<string> | undefined
  for (const one of changes) {
    if (one.type !== 'select') continue
    next ??= new Set(drawingStore.getState().selection)
    if (one.selected) next.add(one.id)
    else next.delete(one.id)
  }
  if (next) select(next)
}

function mapColour(node: Node): string {
  const found = drawingStore.getState().history.present.nodes.find((one) => one.id === node.id)
  return `var(--c-${(found && serviceOf(found.service)?.category) ?? 'neutral'})`
}
