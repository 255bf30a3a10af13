import { expect, test } from 'vitest'
import { record } from '../testkit/record.ts'
import { facesAt } from './faces.ts'

test('LAM-RC-01 a function shows its environments against what holds them, and its scale-out budget once it is spent', () => {
  const run = record({ forSec: 20, quotas: { lambdaScaleTokens: 10, lambdaScaleRefill: 1 } }, (book) => {
    book.add('client', 'shop', { pattern: 'burst', burstSize: 20, burstEveryMs: 5_000 })
    book.add('lambda', 'quote', { reserved: 4, ioMs: 300, init: 'constant', initMs: 100 })
    book.wire('shop', 'quote')
  })
  const face = facesAt(run, 200_000).n2!
  expect(face.cells).toBe('bbbb--------')
  expect(face.says).toBe('4 busy, 0 idle, 0 initialising · reserved 4 · may gain 6 more at once')
  expect(face.budget).toBe(0.6)
  expect(face.badge).toBe('throttled')
  expect(face.figures![0]).toEqual({ label: 'busy', text: '4 / 4', tone: 'warn' })
  expect(facesAt(run, 4_900_000).n2!.budget).toBeUndefined()
})

test('a reservation changed in mid-run holds from its instant', () => {
  const run = record({ forSec: 20 }, (book) => {
    book.add('client', 'shop', { rps: 1 })
    book.add('lambda', 'quote', { reserved: 4 })
    book.wire('shop', 'quote')
    book.at(10, 'quote', 'set', { reserved: 7 })
  })
  expect([9, 11].map((sec) => facesAt(run, sec * 1e6).n2!.figures![0]!.text)).toEqual(['1 / 4', '1 / 7'])
})

test('SQS-01 a queue shows what waits, what is in flight and until when, what is delayed and what was moved', () => {
  const run = record({ forSec: 120 }, (book) => {
    book.add('sqs', 'orders', { visibilityTimeoutSec: 30 })
    book.add('lambda', 'charge', { ioMs: 1_000, init: 'constant', initMs: 0, errorRate: 100 })
    book.add('sqs', 'dead')
    book.wire('orders', 'charge', { config: { batchSize: 1 } })
    book.wire('orders', 'dead', { port: 'deadLetter', config: { maxReceiveCount: 1 } })
    book.at(1, 'orders', 'send', { body: '{}', times: 3 })
    book.at(2, 'orders', 'send', { body: '{}', delaySec: 60 })
  })
  const figures = (sec: number) => facesAt(run, sec * 1e6).n1!.figures!.map(({ label, text }) => `${label} ${text}`)
  expect(figures(3)).toEqual(['in flight 3 · 28 s', 'delayed 1', 'moved 0'])
  expect(figures(40)).toEqual(['in flight 0', 'delayed 1', 'moved 3'])
  expect(facesAt(run, 40e6).n3!.bar).toMatchObject({ label: 'Dead letters', text: '3', tone: 'warn' })
})

test('a hundred messages in flight are counted, and nothing is said of the first of them', () => {
  const run = record({ forSec: 20 }, (book) => {
    book.add('sqs', 'orders', { visibilityTimeoutSec: 30 })
    book.add('lambda', 'charge', { ioMs: 10_000, timeoutSec: 30, init: 'constant', initMs: 0 })
    book.wire('orders', 'charge', { config: { batchSize: 10 } })
    book.at(1, 'orders', 'send', { body: '{}', times: 99 })
    book.at(5, 'orders', 'send', { body: '{}', times: 1 })
  })
  const inFlight = (sec: number) => facesAt(run, sec * 1e6).n1!.figures![0]!.text
  expect([inFlight(4), inFlight(6)]).toEqual(['99 · 27 s', '100'])
})

test('CF-13 a distribution shows its hits, what it asks of the origin, and errors', () => {
  const run = record({ forSec: 20 }, (book) => {
    book.add('client', 'viewers', { rps: 4 })
    book.add('cloudfront', 'cdn')
    book.add('s3', 'site')
    book.wire('viewers', 'cdn')
    book.wire('cdn', 'site')
  })
  const { bar, figures } = facesAt(run, 5_900_000).n2!
  expect(bar).toMatchObject({ label: 'Hits', text: '95 %' })
  expect(figures!.map(({ label, text }) => `${label} ${text}`)).toEqual(['req/s 4', 'origin/s 0', '5xx 0 %'])
})

