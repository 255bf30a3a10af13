/**
 * What lies where in the machine's memory, and the shape of each thing in it. The other side of this is `layout.ts`: the
 * same fields in the same order.
 */

/** A source of requests. */
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
  /** Of the present second: how many were sent, and were refused. */
  sentNow: f64
  refusedNow: f64
  /** Of the wire, and of the source: kind and place of its rows. */
  request: i32
  response: i32
  refusal: i32
  ended: i32
  /** Its function. */
  work: i32
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
  shared: i32
  /** Where its idle environments stand, and how many: the last one used is the last. */
  idle: i32
  idleCount: i32
  /** Waits lie from here to there; or there is no chance in them. */
  waits: i32
  waitsEnd: i32
  constant: i32
  billsInit: i32
  started: i32
  finished: i32
  refused: i32
  why: i32
  status: i32
  number: i32
}

/** An environment. While it is busy, its request is here as well. */
@unmanaged
export class Place {
  serial: f64
  sentAt: f64
  begun: f64
  durationMs: f64
  initMs: f64
  lifeEnd: f64
  idleEnd: f64
  label: i32
  dirty: i32
  turns: i32
  source: i32
  work: i32
  /** The values that its duration will be one of. */
  values: u32
}

/** A level within the present second. */
@unmanaged
export class Level {
  first: f64
  value: f64
  /** Of all steps since `first`, that to the value it had then included: step times instant, counted from the second's beginning. */
  steps: f64
  low: f64
  high: f64
  /** Since this second began: not known; set; or as it was when the last one ended. */
  noted: i32
  owner: i32
}

export const UNKNOWN = 0
export const SET = 1
export const AS_IT_WAS = 2

/** Values of a second, and what they count as besides. */
@unmanaged
export class Values {
  second: f64
  sum: f64
  count: f64
  low: f64
  high: f64
  failures: f64
  billed: f64
  billedCount: f64
  billedLow: f64
  billedHigh: f64
  owner: i32
  times: i32
  /** Of the distributions of its minute. */
  page: u32
}

export const MOST_SOURCES = 16
export const MOST_PLACES = 4_096
export const DRAWS = 256
/** Seconds to which values may be dated back; a power of two. */
export const SECONDS = 64
/** Pages of distributions, by minute. */
export const PAGES = 4
/** Some more than there are, so that they go by eights. */
export const BUCKETS = 1_416
export const LAST_BUCKET = 1_408
export const ROWS = 2_048
export const RECORDS = 1_024
export const RECORD = 80

/** A source or function, an environment or the values of a second, a level: each has so many bytes, some of them to spare. */
const LARGE = 256
const SMALL = 128
const LEVEL_BYTES = 64

export const SOURCES: usize = 1_024
export const WORKS: usize = SOURCES + MOST_SOURCES * LARGE
export const PLACES: usize = WORKS + MOST_SOURCES * LARGE
export const IDLE: usize = PLACES + MOST_PLACES * SMALL
export const HEAP: usize = IDLE + MOST_PLACES * 4
export const AHEAD: usize = HEAP + MOST_PLACES * 24
export const WAITS: usize = AHEAD + MOST_SOURCES * DRAWS * 8
export const LEVELS: usize = WAITS + MOST_SOURCES * DRAWS * 8
export const LATENCIES: usize = LEVELS + MOST_SOURCES * 2 * LEVEL_BYTES
export const DURATIONS: usize = LATENCIES + MOST_SOURCES * SMALL
export const PAGE: usize = DURATIONS + MOST_SOURCES * SECONDS * SMALL
export const ROW: usize = PAGE + MOST_SOURCES * 2 * PAGES * BUCKETS * 4 + 64
export const OUT: usize = ROW + ROWS * 32

export function source(number: i32): usize { return SOURCES + <usize>number * LARGE }
export function work(number: i32): usize { return WORKS + <usize>number * LARGE }
export function place(number: i32): usize { return PLACES + <usize>number * SMALL }
export function idleOf(first: i32): usize { return IDLE + <usize>first * 4 }
/** What is in flight of each source; then the concurrency of each function. */
export function level(number: i32): usize { return LEVELS + <usize>number * LEVEL_BYTES }
/** Of the present second; and of those to which durations may be dated back. */
export function latency(number: i32): usize { return LATENCIES + <usize>number * SMALL }
export function durations(number: i32, second: i32): usize { return DURATIONS + <usize>(number * SECONDS + (second & (SECONDS - 1))) * SMALL }
export function aheadOf(number: i32): usize { return AHEAD + <usize>(number * DRAWS) * 8 }
export function waitsOf(number: i32): usize { return WAITS + <usize>(number * DRAWS) * 8 }
