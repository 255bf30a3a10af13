import { assert, broken } from '../base/assert.ts'
import { type Dice, forkDice } from '../base/dice.ts'
import type { Micros } from '../base/units.ts'
import { type Content, type MessageId, type Messages, NONE, WAY_CALL, WAY_EVENT, WAY_REQUEST } from '../contract/messages.ts'
import type { Trouble } from '../contract/fault.ts'
import type { Quotas } from '../contract/quotas.ts'
import type { CodeHost } from '../contract/handler.ts'
import type { CallContent, CallRefusal } from '../contract/sdk.ts'
import type { Batch, Behaviour, CallTarget, Lease, Node, Timer, TimerId, Verdict, WireEnd } from '../contract/service.ts'
import type { Scenario } from '../drawing/drawing.ts'
import type { Metric, OwnMetric } from '../trace/metric.ts'
import { failed, type MetricStore } from '../trace/metrics.ts'
import { K } from '../trace/records.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { targetOf } from '../kernel/timers.ts'
import { resolveCall, type Ways, waysFrom } from './calls.ts'
import { receiveFails } from './faults.ts'
import { pieceLeaves, hangUp, type Link, pushBack } from './link.ts'
import { measureOwn } from './own-metrics.ts'
import { loops, type PlanNode, type PlanWire, REGION } from './plan.ts'
import type { Run } from './run.ts'
import { tell, type Watcher } from './watches.ts'

/** At most this many deliveries without a wait nest within one another; deeper ones take a turn through the kernel. */
export const DEEPEST = 12
const NO_SHARDS: readonly number[] = []

const { created: CREATED, ended: ENDED, request: REQUEST, event: EVENT, response: RESPONSE, refusal: REFUSAL } = K

/** The one implementation of the contract's `Node`: a thin hand on the run, the same class for every service. */
export class EngineNode implements Node<any, any> {
  readonly id: string
  readonly name: string
  readonly arn: string
  readonly region = REGION
  readonly scenario: Scenario
  readonly quotas: Quotas
  readonly strict: boolean
  readonly loops: boolean
  readonly outgoing: WireEnd[] = []
  readonly incoming: WireEnd[] = []
  /** Who polls this node, and the wire as they see it. */
  private readonly pollers: { readonly node: EngineNode; readonly wire: WireEnd }[] = []
  /** The same ends, by the wire's number. */
  readonly outEnds: WireEnd[] = []
  readonly inEnds: WireEnd[] = []
  readonly index: number
  readonly behaviour: Behaviour
  readonly timers: readonly Timer[]
  readonly onAccept: Behaviour['accept']
  readonly onAnswered: Behaviour['answered']
  private readonly onReady: Behaviour['sourceReady']
  readonly plan: PlanNode
  config: any
  state: any
  messages: Messages
  readonly contents: boolean
  readonly host: CodeHost | undefined
  private ways: Ways | undefined
  /** A wire leads to a log group; and the text kept last. */
  private tapped = false
  private said = ''
  private watchers: Watcher[] | undefined
  trouble: Trouble | undefined = undefined
  private readonly run: Run
  private clock: Run['world']['timers']
  private outcomes: Float64Array
  private lane = NONE
  private readonly trace: TraceWriter
  private readonly metrics: MetricStore
  /** Its metrics have slots in a row. */
  private readonly firstSlot: number

  constructor(run: Run, plan: PlanNode) {
    this.run = run
    this.plan = plan
    this.index = plan.index
    this.id = plan.drawn.id
    this.name = plan.drawn.name
    this.arn = plan.arn
    this.config = plan.config
    this.scenario = run.plan.scenario
    this.quotas = run.plan.quotas
    this.strict = run.strict
    this.loops = loops(plan, run.plan.wires)
    this.contents = run.contents
    this.host = run.host
    this.behaviour = plan.service.behaviour
    this.timers = this.behaviour.timers
    this.onAccept = this.behaviour.accept
    this.onAnswered = this.behaviour.answered
    this.onReady = this.behaviour.sourceReady
    this.messages = run.world.messages
    this.clock = run.world.timers
    this.outcomes = run.world.outcomes
    this.trace = run.trace
    this.metrics = run.metrics
    this.firstSlot = run.metrics.places.length
    for (const metric of this.behaviour.metrics ?? []) run.metrics.define(this.index, metric)
  }

