/**
 * What a service promises, and what it may ask for. A service is one folder that sees `base`, this contract and itself.
 *
 * Services never know one another. They meet in four ways of delivery:
 *
 *   request  the caller waits. `node.request(wire, message)` → `accept` there → `node.answer(message, …)` → `answered` here.
 *            The caller owns the message from beginning to end.
 *   event    fire and forget. `node.event(wire, message)` → `accept` there → `node.answer(message, 202)` as soon as it is
 *            taken in → `answered` here. A status below 300 hands the message over: the taker now owns it and ends it.
 *            Any other status leaves it with the sender, who may try again.
 *   queue    the consumer polls. `node.lease(wire, max, batch)` → `lease` there fills the batch; later `node.settle(wire,
 *            lease, done)` deletes it or makes it visible at once. The queue owns its messages; a lease is a receipt that
 *            may outlive its time. `node.ready()` tells pollers that there is something to see.
 *   shard    the consumer reads by position and remembers it. `node.read(wire, shard, position, max, batch)`; nothing is
 *            removed by reading.
 *
 * Code that runs in a function speaks to other nodes by name, as the SDK does, with or without a wire: that is a request,
 * too. `node.resolve(client, operation, input)` finds the node, `node.call(target, message)` asks it → `called` there →
 * `node.answer(message, status, 0, output or { name, message })` → `answered` here, with way WAY_CALL.
 *
 * All handlers are plain functions over plain state (typed arrays, numbers, the containers of base/), and a timer is a
 * constant and a number: a checkpoint of a run is a copy of its states, nothing more.
 */
import type { Dice } from '../base/dice.ts'
import type { Micros } from '../base/units.ts'
import type { Config, Schema, Values } from '../drawing/fields.ts'
import type { Scenario, WireKind } from '../drawing/drawing.ts'
import type { Metric, OwnMetric, OwnNames } from '../trace/metric.ts'
import type { Ticket } from './express.ts'
import type { Trouble } from './fault.ts'
import type { Content, MessageId, Messages } from './messages.ts'
import type { Finding } from './finding.ts'
import type { CodeHost } from './handler.ts'
import type { Usage } from './prices.ts'
import type { Quotas } from './quotas.ts'
import type { CallContent, CallPart, CallRefusal, SdkFace } from './sdk.ts'

/** D-01: at one instant things happen in this order, then in the order they were asked for. */
export const ORDER = { completion: 0, refill: 1, retry: 2, arrival: 3, poll: 4 } as const

/** A named handler that the kernel calls at a time with a number. Declared at the top of a behaviour, never a closure. */
export interface Timer<N = any> {
  readonly order: number
  readonly run: (node: N, arg: number) => void
  /** Position in its behaviour's list; set once by defineService. */
  index: number
}
export const timer = <N>(order: keyof typeof ORDER, run: (node: N, arg: number) => void): Timer<N> => ({ order: ORDER[order], run, index: -1 })

/** Names one pending timer; a timer that has fired, or whose place was used again, is simply not cancelled. */
export type TimerId = number
/** Names one receive of one message. */
export type Lease = number

/** What a lease or a read fills; kept by the consumer and used again. */
export interface Batch {
  messages: MessageId[]
  /** Leases for a queue, positions for a shard. */
  receipts: number[]
  /** Until when the leases last; a queue fills it. */
  until?: Micros
}

/** The other end of a wire, as a service sees it: never its service, only what the wire is and says. */
export interface WireEnd {
  readonly index: number
  readonly id: string
  readonly port: string
  readonly kind: WireKind
  /** The wire's own settings, defaults filled in. */
  readonly config: any
  /** Name, ARN and role of the node at the other end: payloads and policies speak of them. */
  readonly peer: { readonly id: string; readonly name: string; readonly arn: string; readonly role: Role }
}

/** What a node may do while one of its handlers runs. */
export interface Node<C = any, S = any> {
  readonly id: string
  readonly name: string
  readonly arn: string
  readonly region: string
  readonly config: C
  readonly scenario: Scenario
  /** Account quotas in force: profile, then the drawing's own. */
  readonly quotas: Quotas
  readonly strict: boolean
  /** The faults in force here; undefined as long as there are none. Functions look; to others it happens on the way. */
  readonly trouble: Trouble | undefined
  state: S

  /** The present instant. */
  readonly now: Micros
  after(delay: Micros, timer: Timer, arg?: number): TimerId
  /** Like `after`, for a timer that nobody cancels and a whole number from 0 to 2^31 - 1: cheaper. */
  later(delay: Micros, timer: Timer, arg: number): void
  /** Like `after`, for the one next arrival of a source: kept outside the heap, and so cheaper. One per node. */
  arriveAfter(delay: Micros, timer: Timer): void
  cancel(id: TimerId): void
  /** A stream of chance of this node's own: nothing drawn elsewhere changes it. Ask once, keep it in the state. */
  dice(purpose: string): Dice
  /** State shared by all nodes of one account and region under this name (the pool of concurrency, for one). */
  shared<T>(name: string, create: () => T): T