test('S3-01 API-10 a bucket shows its objects, an API that keeps answers how many it could use', () => {
  const run = record({ forSec: 30 }, (book) => {
    book.add('client', 'uploads', { rps: 2, forMs: 0 })
    book.add('s3', 'photos')
    book.wire('uploads', 'photos')
    book.add('client', 'readers', { rps: 4, forMs: 0 })
    book.add('restApi', 'api', { cache: true })
    book.add('lambda', 'list', { response: '{"statusCode":200,"body":"[]"}' })
    book.wire('readers', 'api')
    book.wire('api', 'list')
  })
  const figures = (node: string) => facesAt(run, 10_900_000)[node]!.figures!.map(({ label, text }) => `${label} ${text}`)
  expect(figures('n2')).toEqual(['objects 20', 'read 0', 'lost 0'])
  expect(figures('n4')).toEqual(['req/s 4', 'hits 100 %', '5xx 0'])
})

test('SES-01 SCH-01 what happens now and then is counted by the minute', () => {
  const run = record({ forSec: 200 }, (book) => {
    book.add('ses', 'mail', { perMinute: 6, forSec: 0 })
    book.add('lambda', 'reads', { ioMs: 20 })
    book.wire('mail', 'reads')
    book.add('scheduler', 'ticks')
    book.add('lambda', 'sweeps', { ioMs: 20 })
    book.wire('ticks', 'sweeps', { config: { expression: 'rate(1 minute)' } })
  })
  const face = (node: string) => {
    const { bar, figures } = facesAt(run, 150_500_000)[node]!
    return [bar!.text, ...figures!.map(({ label, text }) => `${label} ${text}`)]
  }
  expect([face('n1'), face('n3')]).toEqual([['6 /min', 'ok 6', 'late 0', 'failed 0'], ['1 /min', 'ok 1', 'late 0', 'failed 0']])
})

test('API-50 API-52 a WebSocket API shows what is open, a client what is pushed to it', () => {
  const run = record({ forSec: 30 }, (book) => {
    book.add('client', 'people', { rps: 1, forMs: 0 })
    book.add('websocketApi', 'chat', { connections: 3 })
    book.add('lambda', 'talks')
    book.add('client', 'clock', { rps: 2, forMs: 0 })
    book.add('lambda', 'posts')
    book.wire('people', 'chat')
    book.wire('chat', 'talks')
    book.wire('clock', 'posts')
    book.wire('posts', 'chat')
  })
  const figures = (node: string) => facesAt(run, 10_900_000)[node]!.figures!.map(({ label, text }) => `${label} ${text}`)
  expect(figures('n2')).toEqual(['open 3', 'msg/s 3', 'errors 0'])
  expect(figures('n1')).toEqual(['ok 1', 'pushed 2', 'errors 0'])
})

test('API-03 an API with a bucket of its own shows how many tokens are left', () => {
  const run = record({ forSec: 30 }, (book) => {
    for (const [door, settings] of [['httpApi', { defaultRate: 2, defaultBurst: 20 }], ['restApi', { stageRate: 2, stageBurst: 20 }]] as const) {
      book.add('client', `people-${door}`, { pattern: 'burst', burstSize: 30, burstEveryMs: 20_000 })
      book.add(door, door, settings)
      book.add('lambda', `f-${door}`, { response: '{"statusCode":200}' })
      book.wire(`people-${door}`, door)
      book.wire(door, `f-${door}`, { port: 'out' })
    }
  })
  const middle = (sec: number) => ['n2', 'n5'].map((node) => facesAt(run, sec * 1e6)[node]!.figures![1]!.text)
  expect([0.9, 4.9, 15].map(middle)).toEqual([['20 / 20', '20 / 20'], ['7 / 20', '7 / 20'], ['20 / 20', '20 / 20']])
})
