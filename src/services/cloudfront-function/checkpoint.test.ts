/** Functions at the edge: a run that goes on from a checkpoint ends as one that never stopped, whatever was under way. */
import { expect, test } from 'vitest'
import { sec } from '../../base/units.ts'
import { makePlan } from '../../engine/plan.ts'
import { Run } from '../../engine/run.ts'
import { newHost } from '../../testkit/guest.ts'
import { sketch } from '../../testkit/simulate.ts'
import { MetricStore } from '../../trace/metrics.ts'
import { TraceWriter } from '../../trace/writer.ts'
import { services } from '../catalogue.ts'

const CODE = `import cf from 'cloudfront';
async function handler(event) {
  const kvs = cf.kvs();
  const mode = await kvs.get('mode');
  if (await kvs.exists(event.request.uri)) { return { statusCode: 302, headers: { location: { value: mode } } }; }
  if (Math.random() < 0.1) { throw new Error('unlucky'); }
  event.request.headers['x-at'] = { value: mode + Date.now() };
  return event.request;
}`

test('GEN-01 CFF-01 LAE-03 a checkpoint holds all that functions at the edge and their stores know', () => {
  const plan = makePlan(sketch({ mode: 'realistic', seed: 3, forSec: 60, quotas: { lambdaConcurrency: 110 } }, (book) => {
    book.add('client', 'viewers', { pattern: 'poisson', rps: 6, forMs: 0, countries: 'DE 3, US 1, JP 1' })
    book.add('cloudfront', 'cdn', { cachePolicy: 'CachingDisabled' })
    book.add('s3', 'site')
    book.add('cloudfrontFunction', 'guard', { code: CODE })
    book.add('keyValueStore', 'values', { pairs: 'mode=one\n/b=1' })
    book.add('lambda', 'origin', { versions: [{ number: 1, settings: '' }], ioMs: 80, duration: 'exponential', errorRate: 10, response: '{"status":"200"}', idleEndSec: 5 })
    book.wire('viewers', 'cdn', { config: { path: '/{{pick a,b,c}}' } })
    book.wire('cdn', 'site', { port: 'origins' })
    book.wire('cdn', 'guard', { port: 'viewer-request' })
    book.wire('guard', 'values')
    book.wire('cdn', 'origin', { port: 'origin-request', config: { qualifier: '1' } })
    book.at(18, 'values', 'put', { key: 'mode', value: 'two' })
    book.at(40, 'guard', 'set', { code: CODE.replace('0.1', '0.3') })
  }), services)
  const begin = () => new Run(plan, { trace: new TraceWriter({ onBlock: () => undefined }), metrics: new MetricStore(), host: newHost() })
  const ends = (run: Run) => JSON.stringify([run.world.messages.created, run.world.messages.alive, [...run.world.outcomes], run.nodes.map(({ state }) => (state as { pairs?: Map<string, string> }).pairs?.get('mode') ?? (state as { environments?: { made: number } }).environments?.made)])
  const straight = begin()
  straight.advance(straight.end)
  for (const atSec of [19.0003, 33.3331]) {
    const broken = begin()
    broken.advance(sec(atSec))
    const saved = broken.checkpoint()
    broken.advance(sec(50))
    broken.restore(saved)
    broken.advance(broken.end)
    expect(ends(broken)).toBe(ends(straight))
  }
  expect(straight.world.messages.created).toBeGreaterThan(1_200)
})
