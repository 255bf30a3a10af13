import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Micros, sec } from '../base/units.ts'
import type { Action, Drawing, Fault } from '../drawing/drawing.ts'
import { newHost } from '../testkit/guest.ts'
import { sketch } from '../testkit/simulate.ts'
import { advance, change, plan, type Simulation, simulation } from './simulation.ts'

const FOR_SEC = 60

const shop = (seed: number, mode: 'strict' | 'realistic', actions: readonly Action[], faults: readonly Fault[] = []): Drawing =>
  sketch({ seed, mode, forSec: FOR_SEC, actions, faults, quotas: { lambdaConcurrency: 120 } }, (book) => {
    book.add('client', 'people', { pattern: 'poisson', rps: 12, forMs: 0, retry: 'sdk' })
    book.add('httpApi', 'api')
    book.add('lambda', 'shop', { duration: 'exponential', ioMs: 250, errorRate: 5, reserved: 8 })
    book.add('client', 'partners', { rps: 6, forMs: 40_000 })
    book.add('sqs', 'jobs', { visibilityTimeoutSec: 4 })
    book.add('lambda', 'work', { ioMs: 900, errorRate: 10, timeoutSec: 2, idleEndSec: 5 })
    book.add('sqs', 'dead')
    book.wire('people', 'api')
    book.wire('api', 'shop')
    book.wire('partners', 'jobs')
    book.wire('jobs', 'work', { config: { batchSize: 4 } })
    book.wire('jobs', 'dead')
  })

const verb = fc.oneof(
  fc.record({ on: fc.constant('n3'), do: fc.constant('set'), config: fc.constantFrom({ reserved: 1 }, { reserved: null }, { memoryMb: 1_024 }, { ioMs: 20 }, { errorRate: 60 }) }),
  fc.record({ on: fc.constant('n1'), do: fc.constant('set'), config: fc.constantFrom({ rps: 40 }, { pattern: 'burst', burstSize: 30, burstEveryMs: 2_000 }, { pattern: 'closed', users: 5, thinkMs: 300 }, { pattern: 'manual' }, { timeoutMs: 200 }) }),
  fc.record({ on: fc.constant('n5'), do: fc.constant('set'), config: fc.constantFrom({ visibilityTimeoutSec: 20 }, { delaySec: 3 }, { retentionSec: 60 }) }),
  fc.record({ on: fc.constant('w4'), do: fc.constant('set'), config: fc.constantFrom({ batchSize: 1 }, { batchSize: 10, windowSec: 2 }, { maximumConcurrency: 2 }) }),
  fc.record({ on: fc.constant('w5'), do: fc.constant('set'), config: fc.constant({ maxReceiveCount: 1 }) }),
  fc.record({ on: fc.constant('n4'), do: fc.constant('send'), config: fc.constantFrom({ times: 1 }, { times: 100 }) }),
  fc.record({ on: fc.constant('n5'), do: fc.constantFrom('send', 'purge'), config: fc.constant({}) }),
  fc.record({ on: fc.constant('n6'), do: fc.constantFrom('deploy', 'disable', 'enable'), config: fc.constant({}) }),
)
const dated = fc.tuple(verb, fc.integer({ min: 0, max: FOR_SEC * 1_000_000 })).map(([one, micros]) => ({ ...one, id: 'a', atSec: micros / 1e6 }))
const strikes = fc.oneof(
  fc.record({ on: fc.constantFrom('n3', 'n6'), kind: fc.constant('errors'), config: fc.constant({ rate: 40 }) }),
  fc.record({ on: fc.constantFrom('n3', 'n5', 'n6', 'w1', 'w4'), kind: fc.constantFrom('outage', 'latency', 'sequence'), config: fc.constant({}) }),
  fc.record({ on: fc.constant('n6'), kind: fc.constantFrom('coldStorm', 'poison', 'neighbour', 'zone'), config: fc.constantFrom({}, { units: 118, oneIn: 5 }) }),
)
const fault = fc.tuple(strikes, fc.integer({ min: 0, max: FOR_SEC * 1_000 }), fc.constantFrom(0.5, 7, 30)).map(([one, atMs, forSec]) => ({ ...one, id: 'f', atSec: atMs / 1_000, forSec }))
/** What a person does: the run has come so far, then the list of actions is this one. */
const edit = fc.record({ ranTo: fc.integer({ min: 0, max: FOR_SEC * 1_000_000 }), add: fc.array(dated, { maxLength: 2 }), faults: fc.array(fault, { maxLength: 2 }), takeBack: fc.boolean() })

