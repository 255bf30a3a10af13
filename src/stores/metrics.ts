/**
 * What can be charted of a run, in CloudWatch's words: namespace, metric, statistic, period. Which lines are chosen is
 * kept by node and name, so that another run of the same drawing shows the same chart.
 */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { type Micros, sec } from '../base/units.ts'
import { quotasOf } from '../contract/quotas.ts'
import type { DrawingNode } from '../drawing/drawing.ts'
import type { Metric, OwnNames } from '../trace/metric.ts'
import type { Statistic } from '../trace/reading.ts'
import { configAt } from './dated.ts'
import type { Recording } from './recording.ts'
import { sketchOf } from './shelf.ts'

export interface Line {
  /** Id of the node; '' is the account in its Region. */
  readonly node: string
  readonly metric: string
  readonly statistic: Statistic
}
export const keyOf = ({ node, metric, statistic }: Line): string => `${node} ${metric} ${statistic}`

export const STATISTICS: { readonly [S in Statistic]: string } = {
  sum: 'Sum', avg: 'Average', min: 'Minimum', max: 'Maximum', count: 'SampleCount', p50: 'p50', p90: 'p90', p95: 'p95', p99: 'p99',
}
/** Sums of a level would be values times seconds, which CloudWatch does not show; only values have a distribution. */
const TAKES: { readonly [T in Metric['type']]: readonly Statistic[] } = {
  count: ['sum', 'avg', 'min', 'max', 'count'],
  value: ['avg', 'min', 'max', 'sum', 'count', 'p50', 'p90', 'p95', 'p99'],
  level: ['max', 'avg', 'min'],
}
export const statisticsOf = ({ type }: Metric): readonly Statistic[] => TAKES[type]

export const ACCOUNT = 'Account, us-east-1'
const NAMESPACES: { readonly [service: string]: string } = {
  lambda: 'AWS/Lambda', functionUrl: 'AWS/Lambda', sqs: 'AWS/SQS', sns: 'AWS/SNS', httpApi: 'AWS/ApiGateway', restApi: 'AWS/ApiGateway', websocketApi: 'AWS/ApiGateway', alb: 'AWS/ApplicationELB', kinesis: 'AWS/Kinesis',
  dynamodb: 'AWS/DynamoDB', eventbridge: 'AWS/Events', scheduler: 'AWS/Scheduler', s3: 'AWS/S3', stepFunctions: 'AWS/States', cloudfront: 'AWS/CloudFront',
}
/** Measured here and by no metric of AWS. */
const OURS: ReadonlySet<string> = new Set(['ProvisionedConcurrencyRequested', 'ColdStarts', 'InitDuration', 'BilledDuration', 'NumberOfDeduplicatedSentMessages', 'OpenConnections', 'ConnectionMinutes', 'MeteredMessages', 'CacheHours', 'StreamedRequests', 'BalancerHours'])

export interface Metered {
  readonly node: string
  readonly title: string
  readonly namespace: string
  readonly metric: Metric
  /** Slots that make it up: one, or those of every function for the account. */
  readonly slots: readonly number[]
}

/** All that was measured, node by node, the account's first. */
export function meteredOf({ cast, drawing, metrics: told }: Recording): Metered[] {
  const own = cast.nodes.flatMap(({ id, name, service, metrics, slots }): Metered[] => metrics.map((metric, at) => ({
    node: id, title: name, metric, slots: [slots[at]!],
    namespace: OURS.has(metric.name) || !NAMESPACES[service] ? 'Coldstart' : NAMESPACES[service]!,
  })))
  const functions = cast.nodes.filter(({ service }) => service === 'lambda')
  const across = (name: string, of: string, keeps: (id: string) => boolean): Metered[] => {
    const found = functions.filter(({ id }) => keeps(id)).flatMap(({ metrics, slots }) => metrics.flatMap((metric, at) => (metric.name === of ? [{ metric, slot: slots[at]! }] : [])))
    return found.length === 0 ? [] : [{ node: '', title: ACCOUNT, namespace: 'AWS/Lambda', metric: { ...found[0]!.metric, name }, slots: found.map(({ slot }) => slot) }]
  }
  const reserved = new Set(drawing.nodes.filter((node) => node.service === 'lambda' && sketchOf(node).config.reserved !== null).map(({ id }) => id))
  const any = () => true
  return [
    ...across('ConcurrentExecutions', 'ConcurrentExecutions', any),
    ...across('UnreservedConcurrentExecutions', 'ConcurrentExecutions', (id) => !reserved.has(id)),
    ...['Invocations', 'Errors', 'Throttles'].flatMap((name) => across(name, name, any)),
    ...own,
    ...told.places.flatMap(({ metric }, slot): Metered[] => (metric.own ? [ofCode(metric, metric.own, slot)] : [])),
  ]
}

