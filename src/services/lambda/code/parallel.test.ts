/** Code that asks for several things at once. */
import { expect, test } from 'vitest'
import { scriptedHost } from '../../../testkit/scripted-host.ts'
import { simulateCode } from '../../../testkit/simulate-code.ts'
import type { CodeHost, Turn } from '../../../contract/handler.ts'

const many = (calls: number, then: string) => simulateCode({ forSec: 10 }, (drawing) => {
  drawing.add('s3', 'films')
  drawing.add('client', 'people', { pattern: 'burst', burstSize: 1, forMs: 1 })
  drawing.add('lambda', 'f', { init: 'constant', timeoutSec: 5, code: `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3'
const s3 = new S3Client({}), put = (Key) => s3.send(new PutObjectCommand({ Bucket: 'films', Key, Body: 'x' }))
export const handler = async () => { await Promise.all(Array.from({ length: ${calls} }, async (_, i) => { await put('a' + i); ${then} })) }` })
  drawing.wire('people', 'f')
  drawing.wire('f', 'films', { port: 'calls' })
})
const seen = (run: ReturnType<typeof many>) => [run.metric('films', 'PutRequests').sum, run.metric('f', 'Errors').sum, run.story('f', 'finished').length]

test('SBX-02 calls that are answered at the instant at which they leave: each answer has a turn, one after the other', () => {
  expect(seen(many(2, "await put('b' + i)"))).toEqual([4, 0, 1])
  expect(seen(many(40, "for (let n = 0; n < 2_000; n++) {} await put('b' + i)"))).toEqual([80, 0, 1])
})

test('SBX-02 thousands of answers that take no time are heard without nesting', () => {
  const COUNT = 5_000
  const inner = scriptedHost({ code: { *handler() { yield { cpuMs: 0 } } } })
  const idle: Turn = { took: 0, lines: [], calls: [], wakeAt: null, end: null, usedBytes: 1 }
  let heard = 0
  const host: CodeHost = {
    ...inner,
    invoke: () => ({ ...idle, calls: Array.from({ length: COUNT }, (_, id) => ({ id, after: 0, client: 'S3', operation: 'PutObject', input: '{"Bucket":"films","Key":"a"}' })) }),
    answer: () => ({ ...idle, ...(++heard === COUNT && { end: { kind: 'returned', json: 'null' } as const }) }),
  }
  const run = simulateCode({ forSec: 10, host, quotas: { s3WritesPerSec: 100_000 } }, (drawing) => {
    drawing.add('s3', 'films')
    drawing.add('client', 'people', { pattern: 'burst', burstSize: 1, forMs: 1 })
    drawing.add('lambda', 'f', { code: 'code' })
    drawing.wire('people', 'f')
    drawing.wire('f', 'films', { port: 'calls' })
  })
  expect([heard, ...seen(run as never)]).toEqual([COUNT, COUNT, 0, 1])
})
