import type { Micros } from './units.ts'

/** Virtual time 0 is 2026-01-01T00:00:00Z, a Thursday: a run knows no other clock. Milliseconds since 1970. */
export const EPOCH_MS = 1_767_225_600_000

const MS_PER_DAY = 86_400_000
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

/** A moment by the calendar, in UTC. */
export interface Calendar {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  /** 0 is Sunday. */
  readonly weekday: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millis: number
}

/** Milliseconds since 1970, as AWS puts them into events. */
export const unixMs = (time: Micros): number => EPOCH_MS + Math.floor(time / 1_000)

export function calendar(unix: number): Calendar {
  const days = Math.floor(unix / MS_PER_DAY)
  const rest = unix - days * MS_PER_DAY
  // Years that begin in March put the leap day last; 146,097 days make four hundred of them.
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
    weekday: (((days + 4) % 7) + 7) % 7,
    hour: Math.floor(rest / 3_600_000),
    minute: Math.floor(rest / 60_000) % 60,
    second: Math.floor(rest / 1_000) % 60,
    millis: Math.floor(rest) % 1_000,
  }
}

/** Milliseconds since 1970 of a day by the calendar, at midnight UTC. */
export function unixOfDay(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year
  const era = Math.floor(shiftedYear / 400)
  const yearOfEra = shiftedYear - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return (era * 146_097 + dayOfEra - 719_468) * MS_PER_DAY
}

/** 2026-01-01T00:00:00.000Z */
export function iso(time: Micros): string {
  const c = calendar(unixMs(time))
  return `${dateOf(c)}T${clockOf(c)}.${pad(c.millis, 3)}Z`
}

/** 2026-01-01T00:00:00Z: most AWS events. */
export function isoSeconds(time: Micros): string {
  const c = calendar(unixMs(time))
  return `${dateOf(c)}T${clockOf(c)}Z`
}

/** 01/Jan/2026:00:00:00 +0000: access logs and API Gateway's requestTime. */
export function logTime(time: Micros): string {
  const c = calendar(unixMs(time))
  return `${pad(c.day, 2)}/${MONTHS[c.month - 1]}/${c.year}:${clockOf(c)} +0000`
}

/** Thu, 01 Jan 2026 00:00:00 GMT: HTTP headers. */
export function httpDate(time: Micros): string {
  const c = calendar(unixMs(time))
  return `${WEEKDAYS[c.weekday]}, ${pad(c.day, 2)} ${MONTHS[c.month - 1]} ${c.year} ${clockOf(c)} GMT`
}

/** 2026/01/01: the day in the name of a CloudWatch log stream. */
export function streamDay(time: Micros): string {
  return dateOf(calendar(unixMs(time))).replaceAll('-', '/')
}

const dateOf = (c: Calendar): string => `${pad(c.year, 4)}-${pad(c.month, 2)}-${pad(c.day, 2)}`
const clockOf = (c: Calendar): string => `${pad(c.hour, 2)}:${pad(c.minute, 2)}:${pad(c.second, 2)}`
const pad = (value: number, digits: number): string => String(value).padStart(digits, '0')
