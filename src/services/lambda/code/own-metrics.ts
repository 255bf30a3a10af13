/**
 * Metrics that code defines: what `PutMetricData` brings (put-metric-data.ts), and what stands in a log line of
 * CloudWatch's embedded metric format, as Powertools writes them (embedded.ts). A metric is its namespace, its dimensions
 * and its name, whichever function measures it.
 */
import { type Micros, ms } from '../../../base/units.ts'
import type { OwnMetric } from '../../../contract/trace.ts'
import type { FunctionNode } from '../state.ts'
import { embedded } from './embedded.ts'

export interface Datum {
  readonly own: OwnMetric
  readonly values: readonly number[]
  /** When it was measured, if the code says so. */
  readonly said: Micros | undefined
}

/** *Simplified:* AWS has no such limit; but each is kept second by second. */
export const MOST_METRICS = 100
/** What is older than this is taken for now: the trace keeps no more open. */
const OLDEST = ms(900_000)

interface Register {
  readonly names: Set<string>
  /** It was said that there are too many. */
  warned: boolean
}

/** The first that would be one too many stays out, by name; the others are kept. */
export function takeIn(node: FunctionNode, data: readonly Datum[]): OwnMetric | undefined {
  const { names } = registerOf(node)
  let over: OwnMetric | undefined
  for (const { own, values, said } of data) {
    const name = `${own.namespace}\n${own.dimensions}\n${own.name}`
    if (!names.has(name)) {
      if (names.size >= MOST_METRICS) {
        over ??= own
        continue
      }
      names.add(name)
    }
    node.measure(own, values, said !== undefined && said >= 0 && said <= node.now && said >= node.now - OLDEST ? said : node.now)
  }
  return over
}
const registerOf = (node: FunctionNode): Register => node.shared('own metrics', (): Register => ({ names: new Set(), warned: false }))

export const tooMany = ({ namespace, name, dimensions }: OwnMetric): string =>
  `The playground keeps ${MOST_METRICS} metrics of code in a run, and ${name} in ${namespace}${dimensions === '' ? '' : ` with ${dimensions}`} would be one more. Each combination of dimensions is a metric of its own: take fewer values.`

/** A log line is never refused: that some of its metrics are not kept is said once. */
export function takeLine(node: FunctionNode, text: string): string | undefined {
  const data = embedded(text)
  if (data.length === 0) return undefined
  const over = takeIn(node, data)
  const register = registerOf(node)
  if (!over || register.warned) return undefined
  register.warned = true
  return tooMany(over)
}
