import { expect, test } from 'vitest'
import { wireLook } from './wire-look.ts'

test('a wire looks like what it does: who waits for its target, and who reads in order', () => {
  expect([wireLook('target', 'http'), wireLook('target', 'bus'), wireLook('poll', 'queue'), wireLook('poll', 'stream'), wireLook('poll', 'table')]).toEqual(['sync', 'async', 'poll', 'stream', 'stream'])
})
