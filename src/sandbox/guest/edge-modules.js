// @ts-nocheck
/** The modules of CloudFront Functions: crypto, querystring and cloudfront, and the texts of bytes that runtime 1.0 has. */
const { define, run, on, said, native, major, stage, keyValues, answer, call: ask, change } = core
const { utf8Bytes, utf8Text, latin1Text } = part('encoding')
const { Buffer } = part('buffer')
const { digest, hmac } = part('hash')
const { parse } = JSON
const { defineProperty, keys, hasOwn } = Object
const { resolve, reject } = Promise
const { then } = Promise.prototype
const PromiseOf = Promise
const ErrorOf = Error
const TypeErrorOf = TypeError
const Uint8ArrayOf = Uint8Array
const ArrayBufferOf = ArrayBuffer
const { isArray } = Array
const { isInteger } = Number
const { join } = Array.prototype
const { split, slice, indexOf, charCodeAt, replace } = String.prototype
const { fromBase64 } = Uint8Array
const { exec } = RegExp.prototype

// ── crypto ──
const ALGORITHMS = ['md5', 'sha1', 'sha256']
const certain = (name) => {
  for (let i = 0; i < 3; i++) if (ALGORITHMS[i] === name) return name
  throw new TypeErrorOf(`not supported algorithm: "${said(name)}"`)
}
const bytes = (data) => {
  if (typeof data === 'string') {
    // In 1.0 a text whose letters are all bytes is such bytes.
    if (major() === 1 && narrow(data)) return Uint8ArrayOf.from(codes(data))
    return utf8Bytes(data)
  }
  if (data instanceof Uint8ArrayOf) return data
  if (ArrayBufferOf.isView(data)) return new Uint8ArrayOf(data.buffer, data.byteOffset, data.byteLength)
  throw new TypeErrorOf('data is not a string or Buffer-like object')
}
const codes = (text) => {
  const out = []
  for (let i = 0; i < text.length; i++) out[i] = on(text, charCodeAt, i)
  return out
}
const narrow = (text) => {
  for (let i = 0; i < text.length; i++) if (on(text, charCodeAt, i) > 255) return false
  return true
}
const written = (out, encoding) => {
  const buffer = Buffer.from(out)
  if (encoding === undefined) return major() === 1 ? latin1Text(out) : buffer
  if (encoding !== 'hex' && encoding !== 'base64' && encoding !== 'base64url') throw new TypeErrorOf(`Unknown digest encoding: "${said(encoding)}"`)
  return buffer.toString(encoding)
}
const hasher = (finish) => {
  let pieces = []
  return {
    update: function update(data) {
      if (pieces === null) throw new ErrorOf('Digest already called')
      pieces[pieces.length] = bytes(data)
      return this
    },
    digest: function digest(encoding) {
      if (pieces === null) throw new ErrorOf('Digest already called')
      const all = Buffer.concat(pieces)
      const out = written(native(40 + all.length / 4, () => finish(all)), encoding)
      pieces = null
      return out
    },
  }
}
const crypto = {
  createHash: function createHash(name) {
    certain(name)
    return hasher((data) => digest(name, data))
  },
  createHmac: function createHmac(name, secret) {
    certain(name)
    const key = bytes(secret)
    return hasher((data) => hmac(name, key, data))
  },
}

// ── querystring ──
const { decodeURIComponent: decode, encodeURIComponent: encode } = globalThis
const unescape = (text) => {
  try {
    return decode(text)
  } catch {
    return text
  }
}
const querystring = {
  parse: function parse(text, separator = '&', equal = '=', options = {}) {
    const most = options.maxKeys ?? 1000
    const read = options.decodeURIComponent ?? querystring.unescape
    const out = {}
    const pairs = on(said(text), split, separator)
    for (let i = 0; i < pairs.length && (most === 0 || i < most); i++) {
      if (pairs[i] === '') continue
      const at = on(pairs[i], indexOf, equal)
      const plain = (one) => read(on(on(one, split, '+'), join, ' '))
      const key = plain(at < 0 ? pairs[i] : on(pairs[i], slice, 0, at))
      const value = at < 0 ? '' : plain(on(pairs[i], slice, at + equal.length))
      if (!hasOwn(out, key)) define(out, key, value), defineProperty(out, key, { enumerable: true })
      else if (isArray(out[key])) out[key][out[key].length] = value
      else out[key] = [out[key], value]
    }
    return out
  },
  stringify: function stringify(object, separator = '&', equal = '=', options = {}) {
    const write = options.encodeURIComponent ?? querystring.escape
    const out = []
    for (const key of keys(object ?? {})) {
      const values = isArray(object[key]) ? object[key] : [object[key]]
      for (let i = 0; i < values.length; i++) out[out.length] = write(key) + equal + write(values[i] === undefined || values[i] === null ? '' : said(values[i]))
    }
    return on(out, join, separator)
  },
  escape: (text) => encode(said(text)), unescape,
}
querystring.decode = querystring.parse
querystring.encode = querystring.stringify

