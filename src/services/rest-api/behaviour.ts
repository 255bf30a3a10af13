/**
 * One request (API-02): the method is found, the buckets are asked, then the authorizer, the key, the validator, the
 * cache, and last the integration. Columns of a request: x the message sent on for it, y its route, z when it came. Of a
 * message sent on: v its timer, w what it is for.
 */
import { ms, sec, toMs } from '../../base/units.ts'
import { judgeRest } from '../../contract/http/answer.ts'
import { isPreflight, namesIn } from '../../contract/http/cors.ts'
import { fetched, isFetched, readFetch } from '../../contract/http/fetch.ts'
import { TokenBucket } from '../../contract/http/bucket.ts'
import { gauge } from '../../contract/http/gauge.ts'
import { apiHost } from '../../contract/http/ids.ts'
import { isForAnother, isHttpResponse, requestOf } from '../../contract/http/request.ts'
import { bestRoute } from '../../contract/http/routes.ts'
import { type HttpRequest, type HttpResponse, headerOf } from '../../contract/http.ts'
import { type Content, type MessageId, NONE } from '../../contract/messages.ts'
import { reason, type ReasonCode } from '../../contract/reasons.ts'
import { type Behaviour, timer, type WireEnd } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import { authorize, authorizerAnswered } from './authorize.ts'
import { cacheKey, find, freshness, isCached, keep, MAKING_SEC } from './cache.ts'
import type { RestConfig } from './config.ts'
import { type Caller, doorOf, proxyEvent } from './event.ts'
import { type GatewayCase, gatewayResponse, STANDARD } from './gateway-responses.ts'
import { customContent, forwarded, isService, mappedResponse, scopeOf, serviceCall, withBinary } from './integrate.ts'
import { keyAdmits, keyOf, takeQuota } from './keys.ts'
import { C4, C5, CACHE_HOURS, COUNT, HITS, INTEGRATION, LATENCY, MISSES, newState, ownBuckets, type RestNode, type RestState, type Route, routesOf, STREAMED, TOKENS } from './state.ts'
import { brokenOff, firstPatience, idleMs, passOn, patience, stopWatching } from './stream.ts'
import { bodyFits, missingParameters } from './validate.ts'

const ORPHAN = 1
const FOR_AUTHORIZER = 2
/** Invoked as an event: the function's queue has it now. */
const AS_EVENT = 3
const FRAME_BYTES = 2_000
const AUTHORIZER_MS = 10_000
/** The one answer of a proxy that is no answer. */
const MALFORMED: HttpResponse = { status: 502, headers: [['content-type', 'application/json'], ['x-amzn-errortype', 'InternalServerErrorException']], body: '{"message":"Internal server error"}' }
const NOBODY: Caller = {}

const integrationTimeout = timer<RestNode>('refill', (node, message) => {
  // API-05: the function is not told, and runs to its end.
  const { messages } = node
  const child = messages.x[message]!
  stopWatching(node, child)
  messages.w[child] = ORPHAN
  node.note(K.timedOut, message, (messages.u[child] === 0 ? firstPatience : patience)(node, message))
  if (brokenOff(node, message, child)) return
  answerItself(node, message, 'INTEGRATION_TIMEOUT')
})
const streamSilent = timer<RestNode>('refill', (node, message) => {
  const child = node.messages.x[message]!
  node.messages.w[child] = ORPHAN
  node.cancel(node.messages.v[child]!)
  node.note(K.timedOut, message, idleMs(node))
  brokenOff(node, message, child)
})
const ENDS = { silent: streamSilent, tooLong: integrationTimeout }
const authorizerTimeout = timer<RestNode>('refill', (node, message) => {
  node.messages.w[node.messages.x[message]!] = ORPHAN
  node.note(K.timedOut, message, AUTHORIZER_MS)
  answerItself(node, message, 'AUTHORIZER_FAILURE')
})
const cacheHour = timer<RestNode>('refill', (node) => {
  if (node.config.cache) node.add(CACHE_HOURS, 1 / 60)
  node.later(sec(60), cacheHour, 0)
})

const leftInBuckets = timer<RestNode>('refill', tellLeft)

