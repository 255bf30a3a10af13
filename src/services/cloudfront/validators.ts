/** Conditional requests: whether what one has is still what there is (CF-04). */
import { type HttpHeader, headerOf, type HttpRequest, type HttpResponse } from '../../contract/http.ts'

/** CF-04: what the origin is asked when a kept answer has expired; nothing if that says neither ETag nor date. */
export function validators({ headers }: HttpResponse): HttpHeader[] {
  const etag = headerOf(headers, 'etag')
  const modified = headerOf(headers, 'last-modified')
  return [...(etag === undefined ? [] : [['if-none-match', etag] as const]), ...(modified === undefined ? [] : [['if-modified-since', modified] as const])]
}

const weakly = (etag: string): string => etag.trim().replace(/^W\//, '')

/** The viewer has it already. */
export function isUnchanged({ method, headers }: HttpRequest, response: HttpResponse): boolean {
  if (response.status !== 200 || (method !== 'GET' && method !== 'HEAD')) return false
  const asked = headerOf(headers, 'if-none-match')
  const etag = headerOf(response.headers, 'etag')
  if (asked !== undefined) return asked.trim() === '*' || (etag !== undefined && asked.split(',').some((one) => weakly(one) === weakly(etag)))
  const since = headerOf(headers, 'if-modified-since')
  return since !== undefined && since === headerOf(response.headers, 'last-modified')
}
