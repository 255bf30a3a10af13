import { expect, test } from 'vitest'
import { makePlan } from '../../engine/plan.ts'
import { Run } from '../../engine/run.ts'
import { newHost } from '../../testkit/guest.ts'
import { writesTheSameFrom } from '../../testkit/halfway.ts'
import { type Sketchbook, simulate, sketch } from '../../testkit/simulate.ts'
import { simulateCode } from '../../testkit/simulate-code.ts'
import { MetricStore } from '../../trace/metrics.ts'
import { TraceWriter } from '../../trace/writer.ts'
import { services } from '../catalogue.ts'

const draw = (method: object, f: object = {}, api: object = {}) => (drawing: Sketchbook) => {
  drawing.add('client', 'reader', { pattern: 'burst', burstSize: 1, forMs: 1, timeoutMs: 300_000 })
  drawing.add('restApi', 'api', { endpointType: 'REGIONAL', ...api })
  drawing.add('lambda', 'f', { ioMs: 60_000, timeoutSec: 120, streaming: true, firstByteMs: 400, ...f })
  drawing.wire('reader', 'api')
  drawing.wire('api', 'f', { config: { transfer: 'STREAM', timeoutMs: 120_000, ...method } })
}

test('LAM-SYNC-07 a streamed response lasts longer than 29 s, and its first byte comes early; buffered there is only its end', () => {
  const run = simulate({ forSec: 200 }, draw({}))
  expect([run.metric('reader', 'FirstByte').max, run.metric('reader', 'Latency').max, run.metric('reader', '2xx').sum]).toEqual([400, 60_000, 1])
  const whole = simulate({ forSec: 200 }, draw({ transfer: 'BUFFERED', timeoutMs: 29_000 }, { ioMs: 5_000 }))
  expect([whole.metric('reader', 'FirstByte').count, whole.metric('reader', 'Latency').max]).toEqual([0, 5_000])
})

test('LAM-SYNC-07 a function that fails after its first byte breaks the response off, before it the API answers 502', () => {
  const broken = simulate({ forSec: 200 }, draw({}, { errorRate: 100 }))
  expect([broken.metric('reader', 'FunctionErrors').sum, broken.metric('reader', '5xx').sum, broken.metric('api', '5XXError').sum]).toEqual([1, 0, 0])
  const early = simulate({ forSec: 200 }, draw({}, { errorRate: 100, firstByteMs: null }))
  expect([early.metric('reader', 'FunctionErrors').sum, early.metric('reader', '5xx').sum]).toEqual([0, 1])
})

test('LAM-SYNC-07 VAL-13 a stream may wait 15 minutes; it cannot be cached, and a function that does not stream is pointed out', () => {
  const said = (method: object, f = {}, api = {}) => makePlan(sketch({}, draw(method, f, api)), services as never).findings.filter(({ rule }) => rule === 'LAM-SYNC-07' || rule === 'VAL-13').map(({ rule, level, field }) => `${rule} ${level} ${field}`)
  expect(said({ timeoutMs: 900_000 })).toEqual([])
  expect(said({ timeoutMs: 900_000, transfer: 'BUFFERED' })).toEqual(['VAL-13 error timeoutMs'])
  expect(said({ caching: 'on' }, {}, { cache: true })).toEqual(['LAM-SYNC-07 error caching'])
  expect(said({}, { streaming: false })).toEqual(['LAM-SYNC-07 warning streaming'])
  expect([said({ timeoutMs: 31_000 }, {}, { endpointType: 'EDGE' }), said({ timeoutMs: 30_000 }, {}, { endpointType: 'EDGE' })]).toEqual([['LAM-SYNC-07 hint endpointType'], []])
})

const CODE = (body: string) => `export const handler = awslambda.streamifyResponse(async (event, out) => {
  const stream = awslambda.HttpResponseStream.from(out, { statusCode: 200 })
  const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000))
  ${body}
})`
function silent(endpointType: string, body: string, method: object = {}) {
  const run = simulateCode({ forSec: 1_200 }, (drawing) => {
    drawing.add('client', 'reader', { pattern: 'burst', burstSize: 1, forMs: 1, timeoutMs: 900_000 })
    drawing.add('restApi', 'api', { endpointType })
    drawing.add('lambda', 'f', { code: CODE(body), timeoutSec: 900, init: 'constant' })
    drawing.wire('reader', 'api')
    drawing.wire('api', 'f', { config: { transfer: 'STREAM', timeoutMs: 900_000, ...method } })
  })
  const last = run.metric('reader', 'Latency').max
  return { ok: run.metric('reader', '2xx').sum, broken: run.metric('reader', 'FunctionErrors').sum, '5xx': run.metric('reader', '5xx').sum, lastSec: Math.round(last / 1_000), ranSec: Math.round(run.metric('f', 'Duration').max / 1_000) }
}

