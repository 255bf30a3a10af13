/** Links that were mangled on their way, and files in which anything stands anywhere: a sentence or a drawing, never an exception. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDrawingText } from '../drawing/check.ts'
import { shelfOf } from '../drawing/catalogue.ts'
import type { Drawing } from '../drawing/drawing.ts'
import { writeDrawingText } from '../drawing/file.ts'
import { decodeDrawing, encodeDrawing } from '../drawing/url.ts'
import { ENTRIES } from '../gallery/entries.ts'
import { services } from '../services/catalogue.ts'
import { corpus } from '../testkit/link-corpus.ts'
import { plan } from './simulation.ts'

const shelf = shelfOf(services)
const drawings: readonly Drawing[] = ENTRIES.map(({ drawing }) => drawing)
const links = [...corpus.map(({ link }) => link as string), ...drawings.map(encodeDrawing)]
const said = (drawing: Drawing) => writeDrawingText(drawing, shelf)

const characters = fc.constantFrom(...'AZaz09-_', '=', ' ', '\n', '%20', '😀', '\0', '&t=', '#')
const mutation = fc.record({ link: fc.nat(), at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), kind: fc.constantFrom('flip', 'cut', 'repeat', 'drop', 'put', 'turn'), character: characters, length: fc.integer({ min: 1, max: 5 }) })

test('a link that was mangled opens as it was or not at all', () => {
  fc.assert(
    fc.property(mutation, ({ link: which, at: share, kind, character, length }) => {
      const link = links[which % links.length]!
      const at = Math.floor(share * link.length)
      const [before, after] = [link.slice(0, at), link.slice(at)]
      const mangled = { flip: before + character + after.slice(1), cut: before, repeat: before + after.slice(0, length) + after, drop: before + after.slice(length), put: before + character + after, turn: after + before }[kind]
      const { drawing, problems } = decodeDrawing(mangled, shelf)
      if (drawing) expect(said(drawing)).toBe(said(decodeDrawing(link, shelf).drawing!))
      else expect(problems).toEqual([{ level: 'refusal', text: expect.stringMatching(/^This .{20,}\.$/) }])
    }),
    { numRuns: 1_500, seed: 20_261_122 },
  )
})

type Path = readonly (string | number)[]
const WRONG: readonly unknown[] = [null, true, 0, -1, 1e308, 1.5, '', 'x', '\0', '__proto__', 'x'.repeat(70_000), [], [null], [[]], {}, { a: 1 }, [{}], { toString: 1 }, { constructor: 1 }, { length: 1e9 }]
const pathsIn = (value: unknown, path: Path = []): Path[] => (typeof value === 'object' && value !== null ? [path, ...Object.entries(value).flatMap(([key, one]) => pathsIn(one, [...path, key]))] : [path])
function put(value: unknown, [first, ...rest]: Path, wrong: unknown): unknown {
  if (first === undefined) return wrong
  if (Array.isArray(value)) return value.map((one, at) => (at === first || String(at) === first ? put(one, rest, wrong) : one))
  const found = value as { readonly [key: string]: unknown }
  return { ...found, [first]: put(found[first], rest, wrong) }
}

/** One drawing in which all stands that may stand in one. */
const whole = (drawing: Drawing): object => ({
  ...JSON.parse(said(drawing)),
  notes: [{ id: 'note1', x: 0, y: 0, width: 200, height: 90, text: 'a' }], containers: [{ id: 'vpc1', kind: 'vpc', name: 'v', x: 0, y: 0, width: 900, height: 900 }],
  scenario: {
    seed: 1, forSec: 5, mode: 'strict', profile: 'course', quotas: { lambdaConcurrency: 200 },
    actions: [{ id: 'a1', atSec: 1, on: drawing.nodes[0]!.id, do: 'set', config: { rps: 3 } }], faults: [{ id: 'f1', on: drawing.nodes[1]!.id, kind: 'errors', atSec: 1, forSec: 2, config: { rate: 20 } }],
  },
})
const wholes = drawings.map(whole)
const places = wholes.flatMap((one, which) => pathsIn(one).map((path) => ({ which, path })))

test('whatever stands in a file, it opens or says why not, and what opened goes through a file and a link unharmed', () => {
  fc.assert(
    fc.property(fc.nat(places.length - 1), fc.constantFrom(...WRONG), (place, wrong) => {
      const { which, path } = places[place]!
      const { drawing, problems } = readDrawingText(JSON.stringify(put(wholes[which], path, wrong)), shelf)
      for (const { text } of [...problems, ...(drawing ? plan(drawing).findings : [])]) expect(text).toMatch(/^(?!.*(undefined|NaN|\[object)).{20,}/s)
      if (!drawing) {
        expect(problems).toHaveLength(1)
        return
      }
      expect(readDrawingText(said(drawing), shelf).drawing).toEqual(drawing)
      // A link rounds places to whole pixels.
      if (path.at(-1) !== 'x' && path.at(-1) !== 'y') expect(said(decodeDrawing(encodeDrawing(drawing), shelf).drawing!)).toBe(said(drawing))
    }),
    { numRuns: 500, seed: 20_261_122 },
  )
})

test('an object that cannot be turned into text is left out like any other', () => {
  const wire = { id: 'w1', from: 'n1', port: 'out', to: 'n2', kind: 'sync' }
  const nodes = [{ id: 'n1', service: 'client' }, { id: 'n2', service: 'lambda' }]
  for (const key of ['from', 'to', 'kind', 'port', 'id']) {
    const { drawing, problems } = readDrawingText(JSON.stringify({ version: 1, nodes, wires: [{ ...wire, [key]: { toString: 1 } }] }), shelf)
    expect(drawing?.wires).toEqual([])
    expect(problems.map(({ text }) => text)).toEqual([expect.stringMatching(/^Wire 1 .*, and was left out\.$/)])
  }
})
