import { APIGatewayProxyEventV2Schema } from '@aws-lambda-powertools/parser/schemas/api-gatewayv2'
import type { LambdaFunctionURLEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import { makePlan } from '../../engine/plan.ts'
import { heard, type Json, type Reply, visit, type Visit } from '../../testkit/front.ts'
import { simulate, sketch } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'
import type { UrlEvent } from './event.ts'

const url = (visits: readonly Visit[], reply: (event: Json, times: number) => Reply = () => ({}), config: object = {}, wire: object = {}, settings = {}) =>
  visit(visits, { f: reply }, (drawing) => {
    drawing.add('web', 'web')
    drawing.add('functionUrl', 'url', { ...config })
    drawing.add('hand', 'f')
    drawing.wire('web', 'url')
    drawing.wire('url', 'f', { config: { ...wire } })
  }, settings)

test('FURL-03 the event is that of an HTTP API with the URL’s id, nulls where there is nothing, and nobody’s account when it is open', () => {
  const run = url([[0, 'POST', '/a/b?x=1', { cookie: 'k=v' }, '{"a":1}']], undefined, { corsOrigins: '*' })
  const event = run.events('f')[0] as UrlEvent
  // What handlers are typed with takes it as it is.
  const typed: Omit<LambdaFunctionURLEvent, 'requestContext' | 'pathParameters' | 'stageVariables'> = event
  expect(APIGatewayProxyEventV2Schema.parse(typed)).toMatchObject({ rawPath: '/a/b' })
  expect(Object.keys(event)).toEqual(['version', 'routeKey', 'rawPath', 'rawQueryString', 'cookies', 'headers', 'queryStringParameters', 'requestContext', 'body', 'pathParameters', 'isBase64Encoded', 'stageVariables'])
  expect(event).toMatchObject({ version: '2.0', routeKey: '$default', cookies: ['k=v'], body: '{"a":1}', pathParameters: null, stageVariables: null })
  const { requestContext: context } = event
  expect(context).toMatchObject({ accountId: 'anonymous', authentication: null, stage: '$default', routeKey: '$default' })
  expect(context.domainName).toBe(`${context.apiId}.lambda-url.us-east-1.on.aws`)
  expect(context.domainPrefix).toMatch(/^[a-z0-9]{32}$/)
})

test('FURL-01 LAM-URL-03 with IAM only signed requests pass, and the event says who signed', () => {
  const run = url([[0, 'GET', '/'], [1, 'GET', '/', { authorization: 'AWS4-HMAC-SHA256 Credential=A/x, SignedHeaders=host, Signature=0' }]], undefined, { authType: 'AWS_IAM' })
  expect(heard(run.told())).toEqual(['403 {"Message":"Forbidden"}', '200'])
  expect(run.events('f')[0].requestContext).toMatchObject({ accountId: '123456789012', authorizer: { iam: { cognitoIdentity: null, userArn: 'arn:aws:iam::123456789012:user/caller' } } })
})

test('FURL-01 LAM-URL-04 GEN-05 without its statements an open URL is 403 all the same; the course’s profile wants the first only', () => {
  const status = (wire: object, settings = {}) => url([[0, 'GET', '/']], undefined, {}, wire, settings).told()[0]!.status
  expect([status({ permission: false }), status({ invokePermission: false }), status({ invokePermission: false }, { profile: 'course' }), status({})]).toEqual([403, 403, 200, 200])
})

test('FURL-02 LAM-SYNC-10 D-29 what the function does shows: throttled 429, failed 502, timed out 504, too large 413, malformed 502', () => {
  const replies: Reply[] = [{ status: 429, why: 'ReservedFunctionConcurrentInvocationLimitExceeded' }, { why: 'Unhandled' }, { why: 'Sandbox.Timedout' }, { status: 413, why: 'RequestTooLargeException' }, { answer: { statusCode: 200, body: {} } }, { answer: { statusCode: 302, headers: { location: '/x' } } }, { answer: 'hello' }]
  const run = url(replies.map((_, at): Visit => [at, 'GET', '/']), (_, times) => replies[times - 1]!)
  expect(run.told().map(({ status, reason }) => `${status} ${reason}`)).toEqual(['429 TooManyRequests', '502 BadGateway', '504 GatewayTimeout', '413 RequestTooLong', '502 MalformedProxyResponse', '302 ', '200 '])
  expect(['UrlRequestCount', 'Url4xxCount', 'Url5xxCount'].map((name) => run.metric('url', name).sum)).toEqual([7, 2, 3])
})

test('FURL-04 it waits as long as the function runs, well beyond what an API would', () => {
  const run = url([[0, 'GET', '/']], () => ({ afterMs: 120_000, answer: 'done' }))
  expect(run.told()[0]).toMatchObject({ atSec: 120, status: 200 })
  expect(run.metric('url', 'UrlRequestLatency').max).toBe(120_000)
})

test('FURL-04 LAM-URL-05 a preflight is answered without the function, whose own CORS headers give way', () => {
  const run = url([[0, 'OPTIONS', '/', { origin: 'https://a.example', 'access-control-request-method': 'GET' }], [1, 'GET', '/', { origin: 'https://a.example' }], [2, 'GET', '/']],
    () => ({ answer: { statusCode: 200, headers: { 'access-control-allow-origin': 'https://wrong.example' } } }), { corsOrigins: 'https://a.example', corsMethods: '*' })
  expect(run.events('f')).toHaveLength(2)
  expect(run.told().map(({ response }) => response!.headers.filter(([name]) => name === 'access-control-allow-origin'))).toEqual([
    [['access-control-allow-origin', 'https://a.example']], [['access-control-allow-origin', 'https://a.example']], [['access-control-allow-origin', 'https://wrong.example']],
  ])
})

test('LAM-URL-06 LAM-EX-68 reserved concurrency of 5 lets in 50 requests a second, 0 none', () => {
  const run = (reserved: number) => simulate({ forSec: 20 }, (drawing) => {
    drawing.add('client', 'people', { rps: 100, forMs: 10_000 })
    drawing.add('functionUrl', 'url')
    drawing.add('lambda', 'f', { ioMs: 1, reserved })
    drawing.wire('people', 'url')
    drawing.wire('url', 'f')
  })
  expect(run(5).metric('people', '2xx').sum).toBe(500)
  expect(run(0).metric('people', '4xx').sum).toBe(1_000)
})

test('VAL-10 LAM-URL-01 a URL on a numbered version is refused, one on an alias is not', () => {
  const findings = (qualifier: string) => makePlan(sketch({}, (drawing) => {
    drawing.add('functionUrl', 'url')
    drawing.add('lambda', 'f')
    drawing.wire('url', 'f', { config: { qualifier } })
  }), services as never).findings.filter(({ rule }) => rule === 'VAL-10').map(({ level, field }) => `${level} ${field}`)
  expect([findings('3'), findings('')]).toEqual([['error qualifier'], []])
})

test('LAM-URL-02 a function that streams behind a URL that buffers is warned of', () => {
  const rules = (config: object) => makePlan(sketch({}, (drawing) => {
    drawing.add('functionUrl', 'url', { ...config })
    drawing.add('lambda', 'f', { streaming: true })
    drawing.wire('url', 'f')
  }), services as never).findings.map(({ rule }) => rule)
  expect([rules({}), rules({ invokeMode: 'RESPONSE_STREAM' })]).toEqual([['LAM-URL-02'], []])
})
