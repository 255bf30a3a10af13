import fc from 'fast-check'
import { expect, test } from 'vitest'
import { utf8Encode } from '../base/text.ts'
import { shelfOf } from '../drawing/catalogue.ts'
import { type Drawing, EMPTY_DRAWING } from '../drawing/drawing.ts'
import { readFileBytes, writeDrawingText } from '../drawing/file.ts'
import { textIntoSvg } from '../drawing/picture.ts'
import { services } from '../services/catalogue.ts'
import { drawings } from '../testkit/drawings.ts'
import { pictureOf } from './picture-of.ts'
import { shorten, wrap } from './picture-text.ts'

const colour = (token: string) => `c${token}`
const node = (id: string, service: string, name: string, x: number, y: number) => ({ id, service, name, x, y, config: {} })
const shop: Drawing = {
  ...EMPTY_DRAWING, name: 'Shop <1>',
  nodes: [node('n1', 'client', 'Storefront', 0, 0), node('n2', 'lambda', 'a-name-that-is-far-too-long-for-a-card', 260, 0), node('n3', 'mainframe', '& old', 260, 200)],
  wires: [
    { id: 'w1', from: 'n1', port: 'out', to: 'n2', kind: 'sync', config: {} },
    { id: 'w2', from: 'n2', port: 'onFailure', to: 'n3', kind: 'failure', config: {} },
  ],
  notes: [{ id: 't1', x: 0, y: 200, width: 200, height: 60, text: 'one\ntwo\nthree\nfour' }],
  containers: [{ id: 'c1', kind: 'vpc', name: 'Private', x: 240, y: 180, width: 220, height: 120 }],
}
const { svg, width, height } = pictureOf(shop, colour)
const textsOf = (picture: string) => [...picture.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1])

test('a picture shows every frame, note, wire label and card, with room around them', () => {
  expect(textsOf(svg)).toEqual(expect.arrayContaining(['VPC Private', 'one', 'four', 'Storefront', '&amp; old']))
  expect(textsOf(svg).at(-1)).toMatch(/^Unknown service &quot;.*…$/)
  expect({ width, height, box: /viewBox="([^"]+)"/.exec(svg)![1] }).toEqual({ width: 524, height: 364, box: '-32 -32 524 364' })
  expect(svg).toContain('<title>Shop &lt;1&gt;</title>')
})

test('wires keep the colour and the dashes of their kind, and end in an arrow', () => {
  expect(svg).toMatch(/<path d="M176,24 C[^"]+ 260,24" fill="none" stroke="c--w-sync" stroke-width="1\.6" stroke-linecap="round"\/>/)
  expect(svg).toContain('<path d="M260 24l-6-3v6z" fill="c--w-sync"/>')
  expect(svg).toMatch(/stroke="c--w-failure" stroke-width="1\.6" stroke-linecap="round" stroke-dasharray="7 5"/)
})

test('text ends in an ellipsis where its card ends', () => {
  expect(shorten('Storefront', 13, 117)).toBe('Storefront')
  expect(shorten('a-name-that-is-far-too-long-for-a-card', 13, 117)).toBe('a-name-that-is-f…')
  expect(shorten('anything', 13, 0)).toBe('…')
})

test('a note breaks between words, and inside one that is wider than the note', () => {
  expect(wrap('# Hello\n\nA note that is rather long', 12, 90)).toEqual(['# Hello', '', 'A note that is', 'rather long'])
  expect(wrap('mmmmmmmmmm', 10, 30)).toEqual(['mmm', 'mmm', 'mmm', 'm'])
  expect(wrap('a\n'.repeat(5_000), 12, 90)).toHaveLength(201)
})

test('an empty drawing is a picture too', () => {
  expect(pictureOf(EMPTY_DRAWING, colour)).toMatchObject({ width: 320, height: 180 })
})

test('no name breaks the picture, and the drawing comes back out of it', () => {
  const shelf = shelfOf(services)
  fc.assert(
    fc.property(drawings(shelf), (drawing) => {
      const picture = pictureOf(drawing, colour).svg
      // Between the tags there is no letter that XML could take for a tag or an entity.
      expect(picture.replace(/<\/?[a-z]+(?: [\w-]+="[^"<]*")*\/?>/g, '').replace(/&(amp|lt|gt|quot);/g, '')).not.toMatch(/[<>&]/)
      expect(readFileBytes(utf8Encode(textIntoSvg(picture, writeDrawingText(drawing, shelf))), shelf)).toEqual({ drawing, problems: [] })
    }),
    { numRuns: 40, seed: 11 },
  )
}, 30_000)
