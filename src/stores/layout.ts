import type { LayoutAnswer, LayoutRequest } from '../worker/layout.ts'
import { camera } from './camera.ts'
import { change, drawingStore, present } from './drawing.ts'
import { moveNodes } from './edits.ts'
import { boxOf, moveThings, type Thing } from './frames.ts'
import { snap } from './place.ts'
import { tell } from './toasts.ts'

let worker: Worker | undefined
let last = 0

/** Arranges the selected nodes, or all when fewer than two are selected; one step of undo. */
export async function tidy(): Promise<void> {
  const drawing = present()
  const { selection } = drawingStore.getState()
  const chosen = drawing.nodes.filter((node) => selection.has(node.id))
  const whole = chosen.length <= 1
  // Notes that lie in a frame stay in it; others stay where they were put.
  const nodes: readonly Thing[] = whole ? [...drawing.nodes, ...drawing.notes.filter((note) => note.container !== undefined)] : chosen
  if (nodes.length === 0) return
  const inside = new Set(nodes.map((node) => node.id))
  const request: LayoutRequest = {
    id: ++last,
    nodes: nodes.map((node) => ({ id: node.id, width: boxOf(node).width, height: boxOf(node).height, ...(whole && node.container !== undefined ? { inside: node.container } : {}) })),
    ...(whole ? { frames: drawing.containers.map(({ id, container }) => ({ id, ...(container === undefined ? {} : { inside: container }) })) } : {}),
    edges: drawing.wires.filter((wire) => inside.has(wire.from) && inside.has(wire.to)).map(({ from, to }) => ({ from, to })),
  }
  try {
    const { places, frames } = await ask(request)
    // The arranged part stays where it was: its upper left corner does not move.
    const left = Math.min(...nodes.map((node) => node.x)) - Math.min(...places.map((place) => place.x))
    const top = Math.min(...nodes.map((node) => node.y)) - Math.min(...places.map((place) => place.y))
    const moved = new Map(places.map((place) => [place.id, { x: snap(place.x + left), y: snap(place.y + top) }]))
    const boxes = new Map(frames.map(({ id, x, y, width, height }) => [id, { x: snap(x + left), y: snap(y + top), width: Math.round(width), height: Math.round(height) }]))
    // Of the whole nothing changes its frame; of a part some may come to lie in another.
    change('Arrange', (now) => (whole ? { ...moveThings(now, moved), containers: now.containers.map((one) => ({ ...one, ...boxes.get(one.id) })) } : moveNodes(now, moved)))
    if (whole) setTimeout(() => camera().fit(), 50)
  } catch {
    tell('The layout could not be worked out. The drawing is as it was.', { tone: 'bad' })
  }
}

function ask(request: LayoutRequest): Promise<LayoutAnswer> {
  worker ??= new Worker(new URL('../worker/layout.ts', import.meta.url), { type: 'module' })
  const one = worker
  return new Promise((resolve, reject) => {
    const hear = ({ data }: MessageEvent<LayoutAnswer>) => {
      if (data.id !== request.id) return
      one.removeEventListener('message', hear)
      resolve(data)
    }
    one.addEventListener('message', hear)
    one.addEventListener('error', reject, { once: true })
    one.postMessage(request)
  })
}