  /** Another node of the same service, by its name: some operations speak of several tables at once. */
  sibling(name: string): Node | undefined

  readonly outgoing: readonly WireEnd[]
  readonly incoming: readonly WireEnd[]
  /** Wires lead from this node back to it: what it sends may come round. */
  readonly loops: boolean

  /**
   * Somebody looks at payloads in this run: code, a filter, a person who peeks. When nobody does, JSON that only others
   * would read need not be made; sizes must be told all the same. It must never change what happens.
   */
  readonly contents: boolean
  /** Runs handler code; there when any node of the drawing has some. */
  readonly host: CodeHost | undefined

  readonly messages: Messages
  /** A new message that this node owns; its parent is the message it is made for, if any. */
  create(parent: MessageId): MessageId
  /** The message is over. It is counted in this terminal state, and its row is free. Only the owner may say so. */
  end(message: MessageId, outcome: number): void

  /** `way` is WAY_REQUEST, or WAY_DRY_RUN to ask without effect. */
  request(wire: WireEnd, message: MessageId, way?: number): void
  event(wire: WireEnd, message: MessageId): void
  /** Whoever sent this request waits no longer: `abandoned` there, if it has come there yet. Its answer comes all the same. */
  abandon(message: MessageId): void
  /** Answers what came by `accept`. `reason` is a code of reasons.ts, 0 for none. */
  answer(message: MessageId, status: number, reason?: number, content?: Content): void
  /**
   * Said before `answer` by whoever streams, when a first piece of its answer leaves, and for each after that (`more`): so many
   * bytes, the last of them at that instant, which may lie ahead. `began` at the other end, with the instant at which they
   * come there; false when that waits for the end of it all.
   */
  began(message: MessageId, at: Micros, bytes: number, more: boolean): boolean

  /** SBX-02: the node that a call is for. What is not found is refused in the service's words; permission is the caller's to check. */
  resolve(client: string, operation: string, input: unknown): CallTarget | CallRefusal
  /** Asks it; the message's content becomes the call. */
  call(target: CallTarget, message: MessageId): void

  lease(wire: WireEnd, max: number, into: Batch): number
  /** `delete`: done with it. `release`: visible again at once. `forget`: let it reappear when its time is over. */
  settle(wire: WireEnd, lease: Lease, verdict: Verdict): void
  /** So many long polls ended with nothing: a poller that waits tells it afterwards, for many at once. */
  waited(wire: WireEnd, receives: number): void
  /** Hides a leased message for so long from now on, whatever its time was; false when the receipt is outlived. */
  hide(wire: WireEnd, lease: Lease, duration: Micros): boolean
  /** How much the queue at the other end would hand out: what a poller may ask without receiving. */
  backlog(wire: WireEnd): number
  /** The JSON a function gets for what it received along a poll wire; built only when somebody looks. */
  eventOf(wire: WireEnd, batch: Batch): Content
  /** Hands a message of this node's back to the node at the beginning of an incoming wire (a dead-letter queue is emptied). */
  giveBack(wire: WireEnd, message: MessageId): void
  /**
   * Sends a message of this node's backwards along an incoming wire, as a server does over a connection that its client keeps
   * open: `answered` there, with PUSHED in `w`. It is the other node's from here.
   */
  push(wire: WireEnd, message: MessageId): void
  shards(wire: WireEnd): number
  /**
   * Fills the batch with records at or after the position, in order; each position is one higher than the last. A record's
   * row says in `born` when it arrived, and in `x` the hash of its key. It may be gone later: its serial tells. Less than
   * 0: too much was read of late, and nothing is given now.
   */
  read(wire: WireEnd, shard: number, position: number, max: number, into: Batch): number
  /** Shards that this one came out of, by a split or a merge: a reader is done with them before it begins here. */
  parents(wire: WireEnd, shard: number): readonly number[]
  /** Tells every poller on this node's wires that there is something (in this shard). */
  ready(shard?: number): void

  /** One row of the trace (see trace/records.ts) about a message, or NONE. */
  note(kind: number, message: MessageId, a?: number, b?: number): void
  /** Keeps a text beside the trace; the number that comes back goes into a row. */
  text(text: string): number
  add(metric: Metric, amount?: number, at?: Micros): void
  /** `failed` is for metrics whose values count in others, too (`fails` of the metric). */
  observe(metric: Metric, value: number, at?: Micros, failed?: boolean): void
  level(metric: Metric, value: number): void
  /** Values of a metric that code defines. How many there may be is for the caller to see to. */
  measure(metric: OwnMetric, values: readonly number[], at: Micros): void
}

