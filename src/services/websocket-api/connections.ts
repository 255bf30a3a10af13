/** Connections open with a handshake and close again: by the client, after ten idle minutes, or after two hours (API-50). */
import { ms, sec, toSec } from '../../base/units.ts'
import { judgeRest, saying } from '../../contract/http/answer.ts'
import { namesIn } from '../../contract/http/cors.ts'
import { identityOf } from '../../contract/http/identity.ts'
import { contextOf, judgePolicy } from '../../contract/http/policy.ts'
import { makeRequest, requestOf } from '../../contract/http/request.ts'
import type { HttpRequest, HttpResponse } from '../../contract/http.ts'
import { type Content, type MessageId, NONE } from '../../contract/messages.ts'
import { reason, type ReasonCode } from '../../contract/reasons.ts'
import { timer, type WireEnd } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import type { AuthorizerConfig } from './config.ts'
import { authorizerEvent, connectArn, connectEvent, disconnectEvent } from './event.ts'
import { CLIENT_ERROR, CLOSED, type Connection, CONNECTS, EXECUTION_ERROR, handshakeOf, INTEGRATION_ERROR, MINUTES, OPEN, OPENED, OPENING, part, routeOf, type SocketNode } from './state.ts'

/** What a message sent on is for; kept in w. u is the connection. */
export const FOR_MESSAGE = 0
export const FOR_CONNECT = 1
export const FOR_AUTHORIZER = 2
export const FOR_DISCONNECT = 3
export const ORPHAN = 4

const IDLE_SEC = 600
const LONGEST_SEC = 7_200
export const NOBODY = makeRequest('GET', '/', [], '')

const UNAUTHORIZED = saying(401, 'Unauthorized')
const FORBIDDEN = saying(403, 'Forbidden')
const TOO_MANY = saying(429, 'Too Many Requests')
const INTERNAL = saying(500, 'Internal server error')

export const idles = timer<SocketNode>('refill', (node, at) => {
  const connection = node.state.connections[at]!
  const left = connection.used + sec(IDLE_SEC) - node.now
  if (left > 0) connection.idles = node.after(left, idles, at)
  else close(node, connection, 1_001, 'Going away')
})
export const endsByTime = timer<SocketNode>('refill', (node, at) => {
  const connection = node.state.connections[at]!
  const { closeAfterSec, leaves } = node.config
  if (connection.lost || closeAfterSec === 0 || closeAfterSec >= LONGEST_SEC) close(node, connection, 1_001, 'Going away')
  else if (leaves === 'closes') close(node, connection, 1_000, 'Connection Closed Normally')
  else vanish(node, connection)
})
/** The client opens its connection anew, as it did the first time. */
export const comesBack = timer<SocketNode>('arrival', (node, at) => {
  const connection = node.state.connections[at]!
  if (connection.status !== CLOSED) return
  const message = node.create(NONE)
  node.messages.wire[message] = connection.wire
  if (connection.shook) node.messages.content[message] = connection.shook.request
  open(node, connection, message)
})
export const connectTimeout = timer<SocketNode>('refill', (node, at) => {
  const connection = node.state.connections[at]!
  const child = node.messages.x[connection.waiting[0]!]!
  node.messages.w[child] = ORPHAN
  node.note(K.timedOut, connection.waiting[0]!, node.config.integrationTimeoutMs)
  node.add(EXECUTION_ERROR)
  refuseAll(node, connection, INTERNAL, 'InternalServerError')
})

/** Neither side hears of it: for the API the connection is idle from here on. */
function vanish(node: SocketNode, connection: Connection): void {
  const { since, used } = connection
  node.cancel(connection.idles)
  const rest = part(node, connection)
  rest.idles = node.after(used + sec(IDLE_SEC) - node.now, idles, rest.at)
  rest.ends = node.after(since + sec(LONGEST_SEC) - node.now, endsByTime, rest.at)
  returnLater(node, connection)
}

