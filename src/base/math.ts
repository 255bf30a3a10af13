/**
 * Logarithm, exponential and power in plain arithmetic. The engines' own versions differ in their last bits between
 * browsers, and a run must give the same bytes in all of them; `+ - * /` and `Math.sqrt` do agree everywhere.
 *
 * log, exp, expm1 and log1p reduce their argument and use a polynomial, as fdlibm does: at most one unit in the last
 * place. pow carries the logarithm in two doubles.
 */
import { highWord, powerOfTwo, withHighWord } from './bits.ts'

const LN2_HIGH = 6.93147180369123816490e-1 // its last 32 bits are zero, so that k times it is exact
const LN2_LOW = 1.90821492927058770002e-10
const INV_LN2 = 1.44269504088896338700
const TINY = 2 ** -1022
const TWO_54 = 2 ** 54
/** High word of sqrt(1/2): the mantissa is brought between it and its double. */
const ROOT_HALF = 0x3fe6a09e

export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  let k = 0
  if (x < TINY) {
    k = -54
    x *= TWO_54
  }
  const high = highWord(x) + (0x3ff00000 - ROOT_HALF)
  k += (high >> 20) - 1_023
  const f = withHighWord(x, (high & 0xfffff) + ROOT_HALF) - 1
  const s = f / (2 + f)
  const half = 0.5 * f * f
  return k * LN2_HIGH - (half - (s * (half + series(s * s)) + k * LN2_LOW) - f)
}

export function log1p(x: number): number {
  if (x === 0) return x // keeps the sign of zero
  const u = 1 + x
  if (!(u > 0) || u === Number.POSITIVE_INFINITY) return x === -1 ? Number.NEGATIVE_INFINITY : log(u)
  const high = highWord(u) + (0x3ff00000 - ROOT_HALF)
  const k = (high >> 20) - 1_023
  // What 1 + x lost by rounding, relative to u.
  const lost = k >= 54 ? 0 : (k >= 2 ? 1 - (u - x) : x - (u - 1)) / u
  // Near zero x itself is the exact fraction, and nothing was lost.
  const f = k === 0 ? x : withHighWord(u, (high & 0xfffff) + ROOT_HALF) - 1
  const s = f / (2 + f)
  const half = 0.5 * f * f
  const low = k === 0 ? 0 : k * LN2_LOW + lost
  return k * LN2_HIGH - (half - (s * (half + series(s * s)) + low) - f)
}

/** log(1 + f) = f - f²/2 + s·(f²/2 + series(s²)) with s = f / (2 + f). */
function series(z: number): number {
  const w = z * z
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1))
  const odd = z * (6.666666666666735130e-1 + w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)))
  return odd + even
}

export function exp(x: number): number {
  return expOfSum(x, 0)
}

/** e^(x + tail), where the tail is too small to change x. */
function expOfSum(x: number, tail: number): number {
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY
  if (x < -745.1332191019412) return 0
  if (x !== x) return x
  const k = x > -0.34657359 && x < 0.34657359 ? 0 : Math.floor(INV_LN2 * x + 0.5)
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW - tail
  const r = high - low
  const z = r * r
  const c = r - z * (1.66666666666666019037e-1 + z * (-2.77777777770155933842e-3 + z * (6.61375632143793436117e-5 + z * (-1.65339022054652515390e-6 + z * 4.13813679705723846039e-8))))
  return scale(1 + ((r * c) / (2 - c) - low + high), k)
}

/** y · 2^k, rounded once although 2^k may be no double of its own. */
function scale(y: number, k: number): number {
  if (k > 1_023) return y * 2 * powerOfTwo(k - 1)
  if (k < -1_021) return y * powerOfTwo(k + 1_000) * 2 ** -1000
  return y * powerOfTwo(k)
}

