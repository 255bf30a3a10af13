/** The shapes of assembly/shapes.ts as this side sees them: the same fields in the same order, doubles first. */

/** Places of the fields, as places in an array of doubles or of words, counted from the thing's own beginning. */
type Fields<N extends string> = { readonly [K in N]: number }

function shape<D extends string, W extends string>(doubles: readonly D[], words: readonly W[]): Fields<D | W> {
  const places: Record<string, number> = {}
  doubles.forEach((name, i) => { places[name] = i })
  words.forEach((name, i) => { places[name] = doubles.length * 2 + i })
  return places as Fields<D | W>
}

export const SOURCE = shape(
  ['next', 'rank', 'from', 'until', 'waiting', 'sent', 'succeeded', 'throttled', 'sentBefore', 'refusedNow'],
  ['request', 'response', 'refusal', 'ended', 'work', 'queue', 'ahead', 'aheadEnd', 'gaps', 'tries', 'number'],
)
export const WORK = shape(
  ['inFlight', 'onDemand', 'room', 'windowEnds', 'windowCount', 'windowMost', 'cpuMs', 'ioMs', 'limitMs', 'thaw', 'idleFor', 'idleTimerAt', 'limit', 'throttledNow', 'invocations', 'errorRate'],
  ['shared', 'twin', 'idle', 'idleCount', 'waits', 'waitsEnd', 'fates', 'fatesEnd', 'constant', 'started', 'finished', 'failed', 'refused', 'why', 'status', 'number'],
)
export const PLACE = shape(
  ['serial', 'sentAt', 'begun', 'durationMs', 'lifeEnd', 'idleEnd'],
  ['label', 'dirty', 'turns', 'source', 'work', 'values', 'count', 'fails', 'batch'],
)
export const QUEUE = shape(
  [
    'visibility', 'retention', 'keepsUntil', 'showsAt', 'deletedAt', 'inFlight', 'inFlightMost', 'rampFrom', 'emptySince', 'ceiling', 'pollersMost', 'pollersFirst',
    'pollersGain', 'longPoll', 'ceilingMost', 'active', 'sentNow', 'deletedNow', 'requestsNow', 'deleted', 'buried',
  ],
  [
    'consumer', 'dead', 'receivesMost', 'first', 'last', 'count', 'firstHidden', 'lastHidden', 'sampling', 'deletes', 'polling', 'growing', 'batchSize', 'visible',
    'leased', 'erased', 'ended', 'worn', 'created', 'batch', 'moved', 'why', 'number',
  ],
)
export const MESSAGE = shape(
  ['serial', 'root', 'known', 'born', 'sentAt', 'firstAt', 'until'],
  ['next', 'before', 'tries', 'place', 'row', 'copied', 'wire', 'state'],
)
/** What became of a message that was on board. */
export const HIDDEN_NEW = 1
export const OVER = 2
/** What a timer is of, in the lowest bits of its thing's address: the end of a handler; of a queue a look at it, more pollers, visibility timeouts, long polls. */
export const ENDS = 0
export const LOOKS = 1
export const GROWS = 2
export const SHOWS = 3
export const POLLS = 4
export const KIND_OF_TIMER = 7

export const VALUES = shape(
  ['second', 'count', 'sum', 'times', 'low', 'less', 'failures', 'billed'],
  ['owner', 'page'],
)

export const MOST_SOURCES = 16
export const MOST_PLACES = 4_096
export const MOST_QUEUES = 8
export const MOST_MESSAGES = 16_384
export const BATCH_MOST = 10
export const DRAWS = 256
export const SECONDS = 64
export const PAGES = 4
/** Of a record, in doubles; and how many there may be of a metric. */
export const RECORD = 8
export const RECORDS = 128
/** Metrics that records tell of: first values, then levels, amounts, and values that are nothing. */
export const LEVELS = 2 * MOST_SOURCES
export const AMOUNTS = LEVELS + 2 * MOST_SOURCES + 2 * MOST_QUEUES
export const OF_QUEUES = AMOUNTS + 4 * MOST_SOURCES
export const OF_QUEUE = 8
export const ZEROS = OF_QUEUES + OF_QUEUE * MOST_QUEUES
export const TELLERS = ZEROS + MOST_QUEUES
