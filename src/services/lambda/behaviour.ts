import { type MessageId, WAY_EVENT } from '../../contract/messages.ts'
import type { Behaviour } from '../../contract/service.ts'
import { acceptEvent, attemptEnded, dispatch } from './async.ts'
import type { FunctionConfig } from './config.ts'
import { delivered } from './destinations.ts'
import { ASYNC, BATCH, handlerEnds, idleEnds, initEnds, invoke, SYNC, tellEndingsTo } from './invoke.ts'
import { again, batchEnded, batchMessage, newMapping, poll, wake } from './mapping/queue.ts'
import { type FunctionNode, type FunctionState, METRICS, newState } from './state.ts'


tellEndingsTo({
  message: (node, way, subject) => (way === BATCH ? batchMessage(node, subject) : subject),
  tries: (node, way, subject) => node.messages.tries[way === BATCH ? batchMessage(node, subject) : subject]! - (way === ASYNC ? 0 : 1),
  conclude(node, way, subject, why) {
    if (way === SYNC) node.answer(subject, 200, why, why === 0 ? null : undefined)
    else if (way === ASYNC) attemptEnded(node, subject, why)
    else batchEnded(node, subject, why)
  },
})

export const behaviour: Behaviour<FunctionConfig, FunctionState, FunctionNode> = {
  timers: [initEnds, handlerEnds, idleEnds, dispatch, poll, again],
  metrics: METRICS,
  state: newState,

  start(node) {
    for (const wire of node.incoming) if (wire.kind === 'poll') node.state.mappings.push(newMapping(wire))
  },

  accept(node, message) {
    if (node.messages.way[message] === WAY_EVENT) acceptEvent(node, message)
    else acceptRequest(node, message)
  },

  answered(node, message, wire) {
    delivered(node, message, wire)
  },

  sourceReady(node, wire) {
    wake(node, wire)
  },
}

/** LAM-SYNC-05: Lambda never retries a synchronous call; the caller hears of everything. */
function acceptRequest(node: FunctionNode, message: MessageId): void {
  const refusal = invoke(node, SYNC, message)
  if (refusal !== 0) node.answer(message, 429, refusal)
}

