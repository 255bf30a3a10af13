/** How a run gets on board: what the machine needs to know is written into its memory, what is pending taken out of the clock. */
import type { Micros } from '../base/units.ts'
import type { WorkTicket } from '../contract/express.ts'
import { type MessageId, WAY_REQUEST } from '../contract/messages.ts'
import { ORDER } from '../contract/service.ts'
import { MOST_PLACES, MOST_SOURCES, PLACE, SECONDS, SOURCE, TELLS, VALUES, WORK } from '../express/layout.ts'
import { CLASS, targetOf } from '../kernel/timers.ts'
import { K, O } from '../trace/records.ts'
import { boardBatch, boardKeeper, keeperOf } from './express-board-queue.ts'
import { type Ride, type Rider, SLOTS, type Worker } from './express-ride.ts'
import type { Link } from './link.ts'
import type { EngineNode } from './node.ts'

/** False when nobody rides at present. */
export function board(ride: Ride): boolean {
  for (const link of ride.pairs) boardPair(ride, link)
  if (ride.riders.length === 0) return false
  const { run } = ride
  const { program } = ride.machine
  const { timers } = run.world
  program.prepare(timers.now, ride.riders.length, ride.workers.length, ride.keepers.length, !run.trace.muted, !run.metrics.muted)
  program.sequence.value = timers.given
  program.fired.value = timers.fired
  program.nextSerial.value = run.world.messages.created + 1
  program.ofCompletion.value = ORDER.completion * CLASS
  program.ofRefill.value = ORDER.refill * CLASS
  program.ofArrival.value = ORDER.arrival * CLASS
  program.ofPoll.value = ORDER.poll * CLASS
  program.throttledOutcome.value = O.throttled
  program.succeededOutcome.value = O.succeeded
  program.deletedOutcome.value = O.deleted
  program.buriedOutcome.value = O.deadLettered
  boardAccount(ride)
  for (const worker of ride.workers) boardWorker(ride, worker)
  for (const rider of ride.riders) boardRider(ride, rider)
  for (const keeper of ride.keepers) boardKeeper(ride, keeper)
  for (const worker of ride.workers) boardBusy(ride, worker)
  return true
}

/** What all functions share. */
function boardAccount({ workers, machine: { program } }: Ride): void {
  const [worker] = workers
  if (!worker) return
  const { account } = worker.ticket
  program.inFlight.value = account.pool.inFlight
  program.room.value = account.room
  program.windowMost.value = account.windowMost
  program.windowEnds.value = account.pool.window.ends
  program.windowCount.value = account.pool.window.count
}

function boardPair(ride: Ride, link: Link): void {
  const { from, to } = link
  if (!link.direct || from.watched || to.watched || ride.riders.length === MOST_SOURCES) return
  const ticket = from.behaviour.express!(from)
  if (ticket?.rides !== 'source') return
  const lane = from.takesLane(ticket.arrive)
  if (lane < 0) return
  const keeper = ticket.sends === 'messages' ? keeperOf(ride, to) : undefined
  const asked = ticket.sends === 'requests' ? workerOf(ride, to) : undefined
  const work = asked?.ticket.tame ? asked : undefined
  if (work || keeper) ride.riders.push({ node: from, ticket, link, lane, work, keeper, number: ride.riders.length, given: 0, over: [], begun: [] })
}

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

function boardWorker(ride: Ride, { node, ticket, number, first }: Worker): void {
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
    shared: ticket.shared ? 1 : 0, idle, idleCount: places.idle.count, constant: ticket.constant ? 1 : 0, billsInit: ticket.billsInit ? 1 : 0,
    started: K.started | place, finished: K.finished | place, failed: K.failed | place, refused: K.throttled | place, why: ticket.why, status: ticket.status,
  } as const
  for (const name of Object.keys(marks) as (keyof typeof marks)[]) words[word + WORK[name]] = marks[name]
  const { duration, billed, concurrent, throttled } = ticket.metrics
  const owner = MOST_SOURCES + number
  ride.slots[TELLS.values * SLOTS + owner] = node.metricSlot(duration.index)
  ride.slots[TELLS.amounts * SLOTS + owner] = node.metricSlot(billed.index)
  ride.slots[TELLS.level * SLOTS + owner] = node.metricSlot(concurrent.index)
  ride.slots[TELLS.more * SLOTS + 2 * owner] = node.metricSlot(throttled.index)
  for (let i = 0; i < places.idle.count; i++) {
    const env = places.idle.envs[i]!
    words[(idle >> 2) + i] = program.place(first + env)
    boardPlace(ride, first, env, number, ticket)
  }
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
  doubles[at + PLACE.initMs] = places.initMs[env]!
  words[word + PLACE.label] = places.serial[env]!
  words[word + PLACE.dirty] = places.dirty[env]!
  words[word + PLACE.turns] = 0
  words[word + PLACE.count] = 0
  words[word + PLACE.fails] = 0
  words[word + PLACE.work] = program.work(work)
  return word
}

