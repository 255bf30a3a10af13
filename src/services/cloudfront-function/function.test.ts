/** CloudFront functions behind a distribution: what they make of requests, and what becomes of them when they fail. */
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { makePlan } from '../../engine/plan.ts'
import { says } from '../../testkit/distribution.ts'
import { visit, type Visit } from '../../testkit/front.ts'
import { newHost } from '../../testkit/guest.ts'
import { type Settings, sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'
import { functionLines } from './log.ts'

const GET: Visit = [0, 'GET', '/docs/']
interface Scene {
  readonly stage?: 'viewer-request' | 'viewer-response'
  readonly config?: Config
  readonly draw?: (book: Sketchbook) => void
  readonly settings?: Settings
}
function edge(code: string, visits: readonly Visit[] = [GET], { stage = 'viewer-request', config = {}, draw, settings = {} }: Scene = {}) {
  const run = visit(visits, { shop: () => says(200, {}, 'goods') }, (book) => {
    book.add('web', 'web')
    book.add('cloudfront', 'cdn')
    book.add('originHand', 'shop')
    book.add('cloudfrontFunction', 'rewrite', { code, ...config })
    book.wire('web', 'cdn')
    book.wire('cdn', 'shop', { port: 'origins' })
    book.wire('cdn', 'rewrite', { port: stage })
    draw?.(book)
  }, { host: newHost(), ...settings })
  return { ...run, sum: (name: string) => run.metric('rewrite', name)?.sum ?? 0 }
}
const store = (pairs: string, more: Config = {}) => (book: Sketchbook) => {
  book.add('keyValueStore', 'values', { pairs, ...more })
  book.wire('rewrite', 'values')
}

test('CFF-01 what it returns goes on to the origin', () => {
  const run = edge("function handler(event) { var request = event.request; if (request.uri.endsWith('/')) request.uri += 'index.html'; return request }")
  expect(run.events('shop').map(({ path }) => path)).toEqual(['/docs/index.html'])
  expect([run.told()[0]!.status, run.sum('FunctionInvocations')]).toEqual([200, 1])
})

test('CFF-01 what it answers itself is the answer', () => {
  const run = edge("function handler(event) { return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/de' + event.request.uri } } } }")
  expect(run.told().map(({ status, response }) => [status, response?.headers.find(([name]) => name.toLowerCase() === 'location')?.[1]])).toEqual([[302, '/de/docs/']])
  expect(run.events('shop')).toEqual([])
})

test('CFF-01 the code that a new function has passes everything on, at either stage', () => {
  for (const stage of ['viewer-request', 'viewer-response'] as const) {
    const run = visit([GET], { shop: () => says(200, {}, 'goods') }, (book) => {
      for (const [service, name] of [['web', 'web'], ['cloudfront', 'cdn'], ['originHand', 'shop'], ['cloudfrontFunction', 'fresh']] as const) book.add(service, name)
      book.wire('web', 'cdn')
      book.wire('cdn', 'shop', { port: 'origins' })
      book.wire('cdn', 'fresh', { port: stage })
    }, { host: newHost() })
    expect(run.told().map(({ status, response }) => `${status} ${response?.body}`)).toEqual(['200 goods'])
  }
})

test('CFF-07 at viewer-response it sees no body, and may set headers and one of its own', () => {
  const run = edge("function handler(event) { var response = event.response; response.headers['x-seen'] = { value: typeof response.body }; response.body = 'mine'; return response }", [GET], { stage: 'viewer-response' })
  const { response } = run.told()[0]!
  expect([response?.body, response?.headers.find(([name]) => name === 'x-seen')?.[1]]).toEqual(['mine', 'undefined'])
})

test('CFF-08 an exception is 503, and counted as one', () => {
  const run = edge('function handler(event) { return event.request.headers.cookie.value }')
  expect(run.told()[0]).toMatchObject({ status: 503, reason: 'FunctionExecutionError' })
  expect([run.sum('FunctionExecutionErrors'), run.sum('FunctionInvocations'), run.sum('FunctionThrottles')]).toEqual([1, 1, 0])
})

test('CFF-08 neither a request nor a response is 502', () => {
  for (const result of ['undefined', '"/x"', 'null', 'event', '[event.request]']) {
    const run = edge(`function handler(event) { return ${result} }`)
    expect(run.told()[0]).toMatchObject({ status: 502, reason: 'FunctionValidationError' })
    expect(run.sum('FunctionValidationErrors')).toBe(1)
  }
})

test('CFF-06 CFF-08 what takes too much is stopped and 503, and its utilisation is full', () => {
  const run = edge('function handler(event) { for (;;) {} }')
  expect(run.told()[0]).toMatchObject({ status: 503, reason: 'FunctionThrottled' })
  expect([run.sum('FunctionThrottles'), run.metric('rewrite', 'FunctionComputeUtilization')?.max]).toEqual([1, 100])
})

test('CFF-08 code that only a run finds out cannot be compiled is throttled', () => {
  const run = edge('let a = 1\nlet a = 2\nfunction handler(event) { return event.request }')
  expect(run.told()[0]).toMatchObject({ status: 503, reason: 'FunctionThrottled' })
})

test('CFF-06 utilisation and time follow from the code alone, run after run', () => {
  const code = 'function handler(event) { for (var i = 0; i < 1000; i++) {} return event.request }'
  const [one, two] = [edge(code, [GET, [1, 'GET', '/b/']]), edge(code, [GET, [1, 'GET', '/b/']])]
  const told = one.metric('rewrite', 'FunctionComputeUtilization')!
  expect([told.count, told.min! > 20, told.max! < 45]).toEqual([2, true, true])
  expect(two.metric('rewrite', 'FunctionComputeUtilization')).toEqual(told)
  expect(one.rows.filter(({ place, kind }) => place === 'rewrite' && kind === 'finished').map(({ a }) => a)).toEqual(two.rows.filter(({ place, kind }) => place === 'rewrite' && kind === 'finished').map(({ a }) => a))
})

test('CFF-06 logs stand between START and END, and there are none of what says nothing', () => {
  const run = edge("function handler(event) { console.log('uri ' + event.request.uri); return event.request }", [GET], {})
  const lines = functionLines(run.texts.map((text, serial) => ({ serial, text })), 1, 'n4').map(({ text, bad, stream }) => ({ text: text.replace(/^\S+ /, ''), bad, stream: stream.replace(/\/[0-9a-f]{32}$/, '') }))
  expect(lines.map(({ text }) => text)).toEqual([expect.stringMatching(/^START DistributionID: E[A-Z0-9]{13}$/), 'uri /docs/', 'END'])
  expect(lines[0]!.stream).toBe('2026/01/01')
  expect(edge('function handler(event) { return event.request }').texts.filter((text) => text.includes('START'))).toEqual([])
  const failed = edge('function handler(event) { throw new Error("no") }').texts
  expect(functionLines(failed.map((text, serial) => ({ serial, text })), 1, 'n4').map(({ text, bad }) => [text.replace(/^\S+ /, ''), bad])[1]).toEqual(['Error: no (line 1)', true])
})

test('CFF-05 a store is read along its wire, again and again', () => {
  const code = "import cf from 'cloudfront';\nconst kvs = cf.kvs();\nasync function handler(event) {\n  const to = await kvs.get(event.request.uri);\n  const known = await kvs.exists('flag');\n  return { statusCode: known ? 301 : 302, headers: { location: { value: to } } };\n}"
  const run = edge(code, [GET], { draw: store('/docs/=/v2/docs/\nflag=1') })
  expect(run.told().map(({ status, response }) => [status, response?.headers.find(([name]) => name.toLowerCase() === 'location')?.[1]])).toEqual([[301, '/v2/docs/']])
  expect([run.metric('values', 'Reads')?.sum, run.sum('FunctionInvocations')]).toEqual([2, 1])
})

test('CFF-05 a key that is not there throws, and code may catch it', () => {
  const code = (body: string) => `import cf from 'cloudfront';\nasync function handler(event) { ${body} }`
  expect(edge(code("const v = await cf.kvs().get('nothing'); return event.request"), [GET], { draw: store('a=1') }).told()[0]!.status).toBe(503)
  const run = edge(code("try { await cf.kvs().get('nothing') } catch (e) { event.request.uri = '/missing' } return event.request"), [GET], { draw: store('a=1') })
  expect(run.events('shop').map(({ path }) => path)).toEqual(['/missing'])
  expect(run.metric('values', 'ReadsOfAbsentKeys')?.sum).toBe(1)
})

test('CFF-05 a change of the store is seen after five seconds', () => {
  const code = "import cf from 'cloudfront';\nasync function handler(event) { return { statusCode: 200, body: await cf.kvs().get('flag') } }"
  const visits = [0, 9, 11, 14, 16, 26].map((at): Visit => [at, 'GET', `/${at}`])
  const run = edge(code, visits, {
    draw: (book) => {
      store('flag=old')(book)
      book.at(10, 'values', 'put', { key: 'flag', value: 'new' })
      book.at(20, 'values', 'set', { pairs: 'flag=newest' })
    },
  })
  expect(run.told().map(({ response }) => response?.body)).toEqual(['old', 'old', 'old', 'old', 'new', 'newest'])
})

test('CFF-05 facts of the store', () => {
  const code = "import cf from 'cloudfront';\nasync function handler(event) { const meta = await cf.kvs().meta(); return { statusCode: 200, body: JSON.stringify(meta) } }"
  const run = edge(code, [GET], { draw: store('{"data":[{"key":"a","value":"1"},{"key":"b","value":"2"}]}') })
  expect(JSON.parse(run.told()[0]!.response!.body!)).toEqual({ creationDateTime: '2026-01-01T00:00:00.000Z', lastUpdatedDateTime: '2026-01-01T00:00:00.000Z', keyCount: 2 })
})

test('CFF-03 a change of its code holds from that instant on', () => {
  const run = edge("function handler(event) { return { statusCode: 200, body: 'one' } }", [GET, [20, 'GET', '/']], { draw: (book) => book.at(10, 'rewrite', 'set', { code: "function handler(event) { return { statusCode: 200, body: 'two' } }" }) })
  expect(run.told().map(({ response }) => response?.body)).toEqual(['one', 'two'])
})

const findingsOf = (config: Config, draw: (book: Sketchbook) => void = () => {}) => makePlan(sketch({}, (book) => {
  book.add('cloudfront', 'cdn')
  book.add('cloudfrontFunction', 'rewrite', config)
  book.wire('cdn', 'rewrite', { port: 'viewer-request' })
  draw(book)
}), services).findings.filter(({ on }) => on !== 'n1').map(({ rule, level, text, fix }) => `${rule} ${level} ${text.split(/[.;]/)[0]}${fix ? ' *' : ''}`)

test('VAL-09 what the runtime does not know keeps the run from starting, with its line', () => {
  expect(findingsOf({ code: "function handler(event) {\n  const { request } = event;\n  return request;\n}" })).toEqual(['VAL-09 error rewrite, line 2: Destructuring is not part of runtime 2'])
  expect(findingsOf({ code: 'function handler(event) {\n  const request = event.request;\n  return request;\n}', runtime: 'cloudfront-js-1.0' })).toEqual(['VAL-09 error rewrite, line 2: "const" is not part of runtime 1'])
  expect(findingsOf({ code: `function handler(event) { return event.request }\n//${'x'.repeat(10_240)}` })).toEqual([expect.stringMatching(/^VAL-09 error rewrite, line 1: The code has 10,/)])
  expect(findingsOf({})).toEqual([])
})

test('CFF-02 what throws once it is reached is warned of', () => {
  expect(findingsOf({ code: "function handler(event) {\n  fetch('https://example.com');\n  return event.request;\n}" })).toEqual(['CFF-02 warning rewrite, line 2: fetch is not there: there is no network'])
})

test('VAL-24 a store with runtime 1.0 is refused, one click from the cure', () => {
  expect(findingsOf({ runtime: 'cloudfront-js-1.0', code: 'function handler(event) { return event.request }' }, store('a=1'))).toEqual(['VAL-24 error rewrite has a key-value store, and runtime 1 *'])
})

test('STM-04 what is in development cannot be associated', () => {
  expect(findingsOf({ stage: 'DEVELOPMENT' })).toEqual(['STM-04 error rewrite is in development, and a distribution uses it *'])
})

test('CFF-05 pairs that cannot be imported are named', () => {
  const of = (pairs: string) => findingsOf({}, store(pairs)).map((text) => text.replace('CFF-05 error values: ', ''))
  expect(of('a=1\nno pair\n# remark\n\nb=x=y')).toEqual(['Line 2 is not key=value'])
  expect(of(`${'k'.repeat(513)}=1`)[0]).toMatch(/^The key "k+…" has 513/)
  expect(of(`k=${'v'.repeat(1_025)}`)[0]).toMatch(/^The value of "k" has 1025/)
  expect(of('k=1\nk=2')).toEqual(['"k" stands there twice'])
  expect(of('{"data":[{"key":"a"}]}')[0]).toMatch(/^Entry 1 has no key/)
  expect(of('{"a":1}')[0]).toMatch(/^The value of "a" is no text/)
  expect(of('{"a":')[0]).toMatch(/^This begins like JSON/)
  expect(of('{"a":"1"}')).toEqual([])
})
