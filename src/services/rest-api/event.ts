/** What goes to the function behind a method and to the authorizer (API-12, API-15). */
import { base64Encode, utf8Encode } from '../../base/text.ts'
import { requestId } from '../../base/ids.ts'
import { contextV1, type Door, eventV1, type Identity, NOBODY, type ProxyContext, type ProxyEvent, type ResourceFacts, type Texts } from '../../contract/http/event.ts'
import { accountOf, apiId, resourceId, shortId, traceRoot } from '../../contract/http/ids.ts'
import { namesIn } from '../../contract/http/cors.ts'
import { all, byName, last, queryPairs } from '../../contract/http/request.ts'
import { variablesOf } from '../../contract/http/routes.ts'
import { type HttpHeader, type HttpRequest, headerOf } from '../../contract/http.ts'
import type { Content, MessageId } from '../../contract/messages.ts'
import type { RestKey } from './config.ts'
import type { RestNode, Route } from './state.ts'
import { stageOf } from './variables.ts'

/** What is known of who asks, once authorizer and key have passed. */
export interface Caller {
  readonly authorizer?: Content
  readonly key?: RestKey | undefined
  readonly iam?: true
}

export function doorOf(node: RestNode, message: MessageId): Door {
  const id = apiId(node.name)
  return {
    apiId: id, accountId: accountOf(node.arn), domainName: `${id}.execute-api.${node.region}.amazonaws.com`, stage: node.config.stage,
    stageVariables: variablesIn(node, inCanary(node, message)), requestId: requestId(node.scenario.seed, node.messages.serial[message]!), trace: traceRoot(node, message), now: node.now,
  }
}

export const inCanary = (node: RestNode, message: MessageId): boolean => node.state.routes[node.messages.y[message]!]?.canary === true
export const variablesIn = (node: RestNode, canary: boolean): Texts => Object.fromEntries(stageOf(node.config, canary).map(({ name, value }) => [name, value]))
export const pathParameters = (route: Route, request: HttpRequest): Texts => variablesOf(route.path, request.path)

export function factsOf(node: RestNode, message: MessageId, route: Route, request: HttpRequest, caller: Caller): ResourceFacts {
  return {
    resource: route.resource, resourceId: resourceId(route.resource), extendedRequestId: shortId(node.scenario.seed, node.messages.serial[message]!),
    pathParameters: pathParameters(route, request), authorizer: caller.authorizer, identity: identityIn(node, caller),
  }
}

function identityIn(node: RestNode, { key, iam }: Caller): Identity {
  const account = accountOf(node.arn)
  return {
    ...NOBODY, apiKey: key?.value ?? null, apiKeyId: key ? key.name : null,
    ...(iam && { accountId: account, accessKey: 'AKIAIOSFODNN7EXAMPLE', caller: 'AIDACKCEVSQ6C2EXAMPLE', user: 'AIDACKCEVSQ6C2EXAMPLE', userArn: `arn:aws:iam::${account}:user/caller`, principalOrgId: 'o-exampleorgid' }),
  }
}

/** API-07: bytes are Base64 where the type is among the binary ones; everything else is text. */
export const isBinary = (node: RestNode, type: string | undefined): boolean => {
  const types = namesIn(node.config.binaryMediaTypes)
  const said = type === undefined ? undefined : type.split(';')[0]!.trim().toLowerCase()
  return types.includes('*/*') || (said !== undefined && types.some((one) => one.toLowerCase() === said))
}

export function bodyAs(node: RestNode, request: HttpRequest): { readonly body: string | null; readonly isBase64Encoded: boolean } {
  const { body, base64 } = request
  if (body === undefined) return { body: null, isBase64Encoded: false }
  if (base64 || !isBinary(node, headerOf(request.headers, 'content-type'))) return { body, isBase64Encoded: base64 === true }
  return { body: base64Encode(utf8Encode(body)), isBase64Encoded: true }
}

/** An edge-optimized API stands behind a distribution, and hands on what that knows. */
export function edged(node: RestNode, request: HttpRequest): HttpRequest {
  if (node.config.endpointType !== 'EDGE') return request
  const own: HttpHeader[] = [
    ['CloudFront-Forwarded-Proto', 'https'], ['CloudFront-Is-Desktop-Viewer', 'true'], ['CloudFront-Is-Mobile-Viewer', 'false'], ['CloudFront-Is-SmartTV-Viewer', 'false'],
    ['CloudFront-Is-Tablet-Viewer', 'false'], ['CloudFront-Viewer-Country', request.country ?? 'US'], ['Via', `2.0 ${apiId(`${node.name} edge`)}.cloudfront.net (CloudFront)`],
  ]
  return { ...request, headers: [...request.headers, ...own] }
}

export const proxyEvent = (node: RestNode, message: MessageId, route: Route, request: HttpRequest, caller: Caller): ProxyEvent =>
  ({ ...eventV1(edged(node, request), doorOf(node, message), factsOf(node, message, route, request, caller)), ...bodyAs(node, request) })

export const methodArn = (node: RestNode, request: HttpRequest): string =>
  `arn:aws:execute-api:${node.region}:${accountOf(node.arn)}:${apiId(node.name)}/${node.config.stage}/${request.method}${request.path === '/' ? '/' : request.path}`

export const tokenEvent = (node: RestNode, request: HttpRequest, token: string) => ({ type: 'TOKEN', authorizationToken: token, methodArn: methodArn(node, request) })

export function requestEvent(node: RestNode, message: MessageId, route: Route, request: HttpRequest) {
  const door = doorOf(node, message)
  const facts = factsOf(node, message, route, request, {})
  const { headers, multiValueHeaders } = eventV1(edged(node, request), door, facts)
  const query = queryPairs(request.query)
  return {
    type: 'REQUEST', methodArn: methodArn(node, request), resource: route.resource, path: request.path, httpMethod: request.method, headers, multiValueHeaders,
    queryStringParameters: byName(query, last), multiValueQueryStringParameters: byName(query, all), pathParameters: pathParameters(route, request),
    stageVariables: variablesIn(node, route.canary), requestContext: contextV1(request, door, facts),
  }
}

/** `$context` of mapping templates. */
export function contextFor(node: RestNode, message: MessageId, route: Route, request: HttpRequest, caller: Caller): ProxyContext {
  return contextV1(request, doorOf(node, message), factsOf(node, message, route, request, caller))
}
