import { expect, test } from 'vitest'
import { arrange } from './arrange.ts'

const size = { width: 176, height: 110 }
const node = (id: string, inside?: string) => ({ id, ...size, ...(inside ? { inside } : {}) })
const at = (answer: ReturnType<typeof arrange>, id: string) => answer.places.find((place) => place.id === id)!

test('what is wired goes from left to right, and nothing lies upon anything', () => {
  const answer = arrange({ id: 1, nodes: ['a', 'b', 'c', 'd'].map((id) => node(id)), edges: [{ from: 'a', to: 'b' }, { from: 'b', to: 'c' }, { from: 'b', to: 'd' }] })
  expect(at(answer, 'a').x).toBeLessThan(at(answer, 'b').x)
  expect(at(answer, 'b').x).toBeLessThan(at(answer, 'c').x)
  expect(Math.abs(at(answer, 'c').y - at(answer, 'd').y)).toBeGreaterThanOrEqual(size.height)
  expect(answer.frames).toEqual([])
})

test('what is in a frame stays in it, with room for its title, and what is not stays out', () => {
  const answer = arrange({
    id: 2, nodes: [node('a'), node('b', 'vpc'), node('c', 'subnet'), node('d')], frames: [{ id: 'vpc' }, { id: 'subnet', inside: 'vpc' }, { id: 'empty' }],
    edges: [{ from: 'a', to: 'b' }, { from: 'b', to: 'c' }, { from: 'b', to: 'd' }],
  })
  expect(answer.frames.map((frame) => frame.id)).toEqual(['vpc', 'subnet'])
  const holds = (frame: string, id: string) => {
    const box = answer.frames.find((one) => one.id === frame)!
    const place = at(answer, id)
    return place.x >= box.x && place.y - 28 >= box.y && place.x + size.width <= box.x + box.width && place.y + size.height <= box.y + box.height
  }
  expect([holds('vpc', 'b'), holds('vpc', 'c'), holds('subnet', 'c')]).toEqual([true, true, true])
  expect([holds('vpc', 'a'), holds('subnet', 'b'), holds('vpc', 'd')]).toEqual([false, false, false])
})
