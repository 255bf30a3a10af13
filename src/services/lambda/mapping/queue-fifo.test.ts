import { describe, expect, test } from 'vitest'
import type { Config } from '../../../contract/config.ts'
import { simulate } from '../../../testkit/simulate.ts'
import { polled, seconds } from '../../../testkit/queue-stories.ts'

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