export const behaviour: Behaviour<RestConfig, RestState, RestNode> = {
  timers: [integrationTimeout, authorizerTimeout, cacheHour, leftInBuckets, streamSilent],
  metrics: [COUNT, C4, C5, LATENCY, INTEGRATION, HITS, MISSES, CACHE_HOURS, STREAMED, TOKENS],
  state: newState,

  start(node) {
    tellLeft(node)
    node.later(sec(60), cacheHour, 0)
  },

  configured(node, before) {
    deploy(node)
    if (node.config.cache && !before.cache) node.state.cacheFrom = node.now + sec(MAKING_SEC)
    if (!node.config.cache || node.config.cacheSizeGb !== before.cacheSizeGb) {
      node.state.cache.clear()
      node.state.cacheBytes = 0
    }
  },

  /** A method that changes is deployed to its stage at once. What an authorizer said of another setting is forgotten. */
  rewired(node, wire) {
    deploy(node)
    if (wire.port === 'authorizer') node.state.policies.clear()
  },

  /** `flush`: the cache is emptied, as the console's button does. */
  act(node, verb) {
    if (verb !== 'flush') return
    node.state.cache.clear()
    node.state.cacheBytes = 0
  },

  accept,

  /** Code in a function calls `fetch`. */
  called(node, message, call, wire) {
    readFetch(node.messages, message, call)
    accept(node, message, wire)
  },

  began: (node, child, _, at, bytes, more) => passOn(node, child, at, bytes, more, ENDS),

  answered(node, child) {
    const { messages } = node
    const use = messages.w[child]!
    const status = messages.status[child]!
    if (use === AS_EVENT) return eventTaken(node, child, status)
    if (messages.u[child] !== 0) node.state.streamed.delete(child)
    if (use !== ORPHAN) {
      node.cancel(messages.v[child]!)
      stopWatching(node, child)
      if (use === FOR_AUTHORIZER) authorizerAnswered(node, child)
      else judge(node, messages.parent[child]!, child)
    }
    node.end(child, status === 429 ? O.throttled : status < 400 && messages.reason[child] === 0 ? O.succeeded : O.failed)
  },
}

function deploy(node: RestNode): void {
  const { state } = node
  const made = routesOf(node)
  Object.assign(state, made)
  state.plainAt = state.routes.length + 1
  state.routes.push(...made.ofStage, ...made.ofCanary)
  for (let key = state.keyBuckets.length; key < node.config.keys.length; key++) {
    state.keyBuckets.push(new TokenBucket())
    state.used.push({ count: 0, period: -1 })
  }
}

function accept(node: RestNode, message: MessageId, from: WireEnd): void {
  const { messages, state } = node
  node.add(COUNT)
  messages.z[message] = node.now
  messages.y[message] = NONE
  if (messages.sizeBytes[message]! > node.quotas.apiPayloadBytes) return refuse(node, message, 'REQUEST_TOO_LARGE')
  if (state.plain && !node.contents) return plainly(node, message, state.plain)
  const request = requestOf(messages, message, from)
  // It reads as a wrong API key does: Forbidden.
  if (from.kind === 'origin' && isForAnother(request, apiHost(node.name, node.arn))) return refuse(node, message, 'INVALID_API_KEY')
  const route = bestRoute(goesToCanary(node) ? state.ofCanary : state.ofStage, request.method, request.path)
  if (!route) {
    if (node.config.corsOrigins !== '' && isPreflight(request)) return finish(node, message, optionsAnswer(node, request))
    // API-01: an unknown path is taken for a missing signature.
    return refuse(node, message, 'MISSING_AUTHENTICATION_TOKEN')
  }
  if (node.config.corsOrigins !== '' && isPreflight(request) && route.config.method === 'ANY') return finish(node, message, optionsAnswer(node, request))
  messages.y[message] = state.routes.indexOf(route)
  if (!admitted(node, route)) return throttled(node, message, route)
  if (route.config.authorizer === 'none') proceed(node, message, route, request, NOBODY)
  else authorize(node, message, route, request)
}

/** API-09: every so many, in strict mode; else each by chance. */
function goesToCanary({ config, state, strict }: RestNode): boolean {
  const share = config.canaryPercent / 100
  if (share === 0) return false
  const before = state.requests++
  return strict ? Math.floor((before + 1) * share) > Math.floor(before * share) : state.chance.chance(share)
}

/** One method that takes everything: no look at the request is needed. */
function plainly(node: RestNode, message: MessageId, route: Route): void {
  node.messages.y[message] = node.state.plainAt
  if (!admitted(node, route)) return throttled(node, message, route)
  if (!route.config.permission && route.wire.peer.role === 'function') return refuse(node, message, 'INTEGRATION_FAILURE')
  const child = childOf(node, message, node.messages.content[message], integrationTimeout, firstPatience(node, message))
  node.request(route.wire, child)
}

function tellLeft(node: RestNode): void {
  node.state.gauging = gauge(node, TOKENS, ownBuckets(node), leftInBuckets)
}

