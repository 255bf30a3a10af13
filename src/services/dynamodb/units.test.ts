import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { makePlan } from '../../engine/plan.ts'
import { simulate, sketch } from '../../testkit/simulate.ts'
import { ask, type Call, get, messages, names, put } from '../../testkit/table.ts'
import { services } from '../catalogue.ts'

test('DDB-01 units: 1 KB a write, 4 KB a read, half for eventual ones, twice for transactions', () => {
  const of = (config: Config, ...calls: Call[]) => ask(config, calls).sums('ConsumedWriteCapacityUnits', 'ConsumedReadCapacityUnits')
  const big = put({ id: { S: 'big' }, text: { S: 'x'.repeat(9_000) } })
  expect(of({}, put({ id: { S: 'a' } }))).toEqual([1, 0])
  expect(of({}, big)).toEqual([9, 0])
  expect(of({}, big, get('big'), get('big', { ConsistentRead: true }))).toEqual([9, 1.5 + 3])
  // A smaller item costs what was there before, a missing one the least there is.
  expect(of({}, big, put({ id: { S: 'big' } }), ['DeleteItem', { Key: { id: { S: 'none' } } }], get('none'))).toEqual([9 + 9 + 1, 0.5])
  expect(of({}, ['TransactWriteItems', { TransactItems: [{ Put: { TableName: 'shop', Item: { id: { S: 'a' } } } }] }], ['TransactGetItems', { TransactItems: [{ Get: { TableName: 'shop', Key: { id: { S: 'a' } } } }] }])).toEqual([2, 2])
  expect(ask({}, [put({ id: { S: 'a' } }, { ReturnConsumedCapacity: 'TOTAL' })]).said[0]).toEqual({ ConsumedCapacity: { TableName: 'shop', CapacityUnits: 1 } })
})

const provisioned = { billing: 'provisioned', writeUnits: 5, readUnits: 5 }
const burst = (amount: number, atSec: number, id = 'k'): Call => ['BatchWriteItem', { RequestItems: { shop: Array.from({ length: amount }, (_, at) => ({ PutRequest: { Item: { id: { S: `${id}-${at}` } } } })) } }, atSec]

test('DDB-02 provisioned units are kept for 300 seconds: 1,500 writes with five units, a thousand of them in one second', () => {
  const run = simulate({ forSec: 30 }, (drawing) => {
    drawing.add('dynamodb', 'shop', provisioned)
    drawing.at(1, 'shop', 'send', { body: {}, times: 1_001 })
    drawing.at(2, 'shop', 'send', { body: {}, times: 506 })
    drawing.at(3, 'shop', 'send', { body: {}, times: 6 })
  })
  // The partition, then what was saved, then what five units bring.
  expect(['ConsumedWriteCapacityUnits', 'WriteThrottleEvents', 'ThrottledRequests'].map((name) => run.metric('shop', name).sum)).toEqual([1_510, 3, 3])
  expect(run.outcomes()).toMatchObject({ succeeded: 1_510, throttled: 3 })
})

