/** The way to an origin and back: attempts, timeouts, the second origin of a group (CF-07, CF-08, CF-11). */
import { log } from '../../base/math.ts'
import { type Micros, ms, sec, toMs } from '../../base/units.ts'
import { isHttpResponse } from '../../contract/http/request.ts'
import { BROKEN } from '../../contract/http/stream.ts'
import { type HttpHeader, headerOf, type HttpRequest, type HttpResponse } from '../../contract/http.ts'
import type { MessageId } from '../../contract/messages.ts'
import { reason, type ReasonCode } from '../../contract/reasons.ts'
import { timer } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { isFresh } from './cache.ts'
import { forwarded } from './key.ts'
import { isStored, land } from './lookup.ts'
import { errorPage } from './pages.ts'
import { isFar } from './places.ts'
import { ORIGIN, ORPHAN, STREAMS } from './purpose.ts'
import { finish } from './respond.ts'
import { isGroup, liveOf, type Origin } from './rules.ts'
import { fromShield, settle, settleError } from './settle.ts'
import { runStage } from './stages.ts'
import { type DistributionNode, type Job, jobOf, ORIGIN_LATENCY, ORIGIN_REQUESTS } from './state.ts'
import { validators } from './validators.ts'

export function askOrigin(node: DistributionNode, message: MessageId, job: Job): void {
  const from = job.aim?.from ?? job.behaviour.from
  if (!from) return failed(node, message, job, 502, 'OriginConnectError')
  job.group = isGroup(from) ? from : undefined
  job.second = false
  begin(node, message, job, isGroup(from) ? from.primary : from)
}

function begin(node: DistributionNode, message: MessageId, job: Job, origin: Origin): void {
  job.origin = origin
  job.attempt = 0
  job.redirected = job.second ? undefined : job.aim?.redirected
  if (origin.config.shield === 'on' && isStored(job)) {
    const shielded = node.state.shield.find(job.key)
    if (shielded && isFresh(shielded, node.now) && !job.aside) return fromShield(node, message, job, shielded)
    job.entry ??= shielded
  }
  // LAE-04: names are looked up before any function runs.
  if (liveOf(origin).broken === 'no-name') return failed(node, message, job, 502, 'OriginDnsError')
  const sent = forwarded(job.behaviour, job.request, { domain: node.state.host, hop: origin, encoding: job.encoding, requestId: job.id, via: node.state.via })
  job.sent = job.entry ? { ...sent, headers: [...sent.headers, ...validators(job.entry.response)] } : sent
  if (job.behaviour.stages['origin-request']) return runStage(node, message, job, 'origin-request')
  hop(node, message, job)
}

/** GEN-07: an origin in another part of the world takes the longer way; what the wire takes is the shorter one. */
const FURTHER = { p50: 120, p99: 210 }
const SIGMA = log(FURTHER.p99 / FURTHER.p50) / 2.326
export const far = timer<DistributionNode>('arrival', (node, message) => send(node, message, jobOf(node, message)))

export function hop(node: DistributionNode, message: MessageId, job: Job): void {
  if (!node.strict && isFar(job.place)) return void node.after(ms(node.state.distance.logNormal(FURTHER.p50, SIGMA)), far, message)
  send(node, message, job)
}

export const originSilent = timer<DistributionNode>('refill', (node, child) => {
  const { messages } = node
  const message = messages.parent[child]!
  const job = jobOf(node, message)
  const streams = messages.w[child] === STREAMS
  messages.w[child] = ORPHAN
  node.note(K.timedOut, child, toMs(sec(patienceOf(job))), 0)
  if (streams) return brokeOff(node, message, job, BROKEN)
  job.attempt++
  // CF-07: what may be asked twice is asked again.
  if (job.attempt < job.origin!.config.attempts && (job.request.method === 'GET' || job.request.method === 'HEAD')) return send(node, message, job)
  failed(node, message, job, 504, 'OriginCommError')
})
const patienceOf = (job: Job): number => job.redirected?.readTimeout ?? job.origin!.config.responseSec

export const connectionFailed = timer<DistributionNode>('refill', (node, message) => failed(node, message, jobOf(node, message), 504, 'OriginCommError'))

function send(node: DistributionNode, message: MessageId, job: Job): void {
  const { redirected } = job
  if (redirected && redirected.domainName !== job.origin!.domain) {
    // A domain that the function wrote is looked up once more: whoever is on the canvas by that name.
    const other = job.rules.origins.find(({ domain }) => domain === redirected.domainName)
    if (!other) return failed(node, message, job, 502, 'OriginDnsError')
    job.origin = other
  }
  const origin = job.origin!
  const { attempts, connectSec } = origin.config
  const { broken } = liveOf(origin)
  if (broken === 'no-name') return failed(node, message, job, 502, 'OriginDnsError')
  if (broken === 'refused') return failed(node, message, job, 502, 'OriginConnectError')
  if (broken === 'no-connection') return void node.after(sec(attempts * connectSec), connectionFailed, message)
  const { messages } = node
  const child = node.create(message)
  messages.u[child] = ORIGIN
  messages.sizeBytes[child] = messages.sizeBytes[message]!
  messages.content[child] = addressed(origin, job, redirected)
  messages.v[child] = node.after(sec(patienceOf(job)), originSilent, child)
  node.add(ORIGIN_REQUESTS)
  node.request(origin.wire, child)
}

