/** What stands behind a method: a proxy, or mapping templates before and after (API-06, API-16). */
import { base64Encode, utf8Encode } from '../../base/text.ts'
import { bodyText, byName, last, queryPairs } from '../../contract/http/request.ts'
import { type Door, doorHeaders } from '../../contract/http/event.ts'
import type { HttpRequest, HttpResponse } from '../../contract/http.ts'
import type { Content, MessageId } from '../../contract/messages.ts'
import type { CallTarget, WireEnd } from '../../contract/service.ts'
import type { MethodConfig } from './config.ts'
import { type Caller, contextFor, isBinary, pathParameters, variablesIn } from './event.ts'
import { headersIn } from './gateway-responses.ts'
import type { RestNode, Route } from './state.ts'
import { fillMapping, type Scope } from './template.ts'

/** The operation that an integration means when it names none. */
const PLAIN: { readonly [role: string]: string } = { queue: 'SendMessage', fifo: 'SendMessage', topic: 'Publish', fifoTopic: 'Publish', bus: 'PutEvents', stream: 'PutRecord', table: 'Scan', bucket: 'ListObjectsV2' }

export const isService = ({ peer }: WireEnd): boolean => peer.role !== 'function' && peer.role !== 'http'

export function scopeOf(node: RestNode, message: MessageId, route: Route, request: HttpRequest, caller: Caller): Scope {
  return {
    body: bodyText(request), stageVariables: variablesIn(node, route.canary), context: { ...contextFor(node, message, route, request, caller) },
    params: { path: pathParameters(route, request), querystring: byName(queryPairs(request.query), last), header: byName(request.headers, last) },
  }
}

/** What a function gets without a proxy: the body, or what the template makes of it. */
export function customContent(config: MethodConfig, scope: Scope): Content {
  const text = config.requestTemplate === '' ? scope.body : fillMapping(config.requestTemplate, scope)
  return text === '' ? null : parse(text)
}

/** An action of another service, as its own API takes it. */
export function serviceCall(route: Route, scope: Scope): CallTarget {
  const { wire, config } = route
  const operation = config.action || PLAIN[wire.peer.role] || ''
  const text = config.requestTemplate === '' ? scope.body : fillMapping(config.requestTemplate, scope)
  const given = config.requestTemplate === '' ? plainInput(operation, wire, text) : parse(text)
  return { wire, drawn: true, action: operation, call: { operation, input: typeof given === 'object' && given !== null ? { ...resource(wire), ...given } : resource(wire) } }
}

function plainInput(operation: string, wire: WireEnd, text: string): Content {
  switch (operation) {
    case 'SendMessage': return { MessageBody: text, ...(wire.peer.role === 'fifo' && { MessageGroupId: 'default' }) }
    case 'Publish': return { Message: text, ...(wire.peer.role === 'fifoTopic' && { MessageGroupId: 'default' }) }
    case 'PutEvents': return { Entries: [{ Source: 'api', DetailType: 'request', Detail: text || '{}', EventBusName: wire.peer.name }] }
    case 'PutRecord': return { Data: { $binary: base64Encode(utf8Encode(text)) }, PartitionKey: 'api' }
    default: return parse(text)
  }
}

function resource({ peer }: WireEnd): object {
  switch (peer.role) {
    case 'queue': case 'fifo': {
      const [, , , region, account] = peer.arn.split(':')
      return { QueueUrl: `https://sqs.${region}.amazonaws.com/${account}/${peer.name}` }
    }
    case 'topic': case 'fifoTopic': return { TopicArn: peer.arn }
    case 'stream': return { StreamName: peer.name }
    case 'table': return { TableName: peer.name }
    case 'bucket': return { Bucket: peer.name }
    default: return {}
  }
}

/** API-16: of a function the error message is looked at, of a service the status. What no pattern fits is the plain response. */
export function mappedResponse(config: MethodConfig, output: Content, error: string | undefined, scope: Scope): HttpResponse {
  const rows = config.responses
  const row = (error === undefined ? undefined : rows.find(({ pattern }) => pattern !== '' && fits(pattern, error))) ?? rows.find(({ pattern }) => pattern === '')
  const body = output === undefined ? '' : JSON.stringify(output)
  const filled = row && row.template !== '' ? fillMapping(row.template, { ...scope, body }) : body
  return { status: row?.status ?? 200, headers: [['content-type', 'application/json'], ...headersIn(row?.headers ?? '')], body: filled }
}

/** Over the whole message, and a dot is any character but a line break, as in Java. */
function fits(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(text)
  } catch {
    return false
  }
}

/** API-07: Base64 becomes bytes where the type is a binary one; else it goes out as it is. */
export function withBinary(node: RestNode, request: HttpRequest | undefined, response: HttpResponse): HttpResponse {
  if (!response.base64) return response
  const accept = request?.headers.find(([name]) => name.toLowerCase() === 'accept')?.[1].split(',')[0]
  const type = response.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  if (isBinary(node, type) || isBinary(node, accept)) return response
  const { base64: _, ...text } = response
  return text
}

export const forwarded = (request: HttpRequest, door: Door): HttpRequest => ({ ...request, headers: doorHeaders(request, door.domainName, door.trace) })

function parse(text: string): Content {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
