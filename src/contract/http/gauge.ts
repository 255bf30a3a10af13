/** How much is left in the buckets that somebody set for an API: for its card, a few times a second while they fill. */
import type { Metric } from '../../trace/metric.ts'
import type { Node, Timer } from '../service.ts'
import type { TokenBucket } from './bucket.ts'

export interface Gauged {
  readonly bucket: TokenBucket
  readonly rate: number
  readonly burst: number
}
const EVERY = 250_000

/** Tells of the emptiest bucket; true while there is more to tell. */
export function gauge(node: Node, metric: Metric, buckets: readonly Gauged[], again: Timer): boolean {
  let least = Number.POSITIVE_INFINITY
  let filling = false
  for (const { bucket, rate, burst } of buckets) {
    const left = bucket.left(node.now, rate, burst)
    least = Math.min(least, left)
    if (left < burst) filling = true
  }
  if (Number.isFinite(least)) node.level(metric, Math.floor(least))
  if (filling) node.later(EVERY, again, 0)
  return filling
}
