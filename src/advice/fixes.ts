/**
 * What would have prevented a trouble, as edits of the drawing that can be shown before they are made: a setting from one
 * value to another, or a node that is missing. Fixes of the cause come first, then those that only soften it.
 */
import { type ReasonCode, REASONS } from '../contract/reasons.ts'
import type { NodeView } from '../contract/service.ts'
import { RECORD_NAMES } from '../contract/trace.ts'

export type Fix =
  /** A setting of a node or, when `on` is a wire's id, of a wire. */
  | { readonly do: 'set'; readonly on: string; readonly field: string; readonly from: unknown; readonly to: unknown; readonly says: string }
  | { readonly do: 'quota'; readonly quota: string; readonly from: number; readonly to: number; readonly says: string }
  /** A node of this service, behind this port. */
  | { readonly do: 'add'; readonly on: string; readonly port: string; readonly service: string; readonly says: string }

/** A bad row, and the node where it stands. */
export interface Trouble {
  readonly kind: number
  readonly a: number
  readonly b: number
  readonly node: NodeView
  /** How many environments the function would have needed at its peak, if anybody counted. */
  readonly demand?: number
}

const LONGEST_TIMEOUT_SEC = 900
const MOST_MEMORY_MB = 10_240

export function fixesOf(trouble: Trouble): Fix[] {
  const name = RECORD_NAMES[trouble.kind]!
  const { node, a } = trouble
  const code = REASONS[trouble.b]?.code ?? ''
  switch (name) {
    case 'throttled': return node.role === 'function' ? ofThrottle(trouble, code) : ofServiceThrottle(node, a)
    case 'timedOut': return ofTimeout(node)
    case 'crashed': return ofCrash(node)
    case 'failed': return ofFailure(node)
    case 'initFailed': return node.config.initFailure !== undefined && node.config.initFailure !== 'none' ? [set(node, 'initFailure', 'none', 'Mend what init does')] : []
    case 'deadLettered': return node.role === 'function' ? ofAsyncEnd(node, code) : node.role === 'queue' || node.role === 'fifo' ? ofDeadLetter(node) : ofDelivery(node, code)
    case 'dropped': return node.role === 'function' ? ofAsyncEnd(node, code) : ofDelivery(node, code)
    case 'expired': return more(node, 'retentionSec', 4, 1_209_600)
    case 'refused': return ofRefusal(node, code, a)
    default: return []
  }
}

const set = ({ id, config }: NodeView, field: string, to: unknown, says: string): Fix => ({ do: 'set', on: id, field, from: config[field], to, says })

/** A number of times as much, within its range; nothing where it is at its limit already. */
function more(node: NodeView, field: string, times: number, most: number, says = 'Raise it'): Fix[] {
  const from = node.config[field]
  return typeof from === 'number' && from < most ? [set(node, field, Math.min(most, Math.ceil(from * times)), says)] : []
}

function ofThrottle({ node, demand = 0 }: Trouble, code: ReasonCode): Fix[] {
  const { reserved } = node.config
  const pool = node.quotas.lambdaConcurrency
  if (typeof reserved === 'number') {
    // By now there is room for all of them.
    if (demand > 0 && reserved >= demand) return []
    const free = pool - node.quotas.lambdaUnreservedFloor - node.siblings.reduce((sum, one) => sum + (one.id === node.id ? 0 : (one.config.reserved ?? 0)), 0)
    const to = Math.min(free, Math.max(demand, reserved * 2, 1))
    return [
      ...(to > reserved ? [set(node, 'reserved', to, demand > 0 && to === demand ? 'Reserve what the peak needs' : 'Reserve more')] : []),
      set(node, 'reserved', null, `Share the account’s pool of ${pool.toLocaleString('en-US')} instead`),
    ]
  }
  if (code !== 'ConcurrentInvocationLimitExceeded' && code !== 'FunctionInvocationRateLimitExceeded') return []
  const to = Math.max(pool * 2, Math.ceil(demand / 100) * 100)
  return [{ do: 'quota', quota: 'lambdaConcurrency', from: pool, to, says: 'Ask AWS for more concurrency' }]
}

