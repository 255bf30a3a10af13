import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defineService } from '../../../contract/service.ts'
import { shardSource } from '../../../testkit/shard-source.ts'
import { begins, contents, put, QUICK, stream } from '../../../testkit/shard-stories.ts'
import { simulate } from '../../../testkit/simulate.ts'
import { services } from '../../catalogue.ts'
import type { FunctionState } from '../state.ts'

test('LAM-STR-06 LAM-EX-51 a batch of 8 with record 6 bad is halved until that one is alone, and only it is lost', () => {
  const run = stream({ mapping: { bisect: true, maxRetries: 2 }, handler: { poison: 'bad' } }, (drawing) => {
    drawing.add('sqs', 'lost')
    drawing.wire('count', 'lost', { port: 'onDiscard' })
    put(drawing, 8, { bad: [6] })
  })
  // [1-8]✗ [1-4]✓ [5-8]✗ [5-6]✗ [5]✓ [6]✗✗✗ [7-8]✓; D-09: a second after each failure, none after a success.
  expect(begins(run)).toEqual(['0 1', '1.1 1', '1.2 5', '2.3 5', '3.4 5', '3.5 6', '4.6 6', '5.7 6', '5.8 7'])
  expect(run.metric('count', 'InvokedEventCount').sum).toBe(8 + 4 + 4 + 2 + 1 + 3 + 2)
  expect(contents(run).map((one) => [one.KinesisBatchInfo.startSequenceNumber, one.KinesisBatchInfo.batchSize])).toEqual([['5', 1]])
})

test.each([[true, 2, 17, 1], [true, 0, 15, 1], [false, 2, 3, 100]])(
  'LAM-STR-06 LAM-EX-52 a batch of 100 with record 37 bad, halving %s, %i retries: %i invocations, %i lost',
  (bisect, maxRetries, invocations, lost) => {
    const run = stream({ mapping: { bisect, maxRetries }, handler: { poison: 'bad' } }, (drawing) => put(drawing, 100, { bad: [37] }))
    expect([run.metric('count', 'Invocations').sum, run.metric('count', 'DroppedEventCount').sum]).toEqual([invocations, lost])
  },
)

test('LAM-STR-07 the checkpoint moves to the first record that the function names, and the attempts begin afresh (D-10)', () => {
  const run = stream({ mapping: { partialBatch: true, failItems: 'bad', maxRetries: 2 } }, (drawing) => {
    put(drawing, 10, { bad: [4] })
    put(drawing, 1, { at: 0.5 })
  })
  // The retried batch takes no new record, and a partial failure is no error.
  expect(begins(run)).toEqual(['0 1', '1.1 4', '2.2 4', '3.3 4', '3.4 11'])
  expect(run.metric('count', 'InvokedEventCount').sum).toBe(10 + 3 * 7 + 1)
  expect(run.metric('count', 'DroppedEventCount').sum).toBe(7)
  expect(run.metric('count', 'Errors').sum).toBe(0)
})

test('LAM-STR-07 with halving the rest goes on as one, and is halved when its first record is the one named', () => {
  const run = stream({ mapping: { partialBatch: true, failItems: 'bad', bisect: true, maxRetries: 0 } }, (drawing) => put(drawing, 10, { bad: [4] }))
  // [1-10] names 4, [4-10] names 4, its half [4-6] too, then [4] alone; [5-6] and [7-10] are fine.
  expect(begins(run)).toEqual(['0 1', '1.1 4', '2.2 4', '3.3 4', '3.4 5', '3.5 7'])
  expect(run.metric('count', 'DroppedEventCount').sum).toBe(1)
})

test('LAM-STR-08 a queue is told where the discarded records lie, not what they hold', () => {
  const run = stream({ mapping: { maxRetries: 1 }, handler: { poison: 'bad' } }, (drawing) => {
    drawing.add('sqs', 'lost')
    drawing.wire('count', 'lost', { port: 'onDiscard' })
    put(drawing, 2, { bad: [1] })
  })
  const [told] = contents(run)
  expect(told).toEqual({
    requestContext: {
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/), functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:count',
      condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: '2026-01-01T00:00:01.200Z',
    KinesisBatchInfo: {
      shardId: 'shardId-000000000000', startSequenceNumber: '0', endSequenceNumber: '1',
      approximateArrivalOfFirstRecord: '2026-01-01T00:00:00.000Z', approximateArrivalOfLastRecord: '2026-01-01T00:00:00.000Z',
      batchSize: 2, streamArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/clicks',
    },
  })
  expect(run.metric('count', 'OnFailureDestinationDeliveredEventCount').sum).toBe(2)
})

test('LAM-STR-08 the description names the alias that was asked for and the version that ran', () => {
  const aliased = { versions: [{ number: 1, settings: '' }], aliases: [{ name: 'live', version: 1, additional: null, weight: 0 }] }
  const run = stream({ mapping: { maxRetries: 0, qualifier: 'live' }, handler: { poison: 'bad', ...aliased } }, (drawing) => {
    drawing.add('sqs', 'lost')
    drawing.wire('count', 'lost', { port: 'onDiscard' })
    put(drawing, 1, { bad: [1] })
  })
  const [told] = contents(run)
  expect(told!.requestContext.functionArn).toBe('arn:aws:lambda:us-east-1:123456789012:function:count:live')
  expect(told!.responseContext.executedVersion).toBe('1')
})

