import { APIGatewayProxyWebsocketEventSchema } from '@aws-lambda-powertools/parser/schemas/api-gateway-websocket'
import type { APIGatewayProxyWebsocketEventV2 } from 'aws-lambda'
import { expect, test } from 'vitest'
import { makePlan } from '../../engine/plan.ts'
import { type Json, type Reply, visit, type Visit } from '../../testkit/front.ts'
import { simulate, sketch } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'
import type { SocketEvent } from './event.ts'

const says = (at: number, body: string, headers: { [name: string]: string } = {}, sizeBytes = body.length): Visit => [at, 'GET', '/?room=a', headers, body, sizeBytes]
function socket(visits: readonly Visit[], routes: { readonly [name: string]: object }, replies: Parameters<typeof visit>[1] = {}, config: object = {}, authorizer?: object, settings = {}) {
  return visit(visits, replies, (drawing) => {
    drawing.add('web', 'web')
    drawing.add('websocketApi', 'api', { connections: 1, ...config })
    drawing.wire('web', 'api')
    for (const [name, wire] of Object.entries(routes)) {
      drawing.add('hand', name)
      drawing.wire('api', name, { port: 'out', config: { ...wire } })
    }
    if (!authorizer) return
    drawing.add('hand', 'guard')
    drawing.wire('api', 'guard', { port: 'authorizer', config: { ...authorizer } })
  }, settings)
}
const kinds = (events: readonly Json[]) => events.map(({ requestContext }) => `${requestContext.eventType} ${requestContext.routeKey}`)
const fine = (): Reply => ({ answer: { statusCode: 200 } })

test('API-50 the first message opens the connection; $connect, $default and words of one’s own; it ends after ten idle minutes', () => {
  const run = socket([says(0, '{"action":"join"}'), says(1, '{"action":"other"}'), says(2, 'no json'), says(500, '{"action":"join"}')], { base: {}, join: { route: 'join' } }, { base: fine, join: fine }, {}, undefined, { forSec: 1_200 })
  expect(kinds(run.events('base'))).toEqual(['CONNECT $connect', 'MESSAGE $default', 'MESSAGE $default', 'DISCONNECT $disconnect'])
  expect(kinds(run.events('join'))).toEqual(['MESSAGE join', 'MESSAGE join'])
  expect(run.events('base').at(-1)!.requestContext).toMatchObject({ disconnectStatusCode: 1_001, disconnectReason: 'Going away', requestTime: '01/Jan/2026:00:18:20 +0000' })
  expect(['ConnectCount', 'MessageCount'].map((name) => run.metric('api', name).sum)).toEqual([1, 4])
  expect(run.metric('api', 'ConnectionMinutes').sum).toBeCloseTo(1_100 / 60, 6)
})

test('API-51 the events: one connection id, headers and query when connecting, a body with each message', () => {
  const run = socket([says(3, '{"action":"x","n":1}', { 'user-agent': 'test/1' })], { f: {} }, { f: fine }, { closeAfterSec: 10, stageVariables: [{ name: 'k', value: 'v' }] })
  const [connect, message, disconnect] = run.events('f') as [SocketEvent, SocketEvent, SocketEvent]
  // What handlers are typed with takes them as they are.
  const typed: Omit<APIGatewayProxyWebsocketEventV2, 'requestContext'> = message
  expect(typed).toMatchObject({ body: '{"action":"x","n":1}', isBase64Encoded: false, stageVariables: { k: 'v' } })
  for (const event of [connect, message, disconnect]) APIGatewayProxyWebsocketEventSchema.shape.requestContext.parse(event.requestContext)
  expect(connect).toMatchObject({ queryStringParameters: { room: 'a' }, multiValueQueryStringParameters: { room: ['a'] }, headers: { 'X-Forwarded-For': '203.0.113.9', 'Sec-WebSocket-Version': '13' } })
  expect([message.headers, connect.body]).toEqual([undefined, undefined])
  expect(message.requestContext).toMatchObject({ eventType: 'MESSAGE', messageDirection: 'IN', connectedAt: 1_767_225_603_000, requestTimeEpoch: 1_767_225_603_000, stage: 'prod', identity: { sourceIp: '203.0.113.9', userAgent: 'test/1' }, messageId: expect.any(String) })
  expect(new Set([connect, message, disconnect].map((event) => event.requestContext.connectionId)).size).toBe(1)
  expect(connect.requestContext.messageId).toBeUndefined()
  expect(disconnect.requestContext).toMatchObject({ eventType: 'DISCONNECT', disconnectStatusCode: 1_000 })
})

test('API-50 what $connect answers decides: 401 and 403 refuse, a failure is 500, and the message is never sent', () => {
  const status = (reply: Reply) => {
    const run = socket([says(0, '{}')], { f: {} }, { f: () => reply })
    return [run.told()[0]!.status, kinds(run.events('f')).length]
  }
  expect([{ answer: { statusCode: 401 } }, { answer: { statusCode: 400 } }, { why: 'Unhandled' as const }, { answer: 'odd' }, { answer: { statusCode: 204 } }].map(status)).toEqual([[401, 1], [403, 1], [500, 1], [500, 1], [200, 2]])
})

