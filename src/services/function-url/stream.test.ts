/** Responses that leave piece by piece, and what their readers see of it. */
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { costOf } from '../../contract/prices.ts'
import { scriptedHost } from '../../testkit/scripted-host.ts'
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

const MIB = 1_048_576
/** Code that writes so many pieces of so many bytes, each after so many milliseconds of waiting and of computing. */
function codeReads([pieces, bytes, waitMs, cpuMs = 0]: readonly number[], f: Config = {}, patienceMs = 300_000, url: Config = STREAMED) {
  const host = scriptedHost({ code: { *handler() {
    for (let i = 0; i < pieces!; i++) {
      yield { writeBytes: bytes! }
      yield { cpuMs }
      if (waitMs! > 0) yield { sleepMs: waitMs! }
    }
    return 'all of it'
  } } })
  return simulate({ forSec: 400, host }, (drawing) => {
    drawing.add('client', 'reader', { pattern: 'burst', burstSize: 1, forMs: 1, timeoutMs: patienceMs })
    drawing.add('functionUrl', 'url', url)
    drawing.add('lambda', 'f', { timeoutSec: 200, init: 'constant', initMs: 0, code: 'code', ...f })
    drawing.wire('reader', 'url')
    drawing.wire('url', 'f')
  })
}
const paid = (run: ReturnType<typeof codeReads>) => [run.metric('f', 'Duration').max, run.metric('f', 'StreamedBytes').sum]

test('LAM-SYNC-07 LAM-PRC-03 what code writes above 6 MB leaves at 2 MB a second, and its invocation lasts, and is billed, as long', () => {
  const whole = codeReads([1, 6 * MIB, 0])
  expect([heard(whole), paid(whole)]).toMatchObject([{ firstByte: 0, last: 0, ok: 1 }, [0, 0]])
  const large = codeReads([26, MIB, 0, 1])
  expect([heard(large), paid(large)]).toMatchObject([{ firstByte: 0, last: 6 + 10_000, ok: 1, broken: 0 }, [6 + 10_000, 20 * MIB]])
  // Slower than that by itself: nothing is held back. Half a second is what a piece of 1 MB takes.
  expect(heard(codeReads([26, MIB, 600]))).toMatchObject({ firstByte: 0, last: 26 * 600, ok: 1 })
  expect(heard(codeReads([26, MIB, 400]))).toMatchObject({ firstByte: 0, last: 6 * 400 + 10_000, ok: 1 })
  // Nobody reads what buffers: it is too large, and nothing has to leave.
  const buffered = codeReads([26, MIB, 0], {}, 300_000, {})
  expect([heard(buffered), paid(buffered)]).toMatchObject([{ firstByte: undefined, last: 0, ok: 0, '5xx': 1 }, [0, 0]])
})

test('LAM-SYNC-07 the timeout strikes while the rest still leaves: the response breaks off', () => {
  const run = codeReads([26, MIB, 0], { timeoutSec: 4 })
  expect([heard(run), paid(run)[0]]).toMatchObject([{ firstByte: 0, last: 4_000, ok: 0, broken: 1 }, 4_000])
  expect(run.metric('f', 'Errors').sum).toBe(1)
})

test('LAM-SYNC-07 the first byte is told when it comes, not when all is over: also to a reader whose patience ends in between', () => {
  const seen = (run: ReturnType<typeof read>) => [run.metric('reader', 'FirstByte').count, run.metric('reader', 'FirstByte').max, run.metric('reader', 'Timeouts').sum]
  expect(seen(codeReads([2, 1, 10_000], {}, 2_000))).toEqual([1, 0, 1])
  expect(seen(codeReads([2, 1, 0, 10_000], {}, 2_000))).toEqual([1, 0, 1])
  const model = simulate({ forSec: 20 }, (drawing) => {
    drawing.add('client', 'reader', { pattern: 'burst', burstSize: 1, forMs: 1, timeoutMs: 1_000 })
    drawing.add('functionUrl', 'url', STREAMED)
    drawing.add('lambda', 'f', { ioMs: 5_000, timeoutSec: 20, streaming: true, firstByteMs: 300 })
    drawing.wire('reader', 'url')
    drawing.wire('url', 'f')
  })
  expect(seen(model)).toEqual([1, 300, 1])
})

test('LAM-SYNC-07 a handler without code that calls others knows its first byte, too', () => {
  const run = simulate({ forSec: 20 }, (drawing) => {
    drawing.add('client', 'reader', { pattern: 'burst', burstSize: 1, forMs: 1 })
    drawing.add('functionUrl', 'url', STREAMED)
    drawing.add('lambda', 'f', { ioMs: 500, timeoutSec: 20, streaming: true, firstByteMs: 300 })
    drawing.add('lambda', 'g', { ioMs: 1_000 })
    drawing.wire('reader', 'url')
    drawing.wire('url', 'f')
    drawing.wire('f', 'g', { port: 'calls' })
  })
  expect([run.metric('reader', 'FirstByte').max, run.metric('reader', 'Latency').max]).toEqual([300, 1_500])
})
