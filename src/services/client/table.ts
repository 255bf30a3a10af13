/**
 * A table of arrivals (SRC-05), kept in a drawing as one short text: the unit of time, then the gaps from one arrival to
 * the next in digits of base 64, five bits and a mark in each; and where rows say more than a time, which of the requests
 * at the end each run of rows stands for.
 */
export interface Asked {
  readonly body?: string
  readonly path?: string
  readonly method?: string
}
export interface Arrival extends Asked {
  /** Microseconds of virtual time. */
  readonly at: number
}
export interface Table {
  /** In order of time. */
  readonly times: Float64Array
  /** What a row asks for beside the client's own settings; nothing when no row does. */
  asked(row: number): Asked | undefined
}

export const MOST_ARRIVALS = 100_000
/** A drawing has room for two million characters in all. */
export const MOST_TABLE_CHARACTERS = 1_000_000
export const TABLE_PATTERN = '^([smu][A-Za-z0-9_-]*(;[A-Za-z0-9_-]*;\\[.*\\])?)?$'

const UNITS: readonly (readonly [letter: string, micros: number])[] = [['s', 1_000_000], ['m', 1_000], ['u', 1]]
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]))
const MORE = 32

export function writeTable(arrivals: readonly Arrival[]): string {
  const sorted = [...arrivals].sort((a, b) => a.at - b.at)
  const [letter, micros] = UNITS.find(([, unit]) => sorted.every(({ at }) => at % unit === 0)) ?? UNITS.at(-1)!
  let text = letter
  let before = 0
  for (const { at } of sorted) {
    text += digitsOf((at - before) / micros)
    before = at
  }
  const asked = sorted.map(({ body, path, method }) => JSON.stringify({ body, path, method }))
  const kinds = [...new Set(asked)]
  if (kinds.length === 0 || (kinds.length === 1 && kinds[0] === '{}')) return text
  const places = new Map(kinds.map((kind, place) => [kind, place]))
  text += ';'
  for (let row = 0; row < asked.length; ) {
    let end = row + 1
    while (end < asked.length && asked[end] === asked[row]) end++
    text += digitsOf(places.get(asked[row]!)!) + digitsOf(end - row)
    row = end
  }
  return `${text};[${kinds.join()}]`
}

function digitsOf(value: number): string {
  let text = ''
  for (let left = value; ; left = Math.floor(left / 32)) {
    if (left < 32) return text + DIGITS[left]!
    text += DIGITS[(left % 32) | MORE]!
  }
}

function numbersIn(digits: string): number[] {
  const numbers: number[] = []
  let value = 0
  let weight = 1
  for (const digit of digits) {
    const bits = VALUES.get(digit) ?? 0
    value += (bits % MORE) * weight
    weight *= 32
    if (bits < MORE) {
      numbers.push(value)
      value = 0
      weight = 1
    }
  }
  return numbers
}

/** The text may come from anywhere: what cannot be read is left out. */
function readTable(text: string): Table {
  const first = text.indexOf(';')
  const second = first < 0 ? -1 : text.indexOf(';', first + 1)
  const micros = UNITS.find(([letter]) => letter === text[0])?.[1] ?? 1
  const gaps = numbersIn(text.slice(1, first < 0 ? undefined : first)).slice(0, MOST_ARRIVALS)
  const times = new Float64Array(gaps.length)
  let at = 0
  gaps.forEach((gap, row) => { times[row] = at += gap * micros })
  const kinds = second < 0 ? [] : askedIn(text.slice(second + 1))
  if (kinds.length === 0) return { times, asked: () => undefined }
  const kindOf = new Int32Array(gaps.length)
  let row = 0
  const runs = numbersIn(text.slice(first + 1, second))
  for (let i = 0; i + 1 < runs.length && row < kindOf.length; i += 2) {
    kindOf.fill(runs[i]!, row, row + runs[i + 1]!)
    row += runs[i + 1]!
  }
  return { times, asked: (one) => kinds[kindOf[one]!] }
}

function askedIn(json: string): Asked[] {
  try {
    const found: unknown = JSON.parse(json)
    return Array.isArray(found) ? found.map(askedOf) : []
  } catch {
    return []
  }
}

function askedOf(value: unknown): Asked {
  const { body, path, method } = (typeof value === 'object' && value !== null ? value : {}) as { readonly [name: string]: unknown }
  return { ...(typeof body === 'string' ? { body } : {}), ...(typeof path === 'string' ? { path } : {}), ...(typeof method === 'string' ? { method } : {}) }
}

const NOTHING: Table = { times: new Float64Array(0), asked: () => undefined }
/** Read once: a run asks at every arrival. */
const known = new Map<string, Table>()
export function tableOf(text: string): Table {
  if (text === '') return NOTHING
  let table = known.get(text)
  if (!table) {
    if (known.size >= 8) known.clear()
    known.set(text, (table = readTable(text)))
  }
  return table
}
