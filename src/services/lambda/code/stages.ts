/** From an environment to the handler and back: init, the invocation, its end, for functions that have code of their own. */
import { requestId } from '../../../base/ids.ts'
import { utf8Length } from '../../../base/text.ts'
import { ms, sec, toMs } from '../../../base/units.ts'
import type { Context } from '../../../contract/handler.ts'
import { NONE } from '../../../contract/messages.ts'
import { type ReasonCode, REASONS } from '../../../contract/reasons.ts'
import { timer } from '../../../contract/service.ts'
import { K } from '../../../contract/trace.ts'
import { endings, messageOf } from '../askers.ts'
import { replicaArn, replicaName } from '../edge-place.ts'
import { finish, timeoutStrikes } from '../ending.ts'
import { BUSY, INIT } from '../environments.ts'
import { drawInitMs, drawSuppressedInitMs, firstRunMs, INIT_LIMIT_MS } from '../init.ts'
import { logGroup, logStream } from '../log-names.ts'
import { EXCEPTION, EXIT, FINE, INIT_CRASH, NEVER_SETTLES, OUT_OF_MEMORY, TOO_LARGE } from '../model.ts'
import { type FunctionNode, INIT_DURATION, traitsIn } from '../state.ts'
import { newGuest, type Result } from './guests.ts'
import { headerFor } from './trace-id.ts'
import { beginCode, loseCode, openCode, sinceBegun } from './turns.ts'

/** A new environment: the runtime starts, then the code outside the handler runs, all of it within ten seconds (LAM-LC-08). */
export function initCode(node: FunctionNode, env: number, provisionMs: number): void {
  const { environments, dice, guests } = node.state
  const { config, pace } = traitsIn(node, env)
  const boot = drawInitMs(config, dice.init, pace)
  const begins = node.now + ms(provisionMs)
  guests[env] = newGuest()
  environments.begun[env] = begins
  environments.deadline[env] = begins + ms(INIT_LIMIT_MS)
  node.note(K.initStarted, messageOf(node, env), begins + ms(boot), environments.serial[env])
  environments.timer[env] = node.after(environments.deadline[env]! - node.now, initTooLong, env)
  guests[env].turnTimer = node.after(ms(provisionMs + boot), codeOpens, env)
}

export const codeOpens = timer<FunctionNode>('completion', (node, env) => {
  const { environments, guests } = node.state
  // The limit came first, or the timeout of the invocation that begins with it.
  if (!guests[env] || guests[env].id >= 0 || node.now >= environments.deadline[env]!) return
  openCode(node, env, node.now, environments.deadline[env]! - node.now)
})

export const initTooLong = timer<FunctionNode>('refill', (node, env) => {
  loseCode(node, env)
  initOver(node, env, false)
})

export function opened(node: FunctionNode, env: number, result: Result): void {
  const { environments } = node.state
  if (environments.state[env] === INIT) {
    node.cancel(environments.timer[env]!)
    initOver(node, env, result.why === 0)
  } else if (result.why === 0) enter(node, env)
  else ended(node, env)
}

function initOver(node: FunctionNode, env: number, well: boolean): void {
  const { environments } = node.state
  const took = sinceBegun(node, env)
  environments.state[env] = BUSY
  if (well) node.observe(INIT_DURATION, took, environments.begun[env])
  else environments.dirty[env] = 1
  node.note(well ? K.initEnded : K.initFailed, messageOf(node, env), took, environments.serial[env])
  // LAM-BILL-02: an init that failed is not billed; the one that is repeated is part of the duration.
  environments.initMs[env] = well ? took : 0
  runCode(node, env, 0)
}

