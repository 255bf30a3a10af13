import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect } from 'react'
import { attachCamera } from '../stores/camera.ts'
import { setCurrent } from './current.ts'

const FIT = { padding: 0.1, maxZoom: 1, duration: 160 }

/** Lets the rest of the page move the canvas without knowing React Flow. */
export function CameraBridge({ opened }: { opened: number }) {
  const flow = useReactFlow()
  const store = useStoreApi()
  useEffect(() => attachCamera({
    toDrawing(x, y) {
      const box = store.getState().domNode?.getBoundingClientRect()
      if (!box || x < box.left || x > box.right || y < box.top || y > box.bottom) return undefined
      return flow.screenToFlowPosition({ x, y }, { snapToGrid: false })
    },
    toScreen: (x, y) => flow.flowToScreenPosition({ x, y }),
    centre() {
      const box = store.getState().domNode?.getBoundingClientRect()
      return box ? flow.screenToFlowPosition({ x: box.left + box.width / 2, y: box.top + box.height / 2 }, { snapToGrid: false }) : { x: 0, y: 0 }
    },
    fit: (ids) => { void flow.fitView({ ...FIT, ...(ids ? { nodes: ids.map((id) => ({ id })), maxZoom: 1.4 } : {}) }) },
    zoomBy: (factor) => { void flow.zoomTo(flow.getZoom() * factor, { duration: 120 }) },
    zoomTo: (zoom) => { void flow.zoomTo(zoom, { duration: 120 }) },
    focus(id) {
      setCurrent(id)
      // The card may be drawn only after this: wait for it.
      requestAnimationFrame(() => document.getElementById(`node-${id}`)?.focus({ preventScroll: true }))
    },
  }), [flow, store])
  useEffect(() => {
    if (opened === 0) return
    // The cards of the new drawing are measured in the next frames; only then is it known how much to show.
    const timer = setTimeout(() => { void flow.fitView({ padding: 0.1, maxZoom: 1 }) }, 60)
    return () => clearTimeout(timer)
  }, [opened, flow])
  return null
}
