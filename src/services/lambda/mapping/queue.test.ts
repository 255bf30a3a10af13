import { describe, expect, test, vi } from 'vitest'
import { simulate, type Sketchbook } from '../../../testkit/simulate.ts'
import type { Config } from '../../../contract/config.ts'

// A hundred thousand messages take a moment on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

/** A queue, and a function that polls it. */
function polled(drawing: Sketchbook, queue: Config, charge: Config, mapping: Config = {}): void {
  drawing.add('sqs', 'orders', queue)
  drawing.add('lambda', 'charge', charge)
  drawing.wire('orders', 'charge', { config: mapping })
}
const send = (drawing: Sketchbook, times: number, body: unknown = 'x'): void => drawing.at(0, 'orders', 'send', { body, times })
const batches = (run: ReturnType<typeof simulate>): string[] =>
  run.rows.filter((row) => row.place === 'orders → charge' && row.kind === 'batch').map((row) => `${row.atSec} ${row.b}`)
const seconds = (run: ReturnType<typeof simulate>, place: string, kind: Parameters<typeof run.count>[1]): number[] =>
  run.rows.filter((row) => row.place === place && row.kind === kind).map((row) => row.atSec)
const tooMany = (most: number): Config => ({ pattern: 'burst', burstSize: most, forMs: 1 })

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

describe('pollers', () => {
  /** More than anybody can handle, one message to a batch. */
  const flood = (settings: object, mapping: Config = {}): number[] => {
    const run = simulate({ forSec: 260, quotas: { lambdaConcurrency: 5_000, lambdaScaleTokens: 5_000 }, ...settings }, (drawing) => {
      polled(drawing, { visibilityTimeoutSec: 5_400 }, { ioMs: 900_000, timeoutSec: 900 }, { batchSize: 1, ...mapping })
      send(drawing, 1_300)
    })
    const started = seconds(run, 'charge', 'started')
    return [0, 60, 199, 249, 260].map((atSec) => started.filter((one) => one <= atSec).length)
  }

  test('LAM-SQS-03 D-18 LAM-EX-31 five at first, 300 more a minute: 305 after 60 s, 1,000 after 199 s, 1,250 after 249 s and never more', () => {
    expect(flood({})).toEqual([5, 305, 1_000, 1_250, 1_250])
  })

  test('LAM-SQS-03 LAM-EX-31 the course profile gains 60 a minute', () => {
    expect(flood({ profile: 'course', quotas: { lambdaConcurrency: 5_000, lambdaScaleTokens: 5_000 } })).toEqual([5, 65, 204, 254, 265])
  })

  test('LAM-SQS-03 a maximum concurrency caps it', () => {
    expect(flood({}, { maximumConcurrency: 40 })).toEqual([5, 40, 40, 40, 40])
  })

  test('LAM-SQS-04 provisioned pollers run ten batches each, gain 1,000 a minute, and stop at the most', () => {
    expect(flood({}, { provisioned: true, minimumPollers: 5, maximumPollers: 60 })).toEqual([50, 600, 600, 600, 600])
    // Two pollers take 20 at once, and 40 s later 666 more.
    const run = flood({ forSec: 40 }, { provisioned: true })
    expect(run[1]).toBe(686)
  })

  test('LAM-SQS-04 a provisioned poller polls ten times a second', () => {
    const run = simulate({ forSec: 3 }, (drawing) => {
      polled(drawing, {}, { ioMs: 1 }, { batchSize: 1, provisioned: true, maximumPollers: 2 })
      send(drawing, 100)
    })
    const started = seconds(run, 'charge', 'started')
    expect([0, 1, 2].map((second) => started.filter((atSec) => Math.floor(atSec) === second).length)).toEqual([20, 20, 20])
  })

  test('LAM-SQS-04 provisioned mode excludes a maximum concurrency', () => {
    expect(() => flood({ forSec: 1 }, { provisioned: true, maximumConcurrency: 5 })).toThrow('exclude each other')
  })

  test.each([['current', 62.3], ['course', 136.5]] as const)('D-18 LAM-SQS-03 LAM-EX-31 profile %s: 100,000 messages, batch 10, 1 s each: drained after about %d s', (profile, expected) => {
    const run = simulate({ profile, forSec: 200, quotas: { lambdaConcurrency: 5_000, lambdaScaleTokens: 5_000, lambdaScaleRefill: 1_000 } }, (drawing) => {
      polled(drawing, {}, { ioMs: 1_000, timeoutSec: 5 })
      send(drawing, 100_000)
    })
    expect(run.metric('charge', 'Invocations').sum).toBe(10_000)
    expect(Math.abs(run.rows.findLast((row) => row.kind === 'deleted')!.atSec - expected)).toBeLessThan(1)
  })

  test('D-18 after a minute with an empty queue there are five again; after less they stay', () => {
    const peak = (pauseSec: number): number => {
      const run = simulate({ forSec: 200 }, (drawing) => {
        polled(drawing, {}, { ioMs: 1_000, timeoutSec: 5 }, { batchSize: 1 })
        drawing.add('client', 'shop', tooMany(30))
        drawing.wire('shop', 'orders')
        drawing.at(2 + pauseSec, 'orders', 'send', { body: 'x', times: 500 })
      })
      return run.rows.filter((row) => row.kind === 'started' && row.atSec === 2 + pauseSec).length
    }
    // Thirty are handled within some two seconds; ⌊5 + 5·52⌋ pollers after 52 s.
    expect(peak(50)).toBe(265)
    expect(peak(70)).toBe(5)
  })

  test('LAM-SQS-01 LAM-EX-46 at an empty queue five pollers ask three times a minute each', () => {
    const run = simulate({ forSec: 30 * 86_400 }, (drawing) => polled(drawing, {}, {}))
    expect(run.metric('orders', 'NumberOfEmptyReceives').sum).toBe(648_000)
  })

  test('LAM-ESM-01 a disabled mapping receives nothing; enabled again it goes on', () => {
    const run = simulate({ forSec: 60 }, (drawing) => {
      polled(drawing, {}, { ioMs: 100 }, { enabled: false })
      send(drawing, 1)
      drawing.at(10, 'charge', 'enable')
      drawing.at(20, 'charge', 'disable')
      drawing.at(30, 'orders', 'send', { body: 'late' })
    })
    expect(run.story('orders', 'leased', 'deleted')).toEqual(['10 leased 1', '10.1 deleted 1'])
    expect(run.waiting()).toBe(1)
  })

  test('LAM-SQS-01 in realistic mode a receive takes time', () => {
    const run = simulate({ mode: 'realistic', forSec: 60 }, (drawing) => {
      polled(drawing, { duplicates: 0 }, { ioMs: 10 })
      drawing.at(10, 'orders', 'send', { body: 'x' })
    })
    const [leased] = seconds(run, 'orders', 'leased')
    expect(leased).toBeGreaterThan(10.001)
    expect(leased).toBeLessThan(10.2)
  })
})

