import { expect, test } from 'vitest'
import { TextKeep } from './texts.ts'

test('the newest texts are kept, sixteen million characters of them', () => {
  const keep = new TextKeep()
  const long = 'x'.repeat(6_000_000)
  for (let number = 0; number < 3; number++) keep.put(number, long)
  expect([keep.at(0), keep.at(1), keep.at(2)]).toEqual([undefined, long, long])
})

test('a number that comes again has the newer text', () => {
  const keep = new TextKeep()
  keep.put(7, 'as it was')
  keep.put(7, 'as it is now')
  expect(keep.at(7)).toBe('as it is now')
})
