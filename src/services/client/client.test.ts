import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import type { Scenario } from '../../drawing/drawing.ts'
import { simulate } from '../../testkit/simulate.ts'

function asks(client: Config, fn: Config = {}, scenario: Partial<Scenario> = {}) {
  return simulate({ forSec: 60, ...scenario }, (drawing) => {
    drawing.add('client', 'people', client)
    drawing.add('lambda', 'fn', { ioMs: 1, ...fn })
    drawing.wire('people', 'fn')
  })
}
const times = (run: ReturnType<typeof asks>) => run.rows.filter((row) => row.kind === 'request').map((row) => row.at)
const sums = (run: ReturnType<typeof asks>, ...names: string[]) => names.map((name) => run.metric('people', name).sum)

test('SRC-01 LAM-SIM-02 constant: request k leaves at start + k / rate, and a thousand thirds of a second do not drift', () => {
  const sent = times(asks({ rps: 3, startAtMs: 500, forMs: 0 }, {}, { forSec: 340 }))
  expect(sent.slice(0, 4)).toEqual([500_000, 833_333, 1_166_667, 1_500_000])
  expect(sent[999]).toBe(333_500_000)
  // The span ends before its last instant.
  expect(times(asks({ rps: 5, forMs: 1_000 })).at(-1)).toBe(800_000)
})

test('SRC-02 LAM-SIM-02 Poisson: gaps have the mean 1 / rate and as large a deviation, whatever came before', () => {
  const sent = times(asks({ pattern: 'poisson', rps: 100, forMs: 0 }, {}, { forSec: 200, seed: 3 }))
  const gaps = sent.map((at, index) => (at - (sent[index - 1] ?? 0)) / 10_000)
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length)
  // Three standard errors of twenty thousand gaps.
  expect(Math.abs(mean - 1)).toBeLessThan(0.022)
  expect(Math.abs(deviation - 1)).toBeLessThan(0.045)
  expect(gaps.filter((gap) => gap > 1).length / gaps.length).toBeCloseTo(0.3679, 1)
})

test('SRC-03 ramp: request k leaves when the integral of the rate reaches k', () => {
  const sent = times(asks({ pattern: 'ramp', rampFrom: 0, rampTo: 10, forMs: 10_000 }))
  // t² / 2 = k.
  expect([0, 2, 8, 18, 32].map((k) => sent[k])).toEqual([0, 2_000_000, 4_000_000, 6_000_000, 8_000_000])
  expect(sent).toHaveLength(50)
  const down = times(asks({ pattern: 'ramp', rampFrom: 10, rampTo: 0, forMs: 10_000 }))
  expect(down[0]).toBe(0)
  expect(down.filter((at) => at < 5_000_000)).toHaveLength(38)
})

test('SRC-04 LAM-SIM-02 burst: so many at one instant, again after each pause', () => {
  const sent = times(asks({ pattern: 'burst', burstSize: 3, burstEveryMs: 2_000, startAtMs: 1_000, forMs: 5_000 }))
  expect(sent).toEqual([1, 1, 1, 3, 3, 3, 5, 5, 5].map((atSec) => atSec * 1_000_000))
})

test('SRC-07 a client that lost patience stops listening; the function goes on and is billed', () => {
  const run = asks({ pattern: 'burst', burstSize: 1, forMs: 1, timeoutMs: 1_000 }, { ioMs: 5_000, timeoutSec: 10 })
  expect(run.story('people', 'timedOut')).toEqual(['1 timedOut 1'])
  expect(run.story('fn', 'finished')).toEqual(['5 finished 1'])
  expect(run.metric('fn', 'BilledDuration').sum).toBe(5_000)
  expect(run.metric('people', 'Latency').max).toBe(1_000)
  expect(sums(run, 'Sent', 'Timeouts', '2xx', '4xx', '5xx')).toEqual([1, 1, 0, 0, 0])
})

test('SRC-09 it reports what it sent, how each ended, how long that took and how many wait', () => {
  const run = asks({ rps: 10, forMs: 10_000 }, { ioMs: 150, reserved: 1, failFirst: 20 })
  // Every other request finds the one place taken; the first twenty that run fail.
  expect(sums(run, 'Sent', 'FunctionErrors', '2xx', '4xx', '5xx', 'Timeouts')).toEqual([100, 20, 30, 50, 0, 0])
  expect(run.metric('people', 'Latency')).toMatchObject({ count: 100, max: 150, min: 0 })
  expect(run.metric('people', 'InFlight').max).toBe(2)
})

