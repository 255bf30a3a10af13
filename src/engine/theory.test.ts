/**
 * Closed forms that the simulation must meet, each over twenty seeds. A figure passes when the 99 % confidence interval
 * of its mean holds the theoretical value and is narrow enough to tell it from the mistakes named beside it.
 */
import { expect, test } from 'vitest'
import { hashText } from '../base/hash.ts'
import { exp, pow } from '../base/math.ts'
import { sec, toSec } from '../base/units.ts'
import { K } from '../contract/trace.ts'
import { services } from '../services/catalogue.ts'
import { sketch, type Settings, type Sketchbook } from '../testkit/simulate.ts'
import { MetricStore } from '../trace/metrics.ts'
import type { TraceBlock } from '../trace/block.ts'
import { TraceWriter } from '../trace/writer.ts'
import { makePlan } from './plan.ts'
import { Run } from './run.ts'

const SEEDS = Array.from({ length: 20 }, (_, index) => hashText(`theory ${index}`))
const TO_THE_END = 0
/** Half a minute at most where nothing else runs; all of them less than one. */
const SLOW = 600_000

type Columns = TraceBlock['columns']
type Look = (columns: Columns, row: number) => void

function simulate(settings: Settings, draw: (drawing: Sketchbook) => void, look?: Look, metrics = new MetricStore()) {
  const plan = makePlan(sketch(settings, draw), services)
  expect(plan.findings.filter((one) => one.level === 'error')).toEqual([])
  const trace = new TraceWriter(look ? { onBlock: (block) => read(block) } : {})
  const read = ({ columns, rows, buffer }: TraceBlock) => {
    for (let row = 0; row < rows; row++) look!(columns, row)
    trace.recycle(buffer)
  }
  const run = new Run(plan, { trace, metrics })
  run.advance(run.end)
  trace.flush()
  const metric = (name: string, of: string) => metrics.summary(metrics.find(run.nodes.findIndex((node) => node.name === name), of), run.end)
  return { run, metric }
}

/** Student's t for 19 degrees of freedom, 99 % two-sided. */
const T = 2.861
interface Interval { mean: number; half: number }

function interval(values: readonly number[]): Interval {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length
  const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1)
  return { mean, half: T * Math.sqrt(variance / values.length) }
}

/** The interval holds what theory says, is narrower than the tolerance (a share of it), and excludes what a mistake would give. */
function expectTheory(values: readonly number[], theory: number, tolerance: number, mistakes: readonly number[]): void {
  const { mean, half } = interval(values)
  expect(Math.abs(mean - theory)).toBeLessThan(half)
  expect(half).toBeLessThan(tolerance * theory)
  for (const mistake of mistakes) expect(Math.abs(mean - mistake)).toBeGreaterThan(half)
}

/** Erlang B: the share of requests that finds all c places taken. */
function erlangB(c: number, a: number): number {
  let share = 1
  for (let k = 1; k <= c; k++) share = (a * share) / (k + a * share)
  return share
}

test('T1 Erlang B: a function with 20 reserved places refuses 15.9 % of 100 requests a second of 0.2 s', () => {
  const theory = erlangB(20, 20)
  expect(theory).toBeCloseTo(0.1589, 4)
  const runs = SEEDS.map((seed) => {
    const { metric } = simulate({ seed, forSec: 3_600 }, (drawing) => {
      drawing.add('client', 'load', { pattern: 'poisson', rps: 100, forMs: TO_THE_END })
      drawing.add('lambda', 'work', { duration: 'exponential', ioMs: 200, timeoutSec: 900, reserved: 20 })
      drawing.wire('load', 'work')
    })
    const throttles = metric('work', 'Throttles').sum
    return { lost: throttles / metric('load', 'Sent').sum, busy: metric('work', 'ConcurrentExecutions').avg }
  })
  expectTheory(runs.map((one) => one.lost), theory, 0.012, [erlangB(19, 20), erlangB(21, 20)])
  expectTheory(runs.map((one) => one.busy), 20 * (1 - theory), 0.002, [20 * (1 - erlangB(19, 20)), 20 * (1 - erlangB(21, 20))])
}, SLOW)

