import { expect, test } from 'vitest'
import { services } from '../catalogue.ts'
import { requestId } from '../../base/ids.ts'
import type { Config } from '../../contract/config.ts'
import type { Service } from '../../contract/service.ts'
import { judgeWire } from '../../contract/wiring.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { simulate } from '../../testkit/simulate.ts'
import { lambda } from './index.ts'

const ports: Service['ports'] = lambda.ports

/** One event to a function, and where its end is told, as port: settings of the keeper there. */
function tell(config: Config, targets: { [port: string]: Config }, source: Config = {}) {
  return simulate({ forSec: 400, services: [...services, keeper] }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 1, forMs: 1, invocation: 'Event', body: '{"photo":1}', ...source })
    drawing.add('lambda', 'resize', { ioMs: 100, ...config })
    drawing.wire('shop', 'resize')
    for (const [port, settings] of Object.entries(targets)) {
      drawing.add('keeper', port, settings)
      drawing.wire('resize', port, { port })
    }
  })
}
const judge = (portId: string, role: string) => {
  const port = ports.find((one) => one.id === portId)!
  const sketch = (name: string, as: string) => ({ id: name, service: 'x', name, role: as as never, config: {} })
  const verdict = judgeWire(port, sketch('resize', 'function'), sketch('target', role), 0)
  return 'refusal' in verdict ? verdict.refusal.rule : 'ok'
}
const FAILING = { errorRate: 100, maxRetries: 0 }

test('LAM-DLQ-01 a dead-letter queue is a standard queue or topic, and hears nothing of calls whose caller waits', () => {
  expect(['queue', 'topic', 'fifo', 'fifoTopic', 'bus', 'function'].map((role) => judge('deadLetter', role))).toEqual([
    'ok', 'ok', 'LAM-DLQ-01', 'LAM-DLQ-01', 'GEN-04', 'GEN-04',
  ])
  const sync = tell(FAILING, { deadLetter: {} }, { invocation: 'RequestResponse' })
  expect(sync.metric('shop', 'FunctionErrors').sum).toBe(1)
  expect(keptBy(sync.run, 'deadLetter')).toEqual([])
  expect(keptBy(tell(FAILING, { deadLetter: {} }).run, 'deadLetter')).toHaveLength(1)
})

test('LAM-DLQ-02 the dead-letter queue gets the event as it came, with request id, status and the first kilobyte of the error', () => {
  const run = tell(FAILING, { deadLetter: {} })
  const event = run.rows.find((row) => row.kind === 'started')!.message
  expect(keptBy(run.run, 'deadLetter')[0]).toMatchObject({
    content: { photo: 1 },
    attributes: {
      RequestID: { dataType: 'String', stringValue: requestId(1, event) },
      ErrorCode: { dataType: 'Number', stringValue: '200' },
      ErrorMessage: { dataType: 'String', stringValue: 'The handler failed' },
    },
  })
  const throttled = tell({ reserved: 0 }, { deadLetter: {} })
  expect(keptBy(throttled.run, 'deadLetter')[0]!.attributes).toMatchObject({ ErrorCode: { stringValue: '429' }, ErrorMessage: { stringValue: 'Rate Exceeded.' } })
})

test('LAM-DLQ-03 a dead-letter queue that refuses loses the event: DeadLetterErrors counts it', () => {
  const run = tell(FAILING, { deadLetter: { refuses: true } })
  expect(run.metric('resize', 'DeadLetterErrors').sum).toBe(1)
  expect(run.metric('resize', 'DestinationDeliveryFailures').sum).toBe(0)
  expect(run.outcomes()).toMatchObject({ deadLettered: 1, dropped: 1 })
})

test('LAM-DEST-01 destinations of success and of failure are independent; a bucket is for failures, FIFO for neither', () => {
  expect(['queue', 'topic', 'function', 'bus', 'bucket', 'fifo', 'fifoTopic'].map((role) => judge('onSuccess', role))).toEqual([
    'ok', 'ok', 'ok', 'ok', 'GEN-04', 'LAM-DEST-01', 'LAM-DEST-01',
  ])
  expect(judge('onFailure', 'bucket')).toBe('ok')
  const both = { onSuccess: {}, onFailure: {} }
  const good = tell({}, both)
  expect([keptBy(good.run, 'onSuccess').length, keptBy(good.run, 'onFailure').length]).toEqual([1, 0])
  const bad = tell(FAILING, both)
  expect([keptBy(bad.run, 'onSuccess').length, keptBy(bad.run, 'onFailure').length]).toEqual([0, 1])
})

