// @ts-nocheck
/** Timers by the virtual clock, in the order of their instants. */
/** Sorted by when they are due, then by when they were set. */
const timers = []
let told = -1
let serial = 0
const tellWake = () => {
  const first = timers.length === 0 ? -1 : timers[0].due
  let kept = 0
  for (let i = 0; i < timers.length && kept === 0; i++) if (timers[i].kept) kept = 1
  const tell = first < 0 ? -1 : first * 2 + kept
  if (tell !== told) core.wake(first, kept)
  told = tell
}
const put = (timer) => {
  let at = timers.length
  while (at > 0 && timers[at - 1].due > timer.due) at--
  // Moved by hand: splice could have been replaced.
  for (let i = timers.length; i > at; i--) timers[i] = timers[i - 1]
  timers[at] = timer
  tellWake()
}
const take = (timer) => {
  let at = 0
  while (at < timers.length && timers[at] !== timer) at++
  if (at === timers.length) return
  for (let i = at; i < timers.length - 1; i++) timers[i] = timers[i + 1]
  timers.length--
  tellWake()
}
const delayOf = (delay) => {
  const ms = +delay
  return ms >= 1 && ms <= 2147483647 ? Math.floor(ms) * 1000 : 1000
}
class Timeout {
  constructor(fn, delay, args, repeats) {
    this.id = ++serial
    this.fn = fn
    this.args = args
    this.every = repeats ? delayOf(delay) : 0
    this.kept = true
    this.due = core.now() + delayOf(delay)
  }
  ref() {
    this.kept = true
    tellWake()
    return this
  }
  unref() {
    this.kept = false
    tellWake()
    return this
  }
  hasRef() {
    return this.kept
  }
  refresh() {
    take(this)
    this.due = core.now() + (this.every || 1000)
    put(this)
    return this
  }
  close() {
    take(this)
    return this
  }
  [Symbol.toPrimitive]() {
    return this.id
  }
  [Symbol.dispose]() {
    take(this)
  }
}
const start = (fn, delay, args, repeats) => {
  core.callable(fn)
  const timer = new Timeout(fn, delay, args, repeats)
  put(timer)
  // A flood of them takes longer than its steps say.
  if (timers.length > 1000) core.charge(200)
  return timer
}
const stop = (timer) => {
  if (typeof timer === 'number' || typeof timer === 'string') {
    for (let i = 0; i < timers.length; i++) if (timers[i].id === +timer) return take(timers[i])
  } else if (timer) take(timer)
}
/** Runs the first timer that is due; the host asks again until none is, so that promises run in between. */
const fire = () => {
  const timer = timers[0]
  if (timer === undefined || timer.due > core.now()) return 0
  take(timer)
  if (timer.every > 0) {
    timer.due += timer.every
    put(timer)
  }
  core.guarded(timer.fn, timer.args)
  return 1
}


Object.assign(exports, {
  fire,
  setTimeout: (fn, delay, ...args) => start(fn, delay, args, false),
  setInterval: (fn, delay, ...args) => start(fn, delay, args, true),
  clearTimeout: stop,
  clearInterval: stop,
  clearImmediate: (one) => {
    if (one) one.fn = null
  },
})
