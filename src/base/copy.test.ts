import { expect, test } from 'vitest'
import { Messages, NONE } from '../contract/messages.ts'
import { BY_REFERENCE, deepCopy } from './copy.ts'
import { Ring } from './ring.ts'
import { Slots } from './slots.ts'

test('a copy equals its original and shares nothing with it', () => {
  const ring = new Ring()
  ring.push(4)
  const state = { numbers: new Int32Array([1, 2]), list: [1, { deep: true }], names: new Map([['a', { n: 1 }]]), set: new Set([3]), ring, none: null, text: 'x' }
  const copy = deepCopy(state)
  expect(copy).toEqual(state)
  state.numbers[0] = 9
  state.names.get('a')!.n = 9
  state.ring.push(5)
  ;(state.list[1] as { deep: boolean }).deep = false
  expect([copy.numbers[0], copy.names.get('a')!.n, copy.ring.length, copy.list[1]]).toEqual([1, 1, 1, { deep: true }])
  expect(copy.ring).toBeInstanceOf(Ring)
})

test('what is one object stays one object, loops included', () => {
  const pool = new Slots()
  const one: { pool: Slots; self?: unknown } = { pool }
  one.self = one
  const copy = deepCopy({ a: one, b: [one], pool })
  expect(copy.b[0]).toBe(copy.a)
  expect(copy.a.self).toBe(copy.a)
  expect(copy.pool).toBe(copy.a.pool)
  expect(copy.pool).not.toBe(pool)
})

test('marked objects and functions are shared', () => {
  const wire = { [BY_REFERENCE]: true, id: 'w' }
  const run = () => 1
  expect(deepCopy({ wire, run })).toEqual({ wire, run })
  expect(deepCopy({ wire }).wire).toBe(wire)
})

test('contents of messages are shared, their column is not', () => {
  const messages = new Messages()
  const id = messages.create(NONE)
  const body = { order: 1 }
  messages.content[id] = body
  const copy = deepCopy(messages)
  messages.content[id] = 'other'
  messages.release(id)
  expect(copy.content[id]).toBe(body)
  expect([copy.alive, copy.serial[id], copy.create(NONE)]).toEqual([1, 1, 1])
})

test('a class that needs arguments keeps its prototype', () => {
  class Box {
    readonly size: number
    constructor(size: number) {
      this.size = size
    }
  }
  const copy = deepCopy(new Box(3))
  expect(copy).toBeInstanceOf(Box)
  expect(copy.size).toBe(3)
})
