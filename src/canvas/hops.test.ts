import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TraceKeep } from '../trace/keep.ts'
import { K } from '../trace/records.ts'
import { TraceWriter } from '../trace/writer.ts'
import { Hops } from './hops.ts'

function kept(hops: readonly (readonly [at: number, long: number])[]): TraceKeep {
  const keep = new TraceKeep()
  const writer = new TraceWriter({ onBlock: (block) => keep.append(block) })
  hops.forEach(([at, long], serial) => writer.note(at, serial + 1, K.request, 0, at + long, 1))
  writer.flush()
  return keep
}
/** Those that are drawn, not those that are only still followed. */
const drawn = (hops: Hops, now: number, least: number): number[] =>
  Array.from({ length: hops.count }, (_, at) => at)
    .filter((at) => hops.begins[at]! >= hops.oldest && now - hops.begins[at]! <= Math.max(hops.ends[at]! - hops.begins[at]!, least))
    .map((at) => hops.serial[at]!).sort((a, b) => a - b)

test('whichever way the camera came to an instant, the same hops are under way', () => {
  const moves = fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.constantFrom(100, 400, 1_500)), { minLength: 1, maxLength: 12 })
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 2_000 })), { maxLength: 60 })
  fc.assert(fc.property(rows, moves, (hops, wander) => {
    const keep = kept([...hops].sort((a, b) => a[0] - b[0]))
    const camera = new Hops()
    for (const [now, least] of wander) {
      camera.seek(keep, keep, now, least, 1_000)
      expect(drawn(camera, now, least)).toEqual(drawn(new Hops().seek(keep, keep, now, least, 1_000), now, least))
    }
  }), { seed: 11, numRuns: 60 })
})

test('rows that come while the camera stands ahead of them are seen', () => {
  const keep = new TraceKeep()
  const writer = new TraceWriter({ onBlock: (block) => keep.append(block) })
  const camera = new Hops()
  expect(camera.seek(keep, keep, 900, 400, 1_000).count).toBe(0)
  writer.note(700, 1, K.request, 0, 1_000, 1)
  writer.flush()
  expect(camera.seek(keep, keep, 900, 400, 1_000).count).toBe(1)
})

test('more hops than can be followed are followed one in two, four …, and all of them again when they are few', () => {
  const keep = kept([...Array.from({ length: 100_000 }, () => [0, 500] as const), ...Array.from({ length: 10 }, () => [5_000, 500] as const)])
  const camera = new Hops().seek(keep, keep, 100, 400, 1_000)
  expect(camera.oneIn).toBe(4)
  expect(camera.count * camera.oneIn).toBeGreaterThan(95_000)
  expect(camera.count * camera.oneIn).toBeLessThan(105_000)
  camera.seek(keep, keep, 5_100, 400, 1_000)
  expect([camera.oneIn, camera.count]).toEqual([1, 10])
})
