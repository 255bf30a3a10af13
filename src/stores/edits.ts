import type { Container, Drawing, Note, Scenario, WireKind } from '../drawing/drawing.ts'
import type { Config, Schema } from '../drawing/fields.ts'
import { type Box, contentsOf, moveThings, type Places, removeFrames, settle } from './frames.ts'
import { serviceOf } from './shelf.ts'

/** Pure edits, Drawing to Drawing: each returns the same object when nothing changes. */
function fresh(prefix: 'n' | 'w' | 't' | 'c', { nodes, wires, notes, containers }: Drawing): string {
  let highest = 0
  // One space of ids for all: a drawing from elsewhere may call a frame n7.
  for (const list of [nodes, wires, notes, containers]) {
    for (const { id } of list) {
      const number = id.startsWith(prefix) ? Number(id.slice(prefix.length)) : 0
      if (Number.isSafeInteger(number) && number > highest) highest = number
    }
  }
  return `${prefix}${highest + 1}`
}

const freeName = (drawing: Drawing, service: string, wish: string): string => free(drawing.nodes.filter((node) => node.service === service), wish)

function free(named: readonly { readonly name: string }[], wish: string): string {
  const taken = new Set(named.map((one) => one.name))
  if (!taken.has(wish)) return wish
  const stem = wish.replace(/-\d+$/, '')
  let number = 2
  while (taken.has(`${stem}-${number}`)) number++
  return `${stem}-${number}`
}

export function addNode(drawing: Drawing, service: string, x: number, y: number, config: Config = {}): { drawing: Drawing; id: string } {
  const id = fresh('n', drawing)
  const name = freeName(drawing, service, serviceOf(service)?.naming.stem ?? service)
  const next = { ...drawing, nodes: [...drawing.nodes, { id, service, name, x: Math.round(x), y: Math.round(y), config }] }
  return { drawing: settle(next, new Set([id])), id }
}

const STEMS: { readonly [K in Container['kind']]: string } = { region: 'us-east-1', account: '123456789012', vpc: 'main', subnet: 'private-a', group: 'group' }

export function addFrame(drawing: Drawing, kind: Container['kind'], box: Box): { drawing: Drawing; id: string } {
  const id = fresh('c', drawing)
  const name = free(drawing.containers.filter((one) => one.kind === kind), STEMS[kind])
  const next = { ...drawing, containers: [...drawing.containers, { id, kind, name, ...rounded(box) }] }
  return { drawing: settle(next, new Set([id])), id }
}

export function addNote(drawing: Drawing, box: Box, text = ''): { drawing: Drawing; id: string } {
  const id = fresh('t', drawing)
  return { drawing: settle({ ...drawing, notes: [...drawing.notes, { id, ...rounded(box), text }] }, new Set([id])), id }
}

const rounded = ({ x, y, width, height }: Box): Box => ({ x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) })

/** Nodes with their wires, wires, notes, and frames; what lies in a frame stays. */
export function remove(drawing: Drawing, ids: ReadonlySet<string>): Drawing {
  const rest = removeFrames(drawing, ids)
  const wires = rest.wires.filter((wire) => !ids.has(wire.id) && !ids.has(wire.from) && !ids.has(wire.to))
  return wires.length === rest.wires.length ? rest : { ...rest, wires }
}

/** Moves nodes, notes and frames, these with what lies in them. Whatever is put down in a frame belongs to it from then on. */
export function moveNodes(drawing: Drawing, places: Places): Drawing {
  const moved = moveThings(drawing, places)
  return moved === drawing ? drawing : settle(moved, new Set(places.keys()))
}

/** A frame or note of another size: what its new edges take in is in it, what they leave out is not. */
export function resize(drawing: Drawing, id: string, box: Box): Drawing {
  const put = <T extends Container | Note>(list: readonly T[]): readonly T[] =>
    list.some((one) => one.id === id) ? replace(list, id, (one) => ({ ...one, ...rounded(box) })) : list
  return settle({ ...drawing, notes: put(drawing.notes), containers: put(drawing.containers) }, new Set([id]))
}

