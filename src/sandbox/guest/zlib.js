// @ts-nocheck
/** node:zlib: what comes packed (CloudWatch Logs, S3 objects) is unpacked; what goes out is packed simply. */
const { Buffer } = part('buffer')
const { nextTick } = core
const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258]
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const FAR = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577]
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
const wrong = (what) => Object.assign(new Error(what), { code: 'Z_DATA_ERROR', errno: -3 })

/** Counts per length and symbols in order: a canonical code is read bit by bit. */
function codeOf(lengths) {
  const counts = new Uint16Array(16)
  for (const length of lengths) counts[length]++
  counts[0] = 0
  const starts = new Uint16Array(16)
  for (let i = 1; i < 16; i++) starts[i] = starts[i - 1] + counts[i - 1]
  const symbols = new Uint16Array(lengths.length)
  for (const [symbol, length] of lengths.entries()) if (length > 0) symbols[starts[length]++] = symbol
  return { counts, symbols }
}
function inflate(bytes, from = 0) {
  let out = new Uint8Array(Math.max(1024, bytes.length * 4))
  let size = 0
  let at = from
  let held = 0
  let count = 0
  const room = (more) => {
    if (size + more <= out.length) return
    const next = new Uint8Array(Math.max(out.length * 2, size + more))
    next.set(out)
    out = next
  }
  const bits = (wanted) => {
    while (count < wanted) {
      if (at >= bytes.length) throw Object.assign(new Error('unexpected end of file'), { code: 'Z_BUF_ERROR', errno: -5 })
      held |= bytes[at++] << count
      count += 8
    }
    const value = held & ((1 << wanted) - 1)
    held >>>= wanted
    count -= wanted
    return value
  }
  const symbol = ({ counts, symbols }) => {
    let code = 0
    let first = 0
    let index = 0
    for (let length = 1; length < 16; length++) {
      code |= bits(1)
      const many = counts[length]
      if (code - many < first) return symbols[index + (code - first)]
      index += many
      first = (first + many) << 1
      code <<= 1
    }
    throw wrong('invalid code')
  }
  let last = false
  while (!last) {
    last = bits(1) === 1
    const kind = bits(2)
    if (kind === 0) {
      held = count = 0
      const length = bytes[at] | (bytes[at + 1] << 8)
      at += 4
      room(length)
      out.set(bytes.subarray(at, at + length), size)
      at += length
      size += length
      continue
    }
    if (kind === 3) throw wrong('invalid block type')
    let letters
    let places
    if (kind === 1) {
      letters = codeOf(Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)))
      places = codeOf(new Array(30).fill(5))
    } else {
      const many = bits(5) + 257
      const far = bits(5) + 1
      const short = new Array(19).fill(0)
      const given = bits(4) + 4
      for (let i = 0; i < given; i++) short[ORDER[i]] = bits(3)
      const table = codeOf(short)
      const lengths = []
      while (lengths.length < many + far) {
        const next = symbol(table)
        if (next < 16) lengths.push(next)
        else {
          const value = next === 16 ? lengths.at(-1) : 0
          for (let times = next === 16 ? 3 + bits(2) : next === 17 ? 3 + bits(3) : 11 + bits(7); times > 0; times--) lengths.push(value)
        }
      }
      letters = codeOf(lengths.slice(0, many))
      places = codeOf(lengths.slice(many, many + far))
    }
    for (;;) {
      const next = symbol(letters)
      if (next === 256) break
      if (next < 256) {
        room(1)
        out[size++] = next
        continue
      }
      const length = LENGTHS[next - 257] + bits(LENGTH_BITS[next - 257])
      const place = symbol(places)
      const back = FAR[place] + bits(place < 2 ? 0 : (place >> 1) - 1)
      if (back > size) throw wrong('invalid distance too far back')
      room(length)
      for (let i = 0; i < length; i++, size++) out[size] = out[size - back]
    }
  }
  return Buffer.from(out.subarray(0, size))
}
/** Blocks that hold the bytes as they are: larger than zlib's, and read by everybody. */
function deflate(bytes) {
  const pieces = []
  for (let at = 0; at === 0 || at < bytes.length; at += 65535) {
    const piece = bytes.subarray(at, at + 65535)
    const size = piece.length
    pieces.push(Buffer.from([at + 65535 >= bytes.length ? 1 : 0, size & 255, size >> 8, ~size & 255, (~size >> 8) & 255]), piece)
  }
  return Buffer.concat(pieces)
}
let table
function crc32(data, start = 0) {
  table ??= Int32Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c
  })
  let crc = ~start
  for (const byte of bytesOf(data)) crc = table[(crc ^ byte) & 255] ^ (crc >>> 8)
  return ~crc >>> 0
}
function adler(bytes) {
  let a = 1
  let b = 0
  for (const byte of bytes) {
    a = (a + byte) % 65521
    b = (b + a) % 65521
  }
  return ((b << 16) | a) >>> 0
}
const bytesOf = (data) => (typeof data === 'string' ? Buffer.from(data) : part('encoding').viewOf(data))
function gunzip(data) {
  const bytes = bytesOf(data)
  if (bytes[0] !== 31 || bytes[1] !== 139) throw wrong('incorrect header check')
  const flags = bytes[3]
  let at = 10
  if (flags & 4) at += 2 + bytes[at] + bytes[at + 1] * 256
  for (const flag of [8, 16]) if (flags & flag) while (bytes[at++] !== 0 && at < bytes.length);
  if (flags & 2) at += 2
  return inflate(bytes, at)
}
const tail = (write) => {
  const out = Buffer.alloc(4)
  write(out)
  return out
}
const sync = {
  gunzip, inflateRaw: (data) => inflate(bytesOf(data)),
  inflate: (data) => {
    const bytes = bytesOf(data)
    if ((bytes[0] & 15) !== 8 || (bytes[0] * 256 + bytes[1]) % 31 !== 0) throw wrong('incorrect header check')
    return inflate(bytes, 2)
  },
  unzip: (data) => (bytesOf(data)[0] === 31 ? gunzip(data) : sync.inflate(data)),
  gzip: (data) => {
    const bytes = Buffer.from(bytesOf(data))
    return Buffer.concat([Buffer.from([31, 139, 8, 0, 0, 0, 0, 0, 0, 3]), deflate(bytes), tail((out) => out.writeUInt32LE(crc32(bytes))), tail((out) => out.writeUInt32LE(bytes.length))])
  },
  deflate: (data) => {
    const bytes = Buffer.from(bytesOf(data))
    return Buffer.concat([Buffer.from([120, 1]), deflate(bytes), tail((out) => out.writeUInt32BE(adler(bytes)))])
  },
  deflateRaw: (data) => deflate(Buffer.from(bytesOf(data))),
}
exports.crc32 = crc32
exports.constants = { Z_BEST_COMPRESSION: 9, Z_DEFAULT_COMPRESSION: -1, Z_BEST_SPEED: 1, Z_NO_COMPRESSION: 0 }
for (const name of Object.keys(sync)) {
  exports[`${name}Sync`] = (data) => sync[name](data)
  exports[name] = (data, ...rest) => {
    const back = rest.pop()
    let out
    try {
      out = sync[name](data)
    } catch (error) {
      return nextTick(back, error)
    }
    nextTick(back, null, out)
  }
  exports[`create${name[0].toUpperCase()}${name.slice(1)}`] = () => {
    const pieces = []
    return new (part('node-stream').Transform)({
      transform: (chunk, _encoding, done) => {
        pieces.push(chunk)
        done()
      },
      flush: (done) => {
        try {
          done(null, sync[name](Buffer.concat(pieces)))
        } catch (error) {
          done(error)
        }
      },
    })
  }
}
