/** A gzip file whose content is stored, not packed: every gunzip reads it. *Simplified: AWS packs.* */
const TABLE = new Int32Array(256).map((_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

function crc32(bytes: Uint8Array): number {
  let crc = -1
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255]! ^ (crc >>> 8)
  return ~crc
}

const BLOCK = 65_535

export function gzip(bytes: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(bytes.length / BLOCK))
  const out = new Uint8Array(10 + bytes.length + 5 * blocks + 8)
  out.set([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
  let at = 10
  for (let block = 0; block < blocks; block++) {
    const part = bytes.subarray(block * BLOCK, (block + 1) * BLOCK)
    out.set([block === blocks - 1 ? 1 : 0, part.length & 255, part.length >> 8, ~part.length & 255, (~part.length >> 8) & 255], at)
    out.set(part, at + 5)
    at += 5 + part.length
  }
  const end = new DataView(out.buffer)
  end.setInt32(at, crc32(bytes), true)
  end.setUint32(at + 4, bytes.length, true)
  return out
}
