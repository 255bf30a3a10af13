import { BY_REFERENCE } from '../../base/copy.ts'
import type { Micros } from '../../base/units.ts'
import { TokenBucket } from '../../contract/http/bucket.ts'
import type { HttpRequest } from '../../contract/http.ts'
import type { MessageId } from '../../contract/messages.ts'
import type { Node, TimerId, WireEnd } from '../../contract/service.ts'
import { metric } from '../../contract/trace.ts'
import type { RouteConfig, SocketConfig } from './config.ts'

export const CONNECTS = metric('ConnectCount', 'count')
export const MESSAGES = metric('MessageCount', 'count')
export const CLIENT_ERROR = metric('ClientError', 'count')
export const INTEGRATION_ERROR = metric('IntegrationError', 'count')
export const EXECUTION_ERROR = metric('ExecutionError', 'count')
export const LATENCY = metric('IntegrationLatency', 'value', 'ms', 'p99')
export const OPEN = metric('OpenConnections', 'level')
export const MINUTES = metric('ConnectionMinutes', 'count')
export const UNITS = metric('MeteredMessages', 'count')
export const METRICS = [CONNECTS, MESSAGES, CLIENT_ERROR, INTEGRATION_ERROR, EXECUTION_ERROR, LATENCY, OPEN, MINUTES, UNITS]

export const CLOSED = 0
export const OPENING = 1
export const OPENED = 2

/** One of the connections that a client keeps; it opens and closes again and again. */
export interface Connection {
  readonly at: number
  /** Of the wire it belongs to. */
  wire: number
  status: number
  /** Counts all that were opened: the id is made of it. */
  number: number
  since: Micros
  used: Micros
  /** Messages that wait for it to open; the first is the one it opens for. */
  waiting: MessageId[]
  ends: TimerId
  idles: TimerId
  /** What it opened with: only that has an address and an agent. */
  shook: Handshake | undefined
  /** Its client has vanished without a word, and the API does not know. */
  lost: boolean
}
interface Handshake {
  readonly [BY_REFERENCE]: true
  readonly request: HttpRequest
}
export const handshakeOf = (request: HttpRequest): Handshake => ({ [BY_REFERENCE]: true, request })
const unopened = (at: number, wire: number): Connection =>
  ({ at, wire, status: CLOSED, number: 0, since: 0, used: 0, waiting: [], ends: -1, idles: -1, shook: undefined, lost: false })
export interface Route {
  readonly [BY_REFERENCE]: true
  readonly place: number
  readonly key: string
  readonly wire: WireEnd
  readonly config: RouteConfig
}
export interface SocketState {
  /** A message knows its route by the place in this list: those of before a change stay in it, and come first. */
  readonly routes: Route[]
  /** Where those of now begin. */
  current: number
  readonly buckets: TokenBucket[]
  /** Those of the clients in the order of their wires, then those that were lost. */
  readonly connections: Connection[]
  /** By wire: where its connections begin, and whose turn it is. */
  readonly first: { [wire: number]: number }
  readonly turn: { [wire: number]: number }
  readonly account: TokenBucket
  readonly connects: TokenBucket
  opened: number
  open: number
  /** Until when the minutes of open connections are counted. */
  counted: Micros
}
export type SocketNode = Node<SocketConfig, SocketState>

const ALL = ['$connect', '$disconnect', '$default']

export function routesOf(node: SocketNode, first: number): Route[] {
  const routes = node.outgoing.filter((wire) => wire.port === 'out').flatMap((wire) => {
    const config = wire.config as RouteConfig
    return (config.route === '' ? ALL : [config.route]).map((key) => ({ key, wire, config }))
  })
  return routes.map((route, at) => ({ [BY_REFERENCE]: true, place: first + at, ...route }))
}

export function newState(node: SocketNode): SocketState {
  const routes = routesOf(node, 0)
  const connections: Connection[] = []
  const first: { [wire: number]: number } = {}
  const turn: { [wire: number]: number } = {}
  for (const wire of node.incoming) {
    if (wire.peer.role === 'function') continue
    first[wire.index] = connections.length
    turn[wire.index] = 0
    for (let i = 0; i < node.config.connections; i++) {
      connections.push(unopened(connections.length, wire.index))
    }
  }
  return {
    routes, current: 0, buckets: routes.map(() => new TokenBucket()),
    connections, first, turn, account: node.shared('apiGateway', () => new TokenBucket()), connects: node.shared('apiGateway connects', () => new TokenBucket()), opened: 0, open: 0, counted: 0,
  }
}

/** What the API still holds to be open goes on in a place of its own; the client's own place is free. */
export function part(node: SocketNode, connection: Connection): Connection {
  const { connections } = node.state
  let rest = connections.find(({ lost, status }) => lost && status === CLOSED)
  if (!rest) connections.push(rest = unopened(connections.length, connection.wire))
  const { number, since, used, wire, shook } = connection
  Object.assign(rest, { number, since, used, wire, shook, status: OPENED, lost: true })
  connection.status = CLOSED
  return rest
}

export const routesNow = ({ state }: SocketNode): readonly Route[] => (state.current === 0 ? state.routes : state.routes.slice(state.current))
export const routeOf = (node: SocketNode, key: string): Route | undefined => routesNow(node).find((route) => route.key === key)
