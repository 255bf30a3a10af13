/** CFF-06: the log of a CloudFront function, in us-east-1 wherever it ran, made of the rows that it left. */
import { hexId } from '../../base/ids.ts'
import { streamDay } from '../../base/time.ts'
import type { Micros } from '../../base/units.ts'

export const functionLogGroup = (name: string): string => `/aws/cloudfront/function/${name}`

export interface FunctionLine {
  readonly time: Micros
  readonly stream: string
  readonly text: string
  readonly serial: number
  readonly bad: boolean
}

/** `texts`: what rows of kind `logged` bear: instant, level, line. */
export function functionLines(rows: readonly { readonly serial: number; readonly text: string }[], seed: number, node: string): FunctionLine[] {
  return rows.flatMap(({ serial, text }): FunctionLine[] => {
    const [, at, level, said] = /^(\d+) ([A-Z]+) (.*)$/s.exec(text) ?? []
    if (at === undefined) return []
    const time = Number(at)
    return [{ time, stream: `${streamDay(time)}/${hexId(seed, Math.floor(time / 3_600e6), `edge ${node}`, 32)}`, text: said!, serial, bad: level === 'ERROR' }]
  })
}
