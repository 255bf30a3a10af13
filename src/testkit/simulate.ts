/** Runs a small drawing and reads its trace back as a story: what tests of services are written with. */
import { type Micros, toSec } from '../base/units.ts'
import type { CodeHost } from '../contract/handler.ts'
import type { Service } from '../contract/service.ts'
import { waysBetween } from '../contract/wiring.ts'
import type { Config } from '../drawing/fields.ts'
import { withDefaults } from '../drawing/fields.ts'
import type { Action, Drawing, DrawingNode, Scenario, Wire } from '../drawing/drawing.ts'
import { EMPTY_DRAWING, EMPTY_SCENARIO } from '../drawing/drawing.ts'
import { makePlan } from '../engine/plan.ts'
import { Run } from '../engine/run.ts'
import { services as all } from '../services/catalogue.ts'
import { MetricStore } from '../trace/metrics.ts'
import { OUTCOMES, RECORD_NAMES, RECORDS, type Outcome } from '../trace/records.ts'
import type { TraceBlock } from '../trace/block.ts'
import { TraceWriter } from '../trace/writer.ts'

export interface Row {
  readonly at: Micros
  readonly atSec: number
  readonly message: number
  readonly kind: keyof typeof RECORDS
  /** Name of the node, or "from → to" of the wire. */
  readonly place: string
  readonly a: number
  readonly b: number
}

export interface Sketchbook {
  add(service: string, name: string, config?: Config): string
  /** Draws the first legal wire from one to the other, or the one from this port. */
  wire(from: string, to: string, options?: { port?: string; config?: Config }): void
  at(atSec: number, on: string, verb: string, config?: Config): void
}

export type Settings = Partial<Scenario> & { services?: readonly Service[]; host?: CodeHost; peeks?: boolean }

export function sketch(settings: Settings, draw: (book: Sketchbook) => void): Drawing {
  const { services = all as readonly Service[], host: _, peeks: __, ...scenario } = settings
  const nodes: DrawingNode[] = []
  const wires: Wire[] = []
  const actions: Action[] = [...(scenario.actions ?? [])]
  const find = (name: string): DrawingNode => nodes.find((node) => node.name === name) ?? fail(`no node called ${name}`)
  const serviceOf = (node: DrawingNode): Service => services.find((one) => one.id === node.service) ?? fail(`no service ${node.service}`)
  const sketchOf = (node: DrawingNode) => {
    const service = serviceOf(node)
    const config = withDefaults(service.config, node.config)
    return { id: node.id, service: node.service, name: node.name, role: service.role(config), config }
  }
  draw({
    add(service, name, config = {}) {
      nodes.push({ id: `n${nodes.length + 1}`, service, name, x: nodes.length * 240, y: 0, config })
      return name
    },
    wire(fromName, toName, options = {}) {
      const from = find(fromName)
      const to = find(toName)
      const ways = waysBetween(serviceOf(from), sketchOf(from), sketchOf(to), wires)
      const way = ways.find((one) => 'port' in one && (!options.port || one.port.id === options.port)) ?? fail(`no wire from ${fromName} to ${toName}`)
      if (!('port' in way)) return
      wires.push({ id: `w${wires.length + 1}`, from: from.id, port: way.port.id, to: to.id, kind: way.kind, config: options.config ?? {} })
    },
    at(atSec, on, verb, config = {}) {
      actions.push({ id: `a${actions.length + 1}`, atSec, on: find(on).id, do: verb, config })
    },
  })
  return { ...EMPTY_DRAWING, nodes, wires, scenario: { ...EMPTY_SCENARIO, mode: 'strict', forSec: 3_600, ...scenario, actions } }
}

export function simulate(settings: Settings, draw: (book: Sketchbook) => void) {
  return runDrawing(sketch(settings, draw), settings.services, settings.host, settings.peeks)
}

export function runDrawing(drawing: Drawing, services: readonly Service[] = all as readonly Service[], host?: CodeHost, peeks = false) {
  const plan = makePlan(drawing, services)
  const errors = plan.findings.filter((finding) => finding.level === 'error')
  if (errors.length > 0) fail(errors.map((finding) => finding.text).join('\n'))
  const blocks: TraceBlock[] = []
  const metrics = new MetricStore()
  const texts: string[] = []
  const trace = new TraceWriter({ onBlock: (block) => blocks.push(block), onText: (text) => texts.push(text) })
  const run = new Run(plan, { trace, metrics, host, peeks })
  run.advance(run.end)
  trace.flush()
  const rows = blocks.flatMap((block) => rowsOf(block, run))
  const node = (name: string) => run.nodes.find((one) => one.name === name) ?? fail(`no node called ${name}`)
  return {
    run, plan, rows, texts,
    /** Rows about one node, as "seconds kind message", messages numbered in order of appearance. */
    story: (name: string, ...kinds: (keyof typeof RECORDS)[]): string[] => {
      const numbers = new Map<number, number>()
      for (const row of rows) if (row.message > 0 && !numbers.has(row.message)) numbers.set(row.message, numbers.size + 1)
      return rows
        .filter((row) => row.place === name && (kinds.length === 0 || kinds.includes(row.kind)))
        .map((row) => `${row.atSec} ${row.kind}${row.message > 0 ? ` ${numbers.get(row.message)}` : ''}`)
    },
    count: (name: string, kind: keyof typeof RECORDS): number => rows.filter((row) => row.place === name && row.kind === kind).length,
    metric: (name: string, metric: string) => {
      const one = node(name)
      const index = (one.behaviour.metrics ?? []).findIndex((entry) => entry.name === metric)
      if (index < 0) fail(`${name} has no metric ${metric}`)
      return metrics.summary(one.metricSlot(index))
    },
    outcomes: (): Partial<Record<Outcome, number>> =>
      Object.fromEntries(OUTCOMES.map((outcome, index) => [outcome, run.world.outcomes[index]!] as const).filter(([, times]) => times > 0)),
    waiting: (): number => run.world.messages.alive,
  }
}

function rowsOf(block: TraceBlock, run: Run): Row[] {
  const rows: Row[] = []
  const { columns } = block
  for (let i = 0; i < block.rows; i++) {
    const kind = RECORD_NAMES[columns.kind[i]!]!
    const place = columns.place[i]!
    const wire = run.plan.wires[place]
    const onWire = RECORDS[kind].place === 'wire'
    rows.push({
      at: columns.time[i]!, atSec: toSec(columns.time[i]!), message: columns.serial[i]!, kind,
      place: onWire ? `${wire!.from.drawn.name} → ${wire!.to.drawn.name}` : run.nodes[place]!.name,
      a: columns.a[i]!, b: columns.b[i]!,
    })
  }
  return rows
}

function fail(message: string): never {
  throw new Error(message)
}

