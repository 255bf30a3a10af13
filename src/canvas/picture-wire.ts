import { getBezierPath, Position } from '@xyflow/react'
import type { DrawingNode, Wire } from '../drawing/drawing.ts'
import { CARD } from '../stores/place.ts'
import { serviceOf } from '../stores/shelf.ts'
import { ABOVE, BELOW, IN_BELOW, IN_TOP, sidesOf } from './sides.ts'

interface Point {
  readonly x: number
  readonly y: number
}
interface Curve {
  readonly path: string
  /** The arrow head. */
  readonly head: string
  readonly middle: Point
  /** It leaves upwards or downwards. */
  readonly upright: boolean
}

/** The middle of a card's head. */
const HEAD = 24

/** The way of a wire as the canvas draws it, between cards of this height. */
export function wireCurve(wire: Wire, from: DrawingNode, to: DrawingNode, height: number, lower = 0): Curve {
  const [source, target] = sidesOf(wire, from, to)
  const start = beside(leaves(source, from, height), lower)
  const end = beside(enters(target, to, height), lower)
  const [path, x, y] = getBezierPath({
    sourceX: start.x, sourceY: start.y, sourcePosition: start.side, targetX: end.x, targetY: end.y, targetPosition: end.side,
  })
  return { path, head: headAt(end), middle: { x, y }, upright: start.side === Position.Top || start.side === Position.Bottom }
}

/** Moved along its side. */
const beside = (end: End, by: number): End => (end.side === Position.Top || end.side === Position.Bottom ? { ...end, x: end.x + by } : { ...end, y: end.y + by })

type End = Point & { readonly side: Position }

function leaves(handle: string, node: DrawingNode, height: number): End {
  const middle = node.x + CARD.width / 2
  if (handle.endsWith(BELOW)) return { x: middle, y: node.y + height, side: Position.Bottom }
  if (handle.endsWith(ABOVE)) return { x: middle, y: node.y, side: Position.Top }
  const ports = serviceOf(node.service)?.ports ?? []
  const port = ports.find((one) => one.id === handle)
  if (port?.side === 'bottom') {
    const row = ports.filter((one) => one.side === 'bottom')
    return { x: node.x + (CARD.width * (row.indexOf(port) + 1)) / (row.length + 1), y: node.y + height, side: Position.Bottom }
  }
  // The second port of a side would stand below a card without a face: all leave at the head.
  return { x: node.x + CARD.width, y: node.y + HEAD, side: Position.Right }
}

function enters(handle: string, node: DrawingNode, height: number): End {
  const middle = node.x + CARD.width / 2
  if (handle === IN_TOP) return { x: middle, y: node.y, side: Position.Top }
  if (handle === IN_BELOW) return { x: middle, y: node.y + height, side: Position.Bottom }
  return { x: node.x, y: node.y + HEAD, side: Position.Left }
}

/** Curves arrive straight on, so the head points into the side that it touches. */
function headAt({ x, y, side }: End): string {
  if (side === Position.Top) return `M${x} ${y}l-3-6h6z`
  if (side === Position.Bottom) return `M${x} ${y}l-3 6h6z`
  return `M${x} ${y}l-6-3v6z`
}