/** API-03: the method's own bucket, then the account's. */
function admitted(node: RestNode, { place, config }: Route): boolean {
  const { state, quotas, now } = node
  const rate = config.rate ?? node.config.stageRate
  const burst = config.burst ?? node.config.stageBurst
  if (rate !== null || burst !== null) {
    const passes = state.buckets[place]!.take(now, rate ?? quotas.apiRate, burst ?? quotas.apiBurst)
    if (!state.gauging) tellLeft(node)
    if (!passes) return false
  }
  return state.account.take(now, quotas.apiRate, quotas.apiBurst)
}

function throttled(node: RestNode, message: MessageId, route: Route): void {
  node.note(K.throttled, message, route.config.rate ?? node.config.stageRate ?? node.quotas.apiRate, reason('TooManyRequests'))
  answerItself(node, message, 'THROTTLED')
}

/** Behind the authorizer. `usageKey` is what that named in place of the header. */
export function proceed(node: RestNode, message: MessageId, route: Route, request: HttpRequest, who: Caller, usageKey?: string): void {
  const { config } = route
  let caller = who
  if (config.apiKey) {
    const key = keyOf(node, request, usageKey)
    if (key < 0) return refuse(node, message, 'INVALID_API_KEY')
    if (!keyAdmits(node, key)) return throttled(node, message, route)
    if (!takeQuota(node, key)) return refuse(node, message, 'QUOTA_EXCEEDED')
    caller = { ...who, key: node.config.keys[key] }
  }
  if (config.validator === 'params' || config.validator === 'both') {
    const missing = missingParameters(config, request)
    if (missing.length > 0) return refuse(node, message, 'BAD_REQUEST_PARAMETERS', `Missing required request parameters: [${missing.join(', ')}]`)
  }
  if ((config.validator === 'body' || config.validator === 'both') && !bodyFits(config, request)) return refuse(node, message, 'BAD_REQUEST_BODY')
  if (isCached(node.config, config, request.method)) {
    const fresh = freshness(node.config, request)
    if (fresh === 'refused') return refuse(node, message, 'ACCESS_DENIED')
    const kept = fresh === 'fresh' ? undefined : find(node, cacheKey(route, request))
    if (kept) {
      node.add(HITS)
      return finish(node, message, fresh === 'warned' ? { ...kept, headers: [...kept.headers, ['warning', '199 Cache-control headers were ignored because the caller was unauthorized.']] } : kept)
    }
    node.add(MISSES)
  }
  integrate(node, message, route, request, caller)
}

function integrate(node: RestNode, message: MessageId, route: Route, request: HttpRequest, caller: Caller): void {
  const { wire, config } = route
  if (!config.permission) return refuse(node, message, 'INTEGRATION_FAILURE')
  const wait = firstPatience(node, message)
  if (isService(wire)) {
    const child = childOf(node, message, undefined, integrationTimeout, wait)
    return node.call(serviceCall(route, scopeOf(node, message, route, request, caller)), child)
  }
  if (wire.peer.role === 'http') return node.request(wire, childOf(node, message, forwarded(request, doorOf(node, message)), integrationTimeout, wait))
  if (config.integration === 'proxy') return node.request(wire, childOf(node, message, proxyEvent(node, message, route, request, caller), integrationTimeout, wait))
  const content = customContent(config, scopeOf(node, message, route, request, caller))
  if (!config.async) return node.request(wire, childOf(node, message, content, integrationTimeout, wait))
  const child = node.create(message)
  node.messages.content[child] = content
  node.messages.sizeBytes[child] = node.messages.sizeBytes[message]!
  node.messages.w[child] = AS_EVENT
  node.messages.u[child] = message
  // The function's queue keeps the event long after this request is over: it is nobody's child.
  node.messages.parent[child] = NONE
  node.event(wire, child)
}

function childOf(node: RestNode, message: MessageId, content: Content, timeout: typeof integrationTimeout, waitMs: number): MessageId {
  const { messages } = node
  const child = node.create(message)
  messages.content[child] = content
  messages.sizeBytes[child] = messages.sizeBytes[message]! + FRAME_BYTES
  messages.x[message] = child
  messages.v[child] = node.after(ms(waitMs), timeout, message)
  return child
}

/** Asks the authorizer in the request's place. */
export function ask(node: RestNode, message: MessageId, wire: WireEnd, content: Content): void {
  const child = childOf(node, message, content, authorizerTimeout, AUTHORIZER_MS)
  node.messages.sizeBytes[child] = FRAME_BYTES
  node.messages.w[child] = FOR_AUTHORIZER
  node.request(wire, child)
}

