/**
 * What is done in mid-run: kept as a dated line of the scenario, so that undo, links and a run from the beginning all know
 * of it. The drawing is the one truth; whenever its dated lines differ from the run's, the run is asked to go on under them.
 */
import { type Micros, sec } from '../base/units.ts'
import { FAULT_KINDS, faultSettings, isHarmless } from '../contract/fault.ts'
import type { Port } from '../contract/service.ts'
import type { Action, Drawing, DrawingNode, Fault, Wire } from '../drawing/drawing.ts'
import { faultsInOrder } from '../engine/agenda.ts'
import { RECORD_NAMES, RECORDS } from '../trace/records.ts'
import type { Config, Schema } from '../drawing/fields.ts'
import { withDefaults } from '../drawing/fields.ts'
import { whyAnew } from './anew.ts'
import { change, drawingStore, present } from './drawing.ts'
import { setConfig, setWireConfig } from './edits.ts'
import { PAUSE_MS } from './history.ts'
import { changeRun, player, type Recording, runDrawing, runStore } from './run.ts'
import { portOf, serviceOf } from './shelf.ts'
import { tell } from './toasts.ts'
import './settings.ts'

/** The present instant of a run that is neither at its beginning nor at its end; undefined when there is none. */
export function midRun(): Micros | undefined {
  const { recording, phase } = runStore.getState()
  const at = Math.round(player.cursor)
  return recording && phase !== 'starting' && at > 0 && at < recording.cast.end ? at : undefined
}

/** The settings of a node or wire at an instant: the drawn ones, and what was changed by then. */
export function configAt({ scenario }: Drawing, node: { readonly id: string; readonly config: Config }, at: Micros): Config {
  const set = scenario.actions.filter((action) => action.do === 'set' && action.on === node.id && sec(action.atSec) <= at)
  if (set.length === 0) return node.config
  return Object.assign({}, node.config, ...set.sort((a, b) => a.atSec - b.atSec).map(({ config }) => config)) as Config
}

let last = { key: '', at: 0, wall: 0 }

/** A setting: in mid-run from this instant on, else from the beginning. */
export function setSetting(node: DrawingNode, schema: Schema, field: string, value: unknown): void {
  const key = `set ${node.id} ${field}`
  const now = midRun()
  if (now === undefined || otherRole(node, schema, field, value) || firstCode(node, schema, field, value)) {
    change('Change setting', (drawing) => setConfig(drawing, node.id, schema, field, value), key)
    return
  }
  setFrom(node.id, field, value, now, key)
}

/** A setting of a wire: most may change in mid-run, the rest only from the beginning. */
export function setWireSetting(wire: Wire, port: Port, field: string, value: unknown): void {
  const key = `set ${wire.id} ${field}`
  const now = midRun()
  if (now === undefined || !port.live?.includes(field)) change('Change wire', (drawing) => setWireConfig(drawing, wire.id, port.config ?? {}, field, value), key)
  else setFrom(wire.id, field, value, now, key)
}

function setFrom(on: string, field: string, value: unknown, now: Micros, key: string): void {
  // Typing goes on while time does: all of it belongs to the instant at which it began.
  const wall = performance.now()
  const at = last.key === key && wall - last.wall < PAUSE_MS ? last.at : now
  last = { key, at, wall }
  change('Change setting in mid-run', (drawing) => withSetting(drawing, on, field, value, at), key)
}

/** A queue that becomes FIFO is another thing to its wires: no change for mid-run. */
function otherRole(node: DrawingNode, schema: Schema, field: string, value: unknown): boolean {
  const role = serviceOf(node.service)?.role
  return role !== undefined && role(withDefaults(schema, node.config)) !== role(withDefaults(schema, { ...node.config, [field]: value }))
}