/** What code defined belongs to no node. */
const ofCode = (metric: Metric, { namespace, dimensions }: OwnNames, slot: number): Metered => ({ node: `${namespace} ${dimensions}`, title: dimensions || 'no dimensions', namespace, metric, slots: [slot] })

export const PERIODS = [1, 10, 60, 300, 3_600] as const
/** More points in a line than this are no longer told apart. */
const MOST_POINTS = 1_500
export const fits = (period: number, endSec: number): boolean => endSec / period <= MOST_POINTS
/** The finest that leaves a line to look at. */
export const usualPeriod = (endSec: number): number => PERIODS.find((period) => endSec / period <= 240) ?? PERIODS.at(-1)!

/** One value for each period from the beginning to what is simulated; NaN where there is none. */
export function valuesOf(recording: Recording, metered: Metered, statistic: Statistic, period: number): number[] {
  const { metrics, cast } = recording
  const { metric, slots } = metered
  // The peaks of a minute need not meet; those of one second nearly do.
  if (period > 1 && isBound(metered, statistic) && (metrics.now / 1e6) * slots.length <= MOST_JOINED) {
    const seconds = valuesOf(recording, metered, statistic, 1)
    const whole = metrics.now >= cast.end ? Math.ceil(seconds.length / period) : Math.floor(seconds.length / period)
    return Array.from({ length: whole }, (_, at) => {
      const known = seconds.slice(at * period, (at + 1) * period).filter(Number.isFinite)
      return known.length === 0 ? Number.NaN : statistic === 'min' ? Math.min(...known) : Math.max(...known)
    })
  }
  const end = cast.end / 1e6
  const columns = Math.ceil(end / period)
  // The last period is told when it is over, or when the run is.
  const known = metrics.now >= cast.end ? columns : Math.floor(metrics.now / 1e6 / period)
  const joined: number[] = []
  const extreme = metric.type !== 'level' && (statistic === 'min' || statistic === 'max')
  for (const slot of slots) {
    if (!metrics.places[slot]) continue
    const values = metrics.series(slot, 0, known * period, period, statistic)
    values.forEach((value, at) => {
      const before = joined[at]
      if (before === undefined || !Number.isFinite(before)) joined[at] = value
      else if (Number.isFinite(value)) joined[at] = extreme ? (statistic === 'min' ? Math.min(before, value) : Math.max(before, value)) : before + value
    })
  }
  const none = statistic === 'sum' || statistic === 'count' ? 0 : Number.NaN
  return Array.from({ length: known }, (_, at) => (Number.isFinite(joined[at]) ? joined[at]! : none))
}

/** CloudWatch's own metrics have one point a minute: a percentile of less would be none of AWS's. */
export const isByMinute = (statistic: Statistic, period: number): boolean => /^p\d/.test(statistic) && period < 60
/** As a table has them: what comes by the minute stands where its minute begins. */
export function inRows(values: readonly number[], statistic: Statistic, period: number): readonly number[] {
  if (!isByMinute(statistic, period)) return values
  // In a period of no samples there is no value, whatever its minute has.
  return values.map((_, at) => ((at * period) % 60 === 0 ? (values.slice(at, at + 60 / period).find(Number.isFinite) ?? Number.NaN) : Number.NaN))
}

/** Seconds times functions that are added up one by one. */
const MOST_JOINED = 400_000

/** Peaks of several functions need not meet: their sum is as much as it can have been. */
export const isBound = ({ metric, slots }: Metered, statistic: Statistic): boolean => slots.length > 1 && metric.type === 'level' && statistic !== 'avg'

