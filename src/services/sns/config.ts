import { choice, count, flag, list, optional, percent, seconds, text, type Values } from '../../contract/config.ts'
import { qualified } from '../../contract/qualifier.ts'

const GUIDE = 'https://docs.aws.amazon.com/sns/latest/dg/'
const FIFO = { field: 'type', is: ['fifo'] } as const
const STANDARD = { field: 'type', is: ['standard'] } as const

export const config = {
  type: choice('Type', { default: 'standard', options: [{ value: 'standard', label: 'Standard' }, { value: 'fifo', label: 'FIFO', help: 'Only queues may subscribe' }], rule: 'SNS-01' }),
  encryption: choice('Encryption at rest', {
    default: 'none', rule: 'GEN-06', aws: `${GUIDE}sns-key-management.html`,
    help: 'Services that publish (S3, EventBridge, alarms) need the key, too. Nobody can let them use the key that AWS manages.',
    options: [{ value: 'none', label: 'None' }, { value: 'awsManaged', label: 'Key managed by AWS (alias/aws/sns)' }, { value: 'customer', label: 'Key of your own' }],
  }),
  keyGrants: flag('Key policy admits AWS services', { default: true, rule: 'GEN-06', when: { field: 'encryption', is: ['customer'] } }),
  attributesField: text('Attributes from body field', { default: 'attributes', maxLength: 64, rule: 'SNS-07', help: 'Senders without code take their message attributes from this object in the body: {"attributes": {"store": "north"}}.' }),

  people: list('Mail and text messages', {
    protocol: choice('By', { default: 'email', options: [{ value: 'email', label: 'E-mail' }, { value: 'sms', label: 'SMS' }] }),
    endpoint: text('Address or number', { default: 'team@example.com', maxLength: 320 }),
    confirmed: flag('Confirmed', { default: true }),
  }, { maxRows: 20, rule: 'SNS-11', when: STANDARD, aws: `${GUIDE}sns-email-notifications.html`, help: 'People who subscribe. They are counted as delivered, and appear nowhere else. An address has to confirm first; a number has not.' }),

  contentDeduplication: flag('Content-based deduplication', { group: 'FIFO', rule: 'SNS-01', when: FIFO, help: 'A second message with the same text is accepted and not delivered, for five minutes.' }),
  archiveDays: optional(count('Archive for days', { default: 7, min: 1, max: 365, group: 'FIFO', rule: 'SNS-01', when: FIFO, aws: `${GUIDE}message-archiving-and-replay-topic-owner.html`, help: 'Keeps one copy of every message, also when nobody subscribes. A subscriber can then have a span of them again (by hand, on its wire, or by ReplayPolicy in code). A FIFO queue drops what it got within the last five minutes.' })),
  throughputScope: choice('Throughput scope', {
    default: 'Topic', group: 'FIFO', rule: 'SNS-01', when: FIFO, aws: `${GUIDE}fifo-high-throughput.html`, help: 'What limits and deduplication count for.',
    options: [{ value: 'Topic', label: 'Topic' }, { value: 'MessageGroup', label: 'Message group' }],
  }),
  groupField: text('Group from body field', { default: 'group', maxLength: 64, group: 'FIFO', when: FIFO, help: 'Senders without code take their MessageGroupId from this field of the body. Without it all share one group.' }),
  deduplicationField: text('Deduplication from body field', { maxLength: 64, group: 'FIFO', when: FIFO, help: 'The same for MessageDeduplicationId. Empty: every publish has an id of its own.' }),

  settlesSec: seconds('Changed subscriptions hold after', { default: 0, min: 0, max: 900, group: 'Changes in mid-run', rule: 'SNS-07', aws: `${GUIDE}sns-subscription-filter-policies.html`, help: 'AWS says up to 15 minutes for filter policies. Until then the topic goes on as before.' }),
  duplicates: percent('Delivered twice', { default: 0.05, min: 0, max: 100, step: 0.001, group: 'At-least-once', rule: 'GEN-13', when: STANDARD, help: 'Realistic mode only: a notification that comes once more, without any error.' }),
}
export type TopicConfig = Values<typeof config>