/** Code where there was none: whoever it may call has to be known when the run begins. */
function firstCode(node: DrawingNode, schema: Schema, field: string, value: unknown): boolean {
  const service = serviceOf(node.service)
  const ran = runDrawing()
  const coded = (config: Config): boolean => {
    const whole = withDefaults(schema, config)
    return service?.asks?.(whole) === true || service?.runs?.(whole) === true
  }
  return coded({ ...node.config, [field]: value }) && !coded(node.config) && !(ran?.scenario.actions ?? []).some((one) => one.on === node.id && one.do === 'set' && coded({ ...node.config, ...one.config }))
}

function withSetting(drawing: Drawing, on: string, field: string, value: unknown, at: Micros): Drawing {
  const { actions } = drawing.scenario
  const there = actions.find((one) => one.do === 'set' && one.on === on && sec(one.atSec) === at)
  return withActions(drawing, there
    ? actions.map((one) => (one === there ? { ...one, config: { ...one.config, [field]: value } } : one))
    : [...actions, { id: freshId('a', actions), atSec: at / 1e6, on, do: 'set', config: { [field]: value } }])
}

/** Something done by hand at this instant: `send`, `purge`, `redrive` …; before the run, at its very beginning. */
export function act(on: string, verb: string, config: Config = {}): void {
  const { recording } = runStore.getState()
  const at = midRun() ?? 0
  if (recording && player.cursor >= recording.cast.end) {
    tell('The run is over at this instant. Move back on the time line, or make the run longer, then try again.')
    return
  }
  change('By hand', (drawing) => withActions(drawing, [...drawing.scenario.actions, { id: freshId('a', drawing.scenario.actions), atSec: at / 1e6, on, do: verb, config }]))
}

export const removeAction = (id: string): boolean =>
  change('Take back', (drawing) => withActions(drawing, drawing.scenario.actions.filter((one) => one.id !== id)))

export function addFault(on: string, kind: string, config: Config, atSec: number, forSec: number): void {
  change('Add fault', (drawing) => withFaults(drawing, [...drawing.scenario.faults, { id: freshId('f', drawing.scenario.faults), on, kind, atSec, forSec, config }]))
}
/** The same at all nodes of its service: a service is out, not one queue. */
export const spreadFault = (fault: Fault): boolean =>
  change('Spread fault', (drawing) => withFaults(drawing, twinsOf(drawing, fault).reduce<Fault[]>((faults, on) => {
    faults.push({ ...fault, id: freshId('f', faults), on })
    return faults
  }, [...drawing.scenario.faults])))

/** The other nodes of its service that do not have it yet. */
export function twinsOf({ nodes, scenario }: Drawing, { on, kind, atSec, forSec }: Fault): readonly string[] {
  const service = nodes.find(({ id }) => id === on)?.service
  const struck = new Set(scenario.faults.filter((one) => one.kind === kind && one.atSec === atSec && one.forSec === forSec).map((one) => one.on))
  return nodes.filter((node) => node.service === service && !struck.has(node.id)).map(({ id }) => id)
}

export const setFault = (id: string, edit: Partial<Omit<Fault, 'id'>>): boolean =>
  change('Change fault', (drawing) => withFaults(drawing, drawing.scenario.faults.map((one) => (one.id === id ? { ...one, ...edit } : one))), `fault ${id} ${Object.keys(edit).join()}`)
export const removeFault = (id: string): boolean =>
  change('Remove fault', (drawing) => withFaults(drawing, drawing.scenario.faults.filter((one) => one.id !== id)))

const withActions = (drawing: Drawing, actions: readonly Action[]): Drawing => ({ ...drawing, scenario: { ...drawing.scenario, actions } })
const withFaults = (drawing: Drawing, faults: readonly Fault[]): Drawing => ({ ...drawing, scenario: { ...drawing.scenario, faults } })

function freshId(prefix: string, taken: readonly { readonly id: string }[]): string {
  let number = taken.length + 1
  while (taken.some(({ id }) => id === `${prefix}${number}`)) number++
  return `${prefix}${number}`
}

