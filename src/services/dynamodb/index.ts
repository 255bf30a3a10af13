import { LIVE_SHARD_MAPPING, shardMapping } from '../../contract/mapping.ts'
import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { config } from './config.ts'
import { face } from './face.ts'

export const dynamodb = defineService({
  id: 'dynamodb',
  title: 'DynamoDB table',
  group: 'Database',
  category: 'database',
  role: () => 'table',
  limit: '400 KB an item; 1,000 writes and 3,000 reads a second for one key',
  help: 'Keeps items by key. A read or write costs units by the size of the item, and what a busy key may cost is limited however much the table has. An update must say its condition: otherwise the last writer wins. Reads are eventually consistent unless they ask for more. Its stream hands every change to a function, in order for each item.',
  config,
  ports: [{ id: 'stream', label: 'Stream', side: 'right', to: { function: 'poll' }, config: shardMapping, live: LIVE_SHARD_MAPPING }],
  summary: (values) => `DynamoDB · ${values.billing === 'onDemand' ? 'on demand' : `${values.readUnits} RCU, ${values.writeUnits} WCU`}`,
  arn: (name, region, account) => `arn:aws:dynamodb:${region}:${account}:table/${name}`,
  naming: { pattern: /^[a-zA-Z0-9_.-]{3,255}$/, text: 'A table name has 3 to 255 letters, digits, ., - or _.', stem: 'table' },
  behaviour,
  sdk: face,
  // The key of an item stands in what is sent.
  looks: (view) => view.incoming.length > 0,
  usage: (values, sum) =>
    values.billing === 'onDemand'
      ? [{ price: 'dynamodbWrites', amount: sum('ConsumedWriteCapacityUnits') }, { price: 'dynamodbReads', amount: sum('ConsumedReadCapacityUnits') }]
      : [{ price: 'dynamodbWriteHours', amount: sum('WriteUnitHours') }, { price: 'dynamodbReadHours', amount: sum('ReadUnitHours') }],
  check,
})
