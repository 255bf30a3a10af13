import { expect, test } from 'vitest'
import { distributionHost } from '../../contract/http/ids.ts'
import { says, shop } from '../../testkit/distribution.ts'
import type { Config } from '../../contract/config.ts'
import type { Json, Visit } from '../../testkit/front.ts'

const policy = (values: object): Config => ({ cachePolicy: 'mine', cachePolicies: [{ name: 'mine', minTtlSec: 1, defaultTtlSec: 60, maxTtlSec: 3_600, headers: 'none', cookies: 'none', query: 'none', compression: false, ...values }] })
const gets = (...requests: readonly [target: string, headers?: { readonly [name: string]: string }][]): Visit[] => requests.map(([target, headers = {}], second) => [second, 'GET', target, headers])
const headers = (request: Json): { [name: string]: string } => Object.fromEntries(request.headers)

test('CF-02 the default policy knows the path alone', () => {
  expect(shop(gets(['/a?x=1'], ['/a?x=2', { cookie: 's=1' }], ['/A'])).caches()).toEqual(['Miss', 'Hit', 'Miss'])
})

test('CF-02 what is in the key is kept apart, and told to the origin', () => {
  const run = shop(gets(['/a?size=1&utm=x'], ['/a?size=1&utm=y'], ['/a?size=2']), { config: policy({ query: 'size' }) })
  expect(run.caches()).toEqual(['Miss', 'Hit', 'Miss'])
  expect(run.events('shop').map(({ query }) => query)).toEqual(['size=1', 'size=2'])
})

test('CF-02 LAE-09 an origin request policy tells more without keeping it apart', () => {
  const run = shop(gets(['/a?size=1', { cookie: 's=1', 'accept-language': 'de' }], ['/a?size=2']), { config: { originPolicy: 'AllViewerExceptHostHeader' } })
  expect(run.caches()).toEqual(['Miss', 'Hit'])
  const [asked] = run.events('shop')
  expect(asked.query).toBe('size=1')
  expect(headers(asked)).toMatchObject({ cookie: 's=1', 'accept-language': 'de', 'user-agent': 'coldstart/1' })
  expect(headers(asked).host).toMatch(/execute-api/)
})

test('CF-02 without a policy the origin hears nothing of cookies, queries and headers', () => {
  const [asked] = shop(gets(['/a?size=1', { cookie: 's=1', 'accept-language': 'de', authorization: 'Bearer x' }])).events('shop')
  expect(asked.query).toBe('')
  expect(Object.keys(headers(asked)).sort()).toEqual(['host', 'user-agent', 'via', 'x-amz-cf-id', 'x-forwarded-for'])
  expect(headers(asked)['user-agent']).toBe('Amazon CloudFront')
})

test('CF-02 AllViewer hands on the viewer’s Host', () => {
  const [asked] = shop(gets(['/a', { host: 'www.example.com' }]), { config: { originPolicy: 'AllViewer' } }).events('shop')
  expect(headers(asked).host).toBe('www.example.com')
})

test('CF-02 cookies and headers in the key', () => {
  const run = shop(gets(['/a', { cookie: 'a=1; b=1' }], ['/a', { cookie: 'b=2; a=1' }], ['/a', { cookie: 'a=2' }], ['/a', { cookie: 'a=1', 'accept-language': 'de' }]), { config: policy({ cookies: 'a', headers: 'Accept-Language' }) })
  expect(run.caches()).toEqual(['Miss', 'Hit', 'Miss', 'Miss'])
})

test('CF-02 the order in which cookies come does not matter', () => {
  const run = shop(gets(['/a', { cookie: 'b=1; a=1' }], ['/a', { cookie: 'a=1; b=1' }]), { config: policy({ cookies: 'all' }) })
  expect(run.caches()).toEqual(['Miss', 'Hit'])
  expect(headers(run.events('shop')[0]!).cookie).toBe('a=1; b=1')
})

test('CF-02 what a HEAD brings is not given to a GET', () => {
  const run = shop([[0, 'HEAD', '/a'], [1, 'GET', '/a'], [2, 'HEAD', '/a']])
  expect(run.caches()).toEqual(['Miss', 'Miss', 'Hit'])
  expect(run.told()[1]!.response!.body).toBe('goods')
})

