import { expect, test } from 'vitest'
import { EMPTY_DRAWING } from '../../drawing/drawing.ts'
import { guestOf, Refused, type Told } from '../../testkit/guest.ts'
import { SAMPLES } from './samples.ts'
import { BY_SOURCE, fitting, PAIRS, type Starter } from './starters.ts'

const VARIABLES = { AWS_REGION: 'us-east-1', TABLE_NAME: 'orders', QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs', TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:news', OUTPUT_BUCKET: 'thumbs', BUCKET: 'files', SECRET_ID: 'db', URL: 'https://slow.example.com/' }

/** What the services say to the starters. */
function service(client: string, operation: string, input: unknown): unknown {
  switch (`${client}.${operation}`) {
    case 'S3.GetObject': return { Body: { $binary: 'anBn' }, ContentType: 'image/jpeg' }
    case 'S3.ListObjectsV2': return { Contents: [{ Key: 'tmp/old', LastModified: { $date: '2025-12-01T00:00:00Z' } }, { Key: 'tmp/new', LastModified: { $date: '2025-12-31T23:00:00Z' } }] }
    case 'SecretsManager.GetSecretValue': return { SecretString: 'from the manager' }
    case 'DynamoDB.GetItem': return { Item: { pk: (input as { readonly Key: { readonly pk: unknown } }).Key.pk, total: { N: '25' } } }
    case 'HTTP.PUT': case 'HTTP.fetch': case 'HTTP.request': return { status: 200, headers: {}, body: '' }
    default: return {}
  }
}
const guest = ({ code }: Starter, timeoutSec = 3) => guestOf(code, { variables: VARIABLES, timeoutSec })
const eventOf = ({ sample }: Starter): unknown => SAMPLES.find(({ id }) => id === sample)!.event
const calls = (told: Told): readonly string[] => told.calls.map((call) => call.split(' ')[0]!)
const inputOf = (told: Told, at = 0): unknown => JSON.parse(told.calls[at]!.replace(/^\S+ /, ''))
const json = (value: unknown): unknown => JSON.parse((value as { readonly body: string }).body)
const starter = (id: string): Starter => [...BY_SOURCE, ...PAIRS].find((one) => one.id === id)!

