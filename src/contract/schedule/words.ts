import { calendar, EPOCH_MS } from '../../base/time.ts'
import { toLocal, type ZoneName } from './zones.ts'

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

/** A firing as a person reads it: by the clock of its zone, by that of UTC if it is another, and by the run's. */
export function inClocks(unix: number, zone: ZoneName): { readonly at: string; readonly also: string; readonly after: string } {
  return { at: clock(toLocal(unix, zone)), also: zone === 'UTC' ? 'UTC' : `${clock(unix).slice(-5)} UTC`, after: `after ${span(unix - EPOCH_MS)}` }
}

function clock(unix: number): string {
  const { year, month, day, weekday, hour, minute } = calendar(unix)
  return `${WEEKDAYS[weekday]} ${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`
}
const two = (value: number): string => String(value).padStart(2, '0')

function span(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 120) return `${minutes} min`
  return minutes < 2_880 ? `${Math.round(minutes / 6) / 10} h` : `${Math.round(minutes / 144) / 10} days`
}
