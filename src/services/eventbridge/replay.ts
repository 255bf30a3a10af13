/** EB-11: an archive sends a span of its events again, faster than they came. */
import { MICROS_PER_SEC, sec } from '../../base/units.ts'
import type { Config } from '../../contract/config.ts'
import { NONE } from '../../contract/messages.ts'
import { timer } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import { matches } from '../../contract/pattern.ts'
import { trigger } from './receive.ts'
import { type BusNode, MATCHED } from './state.ts'

/** AWS promises no rate; this is ours. */
const PER_SEC = 1_000

export function startReplay(node: BusNode, config: Config): void {
  const { archives, replays } = node.state
  const archive = config.archive === undefined ? 0 : archives.findIndex((one) => one.name === config.archive)
  const kept = archives[archive]
  if (!kept) return
  const from = typeof config.fromSec === 'number' ? sec(config.fromSec) : 0
  const to = typeof config.toSec === 'number' ? sec(config.toSec) : node.now
  const next = kept.times.findIndex((at) => at >= from)
  if (next < 0) return
  const after = kept.times.findIndex((at) => at > to)
  const rules = typeof config.rules === 'string' ? config.rules.split(',').map((one) => one.trim()).filter((one) => one !== '') : []
  replays.push({ name: typeof config.name === 'string' ? config.name : `replay-${replays.length + 1}`, archive, rules, next, end: after < 0 ? kept.times.length : after })
  node.later(0, replayNext, replays.length - 1)
}

export const replayNext = timer<BusNode>('arrival', (node, which) => {
  const { replays, archives, rules } = node.state
  const replay = replays[which]!
  if (replay.next >= replay.end) return
  const kept = archives[replay.archive]
  // A setting may have taken the archive away meanwhile.
  if (!kept || replay.next >= kept.events.length) return
  const event = { ...kept.events[replay.next]!, 'replay-name': replay.name }
  const { detail, ...rest } = event
  const message = node.create(NONE)
  node.messages.sizeBytes[message] = kept.bytes[replay.next]!
  replay.next++
  const chosen = rules.filter((rule) => rule.enabled && rule.matcher !== undefined && (replay.rules.length === 0 || replay.rules.includes(rule.name)) && matches(rule.matcher, event))
  if (chosen.length > 0) node.add(MATCHED)
  for (const rule of chosen) trigger(node, rule, message, { ...rest, detail })
  if (chosen.length === 0) node.note(K.filtered, message)
  node.end(message, chosen.length > 0 ? O.succeeded : O.filtered)
  node.later(MICROS_PER_SEC / PER_SEC, replayNext, which)
})
