/** What CloudFront refuses or makes one regret. */
import { isViewerStage, type Stage, STAGES } from '../../contract/edge.ts'
import type { Finding } from '../../contract/finding.ts'
import { fits } from '../../base/wildcard.ts'
import type { NodeView } from '../../contract/service.ts'
import type { DistributionConfig, EdgeConfig, OriginConfig } from './config.ts'
import { itemsIn } from './items.ts'
import { CACHE_POLICIES, ORIGIN_POLICIES, RESPONSE_POLICIES } from './managed.ts'
import { cacheValues, originValues, responseValues } from './policies.ts'
import { METHODS, patternOf } from './rules.ts'
import { whole } from './whole.ts'

type View = NodeView<DistributionConfig>
type Out = View['outgoing'][number]

export function* check(view: View): Iterable<Finding> {
  const config = whole(view.config)
  const origins = view.outgoing.filter(({ port }) => port === 'origins')
  const edges = view.outgoing.filter(({ port }) => (STAGES as readonly string[]).includes(port))
  yield* checkOrigins(view, origins)
  yield* checkBehaviours(view, config, origins)
  yield* checkPolicies(view, config)
  yield* checkEdges(view, config, edges)
  yield* checkErrors(view, config)
  yield* checkViewers(view, config)
  if (config.geo !== 'none' && !/^\s*[A-Za-z]{2}\s*(,\s*[A-Za-z]{2}\s*)*$/.test(config.countries)) yield { rule: 'CF-09', level: 'error', on: view.id, field: 'countries', text: 'Name the countries by two letters each, with commas between them: DE, FR. CloudFront refuses the setting otherwise.' }
}

const MOST_ORIGINS = 25
const nameOf = (wire: Out): string => (wire.config as OriginConfig).name.trim() || wire.peer.name

function* checkOrigins(view: View, origins: readonly Out[]): Iterable<Finding> {
  if (origins.length === 0) yield { rule: 'WIR-06', level: 'warning', on: view.id, text: `${view.name} has no origin. Draw a wire from its origins to a bucket, an API, a load balancer or a function URL; what is not in a cache is answered with 502 otherwise.` }
  if (origins.length > MOST_ORIGINS) yield { rule: 'CF-12', level: 'error', on: view.id, text: `${view.name} has ${origins.length} origins; ${MOST_ORIGINS} is the most. Use another distribution for the rest; CloudFront refuses them.` }
  const seen = new Set<string>()
  for (const wire of origins) {
    const { access, permission, anyKey, broken, shield: _, ...config } = wire.config as OriginConfig
    const name = nameOf(wire)
    if (seen.has(name)) yield { rule: 'WIR-06', level: 'error', on: wire.id, field: 'name', text: `Two origins of ${view.name} are called "${name}". Give this one a name of its own; CloudFront refuses the second.` }
    seen.add(name)
    const bucket = wire.peer.role === 'bucket'
    if (bucket && access === 'none') yield { rule: 'CF-11', level: 'warning', on: wire.id, field: 'access', text: `${wire.peer.name} is private, and answers everything with 403. Set origin access control, unless that is what you want to see.`, fix: { on: wire.id, set: { access: 'oac' } } }
    else if (bucket && !permission) yield { rule: 'CF-11', level: 'warning', on: wire.id, field: 'permission', text: `The policy of ${wire.peer.name} does not let ${view.name} in, so everything is 403. Put the statement back, unless that is what you want to see.`, fix: { on: wire.id, set: { permission: true } } }
    if (bucket && anyKey && holdsNothing(wire)) yield { rule: 'CF-11', level: 'hint', on: wire.id, field: 'anyKey', text: `${wire.peer.name} holds no objects of its own, and answers any key with a stand-in. Give it objects, and take "Any key is there" away, to see what happens to keys that are not.` }
    const { authType } = wire.peer.config as { readonly authType?: string }
    if (authType === 'AWS_IAM' && (access === 'none' || !permission)) yield { rule: 'CF-11', level: 'warning', on: wire.id, field: access === 'none' ? 'access' : 'permission', text: `${wire.peer.name} wants signed requests. Set origin access control and the statement in the function’s policy; viewers get 403 otherwise.`, fix: { on: wire.id, set: { access: 'oac', permission: true } } }
    if (broken !== 'yes') yield { rule: 'CF-07', level: 'hint', on: wire.id, field: 'broken', text: `${name} is set to be out of reach: what is not in a cache fails.` }
    yield* checkGroup(view, wire, config, origins)
  }
}

const holdsNothing = ({ peer }: Out): boolean => ((peer.config as { readonly objects?: readonly unknown[] }).objects ?? []).length === 0

