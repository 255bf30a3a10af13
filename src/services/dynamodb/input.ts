/** Reading what code asked for: untrusted JSON, own properties only. */
import { invalid } from './refused.ts'

export type Input = { readonly [name: string]: unknown }

export const asInput = (value: unknown): Input => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Input) : {})
export const get = (input: Input, name: string): unknown => (Object.hasOwn(input, name) ? input[name] : undefined)
export function textOf(input: Input, name: string): string | undefined {
  const value = get(input, name)
  return typeof value === 'string' ? value : undefined
}
export const isTrue = (input: Input, name: string): boolean => get(input, name) === true

export function oneOf<const T extends string>(input: Input, name: string, values: readonly T[], fallback: T): T {
  const value = get(input, name)
  if (value === undefined || value === null) return fallback
  if (values.includes(value as T)) return value as T
  const member = name.charAt(0).toLowerCase() + name.slice(1)
  throw invalid(`1 validation error detected: Value '${String(value).slice(0, 40)}' at '${member}' failed to satisfy constraint: Member must satisfy enum value set: [${values.join(', ')}]`)
}

/** A number of at least one, or undefined. */
export function positive(input: Input, name: string): number | undefined {
  const value = get(input, name)
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number' || !Number.isInteger(value)) throw invalid(`${name} is a whole number`, 'SerializationException')
  if (value < 1) throw invalid(`1 validation error detected: Value '${value}' at '${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must have value greater than or equal to 1`)
  return value
}

const LEGACY = ['AttributeUpdates', 'Expected', 'ConditionalOperator', 'KeyConditions', 'QueryFilter', 'ScanFilter', 'AttributesToGet']
export function refuseLegacy(input: Input): void {
  const found = LEGACY.find((name) => get(input, name) !== undefined)
  if (found) throw invalid(`${found} is a legacy parameter that the playground does not know. Use an expression.`, 'NotImplementedInPlayground')
}

export const tableName = (said: string): string => (said.startsWith('arn:') ? said.slice(said.lastIndexOf('/') + 1) : said)
