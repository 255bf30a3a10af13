import { expect, test } from 'vitest'
import type { Json } from '../../testkit/front.ts'
import { says, shop } from '../../testkit/distribution.ts'

const policy = (values: object) => ({ cachePolicy: 'mine', cachePolicies: [{ name: 'mine', minTtlSec: 0, defaultTtlSec: 60, maxTtlSec: 3_600, headers: 'none', cookies: 'none', query: 'none', compression: false, ...values }] })
const at = (...seconds: number[]) => seconds.map((second) => [second, 'GET', '/a'] as const)

test('CF-01 each edge location has a cache of its own', () => {
  const run = shop([[0, 'GET', '/a'], [1, 'GET', '/a'], [2, 'GET', '/a', {}, '', 0, 'DE'], [3, 'GET', '/a', {}, '', 0, 'FR'], [4, 'GET', '/a', {}, '', 0, 'JP'], [5, 'GET', '/a', {}, '', 0, 'BR']])
  expect(run.caches()).toEqual(['Miss', 'Hit', 'Miss', 'Hit', 'Miss', 'Miss'])
  expect(run.header('x-amz-cf-pop')).toEqual(['IAD89-P1', 'IAD89-P1', 'FRA60-P1', 'FRA60-P1', 'NRT57-P1', 'GRU3-P1'])
})

test('CF-01 a price class sends viewers of other parts of the world to North America', () => {
  const run = shop([[0, 'GET', '/a', {}, '', 0, 'BR'], [1, 'GET', '/a', {}, '', 0, 'JP'], [2, 'GET', '/a', {}, '', 0, 'DE']], { config: { priceClass: '100' } })
  expect(run.caches()).toEqual(['Miss', 'Hit', 'Miss'])
})

test('CF-01 Origin Shield is asked by all edge locations, and asks the origin once', () => {
  const run = shop([[0, 'GET', '/a'], [2, 'GET', '/a', {}, '', 0, 'DE'], [4, 'GET', '/a', {}, '', 0, 'JP'], [5, 'GET', '/a', {}, '', 0, 'JP']], { origin: { shield: 'on' } })
  expect(run.caches()).toEqual(['Miss', 'Miss', 'Miss', 'Hit'])
  expect(run.header('age')).toEqual([undefined, '2', '4', '5'])
  expect(run.asked()).toBe(1)
})

test('CF-01 what was not asked for longest makes room', () => {
  const large = 'x'.repeat(400_000)
  const run = shop([[0, 'GET', '/a'], [1, 'GET', '/b'], [2, 'GET', '/a'], [3, 'GET', '/c'], [4, 'GET', '/a'], [5, 'GET', '/b']], { config: { cacheMb: 1 }, answers: () => says(200, {}, large) })
  expect(run.caches()).toEqual(['Miss', 'Miss', 'Hit', 'Miss', 'Hit', 'Miss'])
})

test.each([
  ['s-maxage comes before max-age', {}, { 'cache-control': 's-maxage=10, max-age=50' }, 10],
  ['max-age comes before Expires', {}, { 'cache-control': 'max-age=20', expires: 'Thu, 01 Jan 2026 01:00:00 GMT' }, 20],
  ['Expires', {}, { expires: 'Thu, 01 Jan 2026 00:00:30 GMT' }, 30],
  ['the maximum', { defaultTtlSec: 30, maxTtlSec: 40 }, { 'cache-control': 'max-age=90' }, 40],
  ['the default, when nothing is said', { defaultTtlSec: 15 }, {}, 15],
  ['the minimum', { minTtlSec: 25 }, { 'cache-control': 'max-age=5' }, 25],
  ['the minimum, above the default', { minTtlSec: 35, defaultTtlSec: 5 }, {}, 35],
  ['no-store means the minimum, where there is one', { minTtlSec: 12 }, { 'cache-control': 'no-store' }, 12],
])('CF-03 D-34 an answer is fresh for %s, and expired at exactly that', (_, values, headers, ttl) => {
  const run = shop(at(0, ttl - 1, ttl), { config: policy(values), answers: () => says(200, headers, 'goods') })
  expect(run.caches()).toEqual(['Miss', 'Hit', 'Miss'])
})

