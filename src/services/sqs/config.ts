import { bytes, choice, count, flag, percent, seconds, text, type Values } from '../../contract/config.ts'

const GUIDE = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/'
const FIFO = { field: 'type', is: ['fifo'] } as const
const STANDARD = { field: 'type', is: ['standard'] } as const

export const config = {
  type: choice('Type', { default: 'standard', options: [{ value: 'standard', label: 'Standard' }, { value: 'fifo', label: 'FIFO' }], rule: 'SQS-05' }),
  visibilityTimeoutSec: seconds('Visibility timeout', { default: 30, min: 0, max: 43_200, rule: 'SQS-01', aws: `${GUIDE}sqs-visibility-timeout.html`, help: 'How long a received message stays hidden. At least six times the timeout of the function that reads it.' }),
  delaySec: seconds('Delivery delay', { default: 0, min: 0, max: 900, rule: 'SQS-01', aws: `${GUIDE}sqs-delay-queues.html` }),
  retentionSec: seconds('Retention', { default: 345_600, min: 60, max: 1_209_600, rule: 'SQS-01', help: 'A message nobody deleted is gone after this time.' }),
  receiveWaitSec: seconds('Receive wait time', { default: 0, min: 0, max: 20, rule: 'SQS-02', aws: `${GUIDE}sqs-short-and-long-polling.html`, help: '0 is short polling. Lambda always polls long, whatever stands here.' }),
  maximumMessageBytes: bytes('Maximum message size', { default: 1_048_576, min: 1_024, max: 1_048_576, rule: 'SQS-04' }),
  redriveAllow: choice('Serves as dead-letter queue', {
    default: 'allowAll', rule: 'SQS-08', options: [{ value: 'allowAll', label: 'For any queue' }, { value: 'denyAll', label: 'For none' }],
  }),

  contentDeduplication: flag('Content-based deduplication', { group: 'FIFO', rule: 'SQS-05', when: FIFO, help: 'A second message with the same body is accepted and not stored, for five minutes.' }),
  highThroughput: flag('High throughput', { group: 'FIFO', rule: 'SQS-05', when: FIFO, help: 'Limits and deduplication count for each message group, not for the queue.' }),
  groupField: text('Group from body field', { default: 'group', maxLength: 64, group: 'FIFO', when: FIFO, help: 'Senders without code take their MessageGroupId from this field of the body. Without it all share one group.' }),
  deduplicationField: text('Deduplication from body field', { maxLength: 64, group: 'FIFO', when: FIFO, help: 'The same for MessageDeduplicationId. Empty: every send has an id of its own.' }),

  duplicates: percent('Delivered twice', { default: 0.05, min: 0, max: 100, step: 0.001, group: 'At-least-once', rule: 'GEN-13', when: STANDARD, help: 'Realistic mode only: a deleted message that comes once more, without any error.' }),
  disorder: flag('Out of order', { default: true, group: 'At-least-once', rule: 'SQS-02', when: STANDARD, help: 'Realistic mode only: messages are kept on several hosts, and a receive does not always see the oldest first.' }),
}
export type QueueConfig = Values<typeof config>

/** WIR-13: the redrive policy stands on the wire to the dead-letter queue. */
export const redrive = {
  maxReceiveCount: count('Receives before dead-letter', { default: 3, min: 1, max: 1_000, rule: 'LAM-SQS-09', aws: `${GUIDE}sqs-dead-letter-queues.html` }),
}
export type Redrive = Values<typeof redrive>
