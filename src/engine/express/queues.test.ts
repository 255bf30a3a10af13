/** The same of queues: what is sent to them, received in batches, handled or not, and moved to dead-letter queues. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Service } from '../../contract/service.ts'
import type { Drawing } from '../../drawing/drawing.ts'
import { services } from '../../services/catalogue.ts'
import { ridesTheSame, seldom } from '../../testkit/ridden.ts'
import { sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { makePlan } from '../plan.ts'

const FOR_SEC = 120

const source = fc.record({
  pattern: seldom('poisson', 'constant', 'burst', 'ramp', 'spike'), rps: fc.constantFrom(0.5, 8, 60), burstSize: fc.integer({ min: 1, max: 60 }),
  burstEveryMs: fc.constantFrom(270, 900), forMs: fc.constantFrom(0, 50_000, 90_000), startAtMs: seldom(0, 12_345), body: seldom('', '{}'), to: fc.nat({ max: 3 }),
})
const queue = fc.record({
  visibilityTimeoutSec: fc.constantFrom(1, 6, 30), retentionSec: seldom(345_600, 60), delaySec: seldom(0, 3), type: seldom('standard', 'fifo'),
  maxReceiveCount: fc.constantFrom(1, 2, 3), dead: fc.constantFrom('none', 'own', 'read'),
})
const mapping = fc.record({
  batchSize: fc.constantFrom(1, 3, 10), windowSec: seldom(0, 2), maximumConcurrency: seldom<number | null>(null, 2), partialBatch: seldom(false, true),
  enabled: seldom(true, false),
})
const work = fc.record({
  duration: fc.constantFrom('constant', 'exponential'), ioMs: fc.constantFrom(0, 40, 700, 7_000), timeoutSec: fc.constantFrom(1, 5, 900),
  reserved: seldom<number | null>(null, 1, 7), idleEndSec: seldom<number | null>(600, null, 2), errorRate: fc.constantFrom(0, 10, 60),
  failure: seldom('exception', 'exit'), failFirst: seldom(0, 3), initMs: fc.constantFrom(0, 400),
})
const change = fc.record({ atSec: fc.integer({ min: 1, max: FOR_SEC }), what: fc.nat({ max: 6 }) })
const cases = fc.record({
  seed: fc.nat(), sources: fc.array(source, { minLength: 1, maxLength: 3 }), queues: fc.array(queue, { minLength: 1, maxLength: 2 }), mapping, work,
  changes: fc.array(change, { maxLength: 3 }), asked: seldom(false, true), pollersStart: fc.constantFrom(5, 1), inFlight: seldom(120_000, 25),
})
type Case = typeof cases extends fc.Arbitrary<infer C> ? C : never

const CHANGES = [
  ['work', 'set', { ioMs: 250 }], ['work', 'set', { reserved: 3 }], ['work', 'set', { errorRate: 30 }], ['jobs-0', 'set', { visibilityTimeoutSec: 2 }],
  ['jobs-0', 'purge', {}], ['jobs-0', 'send', { times: 25, body: 'by hand' }], ['dead-0', 'redrive', {}],
] as const

function drawingOf({ seed, sources, queues, mapping, work, changes, asked, pollersStart, inFlight }: Case): Drawing {
  return sketch({ seed, forSec: FOR_SEC, quotas: { sqsPollersStart: pollersStart, sqsInFlight: inFlight } }, (book: Sketchbook) => {
    book.add('lambda', 'work', work)
    queues.forEach(({ maxReceiveCount, dead, ...config }, i) => {
      book.add('sqs', `jobs-${i}`, config)
      book.wire(`jobs-${i}`, 'work', { config: { ...mapping, windowSec: config.type === 'fifo' ? 0 : mapping.windowSec } })
      if (dead === 'none') return
      book.add('sqs', `dead-${i}`, { type: config.type })
      book.wire(`jobs-${i}`, `dead-${i}`, { config: { maxReceiveCount } })
      if (dead === 'read') book.wire(`dead-${i}`, 'work')
    })
    sources.forEach(({ to, ...config }, i) => {
      book.add('client', `load-${i}`, config)
      const { dead } = queues[to % queues.length]!
      book.wire(`load-${i}`, to === 3 && dead !== 'none' ? `dead-${to % queues.length}` : `jobs-${to % queues.length}`)
    })
    if (asked) {
      book.add('client', 'asks', { pattern: 'poisson', rps: 5, forMs: 0 })
      book.wire('asks', 'work')
    }
    for (const { atSec, what } of changes) {
      const [on, verb, config] = CHANGES[what]!
      if (on !== 'dead-0' || queues[0]!.dead !== 'none') book.at(atSec, on, verb, config)
    }
  })
}

test('any queues and mappings: the same rows and the same numbers, ridden or not, in one piece or in slices', () => {
  let carried = 0
  fc.assert(
    fc.property(cases, fc.constantFrom(397, 2_500), (one, slice) => {
      const plan = makePlan(drawingOf(one), services as readonly Service[])
      fc.pre(plan.findings.every(({ level }) => level !== 'error'))
      carried += ridesTheSame(plan, slice)
    }),
    { numRuns: Number(process.env.RUNS ?? 8), seed: Number(process.env.SEED ?? 11) },
  )
  expect(carried).toBeGreaterThan(20_000)
}, 120_000)
