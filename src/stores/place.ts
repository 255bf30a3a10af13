import type { Drawing } from '../drawing/drawing.ts'

/** About the size of a card with its face: enough to keep new cards apart. */
export const CARD = { width: 176, height: 110 } as const
const GAP = 28
const GRID = 4

export const snap = (value: number): number => Math.round(value / GRID) * GRID

/** The first free place at or below a wished one, so that a new card never hides another. */
export function freePlace(drawing: Drawing, x: number, y: number): { x: number; y: number } {
  let place = { x: snap(x), y: snap(y) }
  for (let tries = 0; tries < 200; tries++) {
    const hit = drawing.nodes.find(
      (node) => Math.abs(node.x - place.x) < CARD.width + GAP / 2 && Math.abs(node.y - place.y) < CARD.height + GAP / 2,
    )
    if (!hit) return place
    place = { x: place.x, y: snap(hit.y + CARD.height + GAP) }
  }
  return place
}
