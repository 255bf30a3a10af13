/** The events of proxy integrations, formats 1.0 and 2.0, in AWS's keys and order (API-15, API-36, FURL-03). */
import { base64Encode, utf8Encode } from '../../base/text.ts'
import { logTime, unixMs } from '../../base/time.ts'
import type { Micros } from '../../base/units.ts'
import { type HttpHeader, type HttpRequest, headerOf } from '../http.ts'
import type { Content } from '../messages.ts'
import { all, byName, commas, isTextType, last, lowerNames, queryPairs } from './request.ts'

/** What the door knows beside the request. */
export interface Door {
  readonly apiId: string
  readonly accountId: string
  readonly domainName: string
  readonly stage: string
  readonly stageVariables?: { readonly [name: string]: string } | undefined
  readonly requestId: string
  readonly trace: string
  readonly now: Micros
}
export interface Texts {
  [name: string]: string
}

/** What a door puts in front: who asked, by which way. */
export function doorHeaders(request: HttpRequest, domainName: string, trace: string, port = '443'): HttpHeader[] {
  const had = headerOf(request.headers, 'x-forwarded-for')
  const own: HttpHeader[] = [
    ['Host', domainName], ['X-Amzn-Trace-Id', trace], ['X-Forwarded-For', had ? `${had}, ${request.sourceIp}` : request.sourceIp],
    ['X-Forwarded-Port', port], ['X-Forwarded-Proto', port === '443' ? 'https' : 'http'],
  ]
  const names = new Set(own.map(([name]) => name.toLowerCase()))
  return [...request.headers.filter(([name]) => !names.has(name.toLowerCase())), ...own]
}

/** Bytes that are no text travel as Base64. */
export function bodyOf({ body, base64, headers }: HttpRequest): { readonly body: string | undefined; readonly isBase64Encoded: boolean } {
  if (body === undefined || base64 === true) return { body, isBase64Encoded: body !== undefined }
  if (isTextType(headerOf(headers, 'content-type')) && headerOf(headers, 'content-encoding') === undefined) return { body, isBase64Encoded: false }
  return { body: base64Encode(utf8Encode(body)), isBase64Encoded: true }
}

const sorted = (texts: Texts): Texts => Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)))

export interface EventV2 {
  version: string
  routeKey: string
  rawPath: string
  rawQueryString: string
  cookies?: string[]
  headers: Texts
  queryStringParameters?: Texts
  requestContext: ContextV2
  pathParameters?: Texts
  body?: string
  isBase64Encoded: boolean
  stageVariables?: Texts
}
export interface ContextV2 {
  accountId: string
  apiId: string
  authentication?: null
  authorizer?: Content
  domainName: string
  domainPrefix: string
  http: { method: string; path: string; protocol: string; sourceIp: string; userAgent: string }
  requestId: string
  routeKey: string
  stage: string
  time: string
  timeEpoch: number
}

