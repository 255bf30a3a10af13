import { describe, expect, test, vi } from 'vitest'
import type { Config } from '../../../contract/config.ts'
import { simulate, type Sketchbook } from '../../../testkit/simulate.ts'
import { batches, polled, seconds, send, tooMany } from '../../../testkit/queue-stories.ts'

// A hundred thousand messages take a moment on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

describe('batches', () => {
  test('LAM-SQS-01 a receive brings ten messages, so a larger batch takes several', () => {
    const run = simulate({ forSec: 20 }, (drawing) => {
      polled(drawing, {}, { ioMs: 100 }, { batchSize: 25, windowSec: 1 })
      send(drawing, 30)
    })
    expect(batches(run)).toEqual(['0 10', '0 10', '0 5', '0 5'])
    // One is full at once; the rest waits for the end of its window.
    expect(seconds(run, 'charge', 'started')).toEqual([0, 1])
    expect(run.metric('charge', 'Invocations').sum).toBe(2)
  })

  test('LAM-ESM-02 LAM-EX-56 a window opens with the first message and closes before what arrives at its end', () => {
    const run = simulate({ forSec: 5.9 }, (drawing) => {
      polled(drawing, {}, { ioMs: 100 }, { windowSec: 5 })
      drawing.add('client', 'shop', { rps: 1, forMs: 60_000 })
      drawing.wire('shop', 'orders')
    })
    expect(seconds(run, 'charge', 'started')).toEqual([5])
    expect(run.metric('charge', 'InvokedEventCount').sum).toBe(5)
  })

  test('LAM-ESM-02 LAM-EX-56 a batch that is full does not wait for its window', () => {
    const run = simulate({ forSec: 0.95 }, (drawing) => {
      polled(drawing, {}, { ioMs: 10 }, { windowSec: 5 })
      drawing.add('client', 'shop', { rps: 10, forMs: 60_000 })
      drawing.wire('shop', 'orders')
    })
    expect(seconds(run, 'charge', 'started')).toEqual([0.9])
    expect(run.metric('charge', 'InvokedEventCount').sum).toBe(10)
  })

  test('LAM-SQS-02 a batch ends at 6 MB, metadata included: five messages of 1 MB', () => {
    const run = simulate({ forSec: 20 }, (drawing) => {
      polled(drawing, {}, { ioMs: 100 })
      drawing.add('client', 'shop', { ...tooMany(10), sizeBytes: 1_048_576 })
      drawing.wire('shop', 'orders')
    })
    expect(batches(run)).toEqual(['0 10'])
    expect(run.metric('charge', 'Invocations').sum).toBe(2)
    expect(run.outcomes()).toEqual({ deleted: 10 })
  })

  test('LAM-SQS-01 with very little traffic a short window lasts as long as the long poll, in realistic mode', () => {
    const run = simulate({ mode: 'realistic', forSec: 60 }, (drawing) => {
      polled(drawing, { duplicates: 0 }, { ioMs: 10 }, { windowSec: 2 })
      drawing.at(10, 'orders', 'send', { body: 'x' })
    })
    const [visible] = seconds(run, 'orders', 'leased')
    expect(seconds(run, 'charge', 'initStarted')[0]! - visible!).toBe(20)
  })

  test('D-16 the visibility timeout runs from the receive, so a window takes from it', () => {
    const run = simulate({ forSec: 70 }, (drawing) => {
      polled(drawing, { visibilityTimeoutSec: 30 }, { ioMs: 100, failTries: 1, timeoutSec: 3 }, { windowSec: 5 })
      send(drawing, 1)
    })
    expect(run.story('orders', 'leased', 'visible', 'deleted')).toEqual(['0 visible 1', '0 leased 1', '30 visible 1', '30 leased 1', '35.1 deleted 1'])
  })

  test('LAM-ESM-02 LAM-EX-55 a batch size of 100 needs a window; a FIFO queue knows neither', () => {
    const made = (type: string, mapping: Config) => () =>
      simulate({ forSec: 1 }, (drawing) => polled(drawing, { type }, {}, mapping))
    expect(made('standard', { batchSize: 100 })).toThrow('needs a batch window of at least 1 s')
    expect(made('standard', { batchSize: 100, windowSec: 1 })).not.toThrow()
    expect(made('fifo', { batchSize: 11 })).toThrow('at most 10 messages')
    expect(made('fifo', { windowSec: 1 })).toThrow('no batch window')
  })
})

