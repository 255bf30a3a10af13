import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect, useMemo, useRef } from 'react'
import { attachCamera } from '../stores/camera.ts'
import { drawingStore, present } from '../stores/drawing.ts'
import { boxOf, thingsOf } from '../stores/frames.ts'
import { useView, viewStore } from '../stores/view.ts'
import { useWatchDistance } from './afar.ts'
import { setCurrent } from './current.ts'
import { openingView } from './opening-view.ts'

/** The map, the legend and the tools float over the canvas: what is shown whole stays clear of them, if there is room. */
const CLEAR = { top: '56px', bottom: '158px', x: '5%' } as const
export const fitting = (narrow: boolean) => ({ padding: narrow || innerHeight < 700 ? 0.1 : CLEAR, maxZoom: 1 })

/** Frames: a new card is drawn in the next one, and shown, which it must be to take the focus, once it was measured. */
const PATIENCE = 60

function focusSoon(id: string, frames: number): void {
  requestAnimationFrame(() => {
    const card = document.getElementById(`node-${id}`)
    card?.focus({ preventScroll: true })
    if (document.activeElement !== card && frames > 0) focusSoon(id, frames - 1)
  })
}

/** As CodePane.module.css has it. */
const coveredByCode = (width: number): number => Math.min(width, Math.max(440, width * 0.58))

/** Pixels of the page left free around what is brought into the view. */
const MARGIN = 48

/** How far a span has to be moved to lie within a room. Of what is larger its beginning is enough: a frame's title stands there. */
function inward(begin: number, long: number, room: number): number {
  if (begin >= 0 && begin + Math.min(long, room / 2) <= room) return 0
  const least = Math.min(MARGIN, Math.max(0, (room - long) / 2))
  return begin < least ? least - begin : Math.max(room - least - long, least) - begin
}

/** Lets the rest of the page move the canvas without knowing React Flow. */
export function CameraBridge({ opened }: { opened: number }) {
  const flow = useReactFlow()
  const store = useStoreApi()
  useWatchDistance()
  const { begin, beginning, reveal } = useMemo(() => {
    const beginning = () => {
      const box = viewStore.getState().narrow && store.getState().domNode?.getBoundingClientRect()
      return box ? openingView(present(), box) : undefined
    }
    const begin = (duration = 0) => {
      const view = beginning()
      void (view ? flow.setViewport(view, { duration }) : flow.fitView({ ...fitting(viewStore.getState().narrow), duration }))
    }
    /** What lies outside the view is brought in, by as little as that takes: what was seen beside it stays in sight. */
    const reveal = (id: string, covered = (_width: number) => 0) => {
      const thing = thingsOf(present()).find((one) => one.id === id)
      const box = store.getState().domNode?.getBoundingClientRect()
      if (!thing || !box) return
      const { x: left, y: top, zoom } = flow.getViewport()
      const { x, y, width, height } = boxOf(thing)
      const dx = inward(x * zoom + left, width * zoom, box.width - covered(box.width))
      const dy = inward(y * zoom + top, height * zoom, box.height)
      if (dx !== 0 || dy !== 0) void flow.setViewport({ x: left + dx, y: top + dy, zoom }, { duration: 140 })
    }
    return { begin, beginning, reveal }
  }, [flow, store])
  useEffect(() => {
    return attachCamera({
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
      fit: (ids) => { void flow.fitView({ ...fitting(viewStore.getState().narrow), duration: 160, ...(ids ? { nodes: ids.map((id) => ({ id })), maxZoom: 1.4 } : {}) }) },
      begin: () => begin(160),
      zoomBy: (factor) => { void flow.zoomTo(flow.getZoom() * factor, { duration: 120 }) },
      zoomTo: (zoom) => { void flow.zoomTo(zoom, { duration: 120 }) },
      focus(id) {
        setCurrent(id)
        focusSoon(id, PATIENCE)
        reveal(id)
      },
    })
  }, [flow, store, begin, reveal])
  // The code of a function lies over the right of the canvas: its card is to be seen beside it.
  const code = useView((view) => (view.narrow ? undefined : view.code))
  useEffect(() => { if (code !== undefined) reveal(code, coveredByCode) }, [code, reveal])
  // A sheet takes a part of a narrow screen: what is looked at stays in the part that is left.
  const sheet = useView((view) => (view.narrow ? view.sheet ?? 'none' : undefined))
  const before = useRef({ sheet, height: 0 })
  useEffect(() => {
    const heightNow = () => store.getState().domNode?.clientHeight ?? 0
    if (before.current.height === 0) before.current.height = heightNow()
    if (before.current.sheet === sheet || sheet === undefined) return
    before.current.sheet = sheet
    const timer = setTimeout(() => {
      const { selection } = drawingStore.getState()
      const lower = (heightNow() - before.current.height) / 2
      before.current.height = heightNow()
      const chosen = thingsOf(present()).filter((thing) => selection.has(thing.id)).map((thing) => ({ id: thing.id }))
      if (chosen.length > 0 && sheet === 'inspector') void flow.fitView({ ...fitting(true), nodes: chosen })
      else if (beginning()) {
        // All of it could not be read: what was in the middle stays there.
        const { x, y, zoom } = flow.getViewport()
        void flow.setViewport({ x, y: y + lower, zoom })
      } else void flow.fitView(fitting(true))
    }, 60)
    return () => clearTimeout(timer)
  }, [sheet, flow, store, beginning])
  useEffect(() => {
    if (opened === 0) return
    // The cards of the new drawing are measured in the next frames; only then is it known how much to show.
    const timer = setTimeout(() => begin(), 60)
    return () => clearTimeout(timer)
  }, [opened, begin])
  return null
}