function all(made: Simulation, until: Micros = made.run.end) {
  advance(made, until, () => false)
  made.trace.flush()
  const { numbers, bytes } = made.metrics.delta(0, made.run.now)
  return { digest: made.trace.digest(), written: made.trace.written, outcomes: [...made.run.world.outcomes], alive: made.run.world.messages.alive, numbers: [...numbers], bytes: [...bytes] }
}
const begin = (drawing: Drawing): Simulation => simulation(plan(drawing), () => {}, { digest: true })

test('a run that is changed in mid-run, however often, is the run of the scenario it ends with', () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom('strict' as const, 'realistic' as const), fc.array(edit, { minLength: 1, maxLength: 4 }), (seed, mode, edits) => {
      let actions: readonly Action[] = []
      const made = begin(shop(seed, mode, actions))
      let faults: readonly Fault[] = []
      for (const { ranTo, add, takeBack, faults: more } of edits) {
        advance(made, ranTo, () => false)
        actions = [...(takeBack ? actions.slice(1) : actions), ...add].map((one, at) => ({ ...one, id: `a${at + 1}` }))
        faults = [...(takeBack ? faults.slice(1) : faults), ...more].map((one, at) => ({ ...one, id: `f${at + 1}` }))
        expect(change(made, shop(seed, mode, actions, faults))).not.toHaveProperty('refused')
      }
      expect(all(made)).toEqual(all(begin(shop(seed, mode, actions, faults))))
    }),
    { numRuns: 15, seed: 20_261_121 },
  )
}, 60_000)

test('what is ahead of the run is taken up without winding back', () => {
  const made = begin(shop(1, 'strict', []))
  advance(made, sec(20), () => false)
  const written = made.trace.written
  const later = shop(1, 'strict', [{ id: 'a1', atSec: 30, on: 'n3', do: 'set', config: { reserved: 1 } }])
  expect(change(made, later)).toEqual({ at: sec(30), rows: undefined })
  expect(made.trace.written).toBe(written)
  expect(all(made)).toEqual(all(begin(later)))
})

test('a change that cannot be is refused, and the run goes on as it was', () => {
  const drawing = shop(1, 'strict', [])
  const made = begin(drawing)
  advance(made, sec(20), () => false)
  const answer = change(made, shop(1, 'strict', [{ id: 'a1', atSec: 10, on: 'n3', do: 'set', config: { memoryMb: 7 } }]))
  expect(answer).toMatchObject({ refused: [{ level: 'error', on: 'a1', field: 'memoryMb' }] })
  expect(all(made)).toEqual(all(begin(drawing)))
})

test('many checkpoints, with metrics in a few of them only, still leads back to any instant', () => {
  const long = (actions: readonly Action[]): Drawing => {
    const drawing = shop(3, 'strict', actions)
    return { ...drawing, scenario: { ...drawing.scenario, forSec: 900 } }
  }
  const made = begin(long([]))
  advance(made, sec(900), () => false)
  let actions: Action[] = []
  for (const atSec of [810.5, 334.5, 40]) {
    actions = [...actions, { id: `a${atSec}`, atSec, on: 'n3', do: 'set', config: { ioMs: atSec } }]
    expect((change(made, long(actions)) as { at: number }).at).toBe(sec(atSec))
    advance(made, sec(900), () => false)
  }
  expect(all(made)).toEqual(all(begin(long(actions))))
}, 60_000)

const web = (seed: number, mode: 'strict' | 'realistic', actions: readonly Action[]): Drawing =>
  sketch({ seed, mode, forSec: FOR_SEC, actions }, (book) => {
    book.add('client', 'people', { pattern: 'poisson', rps: 6, forMs: 0 })
    book.add('httpApi', 'api')
    book.add('lambda', 'shop', { ioMs: 150, versions: [{ number: 1, settings: '{"ioMs":40}' }] })
    book.add('sns', 'orders', { settlesSec: 2 })
    book.add('sqs', 'jobs')
    book.add('lambda', 'work', { ioMs: 90 })
    book.add('eventbridge', 'default')
    book.add('sqs', 'events')
    book.add('s3', 'photos')
    book.add('alb', 'balancer')
    book.wire('people', 'api')
    book.wire('api', 'shop')
    book.wire('shop', 'orders')
    book.wire('orders', 'jobs')
    book.wire('jobs', 'work')
    book.wire('work', 'default')
    book.wire('default', 'events')
    book.wire('default', 'work', { config: { trigger: 'schedule', schedule: 'rate(1 minute)', rule: 'tick' } })
    book.wire('people', 'photos')
    book.wire('photos', 'work', { port: 'notifications' })
    book.wire('people', 'balancer')
    book.wire('balancer', 'shop')
  })

