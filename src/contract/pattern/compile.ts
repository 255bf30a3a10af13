import { DIALECTS, type Dialect, type DialectName } from './dialect.ts'
import { faultIn } from './json-fault.ts'
import type { Clause, Group, Matcher, Refusal, Test } from './matcher.ts'
import { Refused } from './refused.ts'
import { OPERATORS, readTest } from './tests.ts'

export type Compiled = { readonly matcher: Matcher; readonly refusal?: undefined } | { readonly refusal: Refusal; readonly matcher?: undefined }

/** Reads a pattern as the named service would: a matcher, or what it refuses and where. */
export function compile(text: string, dialect: DialectName): Compiled {
  const rules: Dialect = DIALECTS[dialect]
  if (text.length > rules.maxLength) {
    return refuse('', `${rules.title} has at most ${rules.maxLength} characters; this one has ${text.length}. Shorten it.`)
  }
  const fault = faultIn(text)
  if (fault) return refuse(`line ${fault.line}, column ${fault.column}`, `This is not JSON: ${fault.wants}.`)
  try {
    const group = readGroup(JSON.parse(text), [], rules)
    limit(group, rules)
    return { matcher: { text, group } }
  } catch (problem) {
    if (problem instanceof Refused) return refuse(problem.place, problem.message)
    throw problem
  }
}

const refuse = (place: string, text: string): Compiled => ({ refusal: { place, text } })

function readGroup(value: unknown, path: readonly string[], rules: Dialect): Group {
  const place = path.join('.')
  if (!isObject(value)) throw new Refused(place, 'A pattern is a JSON object: { "field": ["value"] }.')
  const names = Object.keys(value)
  // EB-05: an empty object would match everything, and AWS does not take it.
  if (names.length === 0) throw new Refused(place, 'An empty object matches nothing in particular. Name a field, or leave it out.')
  return { clauses: names.map((name) => readClause(name, value[name], path, rules)) }
}

function readClause(name: string, value: unknown, outer: readonly string[], rules: Dialect): Clause {
  if (name === '$or') return readOr(value, outer, rules)
  const path = [...outer, name]
  const place = path.join('.')
  if (Array.isArray(value)) {
    if (value.length === 0) throw new Refused(place, 'An empty list matches no value. Put the wanted values into it.')
    const tests: Test[] = value.map((one, index) => readTest(one, `${place}[${index}]`, rules))
    return { kind: 'leaf', name, place, path, tests }
  }
  if (!isObject(value)) {
    throw new Refused(place, `A value stands in a list: write [${JSON.stringify(value)}] instead of ${JSON.stringify(value)}.`)
  }
  if (!rules.nested) throw new Refused(place, 'A message attribute has no fields of its own. Write a list of values.')
  const operator = Object.keys(value).find((key) => OPERATORS.includes(key))
  // A field may itself be called "prefix"; its value is then a list, as for any field.
  if (operator !== undefined && !isObject(value[operator]) && !Array.isArray(value[operator])) {
    throw new Refused(place, `"${operator}" stands in a list: write [{ "${operator}": … }].`)
  }
  return { kind: 'inside', name, place, group: readGroup(value, path, rules) }
}

function readOr(value: unknown, outer: readonly string[], rules: Dialect): Clause {
  const place = [...outer, '$or'].join('.')
  if (!Array.isArray(value) || value.length < 2 || !value.every(isObject)) {
    throw new Refused(place, '"$or" takes a list of two or more objects, each a pattern of its own.')
  }
  return { kind: 'either', place, groups: value.map((one) => readGroup(one, outer, rules)) }
}

function limit(group: Group, rules: Dialect): void {
  const leaves = countLeaves(group)
  if (leaves > rules.maxLeaves) throw new Refused('', `${rules.title} names at most ${rules.maxLeaves} fields; this one names ${leaves}.`)
  const ways = countWays(group, rules)
  if (ways > rules.maxCombinations) {
    throw new Refused('', `${rules.title} may have ${rules.maxCombinations} combinations; this one has ${ways}.`)
  }
}

function countLeaves(group: Group): number {
  let leaves = 0
  for (const clause of group.clauses) {
    if (clause.kind === 'leaf') leaves++
    else if (clause.kind === 'inside') leaves += countLeaves(clause.group)
    else for (const one of clause.groups) leaves += countLeaves(one)
  }
  return leaves
}

/** Clauses multiply, the groups of an `$or` add up. */
function countWays(group: Group, rules: Dialect): number {
  let ways = 1
  for (const clause of group.clauses) {
    if (clause.kind === 'leaf') ways *= rules.countsValues ? clause.tests.length * clause.path.length : 1
    else if (clause.kind === 'inside') ways *= countWays(clause.group, rules)
    else ways *= clause.groups.reduce((sum, one) => sum + countWays(one, rules), 0)
  }
  return ways
}

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
