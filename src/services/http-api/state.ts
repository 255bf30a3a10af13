import { BY_REFERENCE } from '../../base/copy.ts'
import { TokenBucket } from '../../contract/http/bucket.ts'
import type { Gauged } from '../../contract/http/gauge.ts'
import { parsePath, type Routed } from '../../contract/http/routes.ts'
import type { Content } from '../../contract/messages.ts'
import type { Node, WireEnd } from '../../contract/service.ts'
import { metric } from '../../contract/trace.ts'
import { type HttpConfig, looksAt, type RouteConfig } from './config.ts'

export const COUNT = metric('Count', 'count')
export const C4 = metric('4xx', 'count')
export const C5 = metric('5xx', 'count')
export const LATENCY = metric('Latency', 'value', 'ms', 'p99')
export const INTEGRATION = metric('IntegrationLatency', 'value', 'ms', 'p99')
export const TOKENS = metric('TokensLeft', 'level')
export const DATA = metric('DataProcessed', 'count', 'B')

/** A wire, read as a route. When its settings change, another takes its place. */
export interface Route extends Routed {
  readonly [BY_REFERENCE]: true
  readonly place: number
  readonly wire: WireEnd
  readonly config: RouteConfig
  /** As events write it: `GET /todos/{id}`, `$default`. */
  readonly key: string
}
export interface HttpState {
  routes: readonly Route[]
  fallback: Route | undefined
  /** The one route that takes everything and asks nothing: no look at the request is needed. */
  plain: Route | undefined
  /** By route. */
  readonly buckets: readonly TokenBucket[]
  /** Somebody is telling how much is left in them. */
  gauging: boolean
  /** Shared by all APIs of the account. */
  readonly account: TokenBucket
  /** What the authorizer said, by identity. */
  readonly kept: Map<string, { readonly until: number; readonly answer: Content }>
}
export type HttpNode = Node<HttpConfig, HttpState>

export function routesOf(node: HttpNode): Pick<HttpState, 'routes' | 'fallback' | 'plain'> {
  const routes = node.outgoing.filter((wire) => wire.port === 'out').map((wire, place): Route => {
    const config = wire.config as RouteConfig
    const { method, path } = config
    const key = path === '$default' ? path : `${method} ${path}`
    return { [BY_REFERENCE]: true, place, wire, config, key, method: path === '$default' ? 'ANY' : method, path: parsePath(path === '$default' ? '/{proxy+}' : path) }
  })
  const fallback = routes.find((route) => route.key === '$default')
  return {
    routes: routes.filter((route) => route !== fallback), fallback,
    plain: looksAt(node.config, routes.map((route) => route.config)) ? undefined : fallback,
  }
}

/** The buckets that are not the account's. */
export const ownBuckets = ({ state, outgoing, config, quotas }: HttpNode): Gauged[] => outgoing.filter((wire) => wire.port === 'out').flatMap((wire, place) => {
  const route = wire.config as RouteConfig
  const rate = route.rate ?? config.defaultRate
  const burst = route.burst ?? config.defaultBurst
  return rate === null && burst === null ? [] : [{ bucket: state.buckets[place]!, rate: rate ?? quotas.apiRate, burst: burst ?? quotas.apiBurst }]
})

export function newState(node: HttpNode): HttpState {
  return {
    ...routesOf(node), buckets: node.outgoing.filter((wire) => wire.port === 'out').map(() => new TokenBucket()),
    gauging: false, account: node.shared('apiGateway', () => new TokenBucket()),
    kept: new Map(),
  }
}