export type Verdict = 'delete' | 'release' | 'forget'

/** Whom a call reaches, along a drawn wire if there is one, and what it needs permission for. */
export interface CallTarget {
  readonly wire: WireEnd
  readonly drawn: boolean
  readonly action: string
  /** What of the node it is about, as it stands behind the ARN: `/photos/a.jpg`. */
  readonly part?: string
  /** Several of them, each judged by itself. */
  readonly parts?: readonly CallPart[]
  /** What it needs permission for, of the whole, to be told that the part is not there. */
  readonly tells?: string
  /** Another operation that its caller must be allowed, if there is whom it is about. */
  readonly needs?: CallTarget
  readonly call: CallContent
}

/** The living part of a service. Every member but `state` and `timers` is optional: a service takes part in what it can. */
export interface Behaviour<C = any, S = any, N extends Node<C, S> = Node<C, S>> {
  state(node: N): S
  timers: readonly Timer<any>[]
  metrics?: readonly Metric[]
  /** The run begins. */
  start?(node: N): void
  /** A request or event arrives (`node.messages.way` tells which). Answer it, now or later, exactly once. */
  accept?(node: N, message: MessageId, wire: WireEnd): void
  /** The one who waits for this has hung up; it is answered all the same. */
  abandoned?(node: N, message: MessageId, wire: WireEnd): void
  /** Code asks for an operation of this service's API. Answer it, now or later, exactly once. */
  called?(node: N, message: MessageId, call: CallContent, wire: WireEnd): void
  /** A piece of the answer to a request of this node's comes; `more`: not the first. `answered` follows. Says whether it reads them as they come. */
  began?(node: N, message: MessageId, wire: WireEnd, at: Micros, bytes: number, more: boolean): boolean
  /** The answer to a request, event or call of this node's. */
  answered?(node: N, message: MessageId, wire: WireEnd): void
  lease?(node: N, wire: WireEnd, max: number, into: Batch): number
  settle?(node: N, lease: Lease, verdict: Verdict): void
  waited?(node: N, receives: number): void
  hide?(node: N, lease: Lease, duration: Micros): boolean
  backlog?(node: N): number
  eventOf?(node: N, batch: Batch): Content
  /** The node at the end of one of its wires handed this message back; it is this node's from here. */
  returned?(node: N, message: MessageId, wire: WireEnd): void
  shards?(node: N): number
  read?(node: N, shard: number, position: number, max: number, into: Batch, wire: WireEnd): number
  parents?(node: N, shard: number): readonly number[]
  /** A queue or shard this node polls has something. */
  sourceReady?(node: N, wire: WireEnd, shard: number): void
  /** One of its rows, as `note` was given it, with the text kept last: told while a wire leads from it to a log group. */
  noted?(node: N, kind: number, message: MessageId, a: number, b: number, text: string): void
  /** A metric that it watches was counted, observed or set; a count of 0 says that its node did something else. */
  measured?(node: N, which: number, value: number, at: Micros): void
  /** A setting changed in mid-run (a dated action); `node.config` is already the new one. */
  configured?(node: N, before: C): void
  /** The settings of one of its wires changed in mid-run; `wire.config` is already the new one. Told at both ends. */
  rewired?(node: N, wire: WireEnd, before: WireEnd['config']): void
  /** A fault of this kind begins or heals here (see fault.ts); `node.trouble` says already what holds from now on. */
  troubled?(node: N, kind: string, settings: Config, begins: boolean): void
  /** The event that an environment was handed, by its number: for a person who looks at an invocation that has begun. */
  handed?(node: N, environment: number): Content
  /** What it hands over when it may ride at present (express.ts). */
  express?(node: N): Ticket | undefined
  /** A verb of a dated action: send, purge, redrive … */
  act?(node: N, verb: string, config: Config): void
}

/** What a node is to the wires that reach it. Ports name roles, never services. */
export const ROLES = [
  'client', 'function', 'http', 'queue', 'fifo', 'topic', 'fifoTopic', 'bus', 'bucket', 'stream', 'table', 'distribution',
  'edgeFunction', 'keyValues', 'logs', 'alarm', 'other',
] as const
export type Role = (typeof ROLES)[number]

