/**
 * Settings of wires that change in mid-run. They are no part of the run's state: what holds at an instant follows from the
 * drawing and the dated lines that are done. The ends of wires are shared by all runs that share checkpoints, so each
 * puts its own settings on before it goes on. What a service has made of them is in its state, and made anew once.
 */
import type { WireEnd } from '../contract/service.ts'
import type { Config } from '../drawing/fields.ts'
import type { Plan, PlanWire } from './plan.ts'
import type { Run } from './run.ts'

/** Which ends have ever been changed: these must be changed back, too. */
const worn = new WeakSet<WireEnd>()
const changing = new WeakMap<Plan, boolean>()

export function dress(run: Run): void {
  const { plan, nodes } = run
  if (!changes(plan)) return
  const done = plan.agenda.slice(0, run.world.done)
  for (const wire of plan.wires) {
    const here = nodes[wire.from.index]!.outEnds[wire.index]!
    const sets = done.flatMap(({ action, said }) => (action?.do === 'set' && !said && action.on === wire.drawn.id ? [action.config] : []))
    if (sets.length === 0 && !worn.has(here)) continue
    worn.add(here)
    const config = changed(wire, sets)
    put(here, config)
    put(nodes[wire.to.index]!.inEnds[wire.index]!, config)
  }
}

/** A wire's settings after all of these. */
export function changed({ config, port, from }: Pick<PlanWire, 'config' | 'port' | 'from'>, sets: readonly Config[]): unknown {
  const said: Config = Object.assign({}, config, ...sets)
  return port.fills && sets.length > 0 ? port.fills(from.config, said) : said
}

/** The settings of a wire hold from here on: whoever made something of them makes it anew. */
export function rewire(run: Run, wire: PlanWire): void {
  const from = run.nodes[wire.from.index]!
  const to = run.nodes[wire.to.index]!
  const here = from.outEnds[wire.index]!
  const before = here.config
  dress(run)
  from.behaviour.rewired?.(from, here, before)
  to.behaviour.rewired?.(to, to.inEnds[wire.index]!, before)
}

const put = (end: { -readonly [K in keyof WireEnd]: WireEnd[K] }, config: unknown): void => { end.config = config }

/** Nearly no drawing has any. A line that was taken back leaves a plan without one, but not the ends as they were. */
function changes(plan: Plan): boolean {
  let found = changing.get(plan)
  if (found === undefined) {
    const wires = new Set(plan.wires.map(({ drawn }) => drawn.id))
    found = plan.agenda.some(({ action }) => action?.do === 'set' && wires.has(action.on))
    changing.set(plan, found)
  }
  return found || plan.wires.some(({ here }) => worn.has(here))
}

/** From here on somebody looks at payloads; before anything has happened, or what is under way has none. */
export function lookFromNow(run: Run): void {
  const eyes: { contents: boolean }[] = [run, ...run.nodes]
  for (const one of eyes) one.contents = true
}
