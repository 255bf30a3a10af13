import { expect, test } from 'vitest'
import { guestOf } from '../testkit/guest.ts'

test('TypeScript: types go, lines stay', () => {
  const told = guestOf(`
import type { Context } from 'aws-lambda'
interface Order { id: string; total?: number }
enum State { Open, Done = 'done' }
class Box<T> { constructor(private readonly value: T) {} get(): T { return this.value } }
export const handler = async (event: Order, _context: Context): Promise<unknown> => {
  const box = new Box<string>(event.id)
  if (event.total! > 5) throw new RangeError('too much')
  return [box.get(), State.Done, State.Open satisfies number] as const
}`, { file: 'index.ts' })
  expect(told.invoke({ id: 'o-1' }).value).toEqual(['o-1', 'done', 0])
  expect(told.invoke({ id: 'o-1', total: 9 }).end).toMatchObject({ error: { errorType: 'RangeError', trace: ['RangeError: too much', expect.stringContaining('/var/task/index.ts:8:'), expect.any(String)] } })
})

test('the first line of a script has its own columns', () => {
  const code = "exports.handler = async () => { const order = {}; return order.items.map((one) => one) }"
  const { end } = guestOf(code, { file: 'index.js' }).invoke()
  expect(end).toMatchObject({ error: { errorMessage: "Cannot read properties of undefined (reading 'map')", trace: [expect.any(String), expect.stringContaining('/var/task/index.js:1:58'), expect.any(String)] } })
  expect(guestOf('exports.handler = async (event) => event.run()', { file: 'index.js' }).invoke().end).toMatchObject({ error: { errorMessage: 'event.run is not a function' } })
})

test('a const enum has its values above it, too; lines stay', () => {
  const told = guestOf(`
const first = Most.orders
export const handler = async () => [first, Most.orders, Kind.Paid, Kind.Late, new Error('x').stack.includes('index.ts:3:')]
const enum Most { orders = 2 } // no more
export const enum Kind {
  /** { it is paid } */
  Paid = 'pa}d', // yes
  Late = 'la te',
}`, { file: 'index.ts' })
  expect(told.invoke().value).toEqual([2, 2, 'pa}d', 'la te', true])
})

test('LAM-ERR-07 TypeScript that is more than types is refused by name and line', () => {
  const cases: [string, string, string][] = [
    ['export namespace N {\n  export const a = 1\n}', 'namespace is not supported here: export the functions themselves', 'index.ts:1:1'],
    ['const x = 1\n@sealed\nclass A {}', 'A decorator is not supported here: call the function around what it decorates', 'index.ts:2:1'],
    ['class A {\n  accessor x = 1\n}', 'accessor is not supported here: write a getter and a setter', 'index.ts:2:3'],
    ['const f = () => {\n  using y = open()\n}', 'using is not supported here: close it in a finally block', 'index.ts:2:3'],
    ['let x: = 3', 'Unexpected token', 'index.ts:1:8'],
  ]
  for (const [code, message, place] of cases) {
    expect(guestOf(code, { file: 'index.ts' }).init.end).toMatchObject({ reason: 'Runtime.UserCodeSyntaxError', error: { errorMessage: `SyntaxError: ${message}`, trace: [expect.any(String), expect.stringContaining(place)] } })
  }
  const words = "// @decorator\n/* namespace X { */\nconst a = `\n@inText\nnamespace Y {`\nexport const handler = async () => a.length\ndeclare namespace NodeJS { interface Env {} }"
  expect(guestOf(words, { file: 'index.ts' }).invoke().value).toBe(22)
})

test('a program of several files, packages and layers', () => {
  const files = {
    'lib/greet.mjs': "import { shout } from '../util.mjs'\nexport const greet = (name) => shout('hello ' + name)\nexport { default as data } from 'own-package'",
    'util.mjs': 'export const shout = (text) => text.toUpperCase()',
    'node_modules/own-package/package.json': '{"name":"own-package","main":"./main.js"}',
    'node_modules/own-package/main.js': "exports.version = require('./package.json').name + '-1'\nexports.twice = (n) => n * 2",
    '/opt/nodejs/node_modules/layered/index.js': 'module.exports = { from: "layer" }',
  }
  const code = "import { greet, data } from './lib/greet.mjs'\nimport { twice } from 'own-package'\nimport layered from 'layered'\nexport const handler = async () => [greet('you'), data.version, twice(4), layered.from, import.meta.url, import.meta.dirname]"
  expect(guestOf(code, { files }).invoke().value).toEqual(['HELLO YOU', 'own-package-1', 8, 'layer', 'file:///var/task/index.mjs', '/var/task'])
})

