/**
 * Attempts to get out of a CloudFront function, or to bring the playground to a halt. Each ends as AWS would end it, and
 * leaves nothing behind: not in this process, not for the next run.
 */
import { expect, test } from 'vitest'
import { type EdgeTold, runEdge, viewerRequest } from '../../testkit/edge.ts'
import { workMs, workSeconds } from '../../testkit/work.ts'

type Wanted = { readonly value: unknown } | { readonly failed: RegExp }
const CUT = { failed: /^cut$/ }
const SEEN = 'typeof window + typeof document + typeof self + typeof importScripts + typeof process + typeof Deno + typeof setTimeout'
const NOTHING = 'undefined'.repeat(7)

/** What the handler's body does, and what comes of it. */
const ATTEMPTS: readonly (readonly [what: string, body: string, wanted: Wanted])[] = [
  // Ways to the host.
  ['globals of a host', `return { value: ${SEEN} }`, { value: NOTHING }],
  ['the Function of a constructor chain', "return { value: handler.constructor('return this')() }", { failed: /Error/ }],
  ['the Function of an async function', "return { value: (async function () {}).constructor('return this')() }", { failed: /async|Error/i }],
  ['the Function of an arrow', "return { value: (() => 1).constructor('return 1')() }", { failed: /Error/ }],
  ['eval, indirectly', "var e = globalThis['ev' + 'al']; return { value: (0, e)('1') }", { failed: /Error/ }],
  ['a generator’s constructor, by prototype', "var p = Object.getPrototypeOf(handler); return { value: p.constructor('return 1')() }", { failed: /Error/ }],
  ['a bridge left in the globals', "return { value: Object.getOwnPropertyNames(globalThis).filter(function (name) { return /host|bridge|import|door|core|__/i.test(name) }) }", { value: [] }],
  ['what require hangs on', "return { value: Object.getOwnPropertyNames(require).filter(function (name) { return name !== 'length' && name !== 'name' && name !== 'prototype' }) }", { value: [] }],
  ['the bridge by its variable', 'return { value: [typeof host, typeof core, typeof part, typeof settings, typeof answers] }', { value: Array(5).fill('undefined') }],
  ['callers', "try { return { value: handler.caller } } catch (e) { return { value: e.name } }", { value: 'TypeError' }],
  ['arguments of callers', 'try { return { value: arguments.callee } } catch (e) { return { value: e.name } }', { value: 'TypeError' }],
  ['frames of the stack', 'Error.prepareStackTrace = function (e, sites) { return sites }; var sites = new Error().stack; return { value: typeof sites[0].getFunction === "function" ? String(sites.map(function (site) { try { var f = site.getFunction(); return f ? typeof f : "" } catch (e) { return "" } })).indexOf("object") : -1 }', { value: -1 }],
  ['modules of Node', "var names = ['fs', 'net', 'http', 'child_process', 'vm', 'worker_threads', 'os', 'process', '@aws-sdk/client-s3', 'coldstart:core', '/etc/passwd', 'node:crypto']; return { value: names.filter(function (name) { try { require(name); return true } catch (e) { return false } }) }", { value: [] }],
  ['the import beside require', "return { value: __imported('fs') }", { failed: /Cannot load module "fs"/ }],
  ['dynamic import', "return { value: globalThis['import'] }", { value: undefined }],
  ['the SDK, which Lambda has and this has not', "return { value: [typeof awslambda, typeof AWS, typeof Headers, typeof Request, typeof crypto] }", { value: Array(5).fill('undefined') }],
  // Pollution.
  ['__proto__ in the event', "return { value: [event.request.__proto__ === Object.prototype, ({}).polluted] }", { value: [false, null] }],
  ['a prototype of all objects', "Object.prototype.toJSON = function () { return 'mine' }; return { value: 1 }", { value: undefined }],
  ['JSON made one’s own', "JSON.stringify = function () { return 'mine' }; JSON.parse = null; return { value: 1 }", { value: 1 }],
  ['then on all objects', "Object.prototype.then = function (f) { f('mine') }; return { value: 1 }", { value: 1 }],
  ['promises made one’s own', "Promise.prototype.then = function () { return 'mine' }; Promise = null; return { value: 1 }", { value: 1 }],
  ['own checks of the modules', "Object.hasOwn = function () { for (;;) {} }; return { value: require('crypto').createHash('md5').update('x').digest('hex') }", CUT],
  ['the console made one’s own', 'console = null; console.log = 1; return { value: 1 }', { failed: /TypeError/ }],
  ['arrays without iterators', 'delete Array.prototype[Symbol.iterator]; return { value: 1 }', { value: 1 }],
  ['a getter that throws in the result', "var o = {}; Object.defineProperty(o, 'value', { enumerable: true, get: function () { throw new Error('got') } }); return o", { failed: /Error: got/ }],
  ['a result that is not JSON', 'return function () {}', { value: undefined }],
  ['an error that is none', "throw Object.create(null)", { failed: /object/ }],
  ['a name and a message that throw', "var e = new Error(); Object.defineProperty(e, 'message', { get: function () { throw 1 } }); throw e", { failed: /^Error$/ }],
  // Exhaustion.
  ['a loop without end', 'for (;;) {}', CUT],
  ['a loop that catches', 'for (;;) { try { for (;;) {} } catch (e) {} }', CUT],
  ['a loop in finally', 'try { for (;;) {} } finally { for (;;) {} }', CUT],
  ['recursion', 'function f() { return f() } return { value: f() }', { failed: /Maximum call stack|RangeError|^cut$|InternalError/ }],
  ['recursion that catches itself', 'function f() { try { f() } catch (e) { f() } } f(); return { value: 1 }', { failed: /cut|RangeError|stack/ }],
  ['promises without end', 'function next() { return Promise.resolve().then(next) } return next()', CUT],
  ['an array that grows', 'var a = []; for (;;) a.push(new Array(1000).fill(1))', { failed: /out of memory|cut/ }],
  ['a text that doubles', "var t = 'xxxxxxxxxxxxxxxx'; for (;;) t += t", { failed: /out of memory|cut|string|RangeError|InternalError/i }],
  ['a large buffer', 'return { value: new Uint8Array(1e8).length }', { failed: /memory|RangeError|InternalError/ }],
  ['a buffer larger than all', 'return { value: new ArrayBuffer(2 ** 40).byteLength }', { failed: /Error/ }],
  ['repeat', "return { value: 'x'.repeat(1e9).length }", { failed: /Error|memory/ }],
  ['padding', "return { value: 'x'.padEnd(2 ** 28).length }", { failed: /Error|memory/ }],
  ['join', "return { value: new Array(1e7).join('x').length }", { failed: /Error|memory|cut/ }],
  ['a catastrophic pattern', "return { value: /^(a+)+$/.test('a'.repeat(40) + '!') }", CUT],
  ['a catastrophic pattern with alternatives', "return { value: /^(a|aa|a?)*$/.test('a'.repeat(60) + '!') }", CUT],
  ['sorting with a comparison that never ends', 'return { value: [3, 2, 1].sort(function () { for (;;) {} }) }', CUT],
  ['a log without end', "for (;;) console.log('x'.repeat(1000))", CUT],
  ['hashing without end', "for (;;) require('crypto').createHash('sha256').update('x'.repeat(10000)).digest('hex')", CUT],
  ['JSON nested deep', "var t = ''; for (var i = 0; i < 1500; i++) t += '['; try { return { value: JSON.parse(t) } } catch (e) { return { value: e.name } }", { value: 'SyntaxError' }],
  ['stopping the clock', 'Date.now = function () { return 0 }; while (Date.now() < 1) {}', CUT],
  ['a toString that never ends', 'console.log({ toString: function () { for (;;) {} } }); return { value: 1 }', CUT],
  ['a proxy, and reflection', 'return { value: [typeof Proxy, typeof Reflect] }', { value: ['undefined', 'undefined'] }],
]

