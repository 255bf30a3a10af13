import { expect, test } from 'vitest'
import type { Service } from '../../contract/service.ts'
import { judgeWire } from '../../contract/wiring.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { type Settings, simulate, type Sketchbook } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'
import { sns } from './index.ts'

const services = [...all, keeper] as readonly Service[]
const FIFO = { type: 'fifo' }
const run = (draw: (drawing: Sketchbook) => void, settings: Settings = {}) => simulate({ services, forSec: 900, ...settings }, draw)
const message = (kept: { readonly content: unknown }) => (JSON.parse(kept.content as string) as { readonly Message: string }).Message

test('SNS-01 a FIFO topic hands group and deduplication id on to a FIFO queue, which keeps the order of each group', () => {
  const done = run((drawing) => {
    drawing.add('sns', 'orders.fifo', FIFO)
    drawing.add('sqs', 'billing.fifo', { ...FIFO, visibilityTimeoutSec: 60 })
    drawing.add('lambda', 'bill', { ioMs: 1_000, init: 'constant', reserved: 10 })
    drawing.wire('orders.fifo', 'billing.fifo')
    drawing.wire('billing.fifo', 'bill', { config: { batchSize: 1 } })
    for (const [at, group] of ['a', 'a', 'b'].entries()) drawing.at(at / 10, 'orders.fifo', 'publish', { body: `${at}`, group, deduplication: `${at}` })
  })
  // The second of group a waits until the first is deleted; group b does not.
  expect(done.story('bill', 'started').map((line) => line.split(' ')[0])).toEqual(['0', '0.2', '1'])
})

test('SNS-01 the same deduplication id within five minutes is accepted, and delivered to nobody', () => {
  const done = run((drawing) => {
    drawing.add('sns', 'orders.fifo', FIFO)
    drawing.add('keeper', 'queue', { role: 'fifo' })
    drawing.wire('orders.fifo', 'queue')
    for (const at of [0, 1, 299.9, 300, 301]) drawing.at(at, 'orders.fifo', 'publish', { body: 'a', group: 'g', deduplication: 'one' })
  })
  expect(keptBy(done.run, 'queue').map((one) => one.at)).toEqual([0, 300])
  expect(done.metric('orders.fifo', 'NumberOfMessagesPublished').sum).toBe(5)
  expect(done.outcomes()).toMatchObject({ deduplicated: 3 })
})

test('SNS-01 content-based deduplication takes the hash of the text; scope MessageGroup remembers for each group', () => {
  const delivered = (topic: object) =>
    keptBy(run((drawing) => {
      drawing.add('sns', 'orders.fifo', { ...FIFO, contentDeduplication: true, ...topic })
      drawing.add('keeper', 'queue', { role: 'fifo' })
      drawing.wire('orders.fifo', 'queue')
      for (const [body, group] of [['same', 'a'], ['same', 'b'], ['other', 'a'], ['same', 'a']]) drawing.at(0, 'orders.fifo', 'publish', { body, group })
    }).run, 'queue').map((one) => `${message(one)} ${one.beside!.group}`)
  expect(delivered({})).toEqual(['same a', 'other a'])
  expect(delivered({ throughputScope: 'MessageGroup' })).toEqual(['same a', 'same b', 'other a'])
})

test('SNS-01 300 messages a second of one group, 3,000 of a topic', () => {
  const published = (topic: object, groups: number, each: number) =>
    run((drawing) => {
      drawing.add('sns', 'orders.fifo', { ...FIFO, ...topic })
      drawing.add('keeper', 'queue', { role: 'fifo' })
      drawing.wire('orders.fifo', 'queue')
      for (let group = 0; group < groups; group++) drawing.at(0, 'orders.fifo', 'publish', { body: 'x', group: `g${group}`, times: each })
    }).metric('orders.fifo', 'NumberOfMessagesPublished').sum
  expect(published({}, 1, 301)).toBe(300)
  expect(published({}, 11, 290)).toBe(3_000)
  expect(published({ throughputScope: 'MessageGroup' }, 11, 290)).toBe(3_190)
})

test('SNS-01 what a subscriber cannot take at present holds up its group, and no other', () => {
  const done = run((drawing) => {
    drawing.add('sns', 'orders.fifo', FIFO)
    drawing.add('keeper', 'queue', { role: 'fifo', refuses: true, status: 503, healsAtSec: 1.5 })
    drawing.wire('orders.fifo', 'queue')
    drawing.at(0, 'orders.fifo', 'publish', { body: 'a1', group: 'a' })
    drawing.at(1.2, 'orders.fifo', 'publish', { body: 'a2', group: 'a' })
    drawing.at(1.6, 'orders.fifo', 'publish', { body: 'b1', group: 'b' })
    drawing.at(1.7, 'orders.fifo', 'publish', { body: 'a3', group: 'a' })
  })
  expect(keptBy(done.run, 'queue').map((one) => [one.at, message(one)])).toEqual([[1.6, 'b1'], [2, 'a1'], [2, 'a2'], [2, 'a3']])
})

test('SNS-01 in realistic mode, too, each subscriber gets a group in the order of publishing', () => {
  const done = run((drawing) => {
    drawing.add('sns', 'orders.fifo', FIFO)
    drawing.add('keeper', 'queue', { role: 'fifo' })
    drawing.wire('orders.fifo', 'queue')
    for (let i = 0; i < 40; i++) drawing.at(i / 100, 'orders.fifo', 'publish', { body: `${i}`, group: 'g' })
  }, { mode: 'realistic', seed: 3 })
  expect(keptBy(done.run, 'queue').map(message)).toEqual(Array.from({ length: 40 }, (_, i) => `${i}`))
})

test('VAL-03 VAL-04 a FIFO topic reaches queues only, a standard topic no FIFO queue; the refusal says what works', () => {
  const port = sns.ports[0]!
  const node = (role: never, name: string) => ({ id: name, service: 'x', name, role, config: {} as never })
  const verdict = (from: string, to: string) => judgeWire(port, node(from as never, 'from'), node(to as never, 'to'), 0)
  expect(verdict('fifoTopic', 'function')).toMatchObject({ refusal: { rule: 'VAL-03', detour: ['sqs'] } })
  expect(verdict('fifoTopic', 'http')).toMatchObject({ refusal: { rule: 'VAL-03' } })
  expect(verdict('fifoTopic', 'queue')).toMatchObject({ kind: 'subscription' })
  expect(verdict('topic', 'fifo')).toMatchObject({ refusal: { rule: 'VAL-04' } })
  expect(verdict('topic', 'function')).toMatchObject({ kind: 'subscription' })
})
