import fc from 'fast-check'
import { expect, test } from 'vitest'
import { utf8Encode } from '../base/text.ts'
import { services } from '../services/catalogue.ts'
import { drawings } from '../testkit/drawings.ts'
import { shelfOf } from './catalogue.ts'
import { readDrawingText } from './check.ts'
import { type Drawing, EMPTY_DRAWING } from './drawing.ts'
import { fileNameOf, readFileBytes, writeDrawingText } from './file.ts'
import { textIntoSvg } from './picture.ts'

const shelf = shelfOf(services)
const shop: Drawing = {
  ...EMPTY_DRAWING, name: 'Shop',
  nodes: [{ id: 'n1', service: 'lambda', name: 'order', x: 240, y: 20, config: { timeoutSec: 3, memoryMb: 512, tomorrow: true } }],
  scenario: { ...EMPTY_DRAWING.scenario, seed: 7 },
}

test('a drawing comes back from its file as it went in', () => {
  fc.assert(
    fc.property(drawings(shelf), (drawing) => {
      expect(readDrawingText(writeDrawingText(drawing, shelf), shelf)).toEqual({ drawing, problems: [] })
    }),
    { numRuns: 100, seed: 3 },
  )
}, 30_000)

test('a file has its keys in one order, and no defaults', () => {
  expect(writeDrawingText(shop, shelf)).toBe(`${JSON.stringify({
    version: 1, name: 'Shop',
    nodes: [{ id: 'n1', service: 'lambda', name: 'order', x: 240, y: 20, config: { memoryMb: 512, tomorrow: true } }],
    wires: [],
    scenario: { seed: 7 },
  }, null, 2)}\n`)
})

test('the order in which settings were made does not show', () => {
  const one = { ...shop, nodes: shop.nodes.map((node) => ({ ...node, config: { memoryMb: 512, ioMs: 9 } })) }
  const other = { ...shop, nodes: shop.nodes.map((node) => ({ ...node, config: { ioMs: 9, memoryMb: 512 } })) }
  expect(writeDrawingText(one, shelf)).toBe(writeDrawingText(other, shelf))
})

test('what is dropped on the canvas opens, be it text with a byte order mark or a picture', () => {
  const text = writeDrawingText(shop, shelf)
  expect(readFileBytes(utf8Encode(`\uFEFF${text}`), shelf).drawing?.name).toBe('Shop')
  expect(readFileBytes(utf8Encode(textIntoSvg('<svg></svg>', text)), shelf).drawing?.name).toBe('Shop')
})

test('a file that is no drawing is refused in a sentence', () => {
  const says = (bytes: Uint8Array) => readFileBytes(bytes, shelf).problems[0]?.text
  expect(says(utf8Encode('hello'))).toMatch(/not JSON/)
  expect(says(utf8Encode('<?xml version="1.0"?>\n<svg></svg>'))).toMatch(/carries no drawing/)
  expect(says(new Uint8Array(3 * 1_048_576))).toBe('This file has 3.0 MiB; a drawing has at most 2 MiB.')
  expect(says(new Uint8Array(33 * 1_048_576))).toMatch(/33 MiB/)
})

test('the name of a file holds nothing that a file system minds', () => {
  expect(fileNameOf('Orders: API → queue / DLQ')).toBe('Orders API  queue  DLQ.coldstart.json')
  expect(fileNameOf('../..', '.png')).toBe('drawing.png')
})
