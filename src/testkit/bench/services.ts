/** What one message costs on its way through a service, in events of a bare kernel: how many of those fit into its time. */
import { WAY_EVENT } from '../../contract/messages.ts'
import { defineService, type Service } from '../../contract/service.ts'
import { O } from '../../contract/trace.ts'
import { makePlan } from '../../engine/plan.ts'
import { Run } from '../../engine/run.ts'
import { services } from '../../services/catalogue.ts'
import { MetricStore } from '../../trace/metrics.ts'
import { TraceWriter } from '../../trace/writer.ts'
import { sketch, type Sketchbook } from '../simulate.ts'
import type { Figure } from './figure.ts'
import { pairs, type Work } from './rounds.ts'
import { bareHeap } from './yardsticks.ts'

/** Takes everything in, and forgets it. */
const sink = defineService({
  id: 'sink', title: 'Sink', group: 'Operations', category: 'neutral', role: () => 'function', limit: '', help: '', config: {}, ports: [], summary: () => '',
  arn: (name) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`, naming: { pattern: /./, text: '', stem: 'sink' },
  behaviour: {
    timers: [],
    state: () => ({}),
    accept(node, message) {
      const event = node.messages.way[message] === WAY_EVENT
      node.answer(message, 200)
      if (event) node.end(message, O.succeeded)
    },
  },
})
const all = [...services, sink] as readonly Service[]

const PER_SEC = 1_000
const PENDING = 100

/** Client, service, sink; `config` is that of the wire between the last two. */
const through = (service: string, wire: object, body: string, forSec: number): Work => played(forSec, (book) => {
  book.add('client', 'load', { rps: PER_SEC, forMs: 0, body })
  book.add(service, 'middle')
  book.add('sink', 'sink')
  book.wire('load', 'middle')
  book.wire('middle', 'sink', { config: { ...wire } })
})

/** A distribution with a function on the way in and one on the way out: nine of ten requests are hits. */
const distribution = (forSec: number): Work => played(forSec, (book) => {
  book.add('client', 'viewers', { rps: PER_SEC, forMs: 0 })
  book.add('cloudfront', 'cdn')
  book.add('s3', 'site')
  book.wire('viewers', 'cdn', { config: { path: '/{{rand 1 9}}/{{rand 1 300}}' } })
  book.wire('cdn', 'site', { port: 'origins' })
  for (const stage of ['viewer-request', 'viewer-response']) {
    book.add('lambda', stage, { ioMs: 2, versions: [{ number: 1, settings: '' }] })
    book.wire('cdn', stage, { port: stage, config: { qualifier: '1' } })
  }
})

function played(forSec: number, draw: (book: Sketchbook) => void): Work {
  const plan = makePlan(sketch({ services: all, forSec, seed: 81 }, draw), all)
  return () => {
    const trace: TraceWriter = new TraceWriter({ onBlock: (block) => trace.recycle(block.buffer) })
    const run = new Run(plan, { trace, metrics: new MetricStore() })
    run.advance(run.end)
    return forSec * PER_SEC
  }
}

const WAYS: readonly (readonly [name: string, service: string, wire: object, body: string])[] = [
  ['SNS', 'sns', {}, ''],
  ['SNS with a filter', 'sns', { filterScope: 'MessageBody', filterPolicy: '{"total": [{"numeric": [">", 10]}]}' }, '{"id": {{seq}}, "total": 20}'],
  ['EventBridge', 'eventbridge', { pattern: '{"detail": {"total": [{"numeric": [">", 10]}]}}' }, '{"id": {{seq}}, "total": 20}'],
  ['S3', 's3', {}, ''],
]

export function serviceFigures(rounds: number, forSec: number): Figure[] {
  const works: [name: string, work: Work][] = WAYS.map(([name, service, wire, body]) => [name, through(service, wire, body, forSec)])
  works.push(['CloudFront and two functions', distribution(forSec)])
  return works.map(([name, work]) => {
    const events = forSec * PER_SEC
    const found = pairs(rounds, () => (bareHeap(PENDING, events), events), work)
    return { name: `a message through ${name}`, unit: 'messages/s', ours: found.other, yardstick: { name: 'bare kernel events/s', value: found.ours }, ratio: found.ratio, better: 'less' }
  })
}
