import { expect, test } from 'vitest'
import type { DrawingNode, Wire } from '../drawing/drawing.ts'
import { sidesOf } from './sides.ts'

const node = (id: string, service: string, x: number, y: number): DrawingNode => ({ id, service, name: id, x, y, config: {} })
const wire = (port: string): Wire => ({ id: 'w1', from: 'a', port, to: 'b', kind: 'sync', config: {} })

test('a wire to the right runs from side to side', () => {
  expect(sidesOf(wire('out'), node('a', 'client', 0, 0), node('b', 'lambda', 300, 200))).toEqual(['out', 'in'])
})

test('a wire to a card below leaves at the bottom and enters at the top', () => {
  expect(sidesOf(wire('poll'), node('a', 'sqs', 0, 0), node('b', 'lambda', 20, 200))).toEqual(['poll@below', 'in-top'])
  expect(sidesOf(wire('poll'), node('a', 'sqs', 0, 200), node('b', 'lambda', 20, 0))).toEqual(['poll@above', 'in-below'])
})

test('a port at the bottom keeps its place, and enters from above only what lies below', () => {
  expect(sidesOf(wire('deadLetter'), node('a', 'sqs', 0, 0), node('b', 'sqs', 0, 200))).toEqual(['deadLetter', 'in-top'])
  expect(sidesOf(wire('deadLetter'), node('a', 'sqs', 0, 0), node('b', 'sqs', 300, 0))).toEqual(['deadLetter@right', 'in'])
  expect(sidesOf(wire('deadLetter'), node('a', 'sqs', 0, 90), node('b', 'sqs', 300, 0))).toEqual(['deadLetter@right', 'in'])
  expect(sidesOf(wire('deadLetter'), node('a', 'sqs', 300, 0), node('b', 'sqs', 0, 20))).toEqual(['deadLetter', 'in-below'])
})

test('a wire back along the row runs below the cards', () => {
  expect(sidesOf(wire('calls'), node('a', 'lambda', 500, 0), node('b', 'sqs', 0, 20))).toEqual(['calls@below', 'in-below'])
})
