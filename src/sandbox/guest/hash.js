// @ts-nocheck
/** MD5, SHA-1, SHA-2 and HMAC over bytes. */
const rotate = (word, by) => (word << by) | (word >>> (32 - by))

/** The message, a one, zeros, and its length in bits: whole blocks. */
function padded(bytes, block, little) {
  const tail = block === 128 ? 16 : 8
  const out = new Uint8Array(Math.ceil((bytes.length + 1 + tail) / block) * block)
  out.set(bytes)
  out[bytes.length] = 0x80
  const view = new DataView(out.buffer)
  const low = (bytes.length * 8) >>> 0
  const high = Math.floor(bytes.length / 536870912)
  view.setUint32(out.length - (little ? 8 : 4), low, little)
  view.setUint32(out.length - (little ? 4 : 8), high, little)
  return view
}
function written(words, little = false) {
  const out = new Uint8Array(words.length * 4)
  const view = new DataView(out.buffer)
  for (let i = 0; i < words.length; i++) view.setUint32(i * 4, words[i] >>> 0, little)
  return out
}

const MD5_SHIFTS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]]
let md5Table
function md5(bytes) {
  md5Table ??= Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 4294967296) | 0)
  const view = padded(bytes, 64, true)
  const hash = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476]
  for (let at = 0; at < view.byteLength; at += 64) {
    let [a, b, c, d] = hash
    for (let i = 0; i < 64; i++) {
      const round = i >> 4
      const mixed = round === 0 ? (b & c) | (~b & d) : round === 1 ? (d & b) | (~d & c) : round === 2 ? b ^ c ^ d : c ^ (b | ~d)
      const word = round === 0 ? i : round === 1 ? (5 * i + 1) & 15 : round === 2 ? (3 * i + 5) & 15 : (7 * i) & 15
      const sum = (a + mixed + md5Table[i] + view.getInt32(at + word * 4, true)) | 0
      a = d
      d = c
      c = b
      b = (b + rotate(sum, MD5_SHIFTS[round][i & 3])) | 0
    }
    hash[0] = (hash[0] + a) | 0
    hash[1] = (hash[1] + b) | 0
    hash[2] = (hash[2] + c) | 0
    hash[3] = (hash[3] + d) | 0
  }
  return written(hash, true)
}

function sha1(bytes) {
  const view = padded(bytes, 64)
  const hash = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0]
  const words = new Int32Array(80)
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 80; i++) words[i] = i < 16 ? view.getInt32(at + i * 4) : rotate(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1)
    let [a, b, c, d, e] = hash
    for (let i = 0; i < 80; i++) {
      const mixed = i < 20 ? ((b & c) | (~b & d)) + 0x5a827999 : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1 : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc : (b ^ c ^ d) + 0xca62c1d6
      const next = (rotate(a, 5) + mixed + e + words[i]) | 0
      e = d
      d = c
      c = rotate(b, 30)
      b = a
      a = next
    }
    for (const [i, word] of [a, b, c, d, e].entries()) hash[i] = (hash[i] + word) | 0
  }
  return written(hash)
}

/** The first bits of the fractional parts of roots of primes, as the standard defines its constants; in whole numbers. */
function primes(count) {
  const found = []
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n)
  return found
}
function root(n, power, bits) {
  const wanted = BigInt(n) << BigInt(bits * power)
  let low = 0n
  let high = 1n << BigInt(bits + 10)
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** BigInt(power) <= wanted) low = middle
    else high = middle
  }
  return BigInt.asUintN(bits, low)
}
let sha256Table
function sha256(bytes) {
  sha256Table ??= { rounds: Int32Array.from(primes(64), (prime) => Number(root(prime, 3, 32)) | 0), start: primes(8).map((prime) => Number(root(prime, 2, 32)) | 0) }
  const { rounds, start } = sha256Table
  const view = padded(bytes, 64)
  const hash = [...start]
  const words = new Int32Array(64)
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 64; i++) {
      if (i < 16) words[i] = view.getInt32(at + i * 4)
      else {
        const x = words[i - 15]
        const y = words[i - 2]
        words[i] = (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) + words[i - 7] + (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)) + words[i - 16]
      }
    }
    let a = hash[0], b = hash[1], c = hash[2], d = hash[3], e = hash[4], f = hash[5], g = hash[6], h = hash[7]
    for (let i = 0; i < 64; i++) {
      const one = (h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) + ((e & f) ^ (~e & g)) + rounds[i] + words[i]) | 0
      const two = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + one) | 0
      d = c
      c = b
      b = a
      a = (one + two) | 0
    }
    hash[0] = (hash[0] + a) | 0
    hash[1] = (hash[1] + b) | 0
    hash[2] = (hash[2] + c) | 0
    hash[3] = (hash[3] + d) | 0
    hash[4] = (hash[4] + e) | 0
    hash[5] = (hash[5] + f) | 0
    hash[6] = (hash[6] + g) | 0
    hash[7] = (hash[7] + h) | 0
  }
  return written(hash)
}

