import { longer } from '../../base/arrays.ts'
import type { Micros } from '../../base/units.ts'

/** LAM-LC-02, as far as an environment can be in it between two events. */
export const GONE = 0
export const INIT = 1
export const BUSY = 2
export const IDLE = 3

/** Idle environments of one version, the last one used on top. */
export class Stack {
  envs = new Int32Array(16)
  count = 0
}

/**
 * The execution environments of a function. They are never shared between versions (LAM-LC-01): each version has idle
 * ones of its own, and beside them those that are provisioned for it. An environment serves one invocation at a time, so it is also the place
 * where that invocation's numbers stand, and timers carry its number.
 *
 * Idle ones lie on a stack: the most recently used comes first (LAM-LC-14), so the rest ages at the bottom. Provisioned
 * ones do not age.
 */
export class Environments {
  state = new Uint8Array(64)
  /** Its number for people: counted over the life of the function, never used again. */
  serial = new Float64Array(64)
  /** When it is to go if nobody uses it, and when it goes in any case. */
  idleEnd = new Float64Array(64)
  lifeEnd = new Float64Array(64)
  /** Reset by a timeout or crash (LAM-LC-16): the next invocation begins with a suppressed init. */
  dirty = new Uint8Array(64)
  /** What it works on: who invoked (see invoke.ts), and a message or batch. */
  way = new Uint8Array(64)
  subject = new Int32Array(64)
  /** Begin of init or of the handler; how long init took; how long the handler will take; how it will end. */
  begun = new Float64Array(64)
  initMs = new Float64Array(64)
  durationMs = new Float64Array(64)
  fate = new Uint8Array(64)
  /** Counts its invocations, so that an answer from a call of an earlier one is told apart. */
  turn = new Int32Array(64)
  /** The timeout, while the handler waits for a call. */
  timer = new Float64Array(64)
  /** Which of the handler's calls it waits for, or -1; and what the call that made it fail was answered. */
  call = new Int32Array(64)
  callReason = new Int32Array(64)
  /** When its invocation, or its init, is cut off. Kept for functions with code of their own. */
  deadline = new Float64Array(64)
  /** What earlier invocations left: files in /tmp, and memory that is never given back. */
  tmpMb = new Float64Array(64)
  keptMb = new Float64Array(64)
  /** The code and settings it was made with: an update makes it obsolete (LAM-LC-01). */
  generation = new Int32Array(64)
  /** Its version, as a place in the list of versions (0 is $LATEST), and whether it is provisioned. */
  version = new Int32Array(64)
  provisioned = new Uint8Array(64)

  private free = new Int32Array(64)
  private freeCount = 0
  /** So many were ever there at a time: their numbers are below this. */
  used = 0
  readonly idle: Stack[] = [new Stack()]
  private readonly ready: Stack[] = [new Stack()]
  alive = 0
  made = 0

  /** One more version. */
  addVersion(): void {
    this.idle.push(new Stack())
    this.ready.push(new Stack())
  }

  create(version: number): number {
    let env: number
    if (this.freeCount > 0) env = this.free[--this.freeCount]!
    else {
      env = this.used++
      if (env === this.state.length) this.grow()
    }
    this.alive++
    this.state[env] = INIT
    this.serial[env] = ++this.made
    this.dirty[env] = 0
    this.initMs[env] = 0
    this.call[env] = -1
    this.tmpMb[env] = 0
    this.keptMb[env] = 0
    this.version[env] = version
    this.provisioned[env] = 0
    return env
  }

  /** The most recently used idle environment of a version, or -1. */
  takeIdle(version: number): number {
    return this.take(this.idle[version]!)
  }

  /** The same of those provisioned for it. */
  takeReady(version: number): number {
    return this.take(this.ready[version]!)
  }

  private take(stack: Stack): number {
    if (stack.count === 0) return -1
    const env = stack.envs[--stack.count]!
    this.state[env] = BUSY
    return env
  }

  release(env: number): void {
    const stacks = this.provisioned[env] === 0 ? this.idle : this.ready
    const stack = stacks[this.version[env]!]!
    if (stack.count === stack.envs.length) stack.envs = longer(stack.envs)
    stack.envs[stack.count++] = env
    this.state[env] = IDLE
  }

  remove(env: number): void {
    this.state[env] = GONE
    this.alive--
    this.free[this.freeCount++] = env
  }

  get idleCount(): number {
    return this.idle.reduce((sum, stack) => sum + stack.count, 0)
  }

  /** All of them, whatever they do and whichever version they belong to. */
  *existing(): Iterable<number> {
    for (let env = 0; env < this.used; env++) if (this.state[env] !== GONE) yield env
  }

  /** Removes the idle ones whose time is over, oldest first, and says when the next one's comes. */
  expire(now: Micros, gone: (env: number) => void): Micros {
    let next = Number.POSITIVE_INFINITY
    for (let version = 0; version < this.idle.length; version++) next = Math.min(next, this.expireOf(version, now, gone))
    return next
  }

  expireOf(version: number, now: Micros, gone: (env: number) => void): Micros {
    const stack = this.idle[version]!
    let kept = 0
    let next = Number.POSITIVE_INFINITY
    for (let i = 0; i < stack.count; i++) {
      const env = stack.envs[i]!
      const end = Math.min(this.idleEnd[env]!, this.lifeEnd[env]!)
      if (end <= now) {
        gone(env)
        this.remove(env)
      } else {
        stack.envs[kept++] = env
        if (end < next) next = end
      }
    }
    stack.count = kept
    return next
  }

  private grow(): void {
    this.state = longer(this.state)
    this.dirty = longer(this.dirty)
    this.way = longer(this.way)
    this.fate = longer(this.fate)
    this.provisioned = longer(this.provisioned)
    for (const name of FLOATS) this[name] = longer(this[name])
    for (const name of INTS) this[name] = longer(this[name])
    this.free = longer(this.free)
  }
}

const FLOATS = ['serial', 'idleEnd', 'lifeEnd', 'begun', 'initMs', 'durationMs', 'timer', 'deadline', 'tmpMb', 'keptMb'] as const
const INTS = ['subject', 'turn', 'call', 'callReason', 'generation', 'version'] as const
