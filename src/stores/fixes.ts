/** Fixes for what is on the screen: what they would change, in words, and the one step of undo that makes them. */
import { type Fix, fixesOf } from '../advice/fixes.ts'
import { quotasOf } from '../contract/quotas.ts'
import type { NodeView } from '../contract/service.ts'
import type { Drawing, DrawingNode } from '../drawing/drawing.ts'
import { type Schema, withDefaults } from '../drawing/fields.ts'
import { K, RECORD_NAMES, RECORDS } from '../trace/records.ts'
import { change, present } from './drawing.ts'
import { addNode, addWire, setConfig, setScenario, setWireConfig } from './edits.ts'
import { freePlace } from './place.ts'
import type { Recording } from './recording.ts'
import { portOf, serviceOf, sketchOf } from './shelf.ts'
import './settings.ts'

export type { Fix }

export interface BadRow {
  readonly kind: number
  readonly place: number
  readonly a: number
  readonly b: number
}

/** For a bad row of a run; what the present drawing has already is left out. */
export function fixesFor(recording: Recording, row: BadRow): Fix[] {
  if (RECORDS[RECORD_NAMES[row.kind]!].place !== 'node') return []
  const drawing = present()
  const drawn = drawing.nodes.find(({ id }) => id === recording.cast.nodes[row.place]?.id)
  if (!drawn || !serviceOf(drawn.service)) return []
  const demand = demandOf(recording, row.place)
  return fixesOf({ ...row, node: viewOf(drawing, drawn), ...(demand > 0 && { demand }) }).slice(0, 3)
}

const counted = new WeakMap<Recording, Map<number, { readonly total: number; readonly most: number }>>()

/** LAM-CON-01: as many as asked while one of them was being answered, at the worst; those that were refused included. */
export function demandOf(recording: Recording, place: number): number {
  const places = counted.get(recording) ?? new Map()
  counted.set(recording, places)
  const known = places.get(place)
  if (known?.total === recording.keep.total) return known.most
  const most = countDemand(recording, place)
  places.set(place, { total: recording.keep.total, most })
  return most
}

function countDemand({ cast, metrics, keep }: Recording, place: number): number {
  const node = cast.nodes[place]
  const slot = node?.slots[node.metrics.findIndex((metric) => metric.name === 'Duration')]
  const micros = slot === undefined || !metrics.places[slot] ? 0 : metrics.summary(slot).avg * 1_000
  if (!(micros > 0)) return 0
  const asked: number[] = []
  let most = 0
  let first = 0
  keep.scan(0, Number.MAX_SAFE_INTEGER, ({ kind, place: places, time }, row) => {
    if (places[row] !== place || (kind[row] !== K.started && kind[row] !== K.throttled)) return
    asked.push(time[row]!)
    while (asked[first]! <= time[row]! - micros) first++
    most = Math.max(most, asked.length - first)
  })
  return most
}

export function viewOf(drawing: Drawing, node: DrawingNode): NodeView {
  const nodeOf = (id: string) => drawing.nodes.find((one) => one.id === id)
  const end = (wire: Drawing['wires'][number], other: string) => {
    const peer = nodeOf(other)
    const from = nodeOf(wire.from)
    const schema = (from && portOf(from.service, wire.port)?.config) ?? {}
    return peer ? [{ id: wire.id, port: wire.port, kind: wire.kind, config: withDefaults(schema, wire.config), peer: sketchOf(peer) }] : []
  }
  return {
    ...sketchOf(node), scenario: drawing.scenario, quotas: quotasOf(drawing.scenario),
    siblings: drawing.nodes.filter(({ service }) => service === node.service).map(sketchOf),
    outgoing: drawing.wires.filter(({ from }) => from === node.id).flatMap((wire) => end(wire, wire.to)),
    incoming: drawing.wires.filter(({ to }) => to === node.id).flatMap((wire) => end(wire, wire.from)),
  }
}

/** "price-quote, Reserved concurrency: 10 → 20". */
export function sayFix(fix: Fix): { readonly where: string; readonly before: string; readonly after: string } {
  const drawing = present()
  if (fix.do === 'quota') return { where: 'Account concurrency', before: fix.from.toLocaleString('en-US'), after: fix.to.toLocaleString('en-US') }
  const node = drawing.nodes.find(({ id }) => id === fix.on)
  if (fix.do === 'add') return { where: `${node?.name ?? ''}, ${portOf(node?.service ?? '', fix.port)?.label ?? fix.port}`, before: 'nothing', after: `a new ${serviceOf(fix.service)?.title ?? fix.service}` }
  const schema = schemaOf(drawing, fix.on)
  const wire = drawing.wires.find(({ id }) => id === fix.on)
  const name = node?.name ?? drawing.nodes.find(({ id }) => id === wire?.from)?.name ?? ''
  const field = schema?.[fix.field]
  const unit = field?.kind === 'number' && field.unit ? ` ${field.unit}` : ''
  const say = (value: unknown): string => {
    if (value === null || value === '') return 'none'
    if (field?.kind === 'choice') return field.options.find((option) => option.value === value)?.label ?? String(value)
    return typeof value === 'number' ? `${value.toLocaleString('en-US')}${unit}` : String(value)
  }
  return { where: `${name}, ${field?.label ?? fix.field}`, before: say(fix.from), after: say(fix.to) }
}

function schemaOf(drawing: Drawing, on: string): Schema | undefined {
  const node = drawing.nodes.find(({ id }) => id === on)
  if (node) return serviceOf(node.service)?.config as Schema | undefined
  const wire = drawing.wires.find(({ id }) => id === on)
  const from = drawing.nodes.find(({ id }) => id === wire?.from)
  return wire && from ? portOf(from.service, wire.port)?.config : undefined
}

/** A setting of a node or of a wire. */
export function withSetting(drawing: Drawing, on: string, field: string, value: unknown): Drawing {
  const schema = schemaOf(drawing, on)
  return drawing.nodes.some(({ id }) => id === on) ? setConfig(drawing, on, schema, field, value) : setWireConfig(drawing, on, schema, field, value)
}

/** Drawing to drawing: what the fix would make of it. */
export function fixed(drawing: Drawing, fix: Fix): Drawing {
  if (fix.do === 'quota') return setScenario(drawing, { quotas: { ...drawing.scenario.quotas, [fix.quota]: fix.to } })
  if (fix.do === 'set') return withSetting(drawing, fix.on, fix.field, fix.to)
  const node = drawing.nodes.find(({ id }) => id === fix.on)
  if (!node) return drawing
  const { x, y } = freePlace(drawing, node.x, node.y + 170)
  const added = addNode(drawing, fix.service, x, y)
  return addWire(added.drawing, fix.on, fix.port, added.id, 'failure').drawing
}

/** Made in one step of undo. The run on the screen stays as it was; the next one shows the difference. */
export function applyFix(fix: Fix): void {
  const { where, before, after } = sayFix(fix)
  change(`Fix: ${where} ${before} → ${after}`, (drawing) => fixed(drawing, fix))
}
