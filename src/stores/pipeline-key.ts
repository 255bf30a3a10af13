/** A cache key spelled out: which parts of the request are in it, and which are not. */
import { includes, itemsIn } from '../services/cloudfront/items.ts'
import { isHttpRequest, queryPairs } from '../contract/http/request.ts'

export type KeyPart = 'method' | 'domain' | 'path' | 'query' | 'header' | 'cookie' | 'encoding'
export interface Part {
  readonly part: KeyPart
  readonly name: string
  readonly value: string
}

/** The text of a row `looked` in its parts. */
export function keyParts(key: string): Part[] {
  const [first = '', ...rest] = key.split('\n')
  const method = /^OPTIONS /.test(first)
  const address = method ? first.slice('OPTIONS '.length) : first
  const slash = address.indexOf('/')
  const mark = address.indexOf('?')
  const domain = slash < 0 ? address : address.slice(0, slash)
  const path = slash < 0 ? '' : address.slice(slash, mark < 0 ? undefined : mark)
  return [
    ...(method ? [{ part: 'method', name: '', value: 'OPTIONS' } as const] : []),
    { part: 'domain', name: '', value: domain }, { part: 'path', name: '', value: path },
    ...(mark < 0 ? [] : queryPairs(address.slice(mark + 1), false).map(([name, value]) => ({ part: 'query', name, value }) as const)),
    ...rest.map((line): Part => {
      if (line.startsWith('cookie ')) return { part: 'cookie', ...halves(line.slice('cookie '.length), '=') }
      const { name, value } = halves(line, ': ')
      return name === 'accept-encoding' ? { part: 'encoding', name, value } : { part: 'header', name, value }
    }),
  ]
}

function halves(text: string, between: string): { readonly name: string; readonly value: string } {
  const at = text.indexOf(between)
  return at < 0 ? { name: text, value: '' } : { name: text.slice(0, at), value: text.slice(at + between.length) }
}

/** Headers that every request has, and that tell nothing here. */
const DULL = new Set(['host', 'accept', 'user-agent', 'accept-encoding', 'cookie', 'content-length', 'content-type'])

export interface LeftOut {
  readonly name: string
  /** The origin request policy tells the origin of it: what that answers may depend on it, and is kept for all. */
  readonly told: boolean
}
interface Policy {
  readonly headers: string
  readonly cookies: string
  readonly query: string
}
const TELLS_NOTHING: Policy = { headers: 'none', cookies: 'none', query: 'none' }

/** What a request holds beside: these may differ, and the same answer is served. */
export function leftOut(key: string, request: unknown, tells: Policy = TELLS_NOTHING): LeftOut[] {
  if (!isHttpRequest(request as never)) return []
  const { headers, query } = request as { readonly headers: readonly (readonly [string, string])[]; readonly query: string }
  const parts = keyParts(key)
  const cookies = headers.filter(([name]) => name.toLowerCase() === 'cookie').flatMap(([, text]) => text.split(';')).map((one) => one.trim().split('=')[0]!).filter((one) => one !== '')
  const out = (part: 'query' | 'cookie' | 'header', names: readonly string[], items: string): LeftOut[] =>
    [...new Set(names)].filter((name) => !parts.some((one) => one.part === part && one.name === name)).map((name) => ({ name: `${part} ${name}`, told: includes(itemsIn(items, part === 'header'), name) }))
  return [
    ...out('query', queryPairs(query, false).map(([name]) => name), tells.query), ...out('cookie', cookies, tells.cookies),
    ...out('header', headers.map(([name]) => name.toLowerCase()).filter((name) => !DULL.has(name)), tells.headers),
  ]
}

/** What makes a policy's key, in a phrase. */
export function sayPolicy({ headers, cookies, query, compression }: { readonly headers: string; readonly cookies: string; readonly query: string; readonly compression: boolean }): string {
  const said = (what: string, text: string) => (itemsIn(text).mode === 'none' ? [] : [`${what} ${text.trim()}`])
  const all = [...said('query strings', query), ...said('headers', headers), ...said('cookies', cookies), ...(compression ? ['gzip and Brotli apart'] : [])]
  return all.length === 0 ? 'the path alone' : `the path, ${all.join('; ')}`
}
