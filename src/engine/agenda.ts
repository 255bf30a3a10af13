/**
 * What happens on a date: the start, dated actions, faults that begin and heal. It is no part of the run's state: a
 * checkpoint knows only how many lines of it are done. So a run goes on from a checkpoint under a longer or another
 * agenda, as long as both agree up to there.
 */
import { type Micros, sec } from '../base/units.ts'
import { isHarmless } from '../contract/fault.ts'
import type { Action, Fault, Scenario } from '../drawing/drawing.ts'

/** At one instant in this order, and before anything that the kernel fires then. */
export const START = 0
export const HEALED = 1
export const BEGAN = 2
export const ACTS = 3

export interface Dated {
  readonly at: Micros
  readonly does: typeof START | typeof HEALED | typeof BEGAN | typeof ACTS
  /** Its place among the actions, or among the faults, in order of time: rows of the trace carry it. */
  readonly number: number
  readonly action?: Action
  readonly fault?: Fault
  /** The change is made here, and holds from a later line on. */
  readonly said?: true
}

/** Actions in the order in which they take effect. */
export const actionsInOrder = ({ actions }: Scenario): readonly Action[] => inOrder(actions)
/** Faults in the order in which they begin; those that can do nothing are left out. */
export const faultsInOrder = ({ faults }: Scenario): readonly Fault[] => inOrder(faults.filter((fault) => !isHarmless(fault)))

const inOrder = <T extends { readonly atSec: number }>(lines: readonly T[]): readonly T[] =>
  lines.map((line, place) => ({ line, place })).sort((a, b) => sec(a.line.atSec) - sec(b.line.atSec) || a.place - b.place).map(({ line }) => line)

/** `settles`: how long it takes until a changed setting holds. */
export function agendaOf(scenario: Scenario, settles: (action: Action) => Micros = () => 0): readonly Dated[] {
  const agenda: Dated[] = [{ at: 0, does: START, number: 0 }]
  actionsInOrder(scenario).forEach((action, number) => {
    const at = sec(action.atSec)
    const wait = settles(action)
    if (wait > 0) agenda.push({ at, does: ACTS, number, action, said: true })
    agenda.push({ at: at + wait, does: ACTS, number, action })
  })
  faultsInOrder(scenario).forEach((fault, number) => {
    agenda.push({ at: sec(fault.atSec), does: BEGAN, number, fault }, { at: sec(fault.atSec) + sec(fault.forSec), does: HEALED, number, fault })
  })
  return agenda.sort((a, b) => a.at - b.at || a.does - b.does || a.number - b.number)
}

/** The first instant at which two agendas differ: before it their runs are alike. Infinity when they never do. */
export function firstDifference(one: readonly Dated[], other: readonly Dated[]): Micros {
  for (let i = 0; i < Math.max(one.length, other.length); i++) {
    const a = one[i]
    const b = other[i]
    if (!a || !b) return (a ?? b)!.at
    if (wordsOf(a) !== wordsOf(b)) return Math.min(a.at, b.at)
  }
  return Number.POSITIVE_INFINITY
}

/** How long a fault lasts shows when it heals, not before. */
function wordsOf({ at, does, number, action, fault, said }: Dated): string {
  if (action) return JSON.stringify([at, does, number, action.on, action.do, action.config, said])
  return fault ? JSON.stringify([at, does, number, fault.id, fault.on, fault.kind, fault.config]) : `${at} ${does}`
}
