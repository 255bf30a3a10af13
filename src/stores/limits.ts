/** Which limits a run came up against, when first, and for how long. */
import type { Micros } from '../base/units.ts'
import { BY_FAULT } from '../contract/fault.ts'
import { REASONS } from '../contract/reasons.ts'
import { K } from '../trace/records.ts'
import { limitsOf, meteredOf, valuesOf } from './metrics.ts'
import type { Recording } from './recording.ts'

export interface Reached {
  /** Of the node. */
  readonly name: string
  readonly limit: string
  readonly first: Micros
  last: Micros
  /** Refused for it; none when it was only reached. */
  times: number
}

/** Services whose throttled rows hold the limit itself. */
const TELLS: ReadonlySet<string> = new Set(['lambda', 'httpApi', 'restApi', 'websocketApi', 's3'])

/** Up to an instant, in order of appearance. */
export function limitsReached(recording: Recording, time: Micros): Reached[] {
  const { keep, cast } = recording
  const found = new Map<string, Reached>()
  keep.scan(0, time + 1, ({ kind, place, a, b, time: at }, row) => {
    if (kind[row] !== K.throttled || a[row] === BY_FAULT) return
    const node = cast.nodes[place[row]!]
    if (!node) return
    const limit = `${REASONS[b[row]!]?.code ?? 'throttled'}${TELLS.has(node.service) ? `, ${a[row]!.toLocaleString('en')}` : ''}`
    const key = `${place[row]} ${limit}`
    const known = found.get(key)
    if (known) {
      known.times++
      known.last = at[row]!
    } else found.set(key, { name: node.name, limit, first: at[row]!, last: at[row]!, times: 1 })
  })
  const refused = new Set([...found.values()].map(({ name }) => name))
  return [...found.values(), ...filled(recording, time).filter(({ name }) => !refused.has(name))].sort((one, other) => one.first - other.first)
}

/** Reservations that were in use to the last, though nothing was refused. */
function filled(recording: Recording, time: Micros): Reached[] {
  return meteredOf(recording).flatMap((metered): Reached[] => {
    const { node, title, metric } = metered
    if (node === '' || metric.name !== 'ConcurrentExecutions') return []
    const reserved = limitsOf(recording, [{ node, metric: metric.name, statistic: 'max' }]).filter(({ label }) => label.endsWith(' reserved'))
    if (reserved.length === 0) return []
    const busy = valuesOf(recording, metered, 'max', 1)
    for (const { value, from, to } of reserved) {
      const full = (second: number): boolean => second * 1e6 >= from && second * 1e6 < Math.min(to, time) && busy[second]! >= value
      const first = busy.findIndex((_, second) => full(second))
      if (value > 0 && first >= 0) return [{ name: title, limit: `all ${value.toLocaleString('en')} reserved environments busy, and nothing refused`, first: first * 1e6, last: busy.findLastIndex((_, second) => full(second)) * 1e6, times: 0 }]
    }
    return []
  })
}
