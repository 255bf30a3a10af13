/** Reads a schedule expression as EventBridge does: refused is what AWS refuses, with the reason. */
import { unixOfDay } from '../../base/time.ts'
import { type CronSchedule, readCron } from './cron.ts'

export interface RateSchedule {
  readonly kind: 'rate'
  readonly everySec: number
}
export interface AtSchedule {
  readonly kind: 'at'
  /** The time that clocks show, as if it were UTC. */
  readonly local: number
}
export type Schedule = RateSchedule | AtSchedule | CronSchedule
export type Read = { readonly schedule: Schedule; readonly refusal?: undefined } | { readonly refusal: string; readonly schedule?: undefined }

const UNITS: { readonly [unit: string]: number } = { minute: 60, hour: 3_600, day: 86_400 }

export function readSchedule(text: string, of: 'rule' | 'scheduler'): Read {
  const [, verb, inside] = /^\s*(\w+)\((.*)\)\s*$/.exec(text) ?? []
  if (verb === 'rate') return readRate(inside!)
  if (verb === 'cron') return readCron(inside!)
  if (verb === 'at' && of === 'scheduler') return readAt(inside!)
  const known = of === 'rule' ? 'rate(5 minutes) or cron(0 9 * * ? *)' : 'rate(5 minutes), cron(0 9 * * ? *) or at(2026-03-01T09:00:00)'
  return { refusal: verb === 'at' ? 'A rule knows no at(…). Use EventBridge Scheduler for something that happens once.' : `Write ${known}.` }
}

function readRate(inside: string): Read {
  const [, value, unit, plural] = /^\s*(\d+)\s+(minute|hour|day)(s?)\s*$/.exec(inside) ?? []
  if (!value || !unit) return { refusal: 'A rate is a whole number and minute(s), hour(s) or day(s): rate(5 minutes).' }
  const times = Number(value)
  if (times === 0) return { refusal: 'A rate is at least 1 minute.' }
  if ((times === 1) !== (plural === '')) return { refusal: times === 1 ? `One is singular: rate(1 ${unit}).` : `More than one is plural: rate(${times} ${unit}s).` }
  return { schedule: { kind: 'rate', everySec: times * UNITS[unit]! } }
}

function readAt(inside: string): Read {
  const parts = /^\s*(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\s*$/.exec(inside)?.slice(1).map(Number)
  if (!parts) return { refusal: 'Write the time as at(yyyy-mm-ddThh:mm:ss).' }
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number]
  const midnight = unixOfDay(year, month, day)
  const real = month >= 1 && month <= 12 && day >= 1 && midnight < unixOfDay(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1)
  if (!real || hour > 23 || minute > 59 || second > 59) return { refusal: `There is no ${inside.trim()} in the calendar.` }
  return { schedule: { kind: 'at', local: midnight + ((hour * 60 + minute) * 60 + second) * 1_000 } }
}
