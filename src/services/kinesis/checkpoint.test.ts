/** Streams, tables, alarms, log groups and light sources: a run that goes on from a checkpoint ends as one that never stopped. */
import { expect, test } from 'vitest'
import { sec } from '../../base/units.ts'
import { makePlan } from '../../engine/plan.ts'
import { Run } from '../../engine/run.ts'
import { sketch } from '../../testkit/simulate.ts'
import { MetricStore } from '../../trace/metrics.ts'
import { TraceWriter } from '../../trace/writer.ts'
import { services } from '../catalogue.ts'

test('STM-09 STM-11 STM-13 a checkpoint holds all that streams, tables, alarms and log groups know', () => {
  const drawing = sketch({ mode: 'realistic', seed: 11, forSec: 240 }, (book) => {
    book.add('client', 'site', { pattern: 'poisson', rps: 20, forMs: 0, body: '{"key":"{{rand 1 9}}","id":"{{rand 1 50}}","ends":{{rand 1767225600 1767225700}}}' })
    book.add('kinesis', 'clicks', { shards: 2 })
    book.add('lambda', 'reader', { errorRate: 20 })
    book.add('dynamodb', 'shop', { ttl: 'ends', sortKey: 'key', billing: 'provisioned', writeUnits: 10, autoScaling: true, globalIndexes: [{ name: 'byKey', partitionKey: 'key', partitionType: 'S', sortKey: 'ends', sortType: 'N', projection: 'ALL', include: '', readUnits: 5, writeUnits: 10 }] })
    book.add('lambda', 'changes')
    book.add('logs', 'group')
    book.add('lambda', 'lines')
    book.add('alarm', 'watch', { resource: 'reader', statistic: 'p90', metric: 'Duration', threshold: 50, period: '10' })
    book.add('lambda', 'ops')
    book.add('cognito', 'users', { forSec: 0, perMinute: 60 })
    book.add('lambda', 'signUp')
    book.wire('site', 'clicks')
    book.wire('site', 'shop')
    book.wire('clicks', 'reader', { config: { maxRetries: 2 } })
    book.wire('shop', 'changes')
    book.wire('reader', 'group')
    book.wire('group', 'lines', { config: { filterPattern: 'ERROR' } })
    book.wire('watch', 'ops')
    book.wire('users', 'signUp')
    book.at(60, 'clicks', 'split', { shard: 0 })
  })
  const plan = makePlan(drawing, services)
  const begin = () => new Run(plan, { trace: new TraceWriter({ onBlock: () => undefined }), metrics: new MetricStore() })
  const straight = begin()
  straight.advance(straight.end)
  const broken = begin()
  broken.advance(sec(90))
  const saved = broken.checkpoint()
  broken.advance(sec(200))
  broken.restore(saved)
  broken.advance(broken.end)
  expect(broken.world.outcomes).toEqual(straight.world.outcomes)
  expect(broken.world.messages.created).toBe(straight.world.messages.created)
  for (const [index, node] of straight.nodes.entries()) expect(broken.nodes[index]!.state, node.name).toEqual(node.state)
  expect(straight.world.messages.created).toBeGreaterThan(9_000)
})
