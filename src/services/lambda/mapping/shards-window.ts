import { utf8Length } from '../../../base/text.ts'
import { EPOCH_MS } from '../../../base/time.ts'
import { MIB, type Micros, MICROS_PER_MS } from '../../../base/units.ts'
import type { Content } from '../../../contract/messages.ts'

/** LAM-STR-10: a stretch of time whose batches pass a state on from one to the next. */
export interface Tumbling {
  readonly start: Micros
  readonly end: Micros
  /** What the last batch returned; `{}` at first, and whenever a reply brings none (D-13). */
  state: Content
  /** Its time is over: what is left of it is handled, then the last invocation comes. */
  closing: boolean
  failed: boolean
  /** It is over before its time, because the state has grown too large. */
  early: boolean
}

/** D-13: windows begin at multiples of their length since 1970. */
export function windowAt(instant: Micros, length: Micros): Tumbling {
  const offset = (EPOCH_MS * MICROS_PER_MS) % length
  const start = Math.floor((instant + offset) / length) * length - offset
  return { start, end: start + length, state: {}, closing: false, failed: false, early: false }
}

const MAX_STATE = MIB

/** LAM-STR-10: a state above 1 MB ends the window at once. */
export function keepState(window: Tumbling, state: Content): void {
  window.state = state
  if (window.closing || utf8Length(JSON.stringify(state) ?? '') <= MAX_STATE) return
  window.closing = window.early = true
}
