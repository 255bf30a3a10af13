import { expect, test } from 'vitest'
import { services } from '../services/catalogue.ts'
import { shelfOf } from './catalogue.ts'
import { readDrawing, readDrawingText } from './check.ts'
import { EMPTY_DRAWING } from './drawing.ts'

const shelf = shelfOf(services)
const read = (value: unknown) => readDrawing(value, shelf)
const first = (value: unknown) => read(value).problems[0]?.text
const node = (rest: object) => ({ id: 'n1', service: 'lambda', name: 'order', x: 0, y: 0, config: {}, ...rest })

test('what is no drawing is refused, and the sentence says what it should be', () => {
  for (const value of [null, 7, 'x', [], {}, { version: 1 }, { version: 1, nodes: {}, wires: [] }, { version: 0.5, nodes: [], wires: [] }]) {
    expect(read(value).drawing).toBeUndefined()
    expect(first(value)).toMatch(/^This is no drawing/)
  }
  expect(readDrawingText('{"version":', shelf).problems[0]?.text).toMatch(/not JSON/)
})

test('a drawing of a newer program is not opened half', () => {
  expect(first({ ...EMPTY_DRAWING, version: 2 })).toMatch(/format 2, and this program knows up to 1/)
})

test('too much of anything is refused with its number', () => {
  expect(first({ ...EMPTY_DRAWING, nodes: Array.from({ length: 501 }, () => ({})) })).toMatch(/501 nodes; 500/)
  expect(first({ ...EMPTY_DRAWING, wires: Array.from({ length: 1_001 }, () => ({})) })).toMatch(/1001 wires; 1,000/)
  let deep: unknown = 1
  for (let i = 0; i < 40; i++) deep = [deep]
  expect(first({ ...EMPTY_DRAWING, nodes: deep })).toMatch(/32 levels/)
  expect(readDrawingText(' '.repeat(2_200_000), shelf).problems[0]?.text).toMatch(/2\.1 MiB/)
})

test('services and settings that nobody knows are kept and told', () => {
  const { drawing, problems } = read({ ...EMPTY_DRAWING, nodes: [node({ config: { tomorrow: [1] } }), { ...node({}), id: 'n2', service: 'quantumQueue', config: { spin: 'up' } }] })
  expect(drawing?.nodes.map((one) => one.config)).toEqual([{ tomorrow: [1] }, { spin: 'up' }])
  expect(problems.map((one) => one.level)).toEqual(['note', 'note'])
})

test('a value out of range is not in force, and the sentence gives the range', () => {
  const { drawing, problems } = read({ ...EMPTY_DRAWING, nodes: [node({ config: { memoryMb: 64, timeoutSec: 10 } })] })
  expect(drawing?.nodes[0]?.config).toEqual({ timeoutSec: 10 })
  expect(problems[0]?.text).toBe('order: Memory is 128 to 10,240 MB; 64 is not. The default is used.')
})

test('a row of a list without one of its columns has the default there; a column that nobody knows is left out', () => {
  const { drawing, problems } = read({ ...EMPTY_DRAWING, nodes: [node({ config: { statements: [{ action: 's3:GetObject' }, { action: 's3:PutObject', resource: 'arn', colour: 'red' }] } })] })
  expect(drawing?.nodes[0]?.config).toEqual({ statements: [{ action: 's3:GetObject', resource: '*' }, { action: 's3:PutObject', resource: 'arn' }] })
  expect(problems.map((one) => one.text)).toEqual(['order: Role statements, row 2: there is no column "colour"; it was left out.'])
})

test('wires to nowhere, doubled ids and frames inside themselves are mended', () => {
  const frame = (id: string, container: string) => ({ id, kind: 'group', name: id, x: 0, y: 0, width: 100, height: 100, container })
  const { drawing, problems } = read({
    ...EMPTY_DRAWING,
    nodes: [node({}), node({ name: 'twin' })],
    wires: [{ id: 'w1', from: 'n1', port: 'calls', to: 'gone', kind: 'sync', config: {} }],
    containers: [frame('a', 'b'), frame('b', 'a')],
  })
  expect(drawing?.nodes.map((one) => one.name)).toEqual(['order'])
  expect(drawing?.wires).toEqual([])
  expect(drawing?.containers.some((one) => one.container === undefined)).toBe(true)
  expect(problems.map((one) => one.level)).toEqual(['mended', 'mended', 'mended'])
})

test('hostile keys and numbers do no harm', () => {
  const { drawing } = readDrawingText('{"version":1,"nodes":[{"id":"n1","service":"lambda","name":"x","x":1e999,"y":"NaN","config":{"__proto__":{"a":1},"constructor":1}},{"id":"__proto__","service":"sqs"}],"wires":[]}', shelf)
  expect(drawing?.nodes).toEqual([{ id: 'n1', service: 'lambda', name: 'x', x: 0, y: 0, config: {} }])
  expect(({} as { a?: number }).a).toBeUndefined()
})

test('nothing is left out without a word', () => {
  const says = (rest: object) => read({ ...EMPTY_DRAWING, ...rest }).problems.map((one) => one.text)
  const note = { id: 't1', x: 0, y: 0, width: 200, height: 100 }
  expect(says({ notes: {} })).toEqual(['The notes of this drawing are no list, and were left out.'])
  expect(says({ notes: [{ ...note, text: 'x'.repeat(65_537) }] })).toEqual(['Note 1 is longer than 64 KiB; its end was left out.'])
  expect(says({ containers: Array.from({ length: 501 }, (_, at) => ({ ...note, id: `c${at}`, kind: 'group', name: '' })) })).toEqual(['This drawing has 501 frames; the first 500 are kept.'])
  expect(says({ scenario: 7 })).toEqual(['The scenario of this drawing is no object; the usual one is used.'])
})

test('who writes a drawing by hand leaves out what has only one answer', () => {
  const nodes = [{ id: 'users', service: 'client' }, { id: 'work', service: 'lambda' }, { id: 'jobs', service: 'sqs' }, { id: 'dead', service: 'sqs' }]
  const { drawing, problems } = read({ version: 1, nodes, wires: [{ from: 'users', to: 'work' }, { from: 'jobs', to: 'work' }, { from: 'jobs', to: 'dead', id: 'w1' }] })
  expect(problems.map((one) => one.text)).toEqual(['Wire 3 has the id "w1", which is taken, and was left out.'])
  expect(drawing?.wires).toEqual([
    { id: 'w1', from: 'users', port: 'out', to: 'work', kind: 'sync', config: {} }, { id: 'w2', from: 'jobs', port: 'poll', to: 'work', kind: 'poll', config: {} },
  ])
  expect(new Set(drawing?.nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(4)
  const lone = (wire: object) => first({ version: 1, nodes, wires: [wire] })
  expect(lone({ from: 'work', to: 'jobs' })).toBe('Wire 1 has no port, and may leave work from any of "calls", "onSuccess", "onFailure", "onDiscard", "deadLetter", and was left out.')
  expect(lone({ from: 'work', to: 'jobs', port: 'onFailure' })).toBeUndefined()
  expect(lone({ from: 'work', to: 'jobs', kind: 'success' })).toBeUndefined()
  expect(lone({ from: 'jobs', to: 'users' })).toBe('Wire 1 has no port, and nothing leads from jobs to users, and was left out.')
  expect(lone({ from: 'jobs', to: 'work', port: 'readers' })).toBe('Wire 1 has no kind, and nothing leads from "readers" of jobs to work, and was left out.')
})
