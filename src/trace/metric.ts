/**
 * What a service measures, under CloudWatch's names. A constant per metric: `node.add(INVOCATIONS)`; its index is given
 * when the service is defined, so that counting costs an array access and no look-up.
 *
 * count: how often (Sum). value: a distribution (Average, Min, Max, percentiles). level: a quantity that lasts
 * (time-weighted average, Min, Max).
 */
export interface Metric {
  readonly name: string
  readonly type: 'count' | 'value' | 'level'
  readonly unit: '' | 'ms' | 'B' | '%' | 's'
  /** The statistic CloudWatch users look at first. */
  readonly shows: 'sum' | 'avg' | 'max' | 'p99'
  /** Position in its service's list; set once by defineService. */
  index: number
}

const SHOWS = { count: 'sum', value: 'avg', level: 'max' } as const

export const metric = (name: string, type: Metric['type'], unit: Metric['unit'] = '', shows: Metric['shows'] = SHOWS[type]): Metric => ({
  name, type, unit, shows, index: -1,
})
