/** `fetch` in handler code: a request to whatever speaks HTTP in the drawing, found by the host of its address. */
import type { HttpHeader, HttpResponse } from '../http.ts'
import { type MessageId, type Messages, WAY_CALL } from '../messages.ts'
import { type CallContent, type SdkFace, textIn } from '../sdk.ts'
import { makeRequest } from './request.ts'

const ADDRESS = /^https?:\/\/([^/?#:]+)(?::\d+)?([^#]*)/i

/** `hostOf` is the host that AWS gives it. Its own name as the first word of a host will do, too. */
export const fetchFace = (hostOf: (name: string, arn: string) => string): SdkFace => ({
  client: 'HTTP',
  operations: { fetch: '' },
  resource: (_, input) => textIn(input, 'url') ?? '',
  isMeant: (said, name, arn) => {
    const host = ADDRESS.exec(said)?.[1]?.toLowerCase()
    return host !== undefined && (host === hostOf(name, arn).toLowerCase() || host.split('.')[0] === name.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-'))
  },
  missing: (said) => ({ name: 'ENOTFOUND', status: 404, message: `getaddrinfo ENOTFOUND ${(ADDRESS.exec(said)?.[1] ?? said).slice(0, 200)}` }),
})

/** The call becomes a request like any other; the answer goes back as `answerTo` says. */
export function readFetch(messages: Messages, message: MessageId, { input }: CallContent): void {
  const headers: HttpHeader[] = []
  const said: unknown = typeof input === 'object' && input !== null && Object.hasOwn(input, 'headers') ? input.headers : undefined
  if (typeof said === 'object' && said !== null) for (const name of Object.keys(said)) headers.push([name, String((said as { readonly [name: string]: unknown })[name])])
  const target = ADDRESS.exec(textIn(input, 'url') ?? '')?.[2] || '/'
  const binary = typeof input === 'object' && input !== null && Object.hasOwn(input, 'body') ? (input.body as { readonly $binary?: unknown } | null) : null
  const bytes = typeof binary === 'object' && binary !== null && typeof binary.$binary === 'string' ? binary.$binary : undefined
  const request = makeRequest((textIn(input, 'method') ?? 'GET').toUpperCase(), target, headers, bytes ?? textIn(input, 'body') ?? '', { sourceIp: '198.51.100.7', userAgent: 'node' })
  messages.content[message] = bytes === undefined ? request : { ...request, base64: true }
}

/** What the caller is told: to `fetch` any answer at all is a success, whatever its status. */
export const isFetched = (messages: Messages, message: MessageId): boolean => messages.way[message] === WAY_CALL
export const fetched = ({ status, headers, body = '', base64 }: HttpResponse): object => ({ status, headers, body, ...(base64 && { isBase64Encoded: true }) })
