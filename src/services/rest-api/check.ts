/** What API Gateway refuses or regrets about a REST API. */
import type { Finding } from '../../contract/finding.ts'
import { namesIn } from '../../contract/http/cors.ts'
import { isIdentitySource } from '../../contract/http/identity.ts'
import { wrongPath } from '../../contract/http/routes.ts'
import type { NodeView } from '../../contract/service.ts'
import type { AuthorizerConfig, MethodConfig, RestConfig } from './config.ts'
import { wrongModel } from './model.ts'
import { wrongTemplate } from './template.ts'

type View = NodeView<RestConfig>
type Out = View['outgoing'][number]

export function* check(view: View): Iterable<Finding> {
  const methods = view.outgoing.filter((wire) => wire.port === 'out')
  const authorizer = view.outgoing.find((wire) => wire.port === 'authorizer')
  const seen = new Set<string>()
  for (const wire of methods) {
    const config = wire.config as MethodConfig
    const key = `${config.method} ${config.path || '(everything)'}${config.deployment === 'canary' ? ' of the canary' : ''}`
    const wrong = config.path === '' ? undefined : wrongPath(config.path)
    if (wrong) yield { rule: 'API-01', level: 'error', on: wire.id, field: 'path', text: `${wrong} Mend the resource "${config.path}"; API Gateway refuses it otherwise.` }
    if (seen.has(key)) yield { rule: 'API-01', level: 'error', on: wire.id, field: 'path', text: `${view.name} has the method "${key}" twice. Give this wire a method or a resource of its own; API Gateway refuses a second one.` }
    seen.add(key)
    yield* checkMethod(view, wire, config, authorizer !== undefined)
    yield* checkTimeouts(view, wire, config)
  }
  if (view.config.canaryPercent === 0 && methods.length > 0 && methods.every((wire) => (wire.config as MethodConfig).deployment === 'canary')) {
    yield { rule: 'API-09', level: 'warning', on: view.id, field: 'canaryPercent', text: `All methods of ${view.name} are deployed to its canary alone, which gets no requests: callers hear 403. Give the canary a share, or deploy them to the stage.` }
  }
  if (authorizer) yield* checkAuthorizer(authorizer)
  yield* checkApi(view, methods)
}

