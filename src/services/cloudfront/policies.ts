/** The policies in force, made of what their names stand for: one's own first, then AWS's. */
import { sec } from '../../base/units.ts'
import type { DistributionConfig } from './config.ts'
import { type Items, itemsIn, NOTHING } from './items.ts'
import { CACHE_POLICIES, type CacheValues, ORIGIN_POLICIES, type OriginValues, RESPONSE_POLICIES, type ResponseHeader, type ResponseValues } from './managed.ts'

export interface CachePolicy {
  /** Micros. */
  readonly minTtl: number
  readonly defaultTtl: number
  readonly maxTtl: number
  readonly headers: Items
  readonly cookies: Items
  readonly query: Items
  /** Accept-Encoding, brought to a few values, is part of the key. */
  readonly compression: boolean
}
export interface OriginPolicy {
  readonly headers: Items
  readonly cookies: Items
  readonly query: Items
}

/** The console says Managed-… in some places. */
const plain = (name: string): string => name.trim().replace(/^Managed-/, '')

export function cacheValues(config: DistributionConfig, name: string): CacheValues | undefined {
  return config.cachePolicies.find((one) => one.name === name.trim()) ?? named(CACHE_POLICIES, name)
}
export function originValues(config: DistributionConfig, name: string): OriginValues | undefined {
  return config.originPolicies.find((one) => one.name === name.trim()) ?? named(ORIGIN_POLICIES, name)
}
export function responseValues(config: DistributionConfig, name: string): ResponseValues | undefined {
  const own = config.responsePolicies.find((one) => one.name === name.trim())
  return own ? { set: headerLines(own.set, own.override), cors: [], remove: itemsIn(own.remove, true).names } : named(RESPONSE_POLICIES, name)
}
const named = <V>(table: { readonly [name: string]: V }, name: string): V | undefined => (Object.hasOwn(table, plain(name)) ? table[plain(name)] : undefined)

/** What no policy is called has no effect; the check says so. */
export function cachePolicy(config: DistributionConfig, name: string): CachePolicy {
  const { minTtlSec, defaultTtlSec, maxTtlSec, headers, cookies, query, compression } = cacheValues(config, name) ?? CACHE_POLICIES.CachingOptimized!
  return { minTtl: sec(minTtlSec), defaultTtl: sec(defaultTtlSec), maxTtl: sec(maxTtlSec), headers: itemsIn(headers, true), cookies: itemsIn(cookies), query: itemsIn(query), compression: compression && maxTtlSec > 0 }
}
export function originPolicy(config: DistributionConfig, name: string): OriginPolicy {
  const values = name.trim() === '' ? undefined : originValues(config, name)
  return values ? { headers: itemsIn(values.headers, true), cookies: itemsIn(values.cookies), query: itemsIn(values.query) } : { headers: NOTHING, cookies: NOTHING, query: NOTHING }
}

/** `Name: value`, one to a line. */
function headerLines(text: string, override: boolean): ResponseHeader[] {
  return text.split('\n').flatMap((line): ResponseHeader[] => {
    const at = line.indexOf(':')
    return at < 1 ? [] : [{ name: line.slice(0, at).trim(), value: line.slice(at + 1).trim(), override }]
  })
}
