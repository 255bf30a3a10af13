import { expect, test } from 'vitest'
import { ms } from '../../base/units.ts'
import { runEdge, viewerRequest } from '../../testkit/edge.ts'

const ONE = 'cloudfront-js-1.0'
/** What an expression is, as text, in a function of this runtime. */
const valueOf = (expression: string, runtime: 'cloudfront-js-1.0' | 'cloudfront-js-2.0' = 'cloudfront-js-2.0') => {
  const told = runEdge(`function handler(event) { return { value: ${expression} } }`, viewerRequest(), { runtime })
  return told.failed ?? told.value.value
}

test('CFF-01 the handler is handed the event, and what it returns comes back', () => {
  const told = runEdge('function handler(event) { var request = event.request; request.uri += "index.html"; return request }', viewerRequest('/docs/'))
  expect(told.value).toEqual({ method: 'GET', uri: '/docs/index.html', querystring: {}, headers: { host: { value: 'www.example.com' } }, cookies: {} })
  expect(told.failed).toBeUndefined()
})

test('CFF-01 it may be async in runtime 2.0 only', () => {
  expect(runEdge('async function two() { return 2 }\nasync function handler(event) { const n = await two(); return { n } }').value).toEqual({ n: 2 })
  expect(runEdge('async function handler(event) { return event.request }', viewerRequest(), { runtime: ONE }).run.end.kind).toBe('broken')
  expect(runEdge('function handler(event) { return Promise.resolve(event.request) }', viewerRequest(), { runtime: ONE }).value).toEqual({})
})

test('CFF-01 code is in strict mode always', () => {
  expect(valueOf('(function () { return typeof this })()')).toBe('undefined')
  expect(runEdge('function handler(event) { undeclared = 1; return event.request }').failed).toMatch(/^ReferenceError: .*\(line 1\)$/)
})

test('CFF-01 nothing outlives a run: what stands outside the handler begins anew each time', () => {
  const code = 'var count = 0\nArray.prototype.mark = Array.prototype.mark || 0\nfunction handler(event) { count++; Array.prototype.mark++; globalThis.seen = (globalThis.seen || 0) + 1; return { count: count, mark: [].mark, seen: globalThis.seen } }'
  for (let i = 0; i < 3; i++) expect(runEdge(code).value).toEqual({ count: 1, mark: 1, seen: 1 })
})

test('CFF-02 eval and the constructors of functions throw, and modules are the few that there are', () => {
  expect(runEdge('function handler(event) { return { x: eval("1") } }').failed).toMatch(/^\w*Error: /)
  expect(runEdge('function handler(event) { return { x: new Function("return 1")() } }').failed).toMatch(/^\w*Error: /)
  expect(runEdge('function handler(event) { return { x: (function () {}).constructor("return 1")() } }').failed).toMatch(/^\w*Error: /)
  expect(runEdge('function handler(event) { var name = "fs"; return require(name) }').failed).toBe('Error: Cannot load module "fs" (line 1)')
  expect(runEdge('function handler(event) { var name = "cloudfront"; return require(name) }').failed).toBe('Error: Cannot load module "cloudfront" (line 1)')
})

test('CFF-02 there is no network, no timer, no process and no file', () => {
  const names = ['fetch', 'XMLHttpRequest', 'WebSocket', 'setTimeout', 'setImmediate', 'clearTimeout', 'setInterval', 'queueMicrotask', 'process', 'performance', 'Proxy', 'Reflect', 'Map', 'Set', 'WeakRef', 'BigInt', 'SharedArrayBuffer', 'Atomics', 'WebAssembly', 'Intl', 'URL', 'structuredClone', 'escape', 'Iterator']
  for (const runtime of ['cloudfront-js-1.0', 'cloudfront-js-2.0'] as const) expect(names.filter((name) => valueOf(`typeof ${name}`, runtime) !== 'undefined')).toEqual([])
})

test('CFF-02 time stands still from the start of the function', () => {
  const told = runEdge('var first = Date.now()\nfunction handler(event) { for (var i = 0; i < 500; i++) {} return { first: first, later: Date.now(), date: new Date().toISOString() } }', viewerRequest(), { now: ms(1_500) })
  expect(told.value).toEqual({ first: 1_767_225_601_500, later: 1_767_225_601_500, date: '2026-01-01T00:00:01.500Z' })
})

