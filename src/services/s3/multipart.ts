/** Uploads in parts, as code makes them (S3-01, SBX-01): nobody sees one, or is told of it, before it is completed. */
import { hexId } from '../../base/ids.ts'
import { md5 } from '../../base/md5.ts'
import { base64Decode, base64Encode, utf8Encode } from '../../base/text.ts'
import { iso } from '../../base/time.ts'
import type { MessageId } from '../../contract/messages.ts'
import { field, textIn } from '../../contract/sdk.ts'
import { type Fault, NO_SUCH_UPLOAD, invalid } from './faults.ts'
import { countPut, levels, type Upload, write } from './operations.ts'
import type { BucketNode } from './state.ts'

/** Never changed: another takes its place. */
export interface Part {
  readonly etag: string
  readonly at: number
  readonly size: number
  /** Text, or bytes in base64 in an object of their own. */
  readonly body: unknown
}
export interface Open {
  readonly key: string
  readonly about: Omit<Upload, 'key' | 'body' | 'size'>
  readonly parts: ReadonlyMap<number, Part>
}
/** Every part but the last has at least so much. */
const LEAST = 5 * 1_048_576
const MOST_PARTS = 10_000

export function begin(node: BucketNode, call: MessageId, key: string, about: Open['about']): object {
  const { state } = node
  const UploadId = hexId(node.scenario.seed, ++state.opened, `${node.id} upload`, 64)
  state.open.set(UploadId, { key, about, parts: new Map() })
  countPut(node, call)
  return { Bucket: node.name, Key: key, UploadId }
}

function openOf({ state }: BucketNode, input: unknown, key: string): { readonly id: string; readonly open: Open } | undefined {
  const id = textIn(input, 'UploadId') ?? ''
  const open = state.open.get(id)
  return open?.key === key ? { id, open } : undefined
}

export function putPart(node: BucketNode, call: MessageId, input: unknown, key: string, body: unknown, bytes: Uint8Array): object | Fault {
  const found = openOf(node, input, key)
  if (!found) return NO_SUCH_UPLOAD
  const number = field(input, 'PartNumber')
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 1 || number > MOST_PARTS) return invalid(`Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`)
  const part: Part = { etag: md5(bytes), at: node.now, size: bytes.length, body }
  const { id, open } = found
  node.state.openBytes += part.size - (open.parts.get(number)?.size ?? 0)
  node.state.open.set(id, { ...open, parts: new Map(open.parts).set(number, part) })
  countPut(node, call)
  levels(node)
  return { ETag: `"${part.etag}"` }
}

export function complete(node: BucketNode, call: MessageId, input: unknown, key: string): object | Fault {
  const found = openOf(node, input, key)
  if (!found) return NO_SUCH_UPLOAD
  const said = field(field(input, 'MultipartUpload'), 'Parts')
  if (!Array.isArray(said) || said.length === 0) return { name: 'MalformedXML', status: 400, message: 'The XML you provided was not well-formed or did not validate against our published schema' }
  const numbers = said.map((one) => Number(field(one, 'PartNumber')))
  if (numbers.some((number, at) => at > 0 && !(number > numbers[at - 1]!))) return { name: 'InvalidPartOrder', status: 400, message: 'The list of parts was not in ascending order. Parts must be ordered by part number.' }
  const parts: Part[] = []
  for (const [at, one] of said.entries()) {
    const part = found.open.parts.get(numbers[at]!)
    if (!part || (textIn(one, 'ETag') ?? '').replaceAll('"', '') !== part.etag) return { name: 'InvalidPart', status: 400, message: "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag." }
    parts.push(part)
  }
  if (parts.some(({ size }, at) => at < parts.length - 1 && size < LEAST)) return { name: 'EntityTooSmall', status: 400, message: 'Your proposed upload is smaller than the minimum allowed size' }
  const etag = `${md5(Uint8Array.from(parts.flatMap((part) => [...fromHex(part.etag)])))}-${parts.length}`
  forget(node, found.id, found.open)
  const version = write(node, { ...found.open.about, key, body: whole(parts), size: parts.reduce((sum, { size }) => sum + size, 0), etag }, call, 'CompleteMultipartUpload')
  return { Location: `https://${node.name}.s3.${node.region}.amazonaws.com/${encodeURIComponent(key)}`, Bucket: node.name, Key: key, ETag: `"${etag}"`, ...(version.versionId !== undefined && { VersionId: version.versionId }) }
}

export function abort(node: BucketNode, input: unknown, key: string): object | Fault {
  const found = openOf(node, input, key)
  if (!found) return NO_SUCH_UPLOAD
  forget(node, found.id, found.open)
  levels(node)
  return {}
}

export function partsOf(node: BucketNode, call: MessageId, input: unknown, key: string): object | Fault {
  const found = openOf(node, input, key)
  if (!found) return NO_SUCH_UPLOAD
  countPut(node, call)
  const parts = [...found.open.parts].sort(([a], [b]) => a - b).map(([PartNumber, { etag, at, size }]) => ({ PartNumber, LastModified: iso(at), ETag: `"${etag}"`, Size: size }))
  return { Bucket: node.name, Key: key, UploadId: found.id, IsTruncated: false, StorageClass: 'STANDARD', ...(parts.length > 0 && { Parts: parts }) }
}

function forget(node: BucketNode, id: string, { parts }: Open): void {
  node.state.open.delete(id)
  for (const { size } of parts.values()) node.state.openBytes -= size
}

const fromHex = (hex: string): number[] => Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16))

/** Text stays text if all of it is. */
function whole(parts: readonly Part[]): unknown {
  const bodies = parts.map(({ body }) => body)
  if (bodies.every((body) => typeof body === 'string')) return bodies.join('')
  const bytes = bodies.map((body) => (typeof body === 'string' ? utf8Encode(body) : base64Decode(textIn(body, '$binary') ?? '')!))
  const all = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const one of bytes) {
    all.set(one, at)
    at += one.length
  }
  return { $binary: base64Encode(all) }
}
