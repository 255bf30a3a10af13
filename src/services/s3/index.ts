import { type CallPart, field, textIn } from '../../contract/sdk.ts'
import { defineService, type NodeSketch, type Refusal } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { sourceOf } from './copy-source.ts'
import { check } from './check.ts'
import { config, notification } from './config.ts'

export const s3 = defineService({
  id: 's3',
  title: 'S3 bucket',
  group: 'Storage',
  category: 'storage',
  role: () => 'bucket',
  limit: '5 GB an upload; 3,500 writes a second under one prefix',
  help: 'Keeps objects, and tells of every change: after seconds, sometimes after a minute, at least once and in no order. Keys in events are encoded as in a form: decode them. Without versioning two writes to one key may be told once. A function that writes to the bucket that sets it off goes round and round.',
  config,
  ports: [
    { id: 'notifications', label: 'Notifications', side: 'right', several: true, to: { function: 'subscription', queue: 'subscription', topic: 'subscription' }, config: notification, live: Object.keys(notification).filter((field) => field !== 'testEvent'), settlesSec: (bucket) => bucket.settlesSec, refuses: refusesFifo },
    { id: 'eventBridge', label: 'All events to EventBridge', side: 'right', max: 1, to: { bus: 'subscription' } },
  ],
  summary: (values) => (values.versioning === 'enabled' ? 'S3 · versioned' : 'S3'),
  arn: (name) => `arn:aws:s3:::${name}`,
  naming: { pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, text: 'A bucket name has 3 to 63 small letters, digits, dots or dashes, and is unique in the world.', stem: 'bucket' },
  behaviour,
  sdk: {
    client: 'S3',
    operations: {
      PutObject: 's3:PutObject', GetObject: 's3:GetObject', HeadObject: 's3:GetObject', CopyObject: 's3:PutObject', DeleteObject: 's3:DeleteObject',
      DeleteObjects: 's3:DeleteObject', ListObjectsV2: 's3:ListBucket', PutObjectTagging: 's3:PutObjectTagging',
      CreateMultipartUpload: 's3:PutObject', UploadPart: 's3:PutObject', CompleteMultipartUpload: 's3:PutObject', AbortMultipartUpload: 's3:AbortMultipartUpload', ListParts: 's3:ListMultipartUploadParts',
    },
    action: (operation, input) => (textIn(input, 'VersionId') === undefined ? undefined : OF_VERSIONS[operation]),
    resource: (_, input) => textIn(input, 'Bucket') ?? '',
    // What is listed is the bucket's; all else is about an object.
    part: (operation, input) => (operation === 'ListObjectsV2' ? undefined : `/${textIn(input, 'Key') ?? '*'}`),
    parts: (operation, input) => (operation === 'DeleteObjects' ? toDelete(field(field(input, 'Delete'), 'Objects')) : undefined),
    tells: { GetObject: 's3:ListBucket', HeadObject: 's3:ListBucket' },
    needs: (operation, input) => (operation === 'CopyObject' ? { operation: 'GetObject', input: sourceOf(input) } : undefined),
    isMeant: (said, name, arn) => said === name || said === arn,
    missing: (said, operation) => (operation === 'HeadObject' ? { name: 'NotFound', status: 404, message: 'UnknownError' } : said === '' ? { name: 'Error', status: 400, message: 'Empty value provided for input HTTP label: Bucket.' } : { name: 'NoSuchBucket', status: 404, message: 'The specified bucket does not exist' }),
  },
  // A body may name its key.
  looks: (view) => view.incoming.some(({ peer }) => peer.role !== 'client' || String((peer.config as { readonly body?: string }).body ?? '').includes('"key"')),
  usage: (_, sum) => [{ price: 's3Writes', amount: sum('PutRequests') + sum('ListRequests') }, { price: 's3Reads', amount: sum('GetRequests') }],
  check,
})

/** A version is another resource to its caller's role than the object is. */
const OF_VERSIONS: { readonly [operation: string]: string } = {
  GetObject: 's3:GetObjectVersion', HeadObject: 's3:GetObjectVersion', DeleteObject: 's3:DeleteObjectVersion', PutObjectTagging: 's3:PutObjectVersionTagging',
}

function toDelete(objects: unknown): CallPart[] | undefined {
  // More than that are refused as they are read.
  if (!Array.isArray(objects) || objects.length > 1_000) return undefined
  return objects.map((one) => ({ part: `/${textIn(one, 'Key') ?? ''}`, action: textIn(one, 'VersionId') === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion' }))
}

function refusesFifo(from: NodeSketch, to: NodeSketch): Refusal | undefined {
  if (to.role !== 'fifo' && to.role !== 'fifoTopic') return undefined
  return { rule: 'VAL-02', text: `S3 does not notify FIFO queues or topics, and ${to.name} is one. Send the events of ${from.name} to EventBridge, and let a rule lead on.`, detour: ['eventbridge'] }
}
