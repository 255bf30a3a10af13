import { describe, expect, test, vi } from 'vitest'
import type { Config } from '../../../contract/config.ts'
import { queueMapping } from '../../../contract/mapping.ts'
import { checkValue } from '../../../drawing/field-check.ts'
import { simulate } from '../../../testkit/simulate.ts'
import { polled, seconds, send, tooMany } from '../../../testkit/queue-stories.ts'

// A hundred thousand messages take a moment on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

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

  test('LAM-SQS-04 there may be 10,000 provisioned pollers, and no more', () => {
    const range = (maximumPollers: number) => checkValue(queueMapping.maximumPollers, maximumPollers)
    expect([range(2), range(10_000)]).toEqual([undefined, undefined])
    expect([range(1), range(10_001)]).toEqual([expect.stringContaining('2 to 10,000'), expect.stringContaining('2 to 10,000')])
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