function* checkMethod(view: View, wire: Out, config: MethodConfig, hasAuthorizer: boolean): Iterable<Finding> {
  const on = wire.id
  const role = wire.peer.role
  if (config.authorizer === 'lambda' && !hasAuthorizer) yield { rule: 'API-11', level: 'error', on, field: 'authorizer', text: `This method asks a Lambda authorizer, but ${view.name} has none. Draw a wire from its authorizer port to a function, or choose another.` }
  if (!config.permission) yield { rule: 'GEN-05', level: 'warning', on, field: 'permission', text: `${wire.peer.name} does not let ${view.name} in: callers hear 500, and ${wire.peer.name} shows nothing. Put the statement back, unless that is what you want to see.`, fix: { on, set: { permission: true } } }
  if (config.apiKey && view.config.keys.length === 0) yield { rule: 'API-04', level: 'warning', on, field: 'apiKey', text: `This method wants an API key, but ${view.name} knows none: every request is 403. Add a key to it.` }
  if (config.async && (config.integration !== 'custom' || role !== 'function')) yield { rule: 'WIR-02', level: 'error', on, field: 'async', text: 'Only an integration that is no proxy can invoke a function as an event. Choose "Not proxy"; API Gateway has no place for the header otherwise.', fix: { on, set: { integration: 'custom' } } }
  for (const [field, template] of [['requestTemplate', config.requestTemplate], ...config.responses.map(({ template: one }) => ['responses', one])] as const) {
    const wrong = wrongTemplate(template!)
    if (wrong) yield { rule: 'API-16', level: 'error', on, field: field!, text: `${wrong} Mend the template; API Gateway would answer 500.` }
  }
  for (const { pattern } of config.responses) if (!isPattern(pattern)) yield { rule: 'API-16', level: 'error', on, field: 'responses', text: `"${pattern}" is no regular expression. API Gateway refuses the response otherwise.` }
  const model = config.model.trim() === '' ? undefined : wrongModel(config.model)
  if (model) yield { rule: 'API-04', level: 'error', on, field: 'model', text: `${model} Write a JSON schema; API Gateway refuses the model otherwise.` }
  for (const [field, names] of [['required', config.required], ['cacheKeys', config.cacheKeys]] as const) {
    for (const name of namesIn(names)) {
      if (!/^(method\.request\.)?(querystring|header|path)\.[\w.-]+$/.test(name)) yield { rule: 'API-04', level: 'error', on, field, text: `"${name}" names no parameter. Write querystring.name, header.Name or path.name.` }
    }
  }
  const error = config.responses.some(({ pattern }) => pattern !== '')
  if (streams(config)) {
    if (config.caching === 'on' && view.config.cache) yield { rule: 'LAM-SYNC-07', level: 'error', on, field: 'caching', text: 'A streamed response cannot be cached. Buffer it, or do not cache this method; API Gateway caches nothing of it.' }
    const waits = config.timeoutMs ?? view.config.integrationTimeoutMs
    const first = view.outgoing.find((one) => one.port === 'out' && streams(one.config as MethodConfig))
    // Of the API, so once for all its methods.
    if (view.config.endpointType === 'EDGE' && waits > 30_000 && first?.id === wire.id) yield { rule: 'LAM-SYNC-07', level: 'hint', on: view.id, field: 'endpointType', text: `${view.name} is edge-optimized: what it streams breaks off when nothing comes for 30 s, and an answer has to begin within them. Make it Regional for five minutes, or write something now and then.`, fix: { on: view.id, set: { endpointType: 'REGIONAL' } } }
    if (role === 'function' && modelsWhole(wire.peer.config)) yield { rule: 'LAM-SYNC-07', level: 'warning', on: wire.peer.id, field: 'streaming', text: `${view.name} streams what ${wire.peer.name} writes, but that writes it at its end. Have it stream its response.`, fix: { on: wire.peer.id, set: { streaming: true } } }
  }
  if (config.integration === 'custom' && role === 'function' && !config.async && !error) yield { rule: 'API-16', level: 'hint', on, field: 'responses', text: `Without a proxy an error of ${wire.peer.name} is answered with 200. Add a response whose pattern fits its error message, such as .+ with status 500.` }
}

const streams = ({ transfer, integration }: MethodConfig): boolean => transfer === 'STREAM' && integration === 'proxy'

function* checkTimeouts(view: View, wire: Out, { timeoutMs, async, transfer }: MethodConfig): Iterable<Finding> {
  const waits = timeoutMs ?? view.config.integrationTimeoutMs
  const on = timeoutMs === null ? view.id : wire.id
  const field = timeoutMs === null ? 'integrationTimeoutMs' : 'timeoutMs'
  if (transfer === 'BUFFERED' && waits > 29_000 && (view.config.endpointType === 'EDGE' || waits > view.quotas.restTimeoutMs)) {
    yield { rule: 'VAL-13', level: 'error', on, field, text: view.config.endpointType === 'EDGE' ? `An edge-optimized API waits 29 s at most, not ${waits / 1_000} s. Make it Regional and raise the quota, or lower the timeout; API Gateway refuses it otherwise.` : `The account allows ${view.quotas.restTimeoutMs / 1_000} s, not ${waits / 1_000} s. Raise the quota in the scenario, or lower the timeout; API Gateway refuses it otherwise.`, fix: { on, set: { [field]: 29_000 } } }
  }
  const { timeoutSec } = wire.peer.config as { readonly timeoutSec?: number }
  if (wire.peer.role !== 'function' || async || timeoutSec === undefined || timeoutSec * 1_000 <= waits) return
  yield { rule: 'VAL-22', level: 'warning', on: wire.peer.id, field: 'timeoutSec', text: `${view.name} waits ${waits / 1_000} s, but ${wire.peer.name} may run ${timeoutSec} s. Set its timeout to ${Math.max(1, Math.floor(waits / 1_000))} s or less; otherwise callers hear 504 while it runs on and is billed.` }
}

