/** What AWS refuses or regrets about a queue, its mappings and its dead-letter queue. */
import type { Finding } from '../../contract/finding.ts'
import type { QueueMapping } from '../../contract/mapping.ts'
import { checkPolling } from '../../contract/polling.ts'
import type { NodeView } from '../../contract/service.ts'
import type { QueueConfig, Redrive } from './config.ts'

type View = NodeView<QueueConfig>
type Out = View['outgoing'][number]
interface Reader {
  readonly timeoutSec: number
  readonly reserved: number | null
}

export function* check(view: View): Iterable<Finding> {
  yield* checkName(view)
  yield* checkPolling(view, 'sqs')
  for (const wire of view.outgoing) {
    if (wire.port === 'poll') yield* checkMapping(view, wire)
    else if (wire.port === 'deadLetter') yield* checkRedrive(view, wire)
  }
}

function* checkName(view: View): Iterable<Finding> {
  const fifo = view.config.type === 'fifo'
  if (fifo === view.name.endsWith('.fifo')) return
  const text = fifo
    ? `${view.name} is a FIFO queue, whose name must end in .fifo. Call it ${view.name}.fifo; AWS refuses to create it otherwise.`
    : `${view.name} is a standard queue, whose name must not end in .fifo. Rename it or make it a FIFO queue; AWS refuses to create it otherwise.`
  yield { rule: 'SQS-05', level: 'warning', on: view.id, text }
}

function* checkMapping(view: View, wire: Out): Iterable<Finding> {
  const mapping = wire.config as QueueMapping
  yield* checkVisibility(view, wire, mapping)
  yield* checkBatch(view, wire, mapping)
  yield* checkConcurrency(wire, mapping)
}

/** VAL-05. */
function* checkVisibility(view: View, wire: Out, mapping: QueueMapping): Iterable<Finding> {
  const { timeoutSec } = wire.peer.config as Reader
  const { visibilityTimeoutSec } = view.config
  const advised = Math.min(43_200, 6 * timeoutSec + mapping.windowSec)
  if (visibilityTimeoutSec >= advised) return
  const refused = visibilityTimeoutSec < timeoutSec
  yield {
    rule: 'VAL-05', level: refused ? 'error' : 'warning', on: view.id, field: 'visibilityTimeoutSec', onceMade: true,
    text: refused
      ? `Queue visibility timeout: ${visibilityTimeoutSec} seconds is less than Function timeout: ${timeoutSec} seconds. Set ${advised} s on ${view.name}; AWS refuses the mapping to ${wire.peer.name} otherwise.`
      : `${view.name} shows a message again after ${visibilityTimeoutSec} s, but ${wire.peer.name} may need ${timeoutSec} s, and throttled batches wait longer. Set ${advised} s (six times the timeout${mapping.windowSec > 0 ? ' and the window' : ''}), or messages are handled twice.`,
    fix: { on: view.id, set: { visibilityTimeoutSec: advised } },
  }
}

function* checkBatch(view: View, wire: Out, mapping: QueueMapping): Iterable<Finding> {
  const on = wire.id
  const { batchSize, windowSec } = mapping
  if (view.config.type === 'fifo') {
    if (batchSize > 10) yield { rule: 'LAM-FIFO-01', level: 'error', on, field: 'batchSize', text: `A batch from a FIFO queue has at most 10 messages, not ${batchSize}. Set 10 or less; AWS refuses the mapping otherwise.`, fix: { on, set: { batchSize: 10 } } }
    if (windowSec > 0) yield { rule: 'LAM-ESM-02', level: 'error', on, field: 'windowSec', text: 'A FIFO queue knows no batch window. Set it to 0; AWS refuses the mapping otherwise.', fix: { on, set: { windowSec: 0 } } }
    return
  }
  if (batchSize > view.quotas.sqsBatchMax) {
    yield { rule: 'LAM-SQS-01', level: 'error', on, field: 'batchSize', text: `A batch has at most ${view.quotas.sqsBatchMax} messages here, not ${batchSize}. Set ${view.quotas.sqsBatchMax} or less; the mapping is refused otherwise.`, fix: { on, set: { batchSize: view.quotas.sqsBatchMax } } }
  } else if (batchSize > 10 && windowSec < 1) {
    yield { rule: 'LAM-ESM-02', level: 'error', on, field: 'windowSec', text: `A batch size of ${batchSize} needs a batch window of at least 1 s, because one receive brings no more than 10. Set a window, or 10; AWS refuses the mapping otherwise.`, fix: { on, set: { windowSec: 1 } } }
  }
}

