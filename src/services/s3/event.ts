/** What a bucket tells: the event of a notification, and that for EventBridge. */
import { hexId } from '../../base/ids.ts'
import { base64Encode, utf8Encode, utf8Length } from '../../base/text.ts'
import { iso, unixMs } from '../../base/time.ts'
import type { Micros } from '../../base/units.ts'
import type { BucketNode } from './state.ts'
import type { Version } from './store.ts'

/** A change of the bucket. `name` is without its s3: in front. */
export interface Change {
  readonly name: string
  readonly key: string
  readonly at: Micros
  readonly sequence: number
  /** What was written; undefined for what is gone. */
  readonly version: Version | undefined
  readonly versionId: string | undefined
  /** The operation, as EventBridge tells it. */
  readonly reason: string
}

export interface S3Event {
  Records: S3Record[]
}
export interface S3Record {
  eventVersion: string
  eventSource: string
  awsRegion: string
  eventTime: string
  eventName: string
  userIdentity: { principalId: string }
  requestParameters: { sourceIPAddress: string }
  responseElements: { 'x-amz-request-id': string; 'x-amz-id-2': string }
  s3: {
    s3SchemaVersion: string
    configurationId: string
    bucket: { name: string; ownerIdentity: { principalId: string }; arn: string }
    object: { key: string; size?: number; eTag?: string; versionId?: string; sequencer?: string }
  }
  glacierEventData?: { restoreEventData: { lifecycleRestorationExpiryTime: string; lifecycleRestoreStorageClass: string } }
}

const DAY_MS = 86_400_000_000

/** S3-10. */
export function s3Event(node: BucketNode, configurationId: string, change: Change): S3Event {
  const { version, versionId } = change
  const late = /^(LifecycleExpiration|LifecycleTransition|IntelligentTiering|ObjectAcl|ObjectTagging|ObjectRestore:Delete)/.test(change.name)
  return {
    Records: [{
      eventVersion: change.name.startsWith('Replication') ? '2.2' : late ? '2.3' : '2.1', eventSource: 'aws:s3', awsRegion: node.region, eventTime: iso(change.at), eventName: change.name,
      userIdentity: { principalId: change.name.startsWith('Lifecycle') ? 's3.amazonaws.com' : change.name === 'ObjectRestore:Completed' ? 'AmazonCustomer:A3NL1KOZZKEXMP' : 'AWS:AIDAIENQZJOLO23YVJ4VO' },
      requestParameters: { sourceIPAddress: change.name.startsWith('Lifecycle') ? 's3.amazonaws.com' : '203.0.113.9' },
      responseElements: { 'x-amz-request-id': requestIdOf(node, change.sequence), 'x-amz-id-2': hostIdOf(node, change.sequence) },
      s3: {
        s3SchemaVersion: '1.0', configurationId,
        bucket: { name: node.name, ownerIdentity: { principalId: 'A3NL1KOZZKEXMP' }, arn: node.arn },
        object: {
          key: encodeKey(change.key), ...(version && !isAbout(change) && { size: version.size }), ...etagOf(change, 'eTag'), ...(versionId !== undefined && { versionId }), ...(!isAbout(change) && { sequencer: sequencer(change) }),
        },
      },
      ...(change.name === 'ObjectRestore:Completed' && { glacierEventData: { restoreEventData: { lifecycleRestorationExpiryTime: iso(change.at + DAY_MS), lifecycleRestoreStorageClass: 'GLACIER' } } }),
    }],
  }
}

/** Nothing is written: tags and permissions change beside the object. */
const isAbout = ({ name }: Change): boolean => name.startsWith('ObjectTagging') || name.startsWith('ObjectAcl')

/** A delete marker is empty, and has the tag of what is empty. */
const etagOf = ({ name, version }: Change, key: string): { readonly [key: string]: string } =>
  version ? { [key]: version.etag } : name.endsWith('DeleteMarkerCreated') ? { [key]: 'd41d8cd98f00b204e9800998ecf8427e' } : {}

