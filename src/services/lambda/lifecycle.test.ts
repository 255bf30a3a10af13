import { expect, test } from 'vitest'
import type { Service } from '../../contract/service.ts'
import { makePlan } from '../../engine/plan.ts'
import { caller, heard } from '../../testkit/caller.ts'
import { type Settings, simulate, sketch } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'
import { config } from './config.ts'

const services = [...all, caller] as readonly Service[]

/** One caller at these seconds, one function. */
const calls = (times: string, fn: object, settings: Settings = {}) =>
  simulate({ services, forSec: 100, ...settings }, (drawing) => {
    drawing.add('caller', 'caller', { times })
    drawing.add('lambda', 'f', { ...fn })
    drawing.wire('caller', 'f')
  })
/** The same by version 1, published with the function's settings. */
const callsVersion = (times: string, fn: object, settings: Settings = {}) =>
  simulate({ services, forSec: 100, ...settings }, (drawing) => {
    drawing.add('caller', 'caller', { times })
    drawing.add('lambda', 'f', { ...fn, versions: [{ number: 1, settings: '' }] })
    drawing.wire('caller', 'f', { config: { qualifier: '1' } })
  })
const errors = (fn: object) =>
  makePlan(sketch({}, (drawing) => { drawing.add('lambda', 'f', { ...fn }) }), services).findings.map((finding) => `${finding.level} ${finding.rule} ${finding.field}`)

test('LAM-LC-01 an environment serves one invocation at a time', () => {
  const run = calls('0 0 0.05', { ioMs: 100 })
  const started = run.rows.filter((row) => row.kind === 'started')
  expect(started.map((row) => row.b)).toEqual([1, 2, 3])
})

test('LAM-LC-01 an update makes all environments obsolete: idle ones go at once, busy ones after their invocation', () => {
  const run = calls('0 0 10 11 20 20', { ioMs: 100 }, { actions: [{ id: 'a1', atSec: 10.05, on: 'n2', do: 'deploy', config: {} }] })
  expect(run.rows.filter((row) => row.kind === 'environmentEnded').map((row) => `${row.atSec} ${row.b}`)).toEqual(['10.05 1', '10.1 2'])
  expect(run.rows.filter((row) => row.kind === 'started').map((row) => `${row.atSec} ${row.b}`)).toEqual(['0 1', '0 2', '10 2', '11 3', '20 3', '20 4'])
})

test('LAM-LC-01 twenty warm environments are of no use to the first twenty calls after an update', () => {
  const run = simulate({ forSec: 40 }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 20, burstEveryMs: 10_000, forMs: 30_000 })
    drawing.add('lambda', 'f', { ioMs: 100 })
    drawing.wire('shop', 'f')
    drawing.at(15, 'f', 'set', { memoryMb: 256 })
  })
  const cold = (atSec: number) => run.rows.filter((row) => row.kind === 'initStarted' && row.atSec === atSec).length
  expect([cold(0), cold(10), cold(20)]).toEqual([20, 0, 20])
})

test('LAM-LC-01 reserving concurrency or changing async retries leaves environments alone', () => {
  const run = calls('0 20', { ioMs: 100 }, { actions: [{ id: 'a1', atSec: 10, on: 'n2', do: 'set', config: { reserved: 5, maxRetries: 0 } }] })
  expect(run.metric('f', 'ColdStarts').sum).toBe(1)
})

test('LAM-LC-02 an environment is provisioned and initialised, busy, idle, busy again, and gone', () => {
  const run = calls('0 10', { ioMs: 100, init: 'constant', initMs: 400, idleEndSec: 30 })
  expect(run.story('f')).toEqual([
    '0 initStarted 1', '0.4 initEnded 1', '0.4 started 1', '0.5 finished 1', '10 started 2', '10.1 finished 2', '40.1 environmentEnded',
  ])
})

test('LAM-LC-03 fetching code is waited for, but is no part of Init Duration and not billed', () => {
  const run = (packageMb: number) => calls('0', { ioMs: 100, init: 'constant', initMs: 400, packageMb }, { mode: 'realistic', seed: 5 })
  const small = run(1)
  const large = run(60)
  for (const one of [small, large]) {
    expect(one.metric('f', 'InitDuration').max).toBe(400)
    expect(one.metric('f', 'BilledDuration').sum).toBe(500)
  }
  // 4 ms for each of the 50 MB above ten.
  expect(heard(large)[0]!.atSec - heard(small)[0]!.atSec).toBeCloseTo(0.2, 3)
  expect(heard(small)[0]!.atSec).toBeGreaterThan(0.53)
})

