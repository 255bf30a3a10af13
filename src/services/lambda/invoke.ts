/**
 * One invocation, whoever asked for it: admitted or refused (admit.ts), given an environment, initialised if that is
 * new, run, with the calls its handler makes (calls.ts), and ended (ending.ts). Three kinds ask: a caller who waits
 * (sync), the internal queue (async), a mapping (batch).
 */
import { ms, sec, toMs } from '../../base/units.ts'
import { FAILS, RUNS_OUT, SPARED } from '../../contract/fault.ts'
import { reason } from '../../contract/reasons.ts'
import { timer } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { admit, admitProvisioned, leave, POOL_FULL } from './admit.ts'
import { ownTimeEnds } from './calls.ts'
import { initCode, runCode } from './code/stages.ts'
import { BATCH, endings, messageOf, SYNC } from './askers.ts'
import { handlerEnds } from './ending.ts'
import { BUSY } from './environments.ts'
import { hinder } from './hinder.ts'
import { drawInitMs, drawProvisionMs, INIT_LIMIT_MS, restoreMs } from './init.ts'
import { drawDuration, drawFate, EXCEPTION, FINE, returns, TIMEOUT } from './model.ts'
import { takeToken } from './pool.ts'
import { rest } from './rest.ts'
import { COLD_STARTS, type FunctionNode, INIT_DURATION, THROTTLES, traitsIn } from './state.ts'
import { takeProvisioned } from './provisioned.ts'
import { awaitFirstByte } from './stream.ts'
import { struckWithin, turnedAway } from './trouble.ts'
import { chooseVersion, noteVersion } from './versions.ts'

export { ASYNC, BATCH, SHARD, SYNC } from './askers.ts'

/** Invokes, or says why not: 0, or a reason of throttling, which is counted (LAM-THR-03). */
export function invoke(node: FunctionNode, way: number, subject: number): number {
  if (node.trouble !== undefined) {
    const away = turnedAway(node, way, subject)
    if (away !== 0) return away
  }
  if (!node.state.plain) return invokeVersion(node, chooseVersion(node, way, subject), way, subject)
  return invokeOnDemand(node, 0, way, subject)
}

/** A published version may have environments that are provisioned for it. */
function invokeVersion(node: FunctionNode, version: number, way: number, subject: number): number {
  const pool = node.state.pools[version]
  const env = pool ? takeProvisioned(node, pool) : -1
  if (env < 0) return invokeOnDemand(node, version, way, subject)
  admitProvisioned(node)
  begin(node, env, way, subject)
  return 0
}

function invokeOnDemand(node: FunctionNode, version: number, way: number, subject: number): number {
  const refusal = admit(node)
  if (refusal !== 0) return throttle(node, way, subject, node.config.reserved ?? node.quotas.lambdaConcurrency, refusal)
  const env = node.state.environments.takeIdle(version)
  if (env < 0) return invokeCold(node, version, way, subject)
  begin(node, env, way, subject)
  return 0
}

function invokeCold(node: FunctionNode, version: number, way: number, subject: number): number {
  const { environments, budget, generation } = node.state
  if (!takeToken(budget, node.now, node.quotas)) {
    leave(node, false)
    return throttle(node, way, subject, node.quotas.lambdaScaleTokens, POOL_FULL)
  }
  const env = environments.create(version)
  environments.generation[env] = generation
  environments.way[env] = way
  environments.subject[env] = subject
  initialise(node, env)
  return 0
}

/**
 * In an environment that waited for it. Most handlers take their time and return: for those this is the same as `run`,
 * but shorter.
 */
export function begin(node: FunctionNode, env: number, way: number, subject: number): void {
  const { state } = node
  const { environments } = state
  environments.way[env] = way
  environments.subject[env] = subject
  const traits = traitsIn(node, env)
  if (!traits.tame || environments.dirty[env] !== 0 || node.trouble !== undefined) return run(node, env, traits.thaw)
  let duration = drawDuration(traits.config, state.dice)
  environments.fate[env] = FINE
  if (duration > traits.limitMs) {
    environments.fate[env] = TIMEOUT
    duration = timedOut(node, traits.limitMs)
  }
  const { now } = node
  const takes = traits.thaw + ms(duration)
  state.invocations++
  environments.begun[env] = now + traits.thaw
  environments.durationMs[env] = duration
  environments.turn[env]!++
  node.note(K.started, way < BATCH ? subject : endings.message(node, way, subject), now + takes, environments.serial[env])
  node.later(takes, handlerEnds, env)
}

/** D-03: a handler that is still running when the timeout strikes ran for that long, in real life a little longer. */
const timedOut = (node: FunctionNode, limitMs: number): number => (node.strict ? limitMs : limitMs + node.state.lifetimes.uniform(1, 20))

function throttle(node: FunctionNode, way: number, subject: number, limit: number, why: number): number {
  node.add(THROTTLES)
  node.note(K.throttled, endings.message(node, way, subject), limit, why)
  return why
}

