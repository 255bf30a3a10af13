/** What lies where in the machine's memory. */
import { Level, Queue, Source, Values, Work } from './shapes.ts'

export const MOST_SOURCES = 16
export const MOST_PLACES = 4_096
export const MOST_QUEUES = 8
export const MOST_MESSAGES = 16_384
export const DRAWS = 256
/** Seconds to which values may be dated back; a power of two. */
export const SECONDS = 64
/** Pages of distributions, by minute. */
export const PAGES = 4
/** Some more than there are, so that they go by eights. */
export const BUCKETS = 1_416
export const LAST_BUCKET = 1_408
/** As many as stay near the processor. */
export const ROWS = 512
/**
 * What is known of seconds goes out in records, each metric's one after another: so many of a metric at most before all of
 * them are taken. First those of values, by source and function; levels of these and of queues; amounts, two of a source or
 * function and eight of a queue; values that are nothing, of queues.
 */
export const RECORDS = 128
export const RECORD = 64
export const LEVELS = 2 * MOST_SOURCES
export const AMOUNTS = LEVELS + 2 * MOST_SOURCES + 2 * MOST_QUEUES
export const OF_QUEUES = AMOUNTS + 4 * MOST_SOURCES
export const OF_QUEUE = 8
export const ZEROS = OF_QUEUES + OF_QUEUE * MOST_QUEUES
export const TELLERS = ZEROS + MOST_QUEUES

/** A source or function, a queue, an environment or the values of a second, a message: each has so many bytes, some of them to spare. */
const LARGE = 384
const QUEUE_BYTES = 512
const SMALL = 128
const MESSAGE_BYTES = 96
/** Within the large ones: what is in flight of a source, or the concurrency of a function; and the values of a source. */
const LEVEL_AT = 208
const LATENCY_AT = 272
/** Within a queue: what is visible, and in flight. */
const VISIBLE_AT = 320
const HIDDEN_AT = 384
/** Received; in batches that failed; in batches that went well. */
const TALLIES = 3

export const SOURCES: usize = 1_024
export const WORKS: usize = SOURCES + MOST_SOURCES * LARGE
export const PLACES: usize = WORKS + MOST_SOURCES * LARGE
export const IDLE: usize = PLACES + MOST_PLACES * SMALL
export const HEAP: usize = IDLE + MOST_PLACES * 4
export const AHEAD: usize = HEAP + MOST_PLACES * 24
export const WAITS: usize = AHEAD + MOST_SOURCES * DRAWS * 8
export const FATES: usize = WAITS + MOST_SOURCES * DRAWS * 8
export const DURATIONS: usize = FATES + MOST_SOURCES * DRAWS * 8
export const PAGE: usize = DURATIONS + MOST_SOURCES * SECONDS * SMALL
export const ROW: usize = PAGE + MOST_SOURCES * 2 * PAGES * BUCKETS * 4 + 64
export const OUT: usize = ROW + ROWS * 32
/** How many records there are, by metric. */
export const TOLD: usize = OUT + TELLERS * RECORDS * RECORD
export const QUEUES: usize = TOLD + TELLERS * 4
export const TALLY: usize = QUEUES + MOST_QUEUES * QUEUE_BYTES
export const MESSAGES: usize = TALLY + MOST_QUEUES * TALLIES * 32

export function source(number: i32): usize { return SOURCES + <usize>number * LARGE }
export function work(number: i32): usize { return WORKS + <usize>number * LARGE }
export function place(number: i32): usize { return PLACES + <usize>number * SMALL }
export function idleOf(first: i32): usize { return IDLE + <usize>first * 4 }
export function queue(number: i32): usize { return QUEUES + <usize>number * QUEUE_BYTES }
export function message(number: i32): usize { return MESSAGES + <usize>number * MESSAGE_BYTES }
export function tally(queue: i32, which: i32): usize { return TALLY + <usize>(queue * TALLIES + which) * 32 }
export const RECEIVED = 0
export const FAILED = 1
export const WENT_WELL = 2
@inline export function visibleOf(queue: Queue): Level { return changetype<Level>(changetype<usize>(queue) + VISIBLE_AT) }
@inline export function hiddenOf(queue: Queue): Level { return changetype<Level>(changetype<usize>(queue) + HIDDEN_AT) }
/** Of the present second; and of those to which durations may be dated back. */
export function latency(number: i32): usize { return source(number) + LATENCY_AT }
@inline export function flights(from: Source): Level { return changetype<Level>(changetype<usize>(from) + LEVEL_AT) }
@inline export function concurrency(fn: Work): Level { return changetype<Level>(changetype<usize>(fn) + LEVEL_AT) }
@inline export function latencyOf(from: Source): Values { return changetype<Values>(changetype<usize>(from) + LATENCY_AT) }
export function durations(number: i32, second: i32): usize { return DURATIONS + <usize>(number * SECONDS + (second & (SECONDS - 1))) * SMALL }
export function aheadOf(number: i32): usize { return AHEAD + <usize>(number * DRAWS) * 8 }
export function waitsOf(number: i32): usize { return WAITS + <usize>(number * DRAWS) * 8 }
export function fatesOf(number: i32): usize { return FATES + <usize>(number * DRAWS) * 8 }
