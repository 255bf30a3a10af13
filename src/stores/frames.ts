/**
 * What holds what on the canvas. Membership follows from where things lie: whatever is put down is in the innermost frame
 * around its middle, and whatever is in a frame goes along with it. So what one sees is what is true.
 */
import type { Container, Drawing, DrawingNode, Note } from '../drawing/drawing.ts'
import { CARD } from './place.ts'

export type Thing = DrawingNode | Note | Container
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
export type Places = ReadonlyMap<string, { readonly x: number; readonly y: number }>

/** Room for the title of a frame, and around what is in it. */
const TITLE = 32
const ROOM = 20

export const thingsOf = ({ nodes, notes, containers }: Drawing): Thing[] => [...containers, ...notes, ...nodes]
export const isEmpty = ({ nodes, notes, containers }: Drawing): boolean => nodes.length + notes.length + containers.length === 0

export const boxOf = (thing: Thing): Box => ('width' in thing ? thing : { x: thing.x, y: thing.y, ...CARD })

/** The box around all of them; undefined when there are none. */
export function around(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined
  const x = Math.min(...boxes.map((one) => one.x))
  const y = Math.min(...boxes.map((one) => one.y))
  return { x, y, width: Math.max(...boxes.map((one) => one.x + one.width)) - x, height: Math.max(...boxes.map((one) => one.y + one.height)) - y }
}

/** A frame that holds these, with room for its title. */
export const wrapping = ({ x, y, width, height }: Box): Box => ({ x: x - ROOM, y: y - TITLE - 8, width: width + 2 * ROOM, height: height + TITLE + 8 + ROOM })

/** All that lies in these frames, in frames within them too; not they themselves. */
export function contentsOf(drawing: Drawing, frames: ReadonlySet<string>): Set<string> {
  const parents = new Map(drawing.containers.map((one) => [one.id, one.container]))
  const inside = (thing: Thing): boolean => {
    for (let up = thing.container; up !== undefined; up = parents.get(up)) if (frames.has(up)) return true
    return false
  }
  return new Set(thingsOf(drawing).filter((thing) => !frames.has(thing.id) && inside(thing)).map((thing) => thing.id))
}

/** The frames around a frame, from the inside out. */
function above(drawing: Drawing, id: string): string[] {
  const parents = new Map(drawing.containers.map((one) => [one.id, one.container]))
  const found: string[] = []
  for (let up = parents.get(id); up !== undefined && !found.includes(up); up = parents.get(up)) found.push(up)
  return found
}

function holds(frame: Box, thing: Box): boolean {
  const x = thing.x + thing.width / 2
  const y = thing.y + thing.height / 2
  return x >= frame.x && x <= frame.x + frame.width && y >= frame.y && y <= frame.y + frame.height
}
const area = ({ width, height }: Box): number => width * height

/** The innermost frame around the middle of a thing. A frame lies only in one that is larger. */
export function frameAround(drawing: Drawing, thing: Thing): string | undefined {
  const box = boxOf(thing)
  let best: Container | undefined
  for (const frame of drawing.containers) {
    if (frame.id === thing.id || !holds(frame, box)) continue
    if ('kind' in thing && (area(frame) <= area(box) || above(drawing, frame.id).includes(thing.id))) continue
    // Of two of one size, as right after a copy, the one that it is in already.
    if (!best || area(frame) < area(best) || (area(frame) === area(best) && best.id !== thing.container)) best = frame
  }
  return best?.id
}

/** What lies in what, after these were moved or resized. What has nothing to do with them keeps the frame that it has. */
export function settle(drawing: Drawing, touched: ReadonlySet<string>): Drawing {
  const { containers } = drawing
  const frames = containers.filter((one) => touched.has(one.id))
  const concerned = (thing: Thing): boolean =>
    touched.has(thing.id) || (thing.container !== undefined && touched.has(thing.container)) || frames.some((frame) => holds(frame, boxOf(thing)))
  const put = <T extends Thing>(list: readonly T[]): readonly T[] => each(list, (thing) => {
    if (containers.length === 0 && thing.container === undefined) return thing
    return concerned(thing) ? within(thing, frameAround(drawing, thing)) : thing
  })
  const next = { ...drawing, nodes: put(drawing.nodes), notes: put(drawing.notes), containers: put(containers) }
  return next.nodes === drawing.nodes && next.notes === drawing.notes && next.containers === containers ? drawing : next
}

function within<T extends Thing>(thing: T, frame: string | undefined): T {
  if (thing.container === frame) return thing
  const { container: _, ...free } = thing
  return (frame === undefined ? free : { ...free, container: frame }) as T
}

/** The same list when nothing in it has changed. */
function each<T>(list: readonly T[], change: (one: T) => T): readonly T[] {
  const next = list.map(change)
  return next.some((one, at) => one !== list[at]) ? next : list
}

/** Moves things; what lies in a moved frame goes along, unless it has a place of its own to go to. */
export function moveThings(drawing: Drawing, places: Places): Drawing {
  const all = new Map(places)
  const frames = drawing.containers.filter((one) => places.has(one.id))
  if (frames.length > 0) {
    const moved = new Set(frames.map((one) => one.id))
    for (const thing of thingsOf(drawing)) {
      if (all.has(thing.id) || thing.container === undefined) continue
      const carrier = [thing.container, ...above(drawing, thing.container)].find((id) => moved.has(id))
      const frame = frames.find((one) => one.id === carrier)
      if (!frame) continue
      const to = places.get(frame.id)!
      all.set(thing.id, { x: thing.x + to.x - frame.x, y: thing.y + to.y - frame.y })
    }
  }
  const put = <T extends Thing>(list: readonly T[]): readonly T[] => each(list, (thing) => {
    const place = all.get(thing.id)
    if (!place) return thing
    const x = Math.round(place.x)
    const y = Math.round(place.y)
    return x === thing.x && y === thing.y ? thing : { ...thing, x, y }
  })
  const nodes = put(drawing.nodes)
  const notes = put(drawing.notes)
  const containers = put(drawing.containers)
  return nodes === drawing.nodes && notes === drawing.notes && containers === drawing.containers ? drawing : { ...drawing, nodes, notes, containers }
}

/** Takes frames and notes away. What lay in a frame stays, in the frame around it if there is one. */
export function removeFrames(drawing: Drawing, ids: ReadonlySet<string>): Drawing {
  const stays = (one: { readonly id: string }) => !ids.has(one.id)
  const outside = (thing: Thing): string | undefined =>
    thing.container === undefined ? undefined : [thing.container, ...above(drawing, thing.container)].find((id) => !ids.has(id))
  const put = <T extends Thing>(list: readonly T[]): readonly T[] => each(list.every(stays) ? list : list.filter(stays), (thing) => within(thing, outside(thing)))
  const nodes = put(drawing.nodes)
  const notes = put(drawing.notes)
  const containers = put(drawing.containers)
  return nodes === drawing.nodes && notes === drawing.notes && containers === drawing.containers ? drawing : { ...drawing, nodes, notes, containers }
}
