/** CWA-01: the state that the last datapoints make. */
import type { AlarmConfig } from './config.ts'
import { namedMetric } from './names.ts'

export type State = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'

export function breaches(value: number, { comparison, threshold }: Pick<AlarmConfig, 'comparison' | 'threshold'>): boolean {
  switch (comparison) {
    case 'GreaterThanThreshold': return value > threshold
    case 'GreaterThanOrEqualToThreshold': return value >= threshold
    case 'LessThanThreshold': return value < threshold
    case 'LessThanOrEqualToThreshold': return value <= threshold
  }
}

export const neededOf = ({ datapointsToAlarm, evaluationPeriods }: AlarmConfig): number => Math.min(datapointsToAlarm ?? evaluationPeriods, evaluationPeriods)

/** CWA-03: for a table's metrics nothing said means that missing data are ignored. */
export const missingOf = (config: AlarmConfig): AlarmConfig['missing'] => (config.missing === 'missing' && namedMetric(config).namespace === 'AWS/DynamoDB' ? 'ignore' : config.missing)

/** `points` are the datapoints of the last periods, undefined where there is none; `before` is the state until now. */
export function judge(points: readonly (number | undefined)[], config: AlarmConfig, before: State): State {
  const needed = neededOf(config)
  const missing = missingOf(config)
  let bad = 0
  let good = 0
  for (const point of points) {
    if (point === undefined) {
      if (missing === 'breaching') bad++
      else if (missing === 'notBreaching') good++
    } else if (breaches(point, config)) bad++
    else good++
  }
  const there = bad + good
  if (there === 0) return missing === 'ignore' ? before : 'INSUFFICIENT_DATA'
  if (bad >= needed) return 'ALARM'
  if (there === points.length || good > points.length - needed) return 'OK'
  if (missing === 'ignore') return before
  // CWA-03: too few to decide by the rule; what is there decides.
  return bad >= Math.min(needed, there) ? 'ALARM' : 'OK'
}
