import { expect, test } from 'vitest'
import { bodies, cfOf, says, shop, type Staged } from '../../testkit/distribution.ts'
import type { Json, Visit } from '../../testkit/front.ts'
import type { Stage } from '../../contract/edge.ts'

const request = (event: Json): Json => cfOf(event).request
const response = (event: Json): Json => cfOf(event).response
const passes = (event: Json) => ({ answer: response(event) ?? request(event) })
const twice: Visit[] = [[0, 'GET', '/a'], [1, 'GET', '/a']]
const all = (does: Staged['does']): { [S in Stage]: Staged } => ({ 'viewer-request': { does }, 'origin-request': { does }, 'origin-response': { does }, 'viewer-response': { does } })

test('CF-20 on a hit only the viewer stages run', () => {
  const run = shop(twice, { stages: all(passes) })
  expect((['viewer-request', 'origin-request', 'origin-response', 'viewer-response'] as const).map((stage) => run.events(stage).length)).toEqual([2, 1, 1, 2])
  expect(run.caches()).toEqual(['Miss', 'Hit'])
})

test('CF-20 the stages run in their order, on a miss around the origin', () => {
  const run = shop([[0, 'GET', '/a']], { stages: all(passes) })
  expect(run.rows.filter(({ kind }) => kind === 'request').map(({ place }) => place)).toEqual(['web → cdn', 'cdn → viewer-request', 'cdn → origin-request', 'cdn → shop', 'cdn → origin-response', 'cdn → viewer-response'])
})

test('CF-21 a response of viewer-request is returned at once, is not kept, and skips viewer-response', () => {
  const run = shop(twice, { stages: { ...all(passes), 'viewer-request': { does: () => ({ answer: { status: '302', statusDescription: 'Found', headers: { location: [{ key: 'Location', value: '/b' }] } } }) } } })
  expect(run.statuses()).toEqual([302, 302])
  expect(run.caches()).toEqual(['LambdaGeneratedResponse', 'LambdaGeneratedResponse'])
  expect([run.asked(), run.events('viewer-response').length, run.events('origin-request').length]).toEqual([0, 0, 0])
})

test('CF-21 a response of origin-request is kept like the origin’s, skips origin-response, and meets viewer-response', () => {
  const run = shop(twice, { stages: { ...all(passes), 'origin-request': { does: () => ({ answer: { status: '200', headers: { 'cache-control': [{ key: 'Cache-Control', value: 'max-age=60' }] }, body: 'made' } }) } } })
  expect(bodies(run.told())).toEqual(['made', 'made'])
  expect(run.caches()).toEqual(['LambdaGeneratedResponse', 'Hit'])
  expect([run.asked(), run.events('origin-request').length, run.events('origin-response').length, run.events('viewer-response').length]).toEqual([0, 1, 0, 2])
})

test('CF-22 viewer-response is skipped when the origin answers 400 or more, origin-response is not', () => {
  const run = shop(twice, { answers: () => says(404, {}, 'no'), stages: all(passes) })
  expect([run.events('viewer-response').length, run.events('origin-response').length]).toEqual([0, 1])
})

test('CF-22 a page for errors skips viewer-response', () => {
  const run = shop([[0, 'GET', '/a'], [1, 'GET', '/a']], { config: { errors: [{ status: '404', page: '/index.html', responseStatus: '200', minTtlSec: 10 }] }, answers: ({ path }) => (path === '/index.html' ? says(200, {}, 'app') : says(404)), stages: { 'viewer-response': { does: passes } } })
  expect(run.told().map(({ status, response: said }) => `${status} ${said!.body}`)).toEqual(['200 app', '200 app'])
  expect(run.events('viewer-response').length).toBe(0)
})

