/** What comes in may be absurd: it is refused in words, or runs as it must. Nothing crashes, nothing hangs. */
import { expect, test } from 'vitest'
import { sec } from '../base/units.ts'
import { shelfOf } from '../drawing/catalogue.ts'
import { readDrawing } from '../drawing/check.ts'
import { EMPTY_DRAWING, EMPTY_SCENARIO, type Drawing, type Wire } from '../drawing/drawing.ts'
import { checkValue } from '../drawing/field-check.ts'
import type { Field, Schema } from '../drawing/fields.ts'
import { services } from '../services/catalogue.ts'
import { simulate, sketch, type Sketchbook } from '../testkit/simulate.ts'
import { MetricStore } from '../trace/metrics.ts'
import { TraceWriter } from '../trace/writer.ts'
import { parseArguments, settle } from '../worker/sim-options.ts'
import { makePlan } from './plan.ts'
import { Run } from './run.ts'

const shelf = shelfOf(services)
const node = (id: string, service: string, config = {}) => ({ id, service, name: id, x: 0, y: 0, config })
const wire = (from: string, port: string, to: string, kind: Wire['kind']): Wire => ({ id: 'w1', from, port, to, kind, config: {} })
const errors = (drawing: Drawing) => makePlan(drawing, services).findings.filter((one) => one.level === 'error')

test('a setting that is negative, fractional, missing or absurd is refused at save in its own words', () => {
  const says = (service: string, config: object) => readDrawing({ ...EMPTY_DRAWING, nodes: [node('order', service, config)] }, shelf).problems.map((one) => one.text)
  expect(says('lambda', { memoryMb: -128 })).toEqual(['order: Memory is 128 to 10,240 MB; -128 is not. The default is used.'])
  expect(says('lambda', { timeoutSec: 1.5 })).toEqual(['order: Timeout is a whole number of s; 1.5 is not. The default is used.'])
  expect(says('lambda', { timeoutSec: null })).toEqual(['order: Timeout is 1 to 900 s. The default is used.'])
  expect(says('lambda', { reserved: 1e300 })).toHaveLength(1)
  expect(says('lambda', { reserved: 'many' })).toEqual(['order: Reserved concurrency is 0 to 100,000, or empty. The default is used.'])
  expect(says('lambda', { versions: [{ number: 0 }] })).toEqual(['order: Published versions, row 1: Version is 1 to 1,000,000; 0 is not. The default is used.'])
  expect(says('lambda', { versions: [{ number: 1, colour: 'red' }] })).toEqual(['order: Published versions, row 1: there is no column "colour"; it was left out.'])
  expect(says('lambda', { versions: [{ number: 1 }] })).toEqual([])
  expect(says('sqs', { visibilityTimeoutSec: 43_201 })).toEqual(['order: Visibility timeout is 0 to 43,200 s; 43,201 is not. The default is used.'])
  expect(says('client', { rps: 20_001 })).toEqual(['order: Requests is 0 to 20,000 /s; 20,001 is not. The default is used.'])
})

test('no number of any service takes what is not a number in its range', () => {
  const absurd = [Number.NaN, Number.POSITIVE_INFINITY, -1e-9, -1, 1e18, '5', true, {}, [], undefined]
  const numbers = (schema: Schema): Field[] => Object.values(schema).flatMap((field) => (field.kind === 'list' ? numbers(field.row) : field.kind === 'number' ? [field] : []))
  const all = services.flatMap((service) => [...numbers(service.config), ...service.ports.flatMap((port) => ('config' in port ? numbers(port.config) : []))])
  expect(all.length).toBeGreaterThan(60)
  for (const field of all) for (const value of absurd) expect(checkValue(field, value), field.label).toMatch(new RegExp(`^${field.label} is `))
})

test('sim says the same words for --set, and knows no node or setting that is not there', () => {
  const drawing = sketch({}, (book) => book.add('lambda', 'order'))
  const says = (...words: string[]) => {
    const options = parseArguments(['drawing.json', ...words])
    return 'refusal' in options ? options : settle(drawing, options)
  }
  expect(says('--set', 'order.memoryMb=-1')).toEqual({ refusal: '--set order.memoryMb: Memory is 128 to 10,240 MB; -1 is not.' })
  expect(says('--set', 'order.memoryMb=')).toEqual({ refusal: '--set order.memoryMb: Memory is 128 to 10,240 MB.' })
  expect(says('--set', 'order.memoryMb=200.5')).toEqual({ refusal: '--set order.memoryMb: Memory is a whole number of MB; 200.5 is not.' })
  expect(says('--set', 'nobody.memoryMb=128')).toEqual({ refusal: '--set: there is no node nobody. There are order.' })
  expect(says('--for', '-5s')).toMatchObject({ refusal: expect.stringContaining('--for is a span') })
  expect(says('--for', '1000000000s')).toMatchObject({ refusal: expect.stringContaining('at most 366 days') })
  expect(says('--seed', '1.5')).toMatchObject({ refusal: expect.stringContaining('--seed is a whole number') })
})

