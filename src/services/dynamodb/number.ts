/** Numbers of 38 significant digits, kept as text and reckoned exactly. */
import { invalid } from './refused.ts'

const SHAPE = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?\s*$/
const MOST_DIGITS = 38
const LARGEST = 126
const SMALLEST = -130

/** coefficient × 10^exponent, without trailing zeros. */
interface Decimal {
  readonly coefficient: bigint
  readonly exponent: number
}

function parse(text: string): Decimal | undefined {
  const found = SHAPE.exec(text)
  if (!found) return undefined
  const whole = found[2] ?? ''
  const part = found[3] ?? ''
  if (whole === '' && part === '') return undefined
  const digits = BigInt(whole + part)
  return trimmed(found[1] === '-' ? -digits : digits, Number(found[4] ?? 0) - part.length)
}

function trimmed(coefficient: bigint, exponent: number): Decimal {
  if (coefficient === 0n) return { coefficient, exponent: 0 }
  let [left, power] = [coefficient, exponent]
  while (left % 10n === 0n) {
    left /= 10n
    power++
  }
  return { coefficient: left, exponent: power }
}

const tens = (power: number): bigint => BigInt(`1${'0'.repeat(power)}`)

const digitsIn = (decimal: Decimal): string => (decimal.coefficient < 0n ? -decimal.coefficient : decimal.coefficient).toString()

/** The number as DynamoDB gives it back: plain digits. */
function format(decimal: Decimal): string {
  const sign = decimal.coefficient < 0n ? '-' : ''
  const digits = digitsIn(decimal)
  const { exponent } = decimal
  if (exponent >= 0) return `${sign}${digits}${'0'.repeat(exponent)}`
  const point = digits.length + exponent
  return point > 0 ? `${sign}${digits.slice(0, point)}.${digits.slice(point)}` : `${sign}0.${'0'.repeat(-point)}${digits}`
}

function checked(decimal: Decimal): string {
  const digits = digitsIn(decimal)
  if (digits.length > MOST_DIGITS) throw invalid('Attempting to store more than 38 significant digits in a Number')
  const magnitude = digits.length - 1 + decimal.exponent
  if (decimal.coefficient !== 0n && magnitude >= LARGEST) throw invalid('Number overflow. Attempting to store a number with magnitude larger than supported range')
  if (decimal.coefficient !== 0n && magnitude < SMALLEST) throw invalid('Number underflow. Attempting to store a number with magnitude smaller than supported range')
  return format(decimal)
}

export function checkNumber(text: string): string {
  if (text === '') throw invalid('The parameter cannot be converted to a numeric value')
  const decimal = parse(text)
  if (!decimal) throw invalid(`The parameter cannot be converted to a numeric value: ${text.slice(0, 60)}`)
  return checked(decimal)
}

export const digitsOf = (text: string): number => digitsIn(parse(text)!).length

export function addNumbers(a: string, b: string, sign: 1 | -1 = 1): string {
  const x = parse(a)!
  const y = parse(b)!
  const exponent = Math.min(x.exponent, y.exponent)
  const scaled = ({ coefficient, exponent: power }: Decimal): bigint => coefficient * tens(power - exponent)
  return checked(trimmed(scaled(x) + (sign === 1 ? scaled(y) : -scaled(y)), exponent))
}

export function compareNumbers(a: string, b: string): number {
  // Most are short: those a double holds exactly.
  if (a.length < 15 && b.length < 15) return Number(a) - Number(b)
  const x = parse(a)!
  const y = parse(b)!
  const exponent = Math.min(x.exponent, y.exponent)
  const difference = x.coefficient * tens(x.exponent - exponent) - y.coefficient * tens(y.exponent - exponent)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