test('SRC-11 by hand so many leave at this instant, and the pattern goes on undisturbed', () => {
  const run = simulate({ forSec: 3 }, (drawing) => {
    drawing.add('client', 'people', { rps: 2 })
    drawing.add('lambda', 'fn', { ioMs: 1 })
    drawing.wire('people', 'fn')
    drawing.at(1.25, 'people', 'send', { times: 100 })
  })
  const sent = times(run)
  expect(sent.filter((at) => at === 1_250_000)).toHaveLength(100)
  expect(sent.filter((at) => at !== 1_250_000)).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3].map((sec) => sec * 1e6))
})

const changed = (client: Config, atSec: number, to: Config, scenario: Partial<Scenario> = {}) =>
  simulate({ forSec: 10, ...scenario }, (drawing) => {
    drawing.add('client', 'people', client)
    drawing.add('lambda', 'fn', { ioMs: 1 })
    drawing.wire('people', 'fn')
    drawing.at(atSec, 'people', 'set', to)
  })

test('SRC-10 a pattern changed in mid-run goes on from there as if it had always been so', () => {
  // Two a second up to 4 s, then one every 2 s: those of the new pattern that are still to come.
  expect(times(changed({ rps: 2 }, 4, { rps: 0.5 })).map((at) => at / 1e6)).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 6, 8, 10])
  expect(times(changed({ rps: 1 }, 2.5, { pattern: 'burst', burstSize: 2, burstEveryMs: 4_000 })).map((at) => at / 1e6)).toEqual([0, 1, 2, 4, 4, 8, 8])
  expect(times(changed({ rps: 1 }, 2.5, { pattern: 'manual' })).map((at) => at / 1e6)).toEqual([0, 1, 2])
  expect(times(changed({ rps: 1, forMs: 3_000 }, 2.5, { forMs: 5_000 })).map((at) => at / 1e6)).toEqual([0, 1, 2, 3, 4])
  const fewer = times(changed({ pattern: 'poisson', rps: 100 }, 5, { rps: 10 }, { mode: 'realistic', seed: 4 }))
  expect(fewer.filter((at) => at < 5e6).length).toBeGreaterThan(400)
  expect(fewer.filter((at) => at >= 5e6).length).toBeLessThan(90)
})

test('SRC-10 every setting that decides when requests leave is taken up, those of steps and waves as well', () => {
  const steps = times(changed({ pattern: 'steps', stepFrom: 1, stepBy: 1, stepEveryMs: 2_000 }, 3.9, { stepBy: 0 }))
  expect(steps.map((at) => at / 1e6)).toEqual([0, 1, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10])
  expect(times(changed({ pattern: 'wave', rps: 10, swing: 0 }, 5, { rps: 0 })).filter((at) => at > 5e6)).toEqual([])
})

test('SRC-10 users come and leave when their number is changed, and each still waits for its answer', () => {
  const users = (from: Config, to: Config) => times(changed({ pattern: 'closed', users: 2, thinkMs: 999, ...from }, 4.5, to))
  const at = (sent: number[], sec: number) => sent.filter((one) => Math.floor(one / 1e6) === sec).length
  const more = users({}, { users: 5 })
  expect([3, 6, 9].map((sec) => at(more, sec))).toEqual([2, 5, 5])
  expect([3, 6, 9].map((sec) => at(users({}, { users: 1 }), sec))).toEqual([2, 1, 1])
  expect([3, 6, 9].map((sec) => at(users({}, { pattern: 'manual' }), sec))).toEqual([2, 0, 0])
  expect([3, 6, 9].map((sec) => at(users({ pattern: 'constant', rps: 1 }, { pattern: 'closed' }), sec))).toEqual([1, 2, 2])
})

test('SRC-10 a shorter patience holds for those who wait already', () => {
  const run = simulate({ forSec: 20 }, (drawing) => {
    drawing.add('client', 'people', { pattern: 'burst', burstSize: 1, forMs: 1 })
    drawing.add('lambda', 'fn', { ioMs: 9_000, timeoutSec: 10 })
    drawing.wire('people', 'fn')
    drawing.at(2, 'people', 'set', { timeoutMs: 3_000 })
  })
  expect(run.story('people', 'timedOut')).toEqual(['3 timedOut 1'])
})
