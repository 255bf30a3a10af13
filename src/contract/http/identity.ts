/** Who asks: identity sources of authorizers, tokens, signatures. */
import { base64Decode, base64Encode, utf8Decode, utf8Encode } from '../../base/text.ts'
import { type HttpRequest, headerOf } from '../http.ts'
import { queryPairs } from './request.ts'

export interface IdentityFacts {
  readonly routeKey: string
  readonly stageVariables: { readonly [name: string]: string }
}

const SOURCE = /^\$?(?:method\.)?(request\.header|request\.querystring|request\.multivalueheader|request\.multivaluequerystring|context|stageVariables)\.([\w.-]+)$/i
export const isIdentitySource = (source: string): boolean => SOURCE.test(source)

/** The value of each source, or undefined when one is missing or empty. */
export function identityOf(sources: readonly string[], request: HttpRequest, facts: IdentityFacts): string[] | undefined {
  const values: string[] = []
  for (const source of sources) {
    const value = valueOf(source, request, facts)
    if (value === undefined || value === '') return undefined
    values.push(value)
  }
  return values
}

function valueOf(source: string, request: HttpRequest, facts: IdentityFacts): string | undefined {
  const [, where, name] = SOURCE.exec(source) ?? []
  switch (where?.toLowerCase()) {
    case 'request.header':
    case 'request.multivalueheader':
      return headerOf(request.headers, name!)
    case 'request.querystring':
    case 'request.multivaluequerystring':
      return queryPairs(request.query).find(([one]) => one === name)?.[1]
    case 'stagevariables':
      return Object.hasOwn(facts.stageVariables, name!) ? facts.stageVariables[name!] : undefined
    case 'context':
      return name === 'routeKey' ? facts.routeKey : name === 'identity.sourceIp' ? request.sourceIp : name === 'httpMethod' ? request.method : undefined
    default:
      return undefined
  }
}

/** SigV4: that a request is signed can be seen; whether the key is good cannot, and is taken for granted. */
export const isSigned = (request: HttpRequest): boolean => headerOf(request.headers, 'authorization')?.startsWith('AWS4-HMAC-SHA256 ') === true

export interface Claims {
  readonly [name: string]: unknown
}
/** The claims of a JSON Web Token, unverified; undefined when it is none. */
export function claimsOf(token: string): Claims | undefined {
  const parts = token.split('.')
  if (parts.length !== 3 || parts[2] === '') return undefined
  try {
    const claims: unknown = JSON.parse(utf8Decode(base64Decode(parts[1]!.replaceAll('-', '+').replaceAll('_', '/')) ?? new Uint8Array(0)))
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims) ? (claims as Claims) : undefined
  } catch {
    return undefined
  }
}

const url64 = (text: string): string => base64Encode(utf8Encode(text)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
/** A token whose signature only looks like one. */
export const makeToken = (claims: Claims): string => `${url64('{"alg":"RS256","kid":"coldstart","typ":"JWT"}')}.${url64(JSON.stringify(claims))}.${url64('signature')}`

export type TokenVerdict = { readonly claims: Claims; readonly scopes: readonly string[] | null } | 'unauthorized' | 'forbidden'

/** API-34: issuer, audience (or client_id), the times, and one of the route's scopes. The signature is taken for good. */
export function judgeToken(header: string | undefined, wants: { readonly issuer: string; readonly audience: readonly string[]; readonly scopes: readonly string[] }, unixSec: number): TokenVerdict {
  const claims = header === undefined ? undefined : claimsOf(header.replace(/^Bearer\s+/i, ''))
  if (!claims || claims.iss !== wants.issuer) return 'unauthorized'
  const audiences = claims.aud === undefined ? [claims.client_id] : Array.isArray(claims.aud) ? claims.aud : [claims.aud]
  if (!audiences.some((one) => typeof one === 'string' && wants.audience.includes(one))) return 'unauthorized'
  const { exp, nbf, iat } = claims
  if (typeof exp === 'number' && exp <= unixSec) return 'unauthorized'
  if ((typeof nbf === 'number' && nbf > unixSec) || (typeof iat === 'number' && iat > unixSec)) return 'unauthorized'
  const said = typeof claims.scope === 'string' ? claims.scope.split(' ') : Array.isArray(claims.scp) ? claims.scp.map(String) : []
  if (wants.scopes.length > 0 && !wants.scopes.some((one) => said.includes(one))) return 'forbidden'
  return { claims, scopes: wants.scopes.length > 0 ? wants.scopes.filter((one) => said.includes(one)) : null }
}

/** Claims as they stand in events: all of them texts. */
export const claimTexts = (claims: Claims): { [name: string]: string } =>
  Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, typeof value === 'string' ? value : Array.isArray(value) ? `[${value.join(' ')}]` : typeof value === 'object' ? JSON.stringify(value) : String(value)]))
