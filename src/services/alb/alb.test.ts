import { AlbMultiValueHeadersSchema, AlbSchema } from '@aws-lambda-powertools/parser/schemas/alb'
import type { ALBEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import { costOf } from '../../contract/prices.ts'
import { makePlan } from '../../engine/plan.ts'
import { type Reply, visit, type Visit } from '../../testkit/front.ts'
import { simulate, sketch } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'
import { capacityUnits } from './behaviour.ts'
import type { BalancerEvent } from './event.ts'

function balanced(visits: readonly Visit[], targets: { readonly [name: string]: object }, replies: Parameters<typeof visit>[1] = {}, config: object = {}) {
  return visit(visits, replies, (drawing) => {
    drawing.add('web', 'web')
    drawing.add('alb', 'alb', { ...config })
    drawing.wire('web', 'alb')
    for (const [name, wire] of Object.entries(targets)) {
      drawing.add('hand', name)
      drawing.wire('alb', name, { config: { ...wire } })
    }
  })
}
const ok = { answer: { statusCode: 200 } }
const findings = (targets: readonly object[], config: object = {}) => makePlan(sketch({}, (drawing) => {
  drawing.add('alb', 'alb', { ...config })
  targets.forEach((wire, at) => {
    drawing.add('lambda', `f${at}`)
    drawing.wire('alb', `f${at}`, { config: { ...wire } })
  })
}), services as never).findings.filter(({ level }) => level === 'error').map(({ rule, field }) => `${rule} ${field}`)

test('ALB-04 LAM-SYNC-12 LAM-TRG-04 the event with single values: the last of several, names in lower case, an empty body', () => {
  const run = balanced([[0, 'GET', '/lambda?query=1234ABCD&name=foo&name=bar', { 'X-Tag': ['a', 'b'] }]], { f: {} }, { f: () => ok })
  const event = run.events('f')[0] as BalancerEvent
  // What handlers are typed with takes it as it is.
  const typed: ALBEvent = event
  expect(AlbSchema.parse(typed)).toEqual(event)
  expect(Object.keys(event)).toEqual(['requestContext', 'httpMethod', 'path', 'queryStringParameters', 'headers', 'body', 'isBase64Encoded'])
  expect(event).toMatchObject({ httpMethod: 'GET', path: '/lambda', queryStringParameters: { query: '1234ABCD', name: 'bar' }, body: '', isBase64Encoded: false })
  expect(event.requestContext.elb.targetGroupArn).toMatch(/^arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup\/f\/[0-9a-f]{16}$/)
  expect(event.headers).toMatchObject({ 'x-tag': 'b', connection: 'keep-alive', 'x-forwarded-for': '203.0.113.9', 'x-forwarded-port': '80', 'x-forwarded-proto': 'http', 'x-imforwards': '20' })
})

test('ALB-05 multi-value headers: lists in the event, and only lists count in the answer', () => {
  const answers = [{ statusCode: 200, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] } }, { statusCode: 200, headers: { 'x-a': 'b' } }]
  const run = balanced([[0, 'GET', '/?name=foo&name=bar'], [1, 'GET', '/']], { f: { multiValue: true } }, { f: (_, times) => ({ answer: answers[times - 1] }) })
  const [event] = run.events('f')
  expect(AlbMultiValueHeadersSchema.parse(event)).toEqual(event)
  expect([event.multiValueQueryStringParameters, event.queryStringParameters, event.headers]).toEqual([{ name: ['foo', 'bar'] }, undefined, undefined])
  expect(run.told()[0]!.response!.headers.slice(0, 2)).toEqual([['Set-Cookie', 'a=1'], ['Set-Cookie', 'b=2']])
  expect(run.told()[1]).toMatchObject({ status: 502, reason: 'LambdaInvalidResponse' })
})

test('ALB-06 query values stay encoded, and a body that is no text is Base64', () => {
  const run = balanced([[0, 'POST', '/?q=a%20b', { 'content-type': 'image/png' }, 'hi'], [1, 'POST', '/', { 'content-type': 'application/json' }, '{}']], { f: {} }, { f: () => ok })
  const [png, json] = run.events('f')
  expect([png.queryStringParameters, png.body, png.isBase64Encoded]).toEqual([{ q: 'a%20b' }, 'aGk=', true])
  expect([json.body, json.isBase64Encoded]).toEqual(['{}', false])
})

