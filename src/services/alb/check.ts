/** What a load balancer refuses or makes one regret. */
import type { Finding } from '../../contract/finding.ts'
import { namesIn } from '../../contract/http/cors.ts'
import type { NodeView } from '../../contract/service.ts'
import { type BalancerConfig, hasConditions, type TargetConfig } from './config.ts'

type View = NodeView<BalancerConfig>
type Out = View['outgoing'][number]

export function* check(view: View): Iterable<Finding> {
  const taken = new Map<number, Out>()
  for (const wire of view.outgoing) {
    const target = wire.config as TargetConfig
    yield* checkRule(view, wire, target, taken)
    yield* checkTarget(view, wire, target)
  }
  yield* checkGroups(view)
  for (const rule of view.config.rules) {
    if (taken.has(rule.priority)) yield { rule: 'WIR-05', level: 'error', on: view.id, field: 'rules', text: `Priority ${rule.priority} is taken by a wire. Give each rule its own; AWS refuses two rules with one priority.` }
    if (rule.action === 'redirect' && rule.status !== 301 && rule.status !== 302) yield { rule: 'ALB-02', level: 'error', on: view.id, field: 'rules', text: `A redirect answers 301 or 302, not ${rule.status}. AWS refuses the rule otherwise.` }
  }
  if (new Set(view.config.rules.map(({ priority }) => priority)).size < view.config.rules.length) yield { rule: 'WIR-05', level: 'error', on: view.id, field: 'rules', text: 'Two rules have the same priority. Give each its own; AWS refuses the second.' }
  if (view.outgoing.length === 0 && view.config.rules.length === 0) yield { rule: 'ALB-02', level: 'warning', on: view.id, text: `${view.name} has no target: every request is answered with 503. Draw a wire to a function.` }
}

function* checkRule(view: View, wire: Out, target: TargetConfig, taken: Map<number, Out>): Iterable<Finding> {
  const { priority } = target
  if (priority === null) {
    if (hasConditions(target)) yield { rule: 'WIR-05', level: 'error', on: wire.id, field: 'priority', text: 'The default rule has no conditions. Give this wire a priority, or take its conditions away; AWS knows no such rule.' }
    return
  }
  if (!hasConditions(target)) yield { rule: 'WIR-05', level: 'error', on: wire.id, field: 'path', text: `Rule ${priority} has no condition. Name a path, a host or another, or leave the priority empty; AWS refuses the rule otherwise.` }
  const values = namesIn(target.path).length + namesIn(target.host).length + (target.method === 'ANY' ? 0 : 1) + (target.header === '' ? 0 : 1) + (target.query === '' ? 0 : 1)
  if (values > 5) yield { rule: 'WIR-05', level: 'error', on: wire.id, field: 'path', text: `Rule ${priority} has ${values} condition values; a rule has 5 at most. Split it; AWS refuses it otherwise.` }
  if (target.header !== '' && !target.header.includes(':')) yield { rule: 'WIR-05', level: 'error', on: wire.id, field: 'header', text: 'Write the condition as Name: value.' }
  const before = taken.get(priority)?.config as TargetConfig | undefined
  if (before && ['path', 'host', 'method', 'header', 'query'].some((name) => before[name as 'path'] !== target[name as 'path'])) {
    yield { rule: 'WIR-05', level: 'error', on: wire.id, field: 'priority', text: `Another wire of ${view.name} has priority ${priority} and other conditions. Use another priority, or the same conditions to share the rule by weight; AWS refuses two rules with one priority.` }
  }
  taken.set(priority, wire)
}

/** VAL-14. */
function* checkGroups(view: View): Iterable<Finding> {
  const holders = new Map<string, Out>()
  for (const wire of view.outgoing) {
    const { targetGroup } = wire.config as TargetConfig
    const first = targetGroup === '' ? undefined : holders.get(targetGroup)
    if (first && first.peer.id !== wire.peer.id) {
      yield { rule: 'VAL-14', level: 'error', on: wire.id, field: 'targetGroup', text: `The target group ${targetGroup} holds ${first.peer.name} already, and a group has one function. Give ${wire.peer.name} a group of its own and share the rule by weight; AWS refuses to register the second.`, fix: { on: wire.id, set: { targetGroup: '' } } }
    }
    if (!first && targetGroup !== '') holders.set(targetGroup, wire)
  }
}

function* checkTarget(view: View, wire: Out, target: TargetConfig): Iterable<Finding> {
  const { name } = wire.peer
  if (!target.permission) yield { rule: 'GEN-05', level: 'warning', on: wire.id, field: 'permission', text: `${name} does not allow ${view.name} to invoke it: callers hear 502 with the reason LambdaAccessDenied. Put the statement back, unless that is what you want to see.`, fix: { on: wire.id, set: { permission: true } } }
  if (!target.healthCheck) return
  if (target.checkTimeoutSec >= target.intervalSec) yield { rule: 'ALB-08', level: 'error', on: wire.id, field: 'checkTimeoutSec', text: `The timeout of the health check (${target.checkTimeoutSec} s) must be shorter than its interval (${target.intervalSec} s). AWS refuses the target group otherwise.` }
  yield { rule: 'ALB-08', level: 'hint', on: wire.id, field: 'healthCheck', text: `Each health check is an invocation of ${name}, ${Math.round(86_400 / target.intervalSec).toString()} a day, and billed. A single function gets its requests whether it is healthy or not.` }
}
