/** "Run until": where the camera is to stop next, found in the rows and metrics as they come. */
import type { Micros } from '../base/units.ts'
import type { Columns } from '../trace/block.ts'
import { K, RECORD_NAMES, RECORDS } from '../trace/records.ts'
import type { Recording } from './recording.ts'

export const EVENTS = { throttle: 'throttle', error: 'error', coldStart: 'cold start', deadLetter: 'dead letter' } as const

export type Goal =
  | { readonly kind: keyof typeof EVENTS }
  | { readonly kind: 'time'; readonly at: Micros }
  /** The next record at a node, by its place in the cast. */
  | { readonly kind: 'node'; readonly place: number }
  | { readonly kind: 'message'; readonly serial: number }
  /** A metric of a node crosses a value, upwards or downwards, from one second to the next. */
  | { readonly kind: 'metric'; readonly place: number; readonly name: string; readonly upwards: boolean; readonly value: number }

const KINDS: { readonly [E in keyof typeof EVENTS]: ReadonlySet<number> } = {
  throttle: new Set([K.throttled]),
  error: new Set([K.failed, K.timedOut, K.crashed, K.initFailed, K.refused, K.expired, K.dropped]),
  coldStart: new Set([K.initStarted]),
  deadLetter: new Set([K.deadLettered]),
}
const AT_NODE: readonly boolean[] = RECORD_NAMES.map((name) => RECORDS[name].place === 'node')

export interface Hunt {
  readonly goal: Goal
  /** Where it began: an instant that is found lies behind it. */
  readonly from: Micros
  /** Looked through up to here. */
  seen: Micros
}

/** The instant that was looked for, if it lies before where the trace reaches. */
export function pursue(hunt: Hunt, recording: Recording, reached: Micros): Micros | undefined {
  const { goal } = hunt
  if (goal.kind === 'time') return goal.at <= reached ? goal.at : undefined
  if (goal.kind === 'metric') return crossing(hunt, goal, recording, reached)
  let found: Micros | undefined
  const matches = matcher(goal)
  recording.keep.scan(hunt.seen + 1, reached + 1, (columns, row) => {
    if (found === undefined && matches(columns, row)) found = columns.time[row]!
  })
  hunt.seen = reached
  return found
}

function matcher(goal: Exclude<Goal, { readonly kind: 'time' | 'metric' }>): (columns: Columns, row: number) => boolean {
  switch (goal.kind) {
    case 'node': return ({ kind, place }, row) => place[row] === goal.place && AT_NODE[kind[row]!]!
    case 'message': return ({ serial }, row) => serial[row] === goal.serial
    default: {
      const kinds = KINDS[goal.kind]
      return ({ kind }, row) => kinds.has(kind[row]!)
    }
  }
}

function crossing(hunt: Hunt, goal: Extract<Goal, { readonly kind: 'metric' }>, { cast, metrics }: Recording, reached: Micros): Micros | undefined {
  const node = cast.nodes[goal.place]
  const index = node?.metrics.findIndex(({ name }) => name === goal.name) ?? -1
  const slot = node?.slots[index]
  if (!node || slot === undefined || !metrics.places[slot]) return undefined
  const first = Math.floor(hunt.seen / 1e6)
  // Only seconds that are over: the present one may still grow.
  const last = Math.floor(reached / 1e6)
  if (last <= first) return undefined
  const values = metrics.series(slot, Math.max(0, first - 1), last, 1, node.metrics[index]!.shows)
  const beyond = (value: number | undefined): boolean => value !== undefined && (goal.upwards ? value >= goal.value : value <= goal.value)
  const begin = first > 0 ? 1 : 0
  for (let at = begin; at < values.length; at++) {
    const end = (first - begin + at + 1) * 1e6
    if (end > hunt.from && beyond(values[at]) && !(at > 0 && beyond(values[at - 1]))) return end
  }
  hunt.seen = last * 1e6
  return undefined
}

/** "the next throttle", for a sentence that says that there is none, or that it was reached. */
export function sayGoal(goal: Goal, { cast }: Recording): string {
  switch (goal.kind) {
    case 'time': return 'that instant'
    case 'node': return `another record at ${cast.nodes[goal.place]?.name ?? 'that node'}`
    case 'message': return `another record of message ${goal.serial}`
    case 'metric': return `a second in which ${goal.name} of ${cast.nodes[goal.place]?.name ?? 'that node'} ${goal.upwards ? 'rises to' : 'falls to'} ${goal.value.toLocaleString('en')}`
    default: return `another ${EVENTS[goal.kind]}`
  }
}
