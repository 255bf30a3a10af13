import { camera } from './camera.ts'
import { change, drawingStore, present } from './drawing.ts'
import { moveNodes } from './edits.ts'
import { boxOf, contentsOf, type Thing, thingsOf } from './frames.ts'

export type Side = 'left' | 'top' | 'row' | 'column'
type Places = Map<string, { x: number; y: number }>

/** Puts the selected things on one line, or spreads them evenly between the two outermost. One step of undo. */
export function align(side: Side): void {
  const { selection } = drawingStore.getState()
  // What lies in a selected frame goes with the frame.
  const carried = contentsOf(present(), selection)
  const nodes = thingsOf(present()).filter((thing) => selection.has(thing.id) && !carried.has(thing.id))
  if (nodes.length < 2) return
  change(side === 'row' || side === 'column' ? 'Distribute' : 'Align', (drawing) => moveNodes(drawing, aligned(nodes, side)))
  camera().focus(nodes[0]!.id)
}

export function aligned(nodes: readonly Thing[], side: Side): Places {
  const left = Math.min(...nodes.map((node) => node.x))
  const top = Math.min(...nodes.map((node) => node.y))
  if (side === 'left') return new Map(nodes.map((node) => [node.id, { x: left, y: node.y }]))
  if (side === 'top') return new Map(nodes.map((node) => [node.id, { x: node.x, y: top }]))
  return side === 'row' ? spread(nodes, 'x', 'width') : spread(nodes, 'y', 'height')
}

/** Those at the ends stay; those that would overlap are pushed apart. */
function spread(nodes: readonly Thing[], axis: 'x' | 'y', size: 'width' | 'height'): Places {
  const sorted = [...nodes].sort((a, b) => a[axis] - b[axis])
  const first = sorted[0]![axis]
  const gaps = sorted.length - 1
  const pitch = Math.max((sorted.at(-1)![axis] - first) / gaps, Math.max(...nodes.map((node) => boxOf(node)[size])) + 20)
  return new Map(sorted.map((node, index) => [node.id, { x: node.x, y: node.y, [axis]: Math.round(first + pitch * index) }]))
}
