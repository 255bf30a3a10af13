import { insideBlock, readAddress } from './address.ts'
import type { Clause, Group, Leaf, Matcher, Scalar, Test } from './matcher.ts'
import { fitsWildcard } from './wildcard.ts'

export function matches(matcher: Matcher, event: unknown): boolean {
  return groupHolds(matcher.group, fieldsOf(event), event)
}

export interface Fields {
  readonly [name: string]: unknown
}

/** `fields` is the object that the group speaks of, or undefined where there is none. */
export function groupHolds(group: Group, fields: Fields | undefined, event: unknown): boolean {
  for (const clause of group.clauses) if (!clauseHolds(clause, fields, event)) return false
  return true
}

export function clauseHolds(clause: Clause, fields: Fields | undefined, event: unknown): boolean {
  if (clause.kind === 'leaf') return leafHolds(clause, valueAt(fields, clause.name), event)
  if (clause.kind === 'either') return clause.groups.some((group) => groupHolds(group, fields, event))
  const value = valueAt(fields, clause.name)
  const inner = fieldsOf(value)
  if (inner || !Array.isArray(value)) return groupHolds(clause.group, inner, event)
  // EB-03: one and the same element must satisfy the whole of it.
  const elements = objectsIn(value)
  if (elements.length === 0) return groupHolds(clause.group, undefined, event)
  return elements.some((element) => groupHolds(clause.group, element, event))
}

function leafHolds(leaf: Leaf, value: unknown, event: unknown): boolean {
  const { tests } = leaf
  if (!hasScalar(value)) {
    if (!tests.some((test) => test.op === 'exists' && !test.yes)) return false
    // Missing means missing everywhere: another element of the same list that has the field counts too.
    return !isPresent(event, leaf.path, 0)
  }
  for (const test of tests) if (anyHolds(test, value)) return true
  return false
}

/** A list matches when one of its elements does. */
function anyHolds(test: Test, value: unknown): boolean {
  if (Array.isArray(value)) {
    for (const one of value) if (anyHolds(test, one)) return true
    return false
  }
  return isScalar(value) && testHolds(test, value)
}

export function testHolds(test: Test, value: Scalar): boolean {
  switch (test.op) {
    case 'is':
      return test.value === value
    case 'exists':
      return test.yes
    case 'not':
      return !test.tests.some((one) => testHolds(one, value))
    case 'numeric':
      return (
        typeof value === 'number' && (test.withLow ? value >= test.low : value > test.low) && (test.withHigh ? value <= test.high : value < test.high)
      )
    default:
      return typeof value === 'string' && textHolds(test, value)
  }
}

type TextTest = Extract<Test, { op: 'prefix' | 'suffix' | 'anyCase' | 'wildcard' | 'cidr' }>

function textHolds(test: TextTest, value: string): boolean {
  switch (test.op) {
    case 'prefix':
      return (test.anyCase ? value.toLowerCase() : value).startsWith(test.text)
    case 'suffix':
      return (test.anyCase ? value.toLowerCase() : value).endsWith(test.text)
    case 'anyCase':
      return value.toLowerCase() === test.text
    case 'wildcard':
      return fitsWildcard(test.parts, value)
    case 'cidr': {
      const address = readAddress(value)
      return address !== undefined && insideBlock(test.bytes, test.bits, address)
    }
  }
}

export const valueAt = (fields: Fields | undefined, name: string): unknown =>
  fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined

export const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined

/** The objects of a list, and of lists in it. */
export function objectsIn(list: readonly unknown[]): readonly Fields[] {
  return list.flatMap((one) => (Array.isArray(one) ? objectsIn(one) : (fieldsOf(one) ?? [])))
}

/** D-32: an empty list and an object are no value; null is one. */
export function hasScalar(value: unknown): boolean {
  return Array.isArray(value) ? value.some(hasScalar) : isScalar(value)
}

const isScalar = (value: unknown): value is Scalar => value !== undefined && (typeof value !== 'object' || value === null)

function isPresent(value: unknown, path: readonly string[], depth: number): boolean {
  if (Array.isArray(value)) return depth === path.length ? hasScalar(value) : value.some((one) => isPresent(one, path, depth))
  if (depth === path.length) return hasScalar(value)
  return isPresent(valueAt(fieldsOf(value), path[depth]!), path, depth + 1)
}
