/**
 * A topic: takes a message in, makes a copy of it for each subscriber whose filter it passes, and keeps nothing itself,
 * unless it is a FIFO topic with an archive.
 * A copy that its subscriber cannot take is tried again for days; one that is refused is dead at once.
 */
import { utf8Length } from '../../base/text.ts'
import type { Config } from '../../contract/config.ts'
import { type Attributes, contentText, type MessageId, NONE, WAY_EVENT } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import type { Behaviour, WireEnd } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { called } from './called.ts'
import type { SubscriptionConfig, TopicConfig } from './config.ts'
import { askForConfirmation, confirmByHand } from './confirm.ts'
import { answered, goesNow, tooLate, tryAgain } from './deliver.ts'
import { attributesIn, publish, refusalOf, THROTTLED, turnAway } from './publish.ts'
import { replayAsSet, replayByHand, replayNext } from './replay.ts'
import { archiveOf, isSealed, METRICS, newState, subscriptionsOf, TO_HTTP, type TopicNode, type TopicState } from './state.ts'

const NO_KEY = reason('KMSAccessDenied')

export const behaviour: Behaviour<TopicConfig, TopicState, TopicNode> = {
  timers: [tryAgain, goesNow, tooLate, replayNext],
  metrics: METRICS,
  state: newState,
  start(node) {
    for (const subscription of node.state.subscriptions) {
      const { wire, config } = subscription
      if (node.state.unconfirmed.has(wire.index)) askForConfirmation(node, wire)
      if (config.replayPolicy !== '') replayAsSet(node, subscription)
    }
  },

  accept(node, message, wire) {
    const { messages } = node
    // GEN-06: who publishes to an encrypted topic needs its key; a role brings that along, an AWS service has to be let in.
    const why = node.state.sealed && (wire.kind === 'subscription' || wire.kind === 'alarm') ? NO_KEY : refusalOf(node, message)
    if (why !== 0) {
      node.note(K.refused, message, messages.sizeBytes[message]!, why)
      node.answer(message, why === THROTTLED ? 429 : 400, why)
      return
    }
    const kept = messages.way[message] === WAY_EVENT ? message : copyOf(node, message)
    node.answer(message, 200)
    publish(node, kept)
  },

  called: (node, message, call) => called(node, message, call),

  answered,

  configured(node) {
    const { state, config, now } = node
    state.sealed = isSealed(config)
    if (config.archiveDays === null || state.archive === undefined) {
      // With the policy its archive goes, and whoever waited for it gets what comes.
      state.archive = archiveOf(config, now)
      state.replays.clear()
    }
  },

  /** What is under way goes on to its subscriber, under the settings of now. */
  rewired(node, wire, before) {
    Object.assign(node.state, subscriptionsOf(node))
    if (wire.port === 'subscribers') settle(node, wire, before)
  },

  act(node, verb, config) {
    if (verb === 'send' || verb === 'publish') publishByHand(node, config)
    else if (verb === 'replay') replayByHand(node, config)
    else if (verb === 'confirm') confirmByHand(node, config.subscriber)
  },
}

/** Two settings of a subscription are deeds: to confirm it, and to have messages again. */
function settle(node: TopicNode, wire: WireEnd, before: SubscriptionConfig): void {
  const { state } = node
  const { config, to } = state.byWire[wire.index]!
  if (to === TO_HTTP && config.confirmed !== before.confirmed) {
    if (config.confirmed) state.unconfirmed.delete(wire.index)
    else {
      state.unconfirmed.add(wire.index)
      askForConfirmation(node, wire)
    }
  }
  if (config.replayPolicy !== before.replayPolicy) replayAsSet(node, state.byWire[wire.index]!)
}

function copyOf(node: TopicNode, message: MessageId): MessageId {
  const { messages } = node
  const copy = node.create(message)
  messages.content[copy] = messages.content[message]
  messages.beside[copy] = messages.beside[message]
  messages.attributes[copy] = messages.attributes[message]
  messages.sizeBytes[copy] = messages.sizeBytes[message]!
  return copy
}

/** A person publishes: text, subject, attributes, and for a FIFO topic the group and the deduplication id. */
function publishByHand(node: TopicNode, config: Config): void {
  const { messages } = node
  const times = typeof config.times === 'number' ? config.times : 1
  // AWS takes no empty message.
  const body = config.body ?? 'Published by hand'
  for (let i = 0; i < times; i++) {
    const message = node.create(NONE)
    messages.content[message] = body
    const attributes: Attributes | undefined = attributesIn(config, 'attributes')
    messages.attributes[message] = attributes
    messages.sizeBytes[message] = utf8Length(contentText(body))
    messages.beside[message] = {
      ...(typeof config.subject === 'string' && { subject: config.subject }),
      ...(typeof config.group === 'string' && { group: config.group }),
      ...(typeof config.deduplication === 'string' && { deduplication: config.deduplication }),
    }
    const why = refusalOf(node, message)
    if (why === 0) publish(node, message)
    else turnAway(node, message, why)
  }
}
