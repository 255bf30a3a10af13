/** The way of a request as it is read from a trace: what ran, what was left out and by which rule, what was kept. */
import { expect, test } from 'vitest'
import type { Config } from '../drawing/fields.ts'
import { newHost } from '../testkit/guest.ts'
import { sketch, type Sketchbook } from '../testkit/simulate.ts'
import { pack } from '../trace/block.ts'
import { look } from '../worker/look.ts'
import { advance, castOf, plan, simulation } from '../worker/simulation.ts'
import { carriedIn, factsOf, xCacheOf } from './pipeline.ts'
import { functionsOf } from './pipeline-functions.ts'
import { inEvent, requestText, responseText } from './pipeline-http.ts'
import { keyParts, leftOut } from './pipeline-key.ts'
import { type Step, stepsOf, turnedAt } from './pipeline-steps.ts'
import { lastVisit, totalsAt, visitsOf } from './pipeline-visits.ts'
import { newRecording, type Recording, take } from './recording.ts'

const PASSES = 'function handler(event) { return event.response || event.request }'
interface Scene {
  readonly forSec?: number
  readonly client?: Config
  readonly wire?: Config
  readonly cdn?: Config
  readonly origin?: Config
  readonly status?: number
  readonly headers?: string
  readonly stages?: { readonly [stage: string]: string }
  readonly draw?: (book: Sketchbook) => void
}

/** Viewers, a distribution, an origin that answers the same to everything, and CloudFront functions at its stages. */
function scene({ forSec = 4, client = {}, wire = {}, cdn = {}, origin = {}, status = 200, headers = '{}', stages = {}, draw }: Scene = {}) {
  const drawing = sketch({ forSec, seed: 7 }, (book) => {
    book.add('client', 'viewers', { pattern: 'constant', rps: 1, forMs: forSec * 1_000 - 500, ...client })
    book.add('cloudfront', 'cdn', cdn)
    book.add('alb', 'shop')
    book.add('lambda', 'answer', { response: `{"statusCode":${status},"headers":${headers},"body":"goods"}`, ioMs: 30, init: 'constant', initMs: 0 })
    book.wire('viewers', 'cdn', { config: { path: '/a?size=1', ...wire } })
    book.wire('cdn', 'shop', { port: 'origins', config: origin })
    book.wire('shop', 'answer')
    for (const [stage, code] of Object.entries(stages)) {
      book.add('cloudfrontFunction', stage, { code })
      book.wire('cdn', stage, { port: stage })
    }
    draw?.(book)
  })
  let recording: Recording | undefined
  const texts: [number, string][] = []
  const made = simulation(plan(drawing), (block) => { take(recording!, pack(block)) }, { hosts: newHost, onText: (text, number) => texts.push([number, text]) })
  recording = newRecording(drawing, castOf(made))
  advance(made, made.run.end, () => false)
  made.trace.flush()
  for (const [number, text] of texts) recording.texts.put(number, text)
  recording.metrics.apply(made.metrics.delta(0, made.run.now))
  const place = recording.cast.nodes.findIndex(({ name }) => name === 'cdn')
  const visits = visitsOf(recording, place)
  const seen = (at: number) => {
    const facts = factsOf(recording!, visits[at]!)
    return carriedIn(look(made, facts.serials, facts.from, facts.to).seen)
  }
  return {
    recording, place, visits, seen,
    /** One request as steps; `looked` when its contents were looked at. */
    way(at: number, looked = false) {
      const carried = looked ? seen(at) : undefined
      const facts = factsOf(recording!, visits[at]!, carried)
      return { facts, steps: stepsOf(facts, carried), told: stepsOf(facts, carried).map(told) }
    },
  }
}
const told = ({ id, state, says, rule }: Step): string => `${id} ${state}${state === 'skipped' || state === 'failed' ? ` ${rule}` : ''}: ${says}`

test('CF-20 a miss goes all the way round, a hit turns round at the cache', () => {
  const run = scene({ headers: '{"cache-control":"max-age=60"}', stages: { 'viewer-request': PASSES, 'viewer-response': PASSES } })
  expect(run.visits).toHaveLength(4)
  expect(run.way(0, true).told).toEqual([
    'viewer ran: GET /a?size=1', 'viewer-request ran: viewer-request', 'key ran: the path, gzip and Brotli apart', 'cache ran: miss', 'origin-request empty: no function here',
    'origin ran: shop: 200', 'origin-response empty: no function here', 'store ran: kept for 60 s', 'viewer-response ran: viewer-response', 'answer ran: 200, Miss',
  ])
  expect(run.way(2, true).told).toEqual([
    'viewer ran: GET /a?size=1', 'viewer-request ran: viewer-request', 'key ran: the path, gzip and Brotli apart', 'cache ran: hit', 'origin-request empty: no function here',
    'origin skipped CF-20: a hit: the origin is not asked', 'origin-response empty: no function here', 'store skipped CF-20: kept already', 'viewer-response ran: viewer-response', 'answer ran: 200, Hit',
  ])
})

