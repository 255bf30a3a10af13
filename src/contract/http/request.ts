/** Requests between HTTP things, read: whoever stands at a door asks here what came. */
import { base64Decode, utf8Decode, utf8Length } from '../../base/text.ts'
import { type HttpHeader, headerOf, type HttpRequest, type HttpResponse } from '../http.ts'
import { type Content, contentText, type MessageId, type Messages } from '../messages.ts'
import type { WireEnd } from '../service.ts'

/** An address kept for documentation (RFC 5737): what AWS's examples show as a client. */
export const SOURCE_IP = '203.0.113.9'

export const isHttpRequest = (content: Content): content is HttpRequest =>
  typeof content === 'object' && content !== null && 'method' in content && 'path' in content && 'headers' in content && Array.isArray(content.headers) && typeof content.path === 'string'
export const isHttpResponse = (content: Content): content is HttpResponse =>
  typeof content === 'object' && content !== null && 'status' in content && 'headers' in content && typeof content.status === 'number' && Array.isArray(content.headers)

/** What came along a wire. A caller that knows nothing of HTTP (the model of a function) sends its payload as a body. */
export function requestOf(messages: Messages, message: MessageId, wire: WireEnd | undefined): HttpRequest {
  const content = messages.content[message]
  if (isHttpRequest(content)) return content
  const { method, path } = (wire?.config ?? {}) as { readonly method?: unknown; readonly path?: unknown }
  const body = contentText(content)
  return makeRequest(typeof method === 'string' ? method : body === '' ? 'GET' : 'POST', typeof path === 'string' ? path : '/', [], body)
}

const ABSOLUTE = /^(https?):\/\/([^/?#]+)([^#]*)/i

/**
 * `target` is a path with or without a query, or a whole address: its host becomes a header. The headers that every client
 * sends are added where they are missing.
 */
export function makeRequest(method: string, target: string, given: readonly HttpHeader[], body: string, from: { readonly sourceIp?: string; readonly userAgent?: string; readonly country?: string } = {}): HttpRequest {
  const [, scheme, host, rest] = ABSOLUTE.exec(target) ?? []
  if (host !== undefined) return withHost(makeRequest(method, rest || '/', given, body, from), host, scheme!)
  const at = target.indexOf('?')
  const path = at < 0 ? target : target.slice(0, at)
  const headers = [...given]
  const has = (name: string) => headers.some(([one]) => one.toLowerCase() === name)
  if (!has('accept')) headers.push(['accept', '*/*'])
  if (!has('user-agent')) headers.push(['user-agent', from.userAgent ?? 'coldstart/1'])
  if (body !== '') {
    if (!has('content-type')) headers.push(['content-type', looksLikeJson(body) ? 'application/json' : 'text/plain'])
    if (!has('content-length')) headers.push(['content-length', String(utf8Length(body))])
  }
  return {
    method, path: path.startsWith('/') ? path : `/${path}`, query: at < 0 ? '' : target.slice(at + 1), headers,
    ...(body !== '' && { body }), sourceIp: from.sourceIp ?? SOURCE_IP, ...(from.country && { country: from.country }),
  }
}

const withHost = (request: HttpRequest, host: string, scheme: string): HttpRequest => ({
  ...request, headers: [['host', host], ...request.headers.filter(([name]) => name.toLowerCase() !== 'host')], ...(scheme.toLowerCase() === 'http' && { scheme: 'http' }),
})

const looksLikeJson = (body: string): boolean => /^\s*[[{"\d]|^\s*(true|false|null)\s*$/.test(body)

/** What a distribution hands on: the request is for a host of another name, and AWS answers such with 403. */
export const isForAnother = ({ headers }: HttpRequest, host: string): boolean => (headerOf(headers, 'host') ?? host) !== host

/** A query as pairs, in order. `decoded`: a load balancer hands them on as they were sent. */
export function queryPairs(query: string, decoded = true): [name: string, value: string][] {
  if (query === '') return []
  const say = decoded ? decode : (text: string) => text
  return query.split('&').filter((one) => one !== '').map((pair): [string, string] => {
    const at = pair.indexOf('=')
    return at < 0 ? [say(pair), ''] : [say(pair.slice(0, at)), say(pair.slice(at + 1))]
  })
}

/** Escapes that are none stay as they are. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** Pairs as an object: of several values `join` makes one. Names may be anything, so nothing is inherited. */
export function byName<V>(pairs: readonly (readonly [name: string, value: string])[], join: (before: V | undefined, value: string) => V): { [name: string]: V } {
  const found = new Map<string, V>()
  for (const [name, value] of pairs) found.set(name, join(found.get(name), value))
  return Object.fromEntries(found)
}
export const last = (_: string | undefined, value: string): string => value
export const commas = (before: string | undefined, value: string): string => (before === undefined ? value : `${before},${value}`)
export const all = (before: string[] | undefined, value: string): string[] => [...(before ?? []), value]
export const lowerNames = (headers: readonly HttpHeader[]): HttpHeader[] => headers.map(([name, value]) => [name.toLowerCase(), value])

/** The whole of the request line and the headers, as limits count them. */
export const headerBytes = ({ method, path, query, headers }: HttpRequest): number =>
  headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, method.length + path.length + query.length + 12)

/** What the body weighs once it is bytes again. */
export const bodyBytes = (body: string | undefined, base64: boolean | undefined): number =>
  body === undefined ? 0 : base64 ? Math.floor((body.replace(/=+$/, '').length * 3) / 4) : utf8Length(body)

/** The body as text, whatever way it travels. */
export function bodyText({ body, base64 }: { readonly body?: string; readonly base64?: boolean }): string {
  if (body === undefined) return ''
  const bytes = base64 ? base64Decode(body) : undefined
  return bytes ? utf8Decode(bytes) : body
}

const TEXTS = /^(text\/|application\/(json|javascript|xml)\b|[^;]*\+(json|xml)\b)/i
/** Types that go to a function as text; all others as Base64. */
export const isTextType = (type: string | undefined): boolean => type === undefined || TEXTS.test(type)

/** Common words of statuses. */
export const STATUS_TEXTS: { readonly [status: number]: string } = {
  200: 'OK', 201: 'Created', 202: 'Accepted', 204: 'No Content', 301: 'Moved Permanently', 302: 'Found', 304: 'Not Modified',
  400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 410: 'Gone',
  413: 'Request Entity Too Large', 429: 'Too Many Requests', 431: 'Request Header Fields Too Large', 500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout',
}