function returnLater(node: SocketNode, connection: Connection): void {
  const { comesBackSec } = node.config
  if (comesBackSec !== null && !connection.lost) node.after(sec(comesBackSec), comesBack, connection.at)
}

/** What open connections cost: counted whenever their number changes, and each minute. */
export const minute = timer<SocketNode>('refill', (node) => {
  tally(node, 0)
  node.later(sec(60), minute, 0)
})
function tally(node: SocketNode, change: number): void {
  const { state } = node
  if (state.open > 0) node.add(MINUTES, (state.open * toSec(node.now - state.counted)) / 60)
  state.counted = node.now
  state.open += change
  if (change !== 0) node.level(OPEN, state.open)
}

/** The next of a client's connections, in turn. */
export function connectionFor(node: SocketNode, wire: WireEnd): Connection {
  const { first, turn, connections } = node.state
  const taken = turn[wire.index]!
  turn[wire.index] = (taken + 1) % node.config.connections
  return connections[first[wire.index]! + taken] ?? connections[first[wire.index]!]!
}

/** `message` waits until the connection is open. */
export function open(node: SocketNode, connection: Connection, message: MessageId): void {
  connection.waiting.push(message)
  if (connection.status === OPENING) return
  connection.status = OPENING
  connection.number = ++node.state.opened
  connection.since = node.now
  connection.used = node.now
  if (node.contents) connection.shook = handshakeOf(requestIn(node, message))
  node.add(CONNECTS)
  const { websocketConnects } = node.quotas
  if (!node.state.connects.take(node.now, websocketConnects, websocketConnects)) {
    node.add(CLIENT_ERROR)
    node.note(K.throttled, message, websocketConnects, reason('TooManyRequests'))
    return refuseAll(node, connection, TOO_MANY, 'TooManyRequests')
  }
  const authorizer = node.outgoing.find((wire) => wire.port === 'authorizer')
  if (authorizer) askAuthorizer(node, connection, authorizer, message)
  else handshake(node, connection, message, undefined)
}

function askAuthorizer(node: SocketNode, connection: Connection, wire: WireEnd, message: MessageId): void {
  const { identitySources, permission } = wire.config as AuthorizerConfig
  const request = requestIn(node, message)
  const sources = namesIn(identitySources).map((one) => one.replace(/^route\./, 'method.'))
  if (!identityOf(sources, request, { routeKey: '$connect', stageVariables: Object.fromEntries(node.config.stageVariables.map(({ name, value }) => [name, value])) })) return refused(node, connection, UNAUTHORIZED, 'Unauthorized')
  if (!permission) return refused(node, connection, INTERNAL, 'AccessDeniedException')
  send(node, connection, message, wire, FOR_AUTHORIZER, authorizerEvent(node, message, connection, request))
}

export function authorizerAnswered(node: SocketNode, connection: Connection, child: MessageId): void {
  const { messages } = node
  const answer = messages.answer[child]
  if (messages.status[child] !== 200 || messages.reason[child] !== 0) {
    const { errorMessage } = (typeof answer === 'object' && answer !== null ? answer : {}) as { readonly errorMessage?: unknown }
    return errorMessage === 'Unauthorized' ? refused(node, connection, UNAUTHORIZED, 'Unauthorized') : refused(node, connection, INTERNAL, 'InternalServerError')
  }
  const decision = judgePolicy(answer, connectArn(node))
  const context = contextOf(answer, true)
  if (decision === 'broken' || !context) return refused(node, connection, INTERNAL, 'InternalServerError')
  if (decision !== 'allow') return refused(node, connection, FORBIDDEN, 'Forbidden')
  handshake(node, connection, connection.waiting[0]!, { ...context, principalId: (answer as { readonly principalId: string }).principalId })
}

/** Without a $connect route everybody is let in. */
function handshake(node: SocketNode, connection: Connection, message: MessageId, authorizer: { readonly [name: string]: unknown } | undefined): void {
  const route = routeOf(node, '$connect')
  if (!route) return opened(node, connection)
  if (!route.config.permission) return refused(node, connection, INTERNAL, 'AccessDeniedException')
  const event = connectEvent(node, message, connection, requestIn(node, message))
  send(node, connection, message, route.wire, FOR_CONNECT, authorizer ? { ...event, requestContext: { ...event.requestContext, authorizer } } : event)
}

