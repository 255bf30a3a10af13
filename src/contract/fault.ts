/**
 * Faults: what can be made to go wrong at a node or on a wire for a span of time. One table gives the forms, the checks,
 * and what the engine and the services do. AWS's own service for this, the Fault Injection Service, adds delays to
 * invocations and marks them as failed in the same way.
 */
import { checkValue } from '../drawing/field-check.ts'
import { type Config, count, millis, percent, type Schema, text, withDefaults } from '../drawing/fields.ts'
import type { Fault } from '../drawing/drawing.ts'
import type { Micros } from '../base/units.ts'
import type { Content } from './messages.ts'
import type { Role } from './service.ts'

export interface FaultKind {
  readonly title: string
  /** What it does, for the one who is about to add it. */
  readonly says: string
  /** Where it may strike: at nodes of some roles or of all that anything leads to, and on wires. */
  readonly at: readonly Role[] | 'targets'
  readonly wires: boolean
  readonly config: Schema
}

const rate = (usual: number) => percent('Strikes', { default: usual, min: 0, max: 100, step: 0.1, help: 'Of all that comes; which ones, the seed decides.' })
const delay = (addMs: number, factor: number) => ({
  addMs: millis('Adds', { default: addMs, min: 0, max: 900_000 }),
  factor: count('Times', { default: factor, min: 1, max: 1_000, step: 0.1, help: 'What takes 100 ms takes so many times as long.' }),
})

export const FAULT_KINDS: { readonly [kind: string]: FaultKind } = {
  errors: { title: 'Errors', says: 'Some of what comes fails: a handler throws, another service answers 500.', at: 'targets', wires: true, config: { rate: rate(20) } },
  latency: { title: 'Latency', says: 'Everything takes longer: an invocation its handler, a request its way.', at: 'targets', wires: true, config: delay(500, 1) },
  slow: { title: 'Slow dependency', says: 'It answers late enough for its callers to run out of time.', at: 'targets', wires: true, config: delay(2_000, 5) },
  throttle: { title: 'Throttling', says: 'It answers 429 before doing anything.', at: 'targets', wires: false, config: { rate: rate(100) } },
  outage: { title: 'Outage', says: 'It is not there: requests are answered 503, receives bring nothing, invocations do not begin.', at: 'targets', wires: true, config: {} },
  zone: { title: 'Zone outage', says: 'An Availability Zone fails: its idle environments are gone at once, and the others take over.', at: ['function'], wires: false, config: { zone: count('Zone', { default: 0, min: 0, max: 2 }) } },
  poison: {
    title: 'Poison message', says: 'The handler fails on the same messages, however often they come back.', at: ['function'], wires: false,
    config: {
      oneIn: count('One message in', { default: 20, min: 0, max: 1_000_000, help: '0: only those with the text below.' }),
      text: text('With this text', { maxLength: 256 }),
    },
  },
  coldStorm: { title: 'Cold-start storm', says: 'No environment is used twice: every invocation begins with an init.', at: ['function'], wires: false, config: {} },
  neighbour: {
    title: 'Noisy neighbour', says: 'Another function of the account takes concurrency out of the pool that all share.', at: ['function'], wires: false,
    config: { units: count('Takes', { default: 900, min: 0, max: 100_000 }) },
  },
  sequence: {
    title: 'Exact sequence', says: 'One after the other: ok, fail, throttle, timeout; then from the beginning again.', at: 'targets', wires: true,
    config: {
      sequence: text('Sequence', {
        default: 'fail, fail, ok', maxLength: 1_000,
        pattern: { source: '^\\s*(ok|fail|throttle|timeout)(\\s*,\\s*(ok|fail|throttle|timeout))*\\s*$', message: 'Words with commas between: ok, fail, throttle, timeout.' },
      }),
    },
  },
}

/** The settings of a fault; what is no good in them has its default. */
export function faultSettings({ kind, config }: Fault): Config {
  const schema = Object.hasOwn(FAULT_KINDS, kind) ? FAULT_KINDS[kind]!.config : {}
  const good = Object.entries(config).filter(([name, value]) => Object.hasOwn(schema, name) && checkValue(schema[name]!, value) === undefined)
  return withDefaults(schema, Object.fromEntries(good))
}

export const sequenceOf = (settings: Config): readonly string[] => String(settings.sequence).split(',').map((word) => word.trim())

/** A fault that can do nothing leaves no trace at all. */
export function isHarmless(fault: Fault): boolean {
  if (fault.forSec <= 0 || !Object.hasOwn(FAULT_KINDS, fault.kind)) return true
  const settings = faultSettings(fault)
  switch (fault.kind) {
    case 'errors': case 'throttle': return settings.rate === 0
    case 'latency': case 'slow': return settings.addMs === 0 && settings.factor === 1
    case 'poison': return settings.oneIn === 0 && settings.text === ''
    case 'neighbour': return settings.units === 0
    case 'sequence': return sequenceOf(settings).every((word) => word === 'ok')
    default: return false
  }
}

/** Stands as `a` in rows of what was throttled or refused by a fault, and by nothing of AWS. */
export const BY_FAULT = -1

/** What strikes a request or an invocation. */
export const SPARED = 0
export const FAILS = 1
export const THROTTLED = 2
export const ABSENT = 3
export const RUNS_OUT = 4

/**
 * The faults in force at a place, as a service asks about them. Every fault has dice and a count of its own, which are
 * part of the run's state: a fault elsewhere changes nothing here.
 */
export interface Trouble {
  /** Before anything is done: SPARED, THROTTLED or ABSENT. */
  atDoor(): number
  /** While it is being done: SPARED, FAILS or RUNS_OUT. */
  within(): number
  /** Whether a message is poison: by the serial of the one that it all began with, or by what it says. */
  poisons(root: number, content: Content): boolean
  /** Whether `poisons` looks at contents. */
  readonly reads: boolean
  slowed(duration: Micros): Micros
  /** Nothing is used twice. */
  readonly cold: boolean
}
