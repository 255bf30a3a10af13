/**
 * The commonest way of a request in one piece: a source sends it, a function has room and an idle environment, the
 * handler takes its time and returns, the source has its answer. What is done here is what `send`, `invoke`, `begin`,
 * `handlerEnds`, `rest` and `plainAnswered` do, in their order; whatever else an event would need is found out before
 * anything of it is done, and the ride ends in front of it.
 */
import { clearHeap, firstPlace, firstRank, firstTime, heapSize, pop, push } from './heap.ts'
import { aheadOf, durations, idleOf, latency, OUT, place, Place, ROW, source, Source, SOURCES, Values, waitsOf, work, Work } from './memory.ts'
import { addValue, emptied, lower, makeRoom, measuring, outAt, raise, rowAt, rowOf, secondEnds, setSinks, tracing, wrote } from './notes.ts'
import { beginSeconds, concurrency, flights, leaveSeconds, openAt, openSecond, sources, takePage, turn } from './seconds.ts'

export { aheadOf, durations, idleOf, latency, openAt, place, source, takePage, waitsOf, work }

/** The next arrivals of a source; the next waits of a function. They are where they always are, from the first on. */
@external('host', 'arrivals')
declare function arrivals(source: i32): i32
@external('host', 'waits')
declare function waits(work: i32): i32
export let now: f64 = 0
export let sequence: f64 = 0
export let fired: f64 = 0
export let nextSerial: f64 = 0
/** Of the account. */
export let inFlight: f64 = 0
export let room: f64 = 0
export let windowEnds: f64 = 0
export let windowCount: f64 = 0
export let windowMost: f64 = 0
/** How ranks begin. */
export let ofCompletion: f64 = 0
export let ofArrival: f64 = 0
/** How a request ends. */
export let throttledOutcome: i32 = 0
export let succeededOutcome: i32 = 0

export function rows(): usize { return rowAt }
export function records(): usize { return outAt }
export function rowsBegin(): usize { return ROW }
export function recordsBegin(): usize { return OUT }
export function pending(): i32 { return heapSize }
export function pendingTime(): f64 { return firstTime() }
export function pendingRank(): f64 { return firstRank() }
export function pendingPlace(): usize { return firstPlace() }
export function takePending(): void { pop() }
export function setOff(place: usize, time: f64, rank: f64): void { push(time, rank, <u32>place) }
export function empty(): void { emptied() }

/** To be called first: so many sources and functions are to come on board. */
export function prepare(at: f64, sources: i32, works: i32, traces: bool, measures: bool): void {
  now = at
  clearHeap()
  emptied()
  setSinks(traces, measures)
  beginSeconds(at, sources, works)
}

/** All that is known goes out. */
export function alight(): void {
  leaveSeconds(now)
}

/** Everything up to `until`, and before `limit`; at most until so many have fired. Says whether it stopped for want of anything to do here. */
export function ride(until: f64, limit: f64, stop: f64): bool {
  while (fired < stop) {
    const from = nextSource()
    const completion = firstTime()
    const arrival = from == 0 ? Infinity : changetype<Source>(from).next
    const ends = completion < arrival || (completion == arrival && heapSize > 0 && firstRank() < changetype<Source>(from).rank)
    const time = ends ? completion : arrival
    if (time > until || time >= limit) return true
    makeRoom()
    if (time >= secondEnds) turn(time)
    if (ends ? !handlerEnds(changetype<Place>(firstPlace()), time) : !send(changetype<Source>(from), time)) return false
    fired += 1
    now = time
  }
  return true
}

@inline function nextSource(): usize {
  if (sources == 1) return SOURCES
  return sources == 0 ? 0 : firstOfMany()
}

function firstOfMany(): usize {
  let best: usize = SOURCES
  for (let i = 1; i < sources; i++) {
    const one = changetype<Source>(source(i))
    const first = changetype<Source>(best)
    if (one.next < first.next || (one.next == first.next && one.rank < first.rank)) best = source(i)
  }
  return best
}

