/**
 * Keeps the promise of contract/handler.ts with QuickJS: which environments there are, in which instance each lives, and
 * what is left of them when they end badly. What happens within a turn is told by the files beside this one:
 *
 *   open → boot.ts ────────┐
 *   invoke ────────────────┼→ turns.ts: ticks, promises, immediates, due timers, in Node's order → Turn
 *   answer, wake ──────────┘        ↕ questions.ts, modules.ts: what the code asks for meanwhile
 */
import type { Micros } from '../base/units.ts'
import type { CodeHost, GuestId, Program, Turn } from '../contract/handler.ts'
import { boot, newborn } from './boot.ts'
import { DO } from './doors.ts'
import { act, numberAt } from './door.ts'
import { edgeHostOf } from './edge/host.ts'
import { copyOf, type Guest, newGuest, type Saved } from './environment.ts'
import { BYTES_PER_STEP } from './limits.ts'
import { Machine } from './machine.ts'
import { madeOf } from './made.ts'
import { forget, hooksOf } from './questions.ts'
import { emptyShelf, type Shelf } from './shelf.ts'
import { charge, enter, newStage } from './stage.ts'
import { isDead, lostTurn, play, settle } from './turns.ts'
import { makeUnit, type Unit } from './unit.ts'

/** One wasm instance per function; what is more shares (a browser gives a page 125 memories). */
const MAX_MACHINES = 16
/** An instance larger than this is not kept for nobody. */
const IDLE_BYTES = 33_554_432
/** Bytes and dates, as an answer writes them. */
const isMarked = (json: string): boolean => json.includes('"$binary"') || json.includes('"$date"')

export function createCodeHost(module: WebAssembly.Module, shelf: Shelf = emptyShelf): CodeHost {
  const stage = newStage(madeOf(module))
  const hooks = hooksOf(stage)
  const units = new WeakMap<Program, Unit>()
  let machines: (Machine | undefined)[] = []
  let guests = new Map<GuestId, Guest>()
  let places = new Map<Unit, number>()
  let next = 0

  function placeOf(unit: Unit): number {
    let place = places.get(unit)
    if (place === undefined) {
      place = places.size % MAX_MACHINES
      places.set(unit, place)
    }
    machines[place] ??= new Machine(module, hooks)
    return place
  }

  function run(to: Guest, now: Micros, limit: Micros, first: () => void): Turn {
    enter(stage, to, machines[to.machine]!, now, limit)
    try {
      const turn = play(stage, limit, first)
      if (isDead(turn.end)) dispose(to)
      return turn
    } catch (error) {
      // The engine itself broke: nothing in its instance is touched again.
      if (!(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) throw error
      lose(to.machine)
      return lostTurn(stage.lines)
    }
  }

  function begin(guest: Guest, now: Micros, limit: Micros): Turn {
    newborn(guest, placeOf(guest.unit))
    return run(guest, now, limit, () => boot(stage))
  }

  function dispose(gone: Guest): void {
    const place = gone.machine
    const of = machines[place]
    guests.delete(gone.id)
    gone.machine = -1
    if (!of || gone.context === 0) return
    of.touch()
    try {
      of.x.qjs_set_runtime_and_context(gone.runtime, gone.context)
      forget(of, gone.rejections)
      if (gone.loading !== 0) of.x.qjs_free_value(gone.loading)
      if (gone.door !== 0) of.x.qjs_free_value(gone.door)
      of.x.qjs_destroy()
      of.left()
      // Its memory never shrinks: what a greedy environment left is given back when nobody lives there any more.
      if (of.sizeBytes() > IDLE_BYTES && ![...guests.values()].some((one) => one.machine === place)) machines[place] = undefined
    } catch {
      lose(place)
    }
  }

  /** All that lived there begins anew when it is next used. */
  function lose(place: number): void {
    machines[place] = undefined
    for (const one of guests.values()) if (one.machine === place) one.machine = -1
  }

  /** One that is known no more: what still comes for it finds nobody. */
  const nothing = (): Turn => ({ took: 0, lines: [], calls: [], wakeAt: null, end: null, usedBytes: 0 })

  return {
    get edge() {
      return edgeHostOf(module)
    },
    open(program, seed, now, limit, own) {
      let unit = units.get(program)
      if (!unit) units.set(program, (unit = makeUnit(program, shelf)))
      const id = next++
      const guest = newGuest(id, unit, seed, own)
      guests.set(id, guest)
      return { guest: id, turn: begin(guest, now, limit) }
    },
    invoke(id, event, context, now, limit) {
      const to = guests.get(id)
      if (!to) return nothing()
      if (to.machine < 0) {
        const again = begin(to, now, limit)
        if (again.end?.kind !== 'returned') return again
      }
      return run(to, now, limit, () => {
        charge(stage, event.length / BYTES_PER_STEP)
        // What was left waiting when the environment froze goes on first.
        settle(stage)
        if (stage.end !== null || stage.stopped !== '') return
        to.busy = true
        const { deadline, traceHeader, ...facts } = context
        const { machine } = stage
        act(stage, DO.invoke, machine.text(event), machine.text(JSON.stringify(facts)), machine.x.qjs_new_number(deadline), machine.text(traceHeader ?? ''))
      })
    },
    answer(id, call, { ok, json, requestId = '', attempts = 1 }, now, limit) {
      const to = guests.get(id)
      if (!to) return nothing()
      if (to.machine < 0) return lostTurn()
      if (!to.calls.delete(call)) return nothing()
      return run(to, now, limit, () => {
        charge(stage, json.length / BYTES_PER_STEP)
        act(stage, DO.answer, numberAt(stage, 1, call), numberAt(stage, 2, ok ? (isMarked(json) ? 2 : 1) : 0), stage.machine.text(json), stage.machine.text(requestId), numberAt(stage, 5, attempts))
      })
    },
    wake(id, now, limit) {
      const to = guests.get(id)
      if (!to) return nothing()
      return to.machine < 0 ? lostTurn() : run(to, now, limit, () => {})
    },
    close(id) {
      const found = guests.get(id)
      if (found) dispose(found)
    },
    save(): Saved {
      return { images: machines.map((one) => one?.image()), next, places: new Map(places), guests: [...guests.values()].map(copyOf) }
    },
    restore(saved) {
      const { images, guests: kept, places: where, next: then } = saved as Saved
      machines = images.map((image) => image && new Machine(module, hooks, image))
      guests = new Map(kept.map((one) => [one.id, copyOf(one)]))
      places = new Map(where)
      next = then
    },
  }
}
