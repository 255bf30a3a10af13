/**
 * Attempts to get out of the sandbox, or to bring the playground to a halt: for its test, and for the benchmark that tells
 * how long the slowest takes.
 */
import type { End } from '../contract/handler.ts'

/** What the handler's body does; what comes of it: a value, a type of error, a way to crash, or the timeout. */
export type Attempt = readonly [what: string, body: string, wanted: Wanted]
export type Wanted = { readonly value: unknown } | { readonly threw: string } | { readonly crashed: string } | 'cut' | readonly string[]

export const CUT = 'cut'
const OOM = { crashed: 'Runtime.OutOfMemory' }
/** The runtime reports it, or dies of it like a process of its own. */
const BROKE = ['Error', 'Runtime.ExitError'] as const
const SEEN = 'typeof window + typeof document + typeof self + typeof importScripts + typeof require + typeof Deno + typeof Bun'

export const ATTEMPTS: readonly Attempt[] = [
  // Ways to the host's globals.
  ['the Function of a constructor chain', `return (async () => {}).constructor('return this')().then((found) => [found === globalThis, ${SEEN}].join())`, { value: `true,${'undefined'.repeat(7)}` }],
  ['Function, indirectly', `return [].constructor.constructor('return ${SEEN}')()`, { value: 'undefined'.repeat(7) }],
  ['eval, indirectly', `return (0, eval)('${SEEN}')`, { value: 'undefined'.repeat(7) }],
  ['process of a host', 'return [typeof process.binding, typeof process.mainModule, typeof process.dlopen, process.env.HOME ?? "none"].join()', { value: 'function,undefined,undefined,none' }],
  ['process.binding', 'return process.binding("fs")', { threw: 'Error' }],
  ['the constructor of an error from the host', 'try { await import("nowhere") } catch (error) { return error.constructor.constructor("return typeof window")() }', { value: 'undefined' }],
  ['the prototype of an error from the host', 'try { await import("nowhere") } catch (error) { return Object.getPrototypeOf(error) === Error.prototype }', { value: true }],
  ['frames of the stack', 'Error.prepareStackTrace = (error, sites) => sites; const sites = new Error().stack; return sites.every((site) => site.getFunction === undefined && site.getThis === undefined)', { value: true }],
  ['callers and arguments', 'try { return (function f() { return f.caller })() } catch (error) { throw error }', ['TypeError', 'null']],
  ['arguments.callee.caller', 'try { return typeof (function () { return arguments.callee })() } catch (error) { return error.name }', { value: 'TypeError' }],
  ['a bridge left in the globals', 'return Object.getOwnPropertyNames(globalThis).filter((name) => /host|bridge|coldstart|__/i.test(name))', { value: [] }],
  ['symbols in the globals', 'return Object.getOwnPropertySymbols(globalThis).length', { value: 1 }],
  ['import.meta', 'return Object.keys(import.meta).sort()', { value: ['dirname', 'filename', 'url'] }],
  ['a module of the playground itself', 'return import("coldstart:core")', { threw: 'Error' }],
  ['a part by its inner name', 'return import("coldstart:part/load")', { threw: 'Error' }],
  ['a module by address', 'return import("https://example.com/x.mjs")', { threw: 'Error' }],
  ['a module of data', 'return import("data:text/javascript,export default 1")', { threw: 'Error' }],
  ['a file of the machine', 'return import("file:///etc/passwd")', { threw: 'Error' }],
  ['a path with climbing', 'return import("../../../../etc/passwd")', { threw: 'Error' }],
  ['reading a file of the machine', 'const fs = await import("node:fs"); return fs.readFileSync("/etc/passwd", "utf8")', { threw: 'Error' }],
  ['reading by climbing', 'const fs = await import("node:fs"); return fs.readFileSync("/tmp/../etc/hosts", "utf8")', { threw: 'Error' }],
  ['child processes', 'return (await import("node:child_process")).execSync("id")', { threw: 'NotImplementedInPlayground' }],
  ['sockets', 'return (await import("node:net")).connect(80, "example.com")', { threw: 'NotImplementedInPlayground' }],
  ['contexts of vm', 'return (await import("node:vm")).runInThisContext("this")', { threw: 'NotImplementedInPlayground' }],
  ['a worker', 'const { Worker } = await import("node:worker_threads"); return new Worker("x")', { threw: 'NotImplementedInPlayground' }],
  ['a server', 'const http = await import("node:http"); return http.createServer()', { threw: 'NotImplementedInPlayground' }],
  ['WebAssembly', 'return new WebAssembly.Module(new Uint8Array(8))', { threw: 'ReferenceError' }],
  ['Atomics', 'return Atomics.wait(new Int32Array(4), 0, 0)', { threw: 'ReferenceError' }],
  ['shared memory', 'return typeof SharedArrayBuffer', { value: 'undefined' }],
  ['shared memory by the way of types', 'return new Int32Array(new (Object.getPrototypeOf(Int8Array).prototype.constructor)(8))', { threw: 'TypeError' }],
  ['XMLHttpRequest, WebSocket, storage', 'return typeof XMLHttpRequest + typeof WebSocket + typeof localStorage + typeof indexedDB + typeof caches + typeof navigator', { value: 'undefined'.repeat(6) }],
  ['fetch of a file', 'return fetch("file:///etc/passwd")', { threw: 'TypeError' }],
  // Pollution.
  ['__proto__ in an event', 'return [event.__proto__ === Object.prototype, ({}).polluted]', { value: [false, null] }],
  ['__proto__ in a result', 'return JSON.parse(\'{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}\')', { value: JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') }],
  ['Object.prototype', 'Object.prototype.polluted = 1; Array.prototype.polluted = 1; return ({}).polluted', { value: 1 }],
  ['JSON replaced', 'JSON.stringify = () => "{]"; JSON.parse = () => { throw 1 }; return { fine: true }', { value: { fine: true } }],
  ['toJSON for all', 'Object.prototype.toJSON = () => "changed"; throw new Error("real")', { threw: 'Error' }],
  ['toJSON for all lists', 'Array.prototype.toJSON = () => ({ length: -1 }); throw new Error("real")', { threw: 'Error' }],
  ['promises replaced', 'Promise.prototype.then = () => { throw 1 }; globalThis.Promise = null; return "came"', { value: 'came' }],
  ['Map and Reflect replaced', 'Map.prototype.get = Map.prototype.set = () => { throw 1 }; Reflect.apply = null; return "came"', { value: 'came' }],
  ['texts replaced', 'String.prototype.split = String.prototype.replace = () => ({}); String.prototype[Symbol.split] = () => 1; throw new Error("x")', { threw: 'Error' }],
  ['iteration replaced', 'Array.prototype[Symbol.iterator] = () => { throw 1 }; return "came"', { value: 'came' }],
  ['the console replaced', 'console.log = console.error = () => { throw new Error("no console") }; return "came"', { value: 'came' }],
  // Answers with tricks in them.
  ['a thenable that never answers', 'return { then() {} }', { crashed: 'Runtime.NodejsExit' }],
  ['a thenable that answers twice', 'return { then(yes) { yes(1); yes(2); yes({ then: yes }) } }', { value: 1 }],
  ['a thenable that throws', 'return { then() { throw new RangeError("x") } }', { threw: 'RangeError' }],
  ['a getter for then', 'return { get then() { throw new RangeError("x") } }', { threw: 'RangeError' }],
  ['a getter that throws', 'return { get x() { throw new RangeError("x") } }', { threw: 'Error' }],
  ['a Proxy as an answer', 'return new Proxy({}, { get: (_, key) => (key === "then" || key === "toJSON" ? undefined : 1), ownKeys: () => ["a"], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }) })', { value: { a: 1 } }],
  ['a Proxy whose traps never end', 'return new Proxy({}, { ownKeys() { for (;;) {} } })', CUT],
  ['a toJSON that never ends', 'return { toJSON() { for (;;) {} } }', CUT],
  ['toJSON bombs', 'const bomb = { toJSON() { return { a: bomb, b: bomb } } }; return bomb', BROKE],
  ['a circle', 'const a = {}; a.a = a; return a', { threw: 'Error' }],
  ['a BigInt', 'return 1n', { threw: 'Error' }],
  ['a symbol', 'return Symbol("x")', { value: null }],
  ['a function', 'return () => 1', { value: null }],
  ['an error whose name is a trap', 'throw Object.assign(new Error(), { get name() { return 1 }, message: { toString() { throw 1 } } })', { threw: 'handled' }],
  ['an error whose stack is a list', 'const error = new Error("x"); error.stack = ["a"]; throw error', ['Error', 'TypeError']],
  ['an error that is a Proxy', 'throw new Proxy(new Error("x"), { get() { throw 1 }, getPrototypeOf() { throw 1 } })', { threw: 'handled' }],
  ['an error with a giant message', 'throw new Error("x".repeat(5e6))', { threw: 'Error' }],
  ['a thrown nothing', 'throw undefined', { threw: 'undefined' }],
  ['a thrown symbol', 'throw Symbol("x")', { threw: 'symbol' }],
  ['a thrown object without prototype', 'throw Object.create(null)', { threw: 'handled' }],
  // Floods and bombs.
  ['an endless loop', 'for (;;) {}', CUT],
  ['an endless loop that catches', 'for (;;) try { for (;;) {} } catch {} finally { continue }', CUT],
  ['an endless generator', 'for (const x of (function* () { for (;;) yield 1 })()) {}', CUT],
  ['a flood of promises', 'const more = () => { Promise.resolve().then(more) }; more(); await new Promise(() => {})', CUT],
  ['a flood of promises by await', 'for (;;) await 0', CUT],
  ['a flood of ticks', 'const more = () => process.nextTick(more); more(); await new Promise(() => {})', CUT],
  ['a flood of immediates', 'const more = () => setImmediate(more); more(); await new Promise(() => {})', CUT],
  ['a flood of microtasks', 'const more = () => queueMicrotask(more); more(); await new Promise(() => {})', CUT],
  ['a flood of timers', 'for (;;) setTimeout(() => {}, 1)', [CUT, 'Runtime.OutOfMemory']],
  ['a flood of logs', 'for (;;) console.log("line")', CUT],
  ['a flood of long logs', 'const long = "x".repeat(300000); for (;;) console.log(long)', CUT],
  ['a flood of calls', 'const { SQS } = await import("@aws-sdk/client-sqs"); const sqs = new SQS(); for (;;) sqs.sendMessage({ QueueUrl: "q", MessageBody: "x" })', CUT],
  ['a flood of rejections', 'for (;;) Promise.reject(new Error("x"))', [CUT, 'Runtime.OutOfMemory']],
  ['a giant string', 'return "x".repeat(2 ** 30)', { threw: 'RangeError' }],
  ['a string that doubles', 'let s = "x"; for (;;) s += s', { threw: 'RangeError' }],
  ['a list that grows', 'const all = []; for (;;) all.push({ a: 1 })', OOM],
  ['a giant buffer', 'return new Uint8Array(4e9).length', ['RangeError', 'InternalError', 'Runtime.OutOfMemory']],
  ['many buffers', 'const all = []; for (;;) all.push(new Uint8Array(1e6))', OOM],
  ['a map that grows', 'const all = new Map(); for (let i = 0; ; i++) all.set(i, "x".repeat(100) + i)', OOM],
  ['a set of numbers whose halves are alike', 'const all = new Set(), view = new DataView(new ArrayBuffer(8)); for (let i = 0; i < 30000; i++) { view.setUint32(0, i); view.setUint32(4, i); all.add(view.getFloat64(0)) } return all.size', { value: 30_000 }],
  ['memory caught and taken again', 'const all = []; for (;;) try { for (;;) all.push(new Array(100).fill(1)) } catch {}', [CUT, 'Runtime.OutOfMemory']],
  ['deep recursion', 'const f = () => f() + 1; return f()', { threw: 'RangeError' }],
  ['deep recursion that catches', 'const f = () => { try { return f() } catch { return f() } }; return f()', CUT],
  ['a flood of errors that are caught', 'for (;;) try { throw new Error("x") } catch {}', CUT],
  ['deep JSON', 'return JSON.parse("[".repeat(1e5) + "]".repeat(1e5))', ['RangeError', 'SyntaxError', 'InternalError', 'Runtime.ExitError']],
  ['deep source', 'return eval("(".repeat(1e5) + "1" + ")".repeat(1e5))', ['RangeError', 'SyntaxError', 'InternalError', 'Runtime.ExitError']],
  ['a deep pattern', 'return new RegExp("(".repeat(1e5) + ")".repeat(1e5)).test("x")', ['SyntaxError', 'RangeError', 'InternalError', 'Runtime.ExitError']],
  ['a deep answer', 'let a = {}; for (let i = 0; i < 1e5; i++) a = { a }; return a', BROKE],
  ['a catastrophic pattern', 'return /^(a+)+$/.test("a".repeat(50) + "b")', CUT],
  ['a catastrophic pattern with alternatives', 'return /^(a|aa|a?)*$/.test("a".repeat(60) + "!")', CUT],
  ['sorting with a tricky comparison', 'return Array.from({ length: 1e4 }, (_, i) => i).sort(() => { for (;;) {} })', CUT],
  ['leaving', 'process.exit(0)', { crashed: 'Runtime.ExitError' }],
  ['leaving by abort, then going on', 'process.abort(); for (;;) {}', { crashed: 'Runtime.ExitError' }],
  ['changing its own limits', 'process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE = "99999"; process.env.AWS_LAMBDA_FUNCTION_TIMEOUT = "900"; context.getRemainingTimeInMillis = () => 1e9; for (;;) {}', CUT],
  ['stopping the clock', 'Date.now = () => 0; performance.now = () => 0; while (Date.now() < 1) {}', CUT],
]

/** The handler that makes it, and how long it may take: a second for what would never end. */
export const codeOf = (body: string): string => `export const handler = async (event, context) => {\n${body}\n}`
export const secondsFor = (wanted: Wanted): number => (wanted === CUT ? 1 : 3)
/** How it ended, in a word: `returned`, the type of an error, the reason of a crash, `cut`. */
export const outcome = (end: End | null): string => (end === null ? 'nothing' : end.kind === 'threw' ? end.error.errorType : end.kind === 'crashed' ? end.reason : end.kind)
