import { BY_REFERENCE } from '../../base/copy.ts'
import type { Dice } from '../../base/dice.ts'
import { TokenBucket } from '../../contract/http/bucket.ts'
import type { Gauged } from '../../contract/http/gauge.ts'
import { parsePath, type Routed } from '../../contract/http/routes.ts'
import type { HttpResponse } from '../../contract/http.ts'
import type { Content, MessageId } from '../../contract/messages.ts'
import type { Node, WireEnd } from '../../contract/service.ts'
import { metric } from '../../contract/trace.ts'
import { looksAt, type MethodConfig, type RestConfig } from './config.ts'

export const COUNT = metric('Count', 'count')
export const C4 = metric('4XXError', 'count')
export const C5 = metric('5XXError', 'count')
export const LATENCY = metric('Latency', 'value', 'ms', 'p99')
export const INTEGRATION = metric('IntegrationLatency', 'value', 'ms', 'p99')
/** What is paid for of streamed responses beside the request itself: each further 10 MB. */
export const STREAMED = metric('StreamedRequests', 'count')
export const TOKENS = metric('TokensLeft', 'level')
export const HITS = metric('CacheHitCount', 'count')
export const MISSES = metric('CacheMissCount', 'count')
export const CACHE_HOURS = metric('CacheHours', 'count')

/** A wire, read as a method of a resource. A wire without a resource is two: the root, and all below it. */
export interface Route extends Routed {
  readonly [BY_REFERENCE]: true
  /** Of its wire. */
  readonly place: number
  readonly wire: WireEnd
  readonly config: MethodConfig
  readonly resource: string
  /** API-09: of the canary's deployment. */
  readonly canary: boolean
}
export interface Cached {
  readonly until: number
  readonly response: HttpResponse
  readonly bytes: number
}
export interface RestState {
  /** A request knows its route by the place in this list: those of before a change stay in it. */
  readonly routes: Route[]
  ofStage: readonly Route[]
  ofCanary: readonly Route[]
  /** Requests so far: in strict mode the canary gets its share of them in turn. */
  requests: number
  readonly chance: Dice
  plain: Route | undefined
  /** Where it stands in the list. */
  plainAt: number
  /** By wire. */
  readonly buckets: readonly TokenBucket[]
  /** Somebody is telling how much is left in them. */
  gauging: boolean
  /** By key. */
  readonly keyBuckets: TokenBucket[]
  /** What each key has used of its quota, and in which period. */
  readonly used: { count: number; period: number }[]
  readonly account: TokenBucket
  readonly policies: Map<string, { readonly until: number; readonly answer: Content }>
  readonly cache: Map<string, Cached>
  cacheBytes: number
  /** Bytes so far of responses that are streamed, by the message sent on. */
  readonly streamed: Map<MessageId, number>
  /** Until then there is none: it is being made. */
  cacheFrom: number
}
export type RestNode = Node<RestConfig, RestState>

export function routesOf(node: RestNode): Pick<RestState, 'ofStage' | 'ofCanary' | 'plain'> {
  const wires = node.outgoing.filter((wire) => wire.port === 'out')
  const routesOf = (canary: boolean) => wires.flatMap((wire, place) => {
    const config = wire.config as MethodConfig
    if (config.deployment === (canary ? 'stage' : 'canary')) return []
    const route = (resource: string): Route => ({ [BY_REFERENCE]: true, canary, place, wire, config, resource, method: config.method, path: parsePath(resource) })
    return config.path === '' ? [route('/'), route('/{proxy+}')] : [route(config.path)]
  })
  const ofStage = routesOf(false)
  // What is deployed to the canary alone comes first: it takes the place of the same method.
  const ofCanary = routesOf(true).sort((a, b) => Number(a.config.deployment === 'both') - Number(b.config.deployment === 'both'))
  return { ofStage, ofCanary, plain: wires.length > 0 && !looksAt(node.config, wires.map((wire) => wire.config as MethodConfig)) ? ofStage[1] : undefined }
}

/** The buckets that are not the account's. */
export const ownBuckets = ({ state, outgoing, config, quotas }: RestNode): Gauged[] => outgoing.filter((wire) => wire.port === 'out').flatMap((wire, place) => {
  const method = wire.config as MethodConfig
  const rate = method.rate ?? config.stageRate
  const burst = method.burst ?? config.stageBurst
  return rate === null && burst === null ? [] : [{ bucket: state.buckets[place]!, rate: rate ?? quotas.apiRate, burst: burst ?? quotas.apiBurst }]
})

export function newState(node: RestNode): RestState {
  const made = routesOf(node)
  return {
    ...made, routes: [...made.ofStage, ...made.ofCanary], plainAt: 1, requests: 0, chance: node.dice('canary'),
    buckets: node.outgoing.filter((wire) => wire.port === 'out').map(() => new TokenBucket()), gauging: false, keyBuckets: node.config.keys.map(() => new TokenBucket()), used: node.config.keys.map(() => ({ count: 0, period: -1 })),
    account: node.shared('apiGateway', () => new TokenBucket()),
    policies: new Map(), cache: new Map(), cacheBytes: 0, cacheFrom: 0, streamed: new Map(),
  }
}
