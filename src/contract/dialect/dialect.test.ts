import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EdgeRuntime } from '../edge.ts'
import { judgeCode } from './judge.ts'
import { FEATURES, readCode } from './read.ts'

const told = (code: string, runtime: EdgeRuntime = 'cloudfront-js-2.0') => judgeCode(`${code}\nfunction handler(event) { return event.request }`, runtime).remarks.map(({ level, line, column, text }) => `${level} ${line}:${column} ${text.split(':')[0]}`)
const first = (code: string, runtime: EdgeRuntime) => told(code, runtime)[0]

test.each([
  ['let x = 1', '"let" is not part of runtime 1.0'],
  ['const x = 1', '"const" is not part of runtime 1.0'],
  ['async function load() { return 1 }', 'An async function is not part of runtime 1.0'],
  ['class A {}', 'A class is not part of runtime 1.0'],
  ['var { a } = {}', 'Destructuring is not part of runtime 1.0'],
  ['var [a] = []', 'Destructuring is not part of runtime 1.0'],
  ['var x = [...[]]', 'Spread ("...") is not part of runtime 1.0'],
  ['var x = f(...[])', 'Spread ("...") is not part of runtime 1.0'],
  ['var x = {...{}}', 'Spread ("...") is not part of runtime 1.0'],
  ['var x = this?.a', 'Optional chaining ("?.") is not part of runtime 1.0'],
  ['function f(a = 1) {}', 'A default of a parameter is not part of runtime 1.0'],
  ['function* g() { yield 1 }', 'A generator is not part of runtime 1.0'],
  ['for (var x of []) {}', 'A for-of loop is not part of runtime 1.0'],
  ['var x = 1_000', 'A number with "_" is not part of runtime 1.0'],
  ['try {} catch {}', 'catch without a name is not part of runtime 1.0'],
  ["import crypto from 'crypto'", '"import" is not part of runtime 1.0'],
])('CFF-03 runtime 1.0 does not know %s', (code, said) => {
  const at = told(code, 'cloudfront-js-1.0')
  expect(at.filter((one) => one.startsWith('error'))).toEqual(at.filter((one) => one.startsWith('error 1:')))
  expect(at.map((one) => one.replace(/^error \d+:\d+ /, ''))).toContain(said)
})

test.each([
  'class A { #x = 1; get y() { return 1 } static z() {} }', 'var { a } = {}', 'var x = [...[]]', 'var x = this?.a', 'function f(a = 1) {}', 'function* g() {}', 'for (const x of []) {}', 'var x = 10n',
  'var f = async () => 1', 'var f = async function () {}', 'function f() { async function g() {} }', 'try {} catch {}', 'export const x = 1', 'const x = import("crypto")', 'var a; a ||= 1', '[a, b] = [1, 2]; var a, b',
  'var f = ({ a }) => a', 'var f = ([a]) => a', 'var f = (a = 1) => a', 'import { createHash } from "crypto"', 'const x = require("fs")', 'import fs from "fs"', 'const cf = require("cloudfront")',
])('CFF-03 runtime 2.0 does not know %s', (code) => {
  expect(first(code, 'cloudfront-js-2.0')).toMatch(/^error 1:/)
})

test('CFF-03 await is for async functions beside the handler, and not among arguments', () => {
  expect(told('async function f() { return 1 }\nasync function g() { const a = await f(); return a }')).toEqual([])
  expect(told('async function f() { return 1 }\nasync function g() {\n  console.log(await f())\n}')).toEqual(['error 3:15 "await" among the arguments of a call is not part of runtime 2.0'])
  expect(told('function g() { return await f() }')).toEqual(['error 1:23 "await" stands outside of an async function'])
})

test('CFF-03 both know what ECMAScript 5.1 has, arrow functions, templates, rest parameters, ** and named groups', () => {
  const code = `
'use strict'
var list = [1, , 3], text = 'it''s'.length, re = /[/\\]"]+/gi.test('a/b') / 2 / 1
var o = { if: 1, 'a b': 2, 3: 4, get x() { return this.if }, set x(v) { this.if = v } }
outer: for (var i = 0, n = list.length; i < n; i++) { for (var k in o) { if (k in o) continue outer; else break outer } }
do { i-- } while (i > 0)
switch (i) { case 0: case 1: i = 2 ** 3; break; default: i = i ? -i : +i }
try { throw new Error('no') } catch (e) { void e } finally { i = 0 }
var many = function rest(a, ...others) { return others.concat(a).map((x) => ({ x: x })).filter(x => x.x > 1) }
var words = \`a \${i + \`b \${'}'} c\`} $ {d}\`
var year = /(?<year>\\d{4})/.exec('2026').groups.year
if (typeof many === 'function' && !(i instanceof Object)) delete o.x
var nothing = () => {}, one = (a) => { return a }, sum = (a, b) => a + b
var f = new (function () { this.a = 1 })(), g = new Date, h = new Date().getTime()
i = (1, 2), i >>>= 1, i |= ~i & 0xFF ^ 1e3
;(function () { return arguments.length })()
var of = 1, get = 2, set = 3, async = 4
while (i-- > 0) if (i === 3) { break }
a: { break a }
`.replace("'it''s'", "'it\\'s'")
  for (const runtime of ['cloudfront-js-1.0', 'cloudfront-js-2.0'] as const) expect(told(code, runtime)).toEqual([])
})

