/** CFF-09: what a CloudFront function receives, and what it returned, judged. */
import { base64Decode } from '../../base/text.ts'
import type { Stage } from '../../contract/edge.ts'
import type { HttpHeader, HttpRequest, HttpResponse } from '../../contract/http.ts'
import { queryPairs, STATUS_TEXTS } from '../../contract/http/request.ts'
import type { Content } from '../../contract/messages.ts'
import { grouped, hiddenFrom, isForbidden, titled, touched } from './headers.ts'
import { cookiesIn } from './key.ts'
import type { EventConfig } from './lambda-event.ts'
import type { Judged } from './lambda-judge.ts'

interface Value {
  readonly value: string
  readonly attributes?: string
  readonly multiValue?: readonly { readonly value: string; readonly attributes?: string }[]
}
interface Values {
  readonly [name: string]: Value
}

export function functionEvent(context: EventConfig, request: HttpRequest, response: HttpResponse | undefined): object {
  const { sourceIp, method, path, query } = request
  const { distributionDomainName, distributionId, eventType, requestId } = context
  return {
    version: '1.0', context: { distributionDomainName, distributionId, eventType, requestId }, viewer: { ip: sourceIp },
    request: { method, uri: path, querystring: valuesOf(queryPairs(query, false)), headers: headersOf(request.headers), cookies: valuesOf(cookiesIn(request)) },
    ...(response && { response: { statusCode: response.status, statusDescription: STATUS_TEXTS[response.status] ?? '', headers: headersOf(response.headers), cookies: setCookies(response.headers) } }),
  }
}

/** Cookies stand apart. */
function headersOf(headers: readonly HttpHeader[]): Values {
  const shown = grouped(headers, (name) => !isForbidden(name) && name !== 'cookie' && name !== 'set-cookie')
  return Object.fromEntries([...shown].map(([name, values]) => [name, many(values.map(([, value]) => ({ value })))]))
}

function valuesOf(pairs: readonly (readonly [name: string, value: string])[]): Values {
  const found = new Map<string, { value: string }[]>()
  for (const [name, value] of pairs) found.set(name, [...(found.get(name) ?? []), { value }])
  return Object.fromEntries([...found].map(([name, values]) => [name, many(values)]))
}

function setCookies(headers: readonly HttpHeader[]): Values {
  const found = new Map<string, { value: string; attributes?: string }[]>()
  for (const [header, text] of headers) {
    if (header.toLowerCase() !== 'set-cookie') continue
    const [pair = '', ...attributes] = text.split(';').map((one) => one.trim())
    const at = pair.indexOf('=')
    const name = at < 0 ? pair : pair.slice(0, at)
    found.set(name, [...(found.get(name) ?? []), { value: at < 0 ? '' : pair.slice(at + 1), ...(attributes.length > 0 && { attributes: attributes.join('; ') }) }])
  }
  return Object.fromEntries([...found].map(([name, values]) => [name, many(values)]))
}

const many = (values: readonly { readonly value: string; readonly attributes?: string }[]): Value => (values.length === 1 ? values[0]! : { ...values[0]!, multiValue: values })

interface Said {
  readonly [name: string]: unknown
}
const isRecord = (value: unknown): value is Said => typeof value === 'object' && value !== null && !Array.isArray(value)
const own = (value: Said, name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined)
const invalid = (why: string): Judged => ({ kind: 'invalid', why })

export function judgeFunction(answer: Content, stage: Stage, request: HttpRequest, response: HttpResponse | undefined): Judged {
  if (!isRecord(answer)) return invalid(`The function returned ${answer === undefined ? 'nothing' : answer === null ? 'null' : 'no object'}; return the request or a response.`)
  if (response) return judgeResponse(answer, response)
  return own(answer, 'statusCode') === undefined ? judgeRequest(answer, stage, request) : judgeGenerated(answer)
}

