import { expect, test } from 'vitest'
import { shardSource } from '../../../testkit/shard-source.ts'
import { begins, put, QUICK, stream } from '../../../testkit/shard-stories.ts'
import { simulate, type Sketchbook } from '../../../testkit/simulate.ts'
import { services } from '../../catalogue.ts'
import type { FunctionState } from '../state.ts'

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

test('LAM-STR-09 iterator age is how old the last record of a batch is when it is sent', () => {
  const run = stream({ handler: { failFirst: 2 } }, (drawing) => {
    put(drawing, 1)
    put(drawing, 1, { at: 0.05 })
  })
  // Tries at 0, 1.1 and 2.2 s; the second record, of 0.05 s, is sent at 2.3 s.
  expect(begins(run)).toEqual(['0 1', '1.1 1', '2.2 1', '2.3 2'])
  expect(run.metric('count', 'IteratorAge').max).toBe(2_250)
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
  const lanesOf = (run: typeof whole) => (run.run.checkpoint().states[1] as FunctionState).shards.lanes
  expect(lanesOf(early)).toEqual(lanesOf(whole))
  expect(early.run.world.outcomes).toEqual(whole.run.world.outcomes)
})
