import { APIGatewayProxyEventSchema } from '@aws-lambda-powertools/parser/schemas/api-gateway'
import { APIGatewayProxyEventV2Schema, APIGatewayRequestAuthorizerEventV2Schema } from '@aws-lambda-powertools/parser/schemas/api-gatewayv2'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { expect, test } from 'vitest'
import { heard, type Json, type Reply, visit, type Visit } from '../../testkit/front.ts'
import type { EventV2 } from '../../contract/http/event.ts'
import type { Sketchbook } from '../../testkit/simulate.ts'

const says = (answer: unknown): (() => Reply) => () => ({ answer })

/** One API with one function behind each route. */
function api(visits: readonly Visit[], routes: { readonly [name: string]: object }, replies: Parameters<typeof visit>[1] = {}, config: object = {}, more: (book: Sketchbook) => void = () => undefined, settings = {}) {
  return visit(visits, replies, (drawing) => {
    drawing.add('web', 'web')
    drawing.add('httpApi', 'api', { ...config })
    drawing.wire('web', 'api')
    for (const [name, wire] of Object.entries(routes)) {
      drawing.add('hand', name)
      drawing.wire('api', name, { port: 'out', config: { ...wire } })
    }
    more(drawing)
  }, settings)
}

test('API-30 the closest route takes a request: a word before a variable, that before a greedy one, the method before ANY, $default last', () => {
  const routes = {
    dog: { method: 'GET', path: '/pets/dog/1' }, any: { method: 'GET', path: '/pets/dog/{id}' }, rest: { method: 'GET', path: '/pets/{proxy+}' }, all: { path: '/{proxy+}' }, else: {},
  }
  const run = api([[0, 'GET', '/pets/dog/1'], [1, 'GET', '/pets/dog/2'], [2, 'GET', '/pets/cat/1'], [3, 'POST', '/pets/dog/1'], [4, 'GET', '/']], routes)
  expect(Object.keys(routes).map((name) => run.events(name).map((event) => `${event.routeKey} ${event.requestContext.http.path}`))).toEqual([
    ['GET /pets/dog/1 /pets/dog/1'], ['GET /pets/dog/{id} /pets/dog/2'], ['GET /pets/{proxy+} /pets/cat/1'], ['ANY /{proxy+} /pets/dog/1'], ['$default /'],
  ])
  expect(run.events('any')[0].pathParameters).toEqual({ id: '2' })
  expect(run.events('rest')[0].pathParameters).toEqual({ proxy: 'cat/1' })
})

test('API-30 several routes may lead to one function, each with settings of its own', () => {
  const run = visit([[0, 'GET', '/todos'], [1, 'POST', '/todos'], [2, 'DELETE', '/todos']], { f: () => ({ answer: { statusCode: 200 } }) }, (drawing) => {
    drawing.add('web', 'web')
    drawing.add('httpApi', 'api')
    drawing.add('hand', 'f')
    drawing.wire('web', 'api')
    for (const [method, payload] of [['GET', '1.0'], ['POST', '2.0']]) drawing.wire('api', 'f', { port: 'out', config: { method, path: '/todos', payload } })
  })
  expect(run.events('f').map((event) => [event.version, event.routeKey ?? event.httpMethod])).toEqual([['1.0', 'GET'], ['2.0', 'POST /todos']])
  expect(run.told().map(({ status }) => status)).toEqual([200, 200, 404])
})

test('API-30 API-31 what no route takes is 404, and reaches no function', () => {
  const run = api([[0, 'GET', '/nothing'], [1, 'DELETE', '/todos']], { todos: { method: 'GET', path: '/todos' } })
  expect(heard(run.told())).toEqual(['404 {"message":"Not Found"}', '404 {"message":"Not Found"}'])
  expect([run.events('todos'), run.metric('api', '4xx').sum, run.metric('api', 'Count').sum]).toEqual([[], 2, 2])
})

