/** What a store holds, read from its settings: lines of key=value, or JSON in one of two forms. */
import { utf8Length } from '../../base/text.ts'

export interface Pair {
  readonly key: string
  readonly value: string
}
export interface Pairs {
  readonly pairs: readonly Pair[]
  /** What could not be read, with the place where it can be named. */
  readonly problems: readonly string[]
}

export const MOST_KEY = 512
export const MOST_VALUE = 1_024
export const MOST_STORE = 5_242_880

export function readPairs(text: string): Pairs {
  const trimmed = text.trim()
  return trimmed.startsWith('{') || trimmed.startsWith('[') ? readJson(trimmed) : readLines(text)
}

/** A value may hold an equals sign, a key may not. What begins with # is a remark. */
function readLines(text: string): Pairs {
  const pairs: Pair[] = []
  const problems: string[] = []
  text.split('\n').forEach((line, at) => {
    if (line.trim() === '' || line.startsWith('#')) return
    const equal = line.indexOf('=')
    if (equal < 1) problems.push(`Line ${at + 1} is not key=value.`)
    else pairs.push({ key: line.slice(0, equal).trim(), value: line.slice(equal + 1).replace(/\r$/, '') })
  })
  return { pairs, problems }
}

/** `{"data":[{"key":…,"value":…}]}`, as AWS imports it, or `{"key":"value"}`. */
function readJson(text: string): Pairs {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    return { pairs: [], problems: ['This begins like JSON, and cannot be read as such.'] }
  }
  const data = typeof said === 'object' && said !== null && Object.hasOwn(said, 'data') ? (said as { readonly data: unknown }).data : said
  const problems: string[] = []
  const rows: readonly (readonly [unknown, unknown])[] = Array.isArray(data)
    ? (data as unknown[]).map((row) => [own(row, 'key'), own(row, 'value')] as const)
    : Object.entries(data as object)
  const pairs = rows.flatMap(([key, value], at): Pair[] => {
    if (typeof key === 'string' && typeof value === 'string') return [{ key, value }]
    problems.push(Array.isArray(data) ? `Entry ${at + 1} has no key and value that are texts.` : `The value of "${String(key)}" is no text.`)
    return []
  })
  return { pairs, problems }
}
const own = (row: unknown, name: string): unknown => (typeof row === 'object' && row !== null && Object.hasOwn(row, name) ? (row as { readonly [name: string]: unknown })[name] : undefined)

export const pairBytes = ({ key, value }: Pair): number => utf8Length(key) + utf8Length(value)
