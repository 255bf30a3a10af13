/** What `PutMetricData` brings, read as AWS reads it (SBX-01). */
import { EPOCH_MS } from '../../../base/time.ts'
import { type Micros, ms } from '../../../base/units.ts'
import { type CallRefusal, field, textIn } from '../../../contract/sdk.ts'
import type { FunctionNode } from '../state.ts'
import { type Datum, takeIn, tooMany } from './own-metrics.ts'

export const MOST_VALUES = 150
/** *Simplified:* a sum of so many samples is taken apart; one of more is refused. */
const MOST_SAMPLES = 10_000
export const MOST_DIMENSIONS = 30

const refusal = (name: string, message: string, status = 400): CallRefusal => ({ name, status, message })
const invalid = (message: string): CallRefusal => refusal('InvalidParameterValueException', message)

/** What AWS says of a call that it does not take; undefined when all is well. */
export function putMetricData(node: FunctionNode | undefined, input: unknown): CallRefusal | undefined {
  const namespace = textIn(input, 'Namespace') ?? ''
  const data = field(input, 'MetricData')
  if (namespace === '') return refusal('MissingRequiredParameterException', 'The parameter Namespace is required.')
  if (namespace.startsWith('AWS/')) return invalid('The value AWS/ for parameter Namespace is invalid. A namespace cannot begin with AWS/.')
  if (!Array.isArray(data) || data.length === 0) return refusal('MissingRequiredParameterException', 'The parameter MetricData is required.')
  if (data.length > 1_000) return invalid('The collection MetricData must not have a size greater than 1000.')
  const read: Datum[] = []
  for (const [at, one] of data.entries()) {
    const datum = datumOf(namespace, one, `MetricData.member.${at + 1}`)
    if ('status' in datum) return datum
    read.push(datum)
  }
  const over = node && takeIn(node, read)
  return over && refusal('NotImplementedInPlayground', tooMany(over), 501)
}

function datumOf(namespace: string, one: unknown, member: string): Datum | CallRefusal {
  const name = textIn(one, 'MetricName') ?? ''
  if (name === '') return refusal('MissingRequiredParameterException', `The parameter ${member}.MetricName is required.`)
  const said = field(one, 'Dimensions') ?? []
  if (!Array.isArray(said)) return invalid(`The parameter ${member}.Dimensions is no list.`)
  if (said.length > MOST_DIMENSIONS) return invalid(`The collection ${member}.Dimensions must not have a size greater than ${MOST_DIMENSIONS}.`)
  const pairs: (readonly [string, string])[] = []
  for (const [at, pair] of said.entries()) {
    const [key, value] = [textIn(pair, 'Name') ?? '', textIn(pair, 'Value') ?? '']
    if (key === '' || value === '') return invalid(`The value for the parameter ${member}.Dimensions.member.${at + 1}.${key === '' ? 'Name' : 'Value'} must not be empty.`)
    pairs.push([key, value])
  }
  const values = valuesOf(one, member)
  if ('status' in values) return values
  return { own: { namespace, dimensions: dimensionsOf(pairs), name, unit: unitOf(textIn(one, 'Unit')) }, values, said: instantOf(field(one, 'Timestamp')) }
}

/** In the order of their names: that in which they were said is none. */
export const dimensionsOf = (pairs: readonly (readonly [string, string])[]): string =>
  [...pairs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([name, value]) => `${name}=${value}`).join(', ')

export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/** One value, many with their counts, or what a set of them adds up to. */
function valuesOf(one: unknown, member: string): number[] | CallRefusal {
  const [value, values, set] = [field(one, 'Value'), field(one, 'Values'), field(one, 'StatisticValues')]
  const there = [value, values, set].filter((part) => part !== undefined).length
  if (there !== 1) return refusal('InvalidParameterCombinationException', there === 0 ? `At least one of the parameters ${member}.Value, ${member}.Values and ${member}.StatisticValues must be specified.` : `The parameters ${member}.Value, ${member}.Values and ${member}.StatisticValues are mutually exclusive and you have specified more than one.`)
  if (set !== undefined) return setOf(set, member)
  if (values === undefined) return isNumber(value) ? [value] : invalid(`The value for the parameter ${member}.Value is not a finite number.`)
  const counts = field(one, 'Counts')
  if (!Array.isArray(values) || values.length === 0 || values.length > MOST_VALUES || !values.every(isNumber)) return invalid(`The collection ${member}.Values must hold 1 to ${MOST_VALUES} finite numbers.`)
  if (counts === undefined) return values
  if (!Array.isArray(counts) || counts.length !== values.length || !counts.every((count) => isNumber(count) && count >= 0)) return invalid(`The parameters ${member}.Values and ${member}.Counts must be of the same size.`)
  const all = counts.reduce((sum: number, count: number) => sum + Math.round(count), 0)
  if (all > MOST_SAMPLES) return samples(all)
  return values.flatMap((number, at) => Array.from({ length: Math.round(counts[at] as number) }, () => number))
}

const samples = (all: number): CallRefusal => refusal('NotImplementedInPlayground', `The playground takes up to ${MOST_SAMPLES} samples in one datum of PutMetricData, not ${all}.`, 501)

/** The smallest, the largest, and the others as alike as can be: sum, count and both ends are exact. */
function setOf(set: unknown, member: string): number[] | CallRefusal {
  const [count, sum, least, most] = ['SampleCount', 'Sum', 'Minimum', 'Maximum'].map((name) => field(set, name))
  if (!isNumber(count) || !isNumber(sum) || !isNumber(least) || !isNumber(most) || count < 1) return invalid(`The parameter ${member}.StatisticValues needs SampleCount, Sum, Minimum and Maximum.`)
  const whole = Math.round(count)
  if (whole > MOST_SAMPLES) return samples(whole)
  if (whole === 1) return [sum]
  const rest = (sum - least - most) / (whole - 2)
  return [least, most, ...Array.from({ length: whole - 2 }, () => rest)]
}

const UNITS: { readonly [unit: string]: string } = { None: '', Count: '', Milliseconds: 'ms', Seconds: 's', Microseconds: 'µs', Bytes: 'B', Kilobytes: 'kB', Megabytes: 'MB', Gigabytes: 'GB', Percent: '%' }
export const unitOf = (said: string | undefined): string => (said === undefined ? '' : Object.hasOwn(UNITS, said) ? UNITS[said]! : said.slice(0, 32))

/** As JSON has dates, or in milliseconds. Of other texts browsers do not agree what they say. */
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/
export function instantOf(said: unknown): Micros | undefined {
  const unix = typeof said === 'number' ? said : typeof said === 'string' && ISO.test(said) ? Date.parse(said) : Number.NaN
  return Number.isFinite(unix) ? ms(unix - EPOCH_MS) : undefined
}