test('ALB-02 ALB-03 D-28 what goes wrong behind it is 502 with its reason; 1 MB is the limit each way', () => {
  const replies: Reply[] = [{ why: 'Unhandled' }, { why: 'Sandbox.Timedout' }, { status: 429, why: 'ConcurrentInvocationLimitExceeded' }, { answer: { body: 'no status' } }, { answer: { statusCode: 200, body: 'x'.repeat(1_048_577) } }, { status: 500, why: 'ServiceException' }, { answer: { statusCode: 404, body: 'gone' } }]
  const run = balanced([...replies.map((_, at): Visit => [at, 'GET', '/']), [8, 'POST', '/', {}, 'x', 1_048_577]], { f: {} }, { f: (_, times) => replies[times - 1]! })
  expect(run.told().map(({ status, reason }) => `${status} ${reason}`)).toEqual([
    '502 LambdaUnhandled', '502 LambdaUnhandled', '502 LambdaThrottling', '502 LambdaInvalidResponse', '502 LambdaResponseTooLarge', '502 ServiceException', '404 ', '413 LambdaRequestTooLarge',
  ])
  expect(run.told()[0]!.response!.body).toContain('<title>502 Bad Gateway</title>')
  expect(['LambdaUserError', 'LambdaInternalError', 'HTTPCode_ELB_5XX_Count', 'HTTPCode_ELB_4XX_Count', 'HTTPCode_Target_4XX_Count'].map((name) => run.metric('alb', name).sum)).toEqual([6, 1, 6, 1, 1])
})

test('ALB-02 GEN-05 without a target 503, without permission 502, a WebSocket 400, more than thirty addresses 463', () => {
  expect(balanced([[0, 'GET', '/']], {}).told()[0]).toMatchObject({ status: 503 })
  const closed = balanced([[0, 'GET', '/']], { f: { permission: false } })
  expect([closed.told()[0]!.status, closed.told()[0]!.reason, closed.events('f')]).toEqual([502, 'LambdaAccessDenied', []])
  const run = balanced([[0, 'GET', '/', { upgrade: 'websocket' }], [1, 'GET', '/', { 'x-forwarded-for': Array.from({ length: 31 }, (_, at) => `10.0.0.${at}`).join(', ') }]], { f: {} })
  expect(run.told().map(({ status }) => status)).toEqual([400, 463])
})

test('ALB-01 it waits as long as the function runs, whatever the idle timeout', () => {
  const run = balanced([[0, 'GET', '/']], { f: {} }, { f: () => ({ ...ok, afterMs: 150_000 }) }, { idleTimeoutSec: 1 })
  expect(run.told()[0]).toMatchObject({ atSec: 150, status: 200 })
  expect(run.metric('alb', 'TargetResponseTime').max).toBe(150)
})

test('ALB-07 the status may be text; headers of one hop are dropped, the length is counted', () => {
  const run = balanced([[0, 'GET', '/']], { f: {} }, { f: () => ({ answer: { statusCode: '201', statusDescription: '201 Created', headers: { Connection: 'close', 'x-a': 'b', 'content-length': '99', 'content-type': 'text/plain' }, body: 'héllo' } }) })
  expect(run.told()[0]!.response).toEqual({ status: 201, headers: [['x-a', 'b'], ['content-type', 'text/plain'], ['content-length', '6']], body: 'héllo' })
})

test('WIR-05 rules by priority and condition, the default last; target groups of one rule share it by weight', () => {
  const run = balanced([
    [0, 'GET', '/api/a'], [1, 'GET', '/api/a', { 'x-beta': 'yes' }], [2, 'POST', '/x'], [3, 'GET', '/x?v=2'], [4, 'GET', '/API/a'], [5, 'GET', '/old/1'],
  ], { beta: { priority: 1, header: 'X-Beta: y*' }, api: { priority: 2, path: '/api/*' }, posts: { priority: 3, method: 'POST' }, two: { priority: 4, query: 'v=2' }, rest: {} },
  Object.fromEntries(['beta', 'api', 'posts', 'two', 'rest'].map((name) => [name, () => ok])), { rules: [{ priority: 9, path: '/old/*', host: '', action: 'redirect', status: 301, value: 'https://new.example' }] })
  expect(['beta', 'api', 'posts', 'two', 'rest'].map((name) => run.events(name).map((event) => event.path))).toEqual([['/api/a'], ['/api/a'], ['/x'], ['/x'], ['/API/a']])
  expect(run.told()[5]!.response).toMatchObject({ status: 301, headers: [['location', 'https://new.example']] })
  const shared = balanced(Array.from({ length: 8 }, (_, at): Visit => [at, 'GET', '/']), { a: { weight: 3 }, b: { weight: 1 } }, { a: () => ok, b: () => ok })
  expect([shared.events('a').length, shared.events('b').length]).toEqual([6, 2])
})

