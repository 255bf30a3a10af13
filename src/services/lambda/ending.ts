/** How an invocation ends: counted, its place given back, its environment at rest, and the end told to whoever asked. */
import { WAY_REQUEST } from '../../contract/messages.ts'
import { timer } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { leave } from './admit.ts'
import { BATCH, endings, SYNC } from './askers.ts'
import { tellOf } from './code/told.ts'
import { loseCode } from './code/turns.ts'
import { billedMs, FINE, reasonOf, resets, TIMEOUT } from './model.ts'
import { errorPayload } from './payload.ts'
import { rest } from './rest.ts'
import { streamEnds } from './stream.ts'
import { AT_EDGE, BILLED, BILLED_PROVISIONED, DURATION, EDGE_BILLED, type FunctionNode, traitsIn } from './state.ts'

/**
 * Most invocations end well, on demand, and somebody waits for the answer: for those this is the same as `finish`, but
 * shorter.
 */
export const handlerEnds = timer<FunctionNode>('completion', (node, env) => {
  const { environments } = node.state
  const traits = traitsIn(node, env)
  if (!traits.tame || environments.fate[env] !== FINE || environments.way[env] !== SYNC || environments.provisioned[env] !== 0) return finish(node, env)
  const duration = environments.durationMs[env]!
  const begun = environments.begun[env]!
  const subject = environments.subject[env]!
  node.observe(DURATION, duration, begun)
  node.add(BILLED, billedMs(traits.billsInit ? environments.initMs[env]! : 0, duration), begun)
  node.note(K.finished, subject, duration, environments.serial[env])
  environments.initMs[env] = 0
  leave(node, false)
  rest(node, env)
  if (node.messages.way[subject] === WAY_REQUEST) return node.answer(subject, 200, 0, traits.result)
  node.messages.answer[subject] = traits.result
  endings.conclude(node, SYNC, subject, 0)
})

/** D-01: an answer that arrives at the instant of the timeout is in time. */
export const timeoutStrikes = timer<FunctionNode>('refill', (node, env) => {
  const { environments } = node.state
  environments.fate[env] = TIMEOUT
  environments.durationMs[env] = traitsIn(node, env).config.timeoutSec * 1_000
  finish(node, env)
})

const ENDS_AS: readonly number[] = [
  K.finished, K.failed, K.timedOut, K.crashed, K.crashed, K.crashed, K.failed, K.failed, K.failed, K.failed, K.crashed,
]

export function finish(node: FunctionNode, env: number): void {
  const { state } = node
  const { environments } = state
  const fate = environments.fate[env]!
  const duration = environments.durationMs[env]!
  const begun = environments.begun[env]!
  const traits = traitsIn(node, env)
  const way = environments.way[env]!
  const subject = environments.subject[env]!
  const told = traits.program === undefined ? undefined : tellOf(node, env, fate)
  // Counts as an invocation, too, and as an error.
  node.observe(DURATION, duration, begun, fate !== FINE)
  const billed = billedMs(traits.billsInit ? environments.initMs[env]! : 0, duration)
  node.add(BILLED, billed, begun)
  if (environments.provisioned[env] !== 0) node.add(environments.provisioned[env] === AT_EDGE ? EDGE_BILLED : BILLED_PROVISIONED, billed, begun)
  node.note(ENDS_AS[fate]!, way < BATCH ? subject : endings.message(node, way, subject), duration, environments.serial[env])
  environments.initMs[env] = 0
  let why = 0
  if (fate === FINE) {
    if (way < BATCH) node.messages.answer[subject] = told ? told.content : traits.result
  } else {
    why = told ? told.why : reasonOf(fate, traits.config)
    if (way < BATCH) node.messages.answer[subject] = told ? told.content : errorPayload(node, env, subject)
    if (resets(fate)) reset(node, env)
  }
  if (way === SYNC && (traits.program !== undefined || traits.config.streaming)) streamEnds(node, env)
  environments.call[env] = -1
  leave(node, environments.provisioned[env] !== 0)
  rest(node, env)
  endings.conclude(node, way, subject, why, told?.content)
}

/** LAM-LC-16: what the runtime held is gone; files in /tmp stay. */
function reset(node: FunctionNode, env: number): void {
  const { environments } = node.state
  environments.dirty[env] = 1
  environments.keptMb[env] = 0
  if (node.state.guests[env]) loseCode(node, env)
}

export { billedMs } from './model.ts'
