/**
 * What is sent on for a request, and what its caller hears in the end. Columns: as in behaviour.ts.
 */
import { ms, toMs } from '../../base/units.ts'
import { responseBytes, saying } from '../../contract/http/answer.ts'
import { hasCors, isPreflight, withCors } from '../../contract/http/cors.ts'
import { fetched, isFetched } from '../../contract/http/fetch.ts'
import { requestOf } from '../../contract/http/request.ts'
import type { HttpResponse } from '../../contract/http.ts'
import { type Content, type MessageId, NONE } from '../../contract/messages.ts'
import { reason, type ReasonCode } from '../../contract/reasons.ts'
import { timer, type WireEnd } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { integrationContent } from './event.ts'
import { C4, C5, DATA, type HttpNode, LATENCY, type Route } from './state.ts'

/** What a message is for; ORPHAN: nobody waits for it any more. */
export const ORPHAN = 1
export const FOR_AUTHORIZER = 2
/** What headers and the frame of the event weigh, roughly: limits of the function count them. */
const FRAME_BYTES = 1_200

export const INTERNAL = saying(500, 'Internal Server Error')
export const UNAVAILABLE = saying(503, 'Service Unavailable')

export const integrationTimeout = timer<HttpNode>('refill', (node, request) => {
  // LAM-SYNC-09: the caller hears 503; the function keeps running, and its answer finds nobody.
  node.messages.w[node.messages.x[request]!] = ORPHAN
  node.note(K.timedOut, request, timeoutOf(node, request))
  finish(node, request, UNAVAILABLE, 'ServiceUnavailable')
})

export const authorizerTimeout = timer<HttpNode>('refill', (node, request) => {
  node.messages.w[node.messages.x[request]!] = ORPHAN
  node.note(K.timedOut, request, AUTHORIZER_MS)
  finish(node, request, INTERNAL, 'InternalServerError')
})
const AUTHORIZER_MS = 10_000

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

export function refuse(node: HttpNode, request: MessageId, response: HttpResponse, why: ReasonCode): void {
  node.note(K.refused, request, response.status, reason(why))
  finish(node, request, response, why)
}

export function finish(node: HttpNode, request: MessageId, response: HttpResponse, why: ReasonCode = ''): void {
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
