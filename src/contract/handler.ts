/**
 * What the engine asks of whatever runs user code, and what it hears back. No language is named here: JavaScript in a
 * sealed sandbox keeps this promise today, another language may tomorrow.
 *
 * To the engine a running handler is a coroutine. It is resumed, runs as far as it can, and says what it waits for: that
 * is one `Turn`. Between two turns nothing of it runs, so the engine may take any virtual time it likes, and a host may be
 * copied. CPU time is counted in steps, never measured: the same code takes the same time on every machine.
 *
 * Only text crosses in either direction. JSON that comes out is untrusted: parse it where it is used, never merge it.
 */
import type { Micros } from '../base/units.ts'
import type { EdgeHost } from './edge.ts'

/** Code as it is deployed. Made once per function version; the same program gives the same bytecode. */
export interface Program {
  readonly runtime: string
  /** File without its extension, and export: `index.handler`. */
  readonly handler: string
  /** Paths as on Lambda: `/var/task/index.mjs`, and those of layers under `/opt`. */
  readonly files: readonly SourceFile[]
  readonly memoryMb: number
  readonly ephemeralMb: number
  /** The environment variables, AWS's own among them. */
  readonly variables: { readonly [name: string]: string }
}
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** An execution environment as the host numbers it; numbers are not used again. */
export type GuestId = number

export interface CodeHost {
  /**
   * Starts an environment and runs the code outside the handler. `seed` is all the chance that it will have, `own` are
   * variables that it alone has, or has in place of the program's.
   */
  open(program: Program, seed: readonly [number, number, number, number], now: Micros, limit: Micros, own?: Program['variables']): { readonly guest: GuestId; readonly turn: Turn }
  /** Calls the handler. What was left waiting when the environment froze goes on, too. */
  invoke(guest: GuestId, event: string, context: Context, now: Micros, limit: Micros): Turn
  /** Answers a call. One that is not known (any more) is ignored. */
  answer(guest: GuestId, call: number, answer: CallAnswer, now: Micros, limit: Micros): Turn
  /** Timers that are due run. */
  wake(guest: GuestId, now: Micros, limit: Micros): Turn
  close(guest: GuestId): void
  /** Everything that decides what its environments do next. */
  save(): unknown
  restore(saved: unknown): void
  /** The dialect of CloudFront Functions. */
  readonly edge?: EdgeHost
}

/** The context object's facts. */
export interface Context {
  readonly functionName: string
  readonly functionVersion: string
  readonly invokedFunctionArn: string
  readonly memoryLimitInMB: string
  readonly awsRequestId: string
  readonly logGroupName: string
  readonly logStreamName: string
  /** When the timeout will strike: what getRemainingTimeInMillis counts down to. */
  readonly deadline: Micros
  /** The trace header, if the request is traced. */
  readonly traceHeader?: string
}

/** The code ran this far. Times are counted from its beginning. `limit` above is the CPU time after which it is cut off. */
export interface Turn {
  /** CPU time at the share that the memory buys. */
  readonly took: Micros
  readonly lines: readonly Line[]
  readonly calls: readonly Call[]
  /** What it wrote meanwhile of a response that it streams: that has left, however the invocation ends. */
  readonly wrote?: Streamed
  /** When its first timer is due; null when none is set. */
  readonly wakeAt: Micros | null
  /** The handler is done (of `open`: the code outside it is), or was stopped. Null: it waits. */
  readonly end: End | null
  readonly usedBytes: number
}

/** PLAIN: written to the standard output past the console, and told as it is. */
export type Level = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL' | 'PLAIN'
export interface Line {
  readonly after: Micros
  readonly level: Level
  readonly text: string
}

/** Code asks for something outside it: an operation of a service's client, or (`HTTP`, `fetch`) a request. */
export interface Call {
  readonly id: number
  readonly after: Micros
  /** The client's name without "Client": SQS, DynamoDB, EventBridge … */
  readonly client: string
  /** The command's name without "Command". */
  readonly operation: string
  /** JSON. Binary values are `{"$binary": "<base64>"}`. */
  readonly input: string
  /** How often at most it is tried, if the code says so itself. */
  readonly tries?: number
}
/** Output or error, as JSON; an error is a `CallError`. */
export interface CallAnswer {
  readonly ok: boolean
  readonly json: string
  /** Of an output: what stands in its `$metadata`. It is told apart, because every output has one and few are looked at. */
  readonly requestId?: string
  readonly attempts?: number
}
/** What the SDK throws (GEN-10). */
export interface CallError {
  readonly name: string
  readonly message: string
  readonly $fault: 'client' | 'server'
  readonly $metadata: { readonly httpStatusCode: number; readonly requestId: string; readonly attempts: number }
}

export type End =
  /** `streamed`: what was written, and when, in place of one response. */
  | { readonly kind: 'returned'; readonly json: string; readonly streamed?: Streamed | undefined }
  /** The handler failed; the environment lives on. It may have written something before. */
  | { readonly kind: 'threw'; readonly error: Thrown; readonly streamed?: Streamed | undefined }
  /** The environment is lost: `reason` is AWS's name for it, `error` what the runtime reported before, if it could. */
  | { readonly kind: 'crashed'; readonly reason: CrashReason; readonly error?: Thrown }
  /** The limit came first. */
  | { readonly kind: 'cut' }
/** The pieces of a streamed response: when each was written, since the invocation began (in a turn: since that began). */
export type Streamed = readonly { readonly after: Micros; readonly bytes: number }[]
export type CrashReason =
  | 'Runtime.OutOfMemory' | 'Runtime.ExitError' | 'Runtime.NodejsExit' | 'Runtime.ImportModuleError' | 'Runtime.UserCodeSyntaxError'
  | 'Runtime.HandlerNotFound' | 'Runtime.MalformedHandlerName' | 'Runtime.UnhandledPromiseRejection' | 'Runtime.Unknown' | 'Unhandled'
/** An exception as the runtime reports it. */
export interface Thrown {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace: readonly string[]
}
