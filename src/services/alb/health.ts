/** ALB-08: health checks are invocations. A balancer whose only target fails them goes on sending to it. */
import { sec } from '../../base/units.ts'
import { judgeBalancedMulti, judgeBalancedSingle } from '../../contract/http/answer.ts'
import { type MessageId, NONE } from '../../contract/messages.ts'
import { timer } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import type { TargetConfig } from './config.ts'
import { healthEvent } from './event.ts'
import { type BalancerNode, HEALTHY, UNHEALTHY } from './state.ts'

/** Columns of a check: u the target, w CHECK or OVER. */
export const CHECK = 3
export const OVER = 4

/** Those that are to be checked, and are not yet. One that was not looked after for a while begins anew. */
export function beginChecks(node: BalancerNode): void {
  const { wires, checked, health } = node.state
  wires.list.forEach((wire, target) => {
    if (checked[target] || !(wire.config as TargetConfig).healthCheck) return
    checked[target] = true
    Object.assign(health[target]!, { state: 'initial', good: 0, bad: 0 })
    node.after(0, checkHealth, target)
  })
  tellHealth(node)
}

export const checkHealth = timer<BalancerNode>('arrival', (node, target) => {
  const { state, messages } = node
  const wire = state.wires.list[target]!
  const { healthCheck, intervalSec, checkTimeoutSec, permission } = wire.config as TargetConfig
  state.checked[target] = healthCheck
  if (!healthCheck) return
  node.after(sec(intervalSec), checkHealth, target)
  const health = state.health[target]!
  if (health.check !== NONE) return
  if (!permission) return verdict(node, target, false)
  const message = node.create(NONE)
  health.check = message
  messages.u[message] = target
  messages.w[message] = CHECK
  messages.content[message] = healthEvent(node, wire)
  messages.v[message] = node.after(sec(checkTimeoutSec), checkTooLong, target)
  node.request(wire, message)
})

export const checkTooLong = timer<BalancerNode>('refill', (node, target) => {
  const health = node.state.health[target]!
  node.messages.w[health.check] = OVER
  node.note(K.timedOut, health.check, 1_000 * (node.state.wires.list[target]!.config as TargetConfig).checkTimeoutSec)
  health.check = NONE
  verdict(node, target, false)
})

export function checkAnswered(node: BalancerNode, message: MessageId): void {
  const { messages, state } = node
  const target = messages.u[message]!
  const { multiValue, matcher } = state.wires.list[target]!.config as TargetConfig
  const response = messages.status[message] === 200 && messages.reason[message] === 0 ? (multiValue ? judgeBalancedMulti : judgeBalancedSingle)(messages.answer[message]) : undefined
  const good = response !== undefined && matchesStatus(matcher, response.status)
  if (messages.w[message] === CHECK) {
    node.cancel(messages.v[message]!)
    state.health[target]!.check = NONE
    verdict(node, target, good)
  }
  node.end(message, good ? O.succeeded : O.failed)
}

export const matchesStatus = (matcher: string, status: number): boolean =>
  matcher.split(',').some((part) => {
    const [from, to = from] = part.split('-').map(Number)
    return status >= from! && status <= to!
  })

function verdict(node: BalancerNode, target: number, good: boolean): void {
  const health = node.state.health[target]!
  const { healthyAfter, unhealthyAfter } = node.state.wires.list[target]!.config as TargetConfig
  health.good = good ? health.good + 1 : 0
  health.bad = good ? 0 : health.bad + 1
  // The first check that passes makes a new target healthy.
  if (health.good >= (health.state === 'initial' ? 1 : healthyAfter)) health.state = 'healthy'
  else if (health.bad >= unhealthyAfter) health.state = 'unhealthy'
  tellHealth(node)
}

/** A target that is not checked counts as healthy. */
export function tellHealth(node: BalancerNode): void {
  const { health, wires } = node.state
  const bad = health.filter((one, at) => (wires.list[at]!.config as TargetConfig).healthCheck && one.state === 'unhealthy').length
  node.level(HEALTHY, health.length - bad)
  node.level(UNHEALTHY, bad)
}