test('CFF-02 chance comes from the run’s own seed', () => {
  const code = 'function handler(event) { return { n: Math.random(), m: Math.random() } }'
  const one = runEdge(code).value
  expect(runEdge(code).value).toEqual(one)
  expect(runEdge(code, viewerRequest(), { seed: [5, 6, 7, 8] }).value).not.toEqual(one)
  expect(one.n !== one.m && one.n >= 0 && one.n < 1).toBe(true)
})

test('CFF-02 console.log writes its first value as text, and there is nothing else', () => {
  expect(runEdge('function handler(event) { console.log("a" + 1); console.log({}); console.log(null); console.log("x", "y"); return event.request }').lines).toEqual(['a1', '[object Object]', 'null', 'x'])
  expect(valueOf('Object.keys(console)')).toEqual(['log'])
})

test('CFF-03 runtime 1.0 has its texts of bytes, and 2.0 has Buffer in their place', () => {
  expect(valueOf('String.bytesFrom("c3bc", "hex").fromUTF8()', ONE)).toBe('ü')
  expect(valueOf('"".bytesFrom([0xc3, 0xbc]).fromUTF8()', ONE)).toBe('ü')
  expect(valueOf('"ü".toUTF8().length', ONE)).toBe(2)
  expect(valueOf('"€".toBytes()', ONE)).toBe(null)
  expect(valueOf('String.bytesFrom("aGk_", "base64url")', ONE)).toBe('hi?')
  expect(valueOf('String.bytesFrom([0xff]).fromUTF8()', ONE)).toBe(null)
  expect(valueOf('[typeof Buffer, typeof atob, typeof TextEncoder, typeof DataView, typeof Symbol, typeof Promise.all, typeof "".replaceAll].join()', ONE)).toBe(Array(7).fill('undefined').join())
  expect(valueOf('[typeof "".toUTF8, typeof String.bytesFrom].join()')).toBe('undefined,undefined')
  expect(valueOf('Buffer.from("aGk_", "base64url").toString() + atob("aGk=") + btoa("hi") + "a.a".replaceAll(".", "")')).toBe('hi?hiaGk=aa')
  expect(valueOf('new TextDecoder().decode(new TextEncoder().encode("ü")) + new DataView(new ArrayBuffer(2)).getInt8(0)')).toBe('ü0')
})

test('CFF-03 methods are those of AWS’s list', () => {
  expect(valueOf('[Object.fromEntries, Object.groupBy, [].flat, [].at, [].findLast, "".at, "".matchAll, Promise.try].filter(Boolean).length')).toBe(0)
  expect(valueOf('[Object.assign, Object.entries, [].includes, [].find, "".padStart, "".trimEnd, Math.trunc, Number.isInteger, Promise.allSettled, JSON.parse].filter(Boolean).length')).toBe(10)
})

