/** Metrics that code defines as it runs: each has a slot from its first value on, and belongs to no node. */
import type { Micros } from '../base/units.ts'
import { type OwnMetric, ownMetric } from '../trace/metric.ts'
import type { MetricStore } from '../trace/metrics.ts'
import type { Run } from './run.ts'

export function measureOwn(run: Run, place: number, own: OwnMetric, values: readonly number[], at: Micros): void {
  const { metrics, nodes, plan } = run
  const known = slotOf(metrics, own)
  const slot = known < 0 ? metrics.define(place, ownMetric(own)) : known
  for (const value of values) metrics.note(slot, value, at)
  for (const { watcher, which, namespace, dimensions, name } of plan.ownWatches) {
    if (name !== own.name || namespace !== own.namespace || dimensions !== own.dimensions) continue
    const told = nodes[watcher]!
    for (const value of values) told.behaviour.measured!(told, which, value, at)
  }
}

/** They are the last, for those of services are there as the run begins. */
function slotOf({ places }: MetricStore, { namespace, dimensions, name }: OwnMetric): number {
  for (let slot = places.length - 1; slot >= 0; slot--) {
    const { metric } = places[slot]!
    if (!metric.own) return -1
    if (metric.name === name && metric.own.namespace === namespace && metric.own.dimensions === dimensions) return slot
  }
  return -1
}