test('LAM-LC-03 a container image takes longer to fetch than a zip archive', () => {
  const wait = (packageType: string) => {
    const run = calls(Array.from({ length: 300 }, () => '0').join(' '), { ioMs: 100, init: 'constant', initMs: 0, packageType }, { mode: 'realistic' })
    return run.rows.filter((row) => row.kind === 'started').map((row) => row.atSec).sort((a, b) => a - b)[150]!
  }
  expect(wait('zip')).toBeCloseTo(0.11, 2)
  expect(wait('image')).toBeCloseTo(0.18, 1)
})

test.each([
  ['nodejs22.x', 'x86_64', 'zip', 147, 173], ['python3.13', 'arm64', 'zip', 82, 100], ['java21', 'x86_64', 'image', 369, 526], ['rust', 'x86_64', 'zip', 17, 24],
])('LAM-LC-05 init of %s on %s from %s: half within %i ms, nine in ten within %i ms', (runtime, architecture, packageType, p50, p90) => {
  const run = simulate({ forSec: 20, mode: 'realistic', seed: 3 }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 1_000, forMs: 1 })
    drawing.add('lambda', 'f', { runtime, architecture, packageType, ioMs: 5_000, timeoutSec: 10 })
    drawing.wire('shop', 'f')
  })
  const inits = run.rows.filter((row) => row.kind === 'initEnded').map((row) => row.a).sort((a, b) => a - b)
  expect(inits).toHaveLength(1_000)
  expect(Math.abs(inits[500]! / p50 - 1)).toBeLessThan(0.05)
  expect(Math.abs(inits[900]! / p90 - 1)).toBeLessThan(0.08)
})

const realistic: Settings = { mode: 'realistic', seed: 9 }

test('LAM-LC-06 little memory does not slow init, but the first run of the handler', () => {
  const run = (memoryMb: number) => calls('0 5', { runtime: 'dotnet8', memoryMb, ioMs: 20 }, realistic)
  const small = run(128)
  const large = run(1_024)
  expect(small.metric('f', 'InitDuration').max).toBe(large.metric('f', 'InitDuration').max)
  const durations = (one: typeof small) => one.rows.filter((row) => row.kind === 'finished').map((row) => Math.round(row.a))
  expect(durations(small)).toEqual([740, 20])
  expect(durations(large)).toEqual([95, 20])
  // Between two measured sizes, a line.
  expect(durations(run(192))).toEqual([559, 20])
})

test('LAM-LC-06 an init repeated within an invocation has the function’s own share of CPU', () => {
  const suppressed = (memoryMb: number) => {
    const run = calls('0 10', { memoryMb, ioMs: 100, timeoutSec: 5, failFirst: 1, failure: 'exit' }, realistic)
    return run.rows.filter((row) => row.kind === 'finished').map((row) => row.a - 100)[0]!
  }
  expect(suppressed(128) / suppressed(1_769)).toBeCloseTo(1_769 / 128, 3)
})

test('LAM-LC-07 loaded dependencies, own work and extensions lengthen init; bytes that are not loaded do not', () => {
  const init = (fn: object) => calls('0', { ioMs: 1, ...fn }, realistic).metric('f', 'InitDuration').max
  const bare = init({})
  expect(init({ packageMb: 40 })).toBe(bare)
  expect(init({ loadedMb: 4 }) - bare).toBeCloseTo(140, 2)
  expect(init({ initWorkMs: 3_000 }) - bare).toBeCloseTo(3_000, 2)
  expect(init({ extensions: 'external' }) - bare).toBeCloseTo(150, 2)
  expect(init({ runtime: 'java21', loadedMb: 4 }) - init({ runtime: 'java21' })).toBeCloseTo(240, 2)
})

