import { DynamoDBStreamSchema } from '@aws-lambda-powertools/parser/schemas/dynamodb'
import type { DynamoDBStreamEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { makePlan } from '../../engine/plan.ts'
import { type Settings, simulate, sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'
import type { Shard, TableNode } from './state.ts'
import type { TableEvent } from './stream.ts'

function streamed(config: Config, draw: (drawing: Sketchbook) => void, mapping: Config = {}, settings: Settings = {}) {
  return simulate({ forSec: 60, ...settings }, (drawing) => {
    drawing.add('dynamodb', 'shop', config)
    drawing.add('lambda', 'reader')
    drawing.wire('shop', 'reader', { config: mapping })
    draw(drawing)
  })
}
type Ran = ReturnType<typeof streamed>
const nodeOf = (run: Ran) => run.run.nodes.find((node) => node.name === 'shop')! as TableNode & (typeof run.run.nodes)[number]
/** All that stands in the stream, shard by shard. */
function eventOf(run: Ran): TableEvent {
  const node = nodeOf(run)
  const messages = node.state.shards.flatMap(({ records }: Shard) => Array.from({ length: records.length }, (_, at) => records.at(at)))
  return node.behaviour.eventOf!(node, { messages, receipts: messages }) as TableEvent
}
const write = (drawing: Sketchbook, atSec: number, operation: string, input: Config) => drawing.at(atSec, 'shop', 'send', { operation, input })
const life = (drawing: Sketchbook) => {
  write(drawing, 1, 'PutItem', { Item: { id: { S: 'a' }, n: { N: '1' } } })
  write(drawing, 2, 'UpdateItem', { Key: { id: { S: 'a' } }, UpdateExpression: 'SET n = :n', ExpressionAttributeValues: { ':n': { N: '2' } } })
  write(drawing, 3, 'PutItem', { Item: { id: { S: 'a' }, n: { N: '2.0' } } })
  write(drawing, 4, 'DeleteItem', { Key: { id: { S: 'a' } } })
  write(drawing, 5, 'DeleteItem', { Key: { id: { S: 'a' } } })
}

test('DDB-07 LAM-STR-12 the event: insert, modify, remove, with keys, images, sizes and sequence numbers that grow', () => {
  const event = eventOf(streamed({}, life))
  const typed: DynamoDBStreamEvent = event as DynamoDBStreamEvent
  expect(typed.Records).toHaveLength(3)
  expect(DynamoDBStreamSchema.parse(event).Records).toHaveLength(3)
  const [insert, modify, remove] = event.Records
  expect(Object.keys(insert!)).toEqual(['eventID', 'eventName', 'eventVersion', 'eventSource', 'awsRegion', 'dynamodb', 'eventSourceARN'])
  expect(insert!.eventID).toMatch(/^[0-9a-f]{32}$/)
  expect(insert).toMatchObject({ eventName: 'INSERT', eventVersion: '1.1', eventSource: 'aws:dynamodb', awsRegion: 'us-east-1', eventSourceARN: 'arn:aws:dynamodb:us-east-1:123456789012:table/shop/stream/2026-01-01T00:00:00.000' })
  expect(insert!.dynamodb).toEqual({
    ApproximateCreationDateTime: 1767225601, Keys: { id: { S: 'a' } }, NewImage: { id: { S: 'a' }, n: { N: '1' } }, SequenceNumber: '100000000000000000001',
    // id and a; then id, a, n and a number of one digit.
    SizeBytes: 3 + 6, StreamViewType: 'NEW_AND_OLD_IMAGES',
  })
  expect(modify!.dynamodb).toMatchObject({ NewImage: { n: { N: '2' } }, OldImage: { n: { N: '1' } }, SizeBytes: 3 + 12 })
  expect(remove!.dynamodb).toMatchObject({ OldImage: { n: { N: '2' } }, SizeBytes: 3 + 6 })
  expect(Object.hasOwn(remove!.dynamodb, 'NewImage')).toBe(false)
  expect(event.Records.map(({ dynamodb }) => BigInt(dynamodb.SequenceNumber)).every((one, at, all) => at === 0 || one > all[at - 1]!)).toBe(true)
})

test('DDB-06 a write that changes nothing, and a delete of nothing, leave no record', () => {
  const run = streamed({}, life)
  expect(eventOf(run).Records.map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE'])
  expect(run.metric('reader', 'Invocations').sum).toBe(3)
})

test('DDB-06 LAM-STR-12 the view type decides what a record shows', () => {
  const shows = (stream: string) => eventOf(streamed({ stream }, life)).Records.map(({ dynamodb }) => [dynamodb.NewImage ? 'new' : '', dynamodb.OldImage ? 'old' : ''].join(''))
  expect(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'].map(shows)).toEqual([['', '', ''], ['new', 'new', ''], ['', 'old', 'old'], ['new', 'newold', 'old']])
})

test('DDB-06 STM-11 records of one item stay in order, over as many shards as the table has partitions', () => {
  const run = streamed({}, (drawing) => {
    for (let n = 0; n < 40; n++) write(drawing, 1 + n / 100, 'PutItem', { Item: { id: { S: `item-${n % 8}` }, n: { N: String(n) } } })
  })
  const { shards } = nodeOf(run).state
  expect(shards).toHaveLength(4)
  expect(shards.filter(({ records }: Shard) => records.length > 0).length).toBeGreaterThan(1)
  const last = new Map<string, number>()
  for (const { dynamodb } of eventOf(run).Records) {
    const id = (dynamodb.Keys.id as { S: string }).S
    const n = Number((dynamodb.NewImage!.n as { N: string }).N)
    expect(n).toBeGreaterThan(last.get(id) ?? -1)
    last.set(id, n)
  }
  expect(last.size).toBe(8)
})

test('DDB-06 records are kept for 24 hours, and the table’s own for ever', () => {
  const run = streamed({}, (drawing) => write(drawing, 1, 'PutItem', { Item: { id: { S: 'a' } } }), { createdAtSec: 86_402 }, { forSec: 86_500 })
  expect(run.metric('reader', 'Invocations').sum).toBe(0)
  expect(run.outcomes().expired).toBe(1)
  expect(run.metric('shop', 'ItemCount').max).toBe(1)
})

test('DDB-06 an item whose time is over is read until it is deleted, some time later, by the service itself', () => {
  const run = streamed({ ttl: 'ends', ttlDelaySec: 60 }, (drawing) => {
    write(drawing, 1, 'PutItem', { Item: { id: { S: 'a' }, ends: { N: '1767225610' } } })
    write(drawing, 1, 'PutItem', { Item: { id: { S: 'late' }, ends: { N: '1767229200' } } })
    write(drawing, 1, 'PutItem', { Item: { id: { S: 'never' }, ends: { S: 'soon' } } })
    write(drawing, 1, 'PutItem', { Item: { id: { S: 'mistake' }, ends: { N: '1000' } } })
  }, {}, { forSec: 300 })
  // Over at 10 s, a minute later at the earliest, and the table is looked through once a minute.
  expect(run.story('shop', 'deleted')).toEqual(['120 deleted'])
  const removed = eventOf(run).Records.find(({ eventName }) => eventName === 'REMOVE')!
  expect(removed).toMatchObject({ userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' }, dynamodb: { Keys: { id: { S: 'a' } } } })
  expect(run.metric('shop', 'TimeToLiveDeletedItemCount').sum).toBe(1)
  expect(run.metric('shop', 'ConsumedWriteCapacityUnits').sum).toBe(4)
})

test('DDB-08 LAM-STR-08 what is given up is described to the destination by its place in the stream', () => {
  const run = simulate({ forSec: 60 }, (drawing) => {
    drawing.add('dynamodb', 'shop')
    drawing.add('lambda', 'reader', { errorRate: 100 })
    drawing.add('sqs', 'discarded')
    drawing.wire('shop', 'reader', { config: { maxRetries: 0 } })
    drawing.wire('reader', 'discarded', { port: 'onDiscard' })
    write(drawing, 1, 'PutItem', { Item: { id: { S: 'secret' } } })
  })
  const told = run.rows.find((row) => row.place === 'reader → discarded')!.message
  const { messages } = run.run.world
  const content = messages.content[messages.serial.indexOf(told)] as { DDBStreamBatchInfo: object }
  expect(content.DDBStreamBatchInfo).toMatchObject({
    startSequenceNumber: '100000000000000000001', endSequenceNumber: '100000000000000000001', batchSize: 1,
    approximateArrivalOfFirstRecord: '2026-01-01T00:00:01.000Z', streamArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/shop/stream/2026-01-01T00:00:00.000',
  })
  expect(JSON.stringify(content)).not.toContain('secret')
})

test('DDB-07 LAM-FIL-01 a filter looks into the images', () => {
  const run = streamed({}, life, { filters: [{ pattern: '{"dynamodb":{"NewImage":{"n":{"N":["2"]}}}}' }] })
  expect(run.metric('reader', 'Invocations').sum).toBe(1)
})

test('VAL-28 DDB-06 a stream that is off cannot be read, and more than two readers are too many', () => {
  const findings = (config: Config, readers: number) => makePlan(sketch({}, (drawing) => {
    drawing.add('dynamodb', 'shop', config)
    for (let at = 0; at < readers; at++) {
      drawing.add('lambda', `reader-${at}`)
      drawing.wire('shop', `reader-${at}`, { config: { maxRetries: 1 } })
    }
  }), services).findings.map(({ rule, level }) => `${rule} ${level}`)
  expect(findings({ stream: 'off' }, 1)).toEqual(['VAL-28 error'])
  expect(findings({}, 2)).toEqual([])
  expect(findings({}, 3)).toEqual(['DDB-06 warning'])
})
