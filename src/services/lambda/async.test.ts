import { expect, test } from 'vitest'
import { services } from '../catalogue.ts'
import type { Config } from '../../contract/config.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { simulate, type Sketchbook } from '../../testkit/simulate.ts'
import type { Scenario } from '../../drawing/drawing.ts'

const withKeeper = [...services, keeper]
const EVENTS = { pattern: 'burst', burstSize: 1, forMs: 1, invocation: 'Event' }

/** Some events at one instant to a function called resize. */
function events(scenario: Partial<Scenario>, source: Config, config: Config, more: (drawing: Sketchbook) => void = () => {}) {
  return simulate({ forSec: 600, ...scenario, services: withKeeper }, (drawing) => {
    drawing.add('client', 'shop', { ...EVENTS, ...source })
    drawing.add('lambda', 'resize', config)
    drawing.wire('shop', 'resize')
    more(drawing)
  })
}
/** Seconds at which something happened at the function. */
const times = (run: ReturnType<typeof events>, kind: 'started' | 'throttled' | 'dropped' | 'deadLettered') =>
  run.rows.filter((row) => row.place === 'resize' && row.kind === kind).map((row) => row.atSec)

test('LAM-ASYNC-01 the caller hears 202 at once and nothing of the failure; an event above 1 MB is refused, above 256 KB in the older model', () => {
  const failing = events({}, {}, { ioMs: 100, errorRate: 100 })
  expect(failing.metric('shop', '2xx').sum).toBe(1)
  expect(failing.metric('shop', 'Latency').max).toBe(0)
  expect(failing.metric('shop', 'FunctionErrors').sum).toBe(0)
  const sized = (profile: Scenario['profile'], sizeBytes: number) => {
    const run = events({ profile }, { sizeBytes }, {})
    return [run.metric('shop', '4xx').sum, run.metric('resize', 'AsyncEventsReceived').sum]
  }
  expect(sized('current', 1_048_576)).toEqual([0, 1])
  expect(sized('current', 1_048_577)).toEqual([1, 0])
  expect(sized('course', 262_145)).toEqual([1, 0])
})

test('LAM-ASYNC-02 an event stands in the queue for about 30 ms, and in strict mode not at all', () => {
  const source = { pattern: 'constant', rps: 50, forMs: 40_000 }
  expect(events({}, source, { ioMs: 1 }).metric('resize', 'AsyncEventAge').max).toBe(0)
  const age = events({ mode: 'realistic', seed: 3 }, source, { ioMs: 1 }).metric('resize', 'AsyncEventAge')
  expect(age.p50).toBeGreaterThan(26)
  expect(age.p50).toBeLessThan(34)
  expect(age.p99).toBeGreaterThan(170)
  expect(age.p99).toBeLessThan(350)
})

test('LAM-ASYNC-03 LAM-EX-24 an event that keeps failing runs three times, waiting from the end of each failure, then lies in the dead-letter queue', () => {
  const run = events({}, { body: '{"photo":1}' }, { ioMs: 100, errorRate: 100 }, (drawing) => {
    drawing.add('keeper', 'dead')
    drawing.wire('resize', 'dead', { port: 'deadLetter' })
  })
  expect(run.story('resize', 'started', 'failed', 'waits', 'deadLettered')).toEqual([
    '0 started 1', '0.1 failed 1', '0.1 waits 1', '60.1 started 1', '60.2 failed 1', '60.2 waits 1', '180.2 started 1', '180.3 failed 1', '180.3 deadLettered 1',
  ])
  const sums = ['Invocations', 'Errors', 'AsyncEventsReceived', 'AsyncEventsDropped', 'Throttles'].map((name) => run.metric('resize', name).sum)
  expect(sums).toEqual([3, 3, 1, 1, 0])
  const [dead] = keptBy(run.run, 'dead')
  expect(dead).toMatchObject({ at: 180.3, content: { photo: 1 }, attributes: { ErrorCode: { dataType: 'Number', stringValue: '200' } } })
})

