/** Functions: what `admit`, `begin` and `handlerEnds` do, in their order, where an idle environment serves. */
import { ofCompletion, rank } from './clock.ts'
import { pop, push } from './heap.ts'
import { concurrency, fatesOf, waitsOf } from './memory.ts'
import { addValue, lower, measuring, raise, rowOf, secondEnds, tracing, wrote } from './notes.ts'
import { billed, openSecond } from './seconds.ts'
import { Place, Values, Work } from './shapes.ts'

/** The next waits of a function, and draws for their fates. They are where they always are, from the first on. */
@external('host', 'waits')
declare function waits(work: i32): i32
@external('host', 'fates')
declare function fates(work: i32): i32

/** Of the account. */
export let inFlight: f64 = 0
export let room: f64 = 0
export let windowEnds: f64 = 0
export let windowCount: f64 = 0
export let windowMost: f64 = 0

/** What the next handler will take. */
let duration: f64 = 0

/** Within the rate of requests. */
@inline export function mayAsk(fn: Work, at: f64): bool {
  if (fn.shared != 0) return at >= windowEnds ? windowMost > 0 : windowCount < windowMost
  return at >= fn.windowEnds ? fn.windowMost > 0 : fn.windowCount < fn.windowMost
}

@inline export function asked(fn: Work, at: f64): void {
  if (fn.shared != 0) {
    if (at < windowEnds) windowCount += 1
    else {
      windowEnds = secondEnds
      windowCount = 1
    }
  } else if (at < fn.windowEnds) fn.windowCount += 1
  else {
    fn.windowEnds = secondEnds
    fn.windowCount = 1
  }
}

@inline export function isFull(fn: Work): bool { return fn.shared != 0 ? inFlight >= room : fn.onDemand >= fn.room }

/** There is an idle environment that is fit, and the handler will end in time. */
@inline export function canBegin(fn: Work): bool {
  if (fn.idleCount == 0 || changetype<Place>(load<u32>(idleTop(fn))).dirty != 0) return false
  duration = fn.cpuMs + fn.ioMs
  if (fn.constant == 0) {
    if (fn.waits == fn.waitsEnd) {
      fn.waits = <i32>waitsOf(fn.number)
      fn.waitsEnd = fn.waits + (waits(fn.number) << 3)
    }
    duration = fn.cpuMs + load<f64>(fn.waits) * fn.ioMs
  }
  return duration <= fn.limitMs
}

/** The same for a batch, which may fail. */
export function admits(fn: Work, at: f64): bool {
  if (!mayAsk(fn, at) || isFull(fn) || !canBegin(fn)) return false
  if (fn.errorRate > 0 && fn.fates == fn.fatesEnd) {
    fn.fates = <i32>fatesOf(fn.number)
    fn.fatesEnd = fn.fates + (fates(fn.number) << 3)
  }
  return true
}

@inline export function idleTop(fn: Work): usize { return <usize>fn.idle + (<usize>fn.idleCount << 2) - 4 }

/** The handler begins, in the environment used last. Its row stands behind so many that are not counted as written yet. */
@inline export function begin(fn: Work, env: Place, number: f64, at: f64, behind: i32): void {
  if (fn.shared != 0) inFlight += 1
  fn.onDemand += 1
  const busy = fn.inFlight + 1
  fn.inFlight = busy
  if (measuring && fn.twin == 0) raise(concurrency(fn), busy, at)
  fn.idleCount -= 1
  if (fn.constant == 0) fn.waits += 8
  const takes = fn.thaw + Math.floor(duration * 1_000 + 0.5)
  fn.invocations += 1
  const begun = at + fn.thaw
  env.serial = number
  env.sentAt = at
  env.begun = begun
  env.durationMs = duration
  env.turns += 1
  env.values = openSecond(fn, begun)
  const ends = at + takes
  if (tracing) {
    rowOf(behind, at, number, fn.started, ends, env.label)
    wrote(behind + 1)
  }
  push(ends, rank(ofCompletion), <u32>changetype<usize>(env))
}

/** A batch fails by chance. */
export function drawFate(fn: Work, env: Place): void {
  env.fails = 0
  if (fn.errorRate == 0) return
  if (load<f64>(fn.fates) * 100 < fn.errorRate) env.fails = 1
  fn.fates += 8
}

/** False when more than this would have to be done. Whoever asked for it writes the row. */
@inline export function ends(env: Place, at: f64): bool {
  const fn = changetype<Work>(env.work)
  const idleEnd = at + fn.idleFor
  if (env.lifeEnd <= at || idleEnd < fn.idleTimerAt || env.lifeEnd < fn.idleTimerAt) return false
  const values = changetype<Values>(env.values)
  const into = env.begun - values.second * 1e6
  // Longer ago than is kept.
  if (measuring && (into < 0 || into >= 1e6)) return false
  pop()
  const busy = fn.inFlight - 1
  fn.inFlight = busy
  fn.onDemand -= 1
  if (fn.shared != 0) inFlight -= 1
  if (measuring) {
    addValue(values, env.durationMs)
    if (env.fails != 0) values.failures += 1
    values.billed += billed(env.durationMs)
    if (fn.twin == 0) lower(concurrency(fn), busy, at)
  }
  env.idleEnd = idleEnd
  store<u32>(idleTop(fn) + 4, <u32>changetype<usize>(env))
  fn.idleCount += 1
  return true
}
