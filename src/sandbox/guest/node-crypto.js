// @ts-nocheck
/** node:crypto: hashes, HMAC, random values and comparisons. */
const { digest, hashName, hmac, known, names } = part('hash')
const { crypto, fill, randomUUID, getRandomValues, subtle } = part('webcrypto')
const { Buffer } = part('buffer')
const { nextTick } = core

const bytes = (data, encoding) => (typeof data === 'string' ? Buffer.from(data, encoding) : part('encoding').viewOf(data))
const coded = (Kind, code, message) => Object.assign(new Kind(message), { code })

class Hash {
  #finish
  #pieces = []
  #done = false
  constructor(finish) {
    this.#finish = finish
  }
  update(data, encoding) {
    if (this.#done) throw coded(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called')
    if (typeof data !== 'string' && !ArrayBuffer.isView(data)) throw coded(TypeError, 'ERR_INVALID_ARG_TYPE', `The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView.${data === undefined ? ' Received undefined' : ''}`)
    this.#pieces.push(bytes(data, encoding))
    return this
  }
  digest(encoding) {
    if (this.#done) throw coded(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called')
    this.#done = true
    const out = Buffer.from(this.#finish(Buffer.concat(this.#pieces)))
    return encoding === undefined || encoding === 'buffer' ? out : out.toString(encoding)
  }
  copy() {
    const made = new Hash(this.#finish)
    for (const piece of this.#pieces) made.update(piece)
    return made
  }
  write(data) {
    this.update(data)
    return true
  }
  end(data) {
    if (data !== undefined) this.update(data)
  }
}
const certain = (name) => {
  if (!known(name)) throw coded(Error, 'ERR_OSSL_EVP_UNSUPPORTED', 'Digest method not supported')
  return name
}
const later = (work) => (...args) => {
  const back = args.pop()
  let out
  try {
    out = work(...args)
  } catch (error) {
    return nextTick(back, error)
  }
  nextTick(back, null, out)
}
function pbkdf2Sync(secret, salt, rounds, length, name = 'sha1') {
  const kind = hashName(name)
  if (kind === undefined || kind === 'md5') throw coded(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${name}`)
  if (!Number.isInteger(rounds) || rounds < 1) throw coded(RangeError, 'ERR_OUT_OF_RANGE', `The value of "iterations" is out of range. It must be >= 1 && <= 2147483647. Received ${rounds}`)
  const out = []
  const key = bytes(secret)
  const padded = Buffer.alloc(kind === 'sha384' || kind === 'sha512' ? 128 : 64)
  padded.set(key.length > padded.length ? digest(kind, key) : key)
  for (let block = 1; Buffer.concat(out).length < length; block++) {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(block)
    const first = Buffer.from(hmac(name, key, Buffer.concat([bytes(salt), count])))
    // All further rounds are the host's.
    out.push(rounds < 2 ? first : Buffer.from(core.stretch(kind, padded.toString('hex'), first.toString('hex'), rounds), 'hex'))
  }
  return Buffer.concat(out).subarray(0, length)
}
const hkdfSync = (name, key, salt, info, length) => {
  const hash = certain(name)
  const secret = hmac(hash, bytes(salt), bytes(typeof key === 'object' && key?.bytes ? key.bytes : key))
  const out = []
  let last = Buffer.alloc(0)
  for (let at = 1; Buffer.concat(out).length < length; at++) {
    last = Buffer.from(hmac(hash, secret, Buffer.concat([last, bytes(info), Buffer.from([at])])))
    out.push(last)
  }
  return new Uint8Array(Buffer.concat(out).subarray(0, length)).buffer
}
const randomBytes = (size, back) => {
  const out = fill(Buffer.alloc(size))
  if (typeof back !== 'function') return out
  nextTick(back, null, out)
}
const randomInt = (low, high, back) => {
  const [from, to] = typeof high === 'number' ? [low, high] : [0, low]
  const out = from + Math.floor((fill(new Uint8Array(6)).reduce((sum, byte) => sum * 256 + byte, 0) / 2 ** 48) * (to - from))
  const tell = typeof high === 'function' ? high : back
  if (typeof tell !== 'function') return out
  nextTick(tell, null, out)
}

Object.assign(exports, {
  createHash: (name) => new Hash((data) => digest(certain(name), data)),
  createHmac: (name, secret) => {
    certain(name)
    const key = bytes(typeof secret === 'object' && secret !== null && secret.bytes ? secret.bytes : secret)
    return new Hash((data) => hmac(name, key, data))
  },
  hash: (name, data, encoding = 'hex') => Buffer.from(digest(certain(name), bytes(data))).toString(encoding),
  createSecretKey: (secret, encoding) => ({ type: 'secret', bytes: bytes(secret, encoding), export: () => Buffer.from(bytes(secret, encoding)) }),
  randomUUID, randomBytes, randomInt, getRandomValues, subtle, webcrypto: crypto,
  randomFillSync: (view) => (fill(part('encoding').viewOf(view)), view),
  timingSafeEqual: (a, b) => {
    if (a.byteLength !== b.byteLength) throw coded(RangeError, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length')
    return Buffer.from(a).equals(Buffer.from(b))
  },
  getHashes: () => [...names], getCiphers: () => [...part('cipher').names], pbkdf2Sync, pbkdf2: later(pbkdf2Sync), hkdfSync, hkdf: later(hkdfSync), constants: {},
  createCipheriv: (...args) => part('cipher').createCipheriv(...args), createDecipheriv: (...args) => part('cipher').createDecipheriv(...args),
  scryptSync: (...args) => part('cipher').scryptSync(...args), scrypt: later((...args) => part('cipher').scryptSync(...args)),
})
for (const name of ['createSign', 'createVerify', 'generateKeyPairSync', 'generateKeyPair', 'createPrivateKey', 'createPublicKey', 'publicEncrypt', 'privateDecrypt', 'sign', 'verify', 'createDiffieHellman', 'createECDH']) {
  exports[name] = () => {
    throw Object.assign(new Error(`crypto.${name} is not in this playground. There are hashes, HMAC, AES, PBKDF2, scrypt, HKDF and random values.`), { name: 'NotImplementedInPlayground' })
  }
}
