import { expect, test } from 'vitest'
import { services } from '../../services/catalogue.ts'
import { shelfOf } from '../catalogue.ts'
import { readDrawing } from '../check.ts'
import { DRAWING_VERSION } from '../drawing.ts'
import { writeDrawingText } from '../file.ts'
import { FORMATS, type Formats, migrate, type Old, type Step } from './index.ts'

const shelf = shelfOf(services)

/** A made-up format 0, as unlike today's as one can be: boxes and arrows, places in pairs, minutes instead of seconds. */
const FORMAT_0 = {
  version: 0, title: 'Orders of old', minutes: 2,
  boxes: [
    { key: 'n1', type: 'client', label: 'shoppers', at: [0, 40], settings: { rps: 7 } },
    { key: 'n2', type: 'lambda', label: 'order', at: [240, 40], settings: { memoryMb: 512, timeoutSec: 99_999 } },
    { key: 'n3', type: 'quantumQueue', label: 'odd', at: [480, 40], settings: { spin: 'up' } },
  ],
  arrows: [['n1', 'out', 'n2', 'sync'], ['n2', 'calls', 'gone', 'sync']],
}

const listOf = (value: unknown): readonly Old[] => {
  if (!Array.isArray(value)) throw new TypeError('no list')
  return value as readonly Old[]
}
const fromZero: Step = (old) => ({
  version: 1, name: old.title, scenario: { forSec: Number(old.minutes) * 60 },
  nodes: listOf(old.boxes).map(({ key, type, label, at, settings }) => ({ id: key, service: type, name: label, x: (at as number[])[0], y: (at as number[])[1], config: settings })),
  wires: listOf(old.arrows).map((arrow, at) => {
    const [from, port, to, kind] = arrow as unknown as string[]
    return { id: `w${at + 1}`, from, port, to, kind, config: {} }
  }),
})
const WITH_ZERO: Formats = { oldest: 0, newest: 1, steps: [fromZero] }

test('a drawing of an older format opens as one of today, and passes the same door', () => {
  const { drawing, problems } = readDrawing(FORMAT_0, shelf, WITH_ZERO)
  expect(drawing).toMatchObject({
    version: DRAWING_VERSION, name: 'Orders of old', scenario: { forSec: 120, seed: 1 },
    nodes: [{ id: 'n1', x: 0, config: { rps: 7 } }, { id: 'n2', x: 240, config: { memoryMb: 512 } }, { service: 'quantumQueue', config: { spin: 'up' } }],
    wires: [{ from: 'n1', to: 'n2' }],
  })
  expect(problems.map(({ level }) => level)).toEqual(['mended', 'note', 'mended'])
  // Written again it is a file of today, which opens without any step.
  expect(readDrawing(JSON.parse(writeDrawingText(drawing!, shelf)), shelf).drawing).toEqual(drawing)
})

test('what calls itself an older format and is none is refused in a sentence, whatever the step makes of it', () => {
  for (const bad of [{ version: 0 }, { version: 0, boxes: 7, arrows: [] }, { version: 0, boxes: [null], arrows: [] }, { version: 0, boxes: [{ key: 'n1' }], arrows: 'x' }]) {
    const { drawing, problems } = readDrawing(bad, shelf, WITH_ZERO)
    expect(drawing).toBeUndefined()
    expect(problems).toEqual([{ level: 'refusal', text: expect.stringMatching(/^This is no drawing: it calls itself format 0/) }])
  }
})

test('each drawing takes the steps from its own format on, in order, and no others', () => {
  const steps = ['a', 'b', 'c'].map((name): Step => (old) => ({ ...old, way: [...(old.way as string[]), name] }))
  const formats: Formats = { oldest: 1, newest: 4, steps }
  const way = (version: number) => migrate({ way: [] }, version, formats)?.way
  expect([1, 2, 3, 4].map(way)).toEqual([['a', 'b', 'c'], ['b', 'c'], ['c'], []])
})

test('there is a step for every format but the newest', () => {
  expect(FORMATS.steps).toHaveLength(FORMATS.newest - FORMATS.oldest)
  expect(FORMATS.newest).toBe(DRAWING_VERSION)
})

test('formats below the oldest and above the newest are refused, each with its own sentence', () => {
  const first = (version: number) => readDrawing({ ...FORMAT_0, version }, shelf).problems[0]?.text
  expect(first(0)).toMatch(/"version" is missing or no whole number/)
  expect(first(2)).toMatch(/format 2, and this program knows up to 1/)
})