function* checkGroup(view: View, wire: Out, { group, member, failoverOn }: Pick<OriginConfig, 'group' | 'member' | 'failoverOn'>, origins: readonly Out[]): Iterable<Finding> {
  const name = group.trim()
  if (name === '') return
  const of = (role: string) => origins.filter((one) => (one.config as OriginConfig).group.trim() === name && (one.config as OriginConfig).member === role)
  if (of('primary').length !== 1 || of('secondary').length !== 1) {
    if (wire === origins.find((one) => (one.config as OriginConfig).group.trim() === name)) yield { rule: 'CF-08', level: 'error', on: wire.id, field: 'group', text: `The origin group "${name}" has ${of('primary').length} primary and ${of('secondary').length} secondary origins. It needs one of each; CloudFront refuses it otherwise.` }
  } else if (member === 'primary' && failoverOn.trim() === '') yield { rule: 'CF-08', level: 'error', on: wire.id, field: 'failoverOn', text: 'Name at least one status on which the group fails over, such as 503. CloudFront refuses it otherwise.' }
  if (origins.some((one) => nameOf(one) === name)) yield { rule: 'CF-08', level: 'error', on: wire.id, field: 'group', text: `"${name}" is the name of an origin, too. Give the group of ${view.name} a name of its own; behaviours could not tell them apart.` }
}

function* checkBehaviours(view: View, config: DistributionConfig, origins: readonly Out[]): Iterable<Finding> {
  const names = new Set([...origins.map(nameOf), ...origins.map((one) => (one.config as OriginConfig).group.trim())])
  const most = view.quotas.cloudfrontBehaviours
  if (config.behaviours.length + 1 > most) yield { rule: 'CF-12', level: 'error', on: view.id, field: 'behaviours', text: `${view.name} has ${config.behaviours.length + 1} behaviours, the default among them; ${most} is the most. Take some away; CloudFront refuses the rest.` }
  for (const one of [config, ...config.behaviours]) {
    const path = one === config ? 'the default behaviour' : `the behaviour "${(one as DistributionConfig['behaviours'][number]).path}"`
    const field = one === config ? 'origin' : 'behaviours'
    if (one.origin.trim() !== '' && !names.has(one.origin.trim())) yield { rule: 'WIR-06', level: 'error', on: view.id, field, text: `There is no origin called "${one.origin}" for ${path}. Name one of ${[...names].filter(Boolean).map((name) => `"${name}"`).join(', ') || 'those that you draw'}; CloudFront refuses the behaviour otherwise.` }
    if (one.cachesOptions && one.methods === 'read') yield { rule: 'CF-02', level: 'error', on: view.id, field: one === config ? 'cachesOptions' : 'behaviours', text: `${capital(path)} keeps answers to OPTIONS, but does not allow OPTIONS. Allow it, or do not keep it; CloudFront refuses the behaviour otherwise.` }
  }
  for (const [at, { path }] of config.behaviours.entries()) {
    const said = path.trim()
    if (said === '*' || said === '/*') yield { rule: 'CF-20', level: said === '*' ? 'error' : 'warning', on: view.id, field: 'behaviours', text: `The path "${said}" takes everything, so the default behaviour and all rows below are never used. Set the default instead.` }
    const before = config.behaviours.findIndex((one) => one.path.trim() === said)
    if (before < at) yield { rule: 'CF-20', level: 'error', on: view.id, field: 'behaviours', text: `Two behaviours of ${view.name} have the path "${said}". Take one away; CloudFront refuses the second.` }
  }
}
const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1)

