/**
 * The express: sources and functions that do at present nothing but the commonest thing may have it done for them, many
 * requests at a time, by a program that knows only that (src/express). They hand over what it needs to know, and take
 * back what came of it; meanwhile nothing else happens in the run. Whether they ride or not changes nothing but the time
 * it takes.
 */
import type { Micros } from '../base/units.ts'
import type { Metric } from '../trace/metric.ts'
import type { MessageId } from './messages.ts'
import type { Timer, WireEnd } from './service.ts'

/** It sends requests without a body along one wire, one after another, and an answer ends them. */
export interface SourceTicket {
  readonly rides: 'source'
  readonly wire: WireEnd
  readonly arrive: Timer
  /** What comes next is said in gaps, none of them before `from`; or in instants. */
  readonly gaps: boolean
  readonly from: Micros
  /** Nothing is sent any more. */
  readonly until: Micros
  readonly waiting: number
  /** A request that was refused for want of room is tried again. */
  readonly tries: boolean
  readonly metrics: { readonly sent: Metric; readonly refused: Metric; readonly inFlight: Metric; readonly latency: Metric }
  /** Fills in what comes next; how many. `taken` of those given last are used up. */
  ahead(into: Float64Array, taken: number): number
  /** Whether it waits for the answer to this in the plainest way. */
  waitsFor(message: MessageId): boolean
  /** `over` are those of its own that were answered, `begun` those on their way now, in their order. */
  getOff(sent: number, waiting: number, taken: number, over: readonly MessageId[], begun: readonly MessageId[]): void
}

/** An idle environment serves each, and the handler does nothing but take its time. */
export interface WorkTicket {
  readonly rides: 'work'
  readonly ends: Timer
  readonly shared: boolean
  readonly room: number
  readonly windowMost: number
  readonly window: Window
  /** What all functions without room of their own share. */
  readonly account: { readonly pool: { inFlight: number; readonly window: Window }; readonly room: number; readonly windowMost: number }
  readonly cpuMs: number
  readonly ioMs: number
  /** The handler takes the same time always. */
  readonly constant: boolean
  readonly limitMs: number
  readonly thaw: Micros
  readonly idleFor: Micros
  readonly idleTimerAt: Micros
  readonly billsInit: boolean
  readonly inFlight: number
  readonly onDemand: number
  /** Of a refusal: the limit that it names, why, and its status. */
  readonly limit: number
  readonly why: number
  readonly status: number
  readonly places: Places
  readonly metrics: { readonly duration: Metric; readonly billed: Metric; readonly concurrent: Metric; readonly throttled: Metric }
  /** Draws of mean 1, as `SourceTicket.ahead`. */
  waits(into: Float64Array, taken: number): number
  /** Whether what runs here ends plainly. */
  plain(env: number): boolean
  getOff(inFlight: number, onDemand: number, invocations: number, taken: number): void
}

export interface Window {
  ends: Micros
  count: number
}

/** The environments, by their columns, as far as a ride touches them. */
export interface Places {
  readonly count: number
  readonly serial: Float64Array
  readonly lifeEnd: Float64Array
  readonly idleEnd: Float64Array
  readonly begun: Float64Array
  readonly durationMs: Float64Array
  readonly initMs: Float64Array
  readonly dirty: Uint8Array
  readonly subject: Int32Array
  readonly turn: Int32Array
  /** Idle ones, the last one used on top. */
  readonly idle: { envs: Int32Array; count: number }
  busy(env: number, subject: MessageId): void
  rest(envs: Int32Array): void
}

export type Ticket = SourceTicket | WorkTicket