test('WIR-05 what no rule takes gets a fixed response; rules that AWS refuses are refused', () => {
  expect(balanced([[0, 'GET', '/x']], { a: { priority: 1, path: '/a' } }).told()[0]!.response).toMatchObject({ status: 404, body: 'Not Found' })
  expect(findings([{ priority: 1 }, { path: '/x' }, { priority: 5, path: '/a,/b,/c,/d,/e,/f' }, { priority: 7, path: '/a' }, { priority: 7, path: '/b' }])).toEqual(['WIR-05 path', 'WIR-05 priority', 'WIR-05 path', 'WIR-05 priority'])
})

test('ALB-08 STM-02 health checks are invocations: healthy after the first that passes, unhealthy after so many that fail, and requests go there all the same', () => {
  const run = balanced([[100, 'GET', '/']], { f: { healthCheck: true, intervalSec: 30, checkTimeoutSec: 5, healthPath: '/health', unhealthyAfter: 2 } }, { f: (_, times) => (times >= 3 ? { answer: { statusCode: 500 } } : ok) })
  const events = run.events('f')
  expect(events[0]).toEqual({ requestContext: events[0].requestContext, httpMethod: 'GET', path: '/health', queryStringParameters: {}, headers: { 'user-agent': 'ELB-HealthChecker/2.0' }, body: '', isBase64Encoded: false })
  expect(AlbSchema.parse(events[0])).toEqual(events[0])
  // 0, 30, …, 180 s, and the request.
  expect(events).toHaveLength(8)
  expect([run.metric('alb', 'UnHealthyHostCount').max, run.told()[0]!.status]).toEqual([1, 500])
  expect(findings([{ healthCheck: true, intervalSec: 10, checkTimeoutSec: 10 }])).toEqual(['ALB-08 checkTimeoutSec'])
})

test('ALB-08 a check that takes too long has failed, though the function runs on', () => {
  const run = balanced([], { f: { healthCheck: true, intervalSec: 100, checkTimeoutSec: 5, unhealthyAfter: 2 } }, { f: () => ({ ...ok, afterMs: 20_000 }) })
  expect(run.metric('alb', 'UnHealthyHostCount').max).toBe(1)
  expect(run.waiting()).toBe(1)
})

test('ALB-09 it counts requests, answers by class and what functions answered in bytes', () => {
  const run = balanced([[0, 'POST', '/', {}, 'abc'], [1, 'GET', '/']], { f: {} }, { f: (_, times) => ({ answer: { statusCode: times === 1 ? 200 : 302, body: 'hello' } }) })
  expect(['RequestCount', 'HTTPCode_Target_2XX_Count', 'HTTPCode_Target_3XX_Count', 'LambdaTargetProcessedBytes', 'HTTPCode_ELB_5XX_Count'].map((name) => run.metric('alb', name).sum)).toEqual([2, 1, 1, 13, 0])
})

test('LAM-EX-47 100 new connections a second, 2,000 open and 1.2 GB an hour are 4 units: 39.785 dollars in 730 hours', () => {
  expect(capacityUnits(100, 2_000, 1.2)).toBe(4)
  expect(costOf('albHours', 730, { freeTier: false }) + costOf('albCapacity', 4 * 730, { freeTier: false })).toBeCloseTo(39.785, 6)
})

test('VAL-14 a target group holds one function; rules share it by its name', () => {
  expect(findings([{ targetGroup: 'all' }, { targetGroup: 'all', priority: 1, path: '/a' }, { priority: 2, path: '/b' }])).toEqual(['VAL-14 targetGroup'])
  const [event] = balanced([[0, 'GET', '/']], { f: { targetGroup: 'shop' } }, { f: () => ok }).events('f') as BalancerEvent[]
  expect(event!.requestContext.elb.targetGroupArn).toMatch(/:targetgroup\/shop\/[0-9a-f]{16}$/)
})

test('ALB-02 a client that hangs up is 460 in the log; the function runs to its end, and what it says is nobody’s', () => {
  const run = (timeoutMs: number) => simulate({ forSec: 30 }, (drawing) => {
    drawing.add('client', 'people', { pattern: 'burst', burstSize: 1, forMs: 1, timeoutMs })
    drawing.add('alb', 'lb')
    drawing.add('lambda', 'f', { ioMs: 2_000, response: '{"statusCode":200}' })
    drawing.wire('people', 'lb')
    drawing.wire('lb', 'f', { port: 'out' })
  })
  const seen = (one: ReturnType<typeof run>) => [one.metric('people', 'Timeouts').sum, one.metric('lb', 'HTTPCode_ELB_4XX_Count').sum, one.metric('lb', 'HTTPCode_Target_2XX_Count').sum, one.metric('f', 'Invocations').sum]
  expect([seen(run(500)), seen(run(5_000))]).toEqual([[1, 1, 0, 1], [0, 0, 1, 1]])
  expect(run(500).story('lb', 'refused')).toEqual(['0.5 refused 1'])
})