test.each(['no-store', 'no-cache', 'private', 'max-age=60, private'])('CF-03 %s is not kept where the minimum is 0', (control) => {
  const run = shop(at(0, 1, 2), { config: policy({}), answers: () => says(200, { 'cache-control': control }, 'goods') })
  expect(run.caches()).toEqual(['Miss', 'Miss', 'Miss'])
})

test('CF-03 what a viewer says in Cache-Control does not count', () => {
  const run = shop([[0, 'GET', '/a'], [1, 'GET', '/a', { 'cache-control': 'no-cache' }]])
  expect(run.caches()).toEqual(['Miss', 'Hit'])
})

test('CF-03 CachingDisabled keeps nothing', () => {
  const run = shop(at(0, 1), { config: { cachePolicy: 'CachingDisabled' }, answers: () => says(200, { 'cache-control': 'max-age=60' }, 'goods') })
  expect(run.caches()).toEqual(['Miss', 'Miss'])
})

test('CF-04 an expired answer is asked for on condition, and 304 makes it fresh again', () => {
  const answers = (request: { headers: [string, string][] }) => {
    const known = request.headers.some(([name, value]) => name === 'if-none-match' && value === '"one"')
    return known ? says(304, { etag: '"one"' }) : says(200, { etag: '"one"', 'cache-control': 'max-age=10' }, 'goods')
  }
  const run = shop(at(0, 10, 15, 20), { config: policy({}), answers })
  expect(run.caches()).toEqual(['Miss', 'RefreshHit', 'Hit', 'RefreshHit'])
  expect(run.told().map(({ status, response }) => `${status} ${response!.body}`)).toEqual(Array(4).fill('200 goods'))
})

test('CF-04 an origin that has something new replaces what there was', () => {
  const run = shop(at(0, 10, 11), { config: policy({}), answers: (_, times) => says(200, { etag: `"${times}"`, 'cache-control': 'max-age=10' }, `goods ${times}`) })
  expect(run.told().map(({ response }) => response!.body)).toEqual(['goods 1', 'goods 2', 'goods 2'])
})

test('CF-04 D-35 an outdated answer stands in for a 5xx, and the origin rests for ten seconds', () => {
  const answers = (_: unknown, times: number) => (times === 1 ? says(200, { 'cache-control': 'max-age=10' }, 'goods') : times === 2 ? says(503) : says(200, {}, 'new goods'))
  const run = shop(at(0, 10, 15, 19, 20), { config: policy({}), answers })
  expect(run.told().map(({ status, response }) => `${status} ${response!.body}`)).toEqual(['200 goods', '200 goods', '200 goods', '200 goods', '200 new goods'])
  expect(run.asked()).toBe(3)
  expect(run.header('age')).toEqual([undefined, '10', '15', '19', undefined])
})

test('CF-04 stale-while-revalidate answers at once, and asks the origin all the same', () => {
  const run = shop(at(0, 11, 11, 12, 30), { config: policy({}), answers: (_, times) => ({ ...says(200, { 'cache-control': 'max-age=10, stale-while-revalidate=5' }, `goods ${times}`), afterMs: 300 }) })
  expect(run.told().map(({ atSec, response }) => `${atSec} ${response!.body}`)).toEqual(['0.3 goods 1', '11 goods 1', '11 goods 1', '12 goods 2', '30.3 goods 3'])
  expect([run.asked(), run.waiting()]).toEqual([3, 0])
})

test('CF-04 stale-if-error says how long an outdated answer may stand in', () => {
  const answers = (_: unknown, times: number) => (times === 1 ? says(200, { 'cache-control': 'max-age=10, stale-if-error=5' }, 'goods') : says(503, {}, 'no'))
  expect(shop(at(0, 14), { config: policy({}), answers }).statuses()).toEqual([200, 200])
  expect(shop(at(0, 15), { config: policy({}), answers }).statuses()).toEqual([200, 503])
})

test('CF-04 a 4xx is told although there is an outdated answer', () => {
  const run = shop(at(0, 10), { config: policy({}), answers: (_, times) => (times === 1 ? says(200, { 'cache-control': 'max-age=10' }, 'goods') : says(404, {}, 'gone')) })
  expect(run.statuses()).toEqual([200, 404])
})

test.each([404, 414, 500, 501, 502, 503, 504])('CF-05 %i is kept for ten seconds', (status) => {
  const run = shop(at(0, 9, 10), { answers: () => says(status, {}, 'no') })
  expect(run.asked()).toBe(2)
  expect(run.caches()).toEqual(['Error', 'Error', 'Error'])
})

