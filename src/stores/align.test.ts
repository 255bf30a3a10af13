import { expect, test } from 'vitest'
import type { DrawingNode } from '../drawing/drawing.ts'
import { aligned } from './align.ts'
import { CARD } from './place.ts'

const node = (id: string, x: number, y: number): DrawingNode => ({ id, service: 'lambda', name: id, x, y, config: {} })
const nodes = [node('a', 0, 10), node('b', 900, 40), node('c', 100, 0)]

test('aligned nodes stand on the outermost edge', () => {
  expect([...aligned(nodes, 'left').values()].map((place) => place.x)).toEqual([0, 0, 0])
  expect([...aligned(nodes, 'top').values()].map((place) => place.y)).toEqual([0, 0, 0])
})

test('sides and middles agree, whatever the sizes', () => {
  const mixed = [node('a', 0, 0), { id: 't', x: 400, y: 300, width: 100, height: 50, text: '' }]
  expect(Object.fromEntries(aligned(mixed, 'right'))).toEqual({ a: { x: 500 - CARD.width, y: 0 }, t: { x: 400, y: 300 } })
  expect(Object.fromEntries(aligned(mixed, 'centre'))).toEqual({ a: { x: 162, y: 0 }, t: { x: 200, y: 300 } })
  expect(Object.fromEntries(aligned(mixed, 'bottom'))).toEqual({ a: { x: 0, y: 350 - CARD.height }, t: { x: 400, y: 300 } })
  expect(Object.fromEntries(aligned(mixed, 'middle'))).toEqual({ a: { x: 0, y: 120 }, t: { x: 400, y: 150 } })
})

test('distributed nodes keep their order and the two ends', () => {
  expect(Object.fromEntries(aligned(nodes, 'row'))).toEqual({ a: { x: 0, y: 10 }, c: { x: 450, y: 0 }, b: { x: 900, y: 40 } })
})

test('nodes that overlap are spread until they do not', () => {
  const places = [...aligned([node('a', 0, 0), node('b', 10, 0)], 'row').values()]
  expect(places[1]!.x - places[0]!.x).toBeGreaterThanOrEqual(CARD.width)
})
