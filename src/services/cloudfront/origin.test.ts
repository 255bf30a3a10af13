import { expect, test } from 'vitest'
import { cfOf, says, shop } from '../../testkit/distribution.ts'
import { type Json, visit, type Visit } from '../../testkit/front.ts'
import type { Config } from '../../contract/config.ts'

const goods = says(200, {}, 'goods')
const late = (afterMs: number) => ({ ...goods, afterMs })

test('CF-07 an origin that does not answer is asked as often as there are attempts, then it is 504', () => {
  const run = shop([[0, 'GET', '/a']], { origin: { responseSec: 4 }, answers: () => late(60_000) })
  expect(run.told()).toMatchObject([{ atSec: 12, status: 504, reason: 'OriginCommError' }])
  expect(run.asked()).toBe(3)
})

test('CF-07 a POST is not sent twice', () => {
  const run = shop([[0, 'POST', '/a', {}, 'x']], { config: { methods: 'all' }, origin: { responseSec: 4 }, answers: () => late(60_000) })
  expect(run.told()).toMatchObject([{ atSec: 4, status: 504 }])
  expect(run.asked()).toBe(1)
})

test('CF-07 a second attempt may succeed', () => {
  const run = shop([[0, 'GET', '/a']], { origin: { responseSec: 4 }, answers: (_, times) => (times === 1 ? late(60_000) : goods) })
  expect(run.told()).toMatchObject([{ atSec: 4, status: 200 }])
})

test.each([
  ['no-connection', 504, 6, 'OriginCommError'],
  ['refused', 502, 0, 'OriginConnectError'],
  ['no-name', 502, 0, 'OriginDnsError'],
])('CF-07 an origin that cannot be reached: %s is %i', (broken, status, atSec, reason) => {
  const run = shop([[0, 'GET', '/a']], { origin: { broken, connectSec: 2 } })
  expect(run.told()).toMatchObject([{ atSec, status, reason }])
  expect(run.asked()).toBe(0)
})

const group = { group: 'pair' }
test('CF-08 the second origin of a group is asked on the statuses of the list, and every request begins with the first', () => {
  const run = shop([[0, 'GET', '/a'], [1, 'GET', '/b'], [2, 'GET', '/c']], {
    origin: { ...group, failoverOn: '500, 404' }, answers: ({ path }) => says(path === '/a' ? 500 : path === '/b' ? 404 : 503, {}, 'no'), other: { wire: { ...group, member: 'secondary' }, answers: () => says(200, {}, 'other') },
  })
  expect(run.told().map(({ status, response }) => `${status} ${response!.body}`)).toEqual(['200 other', '200 other', '503 no'])
  expect(run.asked()).toBe(3)
})

test('CF-08 it stands in for an origin that is silent or cannot be reached', () => {
  const other = { wire: { ...group, member: 'secondary' }, answers: () => says(200, {}, 'other') }
  expect(shop([[0, 'GET', '/a']], { origin: { ...group, attempts: 1, responseSec: 3 }, answers: () => late(60_000), other }).told()).toMatchObject([{ atSec: 3, status: 200 }])
  expect(shop([[0, 'GET', '/a']], { origin: { ...group, broken: 'no-name' }, other }).statuses()).toEqual([200])
})

test('CF-07 an origin may go and come back in mid-run', () => {
  const set = (atSec: number, broken: string) => ({ id: `a${atSec}`, atSec, on: 'w2', do: 'set', config: { broken } })
  const run = shop([[0, 'GET', '/a'], [20, 'GET', '/b'], [40, 'GET', '/c']], { settings: { actions: [set(10, 'refused'), set(30, 'yes')] } })
  expect(run.statuses()).toEqual([200, 502, 200])
})

test('CF-08 not for writes, and not twice', () => {
  const other = { wire: { ...group, member: 'secondary' }, answers: () => says(500, {}, 'other') }
  const answers = () => says(500, {}, 'no')
  expect(shop([[0, 'POST', '/a', {}, 'x']], { config: { methods: 'all' }, origin: group, answers, other }).told()[0]!.response!.body).toBe('no')
  expect(shop([[0, 'GET', '/a']], { origin: group, answers, other }).told()[0]!.response!.body).toBe('other')
})

test('CF-08 functions at the origin stages run for each of the two', () => {
  const seen: string[] = []
  const does = (event: Json) => {
    const { config, request } = cfOf(event)
    seen.push(`${config.eventType} ${request.origin?.custom.domainName.length > 0}`)
    return {}
  }
  const run = shop([[0, 'GET', '/a']], { origin: group, answers: () => says(500), other: { wire: { ...group, member: 'secondary' }, answers: () => goods }, stages: { 'origin-request': { does }, 'origin-response': { does } } })
  expect(run.statuses()).toEqual([200])
  expect(seen).toEqual(['origin-request true', 'origin-response true', 'origin-request true', 'origin-response true'])
})

const bucket = (visits: readonly Visit[], wire: Config, s3: Config = {}) => visit(visits, {}, (drawing) => {
  drawing.add('web', 'web')
  drawing.add('cloudfront', 'cdn')
  drawing.add('s3', 'site', s3)
  drawing.wire('web', 'cdn')
  drawing.wire('cdn', 'site', { config: wire })
})
const objects = [{ key: 'index.html', body: '<p>hello</p>', contentType: '', cacheControl: 'max-age=30', sizeBytes: 0 }]

