/**
 * The commonest ways in one piece: a source sends a request, a function has room and an idle environment, the handler
 * takes its time and returns, the source has its answer; or it sends a message to a queue, a mapping receives it with
 * others, the function handles the batch, and they are deleted or show again. What is done here is what the services do,
 * in their order; whatever else an event would need is found out before anything of it is done, and the ride ends in
 * front of it.
 */
import {
  ENDS, fired, GROWS, hasFired, kindOf, leaveUndone, nextSerial, now, ofArrival, ofCompletion, ofPoll, ofRefill, POLLS, rank, sequence, serial, SHOWS, thingOf,
  unfinished,
} from './clock.ts'
import { clearHeap, firstPlace, firstRank, firstTime, heapSize, pop, push } from './heap.ts'
import { batchEnded, look } from './mapping.ts'
import { aheadOf, durations, fatesOf, flights, idleOf, latency, latencyOf, message, OUT, place, queue, ROW, source, SOURCES, TOLD, waitsOf, work } from './memory.ts'
import { addValue, emptyRows, lower, makeRoom, measuring, raise, rowOf, secondEnds, setSinks, tracing, wrote } from './notes.ts'
import { pollAgain } from './pollers.ts'
import { beginMessages, bring, buriedOutcome, deletedOutcome, isCrowded, show, takeIn, takes } from './queue.ts'
import { beginSeconds, leaveSeconds, openAt, sources, takePage, turn } from './seconds.ts'
import { Place, Queue, Source, Work } from './shapes.ts'
import { asked, begin, canBegin, ends, idleTop, inFlight, isFull, mayAsk, room, windowCount, windowEnds, windowMost } from './work.ts'

export { aheadOf, durations, fatesOf, idleOf, latency, message, openAt, place, queue, source, takePage, waitsOf, work }
export { now, fired, sequence, nextSerial, ofCompletion, ofRefill, ofArrival, ofPoll, unfinished }
export { inFlight, room, windowEnds, windowCount, windowMost }
export { bring, buriedOutcome, deletedOutcome }

/** The next arrivals of a source. They are where they always are, from the first on. */
@external('host', 'arrivals')
declare function arrivals(source: i32): i32
/** How a request ends. */
export let throttledOutcome: i32 = 0
export let succeededOutcome: i32 = 0

export function rowsBegin(): usize { return ROW }
export function recordsBegin(): usize { return OUT }
export function toldBegin(): usize { return TOLD }
export function pending(): i32 { return heapSize }
export function pendingTime(): f64 { return firstTime() }
export function pendingRank(): f64 { return firstRank() }
export function pendingPlace(): usize { return firstPlace() }
export function takePending(): void { pop() }
export function setOff(what: usize, time: f64, rank: f64): void { push(time, rank, <u32>what) }

/** To be called first: so many sources and functions are to come on board. */
export function prepare(at: f64, sources: i32, works: i32, queues: i32, traces: bool, measures: bool): void {
  now = at
  leaveUndone(0)
  clearHeap()
  setSinks(traces, measures)
  beginSeconds(at, sources, works, queues)
  beginMessages()
}

/** All that is known goes out. */
export function alight(): void {
  leaveSeconds(now)
  emptyRows()
}

/** Everything up to `until`, and before `limit`; at most until so many have fired. */
export function ride(until: f64, limit: f64, stop: f64): void {
  while (fired < stop && unfinished == 0) {
    const from = nextSource()
    const timer = firstTime()
    const arrival = from == 0 ? Infinity : changetype<Source>(from).next
    const timerFirst = timer < arrival || (timer == arrival && heapSize > 0 && firstRank() < changetype<Source>(from).rank)
    const time = timerFirst ? timer : arrival
    if (time > until || time >= limit) return
    makeRoom()
    if (time >= secondEnds) turn(time)
    if (timerFirst ? !fire(firstPlace(), time) : !send(changetype<Source>(from), time)) return
    hasFired(time)
  }
}

