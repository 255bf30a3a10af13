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
  readonly unit: string
  /** The statistic CloudWatch users look at first. */
  readonly shows: 'sum' | 'avg' | 'max' | 'p99'
  /** Each of its values counts as one of this metric of the same node: written with the value, and not by itself. */
  readonly counts: Metric | undefined
  /** The same for values that are said to be of a failure; 0 for all others, so that its average is their share. */
  readonly fails: Metric | undefined
  /** Each of its values that is of no failure counts as one of this metric. */
  readonly succeeds: Metric | undefined
  /** One that code defines as it runs: it belongs to no node, and its names tell it apart. */
  readonly own?: OwnNames
  /** Position in its service's list; set once by defineService. */
  index: number
}
export interface OwnNames {
  readonly namespace: string
  /** `Service=orders, Stage=prod`, in the order of their names; empty for none. */
  readonly dimensions: string
}
/** What code says of a metric of its own. */
export interface OwnMetric extends OwnNames {
  readonly name: string
  readonly unit: string
}

type Unit = '' | 'ms' | 'B' | '%' | 's'
const SHOWS = { count: 'sum', value: 'avg', level: 'max' } as const

export const metric = (
  name: string, type: Metric['type'], unit: Unit = '', shows: Metric['shows'] = SHOWS[type],
  also: { readonly counts?: Metric; readonly fails?: Metric; readonly succeeds?: Metric } = {},
): Metric => ({ name, type, unit, shows, counts: also.counts, fails: also.fails, succeeds: also.succeeds, index: -1 })

export const ownMetric = ({ namespace, dimensions, name, unit }: OwnMetric): Metric => ({ ...metric(name, 'value'), unit, own: { namespace, dimensions } })
