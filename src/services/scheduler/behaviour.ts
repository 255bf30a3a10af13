/** A group of schedules: each fires at its times, and invokes its one target. */
import type { Behaviour } from '../../contract/service.ts'
import { arm, due, fire } from './arm.ts'
import { called } from './called.ts'
import type { GroupConfig } from './config.ts'
import { answered, tryAgain } from './deliver.ts'
import { type GroupNode, type GroupState, METRICS, newState } from './state.ts'

export const behaviour: Behaviour<GroupConfig, GroupState, GroupNode> = {
  timers: [due, fire, tryAgain],
  metrics: METRICS,
  state: newState,
  start(node) {
    for (let index = 0; index < node.state.plans.length; index++) arm(node, index, -1)
  },
  called: (node, message, call) => called(node, message, call),
  answered,
}
