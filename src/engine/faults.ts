import type { Fault } from '../drawing/drawing.ts'

/** A fault that can do nothing leaves no trace at all. */
export function isHarmless({ forSec }: Fault): boolean {
  return forSec <= 0
}