test('CFF-02 what is not there is named with what to use instead', () => {
  expect(told("setTimeout(f, 1)\nfetch('x')\nvar m = new Map()\nvar p = process.env.X\nvar e = eval('1')\nvar g = new Function('return 1')")).toEqual([
    'warning 1:1 setTimeout is not there', 'warning 2:1 fetch is not there', 'warning 3:13 Map is not there', 'warning 4:9 process is not there', 'warning 5:9 eval throws here', 'warning 6:13 The Function constructor throws here',
  ])
  expect(told("console.error('x')\nconsole.log('a', 'b')\nconsole.log('a' + 'b')")).toEqual(['warning 1:1 console.error is not there', 'warning 2:1 console.log takes one value here'])
  expect(told('function fetch() {}\nfetch()\nvar o = { process: 1 }\no.setTimeout()')).toEqual([])
  expect(told("var b = Buffer.from('x')", 'cloudfront-js-1.0')).toEqual(['warning 1:9 Buffer is not part of runtime 1.0'])
  expect(told("var b = 'x'.toUTF8()")).toEqual(['warning 1:13 String.prototype.toUTF8 is in runtime 1.0 only'])
})

test('CFF-05 a store that is not associated is missed where it is opened', () => {
  const code = "import cf from 'cloudfront'\nconst kvs = cf.kvs()\nfunction handler(event) { return event.request }"
  expect(judgeCode(code, 'cloudfront-js-2.0', true).remarks).toEqual([])
  expect(judgeCode(code, 'cloudfront-js-2.0', false).remarks.map(({ line, text }) => `${line} ${text.slice(0, 42)}`)).toEqual(['2 No key-value store is associated with this'])
  expect(judgeCode(code, 'cloudfront-js-1.0').remarks.map(({ line, level }) => `${line} ${level}`)).toContain('1 error')
})

test('CFF-01 the handler is a global function of that name', () => {
  const texts = (code: string) => judgeCode(code, 'cloudfront-js-2.0').remarks.map(({ text }) => text.split(':')[0])
  expect(texts('function main(event) {}')).toEqual(['There is no function called handler outside of all others'])
  expect(texts('function outer() { function handler() {} }')).toEqual(['There is no function called handler outside of all others'])
  expect(texts('async function handler(event) { return event.request }')).toEqual([])
  expect(texts('const handler = (event) => event.request')).toEqual([])
})

test('VAL-09 more than ten kilobytes is refused, and code that has no end is said with its line', () => {
  expect(told(`//${'x'.repeat(10_240)}`)[0]).toMatch(/^error 1:1 The code has 10,/)
  expect(told('var x = {\n  a: 1\n\nvar y = 2')).toEqual(['error 4:1 "," is missing before "var". The code cannot be read from here on.'])
  expect(told("var x = 'a\n'")).toEqual(['error 1:9 Unexpected "\'". The code cannot be read from here on.'])
  expect(told('return 1')).toEqual(['error 1:1 "return" stands outside of a function. The code cannot be read from here on.'])
})

test('every construct that is told apart can be met', () => {
  const code = `
let a = 1; const b = 2; class C { #p = 1 } ; var { d } = {}; f(...a); function e(x = 1) {} async function g() { await 1; f(await 2) } function* h() {}
for (var i of a) {} a?.b; a ?? b; a ||= 1; try {} catch {} import x from 'x'; import { y } from 'y'; export default 1; import('z'); import.meta.url; 1n; 1_0; f\`t\`
var o = { a, m() {}, [a]: 1 }; function N() { new.target; return async () => 1 } with (a) {} await 3`
  expect(FEATURES.filter((one) => !readCode(code).met.some(({ feature }) => feature === one))).toEqual([])
  expect(readCode(code).stuck).toBeUndefined()
})

test('code nested without end, and what is no code at all, is told and not followed', () => {
  expect(readCode('('.repeat(10_000)).stuck?.text).toBe('This is nested too deep')
  expect(readCode('\u0000\u0001').stuck).toBeDefined()
  expect(readCode('`${`').stuck).toBeDefined()
  expect(readCode('').stuck).toBeUndefined()
})

test('whatever is typed is read to an end, and no more is told of than stands there', () => {
  const pieces = fc.constantFrom('function ', 'handler', '(', ')', '{', '}', '[', ']', ',', ';', '=>', '...', '`', '${', "'", '"', '/', 'await ', 'async ', 'of ', 'in ', 'new ', 'class ', 'get ', '?.', '??', '=', '1', 'x', '\n', '#', 'import ', 'export ', 'return ', '\\', 'for ', 'let ', '💥')
  fc.assert(fc.property(fc.array(pieces, { maxLength: 60 }).map((some) => some.join('')), (code) => {
    const { met, said, imports, stuck } = readCode(code)
    for (const { at, end } of [...met, ...imports]) expect(at >= 0 && end >= at && end <= code.length + 1).toBe(true)
    for (const { name, at } of said) expect(code.startsWith(name, at)).toBe(true)
    if (stuck) expect(stuck.at).toBeLessThanOrEqual(code.length)
  }), { numRuns: 400, seed: 9 })
})

test('code of other people is read to its end: what our own sandbox is made of, and packages', () => {
  const folders = ['src/sandbox/guest', 'node_modules/fast-check/lib/cjs', 'node_modules/zustand', 'node_modules/react-dom/cjs']
  const files = folders.flatMap((folder) => readdirSync(folder).filter((name) => /\.(?:m?js|cjs)$/.test(name) && !/profiling|min|development/.test(name)).slice(0, 30).map((name) => `${folder}/${name}`))
  const stuck = files.flatMap((file) => {
    const at = readCode(readFileSync(file, 'utf8')).stuck
    return at && !at.text.startsWith('"return" stands') ? [`${file}: ${at.text}`] : []
  })
  expect(stuck).toEqual([])
  expect(files.length).toBeGreaterThan(40)
})
