import { expect, test } from 'vitest'
import { abreast } from './abreast.ts'

const wire = (id: string, from: string, port: string, to: string) => ({ id, from, port, to, kind: 'subscription' as const, config: {} })

test('WIR-14 wires with the same ends run beside one another, all others where they are', () => {
  const wires = [wire('a', 'bus', 'targets', 'fn'), wire('b', 'bus', 'targets', 'other'), wire('c', 'bus', 'targets', 'fn'), wire('d', 'bus', 'deadLetter', 'fn'), wire('e', 'bus', 'targets', 'fn')]
  expect(wires.map(({ id }) => abreast(wires, id))).toEqual([0, 0, 12, 0, 24])
  expect(abreast(wires, 'gone')).toBe(0)
})
