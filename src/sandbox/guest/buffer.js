// @ts-nocheck
/** Node's Buffer over Uint8Array. */
const { utf8Bytes, utf8Text, latin1Text, utf16Text } = part('encoding')
const { define } = core

const names = { utf8: 'utf8', 'utf-8': 'utf8', hex: 'hex', base64: 'base64', base64url: 'base64url', latin1: 'latin1', binary: 'latin1', ascii: 'ascii', ucs2: 'utf16le', 'ucs-2': 'utf16le', utf16le: 'utf16le', 'utf-16le': 'utf16le' }
const encodingOf = (name) => {
  if (name === undefined || name === null || name === '') return 'utf8'
  const found = names[String(name).toLowerCase()]
  if (found !== undefined) return found
  const error = new TypeError(`Unknown encoding: ${name}`)
  error.code = 'ERR_UNKNOWN_ENCODING'
  throw error
}
/** What is no digit of base64 is passed over, and the end may be missing. */
function base64Bytes(text) {
  let clean = ''
  const end = text.indexOf('=')
  clean = (end < 0 ? text : text.slice(0, end)).replaceAll('-', '+').replaceAll('_', '/').replace(/[^A-Za-z0-9+/]/g, '')
  if (clean.length % 4 === 1) clean = clean.slice(0, -1)
  return Uint8Array.fromBase64(clean, { lastChunkHandling: 'loose' })
}
function hexBytes(text) {
  const digits = /^(?:[0-9a-fA-F]{2})*/.exec(text)[0]
  return Uint8Array.fromHex(digits)
}
function narrow(text) {
  const out = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i)
  return out
}
function wide(text) {
  const out = new Uint8Array(text.length * 2)
  for (let i = 0; i < text.length; i++) {
    out[i * 2] = text.charCodeAt(i)
    out[i * 2 + 1] = text.charCodeAt(i) >> 8
  }
  return out
}
function bytesOf(text, encoding) {
  switch (encodingOf(encoding)) {
    case 'utf8': return utf8Bytes(text)
    case 'hex': return hexBytes(text)
    case 'base64': case 'base64url': return base64Bytes(text)
    case 'utf16le': return wide(text)
    default: return narrow(text)
  }
}
const wrap = (bytes) => {
  Object.setPrototypeOf(bytes, Buffer.prototype)
  return bytes
}
const badType = (what, value) => {
  const error = new TypeError(`The ${what} must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received ${value === null || value === undefined ? value : typeof value === 'object' ? `an instance of ${value.constructor?.name ?? 'Object'}` : `type ${typeof value} (${String(value)})`}`)
  error.code = 'ERR_INVALID_ARG_TYPE'
  return error
}

