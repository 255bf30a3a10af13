/** The ten steps of a request through a distribution, each with what became of it, and by which rule. */
import { whyOf } from '../advice/why.ts'
import { toSec, type Micros } from '../base/units.ts'
import { isViewerStage, type Stage } from '../contract/edge.ts'
import { costOf } from '../contract/prices.ts'
import { saidBy } from '../services/cloudfront/ttl.ts'
import { isHttpResponse } from '../contract/http/request.ts'
import type { HttpResponse } from '../contract/http.ts'
import { REASONS } from '../contract/reasons.ts'
import { K } from '../trace/records.ts'
import { type Carried, type Facts, type Hop, type Turn, xCacheOf } from './pipeline.ts'
import { sayPolicy } from './pipeline-key.ts'

export const STEPS = ['viewer', 'viewer-request', 'key', 'cache', 'origin-request', 'origin', 'origin-response', 'store', 'viewer-response', 'answer'] as const
export type StepId = (typeof STEPS)[number]
/** `empty`: no function is there. `open`: not yet. */
export type StepState = 'ran' | 'skipped' | 'failed' | 'empty' | 'open'

export interface Step {
  readonly id: StepId
  readonly title: string
  readonly state: StepState
  /** What happened, in a few words; for a step that was left out, why. */
  readonly says: string
  readonly rule: string
  readonly page: string
  /** The rule in a sentence. */
  readonly law: string
  readonly from: Micros | undefined
  readonly to: Micros | undefined
  readonly usd: number
  readonly turns: readonly Turn[]
  readonly hops: readonly Hop[]
}

/** Where a request turned round: at the door, at viewer-request, at the cache, at origin-request, or at the origin. */
export const WENT = ['viewer', 'viewer-request', 'cache', 'origin-request', 'origin'] as const
export type Turned = (typeof WENT)[number]

export function turnedAt({ looked, turns, hops, visit, refusals }: Facts): Turned {
  if (looked === undefined) return turns.length > 0 ? 'viewer-request' : visit.end || refusals.length > 0 ? 'viewer' : 'origin'
  if (hops.length > 0) return 'origin'
  const before = turns.filter(({ stage }) => stage === 'origin-request').at(-1)
  if (before) return before.verdict === 'passed' ? 'origin' : 'origin-request'
  return looked === 'miss' || looked === 'expired' || looked === 'uncached' ? 'origin' : 'cache'
}

const TITLES: { readonly [S in StepId]: string } = {
  viewer: 'Viewer', 'viewer-request': 'Viewer request', key: 'Cache key', cache: 'Cache', 'origin-request': 'Origin request', origin: 'Origin', 'origin-response': 'Origin response', store: 'Store', 'viewer-response': 'Viewer response', answer: 'Answer',
}
const DG = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/'
/** Rules by which a step runs or is left out. */
const LAWS = {
  'CF-02': ['understanding-the-cache-key.html', 'The key is the path and what the cache policy names. What it names the origin is told; answers to other methods than GET and HEAD are never kept.'],
  'CF-03': ['Expiration.html', 'An answer is kept for its s-maxage, max-age or Expires, between the minimum and the maximum TTL of the policy, and for the default TTL where it says nothing.'],
  'CF-04': ['HTTPStatusCodes.html', 'Of an expired answer the origin is asked whether it still holds; a 5xx serves the old one instead.'],
  'CF-05': ['custom-error-pages-expiration.html', 'Some errors are kept, ten seconds unless a page for errors or max-age says otherwise.'],
  'CF-06': ['RequestAndResponseBehaviorCustomOrigin.html', 'Of requests that miss together for one key at one edge location one goes to the origin; the others wait for its answer.'],
  'CF-07': ['DownloadDistValuesOrigin.html', 'An origin that cannot be reached or does not answer in time is 502 or 504.'],
  'CF-08': ['high_availability_origin_failover.html', 'Every request begins with the first origin of a group; the second is asked when that fails.'],
  'CF-09': ['adding-response-headers.html', 'X-Cache, Age and X-Amz-Cf-Pop tell the viewer what became of the request.'],
  'CF-20': ['lambda-cloudfront-trigger-events.html', 'The viewer stages run on every request, the origin stages only when the origin is asked.'],
  'CF-21': ['lambda-generating-http-responses.html', 'A response that viewer-request makes is returned at once, not kept, and skips viewer-response. One that origin-request makes is kept and skips origin-response.'],
  'CF-22': ['edge-functions-restrictions.html', 'Viewer-response is left out when the origin answered 400 or more, for a page for errors, for what viewer-request made, and for a redirect to HTTPS.'],
  'CF-23': ['lambda-cloudfront-trigger-events.html', 'What viewer-request changes is what the key is made of; what origin-request changes only the origin sees.'],
  'LAE-04': ['lambda-edge-testing-debugging.html', 'A function that fails is 502 or 503 for the viewer, and leaves nothing in the cache.'],
  'LAE-08': ['lambda-event-structure.html', 'Request stages may change headers, uri and querystring, response stages headers; origin-response status and body, too.'],
  'CFF-08': ['edge-functions-logs.html', 'A CloudFront function that throws or takes too much is 503, one that returns what may not be 502.'],
} as const
type Rule = keyof typeof LAWS

