/**
 * Faults in force: who has which at present, and what they do. Services that run something (functions) ask themselves
 * (`node.trouble`); to all others, and on wires, it happens on the way, before they see anything of it.
 */
import { type Dice, forkDice } from '../base/dice.ts'
import { hashNumber } from '../base/hash.ts'
import { type Micros, ms, sec } from '../base/units.ts'
import type { Config } from '../contract/config.ts'
import { ABSENT, BY_FAULT, FAILS, faultSettings, RUNS_OUT, sequenceOf, SPARED, THROTTLED, type Trouble } from '../contract/fault.ts'
import { type Content, type MessageId, NONE } from '../contract/messages.ts'
import { reason } from '../contract/reasons.ts'
import type { Fault } from '../drawing/drawing.ts'
import { K } from '../trace/records.ts'
import { BEGAN, HEALED } from './agenda.ts'
import type { Link } from './link.ts'
import type { EngineNode } from './node.ts'
import type { Run } from './run.ts'

/** What chance and order have made of a fault so far: part of the run's state. */
export interface FaultState {
  readonly dice: Dice
  /** Words of its sequence that were used. */
  used: number
}
export type FaultStates = Map<string, FaultState>

const WORDS: { readonly [word: string]: number } = { fail: FAILS, throttle: THROTTLED, timeout: RUNS_OUT }

class InForce implements Trouble {
  readonly reads: boolean
  readonly cold: boolean
  private readonly faults: readonly { readonly fault: Fault; readonly settings: Config; readonly words: readonly string[] }[]
  private readonly run: Run

  constructor(run: Run, faults: readonly Fault[]) {
    this.run = run
    this.faults = faults.map((fault) => {
      const settings = faultSettings(fault)
      return { fault, settings, words: fault.kind === 'sequence' ? sequenceOf(settings) : [] }
    })
    this.cold = faults.some(({ kind }) => kind === 'coldStorm')
    this.reads = this.faults.some(({ fault, settings }) => fault.kind === 'poison' && settings.text !== '')
  }

  atDoor(): number {
    for (const { fault, settings, words } of this.faults) {
      if (fault.kind === 'outage') return ABSENT
      if (fault.kind === 'throttle' && this.chance(fault, settings.rate)) return THROTTLED
      if (fault.kind === 'sequence' && this.next(fault, words) === THROTTLED) {
        this.state(fault).used++
        return THROTTLED
      }
    }
    return SPARED
  }

  within(): number {
    for (const { fault, settings, words } of this.faults) {
      if (fault.kind === 'errors' && this.chance(fault, settings.rate)) return FAILS
      if (fault.kind === 'sequence') {
        const struck = this.next(fault, words)
        this.state(fault).used++
        if (struck !== SPARED) return struck
      }
    }
    return SPARED
  }

  poisons(root: number, content: Content): boolean {
    return this.faults.some(({ fault, settings }) => fault.kind === 'poison' && isPoison(settings, root, content))
  }

  slowed(duration: Micros): Micros {
    let slow = duration
    for (const { fault, settings } of this.faults) {
      if (fault.kind === 'latency' || fault.kind === 'slow') slow = Math.round(slow * (settings.factor as number)) + ms(settings.addMs as number)
    }
    return slow
  }

  /** The next word of a sequence, which is not used up by looking at it. */
  private next(fault: Fault, words: readonly string[]): number {
    return WORDS[words[this.state(fault).used % words.length]!] ?? SPARED
  }

  private chance(fault: Fault, rate: unknown): boolean {
    return rate === 100 || this.state(fault).dice.next() * 100 < (rate as number)
  }

  private state(fault: Fault): FaultState {
    const { faults } = this.run.world
    let state = faults.get(fault.id)
    if (!state) faults.set(fault.id, (state = { dice: forkDice(this.run.plan.scenario.seed, fault.id, 'fault'), used: 0 }))
    return state
  }
}

/** By the message's own number, so that it is poison however often it comes back, and whoever hands it on. */
function isPoison({ oneIn, text }: Config, root: number, content: Content): boolean {
  if ((oneIn as number) > 0 && hashNumber(root) % (oneIn as number) === 0) return true
  return text !== '' && content !== undefined && (typeof content === 'string' ? content : JSON.stringify(content)).includes(text as string)
}

