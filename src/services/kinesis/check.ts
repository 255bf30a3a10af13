/** What AWS refuses or regrets about a stream and its readers. */
import type { Finding } from '../../contract/finding.ts'
import type { ShardMapping } from '../../contract/mapping.ts'
import { checkPolling } from '../../contract/polling.ts'
import type { NodeView } from '../../contract/service.ts'
import type { StreamConfig } from './config.ts'

const MOST_FAN_OUTS = 20

export function* check(view: NodeView<StreamConfig>): Iterable<Finding> {
  yield* checkPolling(view, 'kinesis')
  const readers = view.outgoing.filter((wire) => wire.kind === 'poll')
  const pushed = readers.filter((wire) => (wire.config as ShardMapping).fanOut)
  const polled = readers.length - pushed.length
  if (pushed.length > MOST_FAN_OUTS) {
    yield { rule: 'KDS-03', level: 'error', on: view.id, text: `${view.name} has ${pushed.length} readers with enhanced fan-out; AWS registers ${MOST_FAN_OUTS} at most. Switch it off on some wires.` }
  }
  if (polled > 5) {
    yield { rule: 'KDS-03', level: 'warning', on: view.id, text: `${polled} functions poll each shard of ${view.name}, which gives five reads a second to all together. Switch enhanced fan-out on for some; otherwise reads are refused and the functions fall behind.` }
  }
  if (view.config.maxRecordBytes > view.quotas.kinesisRecordBytes) {
    yield { rule: 'KDS-02', level: 'error', on: view.id, field: 'maxRecordBytes', text: `A record has at most ${view.quotas.kinesisRecordBytes.toLocaleString('en-US')} bytes here, not ${view.config.maxRecordBytes.toLocaleString('en-US')}. Set that or less; AWS refuses the setting otherwise.`, fix: { on: view.id, set: { maxRecordBytes: view.quotas.kinesisRecordBytes } } }
  }
  for (const wire of readers) {
    const { maxAgeSec, partialBatch } = wire.config as ShardMapping
    if (maxAgeSec !== null && maxAgeSec > view.config.retentionHours * 3_600) {
      yield { rule: 'KDS-04', level: 'hint', on: wire.id, field: 'maxAgeSec', text: `${wire.peer.name} would still take records after ${maxAgeSec.toLocaleString('en-US')} s, but ${view.name} forgets them after ${view.config.retentionHours} h. Keep them longer, or lower the maximum record age.` }
    }
    if (!partialBatch && (wire.config as ShardMapping).batchSize > 1 && (wire.config as ShardMapping).maxRetries === 0) {
      yield { rule: 'KDS-06', level: 'hint', on: wire.id, field: 'maxRetries', text: `One failure gives up the whole batch of up to ${(wire.config as ShardMapping).batchSize} records at once. Allow a retry, split batches on error, or report single failures.` }
    }
  }
}