/** What each makes of its sample. */
const JUDGED: { readonly [id: string]: (told: Told) => void } = {
  hello: ({ value }) => expect(json(value)).toMatchObject({ message: 'Hello from Lambda' }),
  order: (told) => {
    expect(told.value).toMatchObject({ statusCode: 202 })
    expect(calls(told)).toEqual(['DynamoDB.PutItem', 'SQS.SendMessage'])
  },
  http: ({ value }) => expect(value).toEqual({ created: 'A-1001' }),
  rest: ({ value }) => expect(json(value)).toEqual({ pk: 'ORDER#A-1001', total: 25 }),
  guard: ({ value }) => expect(value).toMatchObject({ principalId: 'user-7', policyDocument: { Statement: [{ Effect: 'Allow', Resource: 'arn:aws:execute-api:us-east-1:123456789012:abc123/prod/*' }] } }),
  gate: ({ value }) => expect(value).toEqual({ isAuthorized: true, context: { tenant: 'blue' } }),
  socket: (told) => {
    expect(told.value).toEqual({ statusCode: 200 })
    expect(inputOf(told)).toMatchObject({ ConnectionId: 'L0SM9cOFvHcCIhw=', Data: 'You said: {"action":"say","text":"hello"}' })
  },
  stream: ({ end }) => expect(end).toMatchObject({ kind: 'returned', streamed: [{ bytes: 4 }, { bytes: 4 }, { bytes: 6 }] }),
  alb: ({ value }) => expect(value).toEqual({ statusCode: 200, statusDescription: '200 OK', isBase64Encoded: false, headers: { 'Content-Type': 'text/html' }, body: '<h1>/orders, page 2</h1>' }),
  batch: ({ value }) => expect(value).toEqual({ batchItemFailures: [] }),
  fifo: ({ value, lines }) => expect([value, lines]).toEqual([{ batchItemFailures: [] }, ['order A-1001 of customer-7']]),
  envelope: ({ lines }) => expect(lines).toEqual(['object photos uploads/cat.jpg']),
  topic: ({ lines }) => expect(lines[0]).toMatch(/^no subject order \{/),
  bus: (told) => expect(inputOf(told)).toMatchObject({ Subject: 'Order Placed', TopicArn: VARIABLES.TOPIC_ARN }),
  cron: (told) => {
    expect(told.lines).toEqual(['deleted 1 of 2'])
    expect(inputOf(told, 1)).toEqual({ Bucket: 'files', Delete: { Objects: [{ Key: 'tmp/old' }] } })
  },
  thumbnail: (told) => {
    expect(told.value).toEqual([{ key: 'uploads/cat.jpg', size: 3 }])
    expect(inputOf(told, 1)).toMatchObject({ Bucket: 'thumbs', Key: 'thumbs/uploads/cat.jpg' })
  },
  task: ({ value }) => expect(value).toMatchObject({ invocationSchemaVersion: '1.0', results: [{ resultCode: 'Succeeded', resultString: 'photos/a cat!.jpg' }] }),
  shard: ({ value, lines }) => {
    expect(value).toEqual({ batchItemFailures: [] })
    expect(lines[0]).toMatch(/^customer-7 \{/)
  },
  changes: ({ lines }) => expect(lines).toEqual(["new { pk: 'ORDER#A-1001', total: 25 }"]),
  alarm: (told) => expect(inputOf(told)).toMatchObject({ Subject: 'errors: ? to ALARM', Message: expect.stringMatching(/^Threshold Crossed/) }),
  logs: ({ end }) => expect(end).toMatchObject({ kind: 'returned', json: expect.stringMatching(/^\{"errors":\d\}$/) }),
  failures: ({ lines }) => expect(lines[0]).toMatch(/^ERROR resize RetriesExhausted after 3 no \{/),
  signUp: ({ value }) => expect(value).toMatchObject({ userName: 'ada', response: { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: false } }),
  claims: ({ value }) => expect(value).toMatchObject({ response: { claimsOverrideDetails: { claimsToAddOrOverride: { tenant: 'blue' } } } }),
  mail: ({ value }) => expect(value).toEqual({ disposition: 'CONTINUE' }),
  device: ({ value, lines }) => expect([value, lines]).toEqual([{ device: 'cellar-1', alert: true }, ['WARN too warm cellar-1 34.5']]),
  pipeline: (told) => expect([calls(told), inputOf(told)]).toEqual([['CodePipeline.PutJobSuccessResult'], { jobId: '1f2e3d4c-5b6a-4978-8899-aabbccddeeff' }]),
  push: ({ lines }) => expect(lines).toEqual(['shop refs/heads/main 5c4ef10 ']),
  resource: (told) => expect(JSON.stringify(inputOf(told))).toContain('SUCCESS'),
  rule: (told) => expect(inputOf(told)).toMatchObject({ Evaluations: [{ ComplianceResourceId: 'i-0123456789abcdef0', ComplianceType: 'NON_COMPLIANT', OrderingTimestamp: '2026-01-01T00:00:00.000Z' }] }),
  bot: ({ value }) => expect(value).toMatchObject({ sessionState: { dialogAction: { type: 'Close' }, intent: { state: 'Fulfilled' } }, messages: [{ content: 'Done. City: Oslo' }] }),
  edgeSignIn: ({ value }) => expect(value).toMatchObject({ status: '302', headers: { location: [{ value: '/sign-in?to=%2Fshop%2Fmugs' }] } }),
  edgeVariant: ({ value }) => expect(value).toMatchObject({ uri: '/mobile/shop/mugs' }),
  edgeOrigin: ({ value }) => expect(value).toMatchObject({ origin: { custom: { domainName: 'shop.example.com' } }, headers: { host: [{ value: 'shop.example.com' }] } }),
  edgeMissing: ({ value }) => expect(value).toMatchObject({ status: '200', body: '<p>There is no /shop/mugs yet.</p>' }),
  edgeHeaders: ({ value }) => expect(value).toMatchObject({ status: '200', headers: { 'x-content-type-options': [{ value: 'nosniff' }] } }),
  skill: ({ value }) => expect(value).toMatchObject({ version: '1.0', response: { outputSpeech: { text: 'You asked for OrderIntent.' }, shouldEndSession: true } }),
  connectBad: ({ value }) => expect(value).toEqual({ price: 83, found: true }),
  connectGood: ({ value }) => expect(value).toEqual({ price: 83, found: true }),
  chargeBad: (told) => expect(calls(told)).toEqual(['DynamoDB.UpdateItem']),
  chargeGood: (told) => expect(calls(told)).toEqual(['DynamoDB.UpdateItem']),
  secretBad: ({ value }) => expect(value).toEqual({ connected: true }),
  secretGood: ({ value }) => expect(value).toEqual({ connected: true }),
  batchBad: ({ lines }) => expect(lines).toEqual(['order A-1001']),
  loopBad: (told) => expect(inputOf(told)).toMatchObject({ Bucket: 'photos', Key: 'uploads/cat.jpg.small' }),
  awaitBad: ({ value }) => expect(value).toEqual({ statusCode: 202 }),
  awaitGood: ({ value }) => expect(value).toEqual({ statusCode: 202 }),
  stateBad: ({ value }) => expect(value).toMatchObject({ statusCode: 401 }),
  stateGood: ({ value }) => expect(value).toMatchObject({ statusCode: 401 }),
  cache: ({ value }) => expect(value).toEqual({ warm: false, bytes: 3 }),
  deadline: ({ value }) => expect(value).toMatchObject({ statusCode: 200 }),
}

test.each([...BY_SOURCE, ...PAIRS].map((one) => [one.id, one] as const))('the starter %s does with its sample what it says', (id, one) => {
  const of = guest(one)
  expect(of.init.end, JSON.stringify(of.init.end)).toMatchObject({ kind: 'returned' })
  const told = of.invoke(eventOf(one), service)
  expect(told.end, JSON.stringify(told.end)).toMatchObject({ kind: 'returned' })
  JUDGED[id]!(told)
})

test('the other ways out of the starters', () => {
  const once = (id: string, event: unknown, answer = service) => guest(starter(id)).invoke(event, answer)
  expect(once('http', { routeKey: 'GET /nothing' }).value).toEqual({ statusCode: 404, body: 'No route GET /nothing' })
  expect(once('guard', { authorizationToken: '' }).end).toMatchObject({ kind: 'threw', error: { errorMessage: 'Unauthorized' } })
  expect(once('guard', { authorizationToken: 'Bearer x', methodArn: 'a/b/c' }).value).toMatchObject({ policyDocument: { Statement: [{ Effect: 'Deny' }] } })
  expect(once('signUp', { request: { userAttributes: { email: 'ada@elsewhere.org' } }, response: {} }).end).toMatchObject({ kind: 'threw' })
  const records = (...bodies: string[]) => ({ Records: bodies.map((body, at) => ({ messageId: `m${at}`, body, attributes: { MessageGroupId: 'g' } })) })
  expect(once('fifo', records('{}', '{', '{}')).value).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }] })
  expect(once('batch', records('{}', '{', '{}')).value).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] })
  expect(once('batchBad', records('{}', '{', '{}')).end).toMatchObject({ kind: 'threw', error: { errorType: 'SyntaxError' } })
  const data = (text: string, sequenceNumber: string) => ({ kinesis: { partitionKey: 'k', sequenceNumber, data: btoa(text) } })
  expect(once('shard', { Records: [data('{}', '1'), data('{', '2'), data('{}', '3')] }).value).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] })
  expect(once('mail', { Records: [{ ses: { mail: { commonHeaders: {} }, receipt: { spamVerdict: { status: 'FAIL' }, virusVerdict: {}, spfVerdict: {} } } }] }).value).toEqual({ disposition: 'STOP_RULE_SET' })
  const gone = once('socket', eventOf(starter('socket')), () => { throw new Refused('GoneException') })
  expect([gone.value, gone.lines]).toEqual([{ statusCode: 200 }, ['gone L0SM9cOFvHcCIhw=']])
})

