import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Ring } from './ring.ts'
import { Slots, slotOf } from './slots.ts'

test('a ring behaves like a plain list', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom('push', 'push', 'push', 'unshift', 'shift', 'pop', 'removeAt', 'remove'), fc.nat(60)), { maxLength: 400 })
  fc.assert(
    fc.property(steps, (list) => {
      const ring = new Ring()
      const plain: number[] = []
      for (const [verb, n] of list) {
        if (verb === 'push') ring.push(n), plain.push(n)
        else if (verb === 'unshift') ring.unshift(n), plain.unshift(n)
        else if (verb === 'shift') expect(ring.shift()).toBe(plain.shift() ?? Number.NaN)
        else if (verb === 'pop') expect(ring.pop()).toBe(plain.pop() ?? Number.NaN)
        else if (verb === 'removeAt') expect(ring.removeAt(n)).toBe(plain.splice(n, 1)[0] ?? Number.NaN)
        else {
          const at = plain.indexOf(n)
          expect(ring.remove(n)).toBe(at >= 0)
          if (at >= 0) plain.splice(at, 1)
        }
        expect(Array.from({ length: ring.length }, (_, i) => ring.at(i))).toEqual(plain)
      }
    }),
    { numRuns: 50 },
  )
})

test('a receipt holds until it is freed, and never again', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(100)), { maxLength: 300 }), (steps) => {
      const slots = new Slots()
      const held: number[] = []
      const gone: number[] = []
      for (const step of steps) {
        if (step === null || held.length === 0) held.push(slots.take())
        else {
          const [receipt] = held.splice(step % held.length, 1)
          expect(slots.free(receipt!)).toBe(true)
          gone.push(receipt!)
        }
      }
      expect(slots.taken).toBe(held.length)
      expect(new Set(held.map(slotOf)).size).toBe(held.length)
      for (const receipt of held) expect(slots.receiptAt(slotOf(receipt))).toBe(receipt)
      expect(held.every((receipt) => slots.holds(receipt))).toBe(true)
      expect(gone.some((receipt) => slots.holds(receipt) || slots.free(receipt))).toBe(false)
      expect(slots.holds(0) || slots.holds(-1)).toBe(false)
    }),
    { numRuns: 50 },
  )
})
