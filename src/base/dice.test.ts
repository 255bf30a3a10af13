import { expect, test } from 'vitest'
import { deepCopy } from './copy.ts'
import { type Dice, forkDice } from './dice.ts'

const many = (draw: (dice: Dice) => number, count = 200_000): Float64Array => {
  const dice = forkDice(7, 'node', 'test')
  return Float64Array.from({ length: count }, () => draw(dice))
}
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
const share = (values: Float64Array, is: (value: number) => boolean) => values.filter(is).length / values.length

test('the same seed, node and purpose give the same draws; any other gives others', () => {
  const first = (dice: Dice) => [dice.bits(), dice.bits(), dice.bits()].join()
  const streams = [forkDice(1, 'a', 'x'), forkDice(2, 'a', 'x'), forkDice(1, 'b', 'x'), forkDice(1, 'a', 'y'), forkDice(1 + 2 ** 32, 'a', 'x')]
  expect(new Set(streams.map(first)).size).toBe(5)
  expect(first(forkDice(1, 'a', 'x'))).toBe(first(forkDice(1, 'a', 'x')))
})

test('the very draws are the same in every engine', () => {
  const dice = forkDice(7, 'orders', 'arrivals')
  expect([dice.bits(), dice.next(), dice.below(1_000), dice.exponential(200), dice.normal(), dice.logNormal(100, 0.5), dice.uuid()]).toEqual([
    -1901337366, 0.15461049880832434, 844, 280.9972714458229, -1.1203067305082433, 101.74924269824561, 'eb6acfdb-337b-4e51-91ca-f16653033210',
  ])
})

test('a copy goes on like the original', () => {
  const dice = forkDice(3, 'a', 'x')
  dice.next()
  const copy = deepCopy(dice)
  expect([copy.next(), copy.normal()]).toEqual([dice.next(), dice.normal()])
})

test('draws follow their distributions', () => {
  // Bounds are five standard errors wide.
  const even = many((dice) => dice.next())
  expect(Math.abs(mean(even) - 0.5)).toBeLessThan(0.0033)
  expect(even.every((value) => value >= 0 && value < 1)).toBe(true)
  for (let tenth = 0; tenth < 10; tenth++) {
    expect(Math.abs(share(even, (value) => Math.floor(value * 10) === tenth) - 0.1)).toBeLessThan(0.0034)
  }
  const waits = many((dice) => dice.exponential(3))
  expect(Math.abs(mean(waits) - 3)).toBeLessThan(0.034)
  for (const at of [0.01, 0.5, 1, 2, 4, 8]) {
    const p = Math.exp(-at)
    expect(Math.abs(share(waits, (value) => value > at * 3) - p), `tail beyond ${at}`).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / 200_000))
  }
  const bell = many((dice) => dice.normal())
  expect(Math.abs(mean(bell))).toBeLessThan(0.0112)
  for (const [at, p] of [[0.1, 0.539828], [1, 0.841345], [2, 0.97725], [3, 0.99865], [3.7, 0.999892]] as const) {
    expect(Math.abs(share(bell, (value) => value < at) - p), `below ${at}`).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / 200_000))
    expect(Math.abs(share(bell, (value) => value > -at) - p), `above -${at}`).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / 200_000))
  }
  const delays = many((dice) => dice.logNormal(20, 0.5))
  expect(Math.abs(share(delays, (value) => value < 20) - 0.5)).toBeLessThan(0.0056)
  expect(Math.abs(share(many((dice) => (dice.chance(0.3) ? 1 : 0)), (value) => value === 1) - 0.3)).toBeLessThan(0.0052)
})

test('identifiers look as they should', () => {
  const dice = forkDice(1, 'a', 'ids')
  const ids = Array.from({ length: 100 }, () => dice.uuid())
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(ids).size).toBe(100)
  expect(dice.hex(11)).toMatch(/^[0-9a-f]{11}$/)
})

test('what comes next can be looked at and passed over', () => {
  const dice = forkDice(1, 'a', 'ahead')
  const same = forkDice(1, 'a', 'ahead')
  const coming = new Float64Array(5)
  dice.ahead(coming)
  expect([...coming]).toEqual(Array.from({ length: 5 }, () => same.next()))
  dice.skip(3)
  expect([dice.next(), dice.next(), dice.next()]).toEqual([coming[3], coming[4], same.next()])
})
