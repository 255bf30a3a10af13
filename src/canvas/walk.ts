import type { Drawing } from '../drawing/drawing.ts'
import { thingsOf } from '../stores/frames.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/**
 * Where an arrow leads from a node: along a wire if one goes that way, else to the nearest node on that side. So the
 * arrows follow the flow of messages where there is one, and still reach nodes that nothing is wired to. Notes are walked to
 * as nodes are; a frame stands where its title does.
 */
export function neighbour(drawing: Drawing, id: string, direction: Direction): string | undefined {
  const things = thingsOf(drawing)
  const here = things.find((thing) => thing.id === id)
  if (!here) return undefined
  const wired = new Set<string>()
  for (const wire of drawing.wires) {
    if (wire.from === id) wired.add(wire.to)
    if (wire.to === id) wired.add(wire.from)
  }
  let best: string | undefined
  let shortest = Infinity
  for (const node of things) {
    if (node.id === id) continue
    const along = direction === 'left' ? here.x - node.x : direction === 'right' ? node.x - here.x : direction === 'up' ? here.y - node.y : node.y - here.y
    if (along <= 0) continue
    const across = direction === 'left' || direction === 'right' ? Math.abs(node.y - here.y) : Math.abs(node.x - here.x)
    const aside = across > along ? 2 : 0
    const far = along + 2 * across
    const cost = far * (1 + aside) * (wired.has(node.id) ? 0.4 : 1)
    if (cost < shortest) {
      shortest = cost
      best = node.id
    }
  }
  return best
}
