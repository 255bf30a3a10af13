import { checkValue, MOST_TEXT_BYTES } from './field-check.ts'
import { MOST_NAME } from './drawing.ts'
import type { Config, ListField, Schema } from './fields.ts'

export interface Problem {
  /** `refusal`: nothing was opened. `mended`: something was left out or set right. `note`: kept as it is, but told. */
  readonly level: 'refusal' | 'mended' | 'note'
  readonly text: string
}
export interface Place {
  readonly path: string
  readonly problems: Problem[]
}

/** Coordinates further out than this are a slip or an attack. */
const FARTHEST = 1_000_000

/** A plain object whose own keys may be read; nothing inherited, no `__proto__`. */
export function readObject(value: unknown): { readonly [key: string]: unknown } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return value as { [key: string]: unknown }
}

export const readText = (value: unknown, most: number): string | undefined => (typeof value === 'string' ? value.slice(0, most) : undefined)
/** A name that people read. One that is too long is shortened, and that is told. */
export function readTitle(value: unknown, whose: string, { problems }: Place): string | undefined {
  const title = readText(value, MOST_NAME)
  if (title !== undefined && title !== value) problems.push({ level: 'mended', text: `${whose} is longer than ${MOST_NAME} characters; its end was left out.` })
  return title
}
/** Ids, services, ports: short words without surprises. */
export const readName = (value: unknown): string | undefined => (typeof value === 'string' && /^[A-Za-z0-9_.:-]{1,64}$/.test(value) && !FORBIDDEN.has(value) ? value : undefined)
export function readNumber(value: unknown, usual: number, least = -FARTHEST, most = FARTHEST): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : usual
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf'])

/**
 * Settings: a value out of range is not in force, the default is; a field nobody knows is kept where it stands. Without a
 * schema (an unknown service) all is kept.
 */
export function readConfig(value: unknown, schema: Schema | undefined, { path, problems }: Place): Config {
  const found = readObject(value)
  if (!found) return {}
  const config: Record<string, unknown> = {}
  for (const name of Object.keys(found)) {
    if (FORBIDDEN.has(name) || name.length > 64) {
      problems.push({ level: 'mended', text: `${path}: a setting called "${name.slice(0, 40)}" was left out.` })
      continue
    }
    const one = found[name]
    const field = schema && Object.hasOwn(schema, name) ? schema[name] : undefined
    if (!field) {
      if (tooLong(one)) problems.push({ level: 'mended', text: `${path}: "${name}" is longer than 64 KiB, and was left out.` })
      else {
        config[name] = one
        if (schema) problems.push({ level: 'note', text: `${path}: this program does not know the setting "${name}"; it is kept.` })
      }
      continue
    }
    const whole = field.kind === 'list' ? wholeRows(field, one, { path, problems }) : one
    const wrong = checkValue(field, whole)
    if (wrong) problems.push({ level: 'mended', text: `${path}: ${wrong.startsWith(field.label) ? wrong : `${field.label}: ${wrong}`} The default is used.` })
    else if (!same(whole, field.default)) config[name] = whole
  }
  return config
}

/** Columns come and go with programs: one that is missing has its default, one that nobody knows is left out. */
function wholeRows(field: ListField, value: unknown, { path, problems }: Place): unknown {
  if (!Array.isArray(value) || value.length > field.maxRows) return value
  return value.map((row, index) => {
    const found = readObject(row)
    if (!found) return row
    for (const name of Object.keys(found)) {
      if (!Object.hasOwn(field.row, name)) problems.push({ level: 'mended', text: `${path}: ${field.label}, row ${index + 1}: there is no column "${name.slice(0, 40)}"; it was left out.` })
    }
    return Object.fromEntries(Object.entries(field.row as Schema).map(([name, cell]) => [name, Object.hasOwn(found, name) ? found[name] : cell.default]))
  })
}

const tooLong = (value: unknown): boolean => (typeof value === 'string' ? value.length : JSON.stringify(value ?? null).length) > MOST_TEXT_BYTES
export const same = (a: unknown, b: unknown): boolean => a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b))
