/** A group of schedules: each fires at its times, and invokes its one target. */
import type { Behaviour } from '../../contract/service.ts'
import { arm, due, fire } from './arm.ts'
import { called } from './called.ts'
import type { GroupConfig } from './config.ts'
import { answered, tryAgain } from './deliver.ts'
import { type GroupNode, type GroupState, METRICS, newState, planOf } from './state.ts'

export const behaviour: Behaviour<GroupConfig, GroupState, GroupNode> = {
  timers: [due, fire, tryAgain],
  metrics: METRICS,
  state: newState,
  start(node) {
    for (let index = 0; index < node.state.plans.length; index++) arm(node, index, -1)
  },
  /** Invocations of before that are still tried go by the schedule that made them. */
  rewired(node, wire) {
    if (wire.port !== 'target') return
    const { plans, gone } = node.state
    plans.forEach((one, index) => { if (one.drawn && one.wire === wire) gone[index] = true })
    const plan = planOf(node, wire, node.now)
    if (!plan) return
    plans.push(plan)
    gone.push(false)
    arm(node, plans.length - 1, node.now)
  },
  called: (node, message, call) => called(node, message, call),
  answered,
}
