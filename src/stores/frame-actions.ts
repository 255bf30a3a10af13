import { CONTAINER_KINDS, type Container } from '../drawing/drawing.ts'
import { camera } from './camera.ts'
import { change, drawingStore, present, select } from './drawing.ts'
import { addFrame, addNote } from './edits.ts'
import { around, type Box, boxOf, thingsOf, wrapping } from './frames.ts'
import { freePlace, snap } from './place.ts'
import { setView } from './view.ts'

type Point = { readonly x: number; readonly y: number }
export type Kind = Container['kind'] | 'note'

/** Left out: frames say where things belong, and change nothing that happens. */
const DRAWN = 'Drawn only: a run knows one account in us-east-1, and no networks.'

/** What may be added besides services: what it is called, what it is for, and how large it begins. */
export const KINDS: { readonly [K in Kind]: { readonly title: string; readonly says: string; readonly words: string; readonly size: readonly [width: number, height: number]; readonly glyph: string } } = {
  group: { title: 'Group', says: 'A frame of your own: it moves what is in it.', words: 'frame container box section', size: [360, 240], glyph: 'M4 8V5.500A1.500 1.500 0 0 1 5.500 4H8M16 4h2.500A1.500 1.500 0 0 1 20 5.500V8M20 16v2.500a1.500 1.500 0 0 1-1.500 1.500H16M8 20H5.500A1.500 1.500 0 0 1 4 18.500V16' },
  vpc: { title: 'VPC', says: `A private network. ${DRAWN}`, words: 'frame container network', size: [560, 360], glyph: 'M6 18.500h11.500a4 4 0 0 0 .5-7.970A6 6 0 0 0 6.400 9.300 4.650 4.650 0 0 0 6 18.500M12 11.500v4M10.300 13.500h3.400' },
  subnet: { title: 'Subnet', says: `A part of a VPC in one zone. ${DRAWN}`, words: 'frame container network zone', size: [400, 260], glyph: 'M4 6h16v12H4zM4 12h16M9.300 6v12' },
  region: { title: 'Region', says: `Where in the world it runs. ${DRAWN}`, words: 'frame container', size: [720, 460], glyph: 'M12 20.500s6.500-5.600 6.500-10.500a6.500 6.500 0 1 0-13 0c0 4.900 6.500 10.500 6.500 10.500M12 12.300a2.300 2.300 0 1 0 0-4.600 2.300 2.300 0 0 0 0 4.600' },
  account: { title: 'Account', says: `Who pays. ${DRAWN}`, words: 'frame container', size: [760, 500], glyph: 'M4 7h16v11H4zM7.500 14.500c.500-1.300 1.300-1.900 2.500-1.900s2 .6 2.500 1.900M10 10.900a1.200 1.200 0 1 0 0-2.400 1.200 1.200 0 0 0 0 2.400M15 11h2.500M15 14h2.500' },
  note: { title: 'Note', says: 'Words on the canvas, with Markdown.', words: 'text comment markdown sticky', size: [240, 96], glyph: 'M5 4.500h14V14l-5.500 5.500H5zM19 14h-5.500v5.500M8.500 9h7M8.500 12.500h4' },
}
export const KIND_LIST: readonly Kind[] = ['group', 'vpc', 'subnet', 'region', 'account', 'note']

export const isFrame = (kind: string): kind is Container['kind'] => (CONTAINER_KINDS as readonly string[]).includes(kind)

/** Adds a frame or a note. A frame without a place of its own goes around what is selected. */
export function add(kind: Kind, at?: Point): string {
  const drawing = present()
  const added = kind === 'note' ? addNote(drawing, noteBox(at)) : addFrame(drawing, kind, frameBox(kind, at))
  if (!change(`Add ${KINDS[kind].title}`, () => added.drawing)) return added.id
  select([added.id])
  // Whoever puts a note down is about to write.
  if (kind === 'note') setView({ editing: added.id })
  return added.id
}

function chosen(): Box | undefined {
  const { selection } = drawingStore.getState()
  return around(thingsOf(present()).filter((thing) => selection.has(thing.id)).map(boxOf))
}

function frameBox(kind: Kind, at: Point | undefined): Box {
  const inside = at ? undefined : chosen()
  return inside ? wrapping(inside) : placed(kind, at)
}

function noteBox(at: Point | undefined): Box {
  const beside = at ? undefined : chosen()
  if (!beside) return placed('note', at)
  const [width, height] = KINDS.note.size
  return { ...freePlace(present(), beside.x, beside.y + beside.height + 28), width, height }
}

function placed(kind: Kind, at: Point | undefined): Box {
  const [width, height] = KINDS[kind].size
  const centre = camera().centre()
  const corner = at ?? { x: centre.x - width / 2, y: centre.y - height / 2 }
  return { x: snap(corner.x), y: snap(corner.y), width, height }
}
