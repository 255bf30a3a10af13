/** The shapes of assembly/memory.ts as this side sees them: the same fields in the same order, doubles first. */

/** Places of the fields, as places in an array of doubles or of words, counted from the thing's own beginning. */
type Fields<N extends string> = { readonly [K in N]: number }

function shape<D extends string, W extends string>(doubles: readonly D[], words: readonly W[]): Fields<D | W> {
  const places: Record<string, number> = {}
  doubles.forEach((name, i) => { places[name] = i })
  words.forEach((name, i) => { places[name] = doubles.length * 2 + i })
  return places as Fields<D | W>
}

export const SOURCE = shape(
  ['next', 'rank', 'from', 'until', 'waiting', 'sent', 'succeeded', 'throttled', 'sentNow', 'refusedNow'],
  ['request', 'response', 'refusal', 'ended', 'work', 'ahead', 'aheadEnd', 'gaps', 'tries', 'number'],
)
export const WORK = shape(
  ['inFlight', 'onDemand', 'room', 'windowEnds', 'windowCount', 'windowMost', 'cpuMs', 'ioMs', 'limitMs', 'thaw', 'idleFor', 'idleTimerAt', 'limit', 'throttledNow', 'invocations'],
  ['shared', 'idle', 'idleCount', 'waits', 'waitsEnd', 'constant', 'billsInit', 'started', 'finished', 'refused', 'why', 'status', 'number'],
)
export const PLACE = shape(
  ['serial', 'sentAt', 'begun', 'durationMs', 'initMs', 'lifeEnd', 'idleEnd'],
  ['label', 'dirty', 'turns', 'source', 'work', 'values'],
)
export const VALUES = shape(
  ['second', 'sum', 'count', 'low', 'high', 'failures', 'billed', 'billedCount', 'billedLow', 'billedHigh'],
  ['owner', 'times', 'page'],
)

export const MOST_SOURCES = 16
export const MOST_PLACES = 4_096
export const DRAWS = 256
export const SECONDS = 64
export const PAGES = 4
/** Of a record, in bytes; whose it is, and what it tells, as words. */
export const RECORD = 80
export const RECORD_OWNER = 14
export const RECORD_TELLS = 15
export const TELLS = { values: 0, level: 1, amounts: 2, more: 3 } as const
