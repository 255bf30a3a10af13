import { type MouseEvent, type PointerEvent, useMemo } from 'react'
import { addService } from '../../stores/actions.ts'
import { camera } from '../../stores/camera.ts'
import { CARD } from '../../stores/place.ts'
import { setView, viewStore } from '../../stores/view.ts'

const SLACK_PX = 5

/**
 * Dragging a tile onto the canvas by mouse, pen or finger: pointer events, as the browser's own drag and drop knows no
 * touch. A press that does not move is a click, and adds the service as Enter does.
 */
export function useDragOut(service: string) {
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
          if (at) camera().focus(addService(service, { x: at.x - CARD.width / 2, y: at.y - 24 }))
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
        camera().focus(addService(service))
      },
    }
  }, [service])
}

function makeGhost(tile: HTMLElement): HTMLElement {
  const ghost = tile.cloneNode(true) as HTMLElement
  ghost.setAttribute('aria-hidden', 'true')
  Object.assign(ghost.style, { position: 'fixed', left: '0', top: '0', zIndex: '100', width: `${tile.offsetWidth}px`, pointerEvents: 'none', opacity: '.92' })
  document.body.append(ghost)
  return ghost
}
