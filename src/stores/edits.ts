import type { Drawing, DrawingNode, Scenario, Wire, WireKind } from '../drawing/drawing.ts'
import type { Config, Schema } from '../drawing/fields.ts'
import { serviceOf } from './shelf.ts'

/** Pure edits, Drawing to Drawing: each returns the same object when nothing changes. */
const fresh = (prefix: string, taken: readonly { readonly id: string }[]): string => {
  let highest = 0
  for (const { id } of taken) {
    const number = id.startsWith(prefix) ? Number(id.slice(prefix.length)) : 0
    if (Number.isSafeInteger(number) && number > highest) highest = number
  }
  return `${prefix}${highest + 1}`
}

function freeName(drawing: Drawing, service: string, wish: string): string {
  const taken = new Set(drawing.nodes.filter((node) => node.service === service).map((node) => node.name))
  if (!taken.has(wish)) return wish
  const stem = wish.replace(/-\d+$/, '')
  let number = 2
  while (taken.has(`${stem}-${number}`)) number++
  return `${stem}-${number}`
}

export function addNode(drawing: Drawing, service: string, x: number, y: number, config: Config = {}): { drawing: Drawing; id: string } {
  const id = fresh('n', drawing.nodes)
  const name = freeName(drawing, service, serviceOf(service)?.naming.stem ?? service)
  return { drawing: { ...drawing, nodes: [...drawing.nodes, { id, service, name, x: Math.round(x), y: Math.round(y), config }] }, id }
}

/** Nodes with their wires, and wires. */
export function remove(drawing: Drawing, ids: ReadonlySet<string>): Drawing {
  const nodes = drawing.nodes.filter((node) => !ids.has(node.id))
  const wires = drawing.wires.filter((wire) => !ids.has(wire.id) && !ids.has(wire.from) && !ids.has(wire.to))
  if (nodes.length === drawing.nodes.length && wires.length === drawing.wires.length) return drawing
  return { ...drawing, nodes, wires }
}

export function moveNodes(drawing: Drawing, places: ReadonlyMap<string, { readonly x: number; readonly y: number }>): Drawing {
  let moved = false
  const nodes = drawing.nodes.map((node) => {
    const place = places.get(node.id)
    if (!place) return node
    const x = Math.round(place.x)
    const y = Math.round(place.y)
    if (x === node.x && y === node.y) return node
    moved = true
    return { ...node, x, y }
  })
  return moved ? { ...drawing, nodes } : drawing
}

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
  const id = fresh('w', drawing.wires)
  return { drawing: { ...drawing, wires: [...drawing.wires, { id, from, port, to, kind, config: {} }] }, id }
}

/** A part of a drawing, as it travels through the clipboard. */
export interface Piece {
  readonly nodes: readonly DrawingNode[]
  readonly wires: readonly Wire[]
}

export const pieceOf = (drawing: Drawing, ids: ReadonlySet<string>): Piece => ({
  nodes: drawing.nodes.filter((node) => ids.has(node.id)),
  wires: drawing.wires.filter((wire) => ids.has(wire.from) && ids.has(wire.to)),
})

/** Puts a copy down, with ids and names of its own, shifted by so much. */
export function paste(drawing: Drawing, piece: Piece, dx: number, dy: number): { drawing: Drawing; ids: string[] } {
  const ids = new Map<string, string>()
  let result = drawing
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
  return { drawing: result, ids: [...ids.values()] }
}
