import type { DrawingNode, Wire } from '../drawing/drawing.ts'
import { portOf } from '../stores/shelf.ts'

/** Handles of a card besides its ports: where wires enter, and where a port's wire leaves when its target is not to the right. */
export const IN = 'in'
export const IN_TOP = 'in-top'
export const IN_BELOW = 'in-below'
export const BELOW = '@below'
export const ABOVE = '@above'
export const RIGHT = '@right'

/** Cards this close in x stand over one another. */
const COLUMN = 140
/** And this far in y are clear of one another. */
const CLEAR = 90

/** The two handles of a wire. Cards that stand over one another are joined by their edges, not by a loop around both. */
export function sidesOf(wire: Wire, from: DrawingNode | undefined, to: DrawingNode | undefined): readonly [source: string, target: string] {
  if (!from || !to) return [wire.port, IN]
  const below = to.y > from.y + CLEAR
  const above = to.y < from.y - CLEAR
  if (portOf(from.service, wire.port)?.side === 'bottom') {
    if (below) return [wire.port, IN_TOP]
    // From the bottom along the row, or up, it would run across its own card, and its dots over the figures there.
    if (to.x >= from.x + COLUMN) return [wire.port + RIGHT, IN]
    return [wire.port, to.x <= from.x - COLUMN && !above ? IN_BELOW : IN]
  }
  // Back along the row: below the cards between them, not through them.
  if (to.x <= from.x - COLUMN && !below && !above) return [wire.port + BELOW, IN_BELOW]
  if (Math.abs(to.x - from.x) >= COLUMN) return [wire.port, IN]
  if (below) return [wire.port + BELOW, IN_TOP]
  if (above) return [wire.port + ABOVE, IN_BELOW]
  return [wire.port, IN]
}
