/**
 * A drawing, made ready to run: settings filled in, wires joined to their nodes, quotas settled, and everything that
 * would make a run impossible or surprising said as findings. A plan with an error finding is not run.
 */
import { BY_REFERENCE } from '../base/copy.ts'
import { withDefaults } from '../contract/config.ts'
import { FAULT_KINDS } from '../contract/fault.ts'
import type { Finding } from '../contract/finding.ts'
import { checkQuotas, quotasOf, type Quotas } from '../contract/quotas.ts'
import type { SdkFace } from '../contract/sdk.ts'
import type { NodeSketch, Port, Service, WireEnd } from '../contract/service.ts'
import { judgeWire, type Services } from '../contract/wiring.ts'
import type { Drawing, DrawingNode, Scenario, Wire } from '../drawing/drawing.ts'
import { checkValue } from '../drawing/field-check.ts'
import { type OwnWatch, ownWatchesOf, type Watch, watchesOf } from './watches.ts'
import { agendaOf, type Dated } from './agenda.ts'
import { looksLater, refusals, settling, stages } from './changes.ts'
import { checkCycles } from './cycles.ts'
import { viewOf } from './view.ts'

export const ACCOUNT = '123456789012'
export const REGION = 'us-east-1'

export interface PlanNode {
  readonly index: number
  readonly drawn: DrawingNode
  readonly service: Service
  readonly config: any
  readonly arn: string
  readonly sketch: NodeSketch
}
export interface PlanWire {
  readonly index: number
  readonly drawn: Wire
  readonly port: Port
  readonly from: PlanNode
  readonly to: PlanNode
  readonly config: unknown
  /** As the node where it begins sees it, and as the other does: the same in all runs of a plan, which share checkpoints. */
  readonly here: WireEnd
  readonly there: WireEnd
  /** Nobody drew it: code of the one may call the other by name (SBX-03). */
  readonly implied: boolean
}
export interface Plan {
  readonly drawing: Drawing
  readonly scenario: Scenario
  readonly quotas: Quotas
  readonly nodes: readonly PlanNode[]
  readonly wires: readonly PlanWire[]
  readonly findings: readonly Finding[]
  /** What happens on a date. */
  readonly agenda: readonly Dated[]
  /** What code may ask of the services, of those that are not drawn, too. */
  readonly faces: readonly SdkFace[]
  /** There is code to run. */
  readonly coded: boolean
  /** Somebody looks at payloads. */
  readonly contents: boolean
  /** Whose metrics are told to whom. */
  readonly watches: readonly Watch[]
  readonly ownWatches: readonly OwnWatch[]
}

/** Whether wires lead from a node back to it. */
export function loops(node: PlanNode, wires: readonly PlanWire[]): boolean {
  const reached = new Set<PlanNode>()
  const ahead = [node]
  for (let at = ahead.pop(); at; at = ahead.pop()) {
    for (const wire of wires) {
      if (wire.from !== at || reached.has(wire.to)) continue
      reached.add(wire.to)
      ahead.push(wire.to)
    }
  }
  return reached.has(node)
}

export function makePlan(drawing: Drawing, services: Services): Plan {
  const findings: Finding[] = []
  const quotas = quotasOf(drawing.scenario)
  findings.push(...checkQuotas(drawing.scenario))
  const nodes = planNodes(drawing, services, findings)
  const wires = planWires(drawing, nodes, findings)
  checkChanges(drawing.scenario, nodes, wires, findings)
  checkFaults(drawing.scenario, nodes, findings)
  for (const node of nodes) {
    const check = node.service.check
    if (check) findings.push(...check(viewOf(node, nodes, wires, drawing.scenario, quotas)))
  }
  findings.push(...checkCycles(nodes, wires))
  const dated = findings.some(({ level }) => level === 'error') ? [] : [...stages(drawing.scenario, nodes, wires, quotas)]
  findings.push(...refusals(findings, dated))
  const watches = watchesOf(nodes, findings)
  const ownWatches = ownWatchesOf(nodes, findings)
  const faces = services.flatMap(({ sdk }) => (sdk ? [sdk] : []))
  const asking = new Set([...nodes, ...dated.flatMap(({ touched }) => touched)].flatMap(({ service, config, index }) => (service.asks?.(config) === true ? [index] : [])))
  const coded = asking.size > 0 || runsCode(nodes) || dated.some(({ touched }) => runsCode(touched))
  const contents = coded || nodes.some((node) => node.service.looks?.(viewOf(node, nodes, wires, drawing.scenario, quotas)) === true) || looksLater(dated)
  return { drawing, scenario: drawing.scenario, quotas, nodes, wires: [...wires, ...impliedWires(nodes, asking, wires.length)], findings, agenda: agendaOf(drawing.scenario, settling(wires)), faces, coded, contents, watches, ownWatches }
}

