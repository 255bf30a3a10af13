/**
 * When something is to happen again and again: `rate(5 minutes)`, `cron(0 9 ? * MON-FRI *)`, and for EventBridge Scheduler
 * `at(2026-03-01T09:00:00)` and time zones, too. Rules of a bus know the first two, in UTC.
 */
import type { Micros } from '../base/units.ts'
import { EPOCH_MS } from '../base/time.ts'
import { cronAfter } from './schedule/cron.ts'
import { readSchedule, type Schedule } from './schedule/read.ts'
import { toUtc, type ZoneName } from './schedule/zones.ts'

export { readSchedule, type Schedule }
export { ZONES, type ZoneName, zoneNames } from './schedule/zones.ts'

/**
 * The first firing after a moment, in milliseconds since 1970; undefined when there is none. A rate counts from `origin`:
 * `withFirst` when the origin itself is one of its firings.
 */
export function firingAfter(schedule: Schedule, after: number, zone: ZoneName, origin: number, withFirst: boolean): number | undefined {
  switch (schedule.kind) {
    case 'rate': {
      const every = schedule.everySec * 1_000
      const rounds = after < origin ? (withFirst ? 0 : 1) : Math.floor((after - origin) / every) + 1
      return origin + rounds * every
    }
    case 'at': {
      const at = toUtc(schedule.local, zone)
      return at !== undefined && at > after ? at : undefined
    }
    case 'cron':
      return cronAfter(schedule, after, zone)
  }
}

/** The next firings, as many as asked for: what a form shows. */
export function firings(schedule: Schedule, count: number, zone: ZoneName = 'UTC', from = EPOCH_MS, withFirst = false): number[] {
  const all: number[] = []
  let after = from - 1
  while (all.length < count) {
    const next = firingAfter(schedule, after, zone, from, withFirst)
    if (next === undefined) break
    all.push(next)
    after = next
  }
  return all
}

export const runTime = (unix: number): Micros => (unix - EPOCH_MS) * 1_000
