import { expect, test } from 'vitest'
import { pulled } from './resize.ts'
import { snapTo } from './snap.ts'

const box = (x: number, y: number, width = 100, height = 40) => ({ x, y, width, height })

test('what is dragged near a neighbour’s edge or middle comes to lie on it, and a line shows where', () => {
  const { dx, dy, guides } = snapTo(box(303, 4), [box(0, 0)], 6)
  expect([dx, dy]).toEqual([0, -4])
  expect(guides).toEqual([{ axis: 'y', at: 20, from: 0, to: 403 }])
})

test('the nearest agreement wins, and edges of unlike things agree as well as middles', () => {
  expect(snapTo(box(5, 500, 60), [box(0, 0), box(7, 100, 20)], 6)).toMatchObject({ dx: 2 })
  expect(snapTo(box(197, 0, 60, 60), [box(0, 200, 200)], 6)).toMatchObject({ dx: 3, guides: [{ axis: 'x', at: 200, from: 0, to: 240 }] })
})

test('gaps in a row come to be equal, beside two others and between them, and are measured', () => {
  const behind = snapTo(box(397, 7), [box(0, 0), box(200, 0)], 6)
  expect(behind.dx).toBe(3)
  expect(behind.guides.filter(({ gap }) => gap)).toEqual([{ axis: 'y', at: 27, from: 100, to: 200, gap: true }, { axis: 'y', at: 27, from: 300, to: 400, gap: true }])
  expect(snapTo(box(204, 10), [box(0, 0), box(400, 0)], 6).dx).toBe(-4)
  expect(snapTo(box(-297, 10), [box(-100, 0), box(100, 0)], 6).dx).toBe(-3)
  // Another row is no neighbour.
  expect(snapTo(box(397, 100), [box(0, 0), box(200, 0)], 6).dx).toBe(0)
})

test('beyond reach nothing moves and no line is drawn', () => {
  expect(snapTo(box(300, 50), [box(0, 0)], 6)).toEqual({ dx: 0, dy: 0, guides: [] })
  expect(snapTo(box(0, 0), [], 6)).toEqual({ dx: 0, dy: 0, guides: [] })
})

test('an edge is pulled and the opposite one stays; nothing becomes smaller than the least', () => {
  const least = { width: 80, height: 20 }
  expect(pulled(box(10, 10, 200, 100), 'se', 30, -40, least)).toEqual(box(10, 10, 230, 60))
  expect(pulled(box(10, 10, 200, 100), 'nw', 30, -40, least)).toEqual(box(40, -30, 170, 140))
  expect(pulled(box(10, 10, 200, 100), 'w', 500, 0, least)).toEqual(box(130, 10, 80, 100))
  expect(pulled(box(10, 10, 200, 100), 'n', 0, 500, least)).toEqual(box(10, 90, 200, 20))
})
