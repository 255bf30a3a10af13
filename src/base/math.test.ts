import { expect, test } from 'vitest'
import { Dice } from './dice.ts'
import { exp, expm1, log, log1p, pow } from './math.ts'

/** How many doubles lie between the two. */
function apart(a: number, b: number): number {
  if (Object.is(a, b) || a === b || (a !== a && b !== b)) return 0
  const view = new DataView(new ArrayBuffer(8))
  const rank = (x: number) => {
    view.setFloat64(0, x)
    return view.getBigInt64(0)
  }
  const gap = rank(a) - rank(b)
  return Number(gap < 0n ? -gap : gap)
}

function worst(mine: (x: number) => number, theirs: (x: number) => number, draw: (dice: Dice) => number): number {
  const dice = new Dice(1, 2, 3, 4)
  let most = 0
  for (let i = 0; i < 20_000; i++) {
    const x = draw(dice)
    most = Math.max(most, apart(mine(x), theirs(x)))
  }
  return most
}

test('logarithms and exponentials are as good as the engine\'s', () => {
  expect(worst(log, Math.log, (dice) => Math.exp(dice.uniform(-700, 700)))).toBeLessThanOrEqual(1)
  expect(worst(log, Math.log, (dice) => dice.uniform(0.5, 2))).toBeLessThanOrEqual(1)
  expect(worst(exp, Math.exp, (dice) => dice.uniform(-745, 709))).toBeLessThanOrEqual(1)
  expect(worst(exp, Math.exp, (dice) => dice.uniform(-1, 1))).toBeLessThanOrEqual(1)
  expect(worst(log1p, Math.log1p, (dice) => dice.uniform(-0.99, 3))).toBeLessThanOrEqual(2)
  expect(worst(log1p, Math.log1p, (dice) => dice.uniform(-1e-9, 1e-9))).toBeLessThanOrEqual(1)
  expect(worst(expm1, Math.expm1, (dice) => dice.uniform(-1e-3, 1e-3))).toBeLessThanOrEqual(2)
})

test('powers are as good as the engine\'s, whatever their size', () => {
  const x = new Dice(9, 9, 9, 9)
  let most = 0
  for (let i = 0; i < 20_000; i++) {
    const base = x.uniform(0, 100)
    const power = x.uniform(-150, 150)
    most = Math.max(most, apart(pow(base, power), base ** power))
  }
  expect(most).toBeLessThanOrEqual(2)
  for (let n = -1_022; n < 1_024; n++) expect(pow(2, n)).toBe(2 ** n)
  expect(pow(10, 15)).toBe(1e15)
  expect(pow(1.7, 3)).toBeCloseTo(4.913, 12)
})

test('the corners of each function are those of the standard', () => {
  const odd = [0, -0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 1e-320, -1e-320, 1e300, -1e300, Infinity, -Infinity, NaN]
  for (const x of odd) {
    expect(apart(log(x), Math.log(x)), `log ${x}`).toBeLessThanOrEqual(1)
    expect(apart(exp(x), Math.exp(x)), `exp ${x}`).toBeLessThanOrEqual(1)
    expect(apart(log1p(x), Math.log1p(x)), `log1p ${x}`).toBeLessThanOrEqual(1)
    for (const y of odd) {
      const exact = x ** y
      if (exact === 0 || !Number.isFinite(exact)) expect(pow(x, y), `${x} ** ${y}`).toBe(exact)
      else expect(apart(pow(x, y), exact), `${x} ** ${y}`).toBeLessThanOrEqual(1)
    }
  }
})

test('the very bits are the same in every engine', () => {
  const bits = (x: number) => {
    const view = new DataView(new ArrayBuffer(8))
    view.setFloat64(0, x)
    return view.getBigUint64(0).toString(16)
  }
  expect([log(10), log(0.3), exp(1), exp(-7.7), pow(1.1, 10.5), pow(0.7, -3.3), log1p(1e-5), expm1(1e-5)].map(bits)).toEqual([
    '40026bb1bbb55516', 'bff34378fcbda721', '4005bf0a8b14576a', '3f3dad2df0f5035e', '4005c341a3d40f19', '4009f52cca854582', '3ee4f8aea9ae7317',
    '3ee4f8bc681cdfb6',
  ])
})