describe('FIFO', () => {
  const groups = (names: string[], each: number, mapping: Config, charge: Config = {}) =>
    simulate({ forSec: 100 }, (drawing) => {
      polled(drawing, { type: 'fifo' }, { ioMs: 1_000, ...charge }, { batchSize: 1, ...mapping })
      for (let i = 1; i <= each; i++) for (const group of names) drawing.at(0, 'orders', 'send', { body: `${group}${i}`, group })
    })
  const last = (run: ReturnType<typeof simulate>): number => seconds(run, 'orders', 'deleted').at(-1)!

  test('LAM-FIFO-01 LAM-EX-49 three groups of ten run three at a time, in order, and are done at 10 s', () => {
    const run = groups(['a', 'b', 'c'], 10, {})
    expect(run.metric('charge', 'ConcurrentExecutions').max).toBe(3)
    expect(last(run)).toBe(10)
    // Sent in turns: message n is of group n mod 3, so order within a group is order of serials of one remainder.
    const order = run.rows.filter((row) => row.kind === 'leased').map((row) => row.message)
    for (const group of [0, 1, 2]) {
      const own = order.filter((serial) => serial % 3 === group)
      expect(own).toEqual([...own].sort((x, y) => x - y))
    }
  })

  test('LAM-FIFO-01 LAM-EX-49 one group of thirty takes 30 s; six groups run six at a time under a maximum of ten', () => {
    expect(last(groups(['a'], 30, {}))).toBe(30)
    const six = groups(['a', 'b', 'c', 'd', 'e', 'f'], 20, { maximumConcurrency: 10 })
    expect(six.metric('charge', 'ConcurrentExecutions').max).toBe(6)
  })

  test('LAM-FIFO-01 D-14 with more groups than the maximum, the group whose message is oldest comes next', () => {
    const run = groups(['a', 'b', 'c'], 2, { maximumConcurrency: 2 })
    // a1 b1 at 0; at 1 s c1 is the oldest, then a2.
    expect(run.story('orders', 'leased')).toEqual(['0 leased 1', '0 leased 2', '1 leased 3', '1 leased 4', '2 leased 5', '2 leased 6'])
  })

  test('LAM-FIFO-01 a batch may hold several groups; a failing one blocks its own alone', () => {
    const run = simulate({ forSec: 45 }, (drawing) => {
      polled(drawing, { type: 'fifo', visibilityTimeoutSec: 30 }, { ioMs: 1_000, poison: 'bad' }, { batchSize: 2 })
      for (const [body, group] of [['bad', 'a'], ['b1', 'b'], ['c1', 'c'], ['a2', 'a'], ['c2', 'c']] as const) drawing.at(0, 'orders', 'send', { body, group })
    })
    // The first batch is bad and a2, the second b1 and c1; c2 waits for its group.
    expect(run.story('orders', 'leased', 'deleted')).toEqual([
      '0 leased 1', '0 leased 4', '0 leased 2', '0 leased 3', '1 deleted 2', '1 deleted 3', '1 leased 5', '2 deleted 5', '30 leased 1', '30 leased 4',
    ])
  })

  test('LAM-FIFO-02 with reported failures the first and all that follow stay, so that order holds', () => {
    const run = simulate({ forSec: 29 }, (drawing) => {
      polled(drawing, { type: 'fifo' }, { ioMs: 1_000 }, { partialBatch: true, failItems: 'bad' })
      for (const body of ['a1', 'a2', 'bad', 'a4', 'a5']) drawing.at(0, 'orders', 'send', { body, group: 'a' })
    })
    expect(run.story('orders', 'deleted')).toEqual(['1 deleted 1', '1 deleted 2'])
    expect(run.metric('charge', 'Errors').sum).toBe(0)
  })
})

