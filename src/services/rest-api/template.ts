/**
 * Mapping templates: the part of the Velocity language that integrations live on. References to the request, the context,
 * the stage and helpers, settings, branches and loops (`template-tree.ts`).
 */
import { base64Decode, base64Encode, utf8Decode, utf8Encode } from '../../base/text.ts'
import { type Part, treeOf } from './template-tree.ts'

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

/** What is wrong with a template, or undefined. */
export function wrongTemplate(template: string): string | undefined {
  const tree = treeOf(template)
  return 'wrong' in tree ? tree.wrong : undefined
}

const NAME = /^[A-Za-z][\w-]*/
/** As many rounds as API Gateway makes of one loop. */
const MOST_ROUNDS = 1_000
/** Loops within loops are cut short, and so is what grows beyond any payload. */
const MOST_ROUNDS_IN_ALL = 100_000
const MOST_SIGNS = 10_485_760

interface Writing {
  text: string
  /** The loop that is being written was left. */
  stopped: boolean
  rounds: number
}

export function fillMapping(template: string, scope: Scope): string {
  const tree = treeOf(template)
  if ('wrong' in tree) return template
  const out: Writing = { text: '', stopped: false, rounds: 0 }
  write(tree.parts, scope, new Map(), out)
  return out.text
}

function write(parts: readonly Part[], scope: Scope, own: Map<string, unknown>, out: Writing): void {
  for (const part of parts) {
    if (out.stopped || out.text.length > MOST_SIGNS) return
    switch (part.is) {
      case 'text': out.text += fillQuoted(part.text, scope, own); break
      case 'set': own.set(part.name, expression(part.value, 0, scope, own).value); break
      case 'break': out.stopped = true; break
      case 'if': {
        const branch = part.branches.find(({ when }) => when === undefined || holds(expression(when, 0, scope, own).value))
        if (branch) write(branch.body, scope, own, out)
        break
      }
      case 'each': loop(part, scope, own, out)
    }
  }
}

function loop({ name, list, body }: Part & { readonly is: 'each' }, scope: Scope, own: Map<string, unknown>, out: Writing): void {
  const over = expression(list, 0, scope, own).value
  const items: readonly unknown[] = Array.isArray(over) ? over : typeof over === 'object' && over !== null ? Object.values(over) : []
  const before = [own.get(name), own.get('foreach'), own.get('velocityCount')]
  items.slice(0, MOST_ROUNDS).some((item, index) => {
    own.set(name, item)
    own.set('foreach', { index, count: index + 1, hasNext: index + 1 < items.length, first: index === 0, last: index + 1 === items.length })
    own.set('velocityCount', index + 1)
    write(body, scope, own, out)
    return out.stopped || ++out.rounds > MOST_ROUNDS_IN_ALL
  })
  out.stopped = false
  own.set(name, before[0])
  own.set('foreach', before[1])
  own.set('velocityCount', before[2])
}

/** Nothing and false do not hold; a text does, even an empty one. */
const holds = (value: unknown): boolean => value !== undefined && value !== null && value !== false

/** By precedence, loosest first. */
const LEVELS: readonly (readonly string[])[] = [['||', 'or '], ['&&', 'and '], ['==', '!=', 'eq ', 'ne '], ['<=', '>=', '<', '>', 'lt ', 'le ', 'gt ', 'ge '], ['+', '-'], ['*', '/', '%']]

function expression(text: string, from: number, scope: Scope, own: ReadonlyMap<string, unknown>, level = 0): Found {
  if (level === LEVELS.length) return operand(text, skip(text, from), scope, own)
  let { value, end } = expression(text, from, scope, own, level + 1)
  for (;;) {
    const at = skip(text, end)
    const sign = LEVELS[level]!.find((one) => text.startsWith(one, at))
    if (!sign) return { value, end }
    const right = expression(text, at + sign.length, scope, own, level + 1)
    value = combine(sign.trim(), value, right.value)
    end = Math.max(right.end, at + sign.length)
  }
}

function combine(sign: string, a: unknown, b: unknown): unknown {
  switch (sign) {
    case '||': case 'or': return holds(a) || holds(b)
    case '&&': case 'and': return holds(a) && holds(b)
    case '==': case 'eq': return typeof a === typeof b ? a === b : shown(a) === shown(b)
    case '!=': case 'ne': return typeof a === typeof b ? a !== b : shown(a) !== shown(b)
    default:
  }
  if (sign === '+' && (typeof a === 'string' || typeof b === 'string')) return shown(a) + shown(b)
  if (typeof a !== 'number' || typeof b !== 'number') return undefined
  switch (sign) {
    case '<': case 'lt': return a < b
    case '<=': case 'le': return a <= b
    case '>': case 'gt': return a > b
    case '>=': case 'ge': return a >= b
    case '+': return a + b
    case '-': return a - b
    case '*': return a * b
    // Whole numbers stay whole, as in Java.
    case '/': return b === 0 ? undefined : Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b
    default: return b === 0 ? undefined : a % b
  }
}

