import { expect, test } from 'vitest'
import { sec } from '../base/units.ts'
import { record } from '../testkit/record.ts'
import { Story } from './story.ts'

/** One request of 40 ms at the beginning; an event that fails, and is tried again after a minute and after two more. */
const recording = record({ forSec: 300 }, (book) => {
  book.add('client', 'people', { pattern: 'burst', burstSize: 1, forMs: 1 })
  book.add('lambda', 'shop', { ioMs: 40 })
  book.add('client', 'jobs', { pattern: 'burst', burstSize: 1, forMs: 1, invocation: 'Event' })
  book.add('lambda', 'work', { ioMs: 40, errorRate: 100 })
  book.wire('people', 'shop')
  book.wire('jobs', 'work')
})
const END = sec(300)

/** Plays it in frames of 16 ms: how long the wall took from one instant to another. */
function wallBetween(from: number, to: number): number {
  const story = new Story(recording.keep, END)
  let wall = 0
  for (let at = 0; at < to && wall < 600_000; at = story.step(at, END, 16)) if (at >= from) wall += 16
  return wall
}

test('a request of 40 ms and a retry two minutes later are both watched within one minute', () => {
  const whole = wallBetween(0, END)
  expect(whole).toBeLessThanOrEqual(60_016)
  expect(wallBetween(0, 40_000)).toBeGreaterThan(1_000)
  // Two minutes of waiting pass in seconds, and longer than the request does.
  const waiting = wallBetween(sec(61), sec(180))
  expect(waiting).toBeGreaterThan(1_000)
  expect(waiting).toBeLessThanOrEqual(4_016)
})

test('it never passes what is simulated, and never stands where something is to come', () => {
  const story = new Story(recording.keep, END)
  expect(story.step(0, 20_000, 60_000)).toBe(20_000)
  let at = 20_000
  for (let frame = 0; frame < 10_000 && at < END; frame++) {
    const next = story.step(at, END, 16)
    expect(next).toBeGreaterThan(at)
    at = next
  }
  expect(at).toBe(END)
})
