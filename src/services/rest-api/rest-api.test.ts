import { APIGatewayProxyEventSchema, APIGatewayRequestAuthorizerEventSchema, APIGatewayTokenAuthorizerEventSchema } from '@aws-lambda-powertools/parser/schemas/api-gateway'
import type { APIGatewayProxyEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import type { ProxyEvent } from '../../contract/http/event.ts'
import { costOf } from '../../contract/prices.ts'
import { makePlan } from '../../engine/plan.ts'
import { heard, type Reply, visit, type Visit } from '../../testkit/front.ts'
import { simulate, sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'

function api(visits: readonly Visit[], methods: { readonly [name: string]: object }, replies: Parameters<typeof visit>[1] = {}, config: object = {}, more: (book: Sketchbook) => void = () => undefined, settings = {}) {
  return visit(visits, replies, (drawing) => {
    drawing.add('web', 'web')
    drawing.add('restApi', 'api', { ...config })
    drawing.wire('web', 'api')
    for (const [name, wire] of Object.entries(methods)) {
      drawing.add('hand', name)
      drawing.wire('api', name, { port: 'out', config: { ...wire } })
    }
    more(drawing)
  }, settings)
}
const says = (answer: unknown): (() => Reply) => () => ({ answer })
const fine = says({ statusCode: 200, body: 'ok' })
const findings = (draw: (book: Sketchbook) => void, settings = {}) => makePlan(sketch(settings, draw), services as never).findings.map(({ rule, level, field }) => `${rule} ${level} ${field}`)
const one = (config: object, wire: object = {}, settings = {}) => findings((drawing) => {
  drawing.add('restApi', 'api', { ...config })
  drawing.add('lambda', 'f', { timeoutSec: 3 })
  drawing.wire('api', 'f', { port: 'out', config: { ...wire } })
}, settings)

test('API-01 the closest resource takes a request; what is unknown is 403 with the words of a missing signature', () => {
  const methods = { one: { path: '/todos/7', method: 'GET' }, any: { path: '/todos/{id}' }, rest: { path: '/todos/{proxy+}', method: 'GET' } }
  const run = api([[0, 'GET', '/todos/7'], [1, 'POST', '/todos/7'], [2, 'GET', '/todos/7/notes'], [3, 'GET', '/'], [4, 'PUT', '/todos/7/notes']], methods, { one: fine, any: fine, rest: fine })
  expect(Object.keys(methods).map((name) => run.events(name).map((event) => `${event.resource} ${event.path}`))).toEqual([['/todos/7 /todos/7'], ['/todos/{id} /todos/7'], ['/todos/{proxy+} /todos/7/notes']])
  expect(heard(run.told()).slice(3)).toEqual(['403 {"message":"Missing Authentication Token"}', '403 {"message":"Missing Authentication Token"}'])
})

test('API-01 a wire without a resource takes the root and all below it', () => {
  const run = api([[0, 'GET', '/'], [1, 'GET', '/a/b']], { f: {} }, { f: fine })
  expect(run.events('f').map(({ resource, pathParameters }) => [resource, pathParameters])).toEqual([['/', null], ['/{proxy+}', { proxy: 'a/b' }]])
})

test('API-15 LAM-TRG-04 the event of a proxy: keys, several values as lists beside the last, null for what is not there', () => {
  const run = api([[5, 'GET', '/todos/7?q=a&q=last', { 'X-Tag': ['x', 'y'] }], [6, 'POST', '/todos/8', {}, '{}']], { f: { path: '/todos/{id}' } }, { f: fine }, { stageVariables: [{ name: 'lambdaAlias', value: 'prod' }] })
  const [event, posted] = run.events('f') as ProxyEvent[]
  // What handlers are typed with takes it as it is.
  const typed: Omit<APIGatewayProxyEvent, 'requestContext'> = event!
  APIGatewayProxyEventSchema.parse(typed)
  expect(Object.keys(event!)).toEqual(['resource', 'path', 'httpMethod', 'headers', 'multiValueHeaders', 'queryStringParameters', 'multiValueQueryStringParameters', 'requestContext', 'pathParameters', 'stageVariables', 'body', 'isBase64Encoded'])
  expect(event).toMatchObject({
    resource: '/todos/{id}', path: '/todos/7', httpMethod: 'GET', queryStringParameters: { q: 'last' }, multiValueQueryStringParameters: { q: ['a', 'last'] }, pathParameters: { id: '7' }, stageVariables: { lambdaAlias: 'prod' }, body: null,
    headers: { 'X-Tag': 'y', 'X-Forwarded-Proto': 'https', 'CloudFront-Viewer-Country': 'US' }, multiValueHeaders: { 'X-Tag': ['x', 'y'] },
  })
  expect(event!.requestContext).toMatchObject({ resourcePath: '/todos/{id}', path: '/prod/todos/7', stage: 'prod', accountId: '123456789012', requestTime: '01/Jan/2026:00:00:05 +0000', requestTimeEpoch: 1_767_225_605_000, identity: { sourceIp: '203.0.113.9', apiKey: null, userArn: null } })
  expect(posted).toMatchObject({ queryStringParameters: null, multiValueQueryStringParameters: null, body: '{}' })
  expect(Object.keys(api([[0, 'GET', '/']], { f: {} }, { f: fine }, { endpointType: 'REGIONAL' }).events('f')[0].headers).some((name) => name.startsWith('CloudFront'))).toBe(false)
})

test('API-06 LAM-SYNC-11 a proxy’s answer has the known keys and a body of text; anything else is 502', () => {
  const good: unknown[] = [{ statusCode: 200 }, { statusCode: '404', body: null }, { body: 'x' }, { statusCode: 200, headers: { a: 1, b: true }, multiValueHeaders: { A: ['2', '3'] } }]
  const bad: unknown[] = [{ statusCode: 200, body: { a: 1 } }, { statusCode: 200, extra: 1 }, [1], 'text', null, { statusCode: 'OK' }, { statusCode: 200, headers: { a: { b: 1 } } }]
  const run = api([...good, ...bad].map((_, at): Visit => [at, 'GET', '/']), { f: {} }, { f: (_, times) => ({ answer: [...good, ...bad][times - 1] }) })
  expect(run.told().map(({ status }) => status)).toEqual([200, 404, 200, 200, ...bad.map(() => 502)])
  expect(run.told()[3]!.response!.headers).toEqual([['b', 'true'], ['A', '2'], ['A', '3'], ['content-type', 'application/json']])
  expect(run.told()[4]).toMatchObject({ reason: 'MalformedProxyResponse', response: { body: '{"message":"Internal server error"}' } })
})

test('API-04 LAM-SYNC-09 GEN-05 what Lambda refuses is 500, a failing function 502, no permission 500, too large 413', () => {
  const run = api([[0, 'GET', '/full'], [1, 'GET', '/fails'], [2, 'GET', '/closed'], [3, 'POST', '/full', {}, 'x', 10_485_761]], { full: { path: '/full' }, fails: { path: '/fails' }, closed: { path: '/closed', permission: false } }, {
    full: () => ({ status: 429, why: 'ConcurrentInvocationLimitExceeded' }), fails: () => ({ why: 'Sandbox.Timedout', answer: { errorMessage: 'x' } }),
  })
  expect(heard(run.told())).toEqual(['500 {"message":"Internal server error"}', '502 {"message":"Internal server error"}', '500 {"message":"Internal server error"}', '413 {"message":"Request Too Long"}'])
  expect(run.events('closed')).toEqual([])
})

test('LAM-EX-64 API-05 LAM-TRAP-27 a handler of 40 s: the caller hears 504 after 29 s, the function runs on and is billed for 40 s, and nothing is tried again', () => {
  const run = simulate({ forSec: 100 }, (drawing) => {
    drawing.add('client', 'people', { pattern: 'burst', burstSize: 1, forMs: 1 })
    drawing.add('restApi', 'api')
    drawing.add('lambda', 'f', { ioMs: 40_000, timeoutSec: 60, init: 'constant' })
    drawing.wire('people', 'api')
    drawing.wire('api', 'f')
  })
  expect(run.story('api', 'timedOut')).toEqual(['29 timedOut 1'])
  expect([run.metric('people', '5xx').sum, run.metric('f', 'Invocations').sum, run.metric('f', 'Errors').sum, run.metric('f', 'BilledDuration').sum]).toEqual([1, 1, 0, 40_000])
  expect([run.metric('api', 'Latency').max, run.waiting()]).toEqual([29_000, 0])
})

test('API-03 API-17 a method’s bucket, then 429, which counts among the 4XX errors', () => {
  const run = api([[0, 'GET', '/a'], [0, 'GET', '/a'], [0, 'GET', '/a'], [0, 'GET', '/b']], { a: { path: '/a', rate: 1, burst: 2 }, b: { path: '/b' } }, { a: fine, b: fine })
  expect(run.told().map(({ status }) => status)).toEqual([200, 200, 429, 200])
  expect(run.told()[2]!.response!.body).toBe('{"message":"Too Many Requests"}')
  expect(['Count', '4XXError', '5XXError'].map((name) => run.metric('api', name).sum)).toEqual([4, 1, 0])
})

test('API-03 API-04 keys: without a good one 403, each with its bucket, and its quota by the calendar', () => {
  const key = 'partner-key-of-twenty-four'
  const at = (sec: number, value = key): Visit => [sec, 'GET', '/', { 'x-api-key': value }]
  const run = api([[0, 'GET', '/'], at(1, 'wrong'), at(2), at(3), at(4), at(86_399), at(86_400)], { f: { apiKey: true } }, { f: fine }, { keys: [{ name: 'partner', value: key, rate: null, burst: null, quota: 2, period: 'DAY' }] }, undefined, { forSec: 90_000 })
  expect(heard(run.told())).toEqual(['403 {"message":"Forbidden"}', '403 {"message":"Forbidden"}', '200 ok', '200 ok', '429 {"message":"Limit Exceeded"}', '429 {"message":"Limit Exceeded"}', '200 ok'])
  expect(run.events('f')[0].requestContext.identity).toMatchObject({ apiKey: key, apiKeyId: 'partner' })
  const tight = api([at(0), at(0), at(0.5), at(1)], { f: { apiKey: true } }, { f: fine }, { keys: [{ name: 'partner', value: key, rate: 1, burst: 1, quota: null, period: 'DAY' }] })
  expect(tight.told().map(({ status }) => status)).toEqual([200, 429, 429, 200])
})

test('API-04 the validator: missing parameters by name, and a body that does not fit its model', () => {
  const model = JSON.stringify({ type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 1 }, age: { type: 'integer', minimum: 0 } }, additionalProperties: false })
  const post = (at: number, body: string, target = '/?page=1'): Visit => [at, 'POST', target, { 'X-Tenant': 't' }, body]
  const run = api([post(0, '{"name":"a"}'), post(1, '{"name":"a"}', '/'), post(2, '{"age":1}'), post(3, 'no json'), post(4, '{"name":"a","age":-1}'), post(5, '{"name":"a","x":1}')], { f: { validator: 'both', required: 'querystring.page, header.X-Tenant', model } }, { f: fine })
  const invalid = '400 {"message":"Invalid request body"}'
  expect(heard(run.told())).toEqual(['200 ok', '400 {"message":"Missing required request parameters: [page]"}', invalid, invalid, invalid, invalid])
  expect(run.events('f')).toHaveLength(1)
})

