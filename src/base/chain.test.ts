import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Chain } from './chain.ts'

function walk(chain: Chain): number[] {
  const ids: number[] = []
  for (let id = chain.first; id >= 0; id = chain.after(id)) ids.push(id)
  return ids
}

function walkBack(chain: Chain): number[] {
  const ids: number[] = []
  for (let id = chain.last; id >= 0; id = chain.ahead(id)) ids.push(id)
  return ids
}

test('whoever enters and steps out, a chain holds what a list would hold, in its order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('append', 'insert', 'remove', 'clear'), fc.nat(300), fc.nat(300)), { maxLength: 400 }), (steps) => {
      const chain = new Chain()
      let list: number[] = []
      for (const [step, id, other] of steps) {
        if (step === 'clear' && other < 20) {
          chain.clear()
          list = []
        } else if (step === 'remove' || list.includes(id)) {
          expect(chain.remove(id)).toBe(list.includes(id))
          list = list.filter((one) => one !== id)
        } else if (step === 'insert' && list.includes(other)) {
          chain.insert(id, other)
          list.splice(list.indexOf(other), 0, id)
        } else {
          chain.append(id)
          list.push(id)
        }
        expect(chain.has(id)).toBe(list.includes(id))
      }
      expect(walk(chain)).toEqual(list)
      expect(walkBack(chain)).toEqual([...list].reverse())
      expect(chain.length).toBe(list.length)
    }),
    { seed: 5 },
  )
})
