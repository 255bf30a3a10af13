/**
 * One request: the route is chosen, the buckets are asked, the authorizer, then what stands behind the route.
 * Columns of a request: x the message sent on for it, y its route, z when it came. Of a message sent on: v its timer, w
 * what it is for.
 */
import { ms, toMs } from '../../base/units.ts'
import { judgeV1, judgeV2, responseBytes, saying } from '../../contract/http/answer.ts'
import { hasCors, isPreflight, preflightAnswer, withCors } from '../../contract/http/cors.ts'
import { fetched, isFetched, readFetch } from '../../contract/http/fetch.ts'
import { gauge } from '../../contract/http/gauge.ts'
import { apiHost } from '../../contract/http/ids.ts'
import { headerBytes, isForAnother, isHttpResponse, requestOf } from '../../contract/http/request.ts'
import { bestRoute } from '../../contract/http/routes.ts'
import type { HttpResponse } from '../../contract/http.ts'
import { type Content, type MessageId, NONE } from '../../contract/messages.ts'
import { reason, type ReasonCode } from '../../contract/reasons.ts'
import { type Behaviour, timer, type WireEnd } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import { authorize, authorizerAnswered } from './authorize.ts'
import type { HttpConfig } from './config.ts'
import { integrationContent } from './event.ts'
import { C4, C5, COUNT, DATA, type HttpNode, type HttpState, INTEGRATION, LATENCY, newState, ownBuckets, type Route, routesOf, TOKENS } from './state.ts'

/** What a message is for; ORPHAN: nobody waits for it any more. */
export const ORPHAN = 1
export const FOR_AUTHORIZER = 2
/** What headers and the frame of the event weigh, roughly: limits of the function count them. */
const FRAME_BYTES = 1_200

const FORBIDDEN = saying(403, 'Forbidden')
const NOT_FOUND = saying(404, 'Not Found')
const TOO_MANY = saying(429, 'Too Many Requests')
const TOO_LARGE = saying(413, 'Request Entity Too Large')
const HEADERS_TOO_LARGE = saying(431, 'Request Header Fields Too Large')
const INTERNAL = saying(500, 'Internal Server Error')
const UNAVAILABLE = saying(503, 'Service Unavailable')

const integrationTimeout = timer<HttpNode>('refill', (node, request) => {
  // LAM-SYNC-09: the caller hears 503; the function keeps running, and its answer finds nobody.
  node.messages.w[node.messages.x[request]!] = ORPHAN
  node.note(K.timedOut, request, timeoutOf(node, request))
  finish(node, request, UNAVAILABLE, 'ServiceUnavailable')
})

const authorizerTimeout = timer<HttpNode>('refill', (node, request) => {
  node.messages.w[node.messages.x[request]!] = ORPHAN
  node.note(K.timedOut, request, AUTHORIZER_MS)
  finish(node, request, INTERNAL, 'InternalServerError')
})
const AUTHORIZER_MS = 10_000

const leftInBuckets = timer<HttpNode>('refill', tellLeft)

export const behaviour: Behaviour<HttpConfig, HttpState, HttpNode> = {
  timers: [integrationTimeout, authorizerTimeout, leftInBuckets],
  metrics: [COUNT, C4, C5, LATENCY, INTEGRATION, DATA, TOKENS],
  start: tellLeft,
  state: newState,

  accept,

  /** Code in a function calls `fetch`. */
  called(node, message, call, wire) {
    readFetch(node.messages, message, call)
    accept(node, message, wire)
  },

  /** Whether a look at requests is needed depends on both. */
  configured: readRoutes,
  /** A change is deployed by itself. What an authorizer said of another setting is forgotten. */
  rewired(node, wire) {
    readRoutes(node)
    if (wire.port === 'authorizer') node.state.kept.clear()
  },

  answered(node, child) {
    const { messages } = node
    const use = messages.w[child]!
    if (use !== ORPHAN) {
      node.cancel(messages.v[child]!)
      if (use === FOR_AUTHORIZER) authorizerAnswered(node, child)
      else judge(node, messages.parent[child]!, child)
    }
    const status = messages.status[child]!
    node.end(child, status === 429 ? O.throttled : status < 400 && messages.reason[child] === 0 ? O.succeeded : O.failed)
  },
}

function readRoutes(node: HttpNode): void {
  Object.assign(node.state, routesOf(node))
}

function accept(node: HttpNode, request: MessageId, wire: WireEnd): void {
  const { messages, state } = node
  node.add(COUNT)
  node.add(DATA, messages.sizeBytes[request]!)
  messages.z[request] = node.now
  if (messages.sizeBytes[request]! > node.quotas.apiPayloadBytes) return refuse(node, request, TOO_LARGE, 'RequestTooLong')
  if (wire.kind === 'origin' && isForAnother(requestOf(messages, request, wire), apiHost(node.name, node.arn))) return refuse(node, request, FORBIDDEN, 'Forbidden')
  const route = state.plain ?? routeFor(node, request, wire)
  if (!route) return
  messages.y[request] = route.place
  if (!admitted(node, route)) {
    node.note(K.throttled, request, rateOf(node, route), reason('TooManyRequests'))
    return finish(node, request, TOO_MANY, 'TooManyRequests')
  }
  if (route.config.authorizer === 'none') integrate(node, request, wire, route, undefined)
  else authorize(node, request, wire, route)
}

