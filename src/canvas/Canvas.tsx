import {
  Background, BackgroundVariant, type Edge, type EdgeChange, type EdgeTypes, type Node, type NodeChange, ReactFlow, ReactFlowProvider, SelectionMode,
} from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { type MouseEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { camera } from '../stores/camera.ts'
import { drawingStore, present, select, useDrawing } from '../stores/drawing.ts'
import { isEmpty } from '../stores/frames.ts'
import { useRun } from '../stores/run.ts'
import { setView, useView } from '../stores/view.ts'
import { CameraBridge, fitting } from './CameraBridge.tsx'
import { useDragging } from './dragging.ts'
import { toFlowEdges } from './flow-model.ts'
import { HealthMap } from './HealthMap.tsx'
import { Legend } from './Legend.tsx'
import { useLongPress } from './long-press.ts'
import { NODE_TYPES } from './node-types.tsx'
import { openingView } from './opening-view.ts'
import { Tools } from './Tools.tsx'
import { Arrows, WireEdge } from './WireEdge.tsx'
import { ZoomBar } from './ZoomBar.tsx'
import { useCanvasKeys } from './keys.ts'
import { useWiring } from './wiring.ts'
import styles from './Canvas.module.css'

const EDGE_TYPES: EdgeTypes = { wire: WireEdge }
const DELETE_KEYS = null
const RIGHT_BUTTONS = [1, 2]
const MORE_KEYS = ['Shift', 'Meta', 'Control']
const SNAP: [number, number] = [4, 4]
/** Of a narrow screen: the top bar, the playback and the tabs. */
const BARS = 161

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
  const snap = useView((view) => view.snap)
  const { nodes, onNodesChange: drag, onDragStart, onDrag, onDragStop } = useDragging(drawing, selection)
  // A drawing that is there already is shown whole. On an empty canvas the first node would jump to the middle.
  const [whole] = useState(() => !isEmpty(drawing))
  // Before the first picture the size of the canvas is not known; that of the window is, and of the bars above and below.
  const [begins] = useState(() => (narrow ? openingView(drawing, { width: innerWidth, height: innerHeight - BARS }) : undefined))
  const edges = useRef<Edge[]>([])
  edges.current = toFlowEdges(drawing, selection, edges.current)

  const onNodesChange = useCallback((changes: NodeChange[]) => {
    follow(changes)
    drag(changes)
  }, [drag])
  const onEdgesChange = useCallback((changes: EdgeChange[]) => follow(changes), [])
  const found = useRun((run) => run.findings.length > 0)
  useEffect(() => { if (found) void import('./watch-findings.ts') }, [found])
  const boxed = useBoxedFrames()
  const wiring = useWiring()
  const keys = useCanvasKeys()
  const held = useLongPress()

  return (
    <div className={styles.canvas} {...keys} {...held}>
      <Arrows />
      <ReactFlow
        nodes={nodes} edges={edges.current} nodeTypes={NODE_TYPES} edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange} onEdgesChange={onEdgesChange} onNodeDoubleClick={write} {...boxed}
        onNodeDragStart={onDragStart} onNodeDrag={onDrag} onNodeDragStop={onDragStop} onSelectionDragStart={onDragStart} onSelectionDrag={onDrag} onSelectionDragStop={onDragStop}
        onConnectStart={wiring.onConnectStart} onConnectEnd={wiring.onConnectEnd} isValidConnection={wiring.isValid}
        onPaneContextMenu={wiring.onPaneMenu} onNodeContextMenu={wiring.onNodeMenu} onEdgeContextMenu={wiring.onWireMenu}
        nodesFocusable={false} edgesFocusable={false} disableKeyboardA11y deleteKeyCode={DELETE_KEYS} multiSelectionKeyCode={MORE_KEYS}
        selectionOnDrag={!panning} panOnDrag={panning ? true : RIGHT_BUTTONS} panOnScroll={!narrow} panActivationKeyCode="Space" selectionMode={SelectionMode.Partial}
        minZoom={0.1} maxZoom={2.5} fitView={whole && !begins} fitViewOptions={fitting(narrow)} {...(begins && { defaultViewport: begins })} snapToGrid={snap} snapGrid={SNAP} connectionRadius={28} nodeDragThreshold={3}
        elevateNodesOnSelect={false} zoomOnDoubleClick={false} attributionPosition="top-right"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.3} color="var(--grid)" />
        {!narrow && drawing.nodes.length > 0 && <HealthMap className={styles.map!} />}
        <CameraBridge opened={opened} />
        {overlay}
      </ReactFlow>
      {!narrow && <Tools />}
      <Legend narrow={narrow} />
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

/** A double click on a note or the title of a frame begins to write. */
const write = (_: unknown, node: Node): void => {
  if (node.type !== 'card') setView({ editing: node.id })
}

/** A box drawn by the pointer selects a frame only when it holds all of it: who selects what is in a frame does not mean the frame. */
function useBoxedFrames() {
  return useMemo(() => {
    let from: { x: number; y: number } | undefined
    const at = (event: MouseEvent) => camera().toDrawing(event.clientX, event.clientY)
    return {
      onSelectionStart(event: MouseEvent) {
        from = at(event)
      },
      onSelectionEnd(event: MouseEvent) {
        const to = at(event)
        if (!from || !to) return
        const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)]
        const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)]
        const inside = present().containers.filter((one) => one.x >= left && one.y >= top && one.x + one.width <= right && one.y + one.height <= bottom)
        if (inside.length > 0) select([...drawingStore.getState().selection, ...inside.map((one) => one.id)])
      },
    }
  }, [])
}
