import { encodeCounts } from './histogram.ts'
import type { Place } from './reading.ts'
import { ROW, Series } from './series.ts'

/** What the page is told: two arrays, both transferred. */
export interface MetricDelta {
  readonly version: number
  /** It replaces all that was told before. */
  readonly whole: boolean
  /** Virtual time, microseconds. */
  readonly now: number
  /** Slots defined since. */
  readonly places: readonly Place[]
  readonly numbers: Float64Array<ArrayBuffer>
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * In `numbers`, per slot that changed: these, then its rows of seconds, rows of minutes, and (minute, bytes) pairs. Before
 * each row stands how often it comes in a row: seconds without anything, and those of a level that lasts, are one row.
 */
const SLOT = 0
const CURRENT = 1
const SINCE = 2
const WIDTH = 3
const SECOND = 4
const SECONDS = 5
const MINUTE = 6
const MINUTES = 7
const COUNTS = 8
const HEAD = 9

export function packDelta(all: readonly Series[], places: readonly Place[], whole: boolean, now: number, version: number): MetricDelta {
  const numbers: number[] = []
  const parts: Uint8Array[] = []
  let size = 0
  all.forEach((series, slot) => {
    if (whole) series.markAll()
    if (series.newest < 0) return
    const second = Math.max(series.first, Math.min(series.dirtySecond, series.newest + 1))
    const minute = Math.min(series.dirtyMinute, series.minuteCount)
    const seconds = series.newest - second + 1
    const minutes = series.minuteCount - minute
    if (seconds === 0 && minutes === 0 && series.dirtyCounts.length === 0) return
    numbers.push(slot, series.current, series.since, series.width, second, seconds, minute, minutes, series.dirtyCounts.length)
    const mask = series.capacity - 1
    for (let i = 0; i < seconds; i++) putRow(numbers, series.seconds, ((second + i) & mask) * ROW, i === 0)
    for (let i = minute; i < series.minuteCount; i++) putRow(numbers, series.minutes, i * ROW, i === minute)
    for (const one of series.dirtyCounts) {
      const open = series.open.find(({ minute }) => minute === one)
      if (open) open.dirty = false
      const bytes = open ? encodeCounts(open.counts) : series.closed[one]!
      numbers.push(one, bytes.length)
      parts.push(bytes)
      size += bytes.length
    }
    series.dirtyCounts = []
    series.dirtySecond = Number.POSITIVE_INFINITY
    series.dirtyMinute = Number.POSITIVE_INFINITY
    series.leave()
  })
  const bytes = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return { version, whole, now, places, numbers: new Float64Array(numbers), bytes }
}

/** One row more, or the last one once more. */
function putRow(numbers: number[], rows: Float64Array, row: number, first: boolean): void {
  const last = numbers.length - ROW
  const [sum, count, min, max] = [rows[row]!, rows[row + 1]!, rows[row + 2]!, rows[row + 3]!]
  if (!first && numbers[last] === sum && numbers[last + 1] === count && numbers[last + 2] === min && numbers[last + 3] === max) {
    numbers[last - 1]!++
    return
  }
  numbers.push(1, sum, count, min, max)
}

/** Brings the page's series up to date. */
export function applyDelta(all: Series[], delta: MetricDelta): void {
  const { numbers, bytes } = delta
  if (delta.whole) all.length = 0
  for (const { metric } of delta.places) all.push(new Series(metric.type))
  let byte = 0
  for (let at = 0; at < numbers.length; ) {
    const head = numbers.subarray(at, (at += HEAD))
    const slot = head[SLOT]!
    // Minutes of another length: all of them come anew.
    if (all[slot]!.width !== head[WIDTH]!) all[slot] = new Series(all[slot]!.type)
    const series = all[slot]!
    series.current = head[CURRENT]!
    series.since = head[SINCE]!
    series.width = head[WIDTH]!
    const second = head[SECOND]!
    const seconds = head[SECONDS]!
    if (seconds > 0) {
      // The minutes that seconds are folded into come ready-made.
      series.reach(second, false)
      series.reach(second + seconds - 1, false)
      const mask = series.capacity - 1
      for (let i = 0; i < seconds; at += 1 + ROW) {
        const row = numbers.subarray(at + 1, at + 1 + ROW)
        for (let times = numbers[at]!; times > 0; times--, i++) series.seconds.set(row, ((second + i) & mask) * ROW)
      }
    }
    for (let i = 0; i < head[MINUTES]!; at += 1 + ROW) {
      const row = numbers.subarray(at + 1, at + 1 + ROW)
      for (let times = numbers[at]!; times > 0; times--, i++) {
        const to = series.minuteRow(head[MINUTE]! + i)
        series.minutes.set(row, to)
      }
    }
    for (let i = 0; i < head[COUNTS]!; i++, at += 2) {
      const length = numbers[at + 1]!
      series.setCounts(numbers[at]!, bytes.slice(byte, byte + length))
      byte += length
    }
  }
}
