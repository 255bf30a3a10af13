/** Functions at the four stages (CF-20 to CF-24): sent their event, judged, and what comes of it. */
import { isViewerStage, judgedAs, type Returned, type Stage } from '../../contract/edge.ts'
import type { HttpHeader, HttpRequest } from '../../contract/http.ts'
import type { MessageId } from '../../contract/messages.ts'
import { REASONS, reason, type ReasonCode } from '../../contract/reasons.ts'
import type { WireEnd } from '../../contract/service.ts'
import { K, type Metric } from '../../contract/trace.ts'
import type { EdgeConfig } from './config.ts'
import { functionEvent, judgeFunction } from './function-event.ts'
import { namedEdgeHeaders } from './key.ts'
import { lambdaEvent, originValue } from './lambda-event.ts'
import { type Judged, judgeLambda } from './lambda-judge.ts'
import { lookup } from './lookup.ts'
import { hop, originJudged } from './origin.ts'
import { aimOf } from './origin-change.ts'
import { errorPage } from './pages.ts'
import { placeAt } from './places.ts'
import { purposeOf, stageAt } from './purpose.ts'
import { finish } from './respond.ts'
import { settle, settleError } from './settle.ts'
import { type DistributionNode, FUNCTION_EXECUTION, FUNCTION_THROTTLES, FUNCTION_VALIDATION, type Job, jobOf, LAMBDA_EXECUTION, LAMBDA_LIMIT, LAMBDA_VALIDATION } from './state.ts'

const SMALL = 1_000
const isCloudFrontFunction = (wire: WireEnd): boolean => wire.peer.role === 'edgeFunction'
const wireAt = ({ behaviour }: Job, stage: Stage): WireEnd => behaviour.stages[stage]!

/** What the function is shown as the request at this stage. */
function requestAt(job: Job, stage: Stage): HttpRequest {
  if (!isViewerStage(stage)) return job.sent!
  if (!isCloudFrontFunction(wireAt(job, stage))) return job.request
  // CloudFront's own headers are added before its functions, but after Lambda@Edge.
  const own = namedEdgeHeaders(job.behaviour, job.asked)
  return own.length === 0 ? job.request : { ...job.request, headers: [...job.request.headers.filter(([name]) => !isOwn(own, name)), ...own] }
}
const isOwn = (own: readonly HttpHeader[], name: string): boolean => own.some(([one]) => one === name.toLowerCase())

export function runStage(node: DistributionNode, message: MessageId, job: Job, stage: Stage): void {
  const { messages } = node
  const wire = wireAt(job, stage)
  const config = { distributionDomainName: node.state.host, distributionId: node.state.id, eventType: stage, requestId: job.id }
  const request = requestAt(job, stage)
  const response = stage.endsWith('response') ? job.response : undefined
  const child = node.create(message)
  messages.u[child] = purposeOf(stage)
  messages.beside[child] = { edgeRegion: placeAt(job.place).region, edgeQuery: request.query }
  const includeBody = (wire.config as EdgeConfig).includeBody === true && !isCloudFrontFunction(wire)
  messages.content[child] = isCloudFrontFunction(wire)
    ? functionEvent(config, request, response)
    : lambdaEvent({ config, request, response, origin: isViewerStage(stage) ? undefined : originValue(job.origin!), includeBody })
  messages.sizeBytes[child] = SMALL + (includeBody ? messages.sizeBytes[message]! : 0)
  node.request(wire, child)
}

export function functionAnswered(node: DistributionNode, child: MessageId): void {
  const { messages } = node
  const message = messages.parent[child]!
  const job = jobOf(node, message)
  const stage = stageAt(messages.u[child]!)
  const wire = wireAt(job, stage)
  const failure = failureOf(node, child, wire)
  if (failure !== undefined) {
    judged(node, message, stage, 'failed')
    return failed(node, message, job, stage, failure, '')
  }
  const request = requestAt(job, stage)
  const response = stage.endsWith('response') ? job.response : undefined
  const verdict = isCloudFrontFunction(wire)
    ? judgeFunction(messages.answer[child], stage, request, response)
    : judgeLambda(messages.answer[child], { stage, request, response, includeBody: (wire.config as EdgeConfig).includeBody === true, domain: job.origin?.domain ?? '' })
  if (verdict.kind === 'invalid') {
    judged(node, message, stage, 'invalid', node.text(verdict.why))
    return failed(node, message, job, stage, isCloudFrontFunction(wire) ? 'FunctionValidationError' : 'LambdaValidationError', verdict.why)
  }
  const change = stage === 'viewer-request' && verdict.kind === 'request' ? messages.beside[child]?.edgeOrigin : undefined
  const aim = change && aimOf(change, job.rules, job.behaviour)
  if (typeof aim === 'string') {
    judged(node, message, stage, 'invalid', node.text(aim))
    return failed(node, message, job, stage, 'FunctionValidationError', aim)
  }
  if (stage === 'viewer-request') job.aim = aim
  judged(node, message, stage, verdict.kind === 'response' && response === undefined ? 'generated' : 'passed')
  goOn(node, message, job, stage, verdict, isCloudFrontFunction(wire))
}

