/** Update expressions: SET, REMOVE, ADD, DELETE, read into steps and carried out on an item. */
import { addNumbers } from '../number.ts'
import { invalid } from '../refused.ts'
import { inner, type Item, typeOf, type Value } from '../value.ts'
import { at } from './holds.ts'
import { type Path, pathText, type StandIns, Words } from './words.ts'

type Term = { readonly kind: 'path'; readonly path: Path } | { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'missing'; readonly path: Path; readonly other: Term } | { readonly kind: 'append'; readonly first: Term; readonly second: Term }
type Sum = { readonly left: Term; readonly sign: 1 | -1; readonly right: Term } | { readonly left: Term; readonly sign: 0 }
export type Step =
  | { readonly kind: 'SET'; readonly path: Path; readonly to: Sum }
  | { readonly kind: 'REMOVE'; readonly path: Path }
  | { readonly kind: 'ADD' | 'DELETE'; readonly path: Path; readonly value: Value }

const KIND = 'UpdateExpression'
const CLAUSES = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const

export function readUpdate(text: string, standIns: StandIns): readonly Step[] {
  const words = new Words(text, KIND, standIns)
  const steps: Step[] = []
  const seen: string[] = []
  while (!words.done) {
    const clause = CLAUSES.find((one) => words.isWord(one))
    if (!clause) throw words.syntaxError()
    if (seen.includes(clause)) throw invalid(`Invalid ${KIND}: The "${clause}" section can only be used once in an update expression;`)
    seen.push(clause)
    words.next()
    do steps.push(readStep(words, clause))
    while (words.takes(','))
  }
  checkApart(steps)
  return steps
}

function readStep(words: Words, clause: Step['kind']): Step {
  const path = words.path()
  if (clause === 'REMOVE') return { kind: 'REMOVE', path }
  if (clause !== 'SET') {
    const stand = words.next()
    if (!stand.startsWith(':')) throw words.syntaxError(-1)
    return { kind: clause, path, value: amount(clause, words.standIns.value(stand, KIND)) }
  }
  words.expect('=')
  const left = term(words)
  const sign = words.takes('+') ? 1 : words.takes('-') ? -1 : 0
  return { kind: 'SET', path, to: sign === 0 ? { left, sign } : { left, sign, right: term(words) } }
}

function amount(clause: 'ADD' | 'DELETE', value: Value): Value {
  const type = typeOf(value)
  const fits = type.endsWith('S') && type !== 'S' ? true : clause === 'ADD' && type === 'N'
  if (!fits) throw invalid(`Invalid ${KIND}: Incorrect operand type for operator or function; operator: ${clause}, operand type: ${LONG[type] ?? type}, typeSet: ALLOWED_FOR_${clause}_OPERAND`)
  return value
}
const LONG: { readonly [type: string]: string } = { S: 'STRING', N: 'NUMBER', B: 'BINARY', M: 'MAP', L: 'LIST', BOOL: 'BOOLEAN', NULL: 'NULL' }

function term(words: Words): Term {
  if (words.peek() === '(') {
    words.next()
    words.goDeeper()
    const inside = term(words)
    words.depth--
    words.expect(')')
    return inside
  }
  const name = words.peek()
  if (words.peek(1) === '(') {
    words.next()
    words.next()
    words.goDeeper()
    const result = called(words, name)
    words.depth--
    words.expect(')')
    return result
  }
  if (name.startsWith(':')) {
    words.next()
    return { kind: 'value', value: words.standIns.value(name, KIND) }
  }
  return { kind: 'path', path: words.path() }
}

function called(words: Words, name: string): Term {
  if (name === 'if_not_exists') {
    const path = words.path()
    words.expect(',')
    return { kind: 'missing', path, other: term(words) }
  }
  if (name === 'list_append') {
    const first = term(words)
    words.expect(',')
    return { kind: 'append', first, second: term(words) }
  }
  throw invalid(`Invalid ${KIND}: Invalid function name; function: ${name}`)
}

/** Two steps may not touch one place, nor one inside the other. */
function checkApart(steps: readonly Step[]): void {
  steps.forEach(({ path }, index) => {
    for (const other of steps.slice(index + 1)) {
      const shared = Math.min(path.length, other.path.length)
      if (path.slice(0, shared).every((part, place) => part === other.path[place])) {
        throw invalid(`Invalid ${KIND}: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [${pathText(path)}], path two: [${pathText(other.path)}]`)
      }
    }
  })
}

