/** CF-11: the bucket as the origin of a distribution, which reads it over HTTP. */
import { md5 } from '../../base/md5.ts'
import { utf8Encode, utf8Length } from '../../base/text.ts'
import { httpDate } from '../../base/time.ts'
import { bodyText, decode, isHttpRequest } from '../../contract/http/request.ts'
import { headerOf, type HttpRequest, type HttpResponse } from '../../contract/http.ts'
import { contentText, type MessageId } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { textIn } from '../../contract/sdk.ts'
import type { WireEnd } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { isTooFast, read, remove, write } from './operations.ts'
import { type BucketNode, C4 } from './state.ts'
import type { Version } from './store.ts'
import { typeOf } from './types.ts'

interface OriginWire {
  readonly access?: string
  readonly permission?: boolean
  readonly listBucket?: boolean
  readonly anyKey?: boolean
}

export function asked(node: BucketNode, message: MessageId, wire: WireEnd): void {
  const request = node.messages.content[message]
  if (!isHttpRequest(request)) return node.answer(message, 400, reason('InvalidParameter'))
  const { access, permission, listBucket, anyKey } = wire.config as OriginWire
  const key = decode(request.path.slice(1).replaceAll('+', '%2B'))
  if (access !== 'oac' || permission === false) return refuse(node, message, 403, 'AccessDenied', 'Access Denied')
  if (isTooFast(node, key, request.method === 'PUT' || request.method === 'DELETE')) return refuse(node, message, 503, 'SlowDown', 'Please reduce your request rate.')
  if (request.method === 'PUT') return put(node, message, key, request)
  if (request.method === 'DELETE') {
    remove(node, key, undefined, message)
    return answer(node, message, { status: 204, headers: [] })
  }
  const found = read(node, message, key)
  if (found) return answer(node, message, unchanged(request, found) ?? objectOf(found, request.method))
  if (anyKey !== false) return answer(node, message, standIn(node, key, request))
  if (listBucket === true) return refuse(node, message, 404, 'NoSuchKey', 'The specified key does not exist.', key)
  refuse(node, message, 403, 'AccessDenied', 'Access Denied')
}

function put(node: BucketNode, message: MessageId, key: string, request: HttpRequest): void {
  const type = headerOf(request.headers, 'content-type')
  const version = write(node, { key, body: bodyText(request), size: node.messages.sizeBytes[message]!, ...(type !== undefined && { contentType: type }) }, message)
  answer(node, message, { status: 200, headers: [['etag', `"${version.etag}"`]], body: '' })
}

function objectOf(found: Version, method: string): HttpResponse {
  const binary = textIn(found.body, '$binary')
  const headers = headersOf(found)
  if (method === 'HEAD') return { status: 200, headers }
  return binary === undefined ? { status: 200, headers, body: contentText(found.body) } : { status: 200, headers, body: binary, base64: true }
}

const headersOf = ({ at, etag, contentType, cacheControl, size }: Version): [string, string][] => [
  ['server', 'AmazonS3'], ['last-modified', httpDate(at)], ['etag', `"${etag}"`], ['content-type', contentType], ['content-length', String(size)],
  ...(cacheControl ? [['cache-control', cacheControl] as [string, string]] : []),
]

function unchanged(request: HttpRequest, found: Version): HttpResponse | undefined {
  const etag = headerOf(request.headers, 'if-none-match')
  const since = headerOf(request.headers, 'if-modified-since')
  const same = etag === undefined ? since === httpDate(found.at) : etag.replace(/^W\//, '') === `"${found.etag}"`
  return same ? { status: 304, headers: headersOf(found).filter(([name]) => name !== 'content-length' && name !== 'content-type') } : undefined
}

/** An object that nobody put there: the wire says that any key is. */
function standIn(node: BucketNode, key: string, request: HttpRequest): HttpResponse {
  const body = `${key || '/'} of ${node.name}`
  const etag = `"${md5(utf8Encode(body))}"`
  if (headerOf(request.headers, 'if-none-match')?.replace(/^W\//, '') === etag) return { status: 304, headers: [['server', 'AmazonS3'], ['etag', etag]] }
  const size = node.config.objectBytes || utf8Length(body)
  const headers: [string, string][] = [['server', 'AmazonS3'], ['last-modified', httpDate(0)], ['etag', etag], ['content-type', typeOf(key)], ['content-length', String(size)]]
  return request.method === 'HEAD' ? { status: 200, headers } : { status: 200, headers, body }
}

function refuse(node: BucketNode, message: MessageId, status: number, code: string, words: string, key?: string): void {
  node.add(C4)
  node.note(K.refused, message, status, reason(code === 'NoSuchKey' ? 'NoSuchKey' : code === 'SlowDown' ? 'SlowDown' : 'AccessDeniedException'))
  answer(node, message, { status, headers: [['server', 'AmazonS3'], ['content-type', 'application/xml']], body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${words}</Message>${key === undefined ? '' : `<Key>${key.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</Key>`}</Error>` })
}

const answer = (node: BucketNode, message: MessageId, response: HttpResponse): void => node.answer(message, response.status, 0, response)
