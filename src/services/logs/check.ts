/** What AWS refuses or regrets about a log group and its subscriptions. */
import type { Finding } from '../../contract/finding.ts'
import type { NodeView } from '../../contract/service.ts'
import type { GroupConfig, SubscriptionWire } from './config.ts'
import { isPattern, parsePattern } from './pattern.ts'

export function* check(view: NodeView<GroupConfig>): Iterable<Finding> {
  const filter = parsePattern(view.config.metricFilter)
  if (!isPattern(filter)) yield { rule: 'CWL-05', level: 'error', on: view.id, field: 'metricFilter', text: `The metric filter of ${view.name} is no pattern: ${filter.problem} Mend it; AWS refuses it otherwise.` }
  for (const wire of view.outgoing) {
    const { filterPattern, permission } = wire.config as SubscriptionWire
    const pattern = parsePattern(filterPattern)
    if (!isPattern(pattern)) yield { rule: 'CWL-03', level: 'error', on: wire.id, field: 'filterPattern', text: `The filter to ${wire.peer.name} is no pattern: ${pattern.problem} Mend it; AWS refuses the subscription otherwise.` }
    if (view.incoming.some((one) => one.peer.id === wire.peer.id)) {
      yield { rule: 'VAL-18', level: 'error', on: wire.id, text: `${wire.peer.name} writes to ${view.name} and is to be invoked with its lines: each invocation would write lines that invoke it again, without end. Let another function read them.` }
    }
    if (!permission) yield { rule: 'GEN-05', level: 'warning', on: wire.id, field: 'permission', text: `Nothing lets CloudWatch Logs in at ${wire.peer.name}; AWS refuses the subscription, and no line arrives. Add the statement.`, fix: { on: wire.id, set: { permission: true } } }
  }
}
