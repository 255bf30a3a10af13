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
  /** Each of its values counts as one of this metric of the same node: written with the value, and not by itself. */
  readonly counts: Metric | undefined
  /** The same for values that are said to be of a failure; 0 for all others, so that its average is their share. */
  readonly fails: Metric | undefined
  /** Each of its values that is of no failure counts as one of this metric. */
  readonly succeeds: Metric | undefined
  /** Position in its service's list; set once by defineService. */
  index: number
}

const SHOWS = { count: 'sum', value: 'avg', level: 'max' } as const

export const metric = (
  name: string, type: Metric['type'], unit: Metric['unit'] = '', shows: Metric['shows'] = SHOWS[type],
  also: { readonly counts?: Metric; readonly fails?: Metric; readonly succeeds?: Metric } = {},
): Metric => ({ name, type, unit, shows, counts: also.counts, fails: also.fails, succeeds: also.succeeds, index: -1 })
