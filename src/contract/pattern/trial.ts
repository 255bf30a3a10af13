import { compile } from './compile.ts'
import type { DialectName } from './dialect.ts'
import { explain, sentence } from './explain.ts'
import { faultIn } from './json-fault.ts'
import { matches } from './match.ts'

/** A pattern on one event, told clause by clause. */
export interface Trial {
  readonly problem?: string
  readonly passes?: boolean
  readonly lines?: readonly { readonly ok: boolean; readonly text: string }[]
}

export function tryPattern(pattern: string, dialect: DialectName, event: unknown): Trial {
  const { matcher, refusal } = compile(pattern, dialect)
  if (!matcher) return { problem: `The pattern is not valid${refusal.place === '' ? '' : ` at ${refusal.place}`}. ${refusal.text}` }
  return { passes: matches(matcher, event), lines: explain(matcher, event).map((why) => ({ ok: why.holds, text: sentence(why) })) }
}

/** JSON that somebody typed, or what is wrong with it and where. */
export function readJson(text: string): { readonly value: unknown; readonly problem?: undefined } | { readonly problem: string } {
  const fault = faultIn(text)
  return fault ? { problem: `Line ${fault.line}, column ${fault.column}: ${fault.wants}.` } : { value: JSON.parse(text) as unknown }
}