test('a dated change is checked like the setting that it changes', () => {
  const change = (config: object) => errors(sketch({ actions: [{ id: 'a1', atSec: 5, on: 'n1', do: 'set', config: { ...config } }] }, (book) => book.add('lambda', 'order')))
  expect(change({ ioMs: 20, reserved: null })).toEqual([])
  expect(change({ ioMs: -20 })).toEqual([{
    rule: 'GEN-02', level: 'error', on: 'a1', field: 'ioMs',
    text: 'At 5 s order is to change: Waiting time is 0 to 900,000 ms; -20 is not. Mend the action; the run does not start otherwise.',
  }])
  expect(change({ memoryMb: 64 }).map((one) => one.rule)).toEqual(['LAM-MEM-01'])
  expect(change({ colour: 'red' }).map((one) => one.text)).toEqual(['At 5 s order is to change: order has no setting "colour". Mend the action; the run does not start otherwise.'])
})

test('a dated line that can do nothing is said before the run, which starts all the same', () => {
  const drawing = sketch({ actions: [{ id: 'a1', atSec: 5, on: 'n1', do: 'send', config: {} }, { id: 'a2', atSec: 6, on: 'w1', do: 'purge', config: {} }, { id: 'a3', atSec: 7, on: 'n2', do: 'deploy', config: {} }] }, (book) => {
    book.add('httpApi', 'api')
    book.add('lambda', 'work')
    book.wire('api', 'work')
  })
  expect(makePlan(drawing, services).findings.filter(({ on }) => on?.startsWith('a')).map(({ on, level, text }) => [on, level, text])).toEqual([
    ['a1', 'warning', 'At 5 s api is told to "send", which it does not understand. Nothing happens then.'],
    ['a2', 'warning', 'At 6 s a wire is told to "purge", which it does not understand. Nothing happens then.'],
  ])
})

test('a quota that no account could have keeps the run from starting; one that nobody knows is ignored, and said', () => {
  const says = (quotas: Drawing['scenario']['quotas']) => makePlan({ ...EMPTY_DRAWING, scenario: { ...EMPTY_SCENARIO, quotas } }, services).findings.map(({ level, text }) => `${level}: ${text}`)
  expect(says({ lambdaConcurrency: 5_000, lambdaUnreservedFloor: 0 })).toEqual([])
  expect(says({ lambdaConcurrency: 0 })).toEqual(['error: The quota "Lambda concurrent executions in a Region" is set to 0. Set a whole number from 1 to 100,000; no account has such a one.'])
  expect(says({ sqsInFlight: 120_001, sqsPollersStart: 1.5 })).toHaveLength(2)
  expect(says({ lambdaConcurency: 5 })).toEqual(['warning: The scenario sets a quota called "lambdaConcurency", which there is not. Mend the name; it is ignored otherwise.'])
})

test('an impossible drawing is a finding on the wire', () => {
  const nodes = [node('fn', 'lambda'), node('queue', 'sqs'), node('other', 'sqs'), node('load', 'client')]
  const says = (one: Wire) => errors({ ...EMPTY_DRAWING, nodes, wires: [one], scenario: EMPTY_SCENARIO }).map(({ on, text }) => `${on}: ${text}`)
  expect(says(wire('load', 'out', 'fn', 'sync'))).toEqual([])
  // Polls without a queue: nothing there, a node that has nothing to poll, a queue that would poll another.
  expect(says(wire('gone', 'poll', 'fn', 'poll'))).toEqual(['w1: The wire to fn comes from nothing. Delete it, or draw it to a node that is there; nothing could travel along it.'])
  expect(says(wire('load', 'poll', 'fn', 'poll'))).toEqual(['w1: load has no port "poll". Draw the wire again.'])
  expect(says(wire('queue', 'poll', 'other', 'poll'))).toEqual(['w1: AWS has no connection from the "Consumers" of queue to other.'])
  // A dead-letter queue that is nowhere, and one that is none.
  expect(says(wire('queue', 'deadLetter', 'gone', 'failure'))).toEqual(['w1: The wire from "deadLetter" of queue leads to nothing. Delete it, or draw it to a node that is there; nothing could travel along it.'])
  expect(says(wire('queue', 'deadLetter', 'fn', 'failure'))).toEqual(['w1: AWS has no connection from the "Dead-letter queue" of queue to fn.'])
  expect(says(wire('a', 'b', 'c', 'sync'))).toHaveLength(1)
})