function send(from: Source, at: f64): bool {
  const fn = changetype<Work>(from.work)
  // What would need more than this is left to others, before anything is done.
  if (from.ahead == from.aheadEnd) {
    from.ahead = <i32>aheadOf(from.number)
    from.aheadEnd = from.ahead + (arrivals(from.number) << 3)
  }
  const shared = fn.shared != 0
  const ends = shared ? windowEnds : fn.windowEnds
  const fresh = at >= ends
  const counted = fresh ? 0 : shared ? windowCount : fn.windowCount
  if (counted >= (shared ? windowMost : fn.windowMost)) return false
  const full = shared ? inFlight >= room : fn.onDemand >= fn.room
  let env: Place = changetype<Place>(0)
  let duration: f64 = 0
  if (full) {
    if (shared || from.tries != 0) return false
  } else {
    if (fn.idleCount == 0) return false
    env = changetype<Place>(load<u32>(idleTop(fn)))
    if (env.dirty != 0) return false
    duration = fn.cpuMs + fn.ioMs
    if (fn.constant == 0) {
      if (fn.waits == fn.waitsEnd) {
        fn.waits = <i32>waitsOf(fn.number)
        fn.waitsEnd = fn.waits + (waits(fn.number) << 3)
      }
      duration = fn.cpuMs + load<f64>(fn.waits) * fn.ioMs
    }
    if (duration > fn.limitMs) return false
  }
  if (shared) {
    if (fresh) windowEnds = secondEnds
    windowCount = counted + 1
  } else {
    if (fresh) fn.windowEnds = secondEnds
    fn.windowCount = counted + 1
  }

  const serial = nextSerial
  nextSerial = serial + 1
  const waiting = from.waiting + 1
  from.waiting = waiting
  from.sent += 1
  if (measuring) {
    from.sentNow += 1
    raise(flights(from), waiting, at)
  }
  if (tracing) {
    rowOf(0, at, serial, from.request, at, 1)
    wrote(1)
  }
  if (full) refuse(from, fn, serial, at)
  else start(from, fn, env, serial, duration, at)

  let next = load<f64>(from.ahead)
  from.ahead += 8
  if (from.gaps != 0) next += at > from.from ? at : from.from
  if (next < from.until) {
    from.next = next
    from.rank = ofArrival + sequence
    sequence += 1
  } else from.next = Infinity
  return true
}

@inline function idleTop(fn: Work): usize { return <usize>fn.idle + (<usize>fn.idleCount << 2) - 4 }

@inline function start(from: Source, fn: Work, env: Place, serial: f64, duration: f64, at: f64): void {
  if (fn.shared != 0) inFlight += 1
  fn.onDemand += 1
  const busy = fn.inFlight + 1
  fn.inFlight = busy
  if (measuring) raise(concurrency(fn), busy, at)
  fn.idleCount -= 1
  if (fn.constant == 0) fn.waits += 8
  const takes = fn.thaw + Math.floor(duration * 1_000 + 0.5)
  fn.invocations += 1
  const begun = at + fn.thaw
  env.serial = serial
  env.sentAt = at
  env.begun = begun
  env.durationMs = duration
  env.turns += 1
  env.source = <i32>changetype<usize>(from)
  env.values = openSecond(fn, begun)
  const ends = at + takes
  if (tracing) {
    rowOf(0, at, serial, fn.started, ends, env.label)
    wrote(1)
  }
  push(ends, ofCompletion + sequence, <u32>changetype<usize>(env))
  sequence += 1
}

function refuse(from: Source, fn: Work, serial: f64, at: f64): void {
  const waiting = from.waiting - 1
  from.waiting = waiting
  if (tracing) {
    rowOf(0, at, serial, fn.refused, fn.limit, fn.why)
    rowOf(1, at, serial, from.refusal, at, fn.status)
    rowOf(2, at, serial, from.ended, 0, throttledOutcome)
    wrote(3)
  }
  from.throttled += 1
  if (!measuring) return
  fn.throttledNow += 1
  from.refusedNow += 1
  lower(flights(from), waiting, at)
  const values = changetype<Values>(latency(from.number))
  addValue(values, 0)
  values.failures += 1
}
function handlerEnds(env: Place, at: f64): bool {
  const fn = changetype<Work>(env.work)
  const idleEnd = at + fn.idleFor
  if (env.lifeEnd <= at || idleEnd < fn.idleTimerAt || env.lifeEnd < fn.idleTimerAt) return false
  const duration = env.durationMs
  const values = changetype<Values>(env.values)
  // Longer ago than is kept.
  if (measuring && (env.begun < values.second * 1e6 || env.begun >= values.second * 1e6 + 1e6)) return false
  pop()
  const from = changetype<Source>(env.source)
  const serial = env.serial
  const busy = fn.inFlight - 1
  fn.inFlight = busy
  fn.onDemand -= 1
  if (fn.shared != 0) inFlight -= 1
  const waiting = from.waiting - 1
  from.waiting = waiting
  from.succeeded += 1
  if (measuring) {
    addValue(values, duration)
    let billed = Math.ceil((fn.billsInit != 0 ? env.initMs : 0) + duration - 1e-6)
    if (billed < 1) billed = 1
    values.billed += billed
    if (billed < values.billedLow) values.billedLow = billed
    if (billed > values.billedHigh) values.billedHigh = billed
    lower(concurrency(fn), busy, at)
    lower(flights(from), waiting, at)
    addValue(changetype<Values>(latency(from.number)), (at - env.sentAt) / 1_000)
  }
  if (tracing) {
    rowOf(0, at, serial, fn.finished, duration, env.label)
    rowOf(1, at, serial, from.response, at, 200)
    rowOf(2, at, serial, from.ended, 0, succeededOutcome)
    wrote(3)
  }
  env.initMs = 0
  env.idleEnd = idleEnd
  store<u32>(idleTop(fn) + 4, <u32>changetype<usize>(env))
  fn.idleCount += 1
  return true
}
