import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BY_FAULT } from '../contract/fault.ts'
import { reason } from '../contract/reasons.ts'
import type { Config } from '../drawing/fields.ts'
import type { Fault, Scenario } from '../drawing/drawing.ts'
import { simulate, type Sketchbook } from '../testkit/simulate.ts'

const fault = (on: string, kind: string, config: Config = {}, atSec = 2, forSec = 3): Fault => ({ id: `f-${on}-${kind}`, on, kind, atSec, forSec, config })

/** One request a second: client n1, function n2, wire w1. */
const calls = (faults: readonly Fault[], fn: Config = {}, scenario: Partial<Scenario> = {}) =>
  simulate({ forSec: 8, faults, ...scenario }, (drawing) => {
    drawing.add('client', 'people', { rps: 1 })
    drawing.add('lambda', 'shop', { ioMs: 100, ...fn })
    drawing.wire('people', 'shop')
  })
const statuses = (run: ReturnType<typeof calls>): number[] => run.rows.filter((row) => (row.kind === 'response' || row.kind === 'refusal') && row.place.startsWith('people')).map((row) => row.b)
const atSec = (run: ReturnType<typeof calls>, place: string, ...kinds: string[]): number[] => run.rows.filter((row) => row.place === place && kinds.includes(row.kind)).map((row) => row.atSec)

test('errors strike invocations while the fault is in force, and heal on time', () => {
  const run = calls([fault('n2', 'errors', { rate: 100 })])
  expect(run.story('shop', 'faultBegan', 'faultHealed', 'failed', 'finished')).toEqual([
    '0.1 finished 1', '1.1 finished 2', '2 faultBegan', '2.1 failed 3', '3.1 failed 4', '4.1 failed 5', '5 faultHealed', '5.1 finished 6', '6.1 finished 7', '7.1 finished 8',
  ])
  expect(run.metric('shop', 'Errors').sum).toBe(3)
})

test('a share of errors is that share, by the seed', () => {
  const failed = (seed: number) => simulate({ forSec: 200, seed, faults: [fault('n2', 'errors', { rate: 20 }, 0, 200)] }, (drawing) => {
    drawing.add('client', 'people', { rps: 50, forMs: 0 })
    drawing.add('lambda', 'shop', { ioMs: 1 })
    drawing.wire('people', 'shop')
  }).count('shop', 'failed')
  // 10,000 requests: 2,000 expected, with a deviation of 40.
  expect(Math.abs(failed(1) - 2_000)).toBeLessThan(120)
  expect(failed(1)).toBe(failed(1))
  expect(failed(2)).not.toBe(failed(1))
})

test('throttling and outage answer before anything is done', () => {
  const throttled = calls([fault('n2', 'throttle')])
  expect(statuses(throttled)).toEqual([200, 200, 429, 429, 429, 200, 200, 200])
  expect(throttled.metric('shop', 'Throttles').sum).toBe(3)
  const away = calls([fault('n2', 'outage')])
  expect(statuses(away)).toEqual([200, 200, 500, 500, 500, 200, 200, 200])
  expect(away.metric('shop', 'Throttles').sum).toBe(0)
  const refused = away.rows.filter((row) => row.kind === 'refused')
  expect(refused.map(({ a, b }) => [a, b])).toEqual([1, 2, 3].map(() => [BY_FAULT, reason('ServiceException')]))
})

test('latency makes a handler last longer, up to its timeout; on a wire it delays what travels', () => {
  const slow = calls([fault('n2', 'latency', { addMs: 300, factor: 2 })])
  expect(slow.rows.filter((row) => row.kind === 'finished').map((row) => row.a)).toEqual([100, 100, 500, 500, 500, 100, 100, 100])
  expect(atSec(calls([fault('n2', 'latency', { addMs: 5_000 })]), 'shop', 'timedOut')).toEqual([5, 6, 7])
  expect(atSec(calls([fault('w1', 'latency', { addMs: 400 })]), 'shop', 'started')).toEqual([0, 1, 2.4, 3.4, 4.4, 5, 6, 7, 8])
})

test('an outage of a wire answers 503 for the target, which never sees the request', () => {
  const run = calls([fault('w1', 'outage')])
  expect(statuses(run)).toEqual([200, 200, 503, 503, 503, 200, 200, 200])
  expect(run.count('shop', 'started')).toBe(6)
})

test('a slow dependency holds up its caller, who pays for the waiting', () => {
  const run = simulate({ forSec: 6, faults: [fault('n3', 'slow', { addMs: 1_500, factor: 1 })] }, (drawing) => {
    drawing.add('client', 'people', { rps: 1, forMs: 3_000 })
    drawing.add('lambda', 'shop', { ioMs: 100, timeoutSec: 1 })
    drawing.add('lambda', 'stock', { ioMs: 50 })
    drawing.wire('people', 'shop')
    drawing.wire('shop', 'stock', { port: 'calls' })
  })
  expect(run.story('shop', 'finished', 'timedOut')).toEqual(['0.15 finished 1', '1.15 finished 3', '3 timedOut 5'])
  expect(run.story('stock', 'finished').at(-1)).toBe('3.65 finished 6')
})