interface Overrides {
  readonly path: string
  readonly customHeaders: readonly HttpHeader[]
}

function addressed(origin: Origin, { sent, asked }: Job, overrides: Overrides | undefined): HttpRequest {
  const request = sent!
  const { config, domain, bucket } = origin
  const custom = overrides?.customHeaders ?? config.headers.filter(({ name }) => name !== '').map(({ name, value }): HttpHeader => [name, value])
  // A body is signed by its hash, and that the viewer has to send.
  const hashed = request.body === undefined || headerOf(asked.headers, 'x-amz-content-sha256') !== undefined
  const signed = hashed && !bucket && config.access === 'oac' && liveOf(origin).permission && domain.includes('.lambda-url.')
  const own: readonly HttpHeader[] = signed ? [...custom, ['authorization', 'AWS4-HMAC-SHA256 Credential=cloudfront, SignedHeaders=host;x-amz-date, Signature=origin-access-control']] : custom
  const names = new Set(own.map(([name]) => name.toLowerCase()))
  return { ...request, path: `${overrides?.path ?? config.path}${request.path}`, headers: [...request.headers.filter(([name]) => !names.has(name.toLowerCase())), ...own] }
}

/** What an origin that knows nothing of HTTP answers, or one that was struck by a fault. */
function responseIn(node: DistributionNode, child: MessageId): HttpResponse {
  const answer = node.messages.answer[child]
  return isHttpResponse(answer) ? answer : { status: node.messages.status[child]!, headers: [], body: '' }
}

export function originAnswered(node: DistributionNode, child: MessageId): void {
  const { messages } = node
  node.cancel(messages.v[child]!)
  const message = messages.parent[child]!
  const job = jobOf(node, message)
  const response = responseIn(node, child)
  job.originStatus = response.status
  job.response = response
  if (messages.reason[child] === BROKEN_OFF && !job.unasked) return brokeOff(node, message, job, response)
  node.observe(ORIGIN_LATENCY, toMs(node.now - messages.z[message]!))
  if (job.behaviour.stages['origin-response']) return runStage(node, message, job, 'origin-response')
  originJudged(node, message, job, response)
}

/** It broke off in the middle: the viewer has the beginning of it, and nothing is kept. */
function brokeOff(node: DistributionNode, message: MessageId, job: Job, response: HttpResponse): void {
  job.xCache = 'Miss from cloudfront'
  land(node, job, undefined)
  finish(node, message, job, response, 'ResponseBroken')
}
const BROKEN_OFF = reason('ResponseBroken')

/** A stream goes through as it comes, unless a function has to see the response first. */
export function originBegan(node: DistributionNode, child: MessageId, at: Micros, bytes: number, more: boolean): boolean {
  const { messages } = node
  const message = messages.parent[child]!
  const job = jobOf(node, message)
  const { behaviour: { stages }, unasked, aside } = job
  // CF-07: its patience is for each piece anew.
  node.cancel(messages.v[child]!)
  messages.v[child] = node.after(Math.max(0, at - node.now) + sec(patienceOf(job)), originSilent, child)
  const reads = !unasked && !aside && !stages['origin-response'] && !stages['viewer-response'] && node.began(message, at, bytes, more)
  if (reads) messages.w[child] = STREAMS
  return reads
}

/** After the function of origin-response, if there is one. */
export function originJudged(node: DistributionNode, message: MessageId, job: Job, response: HttpResponse): void {
  if (job.group?.codes.has(job.originStatus) && failsOver(job)) return toSecond(node, message, job)
  settle(node, message, job, response)
}

/** CF-08. */
const failsOver = ({ group, second, request: { method } }: Job): boolean => group !== undefined && !second && (method === 'GET' || method === 'HEAD' || method === 'OPTIONS')

function toSecond(node: DistributionNode, message: MessageId, job: Job): void {
  job.second = true
  node.note(K.waits, message, node.now, 2)
  begin(node, message, job, job.group!.secondary)
}

function failed(node: DistributionNode, message: MessageId, job: Job, status: number, why: ReasonCode): void {
  node.note(K.refused, message, status, reason(why))
  if (failsOver(job)) return toSecond(node, message, job)
  job.originStatus = status
  settleError(node, message, job, errorPage(status, why, job.id), { why, xCache: 'Error from cloudfront', kept: true })
}