test('API-02 STM-01 in order: throttle, authorizer, key, validator, cache, integration', () => {
  const key = 'partner-key-of-twenty-four'
  const run = api([
    [0, 'GET', '/?page=1', { authorization: 'a', 'x-api-key': key }], [1, 'GET', '/'], [2, 'GET', '/', { authorization: 'a' }], [3, 'GET', '/', { authorization: 'a', 'x-api-key': key }], [4, 'GET', '/?page=1', { authorization: 'a', 'x-api-key': key }], [4, 'GET', '/'],
  ], { f: { authorizer: 'lambda', apiKey: true, validator: 'params', required: 'querystring.page', rate: 1, burst: 1 } }, { f: fine, guard: says(allow()) }, { cache: true, keys: [{ name: 'partner', value: key, rate: null, burst: null, quota: null, period: 'DAY' }] }, guarded())
  expect(run.told().map(({ status }) => status)).toEqual([200, 401, 403, 400, 200, 429])
  expect([run.events('f').length, run.events('guard').length, run.metric('api', 'CacheHitCount').sum]).toEqual([1, 1, 1])
})

function allow(resource = '*', more: object = {}) {
  return { principalId: 'anna', policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: resource }] }, ...more }
}
function guarded(config: object = {}) {
  return (drawing: Sketchbook) => {
    drawing.add('hand', 'guard')
    drawing.wire('api', 'guard', { port: 'authorizer', config: { ...config } })
  }
}
const asks = (at: number, token?: string, target = '/'): Visit => [at, 'GET', target, token === undefined ? {} : { Authorization: token }]

