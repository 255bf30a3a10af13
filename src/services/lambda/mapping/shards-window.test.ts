import { expect, test } from 'vitest'
import { begins, put, stream } from '../../../testkit/shard-stories.ts'
import type { Sketchbook } from '../../../testkit/simulate.ts'
import { laneEvent } from './shards-event.ts'
import { keepState, windowAt } from './shards-window.ts'

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

test('LAM-STR-10 a state above 1 MB ends the window early', () => {
  expect(['x'.repeat(1_048_574), 'x'.repeat(1_048_575)].map((state) => {
    const window = windowAt(0, 30_000_000)
    keepState(window, state)
    return [window.closing, window.early]
  })).toEqual([[false, false], [true, true]])
  const run = stream({ mapping: { tumblingSec: 30 }, handler: { response: JSON.stringify({ state: 'x'.repeat(1_048_575) }) }, run: { forSec: 20 } }, (drawing) => put(drawing, 1, { at: 5 }))
  expect(begins(run).map((begin) => begin.split(' ')[0])).toEqual(['5', '5.1'])
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
