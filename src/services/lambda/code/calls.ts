/**
 * Calls that code makes through the SDK: found by name, judged by the role, sent along a wire, tried again as the SDK
 * does, and answered to the code (SBX-02, GEN-10). Columns of a call's message: u the environment, v its turn.
 */
import { requestId } from '../../../base/ids.ts'
import { type Micros, ms } from '../../../base/units.ts'
import type { Call, CallAnswer, CallError } from '../../../contract/handler.ts'
import type { Content, MessageId } from '../../../contract/messages.ts'
import { isThrottle, REASONS } from '../../../contract/reasons.ts'
import { type CallRefusal, isRefusal, SDK_TRIES, sdkDelay, sdkRetries } from '../../../contract/sdk.ts'
import { timer } from '../../../contract/service.ts'
import { K, O } from '../../../contract/trace.ts'
import { leaveTrail } from '../recursion.ts'
import { type FunctionNode, traitsIn } from '../state.ts'
import { type Guest, messageFor, type Waiting } from './guests.ts'
import { judged, refusalOf } from './permission.ts'
import { shelved } from './shelved.ts'
import { answerCode } from './turns.ts'

export function sendCalls(node: FunctionNode, env: number, calls: readonly Call[]): void {
  for (const call of calls) sendCall(node, env, call)
}

function sendCall(node: FunctionNode, env: number, call: Call): void {
  const { state, messages } = node
  const input = parse(call.input)
  const kept = shelved({ node, config: traitsIn(node, env).config, name: node.name, region: node.region, account: node.arn.split(':')[4]! }, call.client, call.operation, input)
  if (kept) {
    if (isRefusal(kept)) return answerLater(node, env, call.id, AWAY, { ok: false, json: errorJson(node, kept.name, kept.message, kept.status, 1, call.id) })
    const { requestId, attempts } = metadata(node, 200, 1, call.id)
    return answerLater(node, env, call.id, AWAY, { ok: true, json: JSON.stringify(kept), requestId, attempts })
  }
  const target = node.resolve(call.client, call.operation, input)
  const { config } = traitsIn(node, env)
  const refusal = isRefusal(target) ? target : refusalOf(node, config, call.client, target)
  if (refusal || isRefusal(target)) return answerSoon(node, env, call.id, refusal ?? (target as CallRefusal))
  const trigger = messageFor(node, env)
  const message = node.create(trigger)
  messages.sizeBytes[message] = call.input.length
  messages.u[message] = env
  messages.v[message] = state.guests[env]!.id
  leaveTrail(node, trigger, message, target.wire)
  const waiting: Waiting = { call: call.id, message, target: judged(node, config, call.client, target), tries: 1, most: call.tries ?? SDK_TRIES }
  state.guests[env]!.calls.push(waiting)
  node.call(waiting.target, message)
}

/** *Simplified:* what Secrets Manager, Parameter Store and CloudWatch take to answer. */
const AWAY = ms(10)

const answerSoon = (node: FunctionNode, env: number, call: number, { name, status, message }: CallRefusal): void =>
  answerLater(node, env, call, 0, { ok: false, json: errorJson(node, name, message, status, 1, call) })

/** In a step of its own: the code is in the midst of its turn. */
function answerLater(node: FunctionNode, env: number, call: number, wait: Micros, answer: CallAnswer): void {
  node.state.guests[env]!.aside.push({ call, answer, at: node.now + wait })
  node.after(wait, asideHeard, env)
}

export const asideHeard = timer<FunctionNode>('completion', (node, env) => {
  const aside = node.state.guests[env]?.aside
  const at = aside?.findIndex((one) => one.at <= node.now) ?? -1
  if (!aside || at < 0) return
  const [heard] = aside.splice(at, 1)
  answerCode(node, env, heard!.call, heard!.answer)
})

export function codeAnswered(node: FunctionNode, message: MessageId): void {
  const { messages, state } = node
  const status = messages.status[message]!
  const env = messages.u[message]!
  const guest = state.guests[env]
  const waiting = guest?.id === messages.v[message] ? guest?.calls.find((one) => one.message === message) : undefined
  if (guest && waiting && sdkRetries(status, messages.reason[message]!) && waiting.tries < waiting.most) {
    const delay = sdkDelay(waiting.tries, status, state.lifetimes, node.strict, messages.reason[message]!)
    node.note(K.waits, message, node.now + delay, waiting.tries + 1)
    node.after(delay, codeCallsAgain, message)
    return
  }
  const content = messages.answer[message]
  const why = messages.reason[message]!
  const failed = status >= 400
  const json = failed ? refusalJson(node, content, status, why, waiting) : outputJson(content)
  node.end(message, isThrottle(status, why) ? O.throttled : status >= 500 ? O.failed : failed ? O.refused : O.succeeded)
  if (!guest || !waiting) return
  forget(guest, waiting)
  const { requestId, attempts } = metadata(node, 200, waiting.tries, waiting.call)
  answerCode(node, env, waiting.call, failed ? { ok: false, json } : { ok: true, json, requestId, attempts })
}

/** The SDK's next try, if anybody still waits for it. */
export const codeCallsAgain = timer<FunctionNode>('retry', (node, message) => {
  const { messages, state } = node
  const guest = state.guests[messages.u[message]!]
  const waiting = guest?.id === messages.v[message] ? guest?.calls.find((one) => one.message === message) : undefined
  if (!waiting) return node.end(message, O.failed)
  waiting.tries++
  node.call(waiting.target, message)
})

function forget(guest: Guest, waiting: Waiting): void {
  guest.calls = guest.calls.filter((one) => one !== waiting)
}

const outputJson = (content: Content): string => (typeof content === 'object' && content !== null ? JSON.stringify(content) : '{}')

function refusalJson(node: FunctionNode, content: Content, status: number, why: number, waiting: Waiting | undefined): string {
  const said = (typeof content === 'object' && content !== null ? content : {}) as { readonly name?: unknown; readonly message?: unknown }
  const name = typeof said.name === 'string' ? said.name : REASONS[why]!.code || 'ServiceException'
  return errorJson(node, name, typeof said.message === 'string' ? said.message : name, status, waiting?.tries ?? 1, waiting?.call ?? 0, said)
}

/** `beside`: what the service says further (the reasons of a cancelled transaction, for one). */
function errorJson(node: FunctionNode, name: string, message: string, status: number, tries: number, call: number, beside: object = {}): string {
  const error: CallError = { ...beside, name, message, $fault: status >= 500 ? 'server' : 'client', $metadata: metadata(node, status, tries, call) }
  return JSON.stringify(error)
}

const metadata = (node: FunctionNode, httpStatusCode: number, attempts: number, call: number): CallError['$metadata'] =>
  ({ httpStatusCode, requestId: requestId(node.scenario.seed, node.now + call), attempts })

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