test('CF-22 the origin stages run for a page for errors, too', () => {
  const run = shop([[0, 'GET', '/a']], { config: { errors: [{ status: '404', page: '/index.html', responseStatus: '200', minTtlSec: 10 }] }, answers: ({ path }) => (path === '/index.html' ? says(200, {}, 'app') : says(404)), stages: all(passes) })
  expect(run.events('viewer-request').map((event) => request(event).uri)).toEqual(['/a'])
  expect(run.events('origin-request').map((event) => request(event).uri)).toEqual(['/a', '/index.html'])
  expect(run.events('origin-response').map((event) => response(event).status)).toEqual(['404', '200'])
  expect([run.statuses(), run.events('viewer-response').length]).toEqual([[200], 0])
})

test('CF-23 what viewer-request changes is what the key is made of', () => {
  const run = shop([[0, 'GET', '/A'], [1, 'GET', '/a'], [2, 'GET', '/a?utm=1']], { stages: { 'viewer-request': { does: (event) => ({ answer: { ...request(event), uri: request(event).uri.toLowerCase(), querystring: '' } }) } }, config: { cachePolicy: 'mine', cachePolicies: [{ name: 'mine', query: 'all' }] } })
  expect(run.caches()).toEqual(['Miss', 'Hit', 'Hit'])
})

test('CF-23 a changed uri changes neither behaviour nor origin', () => {
  const run = shop([[0, 'GET', '/a']], { config: { behaviours: [{ path: '/b', origin: 'other' }] }, other: { answers: () => says(200, {}, 'other') }, stages: { 'viewer-request': { does: (event) => ({ answer: { ...request(event), uri: '/b' } }) } } })
  expect(bodies(run.told())).toEqual(['goods'])
  expect(run.events('shop')[0].path).toBe('/b')
})

test('CF-23 what origin-request changes only the origin sees', () => {
  const run = shop([[0, 'GET', '/a'], [1, 'GET', '/a'], [2, 'GET', '/b']], { stages: { 'origin-request': { does: (event) => ({ answer: { ...request(event), uri: '/b', headers: { ...request(event).headers, 'x-new': [{ value: '1' }] } } }) } } })
  expect(run.caches()).toEqual(['Miss', 'Hit', 'Miss'])
  expect(run.events('shop').map(({ path }) => path)).toEqual(['/b', '/b'])
})

test('CF-24 each behaviour has functions of its own', () => {
  const run = shop([[0, 'GET', '/a'], [1, 'GET', '/api/a']], { config: { behaviours: [{ path: '/api/*' }] }, stages: { 'viewer-request': { wire: { behaviour: '/api/*' }, does: passes } } })
  expect(run.events('viewer-request').map((event) => request(event).uri)).toEqual(['/api/a'])
})

test('LAE-04 a throttled function and one that ran out of time are 503, one that threw is 503, or 500 in the course', () => {
  const told = (reply: object, profile: 'current' | 'course' = 'current') => shop([[0, 'GET', '/a']], { stages: { 'viewer-request': { does: () => reply } }, settings: { profile } })
  expect(told({ status: 429, why: 'ConcurrentInvocationLimitExceeded' }).told()).toMatchObject([{ status: 503, reason: 'LambdaLimitExceeded' }])
  expect(told({ why: 'Sandbox.Timedout' }).told()).toMatchObject([{ status: 503, reason: 'LambdaLimitExceeded' }])
  const threw = told({ why: 'Unhandled' })
  expect(threw.told()).toMatchObject([{ status: 503, reason: 'LambdaExecutionError' }])
  expect(threw.caches()).toEqual(['LambdaExecutionError'])
  expect(threw.metric('cdn', 'LambdaExecutionError').sum).toBe(1)
  expect(told({ why: 'Unhandled' }, 'course').statuses()).toEqual([500])
})

test('LAE-04 pages for errors stand in for the origin stages only', () => {
  const errors = { errors: [{ status: '503', page: '/sorry.html', responseStatus: 'same', minTtlSec: 10 }] }
  const fails: Staged = { does: (event) => (request(event).uri === '/sorry.html' ? passes(event) : { why: 'Unhandled' }) }
  const told = (stage: Stage) => bodies(shop([[0, 'GET', '/a']], { config: errors, answers: ({ path }) => says(200, {}, path === '/sorry.html' ? 'sorry' : 'goods'), stages: { [stage]: fails } }).told())
  expect(told('origin-request')).toEqual(['sorry'])
  expect(told('origin-response')).toEqual(['sorry'])
  expect(told('viewer-request')[0]).toContain('503 ERROR')
  expect(told('viewer-response')[0]).toContain('503 ERROR')
})

