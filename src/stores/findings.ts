/** What was said of a drawing before its last run: advice with a cure that is one click, and one step of undo. */
import type { Finding } from '../contract/finding.ts'
import type { Drawing } from '../drawing/drawing.ts'
import { nameOf } from './dated.ts'
import { change } from './drawing.ts'
import { withSetting } from './fixes.ts'

const configOf = ({ nodes, wires }: Drawing, on: string): { readonly [field: string]: unknown } => (nodes.find(({ id }) => id === on) ?? wires.find(({ id }) => id === on))?.config ?? {}
const isThere = ({ nodes, wires }: Drawing, on: string): boolean => nodes.some(({ id }) => id === on) || wires.some(({ id }) => id === on)

/** What was mended since, or is about something that is gone, need not be said any more. */
export function stillHolds(drawing: Drawing, { on, fix }: Finding): boolean {
  if (on !== undefined && !isThere(drawing, on)) return false
  return !fix || JSON.stringify(configOf(drawing, fix.on)) !== JSON.stringify(configOf(cured(drawing, fix), fix.on))
}

const cured = (drawing: Drawing, { on, set }: NonNullable<Finding['fix']>): Drawing =>
  Object.entries(set).reduce((made, [field, value]) => withSetting(made, on, field, value), drawing)

export function mend({ fix }: Finding, drawing: Drawing): void {
  if (fix) change(`Fix: ${nameOf(drawing, fix.on)}`, (one) => cured(one, fix))
}
