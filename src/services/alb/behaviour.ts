/**
 * One request (ALB-02): a rule of the listener takes it, then a target group, then its function, which is invoked and
 * waited for as long as it runs. Columns of a request: y its target, z whether
 * its client still waits for what the function says.
 */
import { sec, toSec } from '../../base/units.ts'
import { judgeBalancedMulti, judgeBalancedSingle, responseBytes } from '../../contract/http/answer.ts'
import { fetched, isFetched, readFetch } from '../../contract/http/fetch.ts'
import { STATUS_TEXTS, requestOf } from '../../contract/http/request.ts'
import { headerOf, type HttpRequest, type HttpResponse } from '../../contract/http.ts'
import type { MessageId } from '../../contract/messages.ts'
import { reason, type ReasonCode } from '../../contract/reasons.ts'
import { type Behaviour, timer, type WireEnd } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import type { BalancerConfig, TargetConfig } from './config.ts'
import { balancerEvent, hostOf } from './event.ts'
import { beginChecks, CHECK, checkAnswered, checkHealth, checkTooLong, OVER } from './health.ts'
import { ruleFor } from './rules.ts'
import {
  type BalancerNode, type BalancerState, CAPACITY, ELB_4, ELB_5, FIXED, HOURS, INTERNAL_ERROR, METRICS, newState, PROCESSED, REDIRECTS, REQUESTS, rulesIn,
  RESPONSE_TIME, TARGET_2, TARGET_3, TARGET_4, TARGET_5, USER_ERROR,
} from './state.ts'

const FRAME_BYTES = 600
const WAITS = 1
const GONE = 2

/** An hour of the balancer, and what it used of its capacity: the most of connections, open ones and bytes. */
const minute = timer<BalancerNode>('refill', (node) => {
  const { state } = node
  node.add(HOURS, 1 / 60)
  node.add(CAPACITY, capacityUnits(state.requests / 60, state.requests, (state.bytes * 60) / 2 ** 30) / 60)
  state.requests = 0
  state.bytes = 0
  node.later(sec(60), minute, 0)
})

/** LAM-EX-47: per second, per minute and GB an hour; bytes of functions weigh more than those of servers. */
export const capacityUnits = (connectionsPerSec: number, activePerMin: number, gbPerHour: number): number =>
  Math.max(connectionsPerSec / 25, activePerMin / 3_000, gbPerHour / 0.4)

export const behaviour: Behaviour<BalancerConfig, BalancerState, BalancerNode> = {
  timers: [checkHealth, checkTooLong, minute],
  metrics: METRICS,
  state: newState,

  start(node) {
    beginChecks(node)
    node.later(sec(60), minute, 0)
  },

  accept,

  configured: readRules,
  rewired(node) {
    readRules(node)
    beginChecks(node)
  },

  /** Code in a function calls `fetch`. */
  called(node, message, call, wire) {
    readFetch(node.messages, message, call)
    accept(node, message, wire)
  },

  /** ALB-02: 460 in the access log. The function behind it is not told. */
  abandoned(node, message) {
    const { messages } = node
    if (messages.z[message] !== WAITS) return
    node.add(ELB_4)
    node.note(K.refused, message, 460, reason('ClientClosed'))
    messages.z[message] = GONE
  },

  answered(node, child) {
    const { messages } = node
    if (messages.w[child] === CHECK || messages.w[child] === OVER) return checkAnswered(node, child)
    const status = messages.status[child]!
    const why = messages.reason[child]!
    const message = messages.parent[child]!
    if (messages.z[message] === GONE) node.answer(message, 460, reason('ClientClosed'))
    else judge(node, message, child)
    node.end(child, status === 429 ? O.throttled : status < 400 && why === 0 ? O.succeeded : O.failed)
  },
}

function readRules(node: BalancerNode): void {
  Object.assign(node.state, rulesIn(node.config, node.state.wires.list))
}

function accept(node: BalancerNode, message: MessageId, from: WireEnd): void {
  const { state, messages } = node
  node.add(REQUESTS)
  state.requests++
  state.bytes += messages.sizeBytes[message]!
  const target = choose(node, message, from)
  if (target < 0) return
  const wire = state.wires.list[target]!
  if (messages.sizeBytes[message]! > node.quotas.albBodyBytes) {
    node.add(USER_ERROR)
    return refuse(node, message, 413, 'LambdaRequestTooLarge')
  }
  if (!(wire.config as TargetConfig).permission) {
    node.add(USER_ERROR)
    return refuse(node, message, 502, 'LambdaAccessDenied')
  }
  messages.y[message] = target
  messages.z[message] = WAITS
  const child = node.create(message)
  messages.sizeBytes[child] = messages.sizeBytes[message]! + FRAME_BYTES
  messages.content[child] = node.contents ? balancerEvent(node, message, from, wire) : messages.content[message]
  node.request(wire, child)
}

