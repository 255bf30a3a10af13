/** The present turn of one host: who is on, how many steps it has taken, what came of it so far. */
import { EPOCH_MS } from '../base/time.ts'
import type { Micros } from '../base/units.ts'
import type { Call, End, Line, Streamed } from '../contract/handler.ts'
import type { Guest } from './environment.ts'
import { DEEP_BYTES, DEEP_STEPS, FLOOD, FLOOD_STEPS, LARGE_BYTES, NANOS_PER_STEP, STEPS_PER_TURN } from './limits.ts'
import type { Machine } from './machine.ts'
import type { Made } from './made.ts'

/** Steps until it is asked whether to go on, and looked at how much memory it takes. The engine's own round is longer: so a reset by its hand can be told. */
const ROUND = 999

export interface Stage {
  readonly made: Made
  guest: Guest
  machine: Machine
  began: Micros
  /** Steps that are over, steps of the present round, and after how many it is cut off. */
  spent: number
  loaded: number
  allowed: number
  /** A new context draws its first chance from the clock; -1 when none is being made. */
  chance: number
  lines: Line[]
  calls: Call[]
  /** Of a streamed response. */
  wrote: Streamed[number][]
  logged: number
  /** Jobs, words with the host and looks at the clock so far. */
  pieces: number
  end: End | null
  /** It took more than half of its memory. */
  much: boolean
  /** The modules that the code names are being found. */
  linking: boolean
  stopped: '' | 'limit' | 'memory' | 'exit'
}

// Nobody is on before the first turn, and nothing is asked then.
export const newStage = (made: Made): Stage => ({
  made, guest: undefined as unknown as Guest, machine: undefined as unknown as Machine,
  began: 0, spent: 0, loaded: 0, allowed: 0, chance: -1, lines: [], calls: [], wrote: [], logged: 0, pieces: 0, end: null, much: false, linking: false, stopped: '',
})

export function enter(stage: Stage, guest: Guest, machine: Machine, now: Micros, limit: Micros): void {
  stage.guest = guest
  stage.machine = machine
  stage.began = now
  stage.lines = []
  stage.calls = []
  stage.wrote = []
  stage.logged = stage.pieces = 0
  stage.end = null
  stage.much = stage.linking = false
  stage.stopped = ''
  stage.spent = 0
  stage.allowed = Math.max(1, Math.min(Math.floor((limit * 1_000) / nanos(guest)), STEPS_PER_TURN))
  machine.touch()
  if (guest.context === 0) return
  machine.x.qjs_set_runtime_and_context(guest.runtime, guest.context)
  beginRound(stage)
}

/** The first steps of a turn, of which none is over. */
export function beginRound(stage: Stage): void {
  stage.spent = 0
  load(stage, Math.min(ROUND, stage.allowed))
}

function load(stage: Stage, steps: number): void {
  stage.loaded = steps
  const { stepsLeft } = stage.made.layout
  if (stepsLeft >= 0) stage.machine.putWord(stage.guest.context + stepsLeft, steps)
}

function left(stage: Stage): number {
  const { stepsLeft } = stage.made.layout
  return stepsLeft < 0 ? stage.loaded : stage.machine.word(stage.guest.context + stepsLeft) | 0
}

const used = (stage: Stage): number => stage.spent + stage.loaded - left(stage)

/** What the engine's own code did without steps. */
export function charge(stage: Stage, steps: number): void {
  stage.spent += Math.ceil(steps)
  // Most of the time the round that runs cannot reach the limit.
  if (stage.spent + stage.loaded >= stage.allowed && used(stage) >= stage.allowed) interruptSoon(stage)
}

/** The same for small things that code can have without end. */
export function chargePiece(stage: Stage, steps: number): void {
  charge(stage, ++stage.pieces <= FLOOD ? steps : steps + FLOOD_STEPS)
}

/** It is asked at the next step whether to go on. */
export function interruptSoon(stage: Stage): void {
  stage.spent = used(stage)
  load(stage, 1)
}

/** The engine asks, when a round is over; true stops the code for good. */
export function interrupt(stage: Stage): boolean {
  const { guest } = stage
  // The engine resets its count before it asks; a regular expression asks in between, after 10,000 steps of its own.
  if (left(stage) > ROUND) {
    stage.spent += stage.loaded
    load(stage, Math.max(1, Math.min(ROUND, stage.allowed - stage.spent)))
  } else stage.spent += 10_000
  // Where the stack ends every other step is an error, made and caught: those are dear, and take few steps.
  if (stage.machine.depth() > DEEP_BYTES) stage.spent += DEEP_STEPS
  const bytes = allocated(stage)
  if (bytes > LARGE_BYTES) stage.machine.makeAhead(bytes)
  if (bytes > guest.capacity.bytes / 2) stage.much = true
  if (stage.stopped === '' && bytes > guest.capacity.bytes) stage.stopped = 'memory'
  if (stage.stopped === '' && stage.spent >= stage.allowed) stage.stopped = 'limit'
  return stage.stopped !== ''
}

/** LAM-LC-06: the code outside the handler has a whole vCPU. */
const nanos = (guest: Guest): number => (guest.opening ? NANOS_PER_STEP : guest.capacity.nanosPerStep)

/** CPU time of the turn so far. */
export const micros = (stage: Stage): number => (used(stage) * nanos(stage.guest)) / 1_000
export const after = (stage: Stage): Micros => Math.floor(micros(stage))
export const present = (stage: Stage): Micros => stage.began + after(stage)
export const clock = (stage: Stage): number => (stage.chance >= 0 ? stage.chance : EPOCH_MS * 1_000 + present(stage))

/** Bytes of its heap that are taken. */
export function allocated({ made, machine, guest }: Stage): number {
  return made.layout.allocated < 0 ? 0 : machine.word(guest.runtime + made.layout.allocated)
}
