/**
 * A distribution. One viewer's request goes this way (CF-20):
 *
 *   accept → [viewer-request] → lookup ─ hit ──────────────────────────────────────→ respond → [viewer-response] → finish
 *                                 └ miss → askOrigin → [origin-request] → hop → [origin-response] → settle → respond …
 *
 * door.ts is what happens before the cache, lookup.ts the cache, origin.ts the way to the origin and back, settle.ts what
 * is kept of it, stages.ts the functions, respond.ts the answer. How the trace tells all this: spec.md.
 * Columns of what is sent on: u what it is for (PURPOSE), v its timer, w whether somebody still waits for it, or reads it already.
 */
import { readFetch } from '../../contract/http/fetch.ts'
import type { Behaviour } from '../../contract/service.ts'
import { O } from '../../contract/trace.ts'
import { type DistributionConfig, OF_ORIGIN } from './config.ts'
import { deploy, invalidate, invalidated } from './changes.ts'
import { arrive } from './door.ts'
import { isStage, ORPHAN } from './purpose.ts'
import { connectionFailed, far, originAnswered, originBegan, originSilent } from './origin.ts'
import { functionAnswered } from './stages.ts'
import { type DistributionNode, type DistributionState, METRICS, newState } from './state.ts'
import { deployed } from './changes.ts'

export const behaviour: Behaviour<DistributionConfig, DistributionState, DistributionNode> = {
  timers: [originSilent, connectionFailed, far, deployed, invalidated],
  metrics: METRICS,
  state: newState,

  accept: arrive,

  /** Code in a function calls `fetch`. */
  called(node, message, call, wire) {
    readFetch(node.messages, message, call)
    arrive(node, message, wire)
  },

  began(node, child, _, at, bytes, more) {
    return node.messages.w[child] !== ORPHAN && !isStage(node.messages.u[child]!) && originBegan(node, child, at, bytes, more)
  },

  answered(node, child) {
    const { messages } = node
    const use = messages.u[child]!
    const status = messages.status[child]!
    const outcome = status === 429 ? O.throttled : status < 400 && messages.reason[child] === 0 ? O.succeeded : status < 500 ? O.refused : O.failed
    if (messages.w[child] !== ORPHAN) {
      if (isStage(use)) functionAnswered(node, child)
      else originAnswered(node, child)
    }
    node.end(child, outcome)
  },

  configured: deploy,

  /** CF-10: what is the origin's own holds at once; the distribution's part is deployed. */
  rewired(node, wire, before) {
    if (wire.port === 'origins' && Object.keys(before).some((field) => !OF_ORIGIN.includes(field) && JSON.stringify(before[field]) !== JSON.stringify(wire.config[field]))) deploy(node)
  },

  /** By hand: `invalidate`. */
  act(node, verb, config) {
    if (verb === 'invalidate') invalidate(node, typeof config.paths === 'string' ? config.paths : '/*')
  },
}