/** e^x - 1 without losing what little there is near zero. */
export function expm1(x: number): number {
  if (x > 0.5 || x < -0.5 || x !== x) return exp(x) - 1
  if (x > -1e-300 && x < 1e-300) return x
  // The same fraction as in exp; the leading 1 is left out.
  const z = x * x
  const c = x - z * (1.66666666666666019037e-1 + z * (-2.77777777770155933842e-3 + z * (6.61375632143793436117e-5 + z * (-1.65339022054652515390e-6 + z * 4.13813679705723846039e-8))))
  return x + (x * c) / (2 - c)
}

export function pow(x: number, y: number): number {
  if (y === 0) return 1
  if (x !== x || y !== y) return Number.NaN
  if (y === 1) return x
  const whole = Math.floor(y) === y
  const odd = whole && y > -(2 ** 53) && y < 2 ** 53 && y % 2 !== 0
  const size = x < 0 ? -x : x
  if (y === Number.POSITIVE_INFINITY || y === Number.NEGATIVE_INFINITY) {
    if (size === 1) return Number.NaN
    return size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0
  }
  const negative = odd && (x < 0 || Object.is(x, -0))
  if (size === 0 || size === Number.POSITIVE_INFINITY) {
    const result = (size === 0) === y > 0 ? 0 : Number.POSITIVE_INFINITY
    return negative ? -result : result
  }
  if (x < 0 && !whole) return Number.NaN
  const result = powPositive(size, y)
  return negative ? -result : result
}

function powPositive(x: number, y: number): number {
  if (x === 1) return 1
  let k = 0
  if (x < TINY) {
    k = -54
    x *= TWO_54
  }
  const word = highWord(x) + (0x3ff00000 - ROOT_HALF)
  k += (word >> 20) - 1_023
  const m = withHighWord(x, (word & 0xfffff) + ROOT_HALF)

  // s = (m - 1) / (m + 1) and its cube, each as a sum of two doubles.
  const top = m - 1
  const bottom = m + 1
  const bottomLow = m - (bottom - 1)
  const s = top / bottom
  const back = s * bottom
  const sLow = (top - back - productLow(s, bottom, back) - s * bottomLow) / bottom
  const z = s * s
  const zLow = productLow(s, s, z) + 2 * s * sLow
  const cube = z * s
  const cubeLow = productLow(z, s, cube) + z * sLow + zLow * s
  // log m = 2·(s + s³/3 + s⁵·rest)
  const rest = 1 / 5 + z * (1 / 7 + z * (1 / 9 + z * (1 / 11 + z * (1 / 13 + z * (1 / 15 + z * (1 / 17 + z * (1 / 19 + z * (1 / 21 + z / 23))))))))
  const third = cube / 3
  const thirdBack = third * 3
  const thirdLow = (cube - thirdBack - productLow(third, 3, thirdBack) + cubeLow) / 3

  // Added up from the largest: k·ln 2, 2s, 2s³/3, then all the small ones.
  const a = k * LN2_HIGH
  const b = a + 2 * s
  const bLow = sumLow(a, 2 * s, b)
  const c = b + 2 * third
  const cLow = sumLow(b, 2 * third, c)
  const small = cLow + bLow + (k * LN2_LOW + 2 * (sLow + thirdLow + cube * z * rest))
  const l = c + small
  const lLow = sumLow(c, small, l)

  const product = y * l
  if (product > 800) return Number.POSITIVE_INFINITY
  if (product < -800) return 0
  return expOfSum(product, productLow(y, l, product) + y * lLow)
}

/** What a + b lost when it was rounded to sum. */
function sumLow(a: number, b: number, sum: number): number {
  const second = sum - a
  return a - (sum - second) + (b - second)
}

const SPLIT = 2 ** 27 + 1
/** What a · b lost when it was rounded to product. */
function productLow(a: number, b: number, product: number): number {
  const aHigh = a * SPLIT - (a * SPLIT - a)
  const aLow = a - aHigh
  const bHigh = b * SPLIT - (b * SPLIT - b)
  const bLow = b - bHigh
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow
}
