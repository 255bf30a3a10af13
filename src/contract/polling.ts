/** VAL-12: what it takes to poll a source. Apart from the settings of the wire, which every page loads. */
import type { Finding } from './finding.ts'
import type { NodeView } from './service.ts'

/** What the role of a function needs in order to read from here, and what AWS says of a role that has it not. */
export const POLLING: { readonly [kind in 'sqs' | 'kinesis' | 'dynamodb']: { readonly actions: readonly string[]; readonly says: string } } = {
  sqs: { actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], says: 'The function execution role does not have permissions to call ReceiveMessage on SQS' },
  kinesis: {
    actions: ['kinesis:DescribeStream', 'kinesis:DescribeStreamSummary', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards', 'kinesis:ListStreams', 'kinesis:SubscribeToShard'],
    says: 'Cannot access stream. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams Actions on your stream in IAM.',
  },
  dynamodb: {
    actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
    says: 'Cannot access stream. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.',
  },
}

/** VAL-12: AWS does not make a mapping for a role that may not read the source. */
export function* checkPolling(view: NodeView, source: keyof typeof POLLING): Iterable<Finding> {
  for (const wire of view.outgoing) {
    if (wire.kind !== 'poll' || (wire.config as { readonly permission: boolean }).permission) continue
    yield {
      rule: 'VAL-12', level: 'error', on: wire.id, field: 'permission',
      text: `The role of ${wire.peer.name} may not read ${view.name}. Give it ${POLLING[source].actions[0]} and what goes with it; AWS refuses the mapping: "${POLLING[source].says}"`,
      fix: { on: wire.id, set: { permission: true } },
    }
  }
}
