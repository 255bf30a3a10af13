import { expect, test } from 'vitest'
import { makePlan } from './plan.ts'
import { services } from '../services/catalogue.ts'
import { record } from '../testkit/record.ts'
import { sketch } from '../testkit/simulate.ts'
import { MetricStore } from '../trace/metrics.ts'
import { K } from '../trace/records.ts'
import { TraceWriter } from '../trace/writer.ts'
import { Run } from './run.ts'

test('LAM-ESM-04 the batch size of a mapping, changed in mid-run, holds from that instant on', () => {
  const run = record({ forSec: 20, actions: [{ id: 'a9', atSec: 8, on: 'w1', do: 'set', config: { batchSize: 2 } }] }, (book) => {
    book.add('sqs', 'jobs')
    book.add('lambda', 'work', { ioMs: 10, init: 'constant', initMs: 0 })
    book.wire('jobs', 'work', { config: { batchSize: 10 } })
    book.at(2, 'jobs', 'send', { body: '{}', times: 10 })
    book.at(10, 'jobs', 'send', { body: '{}', times: 10 })
  })
  const batches = (from: number, to: number): number[] => {
    const sizes: number[] = []
    run.keep.scan(from * 1e6, to * 1e6, ({ kind, b }, row) => { if (kind[row] === K.batch) sizes.push(b[row]!) })
    return sizes
  }
  expect(Math.max(...batches(0, 8))).toBeGreaterThan(2)
  expect(new Set(batches(10, 20))).toEqual(new Set([2]))
})

test('what cannot change in mid-run is refused with its place, and nothing runs', () => {
  const drawing = sketch({ actions: [{ id: 'a1', atSec: 3, on: 'w1', do: 'set', config: { permission: false } }, { id: 'a2', atSec: 4, on: 'w1', do: 'set', config: { batchSize: 0 } }] }, (book) => {
    book.add('sqs', 'jobs')
    book.add('lambda', 'work')
    book.wire('jobs', 'work')
  })
  const errors = makePlan(drawing, services).findings.filter(({ level }) => level === 'error').map(({ text }) => text)
  expect(errors).toHaveLength(2)
  expect(errors[0]).toContain('At 3 s the wire from jobs to work is to change: its setting "permission" cannot change in mid-run.')
})

test('a run that begins after another of the same plan ended begins with the settings of the beginning', () => {
  const plan = makePlan(sketch({ forSec: 300, actions: [{ id: 'a1', atSec: 150, on: 'w1', do: 'set', config: { enabled: false } }] }, (book) => {
    book.add('scheduler', 'clock')
    book.add('lambda', 'work')
    book.wire('clock', 'work', { config: { expression: 'rate(1 minute)' } })
  }), services)
  const digest = (): string => {
    const trace = new TraceWriter({ digest: true })
    const run = new Run(plan, { trace, metrics: new MetricStore() })
    run.advance(run.end)
    return trace.digest()
  }
  expect(digest()).toBe(digest())
})
