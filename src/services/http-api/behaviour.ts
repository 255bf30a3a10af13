/**
 * One request: the route is chosen, the buckets are asked, the authorizer, then what stands behind the route.
 * Columns of a request: x the message sent on for it, y its route, z when it came. Of a message sent on: v its timer, w
 * what it is for.
 */
import { toMs } from '../../base/units.ts'
import { judgeV1, judgeV2, saying } from '../../contract/http/answer.ts'
import { hasCors, isPreflight, preflightAnswer } from '../../contract/http/cors.ts'
import { readFetch } from '../../contract/http/fetch.ts'
import { gauge } from '../../contract/http/gauge.ts'
import { apiHost } from '../../contract/http/ids.ts'
import { headerBytes, isForAnother, isHttpResponse, requestOf } from '../../contract/http/request.ts'
import { bestRoute } from '../../contract/http/routes.ts'
import type { MessageId } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { type Behaviour, timer, type WireEnd } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import { authorize, authorizerAnswered } from './authorize.ts'
import type { HttpConfig } from './config.ts'
import { authorizerTimeout, finish, FOR_AUTHORIZER, INTERNAL, integrate, integrationTimeout, ORPHAN, refuse, routeAt, UNAVAILABLE } from './onward.ts'
import { C4, C5, COUNT, DATA, type HttpNode, type HttpState, INTEGRATION, LATENCY, newState, ownBuckets, type Route, routesOf, TOKENS } from './state.ts'

const FORBIDDEN = saying(403, 'Forbidden')
const NOT_FOUND = saying(404, 'Not Found')
const TOO_MANY = saying(429, 'Too Many Requests')
const TOO_LARGE = saying(413, 'Request Entity Too Large')
const HEADERS_TOO_LARGE = saying(431, 'Request Header Fields Too Large')

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
