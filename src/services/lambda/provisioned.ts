/**
 * Provisioned concurrency: environments of a version that are made before anybody asks. They are allocated after a
 * while, all of them become usable at once, and what exceeds them runs on demand. Target tracking and schedules change
 * how many there are.
 */
import { MICROS_PER_SEC, type Micros, ms, sec } from '../../base/units.ts'
import { NONE } from '../../contract/messages.ts'
import { timer, type TimerId } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { FROZEN, PREPARING, type Result } from './code/guests.ts'
import { endCode, finishAtOnce, openCode, sinceBegun } from './code/turns.ts'
import { drawInitMs } from './init.ts'
import { newWindow, passes, type Window } from './pool.ts'
import { billedMs } from './model.ts'
import { shutDown } from './shutdown.ts'
import { BILLED, BILLED_PROVISIONED, CAPACITY, type FunctionNode, PROVISIONED, PROVISIONED_ASKED, PROVISIONED_RUNS, SPILLOVER, UTILISATION } from './state.ts'
import { noteVersion, versionOf } from './versions.ts'

export type PoolStatus = 'IN_PROGRESS' | 'READY' | 'FAILED'

/** What is provisioned for one version. */
export interface Pool {
  readonly qualifier: string
  readonly version: number
  status: PoolStatus
  /** How many there are to be; usable at present; serving a request. */
  requested: number
  available: number
  busy: number
  /** The allocation under way, and how long its slowest environment initialises. */
  timer: TimerId
  initMs: number
  window: Window
  /** The present five minutes are paid for. */
  paying: boolean
  /** Bounds and target of the scaling, in percent; 0 for none. */
  target: number
  min: number
  max: number
  /** For the present minute: busy environments times microseconds, up to when; and whether there was traffic. */
  area: number
  at: Micros
  traffic: boolean
  /** Minutes in a row above the target, and well below it. */
  high: number
  low: number
}

/** LAM-PC-02. */
const ALLOCATION_BEGINS = sec(90)
const MINUTE = 60 * MICROS_PER_SEC
/** LAM-PC-07: minutes in a row before capacity follows. */
const ALARM_MINUTES = 3

/** The run begins: what is there already, what is asked for now, and when to look again. */
export function beginPools(node: FunctionNode): void {
  for (const row of node.config.provisioned) {
    const pool = poolFor(node, row.qualifier)
    if (!pool) continue
    Object.assign(pool, { target: row.target, min: row.min, max: row.max })
    if (row.readyAtStart) {
      claim(node, pool, row.environments)
      for (let i = 0; i < row.environments; i++) {
        const env = make(node, pool)
        finishAtOnce(node, env)
      }
      settle(node, pool)
    } else ask(node, pool, row.environments)
  }
  if (node.config.provisioned.some((row) => row.target > 0)) node.later(MINUTE, track, 0)
  node.config.schedules.forEach((row, index) => node.later(sec(row.atSec), scheduled, index))
}

/** The list changed in mid-run. */
export function reprovision(node: FunctionNode): void {
  for (const row of node.config.provisioned) {
    const pool = poolFor(node, row.qualifier)
    if (!pool) continue
    if (row.target > 0 && pool.target === 0) node.later(MINUTE - (node.now % MINUTE), track, 0)
    Object.assign(pool, { target: row.target, min: row.min, max: row.max })
    ask(node, pool, row.environments)
  }
  for (const pool of node.state.pools) {
    if (pool && !node.config.provisioned.some((row) => row.qualifier === pool.qualifier)) ask(node, pool, 0)
  }
}

function poolFor(node: FunctionNode, qualifier: string): Pool | undefined {
  const { state } = node
  const version = versionOf(state, qualifier)
  if (version === 0) return undefined
  return (state.pools[version] ??= {
    qualifier, version, status: 'IN_PROGRESS', requested: 0, available: 0, busy: 0, timer: NONE, initMs: 0, window: newWindow(), paying: false,
    target: 0, min: 0, max: 0, area: 0, at: node.now, traffic: false, high: 0, low: 0,
  })
}

/** LAM-PC-02: more takes a while; less goes at once, busy ones when they are done. */
function ask(node: FunctionNode, pool: Pool, environments: number): void {
  if (environments === pool.requested) return
  claim(node, pool, environments)
  node.cancel(pool.timer)
  const missing = environments - pool.available
  if (missing > 0) {
    pool.status = 'IN_PROGRESS'
    pool.timer = node.after(ALLOCATION_BEGINS + allocating(node, missing), allocated, pool.version)
    pool.high = 0
    pool.low = 0
    return
  }
  trim(node, pool)
  settle(node, pool)
}