test('CF-05 max-age keeps an error longer, and nothing shorter', () => {
  const run = shop(at(0, 19, 20), { answers: () => says(404, { 'cache-control': 'max-age=20' }, 'no') })
  expect(run.asked()).toBe(2)
  expect(shop(at(0, 9, 10), { answers: () => says(404, { 'cache-control': 'max-age=2' }, 'no') }).asked()).toBe(2)
})

test.each([400, 403, 405, 412, 415])('CF-05 %i is kept only when it says so', (status) => {
  expect(shop(at(0, 5), { answers: () => says(status) }).asked()).toBe(2)
  expect(shop(at(0, 25), { answers: () => says(status, { 'cache-control': 'max-age=30' }) }).asked()).toBe(1)
})

test('CF-05 416 is never kept', () => {
  expect(shop(at(0, 5), { answers: () => says(416, { 'cache-control': 'max-age=30' }) }).asked()).toBe(2)
})

test('CF-05 a page for errors comes with a status of its own, and is itself kept', () => {
  const answers = ({ path }: { path: string }) => (path === '/oops.html' ? says(200, { 'content-type': 'text/html' }, 'sorry') : says(403, {}, 'no'))
  const run = shop([[0, 'GET', '/a'], [1, 'GET', '/a'], [2, 'GET', '/b']], { config: { errors: [{ status: '403', page: '/oops.html', responseStatus: '200', minTtlSec: 5 }] }, answers })
  expect(run.told().map(({ status, response }) => `${status} ${response!.body}`)).toEqual(['200 sorry', '200 sorry', '200 sorry'])
  // The page once, and each path once.
  expect(run.events('shop').map(({ path }) => path)).toEqual(['/a', '/oops.html', '/b'])
})

test('CF-05 when the page cannot be had, viewers get the status of that', () => {
  const run = shop([[0, 'GET', '/a']], { config: { errors: [{ status: '403', page: '/oops.html', responseStatus: '200', minTtlSec: 5 }] }, answers: ({ path }) => (path === '/oops.html' ? says(404, {}, 'none') : says(403, {}, 'no')) })
  expect(run.statuses()).toEqual([404])
})

test('CF-06 of three that miss together one goes to the origin', () => {
  const run = shop(at(0, 0, 0), { answers: () => ({ ...says(200, {}, 'goods'), afterMs: 500 }) })
  expect(run.asked()).toBe(1)
  expect(run.caches()).toEqual(['Miss', 'Hit', 'Hit'])
  expect(run.told().map(({ atSec }) => atSec)).toEqual([0.5, 0.5, 0.5])
})

test('CF-06 those who waited go themselves when the answer is not kept', () => {
  const run = shop(at(0, 0, 0), { config: policy({}), answers: () => ({ ...says(200, { 'cache-control': 'no-store' }, 'goods'), afterMs: 500 }) })
  expect(run.asked()).toBe(3)
  expect(run.told().map(({ atSec }) => atSec)).toEqual([0.5, 1, 1])
})

test('CF-06 max-age=0 is kept to be asked about, and shared with nobody', () => {
  const answers = (request: Json) => ({ ...(new Map(request.headers as [string, string][]).has('if-none-match') ? says(304, { etag: '"1"' }) : says(200, { 'cache-control': 'max-age=0', etag: '"1"' }, 'goods')), afterMs: 500 })
  const run = shop(at(0, 0, 2), { config: policy({}), answers })
  expect(run.caches()).toEqual(['Miss', 'RefreshHit', 'RefreshHit'])
  expect(run.told().map(({ response }) => response!.body)).toEqual(['goods', 'goods', 'goods'])
})

test('CF-06 nobody waits for others where cookies are in the key and the minimum is 0', () => {
  const run = shop(at(0, 0, 0), { config: policy({ cookies: 'all' }), answers: () => ({ ...says(200, {}, 'goods'), afterMs: 500 }) })
  expect(run.asked()).toBe(3)
})

test('CF-06 collapsing can be switched off', () => {
  expect(shop(at(0, 0, 0), { config: { collapse: false }, answers: () => ({ ...says(200, {}, 'goods'), afterMs: 500 }) }).asked()).toBe(3)
})