function boardRider(ride: Ride, { node, ticket, link, lane, work, keeper, number }: Rider): void {
  const { doubles, words, program } = ride.machine
  const { timers } = ride.run.world
  const word = program.source(number) >> 2
  const at = word >> 1
  const next = timers.ofLane(lane)
  timers.putLane(lane, Number.POSITIVE_INFINITY, next.rank)
  doubles[at + SOURCE.next] = next.time
  doubles[at + SOURCE.rank] = next.rank
  doubles[at + SOURCE.from] = ticket.from
  doubles[at + SOURCE.until] = ticket.until
  doubles[at + SOURCE.waiting] = ticket.waiting
  const wire = link.index << 16
  words[word + SOURCE.request] = (work ? K.request : K.event) | wire
  words[word + SOURCE.response] = K.response | wire
  words[word + SOURCE.refusal] = K.refusal | wire
  words[word + SOURCE.ended] = K.ended | (node.index << 16)
  words[word + SOURCE.work] = work ? program.work(work.number) : 0
  words[word + SOURCE.queue] = keeper ? program.queue(keeper.number) : 0
  words[word + SOURCE.gaps] = ticket.gaps ? 1 : 0
  words[word + SOURCE.tries] = ticket.tries ? 1 : 0
  const { sent, refused, inFlight, latency } = ticket.metrics
  ride.slots[TELLS.values * SLOTS + number] = node.metricSlot(latency.index)
  ride.slots[TELLS.level * SLOTS + number] = node.metricSlot(inFlight.index)
  ride.slots[TELLS.more * SLOTS + 2 * number] = node.metricSlot(sent.index)
  ride.slots[TELLS.more * SLOTS + 2 * number + 1] = node.metricSlot(refused.index)
  if (!ride.run.metrics.muted) boardValues(ride, program.latency(number), node.metricSlot(latency.index), Math.floor(timers.now / 1e6))
}

export function boardValues(ride: Ride, address: number, slot: number, second: number): void {
  const { doubles, program } = ride.machine
  const at = address >> 3
  const [sum, count, low, high] = ride.run.metrics.ofSecond(slot, second)
  program.openAt(address, second)
  doubles[at + VALUES.sum] = sum
  doubles[at + VALUES.count] = count
  doubles[at + VALUES.low] = low
  doubles[at + VALUES.high] = high
}

/** Those whose handlers end plainly come on board, with what they are busy with. */
function boardBusy(ride: Ride, worker: Worker): void {
  const { node, ticket, number, first, subjects } = worker
  const { doubles, words, program } = ride.machine
  const { timers, messages } = ride.run.world
  const target = targetOf(node.index, ticket.ends.index)
  const left: [Micros, number, number][] = []
  const present = Math.floor(timers.now / 1e6)
  let earliest = present
  timers.lift(target, (time, rank, env) => {
    const message = ticket.places.subject[env]!
    const began = Math.floor(ticket.places.begun[env]! / 1e6)
    const rider = ticket.plain(env) && began > present - SECONDS + 16 ? riderOf(ride, message) : undefined
    if (!rider) {
      const word = began > present - SECONDS + 16 ? boardBatch(ride, worker, env) : -1
      if (word < 0) return left.push([time, rank, env])
      words[word + PLACE.values] = program.durations(number, began)
      program.setOff(word << 2, time, rank)
      earliest = Math.min(earliest, began)
      return
    }
    const word = boardPlace(ride, first, env, number, ticket)
    words[word + PLACE.values] = program.durations(number, began)
    doubles[(word >> 1) + PLACE.serial] = messages.serial[message]!
    doubles[(word >> 1) + PLACE.sentAt] = messages.u[message]!
    words[word + PLACE.source] = program.source(rider.number)
    subjects.set(env, { serial: messages.serial[message]!, message })
    program.setOff(word << 2, time, rank)
    earliest = Math.min(earliest, began)
  })
  for (const [time, rank, env] of left) timers.putBack(time, rank, target, env)
  if (!ride.run.metrics.muted) boardSeconds(ride, worker, earliest, present + 1)
}

function riderOf(ride: Ride, message: MessageId): Rider | undefined {
  const { messages } = ride.run.world
  if (messages.way[message] !== WAY_REQUEST) return undefined
  const rider = ride.riders.find(({ link }) => link.index === messages.wire[message])
  return rider?.ticket.waitsFor(message) ? rider : undefined
}

function boardSeconds(ride: Ride, { node, ticket, number }: Worker, from: number, to: number): void {
  const { doubles, program } = ride.machine
  const { duration, billed } = ticket.metrics
  for (let second = from; second <= to; second++) {
    const address = program.durations(number, second)
    boardValues(ride, address, node.metricSlot(duration.index), second)
    const [sum, count, low, high] = ride.run.metrics.ofSecond(node.metricSlot(billed.index), second)
    const at = address >> 3
    doubles[at + VALUES.billed] = sum
    doubles[at + VALUES.billedCount] = count
    doubles[at + VALUES.billedLow] = low
    doubles[at + VALUES.billedHigh] = high
  }
}