test('LAM-ASYNC-03 a timeout and a full memory are function errors too', () => {
  for (const failure of ['timeout', 'memory'] as const) {
    expect(times(events({}, {}, { errorRate: 100, failure, timeoutSec: 1, ioMs: 1_000 }), 'started')).toHaveLength(3)
  }
})

test('LAM-ASYNC-04 LAM-EX-25 no retry is one attempt, one retry two; a second try that succeeds is told as a success', () => {
  expect(times(events({}, {}, { ioMs: 100, errorRate: 100, maxRetries: 0 }), 'started')).toEqual([0])
  expect(times(events({}, {}, { ioMs: 100, errorRate: 100, maxRetries: 1 }), 'started')).toEqual([0, 60.1])
  const run = events({}, {}, { ioMs: 100, failTries: 1 }, (drawing) => {
    drawing.add('keeper', 'good')
    drawing.wire('resize', 'good', { port: 'onSuccess' })
  })
  const sums = ['Invocations', 'Errors', 'AsyncEventsDropped'].map((name) => run.metric('resize', name).sum)
  expect(sums).toEqual([2, 1, 0])
  expect(keptBy(run.run, 'good')[0]).toMatchObject({ at: 60.2, content: { requestContext: { condition: 'Success', approximateInvokeCount: 2 } } })
  expect(keptBy(run.run, 'good')[0]!.content).not.toHaveProperty('responseContext.functionError')
})

test('LAM-ASYNC-04 an alias may have retries and an age of its own, which hold for events that name it', () => {
  const tries = (qualifier: string, own: object) =>
    simulate({ forSec: 600, services: withKeeper }, (drawing) => {
      drawing.add('client', 'shop', EVENTS)
      drawing.add('lambda', 'resize', {
        ioMs: 100, errorRate: 100, maxRetries: 1, versions: [{ number: 1, settings: '' }], aliases: [{ name: 'live', version: 1, additional: null, weight: 0 }],
        asyncSettings: [{ qualifier: 'live', maxRetries: 2, maxAgeSec: 21_600, ...own }],
      })
      drawing.wire('shop', 'resize', { config: { qualifier } })
    }).rows.filter((row) => row.kind === 'started').map((row) => row.atSec)
  expect(tries('live', {})).toEqual([0, 60.1, 180.2])
  expect(tries('live', { maxAgeSec: 90 })).toEqual([0, 60.1])
  expect(tries('live', { maxRetries: 0 })).toEqual([0])
  expect(tries('1', {})).toEqual([0, 60.1])
  expect(tries('', {})).toEqual([0, 60.1])
})

test('LAM-ASYNC-05 LAM-EX-27 a throttled event comes again after 1, 2, 4 … 300 s for six hours, then is dropped without ever having run', () => {
  const throttled = (maxAgeSec: number) => {
    const run = simulate({ forSec: 22_000, services: withKeeper }, (drawing) => {
      // The one place is taken from the first second to the last.
      drawing.add('client', 'early', { pattern: 'burst', burstSize: 1, burstEveryMs: 800_000, forMs: 22_000_000, timeoutMs: 900_000 })
      drawing.add('client', 'shop', { ...EVENTS, startAtMs: 0 })
      drawing.add('lambda', 'resize', { ioMs: 800_000, timeoutSec: 900, reserved: 1, maxAgeSec })
      drawing.wire('early', 'resize')
      drawing.wire('shop', 'resize')
    })
    return { tries: times(run, 'throttled'), dropped: times(run, 'dropped'), received: run.metric('resize', 'AsyncEventsReceived').sum }
  }
  const { tries, dropped } = throttled(21_600)
  expect(tries.slice(0, 12)).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 811, 1_111])
  expect(tries).toHaveLength(80)
  expect(tries.at(-1)).toBe(21_511)
  expect(dropped).toEqual([21_811])
  expect(throttled(60).tries).toHaveLength(6)
  expect(throttled(300).tries).toHaveLength(9)
  expect(throttled(3_600).tries).toHaveLength(20)
  expect(throttled(3_600).tries.at(-1)).toBe(3_511)
})