test('LAM-LC-08 LAM-EX-20 an init of 12 s is cut at 10 s, begun again, and cut by a timeout of 3 s, every time', () => {
  const run = calls('0 60', { init: 'constant', initMs: 12_000, timeoutSec: 3 })
  expect(run.story('f', 'initStarted', 'initFailed', 'started', 'timedOut')).toEqual([
    '0 initStarted 1', '10 initFailed 1', '10 started 1', '13 timedOut 1', '60 started 2', '63 timedOut 2',
  ])
  expect(heard(run).map((one) => `${one.atSec} ${one.status} ${one.reason}`)).toEqual(['13 200 Sandbox.Timedout', '63 200 Sandbox.Timedout'])
  expect(run.metric('f', 'Duration').max).toBe(3_000)
  expect(run.metric('f', 'BilledDuration').sum).toBe(6_000)
  expect(run.metric('f', 'Errors').sum).toBe(2)
})

test('LAM-LC-08 LAM-BILL-02 LAM-EX-21 with time enough the repeated init succeeds; the first ten seconds are not billed', () => {
  const run = calls('0 60', { init: 'constant', initMs: 12_000, timeoutSec: 30, ioMs: 100 })
  expect(heard(run).map((one) => one.atSec)).toEqual([22.1, 60.1])
  expect(run.rows.filter((row) => row.kind === 'finished').map((row) => row.a)).toEqual([12_100, 100])
  expect(run.metric('f', 'BilledDuration').sum).toBe(12_200)
})

test('LAM-LC-08 an init of exactly ten seconds is in time; the drawing is warned of a longer one', () => {
  expect(calls('0', { init: 'constant', initMs: 10_000, ioMs: 100 }).story('f', 'initFailed')).toEqual([])
  expect(errors({ init: 'constant', initMs: 10_000 })).toEqual([])
  expect(errors({ init: 'constant', initMs: 12_000 })).toEqual(['warning LAM-LC-08 timeoutSec'])
})

test('LAM-LC-09 with SnapStart an init may last 130 s or the timeout, whichever is longer', () => {
  const fn = { runtime: 'java21', snapStart: true, init: 'constant' }
  expect(callsVersion('0', { ...fn, initMs: 12_000, ioMs: 100 }).story('f', 'initStarted', 'initEnded', 'started', 'finished')).toEqual(['0 initStarted 1', '0 initEnded 1', '0 started 1', '0.1 finished 1'])
  expect(errors({ ...fn, initMs: 130_000 })).toEqual([])
  expect(errors({ ...fn, initMs: 130_001 })).toEqual(['error LAM-LC-09 initMs'])
  expect(errors({ ...fn, initMs: 130_001, timeoutSec: 131 })).toEqual([])
})

test('LAM-LC-10 an init that crashes is tried once more within the request, which fails, and so does every later one', () => {
  const run = calls('0 10', { init: 'constant', initMs: 500, initFailure: 'import', timeoutSec: 5 })
  expect(run.story('f')).toEqual([
    '0 initStarted 1', '0.5 initFailed 1', '0.5 started 1', '1 crashed 1', '10 started 2', '10.5 crashed 2',
  ])
  expect(heard(run).map((one) => `${one.atSec} ${one.status} ${one.reason}`)).toEqual(['1 200 Runtime.ImportModuleError', '10.5 200 Runtime.ImportModuleError'])
  expect(run.metric('f', 'Errors').sum).toBe(2)
  expect(run.metric('f', 'BilledDuration').sum).toBe(1_000)
})

test('LAM-LC-11 no environment is made before a request asks for one', () => {
  const run = calls('30', { ioMs: 100 })
  expect(run.story('f', 'initStarted')).toEqual(['30 initStarted 1'])
})

test('LAM-LC-12 LAM-LC-14 LAM-EX-09 the most recently used environments work on; the others age and go', () => {
  const run = simulate({ forSec: 700 }, (drawing) => {
    drawing.add('client', 'shop', { rps: 100, forMs: 60_000 })
    drawing.add('lambda', 'f', { ioMs: 200, init: 'constant', initMs: 1_000 })
    drawing.wire('shop', 'f')
  })
  expect(run.metric('f', 'Invocations').sum).toBe(6_000)
  expect(run.metric('f', 'ColdStarts').sum).toBe(120)
  expect(run.metric('f', 'ConcurrentExecutions').max).toBe(120)
  expect(Math.max(...run.rows.filter((row) => row.kind === 'initStarted').map((row) => row.atSec))).toBe(1.19)
  const last = new Map<number, number>()
  for (const row of run.rows) if (row.kind === 'finished') last.set(row.b, row.atSec)
  expect([...last.values()].filter((at) => at > 59)).toHaveLength(20)
  const ended = run.rows.filter((row) => row.kind === 'environmentEnded')
  expect(ended).toHaveLength(120)
  for (const row of ended) expect(row.atSec).toBeCloseTo(last.get(row.b)! + 600, 6)
})

