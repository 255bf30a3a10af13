import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64Decode, utf8Encode } from '../base/text.ts'
import { isPng, isSvg, textFromPng, textFromSvg, textIntoPng, textIntoSvg } from './picture.ts'

/** One transparent point. */
const png = base64Decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==')!
const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" aria-label="a > b"><path d="M0 0"/></svg>'
const text = '{"name":"Größe 📦 ]]> <script>"}'

test('a PNG carries its drawing behind the header, and loses nothing of itself', () => {
  const carrier = textIntoPng(png, text)
  expect(textFromPng(carrier)).toEqual({ text })
  expect([...carrier.subarray(0, 33)]).toEqual([...png.subarray(0, 33)])
  expect([...carrier.subarray(carrier.length - (png.length - 33))]).toEqual([...png.subarray(33)])
})

test('a second drawing takes the place of the first', () => {
  expect(textIntoPng(textIntoPng(png, 'first'), text)).toEqual(textIntoPng(png, text))
  expect(textIntoSvg(textIntoSvg(svg, 'first'), text)).toBe(textIntoSvg(svg, text))
})

test('a picture without a drawing says so', () => {
  expect(textFromPng(png)).toEqual({ broken: 'none' })
  expect(textFromSvg(svg)).toEqual({ broken: 'none' })
})

test('a PNG that was cut or altered inside its drawing says so, wherever it was', () => {
  const carrier = textIntoPng(png, text)
  const end = 33 + carrier.length - png.length
  for (let at = 63; at < end; at++) {
    expect(textFromPng(carrier.subarray(0, at))).toEqual({ broken: 'cut' })
    const altered = carrier.slice()
    altered[at]! ^= 1
    expect(textFromPng(altered)).toEqual({ broken: 'cut' })
  }
  expect(textFromPng(carrier.subarray(0, end))).toEqual({ text })
})

test('an SVG carries its drawing as its first element, with nothing in it that XML could take amiss', () => {
  const carrier = textIntoSvg(svg, text)
  expect(textFromSvg(carrier)).toEqual({ text })
  expect(carrier).toMatch(/aria-label="a > b"><metadata id="coldstart-drawing">[\w +/=]+<\/metadata><path/)
})

test('an SVG that an editor wrapped still opens; one that was cut says so', () => {
  const carrier = textIntoSvg(svg, text)
  expect(textFromSvg(carrier.replace(/([\w+/]{20})/g, '$1\n  ').replace('<metadata id=', '<metadata\n  class="x" id='))).toEqual({ text })
  expect(textFromSvg(carrier.slice(0, carrier.indexOf('</metadata') - 9))).toEqual({ broken: 'cut' })
})

test('pictures are known by their first bytes', () => {
  expect([isPng(png), isPng(utf8Encode(svg)), isPng(new Uint8Array())]).toEqual([true, false, false])
  expect([isSvg(utf8Encode(svg)), isSvg(utf8Encode('\n<svg>')), isSvg(png), isSvg(utf8Encode('{"a":"<svg"}'))]).toEqual([true, true, false, false])
})

const chunk = (type: string, content: Uint8Array, length = content.length) => {
  const bytes = new Uint8Array(12 + content.length)
  new DataView(bytes.buffer).setUint32(0, length)
  bytes.set(utf8Encode(type), 4)
  bytes.set(content, 8)
  return bytes
}
const ours = utf8Encode('coldstart-drawing\0\0\0\0\0{}')

test('of several drawings in a PNG the first counts', () => {
  const [first, second] = [textIntoPng(png, 'first'), textIntoPng(png, 'second')]
  const both = Uint8Array.from([...first.subarray(0, first.length - (png.length - 33)), ...second.subarray(33)])
  expect(textFromPng(both)).toEqual({ text: 'first' })
  // Written again there is one left.
  expect(textIntoPng(both, text)).toEqual(textIntoPng(png, text))
})

test('a chunk that claims more than there is ends the search, and no claim is believed', () => {
  const claims = (length: number) => textFromPng(Uint8Array.from([...png.subarray(0, 33), ...chunk('iTXt', ours, length), ...png.subarray(33)]))
  expect(claims(0xffff_ffff)).toEqual({ broken: 'cut' })
  expect(claims(0x7fff_ffff)).toEqual({ broken: 'cut' })
  expect(claims(0)).toEqual({ broken: 'none' })
})

test('whatever bytes a file holds, reading it says something and never throws', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.tuple(fc.constantFrom('iTXt', 'IDAT', 'tEXt', '\u0000'), fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constant(ours)), fc.option(fc.nat(0xffff_ffff), { nil: undefined })).map(([type, content, length]) => chunk(type.padEnd(4).slice(0, 4), content, length)),
  )
  const answers = new Set<string>()
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), fc.nat(200), (pieces, cut) => {
      const whole = Uint8Array.from([...png.subarray(0, 33), ...pieces.flatMap((bytes) => [...bytes])])
      const found = textFromPng(whole.subarray(0, Math.max(8, whole.length - cut)))
      answers.add('text' in found ? 'text' : found.broken)
    }),
    { numRuns: 500, seed: 5 },
  )
  expect([...answers].sort()).toEqual(['cut', 'none'])
})

test('what was put in comes out, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (any) => {
      expect(textFromPng(textIntoPng(png, any))).toEqual({ text: any })
      expect(textFromSvg(textIntoSvg(svg, any))).toEqual({ text: any })
    }),
    { numRuns: 200, seed: 6 },
  )
})
