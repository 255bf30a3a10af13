/** What came of asking the origin: kept or not, refreshed, stale, an error with a page of its own (CF-03 to CF-05). */
import { BY_REFERENCE } from '../../base/copy.ts'
import { type Micros, sec, toSec } from '../../base/units.ts'
import { responseBytes } from '../../contract/http/answer.ts'
import type { HttpResponse } from '../../contract/http.ts'
import type { MessageId } from '../../contract/messages.ts'
import type { ReasonCode } from '../../contract/reasons.ts'
import { K } from '../../contract/trace.ts'
import { type Entry, isFresh } from './cache.ts'
import { compressed } from './compress.ts'
import { cacheKey } from './key.ts'
import { isStored, land } from './lookup.ts'
import { askOrigin } from './origin.ts'
import { respond } from './respond.ts'
import { behaviourFor } from './rules.ts'
import { CACHED, cacheAt, type DistributionNode, type Job, untilOf } from './state.ts'
import { errorTtl, saidBy, ttlOf } from './ttl.ts'

/** After the origin, or what a function answered in its place. */
export function settle(node: DistributionNode, message: MessageId, job: Job, response: HttpResponse): void {
  if (job.aside) return pageSettled(node, message, job, response)
  const { entry } = job
  if (job.originStatus === 304 && response.status === 304 && entry) return refresh(node, message, job, entry, response)
  if (response.status >= 400) return settleError(node, message, job, response, { why: '', xCache: job.xCache || 'Error from cloudfront', kept: true })
  // 304 to a question that nobody asked is no answer to keep.
  const ttl = isStored(job) && response.status !== 304 ? ttlOf(job.behaviour.cache, saidBy(response.headers, node.now)) : undefined
  const dressed = compressed(job, response)
  job.quiet = job.originStatus >= 400
  job.bytes = dressed.bytes
  if (job.xCache === '') job.xCache = 'Miss from cloudfront'
  const stored = ttl === undefined ? undefined : store(node, message, job, dressed.response, ttl, dressed.bytes)
  if (ttl === undefined && entry && isStored(job)) cacheAt(node, job).drop(job.key)
  land(node, job, stored)
  respond(node, message, job, dressed.response)
}

/** CF-01: Origin Shield had it: to this edge location it is as good as from the origin. */
export function fromShield(node: DistributionNode, message: MessageId, job: Job, entry: Entry): void {
  cacheAt(node, job).keep(entry, job.rules.config.cacheMb * 1_048_576)
  node.note(K.kept, message, entry.at + entry.ttl, entry.response.status)
  job.quiet = entry.quiet
  job.bytes = entry.bytes
  job.ageSec = Math.floor(toSec(node.now - entry.at))
  job.xCache = entry.error ? 'Error from cloudfront' : 'Miss from cloudfront'
  land(node, job, entry)
  respond(node, message, job, entry.response)
}

/** CF-04: 304 tells that it holds, and perhaps for how long. */
function refresh(node: DistributionNode, message: MessageId, job: Job, entry: Entry, told: HttpResponse): void {
  const names = new Set(told.headers.map(([name]) => name.toLowerCase()))
  const updates = told.headers.filter(([name]) => /^(cache-control|expires|date|etag|last-modified)$/i.test(name))
  const response: HttpResponse = { ...entry.response, headers: [...entry.response.headers.filter(([name]) => !names.has(name.toLowerCase()) || !updates.some(([one]) => one.toLowerCase() === name.toLowerCase())), ...updates] }
  const ttl = ttlOf(job.behaviour.cache, saidBy(response.headers, node.now)) ?? 0
  const stored = store(node, message, job, response, ttl, entry.bytes)
  job.quiet = false
  job.bytes = entry.bytes
  job.xCache = 'RefreshHit from cloudfront'
  job.ageSec = 0
  land(node, job, stored)
  respond(node, message, job, response)
}

function store(node: DistributionNode, message: MessageId, job: Job, response: HttpResponse, ttl: Micros, bytes: number): Entry {
  const { key, request } = job
  const cache = cacheAt(node, job)
  const entry: Entry = {
    [BY_REFERENCE]: true, key, path: `${request.path}${request.query === '' ? '' : `?${request.query}`}`, response, at: node.now, ttl, bytes, error: response.status >= 400, quiet: job.quiet && !job.aside, restUntil: 0,
  }
  const room = job.rules.config.cacheMb * 1_048_576
  cache.keep(entry, room)
  if (job.origin?.config.shield === 'on') node.state.shield.keep(entry, room)
  node.note(K.kept, message, node.now + ttl, response.status)
  node.level(CACHED, node.state.places.reduce((sum, place) => sum + place.cache.bytes, 0))
  return entry
}

