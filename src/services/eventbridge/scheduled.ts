/** EB-09 and EB-10: rules that fire by the clock. */
import { unixMs } from '../../base/time.ts'
import { sec } from '../../base/units.ts'
import { NONE } from '../../contract/messages.ts'
import { firingAfter, runTime } from '../../contract/schedule.ts'
import { timer } from '../../contract/service.ts'
import { O } from '../../contract/trace.ts'
import { makeEvent } from './event.ts'
import { trigger } from './receive.ts'
import { type BusNode, type Rule, rulesOf } from './state.ts'

export function startSchedules(node: BusNode): void {
  for (const rule of node.state.rules) begin(node, rule)
}

/** A rate counts from when its rule was made. */
function begin(node: BusNode, rule: Rule): void {
  if (!rule.enabled || !rule.schedule) return
  node.state.scheduled.push({ rule, since: node.now })
  arm(node, node.state.scheduled.length - 1)
}

/** A wire was changed. A rule whose schedule is still the same goes on in its pace. */
export function remake(node: BusNode): void {
  const { state } = node
  Object.assign(state, rulesOf(node))
  const { rules, scheduled } = state
  scheduled.forEach((one, place) => {
    const rule = one && rules.find(({ name, enabled, schedule, when }) => name === one.rule.name && enabled && schedule && when === one.rule.when)
    scheduled[place] = rule && { ...one, rule }
  })
  for (const rule of rules) if (!scheduled.some((one) => one?.rule === rule)) begin(node, rule)
}

function arm(node: BusNode, place: number): void {
  const { rule, since } = node.state.scheduled[place]!
  const next = firingAfter(rule.schedule!, unixMs(node.now), 'UTC', unixMs(since), false)
  if (next !== undefined) node.after(runTime(next) - node.now, due, place)
}

/** Within the minute, AWS says: at its beginning in strict mode. */
export const due = timer<BusNode>('arrival', (node, place) => {
  if (!node.state.scheduled[place]) return
  arm(node, place)
  node.later(node.strict ? 0 : sec(node.state.chance.exponential(4)) % sec(60), fire, place)
})

export const fire = timer<BusNode>('arrival', (node, place) => {
  const rule = node.state.scheduled[place]?.rule
  if (!rule) return
  const message = node.create(NONE)
  const event = makeEvent(node, node.messages.serial[message]!, { source: 'aws.events', detailType: 'Scheduled Event', detail: {}, resources: [rule.arn] })
  trigger(node, rule, message, event)
  node.end(message, O.succeeded)
})