test('API-11 API-12 WIR-03 a TOKEN authorizer: its event, 401 without or with a wrong token, 403 by policy, 500 when it breaks', () => {
  const deny = { principalId: 'eve', policyDocument: { Version: '2012-10-17', Statement: [{ Action: '*', Effect: 'Deny', Resource: '*' }] } }
  const replies: { [token: string]: Reply } = {
    'Bearer anna': { answer: allow('*', { context: { level: 3 } }) }, 'Bearer eve': { answer: deny }, 'Bearer none': { answer: allow('arn:aws:execute-api:*:*:*/prod/POST/*') }, 'Bearer out': { why: 'Unhandled', answer: { errorMessage: 'Unauthorized' } },
    'Bearer crash': { why: 'Unhandled', answer: { errorMessage: 'boom' } }, 'Bearer odd': { answer: { yes: true } }, 'Bearer deep': { answer: allow('*', { context: { a: [1] } }) },
  }
  const run = api([asks(0), asks(1, 'Basic x'), ...Object.keys(replies).map((token, at) => asks(at + 2, token))], { f: { authorizer: 'lambda' } }, { f: fine, guard: (event) => ({ ...replies[event.authorizationToken]!, afterMs: 20 }) }, {}, guarded({ validation: 'Bearer .*' }))
  expect(heard(run.told())).toEqual([
    '401 {"message":"Unauthorized"}', '401 {"message":"Unauthorized"}', '200 ok', '403 {"Message":"User is not authorized to access this resource with an explicit deny"}', '403 {"Message":"User is not authorized to access this resource"}',
    '401 {"message":"Unauthorized"}', '500 {"message":null}', '500 {"message":null}', '500 {"message":null}',
  ])
  const [event] = run.events('guard')
  expect(APIGatewayTokenAuthorizerEventSchema.parse(event)).toEqual(event)
  expect(event.methodArn).toMatch(/^arn:aws:execute-api:us-east-1:123456789012:[a-z0-9]{10}\/prod\/GET\/$/)
  expect(run.events('f')[0].requestContext.authorizer).toEqual({ level: '3', principalId: 'anna', integrationLatency: 20 })
  expect(run.waiting()).toBe(0)
})