describe('how a batch ends', () => {
  test('LAM-SQS-06 LAM-SQS-09 LAM-EX-33 a failing message is received at 0, 60 and 120 s, and dead at 180 s', () => {
    const run = simulate({ forSec: 300 }, (drawing) => {
      polled(drawing, { visibilityTimeoutSec: 60 }, { ioMs: 1_000, errorRate: 100 })
      drawing.add('sqs', 'dead')
      drawing.add('sqs', 'unused')
      drawing.wire('orders', 'dead', { config: { maxReceiveCount: 3 } })
      drawing.wire('charge', 'unused', { port: 'deadLetter' })
      send(drawing, 1)
    })
    expect(seconds(run, 'orders', 'leased')).toEqual([0, 60, 120])
    expect(seconds(run, 'orders', 'deadLettered')).toEqual([180])
    expect(run.metric('charge', 'Invocations').sum).toBe(3)
    expect(run.metric('charge', 'Errors').sum).toBe(3)
    expect(run.metric('dead', 'ApproximateNumberOfMessagesVisible').max).toBe(1)
    expect(run.metric('unused', 'NumberOfMessagesSent').count).toBe(0)
  })

  test.each([[false, 1, [10], 0], [true, 0, [1], 9]])(
    'LAM-SQS-07 LAM-SQS-06 LAM-EX-34 one of ten is bad; reporting item failures: %s', (partialBatch, errors, again, deleted) => {
      const run = simulate({ forSec: 30.5 }, (drawing) => {
        polled(drawing, {}, { ioMs: 100, ...(!partialBatch && { poison: 'bad' }) }, { partialBatch, failItems: 'bad' })
        for (let i = 1; i <= 10; i++) send(drawing, 1, i === 7 ? 'bad' : `good ${i}`)
      })
      const first = run.rows.filter((row) => row.at < 30_000_000)
      expect(first.filter((row) => row.kind === 'deleted').length).toBe(deleted)
      expect(first.filter((row) => row.kind === 'failed').length).toBe(errors)
      expect(batches(run).slice(1)).toEqual(again.map((count) => `30 ${count}`))
    },
  )

  test('LAM-SQS-07 what the handler returns decides: a name that nobody knows fails the batch, without an error', () => {
    const run = simulate({ forSec: 20 }, (drawing) => {
      polled(drawing, {}, { response: '{"batchItemFailures":[{"itemIdentifier":"nobody"}]}' }, { partialBatch: true })
      send(drawing, 3)
    })
    expect(run.metric('charge', 'Errors').sum).toBe(0)
    expect(run.metric('orders', 'NumberOfMessagesDeleted').count).toBe(0)
  })

  test('LAM-SQS-06 function errors halve the pollers, successes bring them back one by one; reported items do not', () => {
    const peak = (failure: Config, mapping: Config): number[] => {
      const run = simulate({ forSec: 30 }, (drawing) => {
        polled(drawing, { visibilityTimeoutSec: 600 }, { ioMs: 1_000, timeoutSec: 10, ...failure }, { batchSize: 1, maximumConcurrency: 5, ...mapping })
        send(drawing, 200, 'bad')
      })
      const busy = (atSec: number): number => run.rows.filter((row) => row.kind === 'started' && row.atSec === atSec).length
      return [0, 1, 2, 3, 4].map(busy)
    }
    // Five fail: 5 → 2. Then each success gives one back.
    expect(peak({ failFirst: 5 }, {})).toEqual([5, 2, 4, 5, 5])
    expect(peak({}, { partialBatch: true, failItems: 'bad' })).toEqual([5, 5, 5, 5, 5])
  })

  test('D-24 what a mapping polled, handed over, saw fail and deleted', () => {
    const run = simulate({ forSec: 60 }, (drawing) => {
      polled(drawing, { visibilityTimeoutSec: 30 }, { ioMs: 100, failFirst: 1 })
      send(drawing, 4)
    })
    const sums = ['PolledEventCount', 'InvokedEventCount', 'FailedInvokeEventCount', 'DeletedEventCount'].map((name) => run.metric('charge', name).sum)
    expect(sums).toEqual([8, 8, 4, 4])
  })

  test('SQS-09 a message that was purged under a running function: its calls go out, its receipt deletes nothing', () => {
    const run = simulate({ forSec: 60 }, (drawing) => {
      polled(drawing, {}, { ioMs: 2_000 })
      drawing.add('sqs', 'next')
      drawing.wire('charge', 'next')
      send(drawing, 1)
      drawing.at(1, 'orders', 'purge')
    })
    expect(run.story('next', 'visible')).toEqual(['2 visible 2'])
    expect(run.metric('next', 'SentMessageSize').max).toBe(0)
    expect(run.outcomes()).toEqual({ dropped: 1 })
  })

  test('LAM-ESM-04 LAM-SQS-10 a function that outlives the visibility timeout has its message handled twice at once', () => {
    const run = simulate({ forSec: 60 }, (drawing) => {
      polled(drawing, { visibilityTimeoutSec: 30 }, { ioMs: 25_000, timeoutSec: 30 })
      // AWS checks the timeout when the mapping is made, not when it is changed later.
      drawing.at(0, 'orders', 'set', { visibilityTimeoutSec: 10 })
      drawing.at(1, 'orders', 'send', { body: 'x' })
    })
    expect(seconds(run, 'charge', 'started')).toEqual([1, 11, 21, 31, 41, 51])
    expect(run.metric('charge', 'ConcurrentExecutions').max).toBe(3)
    expect(run.metric('charge', 'Errors').sum).toBe(0)
    // Whoever ends holds a receipt of an earlier receive: the message is never deleted.
    expect(seconds(run, 'orders', 'deleted')).toEqual([])
  })
})