test('LAE-04 a function that failed leaves nothing in the cache', () => {
  const run = shop(twice, { stages: { 'origin-request': { does: (event, times) => (times === 1 ? { why: 'Unhandled' } : passes(event)) } } })
  expect(run.statuses()).toEqual([503, 200])
})

test('LAE-04 an origin whose name is not known is 502 before its function runs; a name that it wrote is looked up after it', () => {
  const gone = shop([[0, 'GET', '/a']], { origin: { broken: 'no-name' }, stages: { 'origin-request': { does: passes } } })
  expect(gone.told()).toMatchObject([{ status: 502, reason: 'OriginDnsError' }])
  expect(gone.events('origin-request').length).toBe(0)
  const wrote = shop([[0, 'GET', '/a']], { stages: { 'origin-request': { does: (event) => ({ answer: { ...request(event), origin: { custom: { ...request(event).origin.custom, domainName: 'nowhere.example.com' } } } }) } } })
  expect(wrote.told()).toMatchObject([{ status: 502, reason: 'OriginDnsError' }])
})

const changes = (stage: Stage, change: (said: Json) => Json, target = '/a', wire = {}) =>
  shop([[0, 'POST', target, {}, 'body']], { config: { methods: 'all' }, stages: { [stage]: { wire, does: (event: Json) => ({ answer: change(passes(event).answer) }) } } })
const made = (stage: Stage, answer: Json) => changes(stage, () => answer)

test.each<[string, Stage, (said: Json) => Json]>([
  ['no object', 'viewer-request', () => null],
  ['a text', 'viewer-request', () => 'ok'],
  ['a list', 'origin-request', () => []],
  ['no status and no uri', 'viewer-request', () => ({})],
  ['a status of 600', 'viewer-request', () => ({ status: '600' })],
  ['a status of 100', 'origin-request', () => ({ status: 100 })],
  ['204 with a body', 'viewer-request', () => ({ status: '204', body: 'x' })],
  ['a uri without a slash', 'viewer-request', (said) => ({ ...said, uri: 'a' })],
  ['a blank in the querystring', 'viewer-request', (said) => ({ ...said, querystring: 'a b' })],
  ['a # in the querystring', 'origin-request', (said) => ({ ...said, querystring: 'a#b' })],
  ['uri and querystring of 8,192', 'viewer-request', (said) => ({ ...said, uri: `/${'a'.repeat(8_191)}`, querystring: '' })],
  ['another method', 'viewer-request', (said) => ({ ...said, method: 'GET' })],
  ['a generated body of more than 40 KB', 'viewer-request', () => ({ status: '200', body: 'x'.repeat(41_000) })],
  ['a generated body of more than 1 MB', 'origin-request', () => ({ status: '200', body: 'x'.repeat(1_048_577) })],
  ['no base64', 'viewer-request', () => ({ status: '200', body: '***', bodyEncoding: 'base64' })],
  ['two origins', 'origin-request', (said) => ({ ...said, origin: { ...said.origin, s3: { domainName: 'x' } } })],
  ['CloudFront-Viewer-Country', 'viewer-request', (said) => ({ ...said, headers: { ...said.headers, 'cloudfront-viewer-country': [{ value: 'DE' }] } })],
  ['a request where a response is due', 'origin-response', () => ({ uri: '/', method: 'GET', headers: {} })],
  ['a name in capitals', 'viewer-request', (said) => ({ ...said, headers: { ...said.headers, 'X-Up': [{ value: '1' }] } })],
  ['a key that is another name', 'viewer-request', (said) => ({ ...said, headers: { ...said.headers, 'x-up': [{ key: 'Other', value: '1' }] } })],
  ['a header that is no list', 'viewer-request', (said) => ({ ...said, headers: { ...said.headers, 'x-up': '1' } })],
  ['a body that was not included', 'viewer-request', (said) => ({ ...said, body: { action: 'replace', encoding: 'text', data: 'x' } })],
])('LAE-05 %s is invalid', (_, stage, change) => {
  const run = changes(stage, change)
  expect(run.told()).toMatchObject([{ status: 502, reason: 'LambdaValidationError' }])
  expect(run.metric('cdn', 'LambdaValidationError').sum).toBe(1)
  const [row] = run.rows.filter(({ kind }) => kind === 'judged')
  expect(run.texts[row!.a]!.length).toBeGreaterThan(10)
})

