import { expect, test } from 'vitest'
import { type Answerer, guestOf, Refused } from '../testkit/guest.ts'

const run = (imports: string, body: string, answer: Answerer = () => ({})) => guestOf(`${imports}\nexport const handler = async (event) => {\n${body}\n}`).invoke({}, answer)

test('SBX-01 clients, their commands, and the aggregated ones', () => {
  const imports = `import { SNSClient, PublishCommand, SNS } from '@aws-sdk/client-sns'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import * as kinesis from '@aws-sdk/client-kinesis'
import { SSM } from '@aws-sdk/client-ssm'`
  const told = run(imports, `
  await new SNSClient({}).send(new PublishCommand({ TopicArn: 't', Message: 'm' }))
  await new SNS({ region: 'us-east-1' }).publish({ TopicArn: 't', Message: 'n' })
  await new EventBridgeClient().send(new PutEventsCommand({ Entries: [{ Source: 's', Time: new Date(0) }] }))
  await new kinesis.KinesisClient({}).send(new kinesis.PutRecordCommand({ StreamName: 's', Data: Buffer.from('hi'), PartitionKey: 'k' }))
  return (await new SSM().getParameter({ Name: '/a' })).Parameter.Value`, (client) => (client === 'SSM' ? { Parameter: { Value: 'v' } } : {}))
  expect(told.value).toBe('v')
  expect(told.calls).toEqual([
    'SNS.Publish {"TopicArn":"t","Message":"m"}', 'SNS.Publish {"TopicArn":"t","Message":"n"}', 'EventBridge.PutEvents {"Entries":[{"Source":"s","Time":"1970-01-01T00:00:00.000Z"}]}',
    'Kinesis.PutRecord {"StreamName":"s","Data":{"$binary":"aGk="},"PartitionKey":"k"}', 'SSM.GetParameter {"Name":"/a"}',
  ])
})

test('SBX-01 bodies of objects and payloads of functions are read as with the SDK', () => {
  const imports = "import { S3Client, GetObjectCommand, PutObjectCommand, NoSuchKey } from '@aws-sdk/client-s3'\nimport { LambdaClient, InvokeCommand } from '@aws-sdk/client-lambda'\nimport { Readable } from 'node:stream'\nimport { getSignedUrl } from '@aws-sdk/s3-request-presigner'"
  const told = run(imports, `
  const s3 = new S3Client({})
  const get = async () => s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }))
  const pieces = []
  for await (const piece of (await get()).Body) pieces.push(piece.toString())
  await s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: Readable.from([Buffer.from('a'), Buffer.from('b')]) }))
  const { Payload } = await new LambdaClient({}).send(new InvokeCommand({ FunctionName: 'f', Payload: JSON.stringify({ a: 1 }) }))
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'b', Key: 'x/y z' }), { expiresIn: 60 })
  return [await (await get()).Body.transformToString(), (await get()).LastModified.getTime(), pieces, JSON.parse(Payload.transformToString()), JSON.parse(Buffer.from(Payload)), url.split('?')[0], url.includes('X-Amz-Expires=60')]`,
  (client, operation) => (operation === 'GetObject' ? { Body: 'content', LastModified: 'Thu, 01 Jan 1970 00:00:01 GMT' } : client === 'Lambda' ? { Payload: { $binary: 'eyJvayI6MX0=' } } : {}))
  expect(told.value).toEqual(['content', 1_000, ['content'], { ok: 1 }, { ok: 1 }, 'https://b.s3.eu-central-1.amazonaws.com/x/y%20z', true])
  expect(told.calls[1]).toBe('S3.PutObject {"Bucket":"b","Key":"k","Body":{"$binary":"YWI="}}')
})

