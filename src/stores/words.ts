/** Rows of the trace in words. */
import { type Looked, readJudged, readLooked, type Returned } from '../contract/edge.ts'
import { REASONS } from '../contract/reasons.ts'
import { readVersioned } from '../services/lambda/edge-place.ts'
import { RECORD_NAMES, RECORDS } from '../trace/records.ts'
import type { TraceRow } from '../trace/reader.ts'
import type { Recording } from './run.ts'

const VERBS: { readonly [kind: string]: string } = {
  request: 'request sent', response: 'answered', refusal: 'answered with an error', event: 'event sent', batch: 'batch received', retry: 'sent again',
  created: 'created', accepted: 'taken in', throttled: 'throttled', refused: 'refused', versioned: 'environment of a version', initStarted: 'cold start begins', initEnded: 'initialised', initFailed: 'init failed',
  started: 'handler begins', finished: 'handler returned', failed: 'handler failed', timedOut: 'timed out', crashed: 'crashed', environmentIdle: 'environment idle', environmentEnded: 'environment taken away',
  logged: 'wrote a line', used: 'memory used', faulted: 'code failed',
  looked: 'cache asked', judged: 'function at the edge', kept: 'stored in the cache',
  waits: 'waits for its next try', queued: 'stored', delayed: 'stored, still delayed', visible: 'visible', leased: 'received, hidden', deleted: 'deleted', expired: 'expired', duplicated: 'delivered twice',
  deduplicated: 'taken for a duplicate', filtered: 'filtered out', deadLettered: 'dead-lettered', dropped: 'lost', checkpoint: 'checkpoint moves', charged: 'costs', ended: 'over', changed: 'changed by hand', faultBegan: 'a fault begins', faultHealed: 'a fault is healed',
}

/** What the same word of the trace means at a service of its own kind. */
const VERBS_AT: { readonly [service: string]: { readonly [kind: string]: string } } = {
  lambda: { accepted: 'accepted into its event queue', filtered: 'left out by a filter of the mapping', dropped: 'given up' },
  s3: { accepted: 'object written', dropped: 'notification given up', throttled: 'told to slow down' },
  dynamodb: { accepted: 'item written', deleted: 'item deleted', queued: 'on the stream', throttled: 'short of capacity' },
  kinesis: { queued: 'on its shard', throttled: 'refused by its shard' },
  sqs: { accepted: 'stored' },
  sns: { filtered: 'left out by a filter policy', dropped: 'delivery given up' },
  eventbridge: { filtered: 'no rule fits', dropped: 'delivery given up' },
  scheduler: { dropped: 'delivery given up' },
  alarm: { dropped: 'action given up' },
  logs: { dropped: 'delivery given up' },
  client: { timedOut: 'gave up waiting' },
  httpApi: { timedOut: 'gave up on its integration' },
  restApi: { timedOut: 'gave up on its integration' },
  websocketApi: { timedOut: 'gave up on its integration' },
  alb: { timedOut: 'health check had no answer' },
  cloudfront: { deleted: 'invalidated', timedOut: 'gave up on its origin' },
}

/** `b` tells what is pushed down an open connection from what is answered. */
export function verbOf(kind: number, service = '', b?: number): string {
  const name = RECORD_NAMES[kind]!
  if (name === 'response' && b === 0) return 'pushed to the connection'
  return VERBS_AT[service]?.[name] ?? VERBS[name] ?? name
}
export const toneOf = (kind: number): string => RECORDS[RECORD_NAMES[kind]!].tone

export function placeOf({ cast }: Recording, kind: number, place: number): string {
  if (RECORDS[RECORD_NAMES[kind]!].place === 'node') return cast.nodes[place]?.name ?? ''
  const wire = cast.wires[place]
  return wire ? `${cast.nodes[wire.from]!.name} → ${cast.nodes[wire.to]!.name}` : ''
}

/** The service of the node where a row stands; '' on a wire. */
export const serviceAt = ({ cast }: Recording, kind: number, place: number): string =>
  RECORDS[RECORD_NAMES[kind]!].place === 'node' ? (cast.nodes[place]?.service ?? '') : ''

const LOOKED_IN_WORDS: { readonly [L in Looked]: string } = {
  hit: 'hit', miss: 'miss', expired: 'expired: the origin is asked again', stale: 'outdated, and the origin rests', waits: 'somebody else asks the origin', uncached: 'nothing is kept of this', error: 'a kept error',
}
const RETURNED_IN_WORDS: { readonly [R in Returned]: string } = { passed: 'goes on', generated: 'answers itself', invalid: 'returned what may not be', failed: 'failed' }

/** The number that matters in a row. */
export function detailOf({ kind, place, time, a, b }: TraceRow, cast?: Recording['cast']): string {
  switch (RECORD_NAMES[kind]) {
    case 'request': case 'event': return a > time ? `takes ${span(a - time)}` : ''
    case 'response': case 'refusal': return b > 0 ? String(b) : ''
    case 'batch': return `${b} message${b === 1 ? '' : 's'}`
    case 'throttled': case 'refused': case 'dropped': return REASONS[b]?.code ?? ''
    case 'initStarted': case 'started': return b > 0 ? `environment ${b}` : ''
    case 'initEnded': case 'finished': case 'failed': case 'crashed': return `${trim(a)} ms${inEnvironment(b)}`
    case 'timedOut': return `after ${span(a * 1_000)}`
    case 'versioned': return `${versionIn(a)}${inEnvironment(b)}`
    case 'used': return `${a} MB · environment ${b}`
    case 'faulted': return REASONS[a]?.code ?? ''
    case 'created': return `for #${a}`
    case 'charged': return `${a.toLocaleString('en')} ${cast?.nodes[place]?.metrics[b]?.name ?? ''}`.trim()
    case 'waits': return `try ${b} at ${clock(a)}`
    case 'looked': return LOOKED_IN_WORDS[readLooked(b).looked]
    case 'judged': {
      const { stage, returned } = readJudged(b)
      return `${stage}: ${RETURNED_IN_WORDS[returned]}`
    }
    case 'kept': return `${b}, fresh until ${clock(a)}`
    case 'leased': return `until ${clock(a)} · receive ${b}`
    case 'visible': return `${a} waiting`
    case 'faultBegan': case 'faultHealed': return `fault ${a + 1}`
    case 'deadLettered': return REASONS[b]?.code || `after ${a}`
    default: return ''
  }
}

/** A function of CloudFront's own has none. */
const inEnvironment = (b: number): string => (b > 0 ? ` · environment ${b}` : '')
function versionIn(a: number): string {
  const { version, region } = readVersioned(a)
  return `version ${version}${region === undefined ? '' : ` in ${region}`}`
}
const trim = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3).replace(/\.?0+$/, ''))
const span = (micros: number): string => (micros >= 1e6 ? `${trim(micros / 1e6)} s` : `${trim(micros / 1_000)} ms`)

/** 1:02.345, or 2:01:02.345 */
export function clock(time: number): string {
  const ms = Math.floor(time / 1_000)
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(ms / 3_600_000)
  const rest = `${two(Math.floor(ms / 1_000) % 60)}.${String(ms % 1_000).padStart(3, '0')}`
  const minutes = Math.floor(ms / 60_000) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}