test.each(['connection', 'x-cache', 'x-edge-thing', 'x-amz-cf-id', 'x-accel-limit', 'x-real-ip', 'upgrade', 'x-forwarded-proto'])('LAE-06 %s may not be set', (name) => {
  expect(changes('viewer-request', (said) => ({ ...said, headers: { ...said.headers, [name]: [{ value: 'x' }] } })).statuses()).toEqual([502])
})

test.each<[Stage, string]>([
  ['viewer-request', 'host'], ['viewer-request', 'content-length'], ['viewer-request', 'transfer-encoding'], ['viewer-request', 'via'],
  ['origin-request', 'accept-encoding'], ['origin-request', 'if-none-match'], ['origin-request', 'if-modified-since'], ['origin-request', 'via'],
  ['origin-response', 'transfer-encoding'], ['origin-response', 'via'], ['viewer-response', 'warning'], ['viewer-response', 'via'],
])('LAE-07 at %s %s may not be changed', (stage, name) => {
  const run = changes(stage, (said) => ({ ...said, headers: { ...said.headers, [name]: [{ value: 'other' }] } }))
  expect(run.told()).toMatchObject([{ status: 502, reason: 'LambdaValidationError' }])
})

test('LAE-08 the origin may be changed, and who stands there by that name answers', () => {
  const run = shop([[0, 'GET', '/a']], {
    other: { answers: ({ path }) => says(200, {}, `other ${path}`) },
    stages: { 'origin-request': { does: (event) => ({ answer: { ...request(event), origin: { custom: { ...request(event).origin.custom, domainName: other, path: '/v2' } } } }) } },
  })
  expect(bodies(run.told())).toEqual(['other /v2/a'])
})
const other = shop([[0, 'GET', '/a']], { config: { origin: 'other' }, other: { answers: () => says(200) }, stages: { 'origin-request': { does: passes } } }).events('origin-request').map((event) => request(event).origin.custom.domainName)[0]

test('LAE-08 origin-response may change status and body, and that is what is kept', () => {
  const run = shop(twice, { stages: { 'origin-response': { does: (event) => ({ answer: { ...response(event), status: '200', body: 'better', headers: { ...response(event).headers, 'x-new': [{ value: '1' }] } } }) } } })
  expect(bodies(run.told())).toEqual(['better', 'better'])
  expect(run.header('X-New')).toEqual(['1', '1'])
  expect(run.events('origin-response')[0].Records[0].cf.response.body).toBeUndefined()
})

test('LAE-08 an included body may be replaced', () => {
  const run = changes('viewer-request', (said) => ({ ...said, body: { ...said.body, action: 'replace', encoding: 'text', data: 'new' } }), '/a', { includeBody: true })
  expect(run.events('shop')[0].body).toBe('new')
})

test('D-36 LAE-08 viewer-response may set headers, but neither status nor body', () => {
  expect(changes('viewer-response', (said) => ({ ...said, headers: { ...said.headers, 'x-new': [{ value: '1' }] } })).header('X-New')).toEqual(['1'])
  expect(made('viewer-response', { status: '201', headers: {} }).statuses()).toEqual([502])
  expect(made('viewer-response', { status: '200', headers: {}, body: 'x' }).statuses()).toEqual([502])
})

test('LAE-09 origin stages see the query that is forwarded', () => {
  const run = shop([[0, 'GET', '/a?x=1&y=2']], { config: { cachePolicy: 'mine', cachePolicies: [{ name: 'mine', query: 'x' }] }, stages: all(passes) })
  expect([request(run.events('viewer-request')[0]).querystring, request(run.events('origin-request')[0]).querystring]).toEqual(['x=1&y=2', 'x=1'])
})