interface Failure {
  readonly why: ReasonCode
  readonly xCache: string
  /** Functions that failed leave nothing behind; origins do. */
  readonly kept: boolean
}

/** D-35: of a 5xx the viewer hears nothing as long as there is an outdated answer. */
export function settleError(node: DistributionNode, message: MessageId, job: Job, response: HttpResponse, { why, xCache, kept }: Failure): void {
  if (job.aside) return pageSettled(node, message, job, response)
  const { entry, rules } = job
  const row = rules.config.errors.find(({ status }) => status === String(response.status))
  const minTtl = sec(row?.minTtlSec ?? 10)
  if (kept && response.status >= 500 && entry && !entry.error && toSec(node.now - untilOf(entry)) < saidBy(entry.response.headers, entry.at).ifError) return serveStale(node, message, job, entry, minTtl)
  job.quiet = true
  job.xCache = xCache
  job.failed = response
  job.why = why
  const read = job.asked.method === 'GET' || job.asked.method === 'HEAD'
  if (row && row.page !== '' && read) return fetchPage(node, message, job, row.page)
  answerError(node, message, job, response, kept)
}

function serveStale(node: DistributionNode, message: MessageId, job: Job, entry: Entry, minTtl: Micros): void {
  const rested: Entry = { ...entry, restUntil: node.now + minTtl }
  cacheAt(node, job).keep(rested, job.rules.config.cacheMb * 1_048_576)
  node.note(K.waits, message, rested.restUntil, 1)
  job.quiet = rested.quiet
  job.bytes = rested.bytes
  job.xCache = 'Hit from cloudfront'
  job.ageSec = Math.floor(toSec(node.now - rested.at))
  land(node, job, rested)
  respond(node, message, job, rested.response)
}

function answerError(node: DistributionNode, message: MessageId, job: Job, response: HttpResponse, kept = true): void {
  const failed = job.failed!
  const row = job.rules.config.errors.find(({ status }) => status === String(failed.status))
  const ttl = kept && isStored(job) ? errorTtl(failed.status, saidBy(failed.headers, node.now), sec(row?.minTtlSec ?? 10), row !== undefined) : undefined
  job.bytes = responseBytes(response)
  const shown = row && row.page === '' && row.responseStatus !== 'same' ? { ...response, status: Number(row.responseStatus) } : response
  const stored = ttl === undefined ? undefined : store(node, message, job, shown, ttl, job.bytes)
  land(node, job, stored)
  respond(node, message, job, shown, job.why)
}

/** CF-05: the page is asked for like anything else, functions at the origin stages included. */
function fetchPage(node: DistributionNode, message: MessageId, job: Job, path: string): void {
  const { behaviour, request, key, encoding, xCache } = job
  job.aside = { behaviour, request, key, encoding, xCache }
  job.behaviour = behaviourFor(job.rules, path)
  job.request = { ...job.asked, method: 'GET', path, query: '' }
  const page = cacheKey(node.state.host, job.behaviour, job.request)
  job.key = page.key
  job.encoding = page.encoding
  job.aim = undefined
  job.entry = cacheAt(node, job).find(job.key)
  if (job.entry && isFresh(job.entry, node.now) && !job.entry.error) return pageSettled(node, message, job, job.entry.response, true)
  askOrigin(node, message, job)
}

/** The page, or what came in its place: then viewers get the status of that. */
function pageSettled(node: DistributionNode, message: MessageId, job: Job, response: HttpResponse, known = false): void {
  const { entry } = job
  const found = job.originStatus === 304 && entry && !known ? entry.response : response
  if (!known && found.status === 200 && job.behaviour.cache.maxTtl > 0) {
    const ttl = ttlOf(job.behaviour.cache, saidBy(found.headers, node.now))
    if (ttl !== undefined) store(node, message, job, found, ttl, responseBytes(found))
  }
  Object.assign(job, job.aside)
  job.aside = undefined
  job.entry = undefined
  const { status } = job.failed!
  const row = job.rules.config.errors.find((one) => one.status === String(status))!
  answerError(node, message, job, { ...found, status: found.status !== 200 ? found.status : row.responseStatus === 'same' ? status : Number(row.responseStatus) })
}
