import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kindOf, placeOf, targetOf, Timers } from './timers.ts'

const drain = (timers: Timers): string[] => {
  const fired: string[] = []
  timers.run(Number.POSITIVE_INFINITY, 1e9, (target, arg) => fired.push(`${timers.now}:${placeOf(target)}:${kindOf(target)}:${arg}`))
  return fired
}

test('LAM-SIM-01 at one instant completions come before refills, retries, arrivals and polls', () => {
  const timers = new Timers()
  for (const order of [4, 2, 0, 3, 1]) timers.set(5, order, targetOf(order, 0), 0)
  expect(drain(timers)).toEqual(['5:0:0:0', '5:1:0:0', '5:2:0:0', '5:3:0:0', '5:4:0:0'])
})

test('timers of one class and instant fire in the order they were set', () => {
  const timers = new Timers()
  for (let arg = 0; arg < 40; arg++) timers.set(7, 3, targetOf(0, 0), arg)
  expect(drain(timers)).toEqual(Array.from({ length: 40 }, (_, arg) => `7:0:0:${arg}`))
})

test('a cancelled timer never fires, and its id does not cancel the next one in its place', () => {
  const timers = new Timers()
  const first = timers.set(1, 0, targetOf(1, 0), 0)
  expect(timers.cancel(first)).toBe(true)
  expect(timers.cancel(first)).toBe(false)
  expect(drain(timers)).toEqual([])
  timers.set(2, 0, targetOf(2, 0), 0)
  expect(timers.cancel(first)).toBe(false)
  expect(drain(timers)).toEqual(['2:2:0:0'])
})

test('a lane and the heap are one queue', () => {
  const timers = new Timers()
  const lane = timers.lane(targetOf(9, 1))
  timers.setLane(lane, 5, 3)
  timers.set(5, 0, targetOf(1, 0), 0)
  timers.set(4, 4, targetOf(2, 0), 0)
  timers.set(5, 4, targetOf(3, 0), 0)
  expect(drain(timers)).toEqual(['4:2:0:0', '5:1:0:0', '5:9:1:0', '5:3:0:0'])
})

test('a run stops at its instant, and moves the clock there', () => {
  const timers = new Timers()
  timers.set(10, 0, targetOf(1, 0), 0)
  expect(timers.run(9, 100, () => {})).toBe(true)
  expect(timers.now).toBe(9)
  expect(timers.next()).toBe(10)
})

test('whatever is set and cancelled from within handlers, time never runs back and nothing is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat(4), fc.nat(3), fc.boolean()), { maxLength: 300 }), (plan) => {
      const timers = new Timers()
      let set = 0
      let cancelled = 0
      let last = 0
      let fired = 0
      const ids: number[] = []
      const put = () => {
        const entry = plan[set]
        if (!entry) return
        set++
        ids.push(timers.set(entry[0], entry[1], targetOf(0, 0), entry[2]))
        const oldest = entry[3] ? ids.shift() : undefined
        if (oldest !== undefined && timers.cancel(oldest)) cancelled++
      }
      for (let i = 0; i < 20; i++) put()
      timers.run(Number.POSITIVE_INFINITY, 1e6, (_target, more) => {
        expect(timers.now).toBeGreaterThanOrEqual(last)
        last = timers.now
        fired++
        for (let i = 0; i < more; i++) put()
      })
      expect(fired + cancelled).toBe(set)
      expect(timers.pending).toBe(0)
    }),
    { seed: 11 },
  )
})

test('far more timers than the wheel holds fire in order, those set meanwhile too', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200), { minLength: 3_000, maxLength: 4_000 }), (delays) => {
      const timers = new Timers()
      const half = delays.length >> 1
      const due = (index: number): void => timers.put(delays[index]!, delays[index]! % 5, targetOf(0, 0), index)
      for (let index = 0; index < half; index++) due(index)
      const fired: string[] = []
      timers.run(Number.POSITIVE_INFINITY, 1e6, (_target, index) => {
        fired.push(`${timers.now} ${index}`)
        if (index + half < delays.length) due(index + half)
      })
      const at = (index: number): number => delays[index]! + (index < half ? 0 : at(index - half))
      const expected = delays.map((_, index) => index).sort((a, b) => at(a) - at(b))
      expect(fired.map((one) => Number(one.split(' ')[0]))).toEqual(expected.map(at))
      expect(new Set(fired).size).toBe(delays.length)
    }),
    { seed: 12, numRuns: 10 },
  )
})

const MOST_AT_ONCE = 1_500

test('near or far, few or thousands, timers fire in order of time, class and sequence', () => {
  const far = fc.oneof(fc.constant(0), fc.nat(20), fc.nat(100_000), fc.nat(2_000_000_000))
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MOST_AT_ONCE }), fc.array(fc.tuple(far, fc.nat(4)), { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 5_000 }), (atOnce, delays, more) => {
      const timers = new Timers()
      const due: { time: number; order: number; sequence: number }[] = []
      let sequence = 0
      const put = () => {
        const [delay, order] = delays[sequence % delays.length]!
        // Spread a little, so that not all of them stand at the same few instants.
        const spread = delay === 0 ? 0 : delay + (sequence % 97)
        due.push({ time: timers.now + spread, order, sequence })
        timers.put(spread, order, targetOf(0, 0), sequence++)
      }
      for (let i = 0; i < atOnce; i++) put()
      const fired: number[] = []
      const done = timers.run(Number.POSITIVE_INFINITY, atOnce + more, (_target, arg) => {
        fired.push(arg)
        if (sequence < atOnce + more) put()
      })
      const model = inOrder(due, atOnce)
      expect(fired).toEqual(model.slice(0, fired.length))
      expect(timers.pending).toBe(atOnce + more - fired.length)
      expect(done).toBe(false)
    }),
    { seed: 12, numRuns: 60 },
  )
})

/** The same by looking at all that is pending each time; each that fires lets the next one be set. */
function inOrder(all: readonly { time: number; order: number; sequence: number }[], atOnce: number): number[] {
  const pending = all.slice(0, atOnce)
  const fired: number[] = []
  for (let next = atOnce; pending.length > 0; next++) {
    let best = 0
    for (let i = 1; i < pending.length; i++) {
      const [a, b] = [pending[i]!, pending[best]!]
      if (a.time < b.time || (a.time === b.time && (a.order < b.order || (a.order === b.order && a.sequence < b.sequence)))) best = i
    }
    fired.push(pending[best]!.sequence)
    pending[best] = pending.at(-1)!
    pending.pop()
    if (next < all.length) pending.push(all[next]!)
  }
  return fired
}