function send(node: SocketNode, connection: Connection, message: MessageId, wire: WireEnd, use: number, content: Content): void {
  const { messages } = node
  const child = node.create(message)
  messages.content[child] = content
  messages.sizeBytes[child] = 1_500
  messages.u[child] = connection.at
  messages.w[child] = use
  messages.x[message] = child
  messages.v[child] = node.after(ms(node.config.integrationTimeoutMs), connectTimeout, connection.at)
  node.request(wire, child)
}

/** What $connect answered: any status but a 2xx refuses the connection. */
export function connectAnswered(node: SocketNode, connection: Connection, child: MessageId): void {
  const { messages } = node
  const response = messages.status[child] === 200 && messages.reason[child] === 0 ? judgeRest(messages.answer[child]) : undefined
  if (!response) {
    node.add(INTEGRATION_ERROR)
    return refused(node, connection, INTERNAL, 'InternalServerError')
  }
  if (response.status >= 200 && response.status < 300) return opened(node, connection)
  refused(node, connection, response.status === 401 ? UNAUTHORIZED : FORBIDDEN, response.status === 401 ? 'Unauthorized' : 'Forbidden')
}

/** Set by the behaviour, which knows what to do with a message. */
export let carryOn: (node: SocketNode, connection: Connection, message: MessageId) => void
export function tellOpened(to: typeof carryOn): void {
  carryOn = to
}

function opened(node: SocketNode, connection: Connection): void {
  const { closeAfterSec } = node.config
  connection.status = OPENED
  connection.idles = node.after(sec(IDLE_SEC), idles, connection.at)
  connection.ends = node.after(sec(closeAfterSec > 0 ? Math.min(closeAfterSec, LONGEST_SEC) : LONGEST_SEC), endsByTime, connection.at)
  tally(node, 1)
  const waiting = connection.waiting
  connection.waiting = []
  for (const message of waiting) {
    if (isOwn(node, message)) node.end(message, O.succeeded)
    else carryOn(node, connection, message)
  }
}

function refused(node: SocketNode, connection: Connection, response: HttpResponse, why: ReasonCode): void {
  node.add(response.status >= 500 ? EXECUTION_ERROR : CLIENT_ERROR)
  node.note(K.refused, connection.waiting[0]!, response.status, reason(why))
  refuseAll(node, connection, response, why)
}

function refuseAll(node: SocketNode, connection: Connection, response: HttpResponse, why: ReasonCode): void {
  const waiting = connection.waiting
  connection.waiting = []
  connection.status = CLOSED
  for (const message of waiting) {
    if (isOwn(node, message)) node.end(message, O.refused)
    else node.answer(message, response.status, reason(why), response)
  }
}

/** A handshake without a message: nobody waits for its answer. */
const isOwn = (node: SocketNode, message: MessageId): boolean => node.messages.way[message] === 0

/** $disconnect is told, and nobody waits for what it says. */
export function close(node: SocketNode, connection: Connection, code: number, why: string): void {
  if (connection.status !== OPENED) return
  node.cancel(connection.idles)
  node.cancel(connection.ends)
  connection.status = CLOSED
  tally(node, -1)
  returnLater(node, connection)
  const route = routeOf(node, '$disconnect')
  if (!route?.config.permission) return
  const child = node.create(NONE)
  node.messages.content[child] = disconnectEvent(node, child, connection, code, why, connection.shook?.request ?? NOBODY)
  node.messages.sizeBytes[child] = 1_000
  node.messages.u[child] = connection.at
  node.messages.w[child] = FOR_DISCONNECT
  node.request(route.wire, child)
}

export function requestIn(node: SocketNode, message: MessageId): HttpRequest {
  const from = node.incoming.find((wire) => wire.index === node.messages.wire[message])!
  return requestOf(node.messages, message, from)
}
