/** How a run gets off: everything stands afterwards as if each request had gone its own way. */
import type { WorkTicket } from '../../contract/express.ts'
import { type MessageId, WAY_REQUEST } from '../../contract/messages.ts'
import { ENDS, GROWS, KIND_OF_TIMER, LOOKS, PLACE, SHOWS, SOURCE, WORK } from '../../express/layout.ts'
import { targetOf } from '../../kernel/timers.ts'
import { O } from '../../trace/records.ts'
import { leaveBatch, leaveKeeper } from './alight-queue.ts'
import { envOf, type Ride, type Rider, type Worker } from './ride.ts'

export function getOff(ride: Ride): void {
  const { run, riders, workers, keepers } = ride
  const { program } = ride.machine
  const { world } = run
  world.messages.count(program.nextSerial.value - 1 - world.messages.created)
  const [first] = workers
  if (first) leaveAccount(first.ticket.account.pool, program)
  for (const worker of workers) leaveWorker(ride, worker)
  const gone: MessageId[] = []
  for (const keeper of keepers) leaveKeeper(ride, keeper, gone)
  while (program.pending() > 0) leaveBusy(ride)
  for (const rider of riders) leaveRider(ride, rider)
  for (const worker of workers) leaveOver(ride, worker)
  for (const rider of riders) settle(ride, rider)
  for (const message of gone) world.messages.release(message)
  world.timers.goOnAt(program.now.value, program.fired.value, program.sequence.value)
  keepers.find(({ number }) => program.queue(number) === program.unfinished.value)?.receiver?.mapping.goOn()
}

function leaveAccount(account: WorkTicket['account']['pool'], program: Ride['machine']['program']): void {
  account.inFlight = program.inFlight.value
  account.window.ends = program.windowEnds.value
  account.window.count = program.windowCount.value
}

function leaveWorker(ride: Ride, worker: Worker): void {
  const { ticket, number, first } = worker
  const { doubles, words, program } = ride.machine
  const { places } = ticket
  const word = program.work(number) >> 2
  const at = word >> 1
  ticket.window.ends = doubles[at + WORK.windowEnds]!
  ticket.window.count = doubles[at + WORK.windowCount]!
  const waits = used(program.waitsOf(number), words[word + WORK.waits]!, worker.given)
  const fates = used(program.fatesOf(number), words[word + WORK.fates]!, worker.drawn)
  ticket.getOff(doubles[at + WORK.inFlight]!, doubles[at + WORK.onDemand]!, doubles[at + WORK.invocations]!, waits, fates)
  const idle = program.idleOf(first) >> 2
  const count = words[word + WORK.idleCount]!
  const envs = new Int32Array(count)
  for (let i = 0; i < count; i++) {
    const env = envOf(ride, words[idle + i]!, first)
    envs[i] = env
    leavePlace(ride, worker, env)
  }
  places.rest(envs)
}

function leavePlace(ride: Ride, { ticket, first }: Worker, env: number): void {
  const { doubles, words, program } = ride.machine
  const word = program.place(first + env) >> 2
  const at = word >> 1
  const { places } = ticket
  places.idleEnd[env] = doubles[at + PLACE.idleEnd]!
  places.begun[env] = doubles[at + PLACE.begun]!
  places.durationMs[env] = doubles[at + PLACE.durationMs]!
  places.turn[env] = places.turn[env]! + words[word + PLACE.turns]!
}

/** What is under way goes on in the general way. */
function leaveBusy(ride: Ride): void {
  const { doubles, words, program } = ride.machine
  const { timers, messages } = ride.run.world
  const time = program.pendingTime()
  const rank = program.pendingRank()
  const what = program.pendingPlace()
  program.takePending()
  if ((what & KIND_OF_TIMER) !== ENDS) return leaveTimer(ride, what, time, rank)
  const address = what
  const word = address >> 2
  const serial = doubles[(word >> 1) + PLACE.serial]!
  const worker = ride.workers.find((one) => program.work(one.number) === words[word + PLACE.work])!
  const env = envOf(ride, address, worker.first)
  leavePlace(ride, worker, env)
  timers.putBack(time, rank, targetOf(worker.node.index, worker.ticket.ends.index), env)
  if (words[word + PLACE.count] !== 0) return leaveBatch(ride, worker, env, word)
  const rider = ride.riders.find((one) => program.source(one.number) === words[word + PLACE.source])!
  const was = worker.subjects.get(env)
  let message = was?.message
  if (was?.serial === serial) worker.subjects.delete(env)
  else {
    message = messages.adopt(serial)
    messages.born[message] = doubles[(word >> 1) + PLACE.sentAt]!
    messages.wire[message] = rider.link.index
    messages.way[message] = WAY_REQUEST
    rider.begun.push(message)
  }
  worker.ticket.places.busy(env, message!)
}

/** Timers of a queue and of whoever receives from it. */
function leaveTimer({ keepers, run, machine: { program } }: Ride, what: number, time: number, rank: number): void {
  const { node, ticket, receiver } = keepers.find(({ number }) => program.queue(number) === (what & ~KIND_OF_TIMER))!
  const { timers } = run.world
  const { worker, mapping } = receiver!
  const kind = what & KIND_OF_TIMER
  if (kind === SHOWS) timers.putBack(time, rank, targetOf(node.index, ticket.shows.index), 0)
  else timers.putBack(time, rank, targetOf(worker.node.index, (kind === LOOKS ? mapping.looks : kind === GROWS ? mapping.grows : mapping.polls).index), mapping.index)
}

/** Those that came on board and were answered. */
function leaveOver(ride: Ride, { subjects, batches, ticket }: Worker): void {
  const { messages } = ride.run.world
  for (const slot of batches.values()) ticket.batchOver(slot)
  for (const { message } of subjects.values()) ride.riders.find(({ link }) => link.index === messages.wire[message])!.over.push(message)
}

function leaveRider(ride: Ride, { lane, number }: Rider): void {
  const { doubles, program } = ride.machine
  const at = program.source(number) >> 3
  ride.run.world.timers.putLane(lane, doubles[at + SOURCE.next]!, doubles[at + SOURCE.rank]!)
  const { outcomes } = ride.run.world
  outcomes[O.succeeded] = outcomes[O.succeeded]! + doubles[at + SOURCE.succeeded]!
  outcomes[O.throttled] = outcomes[O.throttled]! + doubles[at + SOURCE.throttled]!
}

function settle(ride: Ride, rider: Rider): void {
  const { doubles, words, program } = ride.machine
  const { messages } = ride.run.world
  const word = program.source(rider.number) >> 2
  const at = word >> 1
  rider.begun.sort((a, b) => messages.serial[a]! - messages.serial[b]!)
  const taken = used(program.aheadOf(rider.number), words[word + SOURCE.ahead]!, rider.given)
  rider.ticket.getOff(doubles[at + SOURCE.sent]!, doubles[at + SOURCE.waiting]!, taken, rider.over, rider.begun)
  for (const message of rider.over) messages.release(message)
}

/** How many of those given last are used up; 0 when none were ever given. */
function used(begin: number, at: number, given: number): number {
  return given === 0 ? 0 : (at - begin) >> 3
}