test('T2 M/M/c: messages wait 55 ms for one of five places, and 55.4 % wait at all', () => {
  const [c, lambda, mu] = [5, 40, 10]
  const lost = erlangB(c, lambda / mu)
  const waits = (c * lost) / (c - (lambda / mu) * (1 - lost))
  const spare = c * mu - lambda
  expect(waits).toBeCloseTo(0.5541, 4)
  const runs = SEEDS.map((seed) => {
    const arrived = new Float64Array(1_010_000)
    let [messages, waited, long, waitSum] = [0, 0, 0, 0]
    const { metric } = simulate({ seed, forSec: 25_000 }, (drawing) => {
      drawing.add('client', 'load', { pattern: 'poisson', rps: lambda, forMs: TO_THE_END })
      drawing.add('sqs', 'jobs', { visibilityTimeoutSec: 5_400 })
      drawing.add('lambda', 'work', { duration: 'exponential', ioMs: 1_000 / mu, timeoutSec: 900 })
      drawing.wire('load', 'jobs')
      drawing.wire('jobs', 'work', { config: { batchSize: 1, maximumConcurrency: c } })
    }, ({ kind, serial, time }, row) => {
      if (kind[row] === K.event) arrived[serial[row]!] = time[row]!
      else if (kind[row] === K.leased) {
        const wait = time[row]! - arrived[serial[row]!]!
        messages++
        waitSum += wait
        if (wait > 0) waited++
        if (wait > sec(0.1)) long++
      }
    })
    return { waited: waited / messages, wait: toSec(waitSum) / messages, long: long / messages, length: metric('jobs', 'ApproximateNumberOfMessagesVisible').avg }
  })
  expectTheory(runs.map((one) => one.waited), waits, 0.006, [])
  expectTheory(runs.map((one) => one.wait), waits / spare, 0.02, [waits / spare + 0.008])
  expectTheory(runs.map((one) => one.length), (lambda * waits) / spare, 0.02, [])
  expectTheory(runs.map((one) => one.long), waits * exp(-spare * 0.1), 0.02, [])
}, SLOW)

// A year and a quarter for each seed. Its seconds are nearly all empty, so nothing is measured by second: rows are counted.
test('T3 cold starts: 4.98 % of requests find that the environment of the one before has gone', () => {
  const [rate, idleEndSec] = [0.005, 600]
  const shares = SEEDS.map((seed) => {
    let [cold, begun] = [0, 0]
    simulate({ seed, forSec: 200_000 / rate }, (drawing) => {
      drawing.add('client', 'load', { pattern: 'poisson', rps: rate, forMs: TO_THE_END })
      drawing.add('lambda', 'work', { ioMs: 1, idleEndSec })
      drawing.wire('load', 'work')
    }, ({ kind }, row) => {
      if (kind[row] === K.initStarted) cold++
      else if (kind[row] === K.started) begun++
    }, new MetricStore({ muted: true }))
    return cold / begun
  })
  expectTheory(shares, exp(-rate * idleEndSec), 0.012, [])
  // Requests this short cannot tell whether idle time counts from the beginning or from the end; two long ones can.
  const { metric } = simulate({ forSec: 10_000 }, (drawing) => {
    drawing.add('client', 'load', { pattern: 'burst', burstSize: 1, burstEveryMs: 1_000_000, forMs: 2_000_000, timeoutMs: 900_000 })
    drawing.add('lambda', 'work', { ioMs: 600_000, timeoutSec: 900, idleEndSec: 600 })
    drawing.wire('load', 'work')
  })
  expect([metric('work', 'Invocations').sum, metric('work', 'ColdStarts').sum]).toEqual([2, 1])
}, SLOW)

test('T4 retries: an event that fails three times in ten takes 1.39 attempts, and 2.7 % of events die', () => {
  const [p, tries] = [0.3, 3]
  const runs = SEEDS.map((seed) => {
    const { metric } = simulate({ seed, forSec: 2_400 }, (drawing) => {
      drawing.add('client', 'load', { rps: 100, forMs: 2_000_000, invocation: 'Event' })
      drawing.add('lambda', 'work', { ioMs: 1, errorRate: p * 100, maxRetries: tries - 1 })
      drawing.add('sqs', 'dead')
      drawing.wire('load', 'work')
      drawing.wire('work', 'dead', { port: 'deadLetter' })
    })
    const events = metric('work', 'AsyncEventsReceived').sum
    expect(events).toBe(200_000)
    return { attempts: metric('work', 'Invocations').sum / events, dead: metric('dead', 'NumberOfMessagesSent').sum / events }
  })
  const attempts = (n: number) => (1 - pow(p, n)) / (1 - p)
  expectTheory(runs.map((one) => one.attempts), attempts(tries), 0.0015, [attempts(2), attempts(4)])
  expectTheory(runs.map((one) => one.dead), pow(p, tries), 0.015, [pow(p, 2), pow(p, 4)])
}, SLOW)

/** Two functions and a queue in trouble: refusals, failures, cold starts, messages that come back and die. */
const trouble = (seed: number) => (drawing: Sketchbook) => {
  drawing.add('client', 'load', { pattern: 'poisson', rps: 30, forMs: 300_000, retry: 'sdk' })
  drawing.add('lambda', 'api', { duration: 'exponential', ioMs: 200, reserved: 5 + (seed % 4), errorRate: 5, init: 'exponential', initMs: 400, idleEndSec: 2, failure: seed % 2 === 0 ? 'exception' : 'timeout', timeoutSec: 1 })
  drawing.add('client', 'jobs', { pattern: 'poisson', rps: 10, forMs: 300_000 })
  drawing.add('sqs', 'queue', { visibilityTimeoutSec: 20, duplicates: 0 })
  drawing.add('sqs', 'dead')
  drawing.add('lambda', 'worker', { duration: 'exponential', ioMs: 300, errorRate: 30, timeoutSec: 3 })
  drawing.wire('load', 'api')
  drawing.wire('jobs', 'queue')
  drawing.wire('queue', 'worker', { config: { batchSize: 2, maximumConcurrency: 4 } })
  drawing.wire('queue', 'dead')
}
const MODES = ['strict', 'realistic'] as const
const ENDINGS: readonly number[] = [K.finished, K.failed, K.timedOut, K.crashed]

