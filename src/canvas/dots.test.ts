import { expect, test } from 'vitest'
import { TraceKeep } from '../trace/keep.ts'
import { K } from '../trace/records.ts'
import { TraceWriter } from '../trace/writer.ts'
import { dotAt, findDots, newDots, SHAPES } from './dots.ts'
import { Hops } from './hops.ts'

function kept(write: (writer: TraceWriter) => void): TraceKeep {
  const keep = new TraceKeep()
  const writer = new TraceWriter({ onBlock: (block) => keep.append(block) })
  write(writer)
  writer.flush()
  return keep
}
const found = (keep: TraceKeep, now: number, room: readonly number[]) => findDots(newDots(), new Hops().seek(keep, keep, now, 400, 1_000), now, 400, room)
const shown = (keep: TraceKeep, now: number, room = 100) => {
  const dots = found(keep, now, [room, room])
  return Array.from({ length: dots.count }, (_, i) => [SHAPES[dots.shape[i]!], dots.wire[i], Number(dots.along[i]!.toFixed(3))])
}

test('a dot stands as far along its wire as its time has gone, answers the other way', () => {
  const keep = kept((writer) => {
    writer.note(0, 1, K.request, 0, 1_000, 1)
    writer.note(100, 2, K.response, 1, 1_100, 200)
  })
  expect(shown(keep, 250)).toEqual([['request', 0, 0.25], ['response', 1, 0.85]])
  expect(shown(keep, 1_050)).toEqual([['response', 1, 0.05]])
})

test('a hop of no time is still drawn for the least that an eye can follow', () => {
  const keep = kept((writer) => writer.note(1_000, 1, K.event, 0, 1_000, 1))
  expect(shown(keep, 999)).toEqual([])
  expect(shown(keep, 1_200)).toEqual([['async', 0, 0.5]])
  expect(shown(keep, 1_401)).toEqual([])
})

test('where a wire is crowded, one dot stands for several, and the same ones stay', () => {
  const keep = kept((writer) => {
    for (let i = 0; i < 64; i++) writer.note(i, i + 1, K.request, 0, i + 1_000, 1)
  })
  const dots = found(keep, 100, [16, 16])
  expect(dots.each[0]).toBe(4)
  expect(dots.count).toBeGreaterThan(8)
  expect(dots.count).toBeLessThan(26)
  const later = found(keep, 200, [16, 16])
  expect([...later.serial.slice(0, later.count)]).toEqual([...dots.serial.slice(0, dots.count)])
})

test('a point finds the dot beside it, and nothing where there is none', () => {
  const dots = newDots()
  dots.count = 2
  dots.x.set([10, 50])
  dots.y.set([10, 10])
  expect([dotAt(dots, 47, 12), dotAt(dots, 12, 8), dotAt(dots, 30, 10)]).toEqual([1, 0, -1])
})

test('a wire whose messages are every other one shows as many as any', () => {
  const keep = kept((writer) => {
    for (let i = 0; i < 400; i++) writer.note(i, i + 1, K.request, i % 2, i + 1_000, 1)
  })
  const dots = found(keep, 400, [25, 25])
  const on = [0, 1].map((wire) => [...dots.wire.slice(0, dots.count)].filter((one) => one === wire).length)
  for (const count of on) expect(Math.abs(count - 25)).toBeLessThan(12)
})

test('many wires share the dots that a frame can paint, none is left out', () => {
  const wires = 400
  const keep = kept((writer) => {
    for (let i = 0; i < 8_000; i++) writer.note(0, i + 1, K.request, i % wires, 1_000, 1)
  })
  const dots = found(keep, 500, Array.from({ length: wires }, () => 20))
  expect(dots.count).toBeLessThanOrEqual(2_000)
  expect(dots.mostEach).toBe(4)
  expect(new Set(dots.wire.slice(0, dots.count)).size).toBeGreaterThan(380)
})