/** 6,000 a minute; in the older model a burst, then 500 a minute. */
function allocating({ quotas, scenario }: FunctionNode, environments: number): Micros {
  const slow = scenario.profile === 'course' ? Math.max(0, environments - quotas.lambdaScaleTokens) : environments
  return Math.round((slow * MINUTE) / quotas.lambdaProvisionedPerMinute)
}

/** LAM-CON-04: a function without a reservation takes them out of the account's pool. */
function claim(node: FunctionNode, pool: Pool, environments: number): void {
  const { state, config } = node
  const more = environments - pool.requested
  pool.requested = environments
  state.provisioned += more
  if (more > 0) pay(node, pool, more)
  if (config.reserved === null) state.account.claimed += more
  node.level(PROVISIONED_ASKED, state.provisioned)
}

const PAID_STEP_SEC = 300

/** D-23: by steps of five minutes from the request on; what comes within a step pays for it from the beginning. */
function pay(node: FunctionNode, pool: Pool, environments: number): void {
  const { memoryMb } = node.state.versions[pool.version]!.config
  node.add(CAPACITY, (environments * PAID_STEP_SEC * memoryMb) / 1_024)
  if (pool.paying) return
  pool.paying = true
  node.later(sec(PAID_STEP_SEC), stepEnds, pool.version)
}

export const stepEnds = timer<FunctionNode>('refill', (node, version) => {
  const pool = node.state.pools[version]!
  pool.paying = false
  if (pool.requested > 0) pay(node, pool, pool.requested)
})

/** All are there: now they initialise, at the same time. */
export const allocated = timer<FunctionNode>('refill', (node, version) => {
  const pool = node.state.pools[version]!
  const { config, pace } = node.state.versions[version]!
  pool.initMs = 0
  for (let missing = pool.requested - pool.available; missing > 0; missing--) {
    const init = drawInitMs(config, node.state.dice.init, pace)
    // LAM-PC-03: billed whether or not a request ever comes.
    if (init > 0) billInit(node, init)
    pool.initMs = Math.max(pool.initMs, init)
  }
  pool.timer = node.after(ms(pool.initMs), initialised, version)
})

export const initialised = timer<FunctionNode>('completion', (node, version) => {
  const pool = node.state.pools[version]!
  if (node.state.versions[version]!.config.initFailure !== 'none') {
    pool.status = 'FAILED'
    node.note(K.initFailed, NONE)
    return
  }
  while (pool.available < pool.requested) make(node, pool)
  settle(node, pool)
})

function make(node: FunctionNode, pool: Pool): number {
  const { environments, lifetimes } = node.state
  const env = environments.create(pool.version)
  environments.provisioned[env] = 1
  environments.lifeEnd[env] = node.strict ? Number.POSITIVE_INFINITY : node.now + sec(lifetimes.uniform(7_200, 14_400))
  environments.idleEnd[env] = Number.POSITIVE_INFINITY
  pool.available++
  noteVersion(node, env)
  if (node.state.versions[pool.version]!.program) prepare(node, env)
  else {
    environments.release(env)
    node.note(K.initEnded, NONE, pool.initMs, environments.serial[env])
  }
  return env
}

/** LAM-PC-03: code outside the handler runs before anybody asks, and has the longest time that a function can have. */
const PREPARES = sec(900)
function prepare(node: FunctionNode, env: number): void {
  const { environments } = node.state
  environments.begun[env] = node.now
  environments.deadline[env] = node.now + PREPARES
  node.note(K.initStarted, NONE, node.now, environments.serial[env])
  openCode(node, env, node.now, PREPARES, PREPARING)
}

/** It may serve from now on; one whose code fails there is not used, and more of its kind are not made. */
export function prepared(node: FunctionNode, env: number, { why }: Result): void {
  const { environments, guests, pools } = node.state
  const pool = pools[environments.version[env]!]!
  const took = sinceBegun(node, env)
  node.note(why === 0 ? K.initEnded : K.initFailed, NONE, took, environments.serial[env])
  if (took > 0) billInit(node, took)
  if (why !== 0) {
    pool.status = 'FAILED'
    pool.available--
    environments.remove(env)
    endCode(node, env)
  } else {
    guests[env]!.phase = FROZEN
    if (pool.available > pool.requested) drop(node, pool, env)
    else environments.release(env)
  }
  levels(node)
}

