import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Config } from '../../../drawing/fields.ts'
import { shardSource } from '../../../testkit/shard-source.ts'
import { type Settings, simulate, type Sketchbook } from '../../../testkit/simulate.ts'
import { services } from '../../catalogue.ts'
import type { FunctionState } from '../state.ts'
import { laneEvent } from './shards-event.ts'
import { keepState, windowAt } from './shards-window.ts'

/** Handlers of a tenth of a second without a cold start, so that all instants are plain numbers. */
const QUICK = { ioMs: 100, init: 'constant', initMs: 0 }

interface Setting {
  readonly mapping?: Config
  readonly handler?: Config
  readonly stream?: Config
  readonly run?: Settings
}
function stream({ mapping = {}, handler = {}, stream = {}, run = {} }: Setting, draw: (drawing: Sketchbook) => void) {
  return simulate({ services: [...services, shardSource], ...run }, (drawing) => {
    drawing.add('shardSource', 'clicks', stream)
    drawing.add('lambda', 'count', { ...QUICK, ...handler })
    drawing.wire('clicks', 'count', { config: mapping })
    draw(drawing)
  })
}
type Run = ReturnType<typeof stream>

/** So many records of one key at an instant; those numbered in `bad` hold the word. */
function put(drawing: Sketchbook, count: number, { at = 0, bad = [] as number[], key = 'k' } = {}) {
  for (let number = 1; number <= count; number++) drawing.at(at, 'clicks', 'put', { key, data: bad.includes(number) ? 'bad' : `ok ${number}` })
}
/** Begin of each invocation, and the serial of its first record. */
const begins = (run: Run, name = 'count') =>
  run.rows.filter((row) => row.place === name && row.kind === 'started').map((row) => `${row.atSec} ${row.message}`)
/** What a queue holds at the end. */
const contents = (run: Run) => run.run.world.messages.content.filter((one): one is Record<string, any> => typeof one === 'object' && one !== null && 'requestContext' in one)

test('LAM-STR-01 a batch holds records of one shard, and strict mode sees them when they arrive (D-11)', () => {
  const run = stream({ stream: { shards: 2 } }, (drawing) => {
    drawing.at(1, 'clicks', 'put', { shard: 0, count: 3 })
    drawing.at(1, 'clicks', 'put', { shard: 1, count: 2 })
  })
  expect(begins(run)).toEqual(['1 1', '1 4'])
  expect(run.metric('count', 'InvokedEventCount').sum).toBe(5)
})

test('LAM-STR-01 in realistic mode a shard is polled once a second', () => {
  const arrivals = [1, 5.9, 9.2]
  const run = stream({ run: { mode: 'realistic', forSec: 20 } }, (drawing) => {
    for (const at of arrivals) drawing.at(at, 'clicks', 'put', { key: 'a' })
  })
  const polls = run.rows.filter((row) => row.kind === 'batch').map((row) => row.atSec)
  const waits = polls.map((at, i) => at - arrivals[i]!)
  expect(waits.map((wait) => wait >= 0 && wait < 1)).toEqual([true, true, true])
  // One grid for all polls of the mapping.
  expect(polls.map((at) => Math.round((at - polls[0]!) * 1e6) % 1_000_000)).toEqual([0, 0, 0])
})

test('LAM-STR-01 with enhanced fan-out a record is pushed, about 70 ms after it arrived', () => {
  const run = stream({ mapping: { fanOut: true }, run: { mode: 'realistic', forSec: 20 } }, (drawing) => {
    for (const at of [1, 5.9]) drawing.at(at, 'clicks', 'put', { key: 'a' })
  })
  expect(run.rows.filter((row) => row.kind === 'batch').map((row) => row.atSec)).toEqual([1.07, 5.97])
})

test('LAM-STR-02 reading removes nothing: two functions get every record', () => {
  const run = simulate({ services: [...services, shardSource] }, (drawing) => {
    drawing.add('shardSource', 'clicks')
    for (const name of ['count', 'store']) {
      drawing.add('lambda', name, QUICK)
      drawing.wire('clicks', name)
    }
    drawing.at(0, 'clicks', 'put', { count: 7 })
  })
  expect([run.metric('count', 'InvokedEventCount').sum, run.metric('store', 'InvokedEventCount').sum]).toEqual([7, 7])
  expect(run.waiting()).toBe(7)
})