function judgeRequest(answer: Said, stage: Stage, before: HttpRequest): Judged {
  const uri = own(answer, 'uri')
  if (typeof uri !== 'string' || !uri.startsWith('/')) return invalid('The uri of the request does not begin with a slash. The function has to return event.request, not the event.')
  if (own(answer, 'method') !== undefined && own(answer, 'method') !== before.method) return invalid('The function changed the method, which is read-only.')
  const query = queryOf(own(answer, 'querystring'))
  if (query === undefined) return invalid('The querystring is neither a text nor an object of values.')
  if (/[\s#\u0000-\u001f\u007f]/.test(query) || /[\s\u0000-\u001f\u007f]/.test(uri)) return invalid('uri or querystring hold a space or a control character.')
  const headers = pairsIn(own(answer, 'headers'))
  if (typeof headers === 'string') return invalid(headers)
  const cookies = pairsIn(own(answer, 'cookies'), true)
  if (typeof cookies === 'string') return invalid(cookies)
  const list = cookies.length === 0 ? headers : [...headers, ['cookie', cookies.map(([name, value]) => `${name}=${value}`).join('; ')] as const]
  const wrong = touched(stage, before.headers, list)
  if (wrong !== undefined) return invalid(`The function changed the header ${titled(wrong)}, which is read-only in ${stage} events.`)
  return { kind: 'request', request: { ...before, path: uri, query, headers: [...list, ...hiddenFrom(before.headers)] } }
}

/** A text as it is; an object pair by pair. Modified multiValue beats value. */
function queryOf(said: unknown): string | undefined {
  if (said === undefined) return ''
  if (typeof said === 'string') return said.startsWith('?') ? said.slice(1) : said
  const pairs = pairsIn(said, true)
  return typeof pairs === 'string' ? undefined : pairs.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&')
}

function judgeGenerated(answer: Said): Judged {
  const response = responseIn(answer)
  return typeof response === 'string' ? invalid(response) : { kind: 'response', response }
}

/** Other than Lambda@Edge it may change the status. */
function judgeResponse(answer: Said, before: HttpResponse): Judged {
  if (own(answer, 'statusCode') === undefined) return invalid('The response has no statusCode. The function has to return event.response, not the event.')
  const response = responseIn(answer)
  if (typeof response === 'string') return invalid(response)
  const wrong = touched('viewer-response', before.headers, response.headers)
  if (wrong !== undefined) return invalid(`The function changed the header ${titled(wrong)}, which is read-only in viewer-response events.`)
  const body = own(answer, 'body') === undefined ? { ...(before.body !== undefined && { body: before.body }), ...(before.base64 && { base64: true }) } : { body: response.body ?? '', ...(response.base64 && { base64: true }) }
  return { kind: 'response', response: { status: response.status, headers: [...response.headers, ...hiddenFrom(before.headers)], ...body } }
}

function responseIn(answer: Said): HttpResponse | string {
  const status = own(answer, 'statusCode')
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599) return 'statusCode is no number from 200 to 599.'
  const headers = pairsIn(own(answer, 'headers'))
  if (typeof headers === 'string') return headers
  const cookies = cookieLines(own(answer, 'cookies'))
  if (typeof cookies === 'string') return cookies
  const body = bodyIn(own(answer, 'body'))
  return typeof body === 'string' ? body : { status, headers: [...headers, ...cookies], ...body }
}

function bodyIn(said: unknown): { readonly body: string; readonly base64?: true } | string {
  if (said === undefined) return { body: '' }
  if (typeof said === 'string') return { body: said }
  if (!isRecord(said)) return 'The body is neither a text nor { encoding, data }.'
  const data = own(said, 'data')
  const encoding = own(said, 'encoding')
  if (typeof data !== 'string' || (encoding !== 'text' && encoding !== 'base64')) return 'The body needs data, and an encoding of text or base64.'
  if (encoding === 'text') return { body: data }
  return base64Decode(data) === undefined ? 'The body is no base64, although its encoding says so.' : { body: data, base64: true }
}

/** `{ name: { value, multiValue? } }` as pairs; a text says what is wrong. */
function pairsIn(said: unknown, anyCase = false): HttpHeader[] | string {
  if (said === undefined) return []
  if (!isRecord(said)) return 'Headers, cookies and query strings are objects.'
  const pairs: HttpHeader[] = []
  for (const name of Object.keys(said)) {
    const one = said[name]
    if (!anyCase && name !== name.toLowerCase()) return `The header "${name}" is not written in lower case.`
    if (!anyCase && isForbidden(name)) return `The function set the header ${titled(name)}, which functions may not.`
    if (!isRecord(one)) return `"${name}" is no object with a value.`
    const multi = own(one, 'multiValue')
    for (const each of Array.isArray(multi) && multi.length > 0 ? (multi as unknown[]) : [one]) {
      const value = isRecord(each) ? own(each, 'value') : undefined
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return `"${name}" has no value.`
      pairs.push([name, String(value)])
    }
  }
  return pairs
}

function cookieLines(said: unknown): HttpHeader[] | string {
  if (said === undefined) return []
  if (!isRecord(said)) return 'cookies is no object.'
  const lines: HttpHeader[] = []
  for (const name of Object.keys(said)) {
    const one = said[name]
    if (!isRecord(one)) return `The cookie "${name}" is no object with a value.`
    const multi = own(one, 'multiValue')
    for (const each of Array.isArray(multi) && multi.length > 0 ? (multi as unknown[]) : [one]) {
      const value = isRecord(each) ? own(each, 'value') : undefined
      const attributes = isRecord(each) ? own(each, 'attributes') : undefined
      if (typeof value !== 'string') return `The cookie "${name}" has no value.`
      lines.push(['set-cookie', `${name}=${value}${typeof attributes === 'string' && attributes !== '' ? `; ${attributes}` : ''}`])
    }
  }
  return lines
}
