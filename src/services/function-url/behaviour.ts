/** A function's own address. It adds nothing to the function's limits: no timeout, no retry, no cache. */
import { toMs } from '../../base/units.ts'
import { judgeUrl, saying } from '../../contract/http/answer.ts'
import { hasCors, isPreflight, preflightAnswer, withCors } from '../../contract/http/cors.ts'
import { isSigned } from '../../contract/http/identity.ts'
import { fetched, isFetched, readFetch } from '../../contract/http/fetch.ts'
import { urlHost } from '../../contract/http/ids.ts'
import { isForAnother, requestOf } from '../../contract/http/request.ts'
import { BROKEN } from '../../contract/http/stream.ts'
import type { HttpResponse } from '../../contract/http.ts'
import type { MessageId } from '../../contract/messages.ts'
import { reason, type ReasonCode } from '../../contract/reasons.ts'
import type { Behaviour, Node, WireEnd } from '../../contract/service.ts'
import { K, metric, O } from '../../contract/trace.ts'
import { looksAt, type UrlConfig, type UrlWire } from './config.ts'
import { urlEvent } from './event.ts'

interface UrlState {
  /** What a request says decides nothing. */
  plain: boolean
}
type UrlNode = Node<UrlConfig, UrlState>

const COUNT = metric('UrlRequestCount', 'count')
const C4 = metric('Url4xxCount', 'count')
const C5 = metric('Url5xxCount', 'count')
const LATENCY = metric('UrlRequestLatency', 'value', 'ms', 'p99')

const FRAME_BYTES = 1_200
const FORBIDDEN = saying(403, 'Forbidden', 'Message')
const TOO_MANY = saying(429, 'Rate Exceeded.', 'Message')
const TOO_LARGE = saying(413, 'Request Entity Too Large', 'Message')
const FAILED: HttpResponse = { status: 502, headers: [['content-type', 'application/json']], body: 'Internal Server Error' }
const TIMED_OUT: HttpResponse = { status: 504, headers: [['content-type', 'application/json']], body: '{"Message":"Gateway Timeout"}' }
const UNAVAILABLE = saying(503, 'Service Unavailable', 'Message')
const TIMEOUT = reason('Sandbox.Timedout')

/** Columns of a request: z when it came. Of what is sent on for it: u how many bytes of a streamed response came, v how. */
const STREAMS = 1
const TOO_LONG = 2

export const behaviour: Behaviour<UrlConfig, UrlState, UrlNode> = {
  timers: [],
  metrics: [COUNT, C4, C5, LATENCY],
  state: (node) => ({ plain: !looksAt(node.config) }),

  accept,

  configured(node) {
    node.state.plain = !looksAt(node.config)
  },

  /** Code in a function calls `fetch`. */
  called(node, message, call, wire) {
    readFetch(node.messages, message, call)
    accept(node, message, wire)
  },

  /** A buffered one waits for the end, and has room for 6 MB. */
  began(node, child, _, at, bytes, more) {
    const { messages } = node
    const streams = node.config.invokeMode === 'RESPONSE_STREAM'
    messages.u[child] = messages.u[child]! + bytes
    messages.v[child] = streams ? STREAMS : messages.u[child]! > node.quotas.lambdaResponseBytes ? TOO_LONG : 0
    if (streams) node.began(messages.parent[child]!, at, bytes, more)
    return streams
  },

  answered(node, child) {
    const { messages } = node
    const status = messages.status[child]!
    const why = messages.reason[child]!
    const request = messages.parent[child]!
    if (status >= 500) finish(node, request, UNAVAILABLE, 'ServiceUnavailable')
    else if (status === 429) finish(node, request, TOO_MANY, 'TooManyRequests')
    else if (status === 413) finish(node, request, TOO_LARGE, 'RequestTooLong')
    else if (status >= 400) finish(node, request, FAILED, 'BadGateway')
    // The status has left already: whoever reads it hears that the rest is missing.
    else if (why !== 0 && messages.v[child] === STREAMS) finish(node, request, BROKEN, 'ResponseBroken')
    else if (messages.v[child] === TOO_LONG) finish(node, request, FAILED, 'Function.ResponseSizeTooLarge')
    // D-29: the one failure that shows as a timeout.
    else if (why !== 0) finish(node, request, why === TIMEOUT ? TIMED_OUT : FAILED, why === TIMEOUT ? 'GatewayTimeout' : 'BadGateway')
    else {
      const response = judgeUrl(messages.answer[child])
      if (!response) node.note(K.refused, request, 502, reason('MalformedProxyResponse'))
      finish(node, request, response ?? FAILED, response ? '' : 'MalformedProxyResponse')
    }
    node.end(child, status === 429 ? O.throttled : status < 400 && why === 0 ? O.succeeded : O.failed)
  },
}

function accept(node: UrlNode, request: MessageId, from: WireEnd): void {
  const { messages } = node
  node.add(COUNT)
  messages.z[request] = node.now
  const wire = node.outgoing[0]
  if (!wire) return refuse(node, request, FORBIDDEN, 'Forbidden')
  if (from.kind === 'origin' && isForAnother(requestOf(messages, request, from), urlHost(node.name, node.arn))) return refuse(node, request, FORBIDDEN, 'Forbidden')
  if (!node.state.plain && answersItself(node, request, from)) return
  if (!permitted(node, wire.config as UrlWire)) return refuse(node, request, FORBIDDEN, 'Forbidden')
  const child = node.create(request)
  messages.sizeBytes[child] = messages.sizeBytes[request]! === 0 ? 0 : messages.sizeBytes[request]! + FRAME_BYTES
  messages.content[child] = node.contents ? urlEvent(node, request, from) : messages.content[request]
  node.request(wire, child)
}

/** A preflight never reaches the function; nor does what is not signed when it has to be. */
function answersItself(node: UrlNode, message: MessageId, from: WireEnd): boolean {
  const request = requestOf(node.messages, message, from)
  if (hasCors(node.config) && isPreflight(request)) {
    finish(node, message, preflightAnswer(node.config, request))
    return true
  }
  if (node.config.authType !== 'AWS_IAM' || isSigned(request)) return false
  refuse(node, message, FORBIDDEN, 'Forbidden')
  return true
}

/** LAM-URL-04: since October 2025 two statements are needed. */
const permitted = (node: UrlNode, { permission, invokePermission }: UrlWire): boolean => permission && (invokePermission || node.scenario.profile === 'course')

function refuse(node: UrlNode, request: MessageId, response: HttpResponse, why: ReasonCode): void {
  node.note(K.refused, request, response.status, reason(why))
  finish(node, request, response, why)
}

function finish(node: UrlNode, request: MessageId, response: HttpResponse, why: ReasonCode = ''): void {
  const { messages, config } = node
  const { status } = response
  if (status >= 500) node.add(C5)
  else if (status >= 400) node.add(C4)
  node.observe(LATENCY, toMs(node.now - messages.z[request]!))
  if (isFetched(messages, request)) return node.answer(request, 200, 0, fetched(response))
  node.answer(request, status, why === '' ? 0 : reason(why), hasCors(config) ? dressed(node, request, response) : response)
}

function dressed(node: UrlNode, request: MessageId, response: HttpResponse): HttpResponse {
  const from = node.incoming.find((wire) => wire.index === node.messages.wire[request])
  const said = from && requestOf(node.messages, request, from)
  return said && !isPreflight(said) ? withCors(node.config, said, response) : response
}
