import { expect, test } from 'vitest'
import { recordDrawing } from '../testkit/record.ts'
import { sketch } from '../testkit/simulate.ts'
import { scaleBudgetAt } from './budget.ts'

const crowd = sketch({ forSec: 20, quotas: { lambdaScaleTokens: 30, lambdaScaleRefill: 5 } }, (book) => {
  book.add('client', 'shop', { pattern: 'burst', burstSize: 50, burstEveryMs: 10_000 })
  book.add('lambda', 'quote', { ioMs: 500, init: 'constant', initMs: 100 })
  book.wire('shop', 'quote')
})

test('LAM-SCALE-01 a burst spends the budget, time gives it back, and warm environments cost none of it', () => {
  const { recording, made } = recordDrawing(crowd)
  const left = (sec: number) => scaleBudgetAt(recording, 1, sec * 1e6)?.left
  expect([0, 1, 2, 5.9, 9.999].map(left)).toEqual([0, 5, 10, 29, 30])
  // Thirty are warm by then, twenty more are asked for.
  expect(left(10)).toBe(10)
  expect(left(1)).toBe(5)
  const { tokens, at } = (made.run.nodes[1]!.state as { budget: { tokens: number; at: number } }).budget
  expect(left(at / 1e6)).toBe(Math.floor(tokens + 1e-9))
})

test('the older model has one burst for all, which is no function’s own', () => {
  const { recording } = recordDrawing({ ...crowd, scenario: { ...crowd.scenario, profile: 'course', quotas: {} } })
  expect(scaleBudgetAt(recording, 1, 0)).toBeUndefined()
})
