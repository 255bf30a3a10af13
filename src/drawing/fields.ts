/**
 * One schema per service (and per kind of wire) yields everything that is said about its settings: the type, the
 * defaults, the form, the columns of a share link, the JSON Schema and the check of untrusted input.
 */
interface Common {
  label: string
  /** One line a learner reads beside the field. */
  help?: string
  /** The rule behind the range or the default, as restated in the service's spec.md. */
  rule?: string
  /** AWS's own page on this setting. */
  aws?: string
  /** Fields of one group stand together in the form; without one they come first. */
  group?: string
  /** The form shows the field only when this other field has one of these values. */
  when?: { field: string; is: readonly unknown[] }
  /** Of a wire: the form shows the field only where the wire leads to one of these roles. */
  at?: readonly string[]
}

export interface NumberField extends Common {
  kind: 'number'
  default: number
  min: number
  max: number
  /** Whole numbers only, unless a finer step is named. */
  step: number
  unit: '' | 's' | 'ms' | 'MB' | 'KB' | '/s' | '%' | 'B'
  /** A number that may be absent: null means "not set" and is the default. */
  optional?: false
}
export interface OptionalNumberField extends Omit<NumberField, 'default' | 'optional'> {
  default: null
  optional: true
}
export interface ChoiceField<T extends string = string> extends Common {
  kind: 'choice'
  default: T
  options: readonly { value: T; label: string; help?: string }[]
}
export interface FlagField extends Common {
  kind: 'flag'
  default: boolean
}
export interface TextField extends Common {
  kind: 'text'
  default: string
  maxLength: number
  /** A regular expression in the source's words; the message says what it wants. */
  pattern?: { source: string; message: string }
  /** How it is edited: a line, a few lines, code, JSON text; or a table, which nobody writes by hand and which may be long. */
  as: 'line' | 'lines' | 'code' | 'json' | 'table'
  /** Texts that the form offers; others are as good. */
  suggests?: readonly string[]
}
/** A list of rows, each with fields of its own (environment variables, filters, request headers, …). */
export interface ListField<R extends Schema = Schema> extends Common {
  kind: 'list'
  default: readonly Values<R>[]
  row: R
  maxRows: number
  /** Which row comes first decides something: the form moves them. */
  ordered?: true
}

export type Field = NumberField | OptionalNumberField | ChoiceField | FlagField | TextField | ListField<any>
export type Schema = { readonly [name: string]: Field }

type Value<F> = F extends { kind: 'number'; optional: true }
  ? number | null
  : F extends { kind: 'number' }
    ? number
    : F extends ChoiceField<infer T>
      ? T
      : F extends { kind: 'flag' }
        ? boolean
        : F extends { kind: 'text' }
          ? string
          : F extends ListField<infer R>
            ? readonly Values<R>[]
            : never
export type Values<S extends Schema> = { readonly [K in keyof S]: Value<S[K]> }

/** The settings as a drawing keeps them: only what differs from the default, and whatever it did not understand. */
export type Config = { readonly [name: string]: unknown }

type NumberOptions = Partial<Common> & { default: number; min: number; max: number; step?: number }
const numeric = (unit: NumberField['unit']) =>
  (label: string, options: NumberOptions): NumberField => ({ kind: 'number', label, unit, step: 1, ...options })

export const seconds = numeric('s')
export const millis = numeric('ms')
export const megabytes = numeric('MB')
export const count = numeric('')
export const perSecond = numeric('/s')
export const percent = numeric('%')
export const bytes = numeric('B')

/** A number that may be left empty (reserved concurrency, for one: empty is not zero). */
export const optional = (field: NumberField): OptionalNumberField => ({ ...field, default: null, optional: true })

export const choice = <const T extends string>(
  label: string,
  options: Partial<Common> & { default: NoInfer<T>; options: readonly { value: T; label: string; help?: string }[] },
): ChoiceField<T> => ({ kind: 'choice', label, ...options })

export const flag = (label: string, options: Partial<Common> & { default?: boolean } = {}): FlagField => ({
  kind: 'flag', label, default: false, ...options,
})

export const text = (
  label: string,
  options: Partial<Common> & { default?: string; maxLength?: number; pattern?: TextField['pattern']; as?: TextField['as']; suggests?: readonly string[] } = {},
): TextField => {
  const { pattern, ...rest } = options
  return { kind: 'text', label, default: '', maxLength: 256, as: 'line', ...rest, ...(pattern ? { pattern } : {}) }
}

export const list = <const R extends Schema>(
  label: string,
  row: R,
  options: Partial<Common> & { default?: readonly Values<R>[]; maxRows: number; ordered?: true },
): ListField<R> => ({ kind: 'list', label, row, default: [], ...options })

/** The settings in force: what the drawing says, else the default. Checked values only; see check.ts. */
export function withDefaults<S extends Schema>(schema: S, config: Config): Values<S> {
  const values: Record<string, unknown> = {}
  for (const name of Object.keys(schema)) {
    values[name] = Object.hasOwn(config, name) ? config[name] : schema[name]!.default
  }
  // An object that was filled key by key is a hash table to the engine that runs this, and settings are read in the
  // hottest places: parsed from JSON it has a shape, and reading it costs nothing.
  const shaped = JSON.parse(JSON.stringify(values)) as Record<string, unknown>
  for (const name of Object.keys(shaped)) {
    const value = shaped[name]
    if (typeof value === 'string') shaped[name] = asName(value)
  }
  return shaped as Values<S>
}

/** The same text as the engine keeps it for names: comparing it to a word of the program is one step then. */
const asName = (text: string): string => Object.keys({ [text]: 0 })[0]!
