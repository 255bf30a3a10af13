/** What each node of a recording did that is paid for. */
import { chargesOf as chargesIn } from '../advice/charges.ts'
import type { Charged } from '../advice/cost.ts'
import { withDefaults } from '../drawing/fields.ts'
import type { Recording } from './recording.ts'
import { serviceOf } from './shelf.ts'

export function chargesOf({ cast, drawing, metrics }: Recording): Charged[] {
  return cast.nodes.flatMap(({ id, name, service: kind, slots, metrics: measured }): Charged[] => {
    const service = serviceOf(kind)
    const drawn = drawing.nodes.find((node) => node.id === id)
    if (!service || !drawn) return []
    const slotOf = (metric: string): number | undefined => {
      const slot = slots[measured.findIndex((one) => one.name === metric)]
      return slot === undefined || !metrics.places[slot] ? undefined : slot
    }
    return chargesIn({
      id, name, service, config: withDefaults(service.config, drawn.config), actions: drawing.scenario.actions, now: metrics.now,
      sum: (metric) => {
        const slot = slotOf(metric)
        return slot === undefined ? 0 : metrics.summary(slot).sum
      },
      sumIn: (metric, from, to) => {
        const slot = slotOf(metric)
        return slot === undefined ? 0 : metrics.series(slot, from, to, to - from, 'sum')[0]!
      },
    })
  })
}
