// @ts-nocheck
/** awslambda.streamifyResponse: a handler that writes its response piece by piece. */
const { finish, fail, now, wrote } = core
const { Buffer } = part('buffer')
const { Writable } = part('node-stream')
const heads = new WeakMap()

const awslambda = {
  streamifyResponse: (handler, options) => {
    handler.stream = true
    handler[Symbol.for('aws.lambda.runtime.handler.streaming')] = 'response'
    if (options?.highWaterMark) handler[Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark')] = options.highWaterMark
    return handler
  },
  HttpResponseStream: {
    from: (stream, head) => {
      heads.set(stream, head)
      stream.setContentType('application/vnd.awslambda.http-integration-response')
      return stream
    },
  },
}

/** The response's pieces, with the time since the invocation began, and all of them together. */
exports.run = (handler, event, context, invocation) => {
  const began = now()
  const pieces = []
  const streamed = []
  let type = 'application/octet-stream'
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      const bytes = typeof chunk === 'string' || chunk instanceof Uint8Array ? Buffer.from(chunk) : Buffer.from(JSON.stringify(chunk))
      pieces.push(bytes)
      streamed.push({ after: now() - began, bytes: bytes.length })
      // It has left, whatever becomes of the rest.
      wrote(bytes.length)
      done()
    },
  })
  stream.setContentType = (value) => {
    if (pieces.length > 0) throw part('load').named('Runtime.InvalidStreamingOperation', 'Cannot set content-type, too late.')
    type = value
  }
  const ended = () => {
    if (invocation.done) return
    invocation.done = true
    const body = Buffer.concat(pieces).toString()
    const head = heads.get(stream)
    finish('streamed', JSON.stringify({ json: JSON.stringify(head ? { ...head, body } : body), streamed, type }))
  }
  let result
  try {
    result = handler(event, stream, context)
  } catch (error) {
    return fail(invocation, error)
  }
  if (typeof result?.then !== 'function') return fail(invocation, 'Streaming does not support non-async handlers.')
  invocation.promised = true
  result.then(() => {
    if (stream.writableFinished) ended()
    else if (stream.writableEnded) stream.once('finish', ended)
    else fail(invocation, 'Response stream is not finished.')
  }, (error) => fail(invocation, error, pieces.length > 0 ? { streamed } : undefined))
}
exports.awslambda = awslambda
