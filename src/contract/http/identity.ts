/** Who asks: identity sources of authorizers, tokens, signatures. */
import { rs256Holds } from '../../base/rsa.ts'
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
  return parts.length !== 3 || parts[2] === '' ? undefined : partOf(parts[1]!)
}

const bytes64 = (text: string): Uint8Array => base64Decode(text.replaceAll('-', '+').replaceAll('_', '/')) ?? new Uint8Array(0)

function partOf(text: string): Claims | undefined {
  try {
    const said: unknown = JSON.parse(utf8Decode(bytes64(text)))
    return typeof said === 'object' && said !== null && !Array.isArray(said) ? (said as Claims) : undefined
  } catch {
    return undefined
  }
}

/** A public key, as an issuer shows it. */
export interface PublicKey {
  readonly kid: string
  readonly n: Uint8Array
  readonly e: Uint8Array
}
/** The RSA keys of a key set ({"keys":[{"kty":"RSA","kid":…,"n":…,"e":…}]}); undefined when it is none. */
export function publicKeys(text: string): readonly PublicKey[] | undefined {
  let set: unknown
  try {
    set = JSON.parse(text)
  } catch {
    return undefined
  }
  const list: unknown = typeof set === 'object' && set !== null ? (set as { readonly keys?: unknown }).keys : undefined
  if (!Array.isArray(list) || list.length === 0) return undefined
  const keys: PublicKey[] = []
  for (const one of list as readonly { readonly [name: string]: unknown }[]) {
    if (typeof one !== 'object' || one === null || one.kty !== 'RSA' || typeof one.kid !== 'string' || typeof one.n !== 'string' || typeof one.e !== 'string') return undefined
    keys.push({ kid: one.kid, n: bytes64(one.n), e: bytes64(one.e) })
  }
  return keys
}

/** Only RSA will do, and the token has to name its key. Without keys to look at, what is signed is signed well. */
function isGenuine(token: string, keys: readonly PublicKey[]): boolean {
  const at = token.lastIndexOf('.')
  const head = partOf(token.slice(0, token.indexOf('.')))
  if (typeof head?.alg !== 'string' || !/^RS(256|384|512)$/.test(head.alg) || typeof head.kid !== 'string') return false
  if (keys.length === 0) return true
  const key = keys.find(({ kid }) => kid === head.kid)
  return key !== undefined && head.alg === 'RS256' && rs256Holds(utf8Encode(token.slice(0, at)), bytes64(token.slice(at + 1)), key.n, key.e)
}

const url64 = (text: string): string => base64Encode(utf8Encode(text)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
/** A token whose signature only looks like one. */
export const makeToken = (claims: Claims): string => `${url64('{"alg":"RS256","kid":"coldstart","typ":"JWT"}')}.${url64(JSON.stringify(claims))}.${url64('signature')}`

export type TokenVerdict = { readonly claims: Claims; readonly scopes: readonly string[] | null } | 'unauthorized' | 'forbidden'

export interface TokenWants {
  readonly issuer: string
  readonly audience: readonly string[]
  readonly scopes: readonly string[]
  readonly keys: readonly PublicKey[]
}

/** API-34: algorithm, key and signature, issuer, audience (or client_id), the times, and one of the route's scopes. */
export function judgeToken(header: string | undefined, wants: TokenWants, unixSec: number): TokenVerdict {
  const token = header?.replace(/^Bearer\s+/i, '') ?? ''
  const claims = claimsOf(token)
  if (!claims || !isGenuine(token, wants.keys) || claims.iss !== wants.issuer) return 'unauthorized'
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
