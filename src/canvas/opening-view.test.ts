import { expect, test } from 'vitest'
import { EMPTY_DRAWING } from '../drawing/drawing.ts'
import { openingView } from './opening-view.ts'

const PHONE = { width: 390, height: 590 }
/** So many cards in a row from x on, each calling the next. */
const row = (count: number, x = 0) => ({
  ...EMPTY_DRAWING,
  nodes: Array.from({ length: count }, (_, at) => ({ id: `n${at}`, service: 'lambda', name: `f${at}`, x: x + at * 240, y: 100, config: {} })),
  wires: Array.from({ length: count - 1 }, (_, at) => ({ id: `w${at}`, from: `n${at}`, port: 'calls', to: `n${at + 1}`, kind: 'sync' as const, config: {} })),
})

test('what can be read when it is shown whole is shown whole, and so is nothing', () => {
  expect([openingView(EMPTY_DRAWING, PHONE), openingView(row(3), PHONE), openingView(row(8), { width: 1_440, height: 700 })]).toEqual([undefined, undefined, undefined])
})

test('a wide drawing begins where traffic comes in, close enough to be read', () => {
  const view = openingView(row(8, 500), PHONE)!
  // The first card stands at the left edge, and in the middle of the height: there is room for all of that.
  expect(500 * view.zoom + view.x).toBeCloseTo(20)
  expect((100 + 55) * view.zoom + view.y).toBeCloseTo(295)
  expect(view.zoom).toBe(0.62)
})

test('it begins at a source though other things lie further left', () => {
  const drawing = row(8, 500)
  const dead = { id: 'dead', service: 'sqs', name: 'dead', x: 0, y: 300, config: {} }
  const view = openingView({ ...drawing, nodes: [dead, ...drawing.nodes], wires: [...drawing.wires, { id: 'w9', from: 'n0', port: 'onFailure', to: 'dead', kind: 'failure', config: {} }] }, PHONE)!
  expect(500 * view.zoom + view.x).toBeCloseTo(20)
})

test('a high drawing begins at its first source', () => {
  const { nodes, ...rest } = row(12)
  const view = openingView({ ...rest, nodes: nodes.map((node, at) => ({ ...node, x: 0, y: at * 200 })) }, PHONE)!
  expect([view.x + 88 * view.zoom, view.y].map(Math.round)).toEqual([195, 20])
})