test('CF-03 the time that an answer is kept for is explained by what the origin says and the policy', () => {
  const store = (headers: string) => scene({ headers }).way(0, true).steps.find(({ id }) => id === 'store')!
  expect(store('{"cache-control":"max-age=60"}').law).toBe('The origin says 60 s. CachingOptimized: at least 1 s, 86,400 s by default, at most 31,536,000 s. So 60 s.')
  expect(store('{}').law).toContain('The origin says nothing of how long.')
  expect(store('{"cache-control":"no-store"}').says).toBe('kept for 1 s')
})

test('CF-10 a policy that is changed in mid-run explains the requests after it has reached the edge, and no earlier ones', () => {
  const run = scene({ cdn: { deploySec: 1 }, draw: (book) => book.at(0.5, 'cdn', 'set', { cachePolicy: 'CachingDisabled' }) })
  expect(run.visits.map((_, at) => run.way(at).facts.policy.name)).toEqual(['CachingOptimized', 'CachingOptimized', 'CachingDisabled', 'CachingDisabled'])
  expect(run.visits.map((_, at) => run.way(at).facts.looked)).toEqual(['miss', 'hit', 'uncached', 'uncached'])
})

test('CF-21 what viewer-request makes is returned at once: all else is left out by that rule', () => {
  const run = scene({ stages: { 'viewer-request': "function handler() { return { statusCode: 302, headers: { location: { value: '/b' } } } }", 'viewer-response': PASSES } })
  expect(run.way(0).told.filter((line) => line.includes('skipped'))).toEqual(['key', 'cache', 'origin', 'store', 'viewer-response'].map((id) => `${id} skipped CF-21: viewer-request has answered`))
  expect(xCacheOf(run.way(0).facts)).toBe('FunctionGeneratedResponse from cloudfront')
})

test('CFF-08 a function that throws fails its stage, and nothing after it runs', () => {
  const run = scene({ stages: { 'viewer-request': 'function handler(event) { return event.request.headers.cookie.value }' } })
  const [, stage, key] = run.way(0).told
  expect([stage, key]).toEqual(['viewer-request failed CFF-08: viewer-request failed', 'key skipped CFF-08: viewer-request has failed'])
  expect(run.way(0).told.at(-1)).toBe('answer failed CFF-08: 503, FunctionExecutionError')
})

test('CF-22 viewer-response is left out where the origin answered 400 or more', () => {
  const run = scene({ status: 404, stages: { 'viewer-response': PASSES } })
  expect(run.way(0).told.slice(7)).toEqual(['store ran: kept for 10 s', 'viewer-response skipped CF-22: the origin answered 404', 'answer failed CF-09: 404, Error'])
  expect(run.way(1).told.slice(7)).toEqual(['store skipped CF-05: a kept error: the origin is not asked', 'viewer-response skipped CF-22: the answer is an error', 'answer failed CF-09: 404, Error'])
})

test('CF-06 who waits for another’s answer says so, and is told a hit', () => {
  const run = scene({ client: { pattern: 'burst', burstSize: 3, burstEveryMs: 60_000 } })
  expect(run.visits.map(({ looked }) => looked?.what)).toEqual(['miss', 'waits', 'waits'])
  expect(run.way(1, true).told.slice(3, 8)).toEqual(['cache ran: waits for another’s answer', 'origin-request empty: no function here', 'origin skipped CF-06: another request has gone for it', 'origin-response empty: no function here', 'store skipped CF-06: another request has gone for it'])
})

test('CF-20 CF-21 where it turned round: at the door, before the cache, at the cache, at the origin', () => {
  const answers = "function handler() { return { statusCode: 403 } }"
  const turns = (given: Scene) => scene(given).visits.map((_, at) => turnedAt(scene(given).way(at).facts))
  expect(turns({ forSec: 1, cdn: { geo: 'block', countries: 'US' } })).toEqual(['viewer'])
  expect(turns({ forSec: 1, stages: { 'viewer-request': answers } })).toEqual(['viewer-request'])
  expect(turns({ forSec: 2 })).toEqual(['origin', 'cache'])
  expect(turns({ forSec: 2, cdn: { cachePolicy: 'CachingDisabled' } })).toEqual(['origin', 'origin'])
  expect(totalsAt(scene({ forSec: 2, stages: { 'viewer-request': answers } }).visits, 2e6).byKind).toEqual([{ kind: '403 made by a function', times: 2 }])
  expect(totalsAt(scene({ forSec: 2, status: 404 }).visits, 2e6).byKind).toEqual([{ kind: '404 from the origin', times: 2 }])
})

