/** API-11: who may pass. A signature, or a function whose policy is asked, and kept by identity. */
import { sec, toMs } from '../../base/units.ts'
import { namesIn } from '../../contract/http/cors.ts'
import { identityOf, isSigned } from '../../contract/http/identity.ts'
import { contextOf, judgePolicy } from '../../contract/http/policy.ts'
import { requestOf } from '../../contract/http/request.ts'
import type { HttpRequest } from '../../contract/http.ts'
import type { Content, MessageId } from '../../contract/messages.ts'
import type { WireEnd } from '../../contract/service.ts'
import { ask, cameAlong, proceed, refuse, routeAt } from './behaviour.ts'
import type { AuthorizerConfig } from './config.ts'
import { methodArn, requestEvent, tokenEvent, variablesIn } from './event.ts'
import type { RestNode, Route } from './state.ts'

const authorizerOf = (node: RestNode): WireEnd | undefined => node.outgoing.find((wire) => wire.port === 'authorizer')

export function authorize(node: RestNode, message: MessageId, route: Route, request: HttpRequest): void {
  if (route.config.authorizer === 'iam') {
    if (!isSigned(request)) return refuse(node, message, 'MISSING_AUTHENTICATION_TOKEN')
    return proceed(node, message, route, request, { iam: true })
  }
  const wire = authorizerOf(node)
  if (!wire) return refuse(node, message, 'AUTHORIZER_CONFIGURATION_ERROR')
  const config = wire.config as AuthorizerConfig
  const identity = identityFor(node, config, route, request)
  if (!identity || !fitsPattern(config, identity[0])) return refuse(node, message, 'UNAUTHORIZED')
  const kept = config.ttlSec > 0 && identity.length > 0 ? node.state.policies.get(JSON.stringify(identity)) : undefined
  if (kept && kept.until > node.now) return decide(node, message, route, request, kept.answer, 0)
  if (!config.permission) return refuse(node, message, 'AUTHORIZER_CONFIGURATION_ERROR')
  ask(node, message, wire, config.type === 'TOKEN' ? tokenEvent(node, request, identity[0]!) : requestEvent(node, message, route, request))
}

/** A TOKEN authorizer has one source. */
function identityFor(node: RestNode, config: AuthorizerConfig, route: Route, request: HttpRequest): string[] | undefined {
  const sources = namesIn(config.identitySources)
  return identityOf(config.type === 'TOKEN' ? sources.slice(0, 1) : sources, request, { routeKey: `${route.config.method} ${route.resource}`, stageVariables: variablesIn(node, route.canary) })
}

function fitsPattern({ type, validation }: AuthorizerConfig, token: string | undefined): boolean {
  if (type !== 'TOKEN' || validation === '') return true
  try {
    return new RegExp(`^(?:${validation})$`).test(token ?? '')
  } catch {
    return false
  }
}

export function authorizerAnswered(node: RestNode, child: MessageId): void {
  const { messages } = node
  const message = messages.parent[child]!
  const route = routeAt(node, message)
  const request = requestOf(messages, message, cameAlong(node, message)!)
  const answer = messages.answer[child]
  if (messages.status[child] !== 200) return refuse(node, message, 'AUTHORIZER_CONFIGURATION_ERROR')
  if (messages.reason[child] !== 0) {
    // The one word by which a function says 401.
    const { errorMessage } = (typeof answer === 'object' && answer !== null ? answer : {}) as { readonly errorMessage?: unknown }
    return refuse(node, message, errorMessage === 'Unauthorized' ? 'UNAUTHORIZED' : 'AUTHORIZER_FAILURE')
  }
  const config = authorizerOf(node)!.config as AuthorizerConfig
  const identity = identityFor(node, config, route, request)
  if (config.ttlSec > 0 && identity && identity.length > 0) node.state.policies.set(JSON.stringify(identity), { until: node.now + sec(config.ttlSec), answer })
  decide(node, message, route, request, answer, toMs(node.now - messages.born[child]!))
}

function decide(node: RestNode, message: MessageId, route: Route, request: HttpRequest, answer: Content, tookMs: number): void {
  const decision = judgePolicy(answer, methodArn(node, request))
  const context = contextOf(answer, true)
  if (decision === 'broken' || context === undefined) return refuse(node, message, 'AUTHORIZER_CONFIGURATION_ERROR')
  if (decision === 'deny') return refuse(node, message, 'ACCESS_DENIED', 'User is not authorized to access this resource with an explicit deny')
  if (decision === 'none') return refuse(node, message, 'ACCESS_DENIED')
  const { principalId, usageIdentifierKey } = answer as { readonly principalId: string; readonly usageIdentifierKey?: unknown }
  const caller = { authorizer: { ...context, principalId, integrationLatency: Math.round(tookMs) } }
  proceed(node, message, route, request, caller, typeof usageIdentifierKey === 'string' ? usageIdentifierKey : undefined)
}
