/** Whether requests ride or go the general way changes nothing but the time it takes: row by row, number by number. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Drawing } from '../../drawing/drawing.ts'
import { services } from '../../services/catalogue.ts'
import type { Service } from '../../contract/service.ts'
import { ridesTheSame, seldom } from '../../testkit/ridden.ts'
import { sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { makePlan } from '../plan.ts'

const FOR_SEC = 130

const source = fc.record({
  pattern: seldom('poisson', 'constant', 'burst', 'ramp', 'wave', 'steps', 'spike', 'closed'),
  rps: fc.constantFrom(0.5, 8, 40, 90), burstSize: fc.integer({ min: 1, max: 60 }), burstEveryMs: fc.constantFrom(270, 900), swing: fc.constantFrom(0, 20),
  rampFrom: fc.constantFrom(0, 30), rampTo: fc.constantFrom(0, 60), forMs: seldom(0, 90_000), startAtMs: seldom(0, 12_345),
  timeoutMs: seldom(30_000, 40, 1_000), retry: seldom('none', 'fixed', 'sdk'), body: seldom('', '{}'),
  invocation: seldom('RequestResponse', 'Event'), to: fc.nat({ max: 2 }),
})
const work = fc.record({
  duration: seldom('exponential', 'constant', 'logNormal'), ioMs: fc.constantFrom(0, 3, 120, 900), cpuMs: seldom(0, 20),
  timeoutSec: fc.constantFrom(1, 2, 900), reserved: seldom<number | null>(null, 0, 1, 7, 30), idleEndSec: seldom<number | null>(600, null, 2),
  errorRate: seldom(0, 5), init: fc.constantFrom('constant', 'exponential'), initMs: fc.constantFrom(0, 400), failFirst: seldom(0, 3),
})
const change = fc.record({ atSec: fc.integer({ min: 1, max: FOR_SEC }), of: fc.nat({ max: 9 }), what: fc.nat({ max: 4 }) })
const cases = fc.record({
  seed: fc.nat(), mode: seldom<'strict' | 'realistic'>('strict', 'realistic'),
  sources: fc.array(source, { minLength: 1, maxLength: 3 }), works: fc.array(work, { minLength: 1, maxLength: 2 }), changes: fc.array(change, { maxLength: 3 }),
  concurrency: seldom(1_000, 112), queue: seldom(false, true),
})
type Case = typeof cases extends fc.Arbitrary<infer C> ? C : never

const CHANGES = [{ ioMs: 250 }, { reserved: 3 }, { errorRate: 20 }, { timeoutSec: 3 }, { idleEndSec: 5 }]

function drawingOf({ seed, mode, sources, works, changes, concurrency, queue }: Case): Drawing {
  return sketch({ seed, mode, forSec: FOR_SEC, quotas: { lambdaConcurrency: concurrency } }, (book: Sketchbook) => {
    works.forEach((config, i) => { book.add('lambda', `work-${i}`, config) })
    sources.forEach(({ to, ...config }, i) => {
      book.add('client', `load-${i}`, { ...config, users: 4 })
      book.wire(`load-${i}`, `work-${to % works.length}`)
    })
    if (queue) {
      book.add('client', 'events', { pattern: 'constant', rps: 2, forMs: 0 })
      book.add('sqs', 'jobs')
      book.wire('events', 'jobs')
      book.wire('jobs', 'work-0')
    }
    for (const { atSec, of, what } of changes) {
      if (of < works.length * 2) book.at(atSec, `work-${of % works.length}`, 'set', CHANGES[what]!)
      else book.at(atSec, `load-${of % sources.length}`, 'send', { times: 3 })
    }
  })
}

test('any sources and functions: the same rows and the same numbers, ridden or not, in one piece or in slices', () => {
  let carried = 0
  fc.assert(
    fc.property(cases, fc.constantFrom(97, 2_500), (one, slice) => {
      const plan = makePlan(drawingOf(one), services as readonly Service[])
      fc.pre(plan.findings.every(({ level }) => level !== 'error'))
      carried += ridesTheSame(plan, slice)
    }),
    { numRuns: Number(process.env.RUNS ?? 16), seed: Number(process.env.SEED ?? 11) },
  )
  expect(carried).toBeGreaterThan(20_000)
}, 120_000)

// At a constant rate a request comes at the very beginning of each second.
test.each(['poisson', 'constant'])('a function full at times, with one source (%s): what is in flight there goes higher than its concurrency', (pattern) => {
  const plan = makePlan(sketch({ seed: 5, mode: 'strict', forSec: FOR_SEC }, (book: Sketchbook) => {
    book.add('lambda', 'work', { duration: 'exponential', ioMs: 120, reserved: 12, initMs: 0 })
    book.add('client', 'load', { pattern, rps: 100, forMs: 0, retry: 'none' })
    book.wire('load', 'work')
  }), services as readonly Service[])
  expect(ridesTheSame(plan, 2_500)).toBeGreaterThan(20_000)
})
