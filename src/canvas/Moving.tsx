import { type ComponentType, lazy, Suspense, useRef } from 'react'
import { useRun } from '../stores/run.ts'

/** There before anybody presses Run, and after everything that the first picture needs. */
function fromFirstRun(load: () => Promise<{ default: ComponentType }>): ComponentType {
  const Part = lazy(load)
  if (typeof requestIdleCallback === 'function') requestIdleCallback(() => void load(), { timeout: 3_000 })
  return () => {
    const running = useRun((run) => run.recording !== undefined)
    const began = useRef(false)
    began.current ||= running
    return began.current && <Suspense><Part /></Suspense>
  }
}

/** What moves over the wires. */
export const Moving = fromFirstRun(async () => ({ default: (await import('./Overlay.tsx')).Overlay }))
/** And what is told of it. */
export const Told = fromFirstRun(async () => ({ default: (await import('./Twin.tsx')).Twin }))
