/** Handlers that use tables and streams as users write them, in the sandbox. */
import { expect, test } from 'vitest'
import { simulateCode } from '../../testkit/simulate-code.ts'
import type { TableState } from './state.ts'

const count = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, UpdateCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}))
export const handler = async (event) => {
  const { id } = event
  try {
    await table.send(new PutCommand({ TableName: 'shop', Item: { id, n: 0, tags: new Set(['a']), at: { deep: [1, null, true] } }, ConditionExpression: 'attribute_not_exists(id)' }))
  } catch (error) {
    if (error.name !== 'ConditionalCheckFailedException') throw error
  }
  const { Attributes } = await table.send(new UpdateCommand({ TableName: 'shop', Key: { id }, UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': 1 }, ReturnValues: 'UPDATED_NEW' }))
  const { Items } = await table.send(new QueryCommand({ TableName: 'shop', KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': id }, ConsistentRead: true }))
  return { n: Attributes.n, items: Items.length, deep: Items[0].at.deep }
}`
const copy = `import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis'
const kinesis = new KinesisClient({})
export const handler = async ({ Records }) => {
  const { FailedRecordCount } = await kinesis.send(new PutRecordsCommand({
    StreamName: 'changes',
    Records: Records.map(({ dynamodb, eventName }) => ({ PartitionKey: dynamodb.Keys.id.S, Data: Buffer.from(JSON.stringify({ eventName, n: dynamodb.NewImage.n.N })) })),
  }))
  if (FailedRecordCount > 0) throw new Error('not all')
}`
const sum = `let total = 0
export const handler = async ({ Records }) => {
  for (const { kinesis } of Records) total += Number(JSON.parse(Buffer.from(kinesis.data, 'base64').toString()).n)
  return { total }
}`

test('DDB-04 SBX-01 DDB-07 KDS-05 a handler counts in a table, its stream feeds a Kinesis stream, and that a third', () => {
  const run = simulateCode({ forSec: 60 }, (drawing) => {
    drawing.add('client', 'people', { rps: 1, forMs: 5_000, body: '{"id":"page"}' })
    drawing.add('lambda', 'count', { code: count, timeoutSec: 10 })
    drawing.wire('people', 'count')
    drawing.add('dynamodb', 'shop')
    drawing.wire('count', 'shop')
    drawing.add('lambda', 'copy', { code: copy, timeoutSec: 10 })
    drawing.wire('shop', 'copy')
    drawing.add('kinesis', 'changes')
    drawing.wire('copy', 'changes')
    drawing.add('lambda', 'sum', { code: sum, timeoutSec: 10 })
    drawing.wire('changes', 'sum')
  })
  const state = run.run.nodes.find((node) => node.name === 'shop')!.state as TableState
  const [entries] = [...state.shelf.partitions.values()]
  expect(entries!.map(({ item }) => ({ n: item.n, tags: item.tags }))).toEqual([{ n: { N: '5' }, tags: { SS: ['a'] } }])
  // One insert, five updates; each read and passed on.
  expect(run.metric('changes', 'IncomingRecords').sum).toBe(6)
  for (const name of ['count', 'copy', 'sum']) expect(run.metric(name, 'Errors').sum, name).toBe(0)
  expect(run.metric('shop', 'ConditionalCheckFailedRequests').sum).toBe(4)
})

test('DDB-02 GEN-10 the SDK tries a throttled write three times, then code hears the name of the exception', () => {
  const write = `import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
const client = new DynamoDBClient({})
export const handler = async () => {
  try {
    for (let n = 0; n < 3; n++) await client.send(new PutItemCommand({ TableName: 'shop', Item: { id: { S: String(n) }, big: { S: 'x'.repeat(300000) } } }))
    return 'all'
  } catch (error) {
    console.log(error.name, error.$metadata.attempts)
    return error.name
  }
}`
  const run = simulateCode({ forSec: 60 }, (drawing) => {
    drawing.add('client', 'people', { rps: 1, forMs: 1_000, body: '{}' })
    drawing.add('lambda', 'write', { code: write, timeoutSec: 10 })
    drawing.wire('people', 'write')
    drawing.add('dynamodb', 'shop', { billing: 'provisioned', writeUnits: 1, burst: false })
    drawing.wire('write', 'shop')
  })
  // The first is let in by a second's worth and paid off for five minutes.
  expect(run.metric('shop', 'WriteThrottleEvents').sum).toBe(3)
  expect(run.metric('write', 'Errors').sum).toBe(0)
})
