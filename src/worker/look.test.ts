import { expect, test } from 'vitest'
import { RECORD_NAMES } from '../trace/records.ts'
import { sketch } from '../testkit/simulate.ts'
import { look } from './look.ts'
import { advance, plan, simulation } from './simulation.ts'

const ran = () => {
  const drawing = sketch({ forSec: 60, seed: 3 }, (book) => {
    book.add('client', 'shop', { rps: 1, body: '{"order":"{{index}}","note":"é"}' })
    book.add('lambda', 'resize', { ioMs: 100, initMs: 0, init: 'constant', response: '{"ok":true}' })
    book.wire('shop', 'resize')
  })
  const made = simulation(plan(drawing), () => {})
  advance(made, made.run.end, () => false)
  return made
}

test('a message shows what it carried at each of its rows, and its answer once there is one', () => {
  const made = ran()
  const { seen, complete } = look(made, [31], 30e6, 40e6)
  expect(complete).toBe(true)
  expect(seen.map((one) => RECORD_NAMES[one.kind])).toEqual(['request', 'started', 'finished', 'response', 'ended'])
  expect(new Set(seen.map((one) => one.content)).size).toBe(1)
  expect(JSON.parse(seen[0]!.content)).toMatchObject({ note: 'é' })
  expect(seen.map((one) => one.answer)).toEqual(['', '', '', '{"ok":true}', '{"ok":true}'])
  expect(seen.at(-1)!.status).toBe(200)
})

test('looking changes nothing: the run that goes on afterwards is the same', () => {
  const looked = ran()
  look(looked, [1, 2, 3], 0, 60e6)
  expect(looked.run.world.timers.fired).toBe(ran().run.world.timers.fired)
  expect(look(looked, [31], 30e6, 40e6)).toEqual(look(ran(), [31], 30e6, 40e6))
})

test('a message that nobody knows is seen nowhere', () => {
  expect(look(ran(), [9_999], 0, 60e6)).toEqual({ seen: [], complete: true })
})

test('where a handler begins with a batch, the event that it is handed is seen, with all its records', () => {
  const drawing = sketch({ forSec: 20, seed: 3 }, (book) => {
    book.add('sqs', 'jobs')
    book.add('lambda', 'work', { ioMs: 100, initMs: 0, init: 'constant' })
    book.wire('jobs', 'work', { config: { batchSize: 3, windowSec: 5 } })
    book.at(1, 'jobs', 'send', { body: '{"n":1}', times: 3 })
  })
  const made = simulation(plan(drawing), () => {})
  advance(made, made.run.end, () => false)
  const begun = look(made, [1, 2, 3], 0, 20e6).seen.filter(({ kind }) => RECORD_NAMES[kind] === 'started')
  expect(begun).toHaveLength(1)
  const { Records } = JSON.parse(begun[0]!.event)
  expect(Records).toHaveLength(3)
  expect(Records[0]).toMatchObject({ eventSource: 'aws:sqs', eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:jobs', body: expect.stringContaining('"n":1') })
})
