/**
 * A function's environments over a span of time, one lane each, cut into as many columns as a picture has pixels: what
 * it costs to draw depends on the picture, never on how long the run was.
 */
import { CELL_BUSY, CELL_IDLE, CELL_INIT } from '../trace/stage.ts'
import { K } from '../trace/records.ts'
import type { Recording } from './recording.ts'

/** What a column of a lane shows: of several, the highest. */
export const LANE = { none: 0, idle: 1, ended: 2, init: 3, busy: 4, failed: 5 } as const

export interface Lane {
  /** The environment's number, of several the first. */
  readonly environment: number
  /** Made before anybody asked for it: provisioned, or started ahead. */
  readonly ahead: boolean
  readonly states: Uint8Array
}
export interface Lanes {
  readonly lanes: readonly Lane[]
  /** Environments that share a lane; 1 until there are too many. */
  readonly each: number
  readonly environments: number
  /** The most at once in each column, and how often somebody was refused. */
  readonly busy: Float64Array
  readonly alive: Float64Array
  readonly throttled: Float64Array
}

const STATE_OF_CELL: { readonly [cell: number]: number } = { [CELL_INIT]: LANE.init, [CELL_BUSY]: LANE.busy, [CELL_IDLE]: LANE.idle }
const BECOMES: { readonly [kind: number]: number } = {
  [K.initStarted]: LANE.init, [K.initEnded]: LANE.idle, [K.started]: LANE.busy, [K.finished]: LANE.idle, [K.environmentIdle]: LANE.idle,
  [K.failed]: LANE.idle, [K.timedOut]: LANE.idle, [K.crashed]: LANE.idle, [K.initFailed]: LANE.idle, [K.environmentEnded]: LANE.none,
}
/** An environment that nobody waits for begins with one of these. */
const FIRST: ReadonlySet<number> = new Set([K.initStarted, K.initEnded, K.environmentIdle])
const FAILS: ReadonlySet<number> = new Set([K.failed, K.timedOut, K.crashed, K.initFailed])

interface Open {
  readonly row: number
  state: number
  since: number
}

/** Of the function at this place in [from, to). More environments than `most` share lanes. */
export function lanesOf(recording: Recording, place: number, from: number, to: number, columns: number, most: number): Lanes {
  const born = bornIn(recording, place, from, to)
  const each = Math.max(1, Math.ceil(born.size / most))
  const order = [...born.keys()]
  const rows = Array.from({ length: Math.ceil(order.length / each) }, () => new Uint8Array(columns))
  const open = new Map<number, Open>()
  order.forEach((environment, at) => open.set(environment, { row: Math.floor(at / each), state: born.get(environment)!.state, since: from }))
  const busy = new Float64Array(columns)
  const alive = new Float64Array(columns)
  const throttled = new Float64Array(columns)
  const columnOf = (time: number) => Math.min(columns - 1, Math.max(0, Math.floor(((time - from) / (to - from)) * columns)))
  const fill = (row: number, start: number, end: number, state: number) => {
    const states = rows[row]!
    // What ends where a column begins does not reach into it.
    const last = columnOf(Math.max(start, end - 1))
    for (let column = columnOf(start); column <= last; column++) if (states[column]! < state) states[column] = state
  }
  let nowBusy = 0
  let nowAlive = 0
  let column = 0
  for (const { state } of open.values()) {
    if (state !== LANE.none) nowAlive++
    if (state === LANE.busy || state === LANE.init) nowBusy++
  }
  const count = (until: number) => {
    for (; column <= until; column++) {
      busy[column] = Math.max(busy[column]!, nowBusy)
      alive[column] = Math.max(alive[column]!, nowAlive)
    }
    column = until
  }
  count(0)
  recording.keep.scan(from, to, ({ kind, place: places, b, time }, at) => {
    if (places[at] !== place) return
    const what = kind[at]!
    const here = columnOf(time[at]!)
    if (what === K.throttled) throttled[here] = throttled[here]! + 1
    const becomes = BECOMES[what]
    const lane = becomes === undefined ? undefined : open.get(b[at]!)
    if (becomes === undefined || !lane) return
    count(here)
    if (lane.state !== LANE.none) fill(lane.row, lane.since, time[at]!, FAILS.has(what) ? LANE.failed : lane.state)
    if (becomes === LANE.none) fill(lane.row, time[at]!, time[at]!, LANE.ended)
    const works = (state: number) => (state === LANE.busy || state === LANE.init ? 1 : 0)
    nowBusy += works(becomes) - works(lane.state)
    nowAlive += (becomes === LANE.none ? 0 : 1) - (lane.state === LANE.none ? 0 : 1)
    lane.state = becomes
    lane.since = time[at]!
    busy[here] = Math.max(busy[here]!, nowBusy)
    alive[here] = Math.max(alive[here]!, nowAlive)
  })
  const end = Math.min(to, Math.max(from, recording.keep.until))
  count(columnOf(end))
  for (const lane of open.values()) if (lane.state !== LANE.none) fill(lane.row, lane.since, end, lane.state)
  return {
    lanes: rows.map((states, row) => ({ environment: order[row * each]!, ahead: born.get(order[row * each]!)!.ahead, states })),
    each, environments: order.length, busy, alive, throttled,
  }
}

/** The environments that live at some time in [from, to), in order of birth, and their state at its beginning. */
function bornIn({ keep, reel }: Recording, place: number, from: number, to: number): Map<number, { readonly state: number; readonly ahead: boolean }> {
  const born = new Map<number, { state: number; ahead: boolean }>()
  if (from > 0) for (const [environment, cell] of reel.seek(from - 1).actors[place]?.cells ?? []) born.set(environment, { state: STATE_OF_CELL[cell] ?? LANE.none, ahead: false })
  keep.scan(from, to, ({ kind, place: places, b, serial }, at) => {
    if (places[at] === place && BECOMES[kind[at]!] !== undefined && kind[at] !== K.environmentEnded && b[at]! > 0 && !born.has(b[at]!)) born.set(b[at]!, { state: LANE.none, ahead: serial[at] === 0 && FIRST.has(kind[at]!) })
  })
  return born
}