const TOO_LATE: Finding = { rule: 'SBX-01', level: 'error', text: 'Code comes where there was none when the run began. Run it again from the beginning.' }

/**
 * The same plan with other dated lines, for a run that goes on under them. Nodes and wires are the very same: checkpoints
 * refer to them.
 */
export function replan(plan: Plan, drawing: Drawing, services: Services): Plan {
  const { scenario, findings: found, agenda, contents, coded, wires } = makePlan(drawing, services)
  const findings = (coded && !plan.coded) || wires.length > plan.wires.length ? [...found, TOO_LATE] : found
  return { ...plan, drawing, scenario, findings, agenda, contents: plan.contents || contents }
}

function planNodes(drawing: Drawing, services: Services, findings: Finding[]): PlanNode[] {
  const nodes: PlanNode[] = []
  const names = new Set<string>()
  for (const drawn of drawing.nodes) {
    const service = services.find((one) => one.id === drawn.service)
    if (!service) {
      findings.push({
        rule: 'GEN-04', level: 'warning', on: drawn.id,
        text: `This program does not know the service "${drawn.service}". ${drawn.name} is kept, and takes no part in the run.`,
      })
      continue
    }
    if (names.has(`${drawn.service} ${drawn.name}`)) {
      findings.push({ rule: 'GEN-02', level: 'error', on: drawn.id, text: `Two nodes are called ${drawn.name}. Rename one: AWS tells them apart by name.` })
    }
    names.add(`${drawn.service} ${drawn.name}`)
    const config = withDefaults(service.config, drawn.config)
    const sketch = { id: drawn.id, service: drawn.service, name: drawn.name, role: service.role(config), config }
    nodes.push({ index: nodes.length, drawn, service, config, sketch, arn: service.arn(drawn.name, REGION, ACCOUNT) })
  }
  return nodes
}

function planWires(drawing: Drawing, nodes: readonly PlanNode[], findings: Finding[]): PlanWire[] {
  const wires: PlanWire[] = []
  for (const drawn of drawing.wires) {
    const from = nodes.find((node) => node.drawn.id === drawn.from)
    const to = nodes.find((node) => node.drawn.id === drawn.to)
    if (!from || !to) {
      const known = (id: string) => drawing.nodes.some((node) => node.id === id)
      // What ends at a service nobody knows is kept, as that is.
      if (!known(drawn.from) || !known(drawn.to)) {
        const whose = from ? `The wire from "${drawn.port}" of ${from.drawn.name} leads to nothing` : to ? `The wire to ${to.drawn.name} comes from nothing` : 'A wire has neither beginning nor end'
        findings.push({ rule: 'GEN-04', level: 'error', on: drawn.id, text: `${whose}. Delete it, or draw it to a node that is there; nothing could travel along it.` })
      }
      continue
    }
    const port = from.service.ports.find((one) => one.id === drawn.port)
    if (!port) {
      findings.push({ rule: 'GEN-04', level: 'error', on: drawn.id, text: `${from.drawn.name} has no port "${drawn.port}". Draw the wire again.` })
      continue
    }
    const there = wires.filter((wire) => wire.from === from && wire.port.id === port.id).length
    const verdict = judgeWire(port, from.sketch, to.sketch, there)
    if ('refusal' in verdict) {
      findings.push({ rule: verdict.refusal.rule, level: 'error', on: drawn.id, text: verdict.refusal.text })
      continue
    }
    const config = withDefaults(port.config ?? {}, drawn.config)
    wires.push(planWire(wires.length, drawn, towards(port, to.sketch.role), from, to, port.fills ? port.fills(from.config, config) : config))
  }
  return wires
}

function planWire(index: number, drawn: Wire, port: Port, from: PlanNode, to: PlanNode, config: unknown, implied = false): PlanWire {
  const end = (peer: PlanNode): WireEnd & { [BY_REFERENCE]: true } => ({
    [BY_REFERENCE]: true, index, id: drawn.id, port: port.id, kind: drawn.kind, config,
    peer: { id: peer.drawn.id, name: peer.drawn.name, arn: peer.arn, role: peer.sketch.role },
  })
  return { index, drawn, port, from, to, config, here: end(to), there: end(from), implied }
}

