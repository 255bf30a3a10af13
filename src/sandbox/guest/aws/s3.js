// @ts-nocheck
const { clientModule, pages, waiter } = part('aws/core')

/** What GetObject gives for a body: a stream that also knows how to be read at once. */
function bodyOf(body) {
  const content = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body ?? [])
  const stream = part('node-stream').Readable.from(content.length > 0 ? [content] : [])
  return Object.assign(stream, {
    transformToString: async (encoding) => content.toString(encoding),
    transformToByteArray: async () => new Uint8Array(content),
    transformToWebStream: () => stream,
  })
}
/** Streams are read to their end first. */
async function sentBody(input) {
  const { Body, ...rest } = input
  if (Body instanceof Blob) return { ...rest, Body: await Body.bytes() }
  const pieces = []
  for await (const piece of Body) pieces.push(Buffer.from(piece))
  return { ...rest, Body: new Uint8Array(Buffer.concat(pieces)) }
}
const streams = (value) => typeof value === 'object' && value !== null && (typeof value[Symbol.asyncIterator] === 'function' || (typeof value.bytes === 'function' && typeof value.size === 'number'))
const dated = (output, ...names) => {
  for (const name of names) if (typeof output[name] === 'string') output[name] = new Date(output[name])
  return output
}

module.exports = clientModule({
  service: 'S3', client: 'S3',
  operations: {
    PutObject: { prepare: (input) => (streams(input.Body) ? sentBody(input) : input) },
    GetObject: { finish: (output) => dated({ ...output, Body: bodyOf(output.Body) }, 'LastModified') },
    HeadObject: { finish: (output) => dated(output, 'LastModified') },
    CopyObject: { finish: (output) => (output.CopyObjectResult && dated(output.CopyObjectResult, 'LastModified'), output) },
    UploadPart: { prepare: (input) => (streams(input.Body) ? sentBody(input) : input) },
    ListParts: { finish: (output) => (output.Parts?.forEach((one) => dated(one, 'LastModified')), output) },
    DeleteObject: null, DeleteObjects: null, PutObjectTagging: null, CreateMultipartUpload: null, CompleteMultipartUpload: null, AbortMultipartUpload: null,
    ListObjectsV2: { finish: (output) => (output.Contents?.forEach((one) => dated(one, 'LastModified')), output) },
  },
  failures: ['NoSuchKey', 'NoSuchBucket', 'NotFound', 'InvalidObjectState', 'BucketAlreadyExists', 'BucketAlreadyOwnedByYou', 'NoSuchUpload', 'ObjectNotInActiveTierError', 'EncryptionTypeMismatch', 'InvalidRequest', 'TooManyParts'],
})
module.exports.paginateListObjectsV2 = pages(module.exports.ListObjectsV2Command, 'ContinuationToken', 'NextContinuationToken', 'MaxKeys')
const gone = (error) => error?.name === 'NotFound' || error?.name === 'NoSuchKey'
module.exports.waitUntilObjectExists = waiter(module.exports.HeadObjectCommand, (output, error) => (output ? 'SUCCESS' : gone(error) ? 'RETRY' : 'FAILURE'))
module.exports.waitUntilObjectNotExists = waiter(module.exports.HeadObjectCommand, (output, error) => (output ? 'RETRY' : gone(error) ? 'SUCCESS' : 'FAILURE'))

/** An address that carries its own permission, for as long as it says. */
module.exports.getSignedUrl = async (client, command, options = {}) => {
  const region = await client.config.region()
  const { Bucket, Key, VersionId } = command.input
  const at = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256', 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD', 'X-Amz-Credential': `${process.env.AWS_ACCESS_KEY_ID}/${at.slice(0, 8)}/${region}/s3/aws4_request`,
    'X-Amz-Date': at, 'X-Amz-Expires': String(options.expiresIn ?? 900), ...(VersionId ? { versionId: VersionId } : {}), 'X-Amz-SignedHeaders': 'host', 'x-id': command.constructor.operation,
  })
  const path = String(Key).split('/').map(encodeURIComponent).join('/')
  query.set('X-Amz-Signature', part('hash').hmac('sha256', Buffer.from(at), Buffer.from(`${command.constructor.operation}\n${Bucket}/${path}\n${query}`)).toHex())
  return `https://${Bucket}.s3.${region}.amazonaws.com/${path}?${query}`
}
/** lib-storage's Upload: in one piece if it fits into one part, else in parts, four at a time. */
const PART = 5 * 1024 * 1024
module.exports.Upload = class Upload {
  constructor({ client, params, partSize = PART, queueSize = 4, leavePartsOnError = false }) {
    if (partSize < PART) throw new Error(`EntityTooSmall: Your proposed upload part size [${partSize}] is smaller than the minimum allowed size [${PART}] (5MB)`)
    Object.assign(this, { client, params, partSize, queueSize, leavePartsOnError })
  }
  on(event, listener) {
    if (event === 'httpUploadProgress') this.tell = listener
    return this
  }
  async done() {
    const { Bucket, Key } = this.params
    const { Body } = streams(this.params.Body) ? await sentBody(this.params) : this.params
    const whole = typeof Body === 'string' ? Buffer.from(Body) : Body
    const total = whole?.byteLength ?? 0
    const where = { Bucket, Key }
    if (total > this.partSize) return this.inParts(whole, total, where)
    const output = await this.client.send(new module.exports.PutObjectCommand({ ...this.params, Body }))
    this.tell?.({ ...where, part: 1, loaded: total, total })
    return { ...output, ...where, Location: `https://${Bucket}.s3.${await this.client.config.region()}.amazonaws.com/${Key}` }
  }
  async inParts(whole, total, where) {
    const { Body, IfNoneMatch, ...about } = this.params
    const { UploadId } = await this.client.send(new module.exports.CreateMultipartUploadCommand(about))
    this.under = { ...where, UploadId }
    const Parts = []
    let next = 0
    let loaded = 0
    const worker = async () => {
      while (next * this.partSize < total) {
        const PartNumber = ++next
        const Body = whole.slice((PartNumber - 1) * this.partSize, PartNumber * this.partSize)
        const { ETag } = await this.client.send(new module.exports.UploadPartCommand({ ...this.under, PartNumber, Body }))
        Parts[PartNumber - 1] = { ETag, PartNumber }
        this.tell?.({ ...where, part: PartNumber, loaded: (loaded += Body.length), total })
      }
    }
    try {
      await Promise.all(Array.from({ length: this.queueSize }, worker))
      return await this.client.send(new module.exports.CompleteMultipartUploadCommand({ ...this.under, MultipartUpload: { Parts }, ...(IfNoneMatch && { IfNoneMatch }) }))
    } catch (error) {
      if (!this.leavePartsOnError) await this.abort()
      throw error
    }
  }
  async abort() {
    if (this.under) await this.client.send(new module.exports.AbortMultipartUploadCommand(this.under))
  }
}