/** API-30; undefined: it is answered already. */
function routeFor(node: HttpNode, message: MessageId, wire: WireEnd): Route | undefined {
  const { state, messages, config } = node
  const request = requestOf(messages, message, wire)
  if (headerBytes(request) > node.quotas.apiHeaderBytes) {
    refuse(node, message, HEADERS_TOO_LARGE, 'RequestHeadersTooLarge')
    return undefined
  }
  // API-33: before any route, so that an authorizer is not asked for what a browser sends without a token.
  if (hasCors(config) && isPreflight(request)) {
    finish(node, message, preflightAnswer(config, request))
    return undefined
  }
  const route = bestRoute(state.routes, request.method, request.path) ?? state.fallback
  if (!route) refuse(node, message, NOT_FOUND, 'NotFound')
  return route
}

function tellLeft(node: HttpNode): void {
  node.state.gauging = gauge(node, TOKENS, ownBuckets(node), leftInBuckets)
}

/** The route's own bucket, then the account's. */
function admitted(node: HttpNode, { place, config }: Route): boolean {
  const { state, quotas, now } = node
  const rate = config.rate ?? node.config.defaultRate
  const burst = config.burst ?? node.config.defaultBurst
  if (rate !== null || burst !== null) {
    const passes = state.buckets[place]!.take(now, rate ?? quotas.apiRate, burst ?? quotas.apiBurst)
    if (!state.gauging) tellLeft(node)
    if (!passes) return false
  }
  return state.account.take(now, quotas.apiRate, quotas.apiBurst)
}

const rateOf = (node: HttpNode, { config }: Route): number => config.rate ?? node.config.defaultRate ?? node.quotas.apiRate

/** `authorizer` is what the event says of who asks. */
export function integrate(node: HttpNode, request: MessageId, from: WireEnd, route: Route, authorizer: Content): void {
  const { messages } = node
  const { wire } = route
  if (!route.config.permission && wire.peer.role === 'function') return refuse(node, request, INTERNAL, 'AccessDeniedException')
  const child = node.create(request)
  messages.sizeBytes[child] = messages.sizeBytes[request]! + FRAME_BYTES
  messages.content[child] = node.contents ? integrationContent(node, request, from, route, authorizer) : messages.content[request]
  messages.x[request] = child
  messages.v[child] = node.after(ms(route.config.timeoutMs ?? node.config.integrationTimeoutMs), integrationTimeout, request)
  node.request(wire, child)
}

/** Asks the authorizer in the request's place. */
export function ask(node: HttpNode, request: MessageId, wire: WireEnd, content: Content): void {
  const { messages } = node
  const child = node.create(request)
  messages.content[child] = content
  messages.sizeBytes[child] = FRAME_BYTES
  messages.x[request] = child
  messages.w[child] = FOR_AUTHORIZER
  messages.v[child] = node.after(ms(AUTHORIZER_MS), authorizerTimeout, request)
  node.request(wire, child)
}

/** API-31: what the caller hears of what the function did. */
function judge(node: HttpNode, request: MessageId, child: MessageId): void {
  const { messages } = node
  const status = messages.status[child]!
  const answer = messages.answer[child]
  node.observe(INTEGRATION, toMs(node.now - messages.born[child]!))
  const route = routeAt(node, request)
  if (route.wire.peer.role !== 'function') return finish(node, request, isHttpResponse(answer) ? answer : { status, headers: [], body: '' })
  if (status === 429) return finish(node, request, UNAVAILABLE, 'ServiceUnavailable')
  if (status >= 400 || messages.reason[child] !== 0) return finish(node, request, INTERNAL, 'InternalServerError')
  const response = route.config.payload === '1.0' ? judgeV1(answer) : judgeV2(answer)
  if (response) return finish(node, request, response)
  node.note(K.refused, request, 500, reason('MalformedProxyResponse'))
  finish(node, request, INTERNAL, 'MalformedProxyResponse')
}

export function refuse(node: HttpNode, request: MessageId, response: HttpResponse, why: ReasonCode): void {
  node.note(K.refused, request, response.status, reason(why))
  finish(node, request, response, why)
}

function finish(node: HttpNode, request: MessageId, response: HttpResponse, why: ReasonCode = ''): void {
  const { messages } = node
  const { status } = response
  messages.x[request] = NONE
  if (status >= 500) node.add(C5)
  else if (status >= 400) node.add(C4)
  node.add(DATA, responseBytes(response))
  node.observe(LATENCY, toMs(node.now - messages.z[request]!))
  if (isFetched(messages, request)) return node.answer(request, 200, 0, fetched(response))
  node.answer(request, status, why === '' ? 0 : reason(why), node.contents && hasCors(node.config) ? withCorsOf(node, request, response) : response)
}

function withCorsOf(node: HttpNode, request: MessageId, response: HttpResponse): HttpResponse {
  const wire = cameAlong(node, request)
  const said = wire && requestOf(node.messages, request, wire)
  return said && !isPreflight(said) ? withCors(node.config, said, response) : response
}

export const cameAlong = (node: HttpNode, request: MessageId): WireEnd | undefined => node.incoming.find((wire) => wire.index === node.messages.wire[request])

export function routeAt(node: HttpNode, request: MessageId): Route {
  const { state, messages } = node
  const place = messages.y[request]!
  return state.fallback?.place === place ? state.fallback : state.routes.find((route) => route.place === place)!
}

function timeoutOf(node: HttpNode, request: MessageId): number {
  return routeAt(node, request).config.timeoutMs ?? node.config.integrationTimeoutMs
}
