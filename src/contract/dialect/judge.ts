/**
 * CFF-03: what a CloudFront function says that its runtime does not know, with the line and what to write instead. An
 * error keeps the function from being compiled; a warning is what AWS's list does not promise, or what throws once it is
 * reached.
 */
import { utf8Length } from '../../base/text.ts'
import { EDGE_CODE_BYTES, type EdgeRuntime } from '../edge.ts'
import { type Feature, type Import, readCode, type Reading, type Said } from './read.ts'
import { placeOf } from './scan.ts'

export interface Remark {
  readonly level: 'error' | 'warning'
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly text: string
}
interface Spot {
  readonly at: number
  readonly end: number
}
type Verdict = { readonly level: Remark['level']; readonly text: string } | undefined

const error = (text: string): Verdict => ({ level: 'error', text })
const warning = (text: string): Verdict => ({ level: 'warning', text })
const both = (text: string, instead: string): readonly [Verdict, Verdict] => [error(`${text} not part of runtime 1.0: ${instead}.`), error(`${text} not part of runtime 2.0: ${instead}.`)]
const newer = (text: string, instead: string): readonly [Verdict, Verdict] => [error(`${text} not part of runtime 1.0: ${instead}, or choose runtime 2.0.`), undefined]
/** Neither promised nor refused by AWS's list. */
const unlisted = (text: string, instead: string): readonly [Verdict, Verdict] => [warning(`${text} not in AWS's list of features: ${instead}.`), warning(`${text} not in AWS's list of features: ${instead}.`)]

/** In runtime 1.0, and in 2.0. */
const VERDICTS: { readonly [F in Feature]: readonly [Verdict, Verdict] } = {
  let: newer('"let" is', 'write "var"'),
  const: newer('"const" is', 'write "var"'),
  'async function': newer('An async function is', 'return the result at once'),
  await: newer('"await" is', 'return the result at once'),
  'numeric separator': newer('A number with "_" is', 'write its digits only'),
  import: newer('"import" is', "write var name = require('crypto')"),
  class: both('A class is', 'write functions and plain objects'),
  destructuring: both('Destructuring is', 'read each property by its name'),
  spread: both('Spread ("...") is', 'use concat, Object.assign or apply'),
  'default parameter': both('A default of a parameter is', 'test it for undefined in the body'),
  generator: both('A generator is', 'fill an array'),
  'for-of loop': both('A for-of loop is', 'count an index, or use forEach'),
  'optional chaining': both('Optional chaining ("?.") is', 'ask with && first'),
  'logical assignment': both('A logical assignment is', 'write it out with if'),
  'catch without a name': both('catch without a name is', 'write catch (e)'),
  export: both('"export" is', 'a global function called handler is found by its name'),
  'dynamic import': both('import() is', 'a function is one file; crypto and querystring come by require'),
  'import.meta': both('import.meta is', 'there is nothing to know about the file'),
  BigInt: both('A BigInt is', 'numbers are exact up to 2^53'),
  'private name': both('A private name is', 'classes are missing altogether'),
  'new.target': both('new.target is', 'leave it out'),
  with: both('"with" is', 'code is in strict mode always'),
  'named import': both('An import of single names is', "import the module whole: import crypto from 'crypto'"),
  'async closure': [error('An async function is not part of runtime 1.0: return the result at once, or choose runtime 2.0.'), error('An async function within a function, or as a value, is not part of runtime 2.0: declare it beside the handler as async function name() { … }.')],
  'await in arguments': [error('"await" is not part of runtime 1.0: return the result at once, or choose runtime 2.0.'), error('"await" among the arguments of a call is not part of runtime 2.0: put the result into a variable first.')],
  'await outside a function': [error('"await" is not part of runtime 1.0: return the result at once, or choose runtime 2.0.'), error('"await" stands outside of an async function: move it into the handler.')],
  'nullish coalescing': unlisted('"??" is', 'write it with ||, or ask for undefined'),
  'tagged template': unlisted('A tagged template is', 'call the function with brackets'),
  'shorthand property': [undefined, undefined],
  'shorthand method': [undefined, undefined],
  'computed property name': [undefined, undefined],
}

const MODULES = { '1.0': ['crypto', 'querystring'], '2.0': ['crypto', 'querystring', 'buffer'] } as const
/** What is reached for by name and is not there (CFF-02). */
const GONE: { readonly [name: string]: string } = {
  queueMicrotask: 'use a Promise',
  fetch: 'there is no network; Lambda@Edge has one', XMLHttpRequest: 'there is no network; Lambda@Edge has one', WebSocket: 'there is no network',
  process: 'there are no environment variables; a key-value store holds what changes', performance: 'there is no clock of high resolution', structuredClone: 'copy by JSON.parse(JSON.stringify(value))',
  Map: 'use an object', Set: 'use an object or an array', WeakMap: 'use an object', WeakSet: 'use an array', Proxy: 'there is none', Reflect: 'there is none', URL: 'the event has uri and querystring already', URLSearchParams: 'the event has querystring already; require(\'querystring\') takes texts apart',
  BigInt: 'numbers are exact up to 2^53', Intl: 'there is none', module: 'a global function called handler is found by its name', exports: 'a global function called handler is found by its name', __dirname: 'there are no files', global: 'it is called globalThis', window: 'it is called globalThis',
}
const TIMERS = 'setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate'.split(' ')
const NEW_IN_2 = ['Buffer', 'atob', 'btoa', 'TextEncoder', 'TextDecoder', 'DataView', 'Symbol']
const BYTES = ['fromUTF8', 'toUTF8', 'fromBytes', 'toBytes', 'bytesFrom']