test('an exact sequence strikes one after the other, from the beginning again when it is over', () => {
  const run = calls([fault('n2', 'sequence', { sequence: 'fail, throttle, ok' }, 1, 6)])
  expect(run.story('shop', 'finished', 'failed', 'throttled')).toEqual([
    '0.1 finished 1', '1.1 failed 2', '2 throttled 3', '3.1 finished 4', '4.1 failed 5', '5 throttled 6', '6.1 finished 7', '7.1 finished 8',
  ])
  expect(statuses(calls([fault('w1', 'sequence', { sequence: 'fail, fail, ok' }, 1, 6)]))).toEqual([200, 500, 500, 200, 500, 500, 200, 200])
})

test('in a cold-start storm every invocation begins with an init', () => {
  expect(atSec(calls([fault('n2', 'coldStorm')]), 'shop', 'initStarted')).toEqual([0, 2, 3, 4])
})

test('a noisy neighbour takes what all share out of the pool, and gives it back', () => {
  const run = calls([fault('n2', 'neighbour', { units: 1_000 })])
  expect(statuses(run)).toEqual([200, 200, 429, 429, 429, 200, 200, 200])
  expect(run.rows.find((row) => row.kind === 'throttled')?.b).toBe(reason('ConcurrentInvocationLimitExceeded'))
  expect(statuses(calls([fault('n2', 'neighbour', { units: 999 })]))).toEqual([200, 200, 200, 200, 200, 200, 200, 200])
  // What is reserved is not shared.
  expect(statuses(calls([fault('n2', 'neighbour', { units: 900 })], { reserved: 1 }))).toEqual([200, 200, 200, 200, 200, 200, 200, 200])
})

test('a zone outage takes its idle environments, and nothing is lost', () => {
  const run = simulate({ forSec: 6, faults: [fault('n2', 'zone', { zone: 1 })] }, (drawing) => {
    drawing.add('client', 'people', { pattern: 'burst', burstSize: 6, burstEveryMs: 4_000 })
    drawing.add('lambda', 'shop', { ioMs: 100 })
    drawing.wire('people', 'shop')
  })
  expect(atSec(run, 'shop', 'environmentEnded')).toEqual([2, 2])
  expect(run.count('shop', 'initStarted')).toBe(8)
  expect(run.outcomes()).toEqual({ succeeded: 12 })
})

const queue = (faults: readonly Fault[], forSec = 60) =>
  simulate({ forSec, faults }, (drawing) => {
    drawing.add('client', 'people', { rps: 1, forMs: 10_000, body: '{"n":{{seq}}}' })
    drawing.add('sqs', 'jobs', { visibilityTimeoutSec: 6 })
    drawing.add('lambda', 'work', { ioMs: 100, timeoutSec: 1 })
    drawing.add('sqs', 'dead')
    drawing.wire('people', 'jobs')
    drawing.wire('jobs', 'work')
    drawing.wire('jobs', 'dead', { config: { maxReceiveCount: 2 } })
  })

test('a poison message fails however often it comes back, and ends in the dead-letter queue; others do not', () => {
  const run = queue([fault('n3', 'poison', { oneIn: 0, text: '"n":4' }, 0, 60)])
  expect(run.story('work', 'failed')).toEqual(['4.1 failed 5', '10.1 failed 5'])
  expect(run.count('dead', 'visible')).toBe(1)
  expect(run.outcomes()).toEqual({ deleted: 9, deadLettered: 1 })
})

test('while a queue is out of reach it takes nothing in and hands nothing out; afterwards it goes on within a second', () => {
  const run = queue([fault('n2', 'outage', {}, 2.5, 3)])
  expect(run.metric('people', '5xx').sum).toBe(3)
  expect(atSec(run, 'work', 'started')).toEqual([0, 1, 2, 6, 7, 8, 9])
  // Receives fail, too, where the wire is broken: what was sent waits.
  const torn = queue([fault('w2', 'outage', {}, 2.5, 3)])
  expect(torn.metric('people', '5xx').sum).toBe(0)
  expect(torn.outcomes()).toEqual({ deleted: 10 })
  const started = atSec(torn, 'work', 'started')
  expect(started.filter((at) => at > 2.5 && at < 5.5)).toEqual([])
  expect(started[3]).toBeLessThanOrEqual(6.5)
})