function ofTimeout(node: NodeView): Fix[] {
  const { config } = node
  if (node.role === 'client') return more(node, 'timeoutMs', 2, 900_000, 'Wait longer')
  if (node.role !== 'function') return more(node, 'integrationTimeoutMs', 2, node.service === 'httpApi' ? 30_000 : 29_000, 'Wait longer')
  if (neverReturns(config)) return mended(node)
  const needed = Math.ceil((config.ioMs / 1_000) * 3 + 1)
  const to = Math.min(LONGEST_TIMEOUT_SEC, Math.max(config.timeoutSec * 2, needed))
  return [
    ...(to > config.timeoutSec ? [set(node, 'timeoutSec', to, 'Give it more time')] : []),
    ...(config.cpuMs > 0 && config.memoryMb < 1_769 ? [set(node, 'memoryMb', 1_769, 'Give it a whole vCPU: it computes')] : []),
  ]
}

const neverReturns = (config: { readonly failure?: string }): boolean => config.failure === 'timeout'

function ofCrash(node: NodeView): Fix[] {
  const { config } = node
  if (config.failure !== 'exception' && config.failure !== 'timeout' && mended(node).length > 0 && config.usedMb < config.memoryMb) return mended(node)
  const to = Math.min(MOST_MEMORY_MB, Math.max(config.memoryMb * 2, Math.ceil((config.usedMb * 1.5 + 64) / 64) * 64))
  return [
    ...(config.leakMb > 0 ? [set(node, 'leakMb', 0, 'Stop the leak')] : []),
    ...(to > config.memoryMb ? [set(node, 'memoryMb', to, 'Give it more memory')] : []),
  ]
}

function ofFailure(node: NodeView): Fix[] {
  const { config } = node
  if (node.role !== 'function') return []
  return [...(config.tmpMb > 0 && config.ephemeralMb < MOST_MEMORY_MB ? [set(node, 'ephemeralMb', Math.min(MOST_MEMORY_MB, config.ephemeralMb * 2), 'Give /tmp more room')] : []), ...mended(node)]
}

/** The handler model without its failures: as if the code had been mended. */
function mended(node: NodeView): Fix[] {
  const { config } = node
  return [
    ...(config.errorRate > 0 ? [set(node, 'errorRate', 0, 'Mend the handler')] : []),
    ...(config.failTries > 0 ? [set(node, 'failTries', 0, 'Mend the handler')] : []),
    ...(config.failFirst > 0 ? [set(node, 'failFirst', 0, 'Mend the handler')] : []),
    ...(config.poison ? [set(node, 'poison', '', 'Mend what the poison breaks')] : []),
  ]
}

function ofAsyncEnd(node: NodeView, code: ReasonCode): Fix[] {
  const { config } = node
  const kept = node.outgoing.some(({ port }) => port === 'onFailure' || port === 'deadLetter')
  return [
    ...(code === 'ZeroReservedConcurrency' || config.reserved === 0 ? [set(node, 'reserved', null, 'Switch the function on')] : []),
    ...(code === 'RetriesExhausted' ? mended(node) : []),
    ...(code === 'RetriesExhausted' && config.maxRetries < 2 ? [set(node, 'maxRetries', 2, 'Retry as often as Lambda can')] : []),
    ...(code === 'EventAgeExceeded' ? more(node, 'maxAgeSec', 4, 21_600, 'Let events wait longer') : []),
    ...(kept ? [] : [{ do: 'add', on: node.id, port: 'onFailure', service: 'sqs', says: 'Keep what fails in a queue' } as const]),
  ]
}

