import { bytes, choice, count, flag, seconds, type Values } from '../../contract/config.ts'

const GUIDE = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/'

export const config = {
  type: choice('Type', { default: 'standard', options: [{ value: 'standard', label: 'Standard' }, { value: 'fifo', label: 'FIFO' }], rule: 'SQS-05' }),
  visibilityTimeoutSec: seconds('Visibility timeout', { default: 30, min: 0, max: 43_200, rule: 'SQS-01', aws: `${GUIDE}sqs-visibility-timeout.html`, help: 'How long a received message stays hidden. At least six times the timeout of the function that reads it.' }),
  delaySec: seconds('Delivery delay', { default: 0, min: 0, max: 900, rule: 'SQS-01' }),
  retentionSec: seconds('Retention', { default: 345_600, min: 60, max: 1_209_600, rule: 'SQS-01', help: 'A message nobody deleted is gone after this time.' }),
  receiveWaitSec: seconds('Receive wait time', { default: 0, min: 0, max: 20, rule: 'SQS-02', help: '0 is short polling.' }),
  maximumMessageBytes: bytes('Maximum message size', { default: 1_048_576, min: 1_024, max: 1_048_576, rule: 'SQS-04' }),
  contentDeduplication: flag('Content-based deduplication', { rule: 'SQS-05', when: { field: 'type', is: ['fifo'] } }),
}
export type QueueConfig = Values<typeof config>

/** WIR-13: the redrive policy stands on the wire to the dead-letter queue. */
export const redrive = {
  maxReceiveCount: count('Receives before dead-letter', { default: 3, min: 1, max: 1_000, rule: 'LAM-SQS-09' }),
}
