/** A 32-bit hash of a text's UTF-16 units (murmur3): for dealing things out evenly, not for secrets. */
export function hashText(text: string, seed = 0): number {
  let hash = seed | 0
  const pairs = text.length & ~1
  for (let i = 0; i < pairs; i += 2) {
    hash ^= scramble(text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16))
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
  }
  if (pairs < text.length) hash ^= scramble(text.charCodeAt(pairs))
  return mix(hash ^ (text.length * 2)) >>> 0
}

/** The same for a number, high bits included. */
export function hashNumber(value: number, seed = 0): number {
  const high = Math.floor(value / 4_294_967_296)
  return mix(mix((value | 0) ^ seed) ^ Math.imul(high | 0, 0x9e3779b1)) >>> 0
}

/** Every bit of the input reaches every bit of the output. */
export function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

function scramble(word: number): number {
  const k = Math.imul(word, 0xcc9e2d51)
  return Math.imul((k << 15) | (k >>> 17), 0x1b873593)
}
