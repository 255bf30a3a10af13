import type { Edge, Node } from '@xyflow/react'
import type { Drawing } from '../drawing/drawing.ts'
import { sidesOf } from './sides.ts'

const NO_DATA = {}

/**
 * React Flow keeps nodes of its own: where they are at this instant of a drag, and how large they were measured. The
 * drawing's nodes are laid over them; whatever did not change stays the same object, and so is not drawn again.
 */
export function toFlowNodes(drawing: Drawing, selection: ReadonlySet<string>, before: readonly Node[]): Node[] {
  const known = new Map(before.map((node) => [node.id, node]))
  return drawing.nodes.map((node) => {
    const old = known.get(node.id)
    const selected = selection.has(node.id)
    if (!old) return { id: node.id, type: 'card', position: { x: node.x, y: node.y }, data: NO_DATA, selected }
    const still = old.position.x === node.x && old.position.y === node.y
    if (still && (old.selected ?? false) === selected) return old
    return { ...old, selected, position: still ? old.position : { x: node.x, y: node.y } }
  })
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
