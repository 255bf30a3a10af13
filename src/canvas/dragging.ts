import { applyNodeChanges, type Node, type NodeChange, type NodePositionChange, useStoreApi } from '@xyflow/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Drawing } from '../drawing/drawing.ts'
import { change, present } from '../stores/drawing.ts'
import { moveNodes } from '../stores/edits.ts'
import { around, type Box, contentsOf, frameAround, thingsOf } from '../stores/frames.ts'
import { CARD } from '../stores/place.ts'
import { viewStore } from '../stores/view.ts'
import { toFlowNodes } from './flow-model.ts'

/** Fetched when something is dragged for the first time. */
let snapping: typeof import('./snap.ts') | undefined
const NEAR_PX = 6
/** Neighbours further away than this are no neighbours. */
const FAR_PX = 900

/** React Flow's nodes while they are dragged: what lies in a frame goes along, and what is dragged snaps to its neighbours. */
export function useDragging(drawing: Drawing, selection: ReadonlySet<string>) {
  const [nodes, setNodes] = useState<Node[]>(() => toFlowNodes(drawing, selection, []))
  // Several changes may come between two pictures: each builds on the one before.
  const live = useRef(nodes)
  const free = useRef(false)
  const flow = useStoreApi()

  useEffect(() => {
    live.current = toFlowNodes(drawing, selection, live.current)
    setNodes(live.current)
  }, [drawing, selection])

  const onNodesChange = useCallback((changes: readonly NodeChange[]) => {
    const own = changes.filter((one) => one.type === 'position' || one.type === 'dimensions')
    if (own.length === 0) return
    const moves = own.filter((one): one is NodePositionChange => one.type === 'position' && one.position !== undefined)
    const { domNode, transform } = flow.getState()
    const settled = moves.length === 0 ? own : [...own.filter((one) => !moves.includes(one as NodePositionChange)), ...carried(snapped(moves, live.current, transform[2], free.current, domNode), live.current)]
    live.current = applyNodeChanges(settled, live.current)
    setNodes(live.current)
  }, [flow])

  const onDragStart = useCallback(() => {
    void import('./snap.ts').then((part) => { snapping = part })
  }, [])
  /** With Ctrl or Cmd held nothing snaps, as in other drawing programs. */
  const onDrag = useCallback((event: { ctrlKey?: boolean; metaKey?: boolean }) => { free.current = event.ctrlKey === true || event.metaKey === true }, [])
  const onDragStop = useCallback(() => {
    const { domNode } = flow.getState()
    if (domNode && snapping) {
      snapping.showGuides(domNode, [], 1)
      snapping.showReceiver(domNode, undefined)
    }
    free.current = false
    const places = new Map(live.current.map((node) => [node.id, node.position]))
    const moved = thingsOf(present()).filter((thing) => {
      const place = places.get(thing.id)
      return place && (Math.round(place.x) !== thing.x || Math.round(place.y) !== thing.y)
    })
    if (moved.length === 0) return
    const kept = change(moved.length > 1 ? `Move ${moved.length} things` : 'Move', (one) => moveNodes(one, new Map(moved.map((thing) => [thing.id, places.get(thing.id)!]))))
    if (kept) return
    // It was refused: everything goes back to where the drawing has it.
    live.current = toFlowNodes(present(), new Set(live.current.filter((node) => node.selected).map((node) => node.id)), live.current)
    setNodes(live.current)
  }, [flow])
  return { nodes, onNodesChange, onDragStart, onDrag, onDragStop }
}

/** Of a card only its head counts: there the wires come and go, and below it cards differ. */
const HEAD = 48
const boxOf = (node: Node): Box => ({
  ...node.position, width: node.width ?? node.measured?.width ?? CARD.width, height: node.type === 'card' ? HEAD : node.height ?? node.measured?.height ?? HEAD,
})

/** The moves, put right so that what is dragged lines up with what is near. */
function snapped(moves: readonly NodePositionChange[], nodes: readonly Node[], zoom: number, free: boolean, domNode: HTMLElement | null): readonly NodePositionChange[] {
  if (!snapping || !domNode) return moves
  const part = snapping
  const to = new Map(moves.map((one) => [one.id, one.position!]))
  const boxes = nodes.filter((node) => to.has(node.id)).map((node) => ({ ...boxOf(node), ...to.get(node.id)! }))
  const box = around(boxes)
  if (!box) return moves
  const dragging = moves.some((one) => one.dragging)
  const still = contentsOf(present(), new Set(to.keys()))
  // Cards line up with cards; the edges of a frame would catch them at every turn.
  const cards = nodes.every((node) => !to.has(node.id) || node.type === 'card')
  const fits = (node: Node) => !to.has(node.id) && !still.has(node.id) && (!cards || node.type === 'card')
  const others = free || !viewStore.getState().snap ? [] : nodes.filter(fits).map(boxOf).filter((other) => isNear(box, other, FAR_PX / zoom))
  const { dx, dy, guides } = part.snapTo(box, others, NEAR_PX / zoom)
  part.showGuides(domNode, dragging ? guides : [], zoom)
  const [first] = moves
  const thing = dragging && moves.length === 1 ? thingsOf(present()).find((one) => one.id === first!.id) : undefined
  part.showReceiver(domNode, thing && frameAround(present(), { ...thing, x: first!.position!.x + dx, y: first!.position!.y + dy }))
  return dx === 0 && dy === 0 ? moves : moves.map((one) => ({ ...one, position: { x: one.position!.x + dx, y: one.position!.y + dy } }))
}

function isNear(a: Box, b: Box, far: number): boolean {
  return a.x - far < b.x + b.width && b.x - far < a.x + a.width && a.y - far < b.y + b.height && b.y - far < a.y + a.height
}

/** Moves of frames, with the moves of all that lies in them. */
function carried(moves: readonly NodePositionChange[], nodes: readonly Node[]): readonly NodePositionChange[] {
  const drawing = present()
  if (drawing.containers.length === 0) return moves
  const own = new Set(moves.map((one) => one.id))
  const where = new Map(nodes.map((node) => [node.id, node.position]))
  const all = [...moves]
  const taken = new Set(own)
  for (const move of moves) {
    const from = where.get(move.id)
    if (!from || !drawing.containers.some((one) => one.id === move.id)) continue
    for (const id of contentsOf(drawing, new Set([move.id]))) {
      const place = where.get(id)
      if (!place || taken.has(id)) continue
      taken.add(id)
      all.push({ ...move, id, position: { x: place.x + move.position!.x - from.x, y: place.y + move.position!.y - from.y } })
    }
  }
  return all
}
