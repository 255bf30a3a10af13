import { type PointerEvent, useMemo } from 'react'
import { drawingStore, present, select } from '../stores/drawing.ts'
import { openMenu } from '../stores/menu.ts'

const HELD_MS = 500
const STILL_PX = 10

/** A finger held still opens the menu that a right click opens. Not every browser makes one of it. */
export function useLongPress() {
  return useMemo(() => {
    let timer = 0
    let from = { x: 0, y: 0 }
    const cancel = () => clearTimeout(timer)
    return {
      onPointerDownCapture(event: PointerEvent) {
        // A second finger pinches.
        cancel()
        if (event.pointerType !== 'touch' || !event.isPrimary || !(event.target instanceof Element)) return
        const { target } = event
        from = { x: event.clientX, y: event.clientY }
        timer = window.setTimeout(() => open(target, from), HELD_MS)
      },
      onPointerMoveCapture(event: PointerEvent) {
        if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL_PX) cancel()
      },
      onPointerUpCapture: cancel,
      onPointerCancelCapture: cancel,
    }
  }, [])
}

function open(target: Element, at: { x: number; y: number }): void {
  const thing = target.closest('.react-flow__node')?.getAttribute('data-id')
  const wire = target.closest('.react-flow__edge')?.getAttribute('data-id')
  const id = thing ?? wire
  if (id && !drawingStore.getState().selection.has(id)) select([id])
  if (thing) openMenu({ kind: present().nodes.some((node) => node.id === thing) ? 'node' : 'frame', id: thing, at })
  else if (wire) openMenu({ kind: 'wire', id: wire, at })
  else if (target.closest('.react-flow__pane')) openMenu({ kind: 'pane', at })
}
