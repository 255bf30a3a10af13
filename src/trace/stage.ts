/**
 * What stands on the stage at one instant: environments of each function, messages in each queue, what lately went
 * wrong. Made of rows alone, one after the other; so playback forwards is `apply`, and backwards is an earlier copy with
 * the rows since. Nothing here knows a service: only the words of the trace.
 */
import { K, RECORDS, type RecordName, RECORD_NAMES } from './records.ts'

export const CELL_INIT = 1
export const CELL_BUSY = 2
export const CELL_IDLE = 3
export type Cell = typeof CELL_INIT | typeof CELL_BUSY | typeof CELL_IDLE

export interface Actor {
  /** Environments by their number, in order of birth. */
  readonly cells: Map<number, Cell>
  busy: number
  idle: number
  initialising: number
  /** Messages of a queue by where they are. */
  visible: number
  inFlight: number
  delayed: number
  dead: number
  /** Requests taken in and not yet answered, for whatever stands between. */
  open: number
  /** The last bad thing: which kind, when, and its reason. */
  badKind: number
  badAt: number
  badReason: number
  /** Counts since the beginning. */
  started: number
  failed: number
  throttled: number
  cold: number
}

const BAD: readonly boolean[] = RECORD_NAMES.map((name: RecordName) => RECORDS[name].tone === 'bad' && RECORDS[name].place === 'node')

const newActor = (): Actor => ({
  cells: new Map(), busy: 0, idle: 0, initialising: 0, visible: 0, inFlight: 0, delayed: 0, dead: 0, open: 0,
  badKind: -1, badAt: 0, badReason: 0, started: 0, failed: 0, throttled: 0, cold: 0,
})

export class Stage {
  readonly actors: Actor[]

  constructor(nodes: number) {
    this.actors = Array.from({ length: nodes }, newActor)
  }

  copy(): Stage {
    const copy = new Stage(0)
    for (const actor of this.actors) copy.actors.push({ ...actor, cells: new Map(actor.cells) })
    return copy
  }

  apply(time: number, kind: number, place: number, b: number): void {
    const actor = this.actors[place]
    if (!actor) return
    if (BAD[kind]) {
      actor.badKind = kind
      actor.badAt = time
      actor.badReason = b
    }
    switch (kind) {
      case K.initStarted:
        actor.cold++
        setCell(actor, b, CELL_INIT)
        break
      case K.started:
        actor.started++
        setCell(actor, b, CELL_BUSY)
        break
      case K.failed:
      case K.timedOut:
      case K.crashed:
        actor.failed++
        setCell(actor, b, CELL_IDLE)
        break
      case K.finished:
      case K.environmentIdle:
        setCell(actor, b, CELL_IDLE)
        break
      case K.environmentEnded:
        dropCell(actor, b)
        break
      case K.throttled:
        actor.throttled++
        break
      case K.delayed:
        actor.delayed++
        break
      case K.visible:
        // A receive count says that it comes back from a consumer; without one it is new, or its delay is over.
        if (b > 0 && actor.inFlight > 0) actor.inFlight--
        else if (actor.delayed > 0) actor.delayed--
        actor.visible++
        break
      case K.leased:
        if (actor.visible > 0) actor.visible--
        actor.inFlight++
        break
      case K.deleted:
        if (actor.inFlight > 0) actor.inFlight--
        break
      case K.deadLettered:
        if (actor.visible > 0) actor.visible--
        actor.dead++
        break
      case K.expired:
        if (actor.visible > 0) actor.visible--
        break
    }
  }
}

function setCell(actor: Actor, cell: number, to: Cell): void {
  const was = actor.cells.get(cell)
  if (was === to) return
  leave(actor, was)
  actor.cells.set(cell, to)
  if (to === CELL_BUSY) actor.busy++
  else if (to === CELL_IDLE) actor.idle++
  else actor.initialising++
}

function dropCell(actor: Actor, cell: number): void {
  leave(actor, actor.cells.get(cell))
  actor.cells.delete(cell)
}

function leave(actor: Actor, was: Cell | undefined): void {
  if (was === CELL_BUSY) actor.busy--
  else if (was === CELL_IDLE) actor.idle--
  else if (was === CELL_INIT) actor.initialising--
}
