import type { Dice } from '../../base/dice.ts'
import { hashText } from '../../base/hash.ts'
import { hexId } from '../../base/ids.ts'
import type { Micros } from '../../base/units.ts'
import { EDGE_PLACES } from '../../contract/edge.ts'
import type { HttpRequest, HttpResponse } from '../../contract/http.ts'
import { distributionHost, distributionId } from '../../contract/http/ids.ts'
import type { MessageId } from '../../contract/messages.ts'
import type { ReasonCode } from '../../contract/reasons.ts'
import type { Node } from '../../contract/service.ts'
import { metric } from '../../contract/trace.ts'
import { EdgeCache, type Entry } from './cache.ts'
import type { DistributionConfig } from './config.ts'
import type { Redirected } from './lambda-judge.ts'
import type { Aim } from './origin-change.ts'
import { type Behaviour, type Group, type Origin, type Rules, rulesOf } from './rules.ts'

/** CF-13. From OriginRequests on they are ours: CloudWatch has none of them, or only in reports. */
export const REQUESTS = metric('Requests', 'count')
export const HIT_RATE = metric('CacheHitRate', 'value', '%')
export const RATE_4 = metric('4xxErrorRate', 'value', '%')
export const RATE_5 = metric('5xxErrorRate', 'value', '%')
export const RATE_ALL = metric('TotalErrorRate', 'value', '%')
export const DOWNLOADED = metric('BytesDownloaded', 'count', 'B')
export const UPLOADED = metric('BytesUploaded', 'count', 'B')
export const ORIGIN_LATENCY = metric('OriginLatency', 'value', 'ms', 'p99')
export const LAMBDA_EXECUTION = metric('LambdaExecutionError', 'count')
export const LAMBDA_VALIDATION = metric('LambdaValidationError', 'count')
export const LAMBDA_LIMIT = metric('LambdaLimitExceededErrors', 'count')
export const FUNCTION_VALIDATION = metric('FunctionValidationErrors', 'count')
export const FUNCTION_EXECUTION = metric('FunctionExecutionErrors', 'count')
export const FUNCTION_THROTTLES = metric('FunctionThrottles', 'count')
export const ORIGIN_REQUESTS = metric('OriginRequests', 'count')
export const INVALIDATED = metric('InvalidationPaths', 'count')
export const CACHED = metric('CachedBytes', 'level', 'B')
/** The same by edge location. */
export const REQUESTS_AT = EDGE_PLACES.map(({ id }) => metric(`Requests.${id}`, 'count'))
export const HITS_AT = EDGE_PLACES.map(({ id }) => metric(`CacheHits.${id}`, 'count'))
export const METRICS = [
  REQUESTS, HIT_RATE, RATE_4, RATE_5, RATE_ALL, DOWNLOADED, UPLOADED, ORIGIN_LATENCY, LAMBDA_EXECUTION, LAMBDA_VALIDATION, LAMBDA_LIMIT,
  FUNCTION_VALIDATION, FUNCTION_EXECUTION, FUNCTION_THROTTLES, ORIGIN_REQUESTS, INVALIDATED, CACHED, ...REQUESTS_AT, ...HITS_AT,
] as const

/** A viewer's request under way. */
export interface Job {
  readonly id: string
  readonly place: number
  readonly rules: Rules
  /** As it came, and as it is by now. */
  readonly asked: HttpRequest
  request: HttpRequest
  behaviour: Behaviour
  key: string
  encoding: string
  /** What the cache has for it, outdated. */
  entry: Entry | undefined
  /** Nobody waits: it brings an outdated answer up to date. */
  readonly unasked: boolean
  /** Others wait for its answer. */
  leads: boolean
  origin: Origin | undefined
  group: Group | undefined
  /** It is at the second origin of its group. */
  second: boolean
  attempt: number
  /** What the origin is asked. */
  sent: HttpRequest | undefined
  redirected: Redirected | undefined
  /** What a CloudFront function made of the behaviour's origin. */
  aim: Aim | undefined
  /** What the origin answered, before any function; 0: nothing. */
  originStatus: number
  response: HttpResponse | undefined
  xCache: string
  ageSec: number
  bytes: number
  /** CF-22: no function at viewer-response. */
  quiet: boolean
  /** The error in whose place a page is fetched. */
  failed: HttpResponse | undefined
  why: ReasonCode
  /** While that is under way: what the viewer asked for. */
  aside: { readonly behaviour: Behaviour; readonly request: HttpRequest; readonly key: string; readonly encoding: string; readonly xCache: string } | undefined
}

interface Flight {
  readonly leader: MessageId
  readonly waiting: MessageId[]
}
export interface Place {
  readonly cache: EdgeCache
  /** Keys that are being fetched, and who waits for them. */
  readonly flights: Map<string, Flight>
}
export interface DistributionState {
  /** As the edge locations have it. */
  rules: Rules
  /** Changes on their way to them, oldest first. */
  readonly deploying: DistributionConfig[]
  readonly places: readonly Place[]
  /** Of all origins that have one. */
  readonly shield: EdgeCache
  readonly jobs: Map<MessageId, Job>
  /** Invalidations in progress by number. */
  readonly invalidations: Map<number, readonly string[]>
  invalidation: number
  second: number
  inSecond: number
  readonly distance: Dice
  /** Its domain, its id, and how it signs itself in Via. */
  readonly host: string
  readonly id: string
  readonly via: string
}
export type DistributionNode = Node<DistributionConfig, DistributionState>

export const newState = (node: DistributionNode): DistributionState => ({
  rules: rulesOf(node, node.config), deploying: [], places: EDGE_PLACES.map(() => ({ cache: new EdgeCache(), flights: new Map() })), shield: new EdgeCache(), jobs: new Map(),
  invalidations: new Map(), invalidation: 0, second: -1, inSecond: 0, distance: node.dice('distance'),
  host: distributionHost(node.name), id: distributionId(node.name), via: `2.0 ${hexId(0, hashText(node.name), 'via', 32)}.cloudfront.net (CloudFront)`,
})

export const jobOf = (node: DistributionNode, message: MessageId): Job => node.state.jobs.get(message)!
export const cacheAt = (node: DistributionNode, { place }: Job): EdgeCache => node.state.places[place]!.cache
export const untilOf = ({ at, ttl }: Entry): Micros => at + ttl
