import { expect, test } from 'vitest'
import { says, shop } from '../../testkit/distribution.ts'

test('CF-09 viewers are told how it went', () => {
  const run = shop([[0, 'GET', '/a'], [7.5, 'GET', '/a']])
  expect(run.header('age')).toEqual([undefined, '7'])
  expect(run.header('via')[0]).toMatch(/^2\.0 [0-9a-f]{32}\.cloudfront\.net \(CloudFront\)$/)
  const [one, other] = run.header('x-amz-cf-id')
  expect(one).toMatch(/^[\w-]{54}==$/)
  expect(one).not.toBe(other)
})

test('CF-09 countries may be let in or shut out', () => {
  const visits = ['DE', 'FR', 'US'].map((country, second) => [second, 'GET', '/a', {}, '', 0, country] as const)
  expect(shop(visits, { config: { geo: 'allow', countries: 'de, US' } }).statuses()).toEqual([200, 403, 200])
  expect(shop(visits, { config: { geo: 'block', countries: 'DE' } }).told()).toMatchObject([{ status: 403, reason: 'GeoBlocked' }, { status: 200 }, { status: 200 }])
})

test('CF-09 a response headers policy adds, and AWS’s policies by name', () => {
  const run = shop([[0, 'GET', '/a'], [1, 'GET', '/a']], { config: { responsePolicy: 'SecurityHeadersPolicy' }, answers: () => says(200, { 'x-frame-options': 'DENY', 'x-content-type-options': 'sniff' }, 'goods') })
  expect(run.header('strict-transport-security')).toEqual(['max-age=31536000', 'max-age=31536000'])
  // One gives way to the origin, the other does not.
  expect(run.header('x-frame-options')[0]).toBe('DENY')
  expect(run.header('x-content-type-options')[0]).toBe('nosniff')
})

test('CF-09 CORS headers come for requests that name an origin', () => {
  const run = shop([[0, 'GET', '/a'], [1, 'GET', '/a', { origin: 'https://app.example.com' }]], { config: { responsePolicy: 'SimpleCORS' } })
  expect(run.header('access-control-allow-origin')).toEqual([undefined, '*'])
})

test('CF-09 a policy of one’s own sets and takes away', () => {
  const run = shop([[0, 'GET', '/a']], { config: { responsePolicy: 'mine', responsePolicies: [{ name: 'mine', set: 'X-One: 1\nServer: mine', remove: 'x-powered-by', override: true }] }, answers: () => says(200, { server: 'apache', 'x-powered-by': 'php' }, 'goods') })
  expect([run.header('x-one')[0], run.header('server')[0], run.header('x-powered-by')[0]]).toEqual(['1', 'mine', undefined])
})

test('CF-09 a viewer that has the answer already gets 304', () => {
  const run = shop([[0, 'GET', '/a'], [1, 'GET', '/a', { 'if-none-match': '"1"' }], [2, 'GET', '/a', { 'if-none-match': '"2"' }]], { answers: () => says(200, { etag: '"1"' }, 'goods') })
  expect(run.told().map(({ status, response }) => `${status} ${response!.body ?? '-'}`)).toEqual(['200 goods', '304 -', '200 goods'])
})

test('CF-12 URLs and headers that are too long are refused at the door', () => {
  const run = shop([[0, 'GET', `/${'a'.repeat(8_200)}`], [1, 'GET', '/a', { 'x-long': 'x'.repeat(20_500) }], [2, 'GET', `/${'a'.repeat(8_000)}`]])
  expect(run.told()).toMatchObject([{ status: 414, reason: 'UriTooLong' }, { status: 494, reason: 'RequestHeaderTooBig' }, { status: 200 }])
})

test('CF-12 requests beyond the quota of a second are refused', () => {
  const run = shop([[0, 'GET', '/a'], [0.1, 'GET', '/a'], [0.2, 'GET', '/a'], [1, 'GET', '/a']], { settings: { quotas: { cloudfrontRequestsPerSec: 2 } } })
  expect(run.statuses()).toEqual([200, 200, 503, 200])
})