let sha512Table
const wide = (value) => BigInt.asUintN(64, value)
const turned = (word, by) => (word >> by) | wide(word << (64n - by))
function sha512(bytes, short) {
  sha512Table ??= { rounds: primes(80).map((prime) => root(prime, 3, 64)), long: primes(8).map((prime) => root(prime, 2, 64)), short: primes(16).slice(8).map((prime) => root(prime, 2, 64)) }
  const { rounds } = sha512Table
  const view = padded(bytes, 128)
  const hash = [...(short ? sha512Table.short : sha512Table.long)]
  const words = new Array(80)
  for (let at = 0; at < view.byteLength; at += 128) {
    for (let i = 0; i < 80; i++) {
      if (i < 16) words[i] = view.getBigUint64(at + i * 8)
      else {
        const x = words[i - 15]
        const y = words[i - 2]
        words[i] = wide((turned(x, 1n) ^ turned(x, 8n) ^ (x >> 7n)) + words[i - 7] + (turned(y, 19n) ^ turned(y, 61n) ^ (y >> 6n)) + words[i - 16])
      }
    }
    let [a, b, c, d, e, f, g, h] = hash
    for (let i = 0; i < 80; i++) {
      const one = wide(h + (turned(e, 14n) ^ turned(e, 18n) ^ turned(e, 41n)) + ((e & f) ^ (wide(~e) & g)) + rounds[i] + words[i])
      const two = wide((turned(a, 28n) ^ turned(a, 34n) ^ turned(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c)))
      h = g
      g = f
      f = e
      e = wide(d + one)
      d = c
      c = b
      b = a
      a = wide(one + two)
    }
    for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) hash[i] = wide(hash[i] + word)
  }
  const out = new Uint8Array(64)
  const into = new DataView(out.buffer)
  for (let i = 0; i < 8; i++) into.setBigUint64(i * 8, hash[i])
  return short ? out.slice(0, 48) : out
}

/** What is long is the host's work: here a megabyte would take seconds. It crosses as hex, of which so much can. At the edge little is hashed, and there is no such host. */
const LONG = 256, LONGEST = 10000000
const eased = (name, hash) => (bytes) => (core.digest === undefined || bytes.length < LONG || bytes.length > LONGEST ? hash(bytes) : Uint8Array.fromHex(core.digest(name, bytes.toHex())))
const kinds = {
  md5: [md5, 64], sha1: [eased('sha1', sha1), 64], sha256: [eased('sha256', sha256), 64],
  sha384: [eased('sha384', (bytes) => sha512(bytes, true)), 128], sha512: [eased('sha512', (bytes) => sha512(bytes, false)), 128],
}
const hashName = (name) => {
  const key = String(name).toLowerCase().replace(/^rsa-/, '').replace(/^sha-/, 'sha')
  return Object.hasOwn(kinds, key) ? key : undefined
}
const kindOf = (name) => kinds[hashName(name)]

function digest(name, bytes) {
  return kindOf(name)[0](bytes)
}
function hmac(name, secret, bytes) {
  const [hash, block] = kindOf(name)
  const key = new Uint8Array(block)
  key.set(secret.length > block ? hash(secret) : secret)
  const joined = (mask, rest) => {
    const out = new Uint8Array(block + rest.length)
    for (let i = 0; i < block; i++) out[i] = key[i] ^ mask
    out.set(rest, block)
    return out
  }
  return hash(joined(0x5c, hash(joined(0x36, bytes))))
}

Object.assign(exports, { digest, hashName, hmac, known: (name) => kindOf(name) !== undefined, names: Object.keys(kinds) })
