/** CF-02: the cache key of a request, and what of it the origin is told. */
import type { HttpHeader, HttpRequest } from '../../contract/http.ts'
import { headerOf } from '../../contract/http.ts'
import { includes, type Items } from './items.ts'
import type { CachePolicy, OriginPolicy } from './policies.ts'
import type { Behaviour } from './rules.ts'

/** Names that the edge computes of the viewer; what a viewer sends under them is not believed. */
const EDGE = /^cloudfront-/

/** What CloudFront finds out about a viewer. */
export function edgeHeaders({ country, headers, sourceIp, scheme }: HttpRequest): HttpHeader[] {
  const agent = headerOf(headers, 'user-agent') ?? ''
  const tablet = /iPad|Tablet|Android(?!.*Mobile)/i.test(agent)
  const mobile = !tablet && /Mobi|iPhone|iPod/i.test(agent)
  const tv = /SmartTV|SMART-TV|Tizen|Web0S|BRAVIA|AppleTV/i.test(agent)
  const said = (value: boolean) => String(value)
  return [
    ['cloudfront-is-mobile-viewer', said(mobile)], ['cloudfront-is-tablet-viewer', said(tablet)], ['cloudfront-is-smarttv-viewer', said(tv)], ['cloudfront-is-desktop-viewer', said(!mobile && !tablet && !tv)],
    ['cloudfront-is-ios-viewer', said(/iPhone|iPad|iPod/.test(agent))], ['cloudfront-is-android-viewer', said(/Android/i.test(agent))],
    ['cloudfront-viewer-country', (country ?? 'US').toUpperCase()], ['cloudfront-forwarded-proto', scheme ?? 'https'], ['cloudfront-viewer-http-version', '2.0'], ['cloudfront-viewer-address', `${sourceIp}:46532`],
  ]
}
/** Those that some policy of the behaviour names: functions see them, and origins get them. */
export function namedEdgeHeaders({ cache, origin }: Behaviour, request: HttpRequest): HttpHeader[] {
  const named = (items: Items, name: string) => items.edge || (items.mode === 'list' && items.names.includes(name))
  if (!asksEdge(cache.headers) && !asksEdge(origin.headers)) return []
  return edgeHeaders(request).filter(([name]) => named(cache.headers, name) || named(origin.headers, name))
}
const asksEdge = ({ edge, mode, names }: Items): boolean => edge || (mode === 'list' && names.some((one) => EDGE.test(one)))

interface Keyed {
  readonly key: string
  /** As the key has it: `br,gzip`, `gzip` or nothing. */
  readonly encoding: string
}

/** One line for the address, one for each thing that the policy adds: a line break in a value is written as %0A. */
export function cacheKey(domain: string, { cache }: Behaviour, request: HttpRequest): Keyed {
  const query = kept(cache.query, request.query)
  const lines = [`${request.method === 'OPTIONS' ? 'OPTIONS ' : ''}${domain}${request.path}${query === '' ? '' : `?${query}`}`]
  const encoding = cache.compression ? encodingOf(request) : ''
  if (encoding !== '') lines.push(`accept-encoding: ${encoding}`)
  if (cache.headers.mode === 'list') {
    const edge = asksEdge(cache.headers) ? edgeHeaders(request) : []
    for (const name of cache.headers.names) {
      const values = (EDGE.test(name) ? edge : request.headers).filter(([one]) => one.toLowerCase() === name).map(([, value]) => value)
      if (values.length > 0) lines.push(`${name}: ${values.join(',')}`)
      else if (name === 'host') lines.push(`host: ${domain}`)
    }
  }
  for (const [name, value] of sorted(cookiesIn(request))) if (includes(cache.cookies, name)) lines.push(`cookie ${name}=${value}`)
  return { key: lines.map((line) => line.replaceAll('\n', '%0A')).join('\n'), encoding }
}

/** CloudFront brings what viewers accept to one of three values. */
function encodingOf({ headers }: HttpRequest): string {
  const said = (headerOf(headers, 'accept-encoding') ?? '').toLowerCase()
  const takes = (name: string) => new RegExp(`(^|[,\\s])${name}(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))(\\s*[;,]|\\s*$)`).test(said)
  return [takes('br') ? 'br' : '', takes('gzip') ? 'gzip' : ''].filter((one) => one !== '').join(',')
}