test('API-36 API-08 LAM-TRG-04 the event of format 2.0: keys and order, headers in lower case, several values with commas, what is absent is left out', () => {
  const run = api([[5, 'GET', '/todos/7?a=1&a=2', { Cookie: 's=1; t=2', 'X-Tag': ['x', 'y'] }], [6, 'POST', '/todos/8', { 'content-type': 'application/json' }, '{"id":8}']], { f: { path: '/todos/{id}' } }, {}, { stageVariables: [{ name: 'k', value: 'v' }] })
  const [first, second] = run.events('f')
  // What handlers are typed with takes it as it is.
  const typed: Omit<APIGatewayProxyEventV2, 'requestContext'> = first as EventV2
  expect(APIGatewayProxyEventV2Schema.parse(typed)).toEqual(first)
  expect(Object.keys(first)).toEqual(['version', 'routeKey', 'rawPath', 'rawQueryString', 'cookies', 'headers', 'queryStringParameters', 'requestContext', 'pathParameters', 'isBase64Encoded', 'stageVariables'])
  expect(first).toMatchObject({
    version: '2.0', routeKey: 'ANY /todos/{id}', rawPath: '/todos/7', rawQueryString: 'a=1&a=2', cookies: ['s=1', 't=2'], queryStringParameters: { a: '1,2' },
    headers: { 'x-tag': 'x,y', 'x-forwarded-for': '203.0.113.9', 'x-forwarded-port': '443', 'x-forwarded-proto': 'https' }, pathParameters: { id: '7' }, stageVariables: { k: 'v' },
    requestContext: { accountId: '123456789012', http: { method: 'GET', path: '/todos/7', protocol: 'HTTP/1.1', sourceIp: '203.0.113.9' }, stage: '$default', time: '01/Jan/2026:00:00:05 +0000', timeEpoch: 1_767_225_605_000 },
  })
  expect(first.headers['x-amzn-trace-id']).toMatch(/^Root=1-6955b905-[0-9a-f]{24}$/)
  expect(first.headers.host).toBe(`${first.requestContext.apiId}.execute-api.us-east-1.amazonaws.com`)
  expect(second).toMatchObject({ body: '{"id":8}', isBase64Encoded: false, headers: { 'content-length': '8' } })
})

test('API-36 a stage with a name stands in the path', () => {
  const run = api([[0, 'GET', '/todos']], { f: { path: '/todos' } }, {}, { stage: 'prod' })
  expect(run.events('f')[0]).toMatchObject({ rawPath: '/prod/todos', requestContext: { stage: 'prod', http: { path: '/prod/todos' } } })
})

test('API-32 LAM-TRG-04 format 1.0 sends what REST APIs send, and wants a status back', () => {
  const run = api([[0, 'GET', '/todos/7?a=1&a=2'], [1, 'GET', '/todos/7']], { f: { path: '/todos/{id}', payload: '1.0' } }, { f: (_, times) => ({ answer: times === 1 ? { statusCode: 201, body: 'made' } : { body: 'no status' } }) })
  const [event] = run.events('f')
  APIGatewayProxyEventSchema.parse(event)
  expect(event).toMatchObject({ version: '1.0', resource: '/todos/{id}', path: '/todos/7', httpMethod: 'GET', queryStringParameters: { a: '2' }, multiValueQueryStringParameters: { a: ['1', '2'] }, pathParameters: { id: '7' }, stageVariables: null, body: null })
  expect(heard(run.told())).toEqual(['201 made', '500 {"message":"Internal Server Error"}'])
  expect(run.told()[1]!.reason).toBe('MalformedProxyResponse')
})

test('API-32 LAM-SYNC-11 D-30 an answer without a status is the body of a 200; with one it has to be well formed', () => {
  const answers: unknown[] = [{ id: 7 }, 'plain text', null, { statusCode: 404, body: 'no' }, { statusCode: '201', headers: { 'X-A': 1 }, cookies: ['a=1', 'b=2'], more: true }, { statusCode: 200, body: { id: 7 } }, { statusCode: 'fine' }, [1, 2]]
  const run = api(answers.map((_, at): Visit => [at, 'GET', '/']), { f: {} }, { f: (_, times) => ({ answer: answers[times - 1] }) })
  expect(heard(run.told())).toEqual(['200 {"id":7}', '200 plain text', '200 null', '404 no', '201', '500 {"message":"Internal Server Error"}', '500 {"message":"Internal Server Error"}', '200 [1,2]'])
  expect(run.told()[0]!.response!.headers).toEqual([['content-type', 'application/json']])
  expect(run.told()[4]!.response!.headers).toEqual([['X-A', '1'], ['set-cookie', 'a=1'], ['set-cookie', 'b=2'], ['content-type', 'text/plain;charset=UTF-8']])
})

