import { useStoreApi } from '@xyflow/react'
import { type PointerEvent, useState } from 'react'
import { change } from '../stores/drawing.ts'
import { resize } from '../stores/edits.ts'
import type { Box } from '../stores/frames.ts'
import { snap } from '../stores/place.ts'
import { viewStore } from '../stores/view.ts'

export type Grip = 'n' | 'e' | 's' | 'w' | 'ne' | 'se' | 'sw' | 'nw'

/** The box after its edges were pulled this far, never smaller than the least. */
export function pulled(box: Box, grip: Grip, dx: number, dy: number, least: { readonly width: number; readonly height: number }, round: (value: number) => number = Math.round): Box {
  let { x, y } = box
  let right = x + box.width
  let bottom = y + box.height
  if (grip.includes('e')) right = Math.max(x + least.width, round(right + dx))
  if (grip.includes('w')) x = Math.min(right - least.width, round(x + dx))
  if (grip.includes('s')) bottom = Math.max(y + least.height, round(bottom + dy))
  if (grip.includes('n')) y = Math.min(bottom - least.height, round(y + dy))
  return { x, y, width: right - x, height: bottom - y }
}

/** Pulling edges: shown as it goes, and one step of undo when it is let go. Escape leaves all as it was. */
export function useResize(thing: Box & { readonly id: string }, least: { readonly width: number; readonly height: number }) {
  const [shown, setShown] = useState<Box>()
  const flow = useStoreApi()
  const grip = (one: Grip) => (down: PointerEvent<HTMLElement>) => {
    if (down.button !== 0) return
    down.stopPropagation()
    const handle = down.currentTarget
    // A note grows with its text: what is seen is what is pulled.
    const zoom = flow.getState().transform[2]
    const begun: Box = { ...thing, height: Math.max(thing.height, Math.round((handle.parentElement?.getBoundingClientRect().height ?? 0) / zoom)) }
    const round = viewStore.getState().snap ? snap : Math.round
    let box: Box | undefined
    const move = (event: globalThis.PointerEvent) => {
      box = pulled(begun, one, (event.clientX - down.clientX) / zoom, (event.clientY - down.clientY) / zoom, least, round)
      setShown(box)
    }
    const end = (keep: boolean) => {
      handle.removeEventListener('pointermove', move)
      handle.removeEventListener('pointerup', up)
      handle.removeEventListener('pointercancel', cancel)
      document.removeEventListener('keydown', key, true)
      setShown(undefined)
      const made = box
      if (keep && made) change('Resize', (drawing) => resize(drawing, thing.id, made))
    }
    const up = () => end(true)
    const cancel = () => end(false)
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      end(false)
    }
    handle.setPointerCapture(down.pointerId)
    handle.addEventListener('pointermove', move)
    handle.addEventListener('pointerup', up)
    handle.addEventListener('pointercancel', cancel)
    document.addEventListener('keydown', key, true)
  }
  return { shown, grip }
}
