/** How functions get on board, with their environments and what was measured of them. */
import type { WorkTicket } from '../../contract/express.ts'
import { AMOUNTS, LEVELS, MOST_PLACES, MOST_SOURCES, PLACE, VALUES, WORK } from '../../express/layout.ts'
import { K } from '../../trace/records.ts'
import type { EngineNode } from '../node.ts'
import { type Ride, tells, type Worker } from './ride.ts'

export function workerOf(ride: Ride, node: EngineNode): Worker | undefined {
  const known = ride.workers.find((one) => one.node === node)
  if (known) return known
  const ticket = node.behaviour.express!(node)
  const last = ride.workers.at(-1)
  const first = last ? last.first + last.ticket.places.count : 0
  if (ticket?.rides !== 'work' || ticket.places.count === 0 || first + ticket.places.count > MOST_PLACES) return undefined
  const made: Worker = { node, ticket, number: ride.workers.length, first, given: 0, drawn: 0, subjects: new Map(), batches: new Map() }
  ride.workers.push(made)
  return made
}

export function boardWorker(ride: Ride, worker: Worker): void {
  const { node, ticket, number, first } = worker
  const { doubles, words, program } = ride.machine
  const { places } = ticket
  const word = program.work(number) >> 2
  const at = word >> 1
  const all = {
    inFlight: ticket.inFlight, onDemand: ticket.onDemand, room: ticket.room, windowEnds: ticket.window.ends, windowCount: ticket.window.count, windowMost: ticket.windowMost,
    cpuMs: ticket.cpuMs, ioMs: ticket.ioMs, limitMs: ticket.limitMs, thaw: ticket.thaw, idleFor: ticket.idleFor, idleTimerAt: ticket.idleTimerAt, limit: ticket.limit,
    errorRate: ticket.errorRate,
  } as const
  for (const name of Object.keys(all) as (keyof typeof all)[]) doubles[at + WORK[name]] = all[name]
  const place = node.index << 16
  const idle = program.idleOf(first)
  const marks = {
    shared: ticket.shared ? 1 : 0, twin: twinOf(ride, worker), idle, idleCount: places.idle.count, constant: ticket.constant ? 1 : 0,
    started: K.started | place, finished: K.finished | place, failed: K.failed | place, refused: K.throttled | place, why: ticket.why, status: ticket.status,
  } as const
  for (const name of Object.keys(marks) as (keyof typeof marks)[]) words[word + WORK[name]] = marks[name]
  const { duration, billed, concurrent, throttled } = ticket.metrics
  const owner = MOST_SOURCES + number
  tells(ride, owner, node.metricSlot(duration.index))
  tells(ride, LEVELS + owner, node.metricSlot(concurrent.index))
  tells(ride, AMOUNTS + 2 * owner, node.metricSlot(throttled.index))
  tells(ride, AMOUNTS + 2 * owner + 1, node.metricSlot(billed.index))
  for (let i = 0; i < places.idle.count; i++) {
    const env = places.idle.envs[i]!
    words[(idle >> 2) + i] = program.place(first + env)
    boardPlace(ride, first, env, number, ticket)
  }
}

/** The only one who sends to it: its concurrency goes up and down with what is in flight there. */
function twinOf({ riders, keepers, machine }: Ride, worker: Worker): number {
  const senders = riders.filter(({ work }) => work === worker)
  return senders.length === 1 && keepers.every(({ receiver }) => receiver?.worker !== worker) ? machine.program.source(senders[0]!.number) : 0
}

export function boardPlace(ride: Ride, first: number, env: number, work: number, { places }: WorkTicket): number {
  const { doubles, words, program } = ride.machine
  const address = program.place(first + env)
  const word = address >> 2
  const at = word >> 1
  doubles[at + PLACE.serial] = 0
  doubles[at + PLACE.lifeEnd] = places.lifeEnd[env]!
  doubles[at + PLACE.idleEnd] = places.idleEnd[env]!
  doubles[at + PLACE.begun] = places.begun[env]!
  doubles[at + PLACE.durationMs] = places.durationMs[env]!
  words[word + PLACE.label] = places.serial[env]!
  words[word + PLACE.dirty] = places.dirty[env]!
  words[word + PLACE.turns] = 0
  words[word + PLACE.count] = 0
  words[word + PLACE.fails] = 0
  words[word + PLACE.work] = program.work(work)
  return word
}

/** Seconds to which durations may still be dated. */
export function boardSeconds(ride: Ride, { node, ticket, number }: Worker, from: number, to: number): void {
  const { program } = ride.machine
  const slot = node.metricSlot(ticket.metrics.duration.index)
  for (let second = from; second <= to; second++) boardValues(ride, program.durations(number, second), slot, second)
}

export function boardValues(ride: Ride, address: number, slot: number, second: number): void {
  const { doubles, program } = ride.machine
  const at = address >> 3
  const [sum, count] = ride.run.metrics.ofSecond(slot, second)
  program.openAt(address, second)
  doubles[at + VALUES.sum] = sum
  doubles[at + VALUES.count] = count
}
