import { expect, test } from 'vitest'
import { costOfRun } from '../advice/cost.ts'
import { record } from '../testkit/record.ts'
import { chargesOf } from './charges.ts'
import { spentOn } from './spent.ts'
import { livesOf } from './traces.ts'

test('LAM-PRC-01 memory that is changed in mid-run is paid from there on, by the run and by its messages', () => {
  const run = record({ forSec: 10, actions: [{ id: 'a1', atSec: 5, on: 'n2', do: 'set', config: { memoryMb: 2_048 } }] }, (book) => {
    book.add('client', 'shop', { rps: 1 })
    book.add('lambda', 'quote', { memoryMb: 1_024, ioMs: 100, init: 'constant', initMs: 0 })
    book.wire('shop', 'quote')
  })
  const { usd, lines } = costOfRun(chargesOf(run), { freeTier: false })
  // Five seconds of one request each at 1 GB, then five at 2 GB.
  expect(lines.map(({ node, price, amount }) => [node, price, Number(amount.toFixed(9))])).toEqual([['quote', 'lambdaRequests', 10], ['quote', 'lambdaSecondsX86', 1.5]])
  expect(usd).toBeCloseTo(10 * 0.2e-6 + 1.5 * 0.0000166667, 12)
  const last = livesOf(run, 10, 10e6)
  expect(spentOn(run, last).usd).toBeCloseTo(0.2e-6 + 0.2 * 0.0000166667, 12)
})