function operand(text: string, at: number, scope: Scope, own: ReadonlyMap<string, unknown>): Found {
  if (text[at] === '!' && text[at + 1] !== '=') {
    const found = operand(text, skip(text, at + 1), scope, own)
    return { value: !holds(found.value), end: found.end }
  }
  if (text.startsWith('not ', at)) {
    const found = operand(text, skip(text, at + 4), scope, own)
    return { value: !holds(found.value), end: found.end }
  }
  if (text[at] === '(') {
    const found = expression(text, at + 1, scope, own)
    const close = skip(text, found.end)
    return { value: found.value, end: text[close] === ')' ? close + 1 : close }
  }
  if (text[at] !== '[') return valueAt(text, at, scope, own)
  const range = /^\[\s*(-?\d+)\s*\.\.\s*(-?\d+)\s*\]/.exec(text.slice(at))
  if (range) {
    const first = Number(range[1])
    const last = Number(range[2])
    const steps = Math.min(Math.abs(last - first), MOST_ROUNDS)
    return { value: Array.from({ length: steps + 1 }, (_, step) => first + (last < first ? -step : step)), end: at + range[0].length }
  }
  const values: unknown[] = []
  let end = skip(text, at + 1)
  while (end < text.length && text[end] !== ']') {
    const found = expression(text, end, scope, own)
    values.push(found.value)
    end = skip(text, Math.max(found.end, end + 1))
    if (text[end] === ',') end = skip(text, end + 1)
  }
  return { value: values, end: end + 1 }
}

function skip(text: string, at: number): number {
  let to = at
  while (text[to] === ' ' || text[to] === '\n' || text[to] === '\t' || text[to] === '\r') to++
  return to
}

interface Found {
  readonly value: unknown
  readonly end: number
  /** Nobody has set it: it stays as it is written. */
  readonly unknown?: boolean
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
  const known = name === 'input' || name === 'util' || name === 'context' || name === 'stageVariables' || own.has(name)
  return { value, end: at, unknown: !known && !text.startsWith('$!') }
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
  const number = /^-?\d+(?:\.\d+)?(?!\.\.)|^(true|false|null)\b/.exec(text.slice(at))
  if (number) return { value: number[1] === 'null' ? undefined : number[1] ? number[1] === 'true' : Number(number[0]), end: at + number[0].length }
  const found = text[at] === '$' ? reference(text.slice(at), scope, own) : undefined
  return found ? { value: found.value, end: at + found.end } : { value: undefined, end: at + 1 }
}

/** In double quotes references are filled in. */
function fillQuoted(text: string, scope: Scope, own: ReadonlyMap<string, unknown>): string {
  let out = ''
  for (let at = 0; at < text.length; ) {
    const found = text[at] === '$' ? reference(text.slice(at), scope, own) : undefined
    out += found && !found.unknown ? shown(found.value) : text.slice(at, at + (found?.end ?? 1))
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
  if (name === 'toString') return shown(value)
  if (typeof value === 'string') return ofText(value, name, given)
  if (name === 'get') return memberOf(value, text, scope)
  if (typeof value !== 'object' || value === null) return name === 'equals' ? value === given[0] : undefined
  const list = Array.isArray(value) ? value : Object.keys(value)
  switch (name) {
    case 'size': return list.length
    case 'isEmpty': return list.length === 0
    case 'contains': return list.some((one) => one === given[0])
    case 'containsKey': return Object.hasOwn(value, text)
    case 'keySet': return Object.keys(value)
    case 'values': return Object.values(value)
    case 'entrySet': return Object.entries(value).map(([key, one]) => ({ key, value: one }))
    default: return undefined
  }
}

/** What Java's texts can do, as far as templates use it. */
function ofText(value: string, name: string, given: readonly unknown[]): unknown {
  const text = shown(given[0])
  switch (name) {
    case 'length': return value.length
    case 'isEmpty': return value === ''
    case 'equals': return value === given[0]
    case 'equalsIgnoreCase': return value.toLowerCase() === text.toLowerCase()
    case 'contains': return value.includes(text)
    case 'startsWith': return value.startsWith(text)
    case 'endsWith': return value.endsWith(text)
    case 'indexOf': return value.indexOf(text)
    case 'substring': return value.slice(Number(given[0]), given[1] === undefined ? undefined : Number(given[1]))
    case 'replace': return value.replaceAll(text, () => shown(given[1]))
    case 'split': return value.split(text)
    case 'toLowerCase': return value.toLowerCase()
    case 'toUpperCase': return value.toUpperCase()
    case 'trim': return value.trim()
    default: return undefined
  }
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
