/** While something is dragged: where it lines up with its neighbours, and which frame it would be in. Fetched at the first drag. */
import type { Box } from '../stores/frames.ts'

export interface Guide {
  /** A vertical line stands at an x. */
  readonly axis: 'x' | 'y'
  readonly at: number
  readonly from: number
  readonly to: number
  /** It measures a gap that is as wide as another, and ends where the gap does. */
  readonly gap?: true
}
export interface Snapped {
  readonly dx: number
  readonly dy: number
  readonly guides: readonly Guide[]
}

const EXACT = 0.01

/**
 * The nearest position within reach at which left, middle or right (top, middle or bottom) agree with a neighbour's, or
 * the gaps to the neighbours of a row (a column) are equal.
 */
export function snapTo(box: Box, others: readonly Box[], within: number): Snapped {
  const dx = nearest(box, others, within, 'x')
  const dy = nearest(box, others, within, 'y')
  const moved = { ...box, x: box.x + (dx ?? 0), y: box.y + (dy ?? 0) }
  return { dx: dx ?? 0, dy: dy ?? 0, guides: [...(dx === undefined ? [] : guides(moved, others, 'x')), ...(dy === undefined ? [] : guides(moved, others, 'y')), ...(dx === undefined ? [] : measures(moved, others, 'x')), ...(dy === undefined ? [] : measures(moved, others, 'y'))] }
}

const sizeOf = (box: Box, axis: 'x' | 'y'): number => (axis === 'x' ? box.width : box.height)
const endOf = (box: Box, axis: 'x' | 'y'): number => box[axis] + sizeOf(box, axis)

/** Those that stand in one row (column) with it, in order. */
function rowOf(box: Box, others: readonly Box[], axis: 'x' | 'y'): readonly Box[] {
  const across = axis === 'x' ? 'y' : 'x'
  return others.filter((one) => one[across] < endOf(box, across) && box[across] < endOf(one, across)).sort((a, b) => a[axis] - b[axis])
}

/** Where it would have to begin for two gaps to be equal: behind two others, before two others, between two. */
function spaced(box: Box, others: readonly Box[], axis: 'x' | 'y'): readonly number[] {
  const row = rowOf(box, others, axis)
  const size = sizeOf(box, axis)
  return row.slice(1).flatMap((after, at) => {
    const before = row[at]!
    const gap = after[axis] - endOf(before, axis)
    return gap <= 0 ? [] : [endOf(after, axis) + gap, before[axis] - gap - size, ...(gap > size ? [endOf(before, axis) + (gap - size) / 2] : [])]
  })
}

/** The gaps beside it that are equal to one another, or to the next ones of the row. */
function measures(box: Box, others: readonly Box[], axis: 'x' | 'y'): Guide[] {
  const across = axis === 'x' ? 'y' : 'x'
  const row = rowOf(box, others, axis)
  const before = row.filter((one) => endOf(one, axis) <= box[axis])
  const after = row.filter((one) => one[axis] >= endOf(box, axis))
  const line = [before.at(-2), before.at(-1), box, after[0], after[1]]
  const gaps = line.slice(1).map((one, at) => (one && line[at] ? one[axis] - endOf(line[at], axis) : Number.NaN))
  const like = (a: number, b: number) => Math.abs(gaps[a]! - gaps[b]!) < EXACT
  const told = new Set([...(like(0, 1) ? [0, 1] : []), ...(like(1, 2) ? [1, 2] : []), ...(like(2, 3) ? [2, 3] : [])])
  const at = box[across] + sizeOf(box, across) / 2
  return [...told].map((gap) => ({ axis: across, at, from: endOf(line[gap]!, axis), to: line[gap + 1]![axis], gap: true }))
}

const marks = (box: Box, axis: 'x' | 'y'): readonly number[] => {
  const size = axis === 'x' ? box.width : box.height
  return [box[axis], box[axis] + size / 2, box[axis] + size]
}

function nearest(box: Box, others: readonly Box[], within: number, axis: 'x' | 'y'): number | undefined {
  let best: number | undefined
  const offer = (step: number) => { if (Math.abs(step) <= within && (best === undefined || Math.abs(step) < Math.abs(best))) best = step }
  for (const other of others) {
    for (const theirs of marks(other, axis)) {
      for (const mine of marks(box, axis)) {
        offer(theirs - mine)
      }
    }
  }
  for (const place of spaced(box, others, axis)) offer(place - box[axis])
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
const TICK = 4

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
  svg.replaceChildren(...lines.map(({ axis, at, from, to, gap }) => {
    const path = document.createElementNS(NS, 'path')
    const reach = gap ? 0 : REACH / zoom
    const point = (along: number, aside: number) => (axis === 'x' ? `${aside} ${along}` : `${along} ${aside}`)
    const tick = (along: number) => `M${point(along, at - TICK / zoom)}L${point(along, at + TICK / zoom)}`
    path.setAttribute('d', `M${point(from - reach, at)}L${point(to + reach, at)}${gap ? tick(from) + tick(to) : ''}`)
    path.setAttribute('stroke', gap ? 'var(--bad)' : 'var(--accent)')
    path.setAttribute('stroke-width', String(1 / zoom))
    return path
  }))
}

/** Marks the frame that would take in what is dragged. */
export function showReceiver(canvas: Element, id: string | undefined): void {
  for (const one of canvas.querySelectorAll('[data-receiving]')) if (one.getAttribute('data-id') !== id) one.removeAttribute('data-receiving')
  if (id) canvas.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.setAttribute('data-receiving', '')
}
