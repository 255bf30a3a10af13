// @ts-nocheck
/** The standard's crypto, with chance from the environment's dice. */
const { digest, hmac, known } = part('hash')
const { viewOf } = part('encoding')
const { bits, define } = core
const hex = Array.from({ length: 256 }, (_, i) => (i < 16 ? '0' : '') + i.toString(16))

function fill(view) {
  for (let i = 0, word = 0; i < view.length; i++) {
    if ((i & 3) === 0) word = bits()
    view[i] = word
    word >>>= 8
  }
  return view
}
function randomUUID() {
  const bytes = fill(new Uint8Array(16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  let text = ''
  for (let i = 0; i < 16; i++) text += (i === 4 || i === 6 || i === 8 || i === 10 ? '-' : '') + hex[bytes[i]]
  return text
}
function getRandomValues(view) {
  if (!ArrayBuffer.isView(view) || view instanceof Float32Array || view instanceof Float64Array || view instanceof DataView) throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError')
  if (view.byteLength > 65536) throw new DOMException(`The requested length exceeds 65,536 bytes`, 'QuotaExceededError')
  fill(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
  return view
}

const nameOf = (algorithm) => String(typeof algorithm === 'object' && algorithm !== null ? algorithm.name : algorithm)
const hashOf = (algorithm) => nameOf(typeof algorithm === 'object' && algorithm !== null && algorithm.hash !== undefined ? algorithm.hash : algorithm)
const refused = (what) => new DOMException(`${what} is not in this playground: there are digests and HMAC.`, 'NotSupportedError')
const secrets = new WeakMap()

class CryptoKey {
  constructor(secret, algorithm, extractable, usages) {
    Object.assign(this, { type: 'secret', algorithm, extractable, usages: [...usages] })
    secrets.set(this, secret)
  }
}
const subtle = {
  async digest(algorithm, data) {
    if (!known(nameOf(algorithm))) throw refused(nameOf(algorithm))
    return digest(nameOf(algorithm), viewOf(data)).buffer
  },
  async importKey(format, data, algorithm, extractable, usages) {
    if (nameOf(algorithm) !== 'HMAC' || (format !== 'raw' && format !== 'jwk')) throw refused(`${nameOf(algorithm)} as ${format}`)
    const secret = format === 'jwk' ? new Uint8Array(part('buffer').Buffer.from(data.k, 'base64url')) : viewOf(data).slice()
    return new CryptoKey(secret, { name: 'HMAC', hash: { name: hashOf(algorithm) }, length: secret.length * 8 }, extractable, usages)
  },
  async generateKey(algorithm, extractable, usages) {
    if (nameOf(algorithm) !== 'HMAC') throw refused(nameOf(algorithm))
    return new CryptoKey(fill(new Uint8Array((algorithm.length ?? 512) / 8)), { name: 'HMAC', hash: { name: hashOf(algorithm) }, length: algorithm.length ?? 512 }, extractable, usages)
  },
  async exportKey(_format, key) {
    return secrets.get(key).slice().buffer
  },
  async sign(algorithm, key, data) {
    if (nameOf(algorithm) !== 'HMAC') throw refused(nameOf(algorithm))
    return hmac(key.algorithm.hash.name, secrets.get(key), viewOf(data)).buffer
  },
  async verify(algorithm, key, signature, data) {
    const made = new Uint8Array(await subtle.sign(algorithm, key, data))
    const given = viewOf(signature)
    return made.length === given.length && made.every((byte, i) => byte === given[i])
  },
}
for (const name of ['encrypt', 'decrypt', 'deriveBits', 'deriveKey', 'wrapKey', 'unwrapKey']) {
  subtle[name] = async () => {
    throw refused(name)
  }
}
const crypto = { getRandomValues, randomUUID, subtle }
define(crypto, Symbol.toStringTag, 'Crypto')
Object.assign(exports, { crypto, CryptoKey, fill, randomUUID, getRandomValues, subtle })