test('LAM-LC-12 D-04 an environment idle for exactly its time is gone', () => {
  expect(calls('0 5.1', { ioMs: 100, idleEndSec: 5 }).metric('f', 'ColdStarts').sum).toBe(2)
  expect(calls('0 5.099999', { ioMs: 100, idleEndSec: 5 }).metric('f', 'ColdStarts').sum).toBe(1)
})

test.each([[601, 40], [599, 1]])('LAM-EX-14 LAM-LC-12 a request every %i s finds a cold environment %i times in forty', (gap, cold) => {
  const times = Array.from({ length: 40 }, (_, index) => index * gap).join(' ')
  expect(calls(times, { ioMs: 0 }, { forSec: 40 * gap }).metric('f', 'ColdStarts').sum).toBe(cold)
})

test.each([[1 / 300, 0.1353], [1 / 600, 0.3679], [1 / 3_600, 0.8465]])('LAM-EX-14 Poisson requests, %f a second, find the share of cold environments that theory says', (rps, share) => {
  const count = 4_000
  const forSec = Math.round(count / rps)
  const run = simulate({ forSec, seed: 4 }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'poisson', rps, forMs: forSec * 1_000 })
    drawing.add('lambda', 'f', { ioMs: 0 })
    drawing.wire('shop', 'f')
  })
  const cold = run.metric('f', 'ColdStarts').sum / run.metric('f', 'Invocations').sum
  // Four standard errors of a share seen four thousand times.
  expect(Math.abs(cold - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / count))
})

test('LAM-LC-12 under steady load an environment is replaced every few hours, in realistic mode alone', () => {
  const steady = (mode: 'strict' | 'realistic') => simulate({ forSec: 40_000, mode }, (drawing) => {
    drawing.add('client', 'shop', { rps: 0.1, forMs: 40_000_000 })
    drawing.add('lambda', 'f', { ioMs: 100 })
    drawing.wire('shop', 'f')
  })
  expect(steady('strict').metric('f', 'ColdStarts').sum).toBe(1)
  const lives = steady('realistic')
  const begun = new Map(lives.rows.filter((row) => row.kind === 'initStarted').map((row) => [row.b, row.atSec]))
  const ages = lives.rows.filter((row) => row.kind === 'environmentEnded').map((row) => row.atSec - begun.get(row.b)!)
  expect(ages.length).toBeGreaterThanOrEqual(2)
  for (const age of ages) expect(age).toSatisfy((one: number) => one >= 7_200 && one <= 14_410)
})

test('LAM-LC-14 thawing a warm environment costs a millisecond in realistic mode, which is not billed', () => {
  const run = calls('0 5', { ioMs: 100, init: 'constant', initMs: 0 }, realistic)
  expect(heard(run)[1]!.atSec).toBeCloseTo(5.101, 6)
  expect(run.rows.filter((row) => row.kind === 'finished').map((row) => row.a)).toEqual([100, 100])
})

test.each([['none', 30.1], ['internal', 30.6], ['external', 32.1]])('LAM-LC-15 an environment with extensions (%s) is gone at %f s', (extensions, atSec) => {
  const run = calls('0', { ioMs: 100, idleEndSec: 30, extensions })
  expect(run.story('f', 'environmentEnded')).toEqual([`${atSec} environmentEnded`])
})

