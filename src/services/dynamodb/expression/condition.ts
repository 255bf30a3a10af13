/** Conditions, filters and key conditions: one language, read into a tree. */
import { invalid } from '../refused.ts'
import type { Value } from '../value.ts'
import { type Path, type StandIns, Words } from './words.ts'

export type Operand = { readonly kind: 'path'; readonly path: Path } | { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'size'; readonly path: Path }
export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>='
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'compare'; readonly by: Comparison; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly of: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: 'in'; readonly of: Operand; readonly list: readonly Operand[] }
  | { readonly kind: 'exists'; readonly path: Path; readonly wanted: boolean }
  | { readonly kind: 'type'; readonly path: Path; readonly type: Operand }
  | { readonly kind: 'begins' | 'contains'; readonly of: Operand; readonly what: Operand }

const COMPARISONS: readonly string[] = ['=', '<>', '<', '<=', '>', '>=']
const FUNCTIONS = ['attribute_exists', 'attribute_not_exists', 'attribute_type', 'begins_with', 'contains']

export function readCondition(text: string, kind: string, standIns: StandIns): Condition {
  const words = new Words(text, kind, standIns)
  const condition = either(words)
  if (!words.done) throw words.syntaxError()
  return condition
}

function either(words: Words): Condition {
  let left = both(words)
  while (words.takes('OR')) left = { kind: 'or', left, right: both(words) }
  return left
}
function both(words: Words): Condition {
  let left = negated(words)
  while (words.takes('AND')) left = { kind: 'and', left, right: negated(words) }
  return left
}
function negated(words: Words): Condition {
  return words.takes('NOT') ? { kind: 'not', of: negated(words) } : single(words)
}

function single(words: Words): Condition {
  if (words.peek() === '(') {
    words.next()
    words.goDeeper()
    const inside = either(words)
    words.depth--
    words.expect(')')
    return inside
  }
  const name = words.peek()
  if (words.peek(1) === '(' && name !== 'size') return call(words, name)
  const left = operand(words)
  const word = words.next()
  if (COMPARISONS.includes(word)) return compare(words, word as Comparison, left, operand(words))
  if (word.toUpperCase() === 'BETWEEN') {
    const low = operand(words)
    words.expect('AND')
    const high = operand(words)
    return { kind: 'between', of: left, low, high }
  }
  if (word.toUpperCase() === 'IN') {
    words.expect('(')
    const list = [operand(words)]
    while (words.takes(',')) list.push(operand(words))
    words.expect(')')
    if (list.length > 100) throw invalid(`Invalid ${words.kind}: The IN operator is provided with too many operands; number of operands: ${list.length}`)
    return { kind: 'in', of: left, list }
  }
  throw words.syntaxError(-1)
}

function compare(words: Words, by: Comparison, left: Operand, right: Operand): Condition {
  if (left.kind === 'path' && right.kind === 'path' && left.path.join('\n') === right.path.join('\n')) {
    throw invalid(`Invalid ${words.kind}: The first operand must be distinct from the remaining operands for this operator or function; operator: ${by}, first operand: [${left.path.join('.')}]`)
  }
  return { kind: 'compare', by, left, right }
}

function call(words: Words, name: string): Condition {
  if (!FUNCTIONS.includes(name)) throw invalid(`Invalid ${words.kind}: Invalid function name; function: ${name}`)
  words.next()
  words.expect('(')
  const operands: Operand[] = []
  while (words.peek() !== ')') {
    operands.push(operand(words))
    if (!words.takes(',')) break
  }
  words.expect(')')
  const wanted = name.startsWith('attribute_') && name !== 'attribute_type' ? 1 : 2
  if (operands.length !== wanted) throw invalid(`Invalid ${words.kind}: Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`)
  const [of, what] = operands as [Operand, Operand]
  if (name === 'begins_with') return { kind: 'begins', of, what }
  if (name === 'contains') return { kind: 'contains', of, what }
  if (of.kind !== 'path') throw invalid(`Invalid ${words.kind}: Operator or function requires a document path; operator or function: ${name}`)
  if (name === 'attribute_type') return { kind: 'type', path: of.path, type: what }
  return { kind: 'exists', path: of.path, wanted: name === 'attribute_exists' }
}

function operand(words: Words): Operand {
  const word = words.peek()
  if (word.startsWith(':')) {
    words.next()
    return { kind: 'value', value: words.standIns.value(word, words.kind) }
  }
  if (word === 'size' && words.peek(1) === '(') {
    words.next()
    words.next()
    const path = words.path()
    words.expect(')')
    return { kind: 'size', path }
  }
  if (word === '') throw words.syntaxError()
  return { kind: 'path', path: words.path() }
}
