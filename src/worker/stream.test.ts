/** Code that writes its response piece by piece, through every layer to its reader. */
import { expect, test } from 'vitest'
import { simulateCode } from '../testkit/simulate-code.ts'

const read = (end: string, invokeMode = 'RESPONSE_STREAM', timeoutSec = 3) => simulateCode({ seed: 5, forSec: 10 }, (book) => {
  book.add('client', 'reader', { pattern: 'burst', burstSize: 1, forMs: 1 })
  book.add('functionUrl', 'url', { invokeMode })
  book.add('lambda', 'f', { timeoutSec, code: `export const handler = awslambda.streamifyResponse(async (event, stream) => {
  stream.write('one')
  await new Promise((done) => setTimeout(done, 400))
  ${end}
})` })
  book.wire('reader', 'url')
  book.wire('url', 'f')
})
const seen = ({ metric }: ReturnType<typeof read>) => ['2xx', 'FunctionErrors', '5xx'].map((name) => metric('reader', name)?.sum ?? 0)

test('LAM-SYNC-07 LAM-URL-02 code decides for itself whether it streams: its reader has the first piece before the last', () => {
  const run = read("stream.write('two'); stream.end()")
  expect(seen(run)).toEqual([1, 0, 0])
  const [first, last] = ['FirstByte', 'Latency'].map((name) => run.metric('reader', name)!.max)
  expect(last! - first!).toBeGreaterThanOrEqual(400)
  expect(last! - first!).toBeLessThan(410)
  expect(read("stream.write('two'); stream.end()", 'BUFFERED').metric('reader', 'FirstByte')?.count ?? 0).toBe(0)
})

test('LAM-SYNC-07 what it throws after its first piece breaks the response off; behind a URL that buffers it is a 502', () => {
  expect(seen(read("throw new Error('no more')"))).toEqual([0, 1, 0])
  expect(seen(read("throw new Error('no more')", 'BUFFERED'))).toEqual([0, 0, 1])
})

test('LAM-SYNC-07 D-29 the timeout, or the end of its process, after the first piece breaks the response off, too', () => {
  const waits = 'await new Promise((done) => setTimeout(done, 5_000))'
  const run = read(waits, 'RESPONSE_STREAM', 1)
  expect(seen(run)).toEqual([0, 1, 0])
  expect(run.metric('reader', 'FirstByte')!.max).toBeLessThan(700)
  expect(seen(read('for (;;);', 'RESPONSE_STREAM', 1))).toEqual([0, 1, 0])
  expect(seen(read('process.exit(1)'))).toEqual([0, 1, 0])
  expect(seen(read(waits, 'BUFFERED', 1))).toEqual([0, 0, 1])
})
