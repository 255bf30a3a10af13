/**
 * One invocation, whoever asked for it: admitted or refused (LAM-CON-05), given an environment, initialised if that is
 * new, run, and concluded. Three kinds ask: a caller who waits (sync), the internal queue (async), a mapping (batch);
 * they differ only in where the end is told (`CONCLUDE`).
 */
import { type Micros, ms, sec } from '../../base/units.ts'
import { type MessageId, NONE } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { timer } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { BUSY } from './environments.ts'
import { drawInitMs, drawProvisionMs } from './init.ts'
import { drawDuration, drawFate, EXCEPTION, FINE, TIMEOUT } from './model.ts'
import { passes, takeToken } from './pool.ts'
import {
  BILLED, COLD_STARTS, CONCURRENT, DURATION, ERRORS, type FunctionNode, INIT_DURATION, INVOCATIONS, THROTTLES,
} from './state.ts'

export const SYNC = 0
export const ASYNC = 1
export const BATCH = 2

const RESERVED_FULL = reason('ReservedFunctionConcurrentInvocationLimitExceeded')
const RESERVED_RATE = reason('ReservedFunctionInvocationRateLimitExceeded')
const POOL_FULL = reason('ConcurrentInvocationLimitExceeded')
const RATE = reason('FunctionInvocationRateLimitExceeded')

/** Why an invocation of this fate counts as a function error, as reasons.ts has it. */
export const FATE_REASON: readonly number[] = [0, reason('Unhandled'), reason('Sandbox.Timedout'), reason('Runtime.OutOfMemory'), reason('Runtime.ExitError')]

/** How the end of an invocation is told; filled by the behaviour, which knows all three kinds. */
export interface Endings {
  message(node: FunctionNode, way: number, subject: number): MessageId
  tries(node: FunctionNode, way: number, subject: number): number
  conclude(node: FunctionNode, way: number, subject: number, why: number): void
}
let endings: Endings
export function tellEndingsTo(to: Endings): void {
  endings = to
}

/** Invokes, or says why not: 0, or a reason of throttling, which is counted (LAM-THR-03). */
export function invoke(node: FunctionNode, way: number, subject: number): number {
  const refusal = admit(node)
  if (refusal !== 0) {
    node.add(THROTTLES)
    node.note(K.throttled, endings.message(node, way, subject), node.config.reserved ?? node.quotas.lambdaConcurrency, refusal)
    return refusal
  }
  const { environments } = node.state
  let env = environments.takeIdle()
  const cold = env < 0
  if (cold) {
    if (!takeToken(node.state.budget, node.now, node.quotas)) {
      leave(node)
      node.add(THROTTLES)
      node.note(K.throttled, endings.message(node, way, subject), node.quotas.lambdaScaleTokens, POOL_FULL)
      return POOL_FULL
    }
    env = environments.create()
  }
  environments.way[env] = way
  environments.subject[env] = subject
  if (cold) initialise(node, env)
  else run(node, env)
  return 0
}

/** LAM-CON-05 steps 5, 6 and 9: rate, reserved concurrency, room in the account's pool. Takes the place if there is one. */
function admit(node: FunctionNode): number {
  const { config, state, quotas, now } = node
  const { account } = state
  const rate = quotas.lambdaRequestsPerConcurrency
  if (config.reserved !== null) {
    if (config.reserved > 0 && !passes(state.window, now, config.reserved * rate)) return RESERVED_RATE
    if (state.inFlight >= config.reserved) return RESERVED_FULL
  } else {
    if (!passes(account.window, now, quotas.lambdaConcurrency * rate)) return RATE
    if (account.inFlight >= quotas.lambdaConcurrency - account.claimed) return POOL_FULL
    account.inFlight++
  }
  state.inFlight++
  node.level(CONCURRENT, state.inFlight)
  return 0
}

function leave(node: FunctionNode): void {
  const { state } = node
  if (node.config.reserved === null) state.account.inFlight--
  state.inFlight--
  node.level(CONCURRENT, state.inFlight)
}

function initialise(node: FunctionNode, env: number): void {
  const { config, state } = node
  const { environments } = state
  const provision = drawProvisionMs(config, state.dice.init, node.strict)
  const init = drawInitMs(config, state.dice.init, node.strict)
  environments.initMs[env] = init
  environments.lifeEnd[env] = node.strict ? Number.POSITIVE_INFINITY : node.now + sec(state.lifetimes.uniform(7_200, 14_400))
  environments.begun[env] = node.now
  node.add(COLD_STARTS)
  node.observe(INIT_DURATION, init)
  node.note(K.initStarted, messageOf(node, env), node.now + ms(provision + init), environments.serial[env])
  environments.timer[env] = node.after(ms(provision + init), initEnds, env)
}

