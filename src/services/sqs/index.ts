import { LIVE_QUEUE_MAPPING, queueMapping } from '../../contract/mapping.ts'
import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { config, redrive } from './config.ts'
import { sdk } from './sdk.ts'

export const sqs = defineService({
  id: 'sqs',
  title: 'SQS queue',
  group: 'Messaging',
  category: 'messaging',
  role: (values) => (values.type === 'fifo' ? 'fifo' : 'queue'),
  limit: '120,000 messages in flight',
  help: 'Keeps messages until a consumer deletes them. What a consumer does not delete in time becomes visible again, and is handled once more: make the visibility timeout six times the function timeout, and the handler idempotent.',
  config,
  ports: [
    { id: 'poll', label: 'Consumers', side: 'right', to: { function: 'poll' }, config: queueMapping, live: LIVE_QUEUE_MAPPING, latency: { p50: 8, p99: 30 } },
    {
      id: 'deadLetter', label: 'Dead-letter queue', side: 'bottom', max: 1, to: { queue: 'failure', fifo: 'failure' }, config: redrive, live: ['maxReceiveCount'],
      refuses: (from, to) => {
        if (to.id === from.id) return { rule: 'SQS-01', text: 'A queue cannot be its own dead-letter queue.' }
        if ((to.role === 'queue' || to.role === 'fifo') && to.role !== from.role) {
          return { rule: 'VAL-06', text: `The dead-letter queue of a ${from.role === 'fifo' ? 'FIFO' : 'standard'} queue must be of the same type; ${to.name} is not.` }
        }
        return undefined
      },
    },
  ],
  summary: (values) => (values.type === 'fifo' ? 'SQS · FIFO' : 'SQS · standard'),
  arn: (name, region, account) => `arn:aws:sqs:${region}:${account}:${name}`,
  naming: { pattern: /^[A-Za-z0-9_-]{1,80}(\.fifo)?$/, text: 'A queue name has 1 to 80 letters, digits, - or _; a FIFO queue ends in .fifo.', stem: 'queue' },
  behaviour,
  sdk,
  usage: (values, sum) => [{ price: values.type === 'fifo' ? 'sqsFifo' : 'sqsStandard', amount: sum('NumberOfMessagesSent') + sum('NumberOfDeduplicatedSentMessages') + sum('Requests') - sum('SendsInBatches') }],
  check,
})
