import type { Dialect } from './dialect.ts'
import type { Test } from './matcher.ts'
import { Refused } from './refused.ts'

/** `["=", 5]`, `["<", 5]`, `[">", 0]` or `[">", 0, "<=", 5]`, the lower bound first. */
export function readNumeric(operand: unknown, place: string, rules: Dialect): Test {
  const wrong = (): Refused => new Refused(place, '"numeric" takes a comparison and a number, or a lower and an upper bound: [">", 0, "<=", 5].')
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) throw wrong()
  let low = Number.NEGATIVE_INFINITY
  let high = Number.POSITIVE_INFINITY
  let withLow = false
  let withHigh = false
  for (let i = 0; i < operand.length; i += 2) {
    const sign: unknown = operand[i]
    const bound: unknown = operand[i + 1]
    if (typeof bound !== 'number') throw wrong()
    if (Math.abs(bound) > rules.largest) {
      throw new Refused(place, `${rules.title} compares numbers between ${-rules.largest} and ${rules.largest}; ${bound} is outside.`)
    }
    if (sign === '=' && operand.length === 2) {
      low = high = bound
      withLow = withHigh = true
    } else if ((sign === '>' || sign === '>=') && i === 0) {
      low = bound
      withLow = sign === '>='
    } else if ((sign === '<' || sign === '<=') && i === operand.length - 2) {
      high = bound
      withHigh = sign === '<='
    } else throw wrong()
  }
  if (operand.length === 4 && low >= high) throw new Refused(place, `The lower bound ${low} is not below the upper bound ${high}: no number fits.`)
  return { op: 'numeric', low, withLow, high, withHigh }
}
