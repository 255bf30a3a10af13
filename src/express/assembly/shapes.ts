/** The shapes of the things in the machine's memory. The other side of this is `layout.ts`: the same fields in the same order. */

/** A source of requests, or of messages for a queue. */
@unmanaged
export class Source {
  next: f64
  rank: f64
  /** Gaps count from here at the earliest; at `until` the last has gone. */
  from: f64
  until: f64
  waiting: f64
  sent: f64
  succeeded: f64
  throttled: f64
  /** How many had been sent before the present second, and how many were refused in it. */
  sentBefore: f64
  refusedNow: f64
  /** Of the wire, and of the source: kind and place of its rows. */
  request: i32
  response: i32
  refusal: i32
  ended: i32
  /** Its function, or its queue. */
  work: i32
  queue: i32
  /** What comes next lies from here to there; gaps, or instants. */
  ahead: i32
  aheadEnd: i32
  gaps: i32
  /** What is refused for want of room is tried again. */
  tries: i32
  number: i32
}

/** A function. */
@unmanaged
export class Work {
  inFlight: f64
  onDemand: f64
  /** Room for requests without provisioned environments; of its own, or (shared) of the account. */
  room: f64
  /** The second in which requests are counted, how many they are and may be. Its own: a shared one is the account's. */
  windowEnds: f64
  windowCount: f64
  windowMost: f64
  cpuMs: f64
  ioMs: f64
  limitMs: f64
  thaw: f64
  idleFor: f64
  idleTimerAt: f64
  /** As a refusal says it. */
  limit: f64
  throttledNow: f64
  invocations: f64
  /** Of a hundred batches so many fail. */
  errorRate: f64
  shared: i32
  /** The source of all its requests, if there is only one: its concurrency follows from what is in flight there. */
  twin: i32
  /** Where its idle environments stand, and how many: the last one used is the last. */
  idle: i32
  idleCount: i32
  /** Waits lie from here to there; or there is no chance in them. */
  waits: i32
  waitsEnd: i32
  /** The same for draws that say whether it fails. */
  fates: i32
  fatesEnd: i32
  constant: i32
  started: i32
  finished: i32
  failed: i32
  refused: i32
  why: i32
  status: i32
  number: i32
}

/** An environment. While it is busy, its request or its batch is here as well. */
@unmanaged
export class Place {
  serial: f64
  sentAt: f64
  begun: f64
  durationMs: f64
  lifeEnd: f64
  idleEnd: f64
  label: i32
  dirty: i32
  turns: i32
  /** Who sent the request; or the queue that the batch came from. */
  source: i32
  work: i32
  /** The values that its duration will be one of. */
  values: u32
  /** How many messages its batch holds, 0 for a request; whether the handler will fail. The messages stand behind. */
  count: i32
  fails: i32
}
export const BATCH: usize = 80
export const BATCH_MOST = 10

/** A queue, and who receives from it. */
@unmanaged
export class Queue {
  visibility: f64
  retention: f64
  /** The oldest goes then. */
  keepsUntil: f64
  /** When the first of those hidden shows again, as far as is known: its timer. */
  showsAt: f64
  deletedAt: f64
  inFlight: f64
  inFlightMost: f64
  /** Pollers: since when there are more of them, since when nothing is there; how many at most, in the beginning, and more in a minute. */
  rampFrom: f64
  emptySince: f64
  ceiling: f64
  pollersMost: f64
  pollersFirst: f64
  pollersGain: f64
  /** How long a receive waits. */
  longPoll: f64
  /** Where errors have no effect any more. */
  ceilingMost: f64
  active: f64
  /** Of the present second. */
  sentNow: f64
  deletedNow: f64
  requestsNow: f64
  /** Ends of messages. */
  deleted: f64
  buried: f64
  /** Who receives, and where those go that were received too often: 0 for nobody, nowhere. */
  consumer: i32
  dead: i32
  receivesMost: i32
  first: i32
  last: i32
  count: i32
  /** Of those hidden, in the order in which they show again. */
  firstHidden: i32
  lastHidden: i32
  sampling: i32
  deletes: i32
  polling: i32
  growing: i32
  batchSize: i32
  /** Of their rows: kind and place. */
  visible: i32
  leased: i32
  erased: i32
  ended: i32
  worn: i32
  created: i32
  batch: i32
  moved: i32
  why: i32
  number: i32
}

/** A message in a queue. */
@unmanaged
export class Message {
  serial: f64
  /** Under which it is traced from its very beginning; and under which it was first known, if it comes from another queue. */
  root: f64
  known: f64
  born: f64
  sentAt: f64
  firstAt: f64
  /** Hidden until then. */
  until: f64
  /** Those behind and before it, where it stands. */
  next: i32
  before: i32
  tries: i32
  /** The environment that works on it. */
  place: i32
  /** The row of the run's table that is its own, or was that of the one it is a copy of; -1 for none. */
  row: i32
  copied: i32
  /** The row that told of its coming: its wire is in it. */
  wire: i32
  /** It was hidden on this ride; or it is over. */
  state: i32
}
export const AS_BEFORE = 0
export const HIDDEN_NEW = 1
export const OVER = 2

/** Amounts of the present second. */
@unmanaged
export class Tally {
  sum: f64
  count: f64
  low: f64
  high: f64
}

/** A level within the present second. */
@unmanaged
export class Level {
  first: f64
  /** Of all steps since `first`, that to the value it had then included: step times instant, counted from the second's beginning. */
  steps: f64
  low: f64
  high: f64
  /** Of this second: not known, or set. */
  noted: i32
  owner: i32
}

export const UNKNOWN = 0
export const SET = 1

/**
 * Values of a second, and what they count as besides. `sum` and `count` are those of the whole second, the others of what is
 * new. Sum and times are written together, and so are the least value and the greatest, which stands as its negative.
 */
@unmanaged
export class Values {
  second: f64
  count: f64
  sum: f64
  times: f64
  low: f64
  less: f64
  failures: f64
  billed: f64
  owner: i32
  /** Of the distributions of its minute. */
  page: u32
}
