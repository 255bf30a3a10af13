import { expect, test } from 'vitest'
import { makePlan } from '../../engine/plan.ts'
import { Run } from '../../engine/run.ts'
import { caller, heard } from '../../testkit/caller.ts'
import { type Settings, simulate, sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { MetricStore } from '../../trace/metrics.ts'
import { TraceWriter } from '../../trace/writer.ts'
import type { Service } from '../../contract/service.ts'
import { reason } from '../../contract/reasons.ts'
import { services as all } from '../catalogue.ts'
import { newBudget, takeToken } from './pool.ts'

const services = [...all, caller] as readonly Service[]

/** The same without rows, for long runs: sums of metrics only. */
function sums(settings: Settings, draw: (book: Sketchbook) => void) {
  const plan = makePlan(sketch(settings, draw), all as readonly Service[])
  const metrics = new MetricStore()
  const run = new Run(plan, { trace: new TraceWriter({ muted: true }), metrics })
  run.advance(run.end)
  return (name: string, metric: string) => {
    const node = run.nodes.find((one) => one.name === name)!
    return metrics.summary(node.metricSlot(node.behaviour.metrics!.findIndex((one) => one.name === metric)))
  }
}

/** Sends n requests at one instant. */
const burst = (n: number, rest = {}) => ({ pattern: 'burst', burstSize: n, forMs: 1, ...rest })
const oneClient = (settings: Settings, client: object, fn: object) =>
  sums(settings, (drawing) => {
    drawing.add('client', 'shop', { ...client })
    drawing.add('lambda', 'f', { ...fn })
    drawing.wire('shop', 'f')
  })
const throttleReasons = (run: ReturnType<typeof simulate>, name: string) => [...new Set(run.rows.filter((row) => row.kind === 'throttled' && row.place === name).map((row) => row.b))]

test.each([
  [100, 200, 20], [100, 500, 50], [200, 250, 50],
])('LAM-CON-01 LAM-EX-01 %i requests a second of %i ms hold %i environments', (rps, ioMs, expected) => {
  const metric = oneClient({ forSec: 12 }, { rps, forMs: 10_000 }, { ioMs })
  expect(metric('f', 'ConcurrentExecutions').max).toBe(expected)
  expect(metric('f', 'ColdStarts').sum).toBe(expected)
  expect(metric('f', 'Throttles').sum).toBe(0)
})

test('LAM-CON-02 LAM-EX-02 5,000 requests a second of 200 ms fill the account’s 1,000 exactly', () => {
  const metric = oneClient({ forSec: 3 }, { rps: 5_000, forMs: 2_000 }, { ioMs: 200 })
  expect(metric('f', 'ConcurrentExecutions').max).toBe(1_000)
  expect(metric('f', 'Throttles').sum).toBe(0)
})

test('LAM-CON-02 all functions of the account share its concurrency', () => {
  const run = simulate({ forSec: 5, quotas: { lambdaConcurrency: 10, lambdaUnreservedFloor: 0 } }, (drawing) => {
    drawing.add('client', 'first', burst(7))
    drawing.add('client', 'second', burst(7, { startAtMs: 100 }))
    drawing.add('lambda', 'a', { ioMs: 1_000 })
    drawing.add('lambda', 'b', { ioMs: 1_000 })
    drawing.wire('first', 'a')
    drawing.wire('second', 'b')
  })
  expect([run.metric('a', 'Invocations').sum, run.metric('b', 'Invocations').sum, run.metric('b', 'Throttles').sum]).toEqual([7, 3, 4])
})

test('LAM-CON-03 LAM-EX-03 short requests hit ten times the concurrency per second before they hit the concurrency', () => {
  const run = simulate({ forSec: 2 }, (drawing) => {
    drawing.add('client', 'shop', { rps: 20_000, forMs: 1_000 })
    drawing.add('lambda', 'f', { ioMs: 50 })
    drawing.wire('shop', 'f')
  })
  expect(run.metric('f', 'Invocations').sum).toBe(10_000)
  expect(run.metric('f', 'Throttles').sum).toBe(10_000)
  expect(throttleReasons(run, 'f')).toEqual([reason('FunctionInvocationRateLimitExceeded')])
})

test('LAM-CON-03 LAM-EX-04 a higher account limit raises the request rate with it', () => {
  const client = { pattern: 'constant', rps: 30_000, forMs: 1_000 }
  const tight = oneClient({ forSec: 2 }, client, { ioMs: 20 })
  expect([tight('f', 'Throttles').sum, tight('f', 'ConcurrentExecutions').max]).toEqual([20_000, 600])
  expect(oneClient({ forSec: 2, quotas: { lambdaConcurrency: 3_000 } }, client, { ioMs: 20 })('f', 'Throttles').sum).toBe(0)
})

test('LAM-CON-03 D-06 a function with a reservation has a request rate of its own, ten times as high', () => {
  const run = simulate({ forSec: 2 }, (drawing) => {
    drawing.add('client', 'shop', { rps: 100, forMs: 1_000 })
    drawing.add('lambda', 'f', { ioMs: 20, reserved: 5 })
    drawing.wire('shop', 'f')
  })
  expect(run.metric('f', 'Invocations').sum).toBe(50)
  expect(throttleReasons(run, 'f')).toEqual([reason('ReservedFunctionInvocationRateLimitExceeded')])
})

test('LAM-CON-04 what others have reserved is not there for the rest, used or not', () => {
  const run = simulate({ forSec: 5, quotas: { lambdaConcurrency: 20, lambdaUnreservedFloor: 5 } }, (drawing) => {
    drawing.add('client', 'shop', burst(10))
    drawing.add('lambda', 'idle', { reserved: 12 })
    drawing.add('lambda', 'busy', { ioMs: 1_000 })
    drawing.wire('shop', 'busy')
  })
  expect([run.metric('busy', 'Invocations').sum, run.metric('busy', 'Throttles').sum]).toEqual([8, 2])
})

test('LAM-CON-05 the payload is looked at before the reservation, the request rate before the concurrency', () => {
  const run = simulate({ services, forSec: 2 }, (drawing) => {
    drawing.add('caller', 'caller', { sizeBytes: 6_291_457 })
    drawing.add('lambda', 'off', { reserved: 0 })
    drawing.wire('caller', 'off')
    drawing.add('client', 'shop', burst(30))
    drawing.add('lambda', 'one', { reserved: 1, ioMs: 500 })
    drawing.wire('shop', 'one')
  })
  expect(heard(run)[0]).toMatchObject({ status: 413 })
  expect(run.metric('off', 'Throttles').sum).toBe(0)
  const reasons = run.rows.filter((row) => row.kind === 'throttled' && row.place === 'one').map((row) => row.b)
  expect(reasons.filter((one) => one === reason('ReservedFunctionConcurrentInvocationLimitExceeded'))).toHaveLength(9)
  expect(reasons.filter((one) => one === reason('ReservedFunctionInvocationRateLimitExceeded'))).toHaveLength(20)
})

test('LAM-RC-01 LAM-EX-05 a reservation of ten takes ten of thirty at once', () => {
  const run = simulate({ forSec: 5 }, (drawing) => {
    drawing.add('client', 'shop', burst(30))
    drawing.add('lambda', 'f', { reserved: 10, ioMs: 1_000 })
    drawing.wire('shop', 'f')
  })
  expect(run.metric('f', 'Invocations').sum).toBe(10)
  expect(run.metric('f', 'Throttles').sum).toBe(20)
  expect(run.metric('f', 'Errors').sum).toBe(0)
  expect(run.metric('f', 'BilledDuration').sum).toBe(10_000)
  expect(throttleReasons(run, 'f')).toEqual([reason('ReservedFunctionConcurrentInvocationLimitExceeded')])
  expect(run.outcomes()).toEqual({ succeeded: 10, throttled: 20 })
})

const reservations = (settings: Settings, ...reserved: number[]) =>
  makePlan(sketch(settings, (drawing) => reserved.forEach((one, index) => drawing.add('lambda', `f${index}`, { reserved: one }))), all as readonly Service[])
    .findings.filter((finding) => finding.rule === 'LAM-RC-01')

test('LAM-RC-01 LAM-EX-07 a hundred of the account must stay unreserved', () => {
  expect(reservations({}, 900)).toEqual([])
  expect(reservations({}, 901)).toMatchObject([{ level: 'error', on: 'n1', field: 'reserved' }])
  expect(reservations({}, 400, 400, 100)).toEqual([])
  const refused = reservations({}, 400, 400, 101)
  expect(refused).toMatchObject([{ level: 'error', on: 'n3' }])
  expect(refused[0]!.text).toContain('at most 100 are free')
})

test('LAM-RC-01 a dated action that reserves too much is found before the run', () => {
  const draw = (asked: number) => sketch({ forSec: 60 }, (drawing) => {
    drawing.add('lambda', 'a', { reserved: 500 })
    drawing.add('lambda', 'b')
    drawing.at(20, 'b', 'set', { reserved: asked })
    drawing.at(10, 'a', 'set', { reserved: 200 })
  })
  const findings = (asked: number) => makePlan(draw(asked), all as readonly Service[]).findings.filter((finding) => finding.level === 'error')
  expect(findings(700)).toEqual([])
  expect(findings(701)).toMatchObject([{ rule: 'LAM-RC-01', on: 'n2' }])
})

test('LAM-RC-01 a reservation given in mid-run caps the function and frees the pool of it, without a restart', () => {
  const run = simulate({ forSec: 20, quotas: { lambdaConcurrency: 20, lambdaUnreservedFloor: 5 } }, (drawing) => {
    drawing.add('client', 'steady', burst(10, { burstEveryMs: 5_000, forMs: 15_000 }))
    drawing.add('lambda', 'f', { ioMs: 1_000 })
    drawing.wire('steady', 'f')
    drawing.at(4, 'f', 'set', { reserved: 4 })
    drawing.at(9, 'f', 'set', { reserved: null })
  })
  const started = (atSec: number) => run.rows.filter((row) => row.kind === 'started' && row.atSec === atSec).length
  expect([started(0), started(5), started(10)]).toEqual([10, 4, 10])
  expect(run.metric('f', 'ColdStarts').sum).toBe(10)
})

test('LAM-RC-01 what runs when a reservation begins moves out of the shared pool, and back', () => {
  const run = simulate({ forSec: 20, quotas: { lambdaConcurrency: 10, lambdaUnreservedFloor: 2 } }, (drawing) => {
    drawing.add('client', 'early', burst(6))
    drawing.add('client', 'late', burst(10, { startAtMs: 2_000, forMs: 1 }))
    drawing.add('lambda', 'f', { ioMs: 10_000, timeoutSec: 20 })
    drawing.add('lambda', 'g', { ioMs: 1_000 })
    drawing.wire('early', 'f')
    drawing.wire('late', 'g')
    drawing.at(1, 'f', 'set', { reserved: 6 })
  })
  // Six of ten are f's own now; g finds the other four, not four less what f already runs.
  expect([run.metric('g', 'Invocations').sum, run.metric('g', 'Throttles').sum]).toEqual([4, 6])
})

test('LAM-RC-02 LAM-EX-06 a reservation of 0 switches the function off', () => {
  const run = simulate({ forSec: 60 }, (drawing) => {
    drawing.add('client', 'waits', burst(5))
    drawing.add('client', 'leaves', burst(5, { invocation: 'Event' }))
    drawing.add('lambda', 'f', { reserved: 0 })
    drawing.add('sqs', 'dead')
    drawing.wire('waits', 'f')
    drawing.wire('leaves', 'f')
    drawing.wire('f', 'dead', { port: 'deadLetter' })
  })
  expect(run.metric('waits', '4xx').sum).toBe(5)
  expect(run.metric('leaves', '2xx').sum).toBe(5)
  expect(run.metric('f', 'Invocations').sum).toBe(0)
  expect(run.metric('f', 'AsyncEventsDropped').sum).toBe(5)
  expect(run.rows.filter((row) => row.kind === 'deadLettered').map((row) => row.atSec)).toEqual([0, 0, 0, 0, 0])
  expect(run.metric('dead', 'NumberOfMessagesSent').sum).toBe(5)
})

test('LAM-RC-03 LAM-EX-07 nobody uses the idle reservation of another', () => {
  const run = simulate({ forSec: 5 }, (drawing) => {
    drawing.add('client', 'shop', burst(250))
    drawing.add('lambda', 'a', { reserved: 400 })
    drawing.add('lambda', 'b', { reserved: 400 })
    drawing.add('lambda', 'c', { ioMs: 1_000 })
    drawing.wire('shop', 'c')
  })
  expect([run.metric('c', 'Invocations').sum, run.metric('c', 'Throttles').sum]).toEqual([200, 50])
  expect(throttleReasons(run, 'c')).toEqual([reason('ConcurrentInvocationLimitExceeded')])
})

test('LAM-RC-03 a function with a reservation does not borrow from an idle pool', () => {
  const metric = oneClient({ forSec: 5 }, burst(8), { reserved: 3, ioMs: 1_000 })
  expect([metric('f', 'Invocations').sum, metric('f', 'Throttles').sum]).toEqual([3, 5])
})

test('LAM-SCALE-01 LAM-EX-10 a function gains 1,000 environments at once, not more', () => {
  const metric = oneClient({ forSec: 70, quotas: { lambdaConcurrency: 10_000 } }, burst(3_000), { ioMs: 60_000, timeoutSec: 70 })
  expect([metric('f', 'Invocations').sum, metric('f', 'Throttles').sum]).toEqual([1_000, 2_000])
})

test('LAM-SCALE-01 LAM-EX-11 then a hundred each second: callers who retry every second are all in after twenty', () => {
  const run = simulate({ forSec: 100, quotas: { lambdaConcurrency: 10_000 } }, (drawing) => {
    drawing.add('client', 'shop', burst(3_000, { retry: 'fixed', baseMs: 1_000, attempts: 30, timeoutMs: 100_000 }))
    drawing.add('lambda', 'f', { ioMs: 60_000, timeoutSec: 70 })
    drawing.wire('shop', 'f')
  })
  const started = new Map<number, number>()
  for (const row of run.rows) if (row.kind === 'started') started.set(row.atSec, (started.get(row.atSec) ?? 0) + 1)
  expect(started.get(0)).toBe(1_000)
  for (let second = 1; second <= 20; second++) expect(started.get(second)).toBe(100)
  expect(Math.max(...started.keys())).toBe(20)
  expect(run.metric('f', 'Throttles').sum).toBe(21_000)
})

test('LAM-SCALE-01 functions gain environments independently of one another', () => {
  const metric = sums({ forSec: 5, quotas: { lambdaConcurrency: 10_000 } }, (drawing) => {
    for (const name of ['a', 'b']) {
      drawing.add('client', `to ${name}`, burst(1_000))
      drawing.add('lambda', name, { ioMs: 1_000 })
      drawing.wire(`to ${name}`, name)
    }
  })
  expect([metric('a', 'Invocations').sum, metric('b', 'Invocations').sum]).toEqual([1_000, 1_000])
})

test('LAM-SCALE-02 LAM-EX-12 in the course profile the Region has one burst for all: 3,000, or 500 in small ones', () => {
  const settings = { forSec: 70, profile: 'course' as const }
  const large = oneClient({ ...settings, quotas: { lambdaConcurrency: 10_000 } }, burst(3_000), { ioMs: 60_000, timeoutSec: 70 })
  expect(large('f', 'Throttles').sum).toBe(0)
  const small = oneClient({ ...settings, quotas: { lambdaConcurrency: 10_000, lambdaScaleTokens: 500 } }, burst(3_000), { ioMs: 60_000, timeoutSec: 70 })
  expect([small('f', 'Invocations').sum, small('f', 'Throttles').sum]).toEqual([500, 2_500])
  const shared = sums({ ...settings, quotas: { lambdaConcurrency: 10_000 } }, (drawing) => {
    for (const name of ['a', 'b']) {
      drawing.add('client', `to ${name}`, burst(2_000, { startAtMs: name === 'a' ? 0 : 100 }))
      drawing.add('lambda', name, { ioMs: 1_000 })
      drawing.wire(`to ${name}`, name)
    }
  })
  expect([shared('a', 'Invocations').sum, shared('b', 'Invocations').sum]).toEqual([2_000, 1_000])
})

test('LAM-SCALE-02 after the burst, 500 more environments after each minute', () => {
  const quotas = { lambdaScaleTokens: 500, lambdaScalePerMinute: 500 } as Parameters<typeof takeToken>[2]
  const budget = newBudget(500, true)
  const take = (atSec: number, most: number) => {
    let taken = 0
    while (taken < most && takeToken(budget, atSec * 1_000_000, quotas)) taken++
    return taken
  }
  expect([take(5, 3_000), take(64.9, 1), take(65, 3_000), take(125, 100), take(126, 3_000)]).toEqual([500, 0, 500, 100, 400])
})

test('LAM-THR-01 a throttle is a 429 whose body names the reason', () => {
  const run = simulate({ services, forSec: 5 }, (drawing) => {
    drawing.add('caller', 'caller')
    drawing.add('lambda', 'f', { reserved: 0 })
    drawing.wire('caller', 'f')
  })
  expect(heard(run)).toMatchObject([
    { atSec: 0, status: 429, content: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', Type: 'User', message: 'Rate Exceeded.' } },
  ])
})

test('LAM-THR-02 want of pool and want of scale are told by the same reason, in its own words', () => {
  const pool = simulate({ forSec: 5, quotas: { lambdaConcurrency: 3, lambdaUnreservedFloor: 0 } }, (drawing) => {
    drawing.add('client', 'shop', burst(5))
    drawing.add('lambda', 'f', { ioMs: 1_000 })
    drawing.wire('shop', 'f')
  })
  const scale = simulate({ forSec: 5, quotas: { lambdaScaleTokens: 3 } }, (drawing) => {
    drawing.add('client', 'shop', burst(5))
    drawing.add('lambda', 'f', { ioMs: 1_000 })
    drawing.wire('shop', 'f')
  })
  for (const run of [pool, scale]) {
    expect(run.metric('f', 'Throttles').sum).toBe(2)
    expect(throttleReasons(run, 'f')).toEqual([reason('ConcurrentInvocationLimitExceeded')])
  }
})

test('LAM-THR-03 LAM-BILL-03 a throttle is neither an invocation nor an error, and costs nothing', () => {
  const metric = oneClient({ forSec: 5 }, burst(3), { reserved: 0 })
  expect(metric('f', 'Throttles').sum).toBe(3)
  for (const name of ['Invocations', 'Errors', 'BilledDuration']) expect(metric('f', name).sum).toBe(0)
  expect(metric('f', 'Duration').count).toBe(0)
})

test('LAM-THR-04 a caller sees the throttle, an event waits for room', () => {
  const run = simulate({ forSec: 30 }, (drawing) => {
    drawing.add('client', 'first', burst(1))
    drawing.add('client', 'waits', burst(1))
    drawing.add('client', 'leaves', burst(1, { invocation: 'Event' }))
    drawing.add('lambda', 'f', { reserved: 1, ioMs: 500 })
    for (const name of ['first', 'waits', 'leaves']) drawing.wire(name, 'f')
  })
  expect(run.metric('waits', '4xx').sum).toBe(1)
  expect(run.metric('leaves', '4xx').sum).toBe(0)
  // 0: refused twice. After a second the event is tried again, and runs.
  expect(run.rows.filter((row) => row.kind === 'started' && row.place === 'f').map((row) => row.atSec)).toEqual([0, 1])
  expect(run.metric('f', 'Throttles').sum).toBe(2)
})

test.each([
  [50, 200, 10, 0.214582], [100, 200, 20, 0.158892], [40, 200, 5, 0.479008],
])('LAM-EX-13 Erlang B: %i a second of %i ms on %i reserved lose the share that theory says', (rps, ioMs, reserved, expected) => {
  const seconds = Math.ceil(1_000_000 / rps)
  // The request rate is set far above: Erlang knows no such cap.
  const metric = oneClient({ forSec: seconds, seed: 11, quotas: { lambdaRequestsPerConcurrency: 100 } }, { pattern: 'poisson', rps, forMs: seconds * 1_000 }, { duration: 'exponential', ioMs, timeoutSec: 900, reserved, idleEndSec: 86_400 })
  const lost = metric('f', 'Throttles').sum
  const share = lost / (lost + metric('f', 'Invocations').sum)
  expect(Math.abs(share / expected - 1)).toBeLessThan(0.02)
}, 60_000)
