/** LAE-10: what a Lambda function at the edge receives. */
import { base64Encode, utf8Encode } from '../../base/text.ts'
import type { HttpHeader, HttpRequest, HttpResponse } from '../../contract/http.ts'
import { STATUS_TEXTS } from '../../contract/http/request.ts'
import type { Stage } from '../../contract/edge.ts'
import { grouped, titled } from './headers.ts'
import type { Origin } from './rules.ts'

export interface LambdaHeaders {
  [name: string]: { key?: string; value: string }[]
}
export interface EventConfig {
  readonly distributionDomainName: string
  readonly distributionId: string
  readonly eventType: Stage
  readonly requestId: string
}

/** Longer bodies are cut. */
const MOST_BODY: { readonly [stage: string]: number } = { 'viewer-request': 40_960, 'origin-request': 1_048_576 }

interface LambdaRequest {
  readonly clientIp: string
  readonly headers: LambdaHeaders
  readonly method: string
  readonly querystring: string
  readonly uri: string
  readonly body?: { readonly inputTruncated: boolean; readonly action: 'read-only'; readonly encoding: 'base64'; readonly data: string }
  readonly origin?: OriginValue
}
interface LambdaResponse {
  readonly status: string
  readonly statusDescription: string
  readonly headers: LambdaHeaders
}
/** With a response at the two response stages. */
export interface LambdaEvent<R = LambdaResponse | undefined> {
  Records: { cf: { readonly config: EventConfig; readonly request: LambdaRequest; readonly response: R } }[]
}

interface Told {
  readonly config: EventConfig
  readonly request: HttpRequest
  readonly response?: HttpResponse | undefined
  /** Only at the two origin stages. */
  readonly origin?: OriginValue | undefined
  readonly includeBody: boolean
}

export function lambdaEvent({ config, request, response, origin, includeBody }: Told): LambdaEvent {
  const { sourceIp, headers, method, query, path } = request
  return {
    Records: [{
      cf: {
        config,
        request: {
          clientIp: sourceIp, headers: lambdaHeaders(headers), method, querystring: query, uri: path,
          ...(includeBody && { body: bodyOf(request, MOST_BODY[config.eventType] ?? 0) }),
          ...(origin && { origin }),
        },
        ...(response && { response: lambdaResponse(response) }),
      } as LambdaEvent['Records'][number]['cf'],
    }],
  }
}

function lambdaHeaders(headers: readonly HttpHeader[]): LambdaHeaders {
  return Object.fromEntries([...grouped(headers)].map(([name, values]) => [name, values.map(([key, value]) => ({ key: titled(key), value }))]))
}

/** The function never sees the origin's body. */
const lambdaResponse = ({ status, headers }: HttpResponse): LambdaResponse => ({ status: String(status), statusDescription: STATUS_TEXTS[status] ?? '', headers: lambdaHeaders(headers) })

function bodyOf({ body = '', base64 }: HttpRequest, most: number): NonNullable<LambdaRequest['body']> {
  const data = base64 ? body : base64Encode(utf8Encode(body))
  // Four characters for three bytes.
  const room = Math.ceil(most / 3) * 4
  const cut = data.length > room
  return { inputTruncated: cut, action: 'read-only', encoding: 'base64', data: cut ? data.slice(0, room) : data }
}

export type OriginValue = { readonly custom: CustomOrigin; readonly s3?: never } | { readonly s3: S3Origin; readonly custom?: never }
export interface CustomOrigin {
  readonly customHeaders: LambdaHeaders
  readonly domainName: string
  readonly keepaliveTimeout: number
  readonly path: string
  readonly port: number
  readonly protocol: 'https'
  readonly readTimeout: number
  readonly sslProtocols: string[]
}
export interface S3Origin {
  /** `none` with access control, which is no identity. AWS's types have no region then; its events do. */
  readonly authMethod: 'origin-access-identity'
  readonly customHeaders: LambdaHeaders
  readonly domainName: string
  readonly path: string
  readonly region: string
}

export function originValue({ bucket, domain, config }: Origin): OriginValue {
  const customHeaders = lambdaHeaders(config.headers.filter(({ name }) => name !== '').map(({ name, value }) => [name, value]))
  if (bucket) return { s3: { authMethod: 'none' as never, customHeaders, domainName: domain, path: config.path, region: 'us-east-1' } }
  return { custom: { customHeaders, domainName: domain, keepaliveTimeout: config.keepaliveSec, path: config.path, port: 443, protocol: 'https', readTimeout: config.responseSec, sslProtocols: ['TLSv1.2'] } }
}
