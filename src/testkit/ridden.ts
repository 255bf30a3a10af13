/** A run by the express against the same run in the general way (engine/express.ts). */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { Plan } from '../engine/plan.ts'
import { Run } from '../engine/run.ts'
import { MetricStore } from '../trace/metrics.ts'
import { TraceWriter } from '../trace/writer.ts'
import { writesTheSameFrom } from './halfway.ts'

/** Mostly as the express likes it. */
export const seldom = <T>(usual: T, ...others: T[]) => fc.oneof({ arbitrary: fc.constant(usual), weight: 6 }, { arbitrary: fc.constantFrom(...others), weight: 1 })

function begin(plan: Plan, express: 'never' | 'always') {
  const trace = new TraceWriter({ digest: true })
  const metrics = new MetricStore()
  const run = new Run(plan, { trace, metrics, express })
  return { trace, metrics, run }
}
type Begun = ReturnType<typeof begin>

function story({ trace, metrics, run }: Begun) {
  const { world, now } = run
  const seconds = Math.ceil(now / 1e6) + 1
  return {
    digest: trace.digest(), fired: world.timers.fired, given: world.timers.given, pending: world.timers.pending, next: world.timers.next(),
    alive: world.messages.alive, created: world.messages.created, outcomes: [...world.outcomes],
    measured: metrics.places.map(({ metric }, slot) => ({
      name: metric.name, summary: metrics.summary(slot, now), each: (['sum', 'min', 'max', 'count'] as const).map((one) => [...metrics.series(slot, 0, seconds, 1, one, now)].join()),
      minutes: [...metrics.series(slot, 0, 180, 60, 'p95', now)].join(),
    })),
  }
}

/** Row by row and number by number: in one piece, in slices, and from a checkpoint half way. How many timers were ridden past. */
export function ridesTheSame(plan: Plan, slice: number): number {
  const plain = begin(plan, 'never')
  plain.run.advance(plain.run.end)
  const whole = story(plain)
  const ridden = begin(plan, 'always')
  ridden.run.advance(ridden.run.end)
  expect(story(ridden)).toEqual(whole)
  const sliced = begin(plan, 'always')
  while (!sliced.run.advance(sliced.run.end, slice));
  expect(story(sliced)).toEqual(whole)
  writesTheSameFrom(() => begin(plan, 'always'), Math.floor(plain.run.end / 2))
  return ridden.run.express?.carried ?? 0
}
