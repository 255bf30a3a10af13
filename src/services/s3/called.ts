/** S3 as code calls it: what AWS checks, and what it answers. */
import { base64Decode, base64Encode, utf8Encode, utf8Length } from '../../base/text.ts'
import { httpDate, iso } from '../../base/time.ts'
import { contentText, type MessageId } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { type CallContent, field, textIn } from '../../contract/sdk.ts'
import { K } from '../../contract/trace.ts'
import { decoded, sourceOf } from './copy-source.ts'
import { type Fault, invalid, isFault, NO_SUCH_KEY, NO_SUCH_VERSION, NOT_ALLOWED, NOT_FOUND, SLOW } from './faults.ts'
import { abort, begin, complete, partsOf, putPart } from './multipart.ts'
import { isTooFast, read, remove, touch, type Upload, write } from './operations.ts'
import { ALL, type BucketNode, C4, LISTS } from './state.ts'
import type { Tag, Version } from './store.ts'

/** SBX-01: only who may list the bucket is told that a key is not there. */
const notThere = ({ absent }: CallContent, fault: Fault): Fault => (absent ? { ...absent, code: 'AccessDeniedException' } : fault)

const WRITES: readonly string[] = ['PutObject', 'CopyObject', 'DeleteObject', 'DeleteObjects', 'PutObjectTagging', 'CreateMultipartUpload', 'UploadPart', 'CompleteMultipartUpload', 'AbortMultipartUpload']
const KEY_BYTES = 1_024
const LARGEST = 5_368_709_120

export function called(node: BucketNode, call: MessageId, content: CallContent): void {
  const { operation, input } = content
  const key = textIn(input, 'Key') ?? ''
  const done = isTooFast(node, key, WRITES.includes(operation)) ? SLOW : perform(node, call, content, key)
  if (!isFault(done)) return node.answer(call, 200, 0, done)
  if (done !== SLOW) node.add(C4)
  node.answer(call, done.status, reason(done.code ?? 'InvalidParameter'), { name: done.name, message: done.message })
}

function perform(node: BucketNode, call: MessageId, content: CallContent, key: string): object | Fault {
  const { operation, input } = content
  if (operation === 'ListObjectsV2') return list(node, call, input)
  if (operation === 'DeleteObjects') return removeMany(node, call, content)
  if (key === '') return { name: 'Error', status: 400, message: 'Empty value provided for input HTTP label: Key.' }
  if (utf8Length(key) > KEY_BYTES) return { name: 'KeyTooLongError', status: 400, message: 'Your key is too long' }
  switch (operation) {
    case 'PutObject': return put(node, call, input, key)
    case 'CopyObject': return copy(node, call, content, key)
    case 'GetObject': return get(node, call, content, key)
    case 'HeadObject': return head(node, call, content, key)
    case 'PutObjectTagging': return tag(node, call, input, key)
    case 'CreateMultipartUpload': return begin(node, call, key, aboutOf(input))
    case 'UploadPart': return part(node, call, input, key)
    case 'CompleteMultipartUpload': return isTaken(node, input, key) ? PRECONDITION_FAILED : complete(node, call, input, key)
    case 'AbortMultipartUpload': return abort(node, input, key)
    case 'ListParts': return partsOf(node, call, input, key)
    default: return removeOne(node, call, key, textIn(input, 'VersionId'))
  }
}

const PRECONDITION_FAILED: Fault = { name: 'PreconditionFailed', status: 412, message: 'At least one of the pre-conditions you specified did not hold' }
const TOO_LARGE: Fault = { name: 'EntityTooLarge', status: 400, message: 'Your proposed upload exceeds the maximum allowed size' }
const NO_BODY = invalid('Body is neither text nor bytes.')
const isTaken = (node: BucketNode, input: unknown, key: string): boolean => textIn(input, 'IfNoneMatch') === '*' && node.state.store.current(key) !== undefined

function put(node: BucketNode, call: MessageId, input: unknown, key: string): object | Fault {
  const body = field(input, 'Body')
  const text = body === undefined ? '' : typeof body === 'string' ? body : binary(body)
  if (text === undefined) return NO_BODY
  const size = typeof text === 'string' ? utf8Length(text) : text.length
  if (size > LARGEST) return TOO_LARGE
  if (isTaken(node, input, key)) return PRECONDITION_FAILED
  const version = write(node, { key, body: typeof text === 'string' ? text : body, size, ...aboutOf(input) }, call)
  return { ETag: quoted(version), ...versioned(version) }
}

