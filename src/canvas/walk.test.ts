import { expect, test } from 'vitest'
import { type Drawing, EMPTY_DRAWING } from '../drawing/drawing.ts'
import { neighbour } from './walk.ts'

const drawing: Drawing = {
  ...EMPTY_DRAWING,
  nodes: [['a', 0, 0], ['b', 300, 120], ['c', 280, 0], ['d', 300, 400], ['alone', 0, 700]].map(([id, x, y]) => ({
    id: String(id), service: 'lambda', name: String(id), x: Number(x), y: Number(y), config: {},
  })),
  wires: [{ id: 'w1', from: 'a', port: 'calls', to: 'b', kind: 'sync', config: {} }],
}

test('an arrow follows a wire before it goes to a nearer node', () => {
  expect(neighbour(drawing, 'a', 'right')).toBe('b')
  expect(neighbour(drawing, 'b', 'left')).toBe('a')
})

test('without a wire it goes to the nearest node on that side', () => {
  expect(neighbour(drawing, 'c', 'down')).toBe('b')
  expect(neighbour(drawing, 'a', 'up')).toBeUndefined()
})

test('every node can be reached with arrows from every other', () => {
  const seen = new Set(['a'])
  const queue = ['a']
  for (let at = queue.shift(); at; at = queue.shift()) {
    for (const direction of ['left', 'right', 'up', 'down'] as const) {
      const next = neighbour(drawing, at, direction)
      if (next && !seen.has(next)) {
        seen.add(next)
        queue.push(next)
      }
    }
  }
  expect([...seen].sort()).toEqual(['a', 'alone', 'b', 'c', 'd'])
})