/** S3-11: the key is not encoded here, and every kind of change has a name of its own. */
export function busEvent(node: BucketNode, change: Change): object | undefined {
  const type = detailType(change.name)
  if (type === undefined) return undefined
  const { version, versionId } = change
  const restored = change.name.startsWith('ObjectRestore')
  const own = change.name.startsWith('Lifecycle') || change.name === 'ObjectRestore:Completed' || change.name === 'ObjectRestore:Delete'
  return {
    source: 'aws.s3', 'detail-type': type, resources: [node.arn],
    detail: {
      version: '0', bucket: { name: node.name },
      object: {
        key: change.key, ...(version && !isAbout(change) && { size: version.size }), ...etagOf(change, 'etag'), ...(versionId !== undefined && { 'version-id': versionId }),
        ...(!isAbout(change) && !restored && { sequencer: sequencer(change) }),
      },
      'request-id': requestIdOf(node, change.sequence), requester: own ? 's3.amazonaws.com' : '123456789012', ...(!own && { 'source-ip-address': '203.0.113.9' }),
      ...((type === 'Object Created' || type === 'Object Deleted') && { reason: change.reason }),
      ...(change.name === 'ObjectRestore:Completed' && { 'restore-expiry-time': iso(change.at + DAY_MS).replace(/\.\d+Z$/, 'Z') }), ...(restored && { 'source-storage-class': 'GLACIER' }),
      ...(type === 'Object Deleted' && { 'deletion-type': change.name.endsWith('DeleteMarkerCreated') ? 'Delete Marker Created' : 'Permanently Deleted' }),
    },
  }
}

function detailType(name: string): string | undefined {
  if (name.startsWith('ObjectCreated')) return 'Object Created'
  if (name.startsWith('ObjectRemoved') || name.startsWith('LifecycleExpiration')) return 'Object Deleted'
  const types: { readonly [name: string]: string } = {
    'ObjectRestore:Post': 'Object Restore Initiated', 'ObjectRestore:Completed': 'Object Restore Completed', 'ObjectRestore:Delete': 'Object Restore Expired',
    LifecycleTransition: 'Object Storage Class Changed', IntelligentTiering: 'Object Access Tier Changed', 'ObjectAcl:Put': 'Object ACL Updated',
    'ObjectTagging:Put': 'Object Tags Added', 'ObjectTagging:Delete': 'Object Tags Deleted',
  }
  return types[name]
}

/** S3-05: what a queue or a topic gets when its notification is saved. */
export const testEvent = (node: BucketNode): object => ({
  Service: 'Amazon S3', Event: 's3:TestEvent', Time: iso(node.now), Bucket: node.name, RequestId: requestIdOf(node, 0), HostId: hostIdOf(node, 0),
})

/** S3-06: of one key, the later change has the greater one. */
const sequencer = ({ at, sequence }: Change): string => `00${Math.floor(unixMs(at) / 1_000).toString(16).padStart(8, '0')}${sequence.toString(16).padStart(8, '0')}`.toUpperCase()

const requestIdOf = (node: BucketNode, sequence: number): string => hexId(node.scenario.seed, sequence, `${node.id} request`, 16).toUpperCase()
const hostIdOf = (node: BucketNode, sequence: number): string => `${requestIdOf(node, sequence)}${HOST}`
/** Only its beginning differs from one request to the next. */
const HOST = base64Encode(utf8Encode(hexId(0, 0, 's3 host', 44)))

/** As in a form: a space is a plus, and what is no plain letter is percent and two digits. Slashes stay. */
export function encodeKey(key: string): string {
  if (/^[A-Za-z0-9._*/-]*$/.test(key)) return key
  let encoded = ''
  for (const byte of utf8Encode(key)) {
    const char = String.fromCharCode(byte)
    encoded += /[A-Za-z0-9._*/-]/.test(char) ? char : byte === 0x20 ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return encoded
}

/** What the event weighs without its key: told by sizes, whether or not anybody looks at payloads. */
export function overheadOf(node: BucketNode, id: string): number {
  const version = { size: 100_000, etag: '0'.repeat(32) } as Version
  return utf8Length(JSON.stringify(s3Event(node, id, { name: 'ObjectCreated:Put', key: '', at: 0, sequence: 1, version, versionId: undefined, reason: '' })))
}
