import { expect, test } from 'vitest'
import { abreast, piled } from './abreast.ts'

const wire = (id: string, from: string, port: string, to: string) => ({ id, from, port, to, kind: 'subscription' as const, config: {} })

test('WIR-14 wires with the same ends run beside one another, all others where they are', () => {
  const wires = [wire('a', 'bus', 'targets', 'fn'), wire('b', 'bus', 'targets', 'other'), wire('c', 'bus', 'targets', 'fn'), wire('d', 'bus', 'deadLetter', 'fn'), wire('e', 'bus', 'targets', 'fn')]
  expect(wires.map(({ id }) => abreast(wires, id))).toEqual([0, 0, 12, 0, 24])
  expect(abreast(wires, 'gone')).toBe(0)
})

test('labels of such wires stand in a pile, the first on its wire', () => {
  const wires = ['a', 'b', 'c'].map((id) => wire(id, 'bus', 'targets', 'fn'))
  // The wires are 12 apart, the labels 20.
  expect(wires.map(({ id }) => abreast(wires, id) + piled(wires, id))).toEqual([0, 20, 40])
})