const dated = ({ scenario: { actions, faults } }: Drawing): string => JSON.stringify([actions, faults])

/** Keeps the run going under the drawing's dated lines. Called once by the page. */
export function attachDated(): void {
  drawingStore.subscribe(({ history }, before) => { if (history.present !== before.history.present) follow(history.present) })
  // Something may have been dated while the run was about to begin.
  runStore.subscribe(({ recording }, before) => { if (recording && !before.recording) follow(present()) })
}

function follow(now: Drawing): void {
  const ran = runDrawing()
  // Cards are moved far more often than anything is dated.
  if (!ran || ran.scenario === now.scenario || dated(ran) === dated(now) || whyAnew(ran, now) !== undefined) return
  changeRun(now, sayDifference(ran, now))
}

/** What is new, or gone, in words. */
function sayDifference(ran: Drawing, now: Drawing): string {
  const lines = (drawing: Drawing): Map<string, string> => new Map([
    ...drawing.scenario.actions.map((one): [string, string] => [JSON.stringify(one), sayAction(one, drawing)]),
    ...drawing.scenario.faults.map((one): [string, string] => [JSON.stringify(one), sayFault(one, drawing)]),
  ])
  const then = lines(ran)
  const here = lines(now)
  const added = [...here].filter(([key]) => !then.has(key)).map(([, says]) => says)
  if (added.length > 0) return added.join(', ')
  return `Taken back: ${[...then].filter(([key]) => !here.has(key)).map(([, says]) => says).join(', ')}`
}

export const nameOf = (drawing: Drawing, id: string): string => {
  const node = drawing.nodes.find((one) => one.id === id)
  if (node) return node.name
  const wire = drawing.wires.find((one) => one.id === id)
  return wire ? `${nameOf(drawing, wire.from)} → ${nameOf(drawing, wire.to)}` : id
}

const VERBS: { readonly [verb: string]: string } = {
  purge: 'purged', redrive: 'redriven', replay: 'its archive replayed', confirm: 'subscriptions confirmed', deploy: 'deployed', publish: 'a version published', enable: 'its mappings enabled', disable: 'its mappings disabled', loseZone: 'a zone lost', associate: 'associated with its distribution', dissociate: 'taken off its distribution', deleteVersion: 'a version to be deleted',
}

/** "price-quote: Reserved concurrency 2", "Partners: 100 sent". */
export function sayAction({ on, do: verb, config }: Action, drawing: Drawing): string {
  const name = nameOf(drawing, on)
  if (verb === 'send') return `${name}: ${typeof config.times === 'number' ? config.times.toLocaleString('en') : 1} sent`
  if (verb === 'put' && typeof config.key === 'string') return `${name}: ${config.key} becomes ${String(config.value ?? '')}`
  if (verb === 'delete' && typeof config.key === 'string') return `${name}: ${config.key} is deleted`
  if (verb === 'invalidate') return `${name}: ${String(config.paths ?? '/*')} invalidated`
  if (verb !== 'set') return `${name}: ${VERBS[verb] ?? verb}`
  const schema = schemaOf(drawing, on)
  const settles = settlesAfter(drawing, on)
  return `${name}: ${Object.entries(config).map(([field, value]) => `${schema?.[field]?.label ?? field} ${sayValue(schema, field, value)}`).join(', ')}${settles > 0 ? ` (holds ${settles} s later)` : ''}`
}

/** AWS goes on for so many seconds under what a wire said before. */
export function settlesAfter({ nodes, wires }: Drawing, on: string): number {
  const wire = wires.find(({ id }) => id === on)
  const from = nodes.find(({ id }) => id === wire?.from)
  const service = serviceOf(from?.service ?? '')
  const settles = portOf(from?.service ?? '', wire?.port ?? '')?.settlesSec
  return settles && service && from ? settles(withDefaults(service.config, from.config)) : 0
}