test('LAM-STR-02 LAM-EX-53 a mapping from the latest record, made at 100 s, never sees what came before', () => {
  const at = (startingPosition: string, startAtSec = 0) =>
    begins(stream({ mapping: { startingPosition, startAtSec, createdAtSec: 100 } }, (drawing) => {
      for (const atSec of [20, 60, 150]) drawing.at(atSec, 'clicks', 'put', { key: 'a' })
    }))
  expect(at('LATEST')).toEqual(['150 3'])
  expect(at('TRIM_HORIZON')).toEqual(['100 1', '150 3'])
  expect(at('AT_TIMESTAMP', 40)).toEqual(['100 2', '150 3'])
})

test('LAM-STR-03 LAM-EX-50 batches at once are shards times the parallelization factor', () => {
  const most = (shards: number, parallelization: number) =>
    stream({ stream: { shards }, mapping: { parallelization }, handler: { ioMs: 1_000 }, run: { forSec: 3 } }, (drawing) => {
      for (let shard = 0; shard < shards; shard++) drawing.at(0, 'clicks', 'put', { shard, count: 1_000 })
    }).metric('count', 'ConcurrentExecutions').max
  expect(most(4, 10)).toBe(40)
  expect(most(100, 2)).toBe(200)
})

test('LAM-STR-03 LAM-EX-50 four shards with batches of 100 a second pass 400 records a second, with ten lanes each 4,000', () => {
  const passed = (parallelization: number) =>
    stream({ stream: { shards: 4 }, mapping: { parallelization }, handler: { ioMs: 1_000 }, run: { forSec: 4.5 } }, (drawing) => {
      for (let shard = 0; shard < 4; shard++) drawing.at(0, 'clicks', 'put', { shard, count: 8_000 })
    }).metric('count', 'InvokedEventCount').sum / 5
  expect(passed(1)).toBe(400)
  expect(passed(10)).toBe(4_000)
})

test('LAM-STR-03 records of one key stay in order, also with ten lanes, and a bad one holds up its own lane only', () => {
  const run = stream({ mapping: { parallelization: 10, batchSize: 1 }, handler: { poison: 'bad' }, run: { forSec: 20 } }, (drawing) => {
    for (let round = 0; round < 3; round++) for (const key of ['a', 'b', 'e']) drawing.at(0, 'clicks', 'put', { key, data: key === 'a' ? 'bad' : round })
  })
  // Serials 1, 4, 7 have key a, 2, 5, 8 key b, 3, 6, 9 key e.
  const done = run.rows.filter((row) => row.place === 'count' && row.kind === 'finished').map((row) => row.message)
  expect(done.filter((serial) => serial % 3 === 2)).toEqual([2, 5, 8])
  expect(done.filter((serial) => serial % 3 === 0)).toEqual([3, 6, 9])
  expect(done.filter((serial) => serial % 3 === 1)).toEqual([])
})

test('LAM-STR-04 a failing batch is tried again a second after its end, as often as allowed, then given up whole', () => {
  const run = stream({ mapping: { maxRetries: 2 }, handler: { poison: 'bad' } }, (drawing) => {
    put(drawing, 3, { bad: [2] })
    put(drawing, 1, { at: 0.5 })
  })
  expect(begins(run)).toEqual(['0 1', '1.1 1', '2.2 1', '2.3 4'])
  expect(run.metric('count', 'DroppedEventCount').sum).toBe(3)
})

test('LAM-STR-04 being throttled uses no attempt', () => {
  const run = stream({ mapping: { maxRetries: 1 }, handler: { reserved: 0, poison: 'bad' } }, (drawing) => {
    put(drawing, 1, { bad: [1] })
    drawing.at(5, 'count', 'set', { reserved: null })
  })
  expect(run.metric('count', 'Throttles').sum).toBe(5)
  expect(begins(run)).toEqual(['5 1', '6.1 1'])
})

test('LAM-STR-04 in realistic mode the delays double from half a second to a minute', () => {
  const run = stream({ handler: { poison: 'bad' }, run: { mode: 'realistic', forSec: 400 } }, (drawing) => put(drawing, 1, { bad: [1] }))
  const waits = run.rows.filter((row) => row.kind === 'waits').map((row) => (row.a - row.at) / 1e6)
  expect(waits.slice(0, 10)).toEqual([0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60])
})

