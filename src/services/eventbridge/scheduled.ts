/** EB-09 and EB-10: rules that fire by the clock. */
import { unixMs } from '../../base/time.ts'
import { sec } from '../../base/units.ts'
import { NONE } from '../../contract/messages.ts'
import { firingAfter, runTime } from '../../contract/schedule.ts'
import { timer } from '../../contract/service.ts'
import { O } from '../../contract/trace.ts'
import { makeEvent } from './event.ts'
import { trigger } from './receive.ts'
import type { BusNode } from './state.ts'

export function startSchedules(node: BusNode): void {
  node.state.rules.forEach((rule, index) => {
    if (rule.enabled && rule.schedule) arm(node, index)
  })
}

/** A rate counts from the beginning of the run, as if the rule was made then. */
function arm(node: BusNode, index: number): void {
  const next = firingAfter(node.state.rules[index]!.schedule!, unixMs(node.now), 'UTC', unixMs(0), false)
  if (next !== undefined) node.after(runTime(next) - node.now, due, index)
}

/** Within the minute, AWS says: at its beginning in strict mode. */
export const due = timer<BusNode>('arrival', (node, index) => {
  arm(node, index)
  node.later(node.strict ? 0 : sec(node.state.chance.exponential(4)) % sec(60), fire, index)
})

export const fire = timer<BusNode>('arrival', (node, index) => {
  const rule = node.state.rules[index]!
  const message = node.create(NONE)
  const event = makeEvent(node, node.messages.serial[message]!, { source: 'aws.events', detailType: 'Scheduled Event', detail: {}, resources: [rule.arn] })
  trigger(node, rule, message, event)
  node.end(message, O.succeeded)
})
