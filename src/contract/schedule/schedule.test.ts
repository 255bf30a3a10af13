import { expect, test } from 'vitest'
import { unixOfDay } from '../../base/time.ts'
import { firings, readSchedule, type ZoneName } from '../schedule.ts'

const iso = (unix: number): string => new Date(unix).toISOString().slice(0, 16)
function next(text: string, count: number, zone: ZoneName = 'UTC', from = unixOfDay(2026, 1, 1)): string[] {
  const { schedule, refusal } = readSchedule(text, 'scheduler')
  if (!schedule) throw new Error(refusal)
  return firings(schedule, count, zone, from).map(iso)
}
const refused = (text: string, of: 'rule' | 'scheduler' = 'rule') => readSchedule(text, of).refusal

test('EB-10 a rate is singular for one and plural for more, and first fires a period later', () => {
  expect(next('rate(1 minute)', 2)).toEqual(['2026-01-01T00:01', '2026-01-01T00:02'])
  expect(next('rate(12 hours)', 2)).toEqual(['2026-01-01T12:00', '2026-01-02T00:00'])
  for (const bad of ['rate(1 minutes)', 'rate(5 minute)', 'rate(0 minutes)', 'rate(30 seconds)', 'rate(1.5 hours)', 'rate 5 minutes', '']) expect(refused(bad), bad).toBeTruthy()
})

test('EB-10 cron has six fields, and exactly one of its two days is a question mark', () => {
  expect(next('cron(0 9 ? * MON-FRI *)', 3)).toEqual(['2026-01-01T09:00', '2026-01-02T09:00', '2026-01-05T09:00'])
  expect(refused('cron(0 9 * * *)')).toContain('six fields')
  expect(refused('cron(0 9 * * * *)')).toContain('Write ?')
  expect(refused('cron(0 9 ? * ? *)')).toContain('both are ?')
  for (const bad of ['cron(60 9 * * ? *)', 'cron(0 24 * * ? *)', 'cron(0 9 32 * ? *)', 'cron(0 9 * 13 ? *)', 'cron(0 9 ? * 8 *)', 'cron(0 9 ? * 2#6 *)', 'cron(0 9 ? * MON/2 *)', 'cron(x 9 * * ? *)']) expect(refused(bad), bad).toBeTruthy()
})

test('EB-10 lists, ranges, steps and names', () => {
  expect(next('cron(0/20 8-9 * * ? *)', 7).map((one) => one.slice(11))).toEqual(['08:00', '08:20', '08:40', '09:00', '09:20', '09:40', '08:00'])
  expect(next('cron(5,35 14 1 jan,JUL ? 2026-2027)', 9)).toEqual(['2026-01-01T14:05', '2026-01-01T14:35', '2026-07-01T14:05', '2026-07-01T14:35', '2027-01-01T14:05', '2027-01-01T14:35', '2027-07-01T14:05', '2027-07-01T14:35'])
  expect(next('cron(0 0 ? * FRI-MON *)', 4).map((one) => one.slice(0, 10))).toEqual(['2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05'])
})

test('EB-10 the last day, the nearest weekday, the last and the nth of a weekday', () => {
  expect(next('cron(0 12 L * ? *)', 3)).toEqual(['2026-01-31T12:00', '2026-02-28T12:00', '2026-03-31T12:00'])
  // 15 February and 15 March 2026 are Sundays.
  expect(next('cron(0 12 15W * ? *)', 3).map((one) => one.slice(0, 10))).toEqual(['2026-01-15', '2026-02-16', '2026-03-16'])
  // 1 August 2026 is a Saturday; the nearest weekday stays in the month.
  expect(next('cron(0 0 1W 8 ? *)', 1)).toEqual(['2026-08-03T00:00'])
  expect(next('cron(0 0 LW * ? *)', 2).map((one) => one.slice(0, 10))).toEqual(['2026-01-30', '2026-02-27'])
  expect(next('cron(0 0 ? * 6L *)', 2).map((one) => one.slice(0, 10))).toEqual(['2026-01-30', '2026-02-27'])
  expect(next('cron(0 0 ? * TUE#2 *)', 2).map((one) => one.slice(0, 10))).toEqual(['2026-01-13', '2026-02-10'])
  expect(next('cron(0 0 ? * L *)', 1)).toEqual(['2026-01-03T00:00'])
  expect(next('cron(0 0 29 2 ? *)', 2).map((one) => one.slice(0, 10))).toEqual(['2028-02-29', '2032-02-29'])
  expect(next('cron(0 0 31 2 ? *)', 1)).toEqual([])
  expect(next('cron(0 0 * * ? 2025)', 1)).toEqual([])
})

test('SCH-01 in a time zone the clock there counts: a skipped hour does not fire, a repeated one fires once', () => {
  expect(next('cron(0 9 * * ? *)', 1, 'Europe/Madrid')).toEqual(['2026-01-01T08:00'])
  expect(next('cron(0 9 * * ? *)', 1, 'Europe/Madrid', unixOfDay(2026, 7, 1))).toEqual(['2026-07-01T07:00'])
  // Clocks go from 2 to 3 on 29 March, and from 3 back to 2 on 25 October 2026.
  expect(next('cron(30 2 * * ? *)', 3, 'Europe/Madrid', unixOfDay(2026, 3, 27))).toEqual(['2026-03-27T01:30', '2026-03-28T01:30', '2026-03-30T00:30'])
  expect(next('cron(30 2 * * ? *)', 3, 'Europe/Madrid', unixOfDay(2026, 10, 24))).toEqual(['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30'])
  expect(next('cron(30 2 * * ? *)', 3, 'America/New_York', unixOfDay(2026, 3, 7))).toEqual(['2026-03-07T07:30', '2026-03-09T06:30', '2026-03-10T06:30'])
  expect(next('cron(30 1 * * ? *)', 2, 'America/New_York', unixOfDay(2026, 11, 1))).toEqual(['2026-11-01T05:30', '2026-11-02T06:30'])
  expect(next('cron(0 0 * * ? *)', 1, 'Australia/Sydney')).toEqual(['2026-01-01T13:00'])
  expect(next('cron(30 9 * * ? *)', 1, 'Asia/Kolkata')).toEqual(['2026-01-01T04:00'])
})

test('SCH-01 at happens once; a rule does not know it', () => {
  expect(next('at(2026-03-01T09:00:00)', 3)).toEqual(['2026-03-01T09:00'])
  expect(next('at(2026-03-01T09:00:00)', 3, 'Asia/Tokyo')).toEqual(['2026-03-01T00:00'])
  expect(refused('at(2026-03-01T09:00:00)')).toContain('Scheduler')
  expect(refused('at(2026-02-30T09:00:00)', 'scheduler')).toContain('no 2026-02-30')
  expect(refused('at(2026-03-01 09:00)', 'scheduler')).toBeTruthy()
})
