import { beforeEach, expect, test } from 'vitest'
import type { Drawing } from '../drawing/drawing.ts'
import { K, RECORD_NAMES } from '../trace/records.ts'
import { recordDrawing } from '../testkit/record.ts'
import { sketch, type Settings, type Sketchbook } from '../testkit/simulate.ts'
import { open, present, undo } from './drawing.ts'
import { applyFix, type BadRow, demandOf, type Fix, fixed, fixesFor, sayFix } from './fixes.ts'

/** The first row of this kind, what would prevent it, and how many such rows are left after each. */
function fixesOf(drawing: Drawing, name: (typeof RECORD_NAMES)[number]): { fixes: Fix[]; words: string[]; left: number[] } {
  open(drawing)
  const { recording } = recordDrawing(drawing)
  const row = find(drawing, name)
  const fixes = fixesFor(recording, row!)
  const words = fixes.map((fix) => {
    const { where, before, after } = sayFix(fix)
    return `${where}: ${before} → ${after}`
  })
  return { fixes, words, left: fixes.map((fix) => count(fixed(drawing, fix), name)) }
}
function find(drawing: Drawing, name: string): BadRow | undefined {
  let found: BadRow | undefined
  recordDrawing(drawing).recording.keep.scan(0, Number.MAX_SAFE_INTEGER, ({ kind, place, a, b }, row) => {
    if (!found && RECORD_NAMES[kind[row]!] === name) found = { kind: kind[row]!, place: place[row]!, a: a[row]!, b: b[row]! }
  })
  return found
}
function count(drawing: Drawing, name: string): number {
  let times = 0
  recordDrawing(drawing).recording.keep.scan(0, Number.MAX_SAFE_INTEGER, ({ kind }, row) => { if (RECORD_NAMES[kind[row]!] === name) times++ })
  return times
}
const drawn = (settings: Settings, draw: (book: Sketchbook) => void): Drawing => ({ ...sketch({ forSec: 20, ...settings }, draw), name: 'x' })
beforeEach(() => open(drawn({}, () => {})))

test('LAM-RC-01 a reservation that is full: what the peak needs prevents every throttle, and so does the pool', () => {
  const crowd = drawn({}, (book) => {
    book.add('client', 'shop', { pattern: 'burst', burstSize: 20, burstEveryMs: 1_000, forMs: 5_000 })
    book.add('lambda', 'quote', { reserved: 4, ioMs: 300, init: 'constant', initMs: 0 })
    book.wire('shop', 'quote')
  })
  const { words, left } = fixesOf(crowd, 'throttled')
  expect(words).toEqual(['quote, Reserved concurrency: 4 → 20', 'quote, Reserved concurrency: 4 → none'])
  expect(left).toEqual([0, 0])
  expect(demandOf(recordDrawing(crowd).recording, 1)).toBe(20)
})

test('LAM-ERR-02 a timeout: more time lets the handler return', () => {
  const slow = drawn({}, (book) => {
    book.add('client', 'shop', { rps: 1, forMs: 3_000 })
    book.add('lambda', 'report', { timeoutSec: 1, ioMs: 4_000, init: 'constant', initMs: 0 })
    book.wire('shop', 'report')
  })
  const { words, left } = fixesOf(slow, 'timedOut')
  expect(words).toEqual(['report, Timeout: 1 s → 13 s'])
  expect(left).toEqual([0])
})

test('LAM-ERR-03 out of memory: more memory lets it live', () => {
  const { words, left } = fixesOf(drawn({}, (book) => {
    book.add('client', 'shop', { rps: 1, forMs: 2_000 })
    book.add('lambda', 'resize', { memoryMb: 256, usedMb: 400 })
    book.wire('shop', 'resize')
  }), 'crashed')
  expect(words).toEqual(['resize, Memory: 256 MB → 704 MB'])
  expect(left).toEqual([0])
})

