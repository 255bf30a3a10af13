/**
 * SRC-08: a page in a browser. It asks with OPTIONS before anything that is not simple, keeps that answer for its time,
 * and does not see answers that its origin may not read. Column of a preflight: u the request it is for, w PREFLIGHT.
 */
import { sec } from '../../base/units.ts'
import { mayRead, needsPreflight, preflightFor, preflightKeptSec, preflightPasses } from '../../contract/http/cors.ts'
import { isHttpRequest, isHttpResponse } from '../../contract/http/request.ts'
import type { HttpRequest } from '../../contract/http.ts'
import type { Content, MessageId } from '../../contract/messages.ts'
import type { WireEnd } from '../../contract/service.ts'
import { O } from '../../contract/trace.ts'
import type { ClientNode } from './behaviour.ts'

/** Less than 0, as no owner of a request is. */
export const PREFLIGHT = -1

/** A page and what a distribution serves beside it have one origin. */
const crosses = (node: ClientNode, wire: WireEnd): boolean => node.config.browser && wire.peer.role === 'http'

/** Whether there has to be a question first. */
export function asksFirst(node: ClientNode, wire: WireEnd, message: MessageId): boolean {
  const request = node.messages.content[message]
  if (!crosses(node, wire) || !isHttpRequest(request) || !needsPreflight(request)) return false
  const kept = node.state.preflights.get(keyOf(wire, request))
  return kept === undefined || kept <= node.now
}

/** The answer may come within this very call. */
export function sendQuestion(node: ClientNode, wire: WireEnd, message: MessageId): void {
  const { messages, config } = node
  const question = node.create(message)
  messages.content[question] = preflightFor(messages.content[message] as HttpRequest, config.origin)
  messages.u[question] = message
  messages.w[question] = PREFLIGHT
  node.request(wire, question)
}

/** Whether the request may be sent. The question is over. */
export function mayGo(node: ClientNode, question: MessageId, wire: WireEnd): boolean {
  const { messages, config, state } = node
  const request = messages.content[messages.u[question]!] as HttpRequest
  const answer = responseIn(messages.answer[question])
  const passes = preflightPasses(request, config.origin, answer)
  if (passes) state.preflights.set(keyOf(wire, request), node.now + sec(preflightKeptSec(answer!)))
  node.end(question, passes ? O.succeeded : O.refused)
  return passes
}

/** Whether the page sees the answer. */
export const hides = (node: ClientNode, message: MessageId, wire: WireEnd): boolean =>
  crosses(node, wire) && !mayRead(node.config.origin, responseIn(node.messages.answer[message]))

const responseIn = (answer: Content) => (isHttpResponse(answer) ? answer : undefined)

/** Browsers keep an answer for an address and a method. */
const keyOf = (wire: WireEnd, { method, path, query }: HttpRequest): string => `${wire.index} ${method} ${path}?${query}`
