/** What functions behind a WebSocket API receive (API-51). */
import { logTime, unixMs } from '../../base/time.ts'
import { doorHeaders, type Texts } from '../../contract/http/event.ts'
import { accountOf, apiId, shortId, traceRoot } from '../../contract/http/ids.ts'
import { all, bodyText, byName, last, queryPairs } from '../../contract/http/request.ts'
import { type HttpRequest, headerOf } from '../../contract/http.ts'
import type { MessageId } from '../../contract/messages.ts'
import type { Connection, SocketNode } from './state.ts'

export interface SocketEvent {
  headers?: Texts
  multiValueHeaders?: { [name: string]: string[] }
  queryStringParameters?: Texts
  multiValueQueryStringParameters?: { [name: string]: string[] }
  stageVariables?: Texts
  requestContext: SocketContext
  body?: string
  isBase64Encoded: boolean
}
export interface SocketContext {
  routeKey: string
  disconnectStatusCode?: number
  messageId?: string
  eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT'
  extendedRequestId: string
  requestTime: string
  messageDirection: 'IN'
  disconnectReason?: string
  stage: string
  connectedAt: number
  requestTimeEpoch: number
  identity: { sourceIp: string; userAgent?: string }
  requestId: string
  domainName: string
  connectionId: string
  apiId: string
  authorizer?: { [name: string]: unknown }
}

export const connectionId = (node: SocketNode, { number }: Connection): string => shortId(node.scenario.seed, number, `connection ${node.id}`)
export const domainOf = (node: SocketNode): string => `${apiId(node.name)}.execute-api.${node.region}.amazonaws.com`

function contextOf(node: SocketNode, message: MessageId, connection: Connection, routeKey: string, eventType: SocketContext['eventType'], request: HttpRequest): SocketContext {
  const serial = node.messages.serial[message]!
  const id = shortId(node.scenario.seed, serial)
  const agent = headerOf(request.headers, 'user-agent')
  return {
    routeKey, ...(eventType === 'MESSAGE' && { messageId: shortId(node.scenario.seed, serial, 'frame') }), eventType, extendedRequestId: id, requestTime: logTime(node.now),
    messageDirection: 'IN', stage: node.config.stage, connectedAt: unixMs(connection.since), requestTimeEpoch: unixMs(node.now), identity: { ...(agent !== undefined && { userAgent: agent }), sourceIp: request.sourceIp },
    requestId: id, domainName: domainOf(node), connectionId: connectionId(node, connection), apiId: apiId(node.name),
  }
}

const variables = (node: SocketNode) => {
  const { stageVariables } = node.config
  return stageVariables.length > 0 ? { stageVariables: Object.fromEntries(stageVariables.map(({ name, value }): [string, string] => [name, value])) } : {}
}

/** The handshake is an HTTP request; only it has headers and a query. */
export function connectEvent(node: SocketNode, message: MessageId, connection: Connection, request: HttpRequest): SocketEvent {
  const own: [string, string][] = [['Sec-WebSocket-Extensions', 'permessage-deflate; client_max_window_bits'], ['Sec-WebSocket-Version', '13']]
  const headers = [...doorHeaders(request, domainOf(node), traceRoot(node, message)).filter(([name]) => !/^(content-|accept$)/i.test(name)), ...own]
  const query = queryPairs(request.query)
  return {
    headers: byName(headers, last), multiValueHeaders: byName(headers, all),
    ...(query.length > 0 && { queryStringParameters: byName(query, last), multiValueQueryStringParameters: byName(query, all) }),
    ...variables(node), requestContext: contextOf(node, message, connection, '$connect', 'CONNECT', request), isBase64Encoded: false,
  }
}

export function messageEvent(node: SocketNode, message: MessageId, connection: Connection, routeKey: string, request: HttpRequest): SocketEvent {
  return { ...variables(node), requestContext: contextOf(node, message, connection, routeKey, 'MESSAGE', request), body: bodyText(request), isBase64Encoded: false }
}

export function disconnectEvent(node: SocketNode, message: MessageId, connection: Connection, code: number, why: string, request: HttpRequest): SocketEvent {
  const headers: [string, string][] = [['Host', domainOf(node)], ['x-api-key', ''], ['X-Forwarded-For', ''], ['x-restapi', '']]
  return {
    headers: byName(headers, last), multiValueHeaders: byName(headers, all), ...variables(node),
    requestContext: { ...contextOf(node, message, connection, '$disconnect', 'DISCONNECT', request), disconnectStatusCode: code, disconnectReason: why }, isBase64Encoded: false,
  }
}

/** A REQUEST authorizer’s event: that of the handshake, and what is asked for. */
export function authorizerEvent(node: SocketNode, message: MessageId, connection: Connection, request: HttpRequest) {
  const { isBase64Encoded: _, ...event } = connectEvent(node, message, connection, request)
  return { type: 'REQUEST', methodArn: connectArn(node), ...event }
}
export const connectArn = (node: SocketNode): string => `arn:aws:execute-api:${node.region}:${accountOf(node.arn)}:${apiId(node.name)}/${node.config.stage}/$connect`
