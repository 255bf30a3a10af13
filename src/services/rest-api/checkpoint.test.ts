import { expect, test } from 'vitest'
import { sec } from '../../base/units.ts'
import { makePlan } from '../../engine/plan.ts'
import { Run } from '../../engine/run.ts'
import { goesTheSameFrom } from '../../testkit/halfway.ts'
import { sketch } from '../../testkit/simulate.ts'
import { MetricStore } from '../../trace/metrics.ts'
import { TraceWriter } from '../../trace/writer.ts'
import { services } from '../catalogue.ts'

test('GEN-01 a run that goes on from a checkpoint ends as it did before, whatever doors stand in it', () => {
  const drawing = sketch({ forSec: 40, mode: 'realistic', seed: 11 }, (book) => {
    book.add('client', 'page', { pattern: 'poisson', rps: 20, forMs: 0, browser: true, body: '{"action":"join"}', headers: [{ name: 'Authorization', value: 'Bearer {{jwt sub=anna}}' }] })
    book.add('restApi', 'rest', { cache: true, cacheTtlSec: 5, corsOrigins: '*', stageRate: 3, stageBurst: 3 })
    book.add('httpApi', 'http', { corsOrigins: '*', corsMethods: '*', corsHeaders: 'authorization,content-type' })
    book.add('websocketApi', 'socket', { closeAfterSec: 7 })
    book.add('functionUrl', 'url')
    book.add('alb', 'alb')
    book.add('lambda', 'f', { response: '{"statusCode":200,"body":"ok"}', errorRate: 10 })
    for (const door of ['rest', 'http', 'socket', 'url', 'alb']) {
      book.wire('page', door, { config: { method: door === 'http' ? 'PUT' : 'GET' } })
      book.wire(door, 'f', { port: 'out', config: door === 'alb' ? { healthCheck: true, intervalSec: 10, checkTimeoutSec: 5 } : door === 'http' ? { authorizer: 'jwt' } : {} })
    }
  })
  const run = new Run(makePlan(drawing, services as never), { trace: new TraceWriter({}), metrics: new MetricStore() })
  const ends = () => JSON.stringify([run.world.messages.created, run.world.messages.alive, [...run.world.outcomes], run.nodes.filter(({ name }) => name !== 'f').map(({ state }) => state)])
  goesTheSameFrom(run, sec(19.5), ends)
  expect(run.world.messages.created).toBeGreaterThan(1_000)
})