interface Said {
  readonly state: StepState
  readonly says: string
  readonly rule: string
  readonly page?: string
  readonly law?: string
}
const said = (state: StepState, rule: Rule, says: string): Said => ({ state, says, rule })

/** Why nothing went on to the cache, or from there to the origin; undefined where it did. */
interface Stops {
  readonly beforeCache: Said | undefined
  readonly beforeOrigin: Said | undefined
}

export function stepsOf(facts: Facts, carried: ReadonlyMap<number, Carried> = new Map()): Step[] {
  const stops = stopsOf(facts)
  const { visit, turns, hops, kept } = facts
  const at = (stage: Stage): readonly Turn[] => turns.filter((one) => one.stage === stage)
  const spanOf = (all: readonly { readonly from: Micros; readonly to: Micros | undefined }[]) => ({ from: all[0]?.from, to: all.at(-1)?.to })
  const parts: { readonly [S in StepId]: Said & { readonly from?: Micros | undefined; readonly to?: Micros | undefined; readonly usd?: number; readonly turns?: readonly Turn[]; readonly hops?: readonly Hop[] } } = {
    viewer: { ...said('ran', 'CF-02', viewerSays(facts)), from: visit.time, to: visit.arrives, usd: costOf('cloudfrontRequests', 1, { freeTier: false }) },
    'viewer-request': { ...functionSays(facts, 'viewer-request', doorOf(facts)), ...spanOf(at('viewer-request')), turns: at('viewer-request') },
    key: stops.beforeCache ?? { ...(visit.looked ? said('ran', facts.wired['viewer-request'] ? 'CF-23' : 'CF-02', sayPolicy(facts.policy)) : said('open', 'CF-02', 'not yet')), from: visit.looked?.time, to: visit.looked?.time },
    cache: stops.beforeCache ?? { ...cacheSays(facts), from: visit.looked?.time, to: facts.looked === 'waits' && hops.length === 0 ? visit.end?.time : visit.looked?.time },
    'origin-request': { ...functionSays(facts, 'origin-request', stops.beforeOrigin ?? unknownName(facts)), ...spanOf(at('origin-request')), turns: at('origin-request') },
    origin: { ...originSays(facts, stops), ...spanOf(hops), hops },
    'origin-response': { ...functionSays(facts, 'origin-response', stops.beforeOrigin ?? noAnswer(facts)), ...spanOf(at('origin-response')), turns: at('origin-response') },
    store: { ...storeSays(facts, stops, carried), from: kept[0]?.time, to: kept[0]?.time },
    'viewer-response': { ...functionSays(facts, 'viewer-response', viewerResponseSkipped(facts)), ...spanOf(at('viewer-response')), turns: at('viewer-response') },
    answer: { ...answerSays(facts), from: visit.end?.time, to: visit.end?.arrives },
  }
  return STEPS.map((id): Step => {
    const part = parts[id]
    const law = LAWS[part.rule as Rule]
    return {
      id, title: TITLES[id], state: part.state, says: part.says, rule: part.rule, page: part.page ?? (law ? DG + law[0] : DG), law: part.law ?? law?.[1] ?? '',
      from: part.from, to: part.to, usd: part.usd ?? [...(part.turns ?? []), ...(part.hops ?? [])].reduce((sum, { usd }) => sum + usd, 0), turns: part.turns ?? [], hops: part.hops ?? [],
    }
  })
}

