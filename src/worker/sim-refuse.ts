/** Why a drawing is not run, one line for each reason, with the place named. */
import type { Finding } from '../contract/finding.ts'
import type { Drawing } from '../drawing/drawing.ts'

export const refusalOf = (drawing: Drawing, findings: readonly Finding[]): string =>
  findings.map(({ on, text, rule }) => `${placed(drawing, on, text)} (${rule})`).join('\n')

/** Most sentences begin with the name of what they are about: it is not said twice. */
function placed(drawing: Drawing, on: string | undefined, text: string): string {
  const place = placeOf(drawing, on)
  return place === undefined || beginsWith(text, place) ? text : `${place}: ${text}`
}

function placeOf({ nodes, wires }: Drawing, on: string | undefined): string | undefined {
  const named = (id: string): string | undefined => nodes.find((one) => one.id === id)?.name
  const wire = wires.find((one) => one.id === on)
  if (wire) return `${named(wire.from) ?? '?'} → ${named(wire.to) ?? '?'}`
  return on === undefined ? undefined : named(on)
}

/** A whole word: `api` is not the beginning of `apis of this account`. */
const beginsWith = (text: string, name: string): boolean => text.startsWith(name) && !/^[\w-]/.test(text.slice(name.length))
