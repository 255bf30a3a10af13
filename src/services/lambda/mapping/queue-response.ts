/** LAM-SQS-07: which messages of a batch stay in the queue after the function returned. */
import type { Content } from '../../../contract/messages.ts'
import { holds } from '../model.ts'
import type { FunctionNode } from '../state.ts'
import type { HeldBatch } from './queue-batches.ts'
import { type Mapping, settingsOf } from './queue-pollers.ts'
import { resultOf } from '../versions.ts'

interface Records {
  readonly Records: readonly { readonly messageId: string }[]
}

/**
 * The answer of a function with ReportBatchItemFailures, as AWS reads it. `ids` are the messages of the batch; the result
 * says of each whether it failed. Nothing, null, an empty object or list mean that all went well; anything that cannot be
 * understood, or names a message that was not in the batch, means that all failed.
 */
export function judgeBatchResponse(content: Content, ids: readonly string[]): readonly boolean[] {
  const none = ids.map(() => false)
  const all = ids.map(() => true)
  if (content === undefined || content === null) return none
  if (typeof content !== 'object' || Array.isArray(content)) return all
  const items = (content as { readonly batchItemFailures?: unknown }).batchItemFailures
  if (items === undefined || items === null) return none
  if (!Array.isArray(items)) return all
  const failed = none.slice()
  for (const item of items as readonly unknown[]) {
    const id = typeof item === 'object' && item !== null ? (item as { readonly itemIdentifier?: unknown }).itemIdentifier : undefined
    const at = typeof id === 'string' ? ids.indexOf(id) : -1
    if (at < 0) return all
    failed[at] = true
  }
  return failed
}

/** Which of them failed, or undefined when none did; `answer` is what user code returned. */
export function failuresOf(node: FunctionNode, mapping: Mapping, batch: HeldBatch, answer: Content | undefined): readonly boolean[] | undefined {
  const settings = settingsOf(mapping)
  if (!settings.partialBatch) return undefined
  const names = answer === undefined && settings.failItems !== ''
  const said = answer ?? resultOf(node.state, settings.qualifier)
  if (!names && said === null) return undefined
  const ids = (node.eventOf(mapping.wire, batch) as Records).Records.map((record) => record.messageId)
  return judgeBatchResponse(names ? modelAnswer(node, mapping, batch, ids) : said, ids)
}

/** The handler model names the messages that hold a text; on a FIFO queue all that follow the first, too (LAM-FIFO-02). */
function modelAnswer(node: FunctionNode, mapping: Mapping, batch: HeldBatch, ids: readonly string[]): Content {
  const { failItems } = settingsOf(mapping)
  const failed = batch.messages.map((message) => holds(node.messages.content[message], failItems))
  const first = failed.indexOf(true)
  const stops = mapping.wire.peer.role === 'fifo' && first >= 0
  return { batchItemFailures: ids.filter((_, index) => (stops ? index >= first : failed[index])).map((itemIdentifier) => ({ itemIdentifier })) }
}