describe('findings', () => {
  const said = (queue: Config, charge: Config, mapping: Config = {}) => {
    const { plan } = simulate({ forSec: 1 }, (drawing) => polled(drawing, queue, charge, mapping))
    return plan.findings.filter((finding) => /^(VAL-05|LAM-SQS)/.test(finding.rule))
  }

  test('VAL-05 SQS-10 LAM-SQS-05 LAM-EX-32 a visibility timeout below the function timeout is refused in the words of AWS', () => {
    expect(() => said({ visibilityTimeoutSec: 30 }, { timeoutSec: 60 })).toThrow('Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds')
    expect(said({ visibilityTimeoutSec: 60 }, { timeoutSec: 60 }).map(({ rule, level }) => [rule, level])).toEqual([['VAL-05', 'warning']])
  })

  test('VAL-05 SQS-10 LAM-EX-32 six times the timeout and the window is advised', () => {
    const advised = (visibilityTimeoutSec: number, windowSec: number): unknown[] =>
      said({ visibilityTimeoutSec }, { timeoutSec: 30 }, { windowSec }).map((finding) => finding.fix?.set)
    expect(advised(179, 0)).toEqual([{ visibilityTimeoutSec: 180 }])
    expect(advised(180, 0)).toEqual([])
    expect(advised(199, 20)).toEqual([{ visibilityTimeoutSec: 200 }])
    expect(advised(200, 20)).toEqual([])
  })

  test('LAM-SQS-11 reserved concurrency below five, or below the maximum concurrency, is warned of', () => {
    const rules = (reserved: number | null, mapping: Config = {}): unknown[] => said({}, { reserved }, mapping).map(({ rule, field }) => [rule, field])
    expect(rules(4)).toEqual([['LAM-SQS-11', 'reserved']])
    expect(rules(5)).toEqual([])
    expect(rules(4, { maximumConcurrency: 4 })).toEqual([])
    expect(rules(9, { maximumConcurrency: 10 })).toEqual([['LAM-SQS-11', 'maximumConcurrency']])
  })

  test('LAM-SQS-09 fewer than five receives before the dead-letter queue get a hint', () => {
    const hints = (maxReceiveCount: number): number => {
      const { plan } = simulate({ forSec: 1 }, (drawing) => {
        polled(drawing, {}, {})
        drawing.add('sqs', 'dead', { retentionSec: 1_209_600 })
        drawing.wire('orders', 'dead', { config: { maxReceiveCount } })
      })
      return plan.findings.filter((finding) => finding.rule === 'LAM-SQS-09').length
    }
    expect(hints(4)).toBe(1)
    expect(hints(5)).toBe(0)
  })
})
