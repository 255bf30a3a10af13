import { expect, test } from 'vitest'
import { sec } from '../base/units.ts'
import { sketch } from '../testkit/simulate.ts'
import { advance, plan, simulation } from './simulation.ts'
import { costOf } from './sim-print.ts'

test('LAM-PRC-01 in the terminal, too, a setting that changes in mid-run is paid from there on', () => {
  const costWith = (atSec?: number): number => {
    const drawing = sketch({ forSec: 10 }, (book) => {
      book.add('client', 'shop', { rps: 1 })
      book.add('lambda', 'quote', { memoryMb: 1_024, ioMs: 100, init: 'constant', initMs: 0 })
      book.wire('shop', 'quote')
      if (atSec !== undefined) book.at(atSec, 'quote', 'set', { memoryMb: 2_048 })
    })
    const made = simulation(plan(drawing), () => {})
    advance(made, sec(10), () => false)
    return costOf(made)
  }
  const [request, gigabyteSecond] = [0.2e-6, 0.0000166667]
  expect(costWith()).toBeCloseTo(10 * request + 1 * gigabyteSecond, 12)
  expect(costWith(5)).toBeCloseTo(10 * request + 1.5 * gigabyteSecond, 12)
  // The second of the change is at the new price.
  expect(costWith(0.5)).toBeCloseTo(10 * request + 2 * gigabyteSecond, 12)
})
