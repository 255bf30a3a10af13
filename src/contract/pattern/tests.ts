/** Reads one element of a list: a value, or an object with one operator. */
import { readBlock } from './address.ts'
import type { Dialect } from './dialect.ts'
import type { Test } from './matcher.ts'
import { readNumeric } from './numeric.ts'
import { Refused } from './refused.ts'
import { readWildcard } from './wildcard.ts'

export const OPERATORS: readonly string[] = [
  'prefix', 'suffix', 'equals-ignore-case', 'wildcard', 'anything-but', 'numeric', 'cidr', 'exists',
]

export function readTest(value: unknown, place: string, rules: Dialect): Test {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return { op: 'is', value }
  if (Array.isArray(value)) throw new Refused(place, 'A list inside a list of values is not allowed. Put its values into the outer list.')
  const [operator, operand] = single(value as object, place)
  switch (operator) {
    case 'exists':
      if (typeof operand !== 'boolean') throw new Refused(place, '"exists" takes true or false.')
      return { op: 'exists', yes: operand }
    case 'numeric':
      return readNumeric(operand, place, rules)
    case 'cidr':
      return readCidr(operand, place)
    case 'anything-but':
      return { op: 'not', tests: readNot(operand, place, rules) }
    default:
      return readText(operator, operand, place, rules)
  }
}

function readText(operator: string, operand: unknown, place: string, rules: Dialect): Test {
  if (operator === 'wildcard' && !rules.wildcard) throw new Refused(place, `${rules.title} has no "wildcard". Use "prefix" or "suffix".`)
  if (operator === 'prefix' || operator === 'suffix') {
    if (typeof operand === 'string') return { op: operator, text: operand, anyCase: false }
    if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
      const [inner, text] = single(operand, place)
      if (inner === 'equals-ignore-case' && typeof text === 'string') return { op: operator, text: text.toLowerCase(), anyCase: true }
    }
    throw new Refused(place, `"${operator}" takes a text, or { "equals-ignore-case": a text }.`)
  }
  if (operator !== 'equals-ignore-case' && operator !== 'wildcard') {
    throw new Refused(place, `"${operator}" is no operator. There are ${OPERATORS.map((one) => `"${one}"`).join(', ')}.`)
  }
  if (typeof operand !== 'string') throw new Refused(place, `"${operator}" takes a text.`)
  if (operator === 'wildcard') return readWildcard(operand, place)
  return { op: 'anyCase', text: operand.toLowerCase() }
}

function readNot(operand: unknown, place: string, rules: Dialect): Test[] {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
    const [operator, inner] = single(operand, place)
    if (!rules.insideNot.includes(operator)) {
      throw new Refused(place, rules.insideNot.length === 0
        ? `In ${rules.title.toLowerCase()}, "anything-but" takes values only, not "${operator}".`
        : `"anything-but" cannot hold "${operator}".`)
    }
    return listed(inner, place).map((one) => readText(operator, one, place, rules))
  }
  const values = listed(operand, place)
  const texts = values.filter((one) => typeof one === 'string').length
  const numbers = values.filter((one) => typeof one === 'number').length
  if (texts !== values.length && numbers !== values.length) {
    throw new Refused(place, '"anything-but" takes texts only or numbers only: no mixture, no true, false or null.')
  }
  return values.map((value): Test => ({ op: 'is', value: value as string | number }))
}

function listed(operand: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(operand)) return [operand]
  if (operand.length === 0) throw new Refused(place, 'The list of "anything-but" is empty. Name what is not wanted.')
  return operand
}

function readCidr(operand: unknown, place: string): Test {
  const block = typeof operand === 'string' ? readBlock(operand) : undefined
  if (!block) throw new Refused(place, '"cidr" takes an address block such as "10.0.0.0/24" or "2001:db8::/32".')
  return { op: 'cidr', source: operand as string, ...block }
}

function single(value: object, place: string): readonly [string, unknown] {
  const entries = Object.entries(value)
  if (entries.length !== 1) throw new Refused(place, `An operator stands alone in its object; here are ${entries.length} keys.`)
  return entries[0]!
}