function viewerSays({ asked, key, behaviour }: Facts): string {
  const target = asked ? `${asked.method} ${asked.path}${asked.query === '' ? '' : `?${asked.query}`}` : key ? key.split('\n')[0]!.replace(/^(OPTIONS )?[^/]*/, '$1') : ''
  return `${target}${behaviour === '*' ? '' : `, behaviour ${behaviour}`}`
}

/** What CloudFront itself said no to, before anything else. */
function doorOf(facts: Facts): Said | undefined {
  const { looked, turns, refusals, visit } = facts
  if (looked !== undefined || turns.length > 0) return undefined
  const refused = refusals[0]
  if (refused) return failedBy(refused, 'skipped')
  return visit.end ? said('skipped', 'CF-22', 'redirected to HTTPS before anything ran') : undefined
}
function failedBy({ status, reason }: { readonly status: number; readonly reason: number }, state: StepState): Said {
  const why = whyOf(K.refused, status, reason)
  return { state, says: `${status || ''} ${REASONS[reason]?.code ?? ''}`.trim(), rule: why?.rule ?? 'CF-09', page: why?.page ?? DG, law: why ? `${why.text} ${why.remedy}` : '' }
}

function stopsOf(facts: Facts): Stops {
  const { looked, turns, hops } = facts
  const door = doorOf(facts)
  if (door) return { beforeCache: { ...door, state: 'skipped', says: door.says }, beforeOrigin: door }
  const first = turns.find(({ stage }) => stage === 'viewer-request')
  const early = first?.verdict === 'generated' ? said('skipped', 'CF-21', `${first.name} has answered`)
    : first && (first.verdict === 'failed' || first.verdict === 'invalid') ? said('skipped', first.light ? 'CFF-08' : 'LAE-04', `${first.name} has failed`) : undefined
  if (early) return { beforeCache: early, beforeOrigin: early }
  if (hops.length > 0 || looked === undefined || turns.some(({ stage }) => !isViewerStage(stage))) return { beforeCache: undefined, beforeOrigin: undefined }
  switch (looked) {
    case 'hit': return { beforeCache: undefined, beforeOrigin: said('skipped', 'CF-20', 'a hit: the origin is not asked') }
    case 'error': return { beforeCache: undefined, beforeOrigin: said('skipped', 'CF-05', 'a kept error: the origin is not asked') }
    case 'stale': return { beforeCache: undefined, beforeOrigin: said('skipped', 'CF-04', 'the origin rests: it failed a moment ago') }
    case 'waits': return { beforeCache: undefined, beforeOrigin: said('skipped', 'CF-06', 'another request has gone for it') }
    default: return { beforeCache: undefined, beforeOrigin: undefined }
  }
}

/** LAE-04: names are looked up before the function runs. */
function unknownName({ refusals, turns }: Facts): Said | undefined {
  const dns = refusals.find(({ reason }) => REASONS[reason]?.code === 'OriginDnsError')
  return dns && !turns.some(({ stage }) => stage === 'origin-request') ? said('skipped', 'LAE-04', 'the origin’s name is not known') : undefined
}
function noAnswer({ turns, hops, refusals }: Facts): Said | undefined {
  const before = turns.findLast(({ stage }) => stage === 'origin-request')
  if (before?.verdict === 'generated') return said('skipped', 'CF-21', `${before.name} has answered in the origin’s place`)
  if (before?.verdict === 'failed' || before?.verdict === 'invalid') return said('skipped', 'LAE-04', `${before.name} has failed`)
  return refusals.length > 0 && !hops.some(({ status, page }) => status > 0 && !page) ? said('skipped', 'CF-07', 'the origin gave no answer') : undefined
}

