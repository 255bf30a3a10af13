import type { TraceKeep } from '../trace/keep.ts'
import { pause, pick, player, runStore } from '../stores/run.ts'
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
    const [kind, wire, serial] = [dots.kind[dot]!, dots.wire[dot]!, dots.serial[dot]!]
    area.title = `Message ${serial}: ${verbOf(kind, '', carries(recording.keep, player.cursor, kind, wire, serial))}, ${placeOf(recording, kind, wire)}`
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

/** What the row of a dot carries besides its kind: the last such row before the camera. Dots do not hold it, for few are pointed at. */
export function carries({ tables }: TraceKeep, now: number, kind: number, wire: number, serial: number): number | undefined {
  for (const table of tables.toReversed()) {
    const { columns } = table
    for (let row = table.atTime(now + 1) - 1; row >= 0; row--) {
      if (columns.serial[row] === serial && columns.kind[row] === kind && columns.place[row] === wire) return columns.b[row]
    }
  }
  return undefined
}
