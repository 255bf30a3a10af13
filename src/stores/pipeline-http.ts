/** Requests and responses as texts that can be compared line by line, whichever of the shapes at the edge they have. */
import { isHttpRequest, isHttpResponse, STATUS_TEXTS } from '../contract/http/request.ts'
import type { HttpHeader } from '../contract/http.ts'

interface Said {
  readonly [name: string]: unknown
}
const isSaid = (value: unknown): value is Said => typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown): string => (typeof value === 'string' ? value : value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value))

export interface Exchange {
  readonly request: unknown
  readonly response: unknown
}
/** What an event of either kind of function holds. */
export function inEvent(event: unknown): Exchange | undefined {
  if (!isSaid(event)) return undefined
  if (Array.isArray(event.Records)) {
    const [record] = event.Records as readonly unknown[]
    const cf = isSaid(record) ? record.cf : undefined
    return isSaid(cf) ? { request: cf.request, response: cf.response } : undefined
  }
  return 'request' in event ? { request: event.request, response: event.response } : undefined
}

/** A line for what is asked, one for each header in the order of their names, then the body. */
export function requestText(request: unknown): string {
  if (isHttpRequest(request as never)) {
    const { method, path, query, headers, body } = request as { method: string; path: string; query: string; headers: readonly HttpHeader[]; body?: string }
    return joined(`${method} ${path}${query === '' ? '' : `?${query}`}`, headers.flatMap(([name, value]) => (name.toLowerCase() === 'cookie' ? cookieLines(value) : [`${name.toLowerCase()}: ${value}`])), body)
  }
  if (!isSaid(request)) return textOf(request)
  const query = queryText(request.querystring)
  const cookies = pairsIn(request.cookies).map(([name, value]) => `cookie: ${name}=${value}`)
  const headers = pairsIn(request.headers).flatMap(([name, value]) => (name.toLowerCase() === 'cookie' ? cookieLines(value) : [`${name.toLowerCase()}: ${value}`]))
  const body = isSaid(request.body) ? textOf(request.body.data) : textOf(request.body)
  return joined(`${textOf(request.method)} ${textOf(request.uri)}${query === '' ? '' : `?${query}`}`.trim(), [...headers, ...cookies, ...originLines(request.origin)], body)
}

export function responseText(response: unknown): string {
  if (isHttpResponse(response as never)) {
    const { status, headers, body } = response as { status: number; headers: readonly HttpHeader[]; body?: string }
    return joined(statusLine(status), headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`), body)
  }
  if (!isSaid(response)) return textOf(response)
  const headers = pairsIn(response.headers).map(([name, value]) => `${name.toLowerCase()}: ${value}`)
  const cookies = isSaid(response.cookies) ? Object.entries(response.cookies).map(([name, said]) => `set-cookie: ${name}=${isSaid(said) ? `${textOf(said.value)}${said.attributes === undefined ? '' : `; ${textOf(said.attributes)}`}` : textOf(said)}`) : []
  const body = isSaid(response.body) ? textOf(response.body.data) : textOf(response.body)
  return joined(statusLine(response.statusCode ?? response.status), [...headers, ...cookies], body)
}
export const looksLikeResponse = (value: unknown): boolean => isSaid(value) && ('statusCode' in value || 'status' in value)

const statusLine = (status: unknown): string => `${textOf(status)} ${STATUS_TEXTS[Number(status)] ?? ''}`.trim()
const joined = (first: string, headers: readonly string[], body: string | undefined): string => [first, ...[...headers].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)), ...(body ? ['', body] : [])].join('\n')
const cookieLines = (value: string): string[] => value.split(';').map((one) => one.trim()).filter((one) => one !== '').map((one) => `cookie: ${one}`)

/** `{ name: { value, multiValue } }`, `{ name: [{ key, value }] }`, or a plain value. */
function pairsIn(said: unknown): [name: string, value: string][] {
  if (!isSaid(said)) return []
  return Object.entries(said).flatMap(([name, one]): [string, string][] => {
    if (Array.isArray(one)) return (one as readonly unknown[]).map((each) => [name, isSaid(each) ? textOf(each.value) : textOf(each)])
    if (isSaid(one) && Array.isArray(one.multiValue)) return (one.multiValue as readonly unknown[]).map((each) => [name, isSaid(each) ? textOf(each.value) : textOf(each)])
    return [[name, isSaid(one) ? textOf(one.value) : textOf(one)]]
  })
}
const queryText = (said: unknown): string => (isSaid(said) ? pairsIn(said).map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&') : textOf(said).replace(/^\?/, ''))

/** Where Lambda@Edge is sent on to. */
function originLines(origin: unknown): string[] {
  if (!isSaid(origin)) return []
  const [kind, said] = Object.entries(origin)[0] ?? []
  return kind && isSaid(said) ? [`→ origin (${kind}): ${textOf(said.domainName)}${textOf(said.path)}`] : []
}
