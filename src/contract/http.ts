/**
 * What travels as the content of a request between HTTP things: clients, APIs, load balancers, distributions, function
 * URLs, `fetch` in code. Whoever passes it on to a function makes its own event of it.
 */
export interface HttpRequest {
  readonly method: string
  /** As it was sent, still encoded, with its slash. */
  readonly path: string
  /** As it was sent, without its question mark. */
  readonly query: string
  /** In order; a name may stand more than once. */
  readonly headers: readonly HttpHeader[]
  readonly body?: string
  /** The body is bytes, written as base64. */
  readonly base64?: boolean
  readonly sourceIp: string
  /** The viewer's country, as CloudFront tells it. */
  readonly country?: string
  /** It came in the open; HTTPS otherwise. */
  readonly scheme?: 'http'
}
export interface HttpResponse {
  readonly status: number
  readonly headers: readonly HttpHeader[]
  readonly body?: string
  readonly base64?: boolean
}
export type HttpHeader = readonly [name: string, value: string]

/** The first value of a header, whatever the case of its name. */
export function headerOf(headers: readonly HttpHeader[], name: string): string | undefined {
  const wanted = name.toLowerCase()
  return headers.find(([one]) => one.toLowerCase() === wanted)?.[1]
}
