import { camera } from './camera.ts'
import { change, drawingStore, present } from './drawing.ts'
import { moveNodes } from './edits.ts'
import { around, type Box, boxOf, contentsOf, type Thing, thingsOf } from './frames.ts'

export type Side = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom' | 'row' | 'column'
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
  const boxes = nodes.map((node) => ({ id: node.id, ...boxOf(node) }))
  const all = around(boxes)!
  const put = (place: (box: Box) => { x: number; y: number }): Places => new Map(boxes.map((box) => [box.id, place(box)]))
  switch (side) {
    case 'left': return put(({ y }) => ({ x: all.x, y }))
    case 'centre': return put(({ y, width }) => ({ x: Math.round(all.x + (all.width - width) / 2), y }))
    case 'right': return put(({ y, width }) => ({ x: all.x + all.width - width, y }))
    case 'top': return put(({ x }) => ({ x, y: all.y }))
    case 'middle': return put(({ x, height }) => ({ x, y: Math.round(all.y + (all.height - height) / 2) }))
    case 'bottom': return put(({ x, height }) => ({ x, y: all.y + all.height - height }))
    case 'row': return spread(nodes, 'x', 'width')
    case 'column': return spread(nodes, 'y', 'height')
  }
}

/** Those at the ends stay; those that would overlap are pushed apart. */
function spread(nodes: readonly Thing[], axis: 'x' | 'y', size: 'width' | 'height'): Places {
  const sorted = [...nodes].sort((a, b) => a[axis] - b[axis])
  const first = sorted[0]![axis]
  const gaps = sorted.length - 1
  const pitch = Math.max((sorted.at(-1)![axis] - first) / gaps, Math.max(...nodes.map((node) => boxOf(node)[size])) + 20)
  return new Map(sorted.map((node, index) => [node.id, { x: node.x, y: node.y, [axis]: Math.round(first + pitch * index) }]))
}