test('CF-07 an origin that refuses the connection fails; X-Cache is made of the rows as the viewer is told', () => {
  const broken = scene({ origin: { broken: 'refused' } })
  expect(broken.way(0).told.slice(5, 6)).toEqual(['origin failed CF-07: 502 OriginConnectError'])
  for (const run of [broken, scene(), scene({ status: 500 }), scene({ cdn: { viewerProtocol: 'https-only' } }), scene({ cdn: { geo: 'block', countries: 'US' }, client: { country: 'US' } }), scene({ cdn: { cachePolicy: 'CachingDisabled' } })]) {
    run.visits.forEach((_, at) => { expect(xCacheOf(run.way(at).facts)).toBe(xCacheOf(run.way(at, true).facts)) })
  }
})

const atEdge = (port: string, code: string) => (book: Sketchbook) => {
  book.add('lambda', 'edge', { code, versions: [{ number: 1, settings: '' }] })
  book.wire('cdn', 'edge', { port, config: { qualifier: '1' } })
}
const own = (more: Config) => ({ cachePolicy: 'mine', cachePolicies: [{ name: 'mine', minTtlSec: 0, defaultTtlSec: 1, maxTtlSec: 60, ...more }] })

test.each<[string, Scene]>([
  ['what expires at once', { headers: '{"cache-control":"max-age=0"}', cdn: own({}) }],
  ['what origin-request makes', { draw: atEdge('origin-request', 'export const handler = async () => ({ status: "200", body: "made" })') }],
  ['a function at origin-response that throws', { draw: atEdge('origin-response', 'export const handler = async () => { throw new Error("no") }') }],
  ['a function at origin-request that returns what may not be', { draw: atEdge('origin-request', 'export const handler = async () => ({})') }],
  ['a function at viewer-response that throws', { stages: { 'viewer-response': 'function handler() { throw new Error("no") }' } }],
  ['a page for errors that is not there', { status: 404, cdn: { errors: [{ status: '404', page: '/sorry.html', responseStatus: '200', minTtlSec: 1 }] } }],
  ['a write', { wire: { method: 'POST', path: '/a' }, cdn: { methods: 'all' } }],
  ['a method that is not allowed', { wire: { method: 'POST', path: '/a' } }],
  ['an origin that is slow', { forSec: 8, origin: { responseSec: 1, attempts: 1 }, draw: (book) => book.at(2, 'answer', 'set', { ioMs: 2_000 }), cdn: own({}) }],
])('CF-09 X-Cache is made of the rows as the viewer is told: %s', (_, given) => {
  const run = scene(given)
  run.visits.forEach(({ end }, at) => { if (end) expect([at, xCacheOf(run.way(at).facts)]).toEqual([at, xCacheOf(run.way(at, true).facts)]) })
  for (const step of run.way(run.visits.length - 2, true).steps) expect(step.says).not.toBe('')
})

test('CF-05 CF-22 a page for errors is told apart from the origin’s answer', () => {
  const run = scene({
    cdn: { origin: 'files', errors: [{ status: '403', page: '/sorry.html', responseStatus: '200', minTtlSec: 1 }] }, stages: { 'viewer-response': PASSES },
    draw: (book) => {
      book.add('s3', 'files', { objects: [{ key: 'sorry.html', body: 'sorry' }] })
      book.wire('cdn', 'files', { port: 'origins', config: { anyKey: false } })
    },
  })
  const { facts, told: lines } = run.way(0, true)
  expect(facts.hops.map(({ status, page }) => [status, page])).toEqual([[403, false], [200, true]])
  expect(facts.told?.body).toBe('sorry')
  expect(lines.slice(5)).toEqual(['origin failed CF-05: files: 403, and for an error page', 'origin-response empty: no function here', expect.stringMatching(/^store ran: kept for/), 'viewer-response skipped CF-22: the answer is a page for errors', 'answer ran: 200, Error'])
})

test('CF-08 the second origin of a group is named', () => {
  const run = scene({
    origin: { group: 'both', member: 'primary', broken: 'refused' },
    draw: (book) => {
      book.add('alb', 'spare')
      book.wire('spare', 'answer')
      book.wire('cdn', 'spare', { port: 'origins', config: { group: 'both', member: 'secondary' } })
    },
  })
  expect(run.way(0, true).told.slice(5)).toEqual(['origin ran: spare: 200 from the second origin', 'origin-response empty: no function here', 'store ran: kept for 24 h', 'viewer-response empty: no function here', 'answer ran: 200, Miss'])
})