function functionSays({ turns, wired, visit }: Facts, stage: Stage, skipped: Said | undefined): Said {
  const own = turns.filter((one) => one.stage === stage)
  const last = own.at(-1)
  if (!wired[stage] && !last) return { ...said('empty', 'CF-20', 'no function here'), rule: skipped?.rule ?? 'CF-20' }
  if (!last) return skipped ?? (visit.end ? said('skipped', 'CF-20', 'not run') : said('open', 'CF-20', 'not yet'))
  const twice = own.length > 1 ? `, ${own.length} times` : ''
  const failure = last.light ? 'CFF-08' : 'LAE-04'
  switch (last.verdict) {
    case 'passed': return said('ran', 'LAE-08', `${last.name}${twice}`)
    case 'generated': return said('ran', 'CF-21', `${last.name} answered itself`)
    case 'invalid': return { ...said('failed', failure, `${last.name} returned what may not be`), law: last.wrong }
    case 'failed': return said('failed', failure, `${last.name} failed`)
    default: return said(visit.end ? 'failed' : 'open', 'LAE-04', `${last.name} runs`)
  }
}

function cacheSays({ looked, visit, hops }: Facts): Said {
  switch (looked) {
    case 'hit': return { ...said('ran', 'CF-02', 'hit'), law: 'What is kept for this key at this edge location is fresh, so the origin is not asked.' }
    case 'stale': return said('ran', 'CF-04', 'hit, outdated')
    case 'error': return said('ran', 'CF-05', 'hit, an error')
    case 'waits': return said('ran', 'CF-06', hops.length > 0 ? 'waited in vain' : 'waits for another’s answer')
    case 'miss': return { ...said('ran', 'CF-20', 'miss'), law: 'Nothing is kept for this key at this edge location, so the origin is asked; functions at the origin stages run now.' }
    case 'expired': return said('ran', 'CF-04', 'miss: expired')
    case 'uncached': return said('ran', 'CF-02', 'not kept here')
    default: return said(visit.end ? 'skipped' : 'open', 'CF-20', visit.end ? 'not asked' : 'not yet')
  }
}

function originSays(facts: Facts, stops: Stops): Said {
  const { hops, refusals, visit, second } = facts
  if (stops.beforeOrigin) return stops.beforeOrigin
  const main = hops.filter(({ page }) => !page)
  const last = main.at(-1)
  const before = noAnswer(facts)
  if (!last) {
    const bad = refusals.find(({ reason }) => /^Origin/.test(REASONS[reason]?.code ?? ''))
    if (bad) return failedBy(bad, 'failed')
    return before ?? (visit.end ? said('skipped', 'CF-20', 'not asked') : said('open', 'CF-20', 'not yet'))
  }
  const times = main.length > 1 ? `, asked ${main.length} times` : ''
  if (last.lost) return { ...said('failed', 'CF-07', `${last.name} did not answer in time${times}`) }
  if (last.to === undefined) return said('open', 'CF-07', `${last.name} is asked`)
  const page = hops.length > main.length ? ', and for an error page' : ''
  return said(last.status >= 400 ? 'failed' : 'ran', second ? 'CF-08' : last.status === 304 ? 'CF-04' : last.status >= 400 ? 'CF-05' : 'CF-20', `${last.name}: ${last.status}${second ? ' from the second origin' : times}${page}`)
}

const seconds = (micros: Micros): string => `${toSec(micros).toLocaleString('en-US', { maximumFractionDigits: 1 })} s`

/** As people say it. */
function long(micros: Micros): string {
  const hours = toSec(micros) / 3_600
  return hours >= 72 ? `${(hours / 24).toLocaleString('en-US', { maximumFractionDigits: 1 })} days` : hours >= 2 ? `${hours.toLocaleString('en-US', { maximumFractionDigits: 1 })} h` : seconds(micros)
}