test('DDB-02 without burst five units are five writes; the refusal names the table and the reason', () => {
  const { said } = ask({ ...provisioned, burst: false }, [burst(5, 0), ['PutItem', { Item: { id: { S: 'x' } } }, 0]])
  expect(said[0]).toEqual({ UnprocessedItems: {} })
  expect(said[1]).toEqual({
    name: 'ProvisionedThroughputExceededException', message: 'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
    ThrottlingReasons: [{ reason: 'TableWriteProvisionedThroughputExceeded', resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/shop' }],
  })
})

test('DDB-02 one key never has more than 1,000 writes a second, however much the table may', () => {
  const run = simulate({ forSec: 10 }, (drawing) => {
    drawing.add('dynamodb', 'shop', { sortKey: 'at', sortType: 'N' })
    for (const [id, times] of [['hot', 1_200], ['cold', 900]] as const) drawing.at(1, 'shop', 'send', { body: { id }, times })
  })
  expect(run.metric('shop', 'WriteThrottleEvents').sum).toBe(200)
  const { said } = ask({}, [['PutItem', { Item: { id: { S: 'a' } } }]], {}, (drawing) => drawing.at(1, 'shop', 'send', { body: { id: 'a' }, times: 1_000 }))
  expect(said[0]).toMatchObject({ name: 'ThrottlingException', ThrottlingReasons: [{ reason: 'TableWriteKeyRangeThroughputExceeded' }] })
})

test('DDB-02 a global index that cannot follow holds up the writes to its table', () => {
  const slow = { name: 'byColour', partitionKey: 'colour', partitionType: 'S', sortKey: '', sortType: 'S', projection: 'ALL', include: '', readUnits: 1, writeUnits: 1 }
  const { said } = ask({ ...provisioned, burst: false, globalIndexes: [slow] }, [
    ['PutItem', { Item: { id: { S: 'a' }, colour: { S: 'red' } } }, 0], ['PutItem', { Item: { id: { S: 'b' }, colour: { S: 'red' } } }, 0], ['PutItem', { Item: { id: { S: 'c' } } }, 0],
  ])
  expect(names(said)).toEqual(['ok', 'ProvisionedThroughputExceededException', 'ok'])
  expect(said[1].ThrottlingReasons).toEqual([{ reason: 'IndexWriteProvisionedThroughputExceeded', resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/shop/index/byColour' }])
  expect(said[1].message).toContain('global secondary indexes')
})

test('DDB-02 VAL-25 auto scaling adds units after two minutes above its target, and takes them away after fifteen below', () => {
  const run = simulate({ forSec: 1_500 }, (drawing) => {
    drawing.add('dynamodb', 'shop', { ...provisioned, autoScaling: true, minUnits: 5, maxUnits: 40 })
    drawing.add('client', 'site', { rps: 14, forMs: 300_000 })
    drawing.wire('site', 'shop')
    drawing.at(119, 'shop', 'set', {})
  })
  const units = run.metric('shop', 'ProvisionedWriteCapacityUnits')
  expect(units).toMatchObject({ min: 5, max: 20 })
  expect((run.run.nodes.find((node) => node.name === 'shop')!.state as { capacity: { writeUnits: number } }).capacity.writeUnits).toBe(5)
  const wrong = makePlan(sketch({}, (drawing) => drawing.add('dynamodb', 'shop', { ...provisioned, autoScaling: true, minUnits: 50, maxUnits: 10 })), services)
  expect(wrong.findings.map(({ rule, level }) => `${rule} ${level}`)).toEqual(['VAL-25 error'])
})

test('DDB-03 on demand a new table takes 4,000 writes a second, later twice its former peak', () => {
  const run = (atSec: number, peak: number) => simulate({ forSec: 3_700 }, (drawing) => {
    drawing.add('dynamodb', 'shop')
    drawing.at(1, 'shop', 'send', { body: {}, times: peak })
    if (atSec > 1) drawing.at(atSec, 'shop', 'send', { body: {}, times: 6_500 })
  }).metric('shop', 'WriteThrottleEvents').sum
  // Keys are spread over four partitions of a thousand, never quite evenly.
  expect(run(1, 3_000)).toBe(0)
  expect(run(1, 4_400)).toBeGreaterThanOrEqual(400)
  expect(run(600, 3_500)).toBeGreaterThanOrEqual(2_500)
  expect(run(3_601, 3_500)).toBeLessThan(500)
})

test('DDB-03 a ceiling of one’s own is kept', () => {
  const { said } = ask({ maxWrites: 2 }, [put({ id: { S: 'a' } }), put({ id: { S: 'b' } }), put({ id: { S: 'c' } })])
  expect(said[2]).toMatchObject({ name: 'ThrottlingException', message: 'Throughput exceeds the maximum OnDemandThroughput configured on table or index.', ThrottlingReasons: [{ reason: 'TableWriteMaxOnDemandThroughputExceeded' }] })
})

test('DDB-01 DDB-04 batches: up to 25 writes and 100 reads over several tables, and what finds no room comes back', () => {
  const { said } = ask({ ...provisioned, burst: false }, [
    burst(7, 0),
    burst(26, 1),
    ['BatchWriteItem', { RequestItems: { shop: [{ PutRequest: { Item: { id: { S: 'a' } } } }, { DeleteRequest: { Key: { id: { S: 'a' } } } }] } }, 3],
    ['BatchWriteItem', { RequestItems: { shop: [{ PutRequest: { Item: { id: { S: 'a' } } } }], stock: [{ PutRequest: { Item: { sku: { S: 's' } } } }] } }, 4],
    ['BatchGetItem', { RequestItems: { shop: { Keys: [{ id: { S: 'a' } }, { id: { S: 'none' } }], ConsistentRead: true }, stock: { Keys: [{ sku: { S: 's' } }] } } }, 5],
    ['BatchGetItem', { RequestItems: { shop: { Keys: Array.from({ length: 101 }, (_, at) => ({ id: { S: String(at) } })) } } }, 6],
    ['BatchGetItem', { RequestItems: { nowhere: { Keys: [{ id: { S: 'a' } }] } } }, 7],
  ], {}, (drawing) => drawing.add('dynamodb', 'stock', { partitionKey: 'sku' }))
  expect(said[0].UnprocessedItems.shop).toEqual([{ PutRequest: { Item: { id: { S: 'k-5' } } } }, { PutRequest: { Item: { id: { S: 'k-6' } } } }])
  expect(messages([said[1], said[2]])).toEqual(['ValidationException: Too many items requested for the BatchWriteItem call', 'ValidationException: Provided list of item keys contains duplicates'])
  expect(said[3]).toEqual({ UnprocessedItems: {} })
  expect(said[4]).toEqual({ Responses: { shop: [{ id: { S: 'a' } }], stock: [{ sku: { S: 's' } }] }, UnprocessedKeys: {} })
  expect(messages([said[5], said[6]])).toEqual(['ValidationException: Too many items requested for the BatchGetItem call', 'ResourceNotFoundException: Requested resource not found'])
})