test('API-11 API-12 a REQUEST authorizer wants all of its sources, and sees the request', () => {
  const run = api([[0, 'GET', '/todos/7?tenant=a', { authorization: 'x' }], [1, 'GET', '/todos/7', { authorization: 'x' }]], { f: { path: '/todos/{id}', authorizer: 'lambda' } }, { f: fine, guard: says(allow()) }, { stageVariables: [{ name: 'k', value: 'v' }] }, guarded({ type: 'REQUEST', identitySources: 'method.request.header.Authorization, method.request.querystring.tenant' }))
  expect(run.told().map(({ status }) => status)).toEqual([200, 401])
  const [event] = run.events('guard')
  APIGatewayRequestAuthorizerEventSchema.parse(event)
  expect(event).toMatchObject({ type: 'REQUEST', resource: '/todos/{id}', path: '/todos/7', httpMethod: 'GET', queryStringParameters: { tenant: 'a' }, pathParameters: { id: '7' }, stageVariables: { k: 'v' }, requestContext: { stage: 'prod', resourcePath: '/todos/{id}' } })
})

test('API-11 API-13 a kept policy is asked about every method: one that names a single resource denies the others until it is forgotten', () => {
  const run = api([asks(0, 'a', '/x'), asks(1, 'a', '/y'), asks(300, 'a', '/y')], { x: { path: '/x', authorizer: 'lambda' }, y: { path: '/y', authorizer: 'lambda' } }, { x: fine, y: fine, guard: (event) => ({ answer: allow(event.methodArn) }) }, {}, guarded(), { forSec: 400 })
  expect(run.told().map(({ status }) => status)).toEqual([200, 403, 200])
  expect(run.events('guard')).toHaveLength(2)
})

