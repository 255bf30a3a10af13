/** A distribution with everything at once: what has to hold whatever is asked of it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sec } from '../../base/units.ts'
import { makePlan } from '../../engine/plan.ts'
import { Run } from '../../engine/run.ts'
import { goesTheSameFrom } from '../../testkit/halfway.ts'
import { cfOf, says, shop } from '../../testkit/distribution.ts'
import type { Json, Visit } from '../../testkit/front.ts'
import { sketch } from '../../testkit/simulate.ts'
import { MetricStore } from '../../trace/metrics.ts'
import { TraceWriter } from '../../trace/writer.ts'
import { services } from '../catalogue.ts'

const item = fc.constantFrom('none', 'all', 'a', 'all except a')
const policy = fc.record({ name: fc.constant('mine'), minTtlSec: fc.constantFrom(0, 1, 5), defaultTtlSec: fc.constantFrom(0, 3, 20), maxTtlSec: fc.constantFrom(20, 60), headers: fc.constantFrom('none', 'x-a', 'x-a, host'), cookies: item, query: item, compression: fc.boolean() })
const request = fc.record({
  atSec: fc.nat({ max: 60 }), method: fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'OPTIONS', 'POST'), path: fc.constantFrom('/', '/a', '/b', '/api/a'), query: fc.constantFrom('', '?a=1', '?a=2&b=1', '?b=1'),
  cookie: fc.constantFrom('', 'a=1', 'a=2; b=1'), x: fc.constantFrom('', '1', '2'), encoding: fc.constantFrom('', 'gzip', 'br, gzip'), country: fc.constantFrom('', 'DE', 'JP'),
})
const control = fc.constantFrom('', 'max-age=5', 's-maxage=9', 'no-store', 'private', 'max-age=0', 'max-age=3, stale-while-revalidate=9', 'max-age=2, stale-if-error=1')
const status = fc.constantFrom(200, 200, 200, 301, 403, 404, 500)
const world = fc.record({ policy, requests: fc.array(request, { minLength: 1, maxLength: 25 }), answers: fc.array(fc.record({ status, control, afterMs: fc.constantFrom(0, 0, 700) }), { minLength: 1, maxLength: 4 }), made: fc.constantFrom('none', 'viewer', 'origin'), collapse: fc.boolean() })
type World = typeof world extends fc.Arbitrary<infer W> ? W : never

function play({ policy: own, requests, answers, made, collapse }: World) {
  const visits = [...requests].sort((a, b) => a.atSec - b.atSec).map(({ atSec, method, path, query, cookie, x, encoding, country }): Visit => [
    atSec, method, `${path}${query}`, { ...(cookie && { cookie }), ...(x && { 'x-a': x }), ...(encoding && { 'accept-encoding': encoding }) }, '', 0, country,
  ])
  // What the origin says names what it was asked, so that an answer given to the wrong request shows.
  const echo = (asked: Json, times: number) => {
    const headers = Object.fromEntries((asked.headers as [string, string][]).map(([name, value]) => [name.toLowerCase(), value]))
    const { status: code, control: says1, afterMs } = answers[times % answers.length]!
    return { ...says(code, { ...(says1 && { 'cache-control': says1 }) }, JSON.stringify([asked.path, asked.query, headers.cookie ?? '', headers['x-a'] ?? '', headers['accept-encoding'] ?? ''])), afterMs }
  }
  const generated = { answer: { status: '200', headers: { 'cache-control': [{ value: 'max-age=7' }] }, body: 'made' } }
  return {
    visits,
    run: shop(visits, {
      config: { methods: 'all', cachePolicy: 'mine', cachePolicies: [own], collapse, behaviours: [{ path: '/api/*', methods: 'all', cachePolicy: 'CachingDisabled' }] }, answers: echo,
      stages: {
        'viewer-request': { does: (event) => (made === 'viewer' && cfOf(event).request.uri === '/b' ? generated : { answer: cfOf(event).request }) },
        'origin-request': { does: (event) => (made === 'origin' && cfOf(event).request.uri === '/b' ? generated : { answer: cfOf(event).request }) },
      },
    }),
  }
}

test('CF-02 a cache never serves across different keys', () => {
  fc.assert(fc.property(world, (given) => {
    const { run } = play(given)
    // The origin says what it was asked: whatever is in the key has to be this viewer's own.
    const heard = run.told().map(({ response }, visit) => ({ response, visit })).filter(({ response }) => response?.body?.startsWith('['))
    for (const { response, visit } of heard) {
      const [path, query, cookie, x, encoding] = JSON.parse(response!.body!) as string[]
      const asked = wanted(given, visit)
      expect(path).toBe(asked.path)
      for (const [said, own, policyOf] of [[query, asked.query, given.policy.query], [cookie, asked.cookie, given.policy.cookies]] as const) {
        if (policyOf === 'all' && !asked.path.startsWith('/api')) expect(said).toBe(own)
        if (policyOf === 'a' && !asked.path.startsWith('/api')) expect(valueOfA(said!)).toBe(valueOfA(own))
      }
      if (given.policy.headers !== 'none' && !asked.path.startsWith('/api')) expect(x).toBe(asked.x)
      if (given.policy.compression && !asked.path.startsWith('/api')) expect(encoding).toBe(asked.encoding)
    }
  }), { numRuns: 60, seed: 7 })
})
const valueOfA = (text: string): string | undefined => /(?:^|[&; ])a=([^&;]*)/.exec(text)?.[1]
function wanted({ requests }: World, visit: number): { path: string; query: string; cookie: string; x: string; encoding: string } {
  const asked = [...requests].sort((a, b) => a.atSec - b.atSec)[visit]!
  return { path: asked.path, query: asked.query.slice(1), cookie: asked.cookie, x: asked.x, encoding: asked.encoding.replace(' ', '') }
}

test('CF-20 a hit never runs an origin stage, and never reaches the origin', () => {
  fc.assert(fc.property(world, (given) => {
    const { run } = play(given)
    const parents = new Map(run.rows.filter(({ kind }) => kind === 'created').map(({ message, a }) => [message, a]))
    const hits = new Set(run.rows.filter(({ kind, b }) => kind === 'looked' && [0, 3, 6].includes(b & 7)).map(({ message }) => message))
    for (const { kind, place, message } of run.rows) {
      if (kind === 'request' && (place === 'cdn → shop' || place === 'cdn → origin-request')) expect(hits.has(parents.get(message)!)).toBe(false)
    }
  }), { numRuns: 60, seed: 8 })
})

test('CF-21 what viewer-request makes is never kept; what origin-request makes is, as the policy says', () => {
  fc.assert(fc.property(world, (given) => {
    const { run, visits } = play(given)
    const kept = run.rows.filter(({ kind }) => kind === 'kept').map(({ message }) => message)
    const generated = (stage: number) => run.rows.filter(({ kind, b }) => kind === 'judged' && b === stage * 8 + 1).map(({ message }) => message)
    for (const message of generated(0)) expect(kept.includes(message)).toBe(false)
    const uncached = new Set(run.rows.filter(({ kind, b }) => kind === 'looked' && (b & 7) === 5).map(({ message }) => message))
    // They come in their order; what a HEAD brings is not kept.
    const heads = new Set(run.rows.filter(({ kind, place }) => kind === 'request' && place === 'web → cdn').filter((_, at) => visits[at]![1] === 'HEAD').map(({ message }) => message))
    for (const message of generated(1)) expect(kept.includes(message)).toBe(!uncached.has(message) && !heads.has(message))
  }), { numRuns: 60, seed: 9 })
})

test('every request is answered once, and nothing is left', () => {
  fc.assert(fc.property(world, (given) => {
    const { run, visits } = play(given)
    expect(run.told().filter(Boolean).length).toBe(visits.length)
    expect(run.waiting()).toBe(0)
    const state = run.run.nodes.find(({ name }) => name === 'cdn')!.state as { jobs: Map<number, unknown>; places: { flights: Map<string, unknown> }[] }
    expect(state.jobs.size + state.places.reduce((sum, { flights }) => sum + flights.size, 0)).toBe(0)
  }), { numRuns: 60, seed: 10 })
})

test('GEN-01 from a checkpoint a distribution goes on as if it had never stopped', () => {
  const drawing = sketch({ forSec: 30, mode: 'realistic', seed: 5 }, (book) => {
    book.add('client', 'viewers', { pattern: 'poisson', rps: 40, forMs: 0, countries: 'DE 3, US 1, JP 1' })
    book.add('cloudfront', 'cdn', { cachePolicy: 'mine', cachePolicies: [{ name: 'mine', minTtlSec: 0, defaultTtlSec: 2, maxTtlSec: 60 }], behaviours: [{ path: '/api/*', origin: 'api', cachePolicy: 'CachingDisabled' }], deploySec: 4 })
    book.add('s3', 'site')
    book.add('httpApi', 'api')
    book.add('lambda', 'f', { response: '{"statusCode":200,"body":"ok"}', errorRate: 10 })
    book.add('lambda', 'edge', { ioMs: 20, errorRate: 5, versions: [{ number: 1, settings: '' }] })
    book.wire('viewers', 'cdn', { config: { path: '/{{pick a,b,api/c}}' } })
    book.wire('cdn', 'edge', { port: 'viewer-response', config: { qualifier: '1' } })
    book.wire('cdn', 'site', { port: 'origins' })
    book.wire('cdn', 'api', { port: 'origins' })
    book.wire('api', 'f', { port: 'out' })
    book.at(12, 'cdn', 'invalidate', { paths: '/*' })
    book.at(14, 'cdn', 'set', { responsePolicy: 'SecurityHeadersPolicy' })
  })
  const run = new Run(makePlan(drawing, services), { trace: new TraceWriter({}), metrics: new MetricStore() })
  const ends = () => JSON.stringify([run.world.messages.created, run.world.messages.alive, [...run.world.outcomes], run.nodes.find(({ name }) => name === 'cdn')!.state.places.map((place: { cache: { size: number; bytes: number } }) => [place.cache.size, place.cache.bytes])])
  goesTheSameFrom(run, sec(15.5), ends)
  expect(run.world.messages.created).toBeGreaterThan(1_500)
})