test('CF-02 the key in its parts, and what of the request is in none', () => {
  const run = scene({
    client: { headers: [{ name: 'Cookie', value: 'sid=1; theme=dark' }, { name: 'X-Debug', value: 'on' }] }, wire: { path: '/a?size=1&utm=x' },
    cdn: { cachePolicy: 'mine', cachePolicies: [{ name: 'mine', query: 'size', cookies: 'sid', headers: 'CloudFront-Viewer-Country' }] },
  })
  const { facts } = run.way(0, true)
  expect(keyParts(facts.key!).map(({ part, name, value }) => [part, name, value]).slice(1)).toEqual([['path', '', '/a'], ['query', 'size', '1'], ['header', 'cloudfront-viewer-country', 'US'], ['cookie', 'sid', '1']])
  expect(leftOut(facts.key!, facts.asked).map(({ name }) => name)).toEqual(['query utm', 'cookie theme', 'header x-debug'])
  expect(leftOut(facts.key!, facts.asked, { headers: 'none', cookies: 'all', query: 'utm' }).filter(({ told }) => told).map(({ name }) => name)).toEqual(['query utm', 'cookie theme'])
})

test('CF-13 totals of an instant: requests, hits, what went to the origin, errors by kind, by edge location', () => {
  const run = scene({ forSec: 10, client: { country: 'DE' } })
  const all = totalsAt(run.visits, 10e6)
  expect(all).toMatchObject({ requests: 10, looked: 10, hits: 9, hops: 1, errors: 0, byKind: [] })
  expect(all.byEdge).toEqual([expect.objectContaining({ label: 'Europe', requests: 10, hits: 9, hops: 1 })])
  expect(totalsAt(run.visits, 3.5e6)).toMatchObject({ requests: 4, hits: 3 })
  expect(lastVisit(run.visits, 3.5e6)).toBe(run.visits[3])
  expect(lastVisit(run.visits, -1)).toBeUndefined()
  const bad = scene({ forSec: 3, stages: { 'viewer-request': 'function handler() { throw new Error("no") }' } })
  expect(totalsAt(bad.visits, 3e6)).toMatchObject({ requests: 3, looked: 0, errors: 3, byKind: [{ kind: 'FunctionExecutionError', times: 3 }] })
})

test('CFF-06 functions of a distribution with the figures of this run', () => {
  const run = scene({ stages: { 'viewer-request': PASSES } })
  const [one] = functionsOf(run.recording, run.place, 4e6)
  expect(one).toMatchObject({ name: 'viewer-request', kind: 'light', stages: ['viewer-request'], invocations: 4, errors: 0 })
  expect(one!.utilisation).toBeGreaterThan(0)
  expect(one!.usd / one!.invocations).toBeCloseTo(0.1e-6, 12)
  expect(run.way(0).steps[1]!.usd).toBeCloseTo(0.1e-6, 12)
})

test('CFF-09 LAE-10 requests and responses of both kinds read as the same text', () => {
  const run = scene({ client: { headers: [{ name: 'Cookie', value: 'a=1; b=2' }] }, stages: { 'viewer-request': "function handler(event) { event.request.headers['x-new'] = { value: 'yes' }; return event.request }" } })
  const carried = run.seen(0)
  const turn = run.way(0, true).facts.turns[0]!
  const before = requestText(inEvent(carried.get(turn.serial)!.content)!.request)
  const after = requestText(carried.get(turn.serial)!.answer)
  expect(before.split('\n').filter((line) => /^(GET|cookie)/.test(line))).toEqual(['GET /a?size=1', 'cookie: a=1', 'cookie: b=2'])
  expect(after.split('\n').filter((line) => !before.split('\n').includes(line))).toEqual(['x-new: yes'])
  const lambda = { method: 'GET', uri: '/a', querystring: 'size=1', headers: { host: [{ key: 'Host', value: 'x' }] }, origin: { s3: { domainName: 'b.s3.amazonaws.com', path: '/v2' } } }
  expect(requestText(inEvent({ Records: [{ cf: { request: lambda } }] })!.request)).toBe('GET /a?size=1\nhost: x\n→ origin (s3): b.s3.amazonaws.com/v2')
  expect(responseText({ statusCode: 302, headers: { location: { value: '/b' } }, cookies: { id: { value: '1', attributes: 'Secure' } } })).toBe('302 Found\nlocation: /b\nset-cookie: id=1; Secure')
  expect(responseText({ status: '404', statusDescription: 'Not Found', headers: {}, body: 'no' })).toBe('404 Not Found\n\nno')
})