// ── the module cloudfront ──
const call = (operation, key) => {
  const known = answer()
  if (known) return known.ok ? run(resolve, PromiseOf, [known.text]) : run(reject, PromiseOf, [new ErrorOf(known.message)])
  ask(operation, key)
  return new PromiseOf(() => {})
}
const after = (promise, work) => run(then, promise, [work])
const keyOf = (key) => {
  if (typeof key !== 'string' || key === '') throw new TypeErrorOf('The key must be a string that is not empty')
  return key
}
const kvs = function kvs() {
  if (!keyValues()) throw new ErrorOf('No key value store is associated with this function')
  return {
    get: function get(key, options) {
      const format = options === undefined || options === null || options.format === undefined ? 'string' : options.format
      if (format !== 'string' && format !== 'json' && format !== 'bytes') throw new TypeErrorOf(`Unknown format: "${said(format)}"`)
      const text = call('get', keyOf(key))
      return format === 'string' ? text : after(text, (value) => (format === 'json' ? parse(value) : Buffer.from(utf8Bytes(value))))
    },
    exists: function exists(key) {
      return after(call('exists', keyOf(key)), (text) => text === 'true')
    },
    meta: function meta() {
      return after(call('meta', ''), (text) => parse(text))
    },
  }
}
const viewerRequest = (name) => {
  if (stage() !== 'viewer-request') throw new ErrorOf(`${name} is for viewer requests only`)
}
const objectOf = (value, name) => {
  if (typeof value !== 'object' || value === null || isArray(value)) throw new TypeErrorOf(`${name} takes an object`)
  return value
}
const textOf = (value, name) => {
  if (typeof value !== 'string' || value === '') throw new TypeErrorOf(`${name} takes the id of an origin`)
  return value
}
const domainOf = (settings) => {
  const { domainName } = settings
  if (domainName === undefined) return
  if (typeof domainName !== 'string' || domainName === '' || domainName.length > 253 || run(exec, /[:\s/]|^[\d.]+$/, [domainName]) !== null) throw new TypeErrorOf('domainName must be a DNS name of 253 characters at most, without a port or a path')
}
const cloudfront = {
  kvs,
  updateRequestOrigin: function updateRequestOrigin(wanted) {
    viewerRequest('updateRequestOrigin')
    domainOf(objectOf(wanted, 'updateRequestOrigin'))
    change({ kind: 'update', origin: wanted })
  },
  selectRequestOriginById: function selectRequestOriginById(id, overrides) {
    viewerRequest('selectRequestOriginById')
    change({ kind: 'select', id: textOf(id, 'selectRequestOriginById'), origin: overrides === undefined ? {} : objectOf(overrides, 'selectRequestOriginById') })
  },
  createRequestOriginGroup: function createRequestOriginGroup(wanted) {
    viewerRequest('createRequestOriginGroup')
    const { originIds, failoverCriteria } = objectOf(wanted, 'createRequestOriginGroup')
    if (!isArray(originIds) || originIds.length !== 2) throw new TypeErrorOf('originIds must be two ids of origins')
    const idOf = (one) => textOf(typeof one === 'object' && one !== null ? one.originId : one, 'createRequestOriginGroup')
    const statusCodes = failoverCriteria === undefined || failoverCriteria === null ? undefined : failoverCriteria.statusCodes
    if (!isArray(statusCodes) || statusCodes.length === 0) throw new TypeErrorOf('failoverCriteria.statusCodes must be a list of status codes')
    const listed = []
    for (let i = 0; i < statusCodes.length; i++) {
      if (!isInteger(statusCodes[i])) throw new TypeErrorOf('failoverCriteria.statusCodes must be a list of status codes')
      listed[i] = statusCodes[i]
    }
    change({ kind: 'group', ids: [idOf(originIds[0]), idOf(originIds[1])], statusCodes: listed })
  },
}

// ── texts of bytes, in 1.0 ──
const between = (text, start = 0, end = text.length) => on(text, slice, start, end)
const bytesFrom = function bytesFrom(from, encoding) {
  if (isArray(from)) return latin1Text(Uint8ArrayOf.from(from, (one) => one & 255))
  if (encoding !== 'hex' && encoding !== 'base64' && encoding !== 'base64url') throw new TypeErrorOf(`Unknown encoding: "${said(encoding)}"`)
  if (encoding === 'hex') return latin1Text(Buffer.from(said(from), 'hex'))
  const plain = on(on(on(on(said(from), split, '-'), join, '+'), split, '_'), join, '/')
  const digits = on(plain, replace, /[^A-Za-z0-9+/]/g, '')
  return latin1Text(run(fromBase64, Uint8ArrayOf, [digits, { lastChunkHandling: 'loose' }]))
}
const byteMethods = {
  bytesFrom,
  fromBytes: function fromBytes(start, end) {
    return between(said(this), start, end)
  },
  fromUTF8: function fromUTF8(start, end) {
    try {
      return utf8Text(Uint8ArrayOf.from(codes(between(said(this), start, end))), true)
    } catch {
      return null
    }
  },
  toBytes: function toBytes(start, end) {
    const text = between(said(this), start, end)
    return narrow(text) ? text : null
  },
  toUTF8: function toUTF8(start, end) {
    return latin1Text(utf8Bytes(between(said(this), start, end)))
  },
}

Object.assign(exports, { crypto, querystring, cloudfront, byteMethods, bytesFrom, narrow, codes })
