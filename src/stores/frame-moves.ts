/** What dragging does to frames, for menus and keys. */
import { camera } from './camera.ts'
import { change, drawingStore, present, select } from './drawing.ts'
import { moveNodes, resize } from './edits.ts'
import { around, boxOf, contentsOf, thingsOf, wrapping } from './frames.ts'
import { freePlace } from './place.ts'
import { tell } from './toasts.ts'

const nameOf = (id: string): string => present().containers.find((one) => one.id === id)?.name ?? id

/** By key and menu what dragging does: the selected things go into a frame, each to a free place, and it grows if it must. */
export function putInto(frame: string): void {
  const drawing = present()
  const { selection } = drawingStore.getState()
  const box = drawing.containers.find((one) => one.id === frame)
  const inside = contentsOf(drawing, selection)
  const going = thingsOf(drawing).filter((thing) => selection.has(thing.id) && thing.id !== frame && !inside.has(thing.id) && !inside.has(frame))
  if (!box || going.length === 0) return
  let next = drawing
  for (const thing of going) {
    const place = freePlace({ ...next, nodes: next.nodes.filter((one) => one.id !== thing.id) }, box.x + 24, box.y + 44)
    const now = next.containers.find((one) => one.id === frame)!
    const { width, height } = boxOf(thing)
    const right = Math.max(now.x + now.width, place.x + width + 24)
    const bottom = Math.max(now.y + now.height, place.y + height + 24)
    next = resize(next, frame, { x: now.x, y: now.y, width: right - now.x, height: bottom - now.y })
    next = moveNodes(next, new Map([[thing.id, place]]))
  }
  if (change(`Put into ${box.name || 'frame'}`, () => next)) camera().focus(going[0]!.id)
}

/** The selected things leave the frame that they are in, to its right. */
export function takeOut(): void {
  const drawing = present()
  const { selection } = drawingStore.getState()
  const going = thingsOf(drawing).filter((thing) => selection.has(thing.id) && thing.container !== undefined && !selection.has(thing.container))
  if (going.length === 0) return tell('Nothing that is selected lies in a frame.')
  let next = drawing
  for (const thing of going) {
    const frame = drawing.containers.find((one) => one.id === thing.container)
    if (!frame) continue
    next = moveNodes(next, new Map([[thing.id, freePlace(next, frame.x + frame.width + 28, thing.y)]]))
  }
  if (change(`Take out of ${nameOf(going[0]!.container!) || 'frame'}`, () => next)) camera().focus(going[0]!.id)
}

/** A frame just large enough for what is in it. */
export function fitAround(id: string): void {
  const drawing = present()
  const inside = contentsOf(drawing, new Set([id]))
  const box = around(thingsOf(drawing).filter((thing) => inside.has(thing.id)).map(boxOf))
  if (!box) return tell('There is nothing in this frame.')
  change('Fit frame', (now) => resize(now, id, wrapping(box)))
}

export function selectContents(id: string): void {
  const inside = contentsOf(present(), new Set([id]))
  if (inside.size === 0) return tell('There is nothing in this frame.')
  select(inside)
}
