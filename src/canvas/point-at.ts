import { pause, pick, runStore } from '../stores/run.ts'
import { type Dots, dotAt } from './dots.ts'

/** Fetched with the first run. */
let words: typeof import('../stores/words.ts') | undefined

/** Names the dot under the pointer, and opens its biography when it is pressed. */
export function attachPointer(canvas: HTMLCanvasElement, dots: Dots): () => void {
  const area = canvas.closest<HTMLElement>('.react-flow')
  if (!area) return () => {}
  const hit = (event: MouseEvent): number => {
    const box = canvas.getBoundingClientRect()
    return dotAt(dots, event.clientX - box.left, event.clientY - box.top)
  }
  const onMove = (event: PointerEvent) => {
    const { recording } = runStore.getState()
    const dot = recording && event.buttons === 0 ? hit(event) : -1
    if (dot < 0 || !recording) {
      if (area.title !== '') area.removeAttribute('title')
      return
    }
    if (!words) {
      void import('../stores/words.ts').then((part) => { words = part })
      return
    }
    const { placeOf, verbOf } = words
    area.title = `Message ${dots.serial[dot]}: ${verbOf(dots.kind[dot]!)}, ${placeOf(recording, dots.kind[dot]!, dots.wire[dot]!)}`
  }
  const onClick = (event: MouseEvent) => {
    if (!runStore.getState().recording) return
    const dot = hit(event)
    if (dot < 0) return
    event.stopPropagation()
    pause()
    pick(dots.serial[dot]!)
  }
  area.addEventListener('pointermove', onMove)
  area.addEventListener('click', onClick, true)
  return () => {
    area.removeEventListener('pointermove', onMove)
    area.removeEventListener('click', onClick, true)
  }
}
