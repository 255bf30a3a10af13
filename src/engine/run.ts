/**
 * One run: (drawing, scenario, seed) → trace. This file is the whole path of a message.
 *
 * 1. The kernel fires a timer of some node: `fire` calls its handler with the node.
 * 2. The handler creates a message and calls `node.request(wire, message)` or `node.event(…)` (node.ts). `accept` at the
 *    other end is called at once, or where the wire adds latency by `carry` and `deliver`.
 * 3. There `node.answer(message, status)` calls `answered` here: at once, or by `carryBack` and `deliverAnswer`.
 * 4. Everything on the way is noted in the trace and in the metrics, and in nothing else.
 *
 * Where the next thousand messages do nothing but the commonest thing, express/ has all of this done for them at once.
 *
 * The state of a run is the kernel's arrays, the message table, one state per node and the shared states: `checkpoint`
 * copies them, `restore` puts a copy back. Metrics and rows are append-only and stay outside.
 */
import { assert } from '../base/assert.ts'
import { deepCopy } from '../base/copy.ts'
import { type Dice, forkDice } from '../base/dice.ts'
import { log } from '../base/math.ts'
import { type Micros, ms, sec } from '../base/units.ts'
import type { CodeHost } from '../contract/handler.ts'
import { Messages, type MessageId, WAY_CALL, WAY_EVENT } from '../contract/messages.ts'
import { SPARED } from '../contract/fault.ts'
import { ORDER, type Timer } from '../contract/service.ts'
import { OUTCOMES } from '../contract/trace.ts'
import { type Fire, placeOf, targetOf, Timers } from '../kernel/timers.ts'
import type { MetricStore } from '../trace/metrics.ts'
import { K } from '../trace/records.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { runAction } from './actions.ts'
import { Express } from './express/express.ts'
import { dress } from './rewire.ts'
import { ACTS, BEGAN, type Dated, firstDifference, START } from './agenda.ts'
import { answerStruck, type FaultStates, runFault, settleTroubles, strike } from './faults.ts'
import type { Link } from './link.ts'
import { DEEPEST, EngineNode } from './node.ts'
import type { Plan } from './plan.ts'

/** Timers of the engine itself stand at this place, behind the nodes. */
const DELIVER = 0
const ANSWER = 1
const LOOK_AGAIN = 2
/** And how a message was struck. */
const STRUCK = 3

export interface Sinks {
  readonly trace: TraceWriter
  readonly metrics: MetricStore
  /** Runs handler code: fresh, for this run alone. */
  readonly host?: CodeHost | undefined
  /** Payloads are made even if no service looks at them: a person does. */
  readonly peeks?: boolean
  /** Whether requests ride is settled by what pays; or never, or at every turn: for comparison. */
  readonly express?: 'never' | 'always'
}

/** What a checkpoint copies. */
interface World {
  timers: Timers
  messages: Messages
  states: unknown[]
  shared: Map<string, unknown>
  /** By wire; made when first needed. */
  wireDice: (Dice | undefined)[]
  outcomes: Float64Array
  /** Settings in force: a dated action may have changed them. */
  configs: unknown[]
  /** Lines of the agenda that are carried out. */
  done: number
  /** Of the faults that have struck or spared somebody so far, by id. */
  faults: FaultStates
  /** Texts kept so far. */
  texts: number
  /** What the host saved; it makes its own copies. */
  host: unknown
}

export class Run {
  plan: Plan
  readonly nodes: EngineNode[]
  readonly strict: boolean
  readonly trace: TraceWriter
  readonly metrics: MetricStore
  readonly end: Micros
  readonly host: CodeHost | undefined
  readonly contents: boolean
  world: World
  /** Deliveries that nest within one another at present. */
  depth = 0
  readonly links: readonly Link[]
  readonly express: Express | undefined
  private readonly engineAt: number
  private readonly fire: Fire

  constructor(plan: Plan, sinks: Sinks) {
    assert(!plan.findings.some((finding) => finding.level === 'error'), 'a plan with errors is not run')
    this.plan = plan
    this.trace = sinks.trace
    this.metrics = sinks.metrics
    this.host = sinks.host
    assert(this.host || !plan.coded, 'code needs a host to run it')
    this.contents = plan.contents || sinks.peeks === true
    this.strict = plan.scenario.mode === 'strict'
    this.end = sec(plan.scenario.forSec)
    this.world = {
      timers: new Timers(), messages: new Messages(), states: [], shared: new Map(), wireDice: plan.wires.map(() => undefined),
      outcomes: new Float64Array(OUTCOMES.length), configs: [], done: 0, faults: new Map(), texts: 0, host: undefined,
    }
    this.nodes = plan.nodes.map((node) => new EngineNode(this, node))
    this.engineAt = this.nodes.length
    this.links = plan.wires.map((wire) => this.nodes[wire.from.index]!.join(wire, this.nodes[wire.to.index]!))
    for (const { watcher, which, watched, metric } of plan.watches) this.nodes[watched]!.watch(this.nodes[watcher]!, which, metric)
    // Whoever looks at messages would find none: on a ride they are in no table.
    this.express = sinks.express === 'never' || this.contents ? undefined : Express.of(this, sinks.express === 'always')
    // Another run of this plan may have left its own settings on the wires.
    dress(this)
    for (const node of this.nodes) node.begin()
    const { nodes } = this
    const handlers: Timer['run'][] = []
    for (const { index, timers } of nodes) for (const one of timers) handlers[targetOf(index, one.index)] = one.run
    const own = targetOf(this.engineAt, 0)
    this.fire = (target, arg) => {
      if (target >= own) this.fireOwn(target - own, arg)
      else handlers[target]!(nodes[placeOf(target)], arg)
    }
  }

