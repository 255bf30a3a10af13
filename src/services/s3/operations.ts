/** What may be done to objects, whoever asks: a client, a function, code, a person. */
import { hexId } from '../../base/ids.ts'
import { md5 } from '../../base/md5.ts'
import { utf8Encode, utf8Length } from '../../base/text.ts'
import { MICROS_PER_SEC } from '../../base/units.ts'
import { contentText, type MessageId } from '../../contract/messages.ts'
import { K } from '../../contract/trace.ts'
import { ALL, type BucketNode, C5, DELETES, GETS, OBJECTS, PUTS, SIZE, UPLOADED } from './state.ts'
import type { Tag, Version } from './store.ts'
import { RACE, tell } from './tell.ts'
import { typeOf } from './types.ts'

export interface Upload {
  readonly key: string
  readonly body: unknown
  readonly size: number
  readonly contentType?: string
  readonly cacheControl?: string
  readonly metadata?: { readonly [name: string]: string }
  readonly tags?: readonly Tag[]
  readonly etag?: string
}

/** S3-01: requests a second of one prefix; above it 503 Slow Down. */
export function isTooFast(node: BucketNode, key: string, writes: boolean): boolean {
  const { state, quotas } = node
  const second = Math.floor(node.now / MICROS_PER_SEC)
  if (second !== state.second) {
    state.second = second
    state.writes.clear()
    state.reads.clear()
  }
  const counts = writes ? state.writes : state.reads
  const prefix = key.slice(0, key.lastIndexOf('/') + 1)
  const count = (counts.get(prefix) ?? 0) + 1
  counts.set(prefix, count)
  if (count <= (writes ? quotas.s3WritesPerSec : quotas.s3ReadsPerSec)) return false
  node.add(ALL)
  node.add(C5)
  return true
}

/** `name`: Put, Post, Copy or CompleteMultipartUpload. */
export function write(node: BucketNode, upload: Upload, cause: MessageId, name = 'Put'): Version {
  const { state } = node
  const sequence = ++state.sequence
  const version: Version = {
    key: upload.key, versionId: newVersionId(node, sequence), marker: false, at: node.now, sequence, size: upload.size,
    etag: upload.etag ?? (node.contents ? etagOf(node, upload, sequence) : ''), body: upload.body, contentType: upload.contentType ?? 'application/octet-stream', metadata: upload.metadata ?? {}, tags: upload.tags ?? [], ...(upload.cacheControl !== undefined && { cacheControl: upload.cacheControl }),
  }
  overtake(node, upload.key)
  state.store.add(version)
  countPut(node, cause)
  node.add(UPLOADED, upload.size)
  levels(node)
  tell(node, { name: `ObjectCreated:${name}`, key: upload.key, at: node.now, sequence, version, versionId: version.versionId, reason: REASONS[name] ?? 'PutObject' }, cause)
  return version
}
/** Each request of an upload in parts is one, too. */
export function countPut(node: BucketNode, cause: MessageId): void {
  node.add(ALL)
  node.add(PUTS)
  node.note(K.charged, cause, 1, PUTS.index)
}

const REASONS: { readonly [name: string]: string } = { Post: 'POST Object', Copy: 'CopyObject', CompleteMultipartUpload: 'CompleteMultipartUpload' }

export interface Removed {
  readonly marker: boolean
  readonly versionId: string | undefined
}

/** S3-09. `lifecycle`: the bucket's own rules expire it. Deleting what is not there succeeds, and tells nobody. */
export function remove(node: BucketNode, key: string, versionId: string | undefined, cause: MessageId, lifecycle = false): Removed {
  const { state, config } = node
  const family = lifecycle ? 'LifecycleExpiration' : 'ObjectRemoved'
  const why = lifecycle ? 'Lifecycle Expiration' : 'DeleteObject'
  node.add(ALL)
  node.add(DELETES)
  if (versionId !== undefined || config.versioning === 'off') {
    const version = versionId === undefined ? state.store.newest(key) : state.store.version(key, versionId)
    if (!version) return { marker: false, versionId }
    overtake(node, key)
    state.store.remove(version)
    levels(node)
    tell(node, { name: `${family}:Delete`, key, at: node.now, sequence: ++state.sequence, version: undefined, versionId: version.versionId ?? (versionId === undefined ? undefined : versionId), reason: why }, cause)
    return { marker: version.marker, versionId }
  }
  const sequence = ++state.sequence
  const marker: Version = { key, versionId: newVersionId(node, sequence), marker: true, at: node.now, sequence, size: 0, etag: '', body: undefined, contentType: '', metadata: {}, tags: [] }
  state.store.add(marker)
  levels(node)
  tell(node, { name: `${family}:DeleteMarkerCreated`, key, at: node.now, sequence, version: undefined, versionId: marker.versionId, reason: why }, cause)
  return { marker: true, versionId: marker.versionId ?? 'null' }
}

export function read(node: BucketNode, asker: MessageId, key: string, versionId?: string): Version | undefined {
  node.add(ALL)
  node.add(GETS)
  node.note(K.charged, asker, 1, GETS.index)
  return versionId === undefined ? node.state.store.current(key) : node.state.store.version(key, versionId)
}

/** A change that is no write: tags, restores. */
export function touch(node: BucketNode, version: Version, name: string, reason: string, cause: MessageId): void {
  tell(node, { name, key: version.key, at: node.now, sequence: ++node.state.sequence, version, versionId: version.versionId, reason }, cause)
}

/** S3-07: without versioning, of two writes so near only the later is told. Never in strict mode. */
function overtake(node: BucketNode, key: string): void {
  const { state, config } = node
  if (node.strict || !config.lossOnRace || config.versioning === 'enabled') return
  const before = state.store.newest(key)
  if (before && node.now - before.at < RACE) state.overtaken.add(before.sequence)
}

const newVersionId = (node: BucketNode, sequence: number): string | undefined =>
  node.config.versioning === 'enabled' ? hexId(node.scenario.seed, sequence, `${node.id} version`, 32) : undefined

function etagOf(node: BucketNode, { body }: Upload, sequence: number): string {
  return body === undefined ? hexId(node.scenario.seed, sequence, `${node.id} etag`, 32) : md5(utf8Encode(contentText(body)))
}

export function levels(node: BucketNode): void {
  node.level(OBJECTS, node.state.store.count)
  // Parts of what is not completed are kept, and paid for.
  node.level(SIZE, node.state.store.bytes + node.state.openBytes)
}

/** Objects that are there before anything happens: nobody is told of them. */
export function stock(node: BucketNode): void {
  const { state, config } = node
  for (const { key, body, contentType, cacheControl, sizeBytes } of config.objects) {
    if (key === '') continue
    const sequence = ++state.sequence
    state.store.add({
      key, versionId: newVersionId(node, sequence), marker: false, at: node.now, sequence, size: sizeBytes || utf8Length(body), etag: etagOf(node, { key, body, size: 0 }, sequence), body,
      contentType: contentType || typeOf(key), metadata: {}, tags: [], ...(cacheControl !== '' && { cacheControl }),
    })
  }
  if (config.objects.length > 0) levels(node)
}