test('good and bad differ in what they teach', () => {
  const [bad, good] = [guest(starter('connectBad')), guest(starter('connectGood'))].map((of) => ({ init: of.init, first: of.invoke({}, service), later: of.invoke({}, service) }))
  const cpu = ({ turns }: Told) => turns.reduce((sum, turn) => sum + turn.took, 0)
  expect(cpu(bad!.later)).toBeGreaterThan(10 * cpu(good!.later))
  expect(cpu(good!.init)).toBeGreaterThan(cpu(bad!.init))

  const twice = (id: string) => {
    let charged = 0
    const of = guest(starter(id))
    const table = (_client: string, _operation: string, input: unknown) => {
      if ((input as { readonly ConditionExpression?: string }).ConditionExpression && charged > 0) throw new Refused('ConditionalCheckFailedException')
      charged += 25
      return {}
    }
    for (let time = 0; time < 2; time++) expect(of.invoke(eventOf(starter(id)), table).end).toMatchObject({ kind: 'returned' })
    return charged
  }
  expect([twice('chargeBad'), twice('chargeGood')]).toEqual([50, 25])

  const secret = guest(starter('secretGood'))
  expect([calls(secret.invoke({}, service)), calls(secret.invoke({}, service))]).toEqual([['SecretsManager.GetSecretValue'], []])
  secret.later(301e6)
  expect(calls(secret.invoke({}, service))).toEqual(['SecretsManager.GetSecretValue'])

  const callers = (id: string) => {
    const of = guest(starter(id))
    of.invoke({ headers: { authorization: 'ada' } })
    return of.invoke({ headers: {} }).value as { readonly statusCode: number }
  }
  expect([callers('stateBad').statusCode, callers('stateGood').statusCode]).toEqual([200, 401])

  const awaited = (id: string) => guest(starter(id)).invoke({ body: '{}' }, service).at
  expect(awaited('awaitBad')).toBeLessThan(awaited('awaitGood'))

  const cache = guest(starter('cache'))
  cache.invoke({}, service)
  expect(cache.invoke({}, service)).toMatchObject({ value: { warm: true, bytes: 3 }, calls: [] })

  expect(guest(starter('deadline')).invoke({}, service, 60e6).value).toMatchObject({ statusCode: 504 })
})

test('what reaches a function decides which are offered first', () => {
  const nodes = ['sqs', 'restApi', 'lambda'].map((service, at) => ({ id: `n${at}`, service, name: service, x: 0, y: 0, config: {} }))
  const wire = (from: string, port: string) => ({ id: from + port, from, port, to: 'n2', kind: 'sync' as const, config: {} })
  const names = (...wires: ReturnType<typeof wire>[]) => fitting({ ...EMPTY_DRAWING, nodes, wires }, 'n2').map(({ id }) => id)
  expect(names(wire('n0', 'poll'))).toEqual(['batch', 'fifo', 'envelope'])
  expect(names(wire('n1', 'authorizer'))).toEqual(['guard'])
  expect(names(wire('n1', 'out'))).toEqual(['order', 'rest'])
  expect(names()).toEqual([])
})
