import { bytes, choice, count, flag, list, optional, percent, seconds, text, type Values } from '../../contract/config.ts'
import { qualified } from '../../contract/qualifier.ts'

const GUIDE = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/'

export const config = {
  versioning: choice('Versioning', {
    default: 'off', rule: 'S3-07', aws: `${GUIDE}Versioning.html`, help: 'With it every write is kept, and every write tells; a delete only marks.',
    options: [{ value: 'off', label: 'Off' }, { value: 'enabled', label: 'Enabled' }, { value: 'suspended', label: 'Suspended', help: 'New objects take the place of the version called null' }],
  }),
  expireDays: optional(count('Expire after days', { default: 1, min: 1, max: 3_650, rule: 'S3-02', aws: `${GUIDE}lifecycle-expire-general-considerations.html`, help: 'A lifecycle rule for all objects: they go at the midnight (UTC) after so many days.' })),
  key: text('Key for senders without code', { default: 'uploads/photo-{{seq}}.jpg', maxLength: 1_024, rule: 'S3-01', help: '{{seq}}, {{uuid}} and {{pick a,b}} are filled in. A body with a field called key says its own.' }),
  objectBytes: bytes('Object size for them', { default: 0, min: 0, max: 5_368_709_120, rule: 'S3-01', help: '0: as long as what they send.' }),
  objects: list('Objects at the start', {
    key: text('Key', { default: 'index.html', maxLength: 1_024 }), body: text('Body', { as: 'lines', maxLength: 16_384 }), contentType: text('Content type', { maxLength: 128, help: 'Empty: by the end of the key.' }),
    cacheControl: text('Cache-Control', { maxLength: 256 }), sizeBytes: bytes('Size', { default: 0, min: 0, max: 5_368_709_120, help: '0: as long as the body.' }),
  }, { maxRows: 50, rule: 'S3-01', help: 'There before anything happens, and told to nobody.' }),
  lossOnRace: flag('Two writes may tell once', { default: true, group: 'Notifications', rule: 'S3-07', help: 'Realistic mode only: of two writes to one key within 100 ms, without versioning, only the last is told.' }),
  settlesSec: seconds('Changed notifications hold after', { default: 0, min: 0, max: 900, group: 'Changes in mid-run', rule: 'S3-02', aws: `${GUIDE}how-to-enable-disable-notification-intro.html`, help: 'AWS says about five minutes. Until then the bucket tells what it told before.' }),
  duplicates: percent('Told twice', { default: 0.05, min: 0, max: 100, step: 0.001, group: 'Notifications', rule: 'GEN-13', help: 'Realistic mode only: a notification that comes once more.' }),
}
export type BucketConfig = Values<typeof config>

/** S3-02: what may be told of. */
export const EVENT_TYPES = [
  's3:ObjectCreated:*', 's3:ObjectCreated:Put', 's3:ObjectCreated:Post', 's3:ObjectCreated:Copy', 's3:ObjectCreated:CompleteMultipartUpload',
  's3:ObjectRemoved:*', 's3:ObjectRemoved:Delete', 's3:ObjectRemoved:DeleteMarkerCreated',
  's3:ObjectRestore:*', 's3:ObjectRestore:Post', 's3:ObjectRestore:Completed', 's3:ObjectRestore:Delete', 's3:ReducedRedundancyLostObject',
  's3:Replication:*', 's3:Replication:OperationFailedReplication', 's3:Replication:OperationMissedThreshold', 's3:Replication:OperationReplicatedAfterThreshold', 's3:Replication:OperationNotTracked',
  's3:LifecycleExpiration:*', 's3:LifecycleExpiration:Delete', 's3:LifecycleExpiration:DeleteMarkerCreated', 's3:LifecycleTransition', 's3:IntelligentTiering',
  's3:ObjectTagging:*', 's3:ObjectTagging:Put', 's3:ObjectTagging:Delete', 's3:ObjectAcl:Put',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** WIR-08: one notification configuration, and whom it tells. */
export const notification = {
  name: text('Id', { maxLength: 255, rule: 'S3-10', help: 'Stands in the event as configurationId. Empty: named after the target.' }),
  events: list('Events', { type: choice('Type', { default: 's3:ObjectCreated:*', options: EVENT_TYPES.map((value) => ({ value, label: value })) }) }, {
    default: [{ type: 's3:ObjectCreated:*' }], maxRows: 27, rule: 'S3-02', aws: `${GUIDE}notification-how-to-event-types-and-destinations.html`,
  }),
  prefix: text('Prefix', { maxLength: 1_024, rule: 'S3-03', aws: `${GUIDE}notification-how-to-filtering.html`, help: 'Only keys that begin so. No wildcards.' }),
  suffix: text('Suffix', { maxLength: 1_024, rule: 'S3-03', help: 'Only keys that end so, for example .jpg.' }),
  ...qualified,
  permission: flag('Permission', { default: true, rule: 'GEN-05', help: 'The statement at the target that lets the bucket in. Without it S3 does not even save the notification.' }),
  withdrawn: flag('Permission taken away later', { rule: 'S3-05', help: 'The notification was saved, and the statement removed afterwards: S3 says nothing, and nothing arrives.' }),
  testEvent: flag('Saved as the run begins', { rule: 'S3-05', help: 'A queue or topic then gets an s3:TestEvent, which has no Records.' }),
}
export type NotificationConfig = Values<typeof notification>
