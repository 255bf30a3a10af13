import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Service } from '../../contract/service.ts'
import { makePlan } from '../../engine/plan.ts'
import { Run } from '../../engine/run.ts'
import { sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { MetricStore } from '../../trace/metrics.ts'
import { TraceWriter } from '../../trace/writer.ts'
import { services as all } from '../catalogue.ts'
import type { FunctionState } from './state.ts'

const LIMIT = 12

const client = fc.record({
  pattern: fc.constantFrom('poisson', 'burst', 'closed'), rps: fc.integer({ min: 1, max: 40 }), burstSize: fc.integer({ min: 1, max: 20 }),
  burstEveryMs: fc.constantFrom(700, 1_000, 3_000), users: fc.integer({ min: 1, max: 8 }), thinkMs: fc.integer({ min: 50, max: 500 }),
  invocation: fc.constantFrom('RequestResponse', 'Event'), retry: fc.constantFrom('none', 'fixed', 'sdk'), timeoutMs: fc.constantFrom(200, 30_000), forMs: fc.constant(8_000),
})
const fn = fc.record({
  ioMs: fc.integer({ min: 0, max: 900 }), duration: fc.constantFrom('constant', 'exponential'), timeoutSec: fc.integer({ min: 1, max: 2 }), errorRate: fc.constantFrom(0, 0, 30),
  failure: fc.constantFrom('exception', 'timeout', 'memory', 'exit', 'marshal', 'neverSettles'), init: fc.constant('constant'), initMs: fc.constantFrom(0, 300, 11_000),
  initFailure: fc.constantFrom('none', 'none', 'import'), reserved: fc.constantFrom(null, null, 0, 2, 4), idleEndSec: fc.integer({ min: 1, max: 10 }),
  tmpMb: fc.constantFrom(0, 100), leakMb: fc.constantFrom(0, 25), maxAgeSec: fc.constant(60), extensions: fc.constantFrom('none', 'internal'),
})
const change = fc.record({ atSec: fc.integer({ min: 0, max: 12 }), on: fc.integer({ min: 0, max: 2 }), set: fc.constantFrom({ reserved: null }, { reserved: 0 }, { reserved: 2 }, { memoryMb: 512 }, { ioMs: 10 }) })
/** Functions 0, 1 and 2; each may call those after it. */
const story = fc.record({
  clients: fc.array(client, { minLength: 3, maxLength: 3 }), fns: fc.array(fn, { minLength: 3, maxLength: 3 }),
  calls: fc.subarray([[0, 1], [0, 2], [1, 2]] as const), changes: fc.array(change, { maxLength: 4 }), seed: fc.integer({ min: 0, max: 1_000 }), mode: fc.constantFrom('strict' as const, 'realistic' as const),
})
type Story = typeof story extends fc.Arbitrary<infer S> ? S : never

function tell({ clients, fns, calls, changes, seed, mode }: Story, withChanges = true): { run: Run; states: () => FunctionState[]; trace: TraceWriter } {
  const draw = (drawing: Sketchbook) => {
    clients.forEach((one, index) => drawing.add('client', `client ${index}`, one))
    fns.forEach((one, index) => drawing.add('lambda', `f${index}`, one))
    clients.forEach((_, index) => drawing.wire(`client ${index}`, `f${index}`))
    for (const [from, to] of calls) drawing.wire(`f${from}`, `f${to}`)
    if (withChanges) for (const one of changes) drawing.at(one.atSec, `f${one.on}`, 'set', one.set)
  }
  const plan = makePlan(sketch({ seed, mode, forSec: 900, quotas: { lambdaConcurrency: LIMIT, lambdaUnreservedFloor: 0 } }, draw), all as readonly Service[])
  const trace = new TraceWriter({ digest: true })
  const run = new Run(plan, { trace, metrics: new MetricStore() })
  return { run, trace, states: () => run.nodes.filter((node) => node.name.startsWith('f')).map((node) => node.state as FunctionState) }
}
/** No reservation is refused. */
const valid = ({ fns, changes }: Story) => fns.reduce((sum, one) => sum + (one.reserved ?? 0), 0) + 2 * changes.length <= 10

test('LAM-CON-02 LAM-RC-01 no limit of the account or of a function is ever exceeded', () => {
  fc.assert(fc.property(story.filter(valid), (one) => {
    const { run, states } = tell(one, false)
    const reserved = one.fns.map((f) => f.reserved)
    const claimed = reserved.reduce<number>((sum, r) => sum + (r ?? 0), 0)
    const functions = states()
    while (!run.advance(run.end, 1)) {
      let shared = 0
      functions.forEach(({ inFlight }, index) => {
        const own = reserved[index]!
        if (inFlight > (own ?? LIMIT - claimed)) throw new Error(`f${index} runs ${inFlight} at ${run.now}`)
        if (own === null) shared += inFlight
      })
      if (shared > LIMIT - claimed || functions[0]!.account.inFlight !== shared) throw new Error(`the pool runs ${shared} at ${run.now}`)
    }
  }), { numRuns: 25 })
})

test('LAM-LC-02 when all is over nothing is in flight, no environment is left, and every message has ended', () => {
  fc.assert(fc.property(story.filter(valid), (one) => {
    const { run, states } = tell(one)
    run.advance(run.end)
    for (const state of states()) expect([state.inFlight, state.environments.alive, state.environments.idleCount]).toEqual([0, 0, 0])
    const { account } = states()[0]!
    expect(account.inFlight).toBe(0)
    expect(account.claimed).toBe(run.nodes.reduce((sum, node) => sum + ((node.config as { reserved?: number | null }).reserved ?? 0), 0))
    expect(run.world.messages.alive).toBe(0)
  }), { numRuns: 60 })
})

test('a run that is taken up again from a copy of its state goes on as it would have', () => {
  fc.assert(fc.property(story.filter(valid), fc.integer({ min: 0, max: 15_000_000 }), (one, at) => {
    const whole = tell(one)
    whole.run.advance(whole.run.end)
    const { run, states } = tell(one)
    run.advance(at)
    const saved = run.checkpoint()
    run.advance(run.end)
    run.restore(saved)
    run.advance(run.end)
    expect(run.world.outcomes).toEqual(whole.run.world.outcomes)
    expect(run.world.timers.fired).toBe(whole.run.world.timers.fired)
    expect(states().map((state) => state.invocations)).toEqual(whole.states().map((state) => state.invocations))
  }), { numRuns: 25 })
})
