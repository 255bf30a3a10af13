import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import type { Scenario } from '../../drawing/drawing.ts'
import { makePlan } from '../../engine/plan.ts'
import { Run } from '../../engine/run.ts'
import { simulate, sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { MetricStore } from '../../trace/metrics.ts'
import { TraceWriter } from '../../trace/writer.ts'
import { services } from '../catalogue.ts'

const VERSIONS = [{ number: 1, settings: '' }, { number: 2, settings: '' }]
const LIVE = { name: 'live', version: 1, additional: null, weight: 0 }
const capacity = (environments: number, change: object = {}) => ({ qualifier: 'live', environments, readyAtStart: true, target: 0, min: 1, max: 1_000, ...change })

/** A function with an alias called live, and a client that calls it by that. */
function calls(scenario: Partial<Scenario>, source: Config, config: Config, more: (drawing: Sketchbook) => void = () => {}) {
  return simulate({ forSec: 60, ...scenario }, (drawing) => {
    drawing.add('client', 'shop', source)
    drawing.add('lambda', 'resize', { ioMs: 100, versions: VERSIONS, aliases: [LIVE], ...config })
    drawing.wire('shop', 'resize', { config: { qualifier: 'live' } })
    more(drawing)
  })
}
const burst = (burstSize: number, change: object = {}) => ({ pattern: 'burst', burstSize, forMs: 1, ...change })
const sum = (run: ReturnType<typeof calls>, ...names: string[]) => names.map((name) => run.metric('resize', name).sum)
function rules(config: Config, more: (drawing: Sketchbook) => void = () => {}): string[] {
  const drawing = sketch({}, (book) => {
    book.add('lambda', 'resize', { versions: VERSIONS, aliases: [LIVE], ...config })
    more(book)
  })
  return makePlan(drawing, services).findings.filter((finding) => finding.on === 'n1').map((finding) => finding.rule)
}

test('LAM-PC-01 it is for a version or an alias, once for each version, without SnapStart, within what is free', () => {
  expect(rules({ provisioned: [capacity(900)] })).toEqual([])
  expect(rules({ provisioned: [capacity(901)] })).toEqual(['LAM-PC-01'])
  expect(rules({ provisioned: [capacity(5, { qualifier: '2' })] })).toEqual([])
  expect(rules({ provisioned: [capacity(5, { qualifier: '$LATEST' })] })).toEqual(['LAM-PC-01'])
  expect(rules({ provisioned: [capacity(5, { qualifier: 'prod' })] })).toEqual(['LAM-PC-01'])
  expect(rules({ provisioned: [capacity(5), capacity(5, { qualifier: 'also' })], aliases: [LIVE, { ...LIVE, name: 'also' }] })).toEqual(['LAM-PC-01'])
  expect(rules({ provisioned: [capacity(5)], snapStart: true, runtime: 'java21' })).toEqual(['LAM-PC-01'])
  expect(rules({ provisioned: [capacity(300)] }, (book) => book.add('lambda', 'other', { reserved: 600 }))).toEqual([])
  expect(rules({ provisioned: [capacity(301)] }, (book) => book.add('lambda', 'other', { reserved: 600 }))).toEqual(['LAM-PC-01'])
})

test('LAM-PC-02 LAM-EX-17 5,000 environments are usable after 140 s, in the older model after 330 s, and none before', () => {
  const ready = (profile: Scenario['profile']) => {
    const run = calls({ profile, quotas: { lambdaConcurrency: 10_000 }, forSec: 340 }, { pattern: 'constant', rps: 1, forMs: 340_000 }, { provisioned: [capacity(5_000, { readyAtStart: false })] })
    const made = run.rows.filter((row) => row.kind === 'initEnded' && row.message === 0)
    return [made.length, made[0]!.atSec, made.at(-1)!.atSec, run.metric('resize', 'ProvisionedConcurrencyInvocations').sum]
  }
  // A request at the instant they are ready comes after them.
  expect(ready('current')).toEqual([5_000, 140, 140, 200])
  expect(ready('course')).toEqual([5_000, 330, 330, 10])
})

test('LAM-PC-02 a reservation below it is refused; an init that fails leaves nothing ready', () => {
  expect(rules({ reserved: 10, provisioned: [capacity(11)] })).toEqual(['LAM-PC-02'])
  expect(rules({ reserved: 10, provisioned: [capacity(10)] })).toEqual([])
  const run = calls({ forSec: 120 }, { pattern: 'constant', rps: 1, forMs: 120_000 }, { initFailure: 'import', provisioned: [capacity(5, { readyAtStart: false })] })
  expect(run.rows.filter((row) => row.kind === 'initFailed' && row.message === 0).map((row) => row.atSec)).toEqual([90.05])
  expect(sum(run, 'ProvisionedConcurrencyInvocations')).toEqual([0])
})

test('LAM-PC-03 init runs at allocation and is billed without a single request; requests then wait for none', () => {
  const config = { init: 'constant', initMs: 1_000, provisioned: [capacity(3, { readyAtStart: false })] }
  const idle = calls({ forSec: 100 }, { pattern: 'manual' }, config)
  expect(sum(idle, 'BilledDuration', 'Invocations')).toEqual([3_000, 0])
  const late = calls({ forSec: 100 }, burst(3, { startAtMs: 95_000 }), config)
  expect(late.metric('shop', 'Latency').max).toBe(100)
  expect(sum(late, 'ColdStarts', 'ProvisionedConcurrencyInvocations')).toEqual([0, 3])
})

test('LAM-PC-04 LAM-EX-15 of 15 at once ten find provisioned environments, and five start cold beside them', () => {
  const run = calls({}, burst(15), { init: 'constant', initMs: 1_000, provisioned: [capacity(10)] })
  expect(sum(run, 'ProvisionedConcurrencyInvocations', 'ProvisionedConcurrencySpilloverInvocations', 'ColdStarts', 'Throttles')).toEqual([10, 5, 5, 0])
  expect(run.metric('resize', 'ProvisionedConcurrencyUtilization').max).toBe(1)
  expect(run.rows.filter((row) => row.place === 'resize' && row.kind === 'finished').map((row) => row.atSec)).toEqual([...Array(10).fill(0.1), ...Array(5).fill(1.1)])
})

test('LAM-PC-04 D-05 LAM-EX-16 with all of the reservation provisioned, the rest is throttled, and $LATEST always', () => {
  const run = calls({}, burst(15), { reserved: 10, provisioned: [capacity(10)] })
  expect(sum(run, 'Invocations', 'Throttles')).toEqual([10, 5])
  const latest = simulate({ forSec: 10 }, (drawing) => {
    drawing.add('client', 'shop', { rps: 1, forMs: 5_000 })
    drawing.add('lambda', 'resize', { reserved: 10, versions: VERSIONS, aliases: [LIVE], provisioned: [capacity(10)] })
    drawing.wire('shop', 'resize')
  })
  expect(sum(latest, 'Invocations', 'Throttles')).toEqual([0, 5])
  // Three of twelve are not provisioned: so many of the rest run on demand.
  expect(sum(calls({}, burst(15), { reserved: 12, provisioned: [capacity(9)] }), 'Invocations', 'Throttles', 'ProvisionedConcurrencySpilloverInvocations')).toEqual([12, 3, 6])
})

test('LAM-PC-04 more than ten requests a second for each environment spill over, however short they are', () => {
  const run = calls({}, { pattern: 'constant', rps: 50, forMs: 10_000 }, { ioMs: 1, provisioned: [capacity(2)] })
  expect(sum(run, 'ProvisionedConcurrencyInvocations', 'ProvisionedConcurrencySpilloverInvocations')).toEqual([200, 300])
})

test('LAM-CON-04 LAM-EX-08 what is provisioned without a reservation leaves the account less to share', () => {
  const run = simulate({ forSec: 10 }, (drawing) => {
    drawing.add('client', 'crowd', burst(201))
    drawing.add('lambda', 'a', { reserved: 600 })
    drawing.add('lambda', 'b', { versions: VERSIONS, aliases: [LIVE], provisioned: [capacity(200)] })
    drawing.add('lambda', 'c', { ioMs: 1_000 })
    drawing.wire('crowd', 'c')
  })
  expect(run.metric('c', 'Invocations').sum).toBe(200)
  expect(run.metric('c', 'Throttles').sum).toBe(1)
})

test('LAM-PC-05 an environment that was reset by a crash initialises within its next request', () => {
  const run = calls({}, burst(1, { burstEveryMs: 10_000, forMs: 15_000 }), {
    ioMs: 100, init: 'constant', initMs: 500, failFirst: 1, failure: 'exit', provisioned: [capacity(1)],
  })
  const ends = run.rows.filter((row) => row.place === 'resize' && (row.kind === 'crashed' || row.kind === 'finished'))
  expect(ends.map((row) => [row.kind, row.atSec])).toEqual([['crashed', 0.1], ['finished', 10.6]])
  expect(sum(run, 'ProvisionedConcurrencyInvocations', 'ColdStarts')).toEqual([2, 0])
})

test('LAM-PC-06 with an alias that shares its requests, what goes to the second version runs on demand', () => {
  const config = { aliases: [{ ...LIVE, additional: 2, weight: 50 }], provisioned: [capacity(5)] }
  const run = calls({}, { pattern: 'constant', rps: 2, forMs: 10_000 }, config)
  expect(sum(run, 'Invocations', 'ProvisionedConcurrencyInvocations', 'ColdStarts')).toEqual([20, 10, 1])
  expect(rules(config)).toEqual(['LAM-PC-06'])
})

test('LAM-PC-07 LAM-EX-18 three minutes at nine tenths of 100 with a target of 70 % ask for 129, usable 90 s later; two minutes ask for nothing', () => {
  const scaled = (forMs: number) => calls({ forSec: 300 }, { pattern: 'constant', rps: 90, forMs }, { ioMs: 1_000, provisioned: [capacity(100, { target: 70, min: 100 })] })
  const run = scaled(300_000)
  const made = run.rows.filter((row) => row.kind === 'initEnded' && row.message === 0 && row.at > 0)
  expect(made).toHaveLength(29)
  expect(new Set(made.map((row) => row.atSec))).toEqual(new Set([270.29]))
  expect(run.metric('resize', 'ProvisionedConcurrencyRequested').max).toBe(129)
  expect(scaled(120_000).metric('resize', 'ProvisionedConcurrencyRequested').max).toBe(100)
})

test('LAM-PC-07 little use for three minutes takes environments away; no traffic at all takes none', () => {
  const scaled = (rps: number) => calls({ forSec: 200 }, { pattern: 'constant', rps, forMs: 200_000 }, { ioMs: 1_000, provisioned: [capacity(100, { target: 70, min: 10 })] })
  // 14 of 100 in use, and 14 / 0.7 = 20.
  const run = scaled(14)
  expect(run.rows.filter((row) => row.kind === 'environmentEnded').map((row) => row.atSec)).toEqual(Array(80).fill(180))
  expect(scaled(0).count('resize', 'environmentEnded')).toBe(0)
  expect(rules({ provisioned: [capacity(0, { target: 70 })] })).toEqual(['LAM-PC-07'])
  expect(rules({ provisioned: [capacity(5, { target: 5 })] })).toEqual(['LAM-PC-07'])
})

test('LAM-PC-08 a schedule raises the lower bound before the crowd comes, and lowers the upper one after it', () => {
  const schedules = [{ qualifier: 'live', atSec: 10, min: 50, max: 100 }, { qualifier: 'live', atSec: 200, min: 1, max: 5 }]
  const run = calls({ forSec: 300 }, burst(50, { startAtMs: 150_000 }), { provisioned: [capacity(2)], schedules })
  expect(sum(run, 'ProvisionedConcurrencyInvocations', 'ProvisionedConcurrencySpilloverInvocations')).toEqual([50, 0])
  expect(new Set(run.rows.filter((row) => row.kind === 'initEnded' && row.at > 0).map((row) => row.atSec))).toEqual(new Set([100.48]))
  expect(run.rows.filter((row) => row.kind === 'environmentEnded').map((row) => row.atSec)).toEqual(Array(45).fill(200))
  expect(rules({ schedules })).toEqual(['LAM-PC-08', 'LAM-PC-08'])
})

test('LAM-LC-12 an environment that has lived for hours is replaced, and its place is kept', () => {
  const run = calls({ mode: 'realistic', seed: 4, forSec: 18_000 }, { pattern: 'constant', rps: 1, forMs: 18_000_000 }, { provisioned: [capacity(1)] })
  expect(run.count('resize', 'environmentEnded')).toBeGreaterThanOrEqual(1)
  expect(run.metric('resize', 'ProvisionedConcurrencyInvocations').sum).toBeGreaterThan(17_900)
})

test('D-23 capacity is paid in steps of five minutes, from its request on', () => {
  // 128 MB: an eighth of a GB. Five at once, five more within the second step, all gone within the third.
  const run = calls({ forSec: 1_200 }, { pattern: 'manual' }, { memoryMb: 128, provisioned: [capacity(5, { readyAtStart: false })] }, (drawing) => {
    drawing.at(400, 'resize', 'set', { provisioned: [capacity(10)] })
    drawing.at(650, 'resize', 'set', { provisioned: [capacity(0)] })
  })
  expect(run.metric('resize', 'ProvisionedConcurrencyRequested').max).toBe(10)
  expect(run.metric('resize', 'ProvisionedCapacity').sum).toBe((300 * (5 + 10 + 10)) / 8)
})

test('LAM-PC-02 a number that changes while environments are allocated starts the allocation anew', () => {
  const ask = (drawing: Sketchbook, atSec: number, environments: number) => drawing.at(atSec, 'resize', 'set', { provisioned: [capacity(environments)] })
  const made = (...changes: [number, number][]) => {
    const run = calls({ forSec: 400 }, { pattern: 'manual' }, {}, (drawing) => changes.forEach(([atSec, environments]) => ask(drawing, atSec, environments)))
    return run.rows.filter((row) => row.kind === 'initEnded').map((row) => row.atSec)
  }
  expect(made([10, 100])).toEqual(Array(100).fill(101))
  expect(made([10, 100], [50, 20])).toEqual(Array(20).fill(140.2))
  expect(made([10, 100], [50, 0])).toEqual([])
})

test('LAM-ESM-03 a mapping uses what is provisioned for the alias it invokes, and nothing of it when it names none', () => {
  const fed = (qualifier: string) => {
    const run = simulate({ forSec: 30 }, (drawing) => {
      drawing.add('client', 'shop', { rps: 1, forMs: 10_000 })
      drawing.add('sqs', 'orders')
      drawing.add('lambda', 'resize', { ioMs: 100, versions: VERSIONS, aliases: [LIVE], provisioned: [capacity(2)] })
      drawing.wire('shop', 'orders')
      drawing.wire('orders', 'resize', { config: { qualifier } })
    })
    return sum(run, 'Invocations', 'ProvisionedConcurrencyInvocations', 'ColdStarts')
  }
  expect(fed('live')).toEqual([10, 10, 0])
  expect(fed('')).toEqual([10, 0, 1])
})

test('a run with versions, shares and scaling goes on from a copy of its state as it would have', () => {
  const drawing = sketch({ mode: 'realistic', seed: 11, forSec: 400 }, (book) => {
    book.add('client', 'shop', { pattern: 'poisson', rps: 4, forMs: 400_000 })
    book.add('lambda', 'resize', {
      ioMs: 1_000, errorRate: 5, failure: 'exit', versions: VERSIONS, aliases: [{ ...LIVE, additional: 2, weight: 30 }],
      provisioned: [capacity(3, { target: 50 })], schedules: [{ qualifier: 'live', atSec: 250, min: 1, max: 4 }],
    })
    book.wire('shop', 'resize', { config: { qualifier: 'live' } })
  })
  const story = (pauseAt: number) => {
    const trace = new TraceWriter({ digest: true })
    const run = new Run(makePlan(drawing, services), { trace, metrics: new MetricStore() })
    run.advance(pauseAt)
    const saved = run.checkpoint()
    // What happens to the original after the copy was made must not reach the copy.
    trace.muted = true
    run.advance(run.end)
    trace.muted = false
    run.restore(saved)
    run.advance(run.end)
    return trace.digest()
  }
  const whole = story(0)
  for (const second of [185, 260.333]) expect(story(second * 1e6)).toBe(whole)
})

test('LAM-TRAP-15 reserved concurrency changes no cold start; provisioned concurrency saves them up to its number', () => {
  const cold = (config: Config) => sum(calls({}, burst(10), { init: 'constant', initMs: 1_000, ...config }), 'ColdStarts')[0]
  expect(cold({})).toBe(10)
  expect(cold({ reserved: 20 })).toBe(10)
  expect(cold({ provisioned: [capacity(7)] })).toBe(3)
})

test('LAM-TRAP-16 who calls the function by its bare name runs on demand, while what is provisioned idles and is paid', () => {
  const run = simulate({ forSec: 10 }, (drawing) => {
    drawing.add('client', 'shop', { rps: 1, forMs: 5_000 })
    drawing.add('lambda', 'resize', { ioMs: 100, versions: VERSIONS, aliases: [LIVE], provisioned: [capacity(5)] })
    drawing.wire('shop', 'resize')
  })
  expect(sum(run, 'Invocations', 'ColdStarts', 'ProvisionedConcurrencyInvocations')).toEqual([5, 1, 0])
  expect(run.metric('resize', 'ProvisionedConcurrencyRequested').max).toBe(5)
})

test('LAM-TRAP-17 with provisioned concurrency requests still start cold: before it is ready, and beyond its number', () => {
  const run = calls({ forSec: 200 }, { pattern: 'burst', burstSize: 3, burstEveryMs: 60_000, forMs: 180_000 }, { idleEndSec: 1, provisioned: [capacity(2, { readyAtStart: false })] })
  // At 0 and 60 s all three, at 120 s the third.
  expect(sum(run, 'ColdStarts', 'ProvisionedConcurrencySpilloverInvocations')).toEqual([7, 1])
})

test('LAM-TRAP-18 a spike of two minutes is over before target tracking notices; a schedule is there in time', () => {
  const spike = { pattern: 'constant', rps: 90, startAtMs: 180_000, forMs: 120_000 }
  const spilled = (config: Config) => sum(calls({ forSec: 400 }, spike, { ioMs: 1_000, ...config }), 'ProvisionedConcurrencySpilloverInvocations')[0]!
  const scaling = capacity(10, { target: 70, min: 10 })
  expect(spilled({ provisioned: [scaling] })).toBe(9_600)
  expect(spilled({ provisioned: [scaling], schedules: [{ qualifier: 'live', atSec: 60, min: 100, max: 1_000 }] })).toBe(0)
})
