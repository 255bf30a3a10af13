/** CORS: what a door adds when it is configured, and what a browser makes of it (SRC-08, API-33, FURL-04). */
import { flag, seconds, text } from '../config.ts'
import { type HttpHeader, type HttpRequest, type HttpResponse, headerOf } from '../http.ts'

const group = 'CORS'
/** Settings of a door that answers for CORS itself. Nothing set: it stays out of it. */
export const corsFields = (rule: string, aws: string) => ({
  corsOrigins: text('Allowed origins', { group, rule, aws, maxLength: 1_024, help: 'With commas between them, or *. Empty: the function has to send the headers itself.' }),
  corsMethods: text('Allowed methods', { group, rule, maxLength: 256, help: 'With commas, or *.' }),
  corsHeaders: text('Allowed headers', { group, rule, maxLength: 1_024, help: 'With commas, or *.' }),
  corsExpose: text('Exposed headers', { group, rule, maxLength: 1_024, help: 'What the page may read of the answer beside the usual.' }),
  corsMaxAgeSec: seconds('Preflight kept for', { default: 0, min: 0, max: 86_400, group, rule, help: 'How long browsers need not ask again.' }),
  corsCredentials: flag('Allow credentials', { group, rule }),
})
export interface CorsConfig {
  readonly corsOrigins: string
  readonly corsMethods: string
  readonly corsHeaders: string
  readonly corsExpose: string
  readonly corsMaxAgeSec: number
  readonly corsCredentials: boolean
}

export const namesIn = (text: string): string[] => text.split(',').map((one) => one.trim()).filter((one) => one !== '')
export const hasCors = (config: CorsConfig): boolean => config.corsOrigins.trim() !== ''

export const isPreflight = (request: HttpRequest): boolean =>
  request.method === 'OPTIONS' && headerOf(request.headers, 'origin') !== undefined && headerOf(request.headers, 'access-control-request-method') !== undefined

/** The door's own answer to a preflight; without the headers when the origin is not among the allowed. */
export function preflightAnswer(config: CorsConfig, request: HttpRequest): HttpResponse {
  const allowed = originAllowed(config, headerOf(request.headers, 'origin') ?? '')
  if (allowed === undefined) return { status: 204, headers: [] }
  const headers: HttpHeader[] = [['access-control-allow-origin', allowed]]
  if (config.corsMethods) headers.push(['access-control-allow-methods', namesIn(config.corsMethods).join(',')])
  if (config.corsHeaders) headers.push(['access-control-allow-headers', namesIn(config.corsHeaders).join(',')])
  if (config.corsMaxAgeSec > 0) headers.push(['access-control-max-age', String(config.corsMaxAgeSec)])
  if (config.corsCredentials) headers.push(['access-control-allow-credentials', 'true'])
  return { status: 204, headers }
}

/** The door's headers take the place of whatever the function sent under those names. */
export function withCors(config: CorsConfig, request: HttpRequest, response: HttpResponse): HttpResponse {
  const origin = headerOf(request.headers, 'origin')
  if (origin === undefined) return response
  const headers = response.headers.filter(([name]) => !name.toLowerCase().startsWith('access-control-'))
  const allowed = originAllowed(config, origin)
  if (allowed === undefined) return { ...response, headers }
  const own: HttpHeader[] = [['access-control-allow-origin', allowed]]
  if (config.corsExpose) own.push(['access-control-expose-headers', namesIn(config.corsExpose).join(',')])
  if (config.corsCredentials) own.push(['access-control-allow-credentials', 'true'])
  return { ...response, headers: [...headers, ...own] }
}

function originAllowed(config: CorsConfig, origin: string): string | undefined {
  const origins = namesIn(config.corsOrigins)
  if (origins.includes('*')) return '*'
  return origins.some((one) => one === origin || (one.endsWith('://*') && origin.startsWith(one.slice(0, -1)))) ? origin : undefined
}

/** Whether a browser asks first: another method than the simple ones, or a header of one's own. */
export function needsPreflight(request: HttpRequest): boolean {
  if (!['GET', 'HEAD', 'POST'].includes(request.method)) return true
  return ownHeaders(request).length > 0
}

const SAFE = new Set(['accept', 'accept-language', 'content-language', 'user-agent', 'content-length', 'origin', 'range'])
const PLAIN_TYPES = /^(text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)\b/i
const ownHeaders = ({ headers }: HttpRequest): string[] =>
  headers.filter(([name, value]) => !SAFE.has(name.toLowerCase()) && !(name.toLowerCase() === 'content-type' && PLAIN_TYPES.test(value))).map(([name]) => name.toLowerCase()).sort()

export function preflightFor(request: HttpRequest, origin: string): HttpRequest {
  const own = ownHeaders(request)
  const headers: HttpHeader[] = [['accept', '*/*'], ['access-control-request-method', request.method]]
  if (own.length > 0) headers.push(['access-control-request-headers', own.join(',')])
  headers.push(['origin', origin])
  const agent = headerOf(request.headers, 'user-agent')
  if (agent) headers.push(['user-agent', agent])
  return { method: 'OPTIONS', path: request.path, query: request.query, headers, sourceIp: request.sourceIp }
}

/** The browser's verdict on a preflight: any answer of 200 to 299 that names origin, method and headers. */
export function preflightPasses(request: HttpRequest, origin: string, answer: HttpResponse | undefined): boolean {
  if (!answer || answer.status < 200 || answer.status > 299 || !mayRead(origin, answer)) return false
  const methods = namesIn(headerOf(answer.headers, 'access-control-allow-methods') ?? '').map((one) => one.toUpperCase())
  const simple = ['GET', 'HEAD', 'POST'].includes(request.method)
  if (!simple && !methods.includes(request.method) && !methods.includes('*')) return false
  const allowed = namesIn(headerOf(answer.headers, 'access-control-allow-headers') ?? '').map((one) => one.toLowerCase())
  // The star does not stand for Authorization.
  return ownHeaders(request).every((name) => allowed.includes(name) || (allowed.includes('*') && name !== 'authorization'))
}

/** Whether the page may see the answer. */
export function mayRead(origin: string, answer: HttpResponse | undefined): boolean {
  const allowed = answer && headerOf(answer.headers, 'access-control-allow-origin')
  return allowed === '*' || allowed === origin
}

export const preflightKeptSec = (answer: HttpResponse): number => {
  const said = Number(headerOf(answer.headers, 'access-control-max-age') ?? 5)
  return Number.isFinite(said) && said > 0 ? said : 0
}
