/** Expressions. Which operator binds stronger changes nothing for what is met, so it is not asked. */
import { body, functionOf, classOf, member } from './declarations.ts'
import { ahead, eat, fail, is, meet, nested, next, type Reader, RESERVED, want } from './reader.ts'
import { regexpAt, templateAt, type Word, wordAt } from './scan.ts'
import { block } from './statements.ts'

/** What an expression turned out to be, as far as it decides how it may go on. */
type Shape = 'name' | 'member' | 'object' | 'array' | 'call' | 'other' | 'assignment' | 'group'
const BINARY = new Set(['**', '*', '/', '%', '+', '-', '<<', '>>', '>>>', '<', '>', '<=', '>=', 'in', 'instanceof', '==', '!=', '===', '!==', '&', '^', '|', '&&', '||', '??'])
const ASSIGN = new Set(['=', '+=', '-=', '*=', '/=', '%=', '**=', '<<=', '>>=', '>>>=', '&=', '^=', '|=', '&&=', '||=', '??='])
const UNARY = new Set(['+', '-', '!', '~', '++', '--', 'typeof', 'void', 'delete'])

export function expression(r: Reader): Shape {
  let shape = assignment(r)
  while (eat(r, ',')) {
    assignment(r)
    shape = 'other'
  }
  return shape
}

export function assignment(r: Reader): Shape {
  return nested(r, () => {
    const began = r.word
    if (is(r, 'yield') && r.functions > 0) {
      next(r)
      eat(r, '*')
      if (!r.word.fresh && !/^[)\]};,:]$/.test(r.word.text) && r.word.kind !== 'end') assignment(r)
      return 'other'
    }
    if (is(r, 'async') && !ahead(r).fresh) {
      const then = ahead(r)
      if (then.kind === 'name' && then.text !== 'function' && !BINARY.has(then.text) && wordAt(r.source, then.end).text === '=>') {
        meet(r, 'async closure')
        next(r)
        r.declared.add(next(r).text)
        next(r)
        arrow(r, true)
        return 'other'
      }
    }
    if (r.word.kind === 'name' && ahead(r).text === '=>' && !RESERVED.has(r.word.text)) {
      r.declared.add(next(r).text)
      next(r)
      arrow(r, false)
      return 'other'
    }
    const shape = conditional(r)
    if (is(r, '=>')) {
      if (shape !== 'group' && shape !== 'call') fail(r)
      const async = shape === 'call'
      if (async) meet(r, 'async closure', began)
      next(r)
      arrow(r, async)
      return 'other'
    }
    if (r.word.kind === 'sign' && ASSIGN.has(r.word.text)) {
      if (shape !== 'name' && shape !== 'member' && shape !== 'object' && shape !== 'array' && shape !== 'group') fail(r, 'Nothing can be assigned to this')
      if (r.word.text === '=' && (shape === 'object' || shape === 'array')) meet(r, 'destructuring', began)
      if (r.word.text === '&&=' || r.word.text === '||=' || r.word.text === '??=') meet(r, 'logical assignment')
      next(r)
      assignment(r)
      return 'assignment'
    }
    return shape
  })
}

export function arrow(r: Reader, async: boolean): void {
  return body(r, async, () => {
    if (is(r, '{')) block(r)
    else assignment(r)
  })
}

export function conditional(r: Reader): Shape {
  const shape = binary(r)
  if (!is(r, '?')) return shape
  next(r)
  const kept = r.noIn
  r.noIn = false
  assignment(r)
  r.noIn = kept
  want(r, ':')
  assignment(r)
  return 'other'
}

/** Which binds stronger changes nothing here. */
export function binary(r: Reader): Shape {
  let shape = unary(r)
  while ((r.word.kind === 'sign' || r.word.kind === 'name') && BINARY.has(r.word.text) && !(r.noIn && is(r, 'in'))) {
    if (is(r, '??')) meet(r, 'nullish coalescing')
    next(r)
    unary(r)
    shape = 'other'
  }
  return shape
}

