/** What is measured, second by second: of the present one, of those to which durations are dated back, and by minute. */
import { beginQueues, closeQueues, endQueueLevels, leaveQueueLevels } from './counts.ts'
import { AMOUNTS, BUCKETS, concurrency, durations, flights, latency, MOST_SOURCES, OUT, SECONDS, source, work } from './memory.ts'
import { endLevel, followLevel, leaveLevel, measuring, own, pageOf, putMore, putValues, secondEnds, setSecond, takeRecords } from './notes.ts'
import { Source, Values, Work } from './shapes.ts'

/** A minute is over: distributions are taken out. */
@external('host', 'minute')
declare function minuteEnds(minute: i32): void

export let sources: i32 = 0
export let works: i32 = 0
let second: f64 = 0
let minute: i32 = 0

export function beginSeconds(at: f64, ofSources: i32, ofWorks: i32, ofQueues: i32): void {
  beginQueues(ofQueues)
  sources = ofSources
  works = ofWorks
  second = Math.floor(at / 1e6)
  minute = <i32>Math.floor(second / 60)
  setSecond((second + 1) * 1e6)
  for (let i = 0; i < sources; i++) {
    const values = changetype<Values>(latency(i))
    values.owner = i
    openAt(values, second)
    const from = changetype<Source>(source(i))
    own(flights(from), i)
    from.sent = from.succeeded = from.throttled = from.sentBefore = from.refusedNow = 0
    from.ahead = from.aheadEnd = 0
    from.number = i
  }
  for (let i = 0; i < works; i++) {
    for (let s = 0; s < SECONDS; s++) {
      const values = changetype<Values>(durations(i, s))
      values.owner = MOST_SOURCES + i
      values.second = -1
      blank(values)
    }
    const fn = changetype<Work>(work(i))
    own(concurrency(fn), MOST_SOURCES + i)
    fn.throttledNow = fn.invocations = 0
    fn.waits = fn.waitsEnd = 0
    fn.fates = fn.fatesEnd = 0
    fn.number = i
  }
}

/** Values may be dated to this second from now on. */
@inline export function openSecond(fn: Work, at: f64): u32 {
  const second = Math.floor(at / 1e6)
  const values = changetype<Values>(durations(fn.number, <i32>second))
  if (values.second != second) reopen(values, second)
  return <u32>changetype<usize>(values)
}
function reopen(values: Values, second: f64): void {
  if (measuring) putDurations(values)
  openAt(values, second)
}

/** Blank, for the values of that second. */
export function openAt(values: Values, second: f64): void {
  values.second = second
  values.page = <u32>pageOf(values.owner, <i32>Math.floor(second / 60))
  blank(values)
}

function blank(values: Values): void {
  values.sum = 0
  values.count = 0
  values.low = Infinity
  values.less = Infinity
  values.failures = 0
  values.times = 0
  values.billed = 0
}

/** What a duration is paid for as: in whole milliseconds, one at least. An init that is paid for as well stays behind. */
@inline export function billed(duration: f64): f64 {
  const whole = Math.ceil(duration - 1e-6)
  return whole < 1 ? 1 : whole
}

function putDurations(values: Values): void {
  if (values.times == 0) return
  putValues(values)
  putMore(AMOUNTS + values.owner * 2 + 1, values.second, values.billed, values.times, billed(values.low), billed(-values.less))
  values.times = 0
}

/** Another second: what is known of the last one goes out. */
export function turn(time: f64): void {
  const next = Math.floor(time / 1e6)
  if (measuring) {
    const lasts = next == second + 1 && time > secondEnds
    followTwins()
    for (let i = 0; i < sources; i++) {
      const from = changetype<Source>(source(i))
      endLevel(flights(from), from.waiting, lasts)
    }
    for (let i = 0; i < works; i++) {
      const fn = changetype<Work>(work(i))
      endLevel(concurrency(fn), fn.inFlight, lasts)
    }
    endQueueLevels(lasts)
  }
  closeSecond()
  second = next
  setSecond((second + 1) * 1e6)
  const present = <i32>Math.floor(second / 60)
  if (present != minute) {
    endMinute()
    minute = present
  }
  for (let i = 0; i < sources; i++) openAt(changetype<Values>(latency(i)), second)
}

/** Before refusals of the second are forgotten. */
function followTwins(): void {
  for (let i = 0; i < works; i++) {
    const fn = changetype<Work>(work(i))
    if (fn.twin == 0) continue
    const from = changetype<Source>(fn.twin)
    followLevel(concurrency(fn), flights(from), from.waiting - fn.inFlight, from.refusedNow > 0)
  }
}

function closeSecond(): void {
  if (!measuring) return
  for (let i = 0; i < sources; i++) {
    const from = changetype<Source>(source(i))
    putOnes(i * 2, from.sent - from.sentBefore)
    putOnes(i * 2 + 1, from.refusedNow)
    from.sentBefore = from.sent
    from.refusedNow = 0
    const values = changetype<Values>(latency(i))
    if (values.times > 0) putValues(values)
    values.times = 0
  }
  for (let i = 0; i < works; i++) {
    const fn = changetype<Work>(work(i))
    putOnes((MOST_SOURCES + i) * 2, fn.throttledNow)
    fn.throttledNow = 0
  }
  closeQueues(second)
}

function putOnes(which: i32, count: f64): void {
  if (count > 0) putMore(AMOUNTS + which, second, count, count, 1, 1)
}

/** Takes the distribution of a minute out: pairs of bucket and count, where records are otherwise. How many. */
export function takePage(owner: i32, minute: i32): i32 {
  const from = pageOf(owner, minute)
  let out = OUT
  // Most are empty: eight at a time.
  for (let at = from; at < from + BUCKETS * 4; at += 32) {
    if ((load<u64>(at) | load<u64>(at, 8) | load<u64>(at, 16) | load<u64>(at, 24)) == 0) continue
    for (let one = at; one < at + 32; one += 4) {
      const count = load<u32>(one)
      if (count == 0) continue
      store<u32>(one, 0)
      store<u32>(out, <u32>(one - from) >> 2)
      store<u32>(out, count, 4)
      out += 8
    }
  }
  return <i32>((out - OUT) >> 3)
}

/** All that is known goes out. */
export function leaveSeconds(now: f64): void {
  if (measuring) followTwins()
  closeSecond()
  if (!measuring) return
  for (let i = 0; i < sources; i++) {
    const from = changetype<Source>(source(i))
    leaveLevel(flights(from), from.waiting, now)
  }
  leaveQueueLevels(now)
  for (let i = 0; i < works; i++) {
    const fn = changetype<Work>(work(i))
    leaveLevel(concurrency(fn), fn.inFlight, now)
    // From the oldest to the one after the present.
    for (let s = 2; s <= SECONDS + 1; s++) putDurations(changetype<Values>(durations(i, <i32>second + s)))
  }
  endMinute()
}

/** Records first: what is dated back goes to a minute that is open. */
function endMinute(): void {
  if (!measuring) return
  takeRecords()
  minuteEnds(minute)
}
