import { BY_REFERENCE } from '../../base/copy.ts'
import type { Dice } from '../../base/dice.ts'
import type { Micros } from '../../base/units.ts'
import type { MessageId } from '../../contract/messages.ts'
import { compile, type Matcher } from '../../contract/pattern.ts'
import { readSchedule, type Schedule } from '../../contract/schedule.ts'
import type { Node, WireEnd } from '../../contract/service.ts'
import { metric } from '../../contract/trace.ts'
import { Archive } from './archive.ts'
import { Underway } from './underway.ts'
import type { BusConfig, DeadLetter, TargetConfig } from './config.ts'

export interface Target {
  readonly wire: WireEnd
  readonly config: TargetConfig
  readonly rule: Rule
  readonly deadLetter: WireEnd | undefined
}
/** A rule with its targets. When one of its wires changes, another takes its place. */
export interface Rule {
  readonly name: string
  readonly arn: string
  readonly enabled: boolean
  readonly matcher: Matcher | undefined
  readonly schedule: Schedule | undefined
  /** As it is written. */
  readonly when: string
  readonly targets: Target[]
}

export interface Scheduled {
  readonly rule: Rule
  readonly since: Micros
}

/** A replay under way: which archive, from which of its events to which, for which rules. */
export interface Replay {
  readonly name: string
  readonly archive: number
  readonly rules: readonly string[]
  next: number
  readonly end: number
}

/** Columns of a delivery, the copy that one target gets: u when the event came in, v how often it was tried. */
export interface BusState {
  rules: readonly Rule[]
  byWire: readonly (Target | undefined)[]
  /** Rules that fire by the clock, and since when: a timer knows its rule by the place here, which is empty once the rule is gone. */
  readonly scheduled: (Scheduled | undefined)[]
  readonly underway: Underway
  readonly chance: Dice
  archives: readonly Archive[]
  /** The second in which entries are counted, and how many it had. */
  second: number
  entries: number
  /** The same for invocations: above the quota they move to a later second. */
  busySecond: number
  invocations: number
  readonly replays: Replay[]
}
export type BusNode = Node<BusConfig, BusState>

export function rulesOf(node: BusNode): Pick<BusState, 'rules' | 'byWire'> {
  const rules: Rule[] = []
  const byWire: (Target | undefined)[] = []
  for (const wire of node.outgoing) {
    if (wire.port !== 'targets') continue
    const config = wire.config as TargetConfig
    const name = ruleName(config, wire.id)
    let rule = rules.find((one) => one.name === name)
    if (!rule) {
      rule = ruleOf(node, name, config)
      rules.push(rule)
    }
    const target: Target & { readonly [BY_REFERENCE]: true } = { [BY_REFERENCE]: true, wire, config, rule, deadLetter: deadLetterOf(node.outgoing, wire.peer.name) }
    rule.targets.push(target)
    byWire[wire.index] = target
  }
  return { rules, byWire }
}

export function newState(node: BusNode): BusState {
  return {
    ...rulesOf(node), scheduled: [], underway: new Underway(), chance: node.dice('delivery'), archives: node.config.archives.map((one) => new Archive(one.name)),
    second: -1, entries: 0, busySecond: -1, invocations: 0, replays: [],
  }
}

export const ruleName = (config: TargetConfig, wire: string): string => (config.rule === '' ? `rule-${wire}` : config.rule)

function ruleOf(node: BusNode, name: string, config: TargetConfig): Rule & { readonly [BY_REFERENCE]: true } {
  const scheduled = config.trigger === 'schedule'
  const bus = node.name === 'default' ? '' : `${node.name}/`
  return {
    [BY_REFERENCE]: true, name, arn: `${node.arn.replace(/event-bus\/.*$/, '')}rule/${bus}${name}`, enabled: config.enabled, when: config.schedule, targets: [],
    matcher: scheduled ? undefined : compile(config.pattern, 'rule').matcher,
    schedule: scheduled ? readSchedule(config.schedule, 'rule').schedule : undefined,
  }
}

interface Leading {
  readonly port: string
  readonly config: unknown
}
/** The dead-letter queue that names this target, else one that names nobody. */
export function deadLetterOf<W extends Leading>(outgoing: readonly W[], target: string): W | undefined {
  const all = outgoing.filter((wire) => wire.port === 'deadLetter')
  return all.find((wire) => namesIn(wire.config as DeadLetter).includes(target)) ?? all.find((wire) => namesIn(wire.config as DeadLetter).length === 0)
}
export const namesIn = ({ targets }: DeadLetter): readonly string[] => targets.split(',').map((name) => name.trim()).filter((name) => name !== '')

export const targetOf = (node: BusNode, message: MessageId): Target => node.state.byWire[node.messages.wire[message]!]!

/** EB-13. */
export const MATCHED = metric('MatchedEvents', 'count')
export const TRIGGERED = metric('TriggeredRules', 'count')
export const INVOCATIONS = metric('Invocations', 'count')
export const FAILED = metric('FailedInvocations', 'count')
export const RETRIES = metric('RetryInvocationAttempts', 'count')
export const THROTTLED = metric('ThrottledRules', 'count')
export const TO_DLQ = metric('InvocationsSentToDlq', 'count')
export const NOT_TO_DLQ = metric('InvocationsFailedToBeSentToDlq', 'count')
export const ENTRIES = metric('PutEventsEntriesCount', 'count')
export const BAD_ENTRIES = metric('PutEventsFailedEntriesCount', 'count')
export const LATENCY = metric('IngestionToInvocationStartLatency', 'value', 'ms', 'p99')

export const METRICS = [MATCHED, TRIGGERED, INVOCATIONS, FAILED, RETRIES, THROTTLED, TO_DLQ, NOT_TO_DLQ, ENTRIES, BAD_ENTRIES, LATENCY] as const
