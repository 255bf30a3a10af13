import fc from 'fast-check'
import { expect, test } from 'vitest'
import { utf8Encode } from '../base/text.ts'
import { services } from '../services/catalogue.ts'
import { drawings } from '../testkit/drawings.ts'
import { shelfOf } from './catalogue.ts'
import { corpus } from '../testkit/link-corpus.ts'
import { dictionaryA } from './codec/dictionary-a.ts'
import { dictionaryB } from './codec/dictionary-b.ts'
import { crc32, pack } from './codec/pack.ts'
import { type Drawing, EMPTY_DRAWING } from './drawing.ts'
import { decodeDrawing, encodeDrawing, readFragment, writeFragment } from './url.ts'

const shelf = shelfOf(services)
const shop: Drawing = {
  ...EMPTY_DRAWING, name: 'Shop',
  nodes: [
    { id: 'n1', service: 'client', name: 'shop', x: 0, y: 0, config: { rps: 40 } },
    { id: 'n2', service: 'lambda', name: 'order', x: 240, y: 20, config: { memoryMb: 512 } },
  ],
  wires: [{ id: 'w1', from: 'n1', port: 'out', to: 'n2', kind: 'sync', config: {} }],
}

test('a drawing comes back from its link as it went in', () => {
  fc.assert(
    fc.property(drawings(shelf), (drawing) => {
      expect(decodeDrawing(encodeDrawing(drawing), shelf).drawing).toEqual(drawing)
    }),
    { numRuns: 300, seed: 5 },
  )
}, 30_000)

test('every link ever made opens for ever', () => {
  for (const { link, name, nodes, wires, setting } of corpus) {
    const { drawing, problems } = decodeDrawing(link, shelf)
    expect(problems).toEqual([])
    expect([drawing?.name, drawing?.nodes.length, drawing?.wires.length]).toEqual([name, nodes, wires])
    expect(drawing?.nodes.at(-1)?.config).toEqual(setting)
  }
  // The dictionary is part of the format: one other byte, and none of them opens.
  expect(crc32(dictionaryA())).toBe(801_023_888)
  expect(crc32(dictionaryB())).toBe(463_248_256)
})

test('a link that was cut says that it was cut', () => {
  const link = encodeDrawing(shop)
  for (let length = 2; length < link.length; length += 3) {
    const { drawing, problems } = decodeDrawing(link.slice(0, length), shelf)
    expect(drawing).toBeUndefined()
    expect(problems[0]?.text).toMatch(/cut or altered/)
  }
})

test('links from the future, from elsewhere and of nothing are refused in a sentence', () => {
  expect(decodeDrawing('', shelf).problems[0]?.text).toBe('This link carries no drawing.')
  expect(decodeDrawing('c123', shelf).problems[0]?.text).toMatch(/newer Coldstart/)
  expect(decodeDrawing('N4Igz', shelf).problems[0]?.text).toMatch(/no link of Coldstart/)
  expect(decodeDrawing('a!!', shelf).problems[0]?.text).toMatch(/characters that no link/)
})

test('a link that unfolds to more than a drawing can be is dropped while it unfolds', () => {
  const bomb = `a${pack('0'.repeat(8 * 1_048_576), dictionaryA())}`
  expect(bomb.length).toBeLessThan(20_000)
  expect(decodeDrawing(bomb, shelf).problems[0]?.text).toMatch(/more than 2 MiB/)
})

test('whatever is done to a link, it opens a drawing or says why not', () => {
  const links = [shop, ...fc.sample(drawings(shelf), { numRuns: 40, seed: 9 })].map(encodeDrawing)
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_%=.'
  let state = 12_345
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % below
  }
  for (let i = 0; i < 2_000; i++) {
    let link = links[next(links.length)]!
    for (let n = next(4) + 1; n > 0; n--) {
      const at = next(link.length)
      const how = next(4)
      link = how === 0 ? link.slice(0, at) : how === 1 ? link.slice(0, at) + alphabet[next(alphabet.length)] + link.slice(at + 1)
        : how === 2 ? link.slice(0, at) + link.slice(at + 1 + next(5)) : link.slice(0, at) + alphabet[next(alphabet.length)] + link.slice(at)
      if (link === '') break
    }
    const { drawing, problems } = decodeDrawing(link, shelf)
    expect(drawing !== undefined || (problems[0]?.text.length ?? 0) > 20, link).toBe(true)
  }
})

test('JSON inside a whole link is checked like any other input', () => {
  const inside = (value: unknown) => decodeDrawing(`a${pack(JSON.stringify(value), dictionaryA())}`, shelf)
  expect(inside({ nodes: [] }).problems[0]?.text).toMatch(/holds no drawing/)
  expect(inside(['x', ['lambda'], [0], ['f'], 1, [0, 0], [0, JSON.parse('{"__proto__":{"polluted":1},"memoryMb":-5}')], [], [], [], {}]).drawing?.nodes[0]?.config).toEqual({})
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})

test('the fragment carries the drawing, an instant and whether it is only to be looked at', () => {
  expect(readFragment('#d=abc&t=12.5&ro')).toEqual({ drawing: 'abc', atSec: 12.5, readOnly: true })
  expect(readFragment(writeFragment({ drawing: 'abc', readOnly: false }))).toEqual({ drawing: 'abc', readOnly: false })
  expect(readFragment('#t=-1&d=')).toEqual({ readOnly: false })
})

test('the checksum is CRC-32', () => {
  expect(crc32(utf8Encode('123456789'))).toBe(0xcbf43926)
})