test('API-11 an authorizer has ten seconds; one that names a usage key stands in for the header', () => {
  const key = 'partner-key-of-twenty-four'
  const run = api([asks(0, 'slow'), asks(20, 'quick')], { f: { authorizer: 'lambda', apiKey: true } }, { f: fine, guard: (event) => ({ answer: allow('*', { usageIdentifierKey: key }), afterMs: event.authorizationToken === 'slow' ? 11_000 : 0 }) }, { keys: [{ name: 'partner', value: key, rate: null, burst: null, quota: null, period: 'DAY' }] }, guarded())
  expect(run.told().map(({ atSec, status }) => `${atSec} ${status}`)).toEqual(['10 500', '20 200'])
})

test('API-04 IAM: what is not signed is 403', () => {
  const run = api([[0, 'GET', '/'], [1, 'GET', '/', { authorization: 'AWS4-HMAC-SHA256 Credential=A/x, SignedHeaders=host, Signature=0' }]], { f: { authorizer: 'iam' } }, { f: fine })
  expect(heard(run.told())).toEqual(['403 {"message":"Missing Authentication Token"}', '200 ok'])
  expect(run.events('f')[0].requestContext.identity.userArn).toBe('arn:aws:iam::123456789012:user/caller')
})

test('API-10 the cache keeps good answers of GET by path and named parameters, for its time; a hit has no integration latency', () => {
  const run = api([
    [0, 'GET', '/a?page=1&x=1'], [1, 'GET', '/a?page=1&x=2'], [2, 'GET', '/a?page=2'], [3, 'GET', '/b'], [4, 'POST', '/a?page=1'], [60, 'GET', '/a?page=1'], [60.1, 'GET', '/a?page=1'], [61, 'GET', '/bad'], [62, 'GET', '/bad'],
  ], { f: { cacheKeys: 'querystring.page' } }, { f: (event, times) => ({ afterMs: 100, answer: { statusCode: event.path === '/bad' ? 404 : 200, body: String(times) } }) }, { cache: true, cacheTtlSec: 60 })
  expect(heard(run.told())).toEqual(['200 1', '200 1', '200 2', '200 3', '200 4', '200 1', '200 5', '404 6', '404 7'])
  expect([run.metric('api', 'CacheHitCount').sum, run.metric('api', 'CacheMissCount').sum, run.metric('api', 'IntegrationLatency').count, run.told()[1]!.atSec]).toEqual([2, 6, 7, 1])
})

test('API-10 who may ask for a fresh answer: the signed; others are warned, refused or ignored', () => {
  const fresh = (at: number, headers: object = {}): Visit => [at, 'GET', '/', { 'cache-control': 'max-age=0', ...headers }]
  const run = (invalidation: string) => api([[0, 'GET', '/'], fresh(1), fresh(2, { authorization: 'AWS4-HMAC-SHA256 x' }), [3, 'GET', '/']], { f: {} }, { f: (_, times) => ({ answer: { statusCode: 200, body: String(times) } }) }, { cache: true, invalidation }).told()
  expect(heard(run('warn'))).toEqual(['200 1', '200 1', '200 2', '200 2'])
  expect(run('warn')[1]!.response!.headers.some(([name]) => name === 'warning')).toBe(true)
  expect(run('fail').map(({ status }) => status)).toEqual([200, 403, 200, 200])
  expect(heard(run('open'))).toEqual(['200 1', '200 2', '200 3', '200 3'])
})