function storeSays(facts: Facts, { beforeOrigin }: Stops, carried: ReadonlyMap<number, Carried>): Said {
  const { kept, looked, turns, hops, visit, refusals, stale } = facts
  const stored = kept[0]
  if (stored) return { ...said('ran', stored.status >= 400 ? 'CF-05' : 'CF-03', `kept for ${long(stored.until - stored.time)}`), ...(stored.status < 400 && { law: whyKept(facts, stored.until - stored.time, carried) }) }
  if (beforeOrigin) return { ...beforeOrigin, says: beforeOrigin.rule === 'CF-20' ? 'kept already' : beforeOrigin.says }
  if (looked === 'uncached') return said('skipped', 'CF-02', facts.policy.maxTtlSec === 0 ? `${facts.policy.name} keeps nothing` : 'answers to this method are not kept')
  const bad = turns.find(({ verdict, stage }) => !isViewerStage(stage) && (verdict === 'failed' || verdict === 'invalid'))
  if (bad) return said('skipped', 'LAE-04', `${bad.name} has failed`)
  if (stale !== undefined) return said('skipped', 'CF-04', 'the old answer stays')
  if (!visit.end) return said('open', 'CF-03', 'not yet')
  const status = hops.findLast(({ page }) => !page)?.status ?? refusals.at(-1)?.status ?? 0
  return status >= 400 ? said('skipped', 'CF-05', `${status} is not kept`) : said('skipped', 'CF-03', 'Cache-Control forbids it')
}

/** CF-03: by which of the numbers. */
function whyKept({ policy, hops }: Facts, ttl: Micros, carried: ReadonlyMap<number, Carried>): string {
  const answer = carried.get(hops.findLast(({ page }) => !page)?.serial ?? -1)?.answer
  const bounds = `${policy.name}: at least ${policy.minTtlSec.toLocaleString('en-US')} s, ${policy.defaultTtlSec.toLocaleString('en-US')} s by default, at most ${policy.maxTtlSec.toLocaleString('en-US')} s.`
  if (!isHttpResponse(answer as never)) return `${LAWS['CF-03'][1]} ${bounds}`
  const { age, forbids } = saidBy((answer as HttpResponse).headers, 0)
  const origin = forbids ? 'The origin forbids it, but the minimum TTL is above 0.' : age === undefined ? 'The origin says nothing of how long.' : `The origin says ${age.toLocaleString('en-US')} s.`
  return `${origin} ${bounds} So ${seconds(ttl)}.`
}

function viewerResponseSkipped(facts: Facts): Said | undefined {
  const { turns, looked, visit, hops, refusals } = facts
  const door = doorOf(facts)
  if (door) return door.rule === 'CF-22' ? door : { ...door, says: 'refused before it' }
  const first = turns.find(({ stage }) => stage === 'viewer-request')
  if (first?.verdict === 'generated') return said('skipped', 'CF-21', `${first.name} has answered`)
  if (first && first.verdict !== 'passed' && first.verdict !== undefined) return said('skipped', first.light ? 'CFF-08' : 'LAE-04', `${first.name} has failed`)
  if (!visit.end) return undefined
  if (looked === 'error') return said('skipped', 'CF-22', 'the answer is an error')
  if (hops.some(({ page }) => page)) return said('skipped', 'CF-22', 'the answer is a page for errors')
  const status = hops.findLast(({ page }) => !page)?.status ?? 0
  if (status >= 400) return said('skipped', 'CF-22', `the origin answered ${status}`)
  return refusals.length > 0 || visit.end.status >= 400 ? said('skipped', 'CF-22', 'the answer is an error') : undefined
}

function answerSays(facts: Facts): Said {
  const { end } = facts.visit
  if (!end) return said('open', 'CF-09', 'not yet')
  const bad = facts.refusals.at(-1)
  const state = end.status >= 400 ? 'failed' : 'ran'
  const says = `${end.status}, ${xCacheOf(facts).replace(' from cloudfront', '')}`
  return bad && end.status >= 400 ? { ...failedBy(bad, state), says } : said(state, 'CF-09', says)
}