describe('throttles', () => {
  const full = (drawing: Sketchbook): void => {
    drawing.add('lambda', 'hog', { ioMs: 900_000, timeoutSec: 900 })
    drawing.add('client', 'shop', tooMany(10))
    drawing.wire('shop', 'hog')
  }

  test('LAM-SQS-08 LAM-THR-04 LAM-EX-35 throttled for good: six tries for each receive, then the dead-letter queue, and the code never ran', () => {
    const run = simulate({ forSec: 300, quotas: { lambdaConcurrency: 10, lambdaUnreservedFloor: 0 } }, (drawing) => {
      full(drawing)
      polled(drawing, { visibilityTimeoutSec: 60 }, { ioMs: 100 })
      drawing.add('sqs', 'dead')
      drawing.wire('orders', 'dead', { config: { maxReceiveCount: 3 } })
      drawing.at(1, 'orders', 'send', { body: 'x' })
    })
    const tries = [0, 1, 3, 7, 15, 31]
    expect(seconds(run, 'charge', 'throttled')).toEqual([1, 61, 121].flatMap((start) => tries.map((after) => start + after)))
    expect(run.metric('charge', 'Throttles').sum).toBe(18)
    expect(run.metric('charge', 'Invocations').count).toBe(0)
    expect(run.metric('charge', 'Errors').count).toBe(0)
    expect(seconds(run, 'orders', 'deadLettered')).toEqual([181])
  })

  test('LAM-SQS-08 after 30 s the tries come every 30 s, none at the end of the visibility timeout', () => {
    const run = simulate({ forSec: 90, quotas: { lambdaConcurrency: 10, lambdaUnreservedFloor: 0 } }, (drawing) => {
      full(drawing)
      polled(drawing, { visibilityTimeoutSec: 91 }, { ioMs: 100 })
      drawing.at(0.5, 'orders', 'send', { body: 'x' })
    })
    expect(seconds(run, 'charge', 'throttled')).toEqual([0.5, 1.5, 3.5, 7.5, 15.5, 31.5, 61.5])
  })

  test('LAM-SQS-08 a batch that finds room in time is handled, and counts as one receive', () => {
    const run = simulate({ forSec: 60 }, (drawing) => {
      polled(drawing, { visibilityTimeoutSec: 60 }, { ioMs: 4_000, timeoutSec: 10, reserved: 1 }, { batchSize: 1 })
      send(drawing, 2)
    })
    expect(run.story('orders', 'leased', 'deleted')).toEqual(['0 leased 1', '0 leased 2', '4 deleted 1', '11 deleted 2'])
    expect(run.metric('charge', 'Throttles').sum).toBe(3)
  })
})
