// @ts-nocheck
/** AES for node:crypto: createCipheriv and createDecipheriv with CBC, CTR, ECB and GCM, and scrypt. */
const { Buffer } = part('buffer')
const coded = (Kind, code, message, more) => Object.assign(new Kind(message), { code, ...more })
const bytes = (data, encoding) => (typeof data === 'string' ? Buffer.from(data, encoding) : part('encoding').viewOf(data?.bytes ?? data))

// ── the block: tables are made when the first cipher is ──
const BOX = new Uint8Array(256)
const BACK = new Uint8Array(256)
const twice = (x) => ((x << 1) ^ (x & 128 ? 27 : 0)) & 255
for (let p = 1, q = 1, i = 0; i < 255; i++) {
  const mixed = q ^ ((q << 1) | (q >> 7)) ^ ((q << 2) | (q >> 6)) ^ ((q << 3) | (q >> 5)) ^ ((q << 4) | (q >> 4))
  BOX[p] = (mixed ^ 99) & 255
  p ^= twice(p)
  q ^= q << 1
  q ^= q << 2
  q = (q ^ (q << 4)) & 255
  if (q & 128) q ^= 9
}
BOX[0] = 99
for (let i = 0; i < 256; i++) BACK[BOX[i]] = i
const times = (x, by) => (by & 1 ? x : 0) ^ (by & 2 ? twice(x) : 0) ^ (by & 4 ? twice(twice(x)) : 0) ^ (by & 8 ? twice(twice(twice(x))) : 0)
const PRODUCTS = Object.fromEntries([2, 3, 9, 11, 13, 14].map((by) => [by, Uint8Array.from({ length: 256 }, (_, x) => times(x, by))]))

function roundKeys(key) {
  const words = key.length / 4
  const all = new Uint8Array((words + 7) * 16)
  all.set(key)
  for (let i = words, round = 1; i < all.length / 4; i++) {
    let word = [...all.subarray(i * 4 - 4, i * 4)]
    if (i % words === 0) {
      word = [word[1], word[2], word[3], word[0]].map((byte) => BOX[byte])
      word[0] ^= round
      round = twice(round)
    } else if (words > 6 && i % words === 4) word = word.map((byte) => BOX[byte])
    for (let k = 0; k < 4; k++) all[i * 4 + k] = all[(i - words) * 4 + k] ^ word[k]
  }
  return all
}
const mix = (into, keys, at) => {
  for (let i = 0; i < 16; i++) into[i] ^= keys[at + i]
}
function encrypted(keys, block) {
  const two = PRODUCTS[2], three = PRODUCTS[3]
  let state = Uint8Array.from(block)
  mix(state, keys, 0)
  const last = keys.length - 16
  for (let at = 16; at <= last; at += 16) {
    const next = new Uint8Array(16)
    for (let c = 0; c < 16; c += 4) {
      const a = BOX[state[c]], b = BOX[state[(c + 5) & 15]], d = BOX[state[(c + 10) & 15]], e = BOX[state[(c + 15) & 15]]
      if (at === last) next.set([a, b, d, e], c)
      else {
        next[c] = two[a] ^ three[b] ^ d ^ e
        next[c + 1] = a ^ two[b] ^ three[d] ^ e
        next[c + 2] = a ^ b ^ two[d] ^ three[e]
        next[c + 3] = three[a] ^ b ^ d ^ two[e]
      }
    }
    mix(next, keys, at)
    state = next
  }
  return state
}
function decrypted(keys, block) {
  const { 9: nine, 11: eleven, 13: thirteen, 14: fourteen } = PRODUCTS
  let state = Uint8Array.from(block)
  mix(state, keys, keys.length - 16)
  for (let at = keys.length - 32; at >= 0; at -= 16) {
    const next = new Uint8Array(16)
    for (let i = 0; i < 16; i++) next[(i + 4 * (i & 3)) & 15] = BACK[state[i]]
    mix(next, keys, at)
    if (at > 0) {
      for (let c = 0; c < 16; c += 4) {
        const [a, b, d, e] = next.subarray(c, c + 4)
        next[c] = fourteen[a] ^ eleven[b] ^ thirteen[d] ^ nine[e]
        next[c + 1] = nine[a] ^ fourteen[b] ^ eleven[d] ^ thirteen[e]
        next[c + 2] = thirteen[a] ^ nine[b] ^ fourteen[d] ^ eleven[e]
        next[c + 3] = eleven[a] ^ thirteen[b] ^ nine[d] ^ fourteen[e]
      }
    }
    state = next
  }
  return state
}
/** The last `width` bytes count up. */
function count(block, width) {
  for (let i = 15; i > 15 - width; i--) {
    block[i] = (block[i] + 1) & 255
    if (block[i] !== 0) return
  }
}
/** The sum that GCM signs with, over whole blocks. */
class Sum {
  constructor(key) {
    this.key = new Uint32Array(4).map((_, i) => new DataView(key.buffer).getUint32(i * 4))
    this.at = new Uint32Array(4)
  }
  add(data) {
    for (let from = 0; from < data.length; from += 16) {
      const block = new Uint8Array(16)
      block.set(data.subarray(from, from + 16))
      const view = new DataView(block.buffer)
      for (let i = 0; i < 4; i++) this.at[i] ^= view.getUint32(i * 4)
      let [a, b, c, d] = this.key
      let w = 0, x = 0, y = 0, z = 0
      for (let i = 0; i < 128; i++) {
        if ((this.at[i >> 5] >>> (31 - (i & 31))) & 1) {
          w ^= a
          x ^= b
          y ^= c
          z ^= d
        }
        const odd = d & 1
        d = (d >>> 1) | (c << 31)
        c = (c >>> 1) | (b << 31)
        b = (b >>> 1) | (a << 31)
        a = (a >>> 1) ^ (odd ? 0xe1000000 : 0)
      }
      this.at.set([w >>> 0, x >>> 0, y >>> 0, z >>> 0])
    }
  }
  value() {
    const out = new Uint8Array(16)
    this.at.forEach((word, i) => new DataView(out.buffer).setUint32(i * 4, word))
    return out
  }
}
const lengths = (a, b) => {
  const out = new DataView(new ArrayBuffer(16))
  out.setUint32(4, a * 8)
  out.setUint32(12, b * 8)
  return new Uint8Array(out.buffer)
}

