/**
 * Cron of EventBridge: minutes, hours, day of month, month, day of week, year. One of the two days is always a question
 * mark; L is the last, W the nearest weekday, # the nth of a month.
 */
import { calendar, unixOfDay } from '../../base/time.ts'
import { toLocal, toUtc, type ZoneName } from './zones.ts'

export interface CronSchedule {
  readonly kind: 'cron'
  readonly minutes: readonly number[]
  readonly hours: readonly number[]
  readonly months: readonly number[]
  /** Undefined: every year. */
  readonly years: readonly number[] | undefined
  readonly days: Days
}
/** Days of a month, and days counted from its end or by weekday. */
type Days =
  | { readonly by: 'month'; readonly list: readonly number[]; readonly last: boolean; readonly nearest: readonly number[]; readonly lastWeekday: boolean }
  | { readonly by: 'week'; readonly list: readonly number[]; readonly lastOf: readonly number[]; readonly nth: readonly (readonly [weekday: number, nth: number])[] }

interface Kind {
  readonly label: string
  readonly from: number
  readonly to: number
  readonly names?: readonly string[]
  readonly steps: boolean
}
const MINUTES: Kind = { label: 'Minutes', from: 0, to: 59, steps: true }
const HOURS: Kind = { label: 'Hours', from: 0, to: 23, steps: true }
const DAYS: Kind = { label: 'Day of month', from: 1, to: 31, steps: true }
const MONTHS: Kind = { label: 'Month', from: 1, to: 12, steps: true, names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] }
const WEEKDAYS: Kind = { label: 'Day of week', from: 1, to: 7, steps: false, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] }
const YEARS: Kind = { label: 'Year', from: 1970, to: 2199, steps: true }

class Wrong extends Error {}

export function readCron(inside: string): { readonly schedule: CronSchedule; readonly refusal?: undefined } | { readonly refusal: string; readonly schedule?: undefined } {
  const fields = inside.trim().split(/\s+/)
  if (fields.length !== 6) return { refusal: `Cron has six fields here (minutes, hours, day of month, month, day of week, year); this has ${inside.trim() === '' ? 0 : fields.length}.` }
  const [minute, hour, day, month, weekday, year] = fields as [string, string, string, string, string, string]
  if ((day === '?') === (weekday === '?')) {
    return { refusal: day === '?' ? 'One of day of month and day of week has to say something; both are ?.' : 'Day of month and day of week cannot both be given. Write ? for one of them.' }
  }
  try {
    return {
      schedule: {
        kind: 'cron', minutes: readList(minute, MINUTES), hours: readList(hour, HOURS), months: readList(month, MONTHS),
        years: year === '*' ? undefined : readList(year, YEARS), days: day === '?' ? readWeekdays(weekday) : readDays(day),
      },
    }
  } catch (problem) {
    if (problem instanceof Wrong) return { refusal: problem.message }
    throw problem
  }
}

function readList(text: string, kind: Kind): readonly number[] {
  const all = new Set<number>()
  for (const part of text.split(',')) for (const value of readRange(part, kind)) all.add(value)
  return [...all].sort((a, b) => a - b)
}

function readRange(part: string, kind: Kind): readonly number[] {
  const [range, step, more] = part.split('/')
  if (more !== undefined || range === undefined || (step !== undefined && (!kind.steps || !/^[1-9]\d*$/.test(step)))) throw wrong(part, kind)
  const [first, second, third] = range === '*' ? [String(kind.from), String(kind.to)] : range.split('-')
  if (third !== undefined || first === undefined) throw wrong(part, kind)
  const from = readValue(first, kind)
  // 5/15 goes on to the end, 5 alone stays where it is.
  const to = second !== undefined ? readValue(second, kind) : step !== undefined ? kind.to : from
  const values: number[] = []
  const width = kind.to - kind.from + 1
  // FRI-MON goes over the end of the week.
  const length = to >= from ? to - from : to - from + width
  for (let at = 0; at <= length; at += Number(step ?? 1)) values.push(kind.from + ((from - kind.from + at) % width))
  return values
}

