/**
 * Attribute values as DynamoDB writes them: `{"S": "text"}`, numbers as text, binaries as Base64. What code hands over is
 * checked here once (read.ts of the operations never sees anything else), and never changed afterwards.
 */
import { base64Decode, utf8Length } from '../../base/text.ts'
import { checkNumber, compareNumbers, digitsOf } from './number.ts'
import { invalid } from './refused.ts'

export type Value =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly M: Item }
  | { readonly L: readonly Value[] }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
export interface Item {
  readonly [name: string]: Value
}
export type TypeName = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'M' | 'L' | 'SS' | 'NS' | 'BS'
const TYPES: readonly string[] = ['S', 'N', 'B', 'BOOL', 'NULL', 'M', 'L', 'SS', 'NS', 'BS']
const DEEPEST = 32
const tooDeep = (): Error => invalid('Nesting Levels have exceeded supported limits: Attributes can be nested up to 32 levels deep')

export const typeOf = (value: Value): TypeName => Object.keys(value)[0] as TypeName
/** The inner value, whatever its type. */
export const inner = (value: Value): unknown => (value as { readonly [type: string]: unknown })[typeOf(value)]

export function readItem(input: unknown, depth = 0): Item {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw invalid('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes')
  const item: Record<string, Value> = Object.create(null)
  for (const [name, value] of Object.entries(input)) {
    if (utf8Length(name) > 65_535) throw invalid('One or more parameter values were invalid: Attribute name is too large, must be less than 65536 bytes')
    if (name === '') throw invalid('One or more parameter values were invalid: An attribute name may not be empty')
    item[name] = readValue(value, depth)
  }
  return item
}

export function readValue(input: unknown, depth = 0): Value {
  const empty = 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw invalid(empty)
  if (depth > DEEPEST) throw tooDeep()
  const found = Object.entries(input).filter(([type, value]) => TYPES.includes(type) && value !== undefined)
  if (found.length === 0) throw invalid(empty)
  if (found.length > 1) throw invalid('Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes')
  const [type, value] = found[0]!
  switch (type as TypeName) {
    case 'S': return { S: text(value, 'S') }
    case 'N': return { N: checkNumber(text(value, 'N')) }
    case 'B': return { B: binary(value) }
    case 'BOOL': return { BOOL: value === true }
    case 'NULL':
      if (value !== true) throw invalid('One or more parameter values were invalid: Null attribute value types must have the value of true')
      return { NULL: true }
    case 'M': return { M: readItem(value, depth + 1) }
    case 'L': return { L: list(value).map((one) => readValue(one, depth + 1)) }
    case 'SS': return { SS: distinct(list(value).map((one) => text(one, 'SS')), 'string', (one) => one) }
    case 'NS': return { NS: distinct(list(value).map((one) => checkNumber(text(one, 'NS'))), 'number', (one) => one) }
    case 'BS': return { BS: distinct(list(value).map(binary), 'binary', (one) => one) }
  }
}

function text(value: unknown, type: string): string {
  if (typeof value !== 'string') throw invalid(`Type mismatch: ${type} holds text`, 'SerializationException')
  return value
}
function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw invalid('Expected a list', 'SerializationException')
  return value
}
/** Bytes come as `{ $binary }` from code, as Base64 from anybody else. */
function binary(value: unknown): string {
  const said = typeof value === 'object' && value !== null && Object.hasOwn(value, '$binary') ? (value as { readonly $binary: unknown }).$binary : value
  if (typeof said !== 'string' || base64Decode(said) === undefined) throw invalid('Bytes are given as a Uint8Array', 'SerializationException')
  return said
}
function distinct(values: readonly string[], what: string, key: (value: string) => string): readonly string[] {
  if (values.length === 0) throw invalid(`One or more parameter values were invalid: An ${what} set  may not be empty`)
  if (new Set(values.map(key)).size < values.length) throw invalid(`One or more parameter values were invalid: Input collection [${values.join(', ')}] contains duplicates.`)
  return values
}