/** A fault begins or heals. */
export function runFault(run: Run, fault: Fault, number: number, begins: boolean): void {
  settleTroubles(run)
  const link = run.links.find(({ here }) => here.id === fault.on)
  const node = link ? link.to : run.nodes.find(({ id }) => id === fault.on)
  if (!node) return
  node.note(begins ? K.faultBegan : K.faultHealed, NONE, number)
  if (!link) node.behaviour.troubled?.(node, fault.kind, faultSettings(fault), begins)
}

/** Who is in trouble at this point of the agenda: after every line about a fault, and after a jump. */
export function settleTroubles(run: Run): void {
  const { agenda } = run.plan
  const inForce = new Map<string, Fault[]>()
  for (const { does, fault } of agenda.slice(0, run.world.done)) {
    if (!fault) continue
    const there = inForce.get(fault.on) ?? []
    if (does === BEGAN) inForce.set(fault.on, [...there, fault])
    else if (does === HEALED) inForce.set(fault.on, there.filter((one) => one !== fault && one.id !== fault.id))
  }
  const of = (faults: readonly Fault[]): Trouble | undefined => (faults.length > 0 ? new InForce(run, faults) : undefined)
  for (const node of run.nodes) node.trouble = of(inForce.get(node.id) ?? [])
  for (const link of run.links) {
    // A function sees to its own.
    const ofTarget = link.to.plan.sketch.role === 'function' ? [] : (inForce.get(link.to.id) ?? [])
    link.trouble = of([...(inForce.get(link.here.id) ?? []), ...ofTarget])
    link.direct = link.instant && link.trouble === undefined
  }
}

const BY_ROLE: { readonly [role: string]: number } = { function: reason('ServiceException'), http: reason('InternalServerError') }
const UNAVAILABLE = reason('ServiceUnavailable')
const TOO_MANY = reason('TooManyRequests')
const SERVICE = reason('ServiceException')

/** What waits for a message at the end of a wire in trouble: SPARED, or how it is struck. */
export function strike({ trouble }: Link): number {
  const struck = trouble!.atDoor()
  return struck === SPARED ? trouble!.within() : struck
}

/** A message was struck on its way: its target never sees it, its sender gets the answer of a service that fails. */
export function answerStruck(run: Run, message: MessageId, struck: number): void {
  const { messages } = run.world
  const { to } = run.links[messages.wire[message]!]!
  if (struck === THROTTLED) {
    to.note(K.throttled, message, BY_FAULT, TOO_MANY)
    to.answer(message, 429, TOO_MANY)
    return
  }
  const why = struck === ABSENT ? UNAVAILABLE : (BY_ROLE[to.plan.sketch.role] ?? SERVICE)
  to.note(K.refused, message, BY_FAULT, why)
  to.answer(message, struck === ABSENT ? 503 : 500, why)
}

/** So long after a slow receive has come back pollers take what there is; then they ask anew. */
const TAKES: Micros = ms(50)

/** Latency delays a receive as it does a request: how long from now until its answer; 0 when that is awaited already, -1 when it is there. */
function lateReceive(run: Run, link: Link): Micros {
  const takes = Math.max(0, ...[link.from.trouble, link.trouble].map((trouble) => (trouble ? trouble.slowed(RECEIVE) - RECEIVE : 0)))
  if (takes === 0) return -1
  const { faults, timers: { now } } = run.world
  const key = `receive ${link.here.id}`
  let state = faults.get(key)
  if (!state) faults.set(key, (state = { dice: forkDice(run.plan.scenario.seed, key, 'fault'), used: -1 }))
  if (state.used >= 0 && now < state.used) return 0
  if (state.used >= 0 && now <= state.used + TAKES) return -1
  state.used = now + takes
  return takes
}

/** What a receive takes in the median (GEN-07). */
const RECEIVE: Micros = ms(8)

/** A receive in trouble brings nothing; the poller is told to look again after a second, or when its answer is there. */
export function receiveFails(run: Run, source: EngineNode, link: Link): boolean {
  const late = lateReceive(run, link)
  if (late > 0) run.lookAgain(source, late)
  if (late >= 0) return true
  const struck = [source.trouble, link.trouble].flatMap((trouble) => (trouble ? [trouble.atDoor() || trouble.within()] : [])).find((one) => one !== SPARED)
  if (struck === undefined) return false
  source.note(struck === THROTTLED ? K.throttled : K.refused, NONE, BY_FAULT, struck === THROTTLED ? TOO_MANY : struck === ABSENT ? UNAVAILABLE : SERVICE)
  run.lookAgain(source, sec(1))
  return true
}

