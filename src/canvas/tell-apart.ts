/** Words that tell wires with the same two ends apart: what their settings differ in. */
import type { Port } from '../contract/service.ts'
import type { Wire } from '../drawing/drawing.ts'
import { type Config, type Field, withDefaults } from '../drawing/fields.ts'

const LONGEST = 26

export function tellApart(wire: Wire, twins: readonly Wire[], port: Port | undefined): string {
  const schema = port?.config ?? {}
  const own = withDefaults(schema, wire.config) as Config
  const others = twins.filter((one) => one !== wire).map((one) => withDefaults(schema, one.config) as Config)
  const differs = (name: string): boolean => name in schema && others.some((one) => JSON.stringify(one[name]) !== JSON.stringify(own[name]))
  if ('method' in schema && (differs('method') || differs('path'))) return short(`${own.method} ${own.path === '' ? 'every path' : own.path}`)
  const name = Object.keys(schema).find((one) => shown(schema, own, one) && differs(one)) ?? Object.keys(schema).find(differs)
  return short(name === undefined ? `${twins.indexOf(wire) + 1} of ${twins.length}` : say(schema[name]!, own[name]))
}

/** A setting that the form would not show either says nothing. */
function shown(schema: { readonly [name: string]: Field }, own: Config, name: string): boolean {
  const { when } = schema[name]!
  return !when || when.is.includes(own[when.field])
}

function say(field: Field, value: unknown): string {
  if (value === null || value === '') return `no ${field.label.toLowerCase()}`
  if (field.kind === 'choice') return field.options.find((option) => option.value === value)?.label ?? String(value)
  if (field.kind === 'flag') return value ? field.label : `not ${field.label.toLowerCase()}`
  if (field.kind === 'number') return `${field.label} ${value}${field.unit && ` ${field.unit}`}`
  if (field.kind === 'list') return Array.isArray(value) && value.length > 0 ? value.map((row) => Object.values(row as object)[0]).join(', ') : `no ${field.label.toLowerCase()}`
  const text = String(value).replace(/\s+/g, ' ')
  return field.kind === 'text' && field.as === 'json' ? text.replace(/[{}"]/g, '') : text
}

const short = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`)
