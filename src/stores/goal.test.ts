import { expect, test } from 'vitest'
import { sec } from '../base/units.ts'
import { record } from '../testkit/record.ts'
import { type Goal, pursue, sayGoal } from './goal.ts'

/** Bursts of five each two seconds for a function that may run two at a time; every third invocation of the second fails for good. */
const recording = record({ forSec: 12 }, (book) => {
  book.add('client', 'people', { pattern: 'burst', burstSize: 5, burstEveryMs: 2_000 })
  book.add('lambda', 'shop', { ioMs: 500, reserved: 2, init: 'constant', initMs: 100, failFirst: 3 })
  book.wire('people', 'shop')
})
const find = (goal: Goal, from = 0): number | undefined => pursue({ goal, from: sec(from), seen: sec(from) }, recording, sec(12))

test('the next of a kind lies behind the present instant', () => {
  expect(find({ kind: 'coldStart' }, -1)).toBe(0)
  expect(find({ kind: 'throttle' })).toBe(sec(2))
  expect(find({ kind: 'throttle' }, 2)).toBe(sec(4))
  // Two are initialised for 100 ms, run for 500 ms, and fail; of the next two one does.
  expect(find({ kind: 'error' })).toBe(600_000)
  expect(find({ kind: 'error' }, 1)).toBe(2_500_000)
  expect(find({ kind: 'error' }, 3)).toBeUndefined()
  expect(find({ kind: 'deadLetter' })).toBeUndefined()
})

test('a record at a node, and of a message', () => {
  expect(find({ kind: 'node', place: 1 }, 1)).toBe(sec(2))
  expect(find({ kind: 'node', place: 0 }, 2)).toBe(2_500_000)
  expect(find({ kind: 'message', serial: 6 })).toBe(sec(2))
  expect(find({ kind: 'message', serial: 6 }, 2)).toBe(2_500_000)
  expect(find({ kind: 'message', serial: 6 }, 2.5)).toBeUndefined()
})

test('a time, once the trace reaches it', () => {
  expect(find({ kind: 'time', at: sec(7) })).toBe(sec(7))
  expect(find({ kind: 'time', at: sec(13) })).toBeUndefined()
})

test('a metric crosses a value from one second to the next, upwards or downwards', () => {
  const throttles = (upwards: boolean, value: number, from = 0) => find({ kind: 'metric', place: 1, name: 'Throttles', upwards, value }, from)
  // Three in the second that begins at 0 s, 2 s, 4 s …: known when it is over.
  expect(throttles(true, 3)).toBe(sec(1))
  expect(throttles(true, 3, 1)).toBe(sec(3))
  expect(throttles(true, 4)).toBeUndefined()
  expect(find({ kind: 'metric', place: 1, name: 'Duration', upwards: true, value: 400 }, 2)).toBe(sec(3))
  expect(find({ kind: 'metric', place: 1, name: 'No such', upwards: true, value: 1 })).toBeUndefined()
})

test('what is looked for is found as the trace grows, each row looked at once', () => {
  const hunt = { goal: { kind: 'error' } as const, from: sec(1), seen: sec(1) }
  expect(pursue(hunt, recording, sec(2))).toBeUndefined()
  expect(hunt.seen).toBe(sec(2))
  expect(pursue(hunt, recording, 2_499_999)).toBeUndefined()
  expect(pursue(hunt, recording, sec(5))).toBe(2_500_000)
})

test('what was not found is named', () => {
  expect(sayGoal({ kind: 'deadLetter' }, recording)).toBe('another dead letter')
  expect(sayGoal({ kind: 'metric', place: 1, name: 'Throttles', upwards: true, value: 4 }, recording)).toBe('a second in which Throttles of shop rises to 4')
})
