import { NONE } from '../contract/messages.ts'
import type { Action } from '../drawing/drawing.ts'
import { K } from '../trace/records.ts'
import { rewire } from './rewire.ts'
import type { Run } from './run.ts'

/** A dated line of the scenario takes effect: a setting changes, or a service carries out a verb. */
export function runAction(run: Run, action: Action, number: number): void {
  const node = run.nodes.find((one) => one.id === action.on)
  if (!node) {
    const wire = action.do === 'set' ? run.plan.wires.find(({ drawn }) => drawn.id === action.on) : undefined
    if (!wire) return
    const said = run.plan.agenda[run.world.done - 1]?.said === true
    run.nodes[wire.to.index]!.note(K.changed, NONE, number, said ? 1 : 0)
    if (!said) rewire(run, wire)
    return
  }
  node.note(K.changed, NONE, number)
  if (action.do === 'set') {
    const before = node.config
    node.config = { ...before, ...action.config }
    node.behaviour.configured?.(node, before)
  } else node.behaviour.act?.(node, action.do, action.config)
}
