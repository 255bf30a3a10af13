/** Where the express pays, it carries nearly everything: otherwise a change elsewhere could leave it standing, and nobody would see. */
import { expect, test } from 'vitest'
import { services } from '../../services/catalogue.ts'
import type { Service } from '../../contract/service.ts'
import type { Drawing } from '../../drawing/drawing.ts'
import { w1, w2, w3 } from '../../testkit/bench/workloads.ts'
import { MetricStore } from '../../trace/metrics.ts'
import { TraceWriter } from '../../trace/writer.ts'
import { makePlan } from '../plan.ts'
import { Run } from '../run.ts'

function share(drawing: Drawing): number {
  const run = new Run(makePlan(drawing, services as readonly Service[]), { trace: new TraceWriter({ muted: true }), metrics: new MetricStore({ muted: true }) })
  run.advance(run.end)
  return run.express!.carried / run.world.timers.fired
}

test.each([['one function', w1(600), 0.95], ['reserved concurrency', w2(600), 0.95], ['queue and batches', w3(100_000), 0.95]] as const)('%s: the express carries it', (_, drawing, least) => {
  expect(share(drawing)).toBeGreaterThan(least)
})