test('CF-02 all, and all except some', () => {
  expect(shop(gets(['/a?x=1&y=1'], ['/a?y=1&x=1'], ['/a?x=1&y=1']), { config: policy({ query: 'all' }) }).caches()).toEqual(['Miss', 'Miss', 'Hit'])
  expect(shop(gets(['/a?x=1&utm=1'], ['/a?x=1&utm=2'], ['/a?x=2']), { config: policy({ query: 'all except utm' }) }).caches()).toEqual(['Miss', 'Hit', 'Miss'])
})

test('CF-02 what viewers accept is brought to a few values', () => {
  const run = shop(gets(['/a', { 'accept-encoding': 'gzip, deflate, br' }], ['/a', { 'accept-encoding': 'br;q=1.0, gzip;q=0.8, *;q=0.1' }], ['/a', { 'accept-encoding': 'gzip' }], ['/a', { 'accept-encoding': 'identity' }], ['/a', { 'accept-encoding': 'br;q=0, gzip' }]))
  expect(run.caches()).toEqual(['Miss', 'Hit', 'Miss', 'Miss', 'Hit'])
  expect(run.events('shop').map((asked) => headers(asked)['accept-encoding'])).toEqual(['br,gzip', 'gzip', undefined])
})

test('CF-02 text is compressed at the edge for those who take it', () => {
  const run = shop(gets(['/a', { 'accept-encoding': 'br' }], ['/a']), { answers: () => says(200, { 'content-type': 'text/html', etag: '"1"' }, 'x'.repeat(4_000)) })
  expect(run.header('content-encoding')).toEqual(['br', undefined])
  expect(run.header('etag')).toEqual(['W/"1"', '"1"'])
  expect(run.metric('cdn', 'BytesDownloaded').sum).toBe(1_000 + 4_000)
})

test('CF-02 GET and HEAD share an answer, OPTIONS has its own, and writes are never kept', () => {
  const all = { methods: 'all', cachesOptions: true }
  const run = shop([[0, 'GET', '/a'], [1, 'HEAD', '/a'], [2, 'OPTIONS', '/a'], [3, 'OPTIONS', '/a'], [4, 'POST', '/a', {}, 'x'], [5, 'POST', '/a', {}, 'x']], { config: all })
  expect(run.caches()).toEqual(['Miss', 'Hit', 'Miss', 'Hit', 'Miss', 'Miss'])
  expect(run.told()[1]!.response!.body).toBeUndefined()
})

test('CF-02 the viewer’s country and device in the key', () => {
  const run = shop([[0, 'GET', '/a', {}, '', 0, 'DE'], [1, 'GET', '/a', {}, '', 0, 'FR'], [2, 'GET', '/a', { 'user-agent': 'iPhone Mobile' }, '', 0, 'DE']], { config: policy({ headers: 'CloudFront-Viewer-Country, CloudFront-Is-Mobile-Viewer' }) })
  expect(run.caches()).toEqual(['Miss', 'Miss', 'Miss'])
  expect(headers(run.events('shop')[1]!)).toMatchObject({ 'cloudfront-viewer-country': 'FR', 'cloudfront-is-mobile-viewer': 'false' })
})

test('CF-02 the key is shown for each request', () => {
  const run = shop(gets(['/a?size=1', { cookie: 's=1', 'accept-encoding': 'gzip' }]), { config: policy({ query: 'all', cookies: 'all', compression: true }) })
  const row = run.rows.find(({ kind }) => kind === 'looked')!
  expect(run.texts[row.a]).toBe(`${distributionHost('cdn')}/a?size=1\naccept-encoding: gzip\ncookie s=1`)
})

test('CF-02 the default root object stands for /, and for no other folder', () => {
  const run = shop(gets(['/'], ['/index.html'], ['/shop/']), { config: { defaultRootObject: 'index.html' } })
  expect(run.caches()).toEqual(['Miss', 'Hit', 'Miss'])
  expect(run.events('shop').map(({ path }) => path)).toEqual(['/index.html', '/shop/'])
})

test('CF-20 behaviours are tried in order, and case counts', () => {
  const behaviours = [{ path: '/api/*.json', origin: 'shop', cachePolicy: 'CachingOptimized' }, { path: 'api/*', origin: 'other', cachePolicy: 'CachingDisabled' }, { path: '/i?.png', origin: 'other' }]
  const run = shop(gets(['/api/a.json'], ['/api/a'], ['/API/a'], ['/i1.png'], ['/i12.png']), { config: { behaviours }, other: { answers: () => says(200, {}, 'other') } })
  expect(run.told().map(({ response }) => response!.body)).toEqual(['goods', 'other', 'goods', 'other', 'goods'])
})
