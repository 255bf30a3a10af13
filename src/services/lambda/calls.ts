/**
 * What the handler calls: one wire after another, when its own work is done. The invocation goes on meanwhile, and so
 * does its bill (LAM-SYNC-14). Columns of a call's message: u the environment, v its turn, w tries.
 */
import { sec, toMs } from '../../base/units.ts'
import { type MessageId, WAY_EVENT } from '../../contract/messages.ts'
import { isThrottle, reason } from '../../contract/reasons.ts'
import { grants, modelAction } from '../../contract/role.ts'
import { SDK_TRIES, sdkDelay, sdkRetries } from '../../contract/sdk.ts'
import { timer, type WireEnd } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import type { CallWire } from './config.ts'
import { endings } from './askers.ts'
import { allowedByRole } from './code/permission.ts'
import { finish, timeoutStrikes } from './ending.ts'
import { CALL_FAILED } from './model.ts'
import { leaveTrail } from './recursion.ts'
import { type FunctionNode, traitsIn } from './state.ts'

const FORBIDDEN = reason('AccessDeniedException')

/** The handler's own work is done; from now on a timeout may strike while it waits. */
export const ownTimeEnds = timer<FunctionNode>('completion', (node, env) => {
  const { environments } = node.state
  environments.call[env] = -1
  const limit = environments.begun[env]! + sec(traitsIn(node, env).config.timeoutSec)
  environments.timer[env] = node.after(limit - node.now, timeoutStrikes, env)
  callNext(node, env)
})

function callNext(node: FunctionNode, env: number): void {
  const { state, messages } = node
  const { environments } = state
  const traits = traitsIn(node, env)
  const at = environments.call[env]! + 1
  environments.call[env] = at
  const wire = traits.calls[at]
  if (!wire) return done(node, env)
  const trigger = endings.message(node, environments.way[env]!, environments.subject[env]!)
  const message = node.create(trigger)
  messages.content[message] = traits.payloads[at] === undefined ? messages.content[trigger] : traits.payloads[at]
  // A queue's message may be over before the function that handles it ends (a purge): then nothing stands for it.
  messages.sizeBytes[message] = messages.sizeBytes[trigger] ?? 0
  messages.u[message] = env
  messages.v[message] = environments.turn[env]!
  leaveTrail(node, trigger, message, wire)
  send(node, wire, message)
}

function send(node: FunctionNode, wire: WireEnd, message: MessageId): void {
  node.messages.w[message] = node.messages.w[message]! + 1
  const call = wire.config as CallWire
  if ((!call.permission || call.actions !== 'all') && isForbidden(node, wire, message)) return forbid(node, wire, message)
  if (wire.kind === 'publish' || call.invocation === 'Event') node.event(wire, message)
  else node.request(wire, message)
}

/** GEN-05: neither the wire nor the role's own statements allow it. */
function isForbidden(node: FunctionNode, wire: WireEnd, message: MessageId): boolean {
  const call = wire.config as CallWire
  const action = modelAction(wire.peer.role, call, node.messages.content[message])
  return action !== '' && !grants(call, action) && !allowedByRole(node.config, action, wire.peer.role === 'bucket' ? `${wire.peer.arn}/*` : wire.peer.arn)
}

/** AWS refuses before anybody is asked. */
function forbid(node: FunctionNode, wire: WireEnd, message: MessageId): void {
  const { messages } = node
  messages.wire[message] = wire.index
  messages.status[message] = 403
  messages.reason[message] = FORBIDDEN
  node.note(K.refused, message, messages.sizeBytes[message]!, FORBIDDEN)
  callAnswered(node, message, wire)
}

export function callAnswered(node: FunctionNode, message: MessageId, wire: WireEnd): void {
  const { messages } = node
  const env = messages.u[message]!
  const status = messages.status[message]!
  const why = messages.reason[message]!
  // An event that was taken in belongs to its taker now.
  const handedOver = messages.way[message] === WAY_EVENT && status < 300
  const heard = hears(node, message)
  if (heard && sdkRetries(status, why) && messages.w[message]! < SDK_TRIES) {
    const delay = sdkDelay(messages.w[message]!, status, node.state.lifetimes, node.strict, why)
    node.note(K.waits, message, node.now + delay, messages.w[message]! + 1)
    node.later(delay, callAgain, message)
    return
  }
  const failed = status >= 400 || why !== 0
  if (!handedOver) node.end(message, isThrottle(status, why) ? O.throttled : status >= 500 ? O.failed : status >= 400 ? O.refused : failed ? O.failed : O.succeeded)
  if (!heard) return
  if (!failed || (wire.config as CallWire).onError === 'catch') return callNext(node, env)
  const { environments } = node.state
  environments.fate[env] = CALL_FAILED
  environments.callReason[env] = why
  done(node, env)
}

/** The SDK's next try, if the invocation still waits for it. */
export const callAgain = timer<FunctionNode>('retry', (node, message) => {
  if (!hears(node, message)) return node.end(message, O.failed)
  const env = node.messages.u[message]!
  send(node, traitsIn(node, env).calls[node.state.environments.call[env]!]!, message)
})

/** LAM-SYNC-14: the answer of a call whose invocation has timed out finds nobody. */
function hears(node: FunctionNode, message: MessageId): boolean {
  const { environments } = node.state
  const env = node.messages.u[message]!
  return environments.call[env]! >= 0 && environments.turn[env] === node.messages.v[message]
}

function done(node: FunctionNode, env: number): void {
  const { environments } = node.state
  node.cancel(environments.timer[env]!)
  environments.durationMs[env] = toMs(node.now - environments.begun[env]!)
  finish(node, env)
}
