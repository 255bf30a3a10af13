import { expect, test } from 'vitest'
import { back, forth, MOST_STEPS, PAUSE_MS, startHistory, step } from './history.ts'

test('steps with one key in quick succession are undone together', () => {
  let history = startHistory('a')
  history = step(history, 'ab', 'Type', 'text', 1_000)
  history = step(history, 'abc', 'Type', 'text', 1_000 + PAUSE_MS)
  history = step(history, 'abcd', 'Type', 'text', 9_000)
  history = back(history)
  expect(history.present).toBe('abc')
  history = back(history)
  expect(history.present).toBe('a')
  expect(back(history)).toBe(history)
})

test('a step after undo forgets what was undone; redo brings it back otherwise', () => {
  const two = step(step(startHistory(0), 1, 'One', '', 0), 2, 'Two', '', 0)
  expect(forth(back(two)).present).toBe(2)
  const other = step(back(two), 9, 'Nine', '', 0)
  expect(forth(other)).toBe(other)
  expect(back(other).present).toBe(1)
})

test('an edit that changes nothing is no step', () => {
  const history = startHistory({ name: 'x' })
  expect(step(history, history.present, 'Rename', '', 5)).toBe(history)
})

test('at least 200 steps can be undone, and memory is bounded', () => {
  let history = startHistory(0)
  for (let n = 1; n <= MOST_STEPS + 50; n++) history = step(history, n, 'Count', '', n)
  expect(history.past.length).toBe(MOST_STEPS)
  for (let n = 0; n < 200; n++) history = back(history)
  expect(history.present).toBe(MOST_STEPS + 50 - 200)
})

test('a run of joined steps does not join onto one that was undone', () => {
  let history = step(startHistory('a'), 'ab', 'Type', 'text', 0)
  history = step(back(history), 'ax', 'Type', 'text', 10)
  expect(back(history).present).toBe('a')
})
