import { count, flag, optional, seconds, text, type Values } from '../drawing/fields.ts'

/**
 * The settings of an event source mapping stand on the wire, between the source that is polled and the function that
 * polls: both sides need them, so they belong to the contract.
 */

/** WIR-12 for queues: the event source mapping. */
export const queueMapping = {
  enabled: flag('Enabled', { default: true, rule: 'LAM-ESM-01' }),
  batchSize: count('Batch size', { default: 10, min: 1, max: 10_000, rule: 'LAM-ESM-04', aws: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html' }),
  windowSec: seconds('Batch window', { default: 0, min: 0, max: 300, rule: 'LAM-ESM-02' }),
  maximumConcurrency: optional(count('Maximum concurrency', { default: 2, min: 2, max: 1_000, rule: 'LAM-SQS-03' })),
  partialBatch: flag('Report batch item failures', { rule: 'LAM-SQS-07' }),
  failItems: text('Report as failed', { maxLength: 256, when: { field: 'partialBatch', is: [true] }, help: 'The handler model reports messages whose body contains this text.' }),
}
export type QueueMapping = Values<typeof queueMapping>