/** WIR-11. What a kind of endpoint does not know is ignored there. */
export const subscription = {
  ...qualified,
  filterPolicy: text('Filter policy', { as: 'json', maxLength: 262_144, rule: 'SNS-07', aws: `${GUIDE}sns-subscription-filter-policies.html`, help: 'For example {"store": ["north"], "price": [{"numeric": [">=", 100]}]}. Empty: every message.' }),
  filterScope: choice('Filter looks at', {
    default: 'MessageAttributes', rule: 'SNS-07',
    options: [{ value: 'MessageAttributes', label: 'Message attributes' }, { value: 'MessageBody', label: 'Message body', help: 'The text must be a JSON object' }],
  }),
  raw: flag('Raw message delivery', { at: ['queue', 'fifo', 'http'], rule: 'SNS-08', aws: `${GUIDE}sns-large-payload-raw-message-delivery.html`, help: 'Queues and HTTP endpoints get the text alone, without its envelope. Functions always get the envelope.' }),
  permission: flag('Permission', { default: true, at: ['function', 'queue', 'fifo'], rule: 'GEN-05', help: 'The statement in the policy of the function or queue that lets this topic in. Take it away to see the failure.' }),
  replayPolicy: text('Replay policy', { as: 'json', maxLength: 1_024, group: 'FIFO', at: ['queue', 'fifo'], rule: 'SNS-01', aws: `${GUIDE}message-archiving-and-replay-subscriber.html`, help: 'Set it in mid-run: {"PointType": "Timestamp", "StartingPoint": "2026-01-01T00:00:10.000Z"}. With an EndingPoint the subscription gets nothing more until the next policy.' }),
  confirmed: flag('Subscription confirmed', { default: true, group: 'HTTP endpoint', at: ['http'], rule: 'SNS-11', help: 'Off: as the run begins the endpoint is asked. Until its code visits the SubscribeURL, or you confirm by hand, it gets nothing else.' }),
  path: text('Path', { default: '/', maxLength: 1_024, group: 'HTTP endpoint', at: ['http'] }),
  numRetries: count('Retries', { default: 3, min: 0, max: 100, group: 'HTTP endpoint', at: ['http'], rule: 'SNS-04', aws: `${GUIDE}sns-message-delivery-retries.html` }),
  numNoDelayRetries: count('Of them without delay', { default: 0, min: 0, max: 100, group: 'HTTP endpoint', at: ['http'], rule: 'SNS-04' }),
  minDelayTarget: seconds('Shortest delay', { default: 20, min: 1, max: 3_600, group: 'HTTP endpoint', at: ['http'], rule: 'SNS-04' }),
  maxDelayTarget: seconds('Longest delay', { default: 20, min: 1, max: 3_600, group: 'HTTP endpoint', at: ['http'], rule: 'SNS-04' }),
  numMinDelayRetries: count('Retries at the shortest delay', { default: 0, min: 0, max: 100, group: 'HTTP endpoint', at: ['http'], rule: 'SNS-04' }),
  numMaxDelayRetries: count('Retries at the longest delay', { default: 0, min: 0, max: 100, group: 'HTTP endpoint', at: ['http'], rule: 'SNS-04' }),
  backoffFunction: choice('Between them the delay grows', {
    default: 'linear', group: 'HTTP endpoint', at: ['http'], rule: 'SNS-04',
    options: [{ value: 'linear', label: 'Linear' }, { value: 'arithmetic', label: 'Arithmetic' }, { value: 'geometric', label: 'Geometric' }, { value: 'exponential', label: 'Exponential' }],
  }),
  maxReceivesPerSec: optional(count('Most deliveries a second', { default: 10, min: 1, max: 100_000, group: 'HTTP endpoint', at: ['http'], rule: 'SNS-04', help: 'Empty: as fast as they come. What is published faster waits.' })),
  contentType: choice('Content type', {
    default: 'text/plain; charset=UTF-8', group: 'HTTP endpoint', at: ['http'], rule: 'SNS-11', help: 'An API hands text on as it is; some parse only what says it is JSON.',
    options: [{ value: 'text/plain; charset=UTF-8', label: 'text/plain' }, { value: 'application/json', label: 'application/json' }, { value: 'application/xml', label: 'application/xml', help: 'With raw delivery only' }, { value: 'application/octet-stream', label: 'application/octet-stream', help: 'With raw delivery only' }],
  }),
}
export type SubscriptionConfig = Values<typeof subscription>

/** SNS-06: a dead-letter queue belongs to a subscription. The wire says to which. */
export const deadLetter = {
  subscriptions: text('For subscriptions of', { maxLength: 1_000, rule: 'SNS-06', aws: `${GUIDE}sns-dead-letter-queues.html`, help: 'Names of subscribers, parted by commas. Empty: every subscription that has no other dead-letter queue.' }),
  permission: flag('Statement in its policy', { default: true, rule: 'GEN-06', help: 'What lets the topic into the queue. Take it away to see that what failed is lost.' }),
}
export type DeadLetter = Values<typeof deadLetter>
