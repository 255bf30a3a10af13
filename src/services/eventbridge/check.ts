/** What AWS refuses or regrets about a bus, its rules and their targets. */
import type { Finding } from '../../contract/finding.ts'
import { compile } from '../../contract/pattern.ts'
import { readSchedule } from '../../contract/schedule.ts'
import type { NodeView } from '../../contract/service.ts'
import type { BusConfig, DeadLetter, TargetConfig } from './config.ts'
import { readPath } from './input.ts'
import { deadLetterOf, namesIn, ruleName } from './state.ts'

type View = NodeView<BusConfig>
type Out = View['outgoing'][number]

const TARGETS_MOST = 5
const RULES_MOST = 300

export function* check(view: View): Iterable<Finding> {
  const targets = view.outgoing.filter((wire) => wire.port === 'targets')
  const rules = new Map<string, Out[]>()
  for (const wire of targets) {
    const name = ruleName(configOf(wire), wire.id)
    rules.set(name, [...(rules.get(name) ?? []), wire])
  }
  if (rules.size > RULES_MOST) yield { rule: 'VAL-11', level: 'error', on: view.id, text: `A bus has at most ${RULES_MOST} rules; ${view.name} has ${rules.size}. Join some; AWS refuses the next one.` }
  if (targets.length === 0) yield { rule: 'EB-02', level: 'hint', on: view.id, text: `${view.name} has no rule, and a bus keeps nothing: every event is dropped. Connect it to a target.` }
  for (const [name, wires] of rules) yield* checkRule(view, name, wires)
  for (const wire of targets) yield* checkTarget(view, wire)
  yield* checkDeadLetters(view, targets)
  for (const { name, pattern } of view.config.archives) {
    if (pattern !== '') yield* checkPattern(pattern, view.id, 'archives', `The pattern of the archive ${name}`)
  }
}

const configOf = (wire: Out): TargetConfig => wire.config as TargetConfig

function* checkRule(view: View, name: string, wires: readonly Out[]): Iterable<Finding> {
  const first = wires[0]!
  const { trigger, pattern, schedule, enabled } = configOf(first)
  if (wires.length > TARGETS_MOST) yield { rule: 'VAL-11', level: 'error', on: wires[TARGETS_MOST]!.id, field: 'rule', text: `A rule has at most ${TARGETS_MOST} targets; ${name} has ${wires.length}. Make a second rule with the same pattern, or put a topic in between; AWS refuses the sixth target.` }
  for (const other of wires.slice(1)) {
    const theirs = configOf(other)
    if (theirs.trigger !== trigger || theirs.enabled !== enabled || (trigger === 'pattern' ? theirs.pattern !== pattern : theirs.schedule !== schedule)) {
      yield { rule: 'EB-03', level: 'error', on: other.id, field: 'rule', text: `${name} is one rule with one pattern or schedule, but its target ${other.peer.name} says another than ${first.peer.name}. Give both the same, or name a rule of its own.`, fix: { on: other.id, set: { trigger, pattern, schedule, enabled } } }
    }
  }
  if (trigger === 'pattern') return yield* checkPattern(pattern, first.id, 'pattern', `The pattern of ${name}`)
  const { refusal } = readSchedule(schedule, 'rule')
  if (refusal) yield { rule: 'VAL-11', level: 'error', on: first.id, field: 'schedule', text: `The schedule of ${name} is not valid. ${refusal} AWS refuses the rule otherwise.` }
  if (view.name !== 'default') yield { rule: 'VAL-11', level: 'error', on: first.id, field: 'trigger', text: `Only the default bus has rules with a schedule; ${view.name} is another. Call the bus default, or use EventBridge Scheduler; AWS refuses the rule otherwise.` }
  if (!refusal && enabled) yield { rule: 'EB-10', level: 'hint', on: first.id, field: 'schedule', text: 'Rules fire in UTC, and some time within the minute. EventBridge Scheduler knows time zones and summer time.' }
}

