/** What holds for every drawing, whatever is in it: services of all kinds, code, faults, settings changed in mid-run. */
import { expect, test } from 'vitest'
import { sec } from '../base/units.ts'
import type { Drawing } from '../drawing/drawing.ts'
import { Run } from '../engine/run.ts'
import { anything } from '../testkit/anything.ts'
import { newHost } from '../testkit/guest.ts'
import { writesTheSameFrom } from '../testkit/halfway.ts'
import type { TraceBlock } from '../trace/block.ts'
import { MetricStore } from '../trace/metrics.ts'
import { RECORD_NAMES } from '../trace/records.ts'
import { TraceWriter } from '../trace/writer.ts'
import { advance, change, plan, type Simulation, simulation } from './simulation.ts'

/** Those of the first two dozen in which most happens. A number that finds something is added, and stays. */
const SEEDS = [2, 3, 4, 7, 9, 12, 14, 15, 20, 21, 22]
/** Some of them send for ever at one instant, or all but: those end here. */
const MOST_TIMERS = 20_000

function begin(planned: ReturnType<typeof plan>, onBlock: (block: TraceBlock) => void = () => {}) {
  const trace = new TraceWriter({ digest: true, onBlock })
  const metrics = new MetricStore()
  return { trace, metrics, run: new Run(planned, { trace, metrics, host: planned.coded ? newHost() : undefined }) }
}
const measured = (run: Run, metrics: MetricStore): string => JSON.stringify(run.nodes.map((node) => (node.behaviour.metrics ?? []).map((_, index) => metrics.summary(node.metricSlot(index), run.now))))
const measuredIn = ({ run, metrics }: Simulation): string => measured(run, metrics)

/** Shorter, if it would not end soon. */
function bounded(drawing: Drawing): Drawing {
  const { run } = begin(plan(drawing))
  if (run.advance(run.end, MOST_TIMERS)) return drawing
  return { ...drawing, scenario: { ...drawing.scenario, forSec: Math.max(0.001, Math.floor(run.now / 1e3) / 1e3) } }
}

const ENDS = new Set(['finished', 'failed', 'timedOut', 'crashed'])

/** Reads the rows as they come. */
function audit(places: () => readonly { readonly service: string; readonly reserved: unknown }[]): (block: TraceBlock) => void {
  const ended = new Set<number>()
  const busy = new Map<number, Set<number>>()
  let last = 0
  return ({ rows, columns }) => {
    for (let i = 0; i < rows; i++) {
      const kind = RECORD_NAMES[columns.kind[i]!]!
      const [time, serial, place, environment] = [columns.time[i]!, columns.serial[i]!, columns.place[i]!, columns.b[i]!]
      expect(time, 'time runs on').toBeGreaterThanOrEqual(last)
      last = time
      if (serial !== 0) expect(ended.has(serial), `${kind} of a message that is over`).toBe(false)
      if (kind === 'ended') ended.add(serial)
      const node = kind === 'started' || ENDS.has(kind) ? places()[place] : undefined
      if (node?.service !== 'lambda') continue
      const own = busy.get(place) ?? new Set()
      busy.set(place, own)
      expect(own.has(environment), `${kind} in environment ${environment}`).toBe(kind !== 'started')
      if (kind === 'started') own.add(environment)
      else own.delete(environment)
      if (typeof node.reserved === 'number') expect(own.size, 'the reservation').toBeLessThanOrEqual(node.reserved)
    }
  }
}

test.each(SEEDS)('drawing %i: nothing is lost, nothing ends twice, and it is one run however it is run', (seed) => {
  const drawing = bounded(anything(seed))
  const planned = plan(drawing)
  const moves = drawing.scenario.actions.some(({ config }) => 'reserved' in config)
  const whole = begin(planned, audit(() => whole.run.nodes.map((node) => ({ service: node.plan.drawn.service, reserved: moves ? undefined : (node.config as { reserved?: unknown }).reserved }))))
  whole.run.advance(whole.run.end)
  whole.trace.flush()
  const { messages, outcomes } = whole.run.world
  expect(outcomes.reduce((sum, times) => sum + times, 0) + messages.alive).toBe(messages.created)

  const sliced = begin(planned)
  while (!sliced.run.advance(sliced.run.end, 97));
  expect(sliced.trace.digest()).toBe(whole.trace.digest())
  expect(measured(sliced.run, sliced.metrics)).toBe(measured(whole.run, whole.metrics))

  const half = sec(drawing.scenario.forSec / 2)
  const { restored } = writesTheSameFrom(() => begin(planned), half)
  expect(restored.run.world.outcomes).toEqual(whole.run.world.outcomes)
}, 30_000)

test.each(SEEDS)('drawing %i: what is decided in mid-run is as if it had been so from the beginning, and may be taken back', (seed) => {
  const drawing = bounded(anything(seed))
  const bare = bounded({ ...drawing, scenario: { ...drawing.scenario, actions: [], faults: [] } })
  const decided = { ...drawing, scenario: { ...drawing.scenario, forSec: Math.min(drawing.scenario.forSec, bare.scenario.forSec) } }
  const undecided = { ...bare, scenario: { ...bare.scenario, forSec: decided.scenario.forSec } }
  const start = (of: Drawing): Simulation => simulation(plan(of), () => {}, { digest: true, hosts: newHost })
  const finish = (one: Simulation) => {
    advance(one, one.run.end, () => false)
    one.trace.flush()
    return { digest: one.trace.digest(), measured: measuredIn(one) }
  }
  const live = start(undecided)
  advance(live, sec(decided.scenario.forSec * 0.7), () => false)
  expect(change(live, decided)).not.toHaveProperty('refused')
  expect(finish(live)).toEqual(finish(start(decided)))
  expect(change(live, undecided)).not.toHaveProperty('refused')
  expect(finish(live)).toEqual(finish(start(undecided)))
}, 30_000)