test('LAM-SYNC-07 a stream that is silent too long is broken off: 30 s before an edge-optimized API, 5 minutes else; the function runs on, and is paid', () => {
  const pauses = (seconds: number) => `stream.write('a'); await wait(${seconds}); stream.write('b'); await wait(${seconds}); stream.end('c')`
  expect(silent('EDGE', pauses(29))).toEqual({ ok: 1, broken: 0, '5xx': 0, lastSec: 58, ranSec: 58 })
  expect(silent('EDGE', pauses(31))).toEqual({ ok: 0, broken: 1, '5xx': 0, lastSec: 30, ranSec: 62 })
  expect(silent('REGIONAL', pauses(299))).toEqual({ ok: 1, broken: 0, '5xx': 0, lastSec: 598, ranSec: 598 })
  expect(silent('PRIVATE', pauses(301))).toEqual({ ok: 0, broken: 1, '5xx': 0, lastSec: 300, ranSec: 602 })
})

test('LAM-SYNC-07 API-05 before its first byte an edge-optimized API is patient for 30 s, and a stream that has begun lasts as long as the method allows', () => {
  const late = "await wait(40); stream.write('a'); await wait(20); stream.end('b')"
  expect(silent('EDGE', late)).toEqual({ ok: 0, broken: 0, '5xx': 1, lastSec: 30, ranSec: 60 })
  expect(silent('REGIONAL', late)).toMatchObject({ ok: 1, lastSec: 60 })
  const talks = "for (let i = 0; i < 10; i++) { stream.write('a'); await wait(10) } stream.end()"
  expect(silent('EDGE', talks)).toMatchObject({ ok: 1, lastSec: 100 })
  expect(silent('EDGE', talks, { timeoutMs: 45_000 })).toMatchObject({ ok: 0, broken: 1, '5xx': 0, lastSec: 45, ranSec: 100 })
})

test('LAM-PRC-05 every 10 MB of a streamed response is paid for as a request', () => {
  const paid = (megabytes: number, method: object = {}) => {
    const run = simulate({ forSec: 200 }, draw(method, { ioMs: 100, responseBytes: megabytes * 1_048_576 }))
    const sum = (name: string) => run.metric('api', name).sum
    return [sum('Count'), sum('StreamedRequests'), [...usageOf(run, 'api')].find(({ price }) => price === 'restApiRequests')!.amount]
  }
  expect([paid(1), paid(10), paid(25)]).toEqual([[1, 0, 1], [1, 0, 1], [1, 2, 3]])
  expect(paid(5, { transfer: 'BUFFERED', timeoutMs: 29_000 })).toEqual([1, 0, 1])
})
const usageOf = (run: ReturnType<typeof simulate>, name: string) => {
  const { service, config } = run.plan.nodes.find(({ drawn }) => drawn.name === name)!
  return service.usage!(config, (metric) => run.metric(name, metric).sum)
}

test('GEN-01 LAM-SYNC-07 from a checkpoint in the midst of streams, silent ones among them, a run goes on as if it had never stopped', () => {
  const plan = makePlan(sketch({ mode: 'realistic', seed: 3, forSec: 120 }, (drawing) => {
    drawing.add('client', 'reader', { pattern: 'poisson', rps: 0.2, forMs: 60_000, timeoutMs: 100_000 })
    drawing.add('restApi', 'api', {})
    drawing.add('lambda', 'f', { code: CODE("stream.write('a'); await wait(20); stream.write('b'); await wait(event.requestContext.requestId < '8' ? 40 : 5); stream.end('c')"), timeoutSec: 90 })
    drawing.add('lambda', 'g', { ioMs: 20_000, streaming: true, firstByteMs: 3_000, timeoutSec: 90 })
    drawing.wire('reader', 'api')
    drawing.wire('api', 'f', { config: { path: '/', transfer: 'STREAM', timeoutMs: 80_000 } })
    drawing.wire('api', 'g', { config: { path: '/g', transfer: 'STREAM', timeoutMs: 80_000 } })
    drawing.add('client', 'other', { pattern: 'poisson', rps: 0.2, forMs: 60_000, timeoutMs: 15_000 })
    drawing.wire('other', 'api', { config: { path: '/g', method: 'GET' } })
  }), services as never)
  const begin = () => {
    const trace = new TraceWriter({ digest: true })
    return { trace, run: new Run(plan, { trace, metrics: new MetricStore(), host: newHost() }) }
  }
  for (const atSec of [17, 31.5, 48]) {
    const { through } = writesTheSameFrom(begin, atSec * 1e6)
    expect(through.run.world.outcomes.reduce((sum, one) => sum + one, 0) + through.run.world.messages.alive).toBe(through.run.world.messages.created)
  }
})
