import { useEffect, useMemo, useState } from 'react'
import { lookAt } from '../../../stores/run.ts'
import { type Carried, carriedIn } from '../../../stores/pipeline.ts'

export interface Sight {
  readonly carried: ReadonlyMap<number, Carried>
  readonly state: 'none' | 'looking' | 'seen' | 'tooFar'
}
const NOTHING: ReadonlyMap<number, Carried> = new Map()
/** The last few that were looked at: going back and forth costs nothing. */
const kept = new Map<string, Sight>()
const MOST = 24

/** What these messages carried. The worker runs that span again, so it takes a moment; without `wanted` nobody asks. */
export function useCarried(run: string, serials: readonly number[], from: number, to: number, wanted: boolean): Sight {
  const key = `${run} ${serials.join()} ${from} ${to}`
  const [found, setFound] = useState<{ readonly key: string; readonly sight: Sight } | undefined>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says it all.
  useEffect(() => {
    if (!wanted || kept.has(key)) return
    let current = true
    void lookAt(serials, from, to).then(({ seen, complete }) => {
      const sight: Sight = { carried: carriedIn(seen), state: complete || seen.length > 0 ? 'seen' : 'tooFar' }
      kept.set(key, sight)
      if (kept.size > MOST) kept.delete(kept.keys().next().value!)
      if (current) setFound({ key, sight })
    })
    return () => { current = false }
  }, [key, wanted])
  const sight = found?.key === key ? found.sight : kept.get(key)
  return useMemo(() => sight ?? { carried: NOTHING, state: wanted ? 'looking' : 'none' }, [sight, wanted])
}
