import { expect, test } from 'vitest'
import { makePlan } from '../../engine/plan.ts'
import { type Sketchbook, simulate, sketch } from '../../testkit/simulate.ts'
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
})