/** A message that was received too often: the consumer failed it, or had no time before it showed again. */
function ofDeadLetter(queue: NodeView): Fix[] {
  const consumers = queue.outgoing.filter(({ kind }) => kind === 'poll').map(({ peer }) => peer)
  const slowest = Math.max(0, ...consumers.map(({ config }) => (typeof config.timeoutSec === 'number' ? config.timeoutSec : 0)))
  const redrive = queue.outgoing.find(({ port }) => port === 'deadLetter')
  const fixes: Fix[] = consumers.flatMap((peer) => mended({ ...queue, ...peer } as NodeView))
  if (queue.config.visibilityTimeoutSec < slowest * 6) fixes.push(set(queue, 'visibilityTimeoutSec', Math.min(43_200, slowest * 6), 'Hide messages six times the function’s timeout'))
  if (redrive && redrive.config.maxReceiveCount < 5) fixes.push({ do: 'set', on: redrive.id, field: 'maxReceiveCount', from: redrive.config.maxReceiveCount, to: 5, says: 'Try at least five times' })
  return fixes
}

/** Tables, streams and doors: their own limits, raised, or left to that of the account. */
function ofServiceThrottle(node: NodeView, limit: number): Fix[] {
  const { config } = node
  switch (node.service) {
    case 'kinesis': return more(node, 'shards', 2, 500)
    case 'dynamodb':
      if (config.billing === 'provisioned') return [set(node, 'billing', 'onDemand', 'Pay by request: it takes what comes'), ...more(node, config.request === 'GetItem' || config.request === 'Query' ? 'readUnits' : 'writeUnits', 2, 40_000, 'Provision more')]
      return ['maxWrites', 'maxReads'].flatMap((field) => (typeof config[field] === 'number' ? [set(node, field, null, 'Take the ceiling away')] : []))
    default: {
      const own = ['stageRate', 'defaultRate'].filter((field) => config[field] === limit)
      const routes = node.outgoing.filter((wire) => wire.config.rate === limit)
      return [
        ...routes.map((wire): Fix => ({ do: 'set', on: wire.id, field: 'rate', from: limit, to: null, says: 'Let the route take as much as the stage' })),
        ...own.flatMap((field) => [set(node, field, null, 'Leave it to the account’s limit')]),
        ...own.flatMap((field) => more(node, field, 2, 1_000_000, 'Let more in')),
      ]
    }
  }
}

const FORBIDDEN: ReadonlySet<ReasonCode> = new Set(['AccessDeniedException', 'AuthorizationError', 'NO_PERMISSIONS', 'LambdaAccessDenied', 'Forbidden'])

/** A statement that is missing in the policy of what a wire leads to. */
const permitted = (node: NodeView): Fix[] => node.outgoing.flatMap(({ id, config }) => ['permission', 'invokePermission'].flatMap((field): Fix[] => (config[field] === false ? [{ do: 'set', on: id, field, from: false, to: true, says: 'Put the statement back' }] : [])))

/** What a topic, bus, bucket or schedule could not hand over. */
function ofDelivery(node: NodeView, code: ReasonCode): Fix[] {
  if (code === 'Overtaken') return [set(node, 'versioning', 'enabled', 'Keep versions: then each write is told')]
  if (code === 'NoSubscription' || code === 'Purged') return []
  const keeps = node.service === 'sns' || node.service === 'eventbridge' || node.service === 'scheduler'
  return [
    ...(FORBIDDEN.has(code) ? permitted(node) : []),
    ...(keeps && !node.outgoing.some(({ port }) => port === 'deadLetter') ? [{ do: 'add', on: node.id, port: 'deadLetter', service: 'sqs', says: 'Keep what cannot be delivered in a queue' } as const] : []),
  ]
}

function ofRefusal(node: NodeView, code: ReasonCode, bytes: number): Fix[] {
  if (FORBIDDEN.has(code)) return permitted(node)
  if (code === 'InvalidParameterValue' && node.role === 'queue' && bytes > node.config.maximumMessageBytes && bytes <= 1_048_576) return [set(node, 'maximumMessageBytes', 1_048_576, 'Take the largest messages that SQS takes')]
  return []
}