test('CF-11 a bucket answers 403 without access control, and without the statement in its policy', () => {
  expect(bucket([[0, 'GET', '/index.html']], { access: 'none' }, { objects }).told()).toMatchObject([{ status: 403 }])
  expect(bucket([[0, 'GET', '/index.html']], { permission: false }, { objects }).told()).toMatchObject([{ status: 403 }])
  expect(bucket([[0, 'GET', '/index.html']], {}, { objects }).told()).toMatchObject([{ status: 200, response: { body: '<p>hello</p>' } }])
})

test('CF-11 a key that is not there is 403, and 404 only for those who may list', () => {
  expect(bucket([[0, 'GET', '/none']], { anyKey: false }).told()).toMatchObject([{ status: 403 }])
  expect(bucket([[0, 'GET', '/none']], { anyKey: false, listBucket: true }).told()).toMatchObject([{ status: 404 }])
  expect(bucket([[0, 'GET', '/any']], {}).told()).toMatchObject([{ status: 200 }])
})

test('CF-04 CF-11 a bucket knows its ETag again', () => {
  const run = bucket([[0, 'GET', '/index.html'], [30, 'GET', '/index.html']], {}, { objects })
  expect(run.told().map(({ response }) => response!.headers.find(([name]) => name === 'x-cache')![1])).toEqual(['Miss from cloudfront', 'RefreshHit from cloudfront'])
})

const url = (wire: Config, visits: readonly Visit[] = [[0, 'GET', '/a']]) => visit(visits, { api: () => ({ answer: { statusCode: 200, body: 'ok' } }) }, (drawing) => {
  drawing.add('web', 'web')
  drawing.add('cloudfront', 'cdn', { methods: 'all' })
  drawing.add('functionUrl', 'door', { authType: 'AWS_IAM' })
  drawing.add('hand', 'api')
  drawing.wire('web', 'cdn')
  drawing.wire('cdn', 'door', { config: wire })
  drawing.wire('door', 'api')
})

test('CF-11 access control signs for a function URL that wants IAM', () => {
  expect(url({}).told()).toMatchObject([{ status: 200 }])
  expect(url({ access: 'none' }).told()).toMatchObject([{ status: 403 }])
  expect(url({ permission: false }).told()).toMatchObject([{ status: 403 }])
})

test('CF-11 a body that goes to such a URL needs its hash from the viewer', () => {
  expect(url({}, [[0, 'POST', '/a', {}, '{}'], [1, 'POST', '/a', { 'x-amz-content-sha256': '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a' }, '{}']]).told().map(({ status }) => status)).toEqual([403, 200])
})

test('WIR-06 the origin’s path and headers stand before and beside what is asked for', () => {
  const [asked] = shop([[0, 'GET', '/a', { 'x-key': 'mine' }]], { config: { originPolicy: 'AllViewerExceptHostHeader' }, origin: { path: '/v1', headers: [{ name: 'x-key', value: 'secret' }] } }).events('shop')
  expect(asked.path).toBe('/v1/a')
  expect(asked.headers.filter(([name]: [string]) => name === 'x-key')).toEqual([['x-key', 'secret']])
})

test('GEN-07 from far away an origin answers later', () => {
  const run = shop([[0, 'GET', '/a'], [10, 'GET', '/a', {}, '', 0, 'JP'], [20, 'GET', '/a', {}, '', 0, 'JP']], { settings: { mode: 'realistic' } })
  const [near, far, hit] = run.told().map(({ atSec }, visit) => atSec - visit * 10)
  expect(near! > 0.01 && near! < 0.15).toBe(true)
  expect(far! > 0.15 && far! < 0.6).toBe(true)
  expect(hit).toBe(0)
})

test('WIR-06 without any origin it is 502', () => {
  const run = visit([[0, 'GET', '/a']], {}, (drawing) => {
    drawing.add('web', 'web')
    drawing.add('cloudfront', 'cdn')
    drawing.wire('web', 'cdn')
  })
  expect(run.told()).toMatchObject([{ status: 502 }])
})

test.each(['httpApi', 'restApi', 'functionUrl', 'alb'])('CF-02 %s meets the Host of a viewer, and only a load balancer does not mind', (door) => {
  const through = (originPolicy: string) => visit([[0, 'GET', '/a']], { api: () => ({ answer: { statusCode: 200, body: 'ok' } }) }, (drawing) => {
    drawing.add('web', 'web')
    drawing.add('cloudfront', 'cdn', { originPolicy })
    drawing.add(door, 'door')
    drawing.add('hand', 'api')
    drawing.wire('web', 'cdn')
    drawing.wire('cdn', 'door')
    drawing.wire('door', 'api', door === 'restApi' ? { config: { path: '/{proxy+}' } } : {})
  }).told()[0]!.status
  expect([through('AllViewerExceptHostHeader'), through('AllViewer'), through('')]).toEqual([200, door === 'alb' ? 200 : 403, 200])
})
