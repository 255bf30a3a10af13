/** How an invocation ends: counted, its place given back, its environment at rest, and the end told to whoever asked. */
import type { Content, MessageId } from '../../contract/messages.ts'
import { timer } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { leave } from './admit.ts'
import { tellOf } from './code/stages.ts'
import { loseCode } from './code/turns.ts'
import { FINE, reasonOf, resets, TIMEOUT } from './model.ts'
import { errorPayload } from './payload.ts'
import { rest } from './rest.ts'
import { BILLED, BILLED_PROVISIONED, DURATION, type FunctionNode, traitsIn } from './state.ts'

/** Who asked for it: a caller who waits, the internal queue, or a mapping with a batch of a queue or of a shard. */
export const SYNC = 0
export const ASYNC = 1
export const BATCH = 2
export const SHARD = 3

/** What differs by who asked; filled by the behaviour, which knows all three. */
export interface Endings {
  message(node: FunctionNode, way: number, subject: number): MessageId
  tries(node: FunctionNode, way: number, subject: number): number
  /** What a poisoned handler looks at: the payload, or those of all messages of a batch. */
  content(node: FunctionNode, way: number, subject: number): Content
  /** The JSON that code is handed. */
  event(node: FunctionNode, way: number, subject: number): Content
  /** The wire that the request or batch came along. */
  wire(node: FunctionNode, way: number, subject: number): number
  /** `why` is 0 or a function error; `messages.answer` of the subject holds what was returned; for batches `answer` does. */
  conclude(node: FunctionNode, way: number, subject: number, why: number, answer?: Content): void
}
export let endings: Endings
export function tellEndingsTo(to: Endings): void {
  endings = to
}

export const handlerEnds = timer<FunctionNode>('completion', (node, env) => finish(node, env))

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
  if (environments.provisioned[env] !== 0) node.add(BILLED_PROVISIONED, billed, begun)
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

/** LAM-BILL-01: init and handler together, rounded up to whole milliseconds once, at least one. */
export const billedMs = (initMs: number, durationMs: number): number => Math.max(1, Math.ceil(initMs + durationMs - 1e-6))
