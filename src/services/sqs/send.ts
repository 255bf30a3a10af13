/** What a send has to pass, and how the message is stored. */
import { sha256 } from '../../base/sha256.ts'
import { utf8Encode, utf8Length } from '../../base/text.ts'
import { MICROS_PER_SEC, type Micros, sec } from '../../base/units.ts'
import type { Config } from '../../contract/config.ts'
import { type Content, type MessageId, NONE } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { K, O } from '../../contract/trace.ts'
import { grows } from './retention.ts'
import { DEDUPLICATED, DELAYED, type QueueNode, REQUESTS, SENT, SIZE, tell, VISIBLE } from './state.ts'
import { hide, put } from './visible.ts'

/** SQS-05: sends a second of a FIFO queue, and of each group when it is set to high throughput (not counted here). */
const FIFO_SENDS = 300

const INVALID = reason('InvalidParameterValue')
export const TOO_FAST = reason('TooManyRequests')

/** LAM-PRC-05: every so many bytes of a payload are paid for as one request. */
const CHUNK_BYTES = 65_536

/** Why the queue does not take the message; 0 when it does. */
export function refusalOf(node: QueueNode, message: MessageId): number {
  const { config, state } = node
  // SQS-04: the attributes count, too, but hardly ever matter.
  if (node.messages.sizeBytes[message]! > Math.min(config.maximumMessageBytes, node.quotas.sqsMessageBytes)) return INVALID
  if (state.groups === undefined || config.highThroughput) return 0
  const second = Math.floor(node.now / MICROS_PER_SEC)
  if (second !== state.second) {
    state.second = second
    state.sends = 0
  }
  return ++state.sends > FIFO_SENDS ? TOO_FAST : 0
}

/** A message that was let in: stored, unless it is a repetition, which is accepted and forgotten. */
export function takeIn(node: QueueNode, message: MessageId): void {
  if (!repeats(node, message)) return store(node, message, node.now, false)
  node.add(DEDUPLICATED)
  node.note(K.deduplicated, message)
  node.end(message, O.deduplicated)
}

/** SQS-05: whether a FIFO queue took this deduplication id within five minutes already. */
function repeats(node: QueueNode, message: MessageId): boolean {
  const { state, config } = node
  if (state.groups === undefined) return false
  const id = givenDeduplication(node, message) ?? contentId(node, message)
  if (id === undefined) return false
  return state.seen.repeats(config.highThroughput ? `${groupOf(node, message)}\n${id}` : id, node.now)
}

/** `moved`: it comes from another queue's redrive policy, which is no send. */
export function store(node: QueueNode, message: MessageId, sentAt: Micros, moved: boolean): void {
  const { messages, config, state } = node
  messages.tries[message] = 0
  messages.x[message] = sentAt
  messages.y[message] = 0
  if (!moved) {
    messages.z[message] = 0
    node.add(SENT)
    const size = messages.sizeBytes[message]!
    node.observe(SIZE, size)
    if (size > CHUNK_BYTES) node.add(REQUESTS, Math.ceil(size / CHUNK_BYTES) - 1)
  }
  grows(node, message)
  if (state.groups !== undefined) state.groups.enter(message, groupOf(node, message))
  // A FIFO queue has one delay for all; a standard queue lets a message have its own.
  const own = state.groups === undefined ? messages.beside[message]?.delaySec : undefined
  const delay = moved ? 0 : sec(own ?? config.delaySec)
  if (delay > 0) {
    hide(node, message, node.now + delay, true)
    node.level(DELAYED, state.hidden.delayed)
    node.note(K.delayed, message, node.now + delay)
    return
  }
  put(node, message)
  node.level(VISIBLE, state.groups === undefined ? state.visible.length : state.groups.visible)
  tell(node)
}

/** A person puts a message in: body, and for a FIFO queue its group and deduplication id. */
export function sendByHand(node: QueueNode, config: Config): void {
  const times = typeof config.times === 'number' ? config.times : 1
  for (let i = 0; i < times; i++) {
    const message = node.create(NONE)
    node.messages.content[message] = config.body
    node.messages.sizeBytes[message] = utf8Length(bodyText(config.body))
    node.messages.beside[message] = {
      ...(typeof config.group === 'string' && { group: config.group }),
      ...(typeof config.deduplication === 'string' && { deduplication: config.deduplication }),
      ...(typeof config.delaySec === 'number' && { delaySec: config.delaySec }),
    }
    takeIn(node, message)
  }
}

export function groupOf(node: QueueNode, message: MessageId): string {
  return node.messages.beside[message]?.group ?? fieldOf(node.messages.content[message], node.config.groupField) ?? 'default'
}

/** The id that a sender gave, or undefined. */
export function givenDeduplication(node: QueueNode, message: MessageId): string | undefined {
  return node.messages.beside[message]?.deduplication ?? fieldOf(node.messages.content[message], node.config.deduplicationField)
}

/** The hash that stands in for a missing id when the queue deduplicates by content. */
export function contentId(node: QueueNode, message: MessageId): string | undefined {
  const content = node.messages.content[message]
  // A message that nobody gave a body stands for one with a body of its own.
  return node.config.contentDeduplication && content !== undefined ? sha256(utf8Encode(bodyText(content))) : undefined
}

/** The body as SQS keeps it: text. */
export function bodyText(content: Content): string {
  if (content === undefined) return ''
  return typeof content === 'string' ? content : JSON.stringify(content)
}

function fieldOf(content: Content, name: string): string | undefined {
  if (name === '' || typeof content !== 'object' || content === null) return undefined
  const value = (content as { readonly [field: string]: unknown })[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
