/** What was measured of late, in steps of a minute (of ten seconds for short periods), and what periods make of it. */
import type { Micros } from '../../base/units.ts'
import type { AlarmConfig } from './config.ts'

/** One step. Values themselves are kept for percentiles alone, and not without end. */
export interface Step {
  count: number
  sum: number
  least: number
  most: number
  values: number[]
}
const MOST_VALUES = 2_000

export const newStep = (): Step => ({ count: 0, sum: 0, least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY, values: [] })

export function add(step: Step, value: number, keeps: boolean): void {
  step.count++
  step.sum += value
  if (value < step.least) step.least = value
  if (value > step.most) step.most = value
  if (keeps && step.values.length < MOST_VALUES) step.values.push(value)
}

/** The datapoint of one period, or undefined when nothing was measured in it. */
export function datapoint(steps: readonly (Step | undefined)[], statistic: AlarmConfig['statistic']): number | undefined {
  const there = steps.filter((step) => step !== undefined && step.count > 0) as Step[]
  if (there.length === 0) return undefined
  const count = there.reduce((total, step) => total + step.count, 0)
  const sum = there.reduce((total, step) => total + step.sum, 0)
  switch (statistic) {
    case 'Sum': return sum
    case 'SampleCount': return count
    case 'Average': return sum / count
    case 'Minimum': return Math.min(...there.map((step) => step.least))
    case 'Maximum': return Math.max(...there.map((step) => step.most))
    default: {
      const values = there.flatMap((step) => step.values).sort((a, b) => a - b)
      const rank = Math.ceil((Number(statistic.slice(1)) / 100) * values.length)
      return values[Math.max(0, rank - 1)]
    }
  }
}

export const stepOf = (time: Micros, length: Micros): number => Math.floor(time / length)
