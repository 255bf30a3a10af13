/** Statements, as far as they decide what may stand where. */
import { binding, classOf, declarator, functionOf, variables } from './declarations.ts'
import { expression, assignment } from './expressions.ts'
import { ahead, eat, fail, is, meet, nested, next, over, type Reader, RESERVED, semicolon, want } from './reader.ts'

export function statement(r: Reader): void {
  return nested(r, () => {
    if (r.word.kind !== 'name') {
      if (is(r, '{')) return block(r)
      if (eat(r, ';')) return
      expression(r)
      return semicolon(r)
    }
    switch (r.word.text) {
      case 'var': variables(r); return semicolon(r)
      case 'const': meet(r, 'const'); variables(r); return semicolon(r)
      case 'let': {
        const then = ahead(r)
        if (then.kind === 'name' || then.text === '[' || then.text === '{') {
          meet(r, 'let')
          variables(r)
          return semicolon(r)
        }
        break
      }
      case 'function': return functionOf(r, next(r), true, false)
      case 'async': {
        const then = ahead(r)
        if (then.text !== 'function' || then.fresh) break
        const async = next(r)
        r.met.push({ feature: r.functions > 0 ? 'async closure' : 'async function', at: async.at, end: r.word.end })
        next(r)
        return functionOf(r, async, true, true)
      }
      case 'class': return classOf(r, true)
      case 'if': next(r); condition(r); statement(r); if (eat(r, 'else')) statement(r); return
      case 'for': return loop(r)
      case 'while': next(r); condition(r); return statement(r)
      case 'do': next(r); statement(r); want(r, 'while'); condition(r); eat(r, ';'); return
      case 'with': meet(r, 'with'); next(r); condition(r); return statement(r)
      case 'break': case 'continue': next(r); if (r.word.kind === 'name' && !r.word.fresh) next(r); return semicolon(r)
      case 'return':
        if (r.functions === 0) fail(r, '"return" stands outside of a function')
        next(r)
        if (!r.word.fresh && !is(r, ';') && !is(r, '}') && !over(r)) expression(r)
        return semicolon(r)
      case 'throw': next(r); expression(r); return semicolon(r)
      case 'debugger': next(r); return semicolon(r)
      case 'switch': next(r); condition(r); return cases(r)
      case 'try': return attempt(r)
      case 'import': if (ahead(r).text !== '(' && ahead(r).text !== '.') return imported(r); break
      case 'export': return exported(r)
    }
    if (ahead(r).text === ':' && !RESERVED.has(r.word.text)) {
      next(r)
      next(r)
      return statement(r)
    }
    expression(r)
    semicolon(r)
  })
}

export function block(r: Reader): void {
  want(r, '{')
  while (!is(r, '}')) statement(r)
  next(r)
}

export function condition(r: Reader): void {
  want(r, '(')
  expression(r)
  want(r, ')')
}

export function loop(r: Reader): void {
  const began = next(r)
  if (is(r, 'await')) meet(r, 'await', next(r))
  want(r, '(')
  if (is(r, ';')) next(r)
  else {
    r.noIn = true
    const declares = is(r, 'var') || is(r, 'const') || (is(r, 'let') && (ahead(r).kind === 'name' || /^[[{]$/.test(ahead(r).text)))
    if (declares) {
      if (is(r, 'const')) meet(r, 'const')
      if (is(r, 'let')) meet(r, 'let')
      next(r)
      binding(r)
    } else {
      const shape = expression(r)
      if ((shape === 'object' || shape === 'array') && (is(r, 'of') || is(r, 'in'))) meet(r, 'destructuring', r.before)
    }
    r.noIn = false
    if (is(r, 'of') || is(r, 'in')) {
      if (is(r, 'of')) r.met.push({ feature: 'for-of loop', at: began.at, end: r.word.end })
      next(r)
      expression(r)
      want(r, ')')
      return statement(r)
    }
    if (declares) {
      r.noIn = true
      if (eat(r, '=')) assignment(r)
      while (eat(r, ',')) declarator(r)
      r.noIn = false
    }
    want(r, ';')
  }
  if (!is(r, ';')) expression(r)
  want(r, ';')
  if (!is(r, ')')) expression(r)
  want(r, ')')
  statement(r)
}

export function cases(r: Reader): void {
  want(r, '{')
  while (!eat(r, '}')) {
    if (eat(r, 'case')) expression(r)
    else want(r, 'default')
    want(r, ':')
    while (!is(r, 'case') && !is(r, 'default') && !is(r, '}')) statement(r)
  }
}

export function attempt(r: Reader): void {
  next(r)
  block(r)
  if (is(r, 'catch')) {
    const began = next(r)
    if (eat(r, '(')) {
      binding(r)
      want(r, ')')
    } else meet(r, 'catch without a name', began)
    block(r)
  } else if (!is(r, 'finally')) fail(r)
  if (eat(r, 'finally')) block(r)
}

/** What follows is read on, but for names in braces: there is nothing in them. */
export function exported(r: Reader): void {
  meet(r, 'export')
  next(r)
  if (!is(r, '*') && !is(r, '{')) {
    if (!eat(r, 'default')) return statement(r)
    expression(r)
    return
  }
  while (r.word.kind !== 'text' && !is(r, ';') && !over(r)) {
    const closes = is(r, '}')
    next(r)
    if (closes && !is(r, 'from')) return semicolon(r)
  }
  if (r.word.kind === 'text') next(r)
  semicolon(r)
}

export function imported(r: Reader): void {
  const began = next(r)
  let name = ''
  if (r.word.kind !== 'text') {
    if (r.word.kind === 'name') {
      name = next(r).text
      r.declared.add(name)
      r.outer.add(name)
      if (eat(r, ',') && !is(r, '{') && !is(r, '*')) fail(r)
    }
    if (is(r, '{') || is(r, '*')) {
      meet(r, 'named import')
      while (!is(r, 'from')) {
        if (r.word.kind === 'end' || r.word.kind === 'wrong') fail(r)
        if (r.word.kind === 'name') r.declared.add(r.word.text)
        next(r)
      }
    }
    if (!eat(r, 'from')) fail(r)
  }
  if (r.word.kind !== 'text') fail(r)
  const module = next(r).text
  const { end } = r.before
  semicolon(r)
  r.imports.push({ module, name, at: began.at, end: r.before.text === ';' ? r.before.end : end })
  r.met.push({ feature: 'import', at: began.at, end })
}
