import { expect, test } from 'vitest'
import { requestId } from './ids.ts'

test('a request id is a UUID of version 4, and the same for the same seed and serial', () => {
  expect(requestId(7, 1)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(requestId(7, 1)).toBe(requestId(7, 1))
})

test('no two of ten thousand serials, nor of a thousand seeds, share a request id', () => {
  const ids = new Set<string>()
  for (let serial = 1; serial <= 10_000; serial++) ids.add(requestId(1, serial))
  for (let seed = 2; seed <= 1_001; seed++) ids.add(requestId(seed, 1))
  expect(ids.size).toBe(11_000)
})
