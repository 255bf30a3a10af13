import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sec } from '../base/units.ts'
import type { Service } from '../contract/service.ts'
import type { Drawing } from '../drawing/drawing.ts'
import { services as all } from '../services/catalogue.ts'
import { writesTheSameFrom } from '../testkit/halfway.ts'
import { runDrawing, sketch, type Sketchbook } from '../testkit/simulate.ts'
import { MetricStore } from '../trace/metrics.ts'
import { TraceWriter } from '../trace/writer.ts'
import { makePlan, type Plan } from './plan.ts'
import { Run } from './run.ts'

const FOR_SEC = 20
/** Few enough that bursts are throttled; 100 of them stay unreserved. */
const ACCOUNT = 115

/** A client, what it calls, and what lies behind that. */
const line = fc.record({
  to: fc.constantFrom('function', 'event', 'api', 'queue'),
  client: fc.record({
    pattern: fc.constantFrom('constant', 'poisson', 'burst'),
    rps: fc.integer({ min: 1, max: 25 }), burstSize: fc.integer({ min: 1, max: 150 }), burstEveryMs: fc.constantFrom(700, 5_000),
    timeoutMs: fc.constantFrom(90, 500, 30_000), retry: fc.constantFrom('none', 'fixed', 'sdk'), forMs: fc.constantFrom(0, 12_000),
  }),
  handler: fc.record({
    duration: fc.constantFrom('constant', 'exponential', 'uniform'), ioMs: fc.integer({ min: 0, max: 900 }), errorRate: fc.constantFrom(0, 20),
    timeoutSec: fc.constantFrom(1, 2), reserved: fc.constantFrom(null, 0, 1, 5), idleEndSec: fc.constantFrom(null, 3),
    failure: fc.constantFrom('exception', 'exit', 'timeout'),
  }),
  queue: fc.record({ visibilityTimeoutSec: fc.constantFrom(3, 12), delaySec: fc.constantFrom(0, 3) }),
  batchSize: fc.integer({ min: 1, max: 10 }),
})
type Line = typeof line extends fc.Arbitrary<infer L> ? L : never

const cases = fc.record({
  seed: fc.nat(), mode: fc.constantFrom('strict' as const, 'realistic' as const),
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
})
type Case = typeof cases extends fc.Arbitrary<infer C> ? C : never

function drawLine(book: Sketchbook, { to, client, handler, queue, batchSize }: Line, at: number): void {
  book.add('client', `client-${at}`, { ...client, invocation: to === 'event' ? 'Event' : 'RequestResponse' })
  book.add('lambda', `work-${at}`, handler)
  if (to === 'function' || to === 'event') book.wire(`client-${at}`, `work-${at}`)
  if (to === 'api') {
    book.add('httpApi', `api-${at}`)
    book.wire(`client-${at}`, `api-${at}`)
    book.wire(`api-${at}`, `work-${at}`)
  }
  if (to === 'queue') {
    book.add('sqs', `jobs-${at}`, queue)
    book.add('sqs', `dead-${at}`)
    book.wire(`client-${at}`, `jobs-${at}`)
    book.wire(`jobs-${at}`, `work-${at}`, { config: { batchSize } })
    book.wire(`jobs-${at}`, `dead-${at}`)
  }
}

const drawingOf = ({ seed, mode, lines }: Case, more: (book: Sketchbook) => void = () => {}): Drawing =>
  sketch({ seed, mode, forSec: FOR_SEC, quotas: { lambdaConcurrency: ACCOUNT } }, (book) => {
    lines.forEach((one, at) => drawLine(book, one, at))
    more(book)
  })

const planOf = (drawing: Drawing): Plan => makePlan(drawing, all as readonly Service[])

function begin(plan: Plan) {
  const trace = new TraceWriter({ digest: true })
  return { trace, run: new Run(plan, { trace, metrics: new MetricStore() }) }
}

function digestOf(drawing: Drawing): string {
  const { run, trace } = begin(planOf(drawing))
  run.advance(run.end)
  return trace.digest()
}

const SLOW = 60_000
const always = (check: (one: Case) => void, numRuns = 10): void => fc.assert(fc.property(cases, check), { numRuns, seed: 20_261_121 })

test('the same seed gives the same trace, in however small steps it is run', () => {
  always((one) => {
    const drawing = drawingOf(one)
    const { run, trace } = begin(planOf(drawing))
    while (!run.advance(run.end, 101));
    expect(trace.digest()).toBe(digestOf(drawing))
  })
}, SLOW)

test('from a checkpoint a run goes on as if it had never stopped', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 0, max: FOR_SEC * 1_000_000 }), (one, instant) => {
      const plan = planOf(drawingOf(one))
      const { restored, saved } = writesTheSameFrom(() => begin(plan), instant)
      // A copy is used as often as one likes.
      restored.run.restore(saved)
      expect(restored.run.now).toBe(saved.timers.now)
    }),
    { numRuns: 12, seed: 20_261_121 },
  )
}, SLOW)

test('every message ends in exactly one state, or waits', () => {
  always((one) => {
    const { run } = begin(planOf(drawingOf(one)))
    for (let at = 5; at <= FOR_SEC; at += 5) {
      run.advance(sec(at))
      const { messages, outcomes } = run.world
      expect(outcomes.reduce((sum, times) => sum + times, 0) + messages.alive).toBe(messages.created)
    }
  })
}, SLOW)

const ENDS = ['finished', 'failed', 'timedOut', 'crashed']

test('time never runs back, and no limit of concurrency is exceeded', () => {
  always((one) => {
    const { run, rows } = runDrawing(drawingOf(one))
    const functions = run.nodes.filter((node) => node.plan.drawn.service === 'lambda')
    const busy = new Map<string, Set<number>>(functions.map((node) => [node.name, new Set()]))
    let last = 0
    for (const { at, kind, place, b: environment } of rows) {
      expect(at).toBeGreaterThanOrEqual(last)
      last = at
      const own = busy.get(place)
      if (!own) continue
      if (kind === 'started') {
        expect(own.has(environment)).toBe(false)
        own.add(environment)
        const { reserved } = functions.find((node) => node.name === place)!.config as { reserved: number | null }
        if (reserved !== null) expect(own.size).toBeLessThanOrEqual(reserved)
        expect([...busy.values()].reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(ACCOUNT)
      } else if (ENDS.includes(kind)) own.delete(environment)
    }
  })
}, SLOW)

test('a node without wires changes no row elsewhere', () => {
  always((one) => {
    const more = drawingOf(one, (book) => {
      book.add('lambda', 'alone')
      book.add('sqs', 'empty')
      book.add('client', 'idle', { pattern: 'poisson', rps: 50 })
    })
    expect(digestOf(more)).toBe(digestOf(drawingOf(one)))
  })
}, SLOW)
