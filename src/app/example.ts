import type { Drawing } from '../drawing/drawing.ts'
import { draw } from '../gallery/entry.ts'

/** Three drawings to begin with, from the simplest to one that misbehaves. */
export interface Example {
  readonly id: string
  readonly title: string
  readonly says: string
  readonly drawing: Drawing
}

export const EXAMPLES: readonly Example[] = [
  {
    id: 'api', title: 'An API on Lambda', says: 'Requests, cold starts and warm environments',
    drawing: draw('An API on Lambda', { forSec: 60 }, [
      ['n1', 'client', 'Storefront', 0, 80, { pattern: 'ramp', rampTo: 60 }],
      ['n2', 'httpApi', 'checkout-api', 260, 80],
      ['n3', 'lambda', 'create-order', 520, 80, { memoryMb: 512, ioMs: 120 }],
    ], [['n1', 'out', 'n2', 'sync'], ['n2', 'out', 'n3', 'sync']]),
  },
  {
    id: 'queue', title: 'Orders through a queue', says: 'A queue takes the peak; what keeps failing is set aside',
    drawing: draw('Orders through a queue', { forSec: 120 }, [
      ['n1', 'client', 'Storefront', 0, 40, { pattern: 'spike', rps: 20, spikeRps: 200 }],
      ['n2', 'httpApi', 'checkout-api', 240, 40],
      ['n3', 'lambda', 'create-order', 480, 40, { memoryMb: 512 }],
      ['n4', 'sqs', 'payments', 720, 40, { visibilityTimeoutSec: 60 }],
      ['n5', 'lambda', 'charge-card', 720, 240, { memoryMb: 1_024, timeoutSec: 10, ioMs: 400, errorRate: 5 }],
      ['n6', 'sqs', 'payments-dlq', 480, 240],
    ], [
      ['n1', 'out', 'n2', 'sync'], ['n2', 'out', 'n3', 'sync'], ['n3', 'calls', 'n4', 'publish'], ['n4', 'poll', 'n5', 'poll'], ['n4', 'deadLetter', 'n6', 'failure'],
    ]),
  },
  {
    id: 'throttle', title: 'A reservation too small', says: 'Why some get 429, and how many environments would do',
    drawing: draw('A reservation too small', { forSec: 60 }, [
      ['n1', 'client', 'Partners', 0, 80, { pattern: 'poisson', rps: 40, retry: 'exponential' }],
      ['n2', 'lambda', 'price-quote', 280, 80, { reserved: 10, ioMs: 300, memoryMb: 256 }],
      ['n3', 'sqs', 'missed', 280, 320],
    ], [['n1', 'out', 'n2', 'sync'], ['n2', 'onFailure', 'n3', 'failure']]),
  },
]
