/** For each bad end a "why": the rule that fired, the numbers that made it fire, AWS's page, and what would have prevented it. */
import { REASONS, type ReasonCode } from '../contract/reasons.ts'
import { RECORD_NAMES, type RecordName } from '../contract/trace.ts'

export interface Why {
  readonly rule: string
  readonly text: string
  readonly remedy: string
  readonly page: string
}
type Teller = (a: number) => Why

const DG = 'https://docs.aws.amazon.com/lambda/latest/dg/'
const SQS = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/'
const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 1 })
const why = (rule: string, page: string, text: (a: number) => string, remedy: string): Teller => (a) => ({ rule, page, text: text(a), remedy })

const BY_REASON: { readonly [C in ReasonCode]?: Teller } = {
  ReservedFunctionConcurrentInvocationLimitExceeded: why('LAM-RC-01', `${DG}configuration-concurrency.html`,
    (limit) => `All ${number(limit)} reserved environments were busy, and a reservation is a cap as well as a guarantee.`,
    'Raise the reserved concurrency above rate × duration, shorten the handler, or put a queue in front.'),
  ReservedFunctionInvocationRateLimitExceeded: why('LAM-CON-03', `${DG}lambda-concurrency.html`,
    (limit) => `More than ten requests a second for each of ${number(limit)} reserved environments came within one second.`,
    'Raise the reserved concurrency: it also sets the request rate, ten times as much.'),
  ConcurrentInvocationLimitExceeded: why('LAM-CON-02', `${DG}lambda-concurrency.html`,
    (limit) => `The account's pool had no room, or the function gained its ${number(limit)} new environments already: it regains 100 a second.`,
    'Ask AWS for more concurrency, reserve what matters, or smooth the peak with a queue.'),
  FunctionInvocationRateLimitExceeded: why('LAM-CON-03', `${DG}gettingstarted-limits.html`,
    () => 'The account took more than ten requests a second for each unit of its concurrency.', 'Raise the account concurrency, or batch the requests.'),
  'Sandbox.Timedout': why('LAM-ERR-02', `${DG}configuration-timeout.html`,
    (ms) => `The handler had not returned after ${number(ms / 1_000)} s, so Lambda stopped it and reset the environment.`,
    'Raise the timeout, give it more memory if it computes, or move the slow part behind a queue.'),
  'Runtime.OutOfMemory': why('LAM-ERR-03', `${DG}configuration-memory.html`,
    () => 'The handler needed more memory than the function has, and was killed.', 'Raise the memory, or stream instead of loading all at once.'),
  RetriesExhausted: why('LAM-ASYNC-03', `${DG}invocation-async-error-handling.html`,
    (tries) => `The event failed ${number(tries)} times. Lambda waits one minute, then two, and then gives up.`,
    'Set a failure destination or a dead-letter queue so that nothing is lost, and make the handler survive this event.'),
  EventAgeExceeded: why('LAM-ASYNC-06', `${DG}invocation-async-error-handling.html`,
    () => 'The event grew older than its maximum age before it could be handled.', 'Raise the maximum event age, or the concurrency that is missing.'),
  ZeroReservedConcurrency: why('LAM-RC-02', `${DG}configuration-concurrency.html`,
    () => 'Reserved concurrency is 0: the function is switched off, and events are dead at once.', 'Set reserved concurrency above 0, or leave it empty.'),
  RecursiveInvocationException: why('LAM-REC-01', `${DG}invocation-recursion.html`,
    () => 'The function called itself through other services about 16 times in one chain, so Lambda broke the loop.', 'Write to another bucket, queue or prefix than the one that triggers the function.'),
  RequestTooLargeException: why('LAM-SYNC-03', `${DG}gettingstarted-limits.html`,
    (bytes) => `The payload of ${number(bytes)} bytes is over the limit: 6 MB synchronous, 1 MB asynchronous.`, 'Put the data into S3 and send its key.'),
  ServiceUnavailable: why('LAM-SYNC-09', 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html',
    () => 'The API waits 30 s at most for its integration, and turns a refused invocation into 503.', 'Answer sooner: hand the work to a queue and return 202.'),
}
const BY_KIND: { readonly [N in RecordName]?: Teller } = {
  failed: why('LAM-ERR-05', `${DG}nodejs-exceptions.html`, () => 'The handler threw. To the caller that is status 200 with X-Amz-Function-Error.', 'Look at the message in the log; catch what can be retried.'),
  timedOut: BY_REASON['Sandbox.Timedout']!,
  crashed: BY_REASON['Runtime.OutOfMemory']!,
  deadLettered: why('SQS-01', `${SQS}sqs-dead-letter-queues.html`, (times) => `It had been received ${number(times)} times without being deleted, as often as the redrive policy allows.`, 'Fix the consumer, then redrive the dead-letter queue. At least five receives are advised.'),
  expired: why('SQS-01', `${SQS}sqs-visibility-timeout.html`, () => 'Nobody deleted it within the retention period.', 'Lengthen the retention, or give the queue more consumers.'),
  dropped: why('LAM-ASYNC-03', `${DG}invocation-async-error-handling.html`, () => 'The event was lost: nothing keeps what has failed for good.', 'Wire a failure destination or a dead-letter queue.'),
}

/** The reason stands in `b` for refusals and losses; other kinds speak for themselves. */
export function whyOf(kind: number, a: number, b: number): Why | undefined {
  const name = RECORD_NAMES[kind]!
  const code = REASONS[b]?.code
  if ((name === 'throttled' || name === 'refused' || name === 'dropped' || name === 'deadLettered') && code) {
    const found = BY_REASON[code]
    if (found) return found(a)
  }
  return BY_KIND[name]?.(a)
}