test('API-10 the authorizer is asked on a hit, too; a cache switched on in mid-run takes four minutes, and may be flushed', () => {
  const run = api([asks(0, 'a'), asks(1, 'b'), asks(2)], { f: { authorizer: 'lambda' } }, { f: fine, guard: says(allow()) }, { cache: true }, guarded())
  expect([run.told().map(({ status }) => status), run.events('guard').length, run.events('f').length]).toEqual([[200, 200, 401], 2, 1])
  const later = api([100, 200, 251, 252, 253, 254].map((at): Visit => [at, 'GET', '/x']), { f: { path: '/x' } }, { f: fine }, {}, (drawing) => {
    drawing.at(10, 'api', 'set', { cache: true })
    drawing.at(253, 'api', 'flush')
  }, { forSec: 300 })
  expect(later.events('f')).toHaveLength(4)
})

test('API-14 OPTIONS is answered where the API was told to; the function’s own answers stay as they are', () => {
  const ask: Visit = [0, 'OPTIONS', '/a', { origin: 'https://a.example', 'access-control-request-method': 'PUT' }]
  const run = api([ask, [1, 'GET', '/a', { origin: 'https://a.example' }]], { f: { path: '/a', method: 'GET' } }, { f: fine }, { corsOrigins: 'https://a.example' })
  expect(run.told()[0]!.response).toMatchObject({ status: 200, headers: [['access-control-allow-origin', 'https://a.example'], ['access-control-allow-headers', expect.stringContaining('X-Api-Key')], ['access-control-allow-methods', 'GET,OPTIONS']] })
  expect(run.told()[1]!.response!.headers).toEqual([['content-type', 'application/json']])
  expect(api([ask], { f: { path: '/a', method: 'GET' } }).told()[0]!.status).toBe(403)
})

test('API-14 API-04 gateway responses change what the API says itself, by type or for a whole class', () => {
  const run = api([[0, 'GET', '/nothing'], [1, 'GET', '/a']], { f: { path: '/a' } }, { f: () => ({ status: 429, why: 'ConcurrentInvocationLimitExceeded' }) }, {
    gatewayResponses: [{ type: 'DEFAULT_4XX', status: 404, headers: "Access-Control-Allow-Origin: '*'", body: '{"error":$context.error.messageString}' }, { type: 'INTEGRATION_FAILURE', status: null, headers: '', body: 'later' }],
  })
  expect(heard(run.told())).toEqual(['404 {"error":"Missing Authentication Token"}', '504 later'])
  expect(run.told()[0]!.response!.headers).toContainEqual(['Access-Control-Allow-Origin', '*'])
})

test('API-07 Base64 becomes bytes for binary media types only', () => {
  const answer = { statusCode: 200, headers: { 'content-type': 'image/png' }, body: 'aGk=', isBase64Encoded: true }
  const base64 = (binaryMediaTypes: string) => api([[0, 'POST', '/x', { 'content-type': 'image/png' }, 'hi']], { f: { path: '/x' } }, { f: says(answer) }, { binaryMediaTypes })
  expect([base64('').told()[0]!.response!.base64, base64('image/png').told()[0]!.response!.base64]).toEqual([undefined, true])
  expect([base64('').events('f')[0].body, base64('image/png').events('f')[0]]).toMatchObject(['hi', { body: 'aGk=', isBase64Encoded: true }])
})

test('API-16 without a proxy: templates make the event and the answer; an error is 200 unless a pattern fits all of its message', () => {
  const wire = {
    path: '/todos/{id}', integration: 'custom',
    requestTemplate: '#set($name = $input.path(\'$.name\'))\n{"id":"$input.params(\'id\')","name":"$util.escapeJavaScript($name)","list":$input.json(\'$.list\'),"stage":"$context.stage","alias":"${stageVariables.alias}","ip":"$context.identity.sourceIp"}',
    responses: [{ pattern: '', status: 201, template: '{"made":$input.json(\'$.id\')}', headers: 'X-Made: yes' }, { pattern: '.*not found.*', status: 404, template: '{"error":"$input.path(\'$.errorMessage\')"}', headers: '' }],
  }
  const replies: Reply[] = [{ answer: { id: 7 } }, { why: 'Unhandled', answer: { errorMessage: 'item not found' } }, { why: 'Unhandled', answer: { errorMessage: 'boom' } }]
  const run = api(replies.map((_, at): Visit => [at, 'POST', '/todos/7', {}, '{"name":"Anna \\"A\\"","list":[1,2]}']), { f: wire }, { f: (_, times) => replies[times - 1]! }, { stageVariables: [{ name: 'alias', value: 'live' }] })
  expect(run.events('f')[0]).toEqual({ id: '7', name: 'Anna "A"', list: [1, 2], stage: 'prod', alias: 'live', ip: '203.0.113.9' })
  expect(heard(run.told())).toEqual(['201 {"made":7}', '404 {"error":"item not found"}', '201 {"made":""}'])
  expect(run.told()[0]!.response!.headers).toContainEqual(['X-Made', 'yes'])
  expect(heard(api([[0, 'GET', '/']], { f: { integration: 'custom' } }, { f: () => ({ why: 'Unhandled', answer: { errorMessage: 'boom' } }) }).told())).toEqual(['200 {"errorMessage":"boom"}'])
})

