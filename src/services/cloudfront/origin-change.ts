/** CFF-05: a CloudFront function at viewer-request may send the request to another origin. The cache key stays as it is. */
import { BY_REFERENCE } from '../../base/copy.ts'
import type { OriginChange } from '../../contract/edge.ts'
import type { HttpHeader } from '../../contract/http.ts'
import type { Redirected } from './lambda-judge.ts'
import { type Behaviour, type Group, isGroup, type Origin, type Rules } from './rules.ts'

export interface Aim {
  readonly from: Origin | Group
  readonly redirected: Redirected | undefined
}
interface Settings {
  readonly [setting: string]: unknown
}
const own = (value: Settings, name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined)

/** A text: why that is not possible. */
export function aimOf(change: OriginChange, { origins }: Rules, { from }: Behaviour): Aim | string {
  const named = (id: string) => origins.find(({ name }) => name === id)
  switch (change.kind) {
    case 'update': {
      if (!from) return 'There is no origin to change.'
      const origin = isGroup(from) ? from.primary : from
      return { from: origin, redirected: overridden(origin, change.origin) }
    }
    case 'select': {
      const origin = named(change.id)
      return origin ? { from: origin, redirected: overridden(origin, change.origin) } : `There is no origin called "${change.id.slice(0, 128)}".`
    }
    case 'group': {
      const [primary, secondary] = change.ids.map(named)
      if (!primary || !secondary) return `There is no origin called "${(primary ? change.ids[1] : change.ids[0]).slice(0, 128)}".`
      return { from: { [BY_REFERENCE]: true, name: 'of the function', primary, secondary, codes: new Set(change.statusCodes) }, redirected: undefined }
    }
  }
}

function overridden(origin: Origin, said: Settings): Redirected | undefined {
  if (Object.keys(said).length === 0) return undefined
  const domain = own(said, 'domainName')
  const path = own(said, 'originPath')
  const timeouts = own(said, 'timeouts')
  const wait = typeof timeouts === 'object' && timeouts !== null ? own(timeouts as Settings, 'readTimeout') : undefined
  return {
    domainName: typeof domain === 'string' ? domain : origin.domain, path: typeof path === 'string' ? path : origin.config.path,
    customHeaders: headersIn(own(said, 'customHeaders')) ?? origin.config.headers.filter(({ name }) => name !== '').map(({ name, value }): HttpHeader => [name, value]),
    readTimeout: typeof wait === 'number' && wait >= 1 && wait <= 120 ? wait : undefined,
  }
}

function headersIn(said: unknown): HttpHeader[] | undefined {
  if (typeof said !== 'object' || said === null) return undefined
  return Object.entries(said).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
}