/** Cookies in the order in which they were sent. */
export function cookiesIn({ headers }: Pick<HttpRequest, 'headers'>): [name: string, value: string][] {
  return headers.filter(([name]) => name.toLowerCase() === 'cookie').flatMap(([, text]) => text.split(';')).flatMap((one): [string, string][] => {
    const pair = one.trim()
    const at = pair.indexOf('=')
    return pair === '' ? [] : at < 0 ? [[pair, '']] : [[pair.slice(0, at), pair.slice(at + 1)]]
  })
}

/** CloudFront puts cookies into the order of their names before it looks or asks. */
const sorted = (cookies: [name: string, value: string][]): [string, string][] => (cookies.length < 2 ? cookies : [...cookies].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))

/** The pairs of a query that are meant, in their order and as they were written. */
function kept(items: Items, query: string): string {
  if (query === '' || items.mode === 'none') return ''
  if (items.mode === 'all') return query
  return query.split('&').filter((pair) => includes(items, pair.split('=')[0]!)).join('&')
}

const either = (a: Items, b: Items, name: string): boolean => includes(a, name) || includes(b, name)

/** Never passed on as they came. */
const OWN = new Set(['host', 'user-agent', 'cookie', 'via', 'x-forwarded-for', 'x-amz-cf-id', 'accept-encoding', 'content-length', 'connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect'])
const ABOUT_BODY = ['content-type', 'content-length', 'content-encoding']

interface Forwarding {
  readonly domain: string
  readonly hop: { readonly domain: string; readonly bucket: boolean }
  readonly encoding: string
  readonly requestId: string
  readonly via: string
}

/** What the origin is asked: the key's items, what the origin request policy adds, and what CloudFront always sends. */
export function forwarded({ cache, origin }: Behaviour, request: HttpRequest, { domain, hop, encoding, requestId, via }: Forwarding): HttpRequest {
  const meant = (name: string) => either(cache.headers, origin.headers, name)
  const said = (name: string) => headerOf(request.headers, name)
  const headers: HttpHeader[] = [['host', meant('host') && !hop.bucket ? (said('host') ?? domain) : hop.domain]]
  for (const [name, value] of request.headers) {
    const lower = name.toLowerCase()
    if (OWN.has(lower) || EDGE.test(lower)) continue
    if (meant(lower) || (request.body !== undefined && ABOUT_BODY.includes(lower)) || (lower === 'authorization' && keepsAuthorization(request.method))) headers.push([name, value])
  }
  if (request.body !== undefined && said('content-length') !== undefined) headers.push(['content-length', said('content-length')!])
  headers.push(['user-agent', (meant('user-agent') ? said('user-agent') : undefined) ?? 'Amazon CloudFront'])
  if (encoding !== '') headers.push(['accept-encoding', encoding])
  else if (!cache.compression && meant('accept-encoding') && said('accept-encoding') !== undefined) headers.push(['accept-encoding', said('accept-encoding')!])
  const cookies = sorted(cookiesIn(request)).filter(([name]) => either(cache.cookies, origin.cookies, name))
  if (cookies.length > 0) headers.push(['cookie', cookies.map(([name, value]) => `${name}=${value}`).join('; ')])
  headers.push(...namedEdgeHeaders({ cache, origin } as Behaviour, request))
  headers.push(['via', via], ['x-forwarded-for', [said('x-forwarded-for'), request.sourceIp].filter(Boolean).join(', ')], ['x-amz-cf-id', requestId])
  return { ...request, query: both(cache, origin, request.query), headers }
}

function both(cache: CachePolicy, origin: OriginPolicy, query: string): string {
  if (query === '') return ''
  if (cache.query.mode === 'all' || origin.query.mode === 'all') return query
  return query.split('&').filter((pair) => either(cache.query, origin.query, pair.split('=')[0]!)).join('&')
}

/** Reads lose it unless a policy names it; writes keep it. */
const keepsAuthorization = (method: string): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method)
