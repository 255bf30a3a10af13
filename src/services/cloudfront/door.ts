/** What happens to a request before anything is looked up. */
import { sec } from '../../base/units.ts'
import { edgeRequestId } from '../../contract/http/ids.ts'
import { requestOf } from '../../contract/http/request.ts'
import { headerOf, type HttpRequest } from '../../contract/http.ts'
import type { MessageId } from '../../contract/messages.ts'
import { reason, type ReasonCode } from '../../contract/reasons.ts'
import type { WireEnd } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import type { DistributionConfig } from './config.ts'
import { lookup } from './lookup.ts'
import { errorPage } from './pages.ts'
import { placeOf } from './places.ts'
import { finish } from './respond.ts'
import { behaviourFor, METHODS } from './rules.ts'
import { runStage } from './stages.ts'
import { type DistributionNode, type Job, REQUESTS, REQUESTS_AT, UPLOADED } from './state.ts'

/** CF-12. */
const MOST_URL = 8_192
const MOST_HEADERS = 20_480

export function arrive(node: DistributionNode, message: MessageId, wire: WireEnd): void {
  const { messages, state } = node
  const { rules } = state
  const came = requestOf(messages, message, wire)
  const request: HttpRequest = headerOf(came.headers, 'host') === undefined ? { ...came, headers: [['host', node.state.host], ...came.headers] } : came
  node.add(REQUESTS)
  node.add(UPLOADED, messages.sizeBytes[message]!)
  messages.z[message] = node.now
  const behaviour = behaviourFor(rules, request.path)
  const job: Job = {
    id: edgeRequestId(node.scenario.seed, messages.serial[message]!), place: placeOf(request.country, rules.config.priceClass), rules, asked: request, request, behaviour, key: '', encoding: '',
    entry: undefined, unasked: false, leads: false, origin: undefined, group: undefined, second: false, attempt: 0, sent: undefined, redirected: undefined, aim: undefined, originStatus: 0, response: undefined,
    xCache: '', ageSec: -1, bytes: 0, quiet: true, failed: undefined, why: '', aside: undefined,
  }
  state.jobs.set(message, job)
  node.add(REQUESTS_AT[job.place]!)
  if (isOver(node)) return refuse(node, message, job, 503, 'ServiceUnavailable')
  if (request.path.length + request.query.length + 1 > MOST_URL) return refuse(node, message, job, 414, 'UriTooLong')
  if (weightOf(request) > MOST_HEADERS) return refuse(node, message, job, 494, 'RequestHeaderTooBig')
  if (isBlocked(rules.config, request.country)) return refuse(node, message, job, 403, 'GeoBlocked')
  if (request.scheme === 'http' && behaviour.config.viewerProtocol !== 'allow-all') {
    if (behaviour.config.viewerProtocol === 'https-only') return refuse(node, message, job, 403, 'HttpsOnly')
    job.xCache = 'Redirect from cloudfront'
    return finish(node, message, job, { status: request.method === 'GET' || request.method === 'HEAD' ? 301 : 307, headers: [['server', 'CloudFront'], ['content-type', 'text/html'], ['location', `https://${headerOf(request.headers, 'host')}${request.path}${request.query === '' ? '' : `?${request.query}`}`]], body: '' })
  }
  if (!METHODS[behaviour.config.methods]!.includes(request.method)) return refuse(node, message, job, 403, 'MethodNotAllowed')
  if (behaviour.stages['viewer-request']) return runStage(node, message, job, 'viewer-request')
  lookup(node, message, job)
}

/** CF-12: requests of this second beyond the quota. */
function isOver(node: DistributionNode): boolean {
  const { state, quotas } = node
  const second = Math.floor(node.now / sec(1))
  if (second !== state.second) {
    state.second = second
    state.inSecond = 0
  }
  return ++state.inSecond > quotas.cloudfrontRequestsPerSec
}

const weightOf = ({ headers, query }: HttpRequest): number => headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, query.length)

function isBlocked({ geo, countries }: DistributionConfig, country = 'US'): boolean {
  if (geo === 'none') return false
  const named = countries.split(',').map((one) => one.trim().toUpperCase()).includes(country.toUpperCase())
  return geo === 'allow' ? !named : named
}

function refuse(node: DistributionNode, message: MessageId, job: Job, status: number, why: ReasonCode): void {
  node.note(K.refused, message, status, reason(why))
  job.xCache = 'Error from cloudfront'
  finish(node, message, job, errorPage(status, why, job.id), why)
}