const judged = (node: DistributionNode, message: MessageId, stage: Stage, returned: Returned, text = -1): void => node.note(K.judged, message, text, judgedAs(stage, returned))

function goOn(node: DistributionNode, message: MessageId, job: Job, stage: Stage, verdict: Exclude<Judged, { kind: 'invalid' }>, light: boolean): void {
  switch (stage) {
    case 'viewer-request':
      if (verdict.kind === 'request') {
        job.request = verdict.request
        return lookup(node, message, job)
      }
      // CF-21: at once, not kept, and no viewer-response.
      job.xCache = `${light ? 'Function' : 'Lambda'}GeneratedResponse from cloudfront`
      return finish(node, message, job, verdict.response)
    case 'origin-request':
      if (verdict.kind === 'request') {
        job.sent = verdict.request
        job.redirected = verdict.origin ?? job.redirected
        return hop(node, message, job)
      }
      // CF-21: kept as if the origin had said it; origin-response does not run.
      job.xCache = 'LambdaGeneratedResponse from cloudfront'
      job.originStatus = verdict.response.status
      return settle(node, message, job, verdict.response)
    case 'origin-response':
      return originJudged(node, message, job, verdict.kind === 'response' ? verdict.response : job.response!)
    case 'viewer-response':
      return finish(node, message, job, verdict.kind === 'response' ? verdict.response : job.response!)
  }
}

const TIMEOUT = reason('Sandbox.Timedout')
const LIMITS: readonly number[] = [429]

/** LAE-04, CFF-08: why there is nothing to judge. */
function failureOf({ messages }: DistributionNode, child: MessageId, wire: WireEnd): ReasonCode | undefined {
  const status = messages.status[child]!
  const why = messages.reason[child]!
  if (status < 400 && why === 0) return undefined
  if (isCloudFrontFunction(wire)) {
    const said = REASONS[why]!.code
    return said === 'FunctionThrottled' || said === 'FunctionValidationError' ? said : LIMITS.includes(status) ? 'FunctionThrottled' : 'FunctionExecutionError'
  }
  return LIMITS.includes(status) || why === TIMEOUT ? 'LambdaLimitExceeded' : 'LambdaExecutionError'
}

const COUNTED: { readonly [R in ReasonCode]?: Metric } = {
  LambdaExecutionError: LAMBDA_EXECUTION, LambdaLimitExceeded: LAMBDA_LIMIT, LambdaValidationError: LAMBDA_VALIDATION,
  FunctionExecutionError: FUNCTION_EXECUTION, FunctionThrottled: FUNCTION_THROTTLES, FunctionValidationError: FUNCTION_VALIDATION,
}
const X_CACHE: { readonly [R in ReasonCode]?: string } = { FunctionThrottled: 'FunctionThrottledError' }

function failed(node: DistributionNode, message: MessageId, job: Job, stage: Stage, why: ReasonCode, detail: string): void {
  // Older pages of AWS say 500 for a function that threw.
  const status = why === 'LambdaExecutionError' && node.scenario.profile === 'course' ? 500 : REASONS[reason(why)]!.status
  node.add(COUNTED[why]!)
  node.note(K.refused, message, status, reason(why))
  const page = errorPage(status, why, job.id, detail)
  const xCache = `${X_CACHE[why] ?? why} from cloudfront`
  // LAE-04: pages for errors stand behind the cache, where only the origin stages are.
  if (isViewerStage(stage)) {
    job.xCache = xCache
    return finish(node, message, job, page, why)
  }
  settleError(node, message, job, page, { why, xCache, kept: false })
}