test('LAM-ASYNC-05 LAM-EX-28 a burst above the reservation is throttled again and again, and nothing is lost', () => {
  const burst = (burstSize: number, ioMs: number) => {
    const run = events({}, { burstSize }, { ioMs, reserved: 10 })
    const finished = run.rows.filter((row) => row.place === 'resize' && row.kind === 'finished')
    return [finished.length, run.metric('resize', 'Throttles').sum, finished.at(-1)!.atSec, run.metric('resize', 'Errors').sum]
  }
  expect(burst(30, 1_000)).toEqual([30, 30, 4, 0])
  expect(burst(20, 500)).toEqual([20, 10, 1.5, 0])
  expect(burst(100, 1_000)).toEqual([100, 450, 512, 0])
})

test('LAM-ASYNC-06 LAM-EX-26 an event that would be too old after its wait is dropped when it fails', () => {
  const aged = (maxAgeSec: number) => {
    const run = events({}, { body: '{"photo":1}' }, { ioMs: 100, errorRate: 100, maxAgeSec }, (drawing) => {
      drawing.add('keeper', 'failures')
      drawing.wire('resize', 'failures', { port: 'onFailure' })
    })
    return { started: times(run, 'started'), record: keptBy(run.run, 'failures')[0]! }
  }
  const minute = aged(60)
  expect(minute.started).toEqual([0])
  expect(minute.record).toMatchObject({
    at: 0.1,
    content: { requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 1 }, responseContext: { functionError: 'Unhandled' }, responsePayload: { errorMessage: 'The handler failed' } },
  })
  const longer = aged(90)
  expect(longer.started).toEqual([0, 60.1])
  expect(longer.record).toMatchObject({ at: 60.2, content: { requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 2 } } })
})

test('LAM-ASYNC-06 a retry that is due at the very end of the age still runs', () => {
  expect(times(events({}, {}, { ioMs: 0, errorRate: 100, maxAgeSec: 60 }), 'started')).toEqual([0, 60])
})

test('LAM-ASYNC-07 LAM-EX-06 with reserved concurrency 0 callers are refused and events die at once, without a try', () => {
  const run = simulate({ forSec: 60, services: withKeeper }, (drawing) => {
    drawing.add('client', 'people', { pattern: 'burst', burstSize: 5, forMs: 1 })
    drawing.add('client', 'jobs', { ...EVENTS, burstSize: 5 })
    drawing.add('lambda', 'resize', { reserved: 0 })
    drawing.add('keeper', 'dead')
    drawing.add('keeper', 'failures')
    drawing.wire('people', 'resize')
    drawing.wire('jobs', 'resize')
    drawing.wire('resize', 'dead', { port: 'deadLetter' })
    drawing.wire('resize', 'failures', { port: 'onFailure' })
  })
  expect(run.metric('people', '4xx').sum).toBe(5)
  expect(run.metric('jobs', '2xx').sum).toBe(5)
  const sums = ['Invocations', 'AsyncEventsReceived', 'AsyncEventsDropped', 'Throttles'].map((name) => run.metric('resize', name).sum)
  expect(sums).toEqual([0, 5, 5, 5])
  expect(keptBy(run.run, 'dead').map(({ at }) => at)).toEqual([0, 0, 0, 0, 0])
  const record = keptBy(run.run, 'failures')[0]!.content
  expect(record).toMatchObject({ requestContext: { condition: 'ZeroReservedConcurrency', approximateInvokeCount: 0 } })
  expect(record).not.toHaveProperty('responseContext')
  expect(record).not.toHaveProperty('responsePayload')
})

test('LAM-ASYNC-07 D-08 an event whose retry comes due after the function was switched off keeps the response of its last attempt', () => {
  const run = events({}, {}, { ioMs: 100, errorRate: 100 }, (drawing) => {
    drawing.add('keeper', 'failures')
    drawing.wire('resize', 'failures', { port: 'onFailure' })
    drawing.at(30, 'resize', 'set', { reserved: 0 })
  })
  expect(keptBy(run.run, 'failures')[0]).toMatchObject({
    at: 60.1, content: { requestContext: { condition: 'ZeroReservedConcurrency', approximateInvokeCount: 1 }, responseContext: { functionError: 'Unhandled' } },
  })
  expect(run.metric('resize', 'Throttles').sum).toBe(0)
})

