/**
 * A run in slices: the same in the worker, in `npm run sim` and in tests. It advances to where the camera wants it,
 * takes a checkpoint every ten virtual seconds or so, and repeats spans whose rows were dropped.
 */
import { type Micros, sec } from '../base/units.ts'
import type { Drawing } from '../drawing/drawing.ts'
import { Checkpoints } from '../engine/checkpoints.ts'
import type { CodeHost } from '../contract/handler.ts'
import type { Finding } from '../contract/finding.ts'
import { firstDifference } from '../engine/agenda.ts'
import { makePlan, type Plan, replan } from '../engine/plan.ts'
import { lookFromNow } from '../engine/rewire.ts'
import { Run } from '../engine/run.ts'
import { services } from '../services/catalogue.ts'
import { MetricStore } from '../trace/metrics.ts'
import type { TraceBlock } from '../trace/block.ts'
import { TraceWriter } from '../trace/writer.ts'
import type { Cast, Progress } from './protocol.ts'

const EVERY = sec(10)
/** Between two looks at the clock. */
const CHUNK = 1_024

export interface Simulation {
  plan: Plan
  readonly run: Run
  readonly trace: TraceWriter
  readonly metrics: MetricStore
  readonly checkpoints: Checkpoints
  nextCheckpoint: Micros
  readonly options: SimulationOptions
}

export interface SimulationOptions {
  readonly digest?: boolean
  readonly onText?: (text: string, number: number) => void
  /** Makes a code host for one run; there when the plan has code. */
  readonly hosts?: (() => CodeHost) | undefined
}

export function plan(drawing: Drawing): Plan {
  return makePlan(drawing, services)
}

export function simulation(plan: Plan, onBlock: (block: TraceBlock) => void, options: SimulationOptions = {}): Simulation {
  const metrics = new MetricStore()
  const { digest = false, onText, hosts } = options
  const trace = new TraceWriter({ onBlock, digest, ...(onText && { onText }) })
  const run = new Run(plan, { trace, metrics, host: hosts?.() })
  const checkpoints = new Checkpoints()
  checkpoints.take(run)
  return { plan, run, trace, metrics, checkpoints, nextCheckpoint: EVERY, options }
}

/** Advances until an instant or until `pause` says so; true when the instant is reached. */
export function advance(simulation: Simulation, until: Micros, pause: () => boolean): boolean {
  const { run } = simulation
  const goal = Math.min(until, run.end)
  for (;;) {
    const stop = Math.min(goal, simulation.nextCheckpoint)
    const there = run.advance(stop, CHUNK)
    if (there && stop === simulation.nextCheckpoint) {
      simulation.checkpoints.take(run)
      simulation.nextCheckpoint += EVERY
    }
    if (there && stop === goal) return true
    if (pause()) return false
  }
}

export interface Change {
  /** The first instant at which anything may differ: what came before holds. */
  readonly at: Micros
  /** Rows with this number and above are void; they come again, along with those that differ. Undefined: none are. */
  readonly rows: number | undefined
}

/**
 * Other dated lines for a run that is under way (a setting changed at the present instant, a fault added, one of them
 * taken back): it is wound back to before the first that differs, and runs on from there under the new ones. The same as
 * running from zero under them.
 */
export function change(simulation: Simulation, drawing: Drawing): Change | { readonly refused: readonly Finding[] } {
  const { run, metrics, trace, checkpoints } = simulation
  const planned = replan(simulation.plan, drawing, services)
  const refused = planned.findings.filter((finding) => finding.level === 'error')
  if (refused.length > 0) return { refused }
  const at = firstDifference(simulation.plan.agenda, planned.agenda)
  const looks = planned.contents && !simulation.plan.contents
  simulation.plan = planned
  if (at > run.now && !looks) {
    run.goOnUnder(planned)
    return { at, rows: undefined }
  }
  // Payloads that nobody looked at were not made: it comes here once more, with them.
  const from = checkpoints.measuredBefore(looks ? 0 : at - 1)
  metrics.goOnFrom(from.metrics)
  run.restore(from.world)
  if (looks) lookFromNow(run)
  run.goOnUnder(planned)
  trace.rewind(from.mark)
  checkpoints.dropAfter(from.at)
  simulation.nextCheckpoint = from.at + EVERY
  return { at, rows: from.mark.written }
}

/** The rows of a span, once more: from the nearest checkpoint, in a run of its own that measures nothing. */
export interface Rerun {
  readonly from: Micros
  readonly to: Micros
  /** Goes on until `pause` says so; true when it is done. */
  advance(pause: () => boolean): boolean
  /** How much of the way is done, from 0 to 1. */
  share(): number
  /** Blocks that hold rows of the span, and some before it; numbered as in the run. */
  readonly blocks: readonly TraceBlock[]
}

export function rerun(simulation: Simulation, from: Micros, to: Micros): Rerun {
  const blocks: TraceBlock[] = []
  const trace = new TraceWriter({
    onBlock: (block) => {
      if (run.now >= from) blocks.push(block)
      else trace.recycle(block.buffer)
    },
  })
  const run = new Run(simulation.plan, { trace, metrics: new MetricStore({ muted: true }), host: simulation.options.hosts?.() })
  const { checkpoints } = simulation
  const world = checkpoints.before(from - 1)
  if (world) run.restore(world)
  trace.rewind({ written: checkpoints.writtenBefore(from - 1), digest: undefined })
  const begin = run.now
  const end = Math.min(to, run.end)
  return {
    from, to, blocks,
    advance(pause) {
      while (!run.advance(end, CHUNK)) if (pause()) return false
      trace.flush()
      return true
    },
    share: () => (end > begin ? (run.now - begin) / (end - begin) : 1),
  }
}

export function castOf({ run, plan }: Simulation): Cast {
  return {
    nodes: run.nodes.map((node) => ({
      id: node.id, name: node.name, service: node.plan.drawn.service,
      metrics: [...(node.behaviour.metrics ?? [])],
      slots: (node.behaviour.metrics ?? []).map((_, index) => node.metricSlot(index)),
    })),
    wires: plan.wires.map((wire) => ({ id: wire.drawn.id, from: wire.from.index, to: wire.to.index, kind: wire.drawn.kind })),
    end: run.end,
  }
}

export function progressOf({ run }: Simulation, wallMs: number): Progress {
  const { world } = run
  return { reached: run.now, wallMs, timers: world.timers.fired, outcomes: [...world.outcomes], waiting: world.messages.alive }
}
