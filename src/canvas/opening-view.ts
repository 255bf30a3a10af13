/** Where a narrow screen begins to look at a drawing that is too wide for it. Pure, so that it can be tested. */
import type { Drawing, DrawingNode } from '../drawing/drawing.ts'
import { around, boxOf, thingsOf } from '../stores/frames.ts'

/** Shown whole with a smaller zoom than this, no word of a drawing could be read. */
export const READABLE = 0.5
/** Two cards and the beginning of a third on a phone: names are read, and one sees that it goes on. */
const CLOSE = 0.62
/** Pixels of the page around what is shown. */
const ROOM = 20
/** What a padding of 0.1 leaves of the width, as React Flow counts it. */
const PART = 1 / 1.1

export interface View { readonly x: number; readonly y: number; readonly zoom: number }
interface Size { readonly width: number; readonly height: number }

/** Nothing where all of it may be shown; else a close view of the part where traffic comes in. */
export function openingView(drawing: Drawing, { width, height }: Size): View | undefined {
  const all = around(thingsOf(drawing).map(boxOf))
  if (!all || Math.min((width * PART) / all.width, (height * PART) / all.height) >= READABLE) return undefined
  const first = around(sources(drawing).map(boxOf)) ?? all
  return {
    x: along(all.x, all.width, first.x, width),
    y: along(all.y, all.height, first.y, height),
    zoom: CLOSE,
  }
}

/** Where wires only leave; of a ring, or without any wire, all nodes. */
function sources({ nodes, wires }: Drawing): readonly DrawingNode[] {
  const [from, to] = [new Set(wires.map((wire) => wire.from)), new Set(wires.map((wire) => wire.to))]
  const found = nodes.filter(({ id }) => from.has(id) && !to.has(id))
  return found.length > 0 ? found : nodes
}

/** One way of the view: all of it in the middle where there is room, else from where it begins. */
const along = (all: number, long: number, begin: number, room: number): number =>
  long * CLOSE <= room - 2 * ROOM ? room / 2 - (all + long / 2) * CLOSE : ROOM - begin * CLOSE
