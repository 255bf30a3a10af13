/** Text as UTF-8 and Base64, without the browser's encoders: the engine also runs where there is no DOM library. */

/** Bytes that a text takes as UTF-8; a lone surrogate counts as the three of the replacement character. */
export function utf8Length(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    if (unit < 0x800) bytes += 1
    else if (isPair(text, i)) {
      bytes += 2 // two units, four bytes
      i++
    } else bytes += 2
  }
  return bytes
}

export function utf8Encode(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(utf8Length(text))
  let at = 0
  for (let i = 0; i < text.length; i++) {
    let point = text.charCodeAt(i)
    if (isPair(text, i)) point = 0x10000 + ((point - 0xd800) << 10) + (text.charCodeAt(++i) - 0xdc00)
    else if (point >= 0xd800 && point < 0xe000) point = 0xfffd
    if (point < 0x80) bytes[at++] = point
    else {
      if (point < 0x800) bytes[at++] = 0xc0 | (point >> 6)
      else {
        if (point < 0x10000) bytes[at++] = 0xe0 | (point >> 12)
        else {
          bytes[at++] = 0xf0 | (point >> 18)
          bytes[at++] = 0x80 | ((point >> 12) & 63)
        }
        bytes[at++] = 0x80 | ((point >> 6) & 63)
      }
      bytes[at++] = 0x80 | (point & 63)
    }
  }
  return bytes
}

/** Bytes that are no UTF-8 become U+FFFD, one for each longest piece that could have begun a character. */
export function utf8Decode(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at++]!
    if (first < 0x80) {
      text += String.fromCharCode(first)
      continue
    }
    const more = first >= 0xc2 && first < 0xe0 ? 1 : first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xf0 && first < 0xf5 ? 3 : 0
    let point = more === 0 ? 0xfffd : first & (0x3f >> more)
    for (let i = 0; i < more; i++) {
      const next = bytes[at] ?? 0
      // Overlong forms, surrogates and points beyond the last are recognised by the second byte.
      const low = i > 0 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
      const high = i > 0 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
      if (next < low || next > high) {
        point = 0xfffd
        break
      }
      point = (point << 6) | (next & 63)
      at++
    }
    text += String.fromCodePoint(point)
  }
  return text
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

export function base64Encode(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const word = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    text += DIGITS[word >> 18]! + DIGITS[(word >> 12) & 63]!
    text += at + 1 < bytes.length ? DIGITS[(word >> 6) & 63] : '='
    text += at + 2 < bytes.length ? DIGITS[word & 63] : '='
  }
  return text
}

/** Undefined when it is no Base64. Padding may be missing. */
export function base64Decode(text: string): Uint8Array<ArrayBuffer> | undefined {
  const digits = text.replace(/={1,2}$/, '')
  if (digits.length % 4 === 1) return undefined
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4))
  let at = 0
  let word = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = DIGITS.indexOf(digits[i]!)
    if (digit < 0) return undefined
    word = ((word << 6) | digit) & 0xffffff
    if (i % 4 === 1) bytes[at++] = (word >> 4) & 255
    else if (i % 4 === 2) bytes[at++] = (word >> 2) & 255
    else if (i % 4 === 3) bytes[at++] = word & 255
  }
  return bytes
}

function isPair(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit < 0xd800 || unit > 0xdbff || at + 1 >= text.length) return false
  const next = text.charCodeAt(at + 1)
  return next >= 0xdc00 && next <= 0xdfff
}
