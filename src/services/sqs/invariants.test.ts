import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deepCopy } from '../../base/copy.ts'
import { sec } from '../../base/units.ts'
import { makePlan } from '../../engine/plan.ts'
import { Run } from '../../engine/run.ts'
import { simulate, sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { MetricStore } from '../../trace/metrics.ts'
import { TraceWriter } from '../../trace/writer.ts'
import { services } from '../catalogue.ts'

/** A queue under all that can go wrong: failures, throttles, a purge, a dead-letter queue, short times. */
const story = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  fifo: fc.boolean(),
  mode: fc.constantFrom('strict' as const, 'realistic' as const),
  visibilityTimeoutSec: fc.integer({ min: 3, max: 40 }),
  delaySec: fc.constantFrom(0, 0, 7),
  retentionSec: fc.constantFrom(60, 345_600),
  errorRate: fc.constantFrom(0, 20, 60),
  reserved: fc.constantFrom(null, 1, 3),
  batchSize: fc.integer({ min: 1, max: 10 }),
  maximumConcurrency: fc.constantFrom(null, 2, 3),
  partialBatch: fc.boolean(),
  dead: fc.boolean(),
  purge: fc.boolean(),
  groups: fc.integer({ min: 1, max: 6 }),
})
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never

const draw = (one: Story) => (drawing: Sketchbook): void => {
  const type = one.fifo ? 'fifo' : 'standard'
  const { visibilityTimeoutSec, delaySec, retentionSec, errorRate, reserved, batchSize, maximumConcurrency, partialBatch } = one
  drawing.add('client', 'shop', { pattern: 'poisson', rps: 10, forMs: 60_000, body: `{"group":"g{{rand 1 ${one.groups}}}","n":{{seq}}}` })
  drawing.add('sqs', 'orders', { type, visibilityTimeoutSec, delaySec, retentionSec, duplicates: 2 })
  drawing.add('lambda', 'charge', { ioMs: 900, timeoutSec: 3, errorRate, reserved })
  drawing.wire('shop', 'orders')
  drawing.wire('orders', 'charge', { config: { batchSize, maximumConcurrency, partialBatch, failItems: '7' } })
  if (one.dead) {
    drawing.add('sqs', 'dead', { type })
    drawing.wire('orders', 'dead', { config: { maxReceiveCount: 2 } })
    drawing.at(70, 'dead', 'redrive', { perSec: 20 })
  }
  if (one.purge) drawing.at(50, 'orders', 'purge')
}

test('STM-07 every message is in one terminal state or waits; what the metrics say adds up', () => {
  fc.assert(fc.property(story, (one) => {
    const run = simulate({ seed: one.seed, mode: one.mode, forSec: 150 }, draw(one))
    const created = run.run.world.messages.created
    const ended = Object.values(run.outcomes()).reduce((sum, times) => sum + times, 0)
    expect(ended + run.waiting()).toBe(created)
    const queue = run.run.nodes.find((node) => node.name === 'orders')!
    const { hidden, groups, visible, ages } = queue.state
    const shown = groups === undefined ? visible.length : groups.visible
    expect(shown + hidden.inFlight + hidden.delayed).toBe(ages.alive)
    expect(run.metric('orders', 'NumberOfMessagesReceived').sum || 0).toBe(run.count('orders', 'leased'))
    if (one.maximumConcurrency !== null) expect(run.metric('charge', 'ConcurrentExecutions').max || 0).toBeLessThanOrEqual(one.maximumConcurrency)
    if (one.reserved !== null) expect(run.metric('charge', 'ConcurrentExecutions').max || 0).toBeLessThanOrEqual(one.reserved)
  }), { numRuns: 15, seed: 7 })
}, 30_000)

test('LAM-FIFO-01 within a group nobody overtakes: a message is first received when all before it are over', () => {
  fc.assert(fc.property(story, (one) => {
    const run = simulate({ seed: one.seed, mode: one.mode, forSec: 120 }, draw({ ...one, fifo: true, groups: 1, delaySec: 0, purge: false, dead: false }))
    const serials = (kind: string, receives: number): number[] =>
      run.rows.filter((row) => row.place === 'orders' && row.kind === kind && row.b === receives).map((row) => row.message)
    const firsts = serials('leased', 1)
    const received = new Set(firsts)
    // In the order in which they came in; some were too old before their turn came.
    expect(firsts).toEqual(serials('visible', 0).filter((serial) => received.has(serial)))
    // While one is in flight, no other receive takes from its group.
    let open = 0
    let since = -1
    for (const row of run.rows) {
      if (row.place !== 'orders') continue
      if (row.kind === 'leased') {
        if (open === 0) since = row.at
        expect(row.at).toBe(since)
        open++
      } else if (row.kind === 'deleted' || (row.kind === 'visible' && row.b > 0) || row.kind === 'expired') open = Math.max(0, open - 1)
    }
  }), { numRuns: 10, seed: 8 })
}, 30_000)

test('STM-07 a run that goes on from a copy of its state ends like one that was never stopped', () => {
  fc.assert(fc.property(story, (one) => {
    const plan = makePlan(sketch({ seed: one.seed, mode: one.mode, forSec: 150 }, draw(one)), services)
    const fresh = (): Run => new Run(plan, { trace: new TraceWriter({ onBlock: () => {} }), metrics: new MetricStore() })
    const whole = fresh()
    whole.advance(sec(150))
    const halves = fresh()
    halves.advance(sec(41))
    const saved = halves.checkpoint()
    halves.advance(sec(90))
    halves.restore(saved)
    halves.advance(sec(150))
    expect(deepCopy(halves.world.outcomes)).toEqual(whole.world.outcomes)
    expect(halves.world.messages.created).toBe(whole.world.messages.created)
    expect(halves.world.timers.fired).toBe(whole.world.timers.fired)
  }), { numRuns: 6, seed: 9 })
}, 30_000)