function* checkConcurrency(wire: Out, mapping: QueueMapping): Iterable<Finding> {
  const on = wire.id
  const { reserved } = wire.peer.config as Reader
  const cap = mapping.maximumConcurrency
  if (mapping.provisioned) {
    if (cap !== null) yield { rule: 'LAM-SQS-04', level: 'error', on, field: 'maximumConcurrency', text: 'Provisioned mode and a maximum concurrency exclude each other. Clear one; AWS refuses the mapping otherwise.', fix: { on, set: { maximumConcurrency: null } } }
    if (mapping.maximumPollers < mapping.minimumPollers) yield { rule: 'LAM-SQS-04', level: 'error', on, field: 'maximumPollers', text: `At most ${mapping.maximumPollers} pollers are fewer than at least ${mapping.minimumPollers}. Raise the maximum; AWS refuses the mapping otherwise.`, fix: { on, set: { maximumPollers: mapping.minimumPollers } } }
  }
  if (reserved === null || reserved === 0) return
  if (cap !== null && reserved < cap) {
    yield { rule: 'LAM-SQS-11', level: 'warning', on, field: 'maximumConcurrency', text: `This mapping runs up to ${cap} batches at once, but ${wire.peer.name} has a reserved concurrency of ${reserved}. Set ${Math.max(2, reserved)} or less; otherwise throttled messages use up their receives and end in the dead-letter queue.`, fix: { on, set: { maximumConcurrency: Math.max(2, reserved) } } }
  } else if (cap === null && reserved < 5) {
    yield { rule: 'LAM-SQS-11', level: 'warning', on: wire.peer.id, field: 'reserved', text: `A queue's mapping begins with 5 batches at once, but ${wire.peer.name} has a reserved concurrency of ${reserved}. Reserve 5 or more, or set the mapping's maximum concurrency; otherwise throttled messages use up their receives and end in the dead-letter queue.`, fix: { on, set: { maximumConcurrency: Math.max(2, reserved) } } }
  }
}

function* checkRedrive(view: View, wire: Out): Iterable<Finding> {
  const dead = wire.peer.config as QueueConfig
  const { maxReceiveCount } = wire.config as Redrive
  if (dead.redriveAllow === 'denyAll') {
    yield { rule: 'SQS-08', level: 'error', on: wire.id, text: `${wire.peer.name} allows no queue to use it as its dead-letter queue. Allow it there, or choose another; AWS refuses the redrive policy otherwise.`, fix: { on: wire.peer.id, set: { redriveAllow: 'allowAll' } } }
  }
  if (view.config.type === 'standard' && dead.retentionSec <= view.config.retentionSec && dead.retentionSec < 1_209_600) {
    yield { rule: 'SQS-08', level: 'hint', on: wire.peer.id, field: 'retentionSec', text: `A message keeps its age when it moves to ${wire.peer.name}, which keeps messages no longer than ${view.name} does. Raise the retention there, or what moved late is gone before anybody looks.`, fix: { on: wire.peer.id, set: { retentionSec: 1_209_600 } } }
  }
  const polled = view.outgoing.some((one) => one.port === 'poll')
  if (polled && maxReceiveCount < 5) {
    yield { rule: 'LAM-SQS-09', level: 'hint', on: wire.id, field: 'maxReceiveCount', text: `After ${maxReceiveCount} ${maxReceiveCount === 1 ? 'receive' : 'receives'} a message goes to ${wire.peer.name}. AWS advises 5 or more: throttles use up receives, too, without the function ever having run.`, fix: { on: wire.id, set: { maxReceiveCount: 5 } } }
  }
}