function schemaOf(drawing: Drawing, on: string): Schema | undefined {
  const serviceIn = (id: string | undefined) => drawing.nodes.find((node) => node.id === id)?.service ?? ''
  const wire = drawing.wires.find(({ id }) => id === on)
  return wire ? portOf(serviceIn(wire.from), wire.port)?.config : (serviceOf(serviceIn(on))?.config as Schema | undefined)
}

function sayValue(schema: Schema | undefined, field: string, value: unknown): string {
  const known = schema?.[field]
  if (value === null) return 'not set'
  if (known?.kind === 'choice') return known.options.find((option) => option.value === value)?.label ?? String(value)
  if (known?.kind === 'number') return `${(value as number).toLocaleString('en')} ${known.unit}`.trim()
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return typeof value === 'string' && value.length <= 24 ? `“${value}”` : 'changed'
}

/** "price-quote: errors 50 % for 4 s". */
export function sayFault(fault: Fault, drawing: Drawing): string {
  return `${nameOf(drawing, fault.on)}: ${sayKind(fault)} for ${fault.forSec.toLocaleString('en')} s`
}

export function sayKind(fault: Fault): string {
  const { rate, addMs, factor, oneIn, text, units, zone, sequence } = faultSettings(fault)
  const title = FAULT_KINDS[fault.kind]?.title.toLowerCase() ?? `unknown fault “${fault.kind}”`
  switch (fault.kind) {
    case 'errors': case 'throttle': return `${title} ${rate} %`
    case 'latency': case 'slow': return `${title}${factor === 1 ? '' : ` × ${factor}`}${addMs === 0 ? '' : ` + ${(addMs as number).toLocaleString('en')} ms`}`
    case 'poison': return `${title}${oneIn === 0 ? '' : `, one in ${oneIn}`}${text === '' ? '' : `, “${text}”`}`
    case 'neighbour': return `${title} takes ${(units as number).toLocaleString('en')}`
    case 'zone': return `${title} (${zone})`
    case 'sequence': return `${title} ${sequence}`
    default: return title
  }
}

/** What a fault had to do with a row: those in force there at its instant, in words; nothing when there were none. */
export function sayTrouble({ drawing, cast }: Recording, { kind, place, time }: { readonly kind: number; readonly place: number; readonly time?: Micros }): string | undefined {
  if (time === undefined) return undefined
  const wire = RECORDS[RECORD_NAMES[kind]!].place === 'wire' ? cast.wires[place] : undefined
  const node = cast.nodes[wire ? wire.to : place]
  const faults = node ? faultsAt(drawing, node.id, time) : []
  if (faults.length === 0) return undefined
  return faults.map((fault) => `${nameOf(drawing, fault.on)} has ${sayKind(fault)} until ${fault.atSec + fault.forSec} s`).join('; ')
}

/** The fault that a row says begins or is healed, by its number. */
export function faultOfRow({ drawing }: Recording, number: number): string | undefined {
  const fault = faultsInOrder(drawing.scenario)[number]
  return fault && sayKind(fault)
}

/** What is wrong at an instant, by the node where it shows: its own faults, and those of wires that lead there. */
export function faultsInForce(drawing: Drawing, time: Micros): ReadonlyMap<string, string> {
  const { faults } = drawing.scenario
  const nodes = new Map<string, string>()
  if (faults.length === 0) return nodes
  for (const { id } of drawing.nodes) {
    const here = faultsAt(drawing, id, time).map(sayKind)
    if (here.length > 0) nodes.set(id, here.join(', '))
  }
  return nodes
}

/** The faults in force at an instant at a node, or on a wire that leads there: what a sentence about a failure names. */
const faultsAt = (drawing: Drawing, node: string, time: Micros): readonly Fault[] =>
  drawing.scenario.faults.filter((fault) => {
    const here = fault.on === node || drawing.wires.some((wire) => wire.id === fault.on && wire.to === node)
    return here && sec(fault.atSec) <= time && time < sec(fault.atSec) + sec(fault.forSec) && !isHarmless(fault)
  })
