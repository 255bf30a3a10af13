import { expect, test } from 'vitest'
import { simulateCode } from '../../testkit/simulate-code.ts'
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

test('CF-07 LAM-SYNC-07 the response timeout is for each piece anew; a stream that falls silent for longer breaks off, and is not asked for again', () => {
  const run = (pauseSec: number) => {
    const { metric } = simulateCode({ forSec: 200 }, (drawing) => {
      drawing.add('client', 'readers', { pattern: 'burst', burstSize: 1, forMs: 1, timeoutMs: 200_000 })
      drawing.add('cloudfront', 'cdn')
      drawing.add('functionUrl', 'url', { invokeMode: 'RESPONSE_STREAM' })
      drawing.add('lambda', 'f', { timeoutSec: 190, init: 'constant', code: `export const handler = awslambda.streamifyResponse(async (event, stream) => { for (let i = 0; i < 3; i++) { stream.write('x'); await new Promise((done) => setTimeout(done, ${pauseSec} * 1000)) } stream.end() })` })
      drawing.wire('readers', 'cdn')
      drawing.wire('cdn', 'url', { port: 'origins' })
      drawing.wire('url', 'f')
    })
    return [metric('readers', '2xx').sum, metric('readers', 'FunctionErrors').sum, metric('readers', '5xx').sum, metric('f', 'Invocations').sum, Math.round(metric('readers', 'Latency').max / 1_000)]
  }
  expect(run(25)).toEqual([1, 0, 0, 1, 75])
  expect(run(35)).toEqual([0, 1, 0, 1, 30])
})
