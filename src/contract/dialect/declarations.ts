/** Names and patterns, functions and classes, and the members of objects. */
import { assignment, unary, numeral } from './expressions.ts'
import { ahead, eat, fail, is, meet, nested, next, type Reader, RESERVED, semicolon, want } from './reader.ts'
import type { Word } from './scan.ts'
import { block } from './statements.ts'

/** After `var`, `let` or `const`. */
export function variables(r: Reader): void {
  next(r)
  declarator(r)
  while (eat(r, ',')) declarator(r)
}

export function declarator(r: Reader): void {
  binding(r)
  if (eat(r, '=')) assignment(r)
}

/** A name, or a pattern of names. */
export function binding(r: Reader): void {
  if (is(r, '[') || is(r, '{')) {
    meet(r, 'destructuring')
    pattern(r)
    return
  }
  if (r.word.kind !== 'name' || RESERVED.has(r.word.text)) fail(r, `A name is missing before "${r.word.text.slice(0, 20)}"`)
  r.declared.add(r.word.text)
  if (r.functions === 0) r.outer.add(r.word.text)
  next(r)
}

export function pattern(r: Reader): void {
  return nested(r, () => {
    const closes = next(r).text === '[' ? ']' : '}'
    while (!eat(r, closes)) {
      if (eat(r, ',')) continue
      eat(r, '...')
      if (closes === '}' && !is(r, '[') && !is(r, '{')) {
        const key = next(r)
        if (key.kind === 'name') r.declared.add(key.text)
        if (eat(r, ':')) target(r)
      } else target(r)
      if (eat(r, '=')) assignment(r)
    }
  })
}

export function target(r: Reader): void {
  if (is(r, '[') || is(r, '{')) return pattern(r)
  if (r.word.kind === 'name') r.declared.add(r.word.text)
  next(r)
}

export function parameters(r: Reader): void {
  want(r, '(')
  while (!eat(r, ')')) {
    eat(r, '...')
    binding(r)
    if (is(r, '=')) {
      meet(r, 'default parameter')
      next(r)
      assignment(r)
    }
    if (!is(r, ')')) want(r, ',')
  }
}

export function body(r: Reader, async: boolean, read: () => void): void {
  const kept = [r.inAsync, r.noIn, r.inArguments] as const
  r.functions++
  r.inAsync = async
  r.noIn = false
  r.inArguments = 0
  read()
  r.functions--
  ;[r.inAsync, r.noIn, r.inArguments] = kept
}

export function functionOf(r: Reader, began: Word, declares: boolean, async: boolean): void {
  if (is(r, '*')) {
    r.met.push({ feature: 'generator', at: began.at, end: r.word.end })
    next(r)
  }
  if (r.word.kind === 'name') {
    r.declared.add(r.word.text)
    if (declares && r.functions === 0) r.outer.add(r.word.text)
    next(r)
  } else if (declares) fail(r, 'A function needs a name here')
  body(r, async, () => {
    parameters(r)
    block(r)
  })
}

export function classOf(r: Reader, declares: boolean): void {
  meet(r, 'class')
  next(r)
  if (r.word.kind === 'name' && !is(r, 'extends')) {
    r.declared.add(r.word.text)
    if (declares && r.functions === 0) r.outer.add(r.word.text)
    next(r)
  }
  if (eat(r, 'extends')) unary(r)
  want(r, '{')
  while (!eat(r, '}')) {
    if (eat(r, ';')) continue
    if (is(r, 'static') && ahead(r).text === '{') {
      next(r)
      body(r, false, () => block(r))
      continue
    }
    member(r, true)
  }
}

/** Of an object or of a class: a property, a method, an accessor. */
export function member(r: Reader, ofClass: boolean): void {
  const began = r.word
  if (eat(r, '...')) {
    meet(r, 'spread', began)
    assignment(r)
    return
  }
  let async = false
  const leads = (): boolean => {
    const then = ahead(r)
    return !['(', ',', ':', '=', '}', ';'].includes(then.text) && !(then.fresh && is(r, 'async')) && then.kind !== 'end'
  }
  if (ofClass && is(r, 'static') && leads()) next(r)
  let accessor = false
  if (is(r, 'async') && leads()) {
    async = true
    next(r)
    meet(r, 'async closure', began)
  } else if ((is(r, 'get') || is(r, 'set')) && leads()) {
    accessor = true
    next(r)
  }
  if (is(r, '*')) {
    meet(r, 'generator', next(r))
  }
  const key = r.word
  if (key.text.startsWith('#')) meet(r, 'private name')
  if (eat(r, '[')) {
    meet(r, 'computed property name', key)
    assignment(r)
    want(r, ']')
  } else if (key.kind === 'name' || key.kind === 'text' || key.kind === 'number') {
    numeral(r, key)
    next(r)
  } else fail(r)
  if (is(r, '(')) {
    if (!accessor && !ofClass) meet(r, 'shorthand method', key)
    body(r, async, () => {
      parameters(r)
      block(r)
    })
    return
  }
  if (ofClass) {
    if (eat(r, '=')) body(r, false, () => void assignment(r))
    semicolon(r)
    return
  }
  if (eat(r, ':')) return void assignment(r)
  if (key.kind !== 'name') fail(r)
  meet(r, 'shorthand property', key)
  r.said.push({ name: key.text, at: key.at, next: '', argument: undefined, count: -1 })
  // Only a pattern has this.
  if (eat(r, '=')) assignment(r)
}