export function unary(r: Reader): Shape {
  if ((r.word.kind === 'sign' || r.word.kind === 'name') && UNARY.has(r.word.text)) {
    next(r)
    nested(r, () => unary(r))
    return 'other'
  }
  if (is(r, 'await') && (r.inAsync || !/^(?:[)\]};,.=]|=>)$/.test(ahead(r).text))) {
    meet(r, r.functions === 0 || !r.inAsync ? 'await outside a function' : r.inArguments > 0 ? 'await in arguments' : 'await')
    next(r)
    nested(r, () => unary(r))
    return 'other'
  }
  const shape = chain(r)
  if ((is(r, '++') || is(r, '--')) && !r.word.fresh) {
    next(r)
    return 'other'
  }
  return shape
}

export function chain(r: Reader): Shape {
  if (is(r, 'new')) {
    const began = next(r)
    if (eat(r, '.')) {
      meet(r, 'new.target', began)
      next(r)
      return links(r, 'other')
    }
    const made = nested(r, () => {
      const first = r.word
      let shape = is(r, 'new') ? chain(r) : primary(r)
      while (is(r, '.') || is(r, '[')) shape = link(r)
      if (first.kind === 'name' && shape === 'name' && !is(r, '(')) r.said.push({ name: first.text, at: first.at, next: 'new', argument: undefined, count: -1 })
      return shape
    })
    if (is(r, '(')) callOf(r)
    return links(r, made === 'member' ? 'member' : 'call')
  }
  return links(r, primary(r))
}

export function links(r: Reader, from: Shape): Shape {
  let shape = from
  for (;;) {
    if (is(r, '.') || is(r, '[') || is(r, '?.')) shape = link(r)
    else if (is(r, '(')) {
      callOf(r)
      shape = 'call'
    } else if (r.word.kind === 'template') {
      meet(r, 'tagged template')
      template(r)
      shape = 'other'
    } else return shape
  }
}

export function link(r: Reader): Shape {
  if (is(r, '?.')) {
    meet(r, 'optional chaining')
    next(r)
    if (is(r, '(')) {
      callOf(r)
      return 'call'
    }
    if (!is(r, '[')) {
      next(r)
      return 'member'
    }
  }
  if (eat(r, '[')) {
    const kept = r.noIn
    r.noIn = false
    expression(r)
    r.noIn = kept
    want(r, ']')
    return 'member'
  }
  if (!eat(r, '.') || r.word.kind !== 'name') fail(r)
  if (r.word.text.startsWith('#')) meet(r, 'private name')
  next(r)
  return 'member'
}

export function callOf(r: Reader): { readonly count: number; readonly argument: string | undefined } {
  want(r, '(')
  const kept = [r.noIn, r.inArguments] as const
  r.noIn = false
  r.inArguments++
  let count = 0
  let argument: string | undefined
  while (!eat(r, ')')) {
    const first = r.word
    if (eat(r, '...')) meet(r, 'spread', first)
    assignment(r)
    if (count++ === 0 && first.kind === 'text' && r.before === first) argument = first.text
    if (!is(r, ')')) want(r, ',')
  }
  ;[r.noIn, r.inArguments] = kept
  return { count, argument }
}

export function primary(r: Reader): Shape {
  const one = r.word
  switch (one.kind) {
    case 'number': numeral(r, one); next(r); return 'other'
    case 'text': next(r); return 'other'
    case 'template': template(r); return 'other'
    case 'name': return named(r)
    case 'sign': break
    default: fail(r)
  }
  if (is(r, '(')) return group(r)
  if (is(r, '[')) {
    next(r)
    const kept = [r.noIn, r.inArguments] as const
    r.noIn = false
    while (!eat(r, ']')) {
      if (eat(r, ',')) continue
      if (is(r, '...')) meet(r, 'spread', next(r))
      assignment(r)
      if (!is(r, ']')) want(r, ',')
    }
    ;[r.noIn, r.inArguments] = kept
    return 'array'
  }
  if (is(r, '{')) {
    next(r)
    const kept = r.noIn
    r.noIn = false
    while (!eat(r, '}')) {
      member(r, false)
      if (!is(r, '}')) want(r, ',')
    }
    r.noIn = kept
    return 'object'
  }
  if (is(r, '/') || is(r, '/=')) {
    r.word = regexpAt(r.source, r.word)
    if (r.word.kind === 'wrong') fail(r, 'A regular expression has no end')
    next(r)
    return 'other'
  }
  return fail(r)
}