  /** The wires are joined: the state can be made. */
  begin(): void {
    this.state = this.behaviour.state(this)
  }

  /** Another world was put in place. */
  resume(state: unknown, config: unknown): void {
    this.state = state
    this.config = config
    this.messages = this.run.world.messages
    this.clock = this.run.world.timers
    this.outcomes = this.run.world.outcomes
    this.lane = NONE
  }

  /** A wire from this node to another, or to itself. */
  join(wire: PlanWire, target: EngineNode): Link {
    const { here, there } = wire
    this.outEnds[wire.index] = here
    target.inEnds[wire.index] = there
    if (!wire.implied) {
      this.outgoing.push(here)
      if (here.kind === 'poll') this.pollers.push({ node: target, wire: there })
      if (here.peer.role === 'logs') this.tapped = true
      target.incoming.push(there)
    }
    const instant = this.strict || !wire.port.latency
    return { index: wire.index, from: this, to: target, here, there, instant, direct: instant, trouble: undefined }
  }

  get now(): Micros {
    return this.clock.now
  }

  after(delay: Micros, timer: Timer, arg = 0): TimerId {
    return this.clock.set(delay, timer.order, targetOf(this.index, timer.index), arg)
  }

  later(delay: Micros, timer: Timer, arg: number): void {
    this.clock.put(delay, timer.order, targetOf(this.index, timer.index), arg)
  }

  arriveAfter(delay: Micros, timer: Timer): void {
    if (this.takesLane(timer) === NONE) this.after(delay, timer)
    else this.clock.setLane(this.lane, delay, timer.order)
  }

  /** The lane that its arrivals by this timer are on; -1 when they are on none. */
  takesLane(timer: Timer): number {
    if (this.lane === NONE) this.lane = this.clock.lane(targetOf(this.index, timer.index))
    return this.lane
  }

  /** Somebody is told of what happens here as it happens. */
  get watched(): boolean {
    return this.watchers !== undefined || this.tapped || this.trouble !== undefined
  }

  cancel(id: TimerId): void {
    this.clock.cancel(id)
  }

  dice(purpose: string): Dice {
    return forkDice(this.scenario.seed, this.id, purpose)
  }

  shared<T>(name: string, create: () => T): T {
    const { shared } = this.run.world
    if (!shared.has(name)) shared.set(name, create())
    return shared.get(name) as T
  }

  sibling(name: string): EngineNode | undefined {
    return this.run.nodes.find((one) => one.name === name && one.plan.service === this.plan.service)
  }

  create(parent: MessageId): MessageId {
    const { messages } = this
    const message = messages.create(parent)
    messages.born[message] = this.clock.now
    if (parent !== NONE) this.noteParent(message, parent)
    return message
  }

  /** What a message was made for is in no other row: the way of a request through several nodes hangs on it. */
  private noteParent(message: MessageId, parent: MessageId): void {
    const { serial } = this.messages
    this.trace.note(this.clock.now, serial[message]!, CREATED, this.index, serial[parent]!, 0)
  }

  end(message: MessageId, outcome: number): void {
    const { messages, outcomes } = this
    const serial = messages.serial[message]!
    if (serial === 0) broken('a message ends once')
    outcomes[outcome] = outcomes[outcome]! + 1
    this.trace.note(this.clock.now, serial, ENDED, this.index, 0, outcome)
    messages.release(message)
  }

