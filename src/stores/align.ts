import type { DrawingNode } from '../drawing/drawing.ts'
import { camera } from './camera.ts'
import { change, drawingStore, present } from './drawing.ts'
import { moveNodes } from './edits.ts'
import { CARD } from './place.ts'

export type Side = 'left' | 'top' | 'row' | 'column'
type Places = Map<string, { x: number; y: number }>

/** Puts the selected nodes on one line, or spreads them evenly between the two outermost. One step of undo. */
export function align(side: Side): void {
  const { selection } = drawingStore.getState()
  const nodes = present().nodes.filter((node) => selection.has(node.id))
  if (nodes.length < 2) return
  change(side === 'row' || side === 'column' ? 'Distribute' : 'Align', (drawing) => moveNodes(drawing, aligned(nodes, side)))
  camera().focus(nodes[0]!.id)
}

export function aligned(nodes: readonly DrawingNode[], side: Side): Places {
  const left = Math.min(...nodes.map((node) => node.x))
  const top = Math.min(...nodes.map((node) => node.y))
  if (side === 'left') return new Map(nodes.map((node) => [node.id, { x: left, y: node.y }]))
  if (side === 'top') return new Map(nodes.map((node) => [node.id, { x: node.x, y: top }]))
  return side === 'row' ? spread(nodes, 'x', CARD.width) : spread(nodes, 'y', CARD.height)
}

/** Those at the ends stay; those that would overlap are pushed apart. */
function spread(nodes: readonly DrawingNode[], axis: 'x' | 'y', size: number): Places {
  const sorted = [...nodes].sort((a, b) => a[axis] - b[axis])
  const first = sorted[0]![axis]
  const gaps = sorted.length - 1
  const pitch = Math.max((sorted.at(-1)![axis] - first) / gaps, size + 20)
  return new Map(sorted.map((node, index) => [node.id, { x: node.x, y: node.y, [axis]: Math.round(first + pitch * index) }]))
}