test('API-31 LAM-SYNC-09 a function error is 500, a throttled function 503, no permission 500, a slow one 503 after the timeout', () => {
  const run = api([[0, 'GET', '/fails'], [1, 'GET', '/full'], [2, 'GET', '/closed'], [3, 'GET', '/slow']], {
    fails: { path: '/fails' }, full: { path: '/full' }, closed: { path: '/closed', permission: false }, slow: { path: '/slow', timeoutMs: 2_500 },
  }, {
    fails: () => ({ why: 'Unhandled', answer: { errorMessage: 'no' } }), full: () => ({ status: 429, why: 'ConcurrentInvocationLimitExceeded' }), slow: () => ({ afterMs: 4_000, answer: 'late' }),
  })
  expect(run.told().map(({ atSec, status, reason, response }) => `${atSec} ${status} ${reason} ${response!.body}`)).toEqual([
    '0 500 InternalServerError {"message":"Internal Server Error"}', '1 503 ServiceUnavailable {"message":"Service Unavailable"}',
    '2 500 AccessDeniedException {"message":"Internal Server Error"}', '5.5 503 ServiceUnavailable {"message":"Service Unavailable"}',
  ])
  expect([run.events('closed').length, run.events('slow').length, run.metric('api', '5xx').sum]).toEqual([0, 1, 4])
  expect(run.waiting()).toBe(0)
})

test('API-31 a payload over 10 MB is 413, headers over 10,240 B are 431', () => {
  const run = api([[0, 'POST', '/a', {}, 'x', 10_485_761], [1, 'GET', '/a', { 'x-long': 'x'.repeat(10_240) }], [2, 'POST', '/a', {}, 'x', 10_485_760]], { f: { path: '/a' } })
  expect(run.told().map(({ status }) => status)).toEqual([413, 431, 200])
})

test('API-03 a route’s bucket: so many at once, so many more each second, 429 for the rest; other routes do not feel it', () => {
  const visits: Visit[] = [0, 0, 0, 0.4, 0.5, 0.5].map((at) => [at, 'GET', '/tight'])
  const run = api([...visits, [0.5, 'GET', '/free']], { tight: { path: '/tight', rate: 2, burst: 2 }, free: { path: '/free' } })
  expect(run.told().map(({ status }) => status)).toEqual([200, 200, 429, 429, 200, 429, 200])
  expect(run.told()[2]!.response!.body).toBe('{"message":"Too Many Requests"}')
})

test('API-03 all APIs of the account draw from one bucket', () => {
  const run = visit([[0, 'GET', '/'], [0, 'GET', '/'], [0, 'GET', '/']], {}, (drawing) => {
    for (const name of ['a', 'b']) drawing.add('httpApi', name)
    for (const name of ['web', 'other']) drawing.add('web', name)
    drawing.add('hand', 'f')
    drawing.wire('web', 'a')
    drawing.wire('other', 'b')
    for (const name of ['a', 'b']) drawing.wire(name, 'f', { port: 'out' })
  }, { quotas: { apiRate: 1, apiBurst: 4 } })
  expect([...run.told('web'), ...run.told('other')].filter(({ status }) => status === 429)).toHaveLength(2)
})

