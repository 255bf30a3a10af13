import type { Clause, Group, Leaf, Matcher, Test } from './matcher.ts'
import { clauseHolds, type Fields, fieldsOf, groupHolds, objectsIn, valueAt } from './match.ts'

/** One clause of a pattern against one event. */
export interface Why {
  readonly place: string
  readonly wants: string
  readonly found: string
  readonly holds: boolean
}

/** Every clause in the order of the pattern: which held, which failed, and what stood there. */
export function explain(matcher: Matcher, event: unknown): readonly Why[] {
  return overGroup(matcher.group, fieldsOf(event), event)
}

export const sentence = (why: Why): string => `${why.place} wants ${why.wants}; the event has ${why.found}.`

function overGroup(group: Group, fields: Fields | undefined, event: unknown): Why[] {
  return group.clauses.flatMap((clause) => overClause(clause, fields, event))
}

function overClause(clause: Clause, fields: Fields | undefined, event: unknown): Why[] {
  const holds = clauseHolds(clause, fields, event)
  if (clause.kind === 'leaf') {
    return [{ place: clause.place, wants: wantsOf(clause), found: foundIn(valueAt(fields, clause.name)), holds }]
  }
  if (clause.kind === 'either') return overEither(clause.place, clause.groups, fields, event, holds)
  const value = valueAt(fields, clause.name)
  if (!Array.isArray(value)) return overGroup(clause.group, fieldsOf(value), event)
  const elements = objectsIn(value)
  const best = nearest(clause.group, elements, event)
  const inner = overGroup(clause.group, best, event)
  if (holds || elements.length < 2) return inner
  // Each part may be met by some element: what fails is that no single one meets all.
  return [{ place: clause.place, wants: 'one element that fits all of it', found: `${elements.length} elements, none of which does`, holds }, ...inner]
}

function overEither(place: string, groups: readonly Group[], fields: Fields | undefined, event: unknown, holds: boolean): Why[] {
  const fitting = groups.find((group) => groupHolds(group, fields, event))
  if (fitting) return overGroup(fitting, fields, event)
  const inner = groups.flatMap((group) => overGroup(group, fields, event))
  return [{ place, wants: `one of ${groups.length} alternatives`, found: 'none of them', holds }, ...inner]
}

/** The element that satisfies most clauses: the one a person would look at. */
function nearest(group: Group, elements: readonly Fields[], event: unknown): Fields | undefined {
  let best: Fields | undefined
  let most = -1
  for (const element of elements) {
    const held = overGroup(group, element, event).filter((why) => why.holds).length
    if (held <= most) continue
    most = held
    best = element
  }
  return best
}

function foundIn(value: unknown): string {
  if (value === undefined) return 'no such field'
  if (Array.isArray(value) && value.length === 0) return 'an empty list, which counts as no field'
  if (fieldsOf(value)) return 'an object, where only values are compared'
  const text = JSON.stringify(value)
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}

const wantsOf = (leaf: Leaf): string => leaf.tests.map(inWords).join(' or ')

function inWords(test: Test): string {
  switch (test.op) {
    case 'is':
      return JSON.stringify(test.value)
    case 'prefix':
      return `a text that begins with ${quoted(test.text, test.anyCase)}`
    case 'suffix':
      return `a text that ends with ${quoted(test.text, test.anyCase)}`
    case 'anyCase':
      return quoted(test.text, true)
    case 'wildcard':
      return `a text like ${JSON.stringify(test.source)}`
    case 'cidr':
      return `an address in ${test.source}`
    case 'exists':
      return test.yes ? 'any value' : 'no such field'
    case 'not':
      return `anything but ${test.tests.map(inWords).join(' or ')}`
    case 'numeric':
      return numberInWords(test)
  }
}

const quoted = (text: string, anyCase: boolean): string => `${JSON.stringify(text)}${anyCase ? ' in any case of letters' : ''}`

function numberInWords(test: Extract<Test, { op: 'numeric' }>): string {
  if (test.low === test.high) return `the number ${test.low}`
  const bounds: string[] = []
  if (test.low !== Number.NEGATIVE_INFINITY) bounds.push(`${test.withLow ? 'at least' : 'above'} ${test.low}`)
  if (test.high !== Number.POSITIVE_INFINITY) bounds.push(`${test.withHigh ? 'at most' : 'below'} ${test.high}`)
  return `a number ${bounds.join(' and ')}`
}