test('LAM-STR-05 LAM-EX-53 with default settings one bad record stops its shard until the stream forgets it; other shards go on', () => {
  const run = stream({ stream: { shards: 2 }, handler: { poison: 'bad', ioMs: 59_000, timeoutSec: 900 }, run: { forSec: 87_000 } }, (drawing) => {
    drawing.at(0, 'clicks', 'put', { shard: 0, data: 'bad' })
    drawing.at(10, 'clicks', 'put', { shard: 0 })
    drawing.at(20, 'clicks', 'put', { shard: 1 })
  })
  expect(run.metric('count', 'IteratorAge').max).toBe(86_390_000)
  // A try each minute for 24 hours; then the next record, ten seconds before it is forgotten too; and the other shard's.
  expect(run.metric('count', 'Invocations').sum).toBe(1_440 + 1 + 1)
  const last = begins(run).filter((begin) => !begin.endsWith(' 1'))
  expect(last).toEqual(['20 3', '86400 2'])
})

test('LAM-STR-05 LAM-EX-53 a maximum record age of 60 s frees the shard after about that', () => {
  const run = stream({ mapping: { maxAgeSec: 60 }, handler: { poison: 'bad', ioMs: 900 }, run: { forSec: 100 } }, (drawing) => {
    put(drawing, 1, { bad: [1] })
    put(drawing, 1, { at: 30 })
  })
  // Tries every 1.9 s; the one due at 60.8 s finds the record too old.
  expect(begins(run).at(-2)).toBe('58.9 1')
  expect(begins(run).at(-1)).toBe('60.8 2')
})

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

test('LAM-STR-09 iterator age is how old the last record of a batch is when it is sent', () => {
  const run = stream({ handler: { failFirst: 2 } }, (drawing) => {
    put(drawing, 1)
    put(drawing, 1, { at: 0.05 })
  })
  // Tries at 0, 1.1 and 2.2 s; the second record, of 0.05 s, is sent at 2.3 s.
  expect(begins(run)).toEqual(['0 1', '1.1 1', '2.2 1', '2.3 2'])
  expect(run.metric('count', 'IteratorAge').max).toBe(2_250)
})

test('LAM-STR-10 a tumbling window ends with an invocation without records', () => {
  const draw = (drawing: Sketchbook) => {
    for (const at of [5, 10, 35]) put(drawing, 1, { at })
  }
  const run = stream({ mapping: { tumblingSec: 30 }, run: { forSec: 100 } }, draw)
  expect(begins(run).map((begin) => begin.split(' ')[0])).toEqual(['5', '10', '30', '35', '60'])
  expect(run.metric('count', 'InvokedEventCount').sum).toBe(3)
  const amid = stream({ mapping: { tumblingSec: 30 }, run: { forSec: 30.05 } }, draw)
  expect(laneEvent(amid.run.nodes.find((node) => node.name === 'count')! as never, 0)).toEqual({
    Records: [], window: { start: '2026-01-01T00:00:00Z', end: '2026-01-01T00:00:30Z' }, state: {}, shardId: 'shardId-000000000000',
    eventSourceARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/clicks', isFinalInvokeForWindow: true, isWindowTerminatedEarly: false,
  })
})

test('LAM-STR-10 records that arrive while the last batch of a window is tried wait for their own window', () => {
  const run = stream({ mapping: { tumblingSec: 30 }, handler: { failFirst: 2, ioMs: 2_000 }, run: { forSec: 100 } }, (drawing) => {
    put(drawing, 1, { at: 28 })
    put(drawing, 1, { at: 31 })
  })
  // Tries of the first at 28, 31 and 34 s, the last invocation of its window at 36 s, then the second.
  expect(begins(run).map((begin) => begin.split(' ')[0])).toEqual(['28', '31', '34', '36', '38', '60'])
})

test('LAM-STR-10 windows begin at multiples of their length since 1970 (D-13)', () => {
  // 1,767,225,600 s is 8 s after a multiple of 11.
  expect(windowAt(0, 11_000_000)).toMatchObject({ start: -8_000_000, end: 3_000_000 })
  expect(windowAt(3_000_000, 11_000_000)).toMatchObject({ start: 3_000_000, end: 14_000_000 })
})

test('LAM-ESM-02 a batch window begins when the first record finds the lane free (D-12), and a full batch does not wait', () => {
  const run = stream({ mapping: { batchSize: 3, windowSec: 5 } }, (drawing) => {
    for (const at of [1, 2, 10, 11, 12]) put(drawing, 1, { at })
  })
  expect(begins(run)).toEqual(['6 1', '12 3'])
  expect(run.metric('count', 'InvokedEventCount').sum).toBe(5)
})

