/** Routes of APIs: paths with variables, and which of them a request takes (API-01, API-30). */
import { decode } from './request.ts'

export interface RoutePath {
  /** Each segment: a word, `{name}`, or at the end `{name+}`, which takes all that follows. */
  readonly segments: readonly string[]
  readonly greedy: boolean
}

/** What is wrong with a path as AWS would say, or undefined. */
export function wrongPath(path: string): string | undefined {
  if (!path.startsWith('/')) return 'A path begins with /.'
  const segments = path.slice(1).split('/')
  for (const [at, segment] of segments.entries()) {
    if (!segment.includes('{') && !segment.includes('}')) continue
    if (!/^\{[\w.-]+\+?\}$/.test(segment)) return `"${segment}" is no path variable: it has to fill its segment, as {id} does.`
    if (segment.endsWith('+}') && at < segments.length - 1) return `${segment} takes all that follows, so it has to be the last segment.`
  }
  const names = segments.filter((one) => one.startsWith('{')).map(nameOf)
  return new Set(names).size < names.length ? 'A path variable has a name of its own; two have the same.' : undefined
}

export function parsePath(path: string): RoutePath {
  const segments = path.slice(1).split('/')
  return { segments, greedy: segments.at(-1)!.endsWith('+}') }
}

const isVariable = (segment: string): boolean => segment.startsWith('{') && segment.endsWith('}')
const nameOf = (segment: string): string => segment.slice(1, segment.endsWith('+}') ? -2 : -1)

/** A greedy variable takes at least one segment, and so never the root. */
export function matches({ segments, greedy }: RoutePath, path: string): boolean {
  const parts = path.slice(1).split('/')
  if (greedy ? parts.length < segments.length || (parts.length === segments.length && parts.at(-1) === '') : parts.length !== segments.length) return false
  return segments.every((segment, at) => (greedy && at === segments.length - 1 ? true : isVariable(segment) ? parts[at] !== '' : segment === parts[at]))
}

export function variablesOf({ segments, greedy }: RoutePath, path: string): { [name: string]: string } {
  const parts = path.slice(1).split('/')
  const found: [string, string][] = []
  segments.forEach((segment, at) => {
    if (isVariable(segment)) found.push([nameOf(segment), decode((greedy && at === segments.length - 1 ? parts.slice(at).join('/') : parts[at]!).replaceAll('+', '%2B'))])
  })
  return Object.fromEntries(found)
}

/** Less than 0: the first is the closer match. A word is closer than a variable, that closer than a greedy one. */
export function closer(one: RoutePath, other: RoutePath): number {
  const shared = Math.max(one.segments.length, other.segments.length)
  for (let at = 0; at < shared; at++) {
    const difference = rank(one, at) - rank(other, at)
    if (difference !== 0) return difference
  }
  return 0
}

function rank({ segments, greedy }: RoutePath, at: number): number {
  const segment = segments[at]
  if (segment === undefined || (greedy && at === segments.length - 1)) return 2
  return isVariable(segment) ? 1 : 0
}

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const
export const methodOptions = ['ANY', ...METHODS].map((value) => ({ value, label: value })) as readonly { value: 'ANY' | (typeof METHODS)[number]; label: string }[]

export interface Routed {
  readonly method: string
  readonly path: RoutePath
}
/** The closest of those that match: the path decides first, then whether the method is named. */
export function bestRoute<R extends Routed>(routes: readonly R[], method: string, path: string): R | undefined {
  let best: R | undefined
  for (const route of routes) {
    if ((route.method !== 'ANY' && route.method !== method) || !matches(route.path, path)) continue
    if (!best) best = route
    else {
      const difference = closer(route.path, best.path)
      if (difference < 0 || (difference === 0 && best.method === 'ANY' && route.method !== 'ANY')) best = route
    }
  }
  return best
}
