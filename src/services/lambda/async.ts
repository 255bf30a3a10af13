/**
 * Asynchronous invocation: Lambda answers 202, keeps the event in a queue of its own, and invokes until it succeeds or
 * the event is dead. A function error is tried again after one minute and after two; a throttle goes back to the queue
 * with growing delay until the event is too old.
 *
 * Columns of the event: x accepted at, y throttles in a row, z whether it was delivered twice (the lowest bit) and the
 * place of the version that ran it last (the others). `reason` and `answer` are
 * those of its last attempt.
 */
import { type Micros, sec, toMs } from '../../base/units.ts'
import type { MessageId } from '../../contract/messages.ts'
import type { Qualified } from '../../contract/qualifier.ts'
import { reason } from '../../contract/reasons.ts'
import { timer } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import { tellDead, tellSuccess } from './destinations.ts'
import { ASYNC, invoke } from './invoke.ts'
import { loopStops, RECURSION } from './recursion.ts'
import { ASYNC_AGE, ASYNC_DROPPED, ASYNC_RECEIVED, type FunctionNode } from './state.ts'

const TOO_LARGE = reason('RequestTooLargeException')
const EXHAUSTED = reason('RetriesExhausted')
const TOO_OLD = reason('EventAgeExceeded')
const SWITCHED_OFF = reason('ZeroReservedConcurrency')

/** LAM-ASYNC-02: how long an event stands in the queue; microseconds at the median, and a 99th percentile of 250 ms. */
const QUEUE_MEDIAN = 30_000
const QUEUE_SIGMA = 0.9115
/** LAM-ASYNC-08: how often the queue delivers an event a second time although nothing went wrong. */
const TWICE = 0.000_5

/** LAM-CON-05: size and loops are judged now; room is looked for when the queue dispatches. False when it is not taken in. */
export function acceptEvent(node: FunctionNode, message: MessageId, answers = true): boolean {
  const { messages } = node
  if (messages.sizeBytes[message]! > node.quotas.lambdaAsyncPayloadBytes) {
    node.note(K.refused, message, messages.sizeBytes[message]!, TOO_LARGE)
    if (answers) node.answer(message, 413, TOO_LARGE)
    return false
  }
  if (answers) node.answer(message, 202)
  messages.x[message] = node.now
  messages.y[message] = 0
  messages.z[message] = 0
  messages.tries[message] = 0
  node.add(ASYNC_RECEIVED)
  node.note(K.accepted, message)
  if (loopStops(node, message)) die(node, message, RECURSION)
  else node.later(node.strict ? 0 : queueLatency(node), dispatch, message)
  return true
}

const queueLatency = (node: FunctionNode): Micros => Math.round(node.state.queueDice.logNormal(QUEUE_MEDIAN, QUEUE_SIGMA))

export const dispatch = timer<FunctionNode>('retry', (node, message) => {
  const { config, messages } = node
  const age = node.now - messages.x[message]!
  const throttles = messages.y[message]!
  // LAM-ASYNC-07 and D-08: reserved concurrency 0 is the off switch; the event is dead without another try.
  if (config.reserved === 0) return die(node, message, SWITCHED_OFF)
  // LAM-ASYNC-06: after a failed attempt the age was judged when the retry was set.
  if ((throttles > 0 || messages.tries[message] === 0) && age >= sec(boundsOf(node, message).maxAgeSec)) return die(node, message, TOO_OLD)
  messages.tries[message] = messages.tries[message]! + 1
  if (invoke(node, ASYNC, message) === 0) {
    messages.y[message] = 0
    node.observe(ASYNC_AGE, toMs(age))
    return
  }
  messages.tries[message] = messages.tries[message]! - 1
  // LAM-ASYNC-05: 1 s, 2 s, 4 s … 300 s.
  messages.y[message] = throttles + 1
  waitFor(node, message, sec(Math.min(300, 2 ** Math.min(throttles, 9))))
})

/** An attempt ended; `why` is 0 or a function error. */
export function attemptEnded(node: FunctionNode, message: MessageId, why: number): void {
  const { messages } = node
  messages.reason[message] = why
  if (why === 0) return succeed(node, message)
  const { maxRetries, maxAgeSec } = boundsOf(node, message)
  const tries = messages.tries[message]!
  if (tries > maxRetries) return die(node, message, EXHAUSTED)
  const wait = sec(tries === 1 ? 60 : 120)
  // LAM-ASYNC-06: an event that would be too old after the wait is dropped now.
  if (node.now - messages.x[message]! + wait > sec(maxAgeSec)) return die(node, message, TOO_OLD)
  waitFor(node, message, wait)
}

/** LAM-ASYNC-04: the version or alias that the event was sent to may have settings of its own. */
function boundsOf({ config, incoming, messages }: FunctionNode, message: MessageId): { readonly maxRetries: number; readonly maxAgeSec: number } {
  if (config.asyncSettings.length === 0) return config
  const wire = incoming.find(({ index }) => index === messages.wire[message])
  const { qualifier = '' } = (wire?.config ?? {}) as Qualified
  return config.asyncSettings.find((row) => row.qualifier === qualifier) ?? config
}

function succeed(node: FunctionNode, message: MessageId): void {
  const { messages } = node
  tellSuccess(node, message)
  if (!node.strict && (messages.z[message]! & 1) === 0 && node.state.queueDice.chance(TWICE)) {
    messages.z[message] = messages.z[message]! | 1
    node.note(K.duplicated, message)
    node.later(queueLatency(node), dispatch, message)
    return
  }
  node.end(message, O.succeeded)
}

function waitFor(node: FunctionNode, message: MessageId, delay: Micros): void {
  node.note(K.waits, message, node.now + delay, node.messages.tries[message]! + 1)
  node.later(delay, dispatch, message)
}

function die(node: FunctionNode, message: MessageId, why: number): void {
  node.add(ASYNC_DROPPED)
  const kept = tellDead(node, message, why)
  node.note(kept ? K.deadLettered : K.dropped, message, node.messages.tries[message]!, why)
  node.end(message, kept ? O.deadLettered : O.dropped)
}
