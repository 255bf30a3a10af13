import { type MouseEvent, type PointerEvent, useMemo } from 'react'
import { camera } from '../../stores/camera.ts'
import { setView, viewStore } from '../../stores/view.ts'

const SLACK_PX = 5

/** Adds what a tile stands for, at the point under the pointer or where it fits; gives its id. */
export type Adds = (at?: { readonly x: number; readonly y: number }) => string

/**
 * Dragging a tile onto the canvas by mouse, pen or finger: pointer events, as the browser's own drag and drop knows no
 * touch. A press that does not move is a click, and adds as Enter does.
 */
export function useDragOut(adds: Adds) {
  return useMemo(() => {
    let dragged = false
    return {
      onPointerDown(down: PointerEvent<HTMLButtonElement>) {
        if (down.button !== 0) return
        const tile = down.currentTarget
        let ghost: HTMLElement | undefined
        dragged = false
        const move = (event: globalThis.PointerEvent) => {
          const far = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > SLACK_PX
          if (!ghost && !far) return
          // A finger that moves up or down scrolls the list; the browser then cancels the pointer.
          ghost ??= makeGhost(tile)
          dragged = true
          ghost.style.translate = `${event.clientX - 20}px ${event.clientY - 17}px`
        }
        const end = (event: globalThis.PointerEvent) => {
          ghost?.remove()
          document.removeEventListener('pointermove', move)
          document.removeEventListener('pointerup', end)
          document.removeEventListener('pointercancel', end)
          if (!dragged || event.type === 'pointercancel') return
          const under = document.elementFromPoint(event.clientX, event.clientY)
          const at = under?.closest('.react-flow') ? camera().toDrawing(event.clientX, event.clientY) : undefined
          if (at) camera().focus(adds(at))
        }
        document.addEventListener('pointermove', move)
        document.addEventListener('pointerup', end)
        document.addEventListener('pointercancel', end)
      },
      onClick(event: MouseEvent) {
        if (dragged && event.detail !== 0) {
          dragged = false
          return
        }
        if (viewStore.getState().narrow) setView({ sheet: undefined })
        camera().focus(adds())
      },
    }
  }, [adds])
}

function makeGhost(tile: HTMLElement): HTMLElement {
  const ghost = tile.cloneNode(true) as HTMLElement
  ghost.setAttribute('aria-hidden', 'true')
  Object.assign(ghost.style, { position: 'fixed', left: '0', top: '0', zIndex: '100', width: `${tile.offsetWidth}px`, pointerEvents: 'none', opacity: '.92' })
  document.body.append(ghost)
  return ghost
}