  request(wire: WireEnd, message: MessageId, way = WAY_REQUEST): void {
    this.send(wire, message, way, REQUEST)
  }

  event(wire: WireEnd, message: MessageId): void {
    this.send(wire, message, WAY_EVENT, EVENT)
  }

  resolve(client: string, operation: string, input: unknown): CallTarget | CallRefusal {
    const { run } = this
    this.ways ??= waysFrom(this, run.links, run.plan)
    return resolveCall(run.plan, this.ways, client, operation, input)
  }

  call(target: CallTarget, message: MessageId): void {
    this.messages.content[message] = target.call
    this.send(target.wire, message, WAY_CALL, REQUEST)
  }

  answer(message: MessageId, status: number, reason = 0, content?: Content): void {
    const { messages, run } = this
    const way = messages.way[message]!
    if (way === 0) broken('an answer answers something')
    messages.status[message] = status
    messages.reason[message] = reason
    if (messages.answer[message] !== content) messages.answer[message] = content
    const link = run.links[messages.wire[message]!]!
    if (!link.instant || way === WAY_EVENT || run.depth === DEEPEST) return this.answerLater(link, message, status, way)
    const { now } = this.clock
    this.trace.note(now, messages.serial[message]!, status < 400 ? RESPONSE : REFUSAL, link.index, now, status)
    run.depth++
    link.from.onAnswered?.(link.from, message, link.here)
    run.depth--
  }

  abandon(message: MessageId): void {
    hangUp(this.run, message)
  }

  began(message: MessageId, at: Micros, bytes: number, more: boolean): boolean {
    return pieceLeaves(this.run, message, at, bytes, more)
  }

  /** An event that is taken in leaves no row, and nobody waits for its answer to travel. */
  private answerLater(link: Link, message: MessageId, status: number, way: number): void {
    const { messages, run } = this
    const waited = way !== WAY_EVENT
    if ((waited && !link.instant) || run.depth === DEEPEST) return run.carryBack(link, message, status)
    if (waited || status >= 300) {
      const { now } = this.clock
      this.trace.note(now, messages.serial[message]!, status < 400 ? RESPONSE : REFUSAL, link.index, now, status)
    }
    run.depth++
    link.from.onAnswered?.(link.from, message, link.here)
    run.depth--
  }

  lease(wire: WireEnd, max: number, into: Batch): number {
    const source = this.source(wire)
    if (!this.reaches(source, wire, into)) return 0
    return this.noteBatch(wire, into, source.behaviour.lease!(source, source.outEnds[wire.index]!, max, into))
  }

  settle(wire: WireEnd, lease: Lease, verdict: Verdict): void {
    const source = this.source(wire)
    source.behaviour.settle!(source, lease, verdict)
  }

  waited(wire: WireEnd, receives: number): void {
    const source = this.source(wire)
    source.behaviour.waited?.(source, receives)
  }

  hide(wire: WireEnd, lease: Lease, duration: Micros): boolean {
    const source = this.source(wire)
    return source.behaviour.hide!(source, lease, duration)
  }

  eventOf(wire: WireEnd, batch: Batch): Content {
    const source = this.source(wire)
    return source.behaviour.eventOf!(source, batch)
  }

  giveBack(wire: WireEnd, message: MessageId): void {
    const sender = this.run.nodes[this.run.plan.wires[wire.index]!.from.index]!
    sender.behaviour.returned!(sender, message, sender.outEnds[wire.index]!)
  }

  push(wire: WireEnd, message: MessageId): void {
    pushBack(this.run, wire, message)
  }

  backlog(wire: WireEnd): number {
    const source = this.source(wire)
    return source.behaviour.backlog!(source)
  }

  shards(wire: WireEnd): number {
    const source = this.source(wire)
    return source.behaviour.shards!(source)
  }

