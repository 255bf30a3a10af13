/** What goes to the function behind a route, and to the authorizer (API-34, API-36). */
import { doorHeaders, type Door, eventV1, eventV2, contextV1, type Texts } from '../../contract/http/event.ts'
import { accountOf, apiId, resourceId, shortId, traceRoot } from '../../contract/http/ids.ts'
import { requestOf } from '../../contract/http/request.ts'
import { parsePath, variablesOf } from '../../contract/http/routes.ts'
import { type HttpRequest, headerOf } from '../../contract/http.ts'
import type { Content, MessageId } from '../../contract/messages.ts'
import type { WireEnd } from '../../contract/service.ts'
import type { AuthorizerConfig } from './config.ts'
import type { HttpNode, Route } from './state.ts'

export function doorOf(node: HttpNode, message: MessageId): Door {
  const id = apiId(node.name)
  return {
    apiId: id, accountId: accountOf(node.arn), domainName: `${id}.execute-api.${node.region}.amazonaws.com`, stage: node.config.stage,
    stageVariables: variablesIn(node), requestId: shortId(node.scenario.seed, node.messages.serial[message]!), trace: traceRoot(node, message), now: node.now,
  }
}

export const variablesIn = (node: HttpNode): Texts => Object.fromEntries(node.config.stageVariables.map(({ name, value }) => [name, value]))

export function integrationContent(node: HttpNode, message: MessageId, from: WireEnd, route: Route, authorizer: Content): Content {
  const request = requestOf(node.messages, message, from)
  const door = doorOf(node, message)
  if (route.wire.peer.role !== 'function') return { ...request, headers: doorHeaders(request, door.domainName, door.trace) }
  const pathParameters = parametersOf(route, request)
  if (route.config.payload === '2.0') return eventV2(request, door, route.key, { pathParameters, authorizer })
  const facts = { resource: resourceOf(route), resourceId: route.key, extendedRequestId: door.requestId, pathParameters, authorizer: flat(authorizer) }
  return { version: '1.0', ...eventV1(request, door, facts) }
}

const resourceOf = (route: Route): string => (route.key === '$default' ? '$default' : route.config.path)

const parametersOf = (route: Route, request: HttpRequest): Texts => (route.key === '$default' ? {} : variablesOf(parsePath(route.config.path), request.path))

/** Format 1.0 has the authorizer's context without the kind in between. */
function flat(authorizer: Content): Content {
  const said = authorizer as { readonly lambda?: object; readonly jwt?: { readonly claims: object; readonly scopes: unknown } } | undefined
  return said?.lambda ? { ...said.lambda } : said?.jwt ? { claims: said.jwt.claims, scopes: said.jwt.scopes } : authorizer
}

export function authorizerContent(node: HttpNode, message: MessageId, from: WireEnd, route: Route, config: AuthorizerConfig, identity: readonly string[]): Content {
  const request = requestOf(node.messages, message, from)
  const door = doorOf(node, message)
  const pathParameters = parametersOf(route, request)
  const arn = routeArn(node, route, request)
  if (config.payload === '2.0') {
    const { version, body: _, isBase64Encoded: __, ...event } = eventV2(request, door, route.key, { pathParameters })
    return { version, type: 'REQUEST', routeArn: arn, identitySource: identity.length > 0 ? [...identity] : null, ...event }
  }
  const facts = { resource: resourceOf(route), resourceId: resourceId(route.key), extendedRequestId: door.requestId, pathParameters }
  const { body: _, isBase64Encoded: __, requestContext: ___, ...event } = eventV1(request, door, facts)
  return {
    version: '1.0', type: 'REQUEST', methodArn: arn, identitySource: identity.join(','), authorizationToken: headerOf(request.headers, 'authorization') ?? '',
    ...event, requestContext: contextV1(request, door, facts),
  }
}

export const routeArn = (node: HttpNode, route: Route, request: HttpRequest): string =>
  `arn:aws:execute-api:${node.region}:${accountOf(node.arn)}:${apiId(node.name)}/${node.config.stage}/${route.key === '$default' ? '$default' : `${request.method}${request.path}`}`
