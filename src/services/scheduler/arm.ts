/** When a schedule fires next. */
import { unixMs } from '../../base/time.ts'
import { type Micros, sec } from '../../base/units.ts'
import { NONE } from '../../contract/messages.ts'
import { firingAfter, runTime } from '../../contract/schedule.ts'
import { timer } from '../../contract/service.ts'
import { attempt } from './deliver.ts'
import type { GroupNode } from './state.ts'

/** Sets the first firing after a moment, if there is one within the schedule's span. */
export function arm(node: GroupNode, index: number, after: Micros): void {
  const { when, zone, from, until, deleteAfter } = node.state.plans[index]!
  // A rate fires at the beginning of its span, too.
  const next = firingAfter(when, unixMs(Math.max(after, from - 1)), zone, unixMs(from), true)
  const at = next === undefined ? Number.POSITIVE_INFINITY : runTime(next)
  if (at <= until && at < Number.POSITIVE_INFINITY) node.after(at - node.now, due, index)
  else if (deleteAfter) node.state.gone[index] = true
}

/** Within the minute, or within its window: at the beginning of either in strict mode. */
export const due = timer<GroupNode>('arrival', (node, index) => {
  const { plans, gone, chance } = node.state
  if (gone[index]) return
  const { window, wire } = plans[index]!
  const message = node.create(NONE)
  const { messages } = node
  messages.u[message] = index
  messages.v[message] = 0
  messages.w[message] = node.now
  messages.wire[message] = wire.index
  node.later(node.strict ? 0 : Math.floor(chance.next() * (window > 0 ? window : sec(60))), fire, message)
  arm(node, index, node.now)
})

export const fire = timer<GroupNode>('arrival', attempt)
