/** An environment between two invocations: it freezes, waits for the next, and goes when nobody came (LAM-LC-12). */
import { type Micros, sec } from '../../base/units.ts'
import { timer } from '../../contract/service.ts'
import { leaveSite } from './edge-site.ts'
import { recycle } from './provisioned.ts'
import { shutDown } from './shutdown.ts'
import { AT_EDGE, type FunctionNode } from './state.ts'

export function rest(node: FunctionNode, env: number): void {
  const { state, now } = node
  const { environments } = state
  if (environments.provisioned[env] === AT_EDGE) leaveSite(node, env)
  else if (environments.provisioned[env] !== 0) return recycle(node, env)
  const lifeEnd = environments.lifeEnd[env]!
  if (lifeEnd <= now || environments.generation[env] !== state.generation && environments.version[env] === 0) return retire(node, env)
  const { idleEndSec } = node.config
  const end = now + (idleEndSec === null ? drawIdle(node) : sec(idleEndSec))
  environments.idleEnd[env] = end
  environments.release(env)
  if (end < state.idleTimerAt || lifeEnd < state.idleTimerAt) lookAt(node, Math.min(end, lifeEnd))
}

function retire(node: FunctionNode, env: number): void {
  node.state.environments.remove(env)
  shutDown(node, env)
}

function lookAt(node: FunctionNode, instant: Micros): void {
  node.state.idleTimerAt = instant
  node.later(instant - node.now, idleEnds, 0)
}

/** How long an idle environment is kept, where that is no matter of chance. */
export const idleFor = ({ config, strict }: FunctionNode): Micros | undefined => (config.idleEndSec !== null ? sec(config.idleEndSec) : strict ? sec(600) : undefined)

const drawIdle = ({ state, strict }: FunctionNode): Micros => sec(strict ? 600 : Math.min(3_600, Math.max(300, state.lifetimes.logNormal(600, 0.5))))

/** One timer for all idle environments: set for the earliest, and set again when it was too early. */
export const idleEnds = timer<FunctionNode>('refill', (node) => {
  const { state } = node
  if (node.now < state.idleTimerAt) return
  const { environments } = state
  const next = environments.expire(node.now, (env) => shutDown(node, env))
  state.idleTimerAt = next
  if (next !== Number.POSITIVE_INFINITY) node.later(next - node.now, idleEnds, 0)
})

/**
 * LAM-LC-01: new code or settings of $LATEST. Its idle environments go now, the others when their invocation ends;
 * published versions keep theirs.
 */
export function renew(node: FunctionNode): void {
  const { state } = node
  state.generation++
  state.environments.expireOf(0, Number.POSITIVE_INFINITY, (env) => shutDown(node, env))
}

const ZONES = 3

/** LAM-GEN-07: a zone fails, and its idle environments with it; those that are busy in it end undisturbed, and then go. */
export function loseZone(node: FunctionNode, zone: number): void {
  const { environments } = node.state
  for (const env of environments.existing()) {
    if (environments.serial[env]! % ZONES === zone % ZONES) environments.lifeEnd[env] = node.now
  }
  environments.expire(node.now, (env) => shutDown(node, env))
}