export const initEnds = timer<FunctionNode>('completion', (node, env) => {
  const { environments } = node.state
  environments.state[env] = BUSY
  node.note(K.initEnded, messageOf(node, env), environments.initMs[env], environments.serial[env])
  run(node, env)
})

/** The handler begins: its length and its fate are drawn now, and told when they come. */
function run(node: FunctionNode, env: number): void {
  const { config, state, messages } = node
  const { environments } = state
  const way = environments.way[env]!
  const subject = environments.subject[env]!
  const message = endings.message(node, way, subject)
  const limit = config.timeoutSec * 1_000
  let fate = drawFate(config, state.dice.fate, state.invocations, endings.tries(node, way, subject), messages.content[message])
  let duration = fate === TIMEOUT ? limit : drawDuration(config, state.dice.duration)
  // D-03: a handler that is still running when the timeout strikes ran for exactly that long.
  if (duration > limit) {
    fate = TIMEOUT
    duration = limit
  }
  state.invocations++
  environments.begun[env] = node.now
  environments.durationMs[env] = duration
  environments.fate[env] = fate
  environments.turn[env] = environments.turn[env]! + 1
  const takes = ms(duration)
  node.note(K.started, message, node.now + takes, environments.serial[env])
  environments.timer[env] = node.after(takes, handlerEnds, env)
}

const ENDS_AS: readonly number[] = [K.finished, K.failed, K.timedOut, K.crashed, K.crashed]

export const handlerEnds = timer<FunctionNode>('completion', (node, env) => {
  const { state } = node
  const { environments } = state
  const fate = environments.fate[env]!
  const duration = environments.durationMs[env]!
  const begun = environments.begun[env]!
  const way = environments.way[env]!
  const subject = environments.subject[env]!
  node.add(INVOCATIONS, 1, begun)
  node.add(ERRORS, fate === FINE ? 0 : 1, begun)
  node.observe(DURATION, duration, begun)
  node.add(BILLED, billedMs(environments.initMs[env]!, duration), begun)
  node.note(ENDS_AS[fate]!, endings.message(node, way, subject), duration, environments.serial[env])
  environments.initMs[env] = 0
  // LAM-LC-16: a timeout or crash resets the environment; an exception does not.
  environments.dirty[env] = fate === FINE || fate === EXCEPTION ? 0 : 1
  leave(node)
  rest(node, env)
  endings.conclude(node, way, subject, FATE_REASON[fate]!)
})

/** LAM-BILL-01: init and handler together, rounded up to whole milliseconds once, at least one. */
export const billedMs = (initMs: number, durationMs: number): number => Math.max(1, Math.ceil(initMs + durationMs - 1e-6))

/** The environment freezes, and will be taken away when nobody has used it for long enough (LAM-LC-12). */
function rest(node: FunctionNode, env: number): void {
  const { state } = node
  const { environments } = state
  const end = node.now + idleFor(node)
  environments.idleEnd[env] = end
  environments.release(env)
  const first = Math.min(end, environments.lifeEnd[env]!)
  if (first < state.idleTimerAt) {
    state.idleTimerAt = first
    node.after(first - node.now, idleEnds)
  }
}

function idleFor(node: FunctionNode): Micros {
  const { config, state, strict } = node
  if (config.idleEndSec !== null) return sec(config.idleEndSec)
  if (strict) return sec(600)
  return sec(Math.min(3_600, Math.max(300, state.lifetimes.logNormal(600, 0.5))))
}

/** One timer for all idle environments: set for the earliest, and set again when it was too early. */
export const idleEnds = timer<FunctionNode>('refill', (node) => {
  const { state } = node
  if (node.now < state.idleTimerAt) return
  const { environments } = state
  const next = environments.expire(node.now, (env) => node.note(K.environmentEnded, NONE, 0, environments.serial[env]))
  state.idleTimerAt = next
  if (next !== Number.POSITIVE_INFINITY) node.after(next - node.now, idleEnds)
})

function messageOf(node: FunctionNode, env: number): MessageId {
  const { environments } = node.state
  return endings.message(node, environments.way[env]!, environments.subject[env]!)
}

