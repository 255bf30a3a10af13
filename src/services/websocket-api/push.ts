/** API-52: functions post to connections, look at them and close them, by id. */
import { iso } from '../../base/time.ts'
import { base64Decode, utf8Length } from '../../base/text.ts'
import { requestOf } from '../../contract/http/request.ts'
import type { MessageId } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import type { CallContent } from '../../contract/sdk.ts'
import type { WireEnd } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { close } from './connections.ts'
import { connectionId } from './event.ts'
import { CLIENT_ERROR, type Connection, MESSAGES, OPENED, type SocketNode, UNITS } from './state.ts'

const LARGEST = 131_072
const GONE = { name: 'GoneException', message: 'Gone' }

export function called(node: SocketNode, message: MessageId, { operation, input }: CallContent): void {
  const id = typeof input === 'object' && input !== null && Object.hasOwn(input, 'ConnectionId') ? String(input.ConnectionId) : undefined
  if (id === undefined || id === '') return node.answer(message, 400, reason('BadRequest'), { name: 'BadRequestException', message: 'Invalid connectionId: null' })
  const connection = find(node, id)
  if (!connection) return gone(node, message)
  switch (operation) {
    case 'GetConnection':
      return node.answer(message, 200, 0, { ConnectedAt: iso(connection.since), Identity: { SourceIp: '203.0.113.9', UserAgent: 'Mozilla/5.0' }, LastActiveAt: iso(connection.used) })
    case 'DeleteConnection':
      close(node, connection, 1_000, 'Connection Closed Normally')
      return node.answer(message, 200, 0, {})
    default: {
      const bytes = sizeOf(Object.hasOwn(input, 'Data') ? input.Data : '')
      if (bytes > LARGEST) return node.answer(message, 413, reason('RequestTooLong'), { name: 'PayloadTooLargeException', message: 'Message too long' })
      deliver(node, connection, bytes)
      return node.answer(message, 200, 0, {})
    }
  }
}

/** A function without code of its own has no id to post to: the connection that was used last stands for it. */
export function pushed(node: SocketNode, message: MessageId, from: WireEnd): void {
  const { path } = requestOf(node.messages, message, from)
  const id = /\/@connections\/([^/]+)/.exec(path)?.[1]
  const connection = id === undefined ? latest(node) : find(node, decodeURIComponent(id))
  if (!connection) return gone(node, message)
  deliver(node, connection, node.messages.sizeBytes[message]!)
  node.answer(message, 200)
}

function gone(node: SocketNode, message: MessageId): void {
  node.add(CLIENT_ERROR)
  node.note(K.refused, message, 410, reason('GoneException'))
  node.answer(message, 410, reason('GoneException'), GONE)
}

function deliver(node: SocketNode, connection: Connection, bytes: number): void {
  connection.used = node.now
  node.add(MESSAGES)
  node.add(UNITS, Math.max(1, Math.ceil(bytes / 32_768)))
}

const find = (node: SocketNode, id: string): Connection | undefined =>
  node.state.connections.find((one) => one.status === OPENED && connectionId(node, one) === id)

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
