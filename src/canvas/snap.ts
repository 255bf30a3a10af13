/** While something is dragged: where it lines up with its neighbours, and which frame it would be in. Fetched at the first drag. */
import type { Box } from '../stores/frames.ts'

export interface Guide {
  /** A vertical line stands at an x. */
  readonly axis: 'x' | 'y'
  readonly at: number
  readonly from: number
  readonly to: number
}
export interface Snapped {
  readonly dx: number
  readonly dy: number
  readonly guides: readonly Guide[]
}

const EXACT = 0.01

/** The nearest position within reach at which left, middle or right (top, middle or bottom) agree with a neighbour's. */
export function snapTo(box: Box, others: readonly Box[], within: number): Snapped {
  const dx = nearest(box, others, within, 'x')
  const dy = nearest(box, others, within, 'y')
  const moved = { ...box, x: box.x + (dx ?? 0), y: box.y + (dy ?? 0) }
  return { dx: dx ?? 0, dy: dy ?? 0, guides: [...(dx === undefined ? [] : guides(moved, others, 'x')), ...(dy === undefined ? [] : guides(moved, others, 'y'))] }
}

const marks = (box: Box, axis: 'x' | 'y'): readonly number[] => {
  const size = axis === 'x' ? box.width : box.height
  return [box[axis], box[axis] + size / 2, box[axis] + size]
}

function nearest(box: Box, others: readonly Box[], within: number, axis: 'x' | 'y'): number | undefined {
  let best: number | undefined
  for (const other of others) {
    for (const theirs of marks(other, axis)) {
      for (const mine of marks(box, axis)) {
        const step = theirs - mine
        if (Math.abs(step) <= within && (best === undefined || Math.abs(step) < Math.abs(best))) best = step
      }
    }
  }
  return best
}

/** One line through all that agree, as long as they reach: through the middle, if that agrees. */
function guides(box: Box, others: readonly Box[], axis: 'x' | 'y'): Guide[] {
  const across = axis === 'x' ? 'y' : 'x'
  const found: Guide[] = []
  const [least, middle, most] = marks(box, axis) as [number, number, number]
  for (const at of [middle, least, most]) {
    if (found[0]?.at === middle) break
    const line = others.filter((other) => marks(other, axis).some((mark) => Math.abs(mark - at) < EXACT))
    if (line.length === 0) continue
    const ends = [box, ...line].flatMap((one) => [marks(one, across)[0]!, marks(one, across)[2]!])
    found.push({ axis, at, from: Math.min(...ends), to: Math.max(...ends) })
  }
  return found
}

const NS = 'http://www.w3.org/2000/svg'
const REACH = 14

/** Draws the lines straight into the canvas: they change with every movement, and nothing else should. */
export function showGuides(canvas: Element, lines: readonly Guide[], zoom: number): void {
  const host = canvas.querySelector('.react-flow__viewport-portal')
  let svg = host?.querySelector<SVGSVGElement>('svg[data-guides]')
  if (!host || (!svg && lines.length === 0)) return
  if (!svg) {
    svg = document.createElementNS(NS, 'svg')
    svg.dataset.guides = ''
    svg.setAttribute('aria-hidden', 'true')
    Object.assign(svg.style, { position: 'absolute', left: '0', top: '0', width: '1px', height: '1px', overflow: 'visible', pointerEvents: 'none' })
    host.append(svg)
  }
  svg.dataset.guides = String(lines.length)
  svg.replaceChildren(...lines.map(({ axis, at, from, to }) => {
    const line = document.createElementNS(NS, 'line')
    const [a, b] = [from - REACH / zoom, to + REACH / zoom]
    const ends = axis === 'x' ? { x1: at, x2: at, y1: a, y2: b } : { x1: a, x2: b, y1: at, y2: at }
    for (const [name, value] of Object.entries(ends)) line.setAttribute(name, String(value))
    line.setAttribute('stroke', 'var(--accent)')
    line.setAttribute('stroke-width', String(1 / zoom))
    return line
  }))
}

/** Marks the frame that would take in what is dragged. */
export function showReceiver(canvas: Element, id: string | undefined): void {
  for (const one of canvas.querySelectorAll('[data-receiving]')) if (one.getAttribute('data-id') !== id) one.removeAttribute('data-receiving')
  if (id) canvas.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.setAttribute('data-receiving', '')
}
