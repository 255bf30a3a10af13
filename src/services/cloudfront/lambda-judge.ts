/** LAE-05 to LAE-08, LAE-11: what a Lambda function at the edge returned, judged as CloudFront does. */
import { base64Decode } from '../../base/text.ts'
import { isRequestStage, isViewerStage, type Stage } from '../../contract/edge.ts'
import type { HttpHeader, HttpRequest, HttpResponse } from '../../contract/http.ts'
import { bodyBytes } from '../../contract/http/request.ts'
import type { Content } from '../../contract/messages.ts'
import { hiddenFrom, isForbidden, titled, touched } from './headers.ts'

/** Where the request goes now, as the function wrote it. */
export interface Redirected {
  readonly domainName: string
  readonly path: string
  readonly customHeaders: readonly HttpHeader[]
  readonly readTimeout: number | undefined
}
export type Judged =
  | { readonly kind: 'request'; readonly request: HttpRequest; readonly origin?: Redirected | undefined }
  | { readonly kind: 'response'; readonly response: HttpResponse }
  | { readonly kind: 'invalid'; readonly why: string }

interface Said {
  readonly [name: string]: unknown
}
const isRecord = (value: unknown): value is Said => typeof value === 'object' && value !== null && !Array.isArray(value)
const own = (value: Said, name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined)
const invalid = (why: string): Judged => ({ kind: 'invalid', why })
const isInvalid = (one: object): one is { readonly kind: 'invalid'; readonly why: string } => 'kind' in one

const MOST_URL = 8_192
const MOST_GENERATED = { viewer: 40_960, origin: 1_048_576 }

export interface Before {
  readonly stage: Stage
  readonly request: HttpRequest
  readonly response: HttpResponse | undefined
  readonly includeBody: boolean
  /** Domain of the origin as it was. */
  readonly domain: string
}

/** Undefined is the model of a function, which says nothing: all stays as it is. */
export function judgeLambda(answer: Content, before: Before): Judged {
  if (answer === undefined) return before.response ? { kind: 'response', response: before.response } : { kind: 'request', request: before.request }
  if (!isRecord(answer)) return invalid(`The function returned ${answer === null ? 'null' : Array.isArray(answer) ? 'an array' : `a ${typeof answer}`}, and not an object.`)
  if (!isRequestStage(before.stage)) return own(answer, 'status') === undefined && own(answer, 'uri') !== undefined ? invalid('The function returned a request, where only a response may follow.') : judgeResponse(answer, before)
  return own(answer, 'status') === undefined && own(answer, 'uri') !== undefined ? judgeRequest(answer, before) : judgeGenerated(answer, before)
}

