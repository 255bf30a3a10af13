import { Background, BackgroundVariant, type EdgeTypes, ReactFlow, ReactFlowProvider } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { CameraBridge } from '../../canvas/CameraBridge.tsx'
import { toFlowEdges, toFlowNodes } from '../../canvas/flow-model.ts'
import { Moving } from '../../canvas/Moving.tsx'
import { NODE_TYPES } from '../../canvas/node-types.tsx'
import { Arrows, WireEdge } from '../../canvas/WireEdge.tsx'
import { camera } from '../../stores/camera.ts'
import { drawingStore, useDrawing } from '../../stores/drawing.ts'
import styles from './Embed.module.css'

const EDGE_TYPES: EdgeTypes = { wire: WireEdge }
const FIT = { padding: 0.1, maxZoom: 1 }
const NOTHING: ReadonlySet<string> = new Set()

/** The canvas to look at: it moves and zooms, and changes nothing. A wheel over it scrolls the page around it. */
export function EmbedCanvas() {
  const drawing = useDrawing((one) => one)
  const opened = useStore(drawingStore, (state) => state.opened)
  const nodes = useMemo(() => toFlowNodes(drawing, NOTHING, []), [drawing])
  const edges = useMemo(() => toFlowEdges(drawing, NOTHING, []), [drawing])
  const box = useRef<HTMLDivElement>(null)

  // The frame is sized by the page around it, often after loading.
  useEffect(() => {
    const resized = new ResizeObserver(() => camera().fit())
    resized.observe(box.current!)
    return () => resized.disconnect()
  }, [])

  return (
    <div ref={box} className={styles.canvas}>
      <Arrows />
      <ReactFlowProvider>
        <ReactFlow
          defaultNodes={nodes} defaultEdges={edges} key={opened} nodeTypes={NODE_TYPES} edgeTypes={EDGE_TYPES}
          nodesDraggable={false} nodesConnectable={false} nodesFocusable={false} edgesFocusable={false} elementsSelectable={false}
          disableKeyboardA11y deleteKeyCode={null} zoomOnScroll={false} preventScrolling={false} zoomOnDoubleClick={false}
          minZoom={0.1} maxZoom={2.5} fitView fitViewOptions={FIT} attributionPosition="top-right"
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1.3} color="var(--grid)" />
          <CameraBridge opened={opened} />
          <Moving />
        </ReactFlow>
      </ReactFlowProvider>
    </div>
  )
}