const prototypes = () => [Object.prototype, Array.prototype, Function.prototype, String.prototype, Promise.prototype, Error.prototype].map((one) => Reflect.ownKeys(one).length)

test('there are at least forty attempts', () => expect(ATTEMPTS.length).toBeGreaterThanOrEqual(40))

test.each(ATTEMPTS)('SBX-05 escape: %s', (_what, body, wanted) => {
  const before = prototypes()
  const event = JSON.parse(JSON.stringify(viewerRequest()).replace('"method"', '"__proto__":{"polluted":1},"method"'))
  const attempt = () => runEdge(`function handler(event) {\n${body}\n}`, event)
  let told!: EdgeTold
  const ms = workMs(() => (told = attempt()))
  if ('failed' in wanted) expect(told.failed ?? JSON.stringify(told.value)).toMatch(wanted.failed)
  else expect(told.failed ?? told.value?.value).toEqual(wanted.value)
  expect(told.lines.join('').length).toBeLessThanOrEqual(10_240)
  expect([prototypes(), ({} as { polluted?: unknown }).polluted]).toEqual([before, undefined])
  // The next run knows nothing of it.
  expect(runEdge('function handler(event) { return { n: [].concat(1).length, j: JSON.stringify({ a: 1 }), p: typeof Promise.resolve, t: ({}).then, h: Object.hasOwn({ a: 1 }, "a") } }').value).toEqual({ n: 1, j: '{"a":1}', p: 'function', h: true })
  // Within a second; where it took longer, compared with ordinary work: the machine may be slow, or busy.
  if (ms >= 1_000) expect(workSeconds(attempt)).toBeLessThan(1)
}, 60_000)