test('API-50 WIR-03 the authorizer is asked when connecting, and only then', () => {
  const policy = (effect: string) => ({ answer: { principalId: 'anna', context: { level: 3 }, policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: '*' }] } } })
  const run = (who: string | undefined) => socket([says(0, '{}', who === undefined ? {} : { authorization: who }), says(1, '{}', who === undefined ? {} : { authorization: who })], { f: {} }, { f: fine, guard: () => policy(who === 'anna' ? 'Allow' : 'Deny') }, {}, {})
  expect([undefined, 'eve', 'anna'].map((who) => run(who).told().map(({ status }) => status))).toEqual([[401, 401], [403, 403], [200, 200]])
  const anna = run('anna')
  expect([anna.events('guard').length, anna.events('f')[0].requestContext.authorizer]).toEqual([1, { level: '3', principalId: 'anna' }])
  expect(anna.events('guard')[0]).toMatchObject({ type: 'REQUEST', methodArn: expect.stringMatching(/\/prod\/\$connect$/) })
})

test('API-50 limits: 128 KB a message, then the connection is closed with 1009; two hours a connection; 500 new ones a second', () => {
  const run = socket([says(0, '{}', {}, 131_072), says(1, '{}', {}, 131_073), says(2, '{}')], { f: {} }, { f: fine })
  expect(run.told().map(({ status }) => status)).toEqual([200, 413, 200])
  expect(run.events('f').filter(({ requestContext }) => requestContext.eventType === 'DISCONNECT').map(({ requestContext }) => requestContext.disconnectStatusCode)).toEqual([1_009])
  expect(run.metric('api', 'MeteredMessages').sum).toBe(4 + 5 + 1)
  const long = socket(Array.from({ length: 20 }, (_, at) => says(at * 400, '{}')), { f: {} }, { f: fine }, {}, undefined, { forSec: 8_000 })
  expect(long.events('f').filter(({ requestContext }) => requestContext.eventType === 'DISCONNECT').map(({ requestContext }) => requestContext.requestTime)).toEqual(['01/Jan/2026:02:00:00 +0000'])
  const many = socket(Array.from({ length: 5 }, () => says(0, '{}')), { f: {} }, { f: fine }, { connections: 5 }, undefined, { quotas: { websocketConnects: 3 } })
  expect(many.told().map(({ status }) => status)).toEqual([200, 200, 200, 429, 429])
})

test('API-50 an error is a frame of its own; an unknown route without $default is forbidden; replies go back only where the route says so', () => {
  const run = socket([says(0, '{"action":"fails"}'), says(1, '{"action":"echo"}'), says(2, '{"action":"silent"}'), says(3, '{"action":"nothing"}'), says(4, '{"action":"slow"}')], {
    fails: { route: 'fails' }, echo: { route: 'echo', replies: true }, silent: { route: 'silent' }, slow: { route: 'slow' },
  }, { fails: () => ({ why: 'Unhandled' }), echo: () => ({ answer: { statusCode: 200, body: 'hello' } }), silent: () => ({ answer: { statusCode: 200, body: 'lost' } }), slow: () => ({ afterMs: 30_000 }) })
  expect(run.told().map(({ atSec, status, response }) => [atSec, status, response!.body!.startsWith('{') ? JSON.parse(response!.body!).message : response!.body])).toEqual([[0, 500, 'Internal server error'], [1, 200, 'hello'], [2, 200, ''], [3, 403, 'Forbidden'], [33, 504, 'Endpoint request timed out']])
  expect(['IntegrationError', 'ClientError'].map((name) => run.metric('api', name).sum)).toEqual([2, 1])
})

test('API-52 a function posts to a connection; when none is open it hears 410', () => {
  const run = (connected: boolean) => simulate({ forSec: 30 }, (drawing) => {
    if (connected) drawing.add('client', 'people', { pattern: 'burst', burstSize: 1, forMs: 1 })
    drawing.add('client', 'other', { pattern: 'burst', burstSize: 1, forMs: 1, startAtMs: 5_000 })
    drawing.add('websocketApi', 'api', { connections: 1 })
    drawing.add('lambda', 'handler')
    drawing.add('lambda', 'pusher', { maxRetries: 0 })
    if (connected) drawing.wire('people', 'api')
    drawing.wire('api', 'handler')
    drawing.wire('other', 'pusher')
    drawing.wire('pusher', 'api')
  })
  expect([run(true).metric('api', 'MessageCount').sum, run(true).metric('other', '2xx').sum]).toEqual([2, 1])
  expect([run(false).metric('api', 'ClientError').sum, run(false).metric('other', 'FunctionErrors').sum]).toEqual([1, 1])
})

test('API-03 GEN-05 a route’s bucket refuses the rest; without permission a client hears of an internal error', () => {
  const tight = socket([says(0, '{}'), says(0, '{}'), says(1, '{}')], { f: {} }, { f: fine }, { rate: 1, burst: 1 })
  expect(tight.told().map(({ status }) => status)).toEqual([200, 429, 200])
  expect(socket([says(0, '{}')], { f: { permission: false } }).told()[0]).toMatchObject({ status: 500, reason: 'AccessDeniedException' })
})

test('API-50 two wires with one route are refused, and so is a route that only looks like one of the three', () => {
  const rules = makePlan(sketch({}, (drawing) => {
    drawing.add('websocketApi', 'api')
    for (const [at, route] of ['', '$connect', '$join'].entries()) {
      drawing.add('lambda', `f${at}`)
      drawing.wire('api', `f${at}`, { port: 'out', config: { route } })
    }
  }), services as never).findings.filter(({ level }) => level === 'error').map(({ on, field }) => `${on} ${field}`)
  expect(rules).toEqual(['w2 route', 'w3 route'])
})