/** GEN-07: who stands at the end decides how far it is. */
function towards(port: Port, role: NodeSketch['role']): Port {
  const latency = port.latencyTo?.[role]
  return latency ? { ...port, latency } : port
}

const IMPLIED: Port = { id: 'implied', label: 'Calls', side: 'right', to: {}, latency: { p50: 8, p99: 40 } }

const runsCode = (nodes: readonly PlanNode[]): boolean => nodes.some(({ service, config }) => service.runs?.(config) === true)

/** From all code, also such as comes in mid-run, to all that can be called: named in the code, drawn or not. */
function impliedWires(nodes: readonly PlanNode[], asking: ReadonlySet<number>, first: number): PlanWire[] {
  const wires: PlanWire[] = []
  for (const from of nodes) {
    if (!asking.has(from.index)) continue
    for (const to of nodes) {
      if (!to.service.sdk) continue
      const drawn: Wire = { id: `${from.drawn.id}>${to.drawn.id}`, from: from.drawn.id, port: IMPLIED.id, to: to.drawn.id, kind: 'data', config: {} }
      wires.push(planWire(first + wires.length, drawn, IMPLIED, from, to, {}, true))
    }
  }
  return wires
}

/** A dated change of a setting has to be as good as the setting itself. */
function checkChanges(scenario: Scenario, nodes: readonly PlanNode[], wires: readonly PlanWire[], findings: Finding[]): void {
  for (const { id, atSec, on, do: verb, config } of scenario.actions) {
    const wire = wires.find(({ drawn }) => drawn.id === on)
    const node = nodes.find((one) => one.drawn.id === on)
    if (verb !== 'set') {
      if (wire || (node && !node.service.behaviour.act)) findings.push({ rule: 'GEN-02', level: 'warning', on: id, text: `At ${atSec} s ${node ? node.drawn.name : 'a wire'} is told to "${verb}", which it does not understand. Nothing happens then.` })
      continue
    }
    if (wire) checkWireChange(wire, atSec, config, (text, field) => findings.push({ rule: 'GEN-02', level: 'error', on: id, field, text }))
    if (!node) continue
    for (const [name, value] of Object.entries(config)) {
      const field = Object.hasOwn(node.service.config, name) ? node.service.config[name] : undefined
      const wrong = field ? checkValue(field, value) : `${node.drawn.name} has no setting "${name}".`
      if (wrong) findings.push({ rule: field?.rule ?? 'GEN-02', level: 'error', on: id, field: name, text: `At ${atSec} s ${node.drawn.name} is to change: ${wrong} Mend the action; the run does not start otherwise.` })
    }
  }
}

function checkWireChange({ from, to, port }: PlanWire, atSec: number, config: Readonly<Record<string, unknown>>, bad: (text: string, field: string) => void): void {
  for (const [name, value] of Object.entries(config)) {
    const field = port.live?.includes(name) ? port.config?.[name] : undefined
    const wrong = field ? checkValue(field, value) : `its setting "${name}" cannot change in mid-run.`
    if (wrong) bad(`At ${atSec} s the wire from ${from.drawn.name} to ${to.drawn.name} is to change: ${wrong} Mend the action; the run does not start otherwise.`, name)
  }
}

/** A fault that is no good does not keep a run from starting: it does less than it says. */
function checkFaults(scenario: Scenario, nodes: readonly PlanNode[], findings: Finding[]): void {
  for (const { id, on, kind, config } of scenario.faults) {
    const node = nodes.find((one) => one.drawn.id === on)
    const known = Object.hasOwn(FAULT_KINDS, kind) ? FAULT_KINDS[kind]! : undefined
    const warn = (text: string, field?: string): void => { findings.push({ rule: 'GEN-04', level: 'warning', on: id, text, ...(field ? { field } : {}) }) }
    if (!known) warn(`This program does not know the fault "${kind}". It is kept, and strikes nobody.`)
    else if (node ? known.at !== 'targets' && !known.at.includes(node.sketch.role) : !known.wires) {
      warn(`${known.title} means nothing at ${node ? node.drawn.name : 'a wire'}, and strikes nobody there.`)
    } else {
      for (const [name, value] of Object.entries(config)) {
        const field = Object.hasOwn(known.config, name) ? known.config[name] : undefined
        const wrong = field && checkValue(field, value)
        if (wrong) warn(`${known.title}${node ? ` at ${node.drawn.name}` : ''}: ${wrong} The usual value is used.`, name)
      }
    }
  }
}