const rewired = fc.oneof(
  fc.record({ on: fc.constant('w2'), config: fc.constantFrom({ path: '/todos' }, { qualifier: '1' }, { rate: 2, burst: 1 }, { timeoutMs: 60 }) }),
  fc.record({ on: fc.constant('w4'), config: fc.constantFrom({ filterPolicy: '{"store":["north"]}' }, { filterPolicy: '' }, { permission: false }, { raw: true }) }),
  fc.record({ on: fc.constant('w5'), config: fc.constantFrom({ enabled: false }, { enabled: true, batchSize: 2 }, { filters: [{ pattern: '{"body":["x"]}' }] }) }),
  fc.record({ on: fc.constant('w7'), config: fc.constantFrom({ pattern: '{"source":["nobody"]}' }, { input: 'constant' }, { enabled: false }) }),
  fc.record({ on: fc.constant('w8'), config: fc.constantFrom({ enabled: false }, { schedule: 'rate(2 minutes)' }, { input: 'constant' }) }),
  fc.record({ on: fc.constant('w10'), config: fc.constantFrom({ prefix: 'uploads/' }, { suffix: '.png' }, { events: [{ type: 's3:ObjectRemoved:*' }] }) }),
  fc.record({ on: fc.constant('w12'), config: fc.constantFrom({ path: '/never', priority: 1 }, { healthCheck: true, intervalSec: 5, checkTimeoutSec: 2 }, { weight: 0 }) }),
)

test('wires that change in mid-run, looks at payloads that begin there and all, are those of the scenario it ends with', () => {
  const line = fc.tuple(rewired, fc.integer({ min: 0, max: FOR_SEC * 1_000 })).map(([one, ms]) => ({ ...one, id: 'a', do: 'set', atSec: ms / 1_000 }))
  const step = fc.record({ ranTo: fc.integer({ min: 0, max: FOR_SEC * 1_000_000 }), add: fc.array(line, { minLength: 1, maxLength: 3 }), takeBack: fc.boolean() })
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom('strict' as const, 'realistic' as const), fc.array(step, { minLength: 1, maxLength: 3 }), (seed, mode, steps) => {
      let actions: readonly Action[] = []
      const made = begin(web(seed, mode, actions))
      for (const { ranTo, add, takeBack } of steps) {
        advance(made, ranTo, () => false)
        actions = [...(takeBack ? actions.slice(1) : actions), ...add].map((one, at) => ({ ...one, id: `a${at + 1}` }) as Action)
        expect(change(made, web(seed, mode, actions))).not.toHaveProperty('refused')
      }
      expect(all(made)).toEqual(all(begin(web(seed, mode, actions))))
    }),
    { numRuns: 15, seed: 20_261_121 },
  )
}, 60_000)

test('SBX-01 code that comes in mid-run runs from there on; to a run that began without any it cannot come any more', () => {
  const draw = (actions: readonly Action[]): Drawing => sketch({ forSec: 10, actions }, (book) => {
    book.add('client', 'people', { rps: 1 })
    book.add('lambda', 'greet', { init: 'constant', initMs: 0, response: '"model"' })
    book.wire('people', 'greet')
  })
  const later = draw([{ id: 'a1', atSec: 5.5, on: 'n2', do: 'set', config: { code: 'export const handler = async () => console.log("hi")' } }])
  const begun = begin(draw([]))
  advance(begun, sec(5), () => false)
  expect(change(begun, later)).toMatchObject({ refused: [{ text: 'Code comes where there was none when the run began. Run it again from the beginning.' }] })
  const texts: string[] = []
  const made = simulation(plan(later), () => {}, { hosts: newHost, onText: (text) => texts.push(text) })
  advance(made, sec(10), () => false)
  // Requests at 6, 7, 8 and 9 s.
  expect(texts.filter((text) => text.includes('hi'))).toHaveLength(4)
})
