import type { Micros } from './units.ts'

/** Every run begins at this instant of the calendar: midnight UTC on 1 January 2026. */
export const EPOCH_MS = 1_767_225_600_000
const DAY_MS = 86_400_000

/** The instant in milliseconds since 1970, as AWS writes most of them. */
export const unixMs = (time: Micros): number => EPOCH_MS + Math.floor(time / 1_000)

/** 2026-01-01T00:00:00.000Z */
export function isoTime(time: Micros): string {
  const at = unixMs(time)
  const { year, month, day } = dateOf(at)
  const rest = at % DAY_MS
  return `${year}-${two(month)}-${two(day)}T${clockOf(rest)}.${String(rest % 1_000).padStart(3, '0')}Z`
}

/** The calendar day of an instant: days since 1970 counted in eras of 400 years that begin on 1 March. */
export function dateOf(unix: number): { year: number; month: number; day: number } {
  const days = Math.floor(unix / DAY_MS) + 719_468
  const era = Math.floor(days / 146_097)
  const ofEra = days - era * 146_097
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365)
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * ofYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: ofYear - Math.floor((153 * shifted + 2) / 5) + 1 }
}

function clockOf(ofDay: number): string {
  const seconds = Math.floor(ofDay / 1_000)
  return `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

const two = (value: number): string => String(value).padStart(2, '0')