const NAME = /^(?:id-)?aes-?(128|192|256)-?(cbc|ctr|gcm|ecb)$/i
const names = ['128', '192', '256'].flatMap((bits) => ['cbc', 'ctr', 'ecb', 'gcm'].map((mode) => `aes-${bits}-${mode}`))

class Cipher {
  #keys
  #mode
  #block
  #seals
  #left = Buffer.alloc(0)
  #pads = true
  #mask
  #masked = 16
  #sum
  #first
  #beside = 0
  #length = 0
  #tag
  #tagLength
  #done = false
  constructor(name, key, iv, seals, { authTagLength = 16 } = {}) {
    const said = NAME.exec(String(name))
    if (!said) throw coded(Error, 'ERR_CRYPTO_UNKNOWN_CIPHER', `Unknown cipher; of those of Node.js the playground has ${names.join(', ')}`)
    const secret = bytes(key)
    if (secret.length * 8 !== +said[1]) throw coded(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length')
    this.#mode = said[2].toLowerCase()
    const start = iv === null ? new Uint8Array(0) : Uint8Array.from(bytes(iv))
    if (this.#mode === 'gcm' ? start.length === 0 : start.length !== (this.#mode === 'ecb' ? 0 : 16)) throw coded(TypeError, 'ERR_CRYPTO_INVALID_IV', 'Invalid initialization vector')
    this.#keys = roundKeys(secret)
    this.#seals = seals
    this.#block = start
    this.#tagLength = authTagLength
    if (this.#mode === 'gcm') {
      const key = encrypted(this.#keys, new Uint8Array(16))
      this.#sum = new Sum(key)
      this.#block = new Uint8Array(16)
      if (start.length === 12) {
        this.#block.set(start)
        this.#block[15] = 1
      } else {
        const sum = new Sum(key)
        sum.add(start)
        sum.add(lengths(0, start.length))
        this.#block = sum.value()
      }
      this.#first = encrypted(this.#keys, this.#block)
      count(this.#block, 4)
    }
  }
  setAAD(data) {
    const beside = bytes(data)
    this.#sum.add(beside)
    this.#beside += beside.length
    return this
  }
  setAutoPadding(pads = true) {
    this.#pads = pads
    return this
  }
  setAuthTag(tag) {
    this.#tag = Buffer.from(bytes(tag))
    return this
  }
  getAuthTag() {
    if (!this.#done || !this.#tag) throw coded(Error, 'ERR_CRYPTO_INVALID_STATE', 'Invalid state for operation getAuthTag')
    return this.#tag
  }
  update(data, inputEncoding, outputEncoding) {
    if (this.#done) throw coded(Error, 'ERR_CRYPTO_INVALID_STATE', 'Invalid state for operation update')
    if (typeof data !== 'string' && !ArrayBuffer.isView(data)) throw coded(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView.')
    const given = bytes(data, inputEncoding)
    const out = this.#mode === 'ctr' || this.#mode === 'gcm' ? this.#streamed(given) : this.#blocks(given, false)
    return outputEncoding === undefined || outputEncoding === 'buffer' ? out : out.toString(outputEncoding)
  }
  final(encoding) {
    if (this.#done) throw coded(Error, 'ERR_CRYPTO_INVALID_STATE', 'Invalid state for operation final')
    this.#done = true
    const out = this.#mode === 'gcm' ? this.#signed() : this.#mode === 'ctr' ? Buffer.alloc(0) : this.#blocks(new Uint8Array(0), true)
    return encoding === undefined || encoding === 'buffer' ? out : out.toString(encoding)
  }
  #streamed(given) {
    // A new part of the sum begins at a whole block; what is over waits for the next piece.
    const out = Buffer.alloc(given.length)
    for (let i = 0; i < given.length; i++) {
      if (this.#masked === 16) {
        this.#mask = encrypted(this.#keys, this.#block)
        this.#masked = 0
        count(this.#block, this.#mode === 'gcm' ? 4 : 16)
      }
      out[i] = given[i] ^ this.#mask[this.#masked++]
    }
    if (this.#mode === 'gcm') {
      this.#length += given.length
      const all = Buffer.concat([this.#left, this.#seals ? out : given])
      const whole = all.length & ~15
      this.#sum.add(all.subarray(0, whole))
      this.#left = all.subarray(whole)
    }
    return out
  }
  #signed() {
    this.#sum.add(this.#left)
    this.#sum.add(lengths(this.#beside, this.#length))
    const tag = Buffer.from(this.#sum.value())
    mix(tag, this.#first, 0)
    const cut = tag.subarray(0, this.#seals ? this.#tagLength : (this.#tag?.length ?? 16))
    if (this.#seals) this.#tag = cut
    else if (!this.#tag || !cut.equals(this.#tag)) throw new Error('Unsupported state or unable to authenticate data')
    return Buffer.alloc(0)
  }
  #blocks(given, last) {
    let all = Buffer.concat([this.#left, given])
    if (last && this.#seals && this.#pads) all = Buffer.concat([all, Buffer.alloc(16 - (all.length & 15), 16 - (all.length & 15))])
    if (last && all.length % 16 !== 0) {
      throw this.#seals ? coded(Error, 'ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH', 'error:1C80006A:Provider routines::wrong final block length') : wrong('ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH', '1C80006B', 'wrong final block length')
    }
    // When it opens, the last whole block may be padding: it waits.
    const usable = last ? all.length : Math.max(0, this.#seals || !this.#pads ? all.length & ~15 : (all.length - 1) & ~15)
    const out = Buffer.alloc(usable)
    for (let at = 0; at < usable; at += 16) {
      const block = Uint8Array.from(all.subarray(at, at + 16))
      if (this.#seals) {
        if (this.#mode === 'cbc') mix(block, this.#block, 0)
        const made = encrypted(this.#keys, block)
        out.set(made, at)
        this.#block = made
      } else {
        const made = decrypted(this.#keys, block)
        if (this.#mode === 'cbc') mix(made, this.#block, 0)
        out.set(made, at)
        this.#block = block
      }
    }
    this.#left = all.subarray(usable)
    if (!last || this.#seals || !this.#pads) return out
    const padding = out[out.length - 1]
    if (out.length === 0) throw wrong('ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH', '1C80006B', 'wrong final block length')
    if (padding < 1 || padding > 16 || !out.subarray(out.length - padding).every((byte) => byte === padding)) throw wrong('ERR_OSSL_BAD_DECRYPT', '1C800064', 'bad decrypt')
    return out.subarray(0, out.length - padding)
  }
}
const wrong = (code, number, reason) => coded(Error, code, `error:${number}:Provider routines::${reason}`, { library: 'Provider routines', reason })

/** scrypt: the mixing, which takes nearly all of it, is done by the host and charged as what it costs. */
function scryptSync(password, salt, length, { N, cost = N ?? 16384, r, blockSize = r ?? 8, p, parallelization = p ?? 1, maxmem = 33554432 } = {}) {
  const { pbkdf2Sync } = part('node-crypto')
  if (!(cost > 1) || (cost & (cost - 1)) !== 0 || 128 * cost * blockSize > maxmem) {
    throw coded(RangeError, 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', `Invalid scrypt params${128 * cost * blockSize > maxmem ? ': memory limit exceeded' : ''}`)
  }
  const size = 128 * blockSize
  const start = pbkdf2Sync(password, salt, 1, size * parallelization, 'sha256')
  const mixed = Buffer.concat(Array.from({ length: parallelization }, (_, i) => Buffer.from(core.scrypt(start.subarray(i * size, i * size + size).toString('hex'), cost, blockSize), 'hex')))
  return pbkdf2Sync(password, mixed, 1, length, 'sha256')
}

Object.assign(exports, {
  names, scryptSync,
  createCipheriv: (name, key, iv, options) => new Cipher(name, key, iv, true, options),
  createDecipheriv: (name, key, iv, options) => new Cipher(name, key, iv, false, options),
})