test('SBX-01 documents of DynamoDB are marshalled both ways', () => {
  const imports = "import { DynamoDBClient, ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'\nimport { DynamoDBDocumentClient, PutCommand, GetCommand, QueryCommand, UpdateCommand, TransactWriteCommand, BatchWriteCommand, DynamoDBDocument } from '@aws-sdk/lib-dynamodb'\nimport { marshall, unmarshall } from '@aws-sdk/util-dynamodb'\nconst db = DynamoDBDocumentClient.from(new DynamoDBClient({}))"
  const told = run(imports, `
  await db.send(new PutCommand({ TableName: 't', Item: { id: 'a', n: 1, tags: new Set(['x']), list: [true, null, { m: 1.5 }] } }))
  await db.send(new UpdateCommand({ TableName: 't', Key: { id: 'a' }, UpdateExpression: 'SET n = :n', ExpressionAttributeValues: { ':n': 2 } }))
  await db.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: 't', Item: { id: 'b' } } }, { Delete: { TableName: 't', Key: { id: 'c' } } }] }))
  await db.send(new BatchWriteCommand({ RequestItems: { t: [{ PutRequest: { Item: { id: 'd' } } }, { DeleteRequest: { Key: { id: 'e' } } }] } }))
  const { Item } = await db.send(new GetCommand({ TableName: 't', Key: { id: 'a' } }))
  const { Items, LastEvaluatedKey } = await DynamoDBDocument.from(new DynamoDBClient({})).query({ TableName: 't', KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': 'a' } })
  return [Item.n, [...Item.tags], Item.list, Items, LastEvaluatedKey, unmarshall(marshall({ a: { b: [1, 'c'] } })), ConditionalCheckFailedException.name]`,
  (_client, operation) => (operation === 'GetItem' ? { Item: { id: { S: 'a' }, n: { N: '1' }, tags: { SS: ['x'] }, list: { L: [{ BOOL: true }, { NULL: true }, { M: { m: { N: '1.5' } } }] } } } : operation === 'Query' ? { Items: [{ id: { S: 'a' } }], LastEvaluatedKey: { id: { S: 'a' } } } : {}))
  expect(told.value).toEqual([1, ['x'], [true, null, { m: 1.5 }], [{ id: 'a' }], { id: 'a' }, { a: { b: [1, 'c'] } }, 'ConditionalCheckFailedException'])
  expect(told.calls.slice(0, 4)).toEqual([
    'DynamoDB.PutItem {"TableName":"t","Item":{"id":{"S":"a"},"n":{"N":"1"},"tags":{"SS":["x"]},"list":{"L":[{"BOOL":true},{"NULL":true},{"M":{"m":{"N":"1.5"}}}]}}}',
    'DynamoDB.UpdateItem {"TableName":"t","Key":{"id":{"S":"a"}},"UpdateExpression":"SET n = :n","ExpressionAttributeValues":{":n":{"N":"2"}}}',
    'DynamoDB.TransactWriteItems {"TransactItems":[{"Put":{"TableName":"t","Item":{"id":{"S":"b"}}}},{"Delete":{"TableName":"t","Key":{"id":{"S":"c"}}}}]}',
    'DynamoDB.BatchWriteItem {"RequestItems":{"t":[{"PutRequest":{"Item":{"id":{"S":"d"}}}},{"DeleteRequest":{"Key":{"id":{"S":"e"}}}}]}}',
  ])
})

test('SBX-02 an error that no class is exported for has its name all the same', () => {
  const told = run("import { SQSClient, SQSServiceException, SendMessageCommand } from '@aws-sdk/client-sqs'", `
  try { await new SQSClient({}).send(new SendMessageCommand({})) } catch (error) { return [error instanceof SQSServiceException, error instanceof Error, error.name, error.message, String(error)] }`, () => {
    throw new Refused('AccessDenied', 'not authorized')
  })
  expect(told.value).toEqual([true, true, 'AccessDenied', 'not authorized', 'AccessDenied: not authorized'])
  expect(run("import { SQS } from '@aws-sdk/client-sqs'", 'return new SQS().sendMessage({})', () => {
    throw new Refused('QueueDoesNotExist', 'gone')
  }).end).toMatchObject({ kind: 'threw', error: { errorType: 'QueueDoesNotExist', errorMessage: 'gone', trace: expect.arrayContaining(['QueueDoesNotExist: gone']) } })
})

test('SBX-01 a command that is not here is refused by name, and says which are', () => {
  const { end } = run("import { SQSClient, CreateQueueCommand } from '@aws-sdk/client-sqs'", 'await new SQSClient({}).send(new CreateQueueCommand({ QueueName: "q" }))')
  expect(end).toMatchObject({ kind: 'threw', error: { errorType: 'NotImplementedInPlayground', errorMessage: expect.stringMatching(/^CreateQueueCommand is not in this playground\. There are here: SendMessageCommand, /) } })
  const cjs = guestOf("const { SQSClient, CreateQueueCommand } = require('@aws-sdk/client-sqs')\nexports.handler = async () => new SQSClient({}).send(new CreateQueueCommand({}))", { file: 'index.js' }).invoke()
  expect(cjs.end).toMatchObject({ kind: 'threw', error: { errorType: 'NotImplementedInPlayground' } })
  expect(guestOf("import AWS from 'aws-sdk'\nexport const handler = async () => 1").init.lines[0]).toMatch(/^WARN The playground has no aws-sdk\. The runtime brings version 3 of the SDK: @aws-sdk\/client-sqs /)
})

