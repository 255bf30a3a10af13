/**
 * One run: (drawing, scenario, seed) → trace. This file is the whole path of a message.
 *
 * 1. The kernel fires a timer of some node: `fire` calls its handler with the node.
 * 2. The handler creates a message and calls `node.request(wire, message)` or `node.event(…)` (node.ts). The wire adds
 *    its latency (0 in strict mode), then `deliver` calls `accept` at the other end.
 * 3. There `node.answer(message, status)` sends the answer back the same way, and `deliverAnswer` calls `answered`.
 * 4. Everything on the way is noted in the trace and in the metrics, and in nothing else.
 *
 * The state of a run is the kernel's arrays, the message table, one state per node and the shared states: `checkpoint`
 * copies them, `restore` puts a copy back. Metrics and rows are append-only and stay outside.
 */
import { assert } from '../base/assert.ts'
import { deepCopy } from '../base/copy.ts'
import { type Dice, forkDice } from '../base/dice.ts'
import { log } from '../base/math.ts'
import { type Micros, ms, sec } from '../base/units.ts'
import { Messages, type MessageId, WAY_EVENT } from '../contract/messages.ts'
import { ORDER } from '../contract/service.ts'
import { OUTCOMES } from '../contract/trace.ts'
import { Timers } from '../kernel/timers.ts'
import type { MetricStore } from '../trace/metrics.ts'
import { K } from '../trace/records.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { runAction } from './actions.ts'
import { EngineNode } from './node.ts'
import type { Plan, PlanWire } from './plan.ts'

/** Timers of the engine itself stand at this place, behind the nodes. */
const DELIVER = 0
const ANSWER = 1
const ACTION = 2
const START = 3

/** At most this many deliveries without a wait nest within one another; deeper ones take a turn through the kernel. */
const DEEPEST = 12

export interface Sinks {
  readonly trace: TraceWriter
  readonly metrics: MetricStore
}

/** What a checkpoint copies. */
interface World {
  timers: Timers
  messages: Messages
  states: unknown[]
  shared: Map<string, unknown>
  wireDice: Map<number, Dice>
  outcomes: Float64Array
  /** Settings in force: a dated action may have changed them. */
  configs: unknown[]
}

export class Run {
  readonly plan: Plan
  readonly nodes: EngineNode[]
  readonly strict: boolean
  readonly trace: TraceWriter
  readonly metrics: MetricStore
  readonly end: Micros
  world: World
  private depth = 0
  /** The node at the end of each wire. */
  private readonly targets: EngineNode[]
  private readonly engineAt: number
  private readonly fire: (place: number, kind: number, arg: number) => void

  constructor(plan: Plan, sinks: Sinks) {
    assert(!plan.findings.some((finding) => finding.level === 'error'), 'a plan with errors is not run')
    this.plan = plan
    this.trace = sinks.trace
    this.metrics = sinks.metrics
    this.strict = plan.scenario.mode === 'strict'
    this.end = sec(plan.scenario.forSec)
    this.world = {
      timers: new Timers(), messages: new Messages(), states: [], shared: new Map(), wireDice: new Map(),
      outcomes: new Float64Array(OUTCOMES.length), configs: [],
    }
    this.nodes = plan.nodes.map((node) => new EngineNode(this, node))
    this.engineAt = this.nodes.length
    for (const wire of plan.wires) this.join(wire)
    this.targets = plan.wires.map((wire) => this.nodes[wire.to.index]!)
    for (const node of this.nodes) node.begin()
    const nodes = this.nodes
    const engineAt = this.engineAt
    this.fire = (place, kind, arg) => {
      if (place === engineAt) this.fireOwn(kind, arg)
      else {
        const node = nodes[place]!
        node.timers[kind]!.run(node, arg)
      }
    }
    const { timers } = this.world
    timers.set(0, ORDER.completion, engineAt, START, 0)
    plan.scenario.actions.forEach((action, index) => {
      timers.set(sec(action.atSec), ORDER.completion, engineAt, ACTION, index)
    })
  }

  get now(): Micros {
    return this.world.timers.now
  }

  /** Runs up to and including an instant, or until that many timers have fired; true when the instant is reached. */
  advance(until: Micros, most = Number.MAX_SAFE_INTEGER): boolean {
    return this.world.timers.run(until, most, this.fire)
  }

  checkpoint(): World {
    const { world } = this
    world.states = this.nodes.map((node) => node.state)
    world.configs = this.nodes.map((node) => node.config)
    return deepCopy(world)
  }

  restore(saved: World): void {
    this.world = deepCopy(saved)
    this.nodes.forEach((node, index) => node.resume(this.world.states[index], this.world.configs[index]))
  }

  /** Sends a message along a wire; `accept` is called there when it arrives. */
  carry(wire: PlanWire, message: MessageId, kind: number): void {
    const { messages, timers } = this.world
    const latency = this.latency(wire)
    this.trace.note(timers.now, messages.serial[message]!, kind, wire.index, timers.now + latency, messages.tries[message]!)
    if (latency === 0 && this.depth < DEEPEST) this.deliver(message)
    else timers.put(timers.now + latency, ORDER.arrival, this.engineAt, DELIVER, message)
  }

  /** Sends its answer back along the same wire. */
  carryBack(message: MessageId, status: number): void {
    const { messages, timers } = this.world
    const wire = this.plan.wires[messages.wire[message]!]!
    const waited = messages.way[message] !== WAY_EVENT
    const latency = waited ? this.latency(wire) : 0
    if (waited || status >= 300) {
      this.trace.note(timers.now, messages.serial[message]!, status < 400 ? K.response : K.refusal, wire.index, timers.now + latency, status)
    }
    if (latency === 0 && this.depth < DEEPEST) this.deliverAnswer(message)
    else timers.put(timers.now + latency, ORDER.completion, this.engineAt, ANSWER, message)
  }

  private deliver(message: MessageId): void {
    const wire = this.world.messages.wire[message]!
    const target = this.targets[wire]!
    const { onAccept } = target
    assert(onAccept, 'only nodes that accept stand at the end of such wires')
    this.depth++
    onAccept(target, message, target.inEnds[wire]!)
    this.depth--
  }

  private deliverAnswer(message: MessageId): void {
    const { messages } = this.world
    const caller = this.nodes[messages.caller[message]!]!
    this.depth++
    caller.onAnswered?.(caller, message, caller.outEnds[messages.wire[message]!]!)
    this.depth--
  }

  /** GEN-07: the wire's own draw; nothing in strict mode. */
  private latency(wire: PlanWire): Micros {
    const spread = wire.port.latency
    if (this.strict || !spread) return 0
    let dice = this.world.wireDice.get(wire.index)
    if (!dice) {
      dice = forkDice(this.plan.scenario.seed, wire.drawn.id, 'latency')
      this.world.wireDice.set(wire.index, dice)
    }
    return ms(dice.logNormal(spread.p50, spreadSigma(spread)))
  }

  private fireOwn(kind: number, arg: number): void {
    if (kind === DELIVER) this.deliver(arg)
    else if (kind === ANSWER) this.deliverAnswer(arg)
    else if (kind === ACTION) runAction(this, arg)
    else for (const node of this.nodes) node.behaviour.start?.(node)
  }

  private join(wire: PlanWire): void {
    this.nodes[wire.from.index]!.joinOut(wire)
    this.nodes[wire.to.index]!.joinIn(wire)
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