function judgeRequest(answer: Said, { stage, request, includeBody, domain }: Before): Judged {
  const uri = own(answer, 'uri')
  const query = own(answer, 'querystring') ?? ''
  if (typeof uri !== 'string' || !uri.startsWith('/')) return invalid('The uri of the request does not begin with a slash.')
  if (typeof query !== 'string') return invalid('The querystring of the request is no text.')
  if (/[\s#\u0000-\u001f\u007f]/.test(query)) return invalid('The querystring holds a space, a # or a control character.')
  if (/[\s\u0000-\u001f\u007f]/.test(uri)) return invalid('The uri holds a space or a control character.')
  if (uri.length + query.length >= MOST_URL) return invalid(`uri and querystring have ${uri.length + query.length} characters together; they must stay below 8,192.`)
  if (own(answer, 'method') !== undefined && own(answer, 'method') !== request.method) return invalid('The function changed the method, which is read-only.')
  if (own(answer, 'clientIp') !== undefined && own(answer, 'clientIp') !== request.sourceIp) return invalid('The function changed clientIp, which is read-only.')
  const headers = headersIn(own(answer, 'headers'))
  if (isInvalid(headers)) return headers
  const wrong = touched(stage, request.headers, headers.list)
  if (wrong !== undefined) return invalid(`The function changed the header ${titled(wrong)}, which is read-only in ${stage} events.`)
  if (stage === 'viewer-request' && headers.list.some(([name]) => name.toLowerCase() === 'cloudfront-viewer-country') && !request.headers.some(([name]) => name.toLowerCase() === 'cloudfront-viewer-country')) {
    return invalid('The function added CloudFront-Viewer-Country, which CloudFront adds after viewer-request.')
  }
  const body = bodyIn(own(answer, 'body'), stage, includeBody)
  if (body && isInvalid(body)) return body
  const origin = stage === 'origin-request' ? originIn(own(answer, 'origin'), domain) : undefined
  if (origin && isInvalid(origin)) return origin
  const { body: _, base64: __, ...rest } = request
  const carried = body ?? { ...(request.body !== undefined && { body: request.body }), ...(request.base64 && { base64: true }) }
  return { kind: 'request', request: { ...rest, ...carried, path: uri, query, headers: [...headers.list, ...hiddenFrom(request.headers)] }, origin }
}

/** Replaces the request's body, if the event had one and the function says so. */
function bodyIn(said: unknown, stage: Stage, includeBody: boolean): { readonly body: string; readonly base64?: true } | { readonly kind: 'invalid'; readonly why: string } | undefined {
  if (!isRecord(said) || own(said, 'action') !== 'replace') return undefined
  const bad = (why: string) => ({ kind: 'invalid', why }) as const
  if (!includeBody) return bad('The function replaced the body, but the wire does not include it.')
  const encoding = own(said, 'encoding') ?? 'text'
  const data = own(said, 'data')
  if (typeof data !== 'string' || (encoding !== 'text' && encoding !== 'base64')) return bad('The body that the function set has no data, or an encoding other than text and base64.')
  if (encoding === 'base64' && base64Decode(data) === undefined) return bad('The body that the function set is no base64.')
  const most = isViewerStage(stage) ? MOST_GENERATED.viewer : MOST_GENERATED.origin
  if (bodyBytes(data, encoding === 'base64') > most) return bad(`The body that the function set is larger than ${isViewerStage(stage) ? '40 KB' : '1 MB'}.`)
  return { body: data, ...(encoding === 'base64' && { base64: true as const }) }
}

function originIn(said: unknown, domain: string): Redirected | { readonly kind: 'invalid'; readonly why: string } | undefined {
  if (said === undefined) return undefined
  if (!isRecord(said)) return { kind: 'invalid', why: 'The origin is no object.' }
  const kinds = ['custom', 's3'].filter((one) => isRecord(own(said, one)))
  if (kinds.length !== 1) return { kind: 'invalid', why: kinds.length > 1 ? 'The request names two origins; it may have one.' : 'The origin is neither custom nor s3.' }
  const one = own(said, kinds[0]!) as Said
  const name = own(one, 'domainName') ?? domain
  const path = own(one, 'path') ?? ''
  const headers = headersIn(own(one, 'customHeaders'))
  if (typeof name !== 'string' || name === '') return { kind: 'invalid', why: 'The origin has no domainName.' }
  if (typeof path !== 'string' || (path !== '' && (!path.startsWith('/') || path.endsWith('/')))) return { kind: 'invalid', why: 'The path of the origin has to begin with a slash and may not end with one.' }
  if (isInvalid(headers)) return headers
  const readTimeout = own(one, 'readTimeout')
  return { domainName: name, path, customHeaders: headers.list, readTimeout: typeof readTimeout === 'number' ? readTimeout : undefined }
}

function judgeGenerated(answer: Said, { stage }: Before): Judged {
  const status = statusIn(answer)
  if (status === undefined) return invalid('The response has no status from 200 to 599.')
  const headers = headersIn(own(answer, 'headers'))
  if (isInvalid(headers)) return headers
  const body = responseBody(answer)
  if (body === undefined) return invalid('The body of the response is no text, or no base64 although bodyEncoding says so.')
  if (stage === 'viewer-request' && status === 204 && body.body !== '') return invalid('A response with status 204 has no body.')
  const viewer = isViewerStage(stage)
  const size = bodyBytes(body.body, body.base64) + headers.list.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0)
  if (size > (viewer ? MOST_GENERATED.viewer : MOST_GENERATED.origin)) return invalid(`The response has ${size.toLocaleString('en-US')} bytes; ${viewer ? '40 KB' : '1 MB'} is the most in ${stage} events.`)
  return { kind: 'response', response: { status, headers: headers.list, ...body } }
}

/** D-36: at viewer-response status and body stay. */
function judgeResponse(answer: Said, { stage, response: before }: Before): Judged {
  const status = statusIn(answer)
  if (status === undefined) return invalid('The response has no status from 200 to 599.')
  const headers = headersIn(own(answer, 'headers'))
  if (isInvalid(headers)) return headers
  const wrong = touched(stage, before!.headers, headers.list)
  if (wrong !== undefined) return invalid(`The function changed the header ${titled(wrong)}, which is read-only in ${stage} events.`)
  if (stage === 'viewer-response') {
    if (status !== before!.status) return invalid(`The function changed the status from ${before!.status} to ${status}; viewer-response may not.`)
    if (own(answer, 'body') !== undefined) return invalid('The function set a body; viewer-response may not.')
    return { kind: 'response', response: { ...before!, headers: [...headers.list, ...hiddenFrom(before!.headers)] } }
  }
  const { body: _, base64: __, ...kept } = before!
  const body = own(answer, 'body') === undefined ? { ...(before!.body !== undefined && { body: before!.body }), ...(before!.base64 && { base64: true as const }) } : responseBody(answer)
  if (body === undefined) return invalid('The body of the response is no text, or no base64 although bodyEncoding says so.')
  if (own(answer, 'body') !== undefined && bodyBytes(body.body, body.base64) > MOST_GENERATED.origin) return invalid('The body that the function set is larger than 1 MB.')
  return { kind: 'response', response: { ...kept, ...body, status, headers: [...headers.list, ...hiddenFrom(before!.headers)] } }
}

function statusIn(answer: Said): number | undefined {
  const said = own(answer, 'status')
  const status = typeof said === 'string' && /^\d{3}$/.test(said) ? Number(said) : said
  return typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599 ? status : undefined
}

function responseBody(answer: Said): { readonly body: string; readonly base64?: true } | undefined {
  const body = own(answer, 'body') ?? ''
  const encoding = own(answer, 'bodyEncoding') ?? 'text'
  if (typeof body !== 'string' || (encoding !== 'text' && encoding !== 'base64')) return undefined
  if (encoding === 'base64') return base64Decode(body) === undefined ? undefined : { body, base64: true }
  return { body }
}

function headersIn(said: unknown): { readonly list: HttpHeader[] } | { readonly kind: 'invalid'; readonly why: string } {
  const bad = (why: string) => ({ kind: 'invalid', why }) as const
  if (said === undefined || said === null) return { list: [] }
  if (!isRecord(said)) return bad('headers is no object.')
  const list: HttpHeader[] = []
  for (const name of Object.keys(said)) {
    const values = said[name]
    if (name !== name.toLowerCase()) return bad(`The header "${name}" is not written in lower case.`)
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name)) return bad(`"${name.slice(0, 60)}" is no name of a header.`)
    if (isForbidden(name)) return bad(`The function set the header ${titled(name)}, which functions may not.`)
    if (!Array.isArray(values)) return bad(`The value of "${name}" is no list of objects with key and value.`)
    for (const one of values as unknown[]) {
      if (!isRecord(one)) return bad(`A value of "${name}" is no object with key and value.`)
      const value = own(one, 'value')
      const key = own(one, 'key') ?? titled(name)
      if (typeof value !== 'string' && typeof value !== 'number') return bad(`A value of "${name}" is no text.`)
      if (typeof key !== 'string' || key.toLowerCase() !== name) return bad(`The key "${String(key).slice(0, 60)}" is not "${name}" in other letters.`)
      list.push([key, String(value)])
    }
  }
  return { list }
}
