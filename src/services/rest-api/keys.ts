/** API keys and the plans behind them: a bucket, and a quota by the calendar (API-03). */
import { calendar, unixMs } from '../../base/time.ts'
import type { Micros } from '../../base/units.ts'
import { type HttpRequest, headerOf } from '../../contract/http.ts'
import type { RestKey } from './config.ts'
import type { RestNode } from './state.ts'

/** `given`: what an authorizer named in place of the header. */
export function keyOf(node: RestNode, request: HttpRequest, given?: string): number {
  const said = given ?? headerOf(request.headers, 'x-api-key')
  return said === undefined ? -1 : node.config.keys.findIndex(({ value }) => value === said)
}

export function keyAdmits(node: RestNode, at: number): boolean {
  const { rate, burst } = node.config.keys[at]!
  if (rate === null && burst === null) return true
  return node.state.keyBuckets[at]!.take(node.now, rate ?? node.quotas.apiRate, burst ?? node.quotas.apiBurst)
}

/** Counts the request; false when the quota of this period is used up. */
export function takeQuota(node: RestNode, at: number): boolean {
  const { quota, period } = node.config.keys[at]!
  if (quota === null) return true
  const used = node.state.used[at]!
  const now = periodOf(period, node.now)
  if (used.period !== now) {
    used.period = now
    used.count = 0
  }
  if (used.count >= quota) return false
  used.count++
  return true
}

/** Days, weeks from Sunday and months begin at midnight UTC. */
function periodOf(period: RestKey['period'], now: Micros): number {
  const unix = unixMs(now)
  const days = Math.floor(unix / 86_400_000)
  if (period === 'DAY') return days
  if (period === 'WEEK') return Math.floor((days + 4) / 7)
  const { year, month } = calendar(unix)
  return year * 12 + month
}