/** The item as it is afterwards. Every value is taken from the item as it was before. */
export function applied(steps: readonly Step[], before: Item): Item {
  const results = steps.map((step) => ({ step, value: resultOf(step, before) }))
  let item = before
  // Elements of lists go from the back, so that their places still hold.
  const removals = results.filter(({ value }) => value === undefined).sort((a, b) => lastIndex(b.step) - lastIndex(a.step))
  for (const { step, value } of results) if (value !== undefined) item = placed(item, step.path, value)
  for (const { step } of removals) item = removed(item, step.path)
  return item
}

const lastIndex = ({ path }: Step): number => (typeof path.at(-1) === 'number' ? (path.at(-1) as number) : -1)

function resultOf(step: Step, item: Item): Value | undefined {
  if (step.kind === 'REMOVE') return undefined
  if (step.kind === 'SET') {
    const { to } = step
    const left = valueOf(to.left, item)
    if (to.sign === 0) return left
    const right = valueOf(to.right, item)
    if (!('N' in left) || !('N' in right)) throw invalid('An operand in the update expression has an incorrect data type')
    return { N: addNumbers(left.N, right.N, to.sign) }
  }
  const old = at(item, step.path)
  return step.kind === 'ADD' ? added(old, step.value) : without(old, step.value)
}

function added(old: Value | undefined, value: Value): Value {
  if (old === undefined) return value
  if ('N' in old && 'N' in value) return { N: addNumbers(old.N, value.N) }
  const type = typeOf(old)
  if (type !== typeOf(value) || !Array.isArray(inner(old)) || type === 'L') throw invalid('An operand in the update expression has an incorrect data type')
  return setOf(type, [...new Set([...(inner(old) as string[]), ...(inner(value) as string[])])])
}

function without(old: Value | undefined, value: Value): Value | undefined {
  if (old === undefined) return undefined
  const type = typeOf(old)
  if (type !== typeOf(value)) throw invalid('An operand in the update expression has an incorrect data type')
  const gone = inner(value) as string[]
  const left = (inner(old) as string[]).filter((one) => !gone.includes(one))
  return left.length === 0 ? undefined : setOf(type, left)
}
const setOf = (type: string, list: readonly string[]): Value => ({ [type]: list }) as unknown as Value

function valueOf(one: Term, item: Item): Value {
  switch (one.kind) {
    case 'value': return one.value
    case 'path': {
      const value = at(item, one.path)
      if (value === undefined) throw invalid('The provided expression refers to an attribute that does not exist in the item')
      return value
    }
    case 'missing': return at(item, one.path) ?? valueOf(one.other, item)
    case 'append': {
      const first = valueOf(one.first, item)
      const second = valueOf(one.second, item)
      if (!('L' in first) || !('L' in second)) throw invalid('An operand in the update expression has an incorrect data type')
      return { L: [...first.L, ...second.L] }
    }
  }
}

function placed(item: Item, path: Path, value: Value): Item {
  return (change({ M: item }, path, value) as { readonly M: Item }).M
}
function removed(item: Item, path: Path): Item {
  return at(item, path.slice(0, -1)) === undefined && path.length > 1 ? item : (change({ M: item }, path, undefined) as { readonly M: Item }).M
}

function change(whole: Value, path: Path, value: Value | undefined): Value {
  const [part, ...rest] = path as [Path[number], ...Path[number][]]
  const broken = (): Error => invalid('The document path provided in the update expression is invalid for update')
  if (typeof part === 'number') {
    if (!('L' in whole)) throw broken()
    const list = [...whole.L]
    if (rest.length > 0) {
      if (list[part] === undefined) throw broken()
      list[part] = change(list[part], rest, value)
    } else if (value === undefined) list.splice(part, 1)
    // A place beyond the end is the next one.
    else if (part >= list.length) list.push(value)
    else list[part] = value
    return { L: list }
  }
  if (!('M' in whole)) throw broken()
  const fields: Record<string, Value> = Object.assign(Object.create(null), whole.M)
  if (rest.length > 0) {
    const inside = fields[part]
    if (inside === undefined) throw broken()
    fields[part] = change(inside, rest, value)
  } else if (value === undefined) delete fields[part]
  else fields[part] = value
  return { M: fields }
}
