import { expect, test } from 'vitest'
import type { Drawing, Fault } from '../drawing/drawing.ts'
import { sketch } from '../testkit/simulate.ts'
import { whyAnew } from './anew.ts'
import { configAt, sayAction, sayFault, twinsOf } from './dated.ts'

const fault = (on: string, kind: string, config: Fault['config'] = {}): Fault => ({ id: 'f1', on, kind, atSec: 2, forSec: 4, config })
const drawn: Drawing = sketch({ faults: [fault('n2', 'errors')] }, (book) => {
  book.add('client', 'people', { rps: 5 })
  book.add('lambda', 'shop', { memoryMb: 256 })
  book.add('lambda', 'stock')
  book.wire('people', 'shop')
  book.at(5, 'shop', 'set', { memoryMb: 512 })
  book.at(3, 'shop', 'set', { memoryMb: 1_024, reserved: 2 })
})
const queued = sketch({}, (book) => {
  book.add('sqs', 'jobs')
  book.add('lambda', 'work')
  book.wire('jobs', 'work')
})
const act = (on: string, verb: string, config = {}) => sayAction({ id: 'a', atSec: 1, on, do: verb, config }, drawn)

test('settings at an instant are the drawn ones and what was changed by then, in order of time', () => {
  const shop = drawn.nodes[1]!
  expect(configAt(drawn, shop, 2_999_999)).toBe(shop.config)
  expect(configAt(drawn, shop, 3_000_000)).toEqual({ memoryMb: 1_024, reserved: 2 })
  expect(configAt(drawn, shop, 60_000_000)).toEqual({ memoryMb: 512, reserved: 2 })
  expect(configAt(drawn, drawn.nodes[0]!, 60_000_000)).toEqual({ rps: 5 })
})

test('what is dated is said in words', () => {
  expect(act('n2', 'set', { memoryMb: 2_048, reserved: null })).toBe('shop: Memory 2,048 MB, Reserved concurrency not set')
  expect(act('n1', 'set', { pattern: 'poisson' })).toBe('people: Pattern Random (Poisson)')
  expect(act('n1', 'send', { times: 1_000 })).toBe('people: 1,000 sent')
  expect(sayAction({ id: 'a', atSec: 1, on: 'w1', do: 'set', config: { batchSize: 5 } }, queued)).toBe('jobs → work: Batch size 5')
  expect(act('n2', 'loseZone')).toBe('shop: a zone lost')
  expect(act('n9', 'conjure')).toBe('n9: conjure')
  const says = (on: string, kind: string, config = {}) => sayFault(fault(on, kind, config), drawn)
  expect(says('n2', 'errors', { rate: 12.5 })).toBe('shop: errors 12.5 % for 4 s')
  expect(says('w1', 'latency', { addMs: 1_500, factor: 3 })).toBe('people → shop: latency × 3 + 1,500 ms for 4 s')
  expect(says('n2', 'poison', { oneIn: 0, text: 'x' })).toBe('shop: poison message, “x” for 4 s')
  expect(says('n2', 'gremlins')).toBe('shop: unknown fault “gremlins” for 4 s')
})

test('dated lines need no other run; all else does, and says why', () => {
  const other = (change: Partial<Drawing>): string | undefined => whyAnew(drawn, { ...drawn, ...change })
  const [people, shop, stock] = drawn.nodes as [Drawing['nodes'][0], Drawing['nodes'][0], Drawing['nodes'][0]]
  expect(other({})).toBeUndefined()
  expect(other({ scenario: { ...drawn.scenario, actions: [], faults: [] } })).toBeUndefined()
  expect(other({ name: 'Else', nodes: [{ ...people, x: 700 }, { ...shop, config: { ...shop.config } }, stock] })).toBeUndefined()
  expect(other({ nodes: [people, shop] })).toBe('There are other nodes than when it began.')
  expect(other({ wires: [] })).toBe('Its wires, or their settings, are not those it began with.')
  expect(other({ nodes: [people, { ...shop, config: {} }, stock] })).toBe('shop was changed from the beginning on.')
  expect(other({ nodes: [people, { ...shop, name: 'store' }, stock] })).toBe('shop has another name now.')
  expect(other({ scenario: { ...drawn.scenario, seed: 8 } })).toBe('Seed, length, mode or limits of the scenario are others.')
})

test('a fault spreads to the nodes of its service that do not have it', () => {
  expect(twinsOf(drawn, drawn.scenario.faults[0]!)).toEqual(['n3'])
  expect(twinsOf({ ...drawn, scenario: { ...drawn.scenario, faults: [fault('n2', 'errors'), fault('n3', 'errors')] } }, fault('n2', 'errors'))).toEqual([])
})

test('SNS-07 a change that AWS takes its time for says so', () => {
  const drawn = sketch({ actions: [{ id: 'a1', atSec: 3, on: 'w1', do: 'set', config: { raw: true } }] }, (book) => {
    book.add('sns', 'orders', { settlesSec: 900 })
    book.add('sqs', 'jobs')
    book.wire('orders', 'jobs')
  })
  expect(sayAction(drawn.scenario.actions[0]!, drawn)).toBe('orders → jobs: Raw message delivery on (holds 900 s later)')
})