test('LAM-LC-16 LAM-EX-23 LAM-ERR-02 after a timeout the same environment initialises again, and /tmp is as it was', () => {
  const run = calls('0 10 20', { timeoutSec: 3, ioMs: 100, init: 'constant', initMs: 400, failFirst: 1, failure: 'timeout', tmpMb: 200 })
  expect(run.story('f', 'initStarted', 'started', 'timedOut', 'finished', 'failed')).toEqual([
    '0 initStarted 1', '0.4 started 1', '3.4 timedOut 1', '10 started 2', '10.5 finished 2', '20 started 3', '20.1 failed 3',
  ])
  expect(run.rows.filter((row) => row.kind === 'started').map((row) => row.b)).toEqual([1, 1, 1])
  // Three times 200 MB do not fit into 512 MB: the file of the invocation that timed out is still there.
  expect(heard(run)[2]!.content).toMatchObject({ errorMessage: 'ENOSPC: no space left on device, write' })
  expect(run.metric('f', 'Errors').sum).toBe(2)
})

test('LAM-LC-16 an exception resets nothing', () => {
  const run = calls('0 10', { ioMs: 100, init: 'constant', initMs: 400, errorRate: 100 })
  expect(run.rows.filter((row) => row.kind === 'failed').map((row) => row.a)).toEqual([100, 100])
})

test('LAM-LC-17 SnapStart restores a snapshot instead of initialising: no Init Duration, nothing of it billed', () => {
  const run = callsVersion('0 5', { runtime: 'java21', memoryMb: 2_048, snapStart: true, init: 'constant', initMs: 8_000, initWorkMs: 1_000, ioMs: 100 }, realistic)
  const init = run.rows.find((row) => row.kind === 'initEnded')!
  expect(init.a).toBe(260)
  expect(run.metric('f', 'InitDuration').count).toBe(0)
  expect(run.metric('f', 'BilledDuration').sum).toBe(200)
})

test('LAM-LC-17 there is no snapshot of $LATEST: it initialises as ever, and a hint says so', () => {
  const fn = { runtime: 'java21', snapStart: true, init: 'constant', initMs: 4_000, ioMs: 100 }
  const run = calls('0', fn)
  expect(run.story('f')).toEqual(['0 initStarted 1', '4 initEnded 1', '4 started 1', '4.1 finished 1'])
  expect(run.metric('f', 'InitDuration')).toMatchObject({ count: 1, sum: 4_000 })
  const hints = (qualifier: string) => {
    const drawing = sketch({ services }, (book) => {
      book.add('caller', 'caller', { times: '0' })
      book.add('lambda', 'f', { ...fn, versions: [{ number: 1, settings: '' }] })
      book.wire('caller', 'f', { config: { qualifier } })
    })
    return makePlan(drawing, services).findings.filter(({ rule }) => rule === 'LAM-LC-17').map(({ level, field }) => `${level} ${field}`)
  }
  expect([hints(''), hints('1')]).toEqual([['hint versions'], []])
})

test('LAM-LC-17 a restore that takes more than ten seconds is a 408, and no invocation', () => {
  const run = callsVersion('0 20', { runtime: 'python3.13', snapStart: true, restoreMs: 11_000 })
  expect(heard(run).map((one) => `${one.atSec} ${one.status} ${one.reason}`)).toEqual(['10 408 SnapStartTimeoutException', '30 408 SnapStartTimeoutException'])
  expect(run.metric('f', 'Invocations').sum).toBe(0)
  expect(run.metric('f', 'ConcurrentExecutions').max).toBe(1)
})

test('LAM-LC-17 SnapStart is refused for other runtimes, for images and with a larger /tmp', () => {
  expect(errors({ snapStart: true })).toEqual(['error LAM-LC-17 runtime'])
  expect(errors({ snapStart: true, runtime: 'java21', packageType: 'image', ephemeralMb: 513 })).toEqual(['error LAM-LC-17 packageType', 'error LAM-LC-17 ephemeralMb'])
  for (const runtime of ['java25', 'python3.13', 'dotnet8']) expect(errors({ snapStart: true, runtime })).toEqual([])
})

test('LAM-PRG-03 what stands outside the handler runs once for each environment, the handler for each invocation', () => {
  const run = calls('0 0 10 10 20 20', { ioMs: 50, initWorkMs: 3_000 })
  expect(run.metric('f', 'InitDuration')).toMatchObject({ count: 2, sum: 6_000 })
  expect(run.metric('f', 'Duration')).toMatchObject({ count: 6, sum: 300 })
})

