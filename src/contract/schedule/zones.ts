/**
 * Time zones with the rules in force today. They are ours, not the browser's: the same link has to fire at the same
 * instants on every machine, whatever its table of zones says.
 */
import { calendar, unixOfDay } from '../../base/time.ts'

type Summer = 'none' | 'europe' | 'america' | 'australia'
interface Zone {
  /** Minutes ahead of UTC in winter. */
  readonly standard: number
  readonly summer: Summer
}

export const ZONES = {
  UTC: { standard: 0, summer: 'none' },
  'Europe/London': { standard: 0, summer: 'europe' },
  'Europe/Lisbon': { standard: 0, summer: 'europe' },
  'Europe/Madrid': { standard: 60, summer: 'europe' },
  'Europe/Paris': { standard: 60, summer: 'europe' },
  'Europe/Zurich': { standard: 60, summer: 'europe' },
  'Europe/Berlin': { standard: 60, summer: 'europe' },
  'Europe/Rome': { standard: 60, summer: 'europe' },
  'Europe/Athens': { standard: 120, summer: 'europe' },
  'America/New_York': { standard: -300, summer: 'america' },
  'America/Chicago': { standard: -360, summer: 'america' },
  'America/Denver': { standard: -420, summer: 'america' },
  'America/Los_Angeles': { standard: -480, summer: 'america' },
  'America/Sao_Paulo': { standard: -180, summer: 'none' },
  'Asia/Dubai': { standard: 240, summer: 'none' },
  'Asia/Kolkata': { standard: 330, summer: 'none' },
  'Asia/Singapore': { standard: 480, summer: 'none' },
  'Asia/Shanghai': { standard: 480, summer: 'none' },
  'Asia/Tokyo': { standard: 540, summer: 'none' },
  'Australia/Sydney': { standard: 600, summer: 'australia' },
} as const satisfies { readonly [name: string]: Zone }
export type ZoneName = keyof typeof ZONES
export const zoneNames = Object.keys(ZONES) as readonly ZoneName[]

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Minutes ahead of UTC at a moment. */
export function offsetAt(zone: ZoneName, utc: number): number {
  const { standard, summer }: Zone = ZONES[zone]
  return isSummer(summer, standard, utc) ? standard + 60 : standard
}

export const toLocal = (utc: number, zone: ZoneName): number => utc + offsetAt(zone, utc) * MINUTE

/** The moment at which clocks there show this time: the first of two, and none in the hour that is skipped in spring. */
export function toUtc(local: number, zone: ZoneName): number | undefined {
  const { standard } = ZONES[zone]
  for (const offset of [standard + 60, standard]) {
    const utc = local - offset * MINUTE
    if (offsetAt(zone, utc) === offset) return utc
  }
  return undefined
}

function isSummer(summer: Summer, standard: number, utc: number): boolean {
  if (summer === 'none') return false
  const { year } = calendar(utc)
  switch (summer) {
    case 'europe':
      return utc >= lastSunday(year, 3) + HOUR && utc < lastSunday(year, 10) + HOUR
    case 'america':
      return utc >= sunday(year, 3, 2) + 2 * HOUR - standard * MINUTE && utc < sunday(year, 11, 1) + 2 * HOUR - (standard + 60) * MINUTE
    case 'australia':
      return utc < sunday(year, 4, 1) + 2 * HOUR - standard * MINUTE || utc >= sunday(year, 10, 1) + 2 * HOUR - standard * MINUTE
  }
}

/** Midnight of the nth Sunday of a month. */
function sunday(year: number, month: number, nth: number): number {
  const first = unixOfDay(year, month, 1)
  return first + (((7 - calendar(first).weekday) % 7) + (nth - 1) * 7) * DAY
}

function lastSunday(year: number, month: number): number {
  const last = unixOfDay(year, month + 1, 1) - DAY
  return last - calendar(last).weekday * DAY
}