function* checkPolicies(view: View, config: DistributionConfig): Iterable<Finding> {
  const known = (table: object, own: readonly { readonly name: string }[]) => [...own.map(({ name }) => name), ...Object.keys(table)].slice(0, 6).join(', ')
  for (const one of [config, ...config.behaviours]) {
    const field = (name: string) => (one === config ? name : 'behaviours')
    if (!cacheValues(config, one.cachePolicy)) yield { rule: 'CF-02', level: 'error', on: view.id, field: field('cachePolicy'), text: `There is no cache policy called "${one.cachePolicy}". Choose one such as ${known(CACHE_POLICIES, config.cachePolicies)}; CloudFront refuses the behaviour otherwise.` }
    if (one.originPolicy.trim() !== '' && !originValues(config, one.originPolicy)) yield { rule: 'CF-02', level: 'error', on: view.id, field: field('originPolicy'), text: `There is no origin request policy called "${one.originPolicy}". Choose one such as ${known(ORIGIN_POLICIES, config.originPolicies)}; CloudFront refuses the behaviour otherwise.` }
    if (one.responsePolicy.trim() !== '' && !responseValues(config, one.responsePolicy)) yield { rule: 'CF-09', level: 'error', on: view.id, field: field('responsePolicy'), text: `There is no response headers policy called "${one.responsePolicy}". Choose one such as ${known(RESPONSE_POLICIES, config.responsePolicies)}; CloudFront refuses the behaviour otherwise.` }
    yield* checkKey(view, config, one.cachePolicy, field('cachePolicy'))
    yield* checkHost(view, config, one)
    const origin = originOf(view, one)
    if (origin && isApi(origin) && cacheValues(config, one.cachePolicy)?.defaultTtlSec === 86_400) {
      yield { rule: 'CF-03', level: 'hint', on: view.id, field: field('cachePolicy'), text: `Answers of ${origin.peer.name} are kept for a day, and the same one is given to everybody who asks for a path, whatever its query string, unless they say otherwise in Cache-Control. CachingDisabled is for what differs.`, ...(one === config && { fix: { on: view.id, set: { cachePolicy: 'CachingDisabled' } } }) }
    }
  }
  for (const { name, minTtlSec, defaultTtlSec, maxTtlSec, headers, cookies, query, compression } of config.cachePolicies) {
    const wrong = (text: string): Finding => ({ rule: 'CF-03', level: 'error', on: view.id, field: 'cachePolicies', text })
    if (minTtlSec > maxTtlSec || defaultTtlSec > maxTtlSec) yield wrong(`The cache policy "${name}" has a maximum TTL of ${maxTtlSec} s, so minimum (${minTtlSec} s) and default (${defaultTtlSec} s) may not be longer. CloudFront refuses it otherwise.`)
    if (maxTtlSec === 0 && (compression || [headers, cookies, query].some((one) => itemsIn(one).mode !== 'none'))) yield wrong(`The cache policy "${name}" keeps nothing (maximum TTL 0), so its key must be empty. Set headers, cookies and query strings to none and take compression away; CloudFront refuses it otherwise.`)
    const list = itemsIn(headers)
    if (list.mode === 'all' || list.mode === 'except') yield wrong(`The cache policy "${name}" cannot have all headers in the key. Name those that matter; CloudFront refuses it otherwise.`)
    for (const [what, text] of [['headers', headers], ['cookies', cookies], ['query strings', query]] as const) {
      if (itemsIn(text).names.length > 10) yield wrong(`The cache policy "${name}" names ${itemsIn(text).names.length} ${what}; ten is the most.`)
    }
  }
  for (const field of ['cachePolicies', 'originPolicies', 'responsePolicies'] as const) {
    const names = config[field].map(({ name }) => name)
    if (new Set(names).size < names.length) yield { rule: 'CF-02', level: 'error', on: view.id, field, text: 'Two policies have the same name. Rename one; behaviours could not tell them apart.' }
  }
}

/** Keys that make nearly every request one of its own. */
function* checkKey(view: View, config: DistributionConfig, name: string, field: string): Iterable<Finding> {
  const values = cacheValues(config, name)
  if (!values || values.maxTtlSec === 0 || Object.hasOwn(CACHE_POLICIES, name.trim())) return
  const headers = itemsIn(values.headers, true).names
  const wide = [...(itemsIn(values.cookies).mode === 'all' ? ['all cookies'] : []), ...(headers.includes('user-agent') ? ['User-Agent'] : []), ...(headers.includes('cookie') ? ['Cookie'] : [])]
  if (wide.length > 0) yield { rule: 'CF-02', level: 'hint', on: view.id, field, text: `The cache policy "${name}" has ${wide.join(' and ')} in the key, which differ from viewer to viewer: hardly anything will be a hit. Name only what changes the answer.` }
}

/** What viewers are about to ask, as far as their wires say it. */
function* checkViewers(view: View, config: DistributionConfig): Iterable<Finding> {
  for (const wire of view.incoming) {
    const { method, path } = wire.config as { readonly method?: string; readonly path?: string }
    if (method === undefined || path === undefined || path.includes('{{')) continue
    const one = config.behaviours.find((row) => fits(path.split('?')[0]!, patternOf(row.path))) ?? config
    if (METHODS[one.methods]!.includes(method)) continue
    yield { rule: 'CF-02', level: 'warning', on: wire.id, field: 'method', text: `${wire.peer.name} sends ${method}, and the behaviour that takes ${path} allows ${METHODS[one.methods]!.join(' and ')} only: that is 403. Allow more methods.`, ...(one === config && { fix: { on: view.id, set: { methods: method === 'OPTIONS' ? 'options' : 'all' } } }) }
  }
}

