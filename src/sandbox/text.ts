/** Text and bytes. Short ones are taken letter by letter while they are plain: to begin, an encoder needs longer than that. */
export const encoder = new TextEncoder()
export const decoder = new TextDecoder()
const SHORT = 96
const { fromCharCode } = String
const LETTERS = Array.from({ length: 128 }, (_, code) => fromCharCode(code))

/** Names of modules, files and properties are few: an encoder takes longer than a look. */
const known = new Map<string, Uint8Array>()
export function bytesOf(text: string): Uint8Array {
  if (text.length > 200) return encoder.encode(text)
  let bytes = known.get(text)
  if (!bytes) {
    if (known.size >= 2_000) known.clear()
    known.set(text, (bytes = encoder.encode(text)))
  }
  return bytes
}

/** Eight letters at a time: each sum of two texts is an object. */
export function textAt(bytes: Uint8Array, at: number, length: number): string {
  const end = at + length
  if (length > SHORT) return decoder.decode(bytes.subarray(at, end))
  let text = ''
  let i = at
  for (; i + 8 <= end; i += 8) {
    const a = bytes[i]!, b = bytes[i + 1]!, c = bytes[i + 2]!, d = bytes[i + 3]!, e = bytes[i + 4]!, f = bytes[i + 5]!, g = bytes[i + 6]!, h = bytes[i + 7]!
    if ((a | b | c | d | e | f | g | h) > 127) return decoder.decode(bytes.subarray(at, end))
    text += fromCharCode(a, b, c, d, e, f, g, h)
  }
  for (; i < end; i++) {
    const byte = bytes[i]!
    if (byte > 127) return decoder.decode(bytes.subarray(at, end))
    text += LETTERS[byte]
  }
  return text
}

/** How many bytes were written; -1 for what is long or has other letters. */
export function writeShort(text: string, bytes: Uint8Array, at: number): number {
  const { length } = text
  if (length > SHORT) return -1
  for (let i = 0; i < length; i++) {
    const letter = text.charCodeAt(i)
    if (letter > 127) return -1
    bytes[at + i] = letter
  }
  return length
}