class Buffer extends Uint8Array {
  static from(value, encoding, length) {
    if (typeof value === 'string') return wrap(bytesOf(value, encoding))
    if (value instanceof ArrayBuffer) return wrap(new Uint8Array(value, encoding, length))
    if (ArrayBuffer.isView(value)) return wrap(Uint8Array.from(value))
    if (Array.isArray(value)) return wrap(Uint8Array.from(value, (one) => one & 255))
    if (typeof value === 'object' && value !== null) {
      if (value.type === 'Buffer' && Array.isArray(value.data)) return wrap(Uint8Array.from(value.data))
      const plain = value.valueOf?.()
      if (plain !== undefined && plain !== null && plain !== value) return Buffer.from(plain, encoding, length)
      if (typeof value.length === 'number') return wrap(Uint8Array.from(value))
    }
    throw badType('first argument', value)
  }
  static alloc(size, fill, encoding) {
    const made = wrap(new Uint8Array(size))
    return fill === undefined || fill === 0 ? made : made.fill(fill, encoding)
  }
  static allocUnsafe(size) {
    return wrap(new Uint8Array(size))
  }
  static allocUnsafeSlow(size) {
    return wrap(new Uint8Array(size))
  }
  static isBuffer(value) {
    return value instanceof Buffer
  }
  static isEncoding(name) {
    return typeof name === 'string' && names[name.toLowerCase()] !== undefined
  }
  static byteLength(value, encoding) {
    return typeof value === 'string' ? bytesOf(value, encoding).length : value.byteLength
  }
  static concat(list, total = list.reduce((sum, one) => sum + one.length, 0)) {
    const out = Buffer.alloc(total)
    let at = 0
    for (const one of list) {
      if (at >= total) break
      out.set(at + one.length > total ? one.subarray(0, total - at) : one, at)
      at += one.length
    }
    return out
  }
  static compare(a, b) {
    for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1
    return Math.sign(a.length - b.length)
  }
  get parent() {
    return this.buffer
  }
  toString(encoding, start = 0, end = this.length) {
    const bytes = start > 0 || end < this.length ? Uint8Array.prototype.subarray.call(this, start, end) : this
    switch (encodingOf(encoding)) {
      case 'utf8': return utf8Text(bytes)
      case 'hex': return Uint8Array.prototype.toHex.call(bytes)
      case 'base64': return Uint8Array.prototype.toBase64.call(bytes)
      case 'base64url': return Uint8Array.prototype.toBase64.call(bytes, { alphabet: 'base64url', omitPadding: true })
      case 'utf16le': return utf16Text(bytes)
      case 'ascii': return latin1Text(bytes.map((byte) => byte & 127))
      default: return latin1Text(bytes)
    }
  }
  toJSON() {
    return { type: 'Buffer', data: Array.from(this) }
  }
  equals(other) {
    return this.length === other.length && Buffer.compare(this, other) === 0
  }
  compare(other, ...range) {
    return Buffer.compare(range.length > 2 ? this.subarray(range[2], range[3]) : this, range.length > 0 ? other.subarray(range[0], range[1]) : other)
  }
  write(text, ...rest) {
    const encoding = rest.find((one) => typeof one === 'string')
    const [at = 0, most = this.length - at] = rest.filter((one) => typeof one === 'number')
    const bytes = bytesOf(text, encoding)
    const count = Math.min(bytes.length, most, this.length - at)
    this.set(bytes.subarray(0, count), at)
    return count
  }
  copy(target, at = 0, from = 0, to = this.length) {
    const piece = Uint8Array.prototype.subarray.call(this, from, Math.min(to, from + target.length - at))
    target.set(piece, at)
    return piece.length
  }
  slice(from, to) {
    return this.subarray(from, to)
  }
  subarray(from, to) {
    return wrap(Uint8Array.prototype.subarray.call(Object.setPrototypeOf(new Uint8Array(this.buffer, this.byteOffset, this.length), Uint8Array.prototype), from, to))
  }
  fill(value, ...rest) {
    if (typeof value !== 'string') return super.fill(typeof value === 'number' ? value : value[0] ?? 0, rest[0], rest[1])
    const bytes = bytesOf(value, rest.find((one) => typeof one === 'string'))
    const [from = 0, to = this.length] = rest.filter((one) => typeof one === 'number')
    const end = Math.min(to, this.length)
    if (bytes.length < 2) return super.fill(bytes[0] ?? 0, from, end)
    for (let i = from; i < Math.min(end, from + bytes.length); i++) this[i] = bytes[i - from]
    // What is written is written once more behind itself, twice as much each time.
    for (let done = bytes.length; from + done < end; done *= 2) this.copyWithin(from + done, from, Math.min(from + done, end - done))
    return this
  }
  indexOf(value, from = 0, encoding) {
    if (typeof value === 'number') return super.indexOf(value & 255, from)
    const wanted = typeof value === 'string' ? bytesOf(value, typeof from === 'string' ? from : encoding) : value
    for (let at = typeof from === 'number' ? Math.max(0, from < 0 ? this.length + from : from) : 0; at + wanted.length <= this.length; at++) {
      let i = 0
      while (i < wanted.length && this[at + i] === wanted[i]) i++
      if (i === wanted.length) return at
    }
    return -1
  }
  lastIndexOf(value, from = this.length, encoding) {
    const wanted = typeof value === 'number' ? [value & 255] : typeof value === 'string' ? bytesOf(value, encoding) : value
    for (let at = Math.min(from, this.length - wanted.length); at >= 0; at--) {
      let i = 0
      while (i < wanted.length && this[at + i] === wanted[i]) i++
      if (i === wanted.length) return at
    }
    return -1
  }
  includes(value, from, encoding) {
    return this.indexOf(value, from, encoding) >= 0
  }
  swap16() {
    for (let i = 0; i + 1 < this.length; i += 2) [this[i], this[i + 1]] = [this[i + 1], this[i]]
    return this
  }
}
// Made by map and its like, a Buffer stays one.
Object.defineProperty(Buffer, Symbol.species, { get: () => Uint8Array })
define(Buffer, 'poolSize', 8192)
const view = (buffer) => new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
for (const [name, kind, size] of [['UInt8', 'Uint8', 1], ['Int8', 'Int8', 1], ['UInt16', 'Uint16', 2], ['Int16', 'Int16', 2], ['UInt32', 'Uint32', 4], ['Int32', 'Int32', 4], ['Float', 'Float32', 4], ['Double', 'Float64', 8], ['BigInt64', 'BigInt64', 8], ['BigUInt64', 'BigUint64', 8]]) {
  for (const end of size === 1 ? [''] : ['LE', 'BE']) {
    const read = (buffer, at) => {
      if (at < 0 || at + size > buffer.length) {
        const error = new RangeError(`The value of "offset" is out of range. It must be >= 0 and <= ${buffer.length - size}. Received ${at}`)
        error.code = 'ERR_OUT_OF_RANGE'
        throw error
      }
      return view(buffer)
    }
    for (const label of name.includes('UInt') ? [name, name.replace('UInt', 'Uint')] : [name]) {
      define(Buffer.prototype, `read${label}${end}`, function (at = 0) {
        return read(this, at)[`get${kind}`](at, end === 'LE')
      })
      define(Buffer.prototype, `write${label}${end}`, function (value, at = 0) {
        read(this, at)[`set${kind}`](at, value, end === 'LE')
        return at + size
      })
    }
  }
}
for (const end of ['LE', 'BE']) {
  define(Buffer.prototype, `readUInt${end}`, function (at, size) {
    let value = 0
    for (let i = 0; i < size; i++) value = value * 256 + this[at + (end === 'BE' ? i : size - 1 - i)]
    return value
  })
  define(Buffer.prototype, `writeUInt${end}`, function (value, at, size) {
    for (let i = 0, rest = value; i < size; i++, rest = Math.floor(rest / 256)) this[at + (end === 'LE' ? i : size - 1 - i)] = rest % 256
    return at + size
  })
}

const notLatin = () => new DOMException('Invalid character', 'InvalidCharacterError')
Object.assign(exports, {
  Buffer,
  SlowBuffer: Buffer,
  kMaxLength: 4294967296,
  constants: { MAX_LENGTH: 4294967296, MAX_STRING_LENGTH: 536870888 },
  atob: (text) => {
    const clean = String(text).replace(/[\t\n\f\r ]/g, '')
    if (/[^A-Za-z0-9+/=]/.test(clean) || clean.replace(/=+$/, '').length % 4 === 1) throw notLatin()
    return latin1Text(base64Bytes(clean))
  },
  btoa: (text) => {
    if (/[^\0-\xff]/.test(String(text))) throw notLatin()
    return narrow(String(text)).toBase64()
  },
  transcode: (source, from, to) => Buffer.from(Buffer.from(source).toString(from), to),
  isUtf8: (bytes) => {
    try {
      utf8Text(bytes, true)
      return true
    } catch {
      return false
    }
  },
})
Object.defineProperty(exports, 'Blob', { enumerable: true, get: () => part('fetch').Blob })
