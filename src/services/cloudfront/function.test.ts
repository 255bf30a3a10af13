import { expect, test } from 'vitest'
import { bodies, says, shop } from '../../testkit/distribution.ts'
import type { Config } from '../../contract/config.ts'
import type { Json } from '../../testkit/front.ts'

const visited = (does: (event: Json) => object, target = '/a', headers: { [name: string]: string } = {}, config = {}) => shop([[0, 'GET', target, headers]], { config, stages: { 'viewer-request': { light: true, does } } })
const passes = (event: Json) => ({ answer: event.response ?? event.request })

test('CFF-09 the event stands as AWS writes it: cookies apart, several values as a list', () => {
  const run = visited(passes, '/media/index.mpd?ID=42&Exp=1&q=a&q=b', { cookie: 'c1=v1; c2=v2', accept: 'text/html' })
  const [event] = run.events('viewer-request')
  expect(Object.keys(event)).toEqual(['version', 'context', 'viewer', 'request'])
  expect(event).toMatchObject({
    version: '1.0', context: { eventType: 'viewer-request' }, viewer: { ip: '203.0.113.9' },
    request: {
      method: 'GET', uri: '/media/index.mpd', querystring: { ID: { value: '42' }, q: { value: 'a', multiValue: [{ value: 'a' }, { value: 'b' }] } },
      cookies: { c1: { value: 'v1' }, c2: { value: 'v2' } }, headers: { accept: { value: 'text/html' } },
    },
  })
  expect(event.request.headers.cookie).toBeUndefined()
})

test('CFF-09 a querystring comes back as an object or as a text', () => {
  const config = { cachePolicy: 'mine', cachePolicies: [{ name: 'mine', query: 'all' }] }
  expect(visited(({ request }) => ({ answer: { ...request, querystring: 'b=2&a=1' } }), '/a?x=1', {}, config).events('shop')[0].query).toBe('b=2&a=1')
  expect(visited(({ request }) => ({ answer: { ...request, querystring: { a: { value: '1' }, b: { value: 'x', multiValue: [{ value: '2' }, { value: '3' }] } } } }), '/a', {}, config).events('shop')[0].query).toBe('a=1&b=2&b=3')
})

test('CFF-09 cookies of a request go on as they come back', () => {
  const run = visited(({ request }) => ({ answer: { ...request, cookies: { ...request.cookies, group: { value: 'b' } } } }), '/a', { cookie: 's=1' }, { originPolicy: 'AllViewerExceptHostHeader' })
  expect(Object.fromEntries(run.events('shop')[0].headers).cookie).toBe('group=b; s=1')
})

test('CFF-09 CloudFront’s headers are there when a policy names them', () => {
  const seen = (config: Config) => shop([[0, 'GET', '/a', {}, '', 0, 'DE']], { config, stages: { 'viewer-request': { light: true, does: passes } } }).events('viewer-request')[0].request.headers['cloudfront-viewer-country']
  expect(seen({ cachePolicy: 'mine', cachePolicies: [{ name: 'mine', headers: 'CloudFront-Viewer-Country' }] })).toEqual({ value: 'DE' })
  expect(seen({})).toBeUndefined()
})

test('CFF-07 a response of its own, with cookies and a body', () => {
  const run = visited(() => ({ answer: { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/login' } }, cookies: { seen: { value: '1', attributes: 'Path=/; Secure' } }, body: { encoding: 'text', data: 'go' } } }))
  expect(run.told()).toMatchObject([{ status: 302, response: { body: 'go' } }])
  expect(run.header('location')).toEqual(['/login'])
  expect(run.header('set-cookie')).toEqual(['seen=1; Path=/; Secure'])
  expect(run.caches()).toEqual(['FunctionGeneratedResponse'])
})

test('CFF-07 at viewer-response it may change status and body, and sees no body', () => {
  const run = shop([[0, 'GET', '/a'], [1, 'GET', '/a']], { answers: () => says(200, { 'set-cookie': 'id=x; Secure' }, 'goods'), stages: { 'viewer-response': { light: true, does: ({ response }) => ({ answer: { ...response, statusCode: 201, headers: { ...response.headers, 'x-new': { value: '1' } }, body: 'other' } }) } } })
  expect(run.told()).toMatchObject([{ status: 201, response: { body: 'other' } }, { status: 201, response: { body: 'other' } }])
  expect(run.events('viewer-response')[0].response).toMatchObject({ statusCode: 200, cookies: { id: { value: 'x', attributes: 'Secure' } } })
  expect(run.events('viewer-response')[0].response.body).toBeUndefined()
  // What the cache has is what the origin said.
  expect(run.caches()).toEqual(['Miss', 'Hit'])
})

test('CFF-07 it does not run at viewer-response when the origin failed', () => {
  expect(shop([[0, 'GET', '/a']], { answers: () => says(404), stages: { 'viewer-response': { light: true, does: passes } } }).events('viewer-response').length).toBe(0)
})

test.each([
  ['FunctionExecutionError', 503, 'FunctionExecutionErrors', 'FunctionExecutionError'],
  ['FunctionThrottled', 503, 'FunctionThrottles', 'FunctionThrottledError'],
  ['FunctionValidationError', 502, 'FunctionValidationErrors', 'FunctionValidationError'],
] as const)('CFF-08 %s is %i', (why, status, metric, shown) => {
  const run = visited(() => ({ status, why }))
  expect(run.told()).toMatchObject([{ status, reason: why }])
  expect(run.metric('cdn', metric).sum).toBe(1)
  expect(run.caches()).toEqual([shown])
})

test.each<[string, (event: Json) => Json]>([
  ['nothing', () => undefined],
  ['the whole event', (event) => event],
  ['a header that is a text', ({ request }) => ({ ...request, headers: { ...request.headers, 'x-new': '1' } })],
  ['a header in capitals', ({ request }) => ({ ...request, headers: { ...request.headers, 'X-New': { value: '1' } } })],
  ['another host', ({ request }) => ({ ...request, headers: { ...request.headers, host: { value: 'x' } } })],
  ['another method', ({ request }) => ({ ...request, method: 'POST' })],
  ['a status that is a text', () => ({ statusCode: '302' })],
  ['no slash', ({ request }) => ({ ...request, uri: 'a' })],
])('CFF-08 %s is invalid', (_, does) => {
  const run = visited((event) => ({ answer: does(event) }))
  expect(run.told()).toMatchObject([{ status: 502, reason: 'FunctionValidationError' }])
})

test('CFF-09 what passes untouched stays what it was', () => {
  const run = visited(passes, '/a?x=1&x=2&y', { cookie: 'a=1', 'x-two': '1' }, { originPolicy: 'AllViewer' })
  expect(run.events('shop')[0].query).toBe('x=1&x=2&y')
  expect(bodies(run.told())).toEqual(['goods'])
})
