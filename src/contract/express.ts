/**
 * The express: sources and functions that do at present nothing but the commonest thing may have it done for them, many
 * requests at a time, by a program that knows only that (src/express). They hand over what it needs to know, and take
 * back what came of it; meanwhile nothing else happens in the run. Whether they ride or not changes nothing but the time
 * it takes.
 */
import type { Micros } from '../base/units.ts'
import type { Metric } from '../trace/metric.ts'
import type { MessageId } from './messages.ts'
import type { Batch, Lease, Timer, WireEnd } from './service.ts'

/** It sends requests without a body along one wire, one after another, and an answer ends them; or messages for a queue. */
export interface SourceTicket {
  readonly rides: 'source'
  readonly sends: 'requests' | 'messages'
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

/** An idle environment serves each, and the handler does nothing but take its time; batches may fail by chance. */
export interface WorkTicket {
  readonly rides: 'work'
  /** Requests end well. */
  readonly tame: boolean
  /** So many batches of a hundred fail. */
  readonly errorRate: number
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
  /** Draws from 0 to 1 that say whether a batch fails. */
  fates(into: Float64Array, taken: number): number
  /** Whether what runs here ends plainly. */
  plain(env: number): boolean
  /** The mapping of a queue at the beginning of this wire, as long as it does what most do. */
  mapping(wire: number): MappingTicket | undefined
  /** What an environment works on, if it is a batch that ends plainly. */
  batchOf(env: number): RunningBatch | undefined
  /** It works on one that began on the ride. */
  holdBatch(env: number, wire: number, batch: Batch, opened: Micros, fails: boolean): void
  batchOver(slot: number): void
  getOff(inFlight: number, onDemand: number, invocations: number, waits: number, fates: number): void
}

export interface RunningBatch {
  readonly slot: number
  readonly wire: number
  readonly batch: Batch
  readonly fails: boolean
}

/** It receives, invokes with what it got, and waits for no more. */
export interface MappingTicket {
  /** The number that goes with its timers: a look at the queue, room for more, and the end of a long poll. */
  readonly index: number
  readonly looks: Timer
  readonly grows: Timer
  readonly polls: Timer
  readonly longPoll: Micros
  readonly batchSize: number
  /** A batch of ten of these is not too large for an event. */
  readonly mostBytes: number
  /** How many batches at once: in the beginning, more in a minute, at most; and from where on errors have no effect. */
  readonly first: number
  readonly gain: number
  readonly most: number
  readonly ceilingMost: number
  readonly state: MappingState
  readonly metrics: { readonly polled: Metric; readonly invoked: Metric; readonly failed: Metric; readonly deleted: Metric }
  /** A look that was left half done. */
  goOn(): void
}
export interface MappingState {
  active: number
  polling: boolean
  growing: boolean
  rampFrom: Micros
  emptySince: Micros
  ceiling: number
}

/** It takes in what it is sent at once, in no order of groups, and shows it to one mapping or to nobody. */
export interface QueueTicket {
  readonly rides: 'queue'
  readonly shows: Timer
  readonly showsAt: Micros
  readonly visibility: Micros
  readonly retention: Micros
  /** When the oldest goes. */
  readonly keepsUntil: Micros
  readonly sampling: boolean
  readonly inFlight: number
  readonly inFlightMost: number
  readonly deletedAt: Micros
  readonly deletes: number
  /** Visible ones. */
  readonly count: number
  /** Where those go that were received so often, and why. */
  readonly dead: { readonly wire: WireEnd; readonly receives: number; readonly why: number } | undefined
  readonly metrics: { readonly sent: Metric; readonly size: Metric; readonly received: Metric; readonly deleted: Metric; readonly requests: Metric; readonly visible: Metric; readonly inFlight: Metric }
  visibleAt(place: number): MessageId
  /** Those that a timer for all shows again, in its order. */
  hidden(told: (message: MessageId, until: Micros) => void): void
  /** It is hidden by this lease. */
  hides(lease: Lease, message: MessageId): boolean
  leaseOf(message: MessageId): Lease
  getOff(left: QueueLeft): void
}

/** What a ride leaves of a queue: those that came on board and are over, those that came in, oldest first, and where all stand. */
export interface QueueLeft {
  readonly over: readonly MessageId[]
  readonly begun: readonly MessageId[]
  readonly visible: readonly MessageId[]
  /** Nobody receives here: these are only those that came in. */
  readonly more: boolean
  /** Received on the ride, and hidden until then. */
  readonly hidden: readonly MessageId[]
  readonly until: readonly Micros[]
  readonly showsAt: Micros
  readonly deletedAt: Micros
  readonly deletes: number
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
  readonly dirty: Uint8Array
  readonly subject: Int32Array
  readonly turn: Int32Array
  /** Idle ones, the last one used on top. */
  readonly idle: { envs: Int32Array; count: number }
  busy(env: number, subject: MessageId): void
  rest(envs: Int32Array): void
}

export type Ticket = SourceTicket | WorkTicket | QueueTicket
