import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { guestOf, Refused } from '../testkit/guest.ts'
import { shelfNames } from './shelf.ts'

const returned = (told: { readonly init: { readonly end: unknown } }) => expect(told.init.end, JSON.stringify(told.init.end)).toMatchObject({ kind: 'returned' })
const record = (messageId: string, body: unknown) => ({ messageId, receiptHandle: 'r', body: JSON.stringify(body), attributes: { ApproximateReceiveCount: '1' }, messageAttributes: {}, eventSource: 'aws:sqs', eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:orders', awsRegion: 'eu-central-1' })

test.each(shelfNames)('%s can be imported and required', (name) => {
  const imported = guestOf(`import * as all from '${name}'\nexport const handler = async () => Object.keys(all).length`)
  returned(imported)
  expect(imported.invoke().value).toBeGreaterThan(0)
  expect(guestOf(`const all = require('${name}')\nexports.handler = async () => typeof all`, { file: 'index.cjs' }).invoke().value).toMatch(/object|function/)
})

test('what is not imported costs nothing; what is takes the time and memory of its size', () => {
  const without = guestOf('export const handler = async () => 1')
  const withZod = guestOf("import { z } from 'zod'\nexport const handler = async () => z.string().parse('a')")
  expect(without.init.at).toBeLessThan(1_000)
  expect(withZod.init.at).toBeGreaterThan(10_000)
  expect(withZod.invoke().value).toBe('a')
})

test('LAM-ERR-07 any other package is not there, and a line says what is on the shelf', () => {
  const { init } = guestOf("import pg from 'pg'\nexport const handler = async () => pg")
  expect(init.end).toMatchObject({ reason: 'Runtime.ImportModuleError', error: { errorMessage: "Error: Cannot find package 'pg' imported from /var/task/index.mjs" } })
  expect(init.lines).toEqual([expect.stringMatching(/^WARN The playground has no pg\. On its shelf are @aws-lambda-powertools\/batch, .*zod; .* beside the handler as a file\.$/)])
  expect(guestOf("import AWS from 'aws-sdk'\nexport const handler = async () => AWS").init.lines).toEqual([expect.stringContaining('The runtime brings version 3 of the SDK')])
  expect(guestOf("import x from 'dayjs/plugin/nothing'\nexport const handler = async () => x").init.end).toMatchObject({ reason: 'Runtime.ImportModuleError' })
  expect(guestOf("import { z } from 'zod'\nexport const handler = async () => z", { files: { 'node_modules/zod/index.js': 'exports.z = "my own"' } }).invoke().value).toBe('my own')
})

const MIDDY = (imports: string, out: string) => `${imports}
const schema = { type: 'object', required: ['body'], properties: { body: { type: 'object', required: ['n'], properties: { n: { type: 'number' } } } } }
${out} = middy()
  .use(jsonBodyParser()).use(validator({ eventSchema: transpileSchema(schema) })).use(cors({ origin: 'https://shop.example' })).use(errorHandler())
  .handler(async (event, context) => ({ statusCode: 200, body: JSON.stringify({ twice: event.body.n * 2, name: context.functionName }) }))`
const NAMES = [['middy', '@middy/core'], ['jsonBodyParser', '@middy/http-json-body-parser'], ['validator', '@middy/validator'], ['cors', '@middy/http-cors'], ['errorHandler', '@middy/http-error-handler']]

test.each([
  ['a module', 'index.mjs', MIDDY(`${NAMES.map(([name, pack]) => `import ${name} from '${pack}'`).join('\n')}\nimport { transpileSchema } from '@middy/validator/transpile'`, 'export const handler')],
  ['CommonJS', 'index.cjs', MIDDY(`${NAMES.map(([name, pack]) => `const { default: ${name} } = require('${pack}')`).join('\n')}\nconst { transpileSchema } = require('@middy/validator/transpile')`, 'exports.handler')],
])('middy in %s: the body parsed and checked, headers added, errors made into answers', (_, file, code) => {
  const guest = guestOf(code, { file, memoryMb: 512 })
  returned(guest)
  const request = (body: string) => ({ version: '2.0', headers: { 'content-type': 'application/json', origin: 'https://shop.example' }, requestContext: { http: { method: 'POST' } }, body, isBase64Encoded: false })
  expect(guest.invoke(request('{"n":21}')).value).toEqual({ statusCode: 200, body: '{"twice":42,"name":"f"}', headers: { 'Access-Control-Allow-Origin': 'https://shop.example' } })
  expect(guest.invoke(request('{"n":"x"}')).value).toMatchObject({ statusCode: 400, body: 'Event object failed validation' })
  expect(guest.invoke(request('{')).value).toMatchObject({ statusCode: 415, body: 'Invalid or malformed JSON was provided' })
})

test.each([
  ['a module', 'index.mjs', "import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'", 'export const handler'],
  ['CommonJS', 'index.js', "const { BatchProcessor, EventType, processPartialResponse } = require('@aws-lambda-powertools/batch')", 'exports.handler'],
])('Powertools batch in %s: the failed message is named; when all fail, so does the invocation', (_, file, imports, out) => {
  const guest = guestOf(`${imports}
const processor = new BatchProcessor(EventType.SQS)
const handle = async (record) => { const { n } = JSON.parse(record.body); await new Promise((done) => setTimeout(done, 5)); if (n % 2) throw new Error('odd ' + n) }
${out} = async (event, context) => processPartialResponse(event, handle, processor, { context })`, { file })
  returned(guest)
  expect(guest.invoke({ Records: [record('a', { n: 2 }), record('b', { n: 3 }), record('c', { n: 4 })] }).value).toEqual({ batchItemFailures: [{ itemIdentifier: 'b' }] })
  const all = guest.invoke({ Records: [record('a', { n: 1 })] })
  expect(all.end).toMatchObject({ kind: 'threw', error: { errorType: 'FullBatchFailureError', errorMessage: 'All records failed processing. See individual errors below.' } })
})

test('Powertools idempotency over a table: the second of two is answered from what the first left', () => {
  const guest = guestOf(`
import { makeIdempotent } from '@aws-lambda-powertools/idempotency'
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb'
let charged = 0
export const handler = makeIdempotent(async (event) => ({ charged: ++charged, order: event.order }), { persistenceStore: new DynamoDBPersistenceLayer({ tableName: 'seen' }) })`)
  returned(guest)
  let item: unknown
  const table = (_client: string, operation: string, input: unknown): unknown => {
    const { Item, ExpressionAttributeValues: values } = input as { Item?: object; ExpressionAttributeValues?: { [name: string]: unknown } }
    if (operation === 'PutItem' && item) throw new Refused('ConditionalCheckFailedException', 'The conditional request failed')
    if (operation === 'PutItem') item = Item
    if (operation === 'UpdateItem') item = { ...(item as object), status: { S: 'COMPLETED' }, data: values![':response_data'] ?? Object.values(values!).find((one) => typeof one === 'object' && one !== null && 'M' in one), expiration: { N: '9999999999' } }
    return operation === 'GetItem' ? { Item: item } : {}
  }
  const first = guest.invoke({ order: 'A-1' }, table)
  expect(first.value).toEqual({ charged: 1, order: 'A-1' })
  const again = guest.invoke({ order: 'A-1' }, table)
  expect(again.end).toMatchObject({ kind: 'returned' })
  expect(again.value).toEqual({ charged: 1, order: 'A-1' })
  expect(first.calls.map((call) => call.split(' ')[0])).toEqual(['DynamoDB.PutItem', 'DynamoDB.UpdateItem'])
})

test('Powertools logger and metrics write their JSON as CloudWatch reads it', () => {
  const guest = guestOf(`
import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
const logger = new Logger({ serviceName: 'shop' })
const metrics = new Metrics({ namespace: 'Shop', serviceName: 'shop' })
export const handler = async (event, context) => {
  logger.addContext(context)
  logger.info('order taken', { total: 25 })
  metrics.addMetric('Orders', MetricUnit.Count, 1)
  metrics.publishStoredMetrics()
}`, { variables: { AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand' } })
  returned(guest)
  const lines = guest.invoke().lines.map((line) => JSON.parse(line) as { readonly [name: string]: unknown })
  expect(lines[0]).toMatchObject({ level: 'INFO', message: 'order taken', service: 'shop', total: 25, function_name: 'f', function_request_id: 'request-1', cold_start: true })
  expect(lines[1]).toMatchObject({ Orders: 1, service: 'shop', _aws: { CloudWatchMetrics: [{ Namespace: 'Shop', Metrics: [{ Name: 'Orders', Unit: 'Count' }] }] } })
})

test('Powertools parser checks an event with zod, the same zod as the handler', () => {
  const guest = guestOf(`
import { z } from 'zod'
import { SqsEnvelope } from '@aws-lambda-powertools/parser/envelopes'
import { ParseError } from '@aws-lambda-powertools/parser'
import { JSONStringified } from '@aws-lambda-powertools/parser/helpers'
const order = z.object({ id: z.string(), total: z.number().positive() })
export const handler = async (event) => { try { return SqsEnvelope.parse(event, JSONStringified(order)) } catch (error) { return [error instanceof ParseError, error.name] } }`)
  returned(guest)
  const inner = { ...record('059f36b4-87a3-44ab-83d2-661975830a7d', { id: 'a', total: 3 }), attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1', SenderId: 'AIDA', ApproximateFirstReceiveTimestamp: '2' }, md5OfBody: 'x' }
  expect(guest.invoke({ Records: [inner] }).value).toEqual([{ id: 'a', total: 3 }])
  expect(guest.invoke({ Records: [{ ...inner, body: '{"id":"a","total":-1}' }] }).value).toEqual([true, 'ParseError'])
})

test('the rest of the shelf does what it is known for', () => {
  const guest = guestOf(`
import { z } from 'zod'
import { v4, v5, v7, validate } from 'uuid'
import { nanoid } from 'nanoid'
import { ulid } from 'ulid'
import _ from 'lodash'
import { addDays, formatISO } from 'date-fns'
import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'
import Ajv from 'ajv'
import * as yup from 'yup'
import Joi from 'joi'
import { jwtVerify, SignJWT } from 'jose'
dayjs.extend(utc)
const key = new TextEncoder().encode('a secret of thirty-two bytes ....')
const checked = new Ajv().compile({ type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] })
export const handler = async (event) => {
  const token = await new SignJWT({ sub: 'you' }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('2h').sign(key)
  return {
    zod: z.object({ n: z.coerce.number() }).safeParse({ n: '4' }).data, bad: z.email().safeParse('no').error.issues[0].message,
    ids: [validate(v4()), validate(v7()), v5('a', v5.DNS), nanoid().length, ulid().length, v4() !== v4()],
    lodash: _.groupBy([1, 2, 3], (n) => n % 2 ? 'odd' : 'even'), days: formatISO(addDays(new Date(Date.UTC(2026, 0, 31)), 1)), dayjs: dayjs.utc('2026-03-01').subtract(1, 'day').format('YYYY-MM-DD'),
    ajv: [checked({ n: 1 }), checked({ n: 'x' }), checked.errors[0].message], yup: await yup.object({ a: yup.string().required() }).isValid({}), joi: Joi.object({ a: Joi.number() }).validate({ a: 'x' }).error.message,
    claims: (await jwtVerify(token, key)).payload, signed: token.split('.'), forged: await jwtVerify(token.slice(0, -2) + 'xx', key).catch((error) => error.code),
  }
}`, { memoryMb: 1_024 })
  returned(guest)
  const { signed, claims, ...rest } = guest.invoke().value as { readonly signed: string[]; readonly claims: { readonly sub: string; readonly exp: number } }
  expect(rest).toEqual({
    zod: { n: 4 }, bad: 'Invalid email address', ids: [true, true, '4f3f2898-69e3-5a0d-820a-c4e87987dbce', 21, 26, true],
    lodash: { even: [2], odd: [1, 3] }, days: '2026-02-01T00:00:00Z', dayjs: '2026-02-28', ajv: [true, false, 'must be integer'], yup: false, joi: '"a" must be a number', forged: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  })
  expect(claims).toEqual({ sub: 'you', exp: Date.UTC(2026, 0, 1) / 1_000 + 7_200 })
  expect(signed[2]).toBe(createHmac('sha256', 'a secret of thirty-two bytes ....').update(signed.slice(0, 2).join('.')).digest('base64url'))
})