/** Brackets: an expression, or the parameters of an arrow function. */
export function group(r: Reader): Shape {
  next(r)
  const kept = [r.noIn, r.inArguments] as const
  r.noIn = false
  r.inArguments = 0
  const parts: { readonly shape: Shape; readonly word: Word; readonly rest: boolean }[] = []
  const from = r.met.length
  const names = r.said.length
  while (!is(r, ')')) {
    const first = r.word
    const rest = eat(r, '...')
    parts.push({ shape: assignment(r), word: first, rest })
    if (!is(r, ')')) want(r, ',')
  }
  next(r)
  ;[r.noIn, r.inArguments] = kept
  if (!is(r, '=>')) {
    if (parts.length === 0) fail(r)
    const rest = parts.find((part) => part.rest)
    if (rest) meet(r, 'spread', rest.word)
    return parts.length === 1 && (parts[0]!.shape === 'name' || parts[0]!.shape === 'member') ? parts[0]!.shape : 'group'
  }
  // What stood there were no properties but names.
  for (let i = r.met.length - 1; i >= from; i--) if (['shorthand property', 'destructuring'].includes(r.met[i]!.feature)) r.met.splice(i, 1)
  for (const { name } of r.said.splice(names)) r.declared.add(name)
  for (const part of parts) {
    const opens = r.source[part.word.at]
    if (part.shape === 'object' || part.shape === 'array' || (part.shape === 'assignment' && (opens === '{' || opens === '['))) meet(r, 'destructuring', part.word)
    if (part.shape === 'assignment') meet(r, 'default parameter', part.word)
  }
  return 'group'
}

export function named(r: Reader): Shape {
  const one = r.word
  switch (one.text) {
    case 'function': functionOf(r, next(r), false, false); return 'other'
    case 'async': {
      const then = ahead(r)
      if (then.text !== 'function' || then.fresh) break
      meet(r, 'async closure')
      next(r)
      functionOf(r, next(r), false, true)
      return 'other'
    }
    case 'class': classOf(r, false); return 'other'
    case 'import':
      next(r)
      if (is(r, '(')) {
        meet(r, 'dynamic import', one)
        callOf(r)
        return 'call'
      }
      want(r, '.')
      meet(r, 'import.meta', one)
      next(r)
      return 'member'
    case 'this': case 'null': case 'true': case 'false': case 'super': next(r); return 'other'
  }
  if (RESERVED.has(one.text)) fail(r)
  if (one.text.startsWith('#')) meet(r, 'private name')
  next(r)
  const how = (): string => (is(r, '.') ? `.${ahead(r).text}` : r.word.kind === 'sign' ? r.word.text : '')
  const what = how()
  if (what === '(') {
    const { count, argument } = callOf(r)
    r.said.push({ name: one.text, at: one.at, next: '(', argument, count })
    return 'call'
  }
  if (what.startsWith('.')) {
    next(r)
    next(r)
    if (is(r, '(')) {
      const { count, argument } = callOf(r)
      r.said.push({ name: one.text, at: one.at, next: what, argument, count })
      return 'call'
    }
    r.said.push({ name: one.text, at: one.at, next: what, argument: undefined, count: -1 })
    return 'member'
  }
  r.said.push({ name: one.text, at: one.at, next: what, argument: undefined, count: -1 })
  return 'name'
}

export function template(r: Reader): void {
  const kept = [r.noIn, r.inArguments] as const
  r.noIn = false
  while (r.word.text.endsWith('${')) {
    next(r)
    expression(r)
    if (!is(r, '}')) fail(r)
    r.word = templateAt(r.source, r.word.at, 1)
  }
  if (r.word.kind === 'wrong') fail(r, 'A template has no end')
  ;[r.noIn, r.inArguments] = kept
  next(r)
}

export function numeral(r: Reader, one: Word): void {
  if (one.kind !== 'number') return
  if (one.text.endsWith('n')) meet(r, 'BigInt', one)
  if (one.text.includes('_')) meet(r, 'numeric separator', one)
}
