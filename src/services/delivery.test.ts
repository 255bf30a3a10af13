/** What wires show about delivery and permission, held against what the services do. */
import { expect, test } from 'vitest'
import { QUOTAS } from '../contract/quotas.ts'
import type { Role } from '../contract/service.ts'
import { listener } from '../testkit/listener.ts'
import { simulate } from '../testkit/simulate.ts'
import { services } from './catalogue.ts'
import { DELIVERIES, linesOf } from './delivery.ts'
import { managedDelay } from './sns/retry.ts'
import { statementsOf } from './statements.ts'

const KINDS: { readonly [kind: string]: string } = { sync: 'waits', target: 'waits', async: 'event', subscription: 'event', alarm: 'event', poll: 'polls' }
const leading = services.flatMap((service) => service.ports.filter(({ to, id }) => (to as { function?: string }).function && !['onSuccess', 'onFailure'].includes(id)).map((port) => ({ service: service.id, port: port.id, kind: (port.to as { function: string }).function })))
const quota = (name: string) => QUOTAS.find((one) => one.name === name)!.current

test('FACT-01 who waits, who hands over an event, and what Lambda polls: as the wires of each service are drawn', () => {
  for (const { service, kind } of leading) if (!DELIVERIES[service]) expect(['edge', 'origin'], service).toContain(kind)
  const drawn = leading.filter(({ service }) => DELIVERIES[service]).map(({ service, kind }) => [service, KINDS[kind]])
  expect(drawn).toEqual(leading.filter(({ service }) => DELIVERIES[service]).map(({ service }) => [service, DELIVERIES[service]!.model]))
  const of = (model: string) => Object.keys(DELIVERIES).filter((service) => DELIVERIES[service]!.model === model).sort()
  expect(of('polls')).toEqual(['dynamodb', 'kinesis', 'sqs'])
  expect(of('event')).toEqual(['alarm', 'codecommit', 'codepipeline', 'configRule', 'customResource', 'eventbridge', 'iot', 'logs', 's3', 'scheduler', 'ses', 'sns'])
})

test('FACT-02 how long each waits, whatever the function’s timeout is', () => {
  const gaveUp = (service: string, wire = {}) => simulate({ services: [...services, listener], forSec: 120 }, (book) => {
    book.add(service, 'source', { perMinute: 1 })
    book.add('listener', 'fn', { takesMs: 110_000, timeoutSec: 900 })
    book.wire('source', 'fn', { config: wire })
  }).rows.find(({ kind }) => kind === 'timedOut')!.a
  for (const service of ['cognito', 'alexa', 'lex']) expect(gaveUp(service), service).toBe(DELIVERIES[service]!.patienceSec! * 1_000)
  expect(gaveUp('ses', { invocation: 'RequestResponse' })).toBe(30_000)
  const maximum = (service: string, field: string) => (services.find(({ id }) => id === service)!.config as unknown as { readonly [field: string]: { readonly default: number } })[field]!.default / 1_000
  expect([maximum('client', 'timeoutMs'), maximum('restApi', 'integrationTimeoutMs')]).toEqual([DELIVERIES.client!.patienceSec, DELIVERIES.restApi!.patienceSec])
})

test('FACT-03 how much fits in: 6 MB for those who wait, 1 MiB for events, less at topics and load balancers', () => {
  expect([DELIVERIES.lambda!.bytes, DELIVERIES.s3!.bytes, DELIVERIES.eventbridge!.bytes, DELIVERIES.sns!.bytes, DELIVERIES.alb!.bytes]).toEqual(
    ['lambdaSyncPayloadBytes', 'lambdaAsyncPayloadBytes', 'busEntryBytes', 'snsMessageBytes', 'albBodyBytes'].map(quota),
  )
})