function* checkPattern(pattern: string, on: string, field: string, what: string): Iterable<Finding> {
  const { refusal } = compile(pattern, 'rule')
  if (!refusal) return
  const place = refusal.place === '' ? '' : ` at ${refusal.place}`
  yield { rule: 'VAL-11', level: 'error', on, field, text: `${what} is not valid${place}. ${refusal.text} AWS refuses it with InvalidEventPatternException.` }
}

function* checkTarget(view: View, wire: Out): Iterable<Finding> {
  const { input, inputPath, constant, paths, template, permission } = configOf(wire)
  const on = wire.id
  const { name, role } = wire.peer
  if (input === 'path' && !readPath(inputPath)) yield { rule: 'EB-07', level: 'error', on, field: 'inputPath', text: `"${inputPath}" is no path. Write one such as $.detail.id; AWS refuses the target otherwise.` }
  if (input === 'constant' && !isJson(constant)) yield { rule: 'EB-07', level: 'error', on, field: 'constant', text: 'The constant is not JSON. A text stands in quotes; AWS refuses the target otherwise.' }
  if (input === 'transformer') {
    for (const one of paths) {
      if (!readPath(one.path)) yield { rule: 'EB-07', level: 'error', on, field: 'paths', text: `"${one.path}" of ${one.name} is no path. Write one such as $.detail.id; AWS refuses the target otherwise.` }
      if (one.name.startsWith('aws.')) yield { rule: 'EB-07', level: 'error', on, field: 'paths', text: `Names that begin with aws. are AWS's own. Call ${one.name} something else; AWS refuses the target otherwise.` }
    }
    const known = new Set(paths.map((one) => one.name))
    for (const [, used] of template.matchAll(/<([^<>"\s]+)>/g)) {
      if (!known.has(used!) && !used!.startsWith('aws.events.')) yield { rule: 'EB-07', level: 'error', on, field: 'template', text: `The template speaks of <${used}>, which is no variable. Add it, or take it out; AWS refuses the target otherwise.` }
    }
  }
  if (!permission && role !== 'http') yield { rule: role === 'function' ? 'GEN-05' : 'GEN-06', level: 'warning', on, field: 'permission', text: `The policy of ${name} does not let ${view.name} in. Every invocation fails, without a retry, and the event is lost unless there is a dead-letter queue. Add the statement.`, fix: { on, set: { permission: true } } }
  if (role === 'function' && view.incoming.some((one) => one.peer.id === wire.peer.id)) yield { rule: 'EB-15', level: 'warning', on, text: `${name} is a target of ${view.name} and sends to it. If what it sends matches its own rule, it goes round for ever: nothing stops this loop. Let the pattern leave out what ${name} sends.` }
  if (role === 'bus' && wire.peer.id === view.id) yield { rule: 'EB-15', level: 'error', on, text: `${view.name} cannot be a target of its own rule. Take the wire away; AWS refuses it.` }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function* checkDeadLetters(view: View, targets: readonly Out[]): Iterable<Finding> {
  const names = targets.map((wire) => wire.peer.name)
  for (const wire of view.outgoing) {
    if (wire.port !== 'deadLetter') continue
    for (const name of namesIn(wire.config)) {
      if (!names.includes(name)) yield { rule: 'EB-06', level: 'error', on: wire.id, field: 'targets', text: `${wire.peer.name} is to keep what ${name} could not take, but no rule of ${view.name} has ${name} as its target. Name one of: ${names.join(', ') || 'there is none'}.` }
    }
    if (!(wire.config as DeadLetter).permission) yield { rule: 'GEN-06', level: 'warning', on: wire.id, field: 'permission', text: `The policy of ${wire.peer.name} does not let the rules of ${view.name} in, so it keeps nothing: what failed is lost, and counted as InvocationsFailedToBeSentToDlq. Add the statement.`, fix: { on: wire.id, set: { permission: true } } }
    if (targets.length > 0 && !targets.some((one) => deadLetterOf(view.outgoing, one.peer.name) === wire)) yield { rule: 'EB-06', level: 'warning', on: wire.id, field: 'targets', text: `No target uses ${wire.peer.name} as its dead-letter queue: another one comes first. Name the targets it is for.` }
  }
}
