import type { Edge, Node } from '@xyflow/react'
import type { Drawing } from '../drawing/drawing.ts'
import { sidesOf } from './sides.ts'

const NO_DATA = {}

/** Only its title and its border take the pointer: what lies on a frame is reached through it, and so is the canvas. */
const SEE_THROUGH = { pointerEvents: 'none' } as const

/**
 * React Flow keeps nodes of its own: where they are at this instant of a drag, and how large they were measured. The
 * drawing's things are laid over them; whatever did not change stays the same object, and so is not drawn again.
 */
export function toFlowNodes(drawing: Drawing, selection: ReadonlySet<string>, before: readonly Node[]): Node[] {
  const known = new Map(before.map((node) => [node.id, node]))
  const { containers, notes } = drawing
  const settled = (node: Node): Node => {
    const old = known.get(node.id)
    if (!old || old.type !== node.type) return node
    const still = old.position.x === node.position.x && old.position.y === node.position.y
    if (still && (old.selected ?? false) === node.selected && old.width === node.width && old.height === node.height && old.zIndex === node.zIndex) return old
    return { ...old, ...node, position: still ? old.position : node.position }
  }
  // The smaller frame lies upon the larger; all lie below the wires.
  const frames = containers.length < 2 ? containers : [...containers].sort((a, b) => b.width * b.height - a.width * a.height)
  return [
    ...frames.map(({ id, x, y, width, height }, at) => settled({
      id, type: 'frame', position: { x, y }, width, height, data: NO_DATA, selected: selection.has(id), zIndex: at - frames.length - 1, selectable: false, connectable: false, style: SEE_THROUGH,
    })),
    ...notes.map(({ id, x, y, width }) => settled({ id, type: 'note', position: { x, y }, width, data: NO_DATA, selected: selection.has(id), zIndex: -1, connectable: false })),
    ...drawing.nodes.map(({ id, x, y }) => settled({ id, type: 'card', position: { x, y }, data: NO_DATA, selected: selection.has(id) })),
  ]
}

export function toFlowEdges(drawing: Drawing, selection: ReadonlySet<string>, before: readonly Edge[]): Edge[] {
  const nodes = new Map(drawing.nodes.map((node) => [node.id, node]))
  const known = new Map(before.map((edge) => [edge.id, edge]))
  return drawing.wires.map((wire) => {
    const [sourceHandle, targetHandle] = sidesOf(wire, nodes.get(wire.from), nodes.get(wire.to))
    const selected = selection.has(wire.id)
    const old = known.get(wire.id)
    if (old && old.targetHandle === targetHandle && old.selected === selected && old.source === wire.from && old.target === wire.to && old.sourceHandle === sourceHandle) return old
    return { id: wire.id, type: 'wire', source: wire.from, sourceHandle, target: wire.to, targetHandle, selected }
  })
}