test('LAM-STR-08 a bucket also gets the records, under a dated key', () => {
  const bucket = defineService({ ...shardSource, id: 'testBucket', role: () => 'bucket', ports: [], behaviour: { timers: [], state: () => ({}), accept: (node, message) => node.answer(message, 200) } })
  const run = simulate({ services: [...services, shardSource, bucket], forSec: 10 }, (drawing) => {
    drawing.add('shardSource', 'clicks')
    drawing.add('lambda', 'count', { ...QUICK, poison: 'bad' })
    drawing.add('testBucket', 'lost')
    drawing.wire('clicks', 'count', { config: { maxRetries: 0 } })
    drawing.wire('count', 'lost', { port: 'onDiscard' })
    drawing.at(0, 'clicks', 'put', { key: 'k', data: 'bad' })
  })
  const { messages } = run.run.world
  const stored = messages.content.findIndex((content) => typeof content === 'object' && content !== null && 'payload' in content)
  expect(JSON.parse((messages.content[stored] as { readonly payload: string }).payload).Records).toMatchObject([{ kinesis: { partitionKey: 'k', sequenceNumber: '0', data: 'YmFk' } }])
  const id = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
  expect(messages.attributes[stored]!.Key!.stringValue).toMatch(new RegExp(`^aws/lambda/${id}/shardId-000000000000/2026/01/01/2026-01-01T00\\.00\\.00-${id}$`))
})

test('LAM-STR-08 a record that is too old when the mapping begins counts as one try, and has no response', () => {
  const run = stream({ mapping: { maxAgeSec: 60, createdAtSec: 100 } }, (drawing) => {
    drawing.add('sqs', 'lost')
    drawing.wire('count', 'lost', { port: 'onDiscard' })
    put(drawing, 3)
  })
  const [told] = contents(run)
  expect(told!.requestContext).toMatchObject({ condition: 'RecordAgeExceeded', approximateInvokeCount: 1 })
  expect(told).not.toHaveProperty('responseContext')
  expect(told!.KinesisBatchInfo.batchSize).toBe(3)
  expect(run.metric('count', 'Invocations').count).toBe(0)
})

test('LAM-STR-06 with halving exactly the bad records are lost, whatever the batches and lanes, and each key keeps its order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ at: fc.integer({ min: 0, max: 20 }), key: fc.constantFrom('a', 'b', 'c', 'd'), bad: fc.boolean() }), { minLength: 1, maxLength: 30 }),
      fc.record({ batchSize: fc.integer({ min: 1, max: 12 }), parallelization: fc.integer({ min: 1, max: 4 }), windowSec: fc.integer({ min: 0, max: 3 }), tumblingSec: fc.constantFrom(0, 7), maxRetries: fc.integer({ min: 0, max: 2 }) }),
      (records, mapping) => {
        const sorted = [...records].sort((a, b) => a.at - b.at)
        const run = stream({ mapping: { ...mapping, bisect: true }, handler: { poison: 'bad' }, run: { forSec: 1_000 } }, (drawing) => {
          for (const { at, key, bad } of sorted) drawing.at(at, 'clicks', 'put', { key, data: bad ? 'bad' : 'fine' })
        })
        const lanes = (run.run.nodes.find((node) => node.name === 'count')!.state as FunctionState).shards.lanes
        expect(lanes.every((lane) => !lane.busy && lane.pending.length === 0 && lane.batch.messages.length === 0 && lane.halves.length === 0)).toBe(true)
        expect(run.metric('count', 'DroppedEventCount').sum).toBe(records.filter((record) => record.bad).length)
        expect(run.metric('count', 'PolledEventCount').sum).toBe(records.length)
        const dropped = run.rows.filter((row) => row.kind === 'dropped').map((row) => row.message)
        const { messages } = run.run.world
        const keyOf = (serial: number) => (messages.content[messages.serial.indexOf(serial)] as { readonly key: string }).key
        for (const key of 'abcd') {
          const mine = dropped.filter((serial) => keyOf(serial) === key)
          expect(mine).toEqual([...mine].sort((a, b) => a - b))
        }
      },
    ),
    { numRuns: 60, seed: 20260101 },
  )
})

test('LAM-STR-07 an answer names records by sequence number; one that names none of the batch fails it whole', () => {
  const answering = (response: unknown) =>
    begins(stream({ mapping: { partialBatch: true, maxRetries: 1 }, handler: { response: JSON.stringify(response) } }, (drawing) => put(drawing, 5)))
  expect(answering({ batchItemFailures: [{ itemIdentifier: '3' }, { itemIdentifier: '2' }] })).toEqual(['0 1', '1.1 3', '2.2 3'])
  expect(answering({ batchItemFailures: [] })).toEqual(['0 1'])
  expect(answering({ batchItemFailures: [{ itemIdentifier: '99' }] })).toEqual(['0 1', '1.1 1'])
})
