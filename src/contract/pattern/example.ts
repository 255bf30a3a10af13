import type { Group, Leaf, Matcher, Scalar, Test } from './matcher.ts'

/** An event that the pattern lets through: something to begin with for who tries it. */
export function exampleFor(matcher: Matcher): { readonly [name: string]: unknown } {
  const event: { [name: string]: unknown } = {}
  fill(event, matcher.group)
  return event
}

function fill(into: { [name: string]: unknown }, group: Group): void {
  for (const clause of group.clauses) {
    if (clause.kind === 'either') fill(into, clause.groups[0]!)
    else if (clause.kind === 'leaf') {
      const value = valueOf(clause)
      if (value !== undefined) into[clause.name] = value
    } else {
      const inner: { [name: string]: unknown } = {}
      fill(inner, clause.group)
      into[clause.name] = inner
    }
  }
}

/** Undefined: the field is best left out. */
function valueOf(leaf: Leaf): Scalar | undefined {
  for (const test of leaf.tests) {
    const value = fitting(test)
    if (value !== undefined) return value
  }
  return undefined
}

function fitting(test: Test): Scalar | undefined {
  switch (test.op) {
    case 'is': return test.value
    case 'prefix': return `${test.text}…`
    case 'suffix': return `…${test.text}`
    case 'anyCase': return test.text
    case 'wildcard': return test.parts.join('…')
    case 'cidr': return test.bytes.length === 4 ? test.bytes.join('.') : test.source.split('/')[0]!
    case 'exists': return test.yes ? 'anything' : undefined
    case 'not': return 'something else'
    case 'numeric': {
      if (test.low === test.high) return test.low
      if (test.high === Number.POSITIVE_INFINITY) return test.low + 1
      return test.low === Number.NEGATIVE_INFINITY ? test.high - 1 : (test.low + test.high) / 2
    }
  }
}