export interface Limit {
  readonly label: string
  readonly value: number
  /** While it holds: a dated change may set another. */
  readonly from: Micros
  readonly to: Micros
}

/** Limits that the chosen lines run up against, as they hold from one change to the next. */
export function limitsOf({ drawing, cast }: Recording, lines: readonly Line[]): Limit[] {
  const changes = drawing.scenario.actions.filter((action) => action.do === 'set' && ('reserved' in action.config || 'provisioned' in action.config)).map(({ atSec }) => sec(atSec))
  const instants = [...new Set([0, ...changes])].filter((at) => at < cast.end || at === 0).sort((a, b) => a - b)
  const limits: Limit[] = []
  instants.forEach((from, place) => {
    const to = instants[place + 1] ?? cast.end
    for (const [label, value] of limitsAt(drawing, lines, from)) {
      const before = limits.findIndex((one) => one.label === label && one.value === value && one.to === from)
      if (before >= 0) limits[before] = { ...limits[before]!, to }
      else limits.push({ label, value, from, to })
    }
  })
  return limits
}

function limitsAt(drawing: Recording['drawing'], lines: readonly Line[], at: Micros): ReadonlyMap<string, number> {
  const limits = new Map<string, number>()
  const add = (label: string, value: number) => limits.set(label, value)
  const configOf = (node: DrawingNode) => sketchOf({ ...node, config: configAt(drawing, node, at) }).config as { reserved?: number | null; provisioned?: readonly { readonly environments: number }[] }
  const quotas = quotasOf(drawing.scenario)
  for (const { node, metric, statistic } of lines) {
    if (!/ConcurrentExecutions$/.test(metric) || !['max', 'avg', 'min'].includes(statistic)) continue
    const drawn = drawing.nodes.find(({ id }) => id === node)
    const config = drawn ? configOf(drawn) : undefined
    if (metric === 'UnreservedConcurrentExecutions') add('unreserved pool', unreservedOf(drawing.nodes.map((one) => configOf(one).reserved), quotas.lambdaConcurrency))
    else if (config?.reserved != null) add(`${drawn!.name} reserved`, config.reserved)
    else add('account', quotas.lambdaConcurrency)
    const provisioned = config?.provisioned?.reduce((sum, row) => sum + row.environments, 0) ?? 0
    if (provisioned > 0) add(`${drawn!.name} provisioned`, provisioned)
  }
  return limits
}
const unreservedOf = (reserved: readonly unknown[], account: number): number =>
  Math.max(0, account - reserved.reduce<number>((sum, value) => sum + (typeof value === 'number' ? value : 0), 0))

/** What a person looks at first: how much came, what of it failed, and how much ran at once. */
export function usualLines(all: readonly Metered[]): Line[] {
  const wished: readonly (readonly [string, Statistic])[] = [['Invocations', 'sum'], ['Errors', 'sum'], ['Throttles', 'sum'], ['ConcurrentExecutions', 'max']]
  const found = wished.flatMap(([name, statistic]) => all.filter(({ metric }) => metric.name === name).slice(0, 1).map(({ node }): Line => ({ node, metric: name, statistic })))
  return found.length > 0 ? found : all.slice(0, 1).map(({ node, metric }): Line => ({ node, metric: metric.name, statistic: statisticsOf(metric)[0]! }))
}

/** Rows of a table, one for each period, as CSV (RFC 4180). */
export function csvOf(titles: readonly string[], period: number, columns: readonly (readonly number[])[]): string {
  const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const rows = Math.max(0, ...columns.map((values) => values.length))
  const lines = [['Start (s)', 'Period (s)', ...titles].map(quote).join(',')]
  for (let row = 0; row < rows; row++) lines.push([row * period, period, ...columns.map((values) => (Number.isFinite(values[row]) ? values[row] : ''))].join(','))
  return `${lines.join('\r\n')}\r\n`
}

interface Chosen {
  /** Undefined until somebody chooses. */
  readonly lines: readonly Line[] | undefined
  readonly period: number | undefined
  readonly limits: boolean
  readonly table: boolean
}
export const chartStore = createStore<Chosen>()(() => ({ lines: undefined, period: undefined, limits: true, table: false }))
export const useChart = <T>(select: (chosen: Chosen) => T): T => useStore(chartStore, select)
