import { expect } from 'vitest'
import type { Run } from '../engine/run.ts'
import type { Micros } from '../base/units.ts'
import type { TraceWriter } from '../trace/writer.ts'

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

interface Begun {
  readonly run: Run
  readonly trace: TraceWriter
}

/**
 * A run made anew and put at a checkpoint of the first writes the rows that the first one wrote from there on. `begin`
 * makes one with a digest; `again` makes the second, if that is to be another.
 */
export function writesTheSameFrom<B extends Begun>(begin: () => B, at: Micros, again = begin): { readonly through: B; readonly restored: B; readonly saved: ReturnType<Run['checkpoint']> } {
  const through = begin()
  through.trace.muted = true
  through.run.advance(at)
  const saved = through.run.checkpoint()
  through.trace.muted = false
  through.run.advance(through.run.end)
  const restored = again()
  restored.run.restore(saved)
  restored.run.advance(restored.run.end)
  expect(restored.trace.digest(), `from ${at} µs`).toBe(through.trace.digest())
  expect(restored.run.world.outcomes).toEqual(through.run.world.outcomes)
  return { through, restored, saved }
}