export interface Judged {
  readonly remarks: readonly Remark[]
  readonly imports: readonly Import[]
}

export function judgeCode(code: string, runtime: EdgeRuntime, keyValues = true): Judged {
  const version = runtime === 'cloudfront-js-1.0' ? 0 : 1
  const reading = readCode(code)
  const remarks: Remark[] = []
  const remark = (verdict: Verdict, { at, end }: Spot): void => {
    if (!verdict) return
    const from = placeOf(code, at)
    const to = placeOf(code, end)
    remarks.push({ ...verdict, line: from.line, column: from.column, endLine: to.line, endColumn: Math.max(to.column, from.line === to.line ? from.column + 1 : 1) })
  }
  const bytes = utf8Length(code)
  if (bytes > EDGE_CODE_BYTES) remark(error(`The code has ${bytes.toLocaleString('en-US')} bytes; a CloudFront function has ${EDGE_CODE_BYTES.toLocaleString('en-US')} at most. Leave out comments and libraries, or use Lambda@Edge.`), { at: 0, end: 1 })
  for (const { feature, at, end } of reading.met) remark(VERDICTS[feature][version], { at, end })
  for (const one of modulesOf(reading)) remark(moduleVerdict(one.module, version, one.required), one)
  for (const one of reading.said) if (!reading.declared.has(one.name)) remark(nameVerdict(one, version), { at: one.at, end: one.at + one.name.length })
  const helper = reading.imports.find((one) => one.module === 'cloudfront')?.name
  if (!keyValues) for (const one of reading.said) if (one.name === helper && one.next === '.kvs') remark(warning('No key-value store is associated with this function, so this throws: draw a wire to one.'), { at: one.at, end: one.at + one.name.length + 4 })
  if (version === 1) for (const { at, name } of bytesOf(code)) remark(warning(`String.prototype.${name} is in runtime 1.0 only: use Buffer.`), { at, end: at + name.length })
  if (reading.stuck) remark(error(`${reading.stuck.text}. The code cannot be read from here on.`), { at: reading.stuck.at, end: reading.stuck.at + 1 })
  else if (!reading.outer.has('handler')) remark(error('There is no function called handler outside of all others: write function handler(event) { … }. CloudFront looks for that name.'), { at: 0, end: Math.max(1, code.split('\n', 1)[0]!.length) })
  // One place, one remark: the first is the more general.
  const seen = new Set<string>()
  const once = remarks.filter(({ line, column }) => !seen.has(`${line} ${column}`) && seen.add(`${line} ${column}`))
  return { remarks: once.sort((a, b) => a.line - b.line || a.column - b.column), imports: reading.imports }
}

export const errorsOf = (remarks: readonly Remark[]): readonly Remark[] => remarks.filter(({ level }) => level === 'error')

function* modulesOf({ imports, said }: Reading): Iterable<Spot & { readonly module: string; readonly required: boolean }> {
  for (const one of imports) yield { ...one, required: false }
  for (const one of said) if (one.name === 'require' && one.argument !== undefined) yield { module: one.argument, required: true, at: one.at, end: one.at + one.name.length }
}

function moduleVerdict(module: string, version: number, required: boolean): Verdict {
  if (module === 'cloudfront') {
    if (version === 0) return error('The module cloudfront is not part of runtime 1.0: choose runtime 2.0.')
    return required ? error("The module cloudfront comes by import: write import cf from 'cloudfront' as the first line.") : undefined
  }
  const known: readonly string[] = MODULES[version === 0 ? '1.0' : '2.0']
  return known.includes(module) ? undefined : error(`There is no module "${module}": a CloudFront function has ${known.join(', ')}${version === 1 ? ' and cloudfront' : ''}, and nothing is installed.`)
}

function nameVerdict({ name, next, count }: Said, version: number): Verdict {
  if (name === 'eval' || name === 'Function') return next === '(' || next === 'new' ? warning(`${name === 'eval' ? 'eval' : 'The Function constructor'} throws here: code is not made from text.`) : undefined
  if (name === 'console' && next.startsWith('.')) {
    if (next !== '.log') return warning(`console${next} is not there: only console.log is.`)
    return count > 1 ? warning("console.log takes one value here: join them with +.") : undefined
  }
  if (version === 0 && NEW_IN_2.includes(name)) return warning(`${name} is not part of runtime 1.0: choose runtime 2.0.`)
  if (version === 0 && name === 'Promise' && ['.all', '.allSettled', '.any', '.race'].includes(next)) return warning(`Promise${next} is not part of runtime 1.0: choose runtime 2.0.`)
  if (TIMERS.includes(name)) return warning(`${name} is not there: there are no timers.`)
  return Object.hasOwn(GONE, name) ? warning(`${name} is not there: ${GONE[name]}.`) : undefined
}

function* bytesOf(code: string): Iterable<{ readonly at: number; readonly name: string }> {
  for (const found of code.matchAll(/\.(\w+)\(/g)) if (BYTES.includes(found[1]!)) yield { at: found.index + 1, name: found[1]! }
}