test('Little’s law holds to the last digit: what is at a node over time is the sum of all stays there', () => {
  for (const [index, seed] of SEEDS.slice(0, 6).entries()) {
    const begun = new Map<string, number>()
    const stays = new Map<number, number>()
    const enter = (key: string, at: number) => begun.has(key) || begun.set(key, at)
    const leave = (key: string, place: number, at: number) => {
      if (!begun.has(key)) return
      stays.set(place, (stays.get(place) ?? 0) + at - begun.get(key)!)
      begun.delete(key)
    }
    const { run, metric } = simulate({ seed, mode: MODES[index % 2]!, forSec: 600 }, trouble(seed), ({ kind, place, time, serial, b }, row) => {
      const [what, where, at] = [kind[row]!, place[row]!, time[row]!]
      // A function holds environments, a queue holds messages.
      const env = `${where} env ${b[row]}`
      const message = `${where} message ${serial[row]}`
      if (what === K.initStarted || what === K.started) enter(env, at)
      else if (ENDINGS.includes(what)) leave(env, where, at)
      else if (what === K.visible) enter(message, at)
      else if (what === K.deleted || what === K.deadLettered) leave(message, where, at)
    })
    const place = (name: string) => run.nodes.findIndex((node) => node.name === name)
    const share = (area: number, sum: number) => expect(Math.abs(area / sum - 1)).toBeLessThan(1e-9)
    for (const name of ['api', 'worker']) share(metric(name, 'ConcurrentExecutions').sum, toSec(stays.get(place(name))!))
    const inQueue = ['ApproximateNumberOfMessagesVisible', 'ApproximateNumberOfMessagesNotVisible'].map((name) => metric('queue', name).sum)
    share(inQueue[0]! + inQueue[1]!, toSec(stays.get(place('queue'))!))
    share(metric('load', 'InFlight').sum, metric('load', 'Latency').sum / 1_000)
  }
}, SLOW)

test('nothing is lost: at any instant what came is done, refused, dead, or still there', () => {
  for (const [index, seed] of SEEDS.slice(0, 6).entries()) {
    const plan = makePlan(sketch({ seed, mode: MODES[index % 2]!, forSec: 600 }, trouble(seed)), services)
    const metrics = new MetricStore()
    const run = new Run(plan, { trace: new TraceWriter(), metrics })
    const slot = (name: string, of: string) => metrics.find(run.nodes.findIndex((node) => node.name === name), of)
    const sum = (name: string, ...of: string[]) => of.reduce((all, one) => all + metrics.summary(slot(name, one)).sum, 0)
    const current = (name: string, of: string) => metrics.current(slot(name, of)) || 0
    for (let at = 7; at <= 600; at += 7.3) {
      run.advance(sec(at))
      const { messages, outcomes } = run.world
      expect(messages.created).toBe(outcomes.reduce((all, one) => all + one, 0) + messages.alive)
      expect(sum('load', 'Sent')).toBe(sum('load', '2xx', '4xx', '5xx', 'FunctionErrors') + current('load', 'InFlight'))
      const there = current('queue', 'ApproximateNumberOfMessagesVisible') + current('queue', 'ApproximateNumberOfMessagesNotVisible')
      expect(sum('queue', 'NumberOfMessagesSent')).toBe(sum('queue', 'NumberOfMessagesDeleted') + current('dead', 'ApproximateNumberOfMessagesVisible') + there)
    }
    expect(current('dead', 'ApproximateNumberOfMessagesVisible')).toBeGreaterThan(10)
    expect(sum('api', 'Throttles')).toBeGreaterThan(10)
  }
}, SLOW)

test('utilisation is busy area over capacity', () => {
  let busy = 0
  const { metric } = simulate({ seed: SEEDS[0]!, forSec: 600 }, (drawing) => {
    drawing.add('client', 'load', { pattern: 'poisson', rps: 20, forMs: 500_000 })
    drawing.add('lambda', 'work', {
      duration: 'exponential', ioMs: 200, timeoutSec: 900, reserved: 8, versions: [{ number: 1, settings: '' }],
      provisioned: [{ qualifier: '1', environments: 8, readyAtStart: true, target: 0, min: 1, max: 8 }],
    })
    drawing.wire('load', 'work', { config: { qualifier: '1' } })
  }, ({ kind, a }, row) => {
    if (kind[row] === K.finished) busy += a[row]! / 1_000
  })
  expect(metric('work', 'ProvisionedConcurrencyUtilization').sum / (busy / 8)).toBeCloseTo(1, 6)
  expect(metric('work', 'ProvisionedConcurrencyUtilization').avg).toBeCloseTo(busy / (8 * 600), 6)
  expect(busy / (8 * 600)).toBeGreaterThan(0.3)
})
