/**
 * Where a distribution meets the functions of its behaviours. A wire of kind `edge` leaves the distribution at a stage (the
 * id of its port) and is a request along it: the content is the event that the function receives, of the shape that the
 * role at the other end wants; `messages.beside` carries in `edgeRegion` where the function runs. The answer's content is
 * what the function returned, as it came: the distribution judges it. Failures come as any function's do, by status and
 * reason; whoever runs the code ends nothing here.
 *
 * A CloudFront function says itself how it failed: 503 with FunctionExecutionError when it threw, 503 with
 * FunctionThrottled when it was stopped or cannot be compiled, 502 with FunctionValidationError when what it returned is
 * neither a request nor a response. A Lambda function says what Lambda says: 200 with the reason of a function error, 429
 * with that of a throttle.
 */
import type { Micros } from '../base/units.ts'

export const STAGES = ['viewer-request', 'origin-request', 'origin-response', 'viewer-response'] as const
export type Stage = (typeof STAGES)[number]
export const isViewerStage = (stage: Stage): boolean => stage.startsWith('viewer')
export const isRequestStage = (stage: Stage): boolean => stage.endsWith('request')

/** An edge location as we draw it: one for each part of the world, with the region that serves it. */
export interface EdgePlace {
  readonly id: string
  readonly label: string
  /** As `X-Amz-Cf-Pop` and the standard logs name it. */
  readonly pop: string
  /** Where Lambda@Edge runs for its viewers, and where that function's logs are. */
  readonly region: string
}
export const EDGE_PLACES: readonly EdgePlace[] = [
  { id: 'na', label: 'North America', pop: 'IAD89-P1', region: 'us-east-1' },
  { id: 'eu', label: 'Europe', pop: 'FRA60-P1', region: 'eu-central-1' },
  { id: 'ap', label: 'Asia Pacific', pop: 'NRT57-P1', region: 'ap-northeast-1' },
  { id: 'sa', label: 'South America', pop: 'GRU3-P1', region: 'sa-east-1' },
]

/**
 * What a CloudFront function's helpers ask for beside its result: another origin for this request. Whoever runs the
 * function puts it into the message's `beside` as `edgeOrigin` before it answers; the distribution follows it, or says
 * why it cannot. All of it is untrusted: own properties only.
 */
export type OriginChange =
  /** cf.updateRequestOrigin: what is named differs from the behaviour's origin, all else is inherited. */
  | { readonly kind: 'update'; readonly origin: { readonly [setting: string]: unknown } }
  /** cf.selectRequestOriginById, with overrides if there are any. */
  | { readonly kind: 'select'; readonly id: string; readonly origin: { readonly [setting: string]: unknown } }
  /** cf.createRequestOriginGroup: the first is tried first. */
  | { readonly kind: 'group'; readonly ids: readonly [string, string]; readonly statusCodes: readonly number[] }

/** The runtimes of CloudFront Functions. */
export const EDGE_RUNTIMES = ['cloudfront-js-2.0', 'cloudfront-js-1.0'] as const
export type EdgeRuntime = (typeof EDGE_RUNTIMES)[number]
export const EDGE_CODE_BYTES = 10_240

/** A CloudFront function as it is deployed. */
export interface EdgeProgram {
  readonly runtime: EdgeRuntime
  readonly code: string
  /** A key-value store is associated. */
  readonly keyValues: boolean
}
/** What code asks of its key-value store. */
export interface EdgeCall {
  readonly operation: 'get' | 'exists' | 'meta'
  readonly key: string
}
/** Text of a value, JSON of the rest; or why there is none. */
export type EdgeAnswer = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string }

/**
 * Runs a function of the CloudFront dialect once, from its first line to the end of its handler. Nothing outlives a run,
 * and the same arguments give the same run: code that asks its store is run again from the beginning when the answers
 * are known, and so needs no memory in between. Times and utilisation are counted, never measured.
 */
export interface EdgeHost {
  run(program: EdgeProgram, event: string, seed: readonly [number, number, number, number], now: Micros, answers: readonly EdgeAnswer[], around?: EdgeAround): EdgeRun
}
/** What helpers say that is not in the event. */
export interface EdgeAround {
  readonly query: string
  readonly region: string
}
export interface EdgeRun {
  /** CPU time. */
  readonly took: Micros
  /** CFF-06: share of what a run may take, in percent. */
  readonly utilisation: number
  /** What console.log was given, in order. */
  readonly lines: readonly string[]
  readonly end: EdgeEnd
}
export type EdgeEnd =
  /** JSON; '' for what is none (undefined, a function). */
  | { readonly kind: 'returned'; readonly json: string; readonly origin: OriginChange | undefined }
  /** It waits for these, in the order in which it asked; those known already are not named again. */
  | { readonly kind: 'asks'; readonly calls: readonly EdgeCall[] }
  | { readonly kind: 'threw'; readonly message: string }
  /** It takes more than it may. */
  | { readonly kind: 'cut' }
  /** It cannot be read at all. */
  | { readonly kind: 'broken'; readonly message: string; readonly line: number }

/** What a distribution found in its cache for a key. `b` in rows of kind `looked` is the edge location times eight, and the place in this list. */
export const LOOKED = ['hit', 'miss', 'expired', 'stale', 'waits', 'uncached', 'error'] as const
export type Looked = (typeof LOOKED)[number]
export const lookedAs = (place: number, looked: Looked): number => place * 8 + LOOKED.indexOf(looked)
export const readLooked = (b: number): { readonly place: number; readonly looked: Looked } => ({ place: b >> 3, looked: LOOKED[b & 7]! })

/**
 * What became of a function at a stage: `b` in rows of kind `judged` is the stage's place in STAGES times eight, and the
 * place in this list. `passed`: the request or response goes on. `generated`: it answered itself. `invalid`: what it
 * returned is refused, and `a` is the number of a text that says why. `failed`: there was nothing to judge.
 */
export const RETURNED = ['passed', 'generated', 'invalid', 'failed'] as const
export type Returned = (typeof RETURNED)[number]
export const judgedAs = (stage: Stage, returned: Returned): number => STAGES.indexOf(stage) * 8 + RETURNED.indexOf(returned)
export const readJudged = (b: number): { readonly stage: Stage; readonly returned: Returned } => ({ stage: STAGES[b >> 3]!, returned: RETURNED[b & 7]! })
