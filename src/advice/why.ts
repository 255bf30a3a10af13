/** For each bad row a "why": the rule that fired, the numbers that made it fire, AWS's page, and what would have prevented it. */
import { BY_FAULT } from '../contract/fault.ts'
import { REASONS } from '../contract/reasons.ts'
import { RECORD_NAMES, type RecordName } from '../contract/trace.ts'
import { kindAt, reasonAt } from './by-service.ts'
import { BY_REASON, DG, SQS, type Teller, type Why, why } from './reasons.ts'

export type { Why }

/** A fault that was set in the scenario, and nothing of AWS. */
const FAULTY: Why = {
  rule: 'Fault', text: 'A fault that is set here turned it away; nothing of the design did.', remedy: 'See whether the design bears it: senders that try again later, a queue in between, an answer without it.',
  page: 'https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html',
}

/** Kinds whose reason stands in `b`; other kinds speak for themselves. */
const REASONED: ReadonlySet<RecordName> = new Set(['throttled', 'refused', 'dropped', 'deadLettered'])

const BY_KIND: { readonly [N in RecordName]?: Teller } = {
  throttled: why('LAM-THR-01', `${DG}lambda-concurrency.html`, () => 'There was no room for it at this instant.', 'Try again later, or make room.'),
  refused: why('LAM-SYNC-04', `${DG}troubleshooting-invocation.html`, () => 'The request was not taken in.', 'Look at the answer: it names what was wrong.'),
  failed: BY_REASON.Unhandled!,
  timedOut: BY_REASON['Sandbox.Timedout']!,
  crashed: BY_REASON['Runtime.OutOfMemory']!,
  initFailed: why('LAM-LC-10', `${DG}lambda-runtime-environment.html`, (ms) => `The environment could not be initialised${ms > 0 ? ` (it gave up after ${Math.round(ms).toLocaleString('en-US')} ms)` : ''}; Lambda repeats that once within the request, then the request fails.`, 'Mend what runs outside the handler: the log names it.'),
  deadLettered: BY_REASON.maxReceiveCount!,
  expired: why('SQS-01', `${SQS}sqs-basic-architecture.html`, (ms) => `Nobody deleted it within the retention period: it was ${days(ms)} old.`, 'Lengthen the retention, or give the queue more consumers.'),
  filtered: why('LAM-FIL-03', `${DG}invocation-eventfiltering.html`, () => 'No filter fits, so nobody was told of it.', 'Try it beside the wire: it says which clause fails.'),
  deduplicated: why('SQS-05', `${SQS}FIFO-queues-exactly-once-processing.html`, () => 'The same came within five minutes, and was not delivered again.', 'Give it another deduplication id if it is another message.'),
  dropped: why('LAM-ASYNC-03', `${DG}invocation-async-error-handling.html`, () => 'The event was lost: nothing keeps what has failed for good.', 'Wire a failure destination or a dead-letter queue.'),
}

/** An exception that nobody caught, outside the handler or past it. */
const LOST = why('LAM-ERR-05', `${DG}nodejs-exceptions.html`, () => 'Nobody caught it, so the runtime ended and the next invocation initialises anew.', 'Catch it, or mend the line that the stack in the log begins with.')

/**
 * `service` is that of the node: a client loses patience otherwise than a function. `thrown` is what code said of its end,
 * `type: message`: a crash of one's own code has many causes, that of a model is for want of memory.
 */
export function whyOf(kind: number, a: number, b: number, service = '', thrown?: string): Why | undefined {
  const name = RECORD_NAMES[kind]!
  if (thrown !== undefined && (name === 'crashed' || name === 'initFailed')) {
    const type = thrown.slice(0, thrown.indexOf(':'))
    if (Object.hasOwn(BY_REASON, type)) return BY_REASON[type as keyof typeof BY_REASON]?.(a)
    if (name === 'crashed') return LOST(a)
  }
  if (a === BY_FAULT && (name === 'throttled' || name === 'refused')) return FAULTY
  if (name === 'timedOut' && service === 'client') return BY_REASON.ClientTimeout!(a)
  if (name === 'timedOut' && service.endsWith('Api')) return BY_REASON.GatewayTimeout!(a)
  const code = REASONED.has(name) ? REASONS[b]?.code : undefined
  if (!code) return (kindAt(service, name) ?? BY_KIND[name])?.(a)
  return (reasonAt(service, code) ?? BY_REASON[code])?.(a) ?? { rule: 'LAM-SYNC-04', text: `AWS answers ${code}.`, remedy: 'Look it up under this name.', page: `${DG}troubleshooting-invocation.html` }
}

function days(ms: number): string {
  const hours = ms / 3_600_000
  return hours >= 48 ? `${Math.round(hours / 24)} days` : hours >= 1 ? `${Math.round(hours)} hours` : `${Math.round(ms / 1_000)} s`
}