test('LAM-ESM-01 a disabled mapping stops, remembers its place, and goes on from there', () => {
  const run = stream({}, (drawing) => {
    for (const at of [1, 5, 6, 12]) put(drawing, 1, { at })
    drawing.at(3, 'count', 'disable')
    drawing.at(10, 'count', 'enable')
  })
  expect(begins(run)).toEqual(['1 1', '10 2', '12 4'])
  expect(run.metric('count', 'InvokedEventCount').sum).toBe(4)
})

test('LAM-ESM-01 disabling stops also a batch that is tried again and again', () => {
  const run = stream({ handler: { poison: 'bad' }, run: { forSec: 12 } }, (drawing) => {
    put(drawing, 1, { bad: [1] })
    drawing.at(3, 'count', 'disable')
    drawing.at(10, 'count', 'enable')
  })
  expect(begins(run)).toEqual(['0 1', '1.1 1', '2.2 1', '10 1', '11.1 1'])
})

test('LAM-STR-10 a state above 1 MB ends the window early', () => {
  expect(['x'.repeat(1_048_574), 'x'.repeat(1_048_575)].map((state) => {
    const window = windowAt(0, 30_000_000)
    keepState(window, state)
    return [window.closing, window.early]
  })).toEqual([[false, false], [true, true]])
  const run = stream({ mapping: { tumblingSec: 30 }, handler: { response: JSON.stringify({ state: 'x'.repeat(1_048_575) }) }, run: { forSec: 20 } }, (drawing) => put(drawing, 1, { at: 5 }))
  expect(begins(run).map((begin) => begin.split(' ')[0])).toEqual(['5', '5.1'])
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

test('LAM-STR-10 what a batch returns as state is handed to the next one of its window', () => {
  const setting = { mapping: { tumblingSec: 30 }, handler: { response: '{"state":{"sum":7}}' } }
  const stateAt = (forSec: number) => {
    const run = stream({ ...setting, run: { forSec } }, (drawing) => {
      for (const at of [5, 10, 35]) put(drawing, 1, { at })
    })
    return (laneEvent(run.run.nodes.find((node) => node.name === 'count')! as never, 0) as { state: unknown }).state
  }
  expect([5.05, 10.05, 30.05, 35.05].map(stateAt)).toEqual([{}, { sum: 7 }, { sum: 7 }, {}])
})

test('LAM-ESM-02 a batch is cut at 6 MB', () => {
  const run = stream({}, (drawing) => drawing.at(0, 'clicks', 'put', { key: 'a', count: 7, sizeBytes: 1_048_576 }))
  expect(begins(run)).toEqual(['0 1', '0.1 7'])
})

test('LAM-STR-13 what stands behind a bad record waits: a stream keeps order, a queue would not', () => {
  const run = stream({ mapping: { batchSize: 1, maxRetries: 3 }, handler: { poison: 'bad' } }, (drawing) => put(drawing, 3, { bad: [1] }))
  expect(begins(run)).toEqual(['0 1', '1.1 1', '2.2 1', '3.3 1', '3.4 2', '3.5 3'])
})

test('LAM-FIL-03 a stream moves on past records that no filter wants, without an invocation', () => {
  const run = stream({ mapping: { filters: [{ pattern: '{"data":{"temp":[{"numeric":[">",30]}]}}' }] } }, (drawing) => {
    for (const temp of [35, 20, 40]) drawing.at(0, 'clicks', 'put', { key: 'a', data: { temp } })
    drawing.at(5, 'clicks', 'put', { key: 'a', data: 'hello' })
  })
  expect(begins(run)).toEqual(['0 1'])
  expect(['PolledEventCount', 'FilteredOutEventCount', 'InvokedEventCount'].map((name) => run.metric('count', name).sum)).toEqual([4, 2, 2])
})

test('a run over a stream is copied whole: restored at any time it goes on the same', () => {
  const draw = (drawing: Sketchbook) => {
    put(drawing, 40, { bad: [7, 23] })
    put(drawing, 40, { at: 9, key: 'other' })
  }
  const setting = { mapping: { bisect: true, maxRetries: 1, parallelization: 3, batchSize: 10, tumblingSec: 20 }, handler: { poison: 'bad' }, run: { forSec: 60 } }
  const whole = stream(setting, draw)
  const early = stream({ ...setting, run: { forSec: 4 } }, draw)
  early.run.restore(early.run.checkpoint())
  early.run.advance(60e6)
  expect(early.run.checkpoint().states).toEqual(whole.run.checkpoint().states)
  expect(early.run.world.outcomes).toEqual(whole.run.world.outcomes)
})
