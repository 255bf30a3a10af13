/**
 * A topic: takes a message in, makes a copy of it for each subscriber whose filter it passes, and keeps nothing itself.
 * A copy that its subscriber cannot take is tried again for days; one that is refused is dead at once.
 */
import { utf8Length } from '../../base/text.ts'
import type { Config } from '../../contract/config.ts'
import { type Attributes, contentText, type MessageId, NONE, WAY_EVENT } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import type { Behaviour } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { called } from './called.ts'
import type { TopicConfig } from './config.ts'
import { answered, tryAgain } from './deliver.ts'
import { attributesIn, publish, refusalOf, THROTTLED, turnAway } from './publish.ts'
import { isSealed, METRICS, newState, type TopicNode, type TopicState } from './state.ts'

const NO_KEY = reason('KMSAccessDenied')

export const behaviour: Behaviour<TopicConfig, TopicState, TopicNode> = {
  timers: [tryAgain],
  metrics: METRICS,
  state: newState,

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
    node.state.sealed = isSealed(node.config)
  },

  act(node, verb, config) {
    if (verb === 'send' || verb === 'publish') publishByHand(node, config)
  },
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