export const setFrame = (drawing: Drawing, id: string, change: Partial<Pick<Container, 'name' | 'kind'>>): Drawing => ({
  ...drawing, containers: replace(drawing.containers, id, (one) => ({ ...one, ...change })),
})
export const setNote = (drawing: Drawing, id: string, text: string): Drawing => ({
  ...drawing, notes: replace(drawing.notes, id, (one) => ({ ...one, text })),
})

/** Settings equal to their default are never written out. */
function put(schema: Schema | undefined, config: Config, field: string, value: unknown): Config {
  const { [field]: _, ...rest } = config
  const standard = schema?.[field]?.default
  return JSON.stringify(standard) === JSON.stringify(value) ? rest : { ...rest, [field]: value }
}

const replace = <T extends { readonly id: string }>(list: readonly T[], id: string, change: (one: T) => T): readonly T[] =>
  list.map((one) => (one.id === id ? change(one) : one))

export const setConfig = (drawing: Drawing, id: string, schema: Schema | undefined, field: string, value: unknown): Drawing => ({
  ...drawing, nodes: replace(drawing.nodes, id, (node) => ({ ...node, config: put(schema, node.config, field, value) })),
})
export const setWireConfig = (drawing: Drawing, id: string, schema: Schema | undefined, field: string, value: unknown): Drawing => ({
  ...drawing, wires: replace(drawing.wires, id, (wire) => ({ ...wire, config: put(schema, wire.config, field, value) })),
})
export const rename = (drawing: Drawing, id: string, name: string): Drawing => ({
  ...drawing, nodes: replace(drawing.nodes, id, (node) => ({ ...node, name })),
})
export const setScenario = (drawing: Drawing, change: Partial<Scenario>): Drawing => ({ ...drawing, scenario: { ...drawing.scenario, ...change } })

export function addWire(drawing: Drawing, from: string, port: string, to: string, kind: WireKind): { drawing: Drawing; id: string } {
  const id = fresh('w', drawing)
  return { drawing: { ...drawing, wires: [...drawing.wires, { id, from, port, to, kind, config: {} }] }, id }
}

/** A part of a drawing, as it travels through the clipboard. */
export type Piece = Pick<Drawing, 'nodes' | 'wires' | 'notes' | 'containers'>

/** These things, what lies in the frames among them, and the wires between them. */
export function pieceOf(drawing: Drawing, ids: ReadonlySet<string>): Piece {
  const all = new Set([...ids, ...contentsOf(drawing, ids)])
  const taken = (one: { readonly id: string }) => all.has(one.id)
  return {
    nodes: drawing.nodes.filter(taken), notes: drawing.notes.filter(taken), containers: drawing.containers.filter(taken),
    wires: drawing.wires.filter((wire) => all.has(wire.from) && all.has(wire.to)),
  }
}

/** Puts a copy down, with ids and names of its own, shifted by so much. */
export function paste(drawing: Drawing, piece: Piece, dx: number, dy: number): { drawing: Drawing; ids: string[] } {
  const ids = new Map<string, string>()
  let result = drawing
  const shifted = <T extends { readonly x: number; readonly y: number }>(one: T): T => ({ ...one, x: one.x + dx, y: one.y + dy })
  for (const frame of piece.containers) {
    const added = addFrame(result, frame.kind, shifted(frame))
    ids.set(frame.id, added.id)
    const named = added.drawing.containers.filter((one) => one.id !== added.id && one.kind === frame.kind)
    result = setFrame(added.drawing, added.id, { name: free(named, frame.name) })
  }
  for (const note of piece.notes) {
    const added = addNote(result, shifted(note), note.text)
    ids.set(note.id, added.id)
    result = added.drawing
  }
  for (const node of piece.nodes) {
    const added = addNode(result, node.service, node.x + dx, node.y + dy, node.config)
    ids.set(node.id, added.id)
    result = rename(added.drawing, added.id, freeName(result, node.service, node.name))
  }
  for (const wire of piece.wires) {
    const from = ids.get(wire.from)
    const to = ids.get(wire.to)
    if (!from || !to) continue
    const added = addWire(result, from, wire.port, to, wire.kind)
    result = { ...added.drawing, wires: replace(added.drawing.wires, added.id, (one) => ({ ...one, config: wire.config })) }
  }
  return { drawing: settle(result, new Set(ids.values())), ids: [...ids.values()] }
}
