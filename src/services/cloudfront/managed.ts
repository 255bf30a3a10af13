/** AWS's own policies, by the names that the console shows. */
export interface CacheValues {
  readonly minTtlSec: number
  readonly defaultTtlSec: number
  readonly maxTtlSec: number
  readonly headers: string
  readonly cookies: string
  readonly query: string
  readonly compression: boolean
}
export interface OriginValues {
  readonly headers: string
  readonly cookies: string
  readonly query: string
}
export interface ResponseHeader {
  readonly name: string
  readonly value: string
  readonly override: boolean
}
export interface ResponseValues {
  readonly set: readonly ResponseHeader[]
  /** Only for requests that name an origin. */
  readonly cors: readonly ResponseHeader[]
  readonly remove: readonly string[]
}

const YEAR = 31_536_000
const nothing = { headers: 'none', cookies: 'none', query: 'none' }
const METHOD_HEADERS = 'Host, Origin, X-HTTP-Method-Override, X-HTTP-Method, X-Method-Override'

export const CACHE_POLICIES: { readonly [name: string]: CacheValues } = {
  CachingOptimized: { minTtlSec: 1, defaultTtlSec: 86_400, maxTtlSec: YEAR, ...nothing, compression: true },
  CachingOptimizedForUncompressedObjects: { minTtlSec: 1, defaultTtlSec: 86_400, maxTtlSec: YEAR, ...nothing, compression: false },
  CachingDisabled: { minTtlSec: 0, defaultTtlSec: 0, maxTtlSec: 0, ...nothing, compression: false },
  UseOriginCacheControlHeaders: { minTtlSec: 0, defaultTtlSec: 0, maxTtlSec: YEAR, headers: METHOD_HEADERS, cookies: 'all', query: 'none', compression: true },
  'UseOriginCacheControlHeaders-QueryStrings': { minTtlSec: 0, defaultTtlSec: 0, maxTtlSec: YEAR, headers: METHOD_HEADERS, cookies: 'all', query: 'all', compression: true },
  'Elemental-MediaPackage': { minTtlSec: 0, defaultTtlSec: 86_400, maxTtlSec: YEAR, headers: 'Origin', cookies: 'none', query: 'aws.manifestfilter, start, end, m', compression: true },
  Amplify: { minTtlSec: 2, defaultTtlSec: 2, maxTtlSec: 600, headers: 'Authorization, CloudFront-Viewer-Country, Host', cookies: 'all', query: 'all', compression: true },
}

const CORS_ASKED = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method'
export const ORIGIN_POLICIES: { readonly [name: string]: OriginValues } = {
  AllViewer: { headers: 'all', cookies: 'all', query: 'all' },
  AllViewerExceptHostHeader: { headers: 'all except Host', cookies: 'all', query: 'all' },
  'AllViewerAndCloudFrontHeaders-2022-06': { headers: 'all and CloudFront', cookies: 'all', query: 'all' },
  'CORS-CustomOrigin': { ...nothing, headers: 'Origin' },
  'CORS-S3Origin': { ...nothing, headers: CORS_ASKED },
  'Elemental-MediaTailor-PersonalizedManifests': { headers: `${CORS_ASKED}, User-Agent, X-Forwarded-For`, cookies: 'none', query: 'all' },
  HostHeaderOnly: { ...nothing, headers: 'Host' },
  UserAgentRefererHeaders: { ...nothing, headers: 'User-Agent, Referer' },
}

const adds = (name: string, value: string, override = false): ResponseHeader => ({ name, value, override })
const SIMPLE = [adds('access-control-allow-origin', '*')]
const PREFLIGHT = [adds('access-control-allow-origin', '*'), adds('access-control-allow-methods', 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT'), adds('access-control-expose-headers', '*')]
const SECURITY = [
  adds('x-xss-protection', '1; mode=block'), adds('x-frame-options', 'SAMEORIGIN'), adds('referrer-policy', 'strict-origin-when-cross-origin'),
  adds('x-content-type-options', 'nosniff', true), adds('strict-transport-security', 'max-age=31536000'),
]
export const RESPONSE_POLICIES: { readonly [name: string]: ResponseValues } = {
  SimpleCORS: { set: [], cors: SIMPLE, remove: [] },
  'CORS-With-Preflight': { set: [], cors: PREFLIGHT, remove: [] },
  SecurityHeadersPolicy: { set: SECURITY, cors: [], remove: [] },
  'CORS-and-SecurityHeadersPolicy': { set: SECURITY, cors: SIMPLE, remove: [] },
  'CORS-with-preflight-and-SecurityHeadersPolicy': { set: SECURITY, cors: PREFLIGHT, remove: [] },
}
