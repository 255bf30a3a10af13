/**
 * Mapping templates: the part of the Velocity language that integrations live on. References to the request, the context,
 * the stage and helpers, and `#set` of what they give. Branches and loops are refused by the check.
 */
import { base64Decode, base64Encode, utf8Decode, utf8Encode } from '../../base/text.ts'

export interface Scope {
  /** The body, as text. */
  readonly body: string
  readonly params: { readonly path: Texts; readonly querystring: Texts; readonly header: Texts }
  readonly context: { readonly [name: string]: unknown }
  readonly stageVariables: Texts
}
interface Texts {
  readonly [name: string]: string
}

const NOT_HERE = /#(foreach|if|elseif|else|end|macro|include|parse|define)\b/
/** What of a template is not understood here, or undefined. */
export const wrongTemplate = (template: string): string | undefined => NOT_HERE.exec(template)?.[0]

const NAME = /^[A-Za-z][\w-]*/

export function fillMapping(template: string, scope: Scope): string {
  const own = new Map<string, unknown>()
  let out = ''
  for (let at = 0; at < template.length; ) {
    const rest = template.slice(at)
    const set = /^#set\s*\(\s*\$([A-Za-z][\w-]*)\s*=\s*/.exec(rest)
    if (set) {
      const value = valueAt(rest, set[0].length, scope, own)
      own.set(set[1]!, value.value)
      const close = rest.indexOf(')', value.end)
      at += close < 0 ? rest.length : close + 1
      if (template[at] === '\n') at++
      continue
    }
    const comment = /^##[^\n]*\n?/.exec(rest)
    if (comment) {
      at += comment[0].length
      continue
    }
    const found = rest[0] === '$' ? reference(rest, scope, own) : undefined
    if (found) {
      out += shown(found.value)
      at += found.end
    } else {
      out += rest[0]
      at++
    }
  }
  return out
}

interface Found {
  readonly value: unknown
  readonly end: number
}

/** `$name`, `${name}`, `$!name`, with members and calls behind it. Undefined: plain text. */
function reference(text: string, scope: Scope, own: ReadonlyMap<string, unknown>): Found | undefined {
  const opened = /^\$!?\{/.exec(text)
  let at = opened ? opened[0].length : text.startsWith('$!') ? 2 : 1
  const name = NAME.exec(text.slice(at))?.[0]
  if (!name) return undefined
  at += name.length
  let value: unknown = name === 'input' ? INPUT : name === 'util' ? UTIL : name === 'context' ? scope.context : name === 'stageVariables' ? scope.stageVariables : own.get(name)
  for (;;) {
    const member = /^\.([A-Za-z][\w-]*)/.exec(text.slice(at))
    const element = /^\[\s*(?:(\d+)|'([^']*)'|"([^"]*)")\s*\]/.exec(text.slice(at))
    if (member) {
      at += member[0].length
      if (text[at] === '(') {
        const call = argumentsAt(text, at + 1, scope, own)
        value = callOf(value, member[1]!, call.values, scope)
        at = call.end
      } else value = memberOf(value, member[1]!, scope)
    } else if (element) {
      value = memberOf(value, element[1] ?? element[2] ?? element[3]!, scope)
      at += element[0].length
    } else break
  }
  if (opened && text[at] === '}') at++
  return { value, end: at }
}

function argumentsAt(text: string, from: number, scope: Scope, own: ReadonlyMap<string, unknown>): { readonly values: unknown[]; readonly end: number } {
  const values: unknown[] = []
  let at = from
  while (at < text.length) {
    while (text[at] === ' ' || text[at] === ',') at++
    if (text[at] === ')') return { values, end: at + 1 }
    const found = valueAt(text, at, scope, own)
    values.push(found.value)
    at = Math.max(found.end, at + 1)
  }
  return { values, end: at }
}

/** A text in quotes, a number, or a reference. */
function valueAt(text: string, at: number, scope: Scope, own: ReadonlyMap<string, unknown>): Found {
  const quoted = /^'([^']*)'|^"([^"]*)"/.exec(text.slice(at))
  if (quoted) return { value: quoted[1] ?? fillQuoted(quoted[2]!, scope, own), end: at + quoted[0].length }
  const number = /^-?\d+(\.\d+)?|^(true|false)\b/.exec(text.slice(at))
  if (number) return { value: number[2] ? number[2] === 'true' : Number(number[0]), end: at + number[0].length }
  const found = text[at] === '$' ? reference(text.slice(at), scope, own) : undefined
  return found ? { value: found.value, end: at + found.end } : { value: undefined, end: at + 1 }
}

/** In double quotes references are filled in. */
function fillQuoted(text: string, scope: Scope, own: ReadonlyMap<string, unknown>): string {
  let out = ''
  for (let at = 0; at < text.length; ) {
    const found = text[at] === '$' ? reference(text.slice(at), scope, own) : undefined
    out += found ? shown(found.value) : text[at]
    at += found ? found.end : 1
  }
  return out
}

const INPUT = Symbol('$input')
const UTIL = Symbol('$util')

function memberOf(value: unknown, name: string, scope: Scope): unknown {
  if (value === INPUT) return name === 'body' ? scope.body : undefined
  if (typeof value !== 'object' || value === null) return undefined
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
}

function callOf(value: unknown, name: string, given: readonly unknown[], scope: Scope): unknown {
  const text = shown(given[0])
  if (value === INPUT) {
    if (name === 'json') return JSON.stringify(atPath(scope.body, text) ?? '')
    if (name === 'path') return atPath(scope.body, text)
    if (name !== 'params') return undefined
    const { path, querystring, header } = scope.params
    if (given.length === 0) return { path, querystring, header }
    if (text === 'path' || text === 'querystring' || text === 'header') return scope.params[text]
    const found = [path, querystring, header].find((one) => Object.hasOwn(one, text))
    return found ? found[text] : ''
  }
  if (value === UTIL) {
    switch (name) {
      case 'escapeJavaScript': return JSON.stringify(text).slice(1, -1).replaceAll("'", "\\'")
      case 'parseJson': return parse(text)
      case 'urlEncode': return encodeURIComponent(text)
      case 'urlDecode': return decodeSafely(text)
      case 'base64Encode': return base64Encode(utf8Encode(text))
      case 'base64Decode': return utf8Decode(base64Decode(text) ?? new Uint8Array(0))
      default: return undefined
    }
  }
  if (name === 'get') return memberOf(value, text, scope)
  if (name === 'size' && Array.isArray(value)) return value.length
  return name === 'toString' ? shown(value) : undefined
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `$`, `$.a.b`, `$.list[0]`, `$['a']`. */
function atPath(body: string, path: string): unknown {
  let value: unknown = parse(body)
  for (const [, member, index, quoted] of path.replace(/^\$/, '').matchAll(/\.([\w-]+)|\[(\d+)\]|\['([^']*)'\]/g)) {
    const name = member ?? index ?? quoted!
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text === '' ? {} : text
  }
}

const shown = (value: unknown): string => (value === undefined || value === null || typeof value === 'symbol' ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value))