test('CF-02 a method that is not allowed is refused with 403', () => {
  const run = shop([[0, 'DELETE', '/a'], [1, 'OPTIONS', '/a']], { config: { methods: 'options' } })
  expect(run.told()).toMatchObject([{ status: 403, reason: 'MethodNotAllowed' }, { status: 200 }])
})

test('CF-22 HTTP is redirected or refused before any function', () => {
  let ran = 0
  const stages = { 'viewer-request': { does: () => (ran++, {}) }, 'viewer-response': { does: () => (ran++, {}) } }
  const run = shop([[0, 'GET', 'http://www.example.com/a?b=1']], { config: { viewerProtocol: 'redirect-to-https' }, stages })
  expect(run.statuses()).toEqual([301])
  expect(run.header('location')).toEqual(['https://www.example.com/a?b=1'])
  expect(run.caches()).toEqual(['Redirect'])
  expect(shop([[0, 'GET', 'http://www.example.com/a']], { config: { viewerProtocol: 'https-only' }, stages }).statuses()).toEqual([403])
  expect(ran).toBe(0)
})

test('CF-13 the metrics of CloudWatch', () => {
  const run = shop([[0, 'GET', '/a'], [1, 'GET', '/a'], [2, 'GET', '/b'], [3, 'GET', '/no'], [4, 'DELETE', '/a']], { answers: ({ path }) => ({ ...(path === '/no' ? says(500) : says(200, {}, '12345')), afterMs: 100 }) })
  expect(run.metric('cdn', 'Requests').sum).toBe(5)
  expect(run.metric('cdn', 'CacheHitRate').avg).toBe(25)
  expect(run.metric('cdn', '4xxErrorRate').avg).toBe(20)
  expect(run.metric('cdn', '5xxErrorRate').avg).toBe(20)
  expect(run.metric('cdn', 'TotalErrorRate').avg).toBe(40)
  expect(run.metric('cdn', 'OriginLatency').avg).toBe(100)
  expect(run.metric('cdn', 'OriginRequests').sum).toBe(3)
})

test('CF-10 a changed setting reaches the edge after three minutes', () => {
  const run = shop([[0, 'GET', '/a'], [100, 'GET', '/b'], [180, 'GET', '/c'], [190, 'GET', '/c']], { draw: (drawing) => drawing.at(9, 'cdn', 'set', { responsePolicy: 'SecurityHeadersPolicy' }) })
  expect(run.header('x-content-type-options')).toEqual([undefined, undefined, undefined, 'nosniff'])
})

test('CF-10 an invalidation takes ten seconds; a star stands for all that follows', () => {
  const run = shop([[0, 'GET', '/a/1'], [0, 'GET', '/b'], [15, 'GET', '/a/1'], [21, 'GET', '/a/1'], [22, 'GET', '/b']], { draw: (drawing) => drawing.at(10, 'cdn', 'invalidate', { paths: '/a/*' }) })
  expect(run.caches()).toEqual(['Miss', 'Miss', 'Hit', 'Miss', 'Hit'])
  expect(run.metric('cdn', 'InvalidationPaths').sum).toBe(1)
})

test('CF-10 more than fifteen wildcards in progress are refused', () => {
  const run = shop([[0, 'GET', '/a'], [25, 'GET', '/a']], { draw: (drawing) => {
    drawing.at(10, 'cdn', 'invalidate', { paths: Array.from({ length: 15 }, (_, at) => `/x${at}/*`).join(',') })
    drawing.at(11, 'cdn', 'invalidate', { paths: '/*' })
  } })
  expect(run.caches()).toEqual(['Miss', 'Hit'])
  expect(run.count('cdn', 'refused')).toBe(1)
})
