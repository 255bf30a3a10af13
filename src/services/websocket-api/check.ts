/** What API Gateway refuses or regrets about a WebSocket API. */
import type { Finding } from '../../contract/finding.ts'
import { isIdentitySource } from '../../contract/http/identity.ts'
import { namesIn } from '../../contract/http/cors.ts'
import type { NodeView } from '../../contract/service.ts'
import type { AuthorizerConfig, RouteConfig, SocketConfig } from './config.ts'

const ALL = ['$connect', '$disconnect', '$default']

export function* check(view: NodeView<SocketConfig>): Iterable<Finding> {
  const routes = view.outgoing.filter((wire) => wire.port === 'out')
  const seen = new Set<string>()
  for (const wire of routes) {
    const { route, permission } = wire.config as RouteConfig
    const keys = route === '' ? ALL : [route]
    const twice = keys.find((key) => seen.has(key))
    if (twice) yield { rule: 'API-50', level: 'error', on: wire.id, field: 'route', text: `${view.name} has the route "${twice}" twice. Name another one on this wire; API Gateway refuses a second route with the same key.` }
    for (const key of keys) seen.add(key)
    if (route.startsWith('$') && !ALL.includes(route)) yield { rule: 'API-50', level: 'error', on: wire.id, field: 'route', text: `"${route}" is no route: only $connect, $disconnect and $default begin with $. API Gateway refuses it otherwise.` }
    if (!permission) yield { rule: 'GEN-05', level: 'warning', on: wire.id, field: 'permission', text: `${wire.peer.name} does not allow ${view.name} to invoke it: clients hear an internal server error, and the function shows nothing. Put the statement back, unless that is what you want to see.`, fix: { on: wire.id, set: { permission: true } } }
  }
  if (routes.length > 0 && !seen.has('$default')) yield { rule: 'API-50', level: 'hint', on: view.id, text: `${view.name} has no $default route: a message that names no route is answered with "Forbidden".` }
  if (routes.length > 0 && !seen.has('$disconnect')) yield { rule: 'API-50', level: 'hint', on: view.id, text: `${view.name} has no $disconnect route: nobody learns which connections are gone, until a post to one fails with 410.` }
  for (const wire of view.outgoing) {
    if (wire.port !== 'authorizer') continue
    for (const source of namesIn((wire.config as AuthorizerConfig).identitySources)) {
      if (!isIdentitySource(source.replace(/^route\./, 'method.'))) yield { rule: 'API-50', level: 'error', on: wire.id, field: 'identitySources', text: `"${source}" is no identity source. Write route.request.header.Name or route.request.querystring.name; API Gateway refuses the authorizer otherwise.` }
    }
  }
  const names = view.config.stageVariables.map(({ name }) => name)
  for (const name of names) if (!/^\w+$/.test(name)) yield { rule: 'API-08', level: 'error', on: view.id, field: 'stageVariables', text: `"${name}" is no name of a stage variable: letters, digits and _ only. API Gateway refuses it otherwise.` }
  if (new Set(names).size < names.length) yield { rule: 'API-08', level: 'error', on: view.id, field: 'stageVariables', text: 'Two stage variables have the same name. Rename one; only one value could hold.' }
}
