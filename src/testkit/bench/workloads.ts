/** The workloads of the benchmark, as drawings. */
import type { Drawing } from '../../drawing/drawing.ts'
import { sketch } from '../simulate.ts'

const TO_THE_END = 0

/** W1: one function, Poisson 100/s, exponential service of mean 0.2 s, cold start of mean 1 s, idle end 600 s. */
export const w1 = (forSec: number): Drawing =>
  sketch({ forSec, seed: 77 }, (drawing) => {
    drawing.add('client', 'load', { pattern: 'poisson', rps: 100, forMs: TO_THE_END })
    drawing.add('lambda', 'work', { duration: 'exponential', ioMs: 200, timeoutSec: 900, init: 'exponential', initMs: 1_000, idleEndSec: 600 })
    drawing.wire('load', 'work')
  })

/** W2: reserved concurrency 20, no cold start. */
export const w2 = (forSec: number): Drawing =>
  sketch({ forSec, seed: 78 }, (drawing) => {
    drawing.add('client', 'load', { pattern: 'poisson', rps: 100, forMs: TO_THE_END })
    drawing.add('lambda', 'work', { duration: 'exponential', ioMs: 200, timeoutSec: 900, reserved: 20, idleEndSec: 600 })
    drawing.wire('load', 'work')
  })

/** W3: messages through a queue, batches of ten, one in ten failing, dead after three receives. */
export const w3 = (messages: number): Drawing =>
  sketch({ forSec: messages / 1_000 + 200, seed: 79 }, (drawing) => {
    drawing.add('client', 'load', { pattern: 'burst', burstSize: 10, burstEveryMs: 10, forMs: messages })
    drawing.add('sqs', 'jobs', { visibilityTimeoutSec: 30 })
    drawing.add('sqs', 'dead')
    drawing.add('lambda', 'work', { ioMs: 100, errorRate: 10 })
    drawing.wire('load', 'jobs')
    drawing.wire('jobs', 'work', { config: { batchSize: 10 } })
    drawing.wire('jobs', 'dead')
  })

/** W4: twenty nodes at 1,000 requests a second, in realistic mode: APIs, functions, queues with dead-letter queues. */
export const w4 = (forSec: number): Drawing =>
  sketch({ forSec, seed: 80, mode: 'realistic' }, (drawing) => {
    for (const shop of ['a', 'b']) {
      drawing.add('client', `users-${shop}`, { pattern: 'poisson', rps: 250, forMs: TO_THE_END })
      drawing.add('httpApi', `api-${shop}`)
      drawing.add('lambda', `order-${shop}`, { duration: 'logNormal', ioMs: 40 })
      drawing.add('client', `events-${shop}`, { pattern: 'poisson', rps: 125, forMs: TO_THE_END, invocation: 'Event' })
      drawing.add('lambda', `notify-${shop}`, { duration: 'logNormal', ioMs: 60, errorRate: 1 })
      drawing.add('client', `jobs-${shop}`, { pattern: 'poisson', rps: 125, forMs: TO_THE_END })
      drawing.add('sqs', `queue-${shop}`)
      drawing.add('sqs', `dead-${shop}`)
      drawing.add('lambda', `worker-${shop}`, { duration: 'exponential', ioMs: 80, errorRate: 2 })
      drawing.add('sqs', `lost-${shop}`)
      drawing.wire(`users-${shop}`, `api-${shop}`)
      drawing.wire(`api-${shop}`, `order-${shop}`)
      drawing.wire(`events-${shop}`, `notify-${shop}`)
      drawing.wire(`notify-${shop}`, `lost-${shop}`, { port: 'onFailure' })
      drawing.wire(`jobs-${shop}`, `queue-${shop}`)
      drawing.wire(`queue-${shop}`, `worker-${shop}`)
      drawing.wire(`queue-${shop}`, `dead-${shop}`)
    }
  })
