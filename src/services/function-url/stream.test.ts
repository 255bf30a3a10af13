/** Responses that leave piece by piece, and what their readers see of it. */
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { costOf } from '../../contract/prices.ts'
import { simulate } from '../../testkit/simulate.ts'

const MB = 1_000_000
function read(url: Config, f: Config, settings = {}) {
  return simulate({ forSec: 400, ...settings }, (drawing) => {
    drawing.add('client', 'reader', { pattern: 'burst', burstSize: 1, forMs: 1, timeoutMs: 300_000 })
    drawing.add('functionUrl', 'url', url)
    drawing.add('lambda', 'f', { ioMs: 2_000, timeoutSec: 200, streaming: true, ...f })
    drawing.wire('reader', 'url')
    drawing.wire('url', 'f')
  })
}
const heard = (run: ReturnType<typeof read>) => ({
  firstByte: run.metric('reader', 'FirstByte').count > 0 ? run.metric('reader', 'FirstByte').max : undefined, last: run.metric('reader', 'Latency').max,
  ok: run.metric('reader', '2xx').sum, broken: run.metric('reader', 'FunctionErrors').sum, '5xx': run.metric('reader', '5xx').sum,
})
const STREAMED = { invokeMode: 'RESPONSE_STREAM' }

test('LAM-URL-02 LAM-SYNC-07 the reader of a stream has its first byte long before the last', () => {
  expect(heard(read(STREAMED, { firstByteMs: 300 }))).toEqual({ firstByte: 300, last: 2_000, ok: 1, broken: 0, '5xx': 0 })
  expect(heard(read({}, { firstByteMs: 300 }))).toEqual({ firstByte: undefined, last: 2_000, ok: 1, broken: 0, '5xx': 0 })
  expect(heard(read(STREAMED, { firstByteMs: 300, streaming: false }))).toMatchObject({ firstByte: undefined, last: 2_000, ok: 1 })
})

test('LAM-SYNC-07 what is above 6 MB comes at 2 MB a second, up to 200 MB; a URL that buffers has room for 6 MB', () => {
  expect(heard(read(STREAMED, { responseBytes: 26 * 1_048_576 }))).toMatchObject({ firstByte: 2_000, last: 2_000 + 10_000, ok: 1 })
  expect(heard(read(STREAMED, { responseBytes: 200 * 1_048_576 }))).toMatchObject({ firstByte: 2_000, last: 2_000 + 97_000, ok: 1 })
  expect(heard(read(STREAMED, { responseBytes: 201 * 1_048_576 }))).toMatchObject({ ok: 0, '5xx': 1 })
  expect(heard(read({}, { responseBytes: 7 * MB }))).toMatchObject({ firstByte: undefined, ok: 0, '5xx': 1 })
})

test('LAM-SYNC-07 a failure after the first byte breaks the response off: its status has left already', () => {
  const late = read(STREAMED, { firstByteMs: 300, errorRate: 100 })
  expect(heard(late)).toEqual({ firstByte: 300, last: 2_000, ok: 0, broken: 1, '5xx': 0 })
  expect(late.metric('url', 'Url5xxCount').sum).toBe(0)
  expect(heard(read(STREAMED, { errorRate: 100 }))).toMatchObject({ firstByte: undefined, broken: 0, '5xx': 1 })
  expect(heard(read({}, { firstByteMs: 300, errorRate: 100 }))).toMatchObject({ firstByte: undefined, broken: 0, '5xx': 1 })
  expect(heard(read(STREAMED, { firstByteMs: 300, failure: 'timeout', errorRate: 100, timeoutSec: 5 }))).toMatchObject({ firstByte: 300, last: 5_000, broken: 1, '5xx': 0 })
})

test('GEN-07 the first byte takes its way back, too', () => {
  const run = read(STREAMED, { firstByteMs: 300, init: 'constant', initMs: 0 }, { mode: 'realistic' })
  expect(run.metric('reader', 'FirstByte').max).toBeGreaterThan(300 + 20 + 5)
  expect(run.metric('reader', 'FirstByte').max).toBeLessThan(run.metric('reader', 'Latency').max)
})

test('LAM-PRC-03 of a streamed response what is above 6 MB is paid for; of a buffered one nothing', () => {
  const paid = (url: Config, megabytes: number) => read(url, { responseBytes: megabytes * 1_048_576 }).metric('f', 'StreamedBytes').sum
  expect([paid(STREAMED, 26), paid(STREAMED, 6), paid({}, 26)]).toEqual([20 * 1_048_576, 0, 0])
  expect(costOf('lambdaStreamed', 350, { freeTier: true })).toBeCloseTo(2, 9)
})
