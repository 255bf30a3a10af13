/** CF-03, CF-05: how long an answer is kept. */
import { EPOCH_MS } from '../../base/time.ts'
import { type Micros, sec } from '../../base/units.ts'
import { type HttpHeader, headerOf } from '../../contract/http.ts'
import type { CachePolicy } from './policies.ts'

/** What an answer says of itself. */
export interface Said {
  /** Seconds; undefined: nothing. */
  readonly age: number | undefined
  /** no-cache, no-store or private. */
  readonly forbids: boolean
  /** For how many seconds more it may be served outdated: while the origin is asked, and while the origin fails. */
  readonly whileRevalidating: number
  readonly ifError: number
}

export function saidBy(headers: readonly HttpHeader[], now: Micros): Said {
  const control = headers.filter(([name]) => name.toLowerCase() === 'cache-control').map(([, value]) => value).join(',').toLowerCase()
  const directives = control.split(',').map((one) => one.trim())
  const number = (name: string): number | undefined => {
    const found = directives.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1).replaceAll('"', '')
    return found !== undefined && /^\d+$/.test(found) ? Number(found) : undefined
  }
  const forbids = directives.some((one) => one === 'no-store' || one === 'no-cache' || one === 'private')
  const age = number('s-maxage') ?? number('max-age') ?? expiresIn(headerOf(headers, 'expires'), now)
  return { age, forbids, whileRevalidating: number('stale-while-revalidate') ?? 0, ifError: number('stale-if-error') ?? Number.POSITIVE_INFINITY }
}

function expiresIn(expires: string | undefined, now: Micros): number | undefined {
  if (expires === undefined) return undefined
  const at = / GMT$/.test(expires.trim()) ? Date.parse(expires) : Number.NaN
  // A date that is none has passed.
  return Number.isNaN(at) ? 0 : Math.max(0, Math.floor((at - EPOCH_MS) / 1_000 - now / 1_000_000))
}

/** Undefined: not kept at all. 0: kept, and the origin is asked each time whether it still holds. */
export function ttlOf({ minTtl, defaultTtl, maxTtl }: CachePolicy, { age, forbids }: Said): Micros | undefined {
  if (maxTtl === 0) return undefined
  if (forbids) return minTtl === 0 ? undefined : minTtl
  if (age === undefined) return Math.max(minTtl, defaultTtl)
  return Math.max(minTtl, Math.min(sec(age), maxTtl))
}

/** Kept whatever the origin says, and kept only when it says so. */
const ALWAYS = new Set([404, 414, 500, 501, 502, 503, 504])
const WHEN_SAID = new Set([400, 403, 405, 412, 415])

/** `minTtl`: of the custom error page, or ten seconds. */
export function errorTtl(status: number, { age }: Said, minTtl: Micros, configured: boolean): Micros | undefined {
  if (status === 416 || (!ALWAYS.has(status) && !WHEN_SAID.has(status))) return undefined
  if (WHEN_SAID.has(status) && age === undefined && !configured) return undefined
  const ttl = Math.max(minTtl, sec(age ?? 0))
  return ttl > 0 ? ttl : undefined
}
