/** SNS-07: what a filter policy sees of a message. */
import type { Attributes } from '../../contract/messages.ts'
import { type Matcher, matches } from '../../contract/pattern.ts'

export const PASSES = 0
export const FILTERED_OUT = 1
export const WITHOUT_ATTRIBUTES = 2
export const INVALID_ATTRIBUTES = 3
export const INVALID_BODY = 4

/** Attributes as the policy compares them: texts, numbers, and the values of a list; a binary one cannot be compared. */
export function attributesView(attributes: Attributes | undefined): { readonly [name: string]: unknown } | undefined {
  const view: { [name: string]: unknown } = {}
  for (const [name, { dataType, stringValue }] of Object.entries(attributes ?? {})) {
    if (dataType === 'String') view[name] = stringValue
    else if (dataType === 'Number') view[name] = Number(stringValue)
    else if (dataType === 'String.Array') {
      const values = parsed(stringValue)
      if (!Array.isArray(values)) return undefined
      view[name] = values
    }
  }
  return view
}

/** The body as the policy compares it: a JSON object, or nothing. */
export function bodyView(text: string): object | undefined {
  const value = parsed(text)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
}

export function byAttributes(matcher: Matcher, attributes: Attributes | undefined): number {
  const view = attributesView(attributes)
  if (view === undefined) return INVALID_ATTRIBUTES
  if (matches(matcher, view)) return PASSES
  return attributes === undefined || Object.keys(attributes).length === 0 ? WITHOUT_ATTRIBUTES : FILTERED_OUT
}

export function byBody(matcher: Matcher, text: string): number {
  const view = bodyView(text)
  if (view === undefined) return INVALID_BODY
  return matches(matcher, view) ? PASSES : FILTERED_OUT
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