test('a call that is aborted is not waited for', () => {
  expect(run("import { SQSClient, ReceiveMessageCommand } from '@aws-sdk/client-sqs'", `
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 5)
  try { await new SQSClient({}).send(new ReceiveMessageCommand({ QueueUrl: 'q' }), { abortSignal: controller.signal }) } catch (error) { return error.name }`).value).toBe('AbortError')
})
test('SBX-01 an input reaches the service as it was written, whatever it holds', () => {
  const told = run("import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs'", `
  const sqs = new SQSClient({})
  const own = Object.create({ Inherited: 'x' })
  own.QueueUrl = 'q'
  for (const input of [
    { QueueUrl: 'q' }, { QueueUrl: 'q', MessageBody: 'say "hi"\\n\\\\ über 🙂' }, { MessageBody: 'x'.repeat(200), QueueUrl: 'q' }, { QueueUrl: 'q', MessageBody: undefined, DelaySeconds: 3 },
    { QueueUrl: 'q', MessageGroupId: '1', MessageDeduplicationId: '2', MessageBody: '3' }, { QueueUrl: 'q', 'a\\nb': 'c' }, { '': 'empty' }, {}, own,
    { QueueUrl: 'q', MessageBody: '1', MessageGroupId: '2' }, { get QueueUrl() { return 'got' } },
    ...Array.from({ length: 10 }, (_, i) => ({ ['name' + i]: 'v' })),
  ]) await sqs.send(new SendMessageCommand(input))`)
  expect(told.end).toMatchObject({ kind: 'returned' })
  expect(told.calls.map((call) => JSON.parse(call.slice('SQS.SendMessage '.length)))).toEqual([
    { QueueUrl: 'q' }, { QueueUrl: 'q', MessageBody: 'say "hi"\n\\ über 🙂' }, { MessageBody: 'x'.repeat(200), QueueUrl: 'q' }, { QueueUrl: 'q', DelaySeconds: 3 },
    { QueueUrl: 'q', MessageGroupId: '1', MessageDeduplicationId: '2', MessageBody: '3' }, { QueueUrl: 'q', 'a\nb': 'c' }, { '': 'empty' }, {}, { QueueUrl: 'q' },
    { QueueUrl: 'q', MessageBody: '1', MessageGroupId: '2' }, { QueueUrl: 'got' }, ...Array.from({ length: 10 }, (_, i) => ({ [`name${i}`]: 'v' })),
  ])
})

test('SBX-01 middleware of code runs around its calls, in the order of the steps', () => {
  const told = run("import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs'", `
  const sqs = new SQSClient({})
  const seen = []
  sqs.middlewareStack.add((next, context) => async (args) => { seen.push(['build', context.commandName, args.request.hostname]); return next(args) }, { step: 'build', name: 'late' })
  sqs.middlewareStack.add((next) => async (args) => {
    const result = await next({ ...args, input: { ...args.input, MessageBody: 'changed' } })
    seen.push(['after', result.output.MessageId])
    return result
  }, { step: 'initialize' })
  const command = new SendMessageCommand({ QueueUrl: 'q', MessageBody: 'given' })
  command.middlewareStack.addRelativeTo((next) => async (args) => { seen.push(['before late']); return next(args) }, { relation: 'before', toMiddleware: 'late' })
  const { MessageId } = await sqs.send(command)
  await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: 'q', MessageBody: 'plain' }))
  sqs.middlewareStack.add(() => async () => { throw new TypeError('refused') }, { step: 'initialize', priority: 'high' })
  return [MessageId, ...seen, await sqs.send(command).catch((error) => error.message)]`, () => ({ MessageId: 'm' }))
  expect(told.value).toEqual(['m', ['before late'], ['build', 'SendMessageCommand', 'sqs.eu-central-1.amazonaws.com'], ['after', 'm'], 'refused'])
  expect(told.calls).toEqual(['SQS.SendMessage {"QueueUrl":"q","MessageBody":"changed"}', 'SQS.SendMessage {"QueueUrl":"q","MessageBody":"plain"}'])
})

