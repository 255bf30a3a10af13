import { BUCKETS, percentile } from './histogram.ts'
import type { Metric } from './metric.ts'
import { MOST_MINUTES, ROW, type Series, blank, merge } from './series.ts'

export interface Summary {
  readonly sum: number
  readonly avg: number
  readonly min: number
  readonly max: number
  readonly count: number
  readonly p50: number
  readonly p90: number
  readonly p95: number
  readonly p99: number
}
export type Statistic = keyof Summary

/** A metric of one node. */
export interface Place {
  readonly place: number
  readonly metric: Metric
}

/**
 * Figures of one series. NaN stands for "no value": an average of nothing, or a percentile of a metric that keeps no
 * distribution. For a level, sum is value × seconds, count the seconds it was watched, avg the mean over time.
 *
 * `now` is the instant up to which the present value of a level counts.
 */
export function summaryOf(series: Series, now = series.since): Summary {
  const row = blank(1)
  for (let minute = 0; minute < series.minuteCount; minute++) merge(row, 0, series.minutes, minute * ROW)
  const mask = series.capacity - 1
  if (series.newest >= 0) for (let second = series.first; second <= series.newest; second++) merge(row, 0, series.seconds, (second & mask) * ROW)
  stretch(series, row, 0, 0, now, now)
  const [p50, p90, p95, p99] = percentiles(series, 0, MOST_MINUTES, row[2]!, row[3]!, [0.5, 0.9, 0.95, 0.99]) as [number, number, number, number]
  return { sum: value(series, row, 0, 'sum'), avg: value(series, row, 0, 'avg'), min: value(series, row, 0, 'min'), max: value(series, row, 0, 'max'), count: value(series, row, 0, 'count'), p50, p90, p95, p99 }
}

const SHARES: { readonly [name in Statistic]?: number } = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 }

/**
 * One statistic for each period of [from, to), in seconds. Seconds older than about an hour are known by the minute
 * only: they show at the beginning of their minute. A percentile of a period under a minute is that of its minute.
 */
export function statisticOf(
  series: Series, from: number, to: number, period: number, statistic: Statistic, now = series.since,
): Float64Array {
  const length = Math.max(0, Math.ceil((to - from) / period))
  const rows = rowsOf(series, from, length, period, now)
  const result = new Float64Array(length)
  const share = SHARES[statistic]
  for (let i = 0; i < length; i++) {
    if (share === undefined) result[i] = value(series, rows, i * ROW, statistic)
    else {
      const first = Math.floor((from + i * period) / series.width)
      const end = Math.max(first + 1, Math.ceil((from + (i + 1) * period) / series.width))
      // A whole minute's distribution is not bounded by the extremes of one of its seconds.
      const narrow = period < series.width
      const min = narrow ? Number.NEGATIVE_INFINITY : rows[i * ROW + 2]!
      const max = narrow ? Number.POSITIVE_INFINITY : rows[i * ROW + 3]!
      result[i] = rows[i * ROW + 1]! === 0 ? Number.NaN : percentiles(series, first, end, min, max, [share])[0]!
    }
  }
  return result
}

/** Rows (sum, count, min, max) of each period. */
function rowsOf(series: Series, from: number, length: number, period: number, now: number): Float64Array {
  const rows = blank(length)
  const put = (second: number, source: Float64Array, row: number) => {
    const i = Math.floor((second - from) / period)
    if (i >= 0 && i < length) merge(rows, i * ROW, source, row)
  }
  const to = from + length * period
  const last = Math.min(series.minuteCount, Math.ceil(to / series.width))
  for (let minute = Math.max(0, Math.floor(from / series.width)); minute < last; minute++) put(minute * series.width, series.minutes, minute * ROW)
  if (series.newest >= 0) {
    const end = Math.min(series.newest, Math.ceil(to))
    for (let second = Math.max(series.first, Math.floor(from)); second <= end; second++) put(second, series.seconds, (second & (series.capacity - 1)) * ROW)
  }
  for (let i = 0; i < length; i++) stretch(series, rows, i * ROW, (from + i * period) * 1e6, (from + (i + 1) * period) * 1e6, now)
  return rows
}

/** The present value of a level is not in a row yet: its part of [from, to) up to now. */
function stretch(series: Series, rows: Float64Array, row: number, from: number, to: number, now: number): void {
  const begin = Math.max(from, series.since)
  const span = Math.min(to, now) - begin
  if (!(span > 0)) return
  rows[row] = rows[row]! + span * series.current
  rows[row + 1] = rows[row + 1]! + span
  rows[row + 2] = Math.min(rows[row + 2]!, series.current)
  rows[row + 3] = Math.max(rows[row + 3]!, series.current)
}

function value(series: Series, rows: Float64Array, row: number, statistic: Statistic): number {
  const unit = series.type === 'level' ? 1e6 : 1
  const count = rows[row + 1]!
  switch (statistic) {
    case 'sum': return rows[row]! / unit
    case 'count': return count / unit
    case 'avg': return count > 0 ? rows[row]! / count : Number.NaN
    case 'min': return rows[row + 2]! === Number.POSITIVE_INFINITY ? Number.NaN : rows[row + 2]!
    case 'max': return rows[row + 3]! === Number.NEGATIVE_INFINITY ? Number.NaN : rows[row + 3]!
    default: return Number.NaN
  }
}

function percentiles(series: Series, from: number, to: number, min: number, max: number, shares: readonly number[]): number[] {
  if (series.type !== 'value') return shares.map(() => (min === max ? min : Number.NaN))
  const counts = new Float64Array(BUCKETS)
  series.addCounts(from, to, counts)
  return shares.map((share) => percentile(counts, share, min, max))
}
