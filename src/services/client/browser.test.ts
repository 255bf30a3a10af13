import { expect, test } from 'vitest'
import { simulate } from '../../testkit/simulate.ts'

const CORS = { corsOrigins: 'https://app.example.com', corsMethods: 'GET,PUT', corsHeaders: 'content-type', corsMaxAgeSec: 0 }

/** One request a second of a page to an API. */
const page = (api: object, wire: object = {}, client: object = {}, fn: object = {}, forMs = 3_000) => simulate({ forSec: 60 }, (drawing) => {
  drawing.add('client', 'page', { browser: true, rps: 1, forMs, ...client })
  drawing.add('httpApi', 'api', { ...api })
  drawing.add('lambda', 'f', { ioMs: 100, ...fn })
  drawing.wire('page', 'api', { config: { ...wire } })
  drawing.wire('api', 'f', { port: 'out' })
})
const sums = (run: ReturnType<typeof page>) => ['Sent', '2xx', 'BlockedByCors'].map((name) => run.metric('page', name).sum)

test('SRC-08 an answer that the page’s origin may not read is blocked, though the function did its work', () => {
  const run = page({})
  expect([sums(run), run.metric('f', 'Invocations').sum]).toEqual([[3, 0, 3], 3])
  expect(run.outcomes().refused).toBe(3)
  expect(sums(page({}, {}, { browser: false }))).toEqual([3, 3, 0])
})

test('SRC-08 with CORS configured, or headers that the function sends itself, the page reads the answer', () => {
  expect(sums(page(CORS))).toEqual([3, 3, 0])
  expect(sums(page({}, {}, {}, { response: '{"statusCode":200,"headers":{"Access-Control-Allow-Origin":"*"}}' }))).toEqual([3, 3, 0])
  expect(sums(page({ ...CORS, corsOrigins: 'https://other.example' }))).toEqual([3, 0, 3])
})

test('SRC-08 what is not simple is asked for first, at the price of a request, and the answer is kept for its time', () => {
  const put = (api: object) => {
    const run = page({ ...CORS, ...api }, { method: 'PUT' }, { rps: 0.5, forMs: 20_000 })
    return [...sums(run), run.metric('api', 'Count').sum, run.metric('f', 'Invocations').sum]
  }
  // Without an age a browser keeps it for 5 s: the questions are at 0, 6, 12 and 18 s.
  expect(put({})).toEqual([10, 10, 0, 14, 10])
  expect(put({ corsMaxAgeSec: 600 })).toEqual([10, 10, 0, 11, 10])
})

test('SRC-08 a question that fails stops the request: nothing reaches the function', () => {
  const run = page({ ...CORS, corsMethods: 'GET' }, { method: 'PUT' })
  expect([sums(run), run.metric('f', 'Invocations').sum, run.waiting()]).toEqual([[3, 0, 3], 0, 0])
  expect(sums(page(CORS, {}, { headers: [{ name: 'x-own', value: '1' }] }))).toEqual([3, 0, 3])
})

test('SRC-08 SRC-07 a page that loses patience while it waits for the answer to its question asks no more', () => {
  const run = simulate({ forSec: 60 }, (drawing) => {
    drawing.add('client', 'page', { browser: true, pattern: 'burst', burstSize: 1, forMs: 1, timeoutMs: 2_000 })
    drawing.add('httpApi', 'api')
    drawing.add('lambda', 'f', { ioMs: 10_000, timeoutSec: 20 })
    drawing.wire('page', 'api', { config: { method: 'DELETE' } })
    drawing.wire('api', 'f', { port: 'out' })
  })
  expect([run.metric('page', 'Timeouts').sum, run.metric('f', 'Invocations').sum, run.waiting(), run.outcomes().timedOut]).toEqual([1, 1, 0, 1])
})

test('LAM-URL-03 a client that signs is let in where one that does not is refused', () => {
  const run = (signed: boolean) => simulate({ forSec: 10 }, (drawing) => {
    drawing.add('client', 'sdk', { pattern: 'burst', burstSize: 2, forMs: 1, signed })
    drawing.add('functionUrl', 'url', { authType: 'AWS_IAM' })
    drawing.add('lambda', 'f')
    drawing.wire('sdk', 'url')
    drawing.wire('url', 'f')
  })
  expect([run(true).metric('sdk', '2xx').sum, run(false).metric('sdk', '4xx').sum]).toEqual([2, 2])
})

test('WIR-01 placeholders in path and headers: a token for a JWT authorizer, a number in the path', () => {
  const run = simulate({ forSec: 10 }, (drawing) => {
    drawing.add('client', 'people', { rps: 1, forMs: 3_000, headers: [{ name: 'Authorization', value: 'Bearer {{jwt sub=anna scope=read}}' }] })
    drawing.add('httpApi', 'api')
    for (const name of ['zero', 'rest']) drawing.add('lambda', name)
    drawing.wire('people', 'api', { config: { path: '/items/{{seq}}' } })
    drawing.wire('api', 'zero', { port: 'out', config: { path: '/items/0', authorizer: 'jwt', scopes: 'read' } })
    drawing.wire('api', 'rest', { port: 'out', config: { path: '/items/{id}', authorizer: 'jwt', scopes: 'write' } })
  })
  expect([run.metric('people', '2xx').sum, run.metric('people', '4xx').sum, run.metric('zero', 'Invocations').sum]).toEqual([1, 2, 1])
})

const sentAt = (config: object, forSec = 100) => {
  const run = simulate({ forSec }, (drawing) => {
    drawing.add('client', 'people', { ...config })
    drawing.add('lambda', 'f', { ioMs: 1 })
    drawing.wire('people', 'f')
  })
  return run.rows.filter((row) => row.kind === 'request').map((row) => row.atSec)
}

test('SRC-03 steps: a rate that grows by so much every so often, without drift', () => {
  expect(sentAt({ pattern: 'steps', stepFrom: 1, stepBy: 1, stepEveryMs: 2_000, forMs: 6_000 })).toEqual([0, 1, 2, 2.5, 3, 3.5, 4, 4.333333, 4.666667, 5, 5.333333, 5.666667])
  expect(sentAt({ pattern: 'steps', stepFrom: 0, stepBy: 2, stepEveryMs: 1_000, forMs: 3_000 })).toEqual([1, 1.5, 2, 2.25, 2.5, 2.75])
})

test('SRC-03 wave: as many in each period as the rate says, most of them where it is high', () => {
  const times = sentAt({ pattern: 'wave', rps: 10, swing: 10, periodMs: 10_000, forMs: 20_000 })
  const within = (from: number, to: number) => times.filter((time) => time >= from && time < to).length
  expect([within(0, 10), within(10, 20)]).toEqual([100, 100])
  // Half a period above the mean holds 50 + 100/π of them.
  expect([within(0, 5), within(5, 10)]).toEqual([82, 18])
  expect(times).toEqual([...times].sort((a, b) => a - b))
})
