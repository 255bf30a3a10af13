/**
 * The vocabulary of the trace. A record says what happened to one message (or to one environment, or to nobody) at one
 * node or on one wire. All that a person sees of a run is made of these rows and of the metrics beside them.
 *
 * `a` and `b` are two numbers whose meaning stands in `says`; `place` tells whether the row lies on a node or a wire.
 * Numbers in links and files never refer to this list, so its order may change; a trace is never stored.
 */
type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'cold'
interface RecordKind {
  readonly place: 'node' | 'wire'
  readonly tone: Tone
  /** What `a` and `b` hold, for readers of the code and for the debug view. */
  readonly says: string
}

const kind = (place: RecordKind['place'], tone: Tone, says: string): RecordKind => ({ place, tone, says })

export const RECORDS = {
  // On wires. `a` is the time of arrival, so that a dot can be drawn from this row alone.
  request: kind('wire', 'plain', 'a request leaves; a: arrival time'),
  response: kind('wire', 'good', 'its answer leaves on the way back; a: arrival time, b: status, 0 for what nobody asked for and is pushed'),
  refusal: kind('wire', 'bad', 'an answer with an error; a: arrival time, b: status'),
  event: kind('wire', 'plain', 'an event leaves; a: arrival time'),
  batch: kind('wire', 'plain', 'leased messages leave for a poller; a: arrival time, b: how many'),
  retry: kind('wire', 'warn', 'sent again; a: arrival time, b: which try'),

  // At nodes.
  created: kind('node', 'plain', 'a message begins that was made for another; a: serial of that one'),
  accepted: kind('node', 'plain', 'taken in; a: queue depth'),
  throttled: kind('node', 'bad', 'refused for want of room; a: limit, b: reason'),
  refused: kind('node', 'bad', 'refused for any other reason; a: detail, b: reason'),
  versioned: kind('node', 'plain', 'an environment of a published version is made; a: version, b: environment'),
  initStarted: kind('node', 'cold', 'an environment begins to initialise; a: expected end, b: environment'),
  initEnded: kind('node', 'plain', 'it is ready; a: init ms, b: environment'),
  initFailed: kind('node', 'bad', 'init crashed or hit its limit; a: init ms, b: environment'),
  started: kind('node', 'plain', 'the handler begins; a: expected end or 0, b: environment'),
  finished: kind('node', 'good', 'the handler returned; a: duration ms, b: environment'),
  failed: kind('node', 'bad', 'the handler failed; a: duration ms, b: environment'),
  timedOut: kind('node', 'bad', 'the function timeout struck; a: timeout ms, b: environment'),
  crashed: kind('node', 'bad', 'out of memory or exit; a: duration ms, b: environment'),
  environmentIdle: kind('node', 'plain', 'an environment is kept warm; b: environment'),
  environmentEnded: kind('node', 'plain', 'an environment is gone; b: environment'),
  logged: kind('node', 'plain', 'its code wrote a line; a: number of the text, b: environment'),
  used: kind('node', 'plain', 'what an invocation of code took; a: memory in MB, b: environment'),
  faulted: kind('node', 'plain', 'how its code failed; a: reason, b: environment'),
  waits: kind('node', 'warn', 'waits for a retry; a: due time, b: which try comes'),
  queued: kind('node', 'plain', 'stored in a queue; a: depth'),
  delayed: kind('node', 'plain', 'stored, hidden until a; b: nothing'),
  visible: kind('node', 'plain', 'visible again; a: depth, b: receive count'),
  leased: kind('node', 'plain', 'received, hidden until a; b: receive count'),
  deleted: kind('node', 'good', 'deleted by its consumer'),
  expired: kind('node', 'bad', 'older than may be; a: age ms'),
  duplicated: kind('node', 'warn', 'delivered once more without any error'),
  deduplicated: kind('node', 'plain', 'the same deduplication id within five minutes'),
  filtered: kind('node', 'plain', 'no filter matches; dropped'),
  deadLettered: kind('node', 'bad', 'moved to a dead-letter queue; a: receives or tries'),
  dropped: kind('node', 'bad', 'lost; b: reason'),
  checkpoint: kind('node', 'plain', 'a shard consumer moved on; a: position, b: shard'),
  looked: kind('node', 'plain', 'a cache was asked; a: number of the text that is the key, b: edge location and what it had (LOOKED)'),
  judged: kind('node', 'plain', 'what a function at the edge returned; a: number of a text or -1, b: stage and verdict (RETURNED)'),
  kept: kind('node', 'plain', 'stored in a cache; a: fresh until, b: status'),
  charged: kind('node', 'plain', 'what a request is paid by; a: how much, b: which metric of its node'),
  ended: kind('node', 'plain', 'a message is over; b: outcome'),
  changed: kind('node', 'warn', 'a dated action took effect; a: its number, b: 1 when it is only made here, and holds later'),
  faultBegan: kind('node', 'warn', 'a fault begins here, or on a wire that leads here; a: its number'),
  faultHealed: kind('node', 'good', 'it is over; a: its number'),
} as const satisfies Record<string, RecordKind>

export type RecordName = keyof typeof RECORDS
export const RECORD_NAMES = Object.keys(RECORDS) as readonly RecordName[]

/** Each kind as the number that stands in a row: `note(K.started, …)`. */
export const K = Object.fromEntries(RECORD_NAMES.map((name, index) => [name, index])) as { readonly [N in RecordName]: number }

/** The terminal states of a message. Every message ends in exactly one, or is still waiting when the run stops. */
export const OUTCOMES = [
  'succeeded', 'failed', 'throttled', 'timedOut', 'refused', 'deleted', 'expired', 'deadLettered', 'dropped', 'filtered', 'deduplicated',
] as const
export type Outcome = (typeof OUTCOMES)[number]
export const O = Object.fromEntries(OUTCOMES.map((name, index) => [name, index])) as { readonly [N in Outcome]: number }
