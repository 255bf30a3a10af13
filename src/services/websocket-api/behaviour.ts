/**
 * A message of a client goes over one of its connections, which opens first if need be; the field that the API was told
 * of names its route. The other way functions post to connections by their ids (push.ts).
 */
import { ms, toMs } from '../../base/units.ts'
import { judgeRest } from '../../contract/http/answer.ts'
import { TokenBucket } from '../../contract/http/bucket.ts'
import { isPreflight } from '../../contract/http/cors.ts'
import { bodyText } from '../../contract/http/request.ts'
import type { HttpResponse } from '../../contract/http.ts'
import { type MessageId, NONE } from '../../contract/messages.ts'
import { reason, type ReasonCode } from '../../contract/reasons.ts'
import { type Behaviour, timer } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import { looksAt, type RouteConfig, type SocketConfig } from './config.ts'
import {
  authorizerAnswered, close, comesBack, connectAnswered, connectionFor, connectTimeout, endsByTime, FOR_AUTHORIZER, FOR_CONNECT, FOR_DISCONNECT, idles, minute, open, ORPHAN, requestIn, tellOpened,
} from './connections.ts'
import { connectionId, messageEvent } from './event.ts'
import { called, pushed } from './push.ts'
import {
  CLIENT_ERROR, type Connection, EXECUTION_ERROR, INTEGRATION_ERROR, LATENCY, MESSAGES, METRICS, newState, OPENED, type Route, routeOf, routesNow, routesOf, type SocketNode, type SocketState, UNITS,
} from './state.ts'

const OPEN_TO_ALL: HttpResponse['headers'] = [['access-control-allow-origin', '*'], ['access-control-allow-methods', '*'], ['access-control-allow-headers', '*, authorization']]
const LARGEST = 131_072
const FRAME = 32_768

const integrationTimeout = timer<SocketNode>('refill', (node, message) => {
  const child = node.messages.x[message]!
  const connection = node.state.connections[node.messages.u[child]!]!
  node.messages.w[child] = ORPHAN
  node.note(K.timedOut, message, node.config.integrationTimeoutMs)
  node.add(INTEGRATION_ERROR)
  fail(node, message, connection, 504, 'Endpoint request timed out', 'GatewayTimeout')
})

tellOpened((node, connection, message) => carry(node, connection, message))

export const behaviour: Behaviour<SocketConfig, SocketState, SocketNode> = {
  timers: [integrationTimeout, idles, endsByTime, connectTimeout, minute, comesBack],
  metrics: METRICS,
  state: newState,

  start(node) {
    node.later(60_000_000, minute, 0)
  },

  accept(node, message, from) {
    if (from.peer.role === 'function') return pushed(node, message, from)
    // A page may open a socket to anywhere: browsers do not ask, and read all that comes.
    if (node.contents && isPreflight(requestIn(node, message))) return node.answer(message, 204, 0, { status: 204, headers: OPEN_TO_ALL } satisfies HttpResponse)
    const connection = connectionFor(node, from)
    if (connection.status === OPENED) carry(node, connection, message)
    else open(node, connection, message)
  },

  called,

  /** A change is deployed by itself; what is open stays open. */
  rewired(node, wire) {
    if (wire.port !== 'out') return
    const { state } = node
    const made = routesOf(node, state.routes.length)
    state.current = state.routes.length
    state.routes.push(...made)
    for (const _ of made) state.buckets.push(new TokenBucket())
  },

  answered(node, child) {
    const { messages, state } = node
    const use = messages.w[child]!
    const connection = state.connections[messages.u[child]!]!
    if (use !== ORPHAN && use !== FOR_DISCONNECT) {
      node.cancel(messages.v[child]!)
      if (use === FOR_CONNECT) connectAnswered(node, connection, child)
      else if (use === FOR_AUTHORIZER) authorizerAnswered(node, connection, child)
      else judge(node, connection, child)
    }
    const status = messages.status[child]!
    node.end(child, status === 429 ? O.throttled : status < 400 && messages.reason[child] === 0 ? O.succeeded : O.failed)
  },
}