test('a service that nobody knows takes no part, and neither do its wires', () => {
  const drawing = { ...EMPTY_DRAWING, nodes: [node('new', 'quantumQueue'), node('fn', 'lambda')], wires: [wire('new', 'poll', 'fn', 'poll')] }
  const plan = makePlan(drawing, services)
  expect(plan.findings.map(({ level, on }) => [level, on])).toEqual([['warning', 'new']])
  expect([plan.nodes.length, plan.wires.length]).toEqual([1, 0])
})

const load = (client: object, fn: object = {}) => (drawing: Sketchbook) => {
  drawing.add('client', 'load', { forMs: 0, ...client })
  drawing.add('lambda', 'fn', { ioMs: 20, ...fn })
  drawing.wire('load', 'fn')
}

test('no requests a second are none, in every pattern', () => {
  for (const client of [{ rps: 0 }, { pattern: 'poisson', rps: 0 }, { pattern: 'ramp', rampFrom: 0, rampTo: 0 }, { pattern: 'spike', rps: 0, spikeRps: 0 }, { pattern: 'manual' }]) {
    const run = simulate({ forSec: 86_400 }, load(client))
    expect([run.metric('load', 'Sent').sum, run.waiting(), run.rows.length]).toEqual([0, 0, 0])
    expect(run.run.now).toBe(sec(86_400))
  }
})

test('a reserved concurrency of 0 refuses everything, and nothing waits', () => {
  const run = simulate({ forSec: 10 }, load({ rps: 10, forMs: 10_000 }, { reserved: 0 }))
  expect([run.metric('fn', 'Throttles').sum, run.metric('fn', 'Invocations').sum, run.metric('load', '4xx').sum, run.waiting()]).toEqual([100, 0, 100, 0])
})

const begin = (forSec: number, draw: (drawing: Sketchbook) => void) => {
  const metrics = new MetricStore()
  const run = new Run(makePlan(sketch({ forSec }, draw), services), { trace: new TraceWriter(), metrics })
  return { run, sum: (name: string, metric: string) => metrics.summary(metrics.find(run.nodes.findIndex((one) => one.name === name), metric), run.now).sum }
}

test('a run of a billion seconds starts, advances in slices, and stops wherever it is told', () => {
  const { run, sum } = begin(1e9, load({ rps: 5 }))
  expect(run.end).toBe(1e15)
  expect(run.advance(run.end, 1_000)).toBe(false)
  expect(run.now).toBeLessThan(sec(200))
  expect(run.advance(sec(300))).toBe(true)
  expect([run.now, sum('load', 'Sent'), sum('fn', 'Invocations')]).toEqual([sec(300), 1_501, 1_500])
  expect(run.advance(run.end, 10)).toBe(false)
})

test('a billion quiet seconds are over at once, and what happens at their end is measured', () => {
  const { run, sum } = begin(1e9, (drawing) => {
    load({ pattern: 'manual' })(drawing)
    drawing.at(0, 'load', 'send')
    drawing.at(999_999_999, 'load', 'send', { times: 3 })
  })
  expect(run.advance(run.end, 1_000)).toBe(true)
  expect([run.now, sum('fn', 'Invocations'), sum('fn', 'ColdStarts')]).toEqual([1e15, 4, 4])
  expect(sum('fn', 'ConcurrentExecutions')).toBeCloseTo(0.08, 9)
})

test('20,000 requests a second: the account lets 10,000 a second in and refuses the others', () => {
  const { run, sum } = begin(5, load({ rps: 20_000, forMs: 3_000 }))
  expect(run.advance(run.end)).toBe(true)
  expect(['Invocations', 'Throttles', 'Errors'].map((name) => sum('fn', name))).toEqual([30_000, 30_000, 0])
  expect(sum('fn', 'ConcurrentExecutions')).toBeCloseTo(30_000 * 0.02, 6)
  expect(run.world.messages.alive).toBe(0)
})