test('API-16 WIR-02 invoked as an event: the caller hears 200 at once, and the function runs after', () => {
  const run = visit([[0, 'POST', '/', {}, '{"a":1}']], {}, (drawing) => {
    drawing.add('web', 'web')
    drawing.add('restApi', 'api')
    drawing.add('lambda', 'f', { ioMs: 60_000, timeoutSec: 100 })
    drawing.wire('web', 'api')
    drawing.wire('api', 'f', { port: 'out', config: { integration: 'custom', async: true } })
  })
  expect(run.told()[0]).toMatchObject({ atSec: 0, status: 200 })
  expect([run.metric('f', 'AsyncEventsReceived').sum, run.metric('f', 'Invocations').sum, run.waiting()]).toEqual([1, 1, 0])
})

test('API-16 an integration with a queue sends the body, and answers what the queue’s own API says', () => {
  const run = visit([[0, 'POST', '/orders', {}, '{"order":1}']], {}, (drawing) => {
    drawing.add('web', 'web')
    drawing.add('restApi', 'api')
    drawing.add('sqs', 'orders')
    drawing.wire('web', 'api')
    drawing.wire('api', 'orders', { port: 'out', config: { path: '/orders', method: 'POST' } })
  })
  const { status, response } = run.told()[0]!
  expect(status).toBe(200)
  expect(JSON.parse(response!.body!)).toMatchObject({ MessageId: expect.stringMatching(/^[0-9a-f-]{36}$/), MD5OfMessageBody: expect.stringMatching(/^[0-9a-f]{32}$/) })
  expect(run.metric('orders', 'NumberOfMessagesSent').sum).toBe(1)
})

test('VAL-13 VAL-22 more than 29 s only for a Regional API whose quota was raised; a function that may run longer is warned of', () => {
  expect(one({ integrationTimeoutMs: 60_000 })).toEqual(['VAL-13 error integrationTimeoutMs'])
  expect(one({ integrationTimeoutMs: 60_000, endpointType: 'REGIONAL' })).toEqual(['VAL-13 error integrationTimeoutMs'])
  expect(one({ integrationTimeoutMs: 60_000, endpointType: 'REGIONAL' }, {}, { quotas: { restTimeoutMs: 60_000 } })).toEqual([])
  expect(one({}, { timeoutMs: 2_000 })).toEqual(['VAL-22 warning timeoutSec'])
})

test('API-01 API-04 API-11 API-16 what API Gateway refuses is refused before any run', () => {
  expect(one({}, { path: '/a/{b' })).toEqual(['API-01 error path'])
  expect(one({}, { path: '/a/{b+}/c' })).toEqual(['API-01 error path'])
  expect(one({}, { authorizer: 'lambda' })).toEqual(['API-11 error authorizer'])
  expect(one({}, { requestTemplate: '#foreach($a in $b)' })).toEqual(['API-16 error requestTemplate'])
  expect(one({}, { async: true })).toEqual(['WIR-02 error async'])
  expect(one({ keys: [{ name: 'k', value: 'short', rate: null, burst: null, quota: null, period: 'DAY' }] })).toEqual(['API-04 error keys'])
  expect(one({}, { validator: 'params', required: 'page' })).toEqual(['API-04 error required'])
})

test('LAM-EX-45 400 million calls', () => {
  expect(costOf('restApiRequests', 400e6, { freeTier: false })).toBeCloseTo(1_353.1, 6)
})

