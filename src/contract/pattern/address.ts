/** IPv4 and IPv6 addresses as bytes, and blocks of them. */
export function readBlock(text: string): { bytes: readonly number[]; bits: number } | undefined {
  const [address = '', length, more] = text.split('/')
  const bytes = readAddress(address)
  if (!bytes || length === undefined || more !== undefined || !/^\d{1,3}$/.test(length)) return undefined
  const bits = Number(length)
  return bits <= bytes.length * 8 ? { bytes, bits } : undefined
}

export function readAddress(text: string): readonly number[] | undefined {
  return text.includes(':') ? readSix(text) : readFour(text)
}

export function insideBlock(bytes: readonly number[], bits: number, address: readonly number[]): boolean {
  if (address.length !== bytes.length) return false
  for (let i = 0; i * 8 < bits; i++) {
    const mask = bits - i * 8 >= 8 ? 0xff : (0xff << (8 - (bits - i * 8))) & 0xff
    if (((bytes[i]! ^ address[i]!) & mask) !== 0) return false
  }
  return true
}

function readFour(text: string): readonly number[] | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined
  return parts.map(Number)
}

function readSix(text: string): readonly number[] | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')))
  const before = groups[0]!
  const after = groups[1] ?? []
  const missing = 8 - before.length - after.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const all = [...before, ...new Array<string>(missing).fill('0'), ...after]
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined
  return all.flatMap((group) => {
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 0xff]
  })
}