test('LAM-ASYNC-08 in realistic mode about one event in two thousand runs twice, with nothing wrong; in strict mode none', () => {
  const source = { pattern: 'constant', rps: 200, forMs: 100_000 }
  const run = events({ mode: 'realistic', seed: 5, forSec: 200 }, source, { ioMs: 5 })
  const twice = run.count('resize', 'duplicated')
  expect(twice).toBeGreaterThan(2)
  expect(twice).toBeLessThan(25)
  expect(run.metric('resize', 'Invocations').sum).toBe(20_000 + twice)
  expect(run.metric('resize', 'Errors').sum).toBe(0)
  // One request id: both runs are of the same message.
  const message = run.rows.find((row) => row.kind === 'duplicated')!.message
  expect(run.rows.filter((row) => row.kind === 'started' && row.message === message)).toHaveLength(2)
  expect(run.outcomes()).toEqual({ succeeded: 20_000 })
  expect(events({}, source, { ioMs: 5 }).count('resize', 'duplicated')).toBe(0)
})

test('LAM-ASYNC-10 fewer retries and a shorter life decide who is dropped, and leave the waits as they are', () => {
  const started = (config: Config) => times(events({}, {}, { ioMs: 100, errorRate: 100, ...config }), 'started')
  expect(started({})).toEqual([0, 60.1, 180.2])
  expect(started({ maxAgeSec: 181 })).toEqual([0, 60.1, 180.2])
  expect(started({ maxAgeSec: 180 })).toEqual([0, 60.1])
  expect(started({ maxRetries: 1, maxAgeSec: 3_600 })).toEqual([0, 60.1])
})

test('D-07 a throttled event that has run waits one second again at its next throttle, and its age is judged after that', () => {
  const second = (config: Config, startAtMs: number): ReturnType<typeof events> =>
    simulate({ forSec: 400, services: withKeeper }, (drawing) => {
      drawing.add('client', 'shop', { ...EVENTS, burstSize: 2 })
      drawing.add('client', 'other', { pattern: 'burst', burstSize: 1, startAtMs, forMs: 1 })
      drawing.add('lambda', 'resize', { ioMs: 2_500, errorRate: 100, reserved: 1, timeoutSec: 10, maxRetries: 1, ...config })
      drawing.wire('shop', 'resize')
      drawing.wire('other', 'resize')
    })
  // Two events: the second is throttled at 0 and 1, runs from 3 to 5.5 and is due at 65.5; from 65 on the place is taken.
  const run = second({}, 65_100)
  expect(times(run, 'throttled')).toEqual([0, 1, 65.5, 66.5])
  expect(times(run, 'started')).toEqual([0, 3, 62.5, 65.1, 68.5])
  expect(times(second({ maxAgeSec: 66 }, 65_100), 'throttled')).toEqual([0, 1, 65.5])
  expect(times(second({ maxAgeSec: 66 }, 65_100), 'dropped')).toEqual([65, 66.5])
})

test('LAM-ASYNC-09 each of a thousand waiting events keeps its own delays', () => {
  const run = events({ forSec: 40 }, { burstSize: 1_000 }, { ioMs: 1, reserved: 10 })
  // Ten run at each of these instants, and all that are left are throttled.
  expect([...new Set(times(run, 'throttled'))]).toEqual([0, 1, 3, 7, 15, 31])
  expect(times(run, 'started')).toEqual([0, 1, 3, 7, 15, 31].flatMap((at) => Array<number>(10).fill(at)))
})

test('LAM-TRAP-05 202 does not mean that it worked: the sender has its answer, and the event dies minutes later', () => {
  const run = events({}, {}, { ioMs: 100, errorRate: 100 }, (drawing) => {
    drawing.add('keeper', 'dead')
    drawing.wire('resize', 'dead', { port: 'deadLetter' })
  })
  expect([run.metric('shop', '2xx').sum, run.metric('shop', 'Latency').max]).toEqual([1, 0])
  expect(keptBy(run.run, 'dead').map(({ at }) => at)).toEqual([180.3])
})