test('API-08 one drawing of methods, several stages: a stage variable names the alias that is invoked', () => {
  const run = (value: string) => visit([[0, 'GET', '/']], {}, (drawing) => {
    drawing.add('web', 'web')
    drawing.add('restApi', 'api', { stageVariables: [{ name: 'alias', value }] })
    const settings = JSON.stringify({ response: '{"statusCode":200,"body":"one"}' })
    drawing.add('lambda', 'f', { response: '{"statusCode":200,"body":"latest"}', versions: [{ number: 1, settings }], aliases: [{ name: 'live', version: 1, additional: null, weight: 0 }] })
    drawing.wire('web', 'api')
    drawing.wire('api', 'f', { port: 'out', config: { qualifier: '${stageVariables.alias}' } })
  })
  expect(heard(run('live').told())).toEqual(['200 one'])
  expect(heard(run('$LATEST').told())).toEqual(['200 latest'])
  expect(findings((drawing) => {
    drawing.add('restApi', 'api', { stageVariables: [{ name: 'alias', value: 'gone' }] })
    drawing.add('lambda', 'f')
    drawing.wire('api', 'f', { port: 'out', config: { qualifier: '${stageVariables.alias}' } })
  })).toEqual(['WIR-29 error qualifier'])
})

test('API-09 a canary gets its share of the stage’s requests, at methods of its own and under variables of its own', () => {
  const visits = Array.from({ length: 20 }, (_, at): Visit => [at, 'GET', at % 2 === 0 ? '/a' : '/b'])
  const run = (canaryPercent: number, actions: readonly number[] = []) => visit(visits, { old: () => ({ answer: { statusCode: 200, body: 'old' } }), fresh: () => ({ answer: { statusCode: 200, body: 'fresh' } }) }, (drawing) => {
    drawing.add('web', 'web')
    drawing.add('restApi', 'api', { canaryPercent, stageVariables: [{ name: 'db', value: 'one' }], canaryVariables: [{ name: 'db', value: 'two' }] })
    for (const name of ['old', 'fresh']) drawing.add('hand', name)
    drawing.wire('web', 'api')
    drawing.wire('api', 'old', { port: 'out', config: { path: '/a' } })
    drawing.wire('api', 'fresh', { port: 'out', config: { path: '/a', deployment: 'canary' } })
    drawing.wire('api', 'old', { port: 'out', config: { path: '/b' } })
    for (const atSec of actions) drawing.at(atSec, 'api', 'set', { canaryPercent: 0 })
  })
  const some = run(25)
  // Every fourth request: of /a there is a newer method, of /b the same under other variables.
  expect(heard(some.told()).filter((said) => said === '200 fresh')).toHaveLength(0)
  expect(some.events('old').map((event) => event.stageVariables.db).filter((db) => db === 'two')).toHaveLength(5)
  expect(heard(run(100).told()).filter((said) => said === '200 fresh')).toHaveLength(10)
  expect(run(100).events('fresh').every((event) => event.stageVariables.db === 'two')).toBe(true)
  expect(heard(run(0).told()).filter((said) => said === '200 fresh')).toHaveLength(0)
  // It is taken back in mid-run.
  expect(heard(run(100, [9.5]).told()).filter((said) => said === '200 fresh')).toHaveLength(5)
})

test('API-09 the canary may call another alias; its own method stands beside the stage’s, two of one deployment do not', () => {
  const draw = (deployments: readonly string[], alias = 'next') => findings((drawing) => {
    drawing.add('restApi', 'api', { canaryPercent: 10, stageVariables: [{ name: 'alias', value: 'live' }], canaryVariables: [{ name: 'alias', value: alias }] })
    drawing.add('lambda', 'f', { versions: [{ number: 1, settings: '' }], aliases: ['live', 'next'].map((name) => ({ name, version: 1, additional: null, weight: 0 })) })
    for (const deployment of deployments) drawing.wire('api', 'f', { port: 'out', config: { deployment, qualifier: '${stageVariables.alias}' } })
  })
  expect(draw(['stage', 'canary'])).toEqual([])
  expect(draw(['stage', 'canary'], 'gone')).toEqual(['WIR-29 error qualifier'])
  expect(draw(['both', 'stage'])).toEqual(['API-01 error path'])
})
