/** What each node did that is paid for. A setting that changed in mid-run has its price from there on. */
import type { Charged } from '../advice/cost.ts'
import { sec } from '../base/units.ts'
import { withDefaults } from '../drawing/fields.ts'
import { configAt } from './dated.ts'
import type { Recording } from './recording.ts'
import { serviceOf } from './shelf.ts'

export function chargesOf({ cast, drawing, metrics }: Recording): Charged[] {
  return cast.nodes.flatMap(({ id, name, service: kind, slots, metrics: measured }): Charged[] => {
    const service = serviceOf(kind)
    const drawn = drawing.nodes.find((node) => node.id === id)
    if (!service?.usage || !drawn) return []
    const slotOf = (metric: string): number | undefined => {
      const slot = slots[measured.findIndex((one) => one.name === metric)]
      return slot === undefined || !metrics.places[slot] ? undefined : slot
    }
    const now = Math.ceil(metrics.now / 1e6)
    const changes = drawing.scenario.actions.filter((action) => action.do === 'set' && action.on === id && sec(action.atSec) < metrics.now).map(({ atSec }) => Math.floor(atSec))
    const instants = [...new Set([0, ...changes])].sort((a, b) => a - b)
    return instants.map((from, place): Charged => {
      const to = instants[place + 1] ?? now
      // Metrics are kept by the second: the second of the change is at the new price.
      const config = withDefaults(service.config, configAt(drawing, drawn, Math.max(sec(from), place === 0 ? 0 : sec(from + 1) - 1)))
      return {
        name, service, config,
        sum: (metric) => {
          const slot = slotOf(metric)
          if (slot === undefined || to <= from) return 0
          return instants.length === 1 ? metrics.summary(slot).sum : metrics.series(slot, from, to, to - from, 'sum')[0]!
        },
      }
    })
  })
}