/** API Gateway and function URLs know themselves by their Host. */
function* checkHost(view: View, config: DistributionConfig, one: { readonly originPolicy: string; readonly cachePolicy: string; readonly origin: string }): Iterable<Finding> {
  const headers = itemsIn(originValues(config, one.originPolicy)?.headers ?? 'none', true)
  const kept = itemsIn(cacheValues(config, one.cachePolicy)?.headers ?? 'none', true)
  const hands = (headers.mode === 'all' || headers.names.includes('host')) && headers.mode !== 'except'
  if (!hands && !kept.names.includes('host')) return
  const wire = originOf(view, one)
  if (!wire || !isApi(wire)) return
  yield { rule: 'CF-02', level: 'warning', on: view.id, field: one === config ? 'originPolicy' : 'behaviours', text: `${wire.peer.name} is handed the viewer’s Host, and AWS answers 403 to a Host that is not its own. Use AllViewerExceptHostHeader.`, ...(one === config && one.originPolicy.includes('AllViewer') && { fix: { on: view.id, set: { originPolicy: 'AllViewerExceptHostHeader' } } }) }
}

function originOf(view: View, { origin }: { readonly origin: string }): Out | undefined {
  const origins = view.outgoing.filter(({ port }) => port === 'origins')
  return origin.trim() === '' ? origins[0] : origins.find((each) => nameOf(each) === origin.trim())
}
const isApi = ({ peer }: Out): boolean => ['httpApi', 'restApi', 'functionUrl'].includes(peer.service)

function* checkEdges(view: View, config: DistributionConfig, edges: readonly Out[]): Iterable<Finding> {
  const paths = new Set(['*', ...config.behaviours.map(({ path }) => path.trim())])
  const taken = new Map<string, Out>()
  const family = new Map<string, Out>()
  for (const wire of edges) {
    const { behaviour, includeBody } = wire.config as EdgeConfig
    const path = behaviour.trim()
    const stage = wire.port as Stage
    if (!paths.has(path)) yield { rule: 'WIR-07', level: 'error', on: wire.id, field: 'behaviour', text: `${view.name} has no behaviour with the path "${path}", so ${wire.peer.name} would never run. Write * for the default, or one of the paths of its list.` }
    const before = taken.get(`${stage} ${path}`)
    if (before) yield { rule: 'CF-24', level: 'error', on: wire.id, field: 'behaviour', text: `${before.peer.name} is at ${stage} of the behaviour "${path}" already. One function for each stage; CloudFront refuses the second.` }
    taken.set(`${stage} ${path}`, wire)
    if (includeBody && wire.peer.role === 'edgeFunction') yield { rule: 'CFF-07', level: 'error', on: wire.id, field: 'includeBody', text: `${wire.peer.name} is a CloudFront function, and those never see bodies. Take "Include body" away, or use a Lambda function.`, fix: { on: wire.id, set: { includeBody: false } } }
    if (!isViewerStage(stage)) continue
    const other = family.get(path)
    if (other && other.peer.role !== wire.peer.role) {
      yield { rule: 'VAL-08', level: 'error', on: wire.id, text: `At the viewer stages of the behaviour "${path}" ${other.peer.name} is ${kindOf(other)} and ${wire.peer.name} ${kindOf(wire)}. Both have to be of one kind; CloudFront refuses the mixture.` }
    } else family.set(path, wire)
  }
}
const kindOf = ({ peer }: Out): string => (peer.role === 'edgeFunction' ? 'a CloudFront function' : 'a Lambda function')

function* checkErrors(view: View, config: DistributionConfig): Iterable<Finding> {
  const seen = new Set<string>()
  for (const { status, page, responseStatus, minTtlSec } of config.errors) {
    if (seen.has(status)) yield { rule: 'CF-05', level: 'error', on: view.id, field: 'errors', text: `There are two rows for ${status}. Take one away; CloudFront takes one for each status.` }
    seen.add(status)
    if (page !== '' && !page.startsWith('/')) yield { rule: 'CF-05', level: 'error', on: view.id, field: 'errors', text: `The page "${page}" for ${status} has to begin with a slash. CloudFront refuses it otherwise.` }
    if (page === '' && responseStatus !== 'same') yield { rule: 'CF-05', level: 'error', on: view.id, field: 'errors', text: `Another status for ${status} needs a page, too. Name one; CloudFront refuses the row otherwise.` }
    if (minTtlSec >= 3_600) yield { rule: 'CF-05', level: 'hint', on: view.id, field: 'errors', text: `An answer of ${status} is kept for ${Math.round(minTtlSec / 3_600)} h: viewers hear of it that long after it is mended. Seconds will do.` }
  }
}