/** A place where wires begin. Table 0.1 is spread over the services' ports: who may feed whom, in which kind. */
export interface Port<C = any> {
  readonly id: string
  readonly label: string
  /** Where the drawn handle stands. */
  readonly side: 'right' | 'bottom'
  readonly to: { readonly [R in Role]?: WireKind }
  /** Most wires that may leave here. */
  readonly max?: number
  /** Several wires may lead from here to one node: two rules with the same target, two notifications to one function. */
  readonly several?: boolean
  /** The wire's own settings. */
  readonly config?: Schema
  /** Those of them that may change in mid-run, by a dated action on the wire. What was made of them is made anew in `rewired`. */
  readonly live?: readonly string[]
  /** For so many seconds AWS goes on under the settings of before such a change. */
  readonly settlesSec?: (from: C) => number
  /** Fills in what the wire's settings leave to those of the node where it begins. */
  readonly fills?: (from: C, wire: any) => unknown
  /** GEN-07: latency of a hop along this wire in realistic mode, milliseconds at the median and the 99th percentile. */
  readonly latency?: { readonly p50: number; readonly p99: number }
  /** The same for targets of some roles that are nearer or farther away. */
  readonly latencyTo?: { readonly [R in Role]?: { readonly p50: number; readonly p99: number } }
  /** A pair that `to` does not forbid, but AWS does: says why, and the detour that works. */
  readonly refuses?: (from: NodeSketch<C>, to: NodeSketch) => Refusal | undefined
}
export interface Refusal {
  readonly rule: string
  readonly text: string
  /** Services to place in between, in order, that make the connection legal. */
  readonly detour?: readonly string[]
}
/** A node before any run: what a port or an advice may look at. */
export interface NodeSketch<C = any> {
  readonly id: string
  readonly service: string
  readonly name: string
  readonly role: Role
  readonly config: C
}

export const GROUPS = ['Sources', 'Compute', 'API', 'Messaging', 'Storage', 'Database', 'Orchestration', 'Edge', 'Operations', 'More sources'] as const

export interface Service<S extends Schema = any> {
  readonly id: string
  readonly title: string
  readonly group: (typeof GROUPS)[number]
  readonly category: 'compute' | 'api' | 'messaging' | 'database' | 'storage' | 'orchestration' | 'neutral'
  /** May depend on its settings (a FIFO queue is another thing to SNS than a standard one). */
  readonly role: (config: Values<S>) => Role
  /** The limit that a learner should know before dragging it. */
  readonly limit: string
  /** A paragraph: what it is here, what surprises learners. */
  readonly help: string
  readonly config: S
  readonly ports: readonly Port<Values<S>>[]
  /** One line under the name on the canvas. */
  readonly summary: (config: Values<S>) => string
  readonly arn: (name: string, region: string, account: string) => string
  /** AWS's rule for names. */
  readonly naming: { readonly pattern: RegExp; readonly text: string; readonly stem: string }
  readonly behaviour: Behaviour<Values<S>>
  /** What code may ask of it. */
  readonly sdk?: SdkFace<Values<S>>
  /** It runs code that may call any node (a function with a handler of its own). */
  readonly asks?: (config: Values<S>) => boolean
  /** It runs code that may call nobody. */
  readonly runs?: (config: Values<S>) => boolean
  /** It, or a wire of its own, looks at payloads; what asks does so anyway. */
  readonly looks?: (view: NodeView<Values<S>>) => boolean
  /** Metrics of other nodes that it is told of as they are measured (`measured`). No name: the first node that has the metric. `own`: one that code defines. */
  readonly watches?: (config: Values<S>) => readonly { readonly node: string; readonly metric: string; readonly own?: OwnNames }[]
  /** What a run is charged for, from the node's own metrics. */
  readonly usage?: (config: Values<S>, sum: (metric: string) => number) => Iterable<Usage>
  /** Findings about one node before any run; `error` stops the run from starting. */
  readonly check?: (view: NodeView<Values<S>>) => Iterable<Finding>
}

/** A node with its neighbours, for checks and advice. */
export interface NodeView<C = any> extends NodeSketch<C> {
  readonly scenario: Scenario
  readonly quotas: Quotas
  /** All nodes of its service, itself included, in the drawing's order: what shares an account's limits. */
  readonly siblings: readonly NodeSketch<C>[]
  readonly outgoing: readonly { readonly id: string; readonly port: string; readonly kind: WireKind; readonly config: any; readonly peer: NodeSketch }[]
  readonly incoming: readonly { readonly id: string; readonly port: string; readonly kind: WireKind; readonly config: any; readonly peer: NodeSketch }[]
}

/** Numbers the timers and metrics of a behaviour; called once per service, when its module is loaded. */
export function defineService<const S extends Schema>(service: Service<S>): Service<S> {
  service.behaviour.timers.forEach((one, index) => { one.index = index })
  service.behaviour.metrics?.forEach((one, index) => { one.index = index })
  return service
}
