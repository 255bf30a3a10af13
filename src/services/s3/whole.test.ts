/** Buckets, topics, buses and schedules together: what has to hold for all of them. */
import { expect, test } from 'vitest'
import { makePlan } from '../../engine/plan.ts'
import { Run } from '../../engine/run.ts'
import { writesTheSameFrom } from '../../testkit/halfway.ts'
import { sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { MetricStore } from '../../trace/metrics.ts'
import { TraceWriter } from '../../trace/writer.ts'
import { services } from '../catalogue.ts'

const FOR_SEC = 60
function draw(book: Sketchbook): void {
  book.add('client', 'shop', { pattern: 'poisson', rps: 4, body: '{"id": {{seq}}, "total": {{rand 50 150}}}' })
  book.add('s3', 'photos', { versioning: 'enabled' })
  book.add('eventbridge', 'default', { archives: [{ name: 'all', pattern: '', retentionDays: 1 }] })
  book.add('sns', 'uploads')
  book.add('sns', 'orders.fifo', { type: 'fifo' })
  book.add('sqs', 'orders-in.fifo', { type: 'fifo', visibilityTimeoutSec: 30 })
  book.add('sqs', 'thumbs')
  book.add('sqs', 'dead')
  for (const name of ['thumb', 'large', 'order', 'nightly']) book.add('lambda', name, { ioMs: 80, errorRate: 5 })
  book.add('scheduler', 'jobs')
  book.wire('shop', 'photos')
  book.wire('shop', 'default')
  book.wire('shop', 'orders.fifo')
  book.wire('photos', 'uploads')
  book.wire('photos', 'default', { port: 'eventBridge' })
  book.wire('uploads', 'thumbs')
  book.wire('thumbs', 'thumb')
  book.wire('uploads', 'large', { config: { permission: false } })
  book.wire('uploads', 'dead', { port: 'deadLetter' })
  book.wire('default', 'large', { config: { pattern: '{"detail": {"total": [{"numeric": [">", 100]}]}}' } })
  book.wire('orders.fifo', 'orders-in.fifo')
  book.wire('orders-in.fifo', 'order', { config: { batchSize: 3 } })
  book.wire('jobs', 'nightly', { config: { expression: 'rate(1 minute)', windowMin: 1 } })
  book.at(40, 'default', 'replay', { fromSec: 10, toSec: 20 })
  book.at(45, 'photos', 'set', { versioning: 'off' })
  book.at(50, 'uploads', 'set', { encryption: 'awsManaged' })
  book.at(55, 'default', 'set', { archives: [] })
}
const planOf = (seed: number) => makePlan(sketch({ mode: 'realistic', seed, forSec: FOR_SEC }, draw), services)
function begin(plan: ReturnType<typeof planOf>, peeks = false) {
  const trace = new TraceWriter({ digest: true })
  return { trace, run: new Run(plan, { trace, metrics: new MetricStore(), peeks }) }
}

test('GEN-01 from a checkpoint a run goes on as if it had never stopped, whatever is under way then', () => {
  for (const [seed, atSec] of [[1, 0.5], [2, 12], [3, 31.4], [4, 40.005], [5, 52], [6, 56]] as const) {
    const plan = planOf(seed)
    writesTheSameFrom(() => begin(plan), atSec * 1e6)
  }
})

test('GEN-01 the same seed gives the same trace, in however small steps it is run; another gives another', () => {
  const digest = (seed: number, steps: number) => {
    const { run, trace } = begin(planOf(seed))
    while (!run.advance(run.end, steps));
    return trace.digest()
  }
  expect(digest(7, 13)).toBe(digest(7, Number.MAX_SAFE_INTEGER))
  expect(digest(8, 1_000)).not.toBe(digest(7, 1_000))
})

test('SNS-09 whether anybody looks at payloads changes nothing', () => {
  const plain = (book: Sketchbook): void => {
    book.add('client', 'shop', { pattern: 'poisson', rps: 4, sizeBytes: 500 })
    book.add('sns', 'orders')
    book.add('sqs', 'queue')
    book.add('lambda', 'mail')
    book.add('lambda', 'work')
    book.wire('shop', 'orders')
    book.wire('orders', 'queue')
    book.wire('orders', 'mail')
    book.wire('queue', 'work')
  }
  const plan = makePlan(sketch({ mode: 'realistic', seed: 3, forSec: FOR_SEC }, plain), services)
  expect(plan.contents).toBe(false)
  const digest = (peeks: boolean) => {
    const { run, trace } = begin(plan, peeks)
    run.advance(run.end)
    return trace.digest()
  }
  expect(digest(true)).toBe(digest(false))
})

test('GEN-13 no message is lost unseen: what was made is over in one of the known ways, or waits', () => {
  const { run } = begin(planOf(9))
  run.advance(run.end)
  const { messages, outcomes } = run.world
  expect(outcomes.reduce((sum, one) => sum + one, 0) + messages.alive).toBe(messages.created)
})
