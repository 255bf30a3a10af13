import { lazy, Suspense } from 'react'
import { useSelection } from '../../stores/drawing.ts'
import { ScenarioInspector } from './ScenarioInspector.tsx'

const load = async () => ({ default: (await import('./Selected.tsx')).Selected })
const Selected = lazy(load)
// Not among what the first picture needs; there before anybody has selected anything.
if (typeof requestIdleCallback === 'function') requestIdleCallback(() => void load(), { timeout: 3_000 })

/** What is selected decides; with nothing selected it is the scenario of the run. */
export function Inspector() {
  const none = useSelection((ids) => ids.size === 0)
  return none ? <ScenarioInspector /> : <Suspense><Selected /></Suspense>
}