function fire(what: usize, at: f64): bool {
  const kind = kindOf(what)
  if (kind == ENDS) return handlerEnds(changetype<Place>(what), at)
  const queue = changetype<Queue>(thingOf(what))
  if (kind == SHOWS) return show(queue, at)
  return kind == POLLS ? pollAgain(queue, at) : look(queue, kind == GROWS, at)
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
  // What would need more than this is left to others, before anything is done.
  if (from.ahead == from.aheadEnd) {
    from.ahead = <i32>aheadOf(from.number)
    from.aheadEnd = from.ahead + (arrivals(from.number) << 3)
  }
  if (from.queue != 0 ? !give(from, changetype<Queue>(from.queue), at) : !ask(from, changetype<Work>(from.work), at)) return false
  let next = load<f64>(from.ahead)
  from.ahead += 8
  if (from.gaps != 0) next += at > from.from ? at : from.from
  if (next < from.until) {
    from.next = next
    from.rank = rank(ofArrival)
  } else from.next = Infinity
  return true
}

/** A message for a queue: the answer is there at once. */
function give(from: Source, queue: Queue, at: f64): bool {
  if (!takes(queue, at)) return false
  const number = serial()
  from.sent += 1
  if (measuring) {
    raise(flights(from), from.waiting + 1, at)
    lower(flights(from), from.waiting, at)
    addValue(latencyOf(from), 0)
  }
  if (tracing) {
    rowOf(0, at, number, from.request, at, 1)
    wrote(1)
  }
  takeIn(queue, from, number, at)
  return true
}

/** A request for a function. */
function ask(from: Source, fn: Work, at: f64): bool {
  if (!mayAsk(fn, at)) return false
  const full = isFull(fn)
  if (full ? fn.shared != 0 || from.tries != 0 : !canBegin(fn)) return false
  asked(fn, at)
  const number = serial()
  const waiting = from.waiting + 1
  from.waiting = waiting
  from.sent += 1
  if (measuring) raise(flights(from), waiting, at)
  if (tracing) rowOf(0, at, number, from.request, at, 1)
  if (full) refuse(from, fn, number, at)
  else {
    const env = changetype<Place>(load<u32>(idleTop(fn)))
    env.source = <i32>changetype<usize>(from)
    begin(fn, env, number, at, 1)
  }
  return true
}

function refuse(from: Source, fn: Work, serial: f64, at: f64): void {
  const waiting = from.waiting - 1
  from.waiting = waiting
  if (tracing) {
    rowOf(1, at, serial, fn.refused, fn.limit, fn.why)
    rowOf(2, at, serial, from.refusal, at, fn.status)
    rowOf(3, at, serial, from.ended, 0, throttledOutcome)
    wrote(4)
  }
  from.throttled += 1
  if (!measuring) return
  fn.throttledNow += 1
  from.refusedNow += 1
  lower(flights(from), waiting, at)
  const values = latencyOf(from)
  addValue(values, 0)
  values.failures += 1
}

function handlerEnds(env: Place, at: f64): bool {
  const batch = env.count != 0
  // Whoever waits for room in a full queue would have to be told.
  if (batch && isCrowded(changetype<Queue>(env.source))) return false
  if (!ends(env, at)) return false
  if (batch) batchEnded(env, at)
  else answered(changetype<Source>(env.source), env, at)
  return true
}

function answered(from: Source, env: Place, at: f64): void {
  const waiting = from.waiting - 1
  from.waiting = waiting
  from.succeeded += 1
  if (measuring) {
    lower(flights(from), waiting, at)
    addValue(latencyOf(from), (at - env.sentAt) / 1_000)
  }
  if (!tracing) return
  rowOf(0, at, env.serial, changetype<Work>(env.work).finished, env.durationMs, env.label)
  rowOf(1, at, env.serial, from.response, at, 200)
  rowOf(2, at, env.serial, from.ended, 0, succeededOutcome)
  wrote(3)
}