test('API-33 CORS: the API answers preflights itself and puts its own headers in the place of the function’s', () => {
  const origin = { origin: 'https://app.example.com' }
  const run = api([
    [0, 'OPTIONS', '/todos', { ...origin, 'access-control-request-method': 'PUT' }], [1, 'GET', '/todos', origin], [2, 'GET', '/todos', { origin: 'https://evil.example' }], [3, 'OPTIONS', '/todos'],
  ], { f: {} }, { f: says({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*', 'x-a': 'b' }, body: '' }) }, {
    corsOrigins: 'https://app.example.com, https://b.example', corsMethods: 'GET,PUT', corsHeaders: 'authorization', corsMaxAgeSec: 600, corsCredentials: true,
  })
  expect(run.told()[0]!.response).toEqual({ status: 204, headers: [
    ['access-control-allow-origin', 'https://app.example.com'], ['access-control-allow-methods', 'GET,PUT'], ['access-control-allow-headers', 'authorization'], ['access-control-max-age', '600'], ['access-control-allow-credentials', 'true'],
  ] })
  expect(run.told()[1]!.response!.headers).toEqual([['x-a', 'b'], ['content-type', 'text/plain;charset=UTF-8'], ['access-control-allow-origin', 'https://app.example.com'], ['access-control-allow-credentials', 'true']])
  expect(run.told()[2]!.response!.headers).toEqual([['x-a', 'b'], ['content-type', 'text/plain;charset=UTF-8']])
  expect(run.events('f').map((event) => event.requestContext.http.method)).toEqual(['GET', 'GET', 'OPTIONS'])
})

const token = (claims: object) => `Bearer ${['{"alg":"RS256","kid":"k1"}', JSON.stringify({ iss: 'https://issuer.example', aud: 'app', exp: 1_767_225_700, ...claims }), 'sig'].map((part) => Buffer.from(part).toString('base64url')).join('.')}`

test('API-34 a JWT needs issuer, audience and time, else 401, and one of the scopes, else 403; claims reach the function', () => {
  const visits: Visit[] = [[0, 'GET', '/'], ...[{ scope: 'read write' }, { iss: 'other' }, { aud: ['x', 'y'] }, { exp: 1_767_225_604 }, { nbf: 1_767_226_000 }, { scope: 'write' }, { aud: undefined, client_id: 'app', scope: 'read' }].map((claims, at): Visit => [at + 1, 'GET', '/', { Authorization: token(claims) }]), [9, 'GET', '/', { authorization: 'Bearer rubbish' }]]
  const run = api(visits, { f: { authorizer: 'jwt', scopes: 'read admin' } })
  expect(run.told().map(({ status }) => status)).toEqual([401, 200, 401, 401, 401, 401, 403, 200, 401])
  expect(run.told()[0]!.response!.body).toBe('{"message":"Unauthorized"}')
  expect(run.events('f')[0].requestContext.authorizer.jwt).toEqual({ claims: { iss: 'https://issuer.example', aud: 'app', exp: '1767225700', scope: 'read write' }, scopes: ['read'] })
})

test('API-34 a token names an RSA key of the issuer; with the issuer’s keys at hand its signature is checked', () => {
  // Made for this test with a key of 1,024 bits, of which only the public half was kept.
  const key = { kty: 'RSA', kid: 'k1', e: 'AQAB', n: 'qaPL49CE5vMbPPpOFOX4p1gSZeRLpNhgTNnwpoS663ECoNZRqwT9_3dVs0NfBMhW9cZ2LKTg0a6T292rK4hAVShJzL4akv70Popu-dKHFlHKcuOTRjlVHjdMs8k7arXJoBTZquqii_dwBIZhXJ0VmwLl00g7fQamYj9MGHG7oWk' }
  const [head, claims, signature] = 'eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIiwiYXVkIjoiYXBwIiwic3ViIjoiYW5uYSIsInNjb3BlIjoidG9kb3M6cmVhZCJ9.JetGgZzKRmvrTfhlDHyAnWlPipy4asOM6iOJwQY_Ff1keCMojevMxjeMPyk2KqZD1ohVlhZQ0dJFX3MnUvY2QZ-EbFr8fG9I3j_3i1nIhJDIIOaXvypc7zSgNiuz_9wHtOZf2BgqjVyRahl2svaRQ2KNdBSfnhtHGJsGa2I1xWc'.split('.') as [string, string, string]
  const url64 = (text: string) => Buffer.from(text).toString('base64url')
  const forged = url64(JSON.stringify({ iss: 'https://issuer.example', aud: 'app', sub: 'eve' }))
  const tokens = [[head, claims, signature], [head, forged, signature], [head, claims, url64('signature')], [url64('{"alg":"RS256","kid":"k2"}'), claims, signature], [url64('{"alg":"HS256","kid":"k1"}'), claims, signature], [url64('{"alg":"none"}'), claims, signature]]
  const visits = tokens.map((parts, at): Visit => [at, 'GET', '/', { authorization: parts.join('.') }])
  const statuses = (jwtKeys: string) => api(visits, { f: { authorizer: 'jwt' } }, {}, { jwtKeys }).told().map(({ status }) => status)
  expect(statuses(JSON.stringify({ keys: [key] }))).toEqual([200, 401, 401, 401, 401, 401])
  // Nobody told the API of keys: what looks signed by RSA is.
  expect(statuses('')).toEqual([200, 200, 200, 200, 401, 401])
})

test('API-34 IAM wants a signature; who signed stands in the event', () => {
  const run = api([[0, 'GET', '/'], [1, 'GET', '/', { authorization: 'AWS4-HMAC-SHA256 Credential=AKIA/x, SignedHeaders=host, Signature=0' }]], { f: { authorizer: 'iam' } })
  expect(heard(run.told())).toEqual(['403 {"message":"Forbidden"}', '200'])
  expect(run.events('f')[0].requestContext.authorizer.iam).toMatchObject({ accountId: '123456789012', cognitoIdentity: null })
})

const guard = (config: object, reply: (event: Json, times: number) => Reply, visits: readonly Visit[], routes: { [name: string]: object } = { f: { authorizer: 'lambda' } }) =>
  api(visits, routes, { guard: reply }, {}, (drawing) => {
    drawing.add('hand', 'guard')
    drawing.wire('api', 'guard', { port: 'authorizer', config: { ...config } })
  })
const asks = (at: number, value?: string, target = '/'): Visit => [at, 'GET', target, value === undefined ? {} : { authorization: value }]

test('API-34 WIR-03 a Lambda authorizer says yes or no; without its identity source it is not asked, and broken it is 500', () => {
  const run = guard({}, (event) => {
    const [who] = event.identitySource
    return who === 'broken' ? { answer: { yes: 1 } } : who === 'crash' ? { why: 'Unhandled' } : who === 'slow' ? { afterMs: 11_000, answer: { isAuthorized: true } } : { answer: { isAuthorized: who === 'anna', context: { team: 7 } } }
  }, [asks(0), asks(1, 'anna'), asks(2, 'eve'), asks(3, 'broken'), asks(4, 'crash'), asks(5, 'slow')])
  expect(run.told().map(({ atSec, status, response }) => `${atSec} ${status} ${response?.body}`)).toEqual([
    '0 401 {"message":"Unauthorized"}', '1 200 ', '2 403 {"message":"Forbidden"}', '3 500 {"message":"Internal Server Error"}', '4 500 {"message":"Internal Server Error"}', '15 500 {"message":"Internal Server Error"}',
  ])
  const [event] = run.events('guard')
  expect(APIGatewayRequestAuthorizerEventV2Schema.parse(event)).toMatchObject({ type: 'REQUEST', identitySource: ['anna'], routeKey: '$default' })
  expect(event.routeArn).toMatch(/^arn:aws:execute-api:us-east-1:123456789012:[a-z0-9]{10}\/\$default\/\$default$/)
  expect(run.events('f').map((one) => one.requestContext.authorizer)).toEqual([{ lambda: { team: 7 } }])
  expect(run.waiting()).toBe(0)
})

test('API-34 an answer is kept for its time by identity, and serves every route', () => {
  const run = guard({ ttlSec: 10 }, () => ({ answer: { isAuthorized: true } }), [asks(0, 'a', '/x'), asks(5, 'a', '/y'), asks(6, 'b', '/x'), asks(10, 'a', '/x')], { f: { authorizer: 'lambda', path: '/x' }, g: { authorizer: 'lambda', path: '/y' } })
  expect(run.events('guard').map((event) => event.identitySource)).toEqual([['a'], ['b'], ['a']])
  expect(run.told().map(({ status }) => status)).toEqual([200, 200, 200, 200])
})

test('API-34 format 1.0: a policy decides, an explicit Deny wins, and the context is text', () => {
  const policy = (effect: string, arn = '*') => ({ Action: 'execute-api:Invoke', Effect: effect, Resource: arn })
  const run = guard({ payload: '1.0' }, (event, times) => ({ answer: { principalId: 'anna', context: { level: 3 }, policyDocument: { Version: '2012-10-17', Statement: times === 1 ? [policy('Allow', event.methodArn)] : [policy('Allow'), policy('Deny')] } } }), [asks(0, 'a'), asks(1, 'a')])
  expect(run.told().map(({ status }) => status)).toEqual([200, 403])
  expect(run.events('f')[0].requestContext.authorizer.lambda).toEqual({ level: '3' })
})

test('API-37 counts, errors, latency with and without the integration, bytes', () => {
  const run = api([[0, 'GET', '/'], [1, 'POST', '/', {}, 'abcd']], { f: {} }, { f: (_, times) => (times === 1 ? { afterMs: 40, answer: { statusCode: 200, body: 'hello' } } : { answer: { statusCode: 503 } }) })
  expect([run.metric('api', 'Count').sum, run.metric('api', '4xx').sum, run.metric('api', '5xx').sum, run.metric('api', 'DataProcessed').sum]).toEqual([2, 0, 1, 9])
  expect(run.metric('api', 'Latency').max).toBe(40)
  expect(run.metric('api', 'IntegrationLatency').max).toBe(40)
})

test('API-35 WIR-02 an API passes a request on to another HTTP thing as it came, and its answer back as it is', () => {
  const run = visit([[0, 'GET', '/x?y=1']], { f: says({ statusCode: 418, body: 'teapot' }) }, (drawing) => {
    drawing.add('web', 'web')
    drawing.add('httpApi', 'front')
    drawing.add('httpApi', 'back')
    drawing.add('hand', 'f')
    drawing.wire('web', 'front')
    drawing.wire('front', 'back')
    drawing.wire('back', 'f', { port: 'out', config: { path: '/x' } })
  })
  expect(heard(run.told())).toEqual(['418 teapot'])
  expect(run.events('f')[0]).toMatchObject({ rawPath: '/x', rawQueryString: 'y=1' })
})
