/** The cost of one message through each service of the catalogue, in events of a bare kernel; functions stand behind as sinks. */
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
import { pairs } from './rounds.ts'
import { bareHeap } from './yardsticks.ts'

const PER_SEC = 1_000
const PENDING = 100
/** A good answer for doors and for a job of S3; others do not look. */
const ANSWER = { statusCode: 200, results: [{ resultCode: 'Succeeded' }] }

/** Takes everything in, answers, and forgets it. */
const drain = defineService({
  id: 'drain', title: 'Drain', group: 'Operations', category: 'neutral', role: () => 'function', limit: '', help: '', config: {}, ports: [], summary: () => '',
  arn: (name) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`, naming: { pattern: /./, text: '', stem: 'drain' },
  behaviour: {
    timers: [],
    state: () => ({}),
    accept(node, message) {
      const event = node.messages.way[message] === WAY_EVENT
      node.answer(message, 200, 0, event ? undefined : ANSWER)
      if (event) node.end(message, O.succeeded)
    },
  },
})
const all = [...services, drain] as readonly Service[]

interface Scene {
  readonly draw: (book: Sketchbook) => void
  /** Seconds of the run for so many messages. */
  readonly spans?: (messages: number) => number
}

const sink = (book: Sketchbook, name = 'sink'): void => { book.add('drain', name) }
const clients = (book: Sketchbook, to: string): void => {
  book.add('client', 'load', { rps: PER_SEC, forMs: 0 })
  book.wire('load', to)
}
/** Client, service, sink. */
const through = (service: string, config: object = {}): Scene => ({
  draw(book) {
    book.add(service, 'middle', { ...config })
    clients(book, 'middle')
    sink(book)
    book.wire('middle', 'sink')
  },
})
/** Client, source, a function that polls it. */
const polled = (service: string, config: object = {}): Scene => ({
  draw(book) {
    book.add(service, 'source', { ...config })
    clients(book, 'source')
    book.add('lambda', 'work', { ioMs: 10 })
    book.wire('source', 'work')
  },
})
/** A source that acts by itself. */
const source = (service: string): Scene => ({
  draw(book) {
    book.add(service, 'source', { perMinute: 60 * PER_SEC, forSec: 0 })
    sink(book)
    book.wire('source', 'sink')
  },
})

const SCENES: { readonly [service: string]: Scene } = {
  client: { draw: (book) => { sink(book); clients(book, 'sink') } },
  httpApi: through('httpApi'), restApi: through('restApi'), websocketApi: through('websocketApi'), functionUrl: through('functionUrl'), alb: through('alb'),
  sns: through('sns'), eventbridge: through('eventbridge'), s3: through('s3'),
  lambda: { draw: (book) => { book.add('lambda', 'work', { ioMs: 10 }); clients(book, 'work') } },
  sqs: polled('sqs'), kinesis: polled('kinesis', { shards: 4 }), dynamodb: polled('dynamodb', { stream: 'NEW_IMAGE' }),
  scheduler: {
    draw(book) {
      book.add('scheduler', 'plan')
      sink(book)
      book.wire('plan', 'sink', { config: { expression: 'rate(1 minute)' } })
    },
    spans: (messages) => messages * 60,
  },
  logs: {
    draw(book) {
      book.add('lambda', 'work', { ioMs: 10 })
      clients(book, 'work')
      book.add('logs', 'lines')
      book.wire('work', 'lines')
      sink(book)
      book.wire('lines', 'sink')
    },
  },
  alarm: {
    draw(book) {
      book.add('lambda', 'work', { ioMs: 10, errorRate: 1 })
      clients(book, 'work')
      book.add('alarm', 'errors')
      sink(book)
      book.wire('errors', 'sink')
    },
  },
  s3Batch: {
    draw(book) {
      book.add('s3Batch', 'job', { objects: PER_SEC * 10 })
      sink(book)
      book.wire('job', 'sink')
    },
    spans: () => 60,
  },
  cloudfront: {
    draw(book) {
      book.add('cloudfront', 'cdn')
      clients(book, 'cdn')
      book.add('s3', 'site')
      book.wire('cdn', 'site', { port: 'origins' })
    },
  },
}
for (const one of ['ses', 'iot', 'codecommit', 'codepipeline', 'customResource', 'configRule', 'lex', 'alexa', 'cognito']) (SCENES as { [service: string]: Scene })[one] = source(one)

/** Those that no message passes: they are asked by another. */
export const ASKED: readonly string[] = ['cloudfrontFunction', 'keyValueStore']

export function eachService(messages: number): { readonly id: string; readonly title: string; readonly run: () => Run }[] {
  return services.flatMap(({ id, title }) => {
    const scene = SCENES[id]
    if (!scene) return []
    const plan = makePlan(sketch({ services: all, forSec: scene.spans?.(messages) ?? messages / PER_SEC, seed: 82 }, scene.draw), all)
    return [{
      id, title,
      run() {
        const trace: TraceWriter = new TraceWriter({ onBlock: (block) => trace.recycle(block.buffer) })
        const run = new Run(plan, { trace, metrics: new MetricStore() })
        run.advance(run.end)
        return run
      },
    }]
  })
}

export function eachServiceFigures(rounds: number): Figure[] {
  const messages = PER_SEC * 10
  return eachService(messages).map(({ title, run }) => {
    const found = pairs(rounds, () => (bareHeap(PENDING, messages), messages), () => (run(), messages))
    return { name: `one message: ${title}`, unit: 'messages/s', ours: found.other, yardstick: { name: 'bare kernel events/s', value: found.ours }, ratio: found.ratio, better: 'less' }
  })
}
