/** LAE-06, LAE-07: headers that functions at the edge do not see, may not add, or may not touch. */
import type { Stage } from '../../contract/edge.ts'
import type { HttpHeader } from '../../contract/http.ts'

const FORBIDDEN = new Set([
  'connection', 'expect', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'trailer', 'upgrade', 'x-amzn-auth', 'x-amzn-cf-billing', 'x-amzn-cf-id', 'x-amzn-cf-xff',
  'x-amzn-errortype', 'x-amzn-fle-profile', 'x-amzn-header-count', 'x-amzn-header-order', 'x-amzn-lambda-integration-tag', 'x-amzn-requestid', 'x-cache', 'x-forwarded-proto', 'x-real-ip',
])
const FORBIDDEN_STARTS = ['x-accel-', 'x-amz-cf-', 'x-edge-']
export const isForbidden = (name: string): boolean => FORBIDDEN.has(name) || FORBIDDEN_STARTS.some((one) => name.startsWith(one))

const READ_ONLY: { readonly [S in Stage]: readonly string[] } = {
  'viewer-request': ['content-length', 'host', 'transfer-encoding', 'via'],
  'origin-request': ['accept-encoding', 'content-length', 'if-modified-since', 'if-none-match', 'if-range', 'if-unmodified-since', 'transfer-encoding', 'via'],
  'origin-response': ['transfer-encoding', 'via'],
  'viewer-response': ['warning', 'via'],
}
const readOnlyAt = (stage: Stage): readonly string[] => READ_ONLY[stage]

/** `x-custom-name` as X-Custom-Name; a name with capitals stays as it was written. */
export function titled(name: string): string {
  let title = TITLES.get(name)
  if (title === undefined) {
    title = name === name.toLowerCase() ? name.replace(/(^|-)[a-z]/g, (letters) => letters.toUpperCase()) : name
    if (TITLES.size < 1_000) TITLES.set(name, title)
  }
  return title
}
const TITLES = new Map<string, string>()

/** Values by name in lower case, in the order in which the names came. */
export function grouped(headers: readonly HttpHeader[], shown: (name: string) => boolean = (name) => !isForbidden(name)): Map<string, HttpHeader[]> {
  const found = new Map<string, HttpHeader[]>()
  for (const header of headers) {
    const name = header[0].toLowerCase()
    if (!shown(name)) continue
    const before = found.get(name)
    if (before) before.push(header)
    else found.set(name, [header])
  }
  return found
}
/** What a function was not shown, and so cannot have changed. */
export const hiddenFrom = (headers: readonly HttpHeader[]): HttpHeader[] => headers.filter(([name]) => isForbidden(name.toLowerCase()))

/** Which of the headers that may not be touched was touched. */
export function touched(stage: Stage, before: readonly HttpHeader[], after: readonly HttpHeader[]): string | undefined {
  const values = (headers: readonly HttpHeader[], wanted: string) => headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value).join('\n')
  return readOnlyAt(stage).find((name) => values(before, name) !== values(after, name))
}