/** What is said of an object beside its key and body. */
function aboutOf(input: unknown): Omit<Upload, 'key' | 'body' | 'size'> {
  const cacheControl = textIn(input, 'CacheControl')
  return { contentType: textIn(input, 'ContentType') ?? 'application/octet-stream', ...(cacheControl !== undefined && { cacheControl }), metadata: textsIn(field(input, 'Metadata')), tags: tagsIn(textIn(input, 'Tagging')) }
}

function part(node: BucketNode, call: MessageId, input: unknown, key: string): object | Fault {
  const body = field(input, 'Body') ?? ''
  const bytes = typeof body === 'string' ? utf8Encode(body) : binary(body)
  return bytes === undefined ? NO_BODY : bytes.length > LARGEST ? TOO_LARGE : putPart(node, call, input, key, body, bytes)
}

/** Bytes come as base64 in an object of their own. */
function binary(body: unknown): Uint8Array | undefined {
  const text = textIn(body, '$binary')
  return text === undefined ? undefined : base64Decode(text)
}

function copy(node: BucketNode, call: MessageId, content: CallContent, key: string): object | Fault {
  const { input } = content
  const { Bucket: name, Key: path, VersionId: query } = sourceOf(input)
  if (name === '') return invalid('Invalid copy source: it names a bucket and a key, parted by a slash.')
  const from = name === node.name ? node : (node.sibling(name) as BucketNode | undefined)
  if (!from) return { name: 'NoSuchBucket', status: 404, message: 'The specified bucket does not exist' }
  const found = query === undefined ? from.state.store.current(path) : from.state.store.version(path, query)
  if (!found || found.marker) return notThere(content, NO_SUCH_KEY)
  const replaced = textIn(input, 'MetadataDirective') === 'REPLACE'
  if (from === node && path === key && !replaced) return { name: 'InvalidRequest', status: 400, message: "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes." }
  const version = write(node, { ...found, key, ...(replaced && { metadata: textsIn(field(input, 'Metadata')), contentType: textIn(input, 'ContentType') ?? found.contentType }) }, call, 'Copy')
  return { CopyObjectResult: { ETag: quoted(version), LastModified: iso(version.at) }, ...versioned(version) }
}

function find(node: BucketNode, call: MessageId, content: CallContent, key: string): Version | Fault {
  const versionId = textIn(content.input, 'VersionId')
  const found = read(node, call, key, versionId)
  if (!found) return notThere(content, versionId === undefined ? NO_SUCH_KEY : NO_SUCH_VERSION)
  return found.marker ? NOT_ALLOWED : found
}

function get(node: BucketNode, call: MessageId, content: CallContent, key: string): object | Fault {
  const found = find(node, call, content, key)
  if (isFault(found)) return found
  const body = textIn(found.body, '$binary') === undefined ? contentText(found.body) : found.body
  const range = textIn(content.input, 'Range')
  if (range === undefined) return { ...facts(found), Body: body }
  return ranged(found, body, range)
}

function ranged(found: Version, body: unknown, range: string): object | Fault {
  const bytes = typeof body === 'string' ? utf8Encode(body) : binary(body)!
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? []
  if (first === undefined || (first === '' && last === '')) return { ...facts(found), Body: body }
  const from = first === '' ? Math.max(0, bytes.length - Number(last)) : Number(first)
  const to = first === '' || last === '' ? bytes.length - 1 : Math.min(Number(last), bytes.length - 1)
  if (from > to) return { name: 'InvalidRange', status: 416, message: 'The requested range is not satisfiable' }
  const part = bytes.slice(from, to + 1)
  return { ...facts(found), ContentLength: part.length, ContentRange: `bytes ${from}-${to}/${bytes.length}`, Body: { $binary: base64Encode(part) } }
}

function head(node: BucketNode, call: MessageId, content: CallContent, key: string): object | Fault {
  const found = find(node, call, content, key)
  if (!isFault(found)) return facts(found)
  return found.status === 404 ? NOT_FOUND : found
}

const facts = (version: Version): object => ({
  AcceptRanges: 'bytes', LastModified: httpDate(version.at), ContentLength: version.size, ETag: quoted(version), ContentType: version.contentType, ...(version.cacheControl !== undefined && { CacheControl: version.cacheControl }),
  ...versioned(version), Metadata: version.metadata, ...(version.tags.length > 0 && { TagCount: version.tags.length }),
})

function removeOne(node: BucketNode, call: MessageId, key: string, versionId: string | undefined): object {
  const removed = remove(node, key, versionId, call)
  return { ...(removed.marker && { DeleteMarker: true }), ...(removed.versionId !== undefined && { VersionId: removed.versionId }) }
}

