/** API-34: who may pass. A JSON Web Token, a signature, or a function that decides and whose answer may be kept. */
import { sec } from '../../base/units.ts'
import { unixMs } from '../../base/time.ts'
import { saying } from '../../contract/http/answer.ts'
import { namesIn } from '../../contract/http/cors.ts'
import { claimTexts, identityOf, isSigned, judgeToken, type PublicKey, publicKeys } from '../../contract/http/identity.ts'
import { accountOf } from '../../contract/http/ids.ts'
import { contextOf, judgePolicy, simpleYes } from '../../contract/http/policy.ts'
import { requestOf } from '../../contract/http/request.ts'
import type { HttpRequest } from '../../contract/http.ts'
import type { Content, MessageId } from '../../contract/messages.ts'
import type { WireEnd } from '../../contract/service.ts'
import type { AuthorizerConfig } from './config.ts'
import { authorizerContent, routeArn, variablesIn } from './event.ts'
import { ask, cameAlong, INTERNAL, integrate, refuse, routeAt } from './onward.ts'
import type { HttpNode, Route } from './state.ts'

const UNAUTHORIZED = saying(401, 'Unauthorized')
const FORBIDDEN = saying(403, 'Forbidden')

export function authorize(node: HttpNode, message: MessageId, from: WireEnd, route: Route): void {
  const request = requestOf(node.messages, message, from)
  switch (route.config.authorizer) {
    case 'jwt':
      return byToken(node, message, from, route, request)
    case 'iam':
      if (!isSigned(request)) return refuse(node, message, FORBIDDEN, 'Forbidden')
      return integrate(node, message, from, route, { iam: signer(accountOf(node.arn)) })
    default:
      return byFunction(node, message, from, route, request)
  }
}

export const signer = (accountId: string) => ({
  accessKey: 'AKIAIOSFODNN7EXAMPLE', accountId, callerId: 'AIDACKCEVSQ6C2EXAMPLE', cognitoIdentity: null, principalOrgId: 'o-exampleorgid',
  userArn: `arn:aws:iam::${accountId}:user/caller`, userId: 'AIDACKCEVSQ6C2EXAMPLE',
})

function byToken(node: HttpNode, message: MessageId, from: WireEnd, route: Route, request: HttpRequest): void {
  const { jwtIssuer, jwtAudience, jwtKeys, jwtSource } = node.config
  const token = identityOf([jwtSource], request, { routeKey: route.key, stageVariables: {} })?.[0]
  const scopes = route.config.scopes.split(/[\s,]+/).filter((one) => one !== '')
  const verdict = judgeToken(token, { issuer: jwtIssuer, audience: namesIn(jwtAudience), scopes, keys: keysOf(jwtKeys) }, Math.floor(unixMs(node.now) / 1_000))
  if (verdict === 'unauthorized') return refuse(node, message, UNAUTHORIZED, 'Unauthorized')
  if (verdict === 'forbidden') return refuse(node, message, FORBIDDEN, 'Forbidden')
  integrate(node, message, from, route, { jwt: { claims: claimTexts(verdict.claims), scopes: verdict.scopes } })
}

/** Read once: the setting seldom changes. */
const READ = new Map<string, readonly PublicKey[]>()
function keysOf(text: string): readonly PublicKey[] {
  let keys = READ.get(text)
  if (!keys) {
    if (READ.size > 50) READ.clear()
    keys = text.trim() === '' ? [] : (publicKeys(text) ?? [])
    READ.set(text, keys)
  }
  return keys
}

function byFunction(node: HttpNode, message: MessageId, from: WireEnd, route: Route, request: HttpRequest): void {
  const wire = authorizerOf(node)
  if (!wire) return refuse(node, message, INTERNAL, 'InternalServerError')
  const config = wire.config as AuthorizerConfig
  const identity = identityOf(namesIn(config.identitySources), request, { routeKey: route.key, stageVariables: variablesIn(node) })
  if (!identity) return refuse(node, message, UNAUTHORIZED, 'Unauthorized')
  const kept = config.ttlSec > 0 ? node.state.kept.get(JSON.stringify(identity)) : undefined
  if (kept && kept.until > node.now) return decide(node, message, from, route, kept.answer)
  if (!config.permission) return refuse(node, message, INTERNAL, 'AccessDeniedException')
  ask(node, message, wire, authorizerContent(node, message, from, route, config, identity))
}

const authorizerOf = (node: HttpNode): WireEnd | undefined => node.outgoing.find((wire) => wire.port === 'authorizer')

export function authorizerAnswered(node: HttpNode, child: MessageId): void {
  const { messages } = node
  const message = messages.parent[child]!
  const from = cameAlong(node, message)!
  const route = routeAt(node, message)
  const config = authorizerOf(node)!.config as AuthorizerConfig
  if (messages.status[child]! !== 200 || messages.reason[child] !== 0) return refuse(node, message, INTERNAL, 'InternalServerError')
  const answer = messages.answer[child]
  const identity = identityOf(namesIn(config.identitySources), requestOf(messages, message, from), { routeKey: route.key, stageVariables: variablesIn(node) })
  if (config.ttlSec > 0 && identity && identity.length > 0) node.state.kept.set(JSON.stringify(identity), { until: node.now + sec(config.ttlSec), answer })
  decide(node, message, from, route, answer)
}

function decide(node: HttpNode, message: MessageId, from: WireEnd, route: Route, answer: Content): void {
  const { payload, simple } = authorizerOf(node)!.config as AuthorizerConfig
  const request = requestOf(node.messages, message, from)
  const yes = payload === '2.0' && simple ? simpleYes(answer) : policySays(answer, routeArn(node, route, request))
  const context = contextOf(answer, payload === '1.0')
  if (yes === undefined || context === undefined) return refuse(node, message, INTERNAL, 'InternalServerError')
  if (!yes) return refuse(node, message, FORBIDDEN, 'Forbidden')
  integrate(node, message, from, route, { lambda: context })
}

function policySays(answer: Content, arn: string): boolean | undefined {
  const decision = judgePolicy(answer, arn)
  return decision === 'broken' ? undefined : decision === 'allow'
}

