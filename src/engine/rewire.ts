/**
 * Settings of wires that change in mid-run. They are no part of the run's state: what holds at an instant follows from the
 * drawing and the dated lines that are done. The ends of wires are shared by all runs that share checkpoints, so each
 * puts its own settings on before it goes on.
 */
import type { WireEnd } from '../contract/service.ts'
import type { Config } from '../drawing/fields.ts'
import type { Plan } from './plan.ts'
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
    const sets = done.flatMap(({ action }) => (action?.do === 'set' && action.on === wire.drawn.id ? [action.config] : []))
    if (sets.length === 0 && !worn.has(here)) continue
    worn.add(here)
    const config: Config = Object.assign({}, wire.config, ...sets)
    put(here, config)
    put(nodes[wire.to.index]!.inEnds[wire.index]!, config)
  }
}

const put = (end: { -readonly [K in keyof WireEnd]: WireEnd[K] }, config: Config): void => { end.config = config }

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