test('CFF-04 hashes and HMAC by md5, sha1 and sha256, as hex, base64 and base64url', () => {
  const hash = (name: string, encoding: string) => valueOf(`require('crypto').createHash('${name}').update('a').update('bc').digest('${encoding}')`)
  expect(hash('md5', 'hex')).toBe('900150983cd24fb0d6963f7d28e17f72')
  expect(hash('sha1', 'hex')).toBe('a9993e364706816aba3e25717850c26c9cd0d89d')
  expect(hash('sha256', 'base64')).toBe('ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=')
  expect(hash('sha256', 'base64url')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
  expect(valueOf("require('crypto').createHmac('sha256', 'key').update('The quick brown fox jumps over the lazy dog').digest('hex')")).toBe('f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8')
  expect(valueOf("require('crypto').createHash('sha512')")).toBe('TypeError: not supported algorithm: "sha512" (line 1)')
  expect(valueOf("require('crypto').createHash('md5').digest('latin1')")).toBe('TypeError: Unknown digest encoding: "latin1" (line 1)')
  // Without an encoding: a Buffer in 2.0, a text of bytes in 1.0.
  expect(valueOf("Buffer.isBuffer(require('crypto').createHash('md5').digest())")).toBe(true)
  expect(valueOf("require('crypto').createHash('md5').update('abc').digest().length", ONE)).toBe(16)
  expect(valueOf("require('crypto').createHmac('sha1', String.bytesFrom('00ff', 'hex')).update('x').digest('hex')", ONE)).toBe(valueOf("require('crypto').createHmac('sha1', Buffer.from('00ff', 'hex')).update('x').digest('hex')"))
})

test('CFF-03 querystring takes texts apart and puts them together', () => {
  expect(valueOf("require('querystring').parse('name=value&abc=xyz&abc=123&e=&p=a+b%20c')")).toEqual({ name: 'value', abc: ['xyz', '123'], e: '', p: 'a b c' })
  expect(valueOf("require('querystring').stringify({ name: 'value', abc: ['xyz', '123'], anotherName: '' })")).toBe('name=value&abc=xyz&abc=123&anotherName=')
  expect(valueOf("require('querystring').parse('a:1;b:2', ';', ':', { maxKeys: 1 })", ONE)).toEqual({ a: '1' })
})

test('CFF-05 values, whether there are any, and facts of the store; a key that is not there throws', () => {
  const pairs = { greeting: 'Grüß dich', config: '{"on":true}' }
  const code = (body: string) => `import cf from 'cloudfront';\nconst kvs = cf.kvs();\nasync function handler(event) { ${body} }`
  expect(runEdge(code("const a = await kvs.get('greeting'); const b = await kvs.get('config', { format: 'json' }); const c = await kvs.get('greeting', { format: 'bytes' }); return { a: a, b: b, c: c.length }"), viewerRequest(), { pairs }).value).toEqual({ a: 'Grüß dich', b: { on: true }, c: 11 })
  expect(runEdge(code("const a = await kvs.exists('greeting'); const b = await kvs.exists('other'); const m = await kvs.meta(); return { a: a, b: b, m: m.keyCount }"), viewerRequest(), { pairs }).value).toEqual({ a: true, b: false, m: 2 })
  expect(runEdge(code("return { a: await kvs.get('other') }"), viewerRequest(), { pairs }).failed).toBe('Error: KeyNotFound (line 3)')
  expect(runEdge(code("try { await kvs.get('other') } catch (e) { return { caught: e.message } }"), viewerRequest(), { pairs }).value).toEqual({ caught: 'KeyNotFound' })
  expect(runEdge(code('return event.request'), viewerRequest()).failed).toBe('Error: No key value store is associated with this function (line 2)')
})

test('CFF-05 code that asks is begun again with the answers, several at once if it asked so', () => {
  const code = "import cf from 'cloudfront'\nasync function handler(event) { const kvs = cf.kvs('id'); const both = await Promise.all([kvs.get('a'), kvs.get('b')]); console.log(both.join()); const c = await kvs.get('c'); return { c: c, n: Math.random() } }"
  const told = runEdge(code, viewerRequest(), { pairs: { a: '1', b: '2', c: '3' } })
  expect([told.value.c, told.runs, told.lines]).toEqual(['3', 3, ['1,2']])
  expect(runEdge(code, viewerRequest(), { pairs: { a: '1', b: '2', c: '3' } }).value).toEqual(told.value)
})

test('CFF-05 the helpers for origins leave beside the request', () => {
  const code = (body: string) => `import cf from 'cloudfront'\nfunction handler(event) { ${body}; return event.request }`
  expect(runEdge(code("cf.updateRequestOrigin({ domainName: 'eu.example.com', originPath: '/v2' })")).origin).toEqual({ kind: 'update', origin: { domainName: 'eu.example.com', originPath: '/v2' } })
  expect(runEdge(code("cf.selectRequestOriginById('backup')")).origin).toEqual({ kind: 'select', id: 'backup', origin: {} })
  expect(runEdge(code("cf.createRequestOriginGroup({ originIds: ['a', { originId: 'b' }], failoverCriteria: { statusCodes: [500, 503] } })")).origin).toEqual({ kind: 'group', ids: ['a', 'b'], statusCodes: [500, 503] })
  expect(runEdge(code("cf.updateRequestOrigin({ domainName: 'example.com:8080' })")).failed).toMatch(/^TypeError: domainName must be a DNS name/)
  expect(runEdge(code("cf.createRequestOriginGroup({ originIds: ['a'] })")).failed).toBe('TypeError: originIds must be two ids of origins (line 2)')
  expect(runEdge(code("cf.selectRequestOriginById('a')"), { ...viewerRequest(), context: { eventType: 'viewer-response' } }).failed).toBe('Error: selectRequestOriginById is for viewer requests only (line 2)')
})

test('CFF-05 helpers say where it runs, and the query as it came', () => {
  const code = "import cf from 'cloudfront'\nfunction handler(event) { const query = event.request.rawQueryString(); return { place: cf.edgeLocation, query: query === undefined ? 'none' : query, request: event.request } }"
  const around = { query: 'b=%20&a=1&b', region: 'eu-central-1' }
  const told = runEdge(code, viewerRequest('/x'), { around })
  expect(told.value).toEqual({ place: { name: 'FRA', serverIp: '203.0.113.2', region: 'eu-central-1' }, query: 'b=%20&a=1&b', request: viewerRequest('/x').request })
  expect(runEdge(code, viewerRequest('/x'), { around: { ...around, query: '' } }).value.query).toBe('none')
  expect(runEdge(code, { ...viewerRequest('/x'), context: { eventType: 'viewer-response' } }, { around }).value.place).toEqual({})
  const parts = viewerRequest('/x', { querystring: { a: { value: '1' }, b: { value: '2', multiValue: [{ value: '2' }, { value: '3' }] }, odd: null } })
  expect(runEdge(code, parts).value.query, 'tried without a distribution').toBe('a=1&b=2&b=3&odd=undefined')
  expect(runEdge('function handler(event) { return { has: typeof event.request.rawQueryString } }', viewerRequest(), { runtime: ONE }).value).toEqual({ has: 'undefined' })
})

test('CFF-06 utilisation is counted from steps, the same each time, and a function is stopped past a hundred', () => {
  const loops = (times: number) => runEdge(`function handler(event) { for (var i = 0; i < ${times}; i++) {} return event.request }`).run
  expect(loops(10).utilisation).toBe(7)
  const half = loops(2_000)
  expect(half.utilisation).toBeGreaterThan(45)
  expect(half.utilisation).toBeLessThan(60)
  expect(loops(2_000)).toEqual(half)
  expect(loops(1e9)).toMatchObject({ utilisation: 101, took: 1_000, end: { kind: 'cut' } })
})

test('CFF-06 logs end after ten kilobytes', () => {
  const told = runEdge('function handler(event) { for (var i = 0; i < 60; i++) console.log("x".repeat(1000)); return event.request }')
  expect(told.lines.join('').length).toBe(10_240)
})

test('CFF-08 what is thrown is told with its line, whatever it was', () => {
  expect(runEdge('function handler(event) {\n  return event.request.headers.cookie.value\n}').failed).toMatch(/^TypeError: .* \(line 2\)$/)
  expect(runEdge('function handler(event) {\n  throw "just so"\n}').failed).toBe('just so')
  expect(runEdge('function handler(event) { throw { toString: function () { throw 1 } } }').failed).toBe('[object]')
  expect(runEdge('async function handler(event) { return new Promise(() => {}) }').failed).toBe('Error: the handler never returned a result')
  expect(runEdge('function handler(event) { return undefined }').value).toBeUndefined()
  expect(runEdge('function handler(event) { var a = {}; a.a = a; return a }').failed).toMatch(/^TypeError: circular/)
})

test('CFF-08 code that cannot be compiled does not run', () => {
  expect(runEdge('function handler(event) { return }}').run.end).toMatchObject({ kind: 'broken', line: 1 })
  expect(runEdge('\nvar var = 1\nfunction handler(event) {}').run.end).toMatchObject({ kind: 'broken', line: 2 })
  // Grammar that only the engine knows to be wrong.
  expect(runEdge('let a = 1\nlet a = 2\nfunction handler(event) {}').run.end).toMatchObject({ kind: 'broken', line: 2 })
})