const everywhere = (drawing: Sketchbook): void => {
  drawing.add('client', 'people', { pattern: 'poisson', rps: 20, forMs: 0, retry: 'sdk' })
  drawing.add('httpApi', 'api')
  drawing.add('lambda', 'shop', { duration: 'exponential', ioMs: 120, errorRate: 5, reserved: 5 })
  drawing.add('client', 'partners', { rps: 8, forMs: 0 })
  drawing.add('sqs', 'jobs', { visibilityTimeoutSec: 4 })
  drawing.add('lambda', 'work', { ioMs: 300, errorRate: 10 })
  drawing.wire('people', 'api')
  drawing.wire('api', 'shop')
  drawing.wire('partners', 'jobs')
  drawing.wire('jobs', 'work')
}
const rowsUnder = (faults: readonly Fault[], seed: number, mode: Scenario['mode']) => simulate({ forSec: 20, seed, mode, faults }, everywhere).rows

test('a fault that does nothing changes no byte', () => {
  const nothing = [
    fault('n3', 'errors', { rate: 0 }), fault('n2', 'throttle', { rate: 0 }), fault('w1', 'latency', { addMs: 0, factor: 1 }), fault('n3', 'poison', { oneIn: 0 }),
    fault('n6', 'neighbour', { units: 0 }), fault('w3', 'sequence', { sequence: 'ok, ok' }), fault('n5', 'outage', {}, 2, 0), fault('n5', 'no such kind'),
  ]
  for (const mode of ['strict', 'realistic'] as const) expect(rowsUnder(nothing, 7, mode)).toEqual(rowsUnder([], 7, mode))
})

test('a fault that strikes nobody leaves all rows as they are but its own two, whatever wire or node it is on', () => {
  const own = new Set(['faultBegan', 'faultHealed'])
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom('strict' as const, 'realistic' as const), fc.constantFrom('n2', 'n3', 'n5', 'n6', 'w1', 'w2', 'w3', 'w4'), (seed, mode, on) => {
      // It begins to strike after more than come in five seconds.
      const rows = rowsUnder([fault(on, 'sequence', { sequence: `${'ok, '.repeat(240)}fail` }, 3, 5)], seed, mode)
      expect(rows.filter((row) => !own.has(row.kind))).toEqual(rowsUnder([], seed, mode))
    }),
    { numRuns: 12, seed: 20_261_121 },
  )
}, 60_000)

test('faults have dice of their own: what strikes here changes nothing there', () => {
  const there = (rows: ReturnType<typeof rowsUnder>) => rows.filter((row) => /jobs|work|partners/.test(row.place)).map(({ at, kind, b, place }) => ({ at, kind, b, place }))
  const struck = rowsUnder([fault('n3', 'errors', { rate: 50 }, 0, 20), fault('w1', 'latency', { addMs: 70 }, 5, 5)], 3, 'realistic')
  const calm = rowsUnder([], 3, 'realistic')
  expect(struck.filter((row) => row.kind === 'failed').length).toBeGreaterThan(calm.filter((row) => row.kind === 'failed').length + 50)
  expect(there(struck)).toEqual(there(calm))
})

test('settings that are no good have their defaults, and a place that is gone has no fault', () => {
  expect(calls([fault('n2', 'errors', { rate: 'many' })]).count('shop', 'started')).toBe(9)
  expect(calls([fault('n9', 'errors', { rate: 100 })]).count('shop', 'failed')).toBe(0)
  expect(calls([fault('n2', '__proto__', {})]).count('shop', 'failed')).toBe(0)
})

test('what a fault cannot be is said before the run, which starts all the same', () => {
  const { plan } = calls([fault('n2', 'no such kind'), fault('w1', 'coldStorm'), fault('n1', 'zone'), fault('n2', 'errors', { rate: 101 }), fault('n2', 'latency', { addMs: 20 })])
  expect(plan.findings.filter(({ on }) => on?.startsWith('f-')).map(({ level, text }) => `${level}: ${text}`)).toEqual([
    'warning: This program does not know the fault "no such kind". It is kept, and strikes nobody.',
    'warning: Cold-start storm means nothing at a wire, and strikes nobody there.',
    'warning: Zone outage means nothing at people, and strikes nobody there.',
    'warning: Errors at shop: Strikes is 0 to 100 %; 101 is not. The usual value is used.',
  ])
})

test('latency of a queue or its wire makes receives slow: messages wait for the poll', () => {
  const received = (on: string) => {
    const run = simulate({ forSec: 30, faults: [fault(on, 'latency', { addMs: 2_000 }, 10, 10)] }, (book) => {
      book.add('sqs', 'jobs')
      book.add('lambda', 'work', { ioMs: 10, init: 'constant', initMs: 0 })
      book.wire('jobs', 'work')
      for (const sec of [5, 12, 25]) book.at(sec, 'jobs', 'send', { body: '{}' })
    })
    return run.rows.filter((row) => row.kind === 'leased').map((row) => row.atSec)
  }
  expect(received('w1')).toEqual([5, 14, 25])
  expect(received('n1')).toEqual([5, 14, 25])
})
