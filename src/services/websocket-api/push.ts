/** API-52: functions post to connections, look at them and close them, by id. */
import { iso } from '../../base/time.ts'
import { base64Decode, utf8Length } from '../../base/text.ts'
import { headerOf } from '../../contract/http.ts'
import { requestOf } from '../../contract/http/request.ts'
import type { MessageId } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import type { CallContent } from '../../contract/sdk.ts'
import type { WireEnd } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import { close, NOBODY } from './connections.ts'
import { connectionId } from './event.ts'
import { CLIENT_ERROR, type Connection, MESSAGES, OPENED, type SocketNode, UNITS } from './state.ts'

const LARGEST = 131_072
const GONE = { name: 'GoneException', message: 'Gone' }

export function called(node: SocketNode, message: MessageId, { operation, input }: CallContent): void {
  if (!admitted(node, message)) return
  const id = typeof input === 'object' && input !== null && Object.hasOwn(input, 'ConnectionId') ? String(input.ConnectionId) : undefined
  if (id === undefined || id === '') return node.answer(message, 400, reason('BadRequest'), { name: 'BadRequestException', message: 'Invalid connectionId: null' })
  const connection = find(node, id)
  if (!connection) return gone(node, message)
  switch (operation) {
    case 'GetConnection':
      return node.answer(message, 200, 0, { ConnectedAt: iso(connection.since), Identity: identityOf(connection), LastActiveAt: iso(connection.used) })
    case 'DeleteConnection':
      close(node, connection, 1_000, 'Connection Closed Normally')
      return node.answer(message, 200, 0, {})
    default: {
      const data = Object.hasOwn(input, 'Data') ? input.Data : ''
      const bytes = sizeOf(data)
      if (bytes > LARGEST) return tooLong(node, message)
      deliver(node, message, connection, bytes, data)
      return node.answer(message, 200, 0, {})
    }
  }
}

/** A function without code of its own has no id to post to: the connection that was used last stands for it. */
export function pushed(node: SocketNode, message: MessageId, from: WireEnd): void {
  if (!admitted(node, message)) return
  const { path } = requestOf(node.messages, message, from)
  const id = /\/@connections\/([^/]+)/.exec(path)?.[1]
  const connection = id === undefined ? latest(node) : find(node, decodeURIComponent(id))
  if (!connection) return gone(node, message)
  const bytes = node.messages.sizeBytes[message]!
  if (bytes > LARGEST) return tooLong(node, message)
  deliver(node, message, connection, bytes, node.messages.content[message])
  node.answer(message, 200)
}

function gone(node: SocketNode, message: MessageId): void {
  node.add(CLIENT_ERROR)
  node.note(K.refused, message, 410, reason('GoneException'))
  node.answer(message, 410, reason('GoneException'), GONE)
}

/** API-03: what is posted draws from the same bucket of the account as requests do. */
function admitted(node: SocketNode, message: MessageId): boolean {
  const { apiRate, apiBurst } = node.quotas
  if (node.state.account.take(node.now, apiRate, apiBurst)) return true
  node.add(CLIENT_ERROR)
  node.note(K.throttled, message, apiRate, reason('TooManyRequests'))
  node.answer(message, 429, reason('TooManyRequests'), { name: 'LimitExceededException', message: 'Too Many Requests' })
  return false
}

function tooLong(node: SocketNode, message: MessageId): void {
  node.answer(message, 413, reason('RequestTooLong'), { name: 'PayloadTooLargeException', message: 'Message too long' })
}

/** It goes down the wire of the client whose connection it is. Nobody hears that a client has vanished. */
function deliver(node: SocketNode, cause: MessageId, connection: Connection, bytes: number, data: unknown): void {
  const { messages } = node
  node.add(MESSAGES)
  node.add(UNITS, Math.max(1, Math.ceil(bytes / 32_768)))
  if (!connection.lost) connection.used = node.now
  const wire = node.incoming.find(({ index }) => index === connection.wire)!
  if (wire.peer.role !== 'client') return
  const frame = node.create(cause)
  messages.sizeBytes[frame] = bytes
  messages.content[frame] = data
  if (!connection.lost) return node.push(wire, frame)
  node.note(K.dropped, frame, 0, reason('ConnectionLost'))
  node.end(frame, O.dropped)
}

const find = (node: SocketNode, id: string): Connection | undefined =>
  node.state.connections.find((one) => one.status === OPENED && connectionId(node, one) === id)

const identityOf = ({ shook }: Connection) => {
  const { sourceIp, headers } = shook?.request ?? NOBODY
  return { SourceIp: sourceIp, UserAgent: headerOf(headers, 'user-agent') ?? '' }
}

function latest(node: SocketNode): Connection | undefined {
  let found: Connection | undefined
  for (const one of node.state.connections) if (one.status === OPENED && (!found || one.used > found.used)) found = one
  return found
}

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return utf8Length(data)
  const { $binary } = (typeof data === 'object' && data !== null ? data : {}) as { readonly $binary?: unknown }
  return typeof $binary === 'string' ? (base64Decode($binary)?.length ?? 0) : 0
}