export function initialise(node: FunctionNode, env: number): void {
  const { state } = node
  const { environments, dice } = state
  const { config, pace, program } = traitsIn(node, env)
  const provision = drawProvisionMs(config, dice.init, pace)
  environments.lifeEnd[env] = node.strict ? Number.POSITIVE_INFINITY : node.now + sec(state.lifetimes.uniform(7_200, 14_400))
  environments.begun[env] = node.now
  if (environments.version[env] !== 0) noteVersion(node, env)
  node.add(COLD_STARTS)
  // LAM-LC-17: a snapshot is taken when a version is published; $LATEST has none.
  if (config.snapStart && environments.version[env] !== 0) return restore(node, env, provision)
  if (program !== undefined) return initCode(node, env, provision)
  const init = drawInitMs(config, dice.init, pace)
  // LAM-LC-08 and LAM-LC-10: it crashes at its end, or is cut off after ten seconds.
  const fails = init > INIT_LIMIT_MS || config.initFailure !== 'none'
  const takes = Math.min(init, INIT_LIMIT_MS)
  environments.initMs[env] = takes
  node.note(K.initStarted, messageOf(node, env), node.now + ms(provision + takes), environments.serial[env])
  node.later(ms(provision + takes), fails ? initFails : initEnds, env)
}

export const initEnds = timer<FunctionNode>('completion', (node, env) => {
  const { environments } = node.state
  const init = environments.initMs[env]!
  environments.state[env] = BUSY
  node.observe(INIT_DURATION, init, environments.begun[env])
  node.note(K.initEnded, messageOf(node, env), init, environments.serial[env])
  run(node, env, 0)
})

/** LAM-BILL-02: that init is not billed; the one that the invocation now begins with is, as part of its duration. */
export const initFails = timer<FunctionNode>('completion', (node, env) => {
  const { environments } = node.state
  environments.state[env] = BUSY
  environments.dirty[env] = 1
  node.note(K.initFailed, messageOf(node, env), environments.initMs[env], environments.serial[env])
  environments.initMs[env] = 0
  run(node, env, 0)
})

const RESTORE_LIMIT_MS = 10_000
const RESTORE_TIMEOUT = reason('SnapStartTimeoutException')

/** LAM-LC-17: the snapshot was taken when the version was published; that init is neither waited for nor billed. */
function restore(node: FunctionNode, env: number, provisionMs: number): void {
  const { environments } = node.state
  const { config, pace } = traitsIn(node, env)
  const takes = restoreMs(config, pace)
  environments.durationMs[env] = takes
  const wait = ms(provisionMs + Math.min(takes, RESTORE_LIMIT_MS))
  node.note(K.initStarted, messageOf(node, env), node.now + wait, environments.serial[env])
  node.later(wait, restoreEnds, env)
}

export const restoreEnds = timer<FunctionNode>('completion', (node, env) => {
  const { environments } = node.state
  const takes = environments.durationMs[env]!
  const late = takes > RESTORE_LIMIT_MS
  node.note(late ? K.initFailed : K.initEnded, messageOf(node, env), Math.min(takes, RESTORE_LIMIT_MS), environments.serial[env])
  environments.state[env] = BUSY
  if (!late) return run(node, env, 0)
  const way = environments.way[env]!
  const subject = environments.subject[env]!
  leave(node, false)
  environments.lifeEnd[env] = node.now
  rest(node, env)
  if (way === SYNC) node.answer(subject, 408, RESTORE_TIMEOUT)
  else endings.conclude(node, way, subject, RESTORE_TIMEOUT)
})

/** The handler begins: its length and its fate are drawn now, and told when they come. */
function run(node: FunctionNode, env: number, thaw: number): void {
  const { state } = node
  const { environments } = state
  const traits = traitsIn(node, env)
  const { config } = traits
  const way = environments.way[env]!
  const subject = environments.subject[env]!
  const struck = node.trouble === undefined ? SPARED : struckWithin(node, way, subject)
  if (traits.program !== undefined && struck === SPARED) return runCode(node, env, node.trouble === undefined ? thaw : node.trouble.slowed(thaw))
  const message = endings.message(node, way, subject)
  const limit = traits.limitMs
  let fate = drawFate(config, state.dice.fate, state.invocations, endings.tries(node, way, subject), config.poison === '' ? undefined : endings.content(node, way, subject))
  let duration = fate === TIMEOUT ? Number.POSITIVE_INFINITY : drawDuration(config, state.dice)
  if (traits.wears || environments.dirty[env] !== 0 || (environments.initMs[env]! > 0 && !node.strict)) {
    environments.fate[env] = fate
    environments.durationMs[env] = duration
    hinder(node, env)
    fate = environments.fate[env]!
    duration = environments.durationMs[env]!
  }
  if (node.trouble !== undefined) {
    if (struck === FAILS && fate === FINE) fate = EXCEPTION
    const slowed = node.trouble.slowed(ms(duration))
    if (struck === RUNS_OUT) duration = Number.POSITIVE_INFINITY
    else if (slowed !== ms(duration)) duration = toMs(slowed)
  }
  if (duration > limit) {
    fate = TIMEOUT
    duration = timedOut(node, limit)
  }
  state.invocations++
  const begun = node.now + thaw
  environments.begun[env] = begun
  environments.durationMs[env] = duration
  environments.fate[env] = fate
  environments.turn[env] = environments.turn[env]! + 1
  const takes = thaw + ms(duration)
  const calls = traits.calls.length > 0 && returns(fate)
  if (config.streaming && way === SYNC && traits.program === undefined) awaitFirstByte(node, env)
  node.note(K.started, message, calls ? 0 : node.now + takes, environments.serial[env])
  node.later(takes, calls ? ownTimeEnds : handlerEnds, env)
}
