/**
 * Pictures that carry their drawing, so that a picture in a document opens as a drawing again. SVG carries it in a
 * metadata element, PNG in a text chunk; other programs pass over both.
 */
import { assert } from '../base/assert.ts'
import { base64Decode, base64Encode, utf8Decode, utf8Encode } from '../base/text.ts'
import { crc32 } from './codec/pack.ts'

/** `none`: a picture like any other. `cut`: it carried a drawing that did not arrive whole. */
export type Carried = { readonly text: string } | { readonly broken: 'none' | 'cut' }

const MARK = 'coldstart-drawing'
const OPENING = /<svg\b(?:"[^"]*"|'[^']*'|[^"'>])*>/
const CARRIER = /<metadata\b[^>]*\bid=["']coldstart-drawing["'][^>]*>([^<]*)(?:<\/metadata\s*>)?/

export function textIntoSvg(svg: string, text: string): string {
  const bare = svg.replace(CARRIER, '')
  const opening = OPENING.exec(bare)
  assert(opening && !opening[0].endsWith('/>'), 'the picture has an svg element that can hold another')
  const at = opening.index + opening[0].length
  const bytes = utf8Encode(text)
  // Base64, because text of users inside XML would have to be escaped, and editors change white space. The checksum
  // stands before it.
  return `${bare.slice(0, at)}<metadata id="${MARK}">${crc32(bytes).toString(16)} ${base64Encode(bytes)}</metadata>${bare.slice(at)}`
}

export function textFromSvg(svg: string): Carried {
  const carrier = CARRIER.exec(svg)
  if (!carrier) return { broken: 'none' }
  const [sum, ...rest] = carrier[1]!.trim().split(/\s+/)
  const bytes = base64Decode(rest.join(''))
  return bytes && crc32(bytes).toString(16) === sum ? { text: utf8Decode(bytes) } : { broken: 'cut' }
}

export function isSvg(bytes: Uint8Array): boolean {
  const head = utf8Decode(bytes.subarray(0, 4_096))
  return /^\uFEFF?\s*</.test(head) && head.includes('<svg')
}

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10] as const
/** Keyword, its end, "not compressed", the method of compression, no language, no translated keyword. */
const PREFIX = Uint8Array.from([...utf8Encode(MARK), 0, 0, 0, 0, 0])

export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, at) => bytes[at] === byte)

export function textIntoPng(png: Uint8Array, text: string): Uint8Array<ArrayBuffer> {
  assert(isPng(png), 'the picture is a PNG')
  const content = utf8Encode(text)
  const chunk = new Uint8Array(12 + PREFIX.length + content.length)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, chunk.length - 12)
  chunk.set(utf8Encode('iTXt'), 4)
  chunk.set(PREFIX, 8)
  chunk.set(content, 8 + PREFIX.length)
  view.setUint32(chunk.length - 4, crc32(chunk.subarray(4, chunk.length - 4)))
  const [header, ...others] = [...chunksOf(png)].filter((one) => !isOurs(one)).map(({ start, end }) => png.subarray(start, end))
  assert(header, 'the picture has a header')
  // Behind the header: a picture that is cut at its end still has its drawing.
  return joined([Uint8Array.from(SIGNATURE), header, chunk, ...others])
}

export function textFromPng(png: Uint8Array): Carried {
  for (const chunk of chunksOf(png)) {
    if (!isOurs(chunk)) continue
    const sum = new DataView(png.buffer, png.byteOffset).getUint32(chunk.end - 4)
    if (chunk.cut || crc32(png.subarray(chunk.start + 4, chunk.end - 4)) !== sum) return { broken: 'cut' }
    return { text: utf8Decode(chunk.data.subarray(PREFIX.length)) }
  }
  return { broken: 'none' }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

interface Chunk {
  readonly start: number
  readonly end: number
  readonly type: string
  readonly data: Uint8Array
  /** The file ends before the chunk does. */
  readonly cut: boolean
}

const isOurs = ({ type, data }: Chunk): boolean => type === 'iTXt' && PREFIX.every((byte, at) => data[at] === byte)

function* chunksOf(png: Uint8Array): Iterable<Chunk> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  for (let start: number = SIGNATURE.length; start + 12 <= png.length; ) {
    const wanted = start + 12 + view.getUint32(start)
    const cut = wanted > png.length
    const end = cut ? png.length : wanted
    yield { start, end, type: utf8Decode(png.subarray(start + 4, start + 8)), data: png.subarray(start + 8, cut ? end : end - 4), cut }
    start = end
  }
}
