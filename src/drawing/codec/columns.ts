/**
 * A drawing as a few short columns of JSON, which deflate shrinks well: names of services once, positions as steps on a
 * grid, settings only where they differ from the default, ids only where they are not n1, n2 … w1, w2 ….
 *
 * Version a of the link. Nothing here may change: links made with it are out in the world. A better layout is version b.
 */
import { type Drawing, type DrawingNode, EMPTY_SCENARIO, type Scenario, type Wire } from '../drawing.ts'
import type { Config } from '../fields.ts'

export type Columns = readonly [
  name: string,
  /** Services in order of appearance, then for each node its place in that list. */
  services: readonly string[],
  service: readonly number[],
  names: readonly string[],
  /** x and y in turn, each as the step from the node before, in units of `grid`. */
  grid: number,
  places: readonly number[],
  /** Settings: node, then its settings, in turn. */
  settings: readonly unknown[],
  /** Pairs of port and kind in order of appearance. */
  ports: readonly string[],
  /** From (as the step from the wire before), pair, to (as the step from `from`). */
  wires: readonly number[],
  wireSettings: readonly unknown[],
  /** What most drawings do not have, by name. */
  rest: { readonly [name: string]: unknown },
]

export function toColumns(drawing: Drawing): Columns {
  const { nodes, wires } = drawing
  const index = new Map(nodes.map((node, at) => [node.id, at]))
  const services = [...new Set(nodes.map((node) => node.service))]
  const ports = [...new Set(wires.map((wire) => `${wire.port} ${wire.kind}`))]
  const grid = gridOf(nodes)
  const places: number[] = []
  let x = 0
  let y = 0
  for (const node of nodes) {
    const nextX = Math.round(node.x / grid)
    const nextY = Math.round(node.y / grid)
    places.push(nextX - x, nextY - y)
    x = nextX
    y = nextY
  }
  let before = 0
  const flow = wires.flatMap((wire) => {
    const from = index.get(wire.from)!
    const step = [from - before, ports.indexOf(`${wire.port} ${wire.kind}`), index.get(wire.to)! - from]
    before = from
    return step
  })
  return [
    drawing.name, services, nodes.map((node) => services.indexOf(node.service)), nodes.map((node) => node.name), grid, places,
    settingsOf(nodes), ports, flow, settingsOf(wires), restOf(drawing),
  ]
}

/** The value may be anything that was JSON: what comes out goes through the check of drawings like any other input. */
export function fromColumns(value: unknown): unknown {
  if (!Array.isArray(value) || value.length !== 11) return undefined
  const [name, services, service, names, grid, places, settings, ports, flow, wireSettings, rest] = value as unknown[]
  const extra = (typeof rest === 'object' && rest !== null ? rest : {}) as { [name: string]: unknown }
  const ids = arrayOf(extra.ids)
  const inside = (extra.inside ?? {}) as { [at: string]: unknown }
  const unit = typeof grid === 'number' ? grid : 1
  let x = 0
  let y = 0
  const configs = readSettings(settings)
  const nodes = arrayOf(service).map((at, i) => {
    x += Number(arrayOf(places)[2 * i])
    y += Number(arrayOf(places)[2 * i + 1])
    return {
      id: ids[i] ?? `n${i + 1}`, service: arrayOf(services)[Number(at)], name: arrayOf(names)[i], x: x * unit, y: y * unit,
      config: configs.get(i) ?? {}, ...(Object.hasOwn(inside, i) ? { container: inside[i] } : {}),
    }
  })
  const wireIds = arrayOf(extra.wireIds)
  const wireConfigs = readSettings(wireSettings)
  const numbers = arrayOf(flow).map(Number)
  const wires: unknown[] = []
  let from = 0
  for (let i = 0; 3 * i + 2 < numbers.length; i++) {
    from += numbers[3 * i]!
    const [port, kind] = String(arrayOf(ports)[numbers[3 * i + 1]!] ?? '').split(' ')
    wires.push({ id: wireIds[i] ?? `w${i + 1}`, from: nodes[from]?.id, port, to: nodes[from + numbers[3 * i + 2]!]?.id, kind, config: wireConfigs.get(i) ?? {} })
  }
  return {
    version: 1, name, nodes, wires, notes: extra.notes ?? [], containers: extra.containers ?? [],
    scenario: { ...EMPTY_SCENARIO, ...((extra.scenario ?? {}) as object) },
  }
}

/** The coarsest of these on which all nodes stand. */
function gridOf(nodes: readonly DrawingNode[]): number {
  return [20, 4].find((unit) => nodes.every(({ x, y }) => Math.round(x) % unit === 0 && Math.round(y) % unit === 0)) ?? 1
}

function settingsOf(things: readonly { readonly config: Config }[]): unknown[] {
  const settings: unknown[] = []
  let before = 0
  things.forEach(({ config }, at) => {
    if (Object.keys(config).length === 0) return
    settings.push(at - before, config)
    before = at
  })
  return settings
}

function readSettings(value: unknown): Map<number, unknown> {
  const found = new Map<number, unknown>()
  const list = arrayOf(value)
  let at = 0
  for (let i = 0; i + 1 < list.length; i += 2) {
    at += Number(list[i])
    found.set(at, list[i + 1])
  }
  return found
}

function restOf(drawing: Drawing): { [name: string]: unknown } {
  const { nodes, wires, notes, containers, scenario } = drawing
  const inside: { [at: string]: string } = {}
  nodes.forEach((node, at) => {
    if (node.container !== undefined) inside[at] = node.container
  })
  const different = changed(scenario)
  return {
    ...(plain(nodes, 'n') ? {} : { ids: nodes.map((node) => node.id) }),
    ...(plain(wires, 'w') ? {} : { wireIds: wires.map((wire) => wire.id) }),
    ...(Object.keys(inside).length > 0 ? { inside } : {}),
    ...(notes.length > 0 ? { notes } : {}),
    ...(containers.length > 0 ? { containers } : {}),
    ...(Object.keys(different).length > 0 ? { scenario: different } : {}),
  }
}

const plain = (things: readonly (DrawingNode | Wire)[], letter: string): boolean => things.every((thing, at) => thing.id === `${letter}${at + 1}`)

function changed(scenario: Scenario): Partial<Scenario> {
  const different: Record<string, unknown> = {}
  for (const name of Object.keys(EMPTY_SCENARIO) as (keyof Scenario)[]) {
    if (JSON.stringify(scenario[name]) !== JSON.stringify(EMPTY_SCENARIO[name])) different[name] = scenario[name]
  }
  return different
}

const arrayOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