test('CommonJS and modules are told apart as Node does it', () => {
  expect(guestOf('export const handler = async () => typeof require', { file: 'index.js' }).invoke().value).toBe('undefined')
  expect(guestOf('exports.handler = async () => [typeof require, __filename, __dirname, module.exports === exports, this === undefined]', { file: 'index.js' }).invoke().value).toEqual(['function', '/var/task/index.js', '/var/task', true, false])
  expect(guestOf('export const handler = async () => "module"', { file: 'index.js', files: { 'package.json': '{"type":"module"}' } }).invoke().value).toBe('module')
  expect(guestOf('exports.handler = async () => "common"', { file: 'index.cjs' }).invoke().value).toBe('common')
  expect(guestOf("const other = require('./other')\nexports.handler = async () => [other.n(), require('./other') === other]", { file: 'index.js', files: { 'other.js': 'let n = 0\nexports.n = () => ++n' } }).invoke().value).toEqual([1, true])
  expect(guestOf('export const handler = async () => { const { value } = await import("./late.mjs"); return value }', { files: { 'late.mjs': 'export const value = 7' } }).invoke().value).toBe(7)
  expect(guestOf('import config from "./config.json" with { type: "json" }\nexport const handler = async () => [config.a, (await import("./config.json", { with: { type: "json" } })).default.a]', { files: { 'config.json': '{"a":1}' } }).invoke().value).toEqual([1, 1])
  expect(guestOf('export const handler = async () => { try { await import("nowhere") } catch (error) { return error.code } }').invoke().value).toBe('ERR_MODULE_NOT_FOUND')
  expect(guestOf("import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)\nexport const handler = async () => require('node:path').sep").invoke().value).toBe('/')
  expect(guestOf('const config = await Promise.resolve({ a: 1 })\nexport default { handler: async () => config.a }').invoke().value).toBe(1)
})

test('modules that import each other in a circle', () => {
  const files = { 'a.mjs': "import { b } from './b.mjs'\nexport const a = () => 'a' + b()", 'b.mjs': "import { a } from './a.mjs'\nexport const b = () => 'b' + typeof a" }
  expect(guestOf("import { a } from './a.mjs'\nexport const handler = async () => a()", { files }).invoke().value).toBe('abfunction')
})

test('V8’s words for common mistakes', () => {
  const message = (body: string) => {
    const { end } = guestOf(`export const handler = async (event) => {\n  ${body}\n}`).invoke()
    return end?.kind === 'threw' ? `${end.error.errorType}: ${end.error.errorMessage}` : end
  }
  expect(message('event.orders.map((one) => one)')).toBe("TypeError: Cannot read properties of undefined (reading 'map')")
  expect(message('event.total.value = 1')).toBe("TypeError: Cannot set properties of undefined (setting 'value')")
  expect(message('event.run()')).toBe('TypeError: event.run is not a function')
  expect(message('for (const one of event.orders) return one')).toBe('TypeError: event.orders is not iterable')
  expect(message('return await Promise.any([Promise.reject(1)])')).toBe('AggregateError: All promises were rejected')
  expect(message('const list = event.list ?? 5\n  return list.filter(Boolean)')).toBe('TypeError: list.filter is not a function')
  expect(message('if (event.run(1, (2))) return')).toBe('TypeError: event.run is not a function')
  expect(message('let x = 5; x()')).toBe('TypeError: x is not a function')
  expect(message('new event.Thing()')).toBe('TypeError: event.Thing is not a constructor')
  expect(message('return missing')).toBe('ReferenceError: missing is not defined')
  expect(message('const x = 1\n  x = 2')).toBe('TypeError: Assignment to constant variable.')
  expect(message('[].reduce((a) => a)')).toBe('TypeError: Reduce of empty array with no initial value')
})

test('V8’s words for what is no JSON', () => {
  const texts = ['', '{', '{a', '{"a"', '{"a" 1}', '{"a":', '{"a":1', '{"a":1,}', '{"a":1 "b":2}', '[1,]', '[1 2]', '[1', '"abc', '"a\\x"', '"\\u12"', 'hello', 'tru', 'nul', '1 2', '{}x', '-', '1.', '1e', '01', '  \n  x', `{"text":"${'long '.repeat(20)}", oops: 1}`, `[${'1,'.repeat(30)}x,${'2,'.repeat(30)}3]`]
  const told = guestOf('export const handler = async (texts) => texts.map((text) => { try { JSON.parse(text); return "fine" } catch (error) { return `${error.name}: ${error.message}` } })', { runtime: 'nodejs20.x' }).invoke(texts).value
  const wanted = texts.map((text) => {
    try {
      JSON.parse(text)
      return 'fine'
    } catch (error) {
      return String(error).replace(/ \(line \d+ column \d+\)$/, '')
    }
  })
  expect(told).toEqual(wanted)
  expect(guestOf('export const handler = async () => JSON.parse("{a")').invoke().end).toMatchObject({ error: { errorMessage: "Expected property name or '}' in JSON at position 1 (line 1 column 2)" } })
  const given = guestOf('export const handler = async (event) => JSON.parse(event.body)').invoke({}).end
  expect(given).toMatchObject({ kind: 'threw', error: { errorType: 'SyntaxError', errorMessage: '"undefined" is not valid JSON', trace: ['SyntaxError: "undefined" is not valid JSON', '    at JSON.parse (<anonymous>)', expect.stringContaining('at Runtime.handler (file:///var/task/index.mjs:1:'), expect.any(String)] } })
})
