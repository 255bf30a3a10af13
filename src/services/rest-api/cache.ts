/** API-10: answers of the integration, kept by method, path and the named parameters. */
import { sec } from '../../base/units.ts'
import { responseBytes } from '../../contract/http/answer.ts'
import { namesIn } from '../../contract/http/cors.ts'
import { isSigned } from '../../contract/http/identity.ts'
import { queryPairs } from '../../contract/http/request.ts'
import { type HttpRequest, type HttpResponse, headerOf } from '../../contract/http.ts'
import type { MethodConfig, RestConfig } from './config.ts'
import { pathParameters } from './event.ts'
import type { RestNode, Route } from './state.ts'

const LARGEST = 1_048_576
/** Making a cache takes about so long, and until then nothing is kept. */
export const MAKING_SEC = 240

export const isCached = ({ cache, cacheTtlSec }: RestConfig, { caching, transfer }: MethodConfig, method: string): boolean =>
  cache && transfer === 'BUFFERED' && cacheTtlSec > 0 && (caching === 'on' || (caching === 'default' && method === 'GET'))

export function cacheKey(route: Route, request: HttpRequest): string {
  const query = queryPairs(request.query)
  const named = namesIn(route.config.cacheKeys).map((one) => one.replace(/^method\.request\./, '')).map((one) => {
    const at = one.indexOf('.')
    const [where, name] = [one.slice(0, at), one.slice(at + 1)]
    return where === 'header' ? headerOf(request.headers, name) : where === 'querystring' ? query.filter(([said]) => said === name).map(([, value]) => value).join(',') : pathParameters(route, request)[name]
  })
  // The canary keeps answers of its own.
  return (route.canary ? 'canary ' : '') + JSON.stringify([request.method, request.path, ...named.map((value) => value ?? null)])
}

/** What to do with a request that asks for a fresh answer. */
export type Freshness = 'kept' | 'fresh' | 'refused' | 'warned'
export function freshness(config: RestConfig, request: HttpRequest): Freshness {
  if (!/(^|[,\s])max-age=0\b/.test(headerOf(request.headers, 'cache-control') ?? '')) return 'kept'
  if (config.invalidation === 'open' || isSigned(request)) return 'fresh'
  return config.invalidation === 'fail' ? 'refused' : config.invalidation === 'warn' ? 'warned' : 'kept'
}

export function find(node: RestNode, key: string): HttpResponse | undefined {
  const { state } = node
  const found = state.cache.get(key)
  if (!found || found.until <= node.now || state.cacheFrom > node.now) return undefined
  return found.response
}

/** Only good answers of up to 1 MB are kept; the oldest make room. */
export function keep(node: RestNode, key: string, response: HttpResponse): void {
  const { state, config } = node
  const bytes = responseBytes(response)
  if (response.status < 200 || response.status > 299 || bytes > LARGEST || state.cacheFrom > node.now) return
  drop(node, key)
  const room = Number(config.cacheSizeGb) * 2 ** 30
  for (const [oldest] of state.cache) {
    if (state.cacheBytes + bytes <= room) break
    drop(node, oldest)
  }
  state.cache.set(key, { until: node.now + sec(config.cacheTtlSec), response, bytes })
  state.cacheBytes += bytes
}

function drop(node: RestNode, key: string): void {
  const found = node.state.cache.get(key)
  if (!found) return
  node.state.cacheBytes -= found.bytes
  node.state.cache.delete(key)
}
