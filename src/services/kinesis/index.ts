import { LIVE_SHARD_MAPPING, shardMapping } from '../../contract/mapping.ts'
import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { config } from './config.ts'
import { face } from './face.ts'

export const kinesis = defineService({
  id: 'kinesis',
  title: 'Kinesis stream',
  group: 'Messaging',
  category: 'messaging',
  role: () => 'stream',
  limit: '1,000 records and 1 MB a second for each shard',
  help: 'Keeps records in order, for all readers, until the retention is over; reading takes nothing out. The partition key decides the shard: one busy key makes one hot shard, however many there are. A function reads each shard in batches, and a batch that keeps failing holds up everything behind it in its shard.',
  config,
  ports: [{ id: 'readers', label: 'Readers', side: 'right', to: { function: 'poll' }, config: shardMapping, live: LIVE_SHARD_MAPPING }],
  summary: (values) => (values.mode === 'onDemand' ? 'Kinesis · on demand' : `Kinesis · ${values.shards} ${values.shards === 1 ? 'shard' : 'shards'}`),
  arn: (name, region, account) => `arn:aws:kinesis:${region}:${account}:stream/${name}`,
  naming: { pattern: /^[a-zA-Z0-9_.-]{1,128}$/, text: 'A stream name has 1 to 128 letters, digits, ., - or _.', stem: 'stream' },
  behaviour,
  sdk: face,
  // The partition key may stand in what is sent.
  looks: (view) => view.config.keyField !== '' && view.incoming.length > 0,
  usage: (values, sum) =>
    values.mode === 'onDemand'
      ? [{ price: 'kinesisStreamHours', amount: sum('StreamHours') }, { price: 'kinesisIn', amount: sum('IncomingBytes') / 2 ** 30 }, { price: 'kinesisOut', amount: sum('GetRecords.Bytes') / 2 ** 30 }]
      : [{ price: 'kinesisShardHours', amount: sum('ShardHours') }, { price: 'kinesisUnits', amount: sum('PutPayloadUnits') }],
  check,
})
