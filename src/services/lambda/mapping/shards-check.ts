import type { Finding } from '../../../contract/finding.ts'
import type { ShardMapping } from '../../../contract/mapping.ts'
import type { NodeView } from '../../../contract/service.ts'

/** Settings of stream mappings that AWS refuses, or that will surprise. */
export function* checkShards(view: NodeView): Iterable<Finding> {
  for (const wire of view.incoming) {
    const { role, name } = wire.peer
    if (wire.kind !== 'poll' || (role !== 'stream' && role !== 'table')) continue
    const settings = wire.config as ShardMapping
    if (role === 'table') yield* checkTable(wire.id, name, settings)
    if (settings.maxRetries === null && settings.maxAgeSec === null) {
      yield {
        rule: 'LAM-STR-05', level: 'hint', on: wire.id, field: 'maxRetries',
        text: `${view.name} retries a bad batch from ${name} until the stream forgets it, and nothing behind it moves. Set retry attempts or a maximum record age, and a destination for discarded records.`,
        fix: { on: wire.id, set: { maxRetries: 3, bisect: true } },
      }
    }
  }
}

function* checkTable(on: string, name: string, settings: ShardMapping): Iterable<Finding> {
  if (settings.startingPosition === 'AT_TIMESTAMP') {
    yield { rule: 'LAM-STR-02', level: 'error', on, field: 'startingPosition', text: `The stream of ${name} cannot be read from a time. Choose the oldest record or "from now on"; AWS refuses the mapping otherwise.` }
  }
  if (settings.fanOut) {
    yield { rule: 'LAM-STR-01', level: 'error', on, field: 'fanOut', text: `The stream of ${name} has no enhanced fan-out; only Kinesis has. Switch it off.` }
  }
}