/** What its caller may not delete it is told of, and the rest goes. */
function removeMany(node: BucketNode, call: MessageId, { input, refused = {} }: CallContent): object | Fault {
  const objects = field(field(input, 'Delete'), 'Objects')
  if (!Array.isArray(objects) || objects.length === 0 || objects.length > 1_000) return { name: 'MalformedXML', status: 400, message: 'The XML you provided was not well-formed or did not validate against our published schema' }
  const Deleted: object[] = []
  const Errors: object[] = []
  for (const [place, one] of objects.entries()) {
    const named = { Key: textIn(one, 'Key') ?? '', ...(textIn(one, 'VersionId') !== undefined && { VersionId: textIn(one, 'VersionId')! }) }
    const refusal = refused[place]
    if (refusal) {
      Errors.push({ ...named, Code: refusal.name, Message: refusal.message })
      continue
    }
    const removed = remove(node, named.Key, named.VersionId, call)
    Deleted.push({ ...named, ...(removed.marker && { DeleteMarker: true, DeleteMarkerVersionId: removed.versionId }) })
  }
  const quiet = field(field(input, 'Delete'), 'Quiet') === true
  return { ...(Deleted.length > 0 && !quiet && { Deleted }), ...(Errors.length > 0 && { Errors }) }
}

function tag(node: BucketNode, call: MessageId, input: unknown, key: string): object | Fault {
  const tags = field(field(input, 'Tagging'), 'TagSet')
  const versionId = textIn(input, 'VersionId')
  const found = versionId === undefined ? node.state.store.current(key) : node.state.store.version(key, versionId)
  if (!found) return NO_SUCH_KEY
  if (!Array.isArray(tags)) return { name: 'MalformedXML', status: 400, message: 'The XML you provided was not well-formed or did not validate against our published schema' }
  if (tags.length > 10) return { name: 'BadRequest', status: 400, message: 'Object tags cannot be greater than 10' }
  const next: Version = { ...found, tags: tags.map((one): Tag => ({ Key: textIn(one, 'Key') ?? '', Value: textIn(one, 'Value') ?? '' })) }
  node.state.store.replace(found, next)
  touch(node, next, 'ObjectTagging:Put', 'PutObjectTagging', call)
  return versioned(next)
}

const PAGE = 1_000

function list(node: BucketNode, call: MessageId, input: unknown): object | Fault {
  node.add(ALL)
  node.add(LISTS)
  node.note(K.charged, call, 1, LISTS.index)
  const prefix = textIn(input, 'Prefix') ?? ''
  const delimiter = textIn(input, 'Delimiter') ?? ''
  const asked = field(input, 'MaxKeys')
  const most = typeof asked === 'number' ? Math.min(PAGE, Math.floor(asked)) : PAGE
  if (most < 0) return invalid('max-keys cannot be negative')
  const after = textIn(input, 'ContinuationToken') ?? textIn(input, 'StartAfter') ?? ''
  const contents: object[] = []
  const groups: string[] = []
  let last = ''
  let truncated = false
  for (const key of node.state.store.listed(prefix)) {
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length)
    const group = cut < 0 ? undefined : key.slice(0, cut + delimiter.length)
    if (key <= after || (group !== undefined && (group === groups.at(-1) || after.startsWith(group)))) continue
    if (contents.length + groups.length >= most) {
      truncated = true
      break
    }
    last = key
    if (group !== undefined) groups.push(group)
    else {
      const version = node.state.store.current(key)!
      contents.push({ Key: key, LastModified: iso(version.at), ETag: quoted(version), Size: version.size, StorageClass: 'STANDARD' })
    }
  }
  return {
    IsTruncated: truncated, ...(contents.length > 0 && { Contents: contents }), Name: node.name, Prefix: prefix, ...(delimiter !== '' && { Delimiter: delimiter }), MaxKeys: most,
    ...(groups.length > 0 && { CommonPrefixes: groups.map((Prefix) => ({ Prefix })) }), KeyCount: contents.length + groups.length, ...(truncated && { NextContinuationToken: last }),
  }
}

const quoted = ({ etag }: Version): string => `"${etag}"`
const versioned = ({ versionId }: Version): object => (versionId === undefined ? {} : { VersionId: versionId })

function textsIn(value: unknown): { readonly [name: string]: string } {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

/** `Tagging` of an upload: a query string. */
function tagsIn(text: string | undefined): readonly Tag[] {
  if (!text) return []
  return text.split('&').map((one) => {
    const [Key = '', Value = ''] = one.split('=').map(decoded)
    return { Key, Value }
  })
}