test('SQS-01 a dead letter: mending the consumer prevents it, more receives and more time do what they can', () => {
  const { words, left } = fixesOf(drawn({ forSec: 300 }, (book) => {
    book.add('sqs', 'orders', { visibilityTimeoutSec: 10 })
    book.add('lambda', 'charge', { errorRate: 100, ioMs: 100, init: 'constant', initMs: 0 })
    book.add('sqs', 'dead')
    book.wire('orders', 'charge')
    book.wire('orders', 'dead', { port: 'deadLetter' })
    book.at(1, 'orders', 'send', { body: '{}' })
  }), 'deadLettered')
  expect(words).toEqual(['charge, Error rate: 100 % → 0 %', 'orders, Visibility timeout: 10 s → 18 s', 'orders, Receives before dead-letter: 3 → 5'])
  expect(left[0]).toBe(0)
})

test('LAM-ASYNC-03 an event that would be lost: a queue keeps it, drawn and wired in one step that undo takes back', () => {
  const lost = drawn({ forSec: 400 }, (book) => {
    book.add('client', 'shop', { rps: 1, forMs: 1, invocation: 'Event' })
    book.add('lambda', 'resize', { errorRate: 100, maxRetries: 1 })
    book.wire('shop', 'resize')
  })
  const { fixes, words, left } = fixesOf(lost, 'dropped')
  expect(words).toEqual(['resize, Error rate: 100 % → 0 %', 'resize, Async retries: 1 → 2', 'resize, On failure: nothing → a new SQS queue'])
  expect(left).toEqual([0, 1, 0])
  applyFix(fixes[2]!)
  expect(present().nodes.map(({ service }) => service)).toEqual(['client', 'lambda', 'sqs'])
  expect(present().wires.at(-1)).toMatchObject({ from: 'n2', port: 'onFailure', to: 'n3', kind: 'failure' })
  undo()
  expect(present()).toEqual(lost)
})

test('API-03 an API that lets too few in: without its own limit all come through', () => {
  const { words, left } = fixesOf(drawn({}, (book) => {
    book.add('client', 'shop', { rps: 20, forMs: 4_000 })
    book.add('httpApi', 'api', { defaultRate: 5, defaultBurst: 5 })
    book.add('lambda', 'quote', { ioMs: 50 })
    book.wire('shop', 'api')
    book.wire('api', 'quote')
  }), 'throttled')
  expect(words[0]).toBe('api, Rate of each route: 5 /s → none')
  expect(words[1]).toBe('api, Rate of each route: 5 /s → 10 /s')
  expect(left[0]).toBe(0)
})

test('DDB-02 a table short of units: on demand it takes what comes', () => {
  const { words, left } = fixesOf(drawn({}, (book) => {
    book.add('client', 'shop', { rps: 50, forMs: 4_000 })
    book.add('httpApi', 'api')
    book.add('lambda', 'save', { ioMs: 10 })
    book.add('dynamodb', 'items', { billing: 'provisioned', writeUnits: 1, burst: false })
    book.wire('shop', 'api')
    book.wire('api', 'save')
    book.wire('save', 'items')
  }), 'throttled')
  expect(words).toEqual(['items, Capacity: Provisioned → On demand', 'items, Write units: 1 → 2'])
  expect(left[0]).toBe(0)
})

test('EB-06 what a bus cannot hand over for want of a statement: the statement, or a queue that keeps it', () => {
  const { words, left } = fixesOf(drawn({ forSec: 60 }, (book) => {
    book.add('client', 'shop', { rps: 1, forMs: 2_000 })
    book.add('eventbridge', 'bus')
    book.add('lambda', 'bill')
    book.wire('shop', 'bus')
    book.wire('bus', 'bill', { port: 'targets', config: { permission: false } })
  }), 'dropped')
  expect(words).toEqual(['bus, Permission: false → true', 'bus, Dead-letter queue: nothing → a new SQS queue'])
  expect(left).toEqual([0, 0])
})

test('what stands on a wire, or is mended by now, has no fix', () => {
  const calm = drawn({}, (book) => {
    book.add('client', 'shop', { rps: 1 })
    book.add('lambda', 'quote')
    book.wire('shop', 'quote')
  })
  open(calm)
  const { recording } = recordDrawing(calm)
  expect(fixesFor(recording, { kind: K.refusal, place: 0, a: 0, b: 429 })).toEqual([])
  expect(fixesFor(recording, { kind: K.failed, place: 1, a: 0, b: 0 })).toEqual([])
})