export function eventV2(request: HttpRequest, door: Door, routeKey: string, more: { readonly pathParameters?: Texts; readonly authorizer?: Content; readonly authentication?: null } = {}): EventV2 {
  const { pathParameters, authorizer } = more
  const rawPath = door.stage === '$default' ? request.path : `/${door.stage}${request.path}`
  const headers = lowerNames(doorHeaders(request, door.domainName, door.trace))
  const cookies = headers.filter(([name]) => name === 'cookie').flatMap(([, value]) => value.split(/;\s*/))
  const query = queryPairs(request.query)
  const { body, isBase64Encoded } = bodyOf(request)
  return {
    version: '2.0', routeKey, rawPath, rawQueryString: request.query,
    ...(cookies.length > 0 && { cookies }),
    headers: sorted(byName(headers.filter(([name]) => name !== 'cookie'), commas)),
    ...(query.length > 0 && { queryStringParameters: byName(query, commas) }),
    requestContext: {
      accountId: door.accountId, apiId: door.apiId,
      ...(more.authentication === null && { authentication: null }),
      ...(authorizer !== undefined && { authorizer }),
      domainName: door.domainName, domainPrefix: door.apiId,
      http: { method: request.method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: request.sourceIp, userAgent: headerOf(request.headers, 'user-agent') ?? '' },
      requestId: door.requestId, routeKey, stage: door.stage, time: logTime(door.now), timeEpoch: unixMs(door.now),
    },
    ...(pathParameters && Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...(body !== undefined && { body }),
    isBase64Encoded,
    ...(hasAny(door.stageVariables) && { stageVariables: { ...door.stageVariables } }),
  }
}

export interface ProxyEvent {
  resource: string
  path: string
  httpMethod: string
  headers: Texts
  multiValueHeaders: { [name: string]: string[] }
  queryStringParameters: Texts | null
  multiValueQueryStringParameters: { [name: string]: string[] } | null
  requestContext: ProxyContext
  pathParameters: Texts | null
  stageVariables: Texts | null
  body: string | null
  isBase64Encoded: boolean
}
export interface ProxyContext {
  resourceId: string
  authorizer?: Content
  resourcePath: string
  httpMethod: string
  extendedRequestId: string
  requestTime: string
  path: string
  accountId: string
  protocol: string
  stage: string
  domainPrefix: string
  requestTimeEpoch: number
  requestId: string
  identity: Identity
  domainName: string
  apiId: string
}
export interface Identity {
  readonly [name: string]: string | null
}

export const NOBODY: Identity = {
  cognitoIdentityPoolId: null, accountId: null, cognitoIdentityId: null, caller: null, sourceIp: null, principalOrgId: null, accessKey: null,
  cognitoAuthenticationType: null, cognitoAuthenticationProvider: null, userArn: null, userAgent: null, user: null,
}

export interface ResourceFacts {
  readonly resource: string
  readonly resourceId: string
  readonly extendedRequestId: string
  readonly pathParameters?: Texts
  readonly authorizer?: Content
  readonly identity?: Identity
}

export function eventV1(request: HttpRequest, door: Door, facts: ResourceFacts): ProxyEvent {
  const headers = doorHeaders(request, door.domainName, door.trace)
  const query = queryPairs(request.query)
  const { body, isBase64Encoded } = bodyOf(request)
  return {
    resource: facts.resource, path: request.path, httpMethod: request.method,
    headers: sorted(byName(headers, last)), multiValueHeaders: byName(headers, all),
    queryStringParameters: query.length > 0 ? byName(query, last) : null,
    multiValueQueryStringParameters: query.length > 0 ? byName(query, all) : null,
    requestContext: contextV1(request, door, facts),
    pathParameters: hasAny(facts.pathParameters) ? { ...facts.pathParameters } : null,
    stageVariables: hasAny(door.stageVariables) ? { ...door.stageVariables } : null,
    body: body ?? null, isBase64Encoded,
  }
}

export function contextV1(request: HttpRequest, door: Door, facts: ResourceFacts): ProxyContext {
  return {
    resourceId: facts.resourceId,
    ...(facts.authorizer !== undefined && { authorizer: facts.authorizer }),
    resourcePath: facts.resource, httpMethod: request.method, extendedRequestId: facts.extendedRequestId, requestTime: logTime(door.now),
    path: door.stage === '$default' ? request.path : `/${door.stage}${request.path}`, accountId: door.accountId, protocol: 'HTTP/1.1',
    stage: door.stage, domainPrefix: door.apiId, requestTimeEpoch: unixMs(door.now), requestId: door.requestId,
    identity: { ...NOBODY, ...facts.identity, sourceIp: request.sourceIp, userAgent: headerOf(request.headers, 'user-agent') ?? null },
    domainName: door.domainName, apiId: door.apiId,
  }
}

const hasAny = (texts: object | undefined): boolean => texts !== undefined && Object.keys(texts).length > 0