/** The place of a target, or -1 when the balancer has answered itself. */
function choose(node: BalancerNode, message: MessageId, from: WireEnd): number {
  const { state } = node
  const { list } = state.wires
  if (list.length === 0 && node.config.rules.length === 0) {
    refuse(node, message, 503, 'ServiceUnavailable')
    return -1
  }
  if (state.plain && !node.contents) return list.length === 1 ? 0 : inTurn(node, state.rules[0]!.targets)
  const request = requestOf(node.messages, message, from)
  const wrong = wrongRequest(request)
  if (wrong !== undefined) {
    refuse(node, message, wrong, wrong === 400 ? 'LambdaWebsocketNotSupported' : 'BadRequest')
    return -1
  }
  const rule = ruleFor(state.rules, list, request, headerOf(request.headers, 'host') ?? hostOf(node))
  if (rule && !rule.answer) return rule.targets.length === 1 ? rule.targets[0]! : inTurn(node, rule.targets)
  if (rule?.answer?.action === 'redirect') {
    node.add(REDIRECTS)
    finish(node, message, { status: rule.answer.status, headers: [['location', rule.answer.value]], body: '' }, '')
  } else {
    node.add(FIXED)
    const status = rule?.answer?.status ?? node.config.elseStatus
    finish(node, message, { status, headers: [['content-type', 'text/plain; charset=utf-8']], body: rule?.answer?.value ?? STATUS_TEXTS[status] ?? '' }, '')
  }
  return -1
}

/** A function cannot keep a WebSocket, and more than thirty addresses are nobody's way. */
function wrongRequest(request: HttpRequest): number | undefined {
  if (headerOf(request.headers, 'upgrade')?.toLowerCase() === 'websocket') return 400
  return (headerOf(request.headers, 'x-forwarded-for') ?? '').split(',').length > 30 ? 463 : undefined
}

/** By weight, each in its turn: the one that is furthest behind its share. */
function inTurn(node: BalancerNode, targets: readonly number[]): number {
  const { turns, wires } = node.state
  let total = 0
  let best = targets[0]!
  for (const target of targets) {
    const { weight } = wires.list[target]!.config as TargetConfig
    total += weight
    turns[target] = turns[target]! + weight
    if (turns[target]! > turns[best]!) best = target
  }
  turns[best] = turns[best]! - total
  return best
}

/** ALB-02, ALB-03: whatever goes wrong behind it is 502; the access log has the reason. */
function judge(node: BalancerNode, message: MessageId, child: MessageId): void {
  const { messages, state } = node
  const status = messages.status[child]!
  node.observe(RESPONSE_TIME, toSec(node.now - messages.born[child]!))
  if (status >= 500) {
    node.add(INTERNAL_ERROR)
    return refuse(node, message, 502, 'ServiceException')
  }
  if (status === 429) return failed(node, message, 'LambdaThrottling')
  if (status === 413) {
    node.add(USER_ERROR)
    return refuse(node, message, 413, 'LambdaRequestTooLarge')
  }
  if (status >= 400) return failed(node, message, status === 403 ? 'LambdaAccessDenied' : 'LambdaInvalidResponse')
  if (messages.reason[child] !== 0) return failed(node, message, 'LambdaUnhandled')
  const { multiValue } = state.wires.list[messages.y[message]!]!.config as TargetConfig
  const response = (multiValue ? judgeBalancedMulti : judgeBalancedSingle)(messages.answer[child])
  if (!response) return failed(node, message, 'LambdaInvalidResponse')
  const size = responseBytes(response)
  if (size > node.quotas.albBodyBytes) return failed(node, message, 'LambdaResponseTooLarge')
  node.add(PROCESSED, messages.sizeBytes[message]! + size)
  state.bytes += size
  node.add(response.status < 300 ? TARGET_2 : response.status < 400 ? TARGET_3 : response.status < 500 ? TARGET_4 : TARGET_5)
  finish(node, message, clean(response), '')
}

function failed(node: BalancerNode, message: MessageId, why: ReasonCode): void {
  node.add(USER_ERROR)
  refuse(node, message, 502, why)
}

const HOPS = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'content-length'])
const CLEAN = new WeakMap<HttpResponse, HttpResponse>()
/** ALB-07: what belongs to one connection is dropped, and the length is counted here. */
function clean(response: HttpResponse): HttpResponse {
  let kept = CLEAN.get(response)
  if (!kept) {
    kept = { ...response, headers: [...response.headers.filter(([name]) => !HOPS.has(name.toLowerCase())), ['content-length', String(responseBytes(response))]] }
    CLEAN.set(response, kept)
  }
  return kept
}

function refuse(node: BalancerNode, message: MessageId, status: number, why: ReasonCode): void {
  node.note(K.refused, message, status, reason(why))
  node.add(status >= 500 ? ELB_5 : ELB_4)
  finish(node, message, errorPage(status), why)
}

const PAGES = new Map<number, HttpResponse>()
/** The balancer's own pages are HTML, with the status for a title. */
function errorPage(status: number): HttpResponse {
  let page = PAGES.get(status)
  if (!page) {
    const title = `${status} ${STATUS_TEXTS[status] ?? ''}`.trim()
    page = { status, headers: [['server', 'awselb/2.0'], ['content-type', 'text/html']], body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n` }
    PAGES.set(status, page)
  }
  return page
}

function finish(node: BalancerNode, message: MessageId, response: HttpResponse, why: ReasonCode): void {
  node.messages.z[message] = 0
  if (isFetched(node.messages, message)) return node.answer(message, 200, 0, fetched(response))
  node.answer(message, response.status, why === '' ? 0 : reason(why), response)
}