/** The invocation begins: in an environment whose runtime is gone with another init, of the function's own time. */
export function runCode(node: FunctionNode, env: number, thaw: number): void {
  const { state } = node
  const { environments, guests } = state
  const { config, pace } = traitsIn(node, env)
  const begun = node.now + thaw
  state.invocations++
  environments.turn[env] = environments.turn[env]! + 1
  environments.begun[env] = begun
  environments.deadline[env] = begun + sec(config.timeoutSec)
  environments.fate[env] = FINE
  node.note(K.started, messageOf(node, env), 0, environments.serial[env])
  environments.timer[env] = node.after(environments.deadline[env]! - node.now, timeoutStrikes, env)
  const fresh = environments.initMs[env]! > 0 && pace === 'measured' && config.init === 'runtime' ? firstRunMs(config) : 0
  if (guests[env] && guests[env].id >= 0) {
    if (thaw + fresh > 0) guests[env].turnTimer = node.after(thaw + ms(fresh), codeEnters, env)
    else enter(node, env)
    return
  }
  // *Simplified:* a restored environment runs its outer code when its first request comes, in no time.
  const prepared = guests[env] === undefined
  guests[env] ??= newGuest()
  const boot = prepared ? 0 : drawSuppressedInitMs(config, state.dice.init, pace)
  environments.dirty[env] = 0
  // Who loses the code stops this, too: it is the runtime of this invocation, not of the next.
  guests[env].turnTimer = node.after(thaw + ms(boot), codeOpens, env)
}

export const codeEnters = timer<FunctionNode>('completion', (node, env) => enter(node, env))

function enter(node: FunctionNode, env: number): void {
  const { environments } = node.state
  const way = environments.way[env]!
  const subject = environments.subject[env]!
  beginCode(node, env, JSON.stringify(endings.event(node, way, subject) ?? {}), contextOf(node, env), node.now)
}

function contextOf(node: FunctionNode, env: number): Context {
  const { environments } = node.state
  const { config, name, edge } = traitsIn(node, env)
  const message = messageOf(node, env)
  return {
    functionName: replicaName(node.name, edge), functionVersion: name, invokedFunctionArn: name === '$LATEST' ? node.arn : `${replicaArn(node.arn, node.name, edge)}:${name}`,
    memoryLimitInMB: String(config.memoryMb), awsRequestId: requestId(node.scenario.seed, message === NONE ? 0 : node.messages.serial[message]!),
    logGroupName: logGroup(replicaName(node.name, edge), config),
    logStreamName: logStream(node.scenario.seed, node.id, environments.serial[env]!, name, environments.begun[env]!),
    deadline: environments.deadline[env]!,
    ...(edge === undefined && message !== NONE && { traceHeader: headerFor(node, message, traitsIn(node, env).config.tracing) }),
  }
}

const FATES: { readonly [reason in ReasonCode]?: number } = {
  Unhandled: EXCEPTION, 'Runtime.OutOfMemory': OUT_OF_MEMORY, 'Runtime.ExitError': EXIT, 'Runtime.NodejsExit': NEVER_SETTLES,
}

/** A stream may still leave when its handler is done. */
export const allHasLeft = timer<FunctionNode>('completion', (node, env) => ended(node, env))

/** The handler is done: the invocation ends with what it returned, or as it failed. */
export function ended(node: FunctionNode, env: number): void {
  const { environments, guests } = node.state
  const { config } = traitsIn(node, env)
  const result = guests[env]!.result!
  const leaves = result.why === 0 ? guests[env]!.leavesAt : 0
  if (leaves > node.now) {
    guests[env]!.writeTimer = node.after(leaves - node.now, allHasLeft, env)
    return
  }
  node.cancel(environments.timer[env]!)
  environments.durationMs[env] = toMs(node.now - environments.begun[env]!)
  if (result.why !== 0) environments.fate[env] = FATES[REASONS[result.why]!.code] ?? INIT_CRASH
  else environments.fate[env] = utf8Length(result.json!) > (config.streaming || result.streamed ? node.quotas.lambdaStreamedBytes : node.quotas.lambdaResponseBytes) ? TOO_LARGE : FINE
  finish(node, env)
}