/** A message over an open connection. */
function carry(node: SocketNode, connection: Connection, message: MessageId): void {
  const { messages, state, quotas, now } = node
  const bytes = messages.sizeBytes[message]!
  connection.used = now
  node.add(MESSAGES)
  node.add(UNITS, Math.max(1, Math.ceil(bytes / FRAME)))
  if (bytes > LARGEST || Math.min(bytes, node.config.frameBytes) > FRAME) {
    node.add(CLIENT_ERROR)
    fail(node, message, connection, 413, 'Message too long', 'RequestTooLong')
    return close(node, connection, 1_009, 'Message too long')
  }
  const route = routeFor(node, message)
  if (!route) {
    node.add(CLIENT_ERROR)
    return fail(node, message, connection, 403, 'Forbidden', 'Forbidden')
  }
  const { rate, burst } = node.config
  const own = (rate === null && burst === null) || state.buckets[route.place]!.take(now, rate ?? quotas.apiRate, burst ?? quotas.apiBurst)
  if (!own || !state.account.take(now, quotas.apiRate, quotas.apiBurst)) {
    node.add(CLIENT_ERROR)
    return fail(node, message, connection, 429, 'Too Many Requests', 'TooManyRequests')
  }
  if (!route.config.permission) {
    node.add(EXECUTION_ERROR)
    return fail(node, message, connection, 500, 'Internal server error', 'AccessDeniedException')
  }
  const child = node.create(message)
  messages.content[child] = node.contents ? messageEvent(node, message, connection, route.key, requestIn(node, message)) : messages.content[message]
  messages.sizeBytes[child] = bytes + 1_000
  messages.u[child] = connection.at
  messages.x[message] = child
  messages.y[message] = route.place
  messages.v[child] = node.after(ms(node.config.integrationTimeoutMs), integrationTimeout, message)
  node.request(route.wire, child)
}

/** What is no JSON, or names no route, goes to $default. */
function routeFor(node: SocketNode, message: MessageId): Route | undefined {
  const routes = routesNow(node)
  const fallback = routeOf(node, '$default')
  if (!node.contents || !looksAt(routes.filter((one, at) => routes.findIndex(({ wire }) => wire === one.wire) === at).map(({ config }) => config as RouteConfig))) return fallback
  const named = fieldOf(bodyText(requestIn(node, message)), node.config.selection)
  return (typeof named === 'string' && !named.startsWith('$') ? routeOf(node, named) : undefined) ?? fallback
}

function fieldOf(body: string, selection: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return undefined
  }
  for (const name of selection.replace(/^\$\{?request\.body\.|\}$/g, '').split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as { readonly [name: string]: unknown })[name]
  }
  return value
}

function judge(node: SocketNode, connection: Connection, child: MessageId): void {
  const { messages, state } = node
  const message = messages.parent[child]!
  node.observe(LATENCY, toMs(node.now - messages.born[child]!))
  if (messages.status[child] !== 200 || messages.reason[child] !== 0) {
    node.add(INTEGRATION_ERROR)
    return fail(node, message, connection, 500, 'Internal server error', 'InternalServerError')
  }
  const { replies } = state.routes[messages.y[message]!]!.config
  if (!replies) return node.answer(message, 200, 0, { status: 200, headers: OPEN_TO_ALL, body: '' } satisfies HttpResponse)
  const response = judgeRest(messages.answer[child])
  if (response) return node.answer(message, 200, 0, { status: 200, headers: OPEN_TO_ALL, body: response.body ?? '' } satisfies HttpResponse)
  node.add(EXECUTION_ERROR)
  fail(node, message, connection, 500, 'Internal server error', 'MalformedProxyResponse')
}

/** An error is a frame of its own to the client. */
function fail(node: SocketNode, message: MessageId, connection: Connection, status: number, text: string, why: ReasonCode): void {
  node.messages.x[message] = NONE
  if (status !== 504) node.note(status === 429 ? K.throttled : K.refused, message, status, reason(why))
  const body = JSON.stringify({ message: text, connectionId: connectionId(node, connection), requestId: String(node.messages.serial[message]) })
  node.answer(message, status, reason(why), { status, headers: OPEN_TO_ALL, body } satisfies HttpResponse)
}