test('LAM-DEST-02 a record holds the request, the last response and why it ended', () => {
  const run = tell({ errorRate: 100 }, { onFailure: {} })
  const event = run.rows.find((row) => row.kind === 'started')!.message
  expect(keptBy(run.run, 'onFailure')[0]!.content).toEqual({
    version: '1.0',
    timestamp: '2026-01-01T00:03:00.300Z',
    requestContext: {
      requestId: requestId(1, event), functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:resize:$LATEST',
      condition: 'RetriesExhausted', approximateInvokeCount: 3,
    },
    requestPayload: { photo: 1 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType: 'Error', errorMessage: 'The handler failed', trace: expect.any(Array) },
  })
  expect(keptBy(tell({ response: '{"done":true}' }, { onSuccess: {} }).run, 'onSuccess')[0]!.content).toMatchObject({
    requestContext: { condition: 'Success', approximateInvokeCount: 1 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST' }, responsePayload: { done: true },
  })
})

test('LAM-DEST-03 a queue gets the record as body, a function as event, a bus as detail, a bucket under a dated key', () => {
  const kept = (role: string) => keptBy(tell(FAILING, { onFailure: { role } }).run, 'onFailure')[0]!
  const record = kept('queue').content
  expect(record).toMatchObject({ version: '1.0', requestPayload: { photo: 1 } })
  expect(kept('bus').content).toMatchObject({ source: 'lambda', 'detail-type': 'Lambda Function Invocation Result - Failure', detail: record })
  expect(kept('bucket').content).toEqual(record)
  expect(kept('bucket').attributes!.Key!.stringValue).toMatch(/^aws\/lambda\/async\/resize\/2026\/01\/01\/2026-01-01T00\.00\.00-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}$/)

  const chain = simulate({ forSec: 10, services }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 1, forMs: 1, invocation: 'Event' })
    drawing.add('lambda', 'resize', { ioMs: 100 })
    // Fails only if the record is its event.
    drawing.add('lambda', 'next', { ioMs: 100, poison: 'approximateInvokeCount', maxRetries: 0 })
    drawing.wire('shop', 'resize')
    drawing.wire('resize', 'next', { port: 'onSuccess' })
  })
  expect(chain.story('next', 'started', 'failed').map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(['0.1 started', '0.2 failed'])
  expect(chain.metric('next', 'AsyncEventsReceived').sum).toBe(1)
})

test('LAM-DEST-04 a destination that refuses loses the record; a topic gets one above 256 KB without its payloads', () => {
  const refused = tell(FAILING, { onFailure: { refuses: true } })
  expect(refused.metric('resize', 'DestinationDeliveryFailures').sum).toBe(1)
  const record = (sizeBytes: number) => keptBy(tell(FAILING, { onFailure: { role: 'topic' } }, { sizeBytes }).run, 'onFailure')[0]!
  expect(record(200_000).content).toHaveProperty('requestPayload')
  const bare = record(262_144)
  expect(bare.content).toHaveProperty('requestContext')
  expect(bare.content).not.toHaveProperty('requestPayload')
  expect(bare.content).not.toHaveProperty('responsePayload')
  expect(bare.sizeBytes).toBeLessThan(1_000)
})

test('LAM-DEST-05 LAM-EX-29 with both, the dead event goes to the queue and its record to the destination; one that fails leaves the other alone', () => {
  const run = tell({ errorRate: 100 }, { deadLetter: {}, onFailure: {} })
  expect(keptBy(run.run, 'deadLetter').map(({ content }) => content)).toEqual([{ photo: 1 }])
  expect(keptBy(run.run, 'onFailure')[0]!.content).toMatchObject({ requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 } })
  const half = tell({ errorRate: 100 }, { deadLetter: {}, onFailure: { refuses: true } })
  expect(half.metric('resize', 'DestinationDeliveryFailures').sum).toBe(1)
  expect(half.metric('resize', 'DeadLetterErrors').sum).toBe(0)
  expect(keptBy(half.run, 'deadLetter')).toHaveLength(1)
})

test('LAM-TRAP-07 the dead-letter queue holds the bare event and three attributes, the destination request, response and stack', () => {
  const run = tell(FAILING, { deadLetter: {}, onFailure: {} })
  const [dead] = keptBy(run.run, 'deadLetter')
  const [record] = keptBy(run.run, 'onFailure')
  expect([dead!.content, Object.keys(dead!.attributes!)]).toEqual([{ photo: 1 }, ['RequestID', 'ErrorCode', 'ErrorMessage']])
  expect(record!.attributes).toBeUndefined()
  expect(record!.content).toMatchObject({ requestPayload: { photo: 1 }, responsePayload: { trace: expect.any(Array) } })
})

test('GEN-05 LAM-DLQ-03 LAM-DEST-04 without its statement in the role nothing is told, and only a metric says so', () => {
  const run = simulate({ forSec: 400, services: [...services, keeper] }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 1, forMs: 1, invocation: 'Event' })
    drawing.add('lambda', 'resize', { ioMs: 100, ...FAILING })
    drawing.wire('shop', 'resize')
    for (const port of ['deadLetter', 'onFailure']) {
      drawing.add('keeper', port)
      drawing.wire('resize', port, { port, config: { permission: false } })
    }
  })
  expect(['deadLetter', 'onFailure'].map((name) => keptBy(run.run, name).length)).toEqual([0, 0])
  expect([run.metric('resize', 'DeadLetterErrors').sum, run.metric('resize', 'DestinationDeliveryFailures').sum, run.metric('resize', 'Errors').sum]).toEqual([1, 1, 1])
  expect(run.plan.findings.map(({ rule, level }) => `${rule} ${level}`)).toEqual(['LAM-DLQ-03 warning', 'LAM-DEST-04 warning'])
  expect(run.waiting()).toBe(0)
})