function settle(node: FunctionNode, pool: Pool): void {
  pool.status = 'READY'
  levels(node)
}

/** Idle ones above what is asked for go at once. */
function trim(node: FunctionNode, pool: Pool): void {
  const { environments } = node.state
  while (pool.available > pool.requested) {
    const env = environments.takeReady(pool.version)
    if (env < 0) return
    drop(node, pool, env)
  }
}

function drop(node: FunctionNode, pool: Pool, env: number): void {
  const { environments } = node.state
  pool.available--
  environments.remove(env)
  shutDown(node, env)
}

/**
 * LAM-PC-04: a free environment for a request of this version, or -1: then it runs on demand, if there is room.
 * LAM-CON-03: ten requests a second for each of them, no more.
 */
export function takeProvisioned(node: FunctionNode, pool: Pool): number {
  const { state, now } = node
  const rate = node.quotas.lambdaRequestsPerConcurrency
  const env = passes(pool.window, now, pool.available * rate) ? state.environments.takeReady(pool.version) : -1
  pool.traffic = true
  if (env < 0) {
    if (pool.available > 0) node.add(SPILLOVER)
    return -1
  }
  measure(pool, now)
  pool.busy++
  node.add(PROVISIONED_RUNS)
  levels(node)
  return env
}

/** After an invocation: it waits for the next, makes room, or is replaced by a fresh one (LAM-LC-12). */
export function recycle(node: FunctionNode, env: number): void {
  const { environments, versions, dice, pools } = node.state
  const pool = pools[environments.version[env]!]!
  measure(pool, node.now)
  pool.busy--
  if (pool.available > pool.requested) drop(node, pool, env)
  else if (environments.lifeEnd[env]! > node.now) environments.release(env)
  else {
    drop(node, pool, env)
    const { config, pace } = versions[pool.version]!
    const init = drawInitMs(config, dice.init, pace)
    billInit(node, init)
    node.later(ms(init), replaced, pool.version)
  }
  levels(node)
}

function billInit(node: FunctionNode, initMs: number): void {
  node.add(BILLED, billedMs(initMs, 0))
  node.add(BILLED_PROVISIONED, billedMs(initMs, 0))
}

export const replaced = timer<FunctionNode>('completion', (node, version) => {
  const pool = node.state.pools[version]!
  if (pool.status === 'READY' && pool.available < pool.requested) make(node, pool)
  levels(node)
})

function levels(node: FunctionNode): void {
  let available = 0
  let busy = 0
  for (const pool of node.state.pools) {
    if (!pool) continue
    available += pool.available
    busy += pool.busy
  }
  node.level(PROVISIONED, busy)
  node.level(UTILISATION, available === 0 ? 0 : busy / available)
}

function measure(pool: Pool, now: Micros): void {
  pool.area += pool.busy * (now - pool.at)
  pool.at = now
}

/** LAM-PC-07: three minutes above the target, or below nine tenths of it; a minute without traffic has no figure. */
export const track = timer<FunctionNode>('refill', (node) => {
  let tracked = false
  for (const pool of node.state.pools) {
    if (!pool || pool.target === 0) continue
    tracked = true
    measure(pool, node.now)
    const used = pool.available === 0 ? 0 : pool.area / MINUTE / pool.available
    const seen = pool.traffic || pool.area > 0
    pool.area = 0
    pool.traffic = pool.busy > 0
    if (pool.status !== 'READY') continue
    const target = pool.target / 100
    pool.high = seen && used > target ? pool.high + 1 : 0
    pool.low = seen && used < 0.9 * target ? pool.low + 1 : 0
    if (pool.high < ALARM_MINUTES && pool.low < ALARM_MINUTES) continue
    pool.high = 0
    pool.low = 0
    const wanted = Math.ceil((pool.available * used) / target - 1e-9)
    ask(node, pool, Math.min(pool.max, Math.max(pool.min, wanted)))
  }
  if (tracked) node.later(MINUTE, track, 0)
})

/** LAM-PC-08: from now on other bounds hold. */
export const scheduled = timer<FunctionNode>('refill', (node, index) => {
  const row = node.config.schedules[index]
  const pool = row && poolFor(node, row.qualifier)
  if (!pool) return
  pool.min = row.min
  pool.max = row.max
  ask(node, pool, Math.min(row.max, Math.max(row.min, pool.requested)))
})

export const PROVISIONED_TIMERS = [allocated, initialised, replaced, track, scheduled, stepEnds] as const
