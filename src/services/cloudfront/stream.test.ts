import { expect, test } from 'vitest'
import { simulate } from '../../testkit/simulate.ts'

test('LAM-SYNC-07 a stream goes through a distribution as it comes; one that breaks off is not kept', () => {
  const run = (f: object) => simulate({ forSec: 60 }, (drawing) => {
    drawing.add('client', 'readers', { pattern: 'burst', burstSize: 1, burstEveryMs: 20_000, forMs: 40_000 })
    drawing.add('cloudfront', 'cdn')
    drawing.add('functionUrl', 'url', { invokeMode: 'RESPONSE_STREAM' })
    drawing.add('lambda', 'f', { ioMs: 3_000, timeoutSec: 20, streaming: true, firstByteMs: 250, ...f })
    drawing.wire('readers', 'cdn')
    drawing.wire('cdn', 'url', { port: 'origins' })
    drawing.wire('url', 'f')
  })
  const whole = run({})
  expect([whole.metric('readers', 'FirstByte').max, whole.metric('readers', 'Latency').max]).toEqual([250, 3_000])
  const broken = run({ errorRate: 100 })
  expect([broken.metric('readers', 'FunctionErrors').sum, broken.metric('readers', '5xx').sum, broken.metric('f', 'Invocations').sum]).toEqual([2, 0, 2])
})
