/** LAM-MET-01: the embedded metric format, a line of JSON that says which of its fields are metrics. Others are only lines. */
import { field, textIn } from '../../../contract/sdk.ts'
import type { Datum } from './own-metrics.ts'
import { dimensionsOf, instantOf, isNumber, MOST_DIMENSIONS, MOST_VALUES, unitOf } from './put-metric-data.ts'

export function embedded(text: string): readonly Datum[] {
  if (text.charCodeAt(0) !== 123 || !text.includes('"CloudWatchMetrics"')) return []
  let line: unknown
  try {
    line = JSON.parse(text)
  } catch {
    return []
  }
  const about = field(line, '_aws')
  const said = instantOf(field(about, 'Timestamp'))
  return listIn(about, 'CloudWatchMetrics').flatMap((directive) => {
    const namespace = textIn(directive, 'Namespace') ?? ''
    if (namespace === '' || namespace.startsWith('AWS/')) return []
    const sets = listIn(directive, 'Dimensions')
    return (sets.length === 0 ? [[]] : sets).flatMap((names) => {
      const pairs = (Array.isArray(names) ? names : []).map((key): readonly [string, string] => [String(key), textIn(line, String(key)) ?? ''])
      if (pairs.length > MOST_DIMENSIONS || pairs.some(([, one]) => one === '')) return []
      return listIn(directive, 'Metrics').flatMap((metric): Datum[] => {
        const name = textIn(metric, 'Name') ?? ''
        const value = field(line, name)
        const values = Array.isArray(value) ? value : [value]
        if (name === '' || values.length === 0 || values.length > MOST_VALUES || !values.every(isNumber)) return []
        return [{ own: { namespace, dimensions: dimensionsOf(pairs), name, unit: unitOf(textIn(metric, 'Unit')) }, values, said }]
      })
    })
  })
}

function listIn(of: unknown, name: string): readonly unknown[] {
  const list = field(of, name)
  return Array.isArray(list) ? list : []
}
