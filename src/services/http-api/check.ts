/** What API Gateway refuses or regrets about an HTTP API. */
import type { Finding } from '../../contract/finding.ts'
import { hasCors, namesIn } from '../../contract/http/cors.ts'
import { isIdentitySource, publicKeys } from '../../contract/http/identity.ts'
import { wrongPath } from '../../contract/http/routes.ts'
import type { NodeView } from '../../contract/service.ts'
import type { AuthorizerConfig, HttpConfig, RouteConfig } from './config.ts'

type View = NodeView<HttpConfig>
type Out = View['outgoing'][number]

export function* check(view: View): Iterable<Finding> {
  const routes = view.outgoing.filter((wire) => wire.port === 'out')
  const authorizer = view.outgoing.find((wire) => wire.port === 'authorizer')
  const seen = new Map<string, Out>()
  for (const wire of routes) {
    const config = wire.config as RouteConfig
    const key = config.path === '$default' ? '$default' : `${config.method} ${config.path}`
    const wrong = config.path === '$default' ? undefined : wrongPath(config.path)
    if (wrong) yield { rule: 'API-30', level: 'error', on: wire.id, field: 'path', text: `${wrong} Mend the path "${config.path}"; API Gateway refuses the route otherwise.` }
    if (seen.has(key)) yield { rule: 'API-30', level: 'error', on: wire.id, field: 'path', text: `${view.name} has the route "${key}" twice. Give this one a method and a path of its own; API Gateway refuses a second route with the same key.` }
    seen.set(key, wire)
    yield* checkTimeout(view, wire, config)
    if (config.authorizer === 'lambda' && !authorizer) yield { rule: 'API-34', level: 'error', on: wire.id, field: 'authorizer', text: `The route "${key}" asks a Lambda authorizer, but ${view.name} has none. Draw a wire from its authorizer port to a function, or choose another.` }
    if (!config.permission && wire.peer.role === 'function') yield { rule: 'GEN-05', level: 'warning', on: wire.id, field: 'permission', text: `${wire.peer.name} does not allow ${view.name} to invoke it: callers hear 500, and the function shows nothing. Put the statement back, unless that is what you want to see.`, fix: { on: wire.id, set: { permission: true } } }
  }
  if (routes.length > 0 && !seen.has('$default') && routes.every((wire) => (wire.config as RouteConfig).path === '/{proxy+}')) {
    yield { rule: 'API-30', level: 'hint', on: routes[0]!.id, field: 'path', text: '/{proxy+} takes everything below the root, but not the root itself. Use $default to take that, too; a request for / is answered with 404 otherwise.', fix: { on: routes[0]!.id, set: { path: '$default' } } }
  }
  if (view.config.jwtKeys.trim() !== '' && !publicKeys(view.config.jwtKeys)) {
    yield { rule: 'API-34', level: 'error', on: view.id, field: 'jwtKeys', text: 'This is no set of RSA keys. Write {"keys":[{"kty":"RSA","kid":"…","n":"…","e":"AQAB"}]}, as the issuer shows it; API Gateway refuses every token otherwise.' }
  }
  if (authorizer) yield* checkAuthorizer(view, authorizer)
  yield* checkCors(view, routes)
  yield* checkVariables(view)
}

/** VAL-22. */
function* checkTimeout(view: View, wire: Out, { timeoutMs }: RouteConfig): Iterable<Finding> {
  const { timeoutSec } = wire.peer.config as { readonly timeoutSec?: number }
  const waits = timeoutMs ?? view.config.integrationTimeoutMs
  if (wire.peer.role !== 'function' || timeoutSec === undefined || timeoutSec * 1_000 <= waits) return
  yield { rule: 'VAL-22', level: 'warning', on: wire.peer.id, field: 'timeoutSec', text: `${view.name} waits ${waits / 1_000} s, but ${wire.peer.name} may run ${timeoutSec} s. Set its timeout to ${Math.max(1, Math.floor(waits / 1_000))} s or less; otherwise callers hear 503 while it runs on and is billed.` }
}

function* checkAuthorizer(view: View, wire: Out): Iterable<Finding> {
  const { identitySources, ttlSec } = wire.config as AuthorizerConfig
  const sources = namesIn(identitySources)
  for (const source of sources) {
    if (!isIdentitySource(source)) yield { rule: 'API-34', level: 'error', on: wire.id, field: 'identitySources', text: `"${source}" is no identity source. Write $request.header.Name, $request.querystring.name, $context.routeKey or $stageVariables.name; API Gateway refuses the authorizer otherwise.` }
  }
  if (ttlSec > 0 && sources.length === 0) yield { rule: 'API-34', level: 'error', on: wire.id, field: 'identitySources', text: 'Answers can be kept only by an identity source. Name one, or set the time to 0; API Gateway refuses the authorizer otherwise.', fix: { on: wire.id, set: { ttlSec: 0 } } }
  if (ttlSec > 0 && sources.length > 0 && view.outgoing.filter((one) => one.port === 'out' && (one.config as RouteConfig).authorizer === 'lambda').length > 1 && !sources.includes('$context.routeKey')) {
    yield { rule: 'API-34', level: 'hint', on: wire.id, field: 'identitySources', text: 'One kept answer serves all routes of this API. Add $context.routeKey to the identity sources if the function decides differently by route.' }
  }
  if (view.outgoing.every((one) => one.port !== 'out' || (one.config as RouteConfig).authorizer !== 'lambda')) {
    yield { rule: 'API-34', level: 'hint', on: wire.id, text: `No route of ${view.name} asks this authorizer. Set "Authorizer" of a route to Lambda; it is never invoked otherwise.` }
  }
}

function* checkCors(view: View, routes: readonly Out[]): Iterable<Finding> {
  const { config } = view
  if (!hasCors(config)) {
    const guarded = routes.find((wire) => (wire.config as RouteConfig).path === '$default' && (wire.config as RouteConfig).authorizer !== 'none')
    const browsers = view.incoming.some((wire) => (wire.peer.config as { readonly browser?: unknown }).browser === true)
    if (guarded && browsers) yield { rule: 'API-33', level: 'warning', on: guarded.id, field: 'authorizer', text: `Browsers ask with OPTIONS and without a token first, and $default with an authorizer refuses that. Configure CORS on ${view.name}, or add an open route OPTIONS /{proxy+}; pages see nothing otherwise.` }
    return
  }
  if (config.corsCredentials && namesIn(config.corsOrigins).includes('*')) {
    yield { rule: 'API-33', level: 'error', on: view.id, field: 'corsCredentials', text: 'Credentials cannot be allowed for every origin. Name the origins, or take credentials away; API Gateway refuses the setting otherwise.', fix: { on: view.id, set: { corsCredentials: false } } }
  }
}

function* checkVariables(view: View): Iterable<Finding> {
  const names = view.config.stageVariables.map(({ name }) => name)
  for (const name of names) if (!/^\w+$/.test(name)) yield { rule: 'API-08', level: 'error', on: view.id, field: 'stageVariables', text: `"${name}" is no name of a stage variable: letters, digits and _ only. API Gateway refuses it otherwise.` }
  if (new Set(names).size < names.length) yield { rule: 'API-08', level: 'error', on: view.id, field: 'stageVariables', text: 'Two stage variables have the same name. Rename one; only one value could hold.' }
}
