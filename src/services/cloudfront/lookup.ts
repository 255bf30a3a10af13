/** The cache of an edge location is asked (CF-01, CF-06). */
import { type Looked, lookedAs } from '../../contract/edge.ts'
import { toSec } from '../../base/units.ts'
import { type MessageId, NONE } from '../../contract/messages.ts'
import { K } from '../../contract/trace.ts'
import { type Entry, isFresh } from './cache.ts'
import { cacheKey } from './key.ts'
import { askOrigin } from './origin.ts'
import { respond } from './respond.ts'
import { type DistributionNode, HIT_RATE, HITS_AT, type Job, untilOf } from './state.ts'
import { saidBy } from './ttl.ts'

export function lookup(node: DistributionNode, message: MessageId, job: Job): void {
  const { behaviour, rules } = job
  const root = rules.config.defaultRootObject
  if (job.request.path === '/' && root !== '') job.request = { ...job.request, path: `/${root}` }
  const { key, encoding } = cacheKey(node.state.host, behaviour, job.request)
  job.key = key
  job.encoding = encoding
  const { cache, flights } = node.state.places[job.place]!
  if (!isKept(job)) {
    found(node, message, job, 'uncached')
    return askOrigin(node, message, job)
  }
  const entry = cache.find(key)
  if (entry && isFresh(entry, node.now)) {
    found(node, message, job, entry.error ? 'error' : 'hit')
    return serve(node, message, job, entry)
  }
  if (entry && node.now < entry.restUntil) {
    found(node, message, job, 'stale')
    return serve(node, message, job, entry)
  }
  if (entry && !entry.error && toSec(node.now - untilOf(entry)) < saidBy(entry.response.headers, entry.at).whileRevalidating) {
    found(node, message, job, 'stale')
    if (!flights.has(key)) bringUpToDate(node, message, job, entry)
    return serve(node, message, job, entry)
  }
  const flight = flights.get(key)
  if (flight) {
    found(node, message, job, 'waits')
    flight.waiting.push(message)
    return
  }
  found(node, message, job, entry ? 'expired' : 'miss')
  job.entry = entry
  if (mayCollapse(job)) {
    job.leads = true
    flights.set(key, { leader: message, waiting: [] })
  }
  askOrigin(node, message, job)
}

/** stale-while-revalidate: the viewer has its answer, and the origin is asked all the same. */
function bringUpToDate(node: DistributionNode, message: MessageId, job: Job, entry: Entry): void {
  const own = node.create(message)
  // The viewer's request is soon over, and its row another's.
  node.messages.parent[own] = NONE
  node.messages.z[own] = node.now
  node.state.jobs.set(own, { ...job, entry, unasked: true, leads: true })
  node.state.places[job.place]!.flights.set(job.key, { leader: own, waiting: [] })
  askOrigin(node, own, node.state.jobs.get(own)!)
}

function found(node: DistributionNode, message: MessageId, { key, place }: Job, what: Looked): void {
  node.note(K.looked, message, node.text(key), lookedAs(place, what))
  if (what === 'uncached' || what === 'error') return
  const hit = what === 'hit' || what === 'stale' || what === 'waits'
  node.observe(HIT_RATE, hit ? 100 : 0)
  if (hit) node.add(HITS_AT[place]!)
}

/** CF-02: only answers to reads are kept, and only where the policy lets them live. */
function isKept({ behaviour: { cache, config }, request: { method } }: Job): boolean {
  return cache.maxTtl > 0 && (method === 'GET' || method === 'HEAD' || (method === 'OPTIONS' && config.cachesOptions))
}

/** What a HEAD brings has no body, and is of no use to a GET. */
export const isStored = (job: Job): boolean => isKept(job) && job.request.method !== 'HEAD'

/** CF-06: not where every viewer may get an answer of their own. */
function mayCollapse(job: Job): boolean {
  const { rules, behaviour: { cache } } = job
  if (!isStored(job)) return false
  const personal = cache.minTtl === 0 && (cache.cookies.mode !== 'none' || cache.headers.names.includes('authorization'))
  return rules.config.collapse && !personal
}

export function serve(node: DistributionNode, message: MessageId, job: Job, entry: Entry): void {
  job.xCache = entry.error ? 'Error from cloudfront' : 'Hit from cloudfront'
  job.ageSec = Math.floor(toSec(node.now - entry.at))
  job.bytes = entry.bytes
  job.quiet = entry.quiet
  respond(node, message, job, entry.response)
}

/** The one who went for all is back: with something that is kept, or everybody goes alone. */
export function land(node: DistributionNode, job: Job, entry: Entry | undefined): void {
  if (!job.leads) return
  job.leads = false
  const { cache, flights } = node.state.places[job.place]!
  const waiting = flights.get(job.key)?.waiting ?? []
  flights.delete(job.key)
  for (const message of waiting) {
    const other = node.state.jobs.get(message)!
    if (entry && (entry.ttl > 0 || node.now < entry.restUntil)) serve(node, message, other, entry)
    else {
      other.entry = cache.find(job.key)
      askOrigin(node, message, other)
    }
  }
}