function readValue(text: string, kind: Kind): number {
  const named = kind.names?.indexOf(text.toUpperCase()) ?? -1
  if (named >= 0) return kind.from + named
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= kind.from && value <= kind.to)) throw wrong(text, kind)
  return value
}

const wrong = (text: string, kind: Kind): Wrong => new Wrong(`${kind.label}: "${text}" is not understood. It takes ${kind.from} to ${kind.to}${kind.names ? ` or ${kind.names[0]} to ${kind.names.at(-1)}` : ''}.`)

function readDays(text: string): Days {
  const list: string[] = []
  const nearest: number[] = []
  let last = false
  let lastWeekday = false
  for (const part of text.split(',')) {
    if (part === 'L') last = true
    else if (part === 'LW') lastWeekday = true
    else if (/^\d+W$/.test(part)) nearest.push(readValue(part.slice(0, -1), DAYS))
    else list.push(part)
  }
  return { by: 'month', list: list.length > 0 ? readList(list.join(','), DAYS) : [], last, nearest, lastWeekday }
}

function readWeekdays(text: string): Days {
  const list: string[] = []
  const lastOf: number[] = []
  const nth: [number, number][] = []
  for (const part of text.split(',')) {
    const [weekday, place, more] = part.split('#')
    if (part === 'L') list.push('7')
    else if (place !== undefined) {
      if (more !== undefined || !/^[1-5]$/.test(place)) throw new Wrong(`Day of week: "${part}" is not understood. The nth weekday of a month is 1 to 5: 3#2 is the second Tuesday.`)
      nth.push([readValue(weekday!, WEEKDAYS), Number(place)])
    } else if (/^\w+L$/.test(part)) lastOf.push(readValue(part.slice(0, -1), WEEKDAYS))
    else list.push(part)
  }
  return { by: 'week', list: list.length > 0 ? readList(list.join(','), WEEKDAYS) : [], lastOf, nth }
}

const DAY = 86_400_000
/** Twenty-eight years bring every weekday to every date, leap days too; forty bear the year 2100. */
const DAYS_AHEAD = 366 * 40

/** The first moment after another at which it fires. */
export function cronAfter(cron: CronSchedule, after: number, zone: ZoneName): number | undefined {
  let midnight = Math.floor(toLocal(after, zone) / DAY) * DAY
  // Clocks that are put back show a date again: look at the day before, too.
  midnight -= DAY
  for (let days = 0; days < DAYS_AHEAD; days++, midnight += DAY) {
    if (!dayFits(cron, midnight)) continue
    for (const hour of cron.hours) {
      for (const minute of cron.minutes) {
        const utc = toUtc(midnight + (hour * 60 + minute) * 60_000, zone)
        if (utc !== undefined && utc > after) return utc
      }
    }
  }
  return undefined
}

function dayFits({ months, years, days }: CronSchedule, midnight: number): boolean {
  const { year, month, day, weekday } = calendar(midnight)
  if (!months.includes(month) || (years !== undefined && !years.includes(year))) return false
  const length = Math.round((unixOfDay(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - unixOfDay(year, month, 1)) / DAY)
  if (days.by === 'week') {
    const mine = weekday + 1
    return days.list.includes(mine) || (days.lastOf.includes(mine) && day + 7 > length) || days.nth.some(([one, nth]) => one === mine && Math.ceil(day / 7) === nth)
  }
  if (days.list.includes(day) || (days.last && day === length)) return true
  if (days.lastWeekday && nearestWeekday(length, length, midnight + (length - day) * DAY) === day) return true
  return days.nearest.some((wanted) => wanted <= length && nearestWeekday(wanted, length, midnight + (wanted - day) * DAY) === day)
}

/** The weekday nearest to a day of the month, without leaving the month. */
function nearestWeekday(day: number, length: number, midnight: number): number {
  const { weekday } = calendar(midnight)
  if (weekday === 6) return day === 1 ? 3 : day - 1
  if (weekday === 0) return day === length ? day - 2 : day + 1
  return day
}