test('FACT-04 who keeps what failed: topics for 23 days, buses for one, queues and streams as long as they keep anything', () => {
  const kept = (service: string) => DELIVERIES[service]!.before!.forSec
  let total = 0
  for (let tries = 1; ; tries++) {
    const delay = managedDelay(tries)
    if (delay === undefined) break
    total += delay
  }
  expect(Math.floor(total / 86_400) * 86_400).toBe(kept('sns'))
  const settings = (service: string) => services.find(({ id }) => id === service)!.config as unknown as { readonly [field: string]: { readonly default: number } }
  const target = (service: string) => services.find(({ id }) => id === service)!.ports[0]!.config as unknown as { readonly [field: string]: { readonly default: number } }
  expect([kept('eventbridge'), kept('scheduler')]).toEqual([target('eventbridge').maxAgeSec!.default, target('scheduler').maxAgeSec!.default])
  expect([kept('sqs'), kept('kinesis')]).toEqual([settings('sqs').retentionSec!.default, settings('kinesis').retentionHours!.default * 3_600])
  expect(linesOf(DELIVERIES.sns!, 'news', 'fn')[2]!.text).toBe('Until Lambda takes it, SNS tries for 23 days. Then two more tries within 6 hours, then its dead-letter queue or destination.')
  expect(linesOf(DELIVERIES.s3Batch!, 'job', 'fn')[3]!.text).toBe('job tries 6 times in all when Lambda refuses it. Then it is lost.')
  expect(linesOf(DELIVERIES.alb!, 'door', 'fn')[3]!.text).toBe('Nobody keeps it: the caller has to try again.')
})

test('FACT-05 order holds within a group of a FIFO queue, within a shard, for an item, and nowhere else', () => {
  const order = (service: string, fifo = false) => linesOf(DELIVERIES[service]!, 'a', 'b', { fifo }).find(({ term }) => term === 'Order')!.text
  expect([order('sqs'), order('sqs', true), order('kinesis'), order('dynamodb'), order('sns')]).toEqual([
    'Not kept.', 'Kept within a message group.', 'Kept within a shard, and so for each partition key.', 'Kept for each item.', 'Not kept.',
  ])
})

test('LAM-RBP-01 the policy of a function names who comes, from where, and the qualifier that is meant', () => {
  const SOURCE = 'arn:aws:x:us-east-1:123456789012:from'
  const ALIAS = 'arn:aws:lambda:us-east-1:123456789012:function:fn:PROD'
  const statement = (service: string, qualifier = '') => statementsOf({ service, role: 'function', config: { qualifier, method: 'GET', path: '/todos' }, wire: 'w1', from: 'from', to: 'fn', fromArn: SOURCE, toArn: ALIAS.replace(':PROD', '') })!.list[0]!
  expect(statement('s3', 'PROD')).toEqual({
    Sid: 's3-from', Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'lambda:InvokeFunction', Resource: ALIAS,
    Condition: { StringEquals: { 'AWS:SourceAccount': '123456789012' }, ArnLike: { 'AWS:SourceArn': SOURCE } },
  })
  expect(['sns', 'eventbridge', 'logs', 'cognito', 'iot', 'ses', 'configRule', 'codecommit', 'lex', 'alb', 'restApi'].map((service) => (statement(service).Principal as { readonly Service: string }).Service)).toEqual([
    'sns', 'events', 'logs', 'cognito-idp', 'iot', 'ses', 'config', 'codecommit', 'lexv2', 'elasticloadbalancing', 'apigateway',
  ].map((name) => `${name}.amazonaws.com`))
  expect(statement('restApi').Condition).toEqual({ ArnLike: { 'AWS:SourceArn': expect.stringMatching(/^arn:aws:execute-api:us-east-1:123456789012:[a-z0-9]{10}\/\*\/GET\/todos$/) } })
  // These have a role of their own, in which no principal is named.
  for (const service of ['scheduler', 'codepipeline', 's3Batch']) expect(statement(service)).toEqual({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: ALIAS.replace(':PROD', '') })
})

test('GEN-05 GEN-06 LAM-IAM-03 every wire that can do without its statement can show it', () => {
  const shown = (service: string, role: Role) => statementsOf({ service, role, config: {}, wire: 'w1', from: 'from', to: 'to', fromArn: 'arn:aws:x:us-east-1:123456789012:from', toArn: 'arn:to' })
  for (const service of services) {
    for (const port of service.ports) {
      if (!port.config || !Object.hasOwn(port.config, 'permission')) continue
      for (const role of Object.keys(port.to) as Role[]) {
        if (role === 'http' || role === 'distribution') continue
        expect(shown(service.id, role)?.list.length, `${service.id} to ${role}`).toBeGreaterThan(0)
      }
    }
  }
  expect(shown('sqs', 'function')).toEqual({ list: [{ Effect: 'Allow', Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], Resource: 'arn:aws:x:us-east-1:123456789012:from' }], where: 'In the role of to' })
  expect(shown('alexa', 'function')!.list[0]).toMatchObject({ Principal: { Service: 'alexa-appkit.amazon.com' }, Condition: { StringEquals: { 'lambda:EventSourceToken': 'arn:aws:x:us-east-1:123456789012:from' } } })
  expect(shown('functionUrl', 'function')!.list.map(({ Action }) => Action)).toEqual(['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'])
})
