/** API-04, API-14: what the API says when it answers itself, and what its owner makes of that. */
import type { HttpHeader, HttpResponse } from '../../contract/http.ts'
import type { ReasonCode } from '../../contract/reasons.ts'
import type { ResponseType, RestConfig } from './config.ts'

interface Standard {
  readonly status: number
  readonly message: string | null
  readonly why: ReasonCode
  /** Two of them write it large. */
  readonly large?: true
}
export const STANDARD = {
  MISSING_AUTHENTICATION_TOKEN: { status: 403, message: 'Missing Authentication Token', why: 'MissingAuthentication' },
  REQUEST_TOO_LARGE: { status: 413, message: 'Request Too Long', why: 'RequestTooLong' },
  THROTTLED: { status: 429, message: 'Too Many Requests', why: 'TooManyRequests' },
  QUOTA_EXCEEDED: { status: 429, message: 'Limit Exceeded', why: 'LimitExceeded' },
  UNAUTHORIZED: { status: 401, message: 'Unauthorized', why: 'Unauthorized' },
  ACCESS_DENIED: { status: 403, message: 'User is not authorized to access this resource', why: 'Forbidden', large: true },
  AUTHORIZER_FAILURE: { status: 500, message: null, why: 'InternalServerError' },
  AUTHORIZER_CONFIGURATION_ERROR: { status: 500, message: null, why: 'InternalServerError' },
  INVALID_API_KEY: { status: 403, message: 'Forbidden', why: 'Forbidden' },
  BAD_REQUEST_BODY: { status: 400, message: 'Invalid request body', why: 'BadRequest' },
  BAD_REQUEST_PARAMETERS: { status: 400, message: 'Missing required request parameters', why: 'BadRequest' },
  INTEGRATION_FAILURE: { status: 500, message: 'Internal server error', why: 'InternalServerError' },
  INTEGRATION_TIMEOUT: { status: 504, message: 'Endpoint request timed out', why: 'GatewayTimeout' },
} as const satisfies { readonly [T in ResponseType]?: Standard }
export type GatewayCase = keyof typeof STANDARD

/** `INTEGRATION_FAILURE` has its documented 504 only once it was changed; until then such a request is 500. */
export function gatewayResponse(config: RestConfig, type: GatewayCase, said?: string, requestId = ''): HttpResponse {
  const standard: Standard = STANDARD[type]
  const message = said ?? standard.message
  const own = config.gatewayResponses.find((one) => one.type === type) ?? config.gatewayResponses.find((one) => one.type === (standard.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'))
  const key = standard.large ? 'Message' : 'message'
  if (!own) return { status: standard.status, headers: [['content-type', 'application/json'], ['x-amzn-errortype', errorType(standard.status)]], body: JSON.stringify({ [key]: message }) }
  const status = own.status ?? (own.type === 'INTEGRATION_FAILURE' ? 504 : standard.status)
  const body = own.body.replaceAll('$context.error.messageString', JSON.stringify(message)).replaceAll('$context.error.message', message ?? 'null').replaceAll('$context.error.responseType', type).replaceAll('$context.requestId', requestId)
  return { status, headers: [['content-type', 'application/json'], ...headersIn(own.headers)], body }
}

const errorType = (status: number): string =>
  status === 403 ? 'ForbiddenException' : status === 429 ? 'TooManyRequestsException' : status === 401 ? 'UnauthorizedException' : status === 400 ? 'BadRequestException' : status === 413 ? 'RequestTooLargeException' : 'InternalServerErrorException'

/** `Name: value`, one a line or with semicolons. */
export const headersIn = (text: string): HttpHeader[] =>
  text.split(/[\n;]/).flatMap((line): HttpHeader[] => {
    const at = line.indexOf(':')
    return at < 1 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim().replace(/^'(.*)'$/, '$1')]]
  })
