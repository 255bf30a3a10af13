/** What AWS refuses or regrets about schedules. */
import type { Finding } from '../../contract/finding.ts'
import { firingAfter, readSchedule, runTime } from '../../contract/schedule.ts'
import type { NodeView } from '../../contract/service.ts'
import { EPOCH_MS } from '../../base/time.ts'
import { sec } from '../../base/units.ts'
import type { DeadLetter, GroupConfig, ScheduleConfig } from './config.ts'
import { nameOf } from './state.ts'

type View = NodeView<GroupConfig>
type Out = View['outgoing'][number]

export function* check(view: View): Iterable<Finding> {
  for (const { id, port, peer, config } of view.outgoing) {
    if (port === 'deadLetter' && !(config as DeadLetter).permission) yield { rule: 'SCH-02', level: 'warning', on: id, field: 'permission', text: `The role of the schedules may not send to ${peer.name}, so it keeps nothing: what failed is lost. Add the statement.`, fix: { on: id, set: { permission: true } } }
  }
  const wires = view.outgoing.filter((wire) => wire.port === 'target')
  if (wires.length === 0) yield { rule: 'SCH-01', level: 'hint', on: view.id, text: `${view.name} has no schedule. Connect it to a target; the wire says when.` }
  const names = new Set<string>()
  for (const wire of wires) {
    const called = nameOf(view.outgoing, wire)
    if (names.has(called)) yield { rule: 'SCH-01', level: 'error', on: wire.id, field: 'name', text: `Two schedules of ${view.name} are called ${called}. Name one of them otherwise; AWS refuses the second with ConflictException.` }
    names.add(called)
    yield* checkSchedule(view, wire)
  }
}

function* checkSchedule(view: View, wire: Out): Iterable<Finding> {
  const { enabled, expression, zone, startSec, endSec, input, permission } = wire.config as ScheduleConfig
  const on = wire.id
  if (!enabled) return
  const { schedule, refusal } = readSchedule(expression, 'scheduler')
  if (!schedule) return yield { rule: 'SCH-01', level: 'error', on, field: 'expression', text: `The schedule for ${wire.peer.name} is not valid. ${refusal} AWS refuses it otherwise.` }
  if (startSec !== null && endSec !== null && endSec < startSec) yield { rule: 'SCH-01', level: 'error', on, field: 'endSec', text: `The schedule for ${wire.peer.name} ends at ${endSec} s, before it begins at ${startSec} s. Move one of them; AWS refuses it otherwise.` }
  const from = sec(startSec ?? 0) / 1_000 + EPOCH_MS
  const first = firingAfter(schedule, from - 1, zone, from, true)
  if (first === undefined || runTime(first) > sec(Math.min(view.scenario.forSec, endSec ?? Number.POSITIVE_INFINITY))) {
    const when = first === undefined ? 'never fires again' : `fires for the first time at ${new Date(first).toISOString().slice(0, 16).replace('T', ' ')} UTC`
    yield { rule: 'SCH-01', level: 'hint', on, field: 'expression', text: `The schedule for ${wire.peer.name} ${when}, and this run is over before. A run begins on 1 January 2026 at midnight UTC: let it run longer, or schedule sooner.` }
  }
  if (input !== '' && !isJson(input)) yield { rule: 'SCH-01', level: wire.peer.role === 'function' ? 'error' : 'hint', on, field: 'input', text: `The input for ${wire.peer.name} is not JSON. A function takes nothing else; a text stands in quotes.` }
  if (!permission) yield { rule: 'SCH-02', level: 'warning', on, field: 'permission', text: `The role of this schedule may not reach ${wire.peer.name}. Every invocation fails, and is lost unless there is a dead-letter queue. Add the statement.`, fix: { on, set: { permission: true } } }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/<aws\.scheduler\.[a-z-]+>/g, '0'))
    return true
  } catch {
    return false
  }
}