test('LAM-GEN-05 a function has one architecture, x86_64 unless told otherwise, and one of AWS’s runtimes', () => {
  expect(config.architecture).toMatchObject({ default: 'x86_64', options: [{ value: 'x86_64' }, { value: 'arm64' }] })
  const inits = config.runtime.options.map(({ value }) => calls('0', { runtime: value, timeoutSec: 30 }, realistic).metric('f', 'InitDuration').max)
  for (const init of inits) expect(init).toBeGreaterThan(10)
  // A runtime that nobody measured initialises like its nearest relative.
  const initOf = (runtime: string) => inits[config.runtime.options.findIndex((option) => option.value === runtime)]
  expect(initOf('java17')).toBe(initOf('java21'))
  expect(initOf('python3.14')).not.toBe(initOf('python3.13'))
})

test('LAM-GEN-07 the loss of a zone takes the environments of that zone, and the function goes on in the others', () => {
  const run = calls('0 0 0 0 0 0 20 20 20 20 20 20', { ioMs: 100 }, { actions: [{ id: 'a1', atSec: 10, on: 'n2', do: 'loseZone', config: { zone: 1 } }] })
  expect(run.rows.filter((row) => row.kind === 'environmentEnded').map((row) => `${row.atSec} ${row.b}`)).toEqual(['10 1', '10 4'])
  expect(run.rows.filter((row) => row.kind === 'initStarted' && row.atSec === 20)).toHaveLength(2)
  expect(heard(run).every((one) => one.status === 200 && one.reason === '')).toBe(true)
})

test('LAM-GEN-07 what runs in a lost zone ends, and its environment goes then', () => {
  const run = calls('0 0 0', { ioMs: 3_000 }, { actions: [{ id: 'a1', atSec: 1, on: 'n2', do: 'loseZone', config: { zone: 1 } }] })
  expect(run.rows.filter((row) => row.kind === 'environmentEnded').map((row) => `${row.atSec} ${row.b}`)[0]).toBe('3 1')
  expect(run.rows.filter((row) => row.kind === 'finished')).toHaveLength(3)
  expect(heard(run).every((one) => one.status === 200 && one.reason === '')).toBe(true)
})

test('LAM-LC-13 with the times of the exam notes a cold start is 100 ms, and adds up along a chain', () => {
  const run = simulate({ services, forSec: 20, mode: 'realistic', profile: 'course' }, (drawing) => {
    drawing.add('caller', 'caller', { times: '0 10' })
    for (const name of ['a', 'b', 'c']) drawing.add('lambda', name, { ioMs: 5 })
    drawing.wire('caller', 'a')
    drawing.wire('a', 'b')
    drawing.wire('b', 'c')
  })
  for (const name of ['a', 'b', 'c']) expect(run.metric(name, 'InitDuration')).toMatchObject({ count: 1, max: 100 })
  // What is left is the way between the functions, there and back.
  const hops = run.rows.filter((row) => (row.kind === 'request' || row.kind === 'response') && row.place !== 'caller → a').map((row) => row.a - row.at)
  const [cold, warm] = [hops.slice(0, 4), hops.slice(4)].map((four) => four.reduce((sum, one) => sum + one, 0) / 1_000)
  const [first, second] = heard(run).map((one) => one.atSec * 1_000)
  expect(first! - cold!).toBeCloseTo(3 * (100 + 5), 3)
  expect(second! - 10_000 - warm!).toBeCloseTo(3 * (2 + 5), 3)
})

test('LAM-LC-18 while an update is in progress the old code goes on serving, and another update is refused', () => {
  const run = calls('0 12 16', { ioMs: 100 }, {
    actions: [10, 11, 20].map((atSec) => ({ id: `a${atSec}`, atSec, on: 'n2', do: 'deploy', config: { takesSec: 5 } })),
  })
  expect(run.rows.filter((row) => row.kind === 'started').map((row) => `${row.atSec} ${row.b}`)).toEqual(['0 1', '12 1', '16 2'])
  expect(run.rows.filter((row) => row.kind === 'refused').map((row) => `${row.atSec} ${row.a}`)).toEqual(['11 409'])
  expect(run.story('f', 'environmentEnded')).toEqual(['15 environmentEnded', '25 environmentEnded'])
})
