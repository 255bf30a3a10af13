/**
 * SNS-01: a subscriber of a FIFO topic has a span of the archive again. From then on everything comes to it out of the
 * archive, in order, until it has caught up; with an end it stops there, and gets nothing until the next replay.
 */
import { MICROS_PER_SEC, type Micros, sec } from '../../base/units.ts'
import type { Config } from '../../contract/config.ts'
import { NONE } from '../../contract/messages.ts'
import { timer } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import { INVALID, notify, passes } from './publish.ts'
import { readReplay } from './replay-policy.ts'
import type { Subscription, TopicNode } from './state.ts'

/** AWS promises no rate; this is ours. */
const PER_SEC = 1_000

export interface Replay {
  readonly from: Micros
  readonly to: Micros | undefined
  /** What was published before is marked as replayed; what came after it is only late. */
  readonly asked: Micros
  /** Number of the last message that was sent. */
  cursor: number
  status: 'Pending' | 'In Progress' | 'Completed'
}

/** This subscription gets nothing as it is published. */
export function isHeld(node: TopicNode, { wire }: Subscription): boolean {
  const replay = node.state.replays.get(wire.index)
  return replay !== undefined && (replay.status !== 'Completed' || replay.to !== undefined)
}

/** What is wrong with a replay policy, in AWS's words; undefined when nothing is. */
export function wrongReplay({ state, config, now }: TopicNode, from: Micros, to: Micros | undefined): string | undefined {
  if (state.archive === undefined || config.archiveDays === null) return 'Topic does not have an ArchivePolicy'
  if (!(from >= state.archive.beginning(now, config.archiveDays) && from <= now)) return 'Invalid StartingPoint value'
  return to === undefined || (to >= from && to <= now) ? undefined : 'Invalid EndingPoint value'
}

/** A new replay takes the place of the one under way. */
export function startReplay(node: TopicNode, { wire }: Subscription, from: Micros, to: Micros | undefined): void {
  const { replays } = node.state
  const before = replays.get(wire.index)
  const running = before !== undefined && before.status !== 'Completed'
  replays.set(wire.index, { from, to, asked: node.now, cursor: 0, status: 'Pending' })
  if (!running) node.later(0, replayNext, wire.index)
}

export const replayNext = timer<TopicNode>('arrival', (node, index) => {
  const { state } = node
  const replay = state.replays.get(index)
  const subscription = state.byWire[index]
  if (!replay || !subscription) return
  const kept = state.archive?.next(replay.from, replay.cursor)
  if (!kept || (replay.to !== undefined && kept.at >= replay.to)) {
    replay.status = 'Completed'
    return
  }
  replay.status = 'In Progress'
  replay.cursor = kept.sequence
  const { messages } = node
  const message = node.create(NONE)
  messages.content[message] = kept.text
  messages.sizeBytes[message] = kept.sizeBytes
  messages.attributes[message] = kept.attributes
  messages.beside[message] = { group: kept.group, deduplication: kept.deduplication, ...(kept.subject !== undefined && { subject: kept.subject }) }
  const facts = kept.at < replay.asked ? { ...kept, replayed: true as const } : kept
  const passed = subscription.matcher === undefined || passes(node, subscription, message, facts)
  if (passed) notify(node, subscription, message, facts)
  node.end(message, passed ? O.succeeded : O.filtered)
  node.later(MICROS_PER_SEC / PER_SEC, replayNext, index)
})

/** The policy on the wire was changed in mid-run. An empty one ends the replay, and what is published comes again as it is. */
export function replayAsSet(node: TopicNode, subscription: Subscription): void {
  const asked = readReplay(subscription.config.replayPolicy === '' ? '{}' : subscription.config.replayPolicy)
  if (asked === undefined) node.state.replays.delete(subscription.wire.index)
  else if (typeof asked !== 'string' && wrongReplay(node, asked.from, asked.to) === undefined) startReplay(node, subscription, asked.from, asked.to)
  else node.note(K.refused, NONE, 0, INVALID)
}

/** By hand: for one subscriber or all, from an instant of the run or the beginning, and to another or on and on. */
export function replayByHand(node: TopicNode, config: Config): void {
  const from = typeof config.fromSec === 'number' ? sec(config.fromSec) : (node.state.archive?.beginning(node.now, node.config.archiveDays ?? 0) ?? 0)
  const to = typeof config.toSec === 'number' ? sec(config.toSec) : undefined
  const wrong = wrongReplay(node, from, to)
  for (const subscription of node.state.subscriptions) {
    if (typeof config.subscriber === 'string' && subscription.wire.peer.name !== config.subscriber) continue
    if (wrong === undefined) startReplay(node, subscription, from, to)
    else node.note(K.refused, NONE, 0, INVALID)
  }
}
