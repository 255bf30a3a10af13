import { createHash, createHmac, hkdfSync } from 'node:crypto'
import { inspect } from 'node:util'
import { runInThisContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { guestOf } from '../testkit/guest.ts'

/** What an expression gives in a handler; statements before it in `setup`. */
function given(expression: string, imports = '', event: unknown = {}): unknown {
  const told = guestOf(`${imports}\nexport const handler = async (event, context) => (${expression})`).invoke(event)
  if (told.end?.kind !== 'returned') throw new Error(`${expression}: ${JSON.stringify(told.end)} ${told.lines.join('\n')}`)
  return told.value
}

test('Buffer reads and writes as in Node', () => {
  const texts = ['héllo €😀', '', 'a', '\ud800x']
  for (const text of texts) {
    for (const encoding of ['utf8', 'hex', 'base64', 'base64url', 'latin1', 'utf16le'] as const) {
      expect(given(`Buffer.from(event.text).toString('${encoding}')`, '', { text })).toBe(Buffer.from(text).toString(encoding))
    }
  }
  expect(given(`[Buffer.from('aGk', 'base64').toString(), Buffer.from('6869', 'hex').toString(), Buffer.concat([Buffer.from('a'), Buffer.from('b')]).toString(), Buffer.byteLength('€'), Buffer.from([1, 2, 3]).equals(Buffer.from([1, 2, 3])), Buffer.isBuffer(Buffer.alloc(2)), JSON.stringify(Buffer.from('a')), Buffer.from('abcabc').indexOf('ca'), Buffer.from('abc').subarray(1).toString(), Buffer.alloc(4).fill('ab').toString()]`))
    .toEqual(['hi', 'hi', 'ab', 3, true, true, '{"type":"Buffer","data":[97]}', 2, 'bc', 'abab'])
  expect(given(`(() => { const b = Buffer.alloc(8); b.writeUInt32BE(258); b.writeInt16LE(-2, 4); return [b.toString('hex'), b.readUInt32BE(0), b.readInt16LE(4)] })()`)).toEqual(['00000102feff0000', 258, -2])
})

test('a Buffer is filled with a text as in Node, however often it fits', () => {
  for (const args of ["'ab€'", "'x'", "''", "'abc', 2", "'abc', 1, 9", "'0a0b', 'hex'", '7', "'€', 3, 4"]) {
    for (const size of [10, 33]) expect(given(`Buffer.alloc(${size}, 1).fill(${args}).toString('hex')`)).toBe(Buffer.alloc(size, 1).fill(...(runInThisContext(`[${args}]`) as [string])).toString('hex'))
  }
})

test('hashes, HMAC and random values', () => {
  expect(given("Buffer.from(hkdfSync('sha256', 'key', 'salt', 'info', 70)).toString('hex')", "import { hkdfSync } from 'node:crypto'")).toBe(Buffer.from(hkdfSync('sha256', 'key', 'salt', 'info', 70)).toString('hex'))
  const text = 'The quick brown fox '.repeat(20)
  for (const name of ['md5', 'sha1', 'sha256', 'sha384', 'sha512']) {
    expect(given(`createHash('${name}').update(event.text).digest('hex')`, "import { createHash } from 'node:crypto'", { text })).toBe(createHash(name).update(text).digest('hex'))
    expect(given(`createHmac('${name}', 'key').update(event.text).digest('base64')`, "import { createHmac } from 'crypto'", { text })).toBe(createHmac(name, 'key').update(text).digest('base64'))
  }
  expect(given('/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID())')).toBe(true)
  expect(given(`Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode('x'))).toString('hex')`)).toBe(createHash('sha256').update('x').digest('hex'))
  expect(given(`timingSafeEqual(Buffer.from('a'), Buffer.from('a')) && randomBytes(8).length === 8 && crypto.getRandomValues(new Uint8Array(4)).length === 4`, "import { timingSafeEqual, randomBytes } from 'node:crypto'")).toBe(true)
})

test('URL and its parameters', () => {
  const urls = ['https://user:p%40ss@Example.com:8443/a/../b/./c?x=1&y=%20z#frag', 'http://localhost/ä?ö=ü', 'https://example.com', 'mailto:a@b.c', 'https://example.com/%7Efoo/?q=a+b&q=c']
  const keys = ['href', 'origin', 'protocol', 'host', 'hostname', 'port', 'pathname', 'search', 'hash', 'username', 'password'] as const
  for (const url of urls) expect(given(`${JSON.stringify(keys)}.map((key) => new URL(event)[key])`, '', url)).toEqual(keys.map((key) => new URL(url)[key]))
  const relative = ['../x', '/y?z=1', '?q', '#h', '//other.org/p', 'https://z/']
  for (const to of relative) expect(given('new URL(event, "https://example.com/a/b/c?d#e").href', '', to)).toBe(new URL(to, 'https://example.com/a/b/c?d#e').href)
  expect(given(`(() => { const u = new URL('https://a.b/?x=1'); u.searchParams.append('y', 'a b&c'); u.searchParams.set('x', '2'); return [u.href, [...u.searchParams], u.searchParams.getAll('y'), new URLSearchParams({ a: '1', b: 'ü' }).toString()] })()`)).toEqual(['https://a.b/?x=2&y=a+b%26c', [['x', '2'], ['y', 'a b&c']], ['a b&c'], 'a=1&b=%C3%BC'])
  expect(given('(() => { try { new URL("nope") } catch (error) { return [error.name, error.code, error.message, URL.canParse("x:y")] } })()')).toEqual(['TypeError', 'ERR_INVALID_URL', 'Invalid URL', true])
})

test('structuredClone, events, cancelling, encoders', () => {
  expect(given(`(() => { const a = { d: new Date(0), m: new Map([[1, { x: 1 }]]), s: new Set([1]) }; a.self = a; const b = structuredClone(a); return [b !== a, b.self === b, b.d.getTime(), b.m.get(1).x, b.s.has(1)] })()`)).toEqual([true, true, 0, 1, true])
  expect(given(`await new Promise((done) => { const c = new AbortController(); c.signal.addEventListener('abort', () => done([c.signal.aborted, c.signal.reason.name])); c.abort() })`)).toEqual([true, 'AbortError'])
  expect(given(`[new TextDecoder().decode(new TextEncoder().encode('é😀')), new TextDecoder().decode(Uint8Array.of(0xff, 65)), [...new TextEncoder().encode('\\ud800')], atob('aGk='), btoa('hi')]`)).toEqual(['é😀', '\ufffdA', [0xef, 0xbf, 0xbd], 'hi', 'aGk='])
})

test('files: /tmp to write, the function to read, nothing else', () => {
  const told = guestOf(`
import fs from 'node:fs'
import { readFile, writeFile, mkdir, readdir } from 'node:fs/promises'
export const handler = async () => {
  await mkdir('/tmp/a/b', { recursive: true })
  await writeFile('/tmp/a/b/x.txt', 'hello')
  fs.appendFileSync('/tmp/a/b/x.txt', ' there')
  const codes = []
  for (const path of ['/etc/passwd', '/tmp/none']) try { fs.readFileSync(path) } catch (error) { codes.push(error.code) }
  try { fs.writeFileSync('/var/task/x', 'y') } catch (error) { codes.push(error.code, error.message) }
  return [await readFile('/tmp/a/b/x.txt', 'utf8'), await readdir('/tmp/a'), fs.existsSync('/tmp/none'), fs.statSync('/tmp/a/b/x.txt').size, fs.readFileSync('/var/task/data.json', 'utf8'), codes]
}`, { files: { 'data.json': '{"a":1}' } }).invoke()
  expect(told.value).toEqual(['hello there', ['b'], false, 11, '{"a":1}', ['ENOENT', 'ENOENT', 'EROFS', "EROFS: read-only file system, open '/var/task/x'"]])
})

test('util, path, events, streams, zlib, assert and their kin', () => {
  expect(given(`[util.format('%s is %d and %j', 'a', 1.5, { b: 2 }, 'more'), await util.promisify((x, done) => done(null, x + 1))(1), util.isDeepStrictEqual({ a: [1] }, { a: [1] }), util.types.isPromise(Promise.resolve())]`, "import util from 'node:util'")).toEqual(['a is 1.5 and {"b":2} more', 2, true, true])
  expect(given(`[path.join('/a', '..', 'b', './c.txt'), path.basename('/x/y.tar.gz', '.gz'), path.extname('y.tar.gz'), path.resolve('x'), path.relative('/a/b/c', '/a/d'), path.parse('/home/u/f.txt').name]`, "import path from 'path'")).toEqual(['/b/c.txt', 'y.tar', '.gz', '/var/task/x', '../../d', 'f'])
  expect(given(`(() => { const seen = []; const e = new EventEmitter(); e.on('x', (a) => seen.push(a)); e.once('x', () => seen.push('once')); e.emit('x', 1); e.emit('x', 2); return [seen, e.listenerCount('x')] })()`, "import { EventEmitter } from 'events'")).toEqual([[1, 'once', 2], 1])
  expect(given(`gunzipSync(Buffer.from(event, 'base64')).toString()`, "import { gunzipSync } from 'node:zlib'", Buffer.from(gzipSync('packed '.repeat(50))).toString('base64'))).toBe('packed '.repeat(50))
  expect(given(`gunzipSync(gzipSync('both ways')).toString()`, "import { gunzipSync, gzipSync } from 'node:zlib'")).toBe('both ways')
  expect(given(`await (async () => { const out = []; for await (const piece of Readable.from(['a', 'b'])) out.push(String(piece)); await pipeline(Readable.from(['x', 'y']), async function* (source) { for await (const one of source) yield String(one).toUpperCase() }, new Writable({ objectMode: true, write(chunk, _, done) { out.push(String(chunk)); done() } })); return out })()`, "import { Readable, Writable } from 'node:stream'\nimport { pipeline } from 'node:stream/promises'")).toEqual(['a', 'b', 'X', 'Y'])
  expect(given(`(() => { try { assert.strictEqual(1, 2) } catch (error) { return error.code } })()`, "import assert from 'node:assert'")).toBe('ERR_ASSERTION')
  expect(given(`await (async () => { const s = new AsyncLocalStorage(); return s.run({ id: 7 }, async () => { await setTimeout(5); return s.getStore().id }) })()`, "import { AsyncLocalStorage } from 'node:async_hooks'\nimport { setTimeout } from 'node:timers/promises'")).toBe(7)
})

test('the console writes what Node writes', () => {
  const values = ['[1, 2, 3]', '({ a: 1, b: "x", c: null, d: undefined })', '[{ a: { b: { c: { d: 1 } } } }]', 'new Map([["k", { v: 1 }]])', 'new Set([1, "a"])', '[undefined, null, NaN, -0, 10n, Symbol("s")]', '({ f() {}, g: class A {}, h: () => {} })', 'new Date(0)', '/x/gi', '"text"', '[["a", "b"], []]', '({ "a-b": 1, 2: 3 })', 'Object.create(null)', '[1,,3]', '({ long: "x".repeat(60), more: "y".repeat(30) })', 'Array.from({ length: 120 }, (_, i) => i)', '["apple", "banana", "cherry", "dates", "elder", "figs", "grape", "hazel"]', 'new Uint8Array([1, 2])', 'Buffer.from("hi")', 'Promise.resolve(1)', '({ get a() { return 1 } })', '(() => { const a = { n: 1 }; a.a = a; return a })()', '"it\'s"', '({ s: "it\'s" })', 'new (class Order { id = 1 })()']
  for (const value of values) {
    const [line] = guestOf(`export const handler = async () => { console.log(${value}, 0) }`).invoke().lines
    // The engine shows no promise's value.
    const here: unknown = value.includes('Buffer') ? Buffer.from('hi') : runInThisContext(value)
    const wanted = value.startsWith('Promise') ? 'Promise { <pending> } 0' : `${typeof here === 'string' ? here : inspect(here)} 0`
    expect([value, line]).toEqual([value, wanted])
  }
  expect(guestOf('export const handler = async () => { console.error("a %s", "b"); console.group("g"); console.log("in"); console.groupEnd(); console.table([{ a: 1 }]); console.count(); console.debug("d") }').invoke().lines)
    .toEqual(['ERROR a b', 'g', '  in', '┌─────────┬───┐\n│ (index) │ a │\n├─────────┼───┤\n│ 0       │ 1 │\n└─────────┴───┘', 'default: 1', 'DEBUG d'])
})

test('ticks, promises, immediates and timers run in the order of Node', () => {
  const { value } = guestOf(`exports.handler = (event, context, callback) => {
  const seen = []
  setTimeout(() => seen.push('timer'), 0)
  setImmediate(() => seen.push('immediate'))
  Promise.resolve().then(() => seen.push('promise'))
  process.nextTick(() => seen.push('tick'))
  queueMicrotask(() => seen.push('micro'))
  seen.push('now')
  setTimeout(() => callback(null, seen), 10)
}`, { file: 'index.js' }).invoke()
  expect(value).toEqual(['now', 'tick', 'promise', 'micro', 'immediate', 'timer'])
})

test('LAM-PRG-02 the context tells its facts; callbackWaitsForEmptyEventLoop holds the answer back or not', () => {
  expect(given('[context.functionName, context.awsRequestId, context.memoryLimitInMB, context.getRemainingTimeInMillis() > 2990, typeof context.done, process.env.AWS_REGION]')).toEqual(['f', 'request-1', '1769', true, 'function', 'eu-central-1'])
  const code = (waits: boolean) => `exports.handler = (event, context, callback) => { context.callbackWaitsForEmptyEventLoop = ${waits}; setTimeout(() => console.log('late'), 500); callback(null, 'said') }`
  const held = guestOf(code(true), { file: 'index.js' }).invoke()
  expect([held.value, held.lines, held.at >= 500_000]).toEqual(['said', ['late'], true])
  const at = guestOf(code(false), { file: 'index.js' })
  const free = at.invoke()
  expect([free.value, free.lines, free.at < 10_000]).toEqual(['said', [], true])
  at.later(60_000_000)
  // LAM-PRG-03: what was left waiting goes on with the next invocation.
  expect(at.invoke().lines).toEqual(['late'])
})

test('a response is streamed piece by piece', () => {
  const told = guestOf(`export const handler = awslambda.streamifyResponse(async (event, stream) => {
  stream = awslambda.HttpResponseStream.from(stream, { statusCode: 200, headers: { 'content-type': 'text/plain' } })
  stream.write('one')
  await new Promise((done) => setTimeout(done, 100))
  stream.write('two')
  stream.end()
})`).invoke()
  expect(told.value).toEqual({ statusCode: 200, headers: { 'content-type': 'text/plain' }, body: 'onetwo' })
  expect(told.end).toMatchObject({ streamed: [{ bytes: 3 }, { bytes: 3 }] })
})

test('a handler that fails in the middle of its response says what it had written', () => {
  const told = guestOf(`export const handler = awslambda.streamifyResponse(async (event, stream) => {
  stream.write('one')
  throw new Error('no more')
})`).invoke()
  expect(told.end).toMatchObject({ kind: 'threw', error: { errorMessage: 'no more' }, streamed: [{ bytes: 3 }] })
})

test('fetch is a call of HTTP', () => {
  const told = guestOf(`export const handler = async () => {
  const response = await fetch('https://api.example.com/x', { method: 'POST', body: JSON.stringify({ a: 1 }), headers: { 'X-Key': 'k' } })
  return [response.status, response.ok, response.headers.get('content-type'), await response.json()]
}`).invoke({}, () => ({ status: 201, headers: { 'Content-Type': 'application/json' }, body: '{"id":7}' }))
  expect(told.calls).toEqual(['HTTP.fetch {"url":"https://api.example.com/x","method":"POST","headers":{"content-type":"text/plain;charset=UTF-8","x-key":"k"},"body":"{\\"a\\":1}"}'])
  expect(told.value).toEqual([201, true, 'application/json', { id: 7 }])
})

test('numbers and dates in words, as in the one place that there is', () => {
  const expressions = ['(1234567.891).toLocaleString()', '(0).toLocaleString()', '(-1234.5).toLocaleString("en-US")', '(0.256).toLocaleString("en-US", { style: "percent" })', '(1234.5).toLocaleString("en-US", { style: "currency", currency: "USD" })', 'new Date(1767225600000).toLocaleDateString("en-US", { timeZone: "UTC" })', 'new Date(1767272645000).toLocaleTimeString("en-US", { timeZone: "UTC" })', 'new Date(1767272645000).toLocaleString("en-US", { timeZone: "UTC" })', 'new Intl.NumberFormat("en-US").format(9999999.5)', 'new Date(NaN).toLocaleString()']
  expect(given(`[${expressions.join(', ')}]`)).toEqual(expressions.map((one) => runInThisContext(one) as string))
})

test('errors are shown under their names', () => {
  const setup = 'class ValidationError extends Error { constructor(m) { super(m); this.name = "ValidationError"; this.statusCode = 400 } }; class Short extends Error { constructor(m) { super(m); this.name = "LongError" } }; class Plain extends Error {}; class Told extends Error { get name() { return "Got" } }'
  const errors = ['new ValidationError("bad")', 'new Short("x")', 'new Plain("x")', 'new Told("y")', 'Object.assign(new Error("m"), { name: "Custom" })', 'Object.assign(new TypeError("m"), { code: "E" })', 'Object.assign(new Error("n"), { stack: "Error: n" })', '{ e: new ValidationError("bad") }']
  const bare = (text: unknown) => String(text).replace(/(?:\n\s+at .*)+/g, '\n AT')
  for (const error of errors) expect([error, bare(given(`inspect(${error})`, `import { inspect } from 'node:util'\n${setup}`))]).toEqual([error, bare(inspect(runInThisContext(`(() => { ${setup}; return (${error}) })()`)))])
})
