/**
 * What a function returned, judged as the door in front of it does (LAM-SYNC-11, API-06, API-32, ALB-07). A verdict is
 * made once for each answer and kept beside it: a model of a function gives the same object a thousand times a second.
 */
import { base64Decode } from '../../base/text.ts'
import type { HttpHeader, HttpResponse } from '../http.ts'
import type { Content } from '../messages.ts'
import { bodyBytes } from './request.ts'

/** Undefined: malformed. */
export type Verdict = HttpResponse | undefined
export type Judge = (answer: Content) => Verdict

interface Said {
  readonly [name: string]: unknown
}

/** The same judge, who remembers. Nothing but speed depends on it. */
export function remembering(judge: Judge): Judge {
  const known = new WeakMap<object, { readonly verdict: Verdict }>()
  const texts = new Map<Content, { readonly verdict: Verdict }>()
  return (answer) => {
    const kept = typeof answer === 'object' && answer !== null ? known : texts
    const found = (kept as Map<Content, { readonly verdict: Verdict }>).get(answer)
    if (found) return found.verdict
    const verdict = judge(answer)
    if (kept === texts && texts.size > 500) texts.clear()
    ;(kept as Map<Content, { readonly verdict: Verdict }>).set(answer, { verdict })
    return verdict
  }
}

/** The model of a function that says nothing about its response returned a good one. */
const UNSAID = (type: string): HttpResponse => ({ status: 200, headers: [['content-type', type]], body: '' })

const ALLOWED = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'])

/** REST, proxy integration: nothing but the keys it knows, and a body that is text. */
export const judgeRest: Judge = remembering((answer) => {
  if (answer === undefined) return UNSAID('application/json')
  if (!isRecord(answer) || Object.keys(answer).some((key) => !ALLOWED.has(key))) return undefined
  return judgeRecord(answer, 'application/json', { statusNeeded: false })
})

/** Format 1.0 of HTTP APIs wants a status; other keys do not matter. */
export const judgeV1: Judge = remembering((answer) => {
  if (answer === undefined) return UNSAID('text/plain;charset=UTF-8')
  if (!isRecord(answer)) return undefined
  return judgeRecord(answer, 'text/plain;charset=UTF-8', { statusNeeded: true })
})

/** Format 2.0: what has no status is the body of a 200. */
const judgeInferring = (type: string): Judge => remembering((answer) => {
  if (answer === undefined) return UNSAID('application/json')
  if (!isRecord(answer) || !Object.hasOwn(answer, 'statusCode')) {
    // D-30: a bare text is the body as it is.
    return { status: 200, headers: [['content-type', 'application/json']], body: typeof answer === 'string' ? answer : JSON.stringify(answer) }
  }
  return judgeRecord(answer, type, { statusNeeded: true, cookies: true })
})
export const judgeV2 = judgeInferring('text/plain;charset=UTF-8')
export const judgeUrl = judgeInferring('application/json')

/** A load balancer: `multi` is the setting of its target group, and decides which map of headers counts. */
const judgeBalanced = (multi: boolean): Judge => remembering((answer) => {
  if (answer === undefined) return UNSAID('application/octet-stream')
  if (!isRecord(answer) || !Object.hasOwn(answer, 'statusCode')) return undefined
  if (multi ? Object.hasOwn(answer, 'headers') && !Object.hasOwn(answer, 'multiValueHeaders') : Object.hasOwn(answer, 'multiValueHeaders') && !Object.hasOwn(answer, 'headers')) return undefined
  const { headers, multiValueHeaders, ...rest } = answer
  return judgeRecord(multi ? { ...rest, multiValueHeaders } : { ...rest, headers }, 'application/octet-stream', { statusNeeded: true })
})
export const judgeBalancedSingle = judgeBalanced(false)
export const judgeBalancedMulti = judgeBalanced(true)

function judgeRecord(answer: Said, type: string, { statusNeeded, cookies = false }: { statusNeeded: boolean; cookies?: boolean }): Verdict {
  const status = statusOf(answer.statusCode, statusNeeded)
  const single = headersOf(answer.headers)
  const multi = headersOf(answer.multiValueHeaders)
  if (status === undefined || single === undefined || multi === undefined) return undefined
  const { body, isBase64Encoded } = answer
  if (body !== undefined && body !== null && typeof body !== 'string') return undefined
  if (isBase64Encoded !== undefined && isBase64Encoded !== null && typeof isBase64Encoded !== 'boolean') return undefined
  const base64 = isBase64Encoded === true && typeof body === 'string'
  if (base64 && base64Decode(body as string) === undefined) return undefined
  const said = new Set(multi.map(([name]) => name.toLowerCase()))
  const headers = [...single.filter(([name]) => !said.has(name.toLowerCase())), ...multi]
  if (cookies && Array.isArray(answer.cookies)) for (const one of answer.cookies) headers.push(['set-cookie', String(one)])
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type')) headers.push(['content-type', type])
  return { status, headers, body: typeof body === 'string' ? body : '', ...(base64 && { base64: true }) }
}

function statusOf(said: unknown, needed: boolean): number | undefined {
  if (said === undefined || said === null) return needed ? undefined : 200
  const status = typeof said === 'string' && /^\d{3}$/.test(said) ? Number(said) : said
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined
}

/** Both maps of headers: single values, or lists of them. */
function headersOf(said: unknown): HttpHeader[] | undefined {
  if (said === undefined || said === null) return []
  if (!isRecord(said)) return undefined
  const headers: HttpHeader[] = []
  for (const name of Object.keys(said)) {
    const value = said[name]
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === 'object' && one !== null) return undefined
      headers.push([name, String(one)])
    }
  }
  return headers
}

const isRecord = (value: unknown): value is Said => typeof value === 'object' && value !== null && !Array.isArray(value)

const SIZES = new WeakMap<HttpResponse, number>()
export function responseBytes(response: HttpResponse): number {
  let size = SIZES.get(response)
  if (size === undefined) SIZES.set(response, size = bodyBytes(response.body, response.base64))
  return size
}

/** Answers of the door itself: `{"message": …}`, one for all. */
export const saying = (status: number, message: string | null, key = 'message', headers: readonly HttpHeader[] = []): HttpResponse =>
  ({ status, headers: [['content-type', 'application/json'], ...headers], body: JSON.stringify({ [key]: message }) })
