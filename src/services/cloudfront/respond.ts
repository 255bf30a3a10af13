/** The answer: headers of the policy, the function of viewer-response, CloudFront's own headers (CF-09). */
import { responseBytes } from '../../contract/http/answer.ts'
import { fetched, isFetched } from '../../contract/http/fetch.ts'
import { type HttpHeader, headerOf, type HttpResponse } from '../../contract/http.ts'
import type { MessageId } from '../../contract/messages.ts'
import { reason, type ReasonCode } from '../../contract/reasons.ts'
import { O } from '../../contract/trace.ts'
import type { ResponseValues } from './managed.ts'
import { placeAt } from './places.ts'
import { runStage } from './stages.ts'
import { DOWNLOADED, type DistributionNode, type Job, RATE_4, RATE_5, RATE_ALL } from './state.ts'
import { isUnchanged } from './validators.ts'

/** CF-22: the function of viewer-response is asked unless an origin failed or a page for errors is shown. */
export function respond(node: DistributionNode, message: MessageId, job: Job, response: HttpResponse, why: ReasonCode = ''): void {
  if (job.unasked) {
    node.state.jobs.delete(message)
    return node.end(message, response.status < 400 ? O.succeeded : O.failed)
  }
  const dressed = job.behaviour.response ? withPolicy(job.behaviour.response, job, response) : response
  if (!job.quiet && job.behaviour.stages['viewer-response']) {
    job.response = dressed
    return runStage(node, message, job, 'viewer-response')
  }
  finish(node, message, job, dressed, why)
}

function withPolicy({ set, cors, remove }: ResponseValues, { asked }: Job, response: HttpResponse): HttpResponse {
  const adds = headerOf(asked.headers, 'origin') === undefined ? set : [...set, ...cors]
  const has = (name: string) => response.headers.some(([one]) => one.toLowerCase() === name.toLowerCase())
  const used = adds.filter(({ name, override }) => override || !has(name))
  const names = new Set([...used.map(({ name }) => name.toLowerCase()), ...remove])
  return { ...response, headers: [...response.headers.filter(([name]) => !names.has(name.toLowerCase())), ...used.map(({ name, value }): HttpHeader => [name, value])] }
}

const HOPS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'trailer', 'age', 'via', 'x-cache', 'x-amz-cf-pop', 'x-amz-cf-id'])

export function finish(node: DistributionNode, message: MessageId, job: Job, response: HttpResponse, why: ReasonCode = ''): void {
  const { messages, state } = node
  const headers: HttpHeader[] = [
    ...response.headers.filter(([name]) => !HOPS.has(name.toLowerCase())),
    ...(job.ageSec >= 0 ? [['age', String(job.ageSec)] as const] : []),
    ['x-cache', job.xCache || 'Miss from cloudfront'], ['via', node.state.via], ['x-amz-cf-pop', placeAt(job.place).pop], ['x-amz-cf-id', job.id],
  ]
  const unchanged = isUnchanged(job.asked, response)
  const empty = unchanged || job.asked.method === 'HEAD'
  const { body: _, base64: __, ...rest } = response
  const full: HttpResponse = { ...(empty ? rest : response), ...(unchanged && { status: 304 }), headers: unchanged ? headers.filter(([name]) => !/^content-(length|type|encoding)$/i.test(name)) : headers }
  node.add(DOWNLOADED, empty ? 0 : Math.max(job.bytes, full.body === response.body && job.bytes > 0 ? 0 : responseBytes(full)))
  const { status } = full
  node.observe(RATE_4, status >= 400 && status < 500 ? 100 : 0)
  node.observe(RATE_5, status >= 500 ? 100 : 0)
  node.observe(RATE_ALL, status >= 400 ? 100 : 0)
  state.jobs.delete(message)
  if (isFetched(messages, message)) return node.answer(message, 200, 0, fetched(full))
  node.answer(message, status, why === '' ? 0 : reason(why), full)
}
