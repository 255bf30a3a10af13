import { choice, count, flag, list, optional, seconds, text, type Values } from '../drawing/fields.ts'
import { qualified } from './qualifier.ts'

/**
 * The settings of an event source mapping stand on the wire, between the source that is polled and the function that
 * polls: both sides need them, so they belong to the contract.
 */

/** LAM-FIL-01: patterns, of which one must match; records that match none never reach the function. */
const filters = list('Filters', { pattern: text('Pattern', { maxLength: 4_096, as: 'json' }) }, {
  maxRows: 10, rule: 'LAM-FIL-01', aws: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html',
  help: 'EventBridge patterns, for example {"body":{"temp":[{"numeric":[">",30]}]}}. What matches none is dropped without an invocation.',
})

/** VAL-12: whoever polls does it with the role of the function. */
const permission = flag('Statement in the role', { default: true, rule: 'VAL-12', aws: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html', help: 'What the function’s role needs to read the source. Take it away to see how AWS refuses the mapping.' })

/** WIR-12 for queues: the event source mapping. */
export const queueMapping = {
  ...qualified,
  enabled: flag('Enabled', { default: true, rule: 'LAM-ESM-01' }),
  batchSize: count('Batch size', { default: 10, min: 1, max: 10_000, rule: 'LAM-ESM-04', aws: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html' }),
  windowSec: seconds('Batch window', { default: 0, min: 0, max: 300, rule: 'LAM-ESM-02', help: 'How long messages are gathered for one invocation. Above a batch size of 10 at least one second; never for FIFO.' }),
  maximumConcurrency: optional(count('Maximum concurrency', { default: 2, min: 2, max: 1_000, rule: 'LAM-SQS-03', help: 'Most batches of this mapping at once. Unlike reserved concurrency it takes no more messages than it can run.' })),
  provisioned: flag('Provisioned mode', { rule: 'LAM-SQS-04', help: 'Pollers of your own: each runs up to ten batches, and up to 1,000 more a minute are added.' }),
  minimumPollers: count('Minimum pollers', { default: 2, min: 2, max: 200, rule: 'LAM-SQS-04', when: { field: 'provisioned', is: [true] } }),
  maximumPollers: count('Maximum pollers', { default: 200, min: 2, max: 10_000, rule: 'LAM-SQS-04', when: { field: 'provisioned', is: [true] } }),
  partialBatch: flag('Report batch item failures', { rule: 'LAM-SQS-07' }),
  failItems: text('Report as failed', { maxLength: 256, when: { field: 'partialBatch', is: [true] }, help: 'The handler model reports messages whose body contains this text.' }),
  permission,
  filters,
}
/** What holds for the next batch: it may change in mid-run. */
export const LIVE_QUEUE_MAPPING: readonly string[] = ['qualifier', 'enabled', 'filters', 'batchSize', 'windowSec', 'maximumConcurrency', 'provisioned', 'minimumPollers', 'maximumPollers', 'partialBatch', 'failItems']
export type QueueMapping = Values<typeof queueMapping>

const KINESIS = 'https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html'

/** WIR-12 for streams. */
export const shardMapping = {
  ...qualified,
  enabled: flag('Enabled', { default: true, rule: 'LAM-ESM-01' }),
  startingPosition: choice('Starting position', {
    default: 'TRIM_HORIZON', rule: 'LAM-STR-02', aws: KINESIS,
    options: [
      { value: 'TRIM_HORIZON', label: 'Oldest record' }, { value: 'LATEST', label: 'From now on' }, { value: 'AT_TIMESTAMP', label: 'At a time' },
    ],
  }),
  startAtSec: seconds('Start at', { default: 0, min: 0, max: 31_536_000, when: { field: 'startingPosition', is: ['AT_TIMESTAMP'] } }),
  createdAtSec: seconds('Created at', { default: 0, min: 0, max: 31_536_000, rule: 'LAM-STR-02', help: 'When in the run the mapping begins. "From now on" never sees what came before.' }),
  batchSize: count('Batch size', { default: 100, min: 1, max: 10_000, rule: 'LAM-ESM-02', aws: KINESIS }),
  windowSec: seconds('Batch window', { default: 0, min: 0, max: 300, rule: 'LAM-ESM-02' }),
  parallelization: count('Parallelization factor', { default: 1, min: 1, max: 10, rule: 'LAM-STR-03', help: 'Batches of one shard at the same time. Records of one key stay in order.' }),
  maxRetries: optional(count('Retry attempts', { default: 0, min: 0, max: 10_000, rule: 'LAM-STR-04', help: 'Empty: until the record expires.' })),
  maxAgeSec: optional(seconds('Maximum record age', { default: 60, min: 60, max: 604_800, rule: 'LAM-STR-04', help: 'Empty: as long as the stream keeps it.' })),
  bisect: flag('Split batch on error', { rule: 'LAM-STR-06' }),
  partialBatch: flag('Report batch item failures', { rule: 'LAM-STR-07' }),
  failItems: text('Report as failed', { maxLength: 256, when: { field: 'partialBatch', is: [true] }, help: 'The handler model reports the first record that contains this text.' }),
  tumblingSec: seconds('Tumbling window', { default: 0, min: 0, max: 900, rule: 'LAM-STR-10' }),
  fanOut: flag('Enhanced fan-out', { rule: 'LAM-STR-01', help: 'Kinesis pushes records to a reader of its own.' }),
  permission,
  filters,
}
export const LIVE_SHARD_MAPPING: readonly string[] = ['qualifier', 'enabled', 'filters', 'batchSize', 'windowSec', 'maxRetries', 'maxAgeSec', 'bisect', 'partialBatch', 'failItems']
export type ShardMapping = Values<typeof shardMapping>
