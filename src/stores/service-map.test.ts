import { expect, test } from 'vitest'
import { record } from '../testkit/record.ts'
import { roadsOf, stationsAt } from './service-map.ts'
import { tracesBefore } from './traces.ts'

const run = record({ forSec: 120 }, (book) => {
  book.add('client', 'shop', { rps: 2 })
  book.add('httpApi', 'api')
  book.add('lambda', 'quote', { ioMs: 250, init: 'constant', initMs: 0, failFirst: 10 })
  book.wire('shop', 'api')
  book.wire('api', 'quote')
})
const at = (sec: number, name: string) => stationsAt(run, sec * 1e6).find((one) => one.name === name)!

test('each node shows what it took in, how much of it failed and how long it took, over the last minute', () => {
  expect(at(10, 'quote')).toMatchObject({ rate: 2, failed: 0.5, meanMs: 250 })
  expect(at(10, 'api')).toMatchObject({ rate: 2, failed: 0.5, meanMs: 250 })
  // The client stops after a minute: forty of its requests are less than a minute ago.
  expect(at(100, 'quote')).toMatchObject({ rate: 40 / 60, failed: 0 })
  expect(roadsOf(run).map(({ from, to }) => `${from} ${to}`)).toEqual(['n1 n2', 'n2 n3'])
})

test('a trace bears how it ended, for those who look for the failed ones', () => {
  const ends = tracesBefore(run, 10e6, 100).map(({ outcome }) => outcome)
  expect(ends.filter((one) => one === 'failed').length).toBe(10)
  expect(new Set(ends)).toEqual(new Set(['failed', 'succeeded', undefined]))
})

test('every door and source is known by its own metrics', () => {
  const doors = record({ forSec: 90 }, (book) => {
    for (const [at, door] of ['functionUrl', 'alb', 'websocketApi', 'restApi'].entries()) {
      book.add('client', `people${at}`, { rps: 2, forMs: 0 })
      book.add(door, door)
      book.add('lambda', `f${at}`, { ioMs: 100, init: 'constant', initMs: 0, errorRate: door === 'websocketApi' ? 0 : 100 })
      book.wire(`people${at}`, door)
      book.wire(door, `f${at}`, { port: 'out' })
    }
    book.add('ses', 'mail', { perMinute: 6, forSec: 0 })
    book.add('lambda', 'reads')
    book.wire('mail', 'reads')
  })
  const seen = stationsAt(doors, 80e6).filter(({ service }) => service !== 'client' && service !== 'lambda').map(({ name, rate, failed, meanMs }) => [name, rate, failed, Math.round(meanMs)])
  expect(seen).toEqual([['functionUrl', 2, 1, 100], ['alb', 2, 1, 100], ['websocketApi', 2, 0, 100], ['restApi', 2, 1, 100], ['mail', 0.1, 0, expect.any(Number)]])
})