/** DDB-01: bytes as DynamoDB counts them. */
export function itemSize(item: Item): number {
  let bytes = 0
  for (const name of Object.keys(item)) bytes += utf8Length(name) + valueSize(item[name]!)
  return bytes
}
function valueSize(value: Value): number {
  if ('S' in value) return utf8Length(value.S)
  if ('N' in value) return numberSize(value.N)
  if ('B' in value) return bytesIn(value.B)
  if ('M' in value) {
    let bytes = 3
    for (const name of Object.keys(value.M)) bytes += 1 + utf8Length(name) + valueSize(value.M[name]!)
    return bytes
  }
  if ('L' in value) return value.L.reduce((bytes, one) => bytes + 1 + valueSize(one), 3)
  if ('SS' in value) return value.SS.reduce((bytes, one) => bytes + utf8Length(one), 0)
  if ('NS' in value) return value.NS.reduce((bytes, one) => bytes + numberSize(one), 0)
  if ('BS' in value) return value.BS.reduce((bytes, one) => bytes + bytesIn(one), 0)
  return 1
}
/** About a byte for two digits, and one more; a sign costs another. */
const numberSize = (number: string): number => Math.ceil(digitsOf(number) / 2) + 1 + (number.startsWith('-') ? 1 : 0)
const bytesIn = (base64: string): number => base64Decode(base64)?.length ?? 0

/** The order of keys and comparisons; undefined for values that have none with one another. */
export function compareValues(a: Value, b: Value): number | undefined {
  if ('S' in a && 'S' in b) return compareBytes(a.S, b.S)
  if ('N' in a && 'N' in b) return compareNumbers(a.N, b.N)
  if ('B' in a && 'B' in b) return compareArrays(base64Decode(a.B)!, base64Decode(b.B)!)
  return undefined
}
/** By UTF-8 bytes: that is the order of code points, not of UTF-16 units. */
function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    const high = (unit: number) => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit)
    return high(x) - high(y)
  }
  return a.length - b.length
}
function compareArrays(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return a.length - b.length
}

/** The same value: the order in sets and maps does not matter, nor how a number is written. */
export function equalValues(a: Value, b: Value): boolean {
  const type = typeOf(a)
  if (type !== typeOf(b)) return false
  if ('N' in a && 'N' in b) return compareNumbers(a.N, b.N) === 0
  if ('M' in a && 'M' in b) return equalItems(a.M, b.M)
  if ('L' in a && 'L' in b) return a.L.length === b.L.length && a.L.every((one, at) => equalValues(one, b.L[at]!))
  if (type === 'SS' || type === 'NS' || type === 'BS') {
    const left = inner(a) as readonly string[]
    const right = inner(b) as readonly string[]
    return left.length === right.length && left.every((one) => right.includes(one))
  }
  return inner(a) === inner(b)
}
export function equalItems(a: Item, b: Item): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && equalValues(a[name]!, b[name]!))
}

/** Plain JSON as DynamoDB keeps it: what a sender without code means. */
export function fromJson(value: unknown, depth = 0): Value {
  if (depth > DEEPEST) throw tooDeep()
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'number') return { N: checkNumber(String(value)) }
  if (typeof value === 'boolean') return { BOOL: value }
  if (value === null || value === undefined) return { NULL: true }
  if (Array.isArray(value)) return { L: value.map((one) => fromJson(one, depth + 1)) }
  return { M: itemFromJson(value as object, depth + 1) }
}
export function itemFromJson(value: object, depth = 0): Item {
  const item: Record<string, Value> = Object.create(null)
  for (const [name, one] of Object.entries(value)) item[name] = fromJson(one, depth)
  return item
}

/** For answers to code: bytes as code knows them. */
export function shown(item: Item): Record<string, unknown> {
  const all: Record<string, unknown> = {}
  for (const name of Object.keys(item)) all[name] = shownValue(item[name]!)
  return all
}
function shownValue(value: Value): unknown {
  if ('B' in value) return { B: { $binary: value.B } }
  if ('BS' in value) return { BS: value.BS.map(($binary) => ({ $binary })) }
  if ('M' in value) return { M: shown(value.M) }
  if ('L' in value) return { L: value.L.map(shownValue) }
  return value
}