function* checkAuthorizer(wire: Out): Iterable<Finding> {
  const { identitySources, type, ttlSec, validation } = wire.config as AuthorizerConfig
  const sources = namesIn(identitySources)
  for (const source of sources) if (!isIdentitySource(source)) yield { rule: 'API-11', level: 'error', on: wire.id, field: 'identitySources', text: `"${source}" is no identity source. Write method.request.header.Name, method.request.querystring.name or stageVariables.name; API Gateway refuses the authorizer otherwise.` }
  if (type === 'TOKEN' && sources.length !== 1) yield { rule: 'API-11', level: 'error', on: wire.id, field: 'identitySources', text: 'A TOKEN authorizer has one identity source, a header. Name one, or choose REQUEST; API Gateway refuses it otherwise.' }
  if (type === 'REQUEST' && ttlSec > 0 && sources.length === 0) yield { rule: 'API-11', level: 'error', on: wire.id, field: 'identitySources', text: 'Policies can be kept only by an identity source. Name one, or set the time to 0; API Gateway refuses the authorizer otherwise.', fix: { on: wire.id, set: { ttlSec: 0 } } }
  if (!isPattern(validation)) yield { rule: 'API-11', level: 'error', on: wire.id, field: 'validation', text: `"${validation}" is no regular expression. API Gateway refuses the authorizer otherwise.` }
}

function* checkApi(view: View, methods: readonly Out[]): Iterable<Finding> {
  const { config } = view
  const values = config.keys.map(({ value }) => value)
  for (const value of values) if (value.length < 20) yield { rule: 'API-04', level: 'error', on: view.id, field: 'keys', text: `An API key has 20 to 128 characters; "${value}" has ${value.length}. API Gateway refuses it otherwise.` }
  if (new Set(values).size < values.length) yield { rule: 'API-04', level: 'error', on: view.id, field: 'keys', text: 'Two API keys have the same value. Change one; API Gateway refuses the second.' }
  const names = config.stageVariables.map(({ name }) => name)
  for (const name of names) if (!/^\w+$/.test(name)) yield { rule: 'API-08', level: 'error', on: view.id, field: 'stageVariables', text: `"${name}" is no name of a stage variable: letters, digits and _ only. API Gateway refuses it otherwise.` }
  if (new Set(names).size < names.length) yield { rule: 'API-08', level: 'error', on: view.id, field: 'stageVariables', text: 'Two stage variables have the same name. Rename one; only one value could hold.' }
  if (config.cache && config.cacheTtlSec > 0) {
    for (const wire of methods) {
      const { caching, cacheKeys, method, path } = wire.config as MethodConfig
      if (caching !== 'off' && (method === 'GET' || method === 'ANY') && cacheKeys === '' && !path.includes('{')) yield { rule: 'API-10', level: 'hint', on: wire.id, field: 'cacheKeys', text: 'No query parameter or header tells kept answers of this method apart: ?page=2 gets what ?page=1 got. Name those that matter.' }
    }
  }
  const browsers = view.incoming.some((wire) => (wire.peer.config as { readonly browser?: unknown }).browser === true)
  if (browsers && config.corsOrigins === '' && !methods.some((wire) => ['ANY', 'OPTIONS'].includes((wire.config as MethodConfig).method))) {
    yield { rule: 'API-14', level: 'warning', on: view.id, field: 'corsOrigins', text: `Browsers ask ${view.name} with OPTIONS first, and no method takes that: they hear 403. Name the origins here, or add an OPTIONS method.` }
  }
}

/** A handler that nobody wrote, and that writes its response at once. Code decides for itself. */
const modelsWhole = ({ streaming, code }: { readonly streaming?: boolean; readonly code?: string }): boolean => streaming === false && code === ''

function isPattern(text: string): boolean {
  try {
    new RegExp(`^(?:${text})$`)
    return true
  } catch {
    return false
  }
}
