import { NONE } from '../contract/messages.ts'
import type { Action } from '../drawing/drawing.ts'
import { K } from '../trace/records.ts'
import { dress } from './rewire.ts'
import type { Run } from './run.ts'

/** A dated line of the scenario takes effect: a setting changes, or a service carries out a verb. */
export function runAction(run: Run, action: Action, number: number): void {
  const node = run.nodes.find((one) => one.id === action.on)
  if (!node) {
    const wire = action.do === 'set' ? run.plan.wires.find(({ drawn }) => drawn.id === action.on) : undefined
    if (!wire) return
    dress(run)
    run.nodes[wire.to.index]!.note(K.changed, NONE, number)
    return
  }
  node.note(K.changed, NONE, number)
  if (action.do === 'set') {
    const before = node.config
    node.config = { ...before, ...action.config }
    node.behaviour.configured?.(node, before)
  } else node.behaviour.act?.(node, action.do, action.config)
}
