/**
 * An event bus: compares each event with the pattern of every rule, and hands a copy to each target of those that match.
 * Rules may fire by the clock instead. Like a topic it keeps nothing, unless an archive does.
 */
import { utf8Length } from '../../base/text.ts'
import type { Config } from '../../contract/config.ts'
import { contentText, type MessageId, NONE, WAY_EVENT } from '../../contract/messages.ts'
import type { Behaviour } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import { Archive } from './archive.ts'
import { called } from './called.ts'
import type { BusConfig } from './config.ts'
import { answered, tooLate, tryAgain } from './deliver.ts'
import { fieldsOf, makeEvent } from './event.ts'
import { INVALID, isTooFast, NOT_YOURS, receive, TOO_FAST } from './receive.ts'
import { replayNext, startReplay } from './replay.ts'
import { due, fire, remake, startSchedules } from './scheduled.ts'
import { type BusNode, type BusState, METRICS, newState } from './state.ts'

export const behaviour: Behaviour<BusConfig, BusState, BusNode> = {
  timers: [tryAgain, tooLate, due, fire, replayNext],
  metrics: METRICS,
  state: newState,
  start: startSchedules,

  accept(node, message, wire) {
    const { messages } = node
    const why = refusalOf(node, message, wire.kind === 'publish')
    if (why !== 0) {
      node.note(K.refused, message, messages.sizeBytes[message]!, why)
      node.answer(message, 400, why)
      return
    }
    const kept = messages.way[message] === WAY_EVENT ? message : copyOf(node, message)
    node.answer(message, 200)
    take(node, kept)
  },

  called: (node, message, call) => called(node, message, call),

  answered,

  /** An archive that keeps its name keeps its events. */
  configured({ state, config }) {
    state.archives = config.archives.map(({ name }) => state.archives.find((one) => one.name === name) ?? new Archive(name))
  },

  rewired: remake,

  /** `send`: a person puts an event in. `replay`: { archive, fromSec, toSec, rules, name }. */
  act(node, verb, config) {
    if (verb === 'send' || verb === 'put') putByHand(node, config)
    else if (verb === 'replay') startReplay(node, config)
  },
}

function refusalOf(node: BusNode, message: MessageId, published: boolean): number {
  const { messages } = node
  if (messages.sizeBytes[message]! > node.quotas.busEntryBytes) return INVALID
  // EB-01: names of AWS's own services are for them.
  if (published && fieldsOf(node, messages.content[message]).source.startsWith('aws.')) return NOT_YOURS
  return isTooFast(node) ? TOO_FAST : 0
}

function take(node: BusNode, message: MessageId): void {
  const { messages } = node
  receive(node, message, makeEvent(node, messages.serial[message]!, fieldsOf(node, messages.content[message])))
}

function copyOf(node: BusNode, message: MessageId): MessageId {
  const { messages } = node
  const copy = node.create(message)
  messages.content[copy] = messages.content[message]
  messages.sizeBytes[copy] = messages.sizeBytes[message]!
  return copy
}

function putByHand(node: BusNode, config: Config): void {
  const { messages } = node
  const times = typeof config.times === 'number' ? config.times : 1
  for (let i = 0; i < times; i++) {
    const message = node.create(NONE)
    messages.content[message] = config.body
    messages.sizeBytes[message] = utf8Length(contentText(config.body))
    const why = refusalOf(node, message, true)
    if (why === 0) take(node, message)
    else {
      node.note(K.refused, message, messages.sizeBytes[message]!, why)
      node.end(message, O.refused)
    }
  }
}
