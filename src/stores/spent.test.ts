import { expect, test } from 'vitest'
import { newHost } from '../testkit/guest.ts'
import { record, recordDrawing } from '../testkit/record.ts'
import { sketch } from '../testkit/simulate.ts'
import { K } from '../trace/records.ts'
import { spentOn } from './spent.ts'
import { livesOf, wholeFamily } from './traces.ts'

test('LAM-PRC-01 a request through an API costs its request, its invocation and its GB-seconds, init included', () => {
  const run = record({ forSec: 10 }, (book) => {
    book.add('client', 'shop', { rps: 1, forMs: 2_000 })
    book.add('httpApi', 'api')
    book.add('lambda', 'quote', { memoryMb: 1_024, ioMs: 200, init: 'constant', initMs: 300 })
    book.wire('shop', 'api')
    book.wire('api', 'quote')
  })
  const [cold, warm] = [1, 3].map((serial) => spentOn(run, livesOf(run, serial, 10e6)))
  expect(cold!.usd).toBeCloseTo(1e-6 + 0.2e-6 + 0.5 * 0.0000166667, 12)
  expect(warm!.usd).toBeCloseTo(1e-6 + 0.2e-6 + 0.2 * 0.0000166667, 12)
})

test('LAM-PRC-05 each of a batch bears its part of the invocation, and its own sends, receives and deletes', () => {
  const run = record({ forSec: 20 }, (book) => {
    book.add('sqs', 'orders')
    book.add('lambda', 'charge', { memoryMb: 1_024, ioMs: 100, init: 'constant', initMs: 0 })
    book.wire('orders', 'charge', { config: { batchSize: 10, windowSec: 1 } })
    book.at(1, 'orders', 'send', { body: '{}', times: 10 })
  })
  for (const serial of [1, 7]) {
    const { usd, shared } = spentOn(run, livesOf(run, serial, 20e6))
    expect(shared).toBe(10)
    expect(usd).toBeCloseTo(1.2 * 0.4e-6 + (0.2e-6 + 0.1 * 0.0000166667) / 10, 12)
  }
  // The rows of the invocation are those of the first; of the others the batch is found.
  expect(livesOf(run, 1, 20e6)[0]!.batches).toEqual([])
  expect(livesOf(run, 7, 20e6)[0]!.batches).toEqual([{ time: 1_000_000, first: 1, size: 10 }])
})

test('LAM-PRC-05 a request through a distribution costs itself, its functions at their prices of the edge, and what the origin counts', () => {
  const run = record({ forSec: 10 }, (book) => {
    book.add('client', 'viewers', { rps: 1, forMs: 1_000 })
    book.add('cloudfront', 'site')
    book.add('s3', 'pages')
    book.add('lambda', 'headers', { memoryMb: 128, ioMs: 100, init: 'constant', initMs: 0, versions: [{ number: 1, settings: '' }] })
    book.wire('viewers', 'site', { config: { method: 'GET', path: '/a.html' } })
    book.wire('site', 'pages', { port: 'origins' })
    book.wire('site', 'headers', { port: 'origin-response', config: { qualifier: '1' } })
  })
  expect(spentOn(run, wholeFamily(run, 1, 10e6)).usd).toBeCloseTo(1e-6 + 0.4e-6 + 0.6e-6 + 0.1 * 0.125 * 0.00005001, 12)
})

test('LAM-PRC-05 what code asks of a table, a bucket and a bus is paid by the message that it was asked for', () => {
  const index = `
    import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
    import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
    import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
    const table = new DynamoDBClient({})
    export const handler = async () => {
      await table.send(new PutItemCommand({ TableName: 'items', Item: { id: { S: 'a' }, text: { S: 'x'.repeat(1500) } } }))
      await table.send(new GetItemCommand({ TableName: 'items', Key: { id: { S: 'a' } } }))
      await new S3Client({}).send(new PutObjectCommand({ Bucket: 'files', Key: 'a', Body: 'x' }))
      const entry = { EventBusName: 'bus', Source: 'shop', DetailType: 'Done', Detail: '{}' }
      await new EventBridgeClient({}).send(new PutEventsCommand({ Entries: [entry, entry, entry] }))
    }`
  const run = recordDrawing(sketch({ forSec: 10 }, (book) => {
    book.add('lambda', 'save', { memoryMb: 1_024, init: 'constant', initMs: 0, code: index })
    book.add('dynamodb', 'items')
    book.add('s3', 'files')
    book.add('eventbridge', 'bus')
    book.add('client', 'shop', { rps: 1, forMs: 1_000 })
    book.wire('shop', 'save')
    for (const asked of ['items', 'files', 'bus']) book.wire('save', asked)
  }), newHost).recording
  const family = wholeFamily(run, 1, 10e6)
  const billed = family.flatMap(({ rows }) => rows).find(({ kind }) => kind === K.finished)!.a
  const seconds = Math.ceil(billed) / 1_000
  // Two write units, half a read unit, one PUT, three events.
  expect(spentOn(run, family).usd).toBeCloseTo(0.2e-6 + seconds * 0.0000166667 + 2 * 0.625e-6 + 0.5 * 0.125e-6 + 0.005e-3 + 3 * 1e-6, 12)
})