test('LAE-10 the event of viewer-request, with its keys in AWS’s order', () => {
  const run = shop([[0, 'POST', '/a?x=1', { 'X-Mine': '1' }, 'hello']], { config: { methods: 'all' }, stages: { 'viewer-request': { wire: { includeBody: true }, does: passes } } })
  const [event] = run.events('viewer-request')
  const cf = cfOf(event)
  expect(Object.keys(cf.config)).toEqual(['distributionDomainName', 'distributionId', 'eventType', 'requestId'])
  expect(cf.config).toMatchObject({ eventType: 'viewer-request', distributionDomainName: expect.stringMatching(/^d[a-z0-9]{13}\.cloudfront\.net$/), distributionId: expect.stringMatching(/^E[A-Z0-9]{13}$/) })
  expect(Object.keys(cf.request)).toEqual(['clientIp', 'headers', 'method', 'querystring', 'uri', 'body'])
  expect(cf.request).toMatchObject({ clientIp: '203.0.113.9', method: 'POST', querystring: 'x=1', uri: '/a', body: { inputTruncated: false, action: 'read-only', encoding: 'base64', data: 'aGVsbG8=' } })
  expect(cf.request.headers).toMatchObject({ 'x-mine': [{ key: 'X-Mine', value: '1' }], 'user-agent': [{ key: 'User-Agent', value: 'coldstart/1' }], host: [{ key: 'Host', value: cf.config.distributionDomainName }] })
})

test('LAE-10 origin stages see the origin, and response stages the response', () => {
  const run = shop([[0, 'GET', '/a']], { origin: { path: '/v1', headers: [{ name: 'x-secret', value: 's' }] }, answers: () => says(200, { 'content-type': 'text/plain' }, 'goods'), stages: all(passes) })
  const cf = cfOf(run.events('origin-response')[0])
  expect(cf.request.origin).toEqual({ custom: { customHeaders: { 'x-secret': [{ key: 'X-Secret', value: 's' }] }, domainName: expect.stringMatching(/execute-api/), keepaliveTimeout: 5, path: '/v1', port: 443, protocol: 'https', readTimeout: 30, sslProtocols: ['TLSv1.2'] } })
  expect(cf.response).toEqual({ status: '200', statusDescription: 'OK', headers: { 'content-type': [{ key: 'Content-Type', value: 'text/plain' }] } })
  expect(cfOf(run.events('viewer-response')[0]).request.origin).toBeUndefined()
})

test('LAE-10 a long body is cut at 40 KB', () => {
  const run = shop([[0, 'POST', '/a', {}, 'x'.repeat(50_000)]], { config: { methods: 'all' }, stages: { 'viewer-request': { wire: { includeBody: true }, does: passes } } })
  const { body } = request(run.events('viewer-request')[0])
  expect([body.inputTruncated, body.data.length]).toEqual([true, Math.ceil(40_960 / 3) * 4])
})

test('LAE-11 a header without a key gets its name in capitals', () => {
  const run = shop([[0, 'GET', '/a']], { stages: { 'viewer-request': { does: () => ({ answer: { status: 200, headers: { 'x-my-name': [{ value: '1' }] }, body: 'b2s=', bodyEncoding: 'base64' } }) } } })
  expect(run.told()[0]!.response!.headers).toContainEqual(['X-My-Name', '1'])
  expect(run.told()[0]!.response).toMatchObject({ body: 'b2s=', base64: true })
})

test('STM-03 each step leaves its row', () => {
  const run = shop(twice, { stages: all(passes) })
  expect(run.rows.filter(({ kind, place }) => place === 'cdn' && ['judged', 'looked', 'kept'].includes(kind)).map(({ kind, b }) => `${kind} ${b}`)).toEqual([
    'judged 0', 'looked 1', 'judged 8', 'judged 16', 'kept 200', 'judged 24', 'judged 0', 'looked 0', 'judged 24',
  ])
})
