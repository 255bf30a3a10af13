/** Text to link characters and back: deflate with a dictionary, a checksum, base64 for addresses. */
import { deflateSync, Inflate } from 'fflate'
import { base64Decode, base64Encode, utf8Decode, utf8Encode } from '../../base/text.ts'

/** Nothing that was packed by us is longer; what is, was made to fill memory. */
const MOST_INFLATED = 2 * 1_048_576

export type Unpacked = { readonly text: string } | { readonly broken: 'characters' | 'cut' | 'large' }

export function pack(text: string, dictionary: Uint8Array): string {
  const bytes = utf8Encode(text)
  const packed = deflateSync(bytes, { level: 9, mem: 9, dictionary })
  const all = new Uint8Array(packed.length + 4)
  all.set(packed)
  new DataView(all.buffer).setUint32(packed.length, crc32(bytes))
  return base64Encode(all).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

export function unpack(characters: string, dictionary: Uint8Array): Unpacked {
  if (!/^[A-Za-z0-9_-]*$/.test(characters)) return { broken: 'characters' }
  const padded = characters.replaceAll('-', '+').replaceAll('_', '/') + '='.repeat((4 - (characters.length % 4)) % 4)
  const all = base64Decode(padded)
  if (!all || all.length < 6) return { broken: 'cut' }
  const bytes = inflate(all.subarray(0, all.length - 4), dictionary)
  if (bytes === 'large') return { broken: 'large' }
  if (!bytes || crc32(bytes) !== new DataView(all.buffer, all.byteOffset).getUint32(all.length - 4)) return { broken: 'cut' }
  return { text: utf8Decode(bytes) }
}

/** Inflates piece by piece, so that a bomb is dropped when it passes the limit, not when it has filled memory. */
function inflate(packed: Uint8Array, dictionary: Uint8Array): Uint8Array | 'large' | undefined {
  const parts: Uint8Array[] = []
  let length = 0
  const stream = new Inflate({ dictionary }, (part) => {
    parts.push(part)
    length += part.length
  })
  try {
    for (let at = 0; at < packed.length; at += 512) {
      stream.push(packed.subarray(at, at + 512), at + 512 >= packed.length)
      if (length > MOST_INFLATED) return 'large'
    }
  } catch {
    return undefined
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

export function crc32(bytes: Uint8Array): number {
  let crc = -1
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255]! ^ (crc >>> 8)
  return ~crc >>> 0
}
