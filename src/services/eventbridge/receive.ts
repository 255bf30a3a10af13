/** How an event comes in, and which rules it sets off. */
import { iso } from '../../base/time.ts'
import { MICROS_PER_SEC, sec } from '../../base/units.ts'
import type { MessageId } from '../../contract/messages.ts'
import { compile, matches } from '../../contract/pattern.ts'
import { reason } from '../../contract/reasons.ts'
import { K, O } from '../../contract/trace.ts'
import { deliver } from './deliver.ts'
import type { BusEvent } from './event.ts'
import { inputFor } from './input.ts'
import { type BusNode, ENTRIES, INVOCATIONS, MATCHED, type Rule, TRIGGERED } from './state.ts'

export const TOO_FAST = reason('ThrottlingException')
export const INVALID = reason('ValidationException')
export const NOT_YOURS = reason('NotAuthorizedForSourceException')
const UNMATCHED = reason('NoMatchingRule')

/** EB-01: entries a second. */
export function isTooFast(node: BusNode): boolean {
  const { state } = node
  const second = Math.floor(node.now / MICROS_PER_SEC)
  if (second !== state.second) {
    state.second = second
    state.entries = 0
  }
  return ++state.entries > node.quotas.busPutsPerSec
}

/** An event that was let in. The bus owns its message, and is done with it when every target has its copy. */
export function receive(node: BusNode, message: MessageId, event: BusEvent): void {
  node.add(ENTRIES)
  node.note(K.charged, message, 1, ENTRIES.index)
  archive(node, message, event)
  const rules = node.state.rules.filter((rule) => rule.enabled && rule.matcher !== undefined && matches(rule.matcher, event))
  if (rules.length > 0) node.add(MATCHED)
  for (const rule of rules) trigger(node, rule, message, event)
  if (rules.length === 0) node.note(K.filtered, message, 0, UNMATCHED)
  node.end(message, rules.length > 0 ? O.succeeded : O.filtered)
}

/** Each target of the rule gets a copy, with what it wants to know of the event. */
export function trigger(node: BusNode, rule: Rule, cause: MessageId, event: BusEvent): void {
  const { messages } = node
  node.add(TRIGGERED)
  const facts = { ruleArn: rule.arn, ruleName: rule.name, ingestionTime: iso(node.now) }
  for (const target of rule.targets) {
    const copy = node.create(cause)
    const input = inputFor(target.config, event, facts)
    messages.u[copy] = node.now
    node.add(INVOCATIONS)
    deliver(node, target, copy, input, event)
  }
}

/** EB-11: a replay is never archived again, or it would feed itself. */
function archive(node: BusNode, message: MessageId, event: BusEvent): void {
  if (event['replay-name'] !== undefined) return
  for (const [index, { pattern, retentionDays }] of node.config.archives.entries()) {
    const matcher = pattern === '' ? undefined : compile(pattern, 'rule').matcher
    if (matcher && !matches(matcher, event)) continue
    const kept = node.state.archives[index]!
    kept.keep(event, node.now, node.messages.sizeBytes[message]!)
    if (retentionDays > 0) kept.forget(node.now - sec(retentionDays * 86_400))
  }
}

