import { expect } from 'vitest'
import type { Run } from '../engine/run.ts'
import type { Micros } from '../base/units.ts'

/** From a checkpoint on a run goes as it went: `ends` says what it came to. */
export function goesTheSameFrom(run: Run, at: Micros, ends: () => string): void {
  run.advance(at)
  const halfway = run.checkpoint()
  run.advance(run.end)
  const once = ends()
  run.restore(halfway)
  run.advance(run.end)
  expect(ends()).toBe(once)
}
