/** An environment as the host knows it between two turns, and what it says read. */
import type { Micros } from '../base/units.ts'
import type { Call, GuestId, Program } from '../contract/handler.ts'
import { capacityOf, type Capacity } from './limits.ts'
import type { Image } from './image.ts'
import type { Unit } from './unit.ts'

/** An environment as it is kept between turns: numbers and names only. */
export interface Guest {
  readonly id: GuestId
  readonly unit: Unit
  readonly seed: readonly [number, number, number, number]
  readonly capacity: Capacity
  /** Variables that are not those of the program. */
  readonly own: Program['variables'] | undefined
  /** Of its machine; -1 when that is gone. */
  machine: number
  runtime: number
  context: number
  /** Box of its door. */
  door: number
  /** The first timer, and whether it keeps the invocation waiting. */
  wakeAt: Micros
  kept: boolean
  /** Queues that wait. */
  flags: number
  /** Numbers of the calls that are not answered yet. */
  calls: Set<number>
  /** What it may call, and how its inputs look: a call names one by its number. */
  forms: Form[]
  /** The code is still being loaded: box of the promise; 0 when it is not. */
  loading: number
  /** The code outside the handler is not done. */
  opening: boolean
  busy: boolean
  /** Promises that were rejected while nobody listened. */
  rejections: Rejection[]
  /** Modules that it knows. */
  readonly modules: Set<string>
}
/** An operation, and, where its input is nothing but texts, what stands before each of them as JSON. */
export interface Form {
  readonly client: string
  readonly operation: string
  readonly starts: readonly string[]
  /** How often at most the client tries; 0: as often as it usually does. */
  readonly tries: number
}
export interface Rejection {
  readonly object: number
  readonly promise: number
  readonly reason: number
}
export interface Saved {
  readonly images: readonly (Image | undefined)[]
  readonly guests: readonly Guest[]
  readonly places: ReadonlyMap<Unit, number>
  readonly next: number
}

/** One that has not begun. */
export const newGuest = (id: GuestId, unit: Unit, seed: Guest['seed'], own?: Program['variables']): Guest => ({
  id, unit, seed, own, capacity: capacityOf(unit.program.memoryMb), machine: -1, runtime: 0, context: 0, door: 0, wakeAt: -1, kept: false, flags: 0, calls: new Set(), forms: [],
  loading: 0, opening: true, busy: false, rejections: [], modules: new Set(),
})

export function formOf(what: string, names: string, tries: number): Form {
  const dot = what.indexOf('.')
  const starts = names === '' ? [] : names.split('\n').map((name, i) => `${i === 0 ? '{' : ','}${JSON.stringify(name)}:`)
  return { client: what.slice(0, dot), operation: what.slice(dot + 1), starts, tries }
}

/** `text` gives its input, or the texts of its input one by one. */
export function callOf(id: number, after: Micros, { client, operation, starts, tries }: Form, text: (i: number) => string): Call {
  let input = ''
  if (starts.length === 0) input = text(0)
  else {
    for (let i = 0; i < starts.length; i++) input += starts[i]! + JSON.stringify(text(i))
    input += '}'
  }
  return tries === 0 ? { id, after, client, operation, input } : { id, after, client, operation, input, tries }
}

export const copyOf = (guest: Guest): Guest => ({ ...guest, rejections: [...guest.rejections], forms: [...guest.forms], calls: new Set(guest.calls), modules: new Set(guest.modules) })

export function pathOf(name: string): string {
  return name.startsWith('file://') ? name.slice(7) : name.startsWith('coldstart:file') ? name.slice(14) : name
}