  get now(): Micros {
    return this.world.timers.now
  }

  /** Runs up to and including an instant, or until that many timers have fired; true when the instant is reached. */
  advance(until: Micros, most = Number.MAX_SAFE_INTEGER): boolean {
    const { agenda } = this.plan
    const { timers } = this.world
    const stop = timers.fired + most
    dress(this)
    for (;;) {
      const next = agenda[this.world.done]
      if (!next || next.at > until) return this.go(until, stop)
      // What is dated comes before all that the kernel fires at that instant.
      if (!this.go(next.at - 1, stop)) return false
      timers.now = next.at
      this.world.done++
      this.carryOut(next)
    }
  }

  /** The same up to an instant at which nothing is dated; by the express, where that can be. */
  private go(until: Micros, stop: number): boolean {
    const { timers } = this.world
    const { express } = this
    if (!express) return timers.run(until, stop - timers.fired, this.fire)
    for (;;) {
      express.ride(until, stop - timers.fired)
      if (timers.run(until, Math.min(express.wait, stop - timers.fired), this.fire)) return true
      if (timers.fired >= stop) return false
    }
  }

  checkpoint(): World {
    const { world } = this
    world.states = this.nodes.map((node) => node.state)
    world.configs = this.nodes.map((node) => node.config)
    const copy = deepCopy(world)
    copy.host = this.host?.save()
    return copy
  }

  restore(saved: World): void {
    this.world = deepCopy({ ...saved, host: undefined })
    if (this.host) this.host.restore(saved.host)
    this.nodes.forEach((node, index) => node.resume(this.world.states[index], this.world.configs[index]))
    settleTroubles(this)
  }

  /** From here on under another agenda, which agrees with this one up to the present instant (`replan`). */
  goOnUnder(plan: Plan): void {
    assert(firstDifference(this.plan.agenda, plan.agenda) > this.now || this.world.done === 0, 'what has happened stays as it was')
    this.plan = plan
    settleTroubles(this)
  }

  /** A message takes its time along a wire; `accept` is called when it arrives. */
  carry(link: Link, message: MessageId, kind: number): void {
    const { messages, timers } = this.world
    let takes = this.latency(link)
    let struck = SPARED
    if (link.trouble) {
      takes = link.trouble.slowed(takes)
      struck = strike(link)
    }
    const arrival = timers.now + takes
    this.trace.note(timers.now, messages.serial[message]!, kind, link.index, arrival, messages.tries[message]!)
    if (link.trouble && takes === 0 && this.depth < DEEPEST) this.arrive(message, struck)
    else timers.put(takes, ORDER.arrival, targetOf(this.engineAt, struck === SPARED ? DELIVER : STRUCK + struck), message)
  }

  private arrive(message: MessageId, struck: number): void {
    if (struck === SPARED) return this.deliver(message)
    this.depth++
    answerStruck(this, message, struck)
    this.depth--
  }

  /** Pollers of a node are told after a while that there may be something. */
  lookAgain(source: EngineNode, delay: Micros): void {
    const { timers } = this.world
    timers.put(delay, ORDER.poll, targetOf(this.engineAt, LOOK_AGAIN), source.index)
  }

  /** Its answer takes its time on the way back. */
  carryBack(link: Link, message: MessageId, status: number): void {
    const { messages, timers } = this.world
    const waited = messages.way[message] !== WAY_EVENT
    const takes = waited ? this.latency(link) : 0
    if (waited || status >= 300) {
      this.trace.note(timers.now, messages.serial[message]!, status < 400 ? K.response : K.refusal, link.index, timers.now + takes, status)
    }
    timers.put(takes, ORDER.completion, targetOf(this.engineAt, ANSWER), message)
  }

  private deliver(message: MessageId): void {
    const { to, there } = this.links[this.world.messages.wire[message]!]!
    this.depth++
    if (this.world.messages.way[message] === WAY_CALL) to.isCalled(message, there)
    else {
      assert(to.onAccept, 'only nodes that accept stand at the end of such wires')
      to.onAccept(to, message, there)
    }
    this.depth--
  }

  private deliverAnswer(message: MessageId): void {
    const { from, here } = this.links[this.world.messages.wire[message]!]!
    this.depth++
    from.onAnswered?.(from, message, here)
    this.depth--
  }

  /** GEN-07: the wire's own draw; nothing in strict mode. */
  private latency(link: Link): Micros {
    if (link.instant) return 0
    const spread = this.plan.wires[link.index]!.port.latency!
    const { wireDice } = this.world
    const dice = (wireDice[link.index] ??= forkDice(this.plan.scenario.seed, link.here.id, 'latency'))
    return ms(dice.logNormal(spread.p50, spreadSigma(spread)))
  }

  private fireOwn(kind: number, arg: number): void {
    if (kind === DELIVER) this.deliver(arg)
    else if (kind === ANSWER) this.deliverAnswer(arg)
    else if (kind === LOOK_AGAIN) this.nodes[arg]!.ready()
    else this.arrive(arg, kind - STRUCK)
  }

  private carryOut({ does, number, action, fault }: Dated): void {
    if (does === START) for (const node of this.nodes) node.behaviour.start?.(node)
    else if (does === ACTS) runAction(this, action!, number)
    else runFault(this, fault!, number, does === BEGAN)
  }
}

const SIGMAS = new WeakMap<object, number>()
/** σ such that the 99th percentile comes out: ln(p99 / p50) / 2.326. */
function spreadSigma(spread: { p50: number; p99: number }): number {
  let sigma = SIGMAS.get(spread)
  if (sigma === undefined) {
    sigma = log(spread.p99 / spread.p50) / 2.326
    SIGMAS.set(spread, sigma)
  }
  return sigma
}
