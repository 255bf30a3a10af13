/**
 * Words of JavaScript, one at a time, from a place on. Whether a slash divides or begins a regular expression, and where
 * a template goes on, only the reader of the grammar knows: it asks for those by name.
 */
export type Kind = 'name' | 'number' | 'text' | 'template' | 'regexp' | 'sign' | 'end' | 'wrong'

export interface Word {
  readonly kind: Kind
  /** As it stands there. Of a text, what is between its quotes. */
  readonly text: string
  readonly at: number
  readonly end: number
  /** A line ended before it. */
  readonly fresh: boolean
}

const SIGNS = [
  '>>>=', '...', '===', '!==', '**=', '<<=', '>>=', '>>>', '&&=', '||=', '??=', '=>', '==', '!=', '<=', '>=', '&&', '||', '??', '?.', '++', '--', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<', '>>', '**',
] as const
const NAME = /[\p{ID_Start}$_#\\](?:[\p{ID_Continue}$\\]|\u200c|\u200d)*/uy
const NUMBER = /(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*)?\.?\d[\d_]*(?:[eE][+-]?[\d_]+)?\.?)n?/y
const TEXT = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y
const REGEXP = /\/(?:[^/\\[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+\/[\p{ID_Continue}]*/uy
const TEMPLATE = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{)/y
const BLANK = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/uy

export function wordAt(source: string, from: number): Word {
  const blank = match(BLANK, source, from)
  const at = from + blank.length
  const word = (kind: Kind, length: number, text = source.slice(at, at + length)): Word => ({ kind, text, at, end: at + length, fresh: blank.includes('\n') })
  const first = source[at]
  if (first === undefined) return word('end', 0)
  if (first === '\'' || first === '"') {
    const text = match(TEXT, source, at)
    return text === '' ? word('wrong', 1) : word('text', text.length, text.slice(1, -1))
  }
  if (first === '`') return templateAt(source, at, 1, blank.includes('\n'))
  if (/\d/.test(first) || (first === '.' && /\d/.test(source[at + 1] ?? ''))) return word('number', match(NUMBER, source, at).length || 1)
  const name = match(NAME, source, at)
  if (name !== '') return word('name', name.length)
  // A question mark before .5 is no chain.
  const sign = SIGNS.find((one) => source.startsWith(one, at) && !(one === '?.' && /\d/.test(source[at + 2] ?? '')))
  if (sign) return word('sign', sign.length)
  return word('{}()[];,<>+-*/%&|^!~?:=.@'.includes(first) ? 'sign' : 'wrong', 1)
}

/** From the slash that this word begins with. */
export function regexpAt(source: string, { at, fresh }: Word): Word {
  const text = match(REGEXP, source, at)
  return { kind: text === '' ? 'wrong' : 'regexp', text, at, end: at + Math.max(1, text.length), fresh }
}

/** A piece of a template, up to its end or the next expression; `skip` passes over the quote or brace before it. */
export function templateAt(source: string, at: number, skip: number, fresh = false): Word {
  const text = match(TEMPLATE, source, at + skip)
  return { kind: text === '' ? 'wrong' : 'template', text, at, end: at + skip + Math.max(1, text.length), fresh }
}

function match(pattern: RegExp, source: string, from: number): string {
  pattern.lastIndex = from
  return pattern.exec(source)?.[0] ?? ''
}

/** Line and column of a place, counted from 1. */
export function placeOf(source: string, at: number): { readonly line: number; readonly column: number } {
  let line = 1
  let begins = 0
  for (let next = source.indexOf('\n'); next >= 0 && next < at; next = source.indexOf('\n', next + 1)) {
    line++
    begins = next + 1
  }
  return { line, column: at - begins + 1 }
}