  read(wire: WireEnd, shard: number, position: number, max: number, into: Batch): number {
    const source = this.source(wire)
    if (!this.reaches(source, wire, into)) return 0
    return this.noteBatch(wire, into, source.behaviour.read!(source, shard, position, max, into, source.outEnds[wire.index]!))
  }

  parents(wire: WireEnd, shard: number): readonly number[] {
    const source = this.source(wire)
    return source.behaviour.parents?.(source, shard) ?? NO_SHARDS
  }

  ready(shard = 0): void {
    for (const { node, wire } of this.pollers) node.onReady?.(node, wire, shard)
  }

  note(kind: number, message: MessageId, a = 0, b = 0): void {
    if (this.tapped) this.tap(kind, message, a, b)
    this.trace.note(this.clock.now, message === NONE ? 0 : this.messages.serial[message]!, kind, this.index, a, b)
  }

  private tap(kind: number, message: MessageId, a: number, b: number): void {
    this.behaviour.noted?.(this, kind, message, a, b, this.said)
  }

  text(text: string): number {
    const number = this.run.world.texts++
    if (this.tapped) this.said = text
    this.trace.text(text, number)
    return number
  }

  add(metric: Metric, amount = 1, at = this.clock.now): void {
    if (this.watchers !== undefined) tell(this.watchers, metric, amount, at, false)
    this.metrics.note(this.firstSlot + metric.index, amount, at)
  }

  observe(metric: Metric, value: number, at = this.clock.now, hasFailed = false): void {
    if (this.watchers !== undefined) tell(this.watchers, metric, value, at, hasFailed)
    this.metrics.note(this.firstSlot + metric.index, value, hasFailed ? failed(at) : at)
  }

  level(metric: Metric, value: number): void {
    const { now } = this.clock
    if (this.watchers !== undefined) tell(this.watchers, metric, value, now, false)
    this.metrics.note(this.firstSlot + metric.index, value, now)
  }

  measure(metric: OwnMetric, values: readonly number[], at: Micros): void {
    measureOwn(this.run, this.index, metric, values, at)
  }

  /** Another node is told of one of this node's metrics. */
  watch(watcher: EngineNode, which: number, metric: Metric): void {
    (this.watchers ??= []).push({ watcher, which, metric })
  }

  metricSlot(index: number): number {
    return this.firstSlot + index
  }

  private send(wire: WireEnd, message: MessageId, way: number, kind: number): void {
    const { messages, run } = this
    const link = run.links[wire.index]!
    messages.wire[message] = link.index
    messages.way[message] = way
    if (!link.direct || run.depth === DEEPEST) return run.carry(link, message, kind)
    const { now } = this.clock
    this.trace.note(now, messages.serial[message]!, kind, link.index, now, messages.tries[message]!)
    run.depth++
    if (way === WAY_CALL) link.to.isCalled(message, link.there)
    else link.to.onAccept!(link.to, message, link.there)
    run.depth--
  }

  isCalled(message: MessageId, wire: WireEnd): void {
    this.behaviour.called!(this, message, this.messages.content[message] as CallContent, wire)
  }

  /** Empties the batch; false when a fault keeps it empty. */
  private reaches(source: EngineNode, wire: WireEnd, into: Batch): boolean {
    into.messages.length = 0
    into.receipts.length = 0
    const link = this.run.links[wire.index]!
    return (source.trouble === undefined && link.trouble === undefined) || !receiveFails(this.run, source, link)
  }

  /** The node that a poll wire comes from. */
  private source(wire: WireEnd): EngineNode {
    const source = this.run.nodes[this.run.plan.wires[wire.index]!.from.index]!
    assert(source.index !== undefined && wire.kind === 'poll', 'only poll wires are polled')
    return source
  }

  private noteBatch(wire: WireEnd, { messages }: Batch, taken: number): number {
    if (taken > 0) this.trace.note(this.clock.now, this.messages.serial[messages[0]!]!, K.batch, wire.index, this.clock.now, taken)
    return taken
  }
}
