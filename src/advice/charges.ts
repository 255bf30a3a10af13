/** What a node did that is paid for. A setting that changed in mid-run has its price from there on. */
import { type Micros, sec } from '../base/units.ts'
import type { Config } from '../contract/config.ts'
import type { Service } from '../contract/service.ts'
import type { Action } from '../drawing/drawing.ts'
import type { Charged } from './cost.ts'

export interface Worked {
  readonly name: string
  readonly service: Service
  /** With its defaults, as the run began. */
  readonly config: Config
  readonly id: string
  /** Of the whole scenario: those on others are passed over. */
  readonly actions: readonly Action[]
  readonly now: Micros
  /** The sum of a metric over the run, and over [from, to) in seconds. */
  readonly sum: (metric: string) => number
  readonly sumIn: (metric: string, from: number, to: number) => number
}

/** One for each span between two changes of its settings. */
export function chargesOf({ id, name, service, config, actions, now, sum, sumIn }: Worked): Charged[] {
  if (!service.usage) return []
  const sets = actions.filter((action) => action.do === 'set' && action.on === id && sec(action.atSec) < now).sort((a, b) => a.atSec - b.atSec)
  // Metrics are kept by the second: the second of a change is at the new price.
  const begins = [...new Set([0, ...sets.map(({ atSec }) => Math.floor(atSec))])]
  return begins.map((from, place): Charged => {
    const to = begins[place + 1] ?? Math.ceil(now / 1e6)
    const before = sets.filter(({ atSec }) => Math.floor(atSec) <= from).map((action) => action.config)
    return {
      name, service, config: Object.assign({}, config, ...before),
      sum: (metric) => (begins.length === 1 ? sum(metric) : to > from ? sumIn(metric, from, to) : 0),
    }
  })
}
