// @ts-nocheck
/** UTF-8 and its neighbours, both ways; and the two classes that browsers name them by. */
function utf8Bytes(text) {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  let length = 0
  for (let i = 0; i < whole.length; i++) {
    const code = whole.charCodeAt(i)
    if (code < 0x80) length++
    else if (code < 0x800) length += 2
    else if (code >= 0xd800 && code < 0xe000) (length += 4), i++
    else length += 3
  }
  const out = new Uint8Array(length)
  let at = 0
  for (let i = 0; i < whole.length; i++) {
    let code = whole.charCodeAt(i)
    if (code < 0x80) out[at++] = code
    else {
      if (code >= 0xd800 && code < 0xe000) code = 0x10000 + ((code - 0xd800) << 10) + (whole.charCodeAt(++i) - 0xdc00)
      if (code < 0x800) out[at++] = 0xc0 | (code >> 6)
      else {
        if (code < 0x10000) out[at++] = 0xe0 | (code >> 12)
        else {
          out[at++] = 0xf0 | (code >> 18)
          out[at++] = 0x80 | ((code >> 12) & 63)
        }
        out[at++] = 0x80 | ((code >> 6) & 63)
      }
      out[at++] = 0x80 | (code & 63)
    }
  }
  return out
}

/** Wrong bytes become U+FFFD, as the standard has it, or end it where they are fatal. */
function utf8Text(bytes, fatal = false) {
  let text = ''
  let codes = []
  const flush = () => {
    text += String.fromCharCode.apply(null, codes)
    codes = []
  }
  const wrong = () => {
    if (fatal) {
      const error = new TypeError('The encoded data was not valid for encoding utf-8')
      error.code = 'ERR_ENCODING_INVALID_ENCODED_DATA'
      throw error
    }
    codes.push(0xfffd)
  }
  for (let i = 0; i < bytes.length; ) {
    if (codes.length > 4096) flush()
    const first = bytes[i++]
    if (first < 0x80) {
      codes.push(first)
      continue
    }
    const more = first >= 0xc2 && first < 0xe0 ? 1 : first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xf0 && first < 0xf5 ? 3 : 0
    if (more === 0) {
      wrong()
      continue
    }
    let code = first & (0x3f >> more)
    let read = 0
    while (read < more) {
      const next = bytes[i]
      const low = read === 0 ? (first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80) : 0x80
      const high = read === 0 ? (first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf) : 0xbf
      if (next === undefined || next < low || next > high) break
      code = (code << 6) | (next & 63)
      i++
      read++
    }
    if (read < more) wrong()
    else if (code < 0x10000) codes.push(code)
    else codes.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 1023))
  }
  flush()
  return text
}

class TextEncoder {
  get encoding() {
    return 'utf-8'
  }
  encode(text = '') {
    return utf8Bytes(String(text))
  }
  encodeInto(text, into) {
    let read = 0
    let written = 0
    for (const letter of String(text)) {
      const bytes = utf8Bytes(letter)
      if (written + bytes.length > into.length) break
      into.set(bytes, written)
      written += bytes.length
      read += letter.length
    }
    return { read, written }
  }
}

const viewOf = (input) => (input === undefined ? new Uint8Array() : input instanceof Uint8Array ? input : ArrayBuffer.isView(input) ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength) : new Uint8Array(input))

class TextDecoder {
  #kind
  #fatal
  #bom
  #rest = new Uint8Array()
  constructor(label = 'utf-8', options = {}) {
    const kind = String(label).trim().toLowerCase()
    this.#kind = /^(?:unicode-1-1-)?utf-?8$/.test(kind) ? 'utf-8' : /^utf-?16(?:le)?$|^ucs-2$/.test(kind) ? 'utf-16le' : /^(?:latin1|ascii|us-ascii|iso-8859-1|windows-1252|l1)$/.test(kind) ? 'windows-1252' : ''
    if (this.#kind === '') throw new RangeError(`The "${label}" encoding is not supported`)
    this.#fatal = !!options.fatal
    this.#bom = !!options.ignoreBOM
  }
  get encoding() {
    return this.#kind
  }
  get fatal() {
    return this.#fatal
  }
  get ignoreBOM() {
    return this.#bom
  }
  decode(input, options) {
    let bytes = viewOf(input)
    if (this.#rest.length > 0) {
      const whole = new Uint8Array(this.#rest.length + bytes.length)
      whole.set(this.#rest)
      whole.set(bytes, this.#rest.length)
      bytes = whole
      this.#rest = new Uint8Array()
    }
    if (this.#kind === 'windows-1252') return latin1Text(bytes)
    if (this.#kind === 'utf-16le') return utf16Text(bytes)
    if (options?.stream) {
      // A letter that is not whole yet waits for the next piece.
      let end = bytes.length
      for (let back = 1; back <= 3 && back <= bytes.length; back++) {
        const byte = bytes[bytes.length - back]
        if (byte < 0x80) break
        if (byte >= 0xc0) {
          if ((byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back) end = bytes.length - back
          break
        }
      }
      this.#rest = bytes.slice(end)
      bytes = bytes.subarray(0, end)
    }
    const from = !this.#bom && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
    return utf8Text(from ? bytes.subarray(3) : bytes, this.#fatal)
  }
}

function latin1Text(bytes) {
  let text = ''
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode.apply(null, bytes.subarray(i, i + 4096))
  return text
}
function utf16Text(bytes) {
  let text = ''
  for (let i = 0; i + 1 < bytes.length; i += 2) text += String.fromCharCode(bytes[i] | (bytes[i + 1] << 8))
  return text
}

Object.assign(exports, { TextEncoder, TextDecoder, utf8Bytes, utf8Text, latin1Text, utf16Text, viewOf })
