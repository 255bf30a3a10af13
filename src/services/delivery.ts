/**
 * What an exam asks and a wire shows, for each service that reaches functions: who waits, how long, how much fits in,
 * who keeps what failed, and whether order holds (FACT-01 to FACT-05).
 */
export interface Delivery {
  readonly model: 'waits' | 'event' | 'polls'
  /** Who gives up after so many seconds, whatever the function's timeout is. */
  readonly patienceSec?: number
  /** The largest that goes in, if less than Lambda takes itself. */
  readonly bytes: number
  /** Who still has it when nothing works, before Lambda took it in and after. */
  readonly before?: { readonly who: string; readonly forSec: number }
  /** Who waits may ask again by itself: how often in all. */
  readonly tries?: number
  readonly order: 'none' | 'group' | 'shard' | 'item'
}

const MB = 1_048_576
const HOUR = 3_600
const DAY = 86_400
const SYNC_BYTES = 6_291_456
const EVENT_BYTES = MB

const waits = (patienceSec?: number, bytes: number = SYNC_BYTES): Delivery => ({ model: 'waits', bytes, order: 'none', ...(patienceSec !== undefined && { patienceSec }) })
const event = (bytes: number = EVENT_BYTES, before?: Delivery['before']): Delivery => ({ model: 'event', bytes, order: 'none', ...(before && { before }) })

export const DELIVERIES: { readonly [service: string]: Delivery } = {
  client: waits(30),
  httpApi: waits(30),
  restApi: waits(29),
  websocketApi: waits(29, 131_072),
  functionUrl: waits(),
  alb: waits(undefined, MB),
  lambda: waits(),
  s3Batch: { ...waits(), tries: 6 },
  cognito: { ...waits(5), tries: 3 },
  alexa: waits(8),
  lex: waits(30),

  sns: event(262_144, { who: 'SNS', forSec: 23 * DAY }),
  eventbridge: event(EVENT_BYTES, { who: 'EventBridge', forSec: DAY }),
  scheduler: event(EVENT_BYTES, { who: 'the Scheduler', forSec: DAY }),
  s3: event(),
  logs: event(),
  alarm: event(),
  ses: event(),
  iot: event(),
  codecommit: event(),
  codepipeline: event(),
  customResource: event(),
  configRule: event(),

  sqs: { model: 'polls', bytes: SYNC_BYTES, before: { who: 'the queue', forSec: 4 * DAY }, order: 'none' },
  kinesis: { model: 'polls', bytes: SYNC_BYTES, before: { who: 'the stream', forSec: DAY }, order: 'shard' },
  dynamodb: { model: 'polls', bytes: SYNC_BYTES, before: { who: 'the stream', forSec: DAY }, order: 'item' },
}

export interface Line {
  readonly term: string
  readonly text: string
}

const span = (sec: number): string => (sec >= DAY && sec > 2 * DAY ? `${sec / DAY} days` : sec >= HOUR ? `${sec / HOUR} hours` : `${sec} s`)
const size = (bytes: number): string => (bytes >= MB ? `${bytes / MB} MB` : `${bytes / 1_024} KB`)

/** The same in words. `fifo`: the queue keeps groups in order. `asks`: this wire waits, though its service can do both. */
export function linesOf({ model, patienceSec, bytes, before, tries, order }: Delivery, from: string, to: string, { fifo = false, asks = false } = {}): Line[] {
  const kind = asks ? 'waits' : model
  return [
    {
      term: 'Invokes',
      text: kind === 'waits' ? `${from} waits for the answer.` : kind === 'event' ? `${from} hands over an event; Lambda queues it and answers 202 at once.` : `Lambda polls ${from} and invokes ${to} with a batch.`,
    },
    ...(kind === 'waits' ? [{ term: 'Patience', text: patienceSec === undefined ? `As long as the timeout of ${to}.` : `${patienceSec} s. ${to} runs on unheard.` }] : []),
    { term: 'Fits', text: `${size(bytes)}${kind === 'polls' ? ' in a batch' : ''}.` },
    {
      term: 'When it fails',
      text: kind === 'waits' && tries !== undefined ? `${from} tries ${tries} times in all when Lambda refuses it. Then it is lost.`
        : kind === 'waits' ? 'Nobody keeps it: the caller has to try again.'
        : kind === 'event' ? `${before ? `Until Lambda takes it, ${before.who} tries for ${span(before.forSec)}. Then ` : ''}${before ? 't' : 'T'}wo more tries within 6 hours, then its dead-letter queue or destination.`
          : order === 'none' ? `It shows in ${from} again, until its dead-letter queue takes it or its retention is over.` : 'The batch is tried again and blocks its shard until it passes, expires or is given up.',
    },
    { term: 'Order', text: fifo ? 'Kept within a message group.' : order === 'none' ? 'Not kept.' : order === 'shard' ? 'Kept within a shard, and so for each partition key.' : 'Kept for each item.' },
  ]
}
