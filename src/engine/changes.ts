/** The drawing as dated changes of settings leave it: what AWS would refuse at that instant is refused before the run. */
import { type Micros, sec } from '../base/units.ts'
import type { Finding } from '../contract/finding.ts'
import type { Quotas } from '../contract/quotas.ts'
import type { NodeView } from '../contract/service.ts'
import type { Action, Scenario } from '../drawing/drawing.ts'
import type { Config } from '../drawing/fields.ts'
import { actionsInOrder } from './agenda.ts'
import type { PlanNode, PlanWire } from './plan.ts'
import { changed } from './rewire.ts'
import { viewOf } from './view.ts'

interface Stage {
  readonly action: Action
  /** Those whose settings, or a wire's at which they stand, are others now. */
  readonly touched: readonly PlanNode[]
  readonly view: (node: PlanNode) => NodeView
}

/** After each instant at which settings change, in order. */
export function* stages(scenario: Scenario, drawn: readonly PlanNode[], wired: readonly PlanWire[], quotas: Quotas): Iterable<Stage> {
  let nodes = drawn
  let wires = wired
  const sets = actionsInOrder(scenario).filter((action) => action.do === 'set')
  const touched = new Set<number>()
  for (const [place, action] of sets.entries()) {
    const wire = wires.find((one) => one.drawn.id === action.on)
    if (wire) {
      touched.add(wire.from.index).add(wire.to.index)
      wires = wires.map((one) => (one === wire ? { ...one, config: changed(one, [action.config]) } : one))
    }
    const node = nodes.find((one) => one.drawn.id === action.on)
    if (node) {
      touched.add(node.index)
      const after = withConfig(node, action.config)
      nodes = nodes.map((one) => (one === node ? after : one))
      wires = wires.map((one) => (one.from === node || one.to === node ? { ...one, from: one.from === node ? after : one.from, to: one.to === node ? after : one.to } : one))
    }
    // Two targets of one rule change together.
    if (sec(sets[place + 1]?.atSec ?? Number.POSITIVE_INFINITY) === sec(action.atSec)) continue
    const [allNodes, allWires] = [nodes, wires]
    yield { action, touched: nodes.filter(({ index }) => touched.has(index)), view: (one) => viewOf(one, allNodes, allWires, scenario, quotas) }
    touched.clear()
  }
}

function withConfig(node: PlanNode, set: Config): PlanNode {
  const config = { ...node.config, ...set }
  return { ...node, config, sketch: { ...node.sketch, config } }
}

/** What AWS would not take. That which is as wrong from the beginning on was said already. */
export function* refusals(found: readonly Finding[], all: Iterable<Stage>): Iterable<Finding> {
  const known = new Set(found.map(({ on, rule, text }) => `${on} ${rule} ${text}`))
  for (const { action, touched, view } of all) {
    for (const node of touched) {
      for (const finding of node.service.check?.(view(node)) ?? []) {
        const key = `${finding.on} ${finding.rule} ${finding.text}`
        if (finding.level !== 'error' || finding.onceMade || known.has(key)) continue
        known.add(key)
        yield { rule: finding.rule, level: 'error', on: action.id, text: `At ${action.atSec} s: ${finding.text}` }
      }
    }
  }
}

/** Whether somebody looks at payloads from some change on: then they are made from the beginning. */
export function looksLater(all: Iterable<Stage>): boolean {
  for (const { touched, view } of all) if (touched.some((node) => node.service.looks?.(view(node)) === true)) return true
  return false
}

/** How long it takes until a change of a wire's settings holds. */
export function settling(wires: readonly PlanWire[]): (action: Action) => Micros {
  return ({ do: verb, on }) => {
    const wire = verb === 'set' ? wires.find(({ drawn }) => drawn.id === on) : undefined
    return wire?.port.settlesSec ? sec(wire.port.settlesSec(wire.from.config)) : 0
  }
}