function eventTaken(node: RestNode, child: MessageId, status: number): void {
  const message = node.messages.u[child]!
  const route = routeAt(node, message)
  if (status < 300) finish(node, message, mappedResponse(route.config, undefined, undefined, scopeOf(node, message, route, saidIn(node, message), NOBODY)))
  else {
    refuse(node, message, 'INTEGRATION_FAILURE')
    node.end(child, O.failed)
  }
}

/** API-04, API-06: what the caller hears of what the integration did. */
function judge(node: RestNode, message: MessageId, child: MessageId): void {
  const { messages } = node
  const route = routeAt(node, message)
  const { wire, config } = route
  const status = messages.status[child]!
  const answer = messages.answer[child]
  const failed = messages.reason[child] !== 0
  node.observe(INTEGRATION, toMs(node.now - messages.born[child]!))
  if (wire.peer.role === 'http') return respond(node, message, route, isHttpResponse(answer) ? answer : { status, headers: [], body: '' })
  if (isService(wire)) return respond(node, message, route, mappedResponse(config, answer, status >= 300 ? String(status) : undefined, scopeOf(node, message, route, saidIn(node, message), NOBODY)))
  // Whatever Lambda refuses is the API's own failure, a throttle too.
  if (status !== 200) return refuse(node, message, 'INTEGRATION_FAILURE')
  if (config.integration === 'custom') {
    const { errorMessage } = (typeof answer === 'object' && answer !== null ? answer : {}) as { readonly errorMessage?: unknown }
    return respond(node, message, route, mappedResponse(config, answer ?? null, failed ? String(errorMessage ?? '') : undefined, scopeOf(node, message, route, saidIn(node, message), NOBODY)))
  }
  if (failed && brokenOff(node, message, child)) return
  const response = failed ? undefined : judgeRest(answer)
  if (response) return respond(node, message, route, response)
  node.note(K.refused, message, 502, reason(failed ? 'BadGateway' : 'MalformedProxyResponse'))
  finish(node, message, MALFORMED, failed ? 'BadGateway' : 'MalformedProxyResponse')
}

function respond(node: RestNode, message: MessageId, route: Route, response: HttpResponse): void {
  if (!node.contents || (!response.base64 && !node.config.cache)) return finish(node, message, response)
  const request = saidIn(node, message)
  const out = withBinary(node, request, response)
  if (isCached(node.config, route.config, request.method)) keep(node, cacheKey(route, request), out)
  finish(node, message, out)
}

export function refuse(node: RestNode, message: MessageId, type: GatewayCase, said?: string): void {
  node.note(K.refused, message, STANDARD[type].status, reason(STANDARD[type].why))
  answerItself(node, message, type, said)
}

function answerItself(node: RestNode, message: MessageId, type: GatewayCase, said?: string): void {
  finish(node, message, gatewayResponse(node.config, type, said), STANDARD[type].why)
}

export function finish(node: RestNode, message: MessageId, response: HttpResponse, why: ReasonCode = ''): void {
  const { messages } = node
  const { status } = response
  messages.x[message] = NONE
  if (status >= 500) node.add(C5)
  else if (status >= 400) node.add(C4)
  node.observe(LATENCY, toMs(node.now - messages.z[message]!))
  if (isFetched(messages, message)) return node.answer(message, 200, 0, fetched(response))
  node.answer(message, status, why === '' || (status < 300 && why !== 'ResponseBroken') ? 0 : reason(why), response)
}

/** API-14: what the console's CORS button makes: a method without anything behind it. */
function optionsAnswer(node: RestNode, request: HttpRequest): HttpResponse {
  const origins = namesIn(node.config.corsOrigins)
  const origin = headerOf(request.headers, 'origin') ?? ''
  const methods = node.state.ofStage.filter((route) => route.config.method !== 'ANY').map((route) => route.config.method)
  return {
    status: 200, body: '',
    headers: [
      ['access-control-allow-origin', origins.includes('*') || !origins.includes(origin) ? origins[0]! : origin],
      ['access-control-allow-headers', 'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token'],
      ['access-control-allow-methods', methods.length > 0 ? [...new Set([...methods, 'OPTIONS'])].join(',') : 'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'],
    ],
  }
}

export const cameAlong = (node: RestNode, message: MessageId): WireEnd | undefined => node.incoming.find((wire) => wire.index === node.messages.wire[message])
const saidIn = (node: RestNode, message: MessageId): HttpRequest => requestOf(node.messages, message, cameAlong(node, message)!)
export const routeAt = (node: RestNode, message: MessageId): Route => node.state.routes[node.messages.y[message]!]!
