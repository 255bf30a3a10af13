import { expect, test } from 'vitest'
import { parseFilter } from './log-filter.ts'

function matches(pattern: string, line: string): boolean {
  const filter = parseFilter(pattern)
  if (typeof filter !== 'function') throw new Error(filter.problem)
  return filter(line)
}
const ERROR = '{"level":"ERROR","message":"no","record":{"metrics":{"durationMs":250}}}'

test('words must all occur, in any order; what stands in quotes is one word, what follows a minus must not occur', () => {
  expect(matches('Duration REPORT', 'REPORT RequestId: 1 Duration: 2')).toBe(true)
  expect(matches('REPORT timeout', 'REPORT RequestId: 1')).toBe(false)
  expect(matches('"timed out"', 'Task timed out')).toBe(true)
  expect(matches('"out timed"', 'Task timed out')).toBe(false)
  expect(matches('REPORT -timeout', 'REPORT Status: timeout')).toBe(false)
  expect(matches('', 'anything')).toBe(true)
})

test('a JSON pattern compares fields of lines that are JSON', () => {
  expect(matches('{ $.level = "ERROR" }', ERROR)).toBe(true)
  expect(matches('{ $.level = ERROR }', ERROR)).toBe(true)
  expect(matches('{ $.level != "ERROR" }', ERROR)).toBe(false)
  expect(matches('{ $.level = "ERR*" }', ERROR)).toBe(true)
  expect(matches('{ $.level = "ERROR" }', 'level ERROR')).toBe(false)
  expect(matches('{ $.missing = "ERROR" }', ERROR)).toBe(false)
})

test('numbers compare as numbers, and comparisons join by && and ||', () => {
  expect(matches('{ $.record.metrics.durationMs > 100 }', ERROR)).toBe(true)
  expect(matches('{ $.record.metrics.durationMs >= 250 && $.level = "INFO" }', ERROR)).toBe(false)
  expect(matches('{ $.record.metrics.durationMs < 9 || $.level = "ERROR" }', ERROR)).toBe(true)
})

test('a pattern that is none says what is wrong', () => {
  expect(parseFilter('{ $.level = "ERROR"')).toEqual({ problem: 'A JSON pattern ends with }.' })
  expect(parseFilter('{ level is ERROR }')).toMatchObject({ problem: expect.stringContaining('"level is ERROR" is no comparison') })
})