test('SBX-01 paginators ask page by page, in pages of the size that is wanted', () => {
  const imports = "import { S3Client, paginateListObjectsV2 } from '@aws-sdk/client-s3'\nimport { DynamoDBClient } from '@aws-sdk/client-dynamodb'\nimport { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb'"
  const told = run(imports, `
  const keys = []
  for await (const { Contents } of paginateListObjectsV2({ client: new S3Client({}), pageSize: 2 }, { Bucket: 'b' })) keys.push(...Contents.map(({ Key }) => Key))
  for await (const { Items } of paginateScan({ client: DynamoDBDocumentClient.from(new DynamoDBClient({})), pageSize: 1 }, { TableName: 't' })) keys.push(...Items.map(({ id }) => id))
  return keys`, (client, _operation, input) => {
    const { ContinuationToken, ExclusiveStartKey } = input as { readonly ContinuationToken?: string; readonly ExclusiveStartKey?: object }
    if (client === 'S3') return ContinuationToken ? { Contents: [{ Key: 'c' }] } : { Contents: [{ Key: 'a' }, { Key: 'b' }], NextContinuationToken: 'next' }
    return ExclusiveStartKey ? { Items: [{ id: { S: '2' } }] } : { Items: [{ id: { S: '1' } }], LastEvaluatedKey: { id: { S: '1' } } }
  })
  expect(told.value).toEqual(['a', 'b', 'c', '1', '2'])
  expect(told.calls).toEqual([
    'S3.ListObjectsV2 {"Bucket":"b","MaxKeys":2}', 'S3.ListObjectsV2 {"Bucket":"b","ContinuationToken":"next","MaxKeys":2}',
    'DynamoDB.Scan {"TableName":"t","Limit":1}', 'DynamoDB.Scan {"TableName":"t","ExclusiveStartKey":{"id":{"S":"1"}},"Limit":1}',
  ])
})

test('SBX-01 waiters ask until it is so, on virtual time, and give up in the words of the SDK', () => {
  let asked = 0
  const code = "import { S3Client, waitUntilObjectExists } from '@aws-sdk/client-s3'\nexport const handler = async () => { try { return (await waitUntilObjectExists({ client: new S3Client({}), maxWaitTime: 40 }, { Bucket: 'b', Key: 'k' })).state } catch (error) { return [error.name, error.message] } }"
  const found = guestOf(code, { timeoutSec: 60 }).invoke({}, () => {
    if (++asked < 3) throw new Refused('NotFound')
    return {}
  })
  expect([found.value, Math.round(found.at / 1e6)]).toEqual(['SUCCESS', 15])
  expect(guestOf(code, { timeoutSec: 60 }).invoke({}, () => {
    throw new Refused('NotFound')
  }).value).toEqual(['TimeoutError', '{"state":"TIMEOUT","reason":"Waiter has timed out"}'])
  expect(run("import { DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb'", 'await waitUntilTableExists({ client: new DynamoDBClient({}), maxWaitTime: 9 }, {})').end)
    .toMatchObject({ kind: 'threw', error: { errorType: 'NotImplementedInPlayground', errorMessage: expect.stringMatching(/^waitUntilTableExists is not in this playground/) } })
})

test('SBX-01 what handlers commonly give a client is taken: a connection with timeouts, credentials, a logger', () => {
  const told = run("import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs'\nimport { NodeHttpHandler } from '@smithy/node-http-handler'\nimport { fromNodeProviderChain } from '@aws-sdk/credential-providers'", `
  const sqs = new SQSClient({ region: 'eu-west-1', maxAttempts: 2, requestHandler: new NodeHttpHandler({ connectionTimeout: 500, requestTimeout: 1000 }), credentials: fromNodeProviderChain() })
  const { $metadata } = await sqs.send(new SendMessageCommand({ QueueUrl: 'q', MessageBody: 'm' }))
  sqs.destroy()
  return [await sqs.config.region(), await sqs.config.maxAttempts(), $metadata.httpStatusCode, $metadata.attempts]`)
  expect(told.value).toEqual(['eu-west-1', 2, 200, 1])
})
